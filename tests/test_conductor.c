// What happens by itself: closes, ticks, autopilot, and simulated guests. Time
// is handed in, real time too.
#include "kiosk/conductor.h"
#include "kiosk/rehearsal.h"
#include "session_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// A session and its conductor, whose proposals are applied at once.
struct stand {
    struct play play;
    struct conductor conductor;
    struct intent intent; // the last proposed
};

static int
start(void **state) {
    static struct stand stand;
    play_start(&stand.play, NULL);
    conductor_init(&stand.conductor, false, 1);
    *state = &stand;
    return 0;
}

static int
finish(void **state) {
    struct stand *stand = *state;
    play_finish(&stand->play);
    return 0;
}

static bool
step(struct stand *stand, tick now_ms) {
    return conductor_step(&stand->conductor, stand->play.session, now_ms,
                          now_ms, &stand->intent);
}

static bool
step_and_apply(struct stand *stand, tick now_ms) {
    if (!step(stand, now_ms)) {
        return false;
    }
    stand->play.now_ms = now_ms;
    assert_int_equal(play_intend(&stand->play, &stand->intent), VERDICT_OK);
    return true;
}

static tick
wait_ms(const struct stand *stand, tick now_ms) {
    return conductor_wait_ms(&stand->conductor, stand->play.session, now_ms);
}

static void
nothing_happens_by_itself_in_the_lobby(void **state) {
    struct stand *stand = *state;
    (void) play_join(&stand->play);
    assert_false(step(stand, 1000));
    assert_false(step(stand, 10000000));
    assert_int_equal(wait_ms(stand, 10000000), -1);
}

static void
a_vote_is_closed_when_its_clock_and_the_grace_are_out(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 0); // at 1000, for 40 s
    const tick end_ms = 41000 + SESSION_GRACE_MS;
    while (step_and_apply(stand, 40999)) {
    }
    assert_false(step(stand, end_ms - 1));
    assert_true(step_and_apply(stand, end_ms));
    assert_int_equal(stand->intent.type, INTENT_CLOSE);
    assert_true(stand->play.session->is_closed);
    assert_false(step(stand, end_ms + 1));
    assert_int_equal(wait_ms(stand, end_ms + 1), -1);
}

static void
the_wait_ends_at_the_close(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 0);
    tick now_ms = 1000;
    int rounds = 0;
    while (!stand->play.session->is_closed) {
        (void) step_and_apply(stand, now_ms);
        tick wait = wait_ms(stand, now_ms);
        if (stand->play.session->is_closed) {
            break;
        }
        assert_true(wait > 0 && wait <= CONDUCTOR_TICK_MS + 2);
        now_ms += wait;
        assert_true(++rounds < 30); // no busy waiting
    }
    assert_true(now_ms >= 41000 + SESSION_GRACE_MS);
    assert_true(now_ms <= 41000 + SESSION_GRACE_MS + 5);
}

static void
a_close_is_proposed_once_a_second_until_it_is_there(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 0);
    assert_true(step(stand, 50000));
    assert_int_equal(stand->intent.type, INTENT_CLOSE);
    assert_int_equal(stand->intent.after, stand->play.session->move_count);
    assert_false(step(stand, 50001)); // on its way
    tick wait = wait_ms(stand, 50001);
    assert_true(wait > 0 && wait <= 1005);
    assert_true(step(stand, 51000)); // it was lost
    assert_int_equal(stand->intent.type, INTENT_CLOSE);
}

// Due between the step and the rest: the rest is no second long.
static void
what_became_due_since_the_step_is_not_slept_over(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 0);
    const tick end_ms = 41000 + SESSION_GRACE_MS;
    while (step_and_apply(stand, end_ms - 1)) {
    }
    assert_true(wait_ms(stand, end_ms) <= 5);
    assert_true(wait_ms(stand, end_ms + 3) <= 5);
}

static void
a_paused_vote_is_not_closed(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 0);
    assert_int_equal(play_press(&stand->play, INTENT_PAUSE), VERDICT_OK);
    assert_false(step(stand, 10000000));
    assert_int_equal(wait_ms(stand, 10000000), -1);
}

static void
a_vote_without_a_clock_waits_for_the_host(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_CHOICE, 0);
    assert_false(step(stand, 10000000));
    assert_int_equal(wait_ms(stand, 10000000), -1);
}

static void
a_phase_without_votes_is_left_alone_when_its_clock_is_out(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, PLAY_WORDS, 1);
    assert_true(step_and_apply(stand, 10000000)); // the journal is told once
    assert_int_equal(stand->intent.type, INTENT_TICK);
    assert_false(step(stand, 20000000));
    assert_int_equal(wait_ms(stand, 20000000), -1);
}

// However often the loop is woken in between, no more than five seconds of the
// clock are lost in a crash.
static void
ticks_are_no_more_than_five_seconds_apart(void **state) {
    struct stand *stand = *state;
    struct rng rng;
    rng_init(&rng, 4);
    play_go(&stand->play, PLAY_TALK, 0); // three minutes
    tick now_ms = 1000;
    int ticks = 0;
    while (now_ms < 170000) {
        tick known_ms = stand->play.session->now_ms;
        assert_true(now_ms - known_ms <= CONDUCTOR_TICK_MS + 5);
        if (step_and_apply(stand, now_ms)) {
            assert_int_equal(stand->intent.type, INTENT_TICK);
            ticks++;
        }
        tick wait = wait_ms(stand, now_ms);
        assert_true(wait > 0);
        // Sometimes woken before, by something that is no event.
        bool is_woken = rng_below(&rng, 2) == 0;
        now_ms += is_woken ? 1 + (tick) rng_below(&rng, (uint32_t) wait) : wait;
    }
    int most = 170000 / CONDUCTOR_TICK_MS + 2;
    assert_true(ticks <= most && ticks >= most - 3);
}

static void
ticks_of_a_fast_session_are_a_real_second_apart(void **state) {
    struct stand *stand = *state;
    conductor_init(&stand->conductor, false, 20);
    play_go(&stand->play, PLAY_TALK, 0);
    int ticks = 0;
    for (tick real_ms = 0; real_ms < 8000; real_ms += 10) {
        tick now_ms = 1000 + 20 * real_ms;
        ticks += conductor_step(&stand->conductor, stand->play.session, now_ms,
                                real_ms, &stand->intent);
    }
    assert_true(ticks >= 7 && ticks <= 9);
    // And the wait is in real time.
    tick wait = wait_ms(stand, 161000);
    assert_true(wait > 0 && wait <= CONDUCTOR_TICK_REAL_MS + 2);
}

// Runs the autopilot until the session has ended; returns when.
static tick
fly(struct stand *stand) {
    const struct session *session = stand->play.session;
    tick now_ms = stand->play.now_ms;
    int rounds = 0;
    while (!session->is_ended) {
        struct place before = session->place;
        if (step_and_apply(stand, now_ms)) {
            struct place after = session->place;
            bool is_step =
                after.exercise == before.exercise
                    ? after.phase - before.phase <= 1
                    : after.exercise - before.exercise == 1 && after.phase == 0;
            assert_true(is_step);
        }
        tick wait = wait_ms(stand, now_ms);
        assert_true(wait >= 0 || session->is_ended);
        now_ms += wait > 0 ? wait : 1;
        assert_true(++rounds < 3000);
    }
    return now_ms;
}

static void
autopilot_leads_through_the_whole_deck(void **state) {
    struct stand *stand = *state;
    conductor_init(&stand->conductor, true, 1);
    assert_false(step(stand, 1000)); // waits for somebody
    assert_int_equal(wait_ms(stand, 1000), -1);
    (void) play_join(&stand->play);
    tick took_ms = fly(stand) - 1000;
    // The deck's clocks are 430 s; what has none is stayed at for a while.
    assert_true(took_ms > 430000 && took_ms < 900000);
    assert_int_equal(wait_ms(stand, took_ms), -1);
    assert_false(step(stand, took_ms + 1000000));
}

static void
autopilot_stays_while_paused(void **state) {
    struct stand *stand = *state;
    conductor_init(&stand->conductor, true, 1);
    (void) play_join(&stand->play);
    play_go(&stand->play, PLAY_WORDS, 1);
    assert_int_equal(play_press(&stand->play, INTENT_PAUSE), VERDICT_OK);
    assert_false(step(stand, 10000000));
    assert_int_equal(wait_ms(stand, 10000000), -1);
    stand->play.now_ms = 10000000;
    assert_int_equal(play_press(&stand->play, INTENT_RESUME), VERDICT_OK);
    assert_true(step_and_apply(stand, 10014999));
    assert_int_equal(stand->intent.type, INTENT_TICK);
    assert_true(step_and_apply(stand, 10015000));
    assert_int_equal(stand->intent.type, INTENT_NEXT);
    assert_int_equal(stand->play.session->place.exercise, PLAY_SCALE);
}

// -- Simulated guests --------------------------------------------------------

static struct rehearsal
rehearse(struct stand *stand, uint32_t count) {
    struct rehearsal rehearsal;
    assert_true(rehearsal_init(&rehearsal, count, stand->play.secret,
                               stand->play.now_ms));
    return rehearsal;
}

// Lets simulated guests act until the time; each event is applied at once.
static int
rehearse_until(struct stand *stand, struct rehearsal *rehearsal, tick end_ms) {
    struct play *play = &stand->play;
    int events = 0;
    while (play->now_ms < end_ms) {
        while (rehearsal_step(rehearsal, play->session, play->now_ms,
                              &play->event)) {
            assert_int_equal(play_apply(play), VERDICT_OK);
            events++;
        }
        tick wait = rehearsal_wait_ms(rehearsal, play->session, play->now_ms);
        if (wait < 0) {
            return events;
        }
        assert_true(wait > 0);
        play->now_ms += wait;
    }
    return events;
}

static void
simulated_guests_join_and_answer_in_time(void **state) {
    struct stand *stand = *state;
    struct rehearsal rehearsal = rehearse(stand, 200);
    assert_int_equal(rehearse_until(stand, &rehearsal, 60000), 200);
    assert_int_equal(stand->play.session->joined, 200);
    for (int i = 0; i < PLAY_TALK; i++) {
        int phase = i == PLAY_SCALE ? 1 : 0;
        play_go(&stand->play, i, phase);
        tick began_ms = stand->play.now_ms;
        int events =
            rehearse_until(stand, &rehearsal, stand->play.now_ms + 500000);
        const struct ballot_box *box = &stand->play.session->boxes[i];
        assert_int_equal(box->answered, events);
        assert_true(events > 150 && events < 200); // one in twelve is absent
        assert_int_equal(box->late, 0);
        assert_true(stand->play.session->now_ms - began_ms < 60000);
    }
    rehearsal_finish(&rehearsal);
}

static void
simulated_guests_go_on_after_a_restart_without_joining_twice(void **state) {
    struct stand *stand = *state;
    struct rehearsal rehearsal = rehearse(stand, 50);
    assert_int_equal(rehearse_until(stand, &rehearsal, 60000), 50);
    rehearsal_finish(&rehearsal);
    rehearsal = rehearse(stand, 60); // the program starts again, with ten more
    assert_int_equal(rehearse_until(stand, &rehearsal, 120000), 10);
    assert_int_equal(stand->play.session->joined, 60);
    play_go(&stand->play, PLAY_CHOICE, 0);
    assert_true(rehearse_until(stand, &rehearsal, 200000) > 40);
    rehearsal_finish(&rehearsal);
}

static void
simulated_guests_leave_an_ended_session_alone(void **state) {
    struct stand *stand = *state;
    struct rehearsal rehearsal = rehearse(stand, 50);
    assert_int_equal(play_press(&stand->play, INTENT_END), VERDICT_OK);
    assert_false(rehearsal_step(&rehearsal, stand->play.session, 90000,
                                &stand->play.event));
    assert_int_equal(rehearsal_wait_ms(&rehearsal, stand->play.session, 90000),
                     -1);
    rehearsal_finish(&rehearsal);
}

// -- Rounds ------------------------------------------------------------------

static int
start_rounds(void **state) {
    static struct stand stand;
    play_start(&stand.play,
               "deck: r\ntitle: R\nexercises:\n"
               "  - {id: y, kind: whys, prompt: Q?, rounds: 2,\n"
               "     phases: [solo 10s, vote 10s, reveal]}\n"
               "  - {id: i, kind: ideas, prompt: Q?, dots: 2,\n"
               "     phases: [solo 10s, pairs 10s, vote 10s, reveal]}\n");
    conductor_init(&stand.conductor, false, 1);
    *state = &stand;
    return 0;
}

// Steps every 100 ms until so much time has passed.
static void
wait_for(struct stand *stand, tick ms) {
    tick end_ms = stand->play.now_ms + ms;
    for (tick now_ms = stand->play.now_ms; now_ms <= end_ms; now_ms += 100) {
        (void) step_and_apply(stand, now_ms);
    }
    stand->play.now_ms = end_ms;
}

static void
rounds_follow_each_other_by_themselves(void **state) {
    struct stand *stand = *state;
    const struct session *session = stand->play.session;
    play_go(&stand->play, 0, 0);
    for (uint8_t phase = 0; phase < 4; phase++) {
        assert_int_equal(session->place.phase, phase);
        assert_int_equal(session_round(session), phase + 1);
        wait_for(stand, 10000 + SESSION_GRACE_MS);
        assert_true(session->is_closed);
        wait_for(stand, 2000); // time to see that it is over
        assert_int_equal(session->place.phase, phase);
        wait_for(stand, 500);
    }
    // The reveal is the host's to begin.
    wait_for(stand, 60000);
    assert_int_equal(session->place.exercise, 0);
    assert_int_equal(session->place.phase, 3);
    assert_true(session->is_closed);
}

static void
a_phase_of_the_same_round_is_the_hosts_to_begin(void **state) {
    struct stand *stand = *state;
    const struct session *session = stand->play.session;
    play_go(&stand->play, 1, 0); // written alone, then in pairs: one round
    wait_for(stand, 60000);
    assert_int_equal(session->place.phase, 0);
    assert_true(session->is_closed);
    play_go(&stand->play, 1, 1);
    wait_for(stand, 15000);
    assert_int_equal(session->place.phase, 2); // dots: another round
    assert_int_equal(session_round(session), 2);
}

static void
rounds_closed_by_the_host_follow_too_and_more_time_holds_them(void **state) {
    struct stand *stand = *state;
    const struct session *session = stand->play.session;
    play_go(&stand->play, 0, 0);
    assert_int_equal(play_press(&stand->play, INTENT_CLOSE), VERDICT_OK);
    wait_for(stand, 2000);
    assert_int_equal(session->place.phase, 0);
    assert_int_equal(play_more(&stand->play, 20000), VERDICT_OK);
    wait_for(stand, 15000);
    assert_int_equal(session->place.phase, 0);
    assert_false(session->is_closed);
    assert_int_equal(play_press(&stand->play, INTENT_CLOSE), VERDICT_OK);
    wait_for(stand, 3000);
    assert_int_equal(session->place.phase, 1);
}

// What waits is woken in time for the next round.
static void
the_wait_ends_when_the_next_round_is_due(void **state) {
    struct stand *stand = *state;
    play_go(&stand->play, 0, 0);
    assert_int_equal(play_press(&stand->play, INTENT_CLOSE), VERDICT_OK);
    tick now_ms = stand->play.now_ms;
    for (int i = 0; stand->play.session->place.phase == 0; i++) {
        (void) step_and_apply(stand, now_ms);
        tick wait = wait_ms(stand, now_ms);
        assert_true(stand->play.session->place.phase == 1 || wait > 0);
        now_ms += wait > 0 ? wait : 0;
        assert_true(i < 10);
    }
}

int
main(void) {
    random_start();
#define STANDING(test) cmocka_unit_test_setup_teardown(test, start, finish)
#define IN_ROUNDS(test)                                                        \
    cmocka_unit_test_setup_teardown(test, start_rounds, finish)
    const struct CMUnitTest tests[] = {
        STANDING(nothing_happens_by_itself_in_the_lobby),
        STANDING(a_vote_is_closed_when_its_clock_and_the_grace_are_out),
        STANDING(the_wait_ends_at_the_close),
        STANDING(a_close_is_proposed_once_a_second_until_it_is_there),
        STANDING(what_became_due_since_the_step_is_not_slept_over),
        STANDING(a_paused_vote_is_not_closed),
        STANDING(a_vote_without_a_clock_waits_for_the_host),
        STANDING(a_phase_without_votes_is_left_alone_when_its_clock_is_out),
        STANDING(ticks_are_no_more_than_five_seconds_apart),
        STANDING(ticks_of_a_fast_session_are_a_real_second_apart),
        STANDING(autopilot_leads_through_the_whole_deck),
        STANDING(autopilot_stays_while_paused),
        STANDING(simulated_guests_join_and_answer_in_time),
        STANDING(simulated_guests_go_on_after_a_restart_without_joining_twice),
        STANDING(simulated_guests_leave_an_ended_session_alone),
        IN_ROUNDS(rounds_follow_each_other_by_themselves),
        IN_ROUNDS(a_phase_of_the_same_round_is_the_hosts_to_begin),
        IN_ROUNDS(
            rounds_closed_by_the_host_follow_too_and_more_time_holds_them),
        IN_ROUNDS(the_wait_ends_when_the_next_round_is_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
