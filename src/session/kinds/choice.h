#pragma once

// choice: one option, or up to `pick`. Packed: 2 bytes, a bit an option.
#include "session/kind.h"

struct choice_tally {
    uint32_t voters;
    uint32_t votes[DECK_ITEM_MAX];
    uint32_t votes_max;
};

void choice_tally(const struct exercise *exercise, const struct ballot_box *box,
                  struct choice_tally *out);
