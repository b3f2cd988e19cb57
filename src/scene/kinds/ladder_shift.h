#pragma once

// A ladder of mean points that was asked again: which place each item had and
// has, and its mean before and now.
#include "base/text.h"
#include "scene/canvas.h"
#include "session/shift.h"

void rank_draw_shift(const struct canvas *canvas,
                     const struct exercise *exercise, const struct shift *shift,
                     struct box area);
void rank_write_shift_legend(const struct exercise *exercise,
                             const struct shift *shift, struct text *out);

void points_draw_shift(const struct canvas *canvas,
                       const struct exercise *exercise,
                       const struct shift *shift, struct box area);
void points_write_shift_legend(const struct exercise *exercise,
                               const struct shift *shift, struct text *out);
