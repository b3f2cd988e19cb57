// Real time into session time.
#include "session/session_clock.h"

tick
session_clock_now(const struct session_clock *clock) {
    double passed = (double) (tick_now() - clock->started_at) * clock->speed;
    return clock->base_ms + (tick) passed;
}
