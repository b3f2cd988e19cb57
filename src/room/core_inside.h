#pragma once

// What the core holds: the guests' and hosts' places, what is on its way to the
// disk, who waits, and what they have been told. The room's thread only.
#include "room/core.h"
#include "room/words.h"
#include "session/deal.h"

// A guest's place in the room, beside the session's own record of it.
struct seat {
    struct request *poll;
    struct bucket posts;
    tick seen_at_ms;    // 0: never
    uint32_t key_box;   // of the deck's boxes, + 1, that `key` belongs to
    uint32_t key_voter; // the guest, or their group
    uint8_t key[BALLOT_KEY_SIZE];
};

struct host_page_seat {
    uint8_t token_hash[TOKEN_HASH_SIZE];
    struct request *poll;
    tick used_at_ms;
    bool is_used;
    char last_id[TOKEN_TEXT_SIZE]; // of its last command that was done
};

enum pending_type {
    PENDING_FREE,
    PENDING_JOIN,
    PENDING_BALLOT,
    PENDING_COMMAND,
};

// A proposal on its way to the disk and back.
struct pending {
    enum pending_type type;
    uint32_t generation;
    uint32_t next_free;
    uint32_t guest;
    uint32_t words; // of a join
    uint16_t exercise;
    uint8_t round;
    uint8_t token[TOKEN_SIZE]; // of a join
    char id[TOKEN_TEXT_SIZE];  // of a command
    struct request *request;   // NULL: its connection is gone
    struct event *event;       // owned: what was proposed, as far as it is used
};

struct request_list {
    struct request *first, *last;
    uint32_t count;
};

struct room_core {
    const struct deck *deck;
    struct session *session; // owned
    struct journal_session about;
    uint8_t secret[32];
    bool has_secret;
    struct deal deal; // of blind scores
    // The exercise as all guests see it alike, for as long as nothing changes.
    struct text exercise;
    uint64_t exercise_seq; // session->shown_seq that it is of; 0: none
    const char *theme;     // borrowed
    char pin[8];
    uint32_t guest_max;
    uint8_t reader;
    double speed;
    struct room_limits limits;
    struct room_world world;
    struct page *guest_page, *host_page, *kinds_file;

    struct seat *seats; // guest_max
    struct host_page_seat hosts[HOST_TOKEN_MAX];
    struct pending *pending; // PENDING_MAX
    uint32_t pending_free;   // slot + 1
    uint32_t pending_count, pending_joins;
    struct request_list guest_polls, host_polls;
    struct words_taken words;
    struct rate_table joins;
    struct {
        struct peer_address address;
        tick began_ms;
        uint32_t count;
    } logins[ADDRESS_MAX];
    tick login_hour_ms;
    uint32_t login_hour_count;

    // What has changed and who has been told.
    uint64_t version;       // the last number given
    uint64_t guest_version; // what phones see
    uint64_t host_version;  // what hosts see
    uint64_t step_version;  // when the present step began
    bool is_count_new_for_guests, is_count_new_for_hosts;
    tick guest_told_ms, host_told_ms, counted_ms;
    tick taken_ms;       // when the last record came
    struct moment asked; // when the present request was handed in
    bool is_broken, is_disk_full;
    bool is_stopping;
    uint32_t connected;
    char address[128], url[160];

    // States as text: what all share, and for which version.
    struct text shared, clock, scratch;
    uint64_t shared_version;
    uint64_t clock_version;
    tick clock_ms;
    // Scratch: an event is larger than a stack frame should be.
    struct event event, person;
    struct answer packed;
    struct text record;
};
