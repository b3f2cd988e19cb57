#pragma once

// Boxes in a cloud: the first in the middle, each next as near to it as it
// finds room, on a spiral. The same boxes in the same order always end in the
// same places. Pure.
#include "drawing/drawing.h"

#define CLOUD_MAX 60

struct cloud_item {
    float w, h;
    struct point center; // set by cloud_place
};

// Places as many as fit, in order, and returns how many. What does not fit is
// where the placing ends, so that nothing frequent is left out for the sake of
// something rare.
unsigned cloud_place(struct cloud_item *items, unsigned count, struct box area);
