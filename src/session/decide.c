// What may happen: an intent against a session as it is. Nothing is changed
// here, and an event is written only when the answer is VERDICT_OK.
#include "base/check.h"
#include "session/edits.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/session.h"
#include <string.h>

static bool
is_stale(const struct session *session, const struct intent *intent) {
    return intent->after != AFTER_ANY && intent->after != session->move_count;
}

static enum verdict
decide_join(const struct session *session, const struct intent *intent,
            struct event *out) {
    if (session->is_ended) {
        return VERDICT_CLOSED;
    }
    if (session->guest_count >= SESSION_GUEST_MAX) {
        return VERDICT_FULL;
    }
    out->type = EVENT_JOINED;
    out->joined = intent->joined->joined;
    return VERDICT_OK;
}

static enum verdict
decide_remove(const struct session *session, const struct intent *intent,
              struct event *out) {
    if (session->is_ended) {
        return VERDICT_CLOSED;
    }
    if (intent->guest >= session->guest_count
        || session->guests[intent->guest].is_removed) {
        return VERDICT_UNKNOWN;
    }
    out->type = EVENT_REMOVED;
    out->removed.guest = intent->guest;
    return VERDICT_OK;
}

static enum verdict
decide_ballot(const struct session *session, const struct intent *intent,
              struct event *out) {
    if (intent->guest >= session->guest_count
        || session->guests[intent->guest].is_removed) {
        return VERDICT_UNKNOWN;
    }
    if (session->is_ended || session_is_end(session)) {
        return VERDICT_CLOSED;
    }
    int current = session->place.exercise;
    if (intent->exercise != current) {
        return intent->exercise < current ? VERDICT_CLOSED : VERDICT_NOT_OPEN;
    }
    const struct exercise *exercise = session_exercise(session);
    if (!session_has_items(session)) {
        return VERDICT_NOT_OPEN; // there is nothing to answer
    }
    if (!session_is_open(session, intent->t_ms)
        || session_phase(session)->round != intent->round) {
        for (unsigned i = session->place.phase + 1; i < exercise->phase_count;
             i++) {
            if (exercise->phases[i].round == intent->round) {
                return VERDICT_NOT_OPEN;
            }
        }
        return VERDICT_CLOSED;
    }
    if (session->arena.limit - session->arena.used < 2 * ANSWER_MAX) {
        return VERDICT_FULL;
    }
    out->type = EVENT_BALLOT;
    memcpy(out->ballot.key, intent->key, BALLOT_KEY_SIZE);
    out->ballot.exercise = intent->exercise;
    out->ballot.round = intent->round;
    out->ballot.guest = exercise->is_named ? intent->guest : GUEST_NOBODY;
    out->ballot.answer.size = intent->answer->size;
    memcpy(out->ballot.answer.bytes, intent->answer->bytes,
           intent->answer->size);
    return VERDICT_OK;
}

static void
write_move(const struct session *session, struct place to, struct event *out) {
    out->type = EVENT_MOVED;
    out->moved.after = session->move_count;
    out->moved.to = to;
}

// AFTER_ANY: the session ends wherever it stands by then.
static void
write_end(uint32_t after, struct event *out) {
    out->type = EVENT_ENDED;
    out->ended.has_after = after != AFTER_ANY;
    out->ended.after = out->ended.has_after ? after : 0;
}

static enum verdict
decide_next(const struct session *session, const struct intent *intent,
            struct event *out) {
    if (session_is_open(session, intent->t_ms)) { // first press: close
        out->type = EVENT_CLOSED;
        out->phase.after = session->move_count;
        return VERDICT_OK;
    }
    if (session_is_end(session)) { // the last press: the session is over
        write_end(session->move_count, out);
        return VERDICT_OK;
    }
    write_move(session, session_next_place(session), out);
    return VERDICT_OK;
}

static enum verdict
decide_back(const struct session *session, struct event *out) {
    struct place to = session->place;
    if (to.exercise < 0) {
        return VERDICT_NOT_ALLOWED;
    }
    if (to.phase > 0) {
        to.phase--;
    } else {
        to.exercise--;
        to.phase = to.exercise < 0
                       ? 0
                       : session->deck->exercises[to.exercise].phase_count - 1;
    }
    write_move(session, to, out);
    return VERDICT_OK;
}

static enum verdict
decide_reveal(const struct session *session, struct event *out) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        return VERDICT_NOT_ALLOWED;
    }
    for (unsigned i = session->place.phase + 1u; i < exercise->phase_count;
         i++) {
        if (exercise->phases[i].name == PHASE_REVEAL) {
            struct place to = {session->place.exercise, (uint8_t) i};
            write_move(session, to, out);
            return VERDICT_OK;
        }
    }
    return VERDICT_NOT_ALLOWED;
}

static enum verdict
decide_clock(const struct session *session, const struct intent *intent,
             struct event *out) {
    if (session_phase(session) == NULL) {
        return VERDICT_NOT_ALLOWED;
    }
    bool is_running = session_has_clock(session) && !session->is_paused;
    switch (intent->type) {
        case INTENT_CLOSE:
            if (!session_phase(session)->is_open || session->is_closed) {
                return VERDICT_NOT_ALLOWED;
            }
            out->type = EVENT_CLOSED;
            break;
        case INTENT_PAUSE:
            if (!is_running) {
                return VERDICT_NOT_ALLOWED;
            }
            out->type = EVENT_PAUSED;
            break;
        case INTENT_RESUME:
            if (!session->is_paused) {
                return VERDICT_NOT_ALLOWED;
            }
            out->type = EVENT_RESUMED;
            break;
        default:
            if (!session_has_clock(session)
                || intent->delta_ms > EVENT_MORE_MAX_MS
                || intent->delta_ms < -EVENT_MORE_MAX_MS) {
                return VERDICT_NOT_ALLOWED;
            }
            out->type = EVENT_MORE;
            out->phase.delta_ms = intent->delta_ms;
            break;
    }
    out->phase.after = session->move_count;
    return VERDICT_OK;
}

// Some group has answered: its answer would become another's.
static bool
has_group_ballots(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    const struct ballot_box *box = &session->boxes[exercise->first_box];
    uint32_t count = 0;
    for (unsigned i = 0; exercise->is_by_group && i < exercise->round_count;
         i++) {
        count += box[i].answered;
    }
    return count > 0;
}

static enum verdict
decide_group(const struct session *session, struct event *out) {
    if (session_group_count(session) == 0 || has_group_ballots(session)) {
        return VERDICT_NOT_ALLOWED;
    }
    out->type = EVENT_GROUPED;
    out->phase.after = session->move_count;
    return VERDICT_OK;
}

static enum verdict
decide_step(const struct session *session, const struct intent *intent,
            struct event *out) {
    if (is_stale(session, intent)) {
        return VERDICT_STALE;
    }
    switch (intent->type) {
        case INTENT_NEXT:
            return decide_next(session, intent, out);
        case INTENT_BACK:
            return decide_back(session, out);
        case INTENT_RESTART:
            if (session_phase(session) == NULL) {
                return VERDICT_NOT_ALLOWED;
            }
            write_move(session, session->place, out);
            return VERDICT_OK;
        case INTENT_REVEAL:
            return decide_reveal(session, out);
        case INTENT_GROUP:
            return decide_group(session, out);
        default:
            return decide_clock(session, intent, out);
    }
}

static enum verdict
decide_overlay(const struct session *session, const struct intent *intent,
               struct event *out) {
    if (session->is_ended) {
        return VERDICT_NOT_ALLOWED;
    }
    out->type = EVENT_OVERLAID;
    out->overlaid.show = intent->show;
    return VERDICT_OK;
}

// What guests wrote in the present exercise, or any earlier one.
static enum verdict
decide_edit(const struct session *session, const struct intent *intent,
            struct event *out) {
    const struct event *edited = intent->edited;
    if (session->is_ended) {
        return VERDICT_NOT_ALLOWED;
    }
    uint16_t exercise = edited->edited.exercise;
    if (exercise >= session->deck->exercise_count
        || !kind_of(&session->exercises[exercise])->is_written) {
        return VERDICT_UNKNOWN;
    }
    if (session_box(session, exercise, 1)->edit_count + EDIT_ID_MAX
        > EDIT_MAX) {
        return VERDICT_FULL;
    }
    out->type = EVENT_EDITED;
    out->edited = edited->edited;
    return VERDICT_OK;
}

static enum verdict
decide_end(const struct session *session, const struct intent *intent,
           struct event *out) {
    if (is_stale(session, intent)) {
        return VERDICT_STALE;
    }
    if (session->is_ended) {
        return VERDICT_NOT_ALLOWED;
    }
    write_end(intent->after, out);
    return VERDICT_OK;
}

static enum verdict
decide_type(const struct session *session, const struct intent *intent,
            struct event *out) {
    switch (intent->type) {
        case INTENT_JOIN:
            return decide_join(session, intent, out);
        case INTENT_REMOVE:
            return decide_remove(session, intent, out);
        case INTENT_BALLOT:
            return decide_ballot(session, intent, out);
        case INTENT_TICK:
            out->type = EVENT_TICKED;
            return VERDICT_OK;
        case INTENT_OVERLAY:
            return decide_overlay(session, intent, out);
        case INTENT_END:
            return decide_end(session, intent, out);
        case INTENT_EDIT:
            return decide_edit(session, intent, out);
        default:
            return session->is_ended ? VERDICT_NOT_ALLOWED
                                     : decide_step(session, intent, out);
    }
}

enum verdict
session_decide(const struct session *session, const struct intent *intent,
               struct event *out) {
    enum verdict verdict = decide_type(session, intent, out);
    if (verdict == VERDICT_OK) {
        out->seq = 0;
        out->t_ms = intent->t_ms;
        memset(out->hash, 0, sizeof out->hash);
    }
    return verdict;
}
