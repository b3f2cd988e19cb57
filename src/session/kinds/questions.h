#pragma once

// questions: asked in the first round, thumbs in the second; the host ticks off
// what has been answered. In order of thumbs, what is ticked off last; ties
// keep the order of their ids.
#include "session/wall.h"

struct question_result {
    uint32_t item; // of the wall
    uint32_t thumbs;
};

struct questions_tally {
    struct wall wall;
    struct question_result *results; // owned; wall.count
    uint32_t voters;                 // who gave thumbs; before that, who asked
    uint32_t ticked;
};

// `box` is the first round's. False: no memory; then it is empty.
bool questions_tally(const struct ballot_box *box, struct questions_tally *out);
void questions_tally_finish(struct questions_tally *tally);
const char *questions_text(const struct questions_tally *tally, uint32_t place);
bool questions_is_ticked(const struct questions_tally *tally, uint32_t place);
