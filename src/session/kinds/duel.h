#pragma once

// duel: a pick in each of several pairs. Packed: 2 bytes a pick, the winner's
// index and the loser's.
#include "session/kind.h"

#define DUEL_PAIR_MAX 10 // pairs that a guest is shown

struct duel_tally {
    uint32_t voters;
    uint32_t duels;
    uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX]; // [winner][loser]
    uint32_t won[DECK_ITEM_MAX], lost[DECK_ITEM_MAX];
    // Bradley-Terry: the likeliest strengths, where each item has also won
    // once and lost once against a player of strength 1.
    double strength[DECK_ITEM_MAX];
    // Chance to win against the item in the middle, 0 … 1.
    double chance[DECK_ITEM_MAX];
    uint8_t order[DECK_ITEM_MAX]; // strongest first; ties as authored
};

void duel_tally(const struct exercise *exercise, const struct ballot_box *box,
                struct duel_tally *out);

// The pairs dealt to a guest: every pair comes equally often over the guests,
// and sides are swapped. Returns how many; each is {left, right}.
unsigned duel_deal(const struct exercise *exercise, uint32_t guest,
                   uint8_t out[DUEL_PAIR_MAX][2]);
