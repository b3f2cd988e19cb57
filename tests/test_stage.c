// The stage paints what the picture painter paints, keeps to its bounds, and
// hands over what is pressed. No window is needed: SDL's dummy driver with
// the software renderer does it all in memory.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/random.h"
#include "drawing/paint.h"
#include "drawing/theme.h"
#include "stage/stage.h"

#define WIDTH 800
#define HEIGHT 450

struct room {
    struct fonts *fonts;
    struct stage *stage;
    struct drawing drawing;
};

static struct stage *
open_stage(struct fonts *fonts, int width, int height) {
    struct stage_options options = {
        .driver = "dummy", .width = width, .height = height};
    struct fault fault = {{0}};
    struct stage *stage = stage_create(&options, fonts, &fault);
    if (!stage) {
        print_error("%s\n", fault.text);
    }
    return stage;
}

static int
open_room(void **state) {
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    setenv("SDL_RENDER_DRIVER", "software", 1);
    room->fonts = fonts_create(NULL);
    room->stage = room->fonts ? open_stage(room->fonts, WIDTH, HEIGHT) : NULL;
    *state = room;
    // What SDL itself has to say at the start is not for the tests.
    struct stage_input input;
    while (room->stage && stage_wait(room->stage, 0, &input)) {
    }
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

static void
draw_strokes(struct drawing *drawing, const struct theme *theme) {
    drawing_ring(drawing, (struct point){700, 90}, 60, 14, 0, 1, theme->track);
    drawing_ring(drawing, (struct point){700, 90}, 60, 14, 0, 0.72f,
                 theme->accent);
    drawing_ring(drawing, (struct point){700, 300}, 60, 14, 0.1f, 0.7f,
                 color_with_alpha(theme->ok, 0.5f));
    struct point curve[60];
    for (int i = 0; i < 60; i++) {
        float x = (float) (i - 30) / 10.0f;
        curve[i] = (struct point){20.0f + 10.0f * (float) i,
                                  430.0f - 90.0f * expf(-x * x)};
    }
    drawing_line(drawing, curve, 60, 5, false, theme->focus);
    const struct point zigzag[] = {
        {300.5f, 300.2f}, {420, 250}, {425, 330}, {600, 260}};
    drawing_line(drawing, zigzag, 4, 12, false, theme->danger);
    drawing_line(drawing, zigzag, 4, 3, true,
                 color_with_alpha(theme->line, 0.6f));
    drawing_frame(drawing, (struct box){30.4f, 180.6f, 200.5f, 60}, 12, 4,
                  theme->line);
    drawing_frame(drawing, (struct box){250, 180, 80, 60}, 0, 6, theme->accent);
}

static void
draw_everything(struct room *room, enum theme_name name) {
    struct drawing *drawing = &room->drawing;
    const struct theme *theme = theme_get(name);
    drawing_begin(drawing, WIDTH, HEIGHT, theme->background);
    drawing_group(drawing, "all");
    drawing_text(drawing, room->fonts, FONT_LABEL, 40, (struct point){20, 50},
                 ALIGN_LEFT, theme->text, "What would make it better?");
    drawing_text(drawing, room->fonts, FONT_TEXT, 22.7f,
                 (struct point){590, 90}, ALIGN_RIGHT, theme->text2,
                 "jumping \xe1\xba\xac office");
    drawing_text(drawing, room->fonts, FONT_VALUE, 33.3f,
                 (struct point){700, 101}, ALIGN_CENTER, theme->text, "0:25");
    drawing_text(drawing, room->fonts, FONT_WORDMARK, 30,
                 (struct point){620, 430}, ALIGN_LEFT, theme->accent, "DENT");
    for (unsigned i = 0; i < THEME_SLOT_COUNT; i++) {
        float x = 40.0f + 60.3f * (float) i;
        drawing_slot_shape(drawing, i, (struct point){x, 140}, 44,
                           theme->slots[i]);
    }
    drawing_rect(drawing, (struct box){350, 180, 180, 30}, 8, theme->track);
    drawing_rect(drawing, (struct box){350, 180, 120, 30}, 8, theme->slots[1]);
    drawing_rect(drawing, (struct box){350, 220, 180, 12}, 0,
                 color_with_alpha(theme->slots[0], 0.5f));
    drawing_disc(drawing, (struct point){560.3f, 195.8f}, 14.4f, theme->ok);
    draw_strokes(drawing, theme);
    drawing_qr(drawing, "HTTP://10.0.0.1/", 2, (struct point){40, 255}, 3,
               theme->qr_ink, theme->qr_plate);
}

struct difference {
    double mean;  // of a channel
    double large; // share of channels that differ by more than 64
};

static struct difference
compare(const uint32_t *a, const uint32_t *b, size_t count) {
    int64_t sum = 0, large = 0;
    for (size_t i = 0; i < count; i++) {
        for (int shift = 0; shift < 24; shift += 8) {
            int x = (a[i] >> shift) & 0xff, y = (b[i] >> shift) & 0xff;
            sum += abs(x - y);
            large += abs(x - y) > 64;
        }
    }
    double all = (double) count * 3.0;
    return (struct difference){(double) sum / all, (double) large / all};
}

static void
the_stage_shows_what_a_picture_file_shows(void **state) {
    struct room *room = *state;
    for (int i = 0; i < THEME_COUNT; i++) {
        draw_everything(room, (enum theme_name) i);
        uint32_t *shown = stage_pixels(room->stage, &room->drawing);
        uint32_t *drawn = paint_pixels(&room->drawing, room->fonts);
        assert_non_null(shown);
        assert_non_null(drawn);
        struct difference d = compare(shown, drawn, (size_t) WIDTH * HEIGHT);
        print_message("mean %.3f, large %.3f %%\n", d.mean, d.large * 100.0);
        assert_true(d.mean < 1.2);
        assert_true(d.large < 0.006);
        free(shown);
        free(drawn);
    }
}

static void
the_same_drawing_gives_the_same_pixels_again(void **state) {
    struct room *room = *state;
    draw_everything(room, THEME_DARK);
    uint32_t *first = stage_pixels(room->stage, &room->drawing);
    // Fill the store with other texts, so that every texture is made anew.
    for (int i = 0; i < 30; i++) {
        drawing_begin(&room->drawing, WIDTH, HEIGHT,
                      (struct color){0, 0, 0, 255});
        for (int k = 0; k < 40; k++) {
            char text[24];
            snprintf(text, sizeof text, "%d of %d", i * 40 + k, k);
            drawing_text(&room->drawing, room->fonts, FONT_TEXT,
                         20.0f + (float) (i % 20),
                         (struct point){10, 10 + (float) k * 10}, ALIGN_LEFT,
                         (struct color){255, 255, 255, 255}, text);
        }
        assert_true(stage_paint(room->stage, &room->drawing));
    }
    draw_everything(room, THEME_DARK);
    uint32_t *second = stage_pixels(room->stage, &room->drawing);
    assert_memory_equal(first, second, (size_t) WIDTH * HEIGHT * 4);
    free(first);
    free(second);
}

// A grid of bent lines in two colours, partly beyond the screen; with groups
// between them nothing is painted together.
static void
draw_grid(struct drawing *drawing, const struct theme *theme, bool is_apart) {
    drawing_begin(drawing, WIDTH, HEIGHT, theme->background);
    for (int line = 0; line < 80; line++) {
        struct point points[40];
        for (int i = 0; i < 40; i++) {
            float along = 10.0f + 20.0f * (float) i;
            float aside = 11.0f * (float) (line % 40)
                          + 30.0f * sinf((float) (i + line) / 4.0f);
            points[i] = line < 40 ? (struct point){along, aside}
                                  : (struct point){2.0f * aside, along};
        }
        drawing_line(drawing, points, 40, 3.2f, line % 7 == 0,
                     line % 3 ? theme->line : theme->accent);
        if (is_apart) {
            drawing_group(drawing, "apart");
        }
    }
}

static void
many_lines_at_once_look_as_one_by_one(void **state) {
    struct room *room = *state;
    draw_grid(&room->drawing, theme_get(THEME_DARK), false);
    uint32_t *together = stage_pixels(room->stage, &room->drawing);
    uint32_t *again = stage_pixels(room->stage, &room->drawing);
    uint32_t *drawn = paint_pixels(&room->drawing, room->fonts);
    draw_grid(&room->drawing, theme_get(THEME_DARK), true);
    uint32_t *apart = stage_pixels(room->stage, &room->drawing);
    size_t count = (size_t) WIDTH * HEIGHT;
    struct difference d = compare(together, apart, count);
    print_message("mean %.3f, large %.3f %%\n", d.mean, d.large * 100.0);
    assert_true(d.mean < 3.0);
    assert_true(d.large < 0.001);
    d = compare(together, drawn, count);
    print_message("mean %.3f, large %.3f %%\n", d.mean, d.large * 100.0);
    assert_true(d.mean < 3.0);
    assert_true(d.large < 0.001);
    assert_memory_equal(together, again, count * 4);
    free(together);
    free(again);
    free(drawn);
    free(apart);
}

static void
text_is_as_wide_as_it_was_measured(void **state) {
    struct room *room = *state;
    const float sizes[] = {14.3f, 27.0f, 45.36f, 61.8f};
    for (int i = 0; i < 4; i++) {
        drawing_begin(&room->drawing, WIDTH, HEIGHT,
                      (struct color){0, 0, 0, 255});
        drawing_text(&room->drawing, room->fonts, FONT_LABEL, sizes[i],
                     (struct point){10, 200}, ALIGN_LEFT,
                     (struct color){255, 255, 255, 255}, "HAVE a Word iii H");
        uint32_t *shown = stage_pixels(room->stage, &room->drawing);
        uint32_t *drawn = paint_pixels(&room->drawing, room->fonts);
        int ends[2] = {0, 0};
        for (int k = 0; k < WIDTH * HEIGHT; k++) {
            int x = k % WIDTH;
            ends[0] = (shown[k] & 0xff) > 100 && x > ends[0] ? x : ends[0];
            ends[1] = (drawn[k] & 0xff) > 100 && x > ends[1] ? x : ends[1];
        }
        assert_true(abs(ends[0] - ends[1]) <= 1);
        free(shown);
        free(drawn);
    }
}

static int
lowest_lit(struct room *room, const char *text) {
    drawing_begin(&room->drawing, WIDTH, HEIGHT, (struct color){0, 0, 0, 255});
    drawing_text(&room->drawing, room->fonts, FONT_VALUE, 100,
                 (struct point){10, 300}, ALIGN_LEFT,
                 (struct color){255, 255, 255, 255}, text);
    uint32_t *shown = stage_pixels(room->stage, &room->drawing);
    assert_non_null(shown);
    int lowest = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        lowest = (shown[i] & 0xff) > 100 ? i / WIDTH : lowest;
    }
    free(shown);
    return lowest;
}

static void
tall_accents_do_not_move_the_baseline(void **state) {
    struct room *room = *state;
    int lowest = lowest_lit(room, "HEH");
    assert_true(abs(lowest - 299) <= 1);
    assert_int_equal(lowest_lit(room, "H\xe1\xba\xbeH"), lowest);
    assert_int_equal(lowest_lit(room, "HE\xcc\x82\xcc\x81\xcc\x81H"), lowest);
}

static void
a_code_on_the_stage_is_made_of_whole_pixels(void **state) {
    struct room *room = *state;
    const struct theme *theme = theme_get(THEME_BRIGHT);
    drawing_begin(&room->drawing, WIDTH, HEIGHT, theme->track);
    drawing_qr(&room->drawing, "HTTP://192.168.4.1/J/7K4P", 2,
               (struct point){33, 21}, 7, theme->qr_ink, theme->qr_plate);
    uint32_t *shown = stage_pixels(room->stage, &room->drawing);
    uint32_t *drawn = paint_pixels(&room->drawing, room->fonts);
    assert_memory_equal(shown, drawn, (size_t) WIDTH * HEIGHT * 4);
    free(shown);
    free(drawn);
}

static void
what_lies_beyond_the_screen_is_left_out(void **state) {
    struct room *room = *state;
    struct color white = {255, 255, 255, 255};
    drawing_begin(&room->drawing, WIDTH, HEIGHT, (struct color){0, 0, 0, 255});
    drawing_slot_shape(&room->drawing, 4, (struct point){-2000, 50}, 90, white);
    drawing_slot_shape(&room->drawing, 4, (struct point){0, 50}, 90, white);
    drawing_disc(&room->drawing, (struct point){9000, 9000}, 5000, white);
    drawing_ring(&room->drawing, (struct point){WIDTH, HEIGHT}, 900, 30, 0, 1,
                 white);
    const struct point far_line[] = {{-9000, -9000}, {9000, 8000}};
    drawing_line(&room->drawing, far_line, 2, 9, false, white);
    drawing_rect(&room->drawing, (struct box){-50, 400, 100, 500}, 20, white);
    uint32_t *shown = stage_pixels(room->stage, &room->drawing);
    uint32_t *drawn = paint_pixels(&room->drawing, room->fonts);
    struct difference d = compare(shown, drawn, (size_t) WIDTH * HEIGHT);
    assert_true(d.mean < 0.5 && d.large < 0.002);
    free(shown);
    free(drawn);
}

static void
a_screenshot_is_a_picture(void **state) {
    struct room *room = *state;
    char path[] = "/tmp/dent-stage-XXXXXX.png";
    int file = mkstemps(path, 4);
    assert_true(file >= 0);
    close(file);
    draw_everything(room, THEME_DARK);
    struct fault fault = {{0}};
    assert_true(stage_screenshot(room->stage, &room->drawing, path, &fault));
    unlink(path);
    assert_false(
        stage_screenshot(room->stage, &room->drawing, "/no/where.png", &fault));
    assert_non_null(strstr(fault.text, "/no/where.png"));
}

static struct stage_input
next(struct room *room) {
    struct stage_input input = {.kind = STAGE_INPUT_QUIT};
    (void) stage_wait(room->stage, 0, &input);
    return input;
}

static void
press(SDL_Keycode code, Uint16 modifiers, const char *written) {
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    assert_int_equal(SDL_PushEvent(&event), 1);
    if (written) {
        SDL_Event text = {.type = SDL_TEXTINPUT};
        snprintf(text.text.text, sizeof text.text.text, "%s", written);
        assert_int_equal(SDL_PushEvent(&text), 1);
    }
}

static void
keys_arrive_as_what_they_mean(void **state) {
    struct room *room = *state;
    const struct {
        SDL_Keycode code;
        Uint16 modifiers;
        const char *written;
        enum stage_key key;
        uint32_t character;
    } cases[] = {
        {SDLK_PAGEDOWN, 0, NULL, STAGE_KEY_PAGE_DOWN, 0},
        {SDLK_SPACE, 0, " ", STAGE_KEY_SPACE, 0},
        {SDLK_F5, KMOD_LSHIFT, NULL, STAGE_KEY_F5, 0},
        {SDLK_j, 0, "j", STAGE_KEY_CHARACTER, 'j'},
        {SDLK_j, KMOD_LSHIFT, "J", STAGE_KEY_CHARACTER, 'j'},
        {SDLK_EQUALS, KMOD_LSHIFT, "+", STAGE_KEY_CHARACTER, '+'},
        {SDLK_AMPERSAND, KMOD_LSHIFT, "1", STAGE_KEY_CHARACTER, '1'},
        {SDLK_KP_PLUS, 0, NULL, STAGE_KEY_CHARACTER, '+'},
        {SDLK_PERIOD, 0, NULL, STAGE_KEY_CHARACTER, '.'},
        {SDLK_a, 0, "\xc3\x84", STAGE_KEY_CHARACTER, 0xe4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        press(cases[i].code, cases[i].modifiers, cases[i].written);
        struct stage_input input = next(room);
        assert_int_equal(input.kind, STAGE_INPUT_KEY);
        assert_int_equal(input.key, cases[i].key);
        assert_int_equal(input.character, cases[i].character);
        assert_int_equal(input.is_shift, cases[i].modifiers != 0);
        assert_int_equal(next(room).kind, STAGE_INPUT_NONE);
    }
    press(SDLK_q, KMOD_LCTRL, NULL);
    press(SDLK_LSHIFT, KMOD_LSHIFT, NULL);
    assert_int_equal(next(room).kind, STAGE_INPUT_NONE);
}

static void
a_wake_is_told_once_and_never_lost(void **state) {
    struct room *room = *state;
    for (int i = 0; i < 5; i++) {
        stage_wake(room->stage);
    }
    assert_int_equal(next(room).kind, STAGE_INPUT_WAKE);
    assert_int_equal(next(room).kind, STAGE_INPUT_NONE);
    stage_wake(room->stage);
    assert_int_equal(next(room).kind, STAGE_INPUT_WAKE);
}

static int
wake_from_afar(void *stage) {
    stage_wake(stage);
    return 0;
}

static void
a_wake_from_another_thread_ends_the_wait(void **state) {
    struct room *room = *state;
    SDL_Thread *thread = SDL_CreateThread(wake_from_afar, "afar", room->stage);
    struct stage_input input;
    assert_true(stage_wait(room->stage, -1, &input));
    assert_int_equal(input.kind, STAGE_INPUT_WAKE);
    SDL_WaitThread(thread, NULL);
}

static void
touch_resize_and_close_are_handed_over(void **state) {
    struct room *room = *state;
    SDL_Event touch = {.type = SDL_FINGERDOWN};
    touch.tfinger.x = 0.5f;
    touch.tfinger.y = 0.25f;
    SDL_PushEvent(&touch);
    struct stage_input input = next(room);
    assert_int_equal(input.kind, STAGE_INPUT_TOUCH);
    assert_float_equal(input.x, WIDTH / 2.0, 0.01);
    assert_float_equal(input.y, HEIGHT / 4.0, 0.01);
    SDL_Event lost = {.type = SDL_RENDER_TARGETS_RESET};
    SDL_PushEvent(&lost);
    assert_int_equal(next(room).kind, STAGE_INPUT_SIZE);
    SDL_Event close = {.type = SDL_QUIT};
    SDL_PushEvent(&close);
    assert_int_equal(next(room).kind, STAGE_INPUT_QUIT);
    SDL_Event move = {.type = SDL_MOUSEMOTION};
    SDL_PushEvent(&move);
    assert_int_equal(next(room).kind, STAGE_INPUT_NONE);
    draw_everything(room, THEME_DARK);
    assert_true(stage_paint(room->stage, &room->drawing));
}

static void
without_a_screen_the_fault_says_how_to_go_on(void **state) {
    struct room *room = *state;
    stage_destroy(room->stage);
    struct stage_options options = {.driver = "nonsense"};
    struct fault fault = {{0}};
    room->stage = stage_create(&options, room->fonts, &fault);
    assert_null(room->stage);
    assert_non_null(strstr(fault.text, "--display none"));
    room->stage = open_stage(room->fonts, WIDTH, HEIGHT);
    assert_non_null(room->stage);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stage_shows_what_a_picture_file_shows),
        cmocka_unit_test(the_same_drawing_gives_the_same_pixels_again),
        cmocka_unit_test(many_lines_at_once_look_as_one_by_one),
        cmocka_unit_test(text_is_as_wide_as_it_was_measured),
        cmocka_unit_test(tall_accents_do_not_move_the_baseline),
        cmocka_unit_test(a_code_on_the_stage_is_made_of_whole_pixels),
        cmocka_unit_test(what_lies_beyond_the_screen_is_left_out),
        cmocka_unit_test(a_screenshot_is_a_picture),
        cmocka_unit_test(keys_arrive_as_what_they_mean),
        cmocka_unit_test(a_wake_is_told_once_and_never_lost),
        cmocka_unit_test(a_wake_from_another_thread_ends_the_wait),
        cmocka_unit_test(touch_resize_and_close_are_handed_over),
        cmocka_unit_test(without_a_screen_the_fault_says_how_to_go_on),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
