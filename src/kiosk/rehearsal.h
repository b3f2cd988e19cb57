#pragma once

// Rehearsal: simulated guests who join and answer through the real core and
// the real journal, so that a host can practise alone. Main thread.
#include "base/random.h"
#include "session/deal.h"
#include "session/session.h"

struct rehearsal {
    uint32_t count;  // wanted
    uint32_t joined; // proposed so far
    struct rng rng;
    uint8_t secret[32];
    struct deal deal;
    tick *answer_at; // owned: session time of each guest's answer, -1: done
    uint32_t planned_after; // the move count that answer_at is for
    bool is_planned;
    tick started_ms;
};

// False: no memory. `secret` is the session's.
bool rehearsal_init(struct rehearsal *rehearsal, uint32_t count,
                    const uint8_t secret[static 32], tick now_ms);
void rehearsal_finish(struct rehearsal *rehearsal); // zeroed is fine

// The next event that a simulated guest wants in the journal by now. False:
// none yet. `scratch` is the caller's; *out is ready to propose.
bool rehearsal_step(struct rehearsal *rehearsal, const struct session *session,
                    tick now_ms, struct event *out);

// Session milliseconds until the next one; -1: none is planned.
tick rehearsal_wait_ms(const struct rehearsal *rehearsal,
                       const struct session *session, tick now_ms);
