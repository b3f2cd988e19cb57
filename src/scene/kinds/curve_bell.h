#pragma once

// What the pictures of a curve are made of: the bell with the chasm as a real
// gap in it, the names of its segments, and people as stacked dots.
#include "scene/canvas.h"
#include "session/kinds/curve.h"

#define CHASM_AT (1.0f / 3.0f) // -1 standard deviation
#define TOP_ROW_U 8.0f // over the curve: the chasm's name, and who crossed
#define STACK_MAX 640

struct shift;

struct bell {
    struct box plot; // the base line is its lower edge
    float gap;       // px
    float top_h;     // of the highest point
    bool has_model;  // there is room for the model's shares
};

struct bell bell_of(const struct canvas *canvas, struct box area);
float bell_x(const struct bell *bell, float at);
void bell_draw(const struct canvas *canvas, const struct bell *bell);
// The box under a segment.
struct box bell_segment(const struct bell *bell, unsigned segment, float y,
                        float height);
void bell_draw_names(const struct canvas *canvas, const struct bell *bell,
                     float y);

// Stacks of dots, from the base line up, before and after the chasm.
struct stacks {
    float dot, step;      // px: a dot with its space, and from one to the next
    unsigned left, right; // columns before and after the chasm
    unsigned most;        // the highest
    uint16_t heights[STACK_MAX];
};

// The largest dots whose highest stack stays in the plot, one size for all of
// the boxes.
void stacks_find(const struct canvas *canvas, const struct bell *bell,
                 const struct ballot_box *const *boxes, unsigned count,
                 struct stacks *out);
float stacks_x(const struct stacks *stacks, const struct bell *bell,
               unsigned column);

// curve_shift.c
void curve_draw_shift(const struct canvas *canvas,
                      const struct exercise *exercise,
                      const struct shift *shift, struct box area);
