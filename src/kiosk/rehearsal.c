// Simulated guests.
#include "kiosk/rehearsal.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/secret.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Everybody has joined after this long, and has answered before this part of
// a vote's length; a vote without a clock is answered within as long.
#define JOIN_MS 8000
#define ANSWER_PART 0.8
#define ANSWER_MS 20000
// One in so many never answers an exercise, as in any room.
#define ABSENT_ONE_IN 12

bool
rehearsal_init(struct rehearsal *rehearsal, uint32_t count,
               const uint8_t secret[static 32], tick now_ms) {
    memset(rehearsal, 0, sizeof *rehearsal);
    rehearsal->count = count;
    rehearsal->started_ms = now_ms;
    uint64_t seed = 0;
    random_bytes(&seed, sizeof seed);
    rng_init(&rehearsal->rng, seed);
    memcpy(rehearsal->secret, secret, sizeof rehearsal->secret);
    rehearsal->answer_at = calloc(count, sizeof *rehearsal->answer_at);
    return rehearsal->answer_at != NULL;
}

void
rehearsal_finish(struct rehearsal *rehearsal) {
    free(rehearsal->answer_at);
    deal_finish(&rehearsal->deal);
    memset(rehearsal, 0, sizeof *rehearsal);
}

static bool
is_voting(const struct session *session, tick now_ms) {
    return session_is_open(session, now_ms)
           && (!session_has_clock(session)
               || session_left_ms(session, now_ms) > 0);
}

static void
plan_answers(struct rehearsal *rehearsal, const struct session *session,
             tick now_ms) {
    if (rehearsal->is_planned
        && rehearsal->planned_after == session->move_count) {
        return;
    }
    rehearsal->is_planned = true;
    rehearsal->planned_after = session->move_count;
    double span = ANSWER_MS;
    if (session_has_clock(session)) {
        span = ANSWER_PART * (double) session_left_ms(session, now_ms);
    }
    for (uint32_t i = 0; i < rehearsal->count; i++) {
        bool is_absent = rng_below(&rehearsal->rng, ABSENT_ONE_IN) == 0;
        // The mean of two draws: most answer in the middle of the time.
        double at = rng_unit(&rehearsal->rng) + rng_unit(&rehearsal->rng);
        rehearsal->answer_at[i] =
            is_absent ? -1 : now_ms + (tick) (at / 2 * span);
    }
}

static tick
join_at(const struct rehearsal *rehearsal, uint32_t guest) {
    return rehearsal->started_ms
           + (tick) (JOIN_MS * (double) (guest + 1) / rehearsal->count);
}

// The token of simulated guest `number`, known only to this rehearsal.
static void
guest_hash(const struct rehearsal *rehearsal, uint32_t number,
           uint8_t out[static TOKEN_HASH_SIZE]) {
    ballot_key(rehearsal->secret, number, UINT16_MAX, 1, out);
}

// Those who are there from an earlier run of the same session.
static void
skip_joined(struct rehearsal *rehearsal, const struct session *session) {
    uint8_t hash[TOKEN_HASH_SIZE];
    while (rehearsal->joined < rehearsal->count) {
        guest_hash(rehearsal, rehearsal->joined, hash);
        if (session_find_guest(session, hash) == GUEST_NOBODY) {
            return;
        }
        rehearsal->joined++;
    }
}

static bool
step_join(struct rehearsal *rehearsal, const struct session *session,
          tick now_ms, struct event *out) {
    struct event seat;
    memset(&seat.joined, 0, sizeof seat.joined);
    guest_hash(rehearsal, rehearsal->joined, seat.joined.token_hash);
    snprintf(seat.joined.words, sizeof seat.joined.words, "simulated %u",
             rehearsal->joined + 1);
    struct intent intent = {
        .type = INTENT_JOIN, .t_ms = now_ms, .joined = &seat};
    rehearsal->joined++;
    return session_decide(session, &intent, out) == VERDICT_OK;
}

static bool
step_ballot(struct rehearsal *rehearsal, const struct session *session,
            tick now_ms, uint32_t number, struct event *out) {
    uint8_t hash[TOKEN_HASH_SIZE];
    guest_hash(rehearsal, number, hash);
    uint32_t guest = session_find_guest(session, hash);
    if (guest == GUEST_NOBODY) {
        return false; // still on the way in; asked again next time
    }
    rehearsal->answer_at[number] = -1;
    const struct exercise *exercise = session_exercise(session);
    struct answer answer = {.size = 0};
    uint8_t key[BALLOT_KEY_SIZE];
    uint16_t at = (uint16_t) session->place.exercise;
    struct ask ask = {.exercise = exercise,
                      .box = session_box(session, at, 1),
                      .round = session_round(session),
                      .deal = guest};
    if (deal_update(&rehearsal->deal, session, rehearsal->secret)) {
        ask.dealt = deal_of(&rehearsal->deal, guest);
    }
    kind_of(exercise)->simulate(&ask, &rehearsal->rng, &answer);
    if (answer.size == 0) {
        return false; // nothing to say, or nothing was dealt
    }
    ballot_key(rehearsal->secret, session_voter(session, guest),
               exercise->filed_as, ask.round, key);
    struct intent intent = {.type = INTENT_BALLOT,
                            .t_ms = now_ms,
                            .guest = guest,
                            .key = key,
                            .exercise = at,
                            .round = ask.round,
                            .answer = &answer};
    return session_decide(session, &intent, out) == VERDICT_OK;
}

bool
rehearsal_step(struct rehearsal *rehearsal, const struct session *session,
               tick now_ms, struct event *out) {
    if (session->is_ended) {
        return false;
    }
    skip_joined(rehearsal, session);
    if (rehearsal->joined < rehearsal->count
        && join_at(rehearsal, rehearsal->joined) <= now_ms) {
        return step_join(rehearsal, session, now_ms, out);
    }
    if (!is_voting(session, now_ms)) {
        return false;
    }
    plan_answers(rehearsal, session, now_ms);
    for (uint32_t i = 0; i < rehearsal->joined; i++) {
        if (rehearsal->answer_at[i] >= 0 && rehearsal->answer_at[i] <= now_ms
            && step_ballot(rehearsal, session, now_ms, i, out)) {
            return true;
        }
    }
    return false;
}

tick
rehearsal_wait_ms(const struct rehearsal *rehearsal,
                  const struct session *session, tick now_ms) {
    tick next = -1;
    if (session->is_ended) {
        return -1;
    }
    if (rehearsal->joined < rehearsal->count) {
        next = join_at(rehearsal, rehearsal->joined);
    }
    if (is_voting(session, now_ms)) {
        bool is_stale = !rehearsal->is_planned
                        || rehearsal->planned_after != session->move_count;
        for (uint32_t i = 0; i < rehearsal->joined && !is_stale; i++) {
            tick at = rehearsal->answer_at[i];
            if (at >= 0 && (next < 0 || at < next)) {
                next = at;
            }
        }
        next = is_stale ? now_ms : next;
    }
    if (next < 0) {
        return -1;
    }
    return next > now_ms ? next - now_ms : 1;
}
