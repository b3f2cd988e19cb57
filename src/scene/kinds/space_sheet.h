#pragma once

// A sheet of space as a grid in perspective, with dents in it. On the sheet's
// middle line a dent is exactly as deep as it is said to be, in pixels, since a
// dent ends where its neighbour's middle is. Inside scene.
#include "scene/canvas.h"

#define SHEET_DENT_MAX 8

struct sheet_dent {
    float depth; // px, at the middle line
    bool is_deepest;
};

struct sheet {
    struct box box;  // while it is flat, from the far edge to the near one
    float middle_y;  // where the dents stand
    float spacing;   // px from one dent to the next
    float reach;     // px from a dent's middle to where the sheet is flat
    float full;      // px: a depth that has all of the light
    float horizon_y; // where the sheet would end
    unsigned count;
    struct sheet_dent dents[SHEET_DENT_MAX];
};

// A flat sheet of that many places as wide as `box`, its far edge at the top of
// it and `back` px over its middle line.
struct sheet sheet_make(struct box box, unsigned count, float back);
// Where a dent stands on the middle line.
float sheet_x(const struct sheet *sheet, unsigned dent);
// The lowest point of the sheet between two x.
float sheet_low(const struct sheet *sheet, float from, float to);
// `growth`: how much of the depth there is already, 0 … 1.
void sheet_draw(const struct canvas *canvas, const struct sheet *sheet,
                float growth);
