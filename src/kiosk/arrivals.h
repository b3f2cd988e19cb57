#pragma once

// Guests who arrive, as the lobby shows it: each pops up; where they come
// faster than that can be seen, those of the meantime pop up at once.
#include "base/tick.h"
#include <stdbool.h>
#include <stdint.h>

struct arrivals {
    tick began;       // tick_now of the present pop; 0: none yet
    uint32_t fresh;   // who pop up now
    uint32_t waiting; // who came since
};

void arrivals_take(struct arrivals *arrivals, uint32_t count, tick now);
// True: others pop up now.
bool arrivals_step(struct arrivals *arrivals, tick now);
