#pragma once

// Items one under another, as the question and as the result show them: shape,
// letter, label and, in a result, a bar and its value. The rows of both stand
// at the same heights.
#include "scene/canvas.h"

struct rows {
    struct box area;
    unsigned count, columns, per_column;
    float column_w, row_h, gap; // gap: between columns
    float shape, letter_w;      // px; letter_w with the space after it
    float mark_w;               // of shape and letter with their spaces
};

struct rows rows_lay_out(const struct canvas *canvas, unsigned count,
                         struct box area);
// The box of the row at a place, from 0.
struct box rows_box(const struct rows *rows, unsigned place);

// Shape and letter of an item at the left of its row; returns the rest of the
// row. More than eight items have letters only, since there are eight colours.
struct box rows_draw_mark(const struct canvas *canvas, const struct rows *rows,
                          unsigned item, struct box row);

// All items with their labels over the whole width.
void rows_draw_items(const struct canvas *canvas,
                     const struct exercise *exercise, struct box area);

// The width that labels need beside bars and values, within what they may
// take.
float rows_label_width(const struct canvas *canvas, const struct rows *rows,
                       const struct exercise *exercise, float value_w);
// Size of a value at the right end of a row, px.
float rows_value_size(const struct canvas *canvas, const struct rows *rows);
// A bar from the left of its box, `part` of its width; leaders get an outline
// once it has grown.
void rows_draw_bar(const struct canvas *canvas, struct box box, float part,
                   struct color color, bool is_leader);

// The line that all bars of a column begin at; `place` is the column's first.
void rows_draw_baseline(const struct canvas *canvas, const struct rows *rows,
                        unsigned place, float x);

// Colour of an item's bar.
struct color rows_color(const struct canvas *canvas, const struct rows *rows,
                        unsigned item);
