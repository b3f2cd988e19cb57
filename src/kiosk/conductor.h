#pragma once

// The conductor: says what should happen by itself now (the close at the end
// of a vote, a tick for the journal, the next step on autopilot). Pure: time
// comes in, an intent comes out. Main thread.
#include "session/session.h"

// A tick is journalled this often while a clock runs, so that after a power
// cut the session comes back with the time left: within 5 s, of which a slow
// disk and the start have the last.
#define CONDUCTOR_TICK_MS 4000
// The same in real time, for sessions that run fast.
#define CONDUCTOR_TICK_REAL_MS 1000

struct conductor {
    bool is_autopilot;
    double speed;
    uint32_t proposed_after; // the move count that was last acted upon
    bool has_proposed;
    tick proposed_real_ms;
    tick ticked_ms, ticked_real_ms; // the last tick, session and real time
    tick guests_since_ms;           // session time of the first guest
    bool has_guests;
    tick closed_since_ms; // session time when the open vote was seen closed
    uint32_t closed_after;
};

void conductor_init(struct conductor *conductor, bool is_autopilot,
                    double speed);

// What to propose now, if anything. now_ms is session time, real_ms tick_now.
bool conductor_step(struct conductor *conductor, const struct session *session,
                    tick now_ms, tick real_ms, struct intent *out);

// Real milliseconds until conductor_step may have something new; -1: never
// by itself.
tick conductor_wait_ms(const struct conductor *conductor,
                       const struct session *session, tick now_ms);
