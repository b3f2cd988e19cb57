// Marks go into the lists as given, the text painter is stable, and pictures
// show what the list says.
#include <math.h>
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
#include "drawing/paint.h"
#include "drawing/theme.h"

static const struct color ink = {0xf5, 0xf7, 0xfa, 0xff};
static const struct color accent = {0xff, 0xb0, 0x20, 0xff};
static const struct color night = {0x0b, 0x0e, 0x14, 0xff};

static int
open_fonts(void **state) {
    struct fault fault = {{0}};
    *state = fonts_create(&fault);
    return *state ? 0 : -1;
}

static int
close_fonts(void **state) {
    fonts_destroy(*state);
    return 0;
}

static const char golden[] =
    "drawing 400.0 300.0 #0b0e14\n"
    "panel\n"
    "  rect 10.0 20.0 size 100.0 50.5 radius 4.0 #f5f7fa\n"
    "  rect 0.0 0.0 size 5.0 5.0 #f5f7fa/80\n"
    "  disc 50.0 60.0 radius 7.3 #ffb020\n"
    "  ring 80.0 90.0 radius 20.0 width 3.0 turns 0.000 + 0.250 #ffb020\n"
    "  ring 80.0 90.0 radius 20.0 width 3.0 turns 0.500 + 0.250 #ffb020\n"
    "marks\n"
    "  polygon #f5f7fa 10.0 0.0, 18.7 15.0, 1.3 15.0\n"
    "  line #f5f7fa width 2.0 through 0.0 0.0, 3.5 -1.0\n"
    "  loop #f5f7fa width 2.0 through 11.0 11.0, 39.0 11.0, 39.0 29.0, "
    "11.0 29.0\n"
    "  text value 65.0 at 200.0 150.0 right width 129.7 #f5f7fa \"42%\"\n"
    "  qr at 12.0 14.0 modules 21 module_px 3 sum 919901f1 #0b0e14 on "
    "#ffffff\n";

static void
draw_sample(struct drawing *drawing, struct fonts *fonts) {
    const struct point points[] = {{0.0f, -0.04f}, {3.5f, -1.0f}};
    drawing_begin(drawing, 400, 300, night);
    drawing_group(drawing, "panel");
    drawing_rect(drawing, (struct box){10, 20, 100, 50.5f}, 4, ink);
    drawing->alpha = 0.5f;
    drawing_rect(drawing, (struct box){0, 0, 5, 5}, 0, ink);
    drawing->alpha = 1.0f;
    drawing_disc(drawing, (struct point){50, 60}, 7.25f, accent);
    drawing_ring(drawing, (struct point){80, 90}, 20, 3, 0, 0.25f, accent);
    drawing_ring(drawing, (struct point){80, 90}, 20, 3, 0.75f, -0.25f, accent);
    drawing_group(drawing, "marks");
    drawing_slot_shape(drawing, 0, (struct point){10, 10}, 20, ink);
    drawing_line(drawing, points, 2, 2, false, ink);
    drawing_frame(drawing, (struct box){10, 10, 30, 20}, 0, 2, ink);
    drawing_text(drawing, fonts, FONT_VALUE, 65, (struct point){200, 150},
                 ALIGN_RIGHT, ink, "42%");
    drawing_qr(drawing, "HTTP://10.0.0.1/", 1, (struct point){12.7f, 14.2f}, 3,
               night, (struct color){255, 255, 255, 255});
}

static void
a_small_drawing_reads_as_ever(void **state) {
    struct drawing drawing = {0};
    struct text out = {0};
    draw_sample(&drawing, *state);
    paint_text(&drawing, &out);
    assert_string_equal(text_string(&out), golden);
    // The same memory again gives the same lines.
    draw_sample(&drawing, *state);
    text_clear(&out);
    paint_text(&drawing, &out);
    assert_string_equal(text_string(&out), golden);
    text_finish(&out);
    drawing_finish(&drawing);
}

static void
nothing_is_added_for_what_has_no_size(void **state) {
    struct drawing drawing = {0};
    struct point points[3] = {{0, 0}, {1, 1}, {2, 0}};
    drawing_begin(&drawing, 10, 10, night);
    drawing_rect(&drawing, (struct box){0, 0, 0, 5}, 1, ink);
    drawing_rect(&drawing, (struct box){0, 0, -1, 5}, 1, ink);
    drawing_rect(&drawing, (struct box){0, 0, NAN, 5}, 1, ink);
    drawing_disc(&drawing, points[0], 0, ink);
    drawing_ring(&drawing, points[0], 5, 1, 0, 0, ink);
    drawing_polygon(&drawing, points, 2, ink);
    drawing_line(&drawing, points, 1, 1, false, ink);
    drawing_text(&drawing, *state, FONT_TEXT, 10, points[0], ALIGN_LEFT, ink,
                 "");
    assert_int_equal(drawing.mark_count, 0);
    drawing_finish(&drawing);
    drawing_finish(NULL);
}

static double
area_of(const struct drawing *drawing, const struct mark *mark) {
    if (mark->kind == MARK_DISC) {
        return M_PI * mark->disc.radius * mark->disc.radius;
    }
    const struct point *p = drawing->points + mark->path.first;
    double area = 0.0;
    for (uint32_t i = 0; i < mark->path.count; i++) {
        struct point a = p[i], b = p[(i + 1) % mark->path.count];
        area += ((double) a.x * b.y - (double) b.x * a.y) / 2.0;
    }
    return fabs(area);
}

static void
slot_shapes_stay_in_their_circle_and_look_equally_large(void **state) {
    (void) state;
    struct drawing drawing = {0};
    drawing_begin(&drawing, 200, 200, night);
    const struct point center = {100, 100};
    for (unsigned slot = 0; slot < THEME_SLOT_COUNT; slot++) {
        drawing_slot_shape(&drawing, slot, center, 100, ink);
        const struct mark *mark = &drawing.marks[drawing.mark_count - 1];
        if (mark->kind == MARK_POLYGON) {
            for (uint32_t i = 0; i < mark->path.count; i++) {
                struct point p = drawing.points[mark->path.first + i];
                assert_true(hypotf(p.x - 100, p.y - 100) <= 50.01f);
            }
        } else {
            assert_true(mark->disc.radius <= 50.0f);
        }
        double area = area_of(&drawing, mark);
        assert_true(area > 3200 && area < 5300);
    }
    assert_int_equal(drawing.mark_count, THEME_SLOT_COUNT);
    drawing_finish(&drawing);
}

static void
a_code_is_counted_before_it_is_drawn(void **state) {
    (void) state;
    struct drawing drawing = {0};
    drawing_begin(&drawing, 10, 10, night);
    struct point at = {0, 0};
    assert_int_equal(
        drawing_qr(&drawing, "HTTP://192.168.4.1/", 2, at, 0, night, ink), 25);
    assert_int_equal(
        drawing_qr(&drawing, "HTTP://192.168.4.1/", 1, at, 0, night, ink), 21);
    assert_int_equal(drawing.mark_count, 0);
    char *endless = malloc(8001);
    memset(endless, 'x', 8000);
    endless[8000] = '\0';
    assert_int_equal(drawing_qr(&drawing, endless, 2, at, 4, night, ink), 0);
    assert_int_equal(drawing.mark_count, 0);
    free(endless);
    drawing_finish(&drawing);
}

static void
a_code_is_read_from_a_picture(void **state) {
    if (system("command -v zbarimg >/dev/null 2>&1") != 0) {
        skip();
    }
    struct drawing drawing = {0};
    const struct theme *theme = theme_get(THEME_DARK);
    drawing_begin(&drawing, 640, 360, theme->background);
    const char *address = "HTTP://192.168.4.1/J/7K4P";
    assert_int_equal(drawing_qr(&drawing, address, 2,
                                (struct point){100.9f, 40.9f}, 6, theme->qr_ink,
                                theme->qr_plate),
                     25);
    char folder[] = "/tmp/dent-qr-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[64], command[160], answer[64] = "";
    snprintf(path, sizeof path, "%s/code.png", folder);
    struct fault fault = {{0}};
    assert_true(paint_file(&drawing, *state, path, &fault));
    snprintf(command, sizeof command, "zbarimg -q --raw %s 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(answer, sizeof answer, pipe));
    pclose(pipe);
    answer[strcspn(answer, "\n")] = '\0';
    assert_string_equal(answer, address);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); // nothing half-written stays behind
    drawing_finish(&drawing);
}

static void
modules_are_whole_pixels_of_two_colours(void **state) {
    struct drawing drawing = {0};
    drawing_begin(&drawing, 200, 200, (struct color){255, 255, 255, 255});
    int modules = drawing_qr(&drawing, "DENT", 1, (struct point){7.6f, 3.2f}, 5,
                             (struct color){0, 0, 0, 255}, drawing.background);
    uint32_t *pixels = paint_pixels(&drawing, *state);
    assert_non_null(pixels);
    const struct mark *mark = &drawing.marks[0];
    for (int row = 0; row < modules; row++) {
        for (int column = 0; column < modules; column++) {
            bool is_dark = drawing.bytes[mark->qr.first
                                         + (uint32_t) (row * modules + column)];
            for (int i = 0; i < 25; i++) {
                int x = 7 + (column + 4) * 5 + i % 5;
                int y = 3 + (row + 4) * 5 + i / 5;
                assert_int_equal(pixels[y * 200 + x],
                                 is_dark ? 0xff000000 : 0xffffffff);
            }
        }
    }
    free(pixels);
    drawing_finish(&drawing);
}

static void
text_is_painted_where_it_was_measured(void **state) {
    struct drawing drawing = {0};
    drawing_begin(&drawing, 400, 200, (struct color){0, 0, 0, 255});
    drawing_text(&drawing, *state, FONT_VALUE, 100, (struct point){390, 150},
                 ALIGN_RIGHT, (struct color){255, 255, 255, 255}, "HHH");
    uint32_t *pixels = paint_pixels(&drawing, *state);
    int left = 400, right = 0, top = 200, bottom = 0;
    for (int i = 0; i < 400 * 200; i++) {
        if ((pixels[i] & 0xff) > 128) {
            int x = i % 400, y = i / 400;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    }
    float cap = fonts_cap_height(*state, FONT_VALUE) * 100.0f;
    assert_true(abs(bottom + 1 - 150) <= 1);
    assert_true(fabsf((float) top - (150.0f - cap)) <= 1.0f);
    assert_true(right < 390 && right > 375);
    float width = drawing.marks[0].text.width;
    assert_true(fabsf((float) left - (390.0f - width)) < 15.0f);
    free(pixels);
    drawing_finish(&drawing);
}

static bool
file_begins_with(const char *path, const char *start) {
    char bytes[16] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, strlen(start), file);
    fclose(file);
    return size == strlen(start) && memcmp(bytes, start, size) == 0;
}

static void
the_ending_of_a_path_says_what_is_written(void **state) {
    struct drawing drawing = {0};
    draw_sample(&drawing, *state);
    char folder[] = "/tmp/dent-paint-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *const cases[][2] = {
        {"png", "\x89PNG"}, {"svg", "<?xml"}, {"txt", "drawing"}};
    char path[64];
    struct fault fault = {{0}};
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/sample.%s", folder, cases[i][0]);
        assert_true(paint_file(&drawing, *state, path, &fault));
        assert_true(file_begins_with(path, cases[i][1]));
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/sample.jpg", folder);
    assert_false(paint_file(&drawing, *state, path, &fault));
    assert_non_null(strstr(fault.text, ".png"));
    snprintf(path, sizeof path, "%s/no/such/folder.png", folder);
    assert_false(paint_file(&drawing, *state, path, &fault));
    assert_non_null(strstr(fault.text, "No such file"));
    // A folder is in the way: the half-made file goes away again.
    snprintf(path, sizeof path, "%s/taken.png", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(paint_file(&drawing, *state, path, &fault));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(folder), 0);
    drawing_finish(&drawing);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_drawing_reads_as_ever),
        cmocka_unit_test(nothing_is_added_for_what_has_no_size),
        cmocka_unit_test(
            slot_shapes_stay_in_their_circle_and_look_equally_large),
        cmocka_unit_test(a_code_is_counted_before_it_is_drawn),
        cmocka_unit_test(a_code_is_read_from_a_picture),
        cmocka_unit_test(modules_are_whole_pixels_of_two_colours),
        cmocka_unit_test(text_is_painted_where_it_was_measured),
        cmocka_unit_test(the_ending_of_a_path_says_what_is_written),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
