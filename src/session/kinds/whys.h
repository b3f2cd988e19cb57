#pragma once

// whys: a chain. In each step guests answer the step's question in an odd round
// and pick the best answer in the even one after it; the best becomes the next
// step's question. Most picks win; of equals what more guests wrote, then the
// smaller id.
#include "session/wall.h"

#define WHYS_STEP_MAX DECK_ROUND_MAX

struct whys_step {
    char text[WRITTEN_BYTES]; // "" : nobody answered
    uint32_t votes, voters;   // picks it got, of so many
    uint32_t answers;         // different ones
};

struct whys_tally {
    struct whys_step steps[WHYS_STEP_MAX];
    unsigned count;  // steps that have an answer: the length of the chain
    uint32_t voters; // in the busiest round
};

void whys_tally(const struct exercise *exercise, const struct ballot_box *box,
                struct whys_tally *out);
// What is asked in a step (from 0): the prompt, or the answer before.
const char *whys_question(const struct exercise *exercise,
                          const struct whys_tally *tally, unsigned step);
