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

// The mean's mark; `tip` is its lowest point.
void scale_draw_pointer(const struct canvas *canvas, struct point tip,
                        float size);
