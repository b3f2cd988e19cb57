#pragma once

// Boxes in a cloud: the first in the middle, each next as near to it as it
// finds room; and in a cloud that has grown, each where it stood before or as
// near to there as it finds room. The same boxes in the same order always end
// in the same places. Pure.
#include <stdbool.h>

#include "drawing/drawing.h"

#define CLOUD_MAX 60

struct cloud_item {
    float w, h;
    struct point center; // set by the placing; before it the wish, if any
    bool has_wish;       // has stood there before
};

// Places as many as fit, in order, and returns how many. What does not fit is
// where the placing ends, so that nothing frequent is left out for the sake of
// something rare. At most CLOUD_MAX items; the order is that of importance.
unsigned cloud_place(struct cloud_item *items, unsigned count, struct box area);

// Moves nothing that need not move: first every item that can stay where it
// stood stays there, then the others find room among them, in order; where
// there is none, the last items give way. Returns how many have their place, or
// any number below `least` as soon as it cannot be so many.
unsigned cloud_settle(struct cloud_item *items, unsigned count, struct box area,
                      unsigned least);
