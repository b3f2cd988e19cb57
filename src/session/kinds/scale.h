#pragma once

// scale: a whole number from `from` to `to` for each statement, or none.
// Packed: 4 bytes a statement, INT32_MIN for none.
#include "session/kind.h"

#define SCALE_STATEMENT_MAX 8
#define SCALE_VALUE_MAX 101 // distinct values

struct scale_statement {
    uint32_t count;
    uint32_t counts[SCALE_VALUE_MAX]; // index 0 is `from`
    uint32_t counts_max;
    double mean;   // 0 with no values, like the next two
    double median; // the mean of the two middle ones of an even count
    double spread; // standard deviation of the values given
};

struct scale_tally {
    uint32_t voters;
    struct scale_statement statements[SCALE_STATEMENT_MAX];
};

void scale_tally(const struct exercise *exercise, const struct ballot_box *box,
                 struct scale_tally *out);
