#pragma once

// Points as dents in space: the more points an idea has, the deeper it lies.
#include "scene/kinds/ladder.h"

// `items` in any order, exercise->item_count of them. False: there is no room
// for it, and nothing was drawn.
bool points_space_draw(const struct canvas *canvas,
                       const struct exercise *exercise,
                       const struct ladder_item *items, struct box area);
