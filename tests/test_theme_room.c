// Every moment of every deck as the last row sees it: in each theme, at three
// sizes of screen and of room, in windows of any shape, with each margin. Texts
// and marks stand out from what is under them, nothing is too small, over
// something else, or where a television may hide it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing_look.h"
#include "scene_stage.h"

static struct fonts *fonts;

struct survey {
    int faults;
    unsigned pictures;
    struct look_count counts[THEME_COUNT];
};

struct shape {
    float width, height;
};

static void
count_faults(struct survey *look, struct room *room, const char *name) {
    char full[224];
    snprintf(full, sizeof full, "%s (%s, %.0fx%.0f, %.2f, margin %d)", name,
             room->view.theme->name, (double) room->view.width,
             (double) room->view.height, (double) room->view.room_scale,
             (int) room->view.margin);
    room_draw(room);
    look->pictures++;
    look->faults += room_count_faults(room, full);
}

// Statements as long as a deck may have them, under a question as long as it
// may be, have no room where the last row is far: the editor warns of both.
static bool
is_too_long_for_far(const struct room *room) {
    const struct exercise *exercise = session_exercise(room->session);
    return exercise && strcmp(room->session->deck->id, "long") == 0
           && strcmp(exercise->kind, "scale") == 0
           && room->view.room_scale > 1.1f;
}

static void
look_at_sizes(void *data, struct room *room, const char *name) {
    static const struct shape shapes[] = {
        {1280, 720}, {1920, 1080}, {3840, 2160}};
    static const float scales[] = {0.75f, 1.0f, 1.33f};
    struct survey *look = data;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        room->view.theme = theme_get((enum theme_name) theme);
        for (int i = 0; i < 9; i++) {
            room->view.width = shapes[i % 3].width;
            room->view.height = shapes[i % 3].height;
            room->view.room_scale = scales[i / 3];
            if (!is_too_long_for_far(room)) {
                count_faults(look, room, name);
            }
        }
    }
}

static void
every_scene_reads_in_every_theme_size_and_room(void **state) {
    (void) state;
    struct survey look = {0};
    stage_each(fonts, look_at_sizes, &look);
    print_message("%u pictures\n", look.pictures);
    assert_int_equal(look.faults, 0);
}

static void
look_at_contrast(void *data, struct room *room, const char *name) {
    struct survey *look = data;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        char full[192];
        room->view.theme = theme_get((enum theme_name) theme);
        snprintf(full, sizeof full, "%s (%s)", name, room->view.theme->name);
        room_draw(room);
        look->faults += look_contrast(&room->drawing, room->view.theme, full,
                                      &look->counts[theme]);
    }
}

static void
every_text_and_every_mark_stands_out_in_every_theme(void **state) {
    (void) state;
    struct survey look = {0};
    stage_each(fonts, look_at_contrast, &look);
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const struct look_count *count = &look.counts[theme];
        print_message("%s: %u texts at least %.1f, %.1f washed out; %u marks "
                      "at least %.1f, %.1f\n",
                      theme_get((enum theme_name) theme)->name, count->texts,
                      count->least_text, count->least_text_washed, count->marks,
                      count->least_mark, count->least_mark_washed);
        assert_true(count->texts > 1000 && count->marks > 1000);
    }
    assert_int_equal(look.faults, 0);
}

static void
look_at_shapes(void *data, struct room *room, const char *name) {
    static const struct shape shapes[] = {{1024, 768},  {1920, 1200},
                                          {2560, 1080}, {5120, 1440},
                                          {1080, 1920}, {768, 1024}};
    struct survey *look = data;
    for (int i = 0; i < 18; i++) {
        room->view.width = shapes[i % 6].width;
        room->view.height = shapes[i % 6].height;
        room->view.margin = (enum margin)(i / 6);
        count_faults(look, room, name);
    }
}

static void
every_scene_reads_in_windows_of_any_shape(void **state) {
    (void) state;
    struct survey look = {0};
    stage_each(fonts, look_at_shapes, &look);
    print_message("%u pictures\n", look.pictures);
    assert_int_equal(look.faults, 0);
}

// -- The checks themselves ----------------------------------------------------

static void
outside_and_small_are_found(void **state) {
    (void) state;
    struct deck_faults faults = {0};
    struct deck *deck =
        deck_read(room_deck_plain, strlen(room_deck_plain), &faults);
    assert_non_null(deck);
    struct staging plan = {.guests = 8, .exercise = 0};
    struct room room = stage_room(deck, &plan, fonts);
    room_draw(&room);
    assert_int_equal(room_count_faults(&room, "as it is"), 0);
    room.view.margin = MARGIN_NONE;
    room_draw(&room);
    assert_int_equal(room_count_faults(&room, "to the edge"), 0);
    room.view.margin = MARGIN_WHOLE;
    assert_true(room_count_faults(&room, "expected") > 0);
    room.view.room_scale = 0.75f;
    room_draw(&room);
    room.view.room_scale = 1.0f;
    assert_true(room_count_faults(&room, "expected") > 0);
    stage_finish(&room);
    deck_destroy(deck);
    deck_faults_finish(&faults);
}

static void
pale_texts_and_marks_are_found(void **state) {
    (void) state;
    const struct theme *theme = theme_get(THEME_BRIGHT);
    const struct color pale = {0x56, 0x60, 0x74, 0xff}; // 6.3:1
    const struct box box = {100, 100, 80, 40};
    struct drawing drawing = {0};
    drawing_begin(&drawing, 400, 300, theme->background);
    drawing_text(&drawing, fonts, FONT_TEXT, 40, (struct point){100, 80},
                 ALIGN_LEFT, theme->muted, "enough");
    assert_int_equal(look_contrast(&drawing, theme, "", NULL), 0);
    drawing_text(&drawing, fonts, FONT_TEXT, 40, (struct point){100, 200},
                 ALIGN_LEFT, pale, "expected");
    assert_int_equal(look_contrast(&drawing, theme, "expected", NULL), 1);

    drawing_begin(&drawing, 400, 300, theme->background);
    drawing_rect(&drawing, box, 4, theme->slots[7]);
    assert_int_equal(look_contrast(&drawing, theme, "expected", NULL), 1);
    drawing_frame(&drawing, box, 4, 3, theme->line);
    assert_int_equal(look_contrast(&drawing, theme, "", NULL), 0);
    drawing_rect(&drawing, box, 4, theme->text);
    drawing_text(&drawing, fonts, FONT_TEXT, 20, (struct point){110, 130},
                 ALIGN_LEFT, theme->text, "expected");
    assert_int_equal(look_contrast(&drawing, theme, "expected", NULL), 1);
    drawing_finish(&drawing);
}

static int
open_fonts(void **state) {
    (void) state;
    random_start();
    struct fault fault = {""};
    fonts = fonts_create(&fault);
    return fonts ? 0 : -1;
}

static int
close_fonts(void **state) {
    (void) state;
    fonts_destroy(fonts);
    return 0;
}

int
main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outside_and_small_are_found),
        cmocka_unit_test(pale_texts_and_marks_are_found),
        cmocka_unit_test(every_scene_reads_in_every_theme_size_and_room),
        cmocka_unit_test(every_text_and_every_mark_stands_out_in_every_theme),
        cmocka_unit_test(every_scene_reads_in_windows_of_any_shape),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
