// The simulator: what guests, two hosts and the conductor do.
#include "base/check.h"
#include "session/kind.h"
#include "session/records.h"
#include "session/secret.h"
#include "sim.h"
#include <stdio.h>
#include <string.h>

void
sim_propose(struct sim_life *life, int number,
            const struct sim_action *action) {
    struct sim_reader *reader = &life->readers[number];
    CHECK(life->action_count < SIM_ACTION_MAX);
    life->actions[life->action_count++] = *action;
    const struct record *record =
        session_propose(&life->event, reader->copy.session, action->id,
                        life->action_count, reader->index, &life->proposal);
    sim_hold(life->world, journal_propose(life->journal, record),
             "the journal has room");
    reader->proposed++;
}

static void
new_id(struct sim_world *world, char out[static SIM_ID_MAX]) {
    (void) snprintf(out, SIM_ID_MAX, "i%u", world->next_id++);
}

static void
join(struct sim_life *life, uint32_t guest) {
    static struct event seat;
    struct rng *rng = &life->world->rng;
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    memset(&seat, 0, sizeof seat);
    memcpy(seat.joined.token_hash, life->world->guests[guest].token_hash,
           TOKEN_HASH_SIZE);
    (void) snprintf(seat.joined.words, sizeof seat.joined.words, "guest %u",
                    guest);
    struct intent intent = {.type = INTENT_JOIN,
                            .t_ms = life->now_ms,
                            .after = AFTER_ANY,
                            .joined = &seat};
    if (session_decide(session, &intent, &life->event) != VERDICT_OK) {
        return;
    }
    struct sim_action action = {.type = SIM_JOIN, .guest = guest};
    (void) snprintf(action.id, sizeof action.id, "join%u", guest);
    if (rng_below(rng, 6) == 0) { // the same phone in a second window
        new_id(life->world, action.id);
    }
    sim_propose(life, SIM_ROOM, &action);
    if (rng_below(rng, 4) == 0) { // a double tap
        sim_propose(life, SIM_ROOM, &action);
    }
}

// Sends a ballot as the room decides on it. False: refused.
static bool
send(struct sim_life *life, const struct sim_action *action) {
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    static struct answer answer;
    uint32_t number = session_find_guest(
        session, life->world->guests[action->guest].token_hash);
    uint8_t key[BALLOT_KEY_SIZE];
    ballot_key(life->secret, number, action->exercise, 1, key);
    answer.size = action->answer.size;
    memcpy(answer.bytes, action->answer.bytes, answer.size);
    struct intent intent = {.type = INTENT_BALLOT,
                            .t_ms = life->now_ms,
                            .after = AFTER_ANY,
                            .guest = number,
                            .key = key,
                            .exercise = action->exercise,
                            .round = 1,
                            .answer = &answer};
    if (session_decide(session, &intent, &life->event) != VERDICT_OK) {
        life->world->refused++;
        return false;
    }
    sim_propose(life, SIM_ROOM, action);
    return true;
}

static void
vote(struct sim_life *life, uint32_t guest) {
    struct rng *rng = &life->world->rng;
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    uint16_t count = session->deck->exercise_count;
    int at = session->place.exercise;
    // Now and then to another exercise than the present one.
    uint16_t exercise = at < 0 || at >= count || rng_below(rng, 12) == 0
                            ? (uint16_t) rng_below(rng, count)
                            : (uint16_t) at;
    const struct exercise *asked = &session->deck->exercises[exercise];
    struct sim_cell *cell = &life->world->guests[guest].cells[exercise];
    if (!kind_of(asked)->takes_ballots || cell->sent_count == SIM_SENT_MAX) {
        return;
    }
    static struct answer answer;
    struct sim_action action = {
        .type = SIM_BALLOT, .guest = guest, .exercise = exercise};
    if (rng_below(rng, 7) > 0) { // else it is taken back
        kind_of(asked)->simulate(
            &(struct ask){.exercise = asked, .round = 1, .deal = guest}, rng,
            &answer);
        CHECK(answer.size <= SIM_ANSWER_MAX);
        action.answer.size = answer.size;
        memcpy(action.answer.bytes, answer.bytes, answer.size);
    }
    new_id(life->world, action.id);
    if (!send(life, &action)) {
        return;
    }
    memcpy(cell->sent[cell->sent_count].id, action.id, SIM_ID_MAX);
    cell->sent[cell->sent_count++].answer = action.answer;
    if (rng_below(rng, 5) == 0) { // a double tap
        (void) send(life, &action);
    }
}

void
sim_resend(struct sim_life *life) {
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    for (uint32_t g = 0; g < SIM_GUEST_MAX; g++) {
        for (uint16_t e = 0; e < session->deck->exercise_count; e++) {
            struct sim_cell *cell = &life->world->guests[g].cells[e];
            for (uint8_t i = cell->sent_count; i-- > 0;) {
                struct sim_action action = {
                    .type = SIM_BALLOT, .guest = g, .exercise = e};
                memcpy(action.id, cell->sent[i].id, SIM_ID_MAX);
                action.answer = cell->sent[i].answer;
                if (!send(life, &action)) { // closed: the phone gives up
                    memmove(&cell->sent[i], &cell->sent[i + 1],
                            sizeof cell->sent[i] * (cell->sent_count - i - 1u));
                    cell->sent_count--;
                }
            }
        }
    }
}

static void
intend(struct sim_life *life, int reader, const struct intent *intent) {
    const struct session *session = life->readers[reader].copy.session;
    enum verdict verdict = session_decide(session, intent, &life->event);
    if (intent->type >= INTENT_NEXT && intent->type <= INTENT_MORE
        && intent->after != AFTER_ANY && intent->after != session->move_count) {
        sim_hold(life->world,
                 verdict == VERDICT_STALE || verdict == VERDICT_NOT_ALLOWED,
                 "a press that saw an older place is not decided");
    }
    if (verdict == VERDICT_OK) {
        struct sim_action action = {.type = SIM_PRESS, .press = intent->type};
        sim_propose(life, reader, &action);
    }
}

// A host presses something, on what was seen now or a little before.
static void
press(struct sim_life *life, int reader) {
    static const enum intent_type presses[] = {
        INTENT_NEXT,   INTENT_NEXT,   INTENT_NEXT,    INTENT_NEXT,
        INTENT_NEXT,   INTENT_NEXT,   INTENT_BACK,    INTENT_CLOSE,
        INTENT_PAUSE,  INTENT_RESUME, INTENT_RESUME,  INTENT_MORE,
        INTENT_REVEAL, INTENT_MORE,   INTENT_RESTART, INTENT_OVERLAY,
    };
    struct rng *rng = &life->world->rng;
    const struct session *session = life->readers[reader].copy.session;
    uint32_t moves = session->move_count;
    uint32_t ago = rng_below(rng, 6) == 0 ? 1 + rng_below(rng, 2) : 0;
    struct intent intent = {
        .type = presses[rng_below(rng, sizeof presses / sizeof *presses)],
        .t_ms = life->now_ms,
        .after = ago > moves ? AFTER_ANY : moves - ago,
        .delta_ms = rng_below(rng, 3) == 0 ? -10000 : 20000,
        .show = (enum overlay) rng_below(rng, 3),
    };
    intend(life, reader, &intent);
}

static void
remove_guest(struct sim_life *life, uint32_t guest) {
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    struct intent intent = {
        .type = INTENT_REMOVE, .t_ms = life->now_ms, .after = AFTER_ANY};
    intent.guest =
        session_find_guest(session, life->world->guests[guest].token_hash);
    if (intent.guest != GUEST_NOBODY) {
        intend(life, SIM_ROOM, &intent);
    }
}

void
sim_conduct(struct sim_life *life) {
    struct intent intent;
    if (conductor_step(&life->conductor, life->readers[SIM_MAIN].copy.session,
                       life->now_ms, life->now_ms, &intent)) {
        intend(life, SIM_MAIN, &intent);
    }
}

static void
act_as_guest(struct sim_life *life) {
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    uint32_t guest = rng_below(&life->world->rng, SIM_GUEST_MAX);
    if (session_find_guest(session, life->world->guests[guest].token_hash)
        == GUEST_NOBODY) {
        join(life, guest);
    } else {
        vote(life, guest);
    }
}

void
sim_act(struct sim_life *life) {
    struct rng *rng = &life->world->rng;
    for (uint32_t i = rng_below(rng, 6); i > 0; i--) {
        act_as_guest(life);
    }
    switch (rng_below(rng, 24)) {
        case 0:
        case 1:
        case 2:
            press(life, SIM_ROOM);
            break;
        case 3:
        case 4:
        case 5:
            press(life, SIM_MAIN);
            break;
        case 6:
        case 7: // both at once
            press(life, SIM_ROOM);
            press(life, SIM_MAIN);
            break;
        case 8:
            if (rng_below(rng, 6) == 0) {
                remove_guest(life, rng_below(rng, SIM_GUEST_MAX));
            }
            break;
        default:
            break;
    }
}
