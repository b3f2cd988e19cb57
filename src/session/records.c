// A session out of the journal, and events into it.
#include "session/records.h"
#include "base/log.h"
#include <stdlib.h>
#include <string.h>

#define LOG_AREA "session"

struct replay {
    struct session_copy *copy;
    struct event *event; // scratch
    struct fault *fault;
    bool has_failed;
};

// The first record brings the deck; everything else needs it.
static void
replay_opened(struct replay *replay, const struct record *record) {
    struct session_copy *copy = replay->copy;
    bool is_rehearsal = false;
    char *source = event_read_opened(record, &is_rehearsal, &copy->speed);
    struct deck_faults faults = {0};
    if (source != NULL) {
        copy->deck = deck_read(source, strlen(source), &faults);
    }
    if (copy->deck == NULL) {
        fault_set(replay->fault,
                  "The deck stored with session %s cannot be read: %s",
                  copy->about.id,
                  faults.count > 0 ? faults.items[0].text : "it is missing.");
        replay->has_failed = true;
    } else {
        copy->session = session_create(copy->deck);
        replay->has_failed = copy->session == NULL;
        if (replay->has_failed) {
            fault_set(replay->fault, "There is no memory for session %s.",
                      copy->about.id);
        }
    }
    deck_faults_finish(&faults);
    free(source);
}

static void
replay_record(void *data, const struct record *record) {
    struct replay *replay = data;
    if (replay->has_failed) {
        return;
    }
    if (replay->copy->session == NULL) {
        replay_opened(replay, record);
        if (replay->has_failed) {
            return;
        }
    }
    if (!event_read(record, replay->copy->session, replay->event)) {
        log_warn("record %llu of session %s has a form that this version "
                 "does not know; it is left out",
                 (unsigned long long) record->seq, replay->copy->about.id);
        return;
    }
    (void) session_apply(replay->copy->session, replay->event);
}

bool
session_read(struct journal *journal, const char *id, struct session_copy *out,
             struct fault *fault) {
    memset(out, 0, sizeof *out);
    out->speed = 1;
    if (!journal_find(journal, id, &out->about, fault)) {
        return false;
    }
    struct replay replay = {.copy = out, .fault = fault};
    replay.event = malloc(sizeof *replay.event);
    bool is_read =
        replay.event != NULL
        && journal_replay(journal, out->about.id, replay_record, &replay, fault)
        && !replay.has_failed;
    free(replay.event);
    if (is_read && out->session == NULL) {
        fault_set(fault, "Session %s holds nothing that can be read.",
                  out->about.id);
        is_read = false;
    }
    if (!is_read) {
        session_copy_finish(out);
    }
    return is_read;
}

void
session_copy_finish(struct session_copy *copy) {
    if (copy == NULL) {
        return;
    }
    session_destroy(copy->session);
    deck_destroy(copy->deck);
    copy->session = NULL;
    copy->deck = NULL;
}

const struct record *
session_propose(const struct event *event, const struct session *session,
                const char *id, uint64_t tag, uint8_t reader,
                struct text *buffer) {
    struct proposal_mark mark = {.id = id, .tag = tag, .reader = reader};
    mark.at_utc_ms = wall_now_ms(&mark.is_clock_trusted);
    return session_propose_at(event, session, &mark, buffer);
}

const struct record *
session_propose_at(const struct event *event, const struct session *session,
                   const struct proposal_mark *mark, struct text *buffer) {
    struct record head;
    memset(&head, 0, sizeof head);
    head.t_ms = event->t_ms;
    head.at_utc_ms = mark->at_utc_ms;
    head.clock_trusted = mark->is_clock_trusted;
    head.tag = mark->tag;
    head.reader = mark->reader;
    text_copy(head.kind, sizeof head.kind, event_type_text(event->type));
    text_copy(head.id, sizeof head.id, mark->id == NULL ? "" : mark->id);
    text_clear(buffer);
    text_add_bytes(buffer, (const char *) &head, offsetof(struct record, body));
    event_write_body(event, session, buffer);
    size_t body_size = buffer->size - offsetof(struct record, body);
    // A record is as long as its struct, which ends a little after its body
    // begins, with its body and a zero: all of that must be there to copy.
    const char end[sizeof(struct record) - offsetof(struct record, body) + 1] =
        {0};
    text_add_bytes(buffer, end, sizeof end);
    struct record *record = (struct record *) (void *) buffer->bytes;
    record->body_size = (uint32_t) body_size;
    return record;
}
