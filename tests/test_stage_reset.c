// The picture comes back by itself: after the renderer has lost what was made
// for it, when a screen goes and returns, and in another size. What is lost is
// lost for real here: the textures are filled with something else.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/random.h"
#include "drawing/theme.h"
#include "stage/inside.h"

#define WIDTH 800
#define HEIGHT 450
#define SMALL_WIDTH 640
#define SMALL_HEIGHT 360
// The picture is back within a second.
#define BACK_MS 1000

struct room {
    struct fonts *fonts;
    struct stage *stage;
    struct drawing drawing;
};

static void
drain(struct stage *stage) {
    struct stage_input input;
    while (stage_wait(stage, 0, &input)) {
    }
}

static void
open_stage(struct room *room, int width, int height) {
    struct stage_options options = {
        .driver = "dummy", .width = width, .height = height};
    struct fault fault = {{0}};
    room->stage = stage_create(&options, room->fonts, &fault);
    assert_non_null(room->stage);
    drain(room->stage);
}

static int
open_room(void **state) {
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    setenv("SDL_RENDER_DRIVER", "software", 1);
    room->fonts = fonts_create(NULL);
    assert_non_null(room->fonts);
    open_stage(room, WIDTH, HEIGHT);
    *state = room;
    return 0;
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

// The picture of the model, in the size that the stage has now.
static uint32_t *
take_picture(struct room *room) {
    const struct theme *theme = theme_get(THEME_DARK);
    int width = 0, height = 0;
    stage_size(room->stage, &width, &height);
    float w = (float) width, h = (float) height;
    drawing_begin(&room->drawing, w, h, theme->background);
    drawing_text(&room->drawing, room->fonts, FONT_LABEL, h / 8.0f,
                 (struct point){w / 20.0f, h / 4.0f}, ALIGN_LEFT, theme->text,
                 "Back within a second");
    drawing_disc(&room->drawing, (struct point){w / 4.0f, h / 1.5f}, h / 6.0f,
                 theme->accent);
    drawing_slot_shape(&room->drawing, 3, (struct point){w / 1.5f, h / 1.5f},
                       h / 3.0f, theme->slots[3]);
    uint32_t *pixels = stage_pixels(room->stage, &room->drawing);
    assert_non_null(pixels);
    return pixels;
}

static bool
is_same(const uint32_t *a, const uint32_t *b, size_t count) {
    return memcmp(a, b, count * sizeof *a) == 0;
}

// As a driver does that has started anew: the textures hold anything.
static void
lose_textures(struct stage *stage) {
    assert_int_not_equal(stage->textures.count, 0);
    for (int i = 0; i < stage->textures.count; i++) {
        const struct texture *texture = &stage->textures.entries[i];
        size_t line = (size_t) texture->width * 4;
        void *noise = malloc(line * (size_t) texture->height);
        assert_non_null(noise);
        memset(noise, 0xa5, line * (size_t) texture->height);
        assert_int_equal(
            SDL_UpdateTexture(texture->pixels, NULL, noise, (int) line), 0);
        free(noise);
    }
}

static void
expect_picture_again(struct stage *stage) {
    struct stage_input input;
    assert_true(stage_wait(stage, BACK_MS, &input));
    assert_int_equal(input.kind, STAGE_INPUT_SIZE);
}

static void
expect_back_after(struct room *room, SDL_Event event) {
    size_t count = (size_t) WIDTH * HEIGHT;
    uint32_t *before = take_picture(room);
    lose_textures(room->stage);
    uint32_t *lost = take_picture(room);
    assert_false(is_same(before, lost, count));
    drain(room->stage);
    assert_int_equal(SDL_PushEvent(&event), 1);
    expect_picture_again(room->stage);
    uint32_t *after = take_picture(room);
    assert_true(is_same(before, after, count));
    free(before);
    free(lost);
    free(after);
}

static void
a_renderer_that_lost_its_targets_shows_the_same(void **state) {
    expect_back_after(*state, (SDL_Event){.type = SDL_RENDER_TARGETS_RESET});
}

static void
a_graphics_card_that_started_anew_shows_the_same(void **state) {
    expect_back_after(*state, (SDL_Event){.type = SDL_RENDER_DEVICE_RESET});
}

static void
a_screen_unplugged_and_back_shows_the_same(void **state) {
    const Uint8 what[] = {SDL_DISPLAYEVENT_DISCONNECTED,
                          SDL_DISPLAYEVENT_CONNECTED,
                          SDL_DISPLAYEVENT_ORIENTATION};
    for (size_t i = 0; i < sizeof what; i++) {
        SDL_Event event = {.type = SDL_DISPLAYEVENT};
        event.display.event = what[i];
        expect_back_after(*state, event);
    }
}

static void
a_window_on_another_screen_shows_the_same(void **state) {
    struct room *room = *state;
    SDL_Event event = {.type = SDL_WINDOWEVENT};
    event.window.windowID = SDL_GetWindowID(room->stage->window);
    event.window.event = SDL_WINDOWEVENT_DISPLAY_CHANGED;
    expect_back_after(room, event);
}

static void
another_size_is_painted_as_if_it_had_always_been(void **state) {
    struct room *room = *state;
    stage_destroy(room->stage);
    open_stage(room, SMALL_WIDTH, SMALL_HEIGHT);
    uint32_t *fresh = take_picture(room);
    stage_destroy(room->stage);
    open_stage(room, WIDTH, HEIGHT);
    free(take_picture(room));
    drain(room->stage);
    SDL_SetWindowSize(room->stage->window, SMALL_WIDTH, SMALL_HEIGHT);
    expect_picture_again(room->stage);
    int width = 0, height = 0;
    stage_size(room->stage, &width, &height);
    assert_int_equal(width, SMALL_WIDTH);
    assert_int_equal(height, SMALL_HEIGHT);
    uint32_t *after = take_picture(room);
    assert_true(is_same(fresh, after, (size_t) width * (size_t) height));
    free(fresh);
    free(after);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_renderer_that_lost_its_targets_shows_the_same),
        cmocka_unit_test(a_graphics_card_that_started_anew_shows_the_same),
        cmocka_unit_test(a_screen_unplugged_and_back_shows_the_same),
        cmocka_unit_test(a_window_on_another_screen_shows_the_same),
        cmocka_unit_test(another_size_is_painted_as_if_it_had_always_been),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
