#pragma once

// Time as the program counts it: milliseconds that only go forward. Wall time
// is a label for people and never decides anything.
#include <stdbool.h>
#include <stdint.h>

typedef int64_t tick; // milliseconds

// Milliseconds of CLOCK_BOOTTIME (suspend counts). Any thread.
tick tick_now(void);

// Microseconds of CLOCK_MONOTONIC, for measuring. Any thread.
int64_t tick_now_us(void);

// Wall time, milliseconds since 1970 UTC, with whether the system says its
// clock is synchronised (adjtimex). Any thread.
int64_t wall_now_ms(bool *out_trusted);
