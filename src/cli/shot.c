// dent shot: one scene of a deck as a file, with simulated guests.
#include "cli/cli.h"
#include "cli/verbs.h"
#include "deck/deck.h"
#include "drawing/paint.h"
#include "scene/scene.h"
#include "session/staging.h"
#include <stdio.h>
#include <string.h>

// Long enough for every motion to have come to rest.
#define SHOT_SINCE_MS 60000

static bool
find_phase(const struct exercise *exercise, const char *word,
           struct staging *out) {
    if (word == NULL) {
        return true;
    }
    out->is_phase_closed = strcmp(word, "closed") == 0;
    for (int i = 0; i < exercise->phase_count; i++) {
        bool is_named =
            strcmp(phase_name_text(exercise->phases[i].name), word) == 0;
        if (is_named || (out->is_phase_closed && exercise->phases[i].is_open)) {
            out->phase = i;
            return true;
        }
    }
    return false;
}

static bool
find_place(const struct deck *deck, const struct options *options,
           struct staging *out, struct fault *fault) {
    const char *id = options->exercise == NULL ? "lobby" : options->exercise;
    out->exercise = -1;
    if (strcmp(id, "lobby") == 0) {
        return true;
    }
    if (strcmp(id, "end") == 0) {
        out->exercise = deck->exercise_count;
        return true;
    }
    out->exercise = deck_find_exercise(deck, id);
    if (out->exercise < 0) {
        return fault_set(fault,
                         "The deck %s has no exercise \"%s\" (nor is it "
                         "lobby or end).",
                         deck->id, id);
    }
    if (!find_phase(&deck->exercises[out->exercise], options->phase, out)) {
        return fault_set(fault, "The exercise \"%s\" has no phase \"%s\".", id,
                         options->phase);
    }
    return true;
}

static bool
draw_shot(const struct session *session, const struct options *options,
          struct fault *fault) {
    struct fonts *fonts = fonts_create(fault);
    if (fonts == NULL) {
        return false;
    }
    struct scene_view view = {
        .session = session,
        .theme = theme_get(options->run.theme),
        .fonts = fonts,
        .width = options->width,
        .height = options->height,
        .room_scale = options->run.room_scale,
        .margin = options->run.margin,
        .session_ms = session->now_ms,
        .since_ms = SHOT_SINCE_MS,
        .joined_since_ms = SHOT_SINCE_MS,
        .address = "192.168.4.1",
        .url = "HTTP://192.168.4.1/",
    };
    struct drawing drawing = {0};
    scene_draw(&view, &drawing);
    bool is_drawn = paint_file(&drawing, fonts, options->out, fault);
    drawing_finish(&drawing);
    fonts_destroy(fonts);
    return is_drawn;
}

int
verb_shot(const struct options *options) {
    struct fault fault = {0};
    struct deck *deck = deck_open(options->run.deck, &fault);
    struct session *session = NULL;
    struct staging plan = {
        .guests = options->guests,
        .absent = options->absent < options->guests ? options->absent
                                                    : options->guests,
        .seed = options->seed,
        .phase_ms = (tick) options->at_s * 1000,
    };
    bool is_done = deck != NULL && find_place(deck, options, &plan, &fault);
    if (is_done) {
        session = staging_create(deck, &plan);
        is_done = session != NULL && draw_shot(session, options, &fault);
    }
    session_destroy(session);
    deck_destroy(deck);
    return is_done ? CLI_OK : verb_failed(&fault);
}
