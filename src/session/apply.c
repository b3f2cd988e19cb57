// What happened: an event from the journal changes the session. Total: an
// event that no longer fits changes nothing but a count, so a journal that was
// once accepted replays for ever.
#include "base/check.h"
#include "session/edits.h"
#include "session/groups.h"
#include "session/handover.h"
#include "session/kind.h"
#include "session/session.h"
#include "session/table.h"
#include "session/wall.h"
#include <string.h>

static enum verdict
apply_joined(struct session *session, const struct event *event) {
    if (session->guest_count >= SESSION_GUEST_MAX) {
        return VERDICT_FULL;
    }
    if (session_find_guest(session, event->joined.token_hash) != GUEST_NOBODY) {
        return VERDICT_STALE;
    }
    size_t name_size = strlen(event->joined.name) + 1;
    char *name = arena_take(&session->arena, name_size);
    if (name == NULL) {
        return VERDICT_FULL;
    }
    memcpy(name, event->joined.name, name_size);
    uint32_t number = session->guest_count++;
    struct guest *guest = &session->guests[number];
    memcpy(guest->token_hash, event->joined.token_hash, TOKEN_HASH_SIZE);
    text_copy(guest->words, sizeof guest->words, event->joined.words);
    text_copy(guest->lang, sizeof guest->lang, event->joined.lang);
    guest->name = name;
    uint32_t slot = session_slot(guest->token_hash);
    while (session->guest_index[slot] != 0) {
        slot = (slot + 1) % SESSION_INDEX_SIZE;
    }
    session->guest_index[slot] = number + 1;
    session->joined++;
    groups_join(session, number);
    return VERDICT_OK;
}

static enum verdict
apply_removed(struct session *session, const struct event *event) {
    uint32_t number = event->removed.guest;
    if (number >= session->guest_count || session->guests[number].is_removed) {
        return VERDICT_UNKNOWN;
    }
    session->guests[number].is_removed = true;
    session->guests[number].removed_move = session->move_count;
    CHECK(session->joined > 0);
    session->joined--;
    groups_leave(session, number);
    return VERDICT_OK;
}

// The ballot filed under this key, made when it is the first. NULL: no room.
static struct ballot *
ballot_slot(struct session *session, struct ballot_box *box,
            const struct event *event) {
    if (box->ballots == NULL) {
        box->ballots = arena_take(&session->arena,
                                  SESSION_GUEST_MAX * sizeof *box->ballots);
        box->index = arena_take(&session->arena,
                                SESSION_INDEX_SIZE * sizeof *box->index);
        if (box->ballots == NULL || box->index == NULL) {
            box->ballots = NULL;
            return NULL;
        }
    }
    uint32_t slot = session_slot(event->ballot.key);
    while (box->index[slot] != 0) {
        struct ballot *ballot = &box->ballots[box->index[slot] - 1];
        if (memcmp(ballot->key, event->ballot.key, BALLOT_KEY_SIZE) == 0) {
            return ballot;
        }
        slot = (slot + 1) % SESSION_INDEX_SIZE;
    }
    if (box->count >= SESSION_GUEST_MAX) {
        return NULL;
    }
    struct ballot *ballot = &box->ballots[box->count++];
    box->index[slot] = box->count;
    memcpy(ballot->key, event->ballot.key, BALLOT_KEY_SIZE);
    return ballot;
}

// Memory for an answer of this size, the old one's where it is large enough.
static bool
ballot_make_room(struct session *session, struct ballot *ballot,
                 uint16_t size) {
    if (size <= ballot->room) {
        return true;
    }
    uint32_t room = ((uint32_t) size + 15u) & ~15u;
    if (ballot->room > 0 && room < 2u * ballot->room) {
        room = 2u * ballot->room; // growth is bounded by doubling
    }
    room = room > ANSWER_MAX ? ANSWER_MAX : room;
    uint8_t *bytes = arena_take(&session->arena, room);
    if (bytes == NULL) {
        return false;
    }
    ballot->bytes = bytes;
    ballot->room = (uint16_t) room;
    return true;
}

static enum verdict
apply_ballot(struct session *session, const struct event *event) {
    if (event->ballot.exercise >= session->deck->exercise_count) {
        return VERDICT_NOT_OPEN;
    }
    if (event->ballot.guest != GUEST_NOBODY
        && event->ballot.guest >= session->guest_count) {
        return VERDICT_UNKNOWN;
    }
    uint16_t exercise = event->ballot.exercise;
    uint8_t round = event->ballot.round;
    if (round < 1 || round > session->exercises[exercise].round_count) {
        return VERDICT_NOT_OPEN;
    }
    struct ballot_box *box = session_box(session, exercise, round);
    if (session->place.exercise != event->ballot.exercise
        || !session_is_open(session, event->t_ms)
        || session_phase(session)->round != round) {
        box->late++;
        return VERDICT_CLOSED;
    }
    struct ballot *ballot = ballot_slot(session, box, event);
    const struct answer *answer = &event->ballot.answer;
    if (ballot == NULL || !ballot_make_room(session, ballot, answer->size)) {
        return VERDICT_FULL;
    }
    wall_spoil(box);
    box->answered += (answer->size > 0) - (ballot->size > 0);
    // The arena's memory is the session's own; only readers see it const.
    if (answer->size > 0) {
        memcpy((uint8_t *) ballot->bytes, answer->bytes, answer->size);
    }
    ballot->size = answer->size;
    ballot->round = event->ballot.round;
    ballot->guest = event->ballot.guest;
    ballot->seq = event->seq;
    ballot->left_ms = (uint32_t) session_left_ms(session, event->t_ms);
    memcpy(ballot->receipt, event->hash, sizeof ballot->receipt);
    CHECK(box->answered <= box->count);
    return VERDICT_OK;
}

static bool
is_place(const struct session *session, struct place place) {
    int count = session->deck->exercise_count;
    if (place.exercise == -1 || place.exercise == count) {
        return place.phase == 0;
    }
    return place.exercise >= 0 && place.exercise < count
           && place.phase
                  < session->deck->exercises[place.exercise].phase_count;
}

// What a new place brings with it: items out of an earlier result, and groups.
// Without memory for them they are not there, and the session goes on.
static void
begin_place(struct session *session, const struct event *event) {
    if (session_exercise(session) == NULL) {
        return;
    }
    uint16_t number = (uint16_t) session->place.exercise;
    (void) handover_take(session, number);
    if (groups_are_due(session)) {
        (void) groups_draw(session, event->hash);
    } else {
        groups_keep_up(session);
    }
    if (kind_of(&session->exercises[number])->is_written) {
        walls_keep(session, number);
    }
}

static enum verdict
apply_grouped(struct session *session, const struct event *event) {
    if (event->phase.after != session->move_count
        || session_group_count(session) == 0) {
        return VERDICT_STALE;
    }
    return groups_draw(session, event->hash) ? VERDICT_OK : VERDICT_FULL;
}

// What the place that is left has taken so far.
static void
leave_place(struct session *session, tick now_ms) {
    if (session_exercise(session) != NULL) {
        uint16_t number = (uint16_t) session->place.exercise;
        session->spent_ms[number] = session_spent_ms(session, number, now_ms);
    }
    session->phase_began_ms = now_ms;
}

static enum verdict
apply_moved(struct session *session, const struct event *event) {
    if (event->moved.after != session->move_count) {
        return VERDICT_STALE;
    }
    if (!is_place(session, event->moved.to)) {
        return VERDICT_NOT_ALLOWED;
    }
    leave_place(session, event->t_ms);
    session->place = event->moved.to;
    const struct phase *phase = session_phase(session);
    session->left_ms = phase == NULL ? 0 : phase->length_ms;
    session->since_ms = event->t_ms;
    session->is_paused = false;
    session->is_closed = false;
    session->overlay = OVERLAY_NONE;
    session->move_count++;
    session->phase_move = session->move_count;
    session->phase_guests = session->guest_count;
    begin_place(session, event);
    return VERDICT_OK;
}

static void
set_left(struct session *session, tick left_ms, tick now_ms) {
    session->left_ms = left_ms > 0 ? left_ms : 0;
    session->since_ms = now_ms;
}

static enum verdict
apply_more(struct session *session, const struct event *event) {
    tick left = session_left_ms(session, event->t_ms) + event->phase.delta_ms;
    set_left(session, left, event->t_ms);
    if (session->is_closed && left > 0) {
        session->is_closed = false; // a minute more after the bell
        session->move_count++;
    }
    return VERDICT_OK;
}

static enum verdict
apply_phase(struct session *session, const struct event *event) {
    const struct phase *phase = session_phase(session);
    if (event->phase.after != session->move_count || phase == NULL) {
        return VERDICT_STALE;
    }
    tick left = session_left_ms(session, event->t_ms);
    switch (event->type) {
        case EVENT_CLOSED:
            if (!phase->is_open || session->is_closed) {
                return VERDICT_NOT_ALLOWED;
            }
            session->is_closed = true;
            session->is_paused = false;
            set_left(session, 0, event->t_ms);
            session->move_count++;
            return VERDICT_OK;
        case EVENT_PAUSED:
            set_left(session, left, event->t_ms);
            session->is_paused = true;
            return VERDICT_OK;
        case EVENT_RESUMED:
            set_left(session, left, event->t_ms);
            session->is_paused = false;
            return VERDICT_OK;
        default:
            return apply_more(session, event);
    }
}

static enum verdict
apply_ended(struct session *session, const struct event *event) {
    if (event->ended.has_after && event->ended.after != session->move_count) {
        return VERDICT_STALE;
    }
    leave_place(session, event->t_ms);
    session->is_ended = true;
    session->is_paused = false;
    session->overlay = OVERLAY_NONE;
    session->place.exercise = (int16_t) session->deck->exercise_count;
    session->place.phase = 0;
    session->left_ms = 0;
    session->move_count++;
    return VERDICT_OK;
}

static enum verdict
apply_edited(struct session *session, const struct event *event) {
    enum verdict verdict = edits_apply(session, event);
    if (verdict == VERDICT_OK) {
        walls_edit(session, event->edited.exercise);
    }
    return verdict;
}

static enum verdict
apply_type(struct session *session, const struct event *event) {
    switch (event->type) {
        case EVENT_OPENED:
            session->is_rehearsal = event->opened.is_rehearsal;
            return VERDICT_OK;
        case EVENT_JOINED:
            return apply_joined(session, event);
        case EVENT_REMOVED:
            return apply_removed(session, event);
        case EVENT_BALLOT:
            return apply_ballot(session, event);
        case EVENT_MOVED:
            return apply_moved(session, event);
        case EVENT_CLOSED:
        case EVENT_PAUSED:
        case EVENT_RESUMED:
        case EVENT_MORE:
            return apply_phase(session, event);
        case EVENT_OVERLAID:
            session->overlay = event->overlaid.show;
            return VERDICT_OK;
        case EVENT_ENDED:
            return apply_ended(session, event);
        case EVENT_EDITED:
            return apply_edited(session, event);
        case EVENT_GROUPED:
            return apply_grouped(session, event);
        default:
            return VERDICT_OK; // ticked: its time is what it says
    }
}

enum verdict
session_apply(struct session *session, const struct event *event) {
    if (session->is_ended && event->type != EVENT_TICKED) {
        session->seq = event->seq;
        memcpy(session->hash, event->hash, sizeof session->hash);
        session->ignored++;
        return VERDICT_CLOSED;
    }
    enum verdict verdict = apply_type(session, event);
    session->seq = event->seq;
    memcpy(session->hash, event->hash, sizeof session->hash);
    if (event->t_ms > session->now_ms) {
        session->now_ms = event->t_ms;
    }
    if (verdict != VERDICT_OK) {
        session->ignored++;
    } else if (event->type != EVENT_BALLOT && event->type != EVENT_TICKED
               && event->type != EVENT_JOINED) {
        session->shown_seq = event->seq;
    }
    return verdict;
}
