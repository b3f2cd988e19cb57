#pragma once

// A stair of answers: each step stands lower than the one before and further to
// the right.
#include "scene/canvas.h"
#include "session/kinds/whys.h"

struct stair_step {
    const char *text; // "" : a step with nothing on it
    const char *lead; // a word over the text ("Why?"), or ""
    char note[24];    // at its end ("9 of 14"), or ""
    unsigned number;  // on the stair, from 1
    bool is_large;    // what the room is asked now
    bool is_last;     // where the stair ends: the reason that was sought
};

// As many as fit; of more, the last ones, or with `has_pages` the page that is
// up.
void stair_draw(const struct canvas *canvas, const struct stair_step *steps,
                unsigned count, bool has_pages, struct box area);
