// Proposals on their way to the disk and back: what was asked is kept beside
// each, so that its answer can be written when the journal has spoken.
#include "base/check.h"
#include "room/parts.h"
#include "session/records.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static uint64_t
tag_of(const struct room_core *core, const struct pending *pending) {
    uint64_t slot = (uint64_t) (pending - core->pending) + 1;
    return (uint64_t) pending->generation << 32 | slot;
}

static struct pending *
find_pending(struct room_core *core, uint64_t tag) {
    uint32_t slot = (uint32_t) tag;
    if (slot == 0 || slot > PENDING_MAX) {
        return NULL;
    }
    struct pending *pending = &core->pending[slot - 1];
    bool is_same = pending->generation == (uint32_t) (tag >> 32);
    return is_same && pending->type != PENDING_FREE ? pending : NULL;
}

// What the record will say is known already, so that it need not be read again
// when it comes back. A ballot's answer is copied as far as it is used.
static void
keep_event(struct room_core *core, struct pending *pending) {
    const struct event *event = &core->event;
    size_t size = event->type == EVENT_BALLOT
                      ? offsetof(struct event, ballot.answer.bytes)
                            + event->ballot.answer.size
                      : sizeof *event;
    pending->event = event->type == EVENT_BALLOT ? malloc(size) : NULL;
    if (pending->event != NULL) {
        memcpy(pending->event, event, size);
    }
}

static bool
take_event(struct room_core *core, const struct record *record,
           const struct pending *pending) {
    if (pending == NULL || pending->event == NULL) {
        return event_read(record, core->session, &core->event);
    }
    const struct event *event = pending->event;
    memcpy(&core->event, event,
           offsetof(struct event, ballot.answer.bytes)
               + event->ballot.answer.size);
    core->event.seq = record->seq;
    core->event.t_ms = record->t_ms;
    memcpy(core->event.hash, record->hash, sizeof core->event.hash);
    return true;
}

static void
free_pending(struct room_core *core, struct pending *pending) {
    CHECK(core->pending_count > 0);
    free(pending->event);
    pending->event = NULL;
    core->pending_joins -= pending->type == PENDING_JOIN;
    core->pending_count--;
    sodium_memzero(pending->token, sizeof pending->token);
    pending->type = PENDING_FREE;
    pending->generation++;
    pending->request = NULL;
    pending->next_free = core->pending_free;
    core->pending_free = (uint32_t) (pending - core->pending) + 1;
}

struct pending *
room_propose(struct room_core *core, struct request *request,
             enum pending_type type, const char *id) {
    if (core->pending_free == 0 || core->is_broken || core->is_stopping) {
        answer_refuse_request(request, REFUSAL_NOT_KEPT);
        return NULL;
    }
    struct pending *pending = &core->pending[core->pending_free - 1];
    core->pending_free = pending->next_free;
    pending->type = type;
    pending->request = request;
    core->pending_count++;
    core->pending_joins += type == PENDING_JOIN;
    const struct proposal_mark mark = {
        .id = id,
        .tag = tag_of(core, pending),
        .reader = core->reader,
        .at_utc_ms = core->asked.utc_ms,
        .is_clock_trusted = core->asked.is_clock_trusted,
    };
    const struct record *record =
        session_propose_at(&core->event, core->session, &mark, &core->record);
    keep_event(core, pending);
    if (!core->world.propose(core->world.data, record)) {
        free_pending(core, pending);
        answer_refuse_request(request, REFUSAL_NOT_KEPT);
        return NULL;
    }
    request->wait = WAIT_RECORD;
    request->slot = (uint32_t) (pending - core->pending);
    return pending;
}

// What a kept event means for those who look on.
static void
note_change(struct room_core *core, const struct event *event, uint32_t moves,
            tick now_ms) {
    if (core->session->move_count != moves) {
        core->step_version = core->version + 1; // tell_all gives it
    }
    switch (event->type) {
        case EVENT_BALLOT:
        case EVENT_REMOVED:
            core->is_count_new_for_guests = true;
            core->is_count_new_for_hosts = true;
            break;
        case EVENT_JOINED: {
            uint32_t number;
            if (words_find(event->joined.words, &number)) {
                words_mark(&core->words, number);
            }
            core->is_count_new_for_guests = true;
            core->is_count_new_for_hosts = true;
            break;
        }
        case EVENT_TICKED:
            break;
        case EVENT_OVERLAID:
            room_tell_hosts(core, now_ms);
            break;
        default:
            room_tell_all(core, now_ms);
            break;
    }
    if (event->type == EVENT_ENDED) {
        core->has_secret = false;
        sodium_memzero(core->secret, sizeof core->secret);
        for (uint32_t i = 0; i < core->guest_max; i++) {
            core->seats[i].key_box = 0;
            memset(core->seats[i].key, 0, sizeof core->seats[i].key);
        }
    }
}

static void
end_removed(struct room_core *core, uint32_t guest) {
    struct request *poll =
        guest < core->guest_max ? core->seats[guest].poll : NULL;
    if (poll != NULL) {
        room_core_drop(core, poll);
        answer_refuse_request(poll, REFUSAL_UNKNOWN_GUEST);
        room_ready(core, poll);
    }
}

static enum verdict
apply_record(struct room_core *core, const struct record *record,
             const struct pending *pending, tick now_ms) {
    if (!take_event(core, record, pending)) {
        return VERDICT_NOT_ALLOWED; // a kind that this version does not know
    }
    if (record->seq <= core->session->seq) {
        return VERDICT_NOT_ALLOWED; // replayed already
    }
    uint32_t moves = core->session->move_count;
    enum verdict verdict = session_apply(core->session, &core->event);
    if (verdict == VERDICT_OK) {
        note_change(core, &core->event, moves, now_ms);
        if (core->event.type == EVENT_REMOVED) {
            end_removed(core, core->event.removed.guest);
        }
    }
    return verdict;
}

static void
finish_pending(struct room_core *core, struct pending *pending,
               const struct record *record, enum verdict verdict) {
    switch (pending->type) {
        case PENDING_JOIN:
            room_join_done(core, pending, record, verdict);
            break;
        case PENDING_BALLOT:
            room_ballot_done(core, pending, record, verdict);
            break;
        default:
            room_command_done(core, pending, record, verdict);
            break;
    }
    struct request *request = pending->request;
    free_pending(core, pending);
    if (request != NULL) {
        CHECK(request->wait == WAIT_ANSWERED);
        room_ready(core, request);
    }
}

static void
note_disk(struct room_core *core, enum record_fate fate, tick now_ms) {
    bool is_full = fate == RECORD_NO_SPACE;
    if (fate == RECORD_REFUSED) {
        room_core_set_broken(core);
    } else if (fate != RECORD_REPEATED && is_full != core->is_disk_full) {
        core->is_disk_full = is_full;
        room_tell_all(core, now_ms);
    }
}

void
room_core_take(struct room_core *core, const struct record *record,
               const struct moment *now) {
    enum verdict verdict = VERDICT_OK;
    core->taken_ms = now->real_ms;
    struct pending *pending =
        record->reader == core->reader ? find_pending(core, record->tag) : NULL;
    note_disk(core, record->fate, now->real_ms);
    if (record->fate == RECORD_KEPT) {
        verdict = apply_record(core, record, pending, now->real_ms);
    }
    if (pending != NULL) {
        finish_pending(core, pending, record, verdict);
    }
}

void
room_core_refuse_pending(struct room_core *core) {
    for (uint32_t i = 0; i < PENDING_MAX; i++) {
        struct pending *pending = &core->pending[i];
        if (pending->type == PENDING_FREE) {
            continue;
        }
        struct request *request = pending->request;
        free_pending(core, pending);
        if (request != NULL) {
            request->wait = WAIT_NONE;
            answer_refuse_request(request, REFUSAL_NOT_KEPT);
            room_ready(core, request);
        }
    }
}
