// Rounds of one exercise: each with its own ballots, one after the other; when
// their results may be seen; and who answers.
#include "rounds_help.h"
#include "session/kinds/choice.h"
#include "session/kinds/ideas.h"
#include "session/kinds/quiz.h"
#include "session/secret.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define IDEAS "  - {id: i, kind: ideas, prompt: Q?, pick: 2, dots: 3"
#define WHYS "  - {id: y, kind: whys, prompt: Q?, rounds: 3}\n"

static struct rounds rounds;

static int
finish(void **state) {
    (void) state;
    rounds_finish(&rounds);
    return 0;
}

static const struct session *
session(void) {
    return rounds.play.session;
}

static enum verdict
press(enum intent_type type) {
    return play_press(&rounds.play, type);
}

static void
dot(uint32_t guest, const char *text) {
    char json[64];
    (void) snprintf(json, sizeof json, "{\"dots\":[%llu]}",
                    (unsigned long long) rounds_text_id(text));
    assert_int_equal(rounds_answer(&rounds, guest, json), VERDICT_OK);
}

static void
a_ballot_counts_in_its_own_round_only(void **state) {
    (void) state;
    const char *text = "{\"text\":\"a\"}", *pick = "{\"pick\":5}";
    rounds_start(&rounds, WHYS, 3);
    rounds_go(&rounds, 1);
    assert_int_equal(rounds_answer(&rounds, 0, text), VERDICT_OK);
    for (uint8_t round = 1; round <= 6; round++) {
        rounds_go(&rounds, round);
        for (uint8_t other = 1; other <= 6; other++) {
            const char *json = other % 2 == 1 ? text : pick;
            enum verdict expected = other < round   ? VERDICT_CLOSED
                                    : other > round ? VERDICT_NOT_OPEN
                                                    : VERDICT_OK;
            assert_int_equal(rounds_answer_in(&rounds, 1, other, json),
                             expected);
        }
        assert_int_equal(rounds_answer_in(&rounds, 1, 7, text), VERDICT_CLOSED);
        assert_int_equal(press(INTENT_CLOSE), VERDICT_OK);
        assert_int_equal(
            rounds_answer_in(&rounds, 1, round, round % 2 == 1 ? text : pick),
            VERDICT_CLOSED);
    }
    for (uint8_t round = 1; round <= 6; round++) {
        assert_int_equal(session_box(session(), 0, round)->count,
                         round == 1 ? 2 : 1);
    }
    play_check(session());
}

// A ballot on its way when its round closes is told apart from the next one's.
static void
a_late_ballot_is_counted_as_late_in_its_round(void **state) {
    (void) state;
    rounds_start(&rounds, WHYS, 2);
    rounds_go(&rounds, 1);
    assert_int_equal(rounds_answer(&rounds, 0, "{\"text\":\"a\"}"), VERDICT_OK);
    struct event *event = &rounds.play.event;
    event->ballot.round = 2; // of a later round, not begun
    assert_int_equal(play_apply(&rounds.play), VERDICT_CLOSED);
    event->ballot.round = 0;
    assert_int_equal(play_apply(&rounds.play), VERDICT_NOT_OPEN);
    event->ballot.round = 7;
    assert_int_equal(play_apply(&rounds.play), VERDICT_NOT_OPEN);
    rounds_go(&rounds, 2);
    event->type = EVENT_BALLOT;
    event->ballot.exercise = 0;
    event->ballot.guest = GUEST_NOBODY;
    event->ballot.round = 1;
    assert_int_equal(play_apply(&rounds.play), VERDICT_CLOSED);
    assert_int_equal(session_box(session(), 0, 1)->late, 1);
    assert_int_equal(session_box(session(), 0, 2)->late, 1);
    assert_int_equal(session_box(session(), 0, 2)->count, 0);
    play_check(session());
}

static void
keys_of_two_rounds_are_strangers(void **state) {
    (void) state;
    rounds_start(&rounds, WHYS, 1);
    for (uint32_t guest = 0; guest < 50; guest++) {
        uint8_t keys[6][BALLOT_KEY_SIZE];
        for (uint8_t i = 0; i < 6; i++) {
            ballot_key(rounds.play.secret, guest, 0, (uint8_t) (i + 1),
                       keys[i]);
            for (uint8_t k = 0; k < i; k++) {
                assert_memory_not_equal(keys[i], keys[k], BALLOT_KEY_SIZE);
            }
        }
    }
}

static void
back_and_restart_keep_ballots(void **state) {
    (void) state;
    rounds_start(&rounds, IDEAS "}\n", 4);
    rounds_go(&rounds, 1);
    assert_int_equal(rounds_answer(&rounds, 0, "{\"ideas\":[\"a\",\"b\"]}"),
                     VERDICT_OK);
    rounds_go(&rounds, 2);
    dot(1, "a");
    assert_int_equal(press(INTENT_RESTART), VERDICT_OK);
    assert_true(session_is_open(session(), rounds.play.now_ms));
    assert_int_equal(rounds_ballot(&rounds, 1, 2)->size, 9);
    assert_int_equal(press(INTENT_BACK), VERDICT_OK);
    assert_int_equal(session_phase(session())->round, 1);
    assert_int_equal(rounds_answer(&rounds, 2, "{\"ideas\":[\"c\"]}"),
                     VERDICT_OK);
    assert_true(rounds_ballot(&rounds, 0, 1)->size > 0);
    rounds_go(&rounds, 2);
    assert_int_equal(rounds_ballot(&rounds, 1, 2)->size, 9);
    dot(2, "c");
    struct ideas_tally tally;
    assert_true(
        ideas_tally(&session()->exercises[0], session()->boxes, &tally));
    assert_int_equal(tally.wall.count, 3);
    assert_int_equal(tally.voters, 2);
    ideas_tally_finish(&tally);
}

static void
the_round_of_a_phase_without_ballots_is_the_last_one(void **state) {
    (void) state;
    rounds_start(&rounds,
                 IDEAS ", phases: [read, solo 1m, pairs 1m, discuss 1m, vote "
                       "1m, reveal]}\n",
                 2);
    const struct {
        enum phase_name name;
        uint8_t round, of_phase;
    } phases[] = {{PHASE_READ, 1, 0},  {PHASE_SOLO, 1, 1},
                  {PHASE_PAIRS, 1, 1}, {PHASE_DISCUSS, 1, 0},
                  {PHASE_VOTE, 2, 2},  {PHASE_REVEAL, 2, 0}};
    assert_int_equal(session_round(session()), 0);
    for (uint8_t i = 0; i < 6; i++) {
        play_go(&rounds.play, 0, i);
        assert_int_equal(session_phase(session())->name, phases[i].name);
        assert_int_equal(session_phase(session())->round, phases[i].of_phase);
        assert_int_equal(session_round(session()), phases[i].round);
    }
}

// -- Reveal ------------------------------------------------------------------

// After the steps: open, closed, in the reveal, discussed.
static void
check_reveal(const char *rule, const char *seen) {
    char deck[256];
    (void) snprintf(deck, sizeof deck,
                    IDEAS ", reveal: %s,\n"
                          "     phases: [solo 1m, vote 1m, reveal, "
                          "discuss]}\n",
                    rule);
    rounds_start(&rounds, deck, 2);
    assert_false(session_is_revealed(session()));
    for (size_t i = 0; i < strlen(seen); i++) {
        assert_int_equal(press(INTENT_NEXT), VERDICT_OK);
        if (session_is_revealed(session()) != (seen[i] == '+')) {
            fail_msg("%s: step %zu", rule, i);
        }
    }
}

static void
results_are_seen_by_the_reveal_rule(void **state) {
    (void) state;
    // solo, closed, vote, closed, reveal, discuss
    check_reveal("on reveal", "----++");
    rounds_finish(&rounds);
    check_reveal("on close", "---+++");
    rounds_finish(&rounds);
    check_reveal("live", "++++++");
    rounds_finish(&rounds);
    check_reveal("never", "------");
    rounds_finish(&rounds);
    check_reveal("on close", "---+");
    // A minute more opens the vote again, and hides it.
    assert_int_equal(play_more(&rounds.play, 60000), VERDICT_OK);
    assert_false(session_is_revealed(session()));
}

// -- One answer a group ------------------------------------------------------

#define BY_GROUP                                                               \
    "  - {id: c, kind: choice, prompt: Q?, options: [A, B, C], who: group,\n"  \
    "     phases: [pairs 1m, vote 1m, reveal]}\n"

static void
a_group_has_one_ballot(void **state) {
    (void) state;
    rounds_start(&rounds, BY_GROUP, 7);
    rounds_go(&rounds, 1);
    struct choice_tally tally;
    assert_int_equal(session_voter_count(session()), 3);
    for (uint32_t g = 0; g < 7; g++) {
        char json[32];
        struct group group;
        assert_true(session_group_of(session(), g, &group));
        (void) snprintf(json, sizeof json, "{\"pick\":[%u]}", group.number);
        assert_int_equal(rounds_answer(&rounds, g, json), VERDICT_OK);
        assert_true(session_voter(session(), g)
                    == session_voter(session(), group.scribe));
    }
    choice_tally(session_exercise(session()), session()->boxes, &tally);
    assert_int_equal(tally.voters, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tally.votes[i], 1);
    }
    // The last of the group to answer decides; who comes late is of a group.
    uint32_t late = play_join(&rounds.play);
    assert_int_equal(session_voter_count(session()), 3);
    assert_int_equal(rounds_answer(&rounds, late, "{\"pick\":[2]}"),
                     VERDICT_OK);
    assert_int_equal(session()->boxes[0].answered, 3);
    // Drawn anew, one group's answer would be another's.
    assert_int_equal(press(INTENT_GROUP), VERDICT_NOT_ALLOWED);
    play_check(session());
}

static void
groups_may_be_drawn_anew_until_one_answers(void **state) {
    (void) state;
    rounds_start(&rounds, BY_GROUP, 7);
    rounds_go(&rounds, 1);
    assert_int_equal(press(INTENT_GROUP), VERDICT_OK);
    assert_int_equal(rounds_answer(&rounds, 3, "{\"pick\":[2]}"), VERDICT_OK);
    assert_int_equal(press(INTENT_GROUP), VERDICT_NOT_ALLOWED);
    assert_int_equal(rounds_answer(&rounds, 3, "{}"), VERDICT_OK);
    assert_int_equal(press(INTENT_GROUP), VERDICT_OK); // it was taken back
    // Everybody for themselves: groups are for talking, drawn whenever.
    rounds_finish(&rounds);
    rounds_start(&rounds,
                 "  - {id: w, kind: ideas, prompt: Q?, phases: [pairs 1m]}\n",
                 7);
    rounds_go(&rounds, 1);
    assert_int_equal(rounds_answer(&rounds, 3, "{\"ideas\":[\"a\"]}"),
                     VERDICT_OK);
    assert_int_equal(press(INTENT_GROUP), VERDICT_OK);
    assert_int_equal(session_voter(session(), 3), 3);
}

// A pair's idea is not taken from it by the four of the same number.
static void
pairs_and_fours_write_beside_each_other(void **state) {
    (void) state;
    rounds_start(&rounds,
                 "  - {id: w, kind: ideas, prompt: Q?, who: group,\n"
                 "     phases: [pairs 1m, fours 1m, reveal]}\n",
                 8);
    for (int phase = 0; phase < 2; phase++) {
        play_go(&rounds.play, 0, phase);
        for (uint32_t g = 0; g < 8; g++) {
            char json[48];
            struct group group;
            assert_true(session_group_of(session(), g, &group));
            (void) snprintf(json, sizeof json, "{\"ideas\":[\"%d of %u\"]}",
                            phase, group.number);
            assert_int_equal(rounds_answer(&rounds, g, json), VERDICT_OK);
        }
    }
    assert_int_equal(session()->boxes[0].answered, 4 + 2);
}

// -- Quiz --------------------------------------------------------------------

#define QUIZ                                                                   \
    "  - {id: q, kind: quiz, prompt: Q?, options: [A, B, C], right: [B, C],\n" \
    "     named: true, phases: [vote 20s, reveal]"

static uint32_t
points_of(uint32_t guest) {
    return quiz_points(session_exercise(session()),
                       rounds_ballot(&rounds, guest, 1));
}

// At a time after the vote began; what it is worth.
static uint32_t
answer_at(uint32_t guest, tick after_ms, const char *json) {
    rounds.play.now_ms = session()->phase_began_ms + after_ms;
    assert_int_equal(rounds_answer(&rounds, guest, json), VERDICT_OK);
    return points_of(guest);
}

static void
a_right_answer_is_worth_more_the_sooner_it_comes(void **state) {
    (void) state;
    rounds_start(&rounds, QUIZ "}\n", 6);
    rounds_go(&rounds, 1);
    assert_int_equal(answer_at(0, 0, "{\"pick\":[1]}"), 1000);
    assert_int_equal(answer_at(1, 0, "{\"pick\":[0]}"), 0);
    assert_int_equal(answer_at(2, 10000, "{\"pick\":[2]}"), 750);
    assert_int_equal(answer_at(3, 19999, "{\"pick\":[1]}"), 500);
    assert_int_equal(answer_at(4, 20400, "{\"pick\":[1]}"), 500); // grace
    assert_int_equal(answer_at(1, 20400, "{}"), 0);
    struct quiz_leader leaders[QUIZ_LEADER_MAX];
    assert_int_equal(quiz_leaders(session(), 0, leaders), 4);
    assert_true(leaders[0].guest == 0 && leaders[0].points == 1000);
    assert_true(leaders[1].guest == 2 && leaders[1].points == 750);
    assert_true(leaders[2].guest == 3 && leaders[3].guest == 4);
    // Nobody sees the name of who was removed.
    assert_int_equal(rounds_remove(&rounds, 0), VERDICT_OK);
    assert_int_equal(quiz_leaders(session(), 0, leaders), 3);
    assert_int_equal(leaders[0].guest, 2);
    struct quiz_tally tally;
    quiz_tally(session_exercise(session()), session()->boxes, &tally);
    assert_int_equal(tally.right, 4);
    assert_int_equal(tally.choice.voters, 4);
}

static void
a_pause_stops_the_points_and_more_time_adds_none(void **state) {
    (void) state;
    rounds_start(&rounds, QUIZ "}\n", 6);
    rounds_go(&rounds, 1);
    rounds.play.now_ms += 10000;
    assert_int_equal(press(INTENT_PAUSE), VERDICT_OK);
    assert_int_equal(answer_at(0, 60000, "{\"pick\":[1]}"), 750);
    assert_int_equal(press(INTENT_RESUME), VERDICT_OK);
    assert_int_equal(answer_at(1, 65000, "{\"pick\":[1]}"), 625);
    assert_int_equal(play_more(&rounds.play, 60000), VERDICT_OK);
    assert_int_equal(answer_at(2, 65000, "{\"pick\":[1]}"), 1000); // at most
    assert_int_equal(answer_at(3, 65000 + 55000, "{\"pick\":[1]}"), 750);
}

static void
without_speed_or_clock_right_is_right(void **state) {
    (void) state;
    const char *const decks[] = {
        QUIZ ", speed: false}\n",
        "  - {id: q, kind: quiz, prompt: Q?, options: [A, B], right: B,\n"
        "     phases: [vote, reveal]}\n"};
    for (int i = 0; i < 2; i++) {
        rounds_start(&rounds, decks[i], 2);
        rounds_go(&rounds, 1);
        assert_int_equal(answer_at(0, 19000, "{\"pick\":[1]}"), 1000);
        assert_int_equal(answer_at(1, 19000, "{\"pick\":[0]}"), 0);
        json_t *result = rounds_result(&rounds);
        // Leaders only where names are known.
        assert_int_equal(json_object_get(result, "leaders") != NULL, i == 0);
        json_decref(result);
        rounds_finish(&rounds);
    }
    rounds_start(&rounds, decks[0], 0);
    rounds_go(&rounds, 1);
}

static void
leaders_add_up_all_named_quizzes_so_far(void **state) {
    (void) state;
    rounds_start(&rounds,
                 "  - {id: a, kind: quiz, prompt: Q?, options: [A, B], "
                 "right: A, named: true, speed: false}\n"
                 "  - {id: b, kind: quiz, prompt: Q?, options: [A, B], "
                 "right: A, speed: false}\n"
                 "  - {id: c, kind: quiz, prompt: Q?, options: [A, B], "
                 "right: A, named: true, speed: false}\n",
                 8);
    struct quiz_leader leaders[QUIZ_LEADER_MAX];
    for (int i = 0; i < 3; i++) {
        play_go(&rounds.play, i, 0);
        for (uint32_t g = 0; g < 8; g++) { // 5 and 7 know both
            bool is_right = g == 5 || g == 7 || (i == 0 && g < 2);
            assert_int_equal(
                rounds_answer(&rounds, g,
                              is_right ? "{\"pick\":[0]}" : "{\"pick\":[1]}"),
                VERDICT_OK);
        }
    }
    assert_int_equal(quiz_leaders(session(), 2, leaders), 4);
    assert_true(leaders[0].guest == 5 && leaders[0].points == 2000);
    assert_true(leaders[1].guest == 7 && leaders[1].points == 2000);
    assert_true(leaders[2].guest == 0 && leaders[2].points == 1000);
    assert_int_equal(quiz_leaders(session(), 0, leaders), 4);
    assert_int_equal(leaders[0].points, 1000);
}

int
main(void) {
    random_start();
#define ROUND(test) cmocka_unit_test_teardown(test, finish)
    const struct CMUnitTest tests[] = {
        ROUND(a_ballot_counts_in_its_own_round_only),
        ROUND(a_late_ballot_is_counted_as_late_in_its_round),
        ROUND(keys_of_two_rounds_are_strangers),
        ROUND(back_and_restart_keep_ballots),
        ROUND(the_round_of_a_phase_without_ballots_is_the_last_one),
        ROUND(results_are_seen_by_the_reveal_rule),
        ROUND(a_group_has_one_ballot),
        ROUND(groups_may_be_drawn_anew_until_one_answers),
        ROUND(pairs_and_fours_write_beside_each_other),
        ROUND(a_right_answer_is_worth_more_the_sooner_it_comes),
        ROUND(a_pause_stops_the_points_and_more_time_adds_none),
        ROUND(without_speed_or_clock_right_is_right),
        ROUND(leaders_add_up_all_named_quizzes_so_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
