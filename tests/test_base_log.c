// The log: one line a message, escaped, and no more than 200 a second.
#include "base/log.h"
#include "base/random.h"
#include "base/tick.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define LOG_AREA "test"

// Standard error goes into a temporary file until release is called.
struct capture {
    FILE *file;
    int saved;
};

static struct capture
capture_begin(void) {
    struct capture capture = {.file = tmpfile(), .saved = dup(STDERR_FILENO)};
    assert_non_null(capture.file);
    assert_true(dup2(fileno(capture.file), STDERR_FILENO) >= 0);
    return capture;
}

static size_t
capture_end(struct capture *capture, char *out, size_t out_size) {
    assert_true(dup2(capture->saved, STDERR_FILENO) >= 0);
    (void) close(capture->saved);
    rewind(capture->file);
    size_t size = fread(out, 1, out_size - 1, capture->file);
    out[size] = '\0';
    (void) fclose(capture->file);
    return size;
}

static void
a_message_is_one_line_without_controls(void **state) {
    (void) state;
    char out[4096];
    struct capture capture = capture_begin();
    log_warn("name %s", "a\nb\x1b[31m\x7f\xc2\x9b\xc3\xa9");
    log_debug("not at this level");
    (void) capture_end(&capture, out, sizeof out);
    assert_string_equal(
        out, "dent: warn: test: name a\\x0ab\\x1b[31m\\x7f\\x9b\xc3\xa9\n");
}

static void
a_long_message_is_cut_and_ends_its_line(void **state) {
    (void) state;
    char message[5000];
    memset(message, '\x01', sizeof message);
    message[sizeof message - 1] = '\0';
    char out[8192];
    struct capture capture = capture_begin();
    log_error("%s", message);
    size_t size = capture_end(&capture, out, sizeof out);
    assert_in_range(size, 1000, 4096);
    assert_ptr_equal(strchr(out, '\n'), out + size - 1);
}

static void
a_flood_is_counted_instead_of_written(void **state) {
    (void) state;
    static char out[65536];
    struct capture capture = capture_begin();
    // However slow the machine is, each second passes at most 200.
    tick begin = tick_now();
    for (int i = 0; i < 1000; i++) {
        log_info("line %d", i);
    }
    tick seconds = (tick_now() - begin) / 1000 + 2;
    size_t size = capture_end(&capture, out, sizeof out);
    int line_count = 0;
    for (size_t i = 0; i < size; i++) {
        line_count += out[i] == '\n';
    }
    assert_in_range(line_count, 1, 201 * seconds);
    assert_true(line_count < 1000);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_one_line_without_controls),
        cmocka_unit_test(a_long_message_is_cut_and_ends_its_line),
        cmocka_unit_test(a_flood_is_counted_instead_of_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
