// Text of every script: digits keep their order among letters that read from
// right to left, letters join, an emoji is one glyph, lines end where they
// may, and a letter that no font has is a box with its number.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/random.h"
#include "base/text.h"
#include "drawing/font.h"
#include "drawing/font_face.h"

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

// Whether a glyph is the one that its face has for a letter standing alone.
static bool
is_glyph_of(const struct fonts *fonts, const struct glyph *glyph,
            uint32_t code) {
    hb_codepoint_t id = 0;
    return glyph->face >= 0
           && hb_font_get_nominal_glyph(fonts->faces[glyph->face].shaper, code,
                                        &id)
           && id == glyph->id;
}

static void
latin_text_opens_no_other_font(void **state) {
    struct fonts *fonts = *state;
    fonts_width(fonts, FONT_TEXT, 10.0f,
                "What \xe2\x80\x9cwe\xe2\x80\x9d keep: 42 %");
    assert_int_equal(fonts->face_count, FONT_ROLE_COUNT);
    fonts_width(fonts, FONT_TEXT, 10.0f, "\xd7\xa9");
    assert_true(fonts->face_count > FONT_ROLE_COUNT);
    assert_true(fonts->face_count <= FONT_ROLE_COUNT + 2);
}

// Hebrew and signs do not join, so glyphs can be compared one by one.
static void
letters_from_right_to_left_stand_in_their_order(void **state) {
    struct fonts *fonts = *state;
    const struct {
        const char *text;
        const uint32_t seen[24]; // from left to right
    } cases[] = {
        {"\xd7\xa9\xd7\x9c 42% \xd7\x9b", // shin lamed, 42%, kaf
         {0x5db, ' ', '4', '2', '%', ' ', 0x5dc, 0x5e9}},
        {"\xd7\xa9 (\xd7\x9b) 3.5",
         {'3', '.', '5', ' ', '(', 0x5db, ')', ' ', 0x5e9}},
        {"ab \xd7\xa9\xd7\x9c 17:30 c",
         {'a', 'b', ' ', '1', '7', ':', '3', '0', ' ', 0x5dc, 0x5e9, ' ', 'c'}},
        {"ab \xd7\xa9!?", {'a', 'b', ' ', 0x5e9, '!', '?'}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct glyphs *glyphs =
            fonts_shape(fonts, FONT_LABEL, cases[i].text);
        size_t count = 0;
        for (float x = -1.0f; cases[i].seen[count]; count++) {
            assert_true(count < glyphs->count);
            uint32_t code = cases[i].seen[count];
            // A bracket is drawn as the one that looks the same.
            assert_true(is_glyph_of(fonts, &glyphs->items[count], code));
            assert_true(glyphs->items[count].x > x);
            x = glyphs->items[count].x;
        }
        assert_int_equal(count, glyphs->count);
    }
}

static void
a_number_in_arabic_keeps_its_digits_in_order(void **state) {
    struct fonts *fonts = *state;
    // "the price 42% only", and the same with Arabic digits
    const struct glyphs *glyphs =
        fonts_shape(fonts, FONT_LABEL,
                    "\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb9\xd8\xb1 42% "
                    "\xd9\x81\xd9\x82\xd8\xb7");
    float four = -1.0f, two = -1.0f, alef = -1.0f, tah = -1.0f;
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        four = is_glyph_of(fonts, glyph, '4') ? glyph->x : four;
        two = is_glyph_of(fonts, glyph, '2') ? glyph->x : two;
        alef = is_glyph_of(fonts, glyph, 0x627) ? glyph->x : alef;
    }
    tah = glyphs->items[0].x;
    assert_true(four > 0.0f && two > four);
    assert_true(alef > two);
    assert_true(tah < four);
    glyphs =
        fonts_shape(fonts, FONT_LABEL, "\xd8\xb9 \xd9\xa4\xd9\xa2 \xd8\xb9");
    four = two = -1.0f;
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        four = is_glyph_of(fonts, glyph, 0x664) ? glyph->x : four;
        two = is_glyph_of(fonts, glyph, 0x662) ? glyph->x : two;
    }
    assert_true(four > 0.0f && two > four);
}

// The family of the font that draws the last glyph.
static const char *
family_of_last(struct fonts *fonts, enum font_role role, const char *text) {
    const struct glyphs *glyphs = fonts_shape(fonts, role, text);
    const struct glyph *last = &glyphs->items[glyphs->count - 1];
    assert_true(last->face >= 0);
    return fonts->faces[last->face].outlines->family_name;
}

static void
a_letter_comes_from_the_font_that_suits_it(void **state) {
    struct fonts *fonts = *state;
    const struct {
        const char *text, *family;
    } cases[] = {
        {"well", "Lato"},
        {"\xd0\x9f\xd1\x80 \xce\xb6", "Lato"}, // Cyrillic and Greek
        {"\xea\x9c\xa2", "Noto Sans"},
        {"\xd9\x85", "Noto Sans Arabic"},
        {"well\xd8\x9f", "Noto Sans Arabic"},      // its question mark
        {"\xe0\xa4\x95 ", "Noto Sans Devanagari"}, // the space too
        {"\xe5\xad\x97", "Noto Sans CJK SC"},
        {"\xe3\x81\xae\xe5\xad\x97", "Noto Sans CJK JP"},
        {"\xed\x95\x9c\xe5\xad\x97", "Noto Sans CJK KR"},
        {"\xe2\x88\xad", "Noto Sans Math"},
        {"\xf0\x9f\x98\x80", "Noto Color Emoji"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(family_of_last(fonts, FONT_LABEL, cases[i].text),
                            cases[i].family);
    }
    // Spaces, signs and digits do not tear a line apart.
    fonts_split(fonts, FONT_LABEL,
                "\xe1\xba\xbe"
                "a b-c, 5 %");
    assert_int_equal(fonts->letters.run_count, 1);
}

static void
letters_that_join_are_joined(void **state) {
    struct fonts *fonts = *state;
    // Arabic beh twice: neither is the glyph of a beh alone.
    const struct glyphs *glyphs =
        fonts_shape(fonts, FONT_TEXT, "\xd8\xa8\xd8\xa8\xd8\xa8");
    for (size_t i = 0; i < glyphs->count; i++) {
        assert_false(is_glyph_of(fonts, &glyphs->items[i], 0x628));
    }
    // Devanagari ka, virama, ssa: one letter, narrower than its parts.
    float whole = fonts_width(fonts, FONT_TEXT, 100.0f,
                              "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7");
    float parts = fonts_width(fonts, FONT_TEXT, 100.0f, "\xe0\xa4\x95")
                  + fonts_width(fonts, FONT_TEXT, 100.0f, "\xe0\xa4\xb7");
    assert_true(whole > 0.0f && whole < 0.9f * parts);
}

static void
an_emoji_is_one_glyph_of_one_width(void **state) {
    struct fonts *fonts = *state;
    const char *const emoji[] = {
        "\xf0\x9f\x98\x80",                             // a face
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", // a family
        "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", // a thumb with a skin tone
        "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", // a flag
        "1\xef\xb8\x8f\xe2\x83\xa3",        // a key
        "\xe2\x9d\xa4\xef\xb8\x8f",         // a red heart
    };
    for (size_t i = 0; i < sizeof emoji / sizeof emoji[0]; i++) {
        const struct glyphs *glyphs = fonts_shape(fonts, FONT_TEXT, emoji[i]);
        assert_int_equal(glyphs->count, 1);
        assert_true(fonts->faces[glyphs->items[0].face].is_color);
        assert_float_equal(glyphs->width, 136.0 / 128.0, 0.001);
    }
    // Asked for as text, the heart is a letter, and so is a plain sign.
    const char *const signs[] = {"\xe2\x9d\xa4\xef\xb8\x8e",
                                 "\xe2\x9a\xa1\xef\xb8\x8e", "\xe2\x9c\x93",
                                 "\xc2\xa9"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const struct glyphs *glyphs = fonts_shape(fonts, FONT_TEXT, signs[i]);
        assert_true(glyphs->count >= 1 && glyphs->items[0].face >= 0);
        assert_false(fonts->faces[glyphs->items[0].face].is_color);
    }
}

static void
a_letter_nobody_has_is_a_box_with_its_number(void **state) {
    struct fonts *fonts = *state;
    const struct {
        const char *text, *digits;
    } cases[] = {
        {"\xee\x80\x81", "E001"},
        {"\xf4\x8f\xbf\xbd", "10FFFD"},
        {"\xcd\xb8", "0378"}, // not a letter yet
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t digits = strlen(cases[i].digits);
        const struct glyphs *glyphs =
            fonts_shape(fonts, FONT_LABEL, cases[i].text);
        assert_int_equal(glyphs->count, 1 + digits);
        const struct glyph *frame = &glyphs->items[0];
        assert_int_equal(frame->face, FACE_FRAME);
        assert_true(frame->x >= 0.0f
                    && frame->x + frame->scale < glyphs->width);
        for (size_t k = 0; k < digits; k++) {
            const struct glyph *digit = &glyphs->items[1 + k];
            assert_true(
                is_glyph_of(fonts, digit, (uint32_t) cases[i].digits[k]));
            assert_true(digit->x > frame->x);
            assert_true(digit->x < frame->x + frame->scale);
        }
    }
    // What is not seen has no box.
    assert_true(fonts_width(fonts, FONT_LABEL, 9.0f, "\xe2\x80\x8b") == 0.0f);
}

static void
assert_heap_stays_inside(struct fonts *fonts, const char *base) {
    struct text text = {0};
    text_add(&text, base);
    for (int i = 0; i < 60; i++) {
        text_add(&text, i % 2 ? "\xcc\x81" : "\xcc\xa3"); // above, below
    }
    const struct glyphs *glyphs =
        fonts_shape(fonts, FONT_LABEL, text_string(&text));
    assert_true(glyphs->count > 4 && glyphs->count < 20);
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        const struct font_face *face = &fonts->faces[glyph->face];
        hb_glyph_extents_t extents;
        assert_true(
            hb_font_get_glyph_extents(face->shaper, glyph->id, &extents));
        float top = glyph->y + (float) extents.y_bearing * face->unit;
        assert_true(top < 0.97f);
        assert_true(top + (float) extents.height * face->unit > -0.23f);
    }
    text_finish(&text);
}

static void
marks_in_heaps_stay_inside_the_line(void **state) {
    assert_heap_stays_inside(*state, "Zg");
    // A letter of Noto Sans, which piles marks on one another.
    assert_heap_stays_inside(*state, "x\xea\x9c\xa2");
}

static bool
begins_with_one_of(const char *line, const char *const *marks) {
    for (; *marks; marks++) {
        if (strncmp(line, *marks, strlen(*marks)) == 0) {
            return true;
        }
    }
    return false;
}

static bool
ends_with_one_of(const char *line, const char *const *marks) {
    for (; *marks; marks++) {
        size_t size = strlen(*marks), all = strlen(line);
        if (all >= size && strcmp(line + all - size, *marks) == 0) {
            return true;
        }
    }
    return false;
}

static void
lines_of_ideographs_end_where_they_may(void **state) {
    struct fonts *fonts = *state;
    static const char *const closing[] = {"\xe3\x80\x81",
                                          "\xe3\x80\x82",
                                          "\xe3\x80\x8d",
                                          "\xe3\x83\xbc",
                                          "\xe3\x81\xa3",
                                          "\xef\xbc\x9f",
                                          ")",
                                          NULL};
    static const char *const opening[] = {"\xe3\x80\x8c", "(", NULL};
    const char *text = "今日は、とっても良い天気です。「散歩」に行きましょう"
                       "か？ビール(生)とコーヒー、「水」もあるよ。";
    int count = 0;
    for (float width = 150.0f; width < 1500.0f; width += 17.0f) {
        struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.15f, FIT_LINE_MAX};
        struct text_lines lines;
        fonts_fit(fonts, &fit, text, width, 2000.0f, &lines);
        for (int i = 0; i < lines.count; i++) {
            assert_false(begins_with_one_of(lines.lines[i], closing));
            assert_false(ends_with_one_of(lines.lines[i], opening));
            // Lines are filled: the next two letters would not have fitted.
            if (i + 1 < lines.count) {
                assert_true(fonts_width(fonts, fit.role, 50.0f, lines.lines[i])
                            > width - 4.0f * 50.0f);
            }
        }
        count += lines.count > 2 && !lines.is_cut;
    }
    assert_true(count > 30);
}

static void
words_break_after_hyphens_and_beside_emoji(void **state) {
    struct fonts *fonts = *state;
    const struct {
        const char *text, *first;
    } cases[] = {
        {"well-known", "well-"},
        {"\xed\x95\x9c\xea\xb5\xad \xec\x96\xb4", "\xed\x95\x9c\xea\xb5\xad"},
        {"ok\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80!",
         "ok\xf0\x9f\x98\x80\xf0\x9f\x98\x80"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.15f, 4};
        struct text_lines lines;
        float width = fonts_width(fonts, FONT_TEXT, 50.0f, cases[i].first);
        fonts_fit(fonts, &fit, cases[i].text, width + 30.0f, 500.0f, &lines);
        assert_string_equal(lines.lines[0], cases[i].first);
    }
    // A number keeps its sign.
    struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.15f, 4};
    struct text_lines lines;
    fonts_fit(fonts, &fit, "about -5", 170.0f, 500.0f, &lines);
    assert_string_equal(lines.lines[0], "about");
    assert_string_equal(lines.lines[1], "-5");
}

static void
every_line_of_a_paragraph_reads_its_way(void **state) {
    struct fonts *fonts = *state;
    struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.15f, 6};
    struct text_lines lines;
    // Hebrew that goes on with a Latin word on the next line.
    fonts_fit(fonts, &fit, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d DENT \xd7\xa9",
              230.0f, 500.0f, &lines);
    assert_int_equal(lines.count, 2);
    assert_string_equal(lines.lines[1], "\xe2\x80\x8f"
                                        "DENT \xd7\xa9");
    const struct glyphs *glyphs = fonts_shape(fonts, FONT_TEXT, lines.lines[1]);
    assert_false(is_glyph_of(fonts, &glyphs->items[0], 'D'));
    struct drawing drawing = {0};
    struct box box = {100, 100, 300, 200};
    drawing_begin(&drawing, 500, 500, (struct color){0, 0, 0, 255});
    drawing_lines(&drawing, fonts, &fit, &lines, box, ALIGN_LEFT,
                  (struct color){9, 9, 9, 255});
    assert_int_equal(drawing.mark_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(drawing.marks[i].text.align, ALIGN_RIGHT);
        assert_float_equal(drawing.marks[i].text.at.x, 400.0, 0.01);
    }
    drawing_finish(&drawing);
}

static int
compare_keys(const void *a, const void *b) {
    uint64_t left = *(const uint64_t *) a, right = *(const uint64_t *) b;
    return (left > right) - (left < right);
}

static void
texts_are_not_taken_for_one_another(void **state) {
    struct fonts *fonts = *state;
    struct text_fit fit = {FONT_TEXT, 50.0f, 50.0f, 1.15f, 4};
    struct text_lines first, again;
    fonts_fit(fonts, &fit, "one text of some length", 300.0f, 400.0f, &first);
    for (int i = 0; i < 2000; i++) {
        char text[40];
        snprintf(text, sizeof text, "another of that length %d", i);
        fonts_fit(fonts, &fit, text, 300.0f, 400.0f, &again);
        assert_int_not_equal(strcmp(first.lines[0], again.lines[0]), 0);
    }
    fonts_fit(fonts, &fit, "one text of some length", 300.0f, 400.0f, &again);
    assert_int_equal(first.count, again.count);
    assert_string_equal(first.lines[0], again.lines[0]);
    assert_string_equal(first.lines[1], again.lines[1]);
    assert_true(first.width == again.width && first.size == again.size);
    // Changes in bytes apart from one another, which a weak sum adds up again.
    static uint64_t keys[256 * 256];
    size_t count = 0;
    for (int i = 0; i < 256 * 256; i++) {
        uint8_t bytes[16] = {0};
        bytes[7] = (uint8_t) i;
        bytes[11] = bytes[15] = (uint8_t) (i >> 8);
        keys[count++] = font_hash(fonts->seed, bytes, sizeof bytes);
    }
    qsort(keys, count, sizeof keys[0], compare_keys);
    for (size_t i = 1; i < count; i++) {
        assert_true(keys[i] != keys[i - 1]);
    }
}

static void
any_bytes_are_measured_and_fitted(void **state) {
    struct fonts *fonts = *state;
    static const uint32_t bases[] = {0x20,    0x61,    0x300,   0x590,  0x600,
                                     0x900,   0xe00,   0x1000,  0x200b, 0x2028,
                                     0x3000,  0x4e00,  0xac00,  0xd800, 0xfe00,
                                     0x1f1e6, 0x1f3f0, 0x1f600, 0xe0000};
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < 1500; i++) {
        char text[300];
        size_t size = 0, wanted = rng_below(&rng, 280);
        while (size < wanted) {
            uint32_t code = bases[rng_below(&rng, sizeof bases / sizeof *bases)]
                            + rng_below(&rng, 60);
            utf8proc_uint8_t bytes[4];
            utf8proc_ssize_t step =
                code >= 0xd800 && code < 0xe000
                    ? -1
                    : utf8proc_encode_char((utf8proc_int32_t) code, bytes);
            if (step <= 0) { // not UTF-8 at all
                bytes[0] = (utf8proc_uint8_t) (0x80 + rng_below(&rng, 0x80));
                step = 1;
            }
            memcpy(text + size, bytes, (size_t) step);
            size += (size_t) step;
        }
        text[size] = '\0';
        struct text_fit fit = {FONT_LABEL, 50.0f, 30.0f, 1.15f, 9};
        struct text_lines lines;
        float width = 60.0f + (float) rng_below(&rng, 900);
        fonts_fit(fonts, &fit, text, width, 400.0f, &lines);
        assert_true(lines.width <= width * 1.0001f);
        assert_true(fonts_width(fonts, FONT_LABEL, 50.0f, text) >= 0.0f);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_text_opens_no_other_font),
        cmocka_unit_test(letters_from_right_to_left_stand_in_their_order),
        cmocka_unit_test(a_number_in_arabic_keeps_its_digits_in_order),
        cmocka_unit_test(a_letter_comes_from_the_font_that_suits_it),
        cmocka_unit_test(letters_that_join_are_joined),
        cmocka_unit_test(an_emoji_is_one_glyph_of_one_width),
        cmocka_unit_test(a_letter_nobody_has_is_a_box_with_its_number),
        cmocka_unit_test(marks_in_heaps_stay_inside_the_line),
        cmocka_unit_test(lines_of_ideographs_end_where_they_may),
        cmocka_unit_test(words_break_after_hyphens_and_beside_emoji),
        cmocka_unit_test(every_line_of_a_paragraph_reads_its_way),
        cmocka_unit_test(texts_are_not_taken_for_one_another),
        cmocka_unit_test(any_bytes_are_measured_and_fitted),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
