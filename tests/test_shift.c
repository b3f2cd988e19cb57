// An exercise that is asked again: what the deck makes of it, and the pairs of
// ballots that the shift is counted from.
#include "base/random.h"
#include "deck/deck.h"
#include "session/kinds/choice.h"
#include "session/shift.h"
#include "session/staging.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "deck: d\ntitle: T\nexercises:\n"
#define FIRST                                                                  \
    "- {id: one, kind: choice, prompt: Why?, options: [A, B, C], named: true," \
    " why: w, say: s}\n"

static struct deck *
read(const char *source, struct deck_faults *faults) {
    return deck_read(source, strlen(source), faults);
}

static void
an_exercise_asked_again_is_the_earlier_one_with_words_of_its_own(void **state) {
    (void) state;
    struct deck_faults faults;
    struct deck *deck =
        read(HEAD FIRST "- {id: two, again: one}\n"
                        "- {id: three, again: one, prompt: And now?,"
                        " phases: [vote 5s, reveal], say: ask}\n",
             &faults);
    assert_non_null(deck);
    const struct exercise *one = &deck->exercises[0];
    const struct exercise *two = &deck->exercises[1];
    const struct exercise *three = &deck->exercises[2];
    assert_int_equal(one->again, -1);
    assert_int_equal(one->filed_as, 0);
    assert_int_equal(two->again, 0);
    assert_int_equal(two->filed_as, 0);
    assert_string_equal(two->id, "two");
    assert_string_equal(two->kind, "choice");
    assert_string_equal(two->prompt, "Why?");
    assert_int_equal(two->item_count, 3);
    assert_true(two->is_named);
    assert_null(two->say);
    assert_int_equal(two->phases[0].length_ms, 45000);
    assert_true(two->phases[0].is_open);
    assert_string_equal(three->prompt, "And now?");
    assert_string_equal(three->say, "ask");
    assert_int_equal(three->phases[0].length_ms, 5000);
    assert_int_equal(three->filed_as, 0);
    deck_destroy(deck);
    deck_faults_finish(&faults);
}

static void
what_cannot_be_asked_again_is_said(void **state) {
    (void) state;
    static const struct {
        const char *rest, *text;
    } cases[] = {
        {"- {id: two, again: none}\n", "no earlier exercise has the id"},
        {"- {id: two, again: two}\n", "no earlier exercise has the id"},
        {"- {id: two, again: one}\n- {id: three, again: two}\n",
         "it asks an earlier one itself"},
        {"- {id: t, kind: talk, prompt: P}\n- {id: three, again: t}\n",
         "nobody answers it"},
        {"- {id: two, again: one, options: [A, B]}\n", "\"options\""},
        {"- {id: two, again: one, kind: choice}\n", "\"kind\""},
        {"- {again: one}\n", "\"id\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char source[512];
        (void) snprintf(source, sizeof source, HEAD FIRST "%s", cases[i].rest);
        struct deck_faults faults;
        assert_null(read(source, &faults));
        assert_int_equal(faults.error_count, 1);
        if (strstr(faults.items[0].text, cases[i].text) == NULL) {
            print_message("%s\n", faults.items[0].text);
        }
        assert_non_null(strstr(faults.items[0].text, cases[i].text));
        deck_faults_finish(&faults);
    }
}

// A session whose guests have answered both times.
static struct session *
play_both(struct deck *deck, uint32_t guests) {
    struct staging plan = {.guests = guests,
                           .seed = 3,
                           .exercise = 1,
                           .phase = 0,
                           .is_phase_closed = true};
    return staging_create(deck, &plan);
}

static void
a_guests_two_ballots_are_a_pair_and_others_are_left_out(void **state) {
    (void) state;
    struct deck_faults faults;
    struct deck *deck = read(HEAD FIRST "- {id: two, again: one}\n", &faults);
    struct session *session = play_both(deck, 20);
    assert_non_null(session);
    // One takes the first back, one the second.
    session->boxes[0].ballots[4].size = 0;
    session->boxes[1].ballots[7].size = 0;
    struct shift shift;
    assert_true(shift_init(&shift, session, 1));
    assert_int_equal(shift.pairs, 18);
    assert_int_equal(shift.before.count, 18);
    for (uint32_t i = 0; i < shift.pairs; i++) {
        assert_memory_equal(shift.before.ballots[i].key,
                            shift.after.ballots[i].key, BALLOT_KEY_SIZE);
        assert_true(shift.after.ballots[i].size > 0);
        assert_true(shift.before.ballots[i].size > 0);
    }
    struct choice_tally before;
    struct choice_tally after;
    choice_tally(&deck->exercises[0], &shift.before, &before);
    choice_tally(&deck->exercises[1], &shift.after, &after);
    assert_int_equal(before.voters, 18);
    assert_int_equal(after.voters, 18);
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX];
    choice_flow(&shift, flow);
    for (unsigned a = 0; a < 3; a++) { // rows sum to before, columns to after
        uint32_t from = 0;
        uint32_t to = 0;
        for (unsigned b = 0; b < 3; b++) {
            from += flow[a][b];
            to += flow[b][a];
        }
        assert_int_equal(from, before.votes[a]);
        assert_int_equal(to, after.votes[a]);
    }
    shift_finish(&shift);
    assert_false(shift_init(&shift, session, 0)); // nothing was asked before
    session_destroy(session);
    deck_destroy(deck);
    deck_faults_finish(&faults);
}

static void
a_shift_with_nobody_in_it_is_empty(void **state) {
    (void) state;
    struct deck_faults faults;
    struct deck *deck = read(HEAD FIRST "- {id: two, again: one}\n", &faults);
    struct session *session = play_both(deck, 0);
    struct shift shift;
    assert_true(shift_init(&shift, session, 1));
    assert_int_equal(shift.pairs, 0);
    shift_finish(&shift);
    session_destroy(session);
    deck_destroy(deck);
    deck_faults_finish(&faults);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            an_exercise_asked_again_is_the_earlier_one_with_words_of_its_own),
        cmocka_unit_test(what_cannot_be_asked_again_is_said),
        cmocka_unit_test(
            a_guests_two_ballots_are_a_pair_and_others_are_left_out),
        cmocka_unit_test(a_shift_with_nobody_in_it_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
