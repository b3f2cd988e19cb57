// Milliseconds a frame: every scene of the taster at one size, drawn and
// painted by the software renderer, beside the floor: one full-screen clear
// and one full-screen blit by SDL alone, in the same run. Prints a table.
#include "base/random.h"
#include "base/tick.h"
#include "deck/deck.h"
#include "drawing/font.h"
#include "scene/scene.h"
#include "session/staging.h"
#include "stage/stage.h"
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 31

struct bench {
    struct deck *deck;
    struct fonts *fonts;
    struct stage *stage;
    struct drawing drawing;
    int width, height;
    double floor_ms;
};

static int
compare(const void *a, const void *b) {
    double left = *(const double *) a;
    double right = *(const double *) b;
    return (left > right) - (left < right);
}

static double
median(double *values, int count) {
    qsort(values, (size_t) count, sizeof *values, compare);
    return values[count / 2];
}

// A clear, a blit and a present on a surface of the same size.
static double
measure_floor(int width, int height) {
    SDL_Surface *target = SDL_CreateRGBSurfaceWithFormat(
        0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_Renderer *renderer = SDL_CreateSoftwareRenderer(target);
    SDL_Texture *texture =
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_XRGB8888,
                          SDL_TEXTUREACCESS_STATIC, width, height);
    double times[ROUNDS] = {0};
    for (int i = 0; i < ROUNDS; i++) {
        int64_t began = tick_now_us();
        SDL_SetRenderDrawColor(renderer, (Uint8) i, 20, 30, 255);
        SDL_RenderClear(renderer);
        SDL_RenderCopy(renderer, texture, NULL, NULL);
        SDL_RenderPresent(renderer);
        times[i] = (double) (tick_now_us() - began) / 1000;
    }
    SDL_DestroyTexture(texture);
    SDL_DestroyRenderer(renderer);
    SDL_FreeSurface(target);
    return median(times, ROUNDS);
}

static void
measure_scene(struct bench *bench, const char *name, struct staging plan,
              tick since_ms) {
    struct session *session = staging_create(bench->deck, &plan);
    if (session == NULL) {
        return;
    }
    struct scene_view view = {
        .session = session,
        .theme = theme_get(THEME_DARK),
        .fonts = bench->fonts,
        .width = (float) bench->width,
        .height = (float) bench->height,
        .room_scale = 1,
        .session_ms = session->now_ms,
        .since_ms = since_ms,
        .joined_since_ms = 60000,
        .address = "192.168.4.1",
        .url = "HTTP://192.168.4.1/",
    };
    double draw[ROUNDS] = {0};
    double paint[ROUNDS] = {0};
    for (int i = -2; i < ROUNDS; i++) { // two rounds to warm the caches
        int64_t began = tick_now_us();
        view.session_ms = session->now_ms + (i < 0 ? 0 : i) * 33;
        scene_draw(&view, &bench->drawing);
        int64_t drawn = tick_now_us();
        (void) stage_paint(bench->stage, &bench->drawing);
        if (i >= 0) {
            draw[i] = (double) (drawn - began) / 1000;
            paint[i] = (double) (tick_now_us() - drawn) / 1000;
        }
    }
    double draw_ms = median(draw, ROUNDS);
    double paint_ms = median(paint, ROUNDS);
    printf("%-24s %8.2f %8.2f %8.2f %8.1f %7zu\n", name, draw_ms, paint_ms,
           draw_ms + paint_ms, (draw_ms + paint_ms) / bench->floor_ms,
           bench->drawing.mark_count);
    session_destroy(session);
}

static void
measure_size(struct bench *bench, int width, int height) {
    struct fault fault = {0};
    struct stage_options options = {
        .driver = "offscreen", .width = width, .height = height};
    bench->width = width;
    bench->height = height;
    bench->stage = stage_create(&options, bench->fonts, &fault);
    if (bench->stage == NULL) {
        printf("%dx%d: %s\n", width, height, fault.text);
        return;
    }
    bench->floor_ms = measure_floor(width, height);
    printf("\n%dx%d, software renderer; floor (clear + blit): %.2f ms\n", width,
           height, bench->floor_ms);
    printf("%-24s %8s %8s %8s %8s %7s\n", "scene, 60 guests", "draw ms",
           "paint ms", "frame ms", "x floor", "marks");
    struct staging plan = {
        .guests = 60, .absent = 4, .seed = 7, .exercise = -1};
    measure_scene(bench, "lobby", plan, 60000);
    plan.phase_ms = 20000;
    for (int i = 0; i < bench->deck->exercise_count; i++) {
        char name[64];
        plan.exercise = i;
        plan.phase = 0;
        snprintf(name, sizeof name, "%s open", bench->deck->exercises[i].id);
        measure_scene(bench, name, plan, 60000);
        plan.phase = 1;
        snprintf(name, sizeof name, "%s growing", bench->deck->exercises[i].id);
        measure_scene(bench, name, plan, 300);
    }
    plan.exercise = bench->deck->exercise_count;
    plan.phase = 0;
    measure_scene(bench, "end", plan, 60000);
    stage_destroy(bench->stage);
}

int
main(void) {
    random_start();
    struct bench bench = {0};
    struct fault fault = {0};
    struct deck_faults faults = {0};
    bench.deck =
        deck_load(DENT_SOURCE_DIR "/assets/decks/taster.yaml", &faults);
    bench.fonts = fonts_create(&fault);
    if (bench.deck == NULL || bench.fonts == NULL) {
        fprintf(stderr, "bench_frame: %s\n", fault.text);
        return 1;
    }
    measure_size(&bench, 1920, 1080);
    measure_size(&bench, 3840, 2160);
    drawing_finish(&bench.drawing);
    fonts_destroy(bench.fonts);
    deck_destroy(bench.deck);
    deck_faults_finish(&faults);
    return 0;
}
