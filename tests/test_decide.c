// What may be decided, what becomes of it when two decide at once, and that
// apply takes anything.
#include "session_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define WALK_SEEDS 300
#define WALK_STEPS 400

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

// A row: pressed at this place, gives this.
struct press_case {
    int exercise, phase;
    enum intent_type type;
    enum verdict verdict;
    enum event_type event;
};

static void
each_press_is_allowed_where_it_makes_sense(void **state) {
    (void) state;
    const struct press_case cases[] = {
        {-1, 0, INTENT_NEXT, VERDICT_OK, EVENT_MOVED},
        {-1, 0, INTENT_BACK, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_RESTART, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_CLOSE, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_REVEAL, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_PAUSE, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_RESUME, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_MORE, VERDICT_NOT_ALLOWED, 0},
        {-1, 0, INTENT_TICK, VERDICT_OK, EVENT_TICKED},
        {-1, 0, INTENT_OVERLAY, VERDICT_OK, EVENT_OVERLAID},
        {-1, 0, INTENT_END, VERDICT_OK, EVENT_ENDED},
        {PLAY_WORDS, 0, INTENT_NEXT, VERDICT_OK, EVENT_CLOSED},
        {PLAY_WORDS, 0, INTENT_BACK, VERDICT_OK, EVENT_MOVED},
        {PLAY_WORDS, 0, INTENT_RESTART, VERDICT_OK, EVENT_MOVED},
        {PLAY_WORDS, 0, INTENT_CLOSE, VERDICT_OK, EVENT_CLOSED},
        {PLAY_WORDS, 0, INTENT_REVEAL, VERDICT_OK, EVENT_MOVED},
        {PLAY_WORDS, 0, INTENT_PAUSE, VERDICT_OK, EVENT_PAUSED},
        {PLAY_WORDS, 0, INTENT_RESUME, VERDICT_NOT_ALLOWED, 0},
        {PLAY_WORDS, 0, INTENT_MORE, VERDICT_OK, EVENT_MORE},
        {PLAY_WORDS, 1, INTENT_NEXT, VERDICT_OK, EVENT_MOVED},
        {PLAY_WORDS, 1, INTENT_CLOSE, VERDICT_NOT_ALLOWED, 0},
        {PLAY_WORDS, 1, INTENT_REVEAL, VERDICT_NOT_ALLOWED, 0},
        {PLAY_SCALE, 0, INTENT_REVEAL, VERDICT_OK, EVENT_MOVED},
        {PLAY_SCALE, 0, INTENT_PAUSE, VERDICT_NOT_ALLOWED, 0}, // no clock
        {PLAY_SCALE, 0, INTENT_MORE, VERDICT_NOT_ALLOWED, 0},
        {PLAY_CHOICE, 0, INTENT_NEXT, VERDICT_OK, EVENT_CLOSED}, // no clock
        {PLAY_CHOICE, 0, INTENT_PAUSE, VERDICT_NOT_ALLOWED, 0},
        {PLAY_CHOICE, 0, INTENT_CLOSE, VERDICT_OK, EVENT_CLOSED},
        {PLAY_TALK, 0, INTENT_NEXT, VERDICT_OK, EVENT_MOVED},
        {PLAY_COUNT, 0, INTENT_NEXT, VERDICT_OK, EVENT_ENDED},
        {PLAY_COUNT, 0, INTENT_BACK, VERDICT_OK, EVENT_MOVED},
        {PLAY_COUNT, 0, INTENT_RESTART, VERDICT_NOT_ALLOWED, 0},
        {PLAY_COUNT, 0, INTENT_MORE, VERDICT_NOT_ALLOWED, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static struct play play;
        play_start(&play, NULL);
        play_go(&play, cases[i].exercise, cases[i].phase);
        struct intent intent = play_intent(&play, cases[i].type);
        enum verdict verdict =
            session_decide(play.session, &intent, &play.event);
        if (verdict != cases[i].verdict
            || (verdict == VERDICT_OK && play.event.type != cases[i].event)) {
            fail_msg("row %zu: verdict %d, event %d", i, (int) verdict,
                     (int) play.event.type);
        }
        play_finish(&play);
    }
}

static void
reveal_leads_straight_to_the_reveal(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_SCALE, 0);
    assert_int_equal(play_press(play, INTENT_REVEAL), VERDICT_OK);
    assert_int_equal(play->session->place.phase, 2);
}

static void
back_leads_through_every_phase_to_the_lobby(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_COUNT, 0);
    for (int i = PLAY_COUNT - 1; i >= 0; i--) {
        for (int k = play->deck->exercises[i].phase_count - 1; k >= 0; k--) {
            assert_int_equal(play_press(play, INTENT_BACK), VERDICT_OK);
            assert_int_equal(play->session->place.exercise, i);
            assert_int_equal(play->session->place.phase, k);
        }
    }
    assert_int_equal(play_press(play, INTENT_BACK), VERDICT_OK);
    assert_true(session_is_lobby(play->session));
}

static void
a_refused_intent_writes_nothing(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    uint8_t key[BALLOT_KEY_SIZE] = {0};
    struct answer answer = {.size = 2};
    assert_int_equal(play_press(play, INTENT_END), VERDICT_OK);
    for (enum intent_type type = INTENT_JOIN; type <= INTENT_END; type++) {
        struct intent intent = play_intent(play, type);
        static struct event seat;
        intent.joined = &seat;
        intent.guest = type == INTENT_REMOVE ? guest + 1 : guest;
        intent.key = key;
        intent.answer = &answer;
        memset(&play->event, 0xa5, sizeof play->event);
        static struct event untouched;
        untouched = play->event;
        if (type == INTENT_TICK) {
            continue; // always fine
        }
        assert_int_not_equal(
            session_decide(play->session, &intent, &play->event), VERDICT_OK);
        assert_memory_equal(&play->event, &untouched, sizeof untouched);
    }
}

static void
two_presses_of_next_at_once_move_once(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 1);
    struct intent intent = play_intent(play, INTENT_NEXT);
    static struct event first;
    static struct event second;
    // Both decide on the same place, from different readers.
    assert_int_equal(session_decide(play->session, &intent, &first),
                     VERDICT_OK);
    assert_int_equal(session_decide(play->session, &intent, &second),
                     VERDICT_OK);
    play->event = first;
    assert_int_equal(play_apply(play), VERDICT_OK);
    play->event = second;
    assert_int_equal(play_apply(play), VERDICT_STALE);
    assert_int_equal(play->session->place.exercise, PLAY_SCALE);
    assert_int_equal(play->session->place.phase, 0);
    assert_int_equal(play->session->ignored, 1);
}

static void
a_press_that_saw_an_older_place_is_stale(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    uint32_t seen = play->session->move_count;
    assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK); // closes
    for (enum intent_type type = INTENT_NEXT; type <= INTENT_MORE; type++) {
        struct intent intent = play_intent(play, type);
        intent.after = seen;
        assert_int_equal(session_decide(play->session, &intent, &play->event),
                         VERDICT_STALE);
    }
    struct intent intent = play_intent(play, INTENT_END);
    intent.after = seen;
    assert_int_equal(session_decide(play->session, &intent, &play->event),
                     VERDICT_STALE);
}

// One host goes back from the end while another presses the last next.
static void
an_end_that_lost_a_race_does_not_end_the_session(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_COUNT, 0);
    struct intent intent = play_intent(play, INTENT_NEXT);
    static struct event end;
    assert_int_equal(session_decide(play->session, &intent, &end), VERDICT_OK);
    assert_int_equal(end.type, EVENT_ENDED);
    assert_int_equal(play_press(play, INTENT_BACK), VERDICT_OK);
    play->event = end;
    assert_int_equal(play_apply(play), VERDICT_STALE);
    assert_false(play->session->is_ended);
    assert_int_equal(play->session->place.exercise, PLAY_SLIDE);
}

static void
a_ballot_says_why_it_may_not_be_cast(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    const char *answer = "{\"values\":[1,2,3]}";
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_NOT_OPEN); // lobby
    play_go(play, PLAY_WORDS, 0);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_NOT_OPEN); // an earlier exercise is on
    play_go(play, PLAY_SCALE, 0);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_NOT_OPEN); // still reading
    play_go(play, PLAY_SCALE, 1);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest + 1, answer),
                     VERDICT_UNKNOWN);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer), VERDICT_OK);
    play_go(play, PLAY_SCALE, 2);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_CLOSED);
    play_go(play, PLAY_DUEL, 0);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_CLOSED);
    play_go(play, PLAY_COUNT, 0);
    assert_int_equal(play_vote_in(play, PLAY_SCALE, guest, answer),
                     VERDICT_CLOSED);
}

static void
nobody_joins_a_session_that_has_ended(void **state) {
    struct play *play = *state;
    assert_int_equal(play_press(play, INTENT_END), VERDICT_OK);
    static struct event seat;
    struct intent intent = play_intent(play, INTENT_JOIN);
    intent.joined = &seat;
    assert_int_equal(session_decide(play->session, &intent, &play->event),
                     VERDICT_CLOSED);
}

// What decide lets through must be readable from the journal again.
static void
more_than_a_day_on_the_clock_is_not_allowed(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    const tick day_ms = EVENT_MORE_MAX_MS;
    assert_int_equal(play_more(play, day_ms + 1), VERDICT_NOT_ALLOWED);
    assert_int_equal(play_more(play, -day_ms - 1), VERDICT_NOT_ALLOWED);
    assert_int_equal(play_more(play, INT64_MIN), VERDICT_NOT_ALLOWED);
    assert_int_equal(play_more(play, day_ms), VERDICT_OK);
}

static void
a_ballot_of_a_guest_who_never_joined_is_not_counted(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_NAMED, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    play->event.ballot.guest = guest + 1;
    assert_int_equal(play_apply(play), VERDICT_UNKNOWN);
    assert_int_equal(play_ballot(play, PLAY_NAMED, guest)->guest, guest);
}

// -- Any event in any order --------------------------------------------------

static void
random_ballot(struct rng *rng, const struct deck *deck, struct event *out) {
    uint16_t number = (uint16_t) rng_below(rng, deck->exercise_count + 1u);
    out->ballot.exercise = number;
    memset(out->ballot.key, (int) rng_below(rng, 12), BALLOT_KEY_SIZE);
    out->ballot.round =
        (uint8_t) (rng_below(rng, 8) == 0 ? rng_below(rng, 256) : 1);
    out->ballot.guest =
        rng_below(rng, 3) == 0 ? rng_below(rng, 20) : GUEST_NOBODY;
    out->ballot.answer.size = 0;
    if (number < deck->exercise_count && rng_below(rng, 5) > 0) {
        const struct exercise *exercise = &deck->exercises[number];
        if (kind_of(exercise)->takes_ballots) {
            kind_of(exercise)->simulate(
                &(struct ask){.exercise = exercise,
                              .round = 1,
                              .deal = rng_below(rng, 1000)},
                rng, &out->ballot.answer);
        }
    }
}

static tick
random_time(struct rng *rng, tick now_ms) {
    switch (rng_below(rng, 20)) {
        case 0:
            return 0;
        case 1:
            return EVENT_TIME_MAX_MS;
        case 2:
            return now_ms + rng_below(rng, 100000);
        default:
            return now_ms + (tick) rng_below(rng, 3000) - 100;
    }
}

// Any event that event_read could give.
static void
random_event(struct rng *rng, const struct session *session,
             struct event *out) {
    const struct deck *deck = session->deck;
    uint32_t after = session->move_count + (rng_below(rng, 8) == 0);
    tick time_ms = random_time(rng, session->now_ms);
    out->t_ms = time_ms < 0                   ? 0
                : time_ms > EVENT_TIME_MAX_MS ? EVENT_TIME_MAX_MS
                                              : time_ms;
    // Ballots are most of what happens; the end ends a walk, so it is rare.
    out->type = rng_below(rng, 2) == 0
                    ? EVENT_BALLOT
                    : (enum event_type) rng_below(rng, EVENT_TYPE_COUNT);
    if (out->type == EVENT_ENDED && rng_below(rng, 8) > 0) {
        out->type = EVENT_MOVED;
    }
    switch (out->type) {
        case EVENT_OPENED:
            out->opened.is_rehearsal = rng_below(rng, 2);
            break;
        case EVENT_JOINED:
            memset(&out->joined, 0, sizeof out->joined);
            memset(out->joined.token_hash, (int) rng_below(rng, 30),
                   TOKEN_HASH_SIZE);
            break;
        case EVENT_REMOVED:
            out->removed.guest = rng_below(rng, 20);
            break;
        case EVENT_BALLOT:
            random_ballot(rng, deck, out);
            break;
        case EVENT_MOVED:
            out->moved.after = after;
            out->moved.to.exercise =
                (int16_t) ((int) rng_below(rng, deck->exercise_count + 3u) - 1);
            out->moved.to.phase = (uint8_t) rng_below(rng, 4);
            break;
        case EVENT_EDITED:
            out->edited.exercise = (uint16_t) rng_below(rng, 12);
            out->edited.verb = (enum edit_verb) rng_below(rng, EDIT_VERB_COUNT);
            out->edited.count = (uint8_t) (2 + rng_below(rng, 3));
            for (unsigned i = 0; i < out->edited.count; i++) {
                out->edited.ids[i] = 1 + rng_below(rng, 40);
            }
            break;
        case EVENT_OVERLAID:
            out->overlaid.show = (enum overlay) rng_below(rng, 3);
            break;
        case EVENT_ENDED:
            out->ended.has_after = rng_below(rng, 2);
            out->ended.after = after;
            break;
        default:
            out->phase.after = after;
            out->phase.delta_ms = (tick) rng_below(rng, 300000) - 150000;
            break;
    }
}

// The digest without the counts of what did not fit.
static void
digest_without_counts(struct session *session, uint8_t out[static 32]) {
    uint32_t late[PLAY_COUNT];
    uint64_t seq = session->seq;
    uint64_t ignored = session->ignored;
    session->seq = session->ignored = 0;
    for (int i = 0; i < PLAY_COUNT; i++) {
        late[i] = session->boxes[i].late;
        session->boxes[i].late = 0;
    }
    session_digest(session, out);
    for (int i = 0; i < PLAY_COUNT; i++) {
        session->boxes[i].late = late[i];
    }
    session->seq = seq;
    session->ignored = ignored;
}

static void
walk(uint64_t seed) {
    struct rng rng;
    rng_init(&rng, seed);
    static struct play one;
    static struct play two;
    play_start(&one, NULL);
    play_start(&two, NULL);
    for (int i = 0; i < WALK_STEPS; i++) {
        uint8_t before[32];
        uint8_t after[32];
        random_event(&rng, one.session, &one.event);
        two.event = one.event;
        digest_without_counts(one.session, before);
        uint64_t ignored = one.session->ignored;
        enum verdict verdict = play_apply(&one);
        assert_int_equal(play_apply(&two), verdict);
        assert_int_equal(one.session->ignored,
                         ignored + (verdict != VERDICT_OK));
        if (verdict != VERDICT_OK) {
            digest_without_counts(one.session, after);
            assert_memory_equal(before, after, 32);
        }
        play_check(one.session);
        session_digest(one.session, before);
        session_digest(two.session, after);
        assert_memory_equal(before, after, 32);
    }
    play_finish(&one);
    play_finish(&two);
}

static void
any_event_in_any_order_gives_a_session(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= WALK_SEEDS; seed++) {
        walk(seed);
    }
}

// What is decided on a session fits it, whatever brought it there.
static void
what_is_decided_on_what_is_now_is_applied(void **state) {
    (void) state;
    uint8_t key[BALLOT_KEY_SIZE] = {0};
    for (uint64_t seed = 1; seed <= WALK_SEEDS / 2; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        static struct play play;
        static struct event seat;
        static const struct event edited = {
            .edited = {.exercise = 1, .count = 1, .ids = {7}}};
        struct answer answer = {.size = 0};
        play_start(&play, NULL);
        for (int i = 0; i < WALK_STEPS; i++) {
            play.now_ms += rng_below(&rng, 4000);
            random_bytes(seat.joined.token_hash, TOKEN_HASH_SIZE);
            key[0] = (uint8_t) rng_below(&rng, 9);
            struct intent intent = {
                .type = (enum intent_type) rng_below(&rng, INTENT_END + 1),
                .t_ms = play.now_ms,
                .after = play.session->move_count,
                .guest = rng_below(&rng, 40),
                .delta_ms = (tick) rng_below(&rng, 100000) - 50000,
                .joined = &seat,
                .edited = &edited,
                .key = key,
                .exercise = (uint16_t) rng_below(&rng, PLAY_COUNT),
                .round = 1,
                .answer = &answer,
            };
            if (intent.type == INTENT_END && rng_below(&rng, 30) > 0) {
                intent.type = INTENT_NEXT;
            }
            if (session_decide(play.session, &intent, &play.event)
                == VERDICT_OK) {
                assert_int_equal(play_apply(&play), VERDICT_OK);
            }
        }
        assert_int_equal(play.session->ignored, 0);
        play_finish(&play);
    }
}

int
main(void) {
    random_start();
#define PLAYED(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_press_is_allowed_where_it_makes_sense),
        PLAYED(reveal_leads_straight_to_the_reveal),
        PLAYED(back_leads_through_every_phase_to_the_lobby),
        PLAYED(a_refused_intent_writes_nothing),
        PLAYED(two_presses_of_next_at_once_move_once),
        PLAYED(a_press_that_saw_an_older_place_is_stale),
        PLAYED(an_end_that_lost_a_race_does_not_end_the_session),
        PLAYED(a_ballot_says_why_it_may_not_be_cast),
        PLAYED(nobody_joins_a_session_that_has_ended),
        PLAYED(more_than_a_day_on_the_clock_is_not_allowed),
        PLAYED(a_ballot_of_a_guest_who_never_joined_is_not_counted),
        cmocka_unit_test(any_event_in_any_order_gives_a_session),
        cmocka_unit_test(what_is_decided_on_what_is_now_is_applied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
