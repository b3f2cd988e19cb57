// Made-up sessions: every step is an event that a real session could have.
#include "session/staging.h"
#include "base/check.h"
#include "session/deal.h"
#include "session/groups.h"
#include "session/secret.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stager {
    struct session *session;
    const struct staging *plan;
    struct event *event;
    uint8_t secret[32];
    struct deal deal;
    tick now_ms;
};

void
staging_answer(const struct ask *ask, uint64_t seed, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    uint32_t guest = ask->deal;
    struct rng rng;
    // Asked again, a third of the room thinks otherwise.
    bool is_moved = exercise->again >= 0 && guest % 3 == 0;
    rng_init(&rng, seed * 1000003u + guest + (is_moved ? 1u << 20 : 0)
                       + ((uint64_t) (ask->round - 1u) << 32));
    out->size = 0;
    if (kind_of(exercise)->takes_ballots) {
        kind_of(exercise)->simulate(ask, &rng, out);
    }
}

static void
stage_event(struct stager *stager) {
    struct event *event = stager->event;
    event->t_ms = stager->now_ms;
    event->seq = stager->session->seq + 1;
    uint8_t name[16];
    memcpy(name, &event->seq, 8);
    memcpy(name + 8, &stager->plan->seed, 8);
    crypto_generichash(event->hash, sizeof event->hash, name, sizeof name, NULL,
                       0);
    (void) session_apply(stager->session, event);
}

static void
stage_guests(struct stager *stager) {
    for (uint32_t i = 0; i < stager->plan->guests; i++) {
        struct event *event = stager->event;
        event->type = EVENT_JOINED;
        ballot_key(stager->secret, i, UINT16_MAX, 1, event->joined.token_hash);
        snprintf(event->joined.words, sizeof event->joined.words, "guest %u",
                 i + 1);
        event->joined.name[0] = '\0';
        event->joined.lang[0] = '\0';
        stage_event(stager);
    }
}

static void
stage_ballots(struct stager *stager, uint32_t count) {
    const struct exercise *exercise = session_exercise(stager->session);
    uint16_t number = (uint16_t) stager->session->place.exercise;
    struct ask ask = {.exercise = exercise,
                      .box = session_box(stager->session, number, 1),
                      .round = session_round(stager->session)};
    bool is_dealt = deal_update(&stager->deal, stager->session, stager->secret);
    for (uint32_t i = 0; i < count; i++) {
        struct event *event = stager->event;
        event->type = EVENT_BALLOT;
        uint32_t voter = session_voter(stager->session, i);
        ballot_key(stager->secret, voter, exercise->filed_as, ask.round,
                   event->ballot.key);
        event->ballot.exercise = number;
        event->ballot.round = ask.round;
        ask.deal = i;
        ask.dealt = is_dealt ? deal_of(&stager->deal, i) : 0;
        event->ballot.guest = exercise->is_named ? i : GUEST_NOBODY;
        staging_answer(&ask, stager->plan->seed, &event->ballot.answer);
        stage_event(stager);
    }
}

static void
stage_step(struct stager *stager, enum intent_type type) {
    struct intent intent = {
        .type = type, .t_ms = stager->now_ms, .after = AFTER_ANY};
    if (session_decide(stager->session, &intent, stager->event) == VERDICT_OK) {
        stage_event(stager);
    }
}

static bool
is_there(const struct stager *stager) {
    return stager->session->place.exercise == stager->plan->exercise
           && (stager->session->place.phase == stager->plan->phase
               || session_exercise(stager->session) == NULL);
}

// The last phase: as many ballots as its time has brought.
static void
stage_last(struct stager *stager) {
    const struct staging *plan = stager->plan;
    const struct phase *phase = session_phase(stager->session);
    uint32_t voters = plan->guests - plan->absent;
    if (phase != NULL && phase->is_open) {
        uint32_t count = voters;
        if (!plan->is_phase_closed && phase->length_ms > 0) {
            tick part = plan->phase_ms < phase->length_ms ? plan->phase_ms
                                                          : phase->length_ms;
            count = (uint32_t) (voters * part / phase->length_ms);
        }
        stage_ballots(stager, count);
        if (plan->is_phase_closed) {
            stage_step(stager, INTENT_CLOSE);
        }
    }
    stager->now_ms += plan->phase_ms;
    stage_step(stager, INTENT_TICK);
}

static bool
is_plan(const struct deck *deck, const struct staging *plan) {
    if (plan->exercise < -1 || plan->exercise > deck->exercise_count
        || plan->guests > SESSION_GUEST_MAX || plan->absent > plan->guests) {
        return false;
    }
    bool is_exercise =
        plan->exercise >= 0 && plan->exercise < deck->exercise_count;
    return !is_exercise
           || (plan->phase >= 0
               && plan->phase < deck->exercises[plan->exercise].phase_count);
}

struct session *
staging_create(const struct deck *deck, const struct staging *plan) {
    if (!is_plan(deck, plan)) {
        return NULL;
    }
    struct stager stager = {.plan = plan, .now_ms = 1000};
    stager.session = session_create(deck);
    stager.event = calloc(1, sizeof *stager.event);
    if (stager.session == NULL || stager.event == NULL) {
        session_destroy(stager.session);
        free(stager.event);
        return NULL;
    }
    memcpy(stager.secret, &plan->seed, sizeof plan->seed);
    stager.event->type = EVENT_OPENED;
    stager.event->opened.is_rehearsal = plan->is_rehearsal;
    stage_event(&stager);
    stage_guests(&stager);
    while (!is_there(&stager)) {
        const struct phase *phase = session_phase(stager.session);
        if (phase != NULL && phase->is_open && !stager.session->is_closed) {
            stage_ballots(&stager, plan->guests - plan->absent);
            stage_step(&stager, INTENT_CLOSE);
        }
        stager.now_ms += 1000;
        stage_step(&stager, INTENT_NEXT);
        CHECK(!stager.session->is_ended);
    }
    stage_last(&stager);
    deal_finish(&stager.deal);
    free(stager.event);
    return stager.session;
}
