// The tokens against the floors of the design: contrast as printed and as a
// room with 15:1 washes it out, areas of a screen, curves of motion.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing/theme.h"

// The contrast that is left when stray light lifts black to 1/15 of white.
static double
washed_luminance(struct color c) {
    double white = color_contrast(c, (struct color){0, 0, 0, 255});
    double luminance = white * 0.05 - 0.05;
    double stray = 1.0 / 14.0;
    return (luminance + stray) / (1.0 + stray);
}

static double
washed_contrast(struct color a, struct color b) {
    double first = washed_luminance(a), second = washed_luminance(b);
    return fmax(first, second) / fmin(first, second);
}

static void
assert_contrast(struct color a, struct color b, double nominal, double washed) {
    if (color_contrast(a, b) < nominal || washed_contrast(a, b) < washed) {
        fail_msg("#%02x%02x%02x on #%02x%02x%02x: %.2f and %.2f washed out",
                 a.r, a.g, a.b, b.r, b.g, b.b, color_contrast(a, b),
                 washed_contrast(a, b));
    }
}

static void
text_can_be_read_in_both_rooms_and_through_stray_light(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *t = theme_get((enum theme_name) i);
        const struct color grounds[] = {t->background, t->surface};
        for (int k = 0; k < 2; k++) {
            assert_contrast(t->text, grounds[k], 7.0, 4.5);
            assert_contrast(t->text2, grounds[k], 7.0, 4.5);
        }
        const struct color words[] = {t->muted, t->accent, t->focus, t->ok,
                                      t->danger};
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            assert_contrast(words[k], t->background, 5.9, 4.5);
        }
        assert_contrast(t->line, t->background, 4.0, 3.0);
        assert_contrast(t->qr_ink, t->qr_plate, 15.0, 10.0);
    }
}

static void
slots_stand_out_and_their_ink_can_be_read(void **state) {
    (void) state;
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *t = theme_get((enum theme_name) i);
        for (int k = 0; k < THEME_SLOT_COUNT; k++) {
            // Bright olive and teal fall short and get an outline of `line`.
            bool is_weak = i == THEME_BRIGHT && (k == 3 || k == 7);
            assert_contrast(t->slots[k], t->background, is_weak ? 3.0 : 3.95,
                            is_weak ? 2.8 : 3.0);
            struct color ink = color_ink_on(t->slots[k]);
            assert_true(color_contrast(ink, t->slots[k]) >= 4.5);
        }
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
    assert_false(theme_find("Bright", &name));
    assert_false(theme_find("", &name));
}

static bool
is_inside(struct box in, struct box out) {
    const float slack = 0.01f;
    return in.x >= out.x - slack && in.y >= out.y - slack
           && in.x + in.w <= out.x + out.w + slack
           && in.y + in.h <= out.y + out.h + slack;
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
        float w = sizes[i][0], h = sizes[i][1];
        struct box margin = {w * 0.05f, h * 0.05f, w * 0.9f, h * 0.9f};
        for (int k = 0; k < 3; k++) {
            struct frame f = frame_make(w, h, scales[k]);
            assert_true(is_inside(f.safe, margin));
            assert_true(is_inside(f.header, f.safe));
            assert_true(is_inside(f.body, f.safe));
            assert_true(is_inside(f.dock, f.safe));
            assert_true(f.header.y + f.header.h < f.body.y);
            assert_true(f.body.y + f.body.h < f.dock.y);
            assert_true(f.body.h >= 0.38f * f.safe.h);
            assert_true(f.safe.w >= 104.0f * f.u);
        }
    }
    struct frame full = frame_make(1920, 1080, 1.0f);
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
            text_can_be_read_in_both_rooms_and_through_stray_light),
        cmocka_unit_test(slots_stand_out_and_their_ink_can_be_read),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_theme_is_found_by_its_word),
        cmocka_unit_test(areas_lie_apart_inside_the_margin_on_every_screen),
        cmocka_unit_test(motion_goes_from_start_to_end_without_turning_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
