#pragma once

// The shift: an exercise that was asked again, beside the first time, for the
// guests who answered both. Each side is a ballot box like any other, so every
// kind's tally works on it. Pure; any thread.
#include "session/session.h"

struct shift {
    // ballots[i] of the two are one guest's; only tallies may read them (they
    // have no index), with the host's edits. The arrays are owned, the answers
    // are the session's.
    struct ballot_box before, after;
    uint32_t pairs;
};

// For an exercise with `again`. False: it has none, or there is no memory;
// then *out is empty.
bool shift_init(struct shift *out, const struct session *session,
                uint16_t exercise);
void shift_finish(struct shift *shift); // NULL and zeroed are fine
