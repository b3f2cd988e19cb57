// Text on the stage: as wide as measured in every script and in both painters,
// inside its box whatever a person has typed, emoji in colour, and kept in
// stores that have a bound.
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
#include "base/text.h"
#include "drawing/font_face.h"
#include "drawing/paint.h"
#include "stage/inside.h"

#define WIDTH 1200
#define HEIGHT 300

static const struct color white = {255, 255, 255, 255};
static const struct color black = {0, 0, 0, 255};

struct room {
    struct fonts *fonts;
    struct stage *stage;
    struct drawing drawing;
};

static int
open_room(void **state) {
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    setenv("SDL_RENDER_DRIVER", "software", 1);
    room->fonts = fonts_create(NULL);
    struct stage_options options = {
        .driver = "dummy", .width = WIDTH, .height = HEIGHT};
    room->stage =
        room->fonts ? stage_create(&options, room->fonts, NULL) : NULL;
    *state = room;
    return room->stage ? 0 : -1;
}

static int
close_room(void **state) {
    struct room *room = *state;
    stage_destroy(room->stage);
    fonts_destroy(room->fonts);
    drawing_finish(&room->drawing);
    free(room);
    return 0;
}

// One line on black, its baseline at 200.
static void
draw_line(struct room *room, enum font_role role, float size,
          const char *text) {
    drawing_begin(&room->drawing, WIDTH, HEIGHT, black);
    drawing_text(&room->drawing, room->fonts, role, size,
                 (struct point){20, 200}, ALIGN_LEFT, white, text);
}

// The pixels that are lit: the last column and the first row are outside.
struct lit {
    int left, top, right, bottom;
};

static struct lit
find_lit(const uint32_t *pixels) {
    struct lit lit = {WIDTH, HEIGHT, 0, 0};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int x = i % WIDTH, y = i / WIDTH;
        if ((pixels[i] >> 8 & 0xff) > 100) {
            lit.left = x < lit.left ? x : lit.left;
            lit.right = x + 1 > lit.right ? x + 1 : lit.right;
            lit.top = y < lit.top ? y : lit.top;
            lit.bottom = y + 1 > lit.bottom ? y + 1 : lit.bottom;
        }
    }
    return lit;
}

static struct lit
lit_on_stage(struct room *room) {
    uint32_t *pixels = stage_pixels(room->stage, &room->drawing);
    assert_non_null(pixels);
    struct lit lit = find_lit(pixels);
    free(pixels);
    return lit;
}

static struct lit
lit_in_picture(struct room *room) {
    uint32_t *pixels = paint_pixels(&room->drawing, room->fonts);
    assert_non_null(pixels);
    struct lit lit = find_lit(pixels);
    free(pixels);
    return lit;
}

static const char *const corpus[] = {
    "Avocado, Tofu & Yam 42 %",
    "Tiếng Việt Ếẫ ğışç",
    "Ζωή και φως",
    "Привет, мир",
    "السعر 42% فقط (تقريبًا)",
    "שלום עולם 3.5",
    "क्षत्रिय विद्यार्थी",
    "বাংলা ভাষা",
    "தமிழ் மொழி",
    "สวัสดีครับ น้ำ",
    "ភាសាខ្មែរ",
    "မြန်မာ",
    "አማርኛ",
    "ქართული",
    "你好，世界。",
    "「日本語」テスト",
    "한국어",
    "👩‍👩‍👧 👍🏽 🇩🇪 ❤️",
    "✓ ★ ➜ ∑",
    "a\xee\x80\x81z",
    "e\xcc\x82\xcc\x81 o\xcc\xa8",
};

static void
text_of_any_script_is_as_wide_as_measured(void **state) {
    struct room *room = *state;
    const float sizes[] = {21.3f, 45.36f, 61.8f};
    for (size_t i = 0; i < sizeof corpus / sizeof corpus[0]; i++) {
        for (int k = 0; k < 3; k++) {
            // The last letter ends where the measure says, less its own rim.
            draw_line(room, FONT_LABEL, sizes[k], "H");
            float rim = 20.0f
                        + fonts_width(room->fonts, FONT_LABEL, sizes[k], "H")
                        - (float) lit_in_picture(room).right;
            char text[120];
            snprintf(text, sizeof text, "H %s H", corpus[i]);
            draw_line(room, FONT_LABEL, sizes[k], text);
            float wide = room->drawing.marks[0].text.width;
            struct lit shown = lit_on_stage(room);
            struct lit drawn = lit_in_picture(room);
            float end = 20.0f + wide - rim;
            if (fabsf((float) shown.right - end) > 1.01f
                || fabsf((float) drawn.right - end) > 1.01f
                || abs(shown.left - drawn.left) > 1
                || abs(shown.top - drawn.top) > 1
                || abs(shown.bottom - drawn.bottom) > 1) {
                print_error("%s at %.1f: measured to %.1f, stage %d, picture "
                            "%d; tops %d %d, bottoms %d %d\n",
                            corpus[i], (double) sizes[k], (double) end,
                            shown.right, drawn.right, shown.top, drawn.top,
                            shown.bottom, drawn.bottom);
                fail();
            }
        }
    }
}

static void
digits_are_seen_in_one_width(void **state) {
    struct room *room = *state;
    draw_line(room, FONT_VALUE, 65.0f, "111H");
    int ones = lit_on_stage(room).right;
    draw_line(room, FONT_VALUE, 65.0f, "888H");
    assert_int_equal(lit_on_stage(room).right, ones);
}

// What stands between two columns of a line, as a row of pixels for each.
static uint32_t *
pixels_of(struct room *room, const char *text) {
    draw_line(room, FONT_LABEL, 60.0f, text);
    uint32_t *pixels = stage_pixels(room->stage, &room->drawing);
    assert_non_null(pixels);
    return pixels;
}

// Whether `part`, drawn alone, is to be seen somewhere in the line.
static bool
shows(struct room *room, const char *line, const char *part) {
    uint32_t *whole = pixels_of(room, line), *alone = pixels_of(room, part);
    struct lit lit = find_lit(alone);
    bool is_shown = false;
    for (int shift = -lit.left; shift < WIDTH - lit.right && !is_shown;
         shift++) {
        int64_t far = 0;
        for (int y = lit.top; y < lit.bottom && far < 1000000; y++) {
            for (int x = lit.left; x < lit.right; x++) {
                int a = (int) (whole[y * WIDTH + x + shift] & 0xff);
                far += abs(a - (int) (alone[y * WIDTH + x] & 0xff));
            }
        }
        // Parts of a pixel beside each other make some difference.
        is_shown = far < 12 * (lit.right - lit.left) * (lit.bottom - lit.top);
    }
    free(whole);
    free(alone);
    return is_shown;
}

static void
a_number_among_arabic_is_read_as_it_was_written(void **state) {
    struct room *room = *state;
    const char *line = "السعر 42% فقط";
    assert_true(shows(room, line, "42"));
    assert_false(shows(room, line, "24"));
    assert_true(shows(room, line, "فقط"));
}

static void
emoji_are_in_colour_and_letters_beside_them_are_not(void **state) {
    struct room *room = *state;
    const struct color inks[] = {{255, 255, 255, 255}, {90, 90, 90, 255}};
    for (int i = 0; i < 2; i++) {
        drawing_begin(&room->drawing, WIDTH, HEIGHT, black);
        drawing_text(&room->drawing, room->fonts, FONT_LABEL, 60,
                     (struct point){20, 200}, ALIGN_LEFT, inks[i], "H 👍 🇩🇪");
        uint32_t *painted[] = {stage_pixels(room->stage, &room->drawing),
                               paint_pixels(&room->drawing, room->fonts)};
        for (int k = 0; k < 2; k++) {
            int coloured = 0, first = WIDTH, inked = 0;
            for (int p = 0; p < WIDTH * HEIGHT; p++) {
                int red = (int) (painted[k][p] >> 16 & 0xff);
                int blue = (int) (painted[k][p] & 0xff);
                if (abs(red - blue) > 60) {
                    coloured++;
                    first = p % WIDTH < first ? p % WIDTH : first;
                }
                inked += red == inks[i].r && blue == inks[i].b;
            }
            assert_true(coloured > 1500);
            assert_true(first > 60); // the H before them is grey
            assert_true(inked > 100);
            free(painted[k]);
        }
    }
}

static void
a_missing_letter_is_framed(void **state) {
    struct room *room = *state;
    const char *text = "\xf4\x8f\xbf\xbd";
    draw_line(room, FONT_LABEL, 100.0f, text);
    uint32_t *pixels = stage_pixels(room->stage, &room->drawing);
    struct lit lit = find_lit(pixels);
    assert_true(lit.bottom == 200 && lit.top > 120 && lit.top < 135);
    int full[4] = {0};
    for (int x = lit.left; x < lit.right; x++) {
        full[0] += pixels[lit.top * WIDTH + x] == 0xffffffffu;
        full[1] += pixels[(lit.bottom - 1) * WIDTH + x] == 0xffffffffu;
    }
    for (int y = lit.top; y < lit.bottom; y++) {
        full[2] += pixels[y * WIDTH + lit.left] == 0xffffffffu;
        full[3] += pixels[y * WIDTH + lit.right - 1] == 0xffffffffu;
    }
    for (int i = 0; i < 4; i++) {
        int side = i < 2 ? lit.right - lit.left : lit.bottom - lit.top;
        assert_int_equal(full[i], side);
    }
    free(pixels);
}

// Fits into a box and looks for light outside of it.
static void
assert_stays_inside(struct room *room, const char *text) {
    struct text_fit fit = {FONT_LABEL, 40.0f, 24.0f, 1.15f, 12};
    struct box box = {100, 40, 1000, 220};
    struct text_lines lines;
    fonts_fit(room->fonts, &fit, text, box.w, box.h, &lines);
    assert_false(lines.is_cut);
    drawing_begin(&room->drawing, WIDTH, HEIGHT, black);
    drawing_lines(&room->drawing, room->fonts, &fit, &lines, box, ALIGN_LEFT,
                  white);
    struct lit painted[] = {lit_on_stage(room), lit_in_picture(room)};
    for (int i = 0; i < 2; i++) {
        float rim = 0.06f * lines.size; // a letter leans over its width
        assert_true(painted[i].right > 100);
        assert_true((float) painted[i].left >= box.x - rim);
        assert_true((float) painted[i].right <= box.x + box.w + rim);
        assert_true((float) painted[i].top >= box.y - rim);
        assert_true((float) painted[i].bottom <= box.y + lines.height + rim);
    }
}

static void
any_guests_text_stays_inside_its_box(void **state) {
    struct room *room = *state;
    struct text text = {0};
    for (int i = 0; i < 280; i++) {
        text_add(&text, i % 7 ? "n" : "W");
    }
    assert_stays_inside(room, text_string(&text));
    const char *const units[] = {"Z\xcc\xb8\xcd\x8e\xcc\x9b\xcc\xbe",
                                 "g\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
                                 "o\xcc\xa3\xcc\xa3\xcc\xa3\xcc\xa3",
                                 "好",
                                 "👩‍👩‍👧",
                                 "\xee\x80\x81",
                                 "क्ष",
                                 "ب"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        text_clear(&text);
        for (int k = 0; k < 70; k++) {
            text_add(&text, units[i]);
        }
        assert_stays_inside(room, text_string(&text));
    }
    text_finish(&text);
}

static void
stores_keep_to_their_bounds(void **state) {
    struct room *room = *state;
    const struct texture_store *store = &room->stage->textures;
    size_t most = 0, most_pictures = 0;
    for (int i = 0; i < 700; i++) {
        char text[80];
        snprintf(text, sizeof text, "%d 好 %c %x السعر 👍", i, 'A' + i % 26,
                 i * 77);
        drawing_begin(&room->drawing, WIDTH, HEIGHT, black);
        for (int k = 0; k < 4; k++) {
            drawing_text(&room->drawing, room->fonts, (enum font_role) k,
                         20.0f + (float) (i % 60 * 2), (struct point){10, 100},
                         ALIGN_LEFT, white, text);
        }
        assert_true(stage_paint(room->stage, &room->drawing));
        assert_true(store->count <= TEXTURE_MAX);
        assert_true(store->bytes <= TEXTURE_BYTES_MAX);
        most = store->bytes > most ? store->bytes : most;
        size_t pictures = room->fonts->picture_bytes;
        most_pictures = pictures > most_pictures ? pictures : most_pictures;
    }
    assert_true(most > TEXTURE_BYTES_MAX / 2); // the bound was reached
    assert_true(most_pictures > 900 * 1024);
    assert_true(most_pictures < 1300 * 1024);
    assert_true(room->fonts->face_count <= FACE_MAX);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_any_script_is_as_wide_as_measured),
        cmocka_unit_test(digits_are_seen_in_one_width),
        cmocka_unit_test(a_number_among_arabic_is_read_as_it_was_written),
        cmocka_unit_test(emoji_are_in_colour_and_letters_beside_them_are_not),
        cmocka_unit_test(a_missing_letter_is_framed),
        cmocka_unit_test(any_guests_text_stays_inside_its_box),
        cmocka_unit_test(stores_keep_to_their_bounds),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
