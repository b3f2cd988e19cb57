#pragma once

// Inside the recount: ballots.csv while it is read.
#include "report/audit.h"

enum {
    CELL_ID,
    CELL_KIND,
    CELL_ROUND,
    CELL_RECEIPT,
    CELL_NAME,
    CELL_ITEM,
    CELL_VALUE,
    CELL_COUNT
};

// What has been seen of the ballot that is being read.
struct ballot_reader {
    struct audit *audit;
    struct audit_count *count; // of its exercise; NULL: none yet
    unsigned round;            // from 1
    const char *receipt;       // in the file's memory
    unsigned part_count;
    bool has_item[DECK_ITEM_MAX];
    bool has_pair[DECK_ITEM_MAX][DECK_ITEM_MAX];
    bool has_place[DECK_ITEM_MAX]; // rank: each; plane: along y
    double point_sum;              // points
    unsigned first_row;            // of this ballot
    uint32_t ballot;               // its number
    uint32_t first_written;        // of this ballot in count->written
    uint32_t first_choice;         // and in count->choices
    char **cells;                  // of the row that is being read
    unsigned row_number;
};

// Adds the part that the row holds. NULL, or what is wrong with it.
const char *audit_add_part(struct ballot_reader *reader);
const char *audit_add_written(struct ballot_reader *reader);
// What is wrong with the ballot as a whole; NULL: nothing.
const char *audit_end_parts(const struct ballot_reader *reader);
