#pragma once

// A session out of the journal, and events into it. The calling thread's own.
#include "base/fault.h"
#include "journal/journal.h"
#include "session/session.h"

// A session read back from the journal, with its deck. Errors: *fault.
struct session_copy {
    struct journal_session about;
    struct deck *deck;       // owned
    struct session *session; // owned
    double speed;
};
bool session_read(struct journal *journal, const char *id,
                  struct session_copy *out, struct fault *fault);
void session_copy_finish(struct session_copy *copy); // NULL is fine

// Makes the record that proposes this event (fate, seq and hash are the
// journal's). `id` may be NULL. The record lives in `buffer`.
const struct record *session_propose(const struct event *event,
                                     const struct session *session,
                                     const char *id, uint64_t tag,
                                     uint8_t reader, struct text *buffer);

// The same for one who proposes many at once and has read the clock already:
// to ask whether it is trusted is a call of the system.
struct proposal_mark {
    const char *id; // or NULL
    uint64_t tag;
    int64_t at_utc_ms;
    bool is_clock_trusted;
    uint8_t reader;
};
const struct record *session_propose_at(const struct event *event,
                                        const struct session *session,
                                        const struct proposal_mark *mark,
                                        struct text *buffer);
