#pragma once

// Inside the cloud: the boxes that stand already, and where there is room
// beside them. Borrows the boxes.
#include <math.h>

#include "scene/kinds/cloud.h"

struct cloud_board {
    struct box area;
    const struct cloud_item *standing[CLOUD_MAX];
    unsigned count;
    unsigned last_hit; // in standing: likely the next one too
};

// Whether the boxes lie over each other; they may share an edge.
static inline bool
cloud_meet(const struct cloud_item *a, const struct cloud_item *b) {
    return fabsf(a->center.x - b->center.x) * 2.0f < a->w + b->w
           && fabsf(a->center.y - b->center.y) * 2.0f < a->h + b->h;
}

// Whether the item is inside the area and over nothing.
bool board_is_free(struct cloud_board *board, const struct cloud_item *item);

// Sets the item's middle to the free one nearest to `wish`. False: there is no
// room for it anywhere.
bool board_find_near(const struct cloud_board *board, struct cloud_item *item,
                     struct point wish);
