#pragma once

// A session beside its plan: what was planned, what it took, when it would
// end, and which discussions would make up for the time that was lost. Inside
// scene; pure.
#include "session/session.h"

#define PLAN_CUT_MAX 3

// A discussion still to come that could be shorter.
struct plan_cut {
    uint16_t exercise;
    tick from_ms, to_ms;
};

struct plan {
    tick planned_ms;  // of the whole deck
    tick spent_ms;    // in exercises, so far
    tick left_ms;     // that is still to come, as planned
    tick late_ms;     // behind the plan; negative: ahead of it
    tick can_save_ms; // by the cuts together
    struct plan_cut cuts[PLAN_CUT_MAX]; // while it is late by a minute or more
    unsigned cut_count;
};

struct plan plan_make(const struct session *session, tick now_ms);
// The lengths of its phases; a phase without a clock counts as a minute.
tick plan_of_exercise(const struct exercise *exercise);
