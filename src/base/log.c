// The only file with state of its own: what is written goes out line by line
// under one lock, and the lines of the running second are counted.
#include "base/log.h"

#include "base/tick.h"
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define LOG_LINE_MAX 1024
#define LOG_RATE_MAX 200 // lines a second

static atomic_int lowest_level = LOG_INFO;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static tick second_start_ms;
static unsigned second_line_count;
static unsigned suppressed_count;

void
log_set_level(enum log_level level) {
    atomic_store(&lowest_level, (int) level);
}

// Standard error may be gone; there is nobody left to tell.
static void
put_line(const char *line, size_t size) {
    ssize_t written = write(STDERR_FILENO, line, size);
    (void) written;
}

// True when this line may be written now. Called with the lock held.
static bool
count_line(void) {
    tick now = tick_now();
    if (second_line_count == 0 || now - second_start_ms >= 1000) {
        if (suppressed_count > 0) {
            char line[80];
            int size = snprintf(line, sizeof line,
                                "dent: warn: log: %u lines suppressed\n",
                                suppressed_count);
            put_line(line, (size_t) size);
        }
        second_start_ms = now;
        second_line_count = 0;
        suppressed_count = 0;
    }
    if (second_line_count >= LOG_RATE_MAX) {
        suppressed_count++;
        return false;
    }
    second_line_count++;
    return true;
}

// Copies with C0, DEL and C1 (in UTF-8: C2 80 … C2 9F) as \xNN, so that no
// text from outside can forge a line or speak to a terminal.
static size_t
escape(const char *in, char *out, size_t out_size) {
    size_t used = 0;
    const unsigned char *byte = (const unsigned char *) in;
    for (; *byte != '\0' && used + 5 < out_size; byte++) {
        bool is_c1 = byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] < 0xa0;
        if (is_c1) {
            byte++;
        }
        if (is_c1 || *byte < 0x20 || *byte == 0x7f) {
            used += (size_t) snprintf(out + used, out_size - used, "\\x%02x",
                                      *byte);
        } else {
            out[used++] = (char) *byte;
        }
    }
    return used;
}

void
log_write(enum log_level level, const char *area, const char *format, ...) {
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if ((int) level < atomic_load(&lowest_level)) {
        return;
    }
    char message[LOG_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);

    char line[2 * LOG_LINE_MAX];
    size_t used =
        (size_t) snprintf(line, 64, "dent: %s: %.32s: ", names[level], area);
    used += escape(message, line + used, sizeof line - used - 1);
    line[used++] = '\n';

    (void) pthread_mutex_lock(&lock);
    if (count_line()) {
        put_line(line, used);
    }
    (void) pthread_mutex_unlock(&lock);
}
