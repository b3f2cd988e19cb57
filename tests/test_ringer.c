// Which chime is due, and when: each once, none too late. Time is handed in.
#include "kiosk/ringer.h"
#include "session_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// Exercise 0 has every chime; 1 is too short for a minute; 2 has no clock; 3
// is never shown.
static const char source[] =
    "deck: chimes\n"
    "title: Chimes\n"
    "exercises:\n"
    "  - {id: full, kind: choice, prompt: One?, options: [N, E],\n"
    "     phases: [pairs 4m bell 2m, vote 2m, reveal 2m, discuss 90s]}\n"
    "  - {id: short, kind: choice, prompt: Two?, options: [N, E],\n"
    "     phases: [vote 90s, reveal]}\n"
    "  - {id: bare, kind: choice, prompt: Three?, options: [N, E],\n"
    "     phases: [vote, reveal]}\n"
    "  - {id: mute, kind: choice, prompt: Four?, options: [N, E],\n"
    "     reveal: never, phases: [vote 20s, reveal]}\n";

struct stand {
    struct play play;
    struct ringer ringer;
    unsigned rung[CHIME_COUNT];
    tick rung_at[CHIME_COUNT]; // session time of the last
};

// Every test begins as the program does: in the lobby, at 1000 ms.
static int
start(void **state) {
    static struct stand stand;
    stand = (struct stand){.play = {0}};
    play_start(&stand.play, source);
    ringer_init(&stand.ringer, 1);
    *state = &stand;
    return 0;
}

static int
finish(void **state) {
    struct stand *stand = *state;
    play_finish(&stand->play);
    return 0;
}

static enum chime
step_at(struct stand *stand, tick now_ms, tick real_ms) {
    enum chime chime =
        ringer_step(&stand->ringer, stand->play.session, now_ms, real_ms);
    stand->rung[chime]++;
    stand->rung_at[chime] = now_ms;
    return chime;
}

// One step now, in which session and real time are the same.
static enum chime
step(struct stand *stand) {
    return step_at(stand, stand->play.now_ms, stand->play.now_ms);
}

// Goes on to a time as the main loop does: sleeps as long as it may.
static void
run_to(struct stand *stand, tick until_ms) {
    int turns = 0;
    (void) step(stand);
    while (stand->play.now_ms < until_ms) {
        tick wait = ringer_wait_ms(&stand->ringer, stand->play.session,
                                   stand->play.now_ms);
        tick left = until_ms - stand->play.now_ms;
        stand->play.now_ms += wait < 0 || wait > left ? left : wait;
        (void) step(stand);
        assert_true(++turns < 20); // no busy waiting
    }
}

static void
press(struct stand *stand, enum intent_type type) {
    assert_int_equal(play_press(&stand->play, type), VERDICT_OK);
}

static void
go(struct stand *stand, int exercise, int phase) {
    (void) step(stand);
    play_go(&stand->play, exercise, phase);
}

static void
assert_rung(const struct stand *stand, unsigned minute, unsigned bell,
            unsigned time_up, unsigned reveal) {
    assert_int_equal(stand->rung[CHIME_MINUTE], minute);
    assert_int_equal(stand->rung[CHIME_BELL], bell);
    assert_int_equal(stand->rung[CHIME_TIME_UP], time_up);
    assert_int_equal(stand->rung[CHIME_REVEAL], reveal);
}

static void
each_chime_rings_once_and_on_time(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 600000);
    assert_rung(stand, 1, 1, 1, 0);
    assert_in_range(stand->rung_at[CHIME_BELL], began + 120000, began + 120005);
    assert_in_range(stand->rung_at[CHIME_MINUTE], began + 180000,
                    began + 180005);
    assert_in_range(stand->rung_at[CHIME_TIME_UP], began + 240000,
                    began + 240005);
    assert_int_equal(
        ringer_wait_ms(&stand->ringer, stand->play.session, stand->play.now_ms),
        -1);
}

static void
a_vote_rings_at_zero_and_not_again_when_it_is_closed(void **state) {
    struct stand *stand = *state;
    go(stand, 1, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 90000);
    assert_rung(stand, 0, 0, 1, 0); // 90 s are too short for the minute
    stand->play.now_ms += 600;
    press(stand, INTENT_CLOSE);
    assert_int_equal(step(stand), CHIME_NONE);
    run_to(stand, stand->play.now_ms + 10000);
    assert_rung(stand, 0, 0, 1, 0);
}

static void
a_vote_that_the_host_closes_rings_then(void **state) {
    struct stand *stand = *state;
    for (int exercise = 1; exercise <= 2;
         exercise++) { // with and without clock
        go(stand, exercise, 0);
        run_to(stand, stand->play.now_ms + 5000);
        press(stand, INTENT_CLOSE);
        assert_int_equal(step(stand), CHIME_TIME_UP);
        run_to(stand, stand->play.now_ms + 5000);
    }
    assert_int_equal(stand->rung[CHIME_TIME_UP], 2);
}

// Closing takes the time away: neither the bell nor the minute has come.
static void
closing_early_rings_nothing_else(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 1);
    run_to(stand, stand->play.now_ms + 5000);
    press(stand, INTENT_CLOSE);
    run_to(stand, stand->play.now_ms + 500000);
    assert_rung(stand, 0, 0, 1, 0);
}

static void
a_reveal_rings_when_it_is_shown_and_its_clock_does_not(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 2);
    assert_int_equal(step(stand), CHIME_REVEAL);
    assert_int_equal(
        ringer_wait_ms(&stand->ringer, stand->play.session, stand->play.now_ms),
        -1);
    stand->rung[CHIME_REVEAL] = 1;
    run_to(stand, stand->play.now_ms + 200000);
    assert_rung(stand, 0, 0, 0, 1);
}

static void
a_step_back_to_a_reveal_is_silent(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 3);
    run_to(stand, stand->play.now_ms + 5000);
    press(stand, INTENT_BACK);
    assert_int_equal(stand->play.session->place.phase, 2);
    assert_int_equal(step(stand), CHIME_NONE);
    press(stand, INTENT_RESTART);
    assert_int_equal(step(stand), CHIME_NONE);
}

static void
what_is_never_shown_is_not_rung_for(void **state) {
    struct stand *stand = *state;
    go(stand, 3, 0);
    (void) step(stand);
    press(stand, INTENT_REVEAL);
    assert_int_equal(step(stand), CHIME_NONE);
}

static void
more_time_rings_the_minute_and_the_bell_no_second_time(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 200000);
    assert_rung(stand, 1, 1, 0, 0);
    assert_int_equal(play_more(&stand->play, 120000), VERDICT_OK);
    run_to(stand, began + 350000);
    assert_rung(stand, 1, 1, 0, 0);
    run_to(stand, began + 400000); // the end is where it is now
    assert_rung(stand, 1, 1, 1, 0);
    assert_in_range(stand->rung_at[CHIME_TIME_UP], began + 360000,
                    began + 360005);
}

static void
time_added_after_the_end_ends_with_a_chime_too(void **state) {
    struct stand *stand = *state;
    go(stand, 1, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 95000);
    press(stand, INTENT_CLOSE);
    (void) step(stand);
    assert_int_equal(play_more(&stand->play, 30000), VERDICT_OK);
    run_to(stand, stand->play.now_ms + 29000);
    assert_rung(stand, 0, 0, 1, 0);
    run_to(stand, stand->play.now_ms + 2000);
    assert_rung(stand, 0, 0, 2, 0);
}

static void
time_taken_away_rings_only_what_has_just_come(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 10000);
    assert_int_equal(play_more(&stand->play, -140000), VERDICT_OK); // 1:30 left
    run_to(stand, began + 20000);
    assert_rung(stand, 0, 0, 0, 0); // the bell's time was passed by
    assert_int_equal(play_more(&stand->play, -60000), VERDICT_OK); // 0:20 left
    run_to(stand, began + 35000);
    assert_rung(stand, 0, 0, 0, 0);
    run_to(stand, began + 45000);
    assert_rung(stand, 0, 0, 1, 0);
}

static void
a_pause_is_silent_and_what_comes_after_it_is_not(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 119000);
    press(stand, INTENT_PAUSE);
    run_to(stand, began + 1000000);
    assert_rung(stand, 0, 0, 0, 0);
    assert_int_equal(play_more(&stand->play, -1500), VERDICT_OK); // the bell's
    assert_int_equal(step(stand), CHIME_NONE);
    assert_int_equal(play_more(&stand->play, -60000), VERDICT_OK); // 0:59 left
    assert_int_equal(step(stand), CHIME_NONE);
    assert_int_equal(play_more(&stand->play, -58500), VERDICT_OK); // 0:01 left
    run_to(stand, began + 1100000);
    assert_rung(stand, 0, 0, 0, 0);
    press(stand, INTENT_RESUME);
    run_to(stand, began + 1101500);
    assert_rung(stand, 0, 0, 1, 0);
}

static void
a_restarted_phase_rings_anew(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    run_to(stand, stand->play.now_ms + 239000);
    assert_rung(stand, 1, 1, 0, 0);
    press(stand, INTENT_RESTART);
    run_to(stand, stand->play.now_ms + 239000);
    assert_rung(stand, 2, 2, 0, 0);
}

// The program comes back after a power cut: it sees the session for the first
// time, in the midst of a phase.
static void
after_a_restart_of_the_program_nothing_old_rings(void **state) {
    struct stand *stand = *state;
    static const struct {
        tick ran_ms;
        unsigned minute, bell, time_up;
    } cases[] = {
        {119000, 1, 1, 1},
        {121000, 1, 0, 1},
        {181000, 0, 0, 1},
        {241000, 0, 0, 0},
    };
    play_go(&stand->play, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ringer_init(&stand->ringer, 1);
        for (int chime = 0; chime < CHIME_COUNT; chime++) {
            stand->rung[chime] = 0;
        }
        stand->play.now_ms = began + cases[i].ran_ms;
        assert_int_equal(step(stand), CHIME_NONE);
        run_to(stand, began + 300000);
        assert_rung(stand, cases[i].minute, cases[i].bell, cases[i].time_up, 0);
    }
    play_go(&stand->play, 0, 2); // at a reveal: it was rung for before
    ringer_init(&stand->ringer, 1);
    assert_int_equal(step(stand), CHIME_NONE);
}

static void
what_was_slept_through_is_not_rung_later(void **state) {
    struct stand *stand = *state;
    static const tick awake_ms[] = {120000, 180000, 240000};
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    (void) step(stand);
    for (int i = 0; i < 3; i++) { // just in time, then a little too late
        struct ringer before = stand->ringer;
        stand->play.now_ms = began + awake_ms[i] + RINGER_LATE_MS;
        assert_int_not_equal(step(stand), CHIME_NONE);
        stand->ringer = before;
        stand->play.now_ms += 1;
        assert_int_equal(step(stand), CHIME_NONE);
        stand->play.now_ms += 1000;
        assert_int_equal(step(stand), CHIME_NONE);
    }
}

static void
a_dark_stage_is_silent(void **state) {
    struct stand *stand = *state;
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    run_to(stand, began + 1000);
    struct intent dark = play_intent(&stand->play, INTENT_OVERLAY);
    dark.show = OVERLAY_BLANK;
    assert_int_equal(play_intend(&stand->play, &dark), VERDICT_OK);
    run_to(stand, began + 200000);
    dark.show = OVERLAY_NONE;
    assert_int_equal(play_intend(&stand->play, &dark), VERDICT_OK);
    run_to(stand, began + 230000);
    assert_rung(stand, 0, 0, 0, 0);
    run_to(stand, began + 250000);
    assert_rung(stand, 0, 0, 1, 0);
}

static void
nothing_rings_in_the_lobby_or_after_the_end(void **state) {
    struct stand *stand = *state;
    assert_int_equal(step(stand), CHIME_NONE);
    run_to(stand, 1000000);
    play_go(&stand->play, 4, 0);
    run_to(stand, 2000000);
    press(stand, INTENT_END);
    run_to(stand, 3000000);
    assert_rung(stand, 0, 0, 0, 0);
}

// A rehearsal at 100 times the speed: what comes too close is left out.
static void
a_fast_rehearsal_rings_at_most_twice_a_second(void **state) {
    struct stand *stand = *state;
    const double speed = 100;
    ringer_init(&stand->ringer, speed);
    go(stand, 0, 0);
    tick began = stand->play.session->phase_began_ms;
    unsigned rung = 0;
    tick last_ms = -RINGER_APART_MS;
    for (tick real_ms = 0; real_ms < 2500;) {
        tick now_ms = began + (tick) ((double) real_ms * speed);
        if (step_at(stand, now_ms, real_ms) != CHIME_NONE) {
            assert_true(real_ms - last_ms >= RINGER_APART_MS);
            last_ms = real_ms;
            rung++;
        }
        tick wait = ringer_wait_ms(&stand->ringer, stand->play.session, now_ms);
        assert_true(wait != 0);
        real_ms += wait < 0 ? 100 : wait;
    }
    // The bell at 1.2 s, the minute at 1.8 s, the end at 2.4 s.
    assert_int_equal(rung, 3);
    // A moment of real time is long there, and no reason to be silent.
    ringer_init(&stand->ringer, speed);
    assert_int_equal(step_at(stand, began, 0), CHIME_NONE);
    assert_int_equal(step_at(stand, began + 125000, 1250), CHIME_BELL);
    // At 1000 times it is one: the rest is within half a second of it.
    rung = 0;
    ringer_init(&stand->ringer, 1000);
    for (tick real_ms = 0; real_ms < 250; real_ms += 10) {
        tick now_ms = began + 1000 * real_ms;
        rung += step_at(stand, now_ms, real_ms) != CHIME_NONE ? 1 : 0;
    }
    assert_int_equal(rung, 1);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
#define RINGER_TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)
        RINGER_TEST(each_chime_rings_once_and_on_time),
        RINGER_TEST(a_vote_rings_at_zero_and_not_again_when_it_is_closed),
        RINGER_TEST(a_vote_that_the_host_closes_rings_then),
        RINGER_TEST(closing_early_rings_nothing_else),
        RINGER_TEST(a_reveal_rings_when_it_is_shown_and_its_clock_does_not),
        RINGER_TEST(a_step_back_to_a_reveal_is_silent),
        RINGER_TEST(what_is_never_shown_is_not_rung_for),
        RINGER_TEST(more_time_rings_the_minute_and_the_bell_no_second_time),
        RINGER_TEST(time_added_after_the_end_ends_with_a_chime_too),
        RINGER_TEST(time_taken_away_rings_only_what_has_just_come),
        RINGER_TEST(a_pause_is_silent_and_what_comes_after_it_is_not),
        RINGER_TEST(a_restarted_phase_rings_anew),
        RINGER_TEST(after_a_restart_of_the_program_nothing_old_rings),
        RINGER_TEST(what_was_slept_through_is_not_rung_later),
        RINGER_TEST(a_dark_stage_is_silent),
        RINGER_TEST(nothing_rings_in_the_lobby_or_after_the_end),
        RINGER_TEST(a_fast_rehearsal_rings_at_most_twice_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
