#pragma once

// The bars of a choice and of a quiz.
#include "scene/canvas.h"
#include "session/kinds/choice.h"
#include "session/shift.h"

// Bars of votes; `right`: bit i set marks option i as right with a check and a
// word, 0 the one with most votes with an outline.
void bars_draw(const struct canvas *canvas, const struct exercise *exercise,
               const struct choice_tally *tally, uint16_t right,
               struct box area);
// The end of their axis in votes.
double bars_axis_end(const struct exercise *exercise,
                     const struct choice_tally *tally);

// What marks a right option, at the right end of a box: a check and the word,
// or the check alone.
float bars_right_width(const struct canvas *canvas, bool has_word);
void bars_draw_right(const struct canvas *canvas, bool has_word, float alpha,
                     struct box box);

// The same options asked again: before and now; `right` as above.
void bars_draw_shift(const struct canvas *canvas,
                     const struct exercise *exercise, const struct shift *shift,
                     uint16_t right, struct box area);

// Yes and no as shapes.
void bars_draw_check(const struct canvas *canvas, struct point center,
                     float size, struct color color);
void bars_draw_cross(const struct canvas *canvas, struct point center,
                     float size, struct color color);
