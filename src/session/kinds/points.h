#pragma once

// points: a budget that is spread over the items, all of it. Packed: 2 bytes
// an item, its points.
#include "session/kind.h"

struct points_tally {
    uint32_t voters;
    uint32_t sums[DECK_ITEM_MAX];
    uint32_t backed[DECK_ITEM_MAX]; // how many gave it anything
    uint8_t order[DECK_ITEM_MAX];   // most points first; ties as authored
};

void points_tally(const struct exercise *exercise, const struct ballot_box *box,
                  struct points_tally *out);

// Points for each who answered; 0 with nobody.
double points_mean(const struct points_tally *tally, unsigned item);

// What a ballot that is not taken back gives to an item.
uint32_t points_given(const struct ballot *ballot, unsigned item);
