#pragma once

// The room without its sockets: a request goes in and an answer comes out, at
// once or later. It keeps its own copy of the session, which it changes only
// by what comes back from the journal. One thread. Time is handed in.
//
// A request that cannot be answered yet is parked: room_core_in returns false
// and the request stays linked here until on_ready says that room_core_answer
// will fill it, or until room_core_drop.
#include "base/inbox.h"
#include "journal/journal.h"
#include "room/limits.h"
#include "room/pages.h"
#include "room/rate.h"
#include "room/refusal.h"
#include "session/kind.h"
#include "session/session.h"

#define TOKEN_SIZE 16
#define TOKEN_TEXT_SIZE 33 // with the final zero

// One reading of the clocks, used for a whole turn of the loop.
struct moment {
    tick real_ms;
    tick session_ms;
    int64_t utc_ms;
    bool is_clock_trusted; // asked once a second
};

enum room_method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_OTHER,
};

struct answer_page {
    uint16_t status;
    uint32_t retry_after_s; // 0: not said
    const char *type;       // NULL: no body
    char *bytes;            // owned, or NULL
    size_t size;
    const struct page *page; // borrowed: a page instead of bytes
    const char *allow;       // for 405
    const char *download;    // a file's name: offer it to be kept
};

enum wait_state {
    WAIT_NONE,
    WAIT_GUEST_POLL, // parked
    WAIT_HOST_POLL,  // parked
    WAIT_RECORD,     // parked
    WAIT_STATE,      // a guest's state is to be written by room_core_answer
    WAIT_HOST_STATE, // a host's
    WAIT_ANSWERED,   // answer is filled
};

struct request {
    // What came in. Borrowed until room_core_in returns.
    enum room_method method;
    bool has_since, has_token;
    uint64_t since;
    uint8_t token[TOKEN_SIZE];
    const char *path; // without the query
    const char *body;
    size_t body_size;
    const char *if_none_match; // or NULL
    struct peer_address from;
    // The core's own.
    enum wait_state wait;
    struct request *next, *previous;
    tick parked_at_ms;
    uint32_t guest; // or the host's number
    uint32_t slot;  // of its proposal
    // What goes out.
    struct answer_page answer;
};

// What the core needs of the world.
struct room_world {
    void *data;
    bool (*propose)(void *data, const struct record *record);
    void (*on_ready)(void *data, struct request *request);
};

struct room_core_options {
    const struct deck *deck;
    struct session *session; // taken
    struct journal_session about;
    const uint8_t *secret; // 32 bytes, or NULL
    const char *pin;
    const char *theme; // borrowed; NULL: "dark"
    uint32_t guest_max;
    uint8_t reader;
    double speed;
    uint64_t first_version; // 0: random
    struct room_limits limits;
    struct room_world world;
    struct page *guest_page, *host_page, *kinds_file; // borrowed
};

struct room_core; // core_inside.h

// NULL: no memory; the session is destroyed.
struct room_core *room_core_create(const struct room_core_options *options);
void room_core_destroy(struct room_core *core); // NULL is fine

// True: request->answer is filled. False: parked.
bool room_core_in(struct room_core *core, struct request *request,
                  const struct moment *now);
// After on_ready: fills request->answer.
void room_core_answer(struct room_core *core, struct request *request,
                      const struct moment *now);
// The connection is gone. Fine for any request that was zeroed at first.
void room_core_drop(struct room_core *core, struct request *request);
void answer_finish(struct answer_page *answer); // releases its bytes

// A record from the journal's feed.
void room_core_take(struct room_core *core, const struct record *record,
                    const struct moment *now);
// Tells who is to be told, ends polls that are too old. Call it after every
// turn and at the time that room_core_next says.
void room_core_tick(struct room_core *core, const struct moment *now);
// Milliseconds until the next tick is needed, at most 1,000.
int room_core_next_ms(const struct room_core *core, const struct moment *now);
void room_core_set_address(struct room_core *core, const char *address,
                           const char *url);
void room_core_set_broken(struct room_core *core);

// What the loop around it has to know.
struct room_core_load {
    uint32_t connected; // guests
    uint32_t polling;   // of these, with a parked poll
    uint32_t proposed;  // on the way to the disk and back
    bool is_broken;
};
struct room_core_load room_core_load(const struct room_core *core);

// Answers what is parked; proposals under way are waited for until
// room_core_refuse_pending.
void room_core_stop(struct room_core *core);
void room_core_refuse_pending(struct room_core *core);
