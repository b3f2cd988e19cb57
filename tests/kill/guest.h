#pragma once

// One simulated guest: votes in a closed loop, remembers what was answered
// "kept" and what was on its way, and after each restart looks whether the
// room remembers the same.
//
//   JOIN → LOOK (/mine) → RETRY (what was on its way) or AGAIN (now and then,
//   the last that was kept) → WAIT ⇄ VOTE
#include "base/random.h"
#include "kill/wire.h"

enum { EXERCISE_COUNT = 2 };

enum guest_step {
    GUEST_JOIN,
    GUEST_LOOK,
    GUEST_RETRY,
    GUEST_AGAIN,
    GUEST_WAIT,
    GUEST_VOTE,
};

struct vote {
    uint32_t number; // from 1; 0: none
    char receipt[16];
    int64_t seq;
};

struct guest {
    unsigned number; // from 1
    char token[40];  // "": not joined
    struct wire wire;
    enum guest_step step;
    tick wait_until;
    uint32_t numbered;
    struct vote kept[EXERCISE_COUNT];
    struct vote flying; // to the exercise that is open
    struct vote seen;   // what LOOK found for the one that is open
    bool is_checked;    // in this life of the program
    bool was_flying;    // at the last kill
};

// What the guests did and found, all together.
struct guest_counts {
    uint64_t kept, retried, flying_kept, flying_lost, again, slowed;
};

struct play {
    struct guest_counts counts;
    struct rng rng;
    int exercise;   // the one that is open
    bool is_voting; // else they rest once they are checked
    uint16_t port;
};

const char *guest_exercise_id(int exercise);
// The answer that this vote gives: a set of options, or the word's number.
uint32_t guest_answer(int exercise, uint32_t number);

void guest_begin_life(struct guest *guest, struct play *play);
void guest_end_life(struct guest *guest); // the program is dead
// Goes on as far as it can without waiting.
void guest_step(struct guest *guest, struct play *play);
// Nothing on its way, everything looked at.
bool guest_is_settled(const struct guest *guest);
