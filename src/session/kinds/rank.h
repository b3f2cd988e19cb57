#pragma once

// rank: items in order, the first first; as many as exercise.top at most, and
// fewer are an answer too. Packed: a byte an item that was ranked, its index.
#include "session/kind.h"

struct rank_tally {
    uint32_t voters;
    // Borda: of k items the first place is worth k points, the next k - 1 …;
    // an item that a guest left out gets none.
    uint32_t points[DECK_ITEM_MAX];
    uint32_t ranked[DECK_ITEM_MAX];                // how many gave it a place
    uint32_t places[DECK_ITEM_MAX][DECK_ITEM_MAX]; // [item][place from 0]
    // How many prefer one to the other; what has a place is preferred to what
    // has none.
    uint32_t above[DECK_ITEM_MAX][DECK_ITEM_MAX]; // [preferred][other]
    uint8_t order[DECK_ITEM_MAX]; // most points first; ties as authored
    int winner; // Condorcet: preferred to each other by a majority; -1: none
};

void rank_tally(const struct exercise *exercise, const struct ballot_box *box,
                struct rank_tally *out);

// Points for each who answered; 0 with nobody.
double rank_score(const struct rank_tally *tally, unsigned item);
