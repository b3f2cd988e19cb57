#pragma once

// plane: a place for each item, or for oneself, on two named axes; 0 … 1 from
// the low end to the high end of each. Packed: 4 bytes an item, x then y, each
// 0 … 10000; both 65535 for an item that was not placed.
#include "session/kind.h"

#define PLANE_ITEM_MAX 8

struct plane_place {
    double x, y;
};

struct plane_item {
    uint32_t count;              // guests who placed it; the rest 0 with none
    struct plane_place centroid; // means
    struct plane_place spread;   // standard deviation along each axis
    double covariance;           // of x and y
    double radius;               // root mean square distance to the centroid
};

struct plane_tally {
    uint32_t voters;
    struct plane_item items[PLANE_ITEM_MAX];
};

// Where a ballot has an item; false: nowhere.
bool plane_ballot_at(const struct ballot *ballot, unsigned item,
                     struct plane_place *out);
void plane_tally(const struct exercise *exercise, const struct ballot_box *box,
                 struct plane_tally *out);
// Of an item with at least one place; along each axis by itself.
struct plane_place plane_median(const struct ballot_box *box, unsigned item);
