#pragma once

// Inside the simulator of test_sim.c: what the phones and the hosts know,
// which outlives every crash, and one life of the program between two crashes.
#include "base/inbox.h"
#include "journal/journal.h"
#include "kiosk/conductor.h"
#include "session/records.h"
#include "session_help.h"

#define SIM_GUEST_MAX 24
#define SIM_EXERCISE_MAX 6
#define SIM_SENT_MAX 4
#define SIM_ACTION_MAX 8192
#define SIM_ANSWER_MAX 400
#define SIM_ID_MAX 24

extern const char sim_deck[];

// A packed answer as a phone remembers it.
struct sim_answer {
    uint16_t size;
    uint8_t bytes[SIM_ANSWER_MAX];
};

// What one guest's phone knows of one exercise.
struct sim_cell {
    bool has_kept; // "kept" was answered
    struct sim_answer kept;
    uint64_t kept_seq;
    uint8_t sent_count; // sent, and not answered yet: oldest first
    struct {
        char id[SIM_ID_MAX];
        struct sim_answer answer;
    } sent[SIM_SENT_MAX];
};

struct sim_guest {
    uint8_t token_hash[TOKEN_HASH_SIZE];
    bool is_removed; // the host was told so
    struct sim_cell cells[SIM_EXERCISE_MAX];
};

// In memory shared between the lives.
struct sim_world {
    uint64_t seed;
    char dir[64];
    char session_id[JOURNAL_SESSION_ID_MAX];
    struct rng rng;
    uint32_t next_id;
    uint32_t life, step;
    struct sim_guest guests[SIM_GUEST_MAX];
    // How the last life ended.
    bool was_settled; // everything proposed had been answered
    uint64_t last_seq;
    uint8_t last_digest[32];
    bool had_clock;
    tick last_left_ms;
    bool is_ended;
    // What happened, over all seeds.
    uint64_t kept, late, repeated, stale, refused, crashes;
};

enum sim_action_type {
    SIM_JOIN,
    SIM_BALLOT,
    SIM_PRESS, // of a host, or the conductor
};

// Something that was proposed; a record's tag is its number + 1.
struct sim_action {
    enum sim_action_type type;
    enum intent_type press;
    uint32_t guest;
    uint16_t exercise;
    char id[SIM_ID_MAX];
    struct sim_answer answer;
};

// One of the two threads that fold the feed: the room, or main.
struct sim_reader {
    struct inbox *inbox;
    uint8_t index;
    struct session_copy copy;
    struct record **queue; // owned, each owned
    size_t count, folded, room;
    uint64_t proposed, answered, kept;
};

#define SIM_ROOM 0 // guests, and the host with the web page
#define SIM_MAIN 1 // the conductor, and the host at the keys
#define SIM_DIGESTS 4096

struct sim_life {
    struct sim_world *world;
    struct journal *journal;
    uint8_t secret[32];
    struct sim_reader readers[2];
    struct conductor conductor;
    struct sim_action *actions; // owned
    size_t action_count;
    uint64_t kept_count;
    tick now_ms;
    struct event event; // scratch
    struct text proposal;
    uint8_t digests[SIM_DIGESTS][32]; // by seq
    uint64_t digest_seq[SIM_DIGESTS];
};

// Ends the program with the seed when a promise is broken.
void sim_hold(const struct sim_world *world, bool is_kept, const char *promise);

// One life, until a crash or the end; never returns. Exit status 0: ended,
// SIM_CRASHED: to be gone on with, anything else: a promise is broken.
#define SIM_CRASHED 9
_Noreturn void sim_live(struct sim_world *world);

// sim_act.c: something that people do.
void sim_act(struct sim_life *life);
void sim_resend(struct sim_life *life); // what was sent before a crash
void sim_conduct(struct sim_life *life);
void sim_propose(struct sim_life *life, int reader,
                 const struct sim_action *action);

// sim_fold.c: records into sessions, and every promise.
void sim_fold(struct sim_life *life, int reader, size_t count);
void sim_check(struct sim_life *life);
const struct ballot *sim_ballot(const struct sim_life *life, int reader,
                                uint32_t guest, uint16_t exercise);
bool sim_is_answer(const struct ballot *ballot,
                   const struct sim_answer *answer);
