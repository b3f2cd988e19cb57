#pragma once

// choice: one option, or up to `pick`. Packed: 2 bytes, a bit an option.
#include "session/kind.h"

struct choice_tally {
    uint32_t voters;
    uint32_t votes[DECK_ITEM_MAX];
    uint32_t votes_max;
};

// What a vote with a decision rule decided.
struct choice_decision {
    bool is_passed;
    char text[160]; // "Passed: nobody is below 3"
};
// False: the exercise has no rule, or nobody voted.
bool choice_decide(const struct exercise *exercise,
                   const struct choice_tally *tally,
                   struct choice_decision *out);
const char *decision_rule_text(enum decision_rule rule); // "fist to five"

struct shift;

// Who moved where, for pick 1: flow[from][to] counts pairs of a shift.
void choice_flow(const struct shift *shift,
                 uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX]);

void choice_tally(const struct exercise *exercise, const struct ballot_box *box,
                  struct choice_tally *out);

// A quiz is answered as a choice is.
bool choice_read(const struct ask *ask, const json_t *in, struct answer *out,
                 struct answer_fault *fault);
void choice_write(const struct exercise *exercise, const struct answer *answer,
                  struct json_out *out);
void choice_list(const struct exercise *exercise, const struct ballot *ballot,
                 on_answer_part part, void *data);
void choice_simulate(const struct ask *ask, struct rng *rng,
                     struct answer *out);
