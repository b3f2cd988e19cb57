#pragma once

// The clock of a session. Any thread.
#include "base/tick.h"

// Session time from real time: set once, then read by any thread.
struct session_clock {
    tick base_ms;    // session time at `started`
    tick started_at; // tick_now()
    double speed;    // 1: as real
};
tick session_clock_now(const struct session_clock *clock);
