#pragma once

// The axis of a scale: where a value lies, how many values share a column when
// there are too many to show each, and which values are written out.
#include "scene/canvas.h"
#include "session/kinds/scale.h"

#define SCALE_BIN_MAX 21

struct scale_axis {
    struct box box; // the width is the axis; the height is the caller's
    int32_t from, to;
    unsigned values; // to - from + 1
    unsigned width;  // values in a bin; the last bin may hold more
    unsigned bins;
};

struct scale_axis scale_axis_of(const struct exercise *exercise,
                                struct box box);
float scale_axis_x(const struct scale_axis *axis, double value);
struct box scale_axis_bin(const struct scale_axis *axis, unsigned bin);
// How many people are in each bin; returns the most.
uint32_t scale_axis_count(const struct scale_axis *axis,
                          const struct scale_statement *statement,
                          uint32_t out[static SCALE_BIN_MAX]);

bool scale_has_mark(const struct exercise *exercise);
// The stretch that the deck marks, as part of the axis' box.
struct box scale_axis_mark(const struct scale_axis *axis,
                           const struct exercise *exercise);

// Values below a line: as many as have room, from the first one on.
void scale_axis_draw_numbers(const struct canvas *canvas,
                             const struct scale_axis *axis, float y);
// "0 indifferent" on the left, "10 zealot" on the right.
void scale_axis_draw_ends(const struct canvas *canvas,
                          const struct exercise *exercise, struct box box,
                          bool has_numbers);

// Opinions at both ends and few between them.
bool scale_is_split(const struct scale_statement *statement, unsigned values);
