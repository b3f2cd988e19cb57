#pragma once

// The program's log: one line a message on standard error, for the person who
// looks after the machine. Any thread. Control characters are escaped, and
// after 200 lines in one second the rest are counted instead of written.

enum log_level {
    LOG_DEBUG,
    LOG_INFO,
    LOG_WARN,
    LOG_ERROR,
};

// Messages below this level are dropped. Default LOG_INFO.
void log_set_level(enum log_level level);

void log_write(enum log_level level, const char *area, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Each .c that logs says `#define LOG_AREA "room"` before this header's use.
#define log_debug(...) log_write(LOG_DEBUG, LOG_AREA, __VA_ARGS__)
#define log_info(...) log_write(LOG_INFO, LOG_AREA, __VA_ARGS__)
#define log_warn(...) log_write(LOG_WARN, LOG_AREA, __VA_ARGS__)
#define log_error(...) log_write(LOG_ERROR, LOG_AREA, __VA_ARGS__)
