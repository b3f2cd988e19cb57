#pragma once

// The two pictures of a scale, before the result and with it: one statement
// has the whole wall, several have a row each.
#include "scene/kinds/scale_axis.h"

#define SCALE_CIRCLES_MAX 11 // values that are shown as a circle each

void scale_poster_input(const struct canvas *canvas,
                        const struct exercise *exercise, struct box area);
void scale_poster_result(const struct canvas *canvas,
                         const struct exercise *exercise,
                         const struct scale_statement *statement,
                         struct box area);

void scale_list_input(const struct canvas *canvas,
                      const struct exercise *exercise, struct box area);
void scale_list_result(const struct canvas *canvas,
                       const struct exercise *exercise,
                       const struct scale_tally *tally, struct box area);

// What the plain pictures and those of a shift share.
#define SCALE_DOTS_MAX 40 // people that are shown as a dot each
#define SCALE_DOT_MAX_U 4.2f

// The heights of a single statement's picture, from the top.
struct scale_poster {
    struct box statement; // h 0: it has no text of its own
    struct box mark;      // the label of the marked stretch
    struct box mean;
    struct box plot;
    struct box numbers, ends;
};
struct scale_poster scale_poster_lay_out(const struct canvas *canvas,
                                         const struct exercise *exercise,
                                         struct box area);
void scale_poster_draw_statement(const struct canvas *canvas,
                                 const struct exercise *exercise,
                                 struct box box);
// The marked stretch behind everything, from `top` down to `bottom`.
void scale_poster_draw_mark(const struct canvas *canvas,
                            const struct exercise *exercise,
                            const struct scale_axis *axis, float top,
                            float bottom);

struct scale_list {
    struct box ends; // over the axes
    float first_y, row_h;
    float label_x, label_w, axis_x, axis_w, value_x;
};
struct scale_list scale_list_lay_out(const struct canvas *canvas,
                                     const struct exercise *exercise,
                                     struct box area, float value_w);
struct style scale_list_style(const struct canvas *canvas,
                              const struct exercise *exercise,
                              const struct scale_list *list);
struct box scale_list_label(const struct scale_list *list, float y);

// Before and after of those who answered both: scale_shift.c.
void scale_poster_shift(const struct canvas *canvas,
                        const struct exercise *exercise,
                        const struct scale_statement *before,
                        const struct scale_statement *after, struct box area);
void scale_list_shift(const struct canvas *canvas,
                      const struct exercise *exercise,
                      const struct scale_tally *before,
                      const struct scale_tally *after, struct box area);

// The mean's mark; `tip` is its lowest point.
void scale_draw_pointer(const struct canvas *canvas, struct point tip,
                        float size);
