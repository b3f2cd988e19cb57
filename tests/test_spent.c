// How long each exercise has taken: all visits of it together, whatever a
// journal says the time was.
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
an_exercise_has_taken_all_its_visits_together(void **state) {
    struct play *play = *state;
    const struct session *session = play->session;
    play->now_ms = 20000; // in the lobby, which is no exercise
    play_go(play, PLAY_WORDS, 0);
    assert_int_equal(session_spent_ms(session, PLAY_WORDS, 19000), 0);
    assert_int_equal(session_spent_ms(session, PLAY_WORDS, 27000), 7000);
    play->now_ms = 50000;
    assert_int_equal(play_press(play, INTENT_RESTART), VERDICT_OK);
    play->now_ms = 60000;
    assert_int_equal(play_press(play, INTENT_PAUSE), VERDICT_OK);
    assert_int_equal(session_spent_ms(session, PLAY_WORDS, 65000), 45000);
    play->now_ms = 120000;
    play_go(play, PLAY_SCALE, 0);
    assert_int_equal(session_spent_ms(session, PLAY_WORDS, 125000), 100000);
    assert_int_equal(session_spent_ms(session, PLAY_SCALE, 125000), 5000);
    play->now_ms = 130000;
    assert_int_equal(play_press(play, INTENT_BACK), VERDICT_OK);
    assert_int_equal(session->place.exercise, PLAY_WORDS);
    assert_int_equal(session_spent_ms(session, PLAY_WORDS, 134000), 104000);
    assert_int_equal(session_spent_ms(session, PLAY_SCALE, 134000), 10000);
}

static void
what_the_last_exercise_took_is_kept_at_the_end(void **state) {
    struct play *play = *state;
    uint8_t before[32], after[32];
    play_go(play, PLAY_WORDS, 0);
    play->now_ms += 90000;
    assert_int_equal(play_press(play, INTENT_END), VERDICT_OK);
    assert_int_equal(
        session_spent_ms(play->session, PLAY_WORDS, play->now_ms + 9999),
        90000);
    session_digest(play->session, before);
    play->session->spent_ms[PLAY_WORDS]++;
    session_digest(play->session, after);
    assert_memory_not_equal(before, after, sizeof before);
}

static void
a_clock_that_jumps_cannot_make_the_sum_overflow(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    for (int i = 0; i < 3000; i++) {
        play->now_ms = i % 2 == 0 ? EVENT_TIME_MAX_MS : 0;
        play->event.type = EVENT_MOVED;
        play->event.t_ms = play->now_ms;
        play->event.moved.after = play->session->move_count;
        play->event.moved.to = play->session->place;
        assert_int_equal(play_apply(play), VERDICT_OK);
    }
    assert_int_equal(play->session->spent_ms[PLAY_WORDS], EVENT_TIME_MAX_MS);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            an_exercise_has_taken_all_its_visits_together, start, finish),
        cmocka_unit_test_setup_teardown(
            what_the_last_exercise_took_is_kept_at_the_end, start, finish),
        cmocka_unit_test_setup_teardown(
            a_clock_that_jumps_cannot_make_the_sum_overflow, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
