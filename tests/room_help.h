#pragma once

// What the room's tests share: a desk is the core with a journal that is only
// an array, so that every turn is in the test's hand; a place is a whole room
// on a port of its own with a real journal, talked to through plain sockets.
#include "journal_help.h"
#include "room/inside.h"
#include "room/parts.h"
#include "session/session_clock.h"
#include <jansson.h>

extern const char help_deck_text[];
extern const uint8_t help_room_secret[32];

// What the desk's journal does with proposals.
enum help_disk {
    DISK_KEEPS,   // at once
    DISK_WAITS,   // until help_desk_commit
    DISK_IS_BUSY, // takes nothing
    DISK_BREAKS,  // answers refused
    DISK_IS_FULL, // answers no space
};

#define HELP_RECORD_MAX 4096
#define HELP_REQUEST_MAX 256

struct help_desk {
    struct deck *deck;
    struct room_core *core;
    struct page page;
    struct moment now;
    enum help_disk disk;
    uint8_t reader; // in whose name an outsider proposes
    struct record *waiting[HELP_RECORD_MAX]; // owned
    size_t waiting_count;
    struct record *kept[HELP_RECORD_MAX]; // owned
    size_t kept_count;
    struct request *ready[HELP_REQUEST_MAX];
    size_t ready_count;
};

struct help_reply {
    int status; // 0: parked
    uint32_t retry_after_s;
    char body[16384];
    char download[32];
    const struct page *page;
};

void help_desk_open(struct help_desk *desk);
void help_desk_open_with(struct help_desk *desk, uint32_t guest_max,
                         bool is_closed);
void help_desk_open_deck(struct help_desk *desk, const char *deck);
void help_desk_close(struct help_desk *desk);
// Sends a request and, unless the disk waits, all that follows from it. `token`
// may be NULL; `target` may carry ?since=N.
void help_send(struct help_desk *desk, const char *method, const char *target,
               const char *token, const char *body, struct help_reply *reply);
// The same, but the request stays in the caller's hands. False: parked.
bool help_begin_request(struct help_desk *desk, struct request *request,
                        const char *method, const char *target,
                        const char *token, const char *body);
// True when the request has become ready; fills the reply.
bool help_take(struct help_desk *desk, struct request *request,
               struct help_reply *reply);
void help_desk_commit(struct help_desk *desk);
// Somebody else's act, through the journal. Asserts that it is allowed.
void help_act(struct help_desk *desk, enum intent_type type);
// Until the exercise with this number (from 0) is open for votes.
void help_open_exercise(struct help_desk *desk, int exercise);
void help_join(struct help_desk *desk, char out_token[static 33]);
void help_login(struct help_desk *desk, char out_token[static 33]);
void help_pass(struct help_desk *desk, tick ms);

// A member of a JSON reply as text ("exercise.options.0"); asserts it is there.
const char *help_member(const char *json, const char *path, char out[256]);

// -- A place -----------------------------------------------------------------

struct help_place {
    struct help_dir dir;
    struct deck *deck;
    struct journal *journal;
    struct journal_session about;
    struct room *room;
    struct inbox *inbox; // a second reader: whoever runs the session
    uint8_t reader;
    uint64_t tag;
    struct session *session; // its copy
    struct session_clock clock;
};

void help_place_open(struct help_place *place,
                     const struct room_limits *limits);
void help_place_close(struct help_place *place);
// Takes what the second reader was told; the journal waits for who does not.
void help_place_follow(struct help_place *place);
void help_place_act(struct help_place *place, enum intent_type type);

// A connected socket to the room.
int help_connect(const struct help_place *place);
void help_write(int fd, const char *bytes, size_t size);
// Reads one whole answer (head and body). Its status; 0: the connection ended
// or nothing came in 10 s.
int help_read(int fd, char *out, size_t out_size);
// Asserts that the other side closes within 10 s.
void help_expect_end(int fd);
// One request on a connection; its status.
int help_ask(const struct help_place *place, int fd, const char *method,
             const char *target, const char *token, const char *body, char *out,
             size_t out_size);
void help_place_join(struct help_place *place, char out_token[static 33]);
