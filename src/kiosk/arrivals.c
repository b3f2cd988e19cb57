// Guests who arrive, in groups of those who pop up together.
#include "kiosk/arrivals.h"
#include "drawing/theme.h"

bool
arrivals_step(struct arrivals *arrivals, tick now) {
    if (arrivals->waiting == 0
        || (arrivals->began != 0
            && now - arrivals->began < motion_length(MOTION_IN))) {
        return false;
    }
    arrivals->began = now;
    arrivals->fresh = arrivals->waiting;
    arrivals->waiting = 0;
    return true;
}

void
arrivals_take(struct arrivals *arrivals, uint32_t count, tick now) {
    arrivals->waiting += count;
    (void) arrivals_step(arrivals, now);
}
