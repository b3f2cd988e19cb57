#pragma once

// Items in an order that the room made, the first on top: shape, letter and
// label, a bar on one axis from zero, under it a lane for whatever else the
// kind shows, and at the right a value with a note.
#include "scene/kinds/rows.h"

#define LADDER_TEXT_MAX 32

struct ladder_item {
    unsigned item;
    float part; // of the axis
    bool is_leader;
    char value[LADDER_TEXT_MAX];
    char note[LADDER_TEXT_MAX]; // small, beside the value; may be ""
};

struct ladder {
    struct rows rows;
    struct box key; // a line over the bars of the first column; h 0: no room
    const char *const *labels; // borrowed, by item
    struct style label;
    float value_size, label_w, value_w, note_w; // note_w 0: not shown
    bool has_lane;
};

// The rows of an order: in one column as long as they can be read in it.
struct rows ladder_rows(const struct canvas *canvas, unsigned count,
                        struct box area);

// `items` in their order, exercise->item_count of them; `has_lane`: the kind
// wants lanes under the bars.
struct ladder ladder_lay_out(const struct canvas *canvas,
                             const struct exercise *exercise,
                             const struct ladder_item *items, bool has_lane,
                             struct box area);

// Draws the row at a place but for its lane; returns that, as wide as the axis.
struct box ladder_draw_row(const struct canvas *canvas,
                           const struct ladder *ladder, unsigned place,
                           const struct ladder_item *item);
