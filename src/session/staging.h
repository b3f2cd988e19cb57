#pragma once

// A session made up to some place, with simulated guests who answered: for
// pictures without a room, and for tests. Goes through session_apply like a
// real one; the same arguments give the same session.
#include "base/random.h"
#include "session/kind.h"

struct staging {
    uint32_t guests; // who join
    uint32_t absent; // of those, who answer nothing
    uint64_t seed;
    int exercise;         // -1: lobby; exercise_count: the end
    int phase;            // of it
    bool is_phase_closed; // voting of that phase has been closed
    bool is_rehearsal;
    tick phase_ms; // how long the phase has been running
};

// Everybody but the absent has answered every exercise before this one, and
// this one as far as its vote has come: `phase_ms` of a vote's length gives
// the share of guests who have. NULL: no memory, or no such place.
struct session *staging_create(const struct deck *deck,
                               const struct staging *staging);

// A simulated guest's answer, always the same for a seed; ask->deal is the
// guest.
void staging_answer(const struct ask *ask, uint64_t seed, struct answer *out);
