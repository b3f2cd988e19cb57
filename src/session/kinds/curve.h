#pragma once

// curve: a marker on the adoption curve, 0 … 1 for -3 … +3 standard
// deviations. Packed: 2 bytes, 0 … 10000.
#include "session/kind.h"

#define CURVE_SEGMENT_COUNT 5

// Innovators, early adopters, early majority, late majority, laggards: cut at
// -2, -1, 0 and +1 standard deviations (Rogers).
extern const char *const curve_segment_name[CURVE_SEGMENT_COUNT];
extern const double curve_segment_end[CURVE_SEGMENT_COUNT];       // in 0 … 1
extern const double curve_segment_reference[CURVE_SEGMENT_COUNT]; // shares

struct curve_tally {
    uint32_t voters;
    uint32_t votes[CURVE_SEGMENT_COUNT];
    uint32_t crossed; // beyond the chasm, at or after -1
    double median;    // 0 … 1; 0 with no votes
};

unsigned curve_segment_of(double at);
// The marker of one ballot, 0 … 1.
double curve_ballot_at(const struct ballot *ballot);
void curve_tally(const struct ballot_box *box, struct curve_tally *out);
