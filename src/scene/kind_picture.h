#pragma once

// The kinds of exercise as pictures: one row each. A kind's file is
// scene/kinds/<kind>.c; adding one adds its file, its declaration and its row.
#include "base/text.h"
#include "scene/canvas.h"
#include "session/shift.h"

struct kind_picture {
    const char *name;
    // The picture is the whole scene but for the dock: no header is drawn, and
    // the clock is the picture's. draw_result is never called.
    bool is_whole;
    // What a guest does, under the question: "Choose up to 2". May add nothing.
    void (*write_hint)(const struct exercise *exercise, struct text *out);
    // Instead of it, for kinds with several rounds: what is asked in the
    // present one. NULL: write_hint.
    void (*write_ask)(const struct canvas *canvas,
                      const struct exercise *exercise, struct text *out);
    // How to read the result, in the same place. NULL: nothing to say.
    void (*write_legend)(const struct exercise *exercise,
                         const struct ballot_box *box, struct text *out);
    // What follows "44 of 52 answered" under a result. NULL: nothing.
    void (*write_base)(const struct exercise *exercise,
                       const struct ballot_box *box, struct text *out);
    // Before the result: nothing of it depends on the ballots.
    void (*draw_input)(const struct canvas *canvas,
                       const struct exercise *exercise, struct box area);
    void (*draw_result)(const struct canvas *canvas,
                        const struct exercise *exercise,
                        const struct ballot_box *box, struct box area);
    // The result of an exercise that was asked again: before and after, of
    // those who answered both (at least one). NULL: the plain result of now.
    void (*draw_shift)(const struct canvas *canvas,
                       const struct exercise *exercise,
                       const struct shift *shift, struct box area);
    // How to read it; NULL: solid is now, outlined was before.
    void (*write_shift_legend)(const struct exercise *exercise,
                               const struct shift *shift, struct text *out);
    // Real milliseconds until the kind's picture changes by itself (pages, a
    // drawing that draws itself): 0 while it moves, -1 never. Beside what every
    // result does. NULL: -1.
    tick (*wait_ms)(const struct canvas *canvas,
                    const struct exercise *exercise);
};

extern const struct kind_picture kind_picture_choice;
extern const struct kind_picture kind_picture_scale;
extern const struct kind_picture kind_picture_words;
extern const struct kind_picture kind_picture_duel;
extern const struct kind_picture kind_picture_rank;
extern const struct kind_picture kind_picture_points;
extern const struct kind_picture kind_picture_curve;
extern const struct kind_picture kind_picture_plane;
extern const struct kind_picture kind_picture_ideas;
extern const struct kind_picture kind_picture_whys;
extern const struct kind_picture kind_picture_questions;
extern const struct kind_picture kind_picture_sketch;
extern const struct kind_picture kind_picture_quiz;
extern const struct kind_picture kind_picture_talk;
extern const struct kind_picture kind_picture_slide;

// Never NULL: a deck holds only kinds that are known.
const struct kind_picture *kind_picture_of(const struct exercise *exercise);
