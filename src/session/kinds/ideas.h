#pragma once

// ideas: what guests wrote, in order of what the others think of it: by dots,
// by blind scores, or by how many wrote it. Ties keep the order of their ids.
//
// A blind score is from 1 to 5 and an idea is meant to get five of them (the
// 25/10 method), so its value is five times their mean, whatever their number:
// the best possible is 25.
#include "session/wall.h"

#define IDEAS_SCORE_MAX 25

struct idea_result {
    uint32_t item;  // of the wall
    uint32_t sum;   // dots, or scores added up; or writers
    uint32_t count; // guests who gave it a dot; scores; writers
    double value;   // what it is ordered by: dots, 0 … 25, writers
};

struct ideas_tally {
    struct wall wall;
    struct idea_result *results; // owned; wall.count, best first
    uint32_t voters; // guests who judged; of blind scores, in the busiest round
    bool is_scored;  // by blind scores
    bool is_judged;  // by dots or scores
};

// `box` is the first round's. False: no memory; then it is empty.
bool ideas_tally(const struct exercise *exercise, const struct ballot_box *box,
                 struct ideas_tally *out);
void ideas_tally_finish(struct ideas_tally *tally);
const char *ideas_text(const struct ideas_tally *tally, uint32_t place);
