// A session beside its plan.
#include "scene/agenda_plan.h"

#define MANUAL_MS 60000 // what a phase without a clock is counted as
#define LATE_MS 60000   // from here on it is worth a change of plan
// A discussion is halved, to whole half minutes, and left alone where it is
// short already.
#define CUT_FROM_MS 120000
#define CUT_STEP_MS 30000

static tick
plan_of_phase(const struct phase *phase) {
    return phase->length_ms > 0 ? phase->length_ms : MANUAL_MS;
}

tick
plan_of_exercise(const struct exercise *exercise) {
    tick sum_ms = 0;
    for (unsigned i = 0; i < exercise->phase_count; i++) {
        sum_ms += plan_of_phase(&exercise->phases[i]);
    }
    return sum_ms;
}

// Of the exercise where the session stands.
static tick
left_here(const struct session *session, tick now_ms) {
    const struct exercise *exercise = session_exercise(session);
    tick left_ms = session_left_ms(session, now_ms);
    if (!session_has_clock(session)) {
        left_ms = session->phase_began_ms + MANUAL_MS - now_ms;
        left_ms = left_ms > 0 ? left_ms : 0;
    }
    for (unsigned i = session->place.phase + 1u; i < exercise->phase_count;
         i++) {
        left_ms += plan_of_phase(&exercise->phases[i]);
    }
    return left_ms;
}

// Of one that is to come. Where it has been begun and left, the rest of it.
static tick
left_later(const struct session *session, uint16_t exercise, tick now_ms) {
    tick left_ms = plan_of_exercise(&session->exercises[exercise])
                   - session_spent_ms(session, exercise, now_ms);
    return left_ms > 0 ? left_ms : 0;
}

// Keeps the longest, and of equally long ones the first.
static void
offer_cut(struct plan *plan, uint16_t exercise, tick length_ms) {
    tick half_ms =
        (length_ms / 2 + CUT_STEP_MS - 1) / CUT_STEP_MS * CUT_STEP_MS;
    unsigned at = plan->cut_count;
    while (at > 0 && plan->cuts[at - 1].from_ms < length_ms) {
        at--;
    }
    if (length_ms < CUT_FROM_MS || at >= PLAN_CUT_MAX) {
        return;
    }
    plan->cut_count += plan->cut_count < PLAN_CUT_MAX;
    for (unsigned i = plan->cut_count - 1; i > at; i--) {
        plan->cuts[i] = plan->cuts[i - 1];
    }
    plan->cuts[at] = (struct plan_cut){exercise, length_ms, half_ms};
}

static void
find_cuts(struct plan *plan, const struct session *session) {
    int here = session->place.exercise;
    for (int i = here > 0 ? here : 0; i < session->deck->exercise_count; i++) {
        const struct exercise *exercise = &session->exercises[i];
        unsigned from = i == here ? session->place.phase + 1u : 0;
        for (unsigned k = from; k < exercise->phase_count; k++) {
            if (exercise->phases[k].name == PHASE_DISCUSS) {
                offer_cut(plan, (uint16_t) i, exercise->phases[k].length_ms);
            }
        }
    }
    // No more of them than it takes.
    unsigned needed = 0;
    while (needed < plan->cut_count && plan->can_save_ms < plan->late_ms) {
        const struct plan_cut *cut = &plan->cuts[needed++];
        plan->can_save_ms += cut->from_ms - cut->to_ms;
    }
    plan->cut_count = needed;
}

struct plan
plan_make(const struct session *session, tick now_ms) {
    struct plan plan = {0};
    int here = session->place.exercise;
    for (uint16_t i = 0; i < session->deck->exercise_count; i++) {
        plan.planned_ms += plan_of_exercise(&session->exercises[i]);
        plan.spent_ms += session_spent_ms(session, i, now_ms);
        if (i == here) {
            plan.left_ms += left_here(session, now_ms);
        } else if (i > here) {
            plan.left_ms += left_later(session, i, now_ms);
        }
    }
    plan.late_ms = plan.spent_ms + plan.left_ms - plan.planned_ms;
    if (plan.late_ms >= LATE_MS) {
        find_cuts(&plan, session);
    }
    return plan;
}
