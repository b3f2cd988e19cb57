// The tokens against the floors of the design: contrast as printed and as a
// room with 15:1 washes it out, slots for all eyes, areas of a screen, curves
// of motion.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "color_vision.h"
#include "drawing/theme.h"

static void
assert_contrast(struct color a, struct color b, double nominal, double washed) {
    double clear = color_contrast(a, b), lit = color_contrast_washed(a, b);
    if (clear < nominal || lit < washed) {
        fail_msg("#%02x%02x%02x on #%02x%02x%02x: %.2f and %.2f washed out",
                 a.r, a.g, a.b, b.r, b.g, b.b, clear, lit);
    }
}

static void
text_can_be_read_in_every_room_and_through_stray_light(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *t = theme_get((enum theme_name) i);
        const struct color grounds[] = {t->background, t->surface, t->track};
        for (int k = 0; k < 3; k++) {
            assert_contrast(t->text, grounds[k], 7.0, 4.5);
            assert_contrast(t->text2, grounds[k], 7.0, 4.5);
        }
        assert_contrast(t->muted, t->surface, 7.0, 4.5);
        const struct color words[] = {t->muted, t->accent, t->focus, t->ok,
                                      t->danger};
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            assert_contrast(words[k], t->background, 7.0, 4.5);
        }
        assert_contrast(t->qr_ink, t->qr_plate, 15.0, 10.0);
    }
}

static void
marks_stand_out_and_shades_stay_apart_from_the_track(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *t = theme_get((enum theme_name) i);
        const struct color grounds[] = {t->background, t->surface, t->track};
        for (int k = 0; k < 3; k++) {
            assert_contrast(t->line, grounds[k], 4.0, 3.0);
            assert_contrast(t->faintest, grounds[k], 4.0, 3.0);
            assert_contrast(t->accent, grounds[k], 4.0, 3.0);
        }
        // The shades between the two do not go below either.
        assert_true(color_contrast(t->text, t->faintest) >= 2.5);
    }
}

static void
slots_stand_out_and_their_ink_can_be_read(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *t = theme_get((enum theme_name) i);
        bool is_strict = i == THEME_CONTRAST;
        for (int k = 0; k < THEME_SLOT_COUNT; k++) {
            // Bright olive, pink and teal fall short and get an outline.
            bool is_weak = i == THEME_BRIGHT && (k == 3 || k == 4 || k == 7);
            assert_int_equal(color_is_strong(t->slots[k], t->background),
                             !is_weak);
            assert_contrast(t->slots[k], t->background, is_strict ? 7.0 : 3.0,
                            is_strict ? 5.0 : 2.8);
            struct color ink = color_ink_on(t->slots[k]);
            assert_true(color_contrast(ink, t->slots[k]) >= 4.5);
        }
    }
}

// The difference that is the least of all pairs of slots, for all eyes.
static double
least_difference(const struct theme *theme, bool is_washed) {
    double least = 100.0;
    for (int i = 0; i < THEME_SLOT_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            for (int eyes = 0; eyes < VISION_COUNT; eyes++) {
                least = fmin(least,
                             vision_difference(theme->slots[i], theme->slots[k],
                                               (enum vision) eyes, is_washed));
            }
        }
    }
    return least;
}

static void
slots_differ_for_all_eyes_and_through_stray_light(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *theme = theme_get((enum theme_name) i);
        double clear = least_difference(theme, false);
        double lit = least_difference(theme, true);
        print_message("%s: slots at least %.1f apart, %.1f washed out\n",
                      theme->name, clear, lit);
        assert_true(clear >= 12.0 && lit >= 12.0);
    }
}

// Pairs 1, 7, 13 and 25 of Sharma, Wu and Dalal's table.
static void
differences_are_those_of_the_published_table(void **state) {
    (void) state;
    static const struct {
        double one[3], two[3], difference;
    } rows[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_float_equal(ciede2000(rows[i].one, rows[i].two),
                           rows[i].difference, 0.0001);
    }
}

static void
contrast_is_that_of_wcag(void **state) {
    (void) state;
    const struct color black = {0, 0, 0, 255}, white = {255, 255, 255, 255};
    const struct color grey = {0x77, 0x77, 0x77, 255};
    assert_float_equal(color_contrast(black, white), 21.0, 0.001);
    assert_float_equal(color_contrast(white, grey), 4.478, 0.001);
    assert_float_equal(color_contrast(grey, grey), 1.0, 0.001);
    assert_float_equal(color_contrast_washed(black, white), 15.0, 0.001);
    assert_float_equal(color_contrast_washed(grey, grey), 1.0, 0.001);
    struct color half = color_mix(black, white, 0.5f);
    assert_int_equal(half.g, 128);
    assert_int_equal(color_with_alpha(white, 0.25f).a, 64);
}

static void
a_theme_is_found_by_its_word(void **state) {
    (void) state;
    enum theme_name name = THEME_DARK;
    assert_true(theme_find("bright", &name));
    assert_int_equal(name, THEME_BRIGHT);
    assert_true(theme_find("contrast", &name));
    assert_int_equal(name, THEME_CONTRAST);
    assert_false(theme_find("Bright", &name));
    assert_false(theme_find("", &name));
}

// "#fff" or "#a1b2c3" after "--name: "; false: the sheet does not say.
static bool
read_sheet(const char *block, const char *name, struct color *out) {
    char key[32], hex[8];
    snprintf(key, sizeof key, "--%s: #", name);
    const char *at = strstr(block, key);
    if (at == NULL || at > strchr(block, '}')) {
        return false;
    }
    at += strlen(key);
    if (strspn(at, "0123456789abcdef") == 3) {
        snprintf(hex, sizeof hex, "%c%c%c%c%c%c", at[0], at[0], at[1], at[1],
                 at[2], at[2]);
    } else {
        snprintf(hex, sizeof hex, "%.6s", at);
    }
    unsigned long value = strtoul(hex, NULL, 16);
    *out = (struct color){(uint8_t) (value >> 16), (uint8_t) (value >> 8),
                          (uint8_t) value, 255};
    return true;
}

static void
check_sheet(const char *block, const struct theme *theme) {
    const struct {
        const char *name;
        struct color color;
    } rows[] = {
        {"bg", theme->background}, {"surface", theme->surface},
        {"line", theme->line},     {"text", theme->text},
        {"text2", theme->text2},   {"accent", theme->accent},
        {"focus", theme->focus},   {"ok", theme->ok},
        {"danger", theme->danger}, {"s0", theme->slots[0]},
        {"s1", theme->slots[1]},   {"s2", theme->slots[2]},
        {"s3", theme->slots[3]},   {"s4", theme->slots[4]},
        {"s5", theme->slots[5]},   {"s6", theme->slots[6]},
        {"s7", theme->slots[7]},
    };
    assert_non_null(block);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct color color = {0, 0, 0, 0};
        if (!read_sheet(block, rows[i].name, &color)
            || memcmp(&color, &rows[i].color, sizeof color) != 0) {
            fail_msg("style.css has another --%s of the %s theme", rows[i].name,
                     theme->name);
        }
    }
}

static void
phones_have_the_same_colours(void **state) {
    (void) state;
    static char sheet[16384];
    FILE *file = fopen(DENT_SOURCE_DIR "/assets/web/style.css", "rb");
    assert_non_null(file);
    size_t size = fread(sheet, 1, sizeof sheet - 1, file);
    fclose(file);
    assert_true(size < sizeof sheet - 1);
    check_sheet(strstr(sheet, ":root {"), theme_get(THEME_DARK));
    check_sheet(strstr(sheet, "[data-theme=\"bright\"] {"),
                theme_get(THEME_BRIGHT));
    check_sheet(strstr(sheet, "[data-theme=\"contrast\"] {"),
                theme_get(THEME_CONTRAST));
    check_sheet(strstr(sheet, "(prefers-contrast: more)"),
                theme_get(THEME_CONTRAST));
}

static void
a_margin_is_found_by_its_percent(void **state) {
    (void) state;
    enum margin margin = MARGIN_WHOLE;
    assert_true(margin_find("2.5", &margin));
    assert_int_equal(margin, MARGIN_HALF);
    assert_true(margin_find("0", &margin));
    assert_int_equal(margin, MARGIN_NONE);
    assert_false(margin_find("5 %", &margin));
    assert_false(margin_find("", &margin));
}

static bool
is_inside(struct box in, struct box out) {
    const float slack = 0.01f;
    return in.x >= out.x - slack && in.y >= out.y - slack
           && in.x + in.w <= out.x + out.w + slack
           && in.y + in.h <= out.y + out.h + slack;
}

static void
check_areas(float w, float h, float scale, enum margin margin) {
    static const float parts[MARGIN_COUNT] = {0.05f, 0.025f, 0.0f};
    float part = parts[margin];
    struct box inside = {w * part, h * part, w * (1 - 2 * part),
                         h * (1 - 2 * part)};
    struct frame f = frame_make(w, h, scale, margin);
    assert_true(is_inside(f.safe, inside));
    assert_true(is_inside(f.header, f.safe));
    assert_true(is_inside(f.body, f.safe));
    assert_true(is_inside(f.dock, f.safe));
    assert_true(f.header.y + f.header.h < f.body.y);
    assert_true(f.body.y + f.body.h < f.dock.y);
    assert_true(f.body.h >= 0.38f * f.safe.h);
    assert_true(f.safe.w >= 104.0f * f.u);
}

static void
areas_lie_apart_inside_the_margin_on_every_screen(void **state) {
    (void) state;
    const float sizes[][2] = {
        {320, 240},   {800, 600},   {1024, 768},  {1280, 720},
        {1280, 800},  {1366, 768},  {1920, 1080}, {1920, 1200},
        {2560, 1080}, {3840, 2160}, {1080, 1920}, {320, 2000},
    };
    const float scales[] = {0.75f, 1.0f, 1.33f};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int k = 0; k < 3; k++) {
            for (int m = 0; m < MARGIN_COUNT; m++) {
                check_areas(sizes[i][0], sizes[i][1], scales[k],
                            (enum margin) m);
            }
        }
    }
    struct frame full = frame_make(1920, 1080, 1.0f, MARGIN_WHOLE);
    assert_float_equal(full.u, 10.8, 0.001);
    assert_float_equal(full.safe.x, 96, 0.01);
    assert_float_equal(full.safe.y, 54, 0.01);
    assert_float_equal(frame_type(&full, TYPE_MIN), 45.36, 0.01);
    assert_float_equal(frame_type(&full, TYPE_CLOCK), 367.2, 0.01);
}

static void
motion_goes_from_start_to_end_without_turning_back(void **state) {
    (void) state;
    for (int i = 0; i < MOTION_COUNT; i++) {
        enum motion motion = (enum motion) i;
        tick length = motion_length(motion);
        assert_true(motion_at(motion, -5) == 0.0f);
        assert_true(motion_at(motion, 0) == 0.0f);
        assert_true(motion_at(motion, length) == 1.0f);
        assert_true(motion_at(motion, length + 1000) == 1.0f);
        float before = 0.0f;
        for (tick at = 1; at <= length; at++) {
            float now = motion_at(motion, at);
            assert_true(now >= before && now <= 1.0f);
            before = now;
        }
    }
    assert_float_equal(motion_at(MOTION_TAP, 50), 0.5, 0.001);
    // Half of the way of bezier(.2,0,0,1) is behind us well before half time.
    assert_true(motion_at(MOTION_REVEAL, 300) > 0.5f);
    assert_true(motion_at(MOTION_OUT, 100) < 0.3f);
    assert_int_equal(motion_length(MOTION_GHOST) + motion_length(MOTION_MORPH),
                     1200);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            text_can_be_read_in_every_room_and_through_stray_light),
        cmocka_unit_test(marks_stand_out_and_shades_stay_apart_from_the_track),
        cmocka_unit_test(slots_stand_out_and_their_ink_can_be_read),
        cmocka_unit_test(slots_differ_for_all_eyes_and_through_stray_light),
        cmocka_unit_test(differences_are_those_of_the_published_table),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_theme_is_found_by_its_word),
        cmocka_unit_test(phones_have_the_same_colours),
        cmocka_unit_test(a_margin_is_found_by_its_percent),
        cmocka_unit_test(areas_lie_apart_inside_the_margin_on_every_screen),
        cmocka_unit_test(motion_goes_from_start_to_end_without_turning_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
