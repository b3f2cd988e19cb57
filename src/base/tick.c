// The system's clocks, each read in one place.
#include "base/tick.h"

#include "base/check.h"
#include <sys/timex.h>
#include <time.h>

static struct timespec
clock_read(clockid_t clock) {
    struct timespec now;
    int result = clock_gettime(clock, &now);
    CHECK(result == 0);
    return now;
}

tick
tick_now(void) {
    struct timespec now = clock_read(CLOCK_BOOTTIME);
    return (tick) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
tick_now_us(void) {
    struct timespec now = clock_read(CLOCK_MONOTONIC);
    return (int64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t
wall_now_ms(bool *out_trusted) {
    if (out_trusted) {
        struct timex state = {.modes = 0};
        int result = adjtimex(&state);
        *out_trusted = result >= 0 && result != TIME_ERROR
                       && (state.status & STA_UNSYNC) == 0;
    }
    struct timespec now = clock_read(CLOCK_REALTIME);
    return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
