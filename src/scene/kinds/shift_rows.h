#pragma once

// An exercise that was asked again, as rows: each a solid bar of now within the
// outlined ghost of before, an arrow from the one end to the other, and what
// has changed. For every kind whose result is a row an item.
#include "scene/canvas.h"

#define SHIFT_FEW 10 // pairs below which no percentages are shown

struct shift_row {
    double before, after; // parts of the axis, 0 … 1
    char now[24];         // the value as it is now: "42%", "7"
    char by[24];          // what it has changed by: "12", "2"; "": not at all
    int sign; // of the change; 0 with a text: only the text is written
};

struct shift_list {
    struct shift_row rows[DECK_ITEM_MAX]; // by item
    const char *unit; // after `by`, of one: "point"; "": none
    uint16_t right;   // bit i: option i is right; 0: it is not a quiz
    // Ladders: which item stands at a place, then and now; equal ones share
    // the place that is written. NULL: as authored, and no places are written.
    const uint8_t *order_before, *order_after;
};

// The parts of a bar's values, from shares of 0 to 1: "42%" and "12" points.
void shift_row_shares(struct shift_row *row, double before, double after);
// The same from counts of the pairs, which are few.
void shift_row_counts(struct shift_row *row, uint32_t before, uint32_t after);

// The same from means, with so many digits after the point.
void shift_row_means(struct shift_row *row, double before, double after,
                     int digits);

void shift_rows_draw(const struct canvas *canvas,
                     const struct exercise *exercise,
                     const struct shift_list *list, struct box area);

// An arrow along a line, from before to now; none where they are too close.
// `shown`: how far it has come out, 0 … 1.
void shift_draw_arrow(const struct canvas *canvas, struct point from,
                      struct point to, struct color color, float shown);
