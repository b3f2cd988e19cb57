// Fonts are found, measure the same everywhere, and a fitted text stays in its
// box whatever a person has typed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/random.h"
#include "base/text.h"
#include "drawing/font.h"

static int
open_fonts(void **state) {
    struct fault fault = {{0}};
    *state = fonts_create(&fault);
    if (!*state) {
        print_error("%s\n", fault.text);
    }
    return *state ? 0 : -1;
}

static int
close_fonts(void **state) {
    fonts_destroy(*state);
    return 0;
}

static void
digits_of_values_have_one_width(void **state) {
    struct fonts *fonts = *state;
    float ones = fonts_width(fonts, FONT_VALUE, 65.0f, "111");
    assert_true(ones > 0.0f);
    assert_true(ones == fonts_width(fonts, FONT_VALUE, 65.0f, "888"));
    assert_true(ones == fonts_width(fonts, FONT_VALUE, 65.0f, "407"));
}

static void
widths_grow_with_the_size_and_nothing_else(void **state) {
    struct fonts *fonts = *state;
    for (int role = 0; role < FONT_ROLE_COUNT; role++) {
        enum font_role r = (enum font_role) role;
        float one = fonts_width(fonts, r, 1.0f, "Avocado, Tofu & Yam");
        assert_float_equal(fonts_width(fonts, r, 100.0f, "Avocado, Tofu & Yam"),
                           one * 100.0f, 0.001);
        assert_true(fonts_width(fonts, r, 10.0f, "") == 0.0f);
        assert_true(fonts_cap_height(fonts, r) > 0.5f);
        assert_true(fonts_ascent(fonts, r) >= fonts_cap_height(fonts, r));
        assert_true(fonts_descent(fonts, r) > 0.0f);
        assert_int_equal(access(fonts_path(fonts, r), R_OK), 0);
    }
    // Kerning counts: the pair is narrower than its parts.
    assert_true(fonts_width(fonts, FONT_LABEL, 100.0f, "AV")
                < fonts_width(fonts, FONT_LABEL, 100.0f, "A")
                      + fonts_width(fonts, FONT_LABEL, 100.0f, "V"));
}

static void
a_text_measures_the_same_after_thousands_of_others(void **state) {
    struct fonts *fonts = *state;
    float before = fonts_width(fonts, FONT_TEXT, 45.0f, "44 of 52 answered");
    char text[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "%d of %d answered", i, i * 7);
        assert_true(fonts_width(fonts, FONT_TEXT, 45.0f, text) > 0.0f);
    }
    assert_true(fonts_width(fonts, FONT_TEXT, 45.0f, "44 of 52 answered")
                == before);
}

static const char *const pieces[] = {
    "a",
    "I",
    " ",
    " ",
    "word ",
    "Donaudampfschifffahrtsgesellschaft",
    "\n",
    "\xe4\xbd\xa0\xe5\xa5\xbd\xe4\xb8\x96\xe7\x95\x8c", // CJK, no spaces
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", // a flag of two code points
    "e\xcc\x81",                        // e and a combining accent
    "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 42%",
    "\t",
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    "42 %, ",
};

static void
make_text(struct rng *rng, struct text *out) {
    text_clear(out);
    text_add(out, "");
    uint32_t count = rng_below(rng, 4) ? rng_below(rng, 30) : 200;
    uint32_t same = rng_below(rng, 6);
    uint32_t kinds = sizeof pieces / sizeof pieces[0];
    uint32_t first = rng_below(rng, kinds);
    for (uint32_t i = 0; i < count; i++) {
        // Now and then one endless word.
        text_add(out, pieces[same == 0 ? first : rng_below(rng, kinds)]);
    }
}

// The letters that are kept, without white space and without the unseen marks
// that tell a line's direction.
static void
squeeze(const char *text, struct text *out) {
    for (; *text; text++) {
        if (strncmp(text, "\xe2\x80\x8e", 3) == 0
            || strncmp(text, "\xe2\x80\x8f", 3) == 0) {
            text += 2;
        } else if (!strchr(" \t\r\n", *text)) {
            text_add_bytes(out, text, 1);
        }
    }
}

static void
assert_same_letters(const char *text, const struct text_lines *lines) {
    struct text given = {0}, kept = {0};
    squeeze(text, &given);
    for (int i = 0; i < lines->count; i++) {
        squeeze(lines->lines[i], &kept);
    }
    assert_string_equal(text_string(&given), text_string(&kept));
    text_finish(&given);
    text_finish(&kept);
}

static void
a_fitted_text_never_leaves_its_box(void **state) {
    struct fonts *fonts = *state;
    struct rng rng;
    rng_init(&rng, 42);
    struct text text = {0};
    struct text_lines lines;
    int cut_count = 0, whole_count = 0;
    for (int i = 0; i < 3000; i++) {
        make_text(&rng, &text);
        struct text_fit fit = {
            .role = (enum font_role) rng_below(&rng, FONT_ROLE_COUNT),
            .size = 20.0f + 100.0f * (float) rng_unit(&rng),
            .line_height = 1.0f + 0.3f * (float) rng_unit(&rng),
            .line_max = 1 + (int) rng_below(&rng, FIT_LINE_MAX),
        };
        fit.size_min = fit.size * (0.4f + 0.6f * (float) rng_unit(&rng));
        float width = fit.size * (0.5f + 20.0f * (float) rng_unit(&rng));
        float height = fit.size_min * fit.line_height
                       * (1.01f + 9.0f * (float) rng_unit(&rng));
        fonts_fit(fonts, &fit, text_string(&text), width, height, &lines);
        assert_true(lines.count <= fit.line_max);
        assert_true(lines.width <= width * 1.0001f);
        assert_true(lines.height <= height * 1.0001f);
        assert_true(lines.size >= fit.size_min * 0.999f);
        for (int k = 0; k < lines.count; k++) {
            assert_true(fonts_width(fonts, fit.role, lines.size, lines.lines[k])
                        <= width * 1.0001f);
        }
        if (!lines.is_cut) {
            assert_same_letters(text_string(&text), &lines);
        }
        cut_count += lines.is_cut;
        whole_count += !lines.is_cut;
    }
    text_finish(&text);
    assert_true(cut_count > 200 && whole_count > 200);
}

static void
a_long_word_breaks_between_graphemes(void **state) {
    struct fonts *fonts = *state;
    const char *family = pieces[8];
    struct text word = {0};
    for (int i = 0; i < 6; i++) {
        text_add(&word, family);
    }
    float one = fonts_width(fonts, FONT_LABEL, 50.0f, family);
    struct text_fit fit = {FONT_LABEL, 50.0f, 50.0f, 1.15f, 6};
    struct text_lines lines;
    fonts_fit(fonts, &fit, text_string(&word), one * 1.5f, 1000.0f, &lines);
    assert_int_equal(lines.count, 6);
    assert_false(lines.is_cut);
    for (int i = 0; i < 6; i++) {
        assert_string_equal(lines.lines[i], family);
    }
    text_finish(&word);
}

static void
a_text_keeps_its_size_while_it_fits_and_steps_down_when_not(void **state) {
    struct fonts *fonts = *state;
    struct text_fit fit = {FONT_LABEL, 78.0f, 56.0f, 1.15f, 2};
    struct text_lines lines;
    fonts_fit(fonts, &fit, "Short question?", 1200.0f, 200.0f, &lines);
    assert_true(lines.size == 78.0f);
    assert_int_equal(lines.count, 1);
    const char *longer = "What would make our next workshop twice as good as "
                         "the last one was?";
    fonts_fit(fonts, &fit, longer, 1000.0f, 200.0f, &lines);
    assert_true(lines.size < 78.0f && lines.size >= 56.0f);
    assert_false(lines.is_cut);
    fonts_fit(fonts, &fit, longer, 500.0f, 200.0f, &lines);
    assert_true(lines.is_cut);
    assert_non_null(strstr(lines.lines[lines.count - 1], "\xe2\x80\xa6"));
}

static void
an_empty_text_has_no_lines(void **state) {
    struct fonts *fonts = *state;
    struct text_fit fit = {FONT_TEXT, 50.0f, 40.0f, 1.15f, 3};
    struct text_lines lines;
    fonts_fit(fonts, &fit, "", 100.0f, 100.0f, &lines);
    assert_int_equal(lines.count, 0);
    assert_false(lines.is_cut);
    fonts_fit(fonts, &fit, " \n\t ", 100.0f, 100.0f, &lines);
    assert_int_equal(lines.count, 0);
    fonts_fit(fonts, &fit, "word", 1.0f, 100.0f, &lines);
    assert_int_equal(lines.count, 0);
    assert_true(lines.is_cut);
}

static void
fitted_lines_are_drawn_below_one_another(void **state) {
    struct fonts *fonts = *state;
    struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.2f, 3};
    struct text_lines lines;
    fonts_fit(fonts, &fit, "one\ntwo\nthree", 400.0f, 400.0f, &lines);
    assert_int_equal(lines.count, 3);
    struct drawing drawing = {0};
    drawing_begin(&drawing, 500, 500, (struct color){0, 0, 0, 255});
    struct box box = {50, 60, 400, 400};
    float below = drawing_lines(&drawing, fonts, &fit, &lines, box, ALIGN_RIGHT,
                                (struct color){9, 9, 9, 255});
    assert_float_equal(below, 60 + 3 * 60, 0.01);
    assert_int_equal(drawing.mark_count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct mark *mark = &drawing.marks[i];
        assert_float_equal(mark->text.at.x, 450, 0.01);
        assert_true(mark->text.at.y > 60.0f + 60.0f * (float) i);
        assert_true(mark->text.at.y < 60.0f + 60.0f * (float) (i + 1));
        assert_string_equal(mark_text(&drawing, mark), lines.lines[i]);
    }
    drawing_finish(&drawing);
}

// Runs fonts_create with a system configuration of our own.
static struct fonts *
fonts_with(const char *folder, struct fault *fault) {
    char path[] = "/tmp/dent-fonts-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    char text[400];
    int size = snprintf(text, sizeof text,
                        "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir>"
                        "<cachedir>%s-cache</cachedir></fontconfig>",
                        folder, path);
    assert_int_equal(write(file, text, (size_t) size), size);
    close(file);
    const char *before = getenv("FONTCONFIG_FILE");
    char *kept = before ? strdup(before) : NULL;
    setenv("FONTCONFIG_FILE", path, 1);
    struct fonts *fonts = fonts_create(fault);
    if (kept) {
        setenv("FONTCONFIG_FILE", kept, 1);
    } else {
        unsetenv("FONTCONFIG_FILE");
    }
    free(kept);
    unlink(path);
    char sweep[80];
    snprintf(sweep, sizeof sweep, "rm -rf %s-cache", path);
    (void) !system(sweep);
    return fonts;
}

static void
without_any_font_the_fault_names_the_packages(void **state) {
    (void) state;
    struct fault fault = {{0}};
    assert_null(fonts_with("/nonexistent", &fault));
    assert_non_null(strstr(fault.text, "fonts-lato"));
    assert_non_null(strstr(fault.text, "fonts-league-spartan"));
}

static void
a_missing_family_is_replaced(void **state) {
    (void) state;
    char folder[512];
    snprintf(folder, sizeof folder, "%s", fonts_path(*state, FONT_LABEL));
    *strrchr(folder, '/') = '\0';
    struct fault fault = {{0}};
    // Lato's folder only: League Spartan is not there.
    struct fonts *fonts = fonts_with(folder, &fault);
    assert_non_null(fonts);
    assert_string_equal(fonts_path(fonts, FONT_LABEL),
                        fonts_path(*state, FONT_LABEL));
    assert_string_not_equal(fonts_path(fonts, FONT_WORDMARK),
                            fonts_path(*state, FONT_WORDMARK));
    assert_true(fonts_width(fonts, FONT_WORDMARK, 10.0f, "DENT") > 0.0f);
    // Nor is any font for other scripts: three letters are three boxes.
    float one = fonts_width(fonts, FONT_LABEL, 10.0f, "\xe4\xbd\xa0");
    assert_true(one > 0.0f);
    assert_float_equal(fonts_width(fonts, FONT_LABEL, 10.0f,
                                   "\xe4\xbd\xa0\xd8\xa8\xf0\x9f\x98\x80"),
                       3.1f * one, 2.0f);
    fonts_destroy(fonts);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_of_values_have_one_width),
        cmocka_unit_test(widths_grow_with_the_size_and_nothing_else),
        cmocka_unit_test(a_text_measures_the_same_after_thousands_of_others),
        cmocka_unit_test(a_fitted_text_never_leaves_its_box),
        cmocka_unit_test(a_long_word_breaks_between_graphemes),
        cmocka_unit_test(
            a_text_keeps_its_size_while_it_fits_and_steps_down_when_not),
        cmocka_unit_test(an_empty_text_has_no_lines),
        cmocka_unit_test(fitted_lines_are_drawn_below_one_another),
        cmocka_unit_test(without_any_font_the_fault_names_the_packages),
        cmocka_unit_test(a_missing_family_is_replaced),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
