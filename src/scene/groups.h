#pragma once

// The groups of a phase on the wall, as much of them as can be read: cards with
// everybody's words, else names and sizes, else where to look. Inside scene.
#include "scene/canvas.h"

// What fits a box, from the least to the best.
enum groups_form {
    GROUPS_SENTENCE,
    GROUPS_LIST,
    GROUPS_CUT,   // cards, long words cut
    GROUPS_CARDS, // with all words whole, as far as words go
};
enum groups_form groups_form(const struct canvas *canvas, struct box area);
void groups_draw_all(const struct canvas *canvas, struct box area);
