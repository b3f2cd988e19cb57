// The simulator: one life of the program, from opening the journal to a crash
// or the end. Everything that chance decides is drawn on this thread.
#include "base/check.h"
#include "session/records.h"
#include "sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char sim_deck[] =
    "deck: sim\n"
    "title: Simulated\n"
    "exercises:\n"
    "  - {id: one, kind: choice, prompt: One?, options: [N, E, S, W],\n"
    "     phases: [vote 20s, reveal, discuss 15s]}\n"
    "  - {id: say, kind: words, prompt: Say?, pick: 3, named: true,\n"
    "     phases: [read, vote 15s, reveal 5s]}\n"
    "  - {id: aloud, kind: talk, prompt: Talk, phases: [pairs 30s]}\n"
    "  - {id: rate, kind: scale, prompt: Rate?, from: 0, to: 10,\n"
    "     phases: [vote, reveal], live: true}\n"
    "  - {id: pairs, kind: duel, prompt: Which?, items: [A, B, C, D, E],\n"
    "     phases: [vote 25s, reveal]}\n"
    "  - {id: where, kind: curve, prompt: Where?}\n";

void
sim_hold(const struct sim_world *world, bool is_kept, const char *promise) {
    if (!is_kept) {
        (void) fprintf(stderr,
                       "broken in seed %llu, life %u, step %u: %s\n"
                       "again with DENT_SIM_SEED=%llu\n",
                       (unsigned long long) world->seed, world->life,
                       world->step, promise, (unsigned long long) world->seed);
        _exit(1);
    }
}

static void
take_message(void *data, const void *message, size_t size) {
    struct sim_reader *reader = data;
    const struct record *record = message;
    if (reader->count == reader->room) {
        reader->room = reader->room == 0 ? 256 : 2 * reader->room;
        reader->queue =
            realloc(reader->queue, reader->room * sizeof *reader->queue);
        CHECK(reader->queue != NULL);
    }
    struct record *copy = malloc(size);
    CHECK(copy != NULL);
    memcpy(copy, message, size);
    reader->queue[reader->count++] = copy;
    reader->answered += record->reader == reader->index;
    reader->kept += record->fate == RECORD_KEPT;
}

// Waits until everything proposed is answered and both were told all of it.
static void
settle(struct sim_life *life) {
    struct sim_reader *room = &life->readers[SIM_ROOM];
    struct sim_reader *main_reader = &life->readers[SIM_MAIN];
    for (;;) {
        (void) inbox_drain(room->inbox, take_message, room);
        (void) inbox_drain(main_reader->inbox, take_message, main_reader);
        if (room->answered == room->proposed
            && main_reader->answered == main_reader->proposed
            && room->kept == main_reader->kept) {
            return;
        }
        bool is_there = inbox_wait(room->answered < room->proposed
                                           || room->kept < main_reader->kept
                                       ? room->inbox
                                       : main_reader->inbox,
                                   10000);
        sim_hold(life->world, is_there, "every proposal is answered");
    }
}

static void
fold_all(struct sim_life *life) {
    sim_fold(life, SIM_ROOM, SIZE_MAX);
    sim_fold(life, SIM_MAIN, SIZE_MAX);
}

// What phones and journal agree on after a crash: what is in the box was kept,
// or sent and not answered.
static void
reconcile(struct sim_life *life) {
    struct sim_world *world = life->world;
    const struct deck *deck = life->readers[SIM_ROOM].copy.deck;
    for (uint32_t g = 0; g < SIM_GUEST_MAX; g++) {
        for (uint16_t e = 0; e < deck->exercise_count; e++) {
            struct sim_cell *cell = &world->guests[g].cells[e];
            const struct ballot *ballot = sim_ballot(life, SIM_ROOM, g, e);
            sim_hold(world, ballot != NULL || !cell->has_kept,
                     "what was kept outlives a crash");
            if (ballot == NULL
                || (cell->has_kept && ballot->seq == cell->kept_seq)) {
                continue;
            }
            sim_hold(world, ballot->seq > cell->kept_seq,
                     "nothing older comes back");
            bool was_sent = false;
            for (int i = 0; i < cell->sent_count; i++) {
                if (sim_is_answer(ballot, &cell->sent[i].answer)) {
                    was_sent = true;
                    cell->kept = cell->sent[i].answer;
                }
            }
            sim_hold(world, was_sent, "what counts was sent by its guest");
            cell->has_kept = true;
            cell->kept_seq = ballot->seq;
        }
    }
}

static void
check_reopened(struct sim_life *life) {
    struct sim_world *world = life->world;
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    uint8_t digests[2][32];
    session_digest(session, digests[0]);
    session_digest(life->readers[SIM_MAIN].copy.session, digests[1]);
    sim_hold(world, memcmp(digests[0], digests[1], 32) == 0,
             "two replays are the same");
    sim_hold(world, session->seq >= world->last_seq,
             "no answered record is lost");
    if (world->life == 0) {
        return;
    }
    if (world->was_settled) {
        sim_hold(world, session->seq == world->last_seq, "none is made up");
        sim_hold(world, memcmp(digests[0], world->last_digest, 32) == 0,
                 "a replay is what the session was");
        tick left_ms = session_left_ms(session, session->now_ms);
        sim_hold(world,
                 !world->had_clock
                     || (left_ms >= world->last_left_ms
                         && left_ms - world->last_left_ms <= CONDUCTOR_TICK_MS),
                 "the time left comes back within five seconds");
    }
    reconcile(life);
}

static void
open_life(struct sim_life *life) {
    struct sim_world *world = life->world;
    struct fault note = {0};
    struct fault fault = {0};
    bool has_secret = false;
    life->journal = journal_open(world->dir, &note, &fault);
    sim_hold(world, life->journal != NULL, "the journal opens after a crash");
    sim_hold(world, note.text[0] == '\0', "a crash damages nothing");
    sim_hold(world,
             journal_resume(life->journal, world->session_id, life->secret,
                            &has_secret, &fault)
                 && has_secret,
             "the session can be gone on with");
    for (int i = 0; i < 2; i++) {
        struct sim_reader *reader = &life->readers[i];
        sim_hold(world,
                 session_read(life->journal, world->session_id, &reader->copy,
                              &fault),
                 "the session can be read");
        reader->inbox = inbox_create(4 * 1024 * 1024, NULL, NULL);
        CHECK(reader->inbox != NULL);
        reader->index = journal_add_reader(life->journal, reader->inbox);
    }
    check_reopened(life);
    life->now_ms = life->readers[SIM_MAIN].copy.session->now_ms;
    conductor_init(&life->conductor, false, 1);
    sim_hold(world, journal_start(life->journal, &fault), "the writer starts");
}

// Power off, or an end in good order. What phones wait for stays unanswered.
static _Noreturn void
crash(struct sim_life *life, bool is_settled) {
    struct sim_world *world = life->world;
    const struct session *session = life->readers[SIM_MAIN].copy.session;
    world->was_settled = is_settled;
    if (is_settled) {
        settle(life);
        fold_all(life);
        sim_check(life);
        sim_conduct(life);
        settle(life);
        fold_all(life);
    }
    world->last_seq = session->seq;
    session_digest(session, world->last_digest);
    world->had_clock = session_has_clock(session) && !session->is_closed;
    world->last_left_ms = session_left_ms(session, life->now_ms);
    world->is_ended = session->is_ended;
    world->crashes += !session->is_ended;
    _exit(SIM_CRASHED);
}

static void
advance(struct sim_life *life) {
    struct rng *rng = &life->world->rng;
    uint32_t jump = rng_below(rng, 100);
    life->now_ms += jump == 0  ? 3600 * 1000
                    : jump < 3 ? 60 * 1000
                               : (tick) rng_below(rng, 1500);
}

static void
step(struct sim_life *life) {
    struct rng *rng = &life->world->rng;
    advance(life);
    // Main folds what there is; the room may be behind.
    sim_fold(life, SIM_MAIN, SIZE_MAX);
    sim_fold(life, SIM_ROOM,
             rng_below(rng, 4) > 0 ? SIZE_MAX : rng_below(rng, 3));
    sim_act(life);
    sim_conduct(life);
    settle(life);
    sim_check(life);
}

void
sim_live(struct sim_world *world) {
    struct sim_life *life = calloc(1, sizeof *life);
    CHECK(life != NULL);
    life->world = world;
    life->actions = calloc(SIM_ACTION_MAX, sizeof *life->actions);
    CHECK(life->actions != NULL);
    world->step = 0;
    open_life(life);
    sim_check(life);
    sim_resend(life);
    settle(life);
    uint32_t steps = 10 + rng_below(&world->rng, 60);
    bool is_settled = rng_below(&world->rng, 2) == 0;
    while (world->step < steps) {
        world->step++;
        step(life);
        if (life->readers[SIM_ROOM].copy.session->is_ended
            && rng_below(&world->rng, 6) == 0) {
            is_settled = true; // somebody tries a little longer
            break;
        }
    }
    if (!is_settled) { // with proposals on their way to the disk
        sim_act(life);
    }
    crash(life, is_settled);
}
