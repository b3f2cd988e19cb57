#pragma once

// The files of the chimes: where they are and what is in them. Any thread.
#include <stdint.h>

#include "stage/sound.h"

struct samples {
    int16_t *values; // owned, by SDL
    size_t count;
};

// Fills all but CHIME_NONE. False: *reason (static) says what is wrong, and
// nothing is kept. Freed by samples_finish.
bool samples_load(struct samples out[CHIME_COUNT], const char *folder,
                  const char **reason);
void samples_finish(struct samples chimes[CHIME_COUNT]); // zeroed is fine
