// What was chosen on the set-up screen: its file, whole or broken, and keys.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/random.h"
#include "kiosk/look.h"
#include "scene/scene.h"

static char dir[64];
static char path[96];

static int
start(void **state) {
    (void) state;
    snprintf(dir, sizeof dir, "/tmp/dent-look-XXXXXX");
    if (mkdtemp(dir) == NULL) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/" LOOK_FILE, dir);
    return 0;
}

static int
finish(void **state) {
    (void) state;
    char made[128];
    snprintf(made, sizeof made, "%s.new", path);
    (void) unlink(made);
    (void) rmdir(made);
    (void) unlink(path);
    (void) rmdir(path);
    return rmdir(dir);
}

static void
put(const char *text, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void
what_is_kept_is_there_the_next_time(void **state) {
    (void) state;
    struct fault fault = {0};
    for (unsigned i = 0; i < SCENE_ROOM_COUNT; i++) {
        for (int k = 0; k < THEME_COUNT; k++) {
            struct look kept = {(enum theme_name) k, scene_room(i)->scale};
            struct look read = {THEME_DARK, 1};
            assert_true(look_write(dir, &kept, &fault));
            assert_true(look_read(dir, &read, &fault));
            assert_int_equal(read.theme, k);
            assert_true(read.room_scale == scene_room(i)->scale);
        }
    }
    char made[128];
    snprintf(made, sizeof made, "%s.new", path);
    assert_int_not_equal(access(made, F_OK), 0);
}

static void
without_a_file_all_is_as_it_was(void **state) {
    (void) state;
    struct fault fault = {0};
    struct look look = {THEME_BRIGHT, 1.33f};
    assert_true(look_read(dir, &look, &fault));
    assert_true(look_read("/nowhere/at/all", &look, &fault));
    assert_int_equal(look.theme, THEME_BRIGHT);
    assert_true(look.room_scale == 1.33f);
    put("room near\n", 10); // the other is not said
    assert_true(look_read(dir, &look, &fault));
    assert_int_equal(look.theme, THEME_BRIGHT);
    assert_true(look.room_scale == 0.75f);
}

static void
a_broken_file_is_told_and_not_used(void **state) {
    (void) state;
    static char large[LOOK_FILE_MAX + 1];
    memset(large, '\n', sizeof large);
    static const struct {
        const char *text;
        size_t size; // 0: to its end
    } rows[] = {
        {"theme bright\nroom huge\n", 0},
        {"theme bright\nroom far", 0}, // cut off
        {"theme bright\nroom farther", 0},
        {"theme bright\nroom farx", 0},
        {"theme bright\n\0room far\n", 23},
        {"theme bright\nmargin 5\n", 0},
        {"theme  bright\n", 0},
        {"room far\r\n", 0},
        {"{\"theme\": \"bright\"}\n", 0},
        {"\xff\xfe", 0},
        {large, sizeof large},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fault fault = {0};
        struct look look = {THEME_DARK, 1};
        put(rows[i].text,
            rows[i].size > 0 ? rows[i].size : strlen(rows[i].text));
        assert_false(look_read(dir, &look, &fault));
        assert_non_null(strstr(fault.text, "not in order"));
        assert_non_null(strstr(fault.text, path));
        assert_int_equal(look.theme, THEME_DARK); // not even its first line
        assert_true(look.room_scale == 1);
    }
}

static void
what_is_no_file_is_told(void **state) {
    (void) state;
    struct fault fault = {0};
    struct look look = {THEME_DARK, 1};
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(look_read(dir, &look, &fault));
    assert_non_null(strstr(fault.text, "cannot be read"));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0); // nobody ever writes into it
    assert_false(look_read(dir, &look, &fault));
}

static void
a_choice_that_cannot_be_kept_leaves_the_one_before(void **state) {
    (void) state;
    struct fault fault = {0};
    struct look kept = {THEME_BRIGHT, 1.33f}, other = {THEME_CONTRAST, 0.75f};
    char made[128];
    assert_true(look_write(dir, &kept, &fault));
    snprintf(made, sizeof made, "%s.new", path);
    assert_int_equal(mkdir(made, 0700), 0);
    assert_false(look_write(dir, &other, &fault));
    assert_non_null(strstr(fault.text, "cannot be kept"));
    assert_true(look_read(dir, &other, &fault));
    assert_int_equal(other.theme, THEME_BRIGHT);
}

static enum look_answer
press(struct look *look, enum stage_key key, char character) {
    struct stage_input input = {
        .kind = STAGE_INPUT_KEY, .key = key, .character = (uint32_t) character};
    return look_press(look, &input);
}

static void
keys_choose_and_stop_at_the_ends(void **state) {
    (void) state;
    struct look look = {THEME_DARK, 1};
    assert_int_equal(press(&look, STAGE_KEY_CHARACTER, '8'), LOOK_CHOOSING);
    assert_true(look.room_scale == 1.33f);
    assert_int_equal(press(&look, STAGE_KEY_RIGHT, 0), LOOK_CHOOSING);
    assert_true(look.room_scale == 1.33f);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(press(&look, STAGE_KEY_LEFT, 0), LOOK_CHOOSING);
    }
    assert_true(look.room_scale == 0.75f);
    assert_int_equal(press(&look, STAGE_KEY_CHARACTER, '3'), LOOK_CHOOSING);
    assert_int_equal(look.theme, THEME_CONTRAST);
    (void) press(&look, STAGE_KEY_DOWN, 0);
    assert_int_equal(look.theme, THEME_CONTRAST);
    (void) press(&look, STAGE_KEY_UP, 0);
    assert_int_equal(look.theme, THEME_BRIGHT);
    assert_int_equal(press(&look, STAGE_KEY_CHARACTER, '5'), LOOK_CHOOSING);
    assert_int_equal(press(&look, STAGE_KEY_CHARACTER, '0'), LOOK_CHOOSING);
    assert_int_equal(look.theme, THEME_BRIGHT);
    assert_true(look.room_scale == 0.75f);
    assert_int_equal(press(&look, STAGE_KEY_ENTER, 0), LOOK_KEEP);
    assert_int_equal(press(&look, STAGE_KEY_PAGE_DOWN, 0), LOOK_KEEP);
    assert_int_equal(press(&look, STAGE_KEY_ESCAPE, 0), LOOK_LEAVE);
    assert_int_equal(press(&look, STAGE_KEY_PAGE_UP, 0), LOOK_LEAVE);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, start, finish)

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_kept_is_there_the_next_time),
        IN_A_FOLDER(without_a_file_all_is_as_it_was),
        IN_A_FOLDER(a_broken_file_is_told_and_not_used),
        IN_A_FOLDER(what_is_no_file_is_told),
        IN_A_FOLDER(a_choice_that_cannot_be_kept_leaves_the_one_before),
        IN_A_FOLDER(keys_choose_and_stop_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
