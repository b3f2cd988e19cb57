// The simulator: records into sessions, and the promises that each must keep.
#include "session/kinds/choice.h"
#include "session/secret.h"
#include "sim.h"
#include <string.h>

const struct ballot *
sim_ballot(const struct sim_life *life, int reader, uint32_t guest,
           uint16_t exercise) {
    const struct session *session = life->readers[reader].copy.session;
    uint32_t number =
        session_find_guest(session, life->world->guests[guest].token_hash);
    if (number == GUEST_NOBODY) {
        return NULL;
    }
    uint8_t key[BALLOT_KEY_SIZE];
    ballot_key(life->secret, number, exercise, 1, key);
    return session_ballot(session, exercise, 1, key);
}

bool
sim_is_answer(const struct ballot *ballot, const struct sim_answer *answer) {
    return ballot->size == answer->size
           && (answer->size == 0
               || memcmp(ballot->bytes, answer->bytes, answer->size) == 0);
}

// The place after this one, as the deck has it.
static struct place
place_after(const struct deck *deck, struct place place) {
    if (place.exercise >= 0
        && place.phase + 1 < deck->exercises[place.exercise].phase_count) {
        place.phase++;
        return place;
    }
    place.exercise++;
    place.phase = 0;
    return place;
}

static bool
is_same_place(struct place a, struct place b) {
    return a.exercise == b.exercise && a.phase == b.phase;
}

static void
check_move(const struct sim_life *life, const struct session *session,
           struct place before, enum intent_type press) {
    const struct deck *deck = session->deck;
    struct place after = session->place;
    bool is_right = false;
    switch (press) {
        case INTENT_NEXT:
            is_right = is_same_place(place_after(deck, before), after);
            break;
        case INTENT_BACK:
            is_right = is_same_place(place_after(deck, after), before);
            break;
        case INTENT_RESTART:
            is_right = is_same_place(before, after);
            break;
        case INTENT_REVEAL:
            is_right = before.exercise == after.exercise
                       && before.phase < after.phase
                       && session_phase(session)->name == PHASE_REVEAL;
            break;
        default:
            break;
    }
    sim_hold(life->world, is_right, "a press moves by its own step only");
    const struct phase *phase = session_phase(session);
    sim_hold(life->world,
             session_left_ms(session, life->event.t_ms)
                 == (phase == NULL ? 0 : phase->length_ms),
             "a phase begins with its full length");
}

// Both readers have the same digest after the same record.
static void
check_digest(struct sim_life *life, const struct session *session) {
    uint8_t digest[32];
    size_t slot = session->seq % SIM_DIGESTS;
    session_digest(session, digest);
    if (life->digest_seq[slot] == session->seq) {
        sim_hold(life->world, memcmp(life->digests[slot], digest, 32) == 0,
                 "two readers of the same feed are the same");
    }
    life->digest_seq[slot] = session->seq;
    memcpy(life->digests[slot], digest, 32);
}

static void
forget_sent(struct sim_cell *cell, const char *id) {
    for (uint8_t i = 0; i < cell->sent_count; i++) {
        if (strcmp(cell->sent[i].id, id) == 0) {
            memmove(&cell->sent[i], &cell->sent[i + 1],
                    sizeof cell->sent[i] * (cell->sent_count - i - 1u));
            cell->sent_count--;
            return;
        }
    }
}

// A phone gets its answer: kept, or too late.
static void
answer_phone(struct sim_life *life, const struct record *record,
             enum verdict verdict) {
    const struct sim_action *action = &life->actions[record->tag - 1];
    if (action->type != SIM_BALLOT) {
        return;
    }
    struct sim_world *world = life->world;
    struct sim_cell *cell =
        &world->guests[action->guest].cells[action->exercise];
    const struct ballot *ballot =
        sim_ballot(life, SIM_ROOM, action->guest, action->exercise);
    forget_sent(cell, action->id);
    if (record->fate == RECORD_REPEATED) {
        world->repeated++;
        // The first was answered "kept" exactly when it is what counts, or
        // something later is.
        sim_hold(world,
                 ballot == NULL || ballot->seq < record->seq || cell->has_kept,
                 "a repeat counts nothing");
        return;
    }
    if (verdict != VERDICT_OK) {
        world->late++;
        return;
    }
    world->kept++;
    cell->has_kept = true;
    cell->kept = action->answer;
    cell->kept_seq = record->seq;
    sim_hold(world, ballot != NULL && ballot->seq == record->seq,
             "what was just kept is in the box");
    sim_hold(world, memcmp(ballot->receipt, record->hash, 5) == 0,
             "a receipt is of the record");
}

static void
fold_one(struct sim_life *life, int number, const struct record *record) {
    struct sim_reader *reader = &life->readers[number];
    struct session *session = reader->copy.session;
    struct sim_world *world = life->world;
    if (record->fate == RECORD_REPEATED) {
        answer_phone(life, record, VERDICT_STALE);
        return;
    }
    sim_hold(world, record->fate == RECORD_KEPT, "the disk keeps records");
    sim_hold(world, record->seq == session->seq + 1, "no record is missed");
    sim_hold(world, event_read(record, reader->copy.session, &life->event),
             "what was decided can be read");
    struct place before = session->place;
    uint32_t moves = session->move_count;
    bool was_ended = session->is_ended;
    enum verdict verdict = session_apply(session, &life->event);
    const struct sim_action *action =
        record->tag == 0 ? NULL : &life->actions[record->tag - 1];
    if (life->event.type == EVENT_MOVED && verdict == VERDICT_OK) {
        sim_hold(world, life->event.moved.after == moves,
                 "a move is applied after the moves it saw");
        check_move(life, session, before, action->press);
    } else if (!session->is_ended) {
        sim_hold(world, is_same_place(before, session->place),
                 "only a move moves");
    }
    sim_hold(world, session->is_ended || !was_ended, "ended is for good");
    sim_hold(world,
             !was_ended || verdict != VERDICT_OK
                 || life->event.type == EVENT_TICKED,
             "nothing fits a session that has ended");
    world->stale += verdict == VERDICT_STALE;
    check_digest(life, session);
    if (number == SIM_ROOM && action != NULL) {
        answer_phone(life, record, verdict);
    }
}

void
sim_fold(struct sim_life *life, int number, size_t count) {
    struct sim_reader *reader = &life->readers[number];
    while (count > 0 && reader->folded < reader->count) {
        fold_one(life, number, reader->queue[reader->folded++]);
        count--;
    }
}

static void
check_phones(const struct sim_life *life) {
    const struct session *session = life->readers[SIM_ROOM].copy.session;
    uint32_t answered[SIM_EXERCISE_MAX] = {0};
    for (uint32_t g = 0; g < SIM_GUEST_MAX; g++) {
        for (uint16_t e = 0; e < session->deck->exercise_count; e++) {
            const struct sim_cell *cell = &life->world->guests[g].cells[e];
            const struct ballot *ballot = sim_ballot(life, SIM_ROOM, g, e);
            sim_hold(life->world, (ballot != NULL) == cell->has_kept,
                     "the box holds what was kept and nothing else");
            if (ballot != NULL) {
                sim_hold(life->world,
                         sim_is_answer(ballot, &cell->kept)
                             && ballot->seq == cell->kept_seq,
                         "the last answer that was kept is what counts");
                answered[e] += ballot->size > 0;
            }
        }
    }
    for (uint16_t e = 0; e < session->deck->exercise_count; e++) {
        sim_hold(life->world, session->boxes[e].answered == answered[e],
                 "answered are those who did not take it back");
        sim_hold(life->world, answered[e] <= session->guest_count,
                 "no more answer than ever joined");
    }
}

// Votes of a choice with one pick are as many as those who answered.
static void
check_votes(const struct sim_life *life, const struct session *session) {
    for (uint16_t e = 0; e < session->deck->exercise_count; e++) {
        const struct exercise *exercise = &session->deck->exercises[e];
        if (strcmp(exercise->kind, "choice") != 0 || exercise->pick != 1) {
            continue;
        }
        struct choice_tally tally;
        uint32_t votes = 0;
        choice_tally(exercise, &session->boxes[e], &tally);
        for (int i = 0; i < exercise->item_count; i++) {
            votes += tally.votes[i];
        }
        sim_hold(life->world,
                 votes == session->boxes[e].answered && tally.voters == votes,
                 "the votes of a single choice are the answers");
    }
}

void
sim_check(struct sim_life *life) {
    for (int i = 0; i < 2; i++) {
        play_check(life->readers[i].copy.session);
        check_votes(life, life->readers[i].copy.session);
    }
    check_phones(life);
}
