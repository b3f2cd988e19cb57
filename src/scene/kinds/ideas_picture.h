#pragma once

// The parts of the picture of ideas.
#include "scene/canvas.h"
#include "session/kinds/ideas.h"

// ideas_round.c: what is to be done in a blind round.
void ideas_draw_round(const struct canvas *canvas,
                      const struct exercise *exercise, struct box area);
// ideas_best.c: the best of them with their values.
void ideas_draw_best(const struct canvas *canvas,
                     const struct exercise *exercise,
                     const struct ideas_tally *tally, struct box area);
