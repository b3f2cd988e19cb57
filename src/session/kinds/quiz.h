#pragma once

// quiz: one option against the clock. Right gives 1,000 points; where speed
// counts, 500 for being right and up to 500 more for the part of the time that
// was left. Leaders are known only where answers carry names: the sums of all
// named quizzes so far.
#include "session/kinds/choice.h"

#define QUIZ_POINTS 1000
#define QUIZ_LEADER_MAX 5

struct quiz_tally {
    struct choice_tally choice;
    uint32_t right; // guests who were
};

void quiz_tally(const struct exercise *exercise, const struct ballot_box *box,
                struct quiz_tally *out);
bool quiz_is_right(const struct exercise *exercise,
                   const struct ballot *ballot);
uint32_t quiz_points(const struct exercise *exercise,
                     const struct ballot *ballot);

struct quiz_leader {
    uint32_t guest;
    uint32_t points;
};

// The best guests over all named quizzes up to this one, best first; of equals
// who came first. Nobody who was removed. Returns how many.
unsigned quiz_leaders(const struct session *session, uint16_t exercise,
                      struct quiz_leader out[static QUIZ_LEADER_MAX]);
