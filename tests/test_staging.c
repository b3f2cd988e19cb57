// Sessions made up for pictures and tests: they stand where they were asked to.
#include "session/staging.h"
#include "session_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int
start(void **state) {
    static struct play play;
    play_start(&play, NULL);
    *state = &play;
    return 0;
}

static int
finish(void **state) {
    play_finish(*state);
    return 0;
}

static void
a_made_up_session_stands_where_it_was_asked_to(void **state) {
    struct play *play = *state;
    for (int exercise = -1; exercise <= PLAY_COUNT; exercise++) {
        bool is_place = exercise >= 0 && exercise < PLAY_COUNT;
        int phases = is_place ? play->deck->exercises[exercise].phase_count : 1;
        for (int phase = 0; phase < phases; phase++) {
            struct staging plan = {.guests = 30,
                                   .absent = 3,
                                   .seed = 5,
                                   .exercise = exercise,
                                   .phase = phase,
                                   .phase_ms = 10000};
            struct session *first = staging_create(play->deck, &plan);
            struct session *second = staging_create(play->deck, &plan);
            assert_non_null(first);
            assert_int_equal(first->place.exercise, exercise);
            assert_int_equal(first->place.phase, phase);
            assert_int_equal(first->joined, 30);
            play_check(first);
            uint8_t digests[2][32];
            session_digest(first, digests[0]);
            session_digest(second, digests[1]);
            assert_memory_equal(digests[0], digests[1], 32);
            session_destroy(first);
            session_destroy(second);
        }
    }
}

static void
a_made_up_session_at_no_place_is_none(void **state) {
    struct play *play = *state;
    const struct staging plans[] = {
        {.guests = 3, .exercise = PLAY_COUNT + 1},
        {.guests = 3, .exercise = -2},
        {.guests = 3, .exercise = PLAY_WORDS, .phase = 2},
        {.guests = 3, .exercise = PLAY_WORDS, .phase = -1},
        {.guests = 3, .absent = 4, .exercise = -1},
        {.guests = SESSION_GUEST_MAX + 1, .exercise = -1},
    };
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        assert_null(staging_create(play->deck, &plans[i]));
    }
}

int
main(void) {
    random_start();
#define PLAYED(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        PLAYED(a_made_up_session_stands_where_it_was_asked_to),
        PLAYED(a_made_up_session_at_no_place_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
