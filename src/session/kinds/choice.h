#pragma once

// choice: one option, or up to `pick`. Packed: 2 bytes, a bit an option.
#include "session/kind.h"

struct choice_tally {
    uint32_t voters;
    uint32_t votes[DECK_ITEM_MAX];
    uint32_t votes_max;
};

struct shift;

// Who moved where, for pick 1: flow[from][to] counts pairs of a shift.
void choice_flow(const struct shift *shift,
                 uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX]);

void choice_tally(const struct exercise *exercise, const struct ballot_box *box,
                  struct choice_tally *out);
