#pragma once

// Who moved: two columns, before and now, with a band from each option to each
// that its people chose the second time. For up to four options.
#include "scene/canvas.h"
#include "session/kinds/choice.h"

#define FLOW_ITEM_MAX 4
#define FLOW_LEAST 5 // pairs; of fewer, bands would be persons

void flow_draw(const struct canvas *canvas, unsigned items,
               uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX], struct box area);
