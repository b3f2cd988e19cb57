#pragma once

// The bars of a choice and of a quiz.
#include "scene/canvas.h"
#include "session/kinds/choice.h"

// Bars of votes; `right`: bit i set marks option i as right with a check and a
// word, 0 the one with most votes with an outline.
void bars_draw(const struct canvas *canvas, const struct exercise *exercise,
               const struct choice_tally *tally, uint16_t right,
               struct box area);
// The end of their axis in votes.
double bars_axis_end(const struct exercise *exercise,
                     const struct choice_tally *tally);

// Yes and no as shapes.
void bars_draw_check(const struct canvas *canvas, struct point center,
                     float size, struct color color);
void bars_draw_cross(const struct canvas *canvas, struct point center,
                     float size, struct color color);
