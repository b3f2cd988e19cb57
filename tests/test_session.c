// A session as the fold of its events: where it stands, its clock, its ballots
// and its guests. What may be decided is in test_decide.c.
#include "session/secret.h"
#include "session_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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
assert_place(const struct session *session, int exercise, int phase) {
    assert_int_equal(session->place.exercise, exercise);
    assert_int_equal(session->place.phase, phase);
}

static void
next_leads_through_every_phase_in_order_to_the_end(void **state) {
    struct play *play = *state;
    const struct session *session = play->session;
    assert_true(session_is_lobby(session));
    assert_null(session_exercise(session));
    for (int i = 0; i < PLAY_COUNT; i++) {
        for (int k = 0; k < play->deck->exercises[i].phase_count; k++) {
            assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK);
            assert_place(session, i, k);
            if (session_is_open(session, play->now_ms)) { // closes first
                assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK);
                assert_place(session, i, k);
                assert_true(session->is_closed);
            }
        }
    }
    assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK);
    assert_true(session_is_end(session));
    assert_false(session->is_ended);
    assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK);
    assert_true(session->is_ended);
}

static void
the_clock_runs_down_and_stops_at_zero(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    const struct session *session = play->session;
    assert_int_equal(session_left_ms(session, 1000), 40000);
    assert_int_equal(session_left_ms(session, 31000), 10000);
    assert_int_equal(session_left_ms(session, 41000), 0);
    assert_int_equal(session_left_ms(session, 99000), 0);
    // A clock that went back a little gives nobody more than the length.
    assert_int_equal(session_left_ms(session, 0), 40000);
}

static void
a_pause_stops_the_clock_and_takes_ballots(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 11000;
    assert_int_equal(play_press(play, INTENT_PAUSE), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 500000), 30000);
    play->now_ms = 500000;
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_OK);
    assert_int_equal(play_press(play, INTENT_RESUME), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 510000), 20000);
}

static void
more_and_less_move_the_end_of_the_clock(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 11000;
    assert_int_equal(play_more(play, 60000), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 11000), 90000);
    assert_int_equal(play_more(play, -80000), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 11000), 10000);
    assert_int_equal(play_more(play, -60000), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 11000), 0);
    assert_true(session_has_clock(play->session));
}

static void
more_while_paused_is_there_after_the_pause(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 21000;
    assert_int_equal(play_press(play, INTENT_PAUSE), VERDICT_OK);
    play->now_ms = 90000;
    assert_int_equal(play_more(play, 60000), VERDICT_OK);
    assert_true(play->session->is_paused);
    assert_int_equal(session_left_ms(play->session, 95000), 80000);
    play->now_ms = 99000;
    assert_int_equal(play_press(play, INTENT_RESUME), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 100000), 79000);
}

static void
a_restart_gives_the_full_length_and_keeps_ballots(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_OK);
    play->now_ms = 30000;
    assert_int_equal(play_press(play, INTENT_CLOSE), VERDICT_OK);
    play->now_ms = 35000;
    assert_int_equal(play_press(play, INTENT_RESTART), VERDICT_OK);
    assert_place(play->session, PLAY_WORDS, 0);
    assert_false(play->session->is_closed);
    assert_int_equal(session_left_ms(play->session, 35000), 40000);
    assert_int_equal(play->session->phase_began_ms, 35000);
    assert_int_equal(play->session->boxes[PLAY_WORDS].answered, 1);
}

static void
a_minute_more_after_the_close_opens_it_again(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 41500;
    assert_int_equal(play_press(play, INTENT_CLOSE), VERDICT_OK);
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_CLOSED);
    uint32_t moves = play->session->move_count;
    assert_int_equal(play_more(play, -60000), VERDICT_OK);
    assert_true(play->session->is_closed); // less does not open
    assert_int_equal(play_more(play, 60000), VERDICT_OK);
    assert_false(play->session->is_closed);
    assert_int_equal(play->session->move_count, moves + 1);
    assert_int_equal(session_left_ms(play->session, 41500), 60000);
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_OK);
}

static void
a_vote_closed_early_has_no_time_left(void **state) {
    struct play *play = *state;
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 11000;
    assert_int_equal(play_press(play, INTENT_CLOSE), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 11000), 0);
    assert_int_equal(play_more(play, 20000), VERDICT_OK);
    assert_int_equal(session_left_ms(play->session, 11000), 20000);
}

static void
a_ballot_on_its_way_when_the_clock_runs_out_still_counts(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    play->now_ms = 41000 + SESSION_GRACE_MS;
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_OK);
    play->now_ms++;
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"late\"]}"),
                     VERDICT_CLOSED);
}

static void
a_ballot_that_came_after_the_close_counts_as_late(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    const struct ballot_box *box = &play->session->boxes[PLAY_WORDS];
    assert_int_equal(play_vote(play, guest, "{\"words\":[\"calm\"]}"),
                     VERDICT_OK);
    static struct event late; // decided in time, in the journal after the close
    late = play->event;
    assert_int_equal(play_press(play, INTENT_CLOSE), VERDICT_OK);
    play->event = late;
    play->event.ballot.answer.bytes[0] = 'X';
    uint64_t ignored = play->session->ignored;
    assert_int_equal(play_apply(play), VERDICT_CLOSED);
    assert_int_equal(box->late, 1);
    assert_int_equal(box->count, 1);
    assert_int_equal(play->session->ignored, ignored + 1);
    assert_int_equal(box->ballots[0].bytes[0], 'c'); // what was counted stays
}

static void
a_changed_ballot_counts_once_and_the_last_counts(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    const struct ballot_box *box = &play->session->boxes[PLAY_CHOICE];
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[3]}"), VERDICT_OK);
    assert_int_equal(box->count, 1);
    assert_int_equal(box->answered, 1);
    const struct ballot *ballot = play_ballot(play, PLAY_CHOICE, guest);
    assert_int_equal(ballot->bytes[1], 1 << 3);
    assert_int_equal(ballot->seq, play->session->seq);
    assert_memory_equal(ballot->receipt, play->session->hash, 5);
}

static void
a_longer_answer_replaces_a_short_one_whole(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_WORDS, 0);
    const char *const answers[] = {
        "{\"words\":[\"a\"]}",
        "{\"words\":[\"a much longer word\",\"another long word\"]}",
        "{\"words\":[\"b\"]}",
        "{\"words\":[\"a much longer word\",\"and\",\"yet another word\"]}",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        assert_int_equal(play_vote(play, guest, answers[i]), VERDICT_OK);
        struct answer kept;
        struct text text = {0};
        answer_of_ballot(play_ballot(play, PLAY_WORDS, guest), &kept);
        play_write_answer(&play->deck->exercises[PLAY_WORDS], &kept, &text);
        assert_string_equal(text_string(&text), answers[i]);
        text_finish(&text);
    }
}

static void
a_withdrawn_ballot_no_longer_counts_and_may_come_back(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    const struct ballot_box *box = &play->session->boxes[PLAY_CHOICE];
    assert_int_equal(play_vote(play, guest, "{}"), VERDICT_OK);
    assert_int_equal(box->answered, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    assert_int_equal(box->answered, 1);
    assert_int_equal(play_vote(play, guest, "{}"), VERDICT_OK);
    assert_int_equal(play_vote(play, guest, "{}"), VERDICT_OK);
    assert_int_equal(box->answered, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[2]}"), VERDICT_OK);
    assert_int_equal(box->answered, 1);
    assert_int_equal(box->count, 1);
}

static void
back_never_destroys_ballots(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    play_go(play, PLAY_TALK, 0);
    while (play_press(play, INTENT_BACK) == VERDICT_OK) {
        assert_int_equal(play->session->boxes[PLAY_CHOICE].answered, 1);
    }
    assert_true(session_is_lobby(play->session));
    play_go(play, PLAY_CHOICE, 0);
    assert_non_null(play_ballot(play, PLAY_CHOICE, guest));
}

static void
a_removed_guest_is_no_longer_counted_and_may_not_vote(void **state) {
    struct play *play = *state;
    uint32_t first = play_join(play);
    uint32_t second = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    assert_int_equal(play_vote(play, first, "{\"pick\":[0]}"), VERDICT_OK);
    struct intent intent = play_intent(play, INTENT_REMOVE);
    intent.guest = first;
    assert_int_equal(play_intend(play, &intent), VERDICT_OK);
    assert_int_equal(play->session->joined, 1);
    assert_int_equal(play->session->guest_count, 2);
    assert_int_equal(play_intend(play, &intent), VERDICT_UNKNOWN);
    assert_int_equal(play_vote(play, first, "{\"pick\":[1]}"), VERDICT_UNKNOWN);
    assert_int_equal(play_vote(play, second, "{\"pick\":[1]}"), VERDICT_OK);
    assert_int_equal(play_join(play), 2); // numbers are not given again
}

static void
a_token_joins_once(void **state) {
    struct play *play = *state;
    (void) play_join(play);
    assert_int_equal(play_apply(play), VERDICT_STALE); // the same again
    assert_int_equal(play->session->guest_count, 1);
    assert_int_equal(
        session_find_guest(play->session, play->event.joined.token_hash), 0);
    assert_true(session_has_words(play->session, "guest 0"));
    assert_false(session_has_words(play->session, "guest 1"));
    uint8_t other[TOKEN_HASH_SIZE] = {1};
    assert_int_equal(session_find_guest(play->session, other), GUEST_NOBODY);
}

static void
an_overlay_lies_over_anything_until_the_next_move(void **state) {
    struct play *play = *state;
    struct intent intent = play_intent(play, INTENT_OVERLAY);
    intent.show = OVERLAY_BLANK;
    assert_int_equal(play_intend(play, &intent), VERDICT_OK);
    assert_int_equal(play->session->overlay, OVERLAY_BLANK);
    assert_int_equal(play_press(play, INTENT_NEXT), VERDICT_OK);
    assert_int_equal(play->session->overlay, OVERLAY_NONE);
    intent.show = OVERLAY_JOIN;
    assert_int_equal(play_intend(play, &intent), VERDICT_OK);
    assert_int_equal(play_press(play, INTENT_END), VERDICT_OK);
    assert_int_equal(play->session->overlay, OVERLAY_NONE);
}

static void
ended_is_for_good(void **state) {
    struct play *play = *state;
    uint32_t guest = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    assert_int_equal(play_press(play, INTENT_END), VERDICT_OK);
    assert_true(session_is_end(play->session));
    uint8_t before[32];
    uint8_t after[32];
    session_digest(play->session, before);
    for (enum intent_type type = INTENT_REMOVE; type <= INTENT_END; type++) {
        if (type != INTENT_TICK && type != INTENT_BALLOT) {
            assert_int_not_equal(play_press(play, type), VERDICT_OK);
        }
    }
    assert_int_equal(play_vote_in(play, PLAY_CHOICE, guest, "{\"pick\":[1]}"),
                     VERDICT_CLOSED);
    session_digest(play->session, after);
    assert_memory_equal(before, after, 32);
}

static void
results_are_seen_when_revealed_or_live(void **state) {
    struct play *play = *state;
    const struct session *session = play->session;
    assert_false(session_is_revealed(session));
    play_go(play, PLAY_SCALE, 1);
    assert_false(session_is_revealed(session));
    play_go(play, PLAY_SCALE, 2);
    assert_true(session_is_revealed(session));
    play_go(play, PLAY_SCALE, 3); // and while they are talked about
    assert_true(session_is_revealed(session));
    play_go(play, PLAY_NAMED, 0);
    assert_true(session_is_revealed(session)); // live
    play_go(play, PLAY_TALK, 0);
    assert_false(session_is_revealed(session));
}

static void
only_a_named_exercise_says_whose_a_ballot_is(void **state) {
    struct play *play = *state;
    (void) play_join(play);
    uint32_t guest = play_join(play);
    play_go(play, PLAY_CHOICE, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    play_go(play, PLAY_NAMED, 0);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[0]}"), VERDICT_OK);
    assert_int_equal(play_ballot(play, PLAY_CHOICE, guest)->guest,
                     GUEST_NOBODY);
    assert_int_equal(play_ballot(play, PLAY_NAMED, guest)->guest, guest);
}

static void
ballots_of_one_guest_have_unlike_keys(void **state) {
    struct play *play = *state;
    uint8_t keys[4][BALLOT_KEY_SIZE];
    ballot_key(play->secret, 1, 0, 1, keys[0]);
    ballot_key(play->secret, 1, 1, 1, keys[1]);
    ballot_key(play->secret, 0, 1, 1, keys[2]);
    play->secret[31]++;
    ballot_key(play->secret, 1, 0, 1, keys[3]);
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < i; k++) {
            assert_memory_not_equal(keys[i], keys[k], BALLOT_KEY_SIZE);
        }
    }
}

static void
a_full_session_takes_no_more_guests_and_all_their_ballots(void **state) {
    struct play *play = *state;
    for (uint32_t i = 0; i < SESSION_GUEST_MAX; i++) {
        assert_int_equal(play_join(play), i);
    }
    struct event seat = play->event;
    memset(seat.joined.token_hash, 9, TOKEN_HASH_SIZE);
    struct intent intent = play_intent(play, INTENT_JOIN);
    intent.joined = &seat;
    assert_int_equal(play_intend(play, &intent), VERDICT_FULL);
    play->event = seat;
    assert_int_equal(play_apply(play), VERDICT_FULL);
    assert_int_equal(play->session->guest_count, SESSION_GUEST_MAX);
    play_go(play, PLAY_CHOICE, 0);
    for (uint32_t i = 0; i < SESSION_GUEST_MAX; i++) {
        assert_int_equal(play_vote(play, i, "{\"pick\":[1]}"), VERDICT_OK);
    }
    assert_int_equal(play->session->boxes[PLAY_CHOICE].answered,
                     SESSION_GUEST_MAX);
    // One more key than there can be guests: refused, nothing moves.
    memset(play->event.ballot.key, 9, BALLOT_KEY_SIZE);
    assert_int_equal(play_apply(play), VERDICT_FULL);
    play_check(play->session);
}

static void
the_digest_tells_sessions_apart(void **state) {
    struct play *play = *state;
    uint8_t digests[8][32];
    int count = 0;
    session_digest(play->session, digests[count++]);
    uint32_t guest = play_join(play);
    session_digest(play->session, digests[count++]);
    play_go(play, PLAY_CHOICE, 0);
    session_digest(play->session, digests[count++]);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[1]}"), VERDICT_OK);
    session_digest(play->session, digests[count++]);
    assert_int_equal(play_vote(play, guest, "{\"pick\":[2]}"), VERDICT_OK);
    session_digest(play->session, digests[count++]);
    assert_int_equal(play_press(play, INTENT_CLOSE), VERDICT_OK);
    session_digest(play->session, digests[count++]);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < i; k++) {
            assert_memory_not_equal(digests[i], digests[k], 32);
        }
    }
}

// What a guest is dealt must not tell their number, and everything is still
// dealt equally often.
static void
dealing_changes_numbers_within_each_block_of_64(void **state) {
    (void) state;
    uint8_t secret[32] = {7};
    unsigned same = 0;
    for (uint16_t exercise = 0; exercise < 3; exercise++) {
        bool seen[128] = {0};
        for (uint32_t guest = 0; guest < 128; guest++) {
            uint32_t deal = deal_number(secret, guest, exercise);
            assert_int_equal(deal / 64, guest / 64);
            assert_false(seen[deal]);
            seen[deal] = true;
            same += deal == guest;
            assert_int_equal(deal, deal_number(secret, guest, exercise));
        }
    }
    assert_true(same < 30); // about one in 64 stays where it was
    secret[0]++;
    unsigned alike = 0;
    for (uint32_t guest = 0; guest < 64; guest++) {
        uint8_t other[32] = {7};
        alike += deal_number(secret, guest, 0) == deal_number(other, guest, 0);
    }
    assert_true(alike < 10);
}

int
main(void) {
    random_start();
#define PLAYED(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        PLAYED(next_leads_through_every_phase_in_order_to_the_end),
        PLAYED(the_clock_runs_down_and_stops_at_zero),
        PLAYED(a_pause_stops_the_clock_and_takes_ballots),
        PLAYED(more_and_less_move_the_end_of_the_clock),
        PLAYED(more_while_paused_is_there_after_the_pause),
        PLAYED(a_restart_gives_the_full_length_and_keeps_ballots),
        PLAYED(a_minute_more_after_the_close_opens_it_again),
        PLAYED(a_vote_closed_early_has_no_time_left),
        PLAYED(a_ballot_on_its_way_when_the_clock_runs_out_still_counts),
        PLAYED(a_ballot_that_came_after_the_close_counts_as_late),
        PLAYED(a_changed_ballot_counts_once_and_the_last_counts),
        PLAYED(a_longer_answer_replaces_a_short_one_whole),
        PLAYED(a_withdrawn_ballot_no_longer_counts_and_may_come_back),
        PLAYED(back_never_destroys_ballots),
        PLAYED(a_removed_guest_is_no_longer_counted_and_may_not_vote),
        PLAYED(a_token_joins_once),
        PLAYED(an_overlay_lies_over_anything_until_the_next_move),
        PLAYED(ended_is_for_good),
        PLAYED(results_are_seen_when_revealed_or_live),
        PLAYED(only_a_named_exercise_says_whose_a_ballot_is),
        PLAYED(ballots_of_one_guest_have_unlike_keys),
        PLAYED(a_full_session_takes_no_more_guests_and_all_their_ballots),
        PLAYED(the_digest_tells_sessions_apart),
        cmocka_unit_test(dealing_changes_numbers_within_each_block_of_64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
