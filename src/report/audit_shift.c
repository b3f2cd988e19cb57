// The shift of an exercise that was asked again. Without the secret nobody can
// pair ballots, so the pairs cannot be counted again; what can be is whether
// they are possible: no more pairs than answers on either side, no row with
// more than all ballots give it or with fewer than are left when those who
// answered once are taken away, sums that agree, and no more told than an
// anonymous exercise may tell.
#include "report/audit.h"
#include <math.h>
#include <string.h>

#define SHIFT_LEAST 5 // pairs, before anything but their number is told
#define FLOW_ALONE 3  // people of an option, before a flow is

struct side {
    struct audit_count *count;
    const json_t *rows;
    double votes[DECK_ITEM_MAX]; // choice: by option
    double sum;                  // of the votes
    double score_sum;
};

struct shift_audit {
    struct audit *audit;
    struct audit_count *count; // of the exercise that was asked again
    json_int_t pairs;
};

static void
find(const struct shift_audit *shift, const char *what) {
    audit_find(&shift->audit->findings,
               "session.json has a shift of exercise %s that cannot be: %s.",
               shift->count->exercise.id, what);
}

static double
number_of(const json_t *row, int number) {
    const json_t *value = json_object_get(row, audit_number_name[number]);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

// Kinds whose share is of the people.
static bool
is_share_of_people(enum audit_kind kind) {
    return kind == AUDIT_CHOICE || kind == AUDIT_QUIZ || kind == AUDIT_SCALE
           || kind == AUDIT_WORDS || kind == AUDIT_RANK || kind == AUDIT_CURVE
           || kind == AUDIT_PLANE;
}

static bool
is_near(double value, double expected, double scale) {
    return fabs(value - expected) <= AUDIT_TOLERANCE * (scale + 1);
}

static bool
is_within(double value, double least, double most) {
    double slack = AUDIT_TOLERANCE * (fabs(most) + 1);
    return value >= least - slack && value <= most + slack;
}

// A rank's: those who put it first each give all that an item can get, and the
// others at most one less.
static bool
is_rank_possible(const struct shift_audit *shift, double votes, double mean,
                 double score) {
    double items = shift->count->exercise.item_count;
    double pairs = (double) shift->pairs;
    double points = score * pairs;
    return is_near(points, floor(points + 0.5), points)
           && is_within(points, votes * items,
                        votes * items + (pairs - votes) * (items - 1))
           && (isnan(mean) ? points < 0.5 : is_within(mean, 1, items));
}

// Points: what it got in all, of one on average, and as a part of the budget.
static bool
are_points_possible(const struct shift_audit *shift, const struct side *side,
                    const struct audit_row *row, const json_t *json) {
    double budget = shift->count->exercise.budget;
    double pairs = (double) shift->pairs;
    double once = (double) side->count->answered[0] - pairs;
    double sum = number_of(json, AUDIT_SCORE);
    double votes = number_of(json, AUDIT_VOTES);
    double all = row->numbers[AUDIT_SCORE];
    return floor(sum) == sum && sum >= votes && sum <= votes * budget
           && sum <= all && sum >= all - once * budget
           && is_near(number_of(json, AUDIT_MEAN), sum / pairs, budget)
           && is_near(number_of(json, AUDIT_SHARE), sum / pairs / budget, 1);
}

// A place's coordinates are from 0 to 1; nobody's are those of no place.
static bool
is_place_possible(const json_t *json) {
    double mean = number_of(json, AUDIT_MEAN);
    double median = number_of(json, AUDIT_MEDIAN);
    double spread = number_of(json, AUDIT_SPREAD);
    if (number_of(json, AUDIT_VOTES) < 1) {
        return isnan(mean) && isnan(median) && isnan(spread);
    }
    return is_within(mean, 0, 1) && is_within(median, 0, 1)
           && is_within(spread, 0, 0.5);
}

// What the kind counts beside votes.
static bool
are_numbers_possible(const struct shift_audit *shift, const struct side *side,
                     const struct audit_row *row, const json_t *json) {
    double score = number_of(json, AUDIT_SCORE);
    switch (side->count->kind) {
        case AUDIT_QUIZ:
            return is_near(score, row->numbers[AUDIT_SCORE], 0);
        case AUDIT_RANK:
            return shift->pairs == 0
                   || is_rank_possible(shift, number_of(json, AUDIT_VOTES),
                                       number_of(json, AUDIT_MEAN), score);
        case AUDIT_POINTS:
            return shift->pairs == 0
                   || are_points_possible(shift, side, row, json);
        case AUDIT_PLANE:
            return is_place_possible(json);
        default:
            return true;
    }
}

static void
check_row(const struct shift_audit *shift, struct side *side,
          const json_t *json) {
    struct audit_row *row =
        audit_find_row(side->count, audit_json_text(json, "option"));
    // Words merged by the host stand alone where the one they were merged into
    // was not given by any of the pairs.
    bool is_merged =
        side->count->kind == AUDIT_WORDS && side->count->edit_count > 0;
    if (row == NULL || (row->is_seen && !is_merged)) {
        find(shift, row == NULL ? "a row that no ballot gives"
                                : "a row that is there twice");
        return;
    }
    row->is_seen = true;
    double votes = number_of(json, AUDIT_VOTES);
    double share = number_of(json, AUDIT_SHARE);
    double once = (double) side->count->answered[0] - (double) shift->pairs;
    enum audit_kind kind = side->count->kind;
    // One ballot gives an item more than one of a duel's votes.
    double least =
        kind == AUDIT_DUEL || is_merged ? 0 : row->numbers[AUDIT_VOTES] - once;
    if (!(votes >= 0 && votes >= least && votes <= row->numbers[AUDIT_VOTES]
          && floor(votes) == votes)) {
        find(shift, "votes that the ballots do not allow");
        return;
    }
    if (!(share >= 0 && share <= 1)
        || (is_share_of_people(kind)
            && fabs(share * (double) shift->pairs - votes)
                   > AUDIT_TOLERANCE * (double) (shift->pairs + 1))) {
        find(shift, "a share that is not that of its votes");
    }
    if (!are_numbers_possible(shift, side, row, json)) {
        find(shift, "numbers that its pairs cannot have given");
    }
    side->sum += votes;
    side->score_sum += number_of(json, AUDIT_SCORE);
    if (kind == AUDIT_CHOICE) {
        side->votes[row - side->count->rows] = votes;
    }
}

static void
check_side(const struct shift_audit *shift, struct side *side) {
    for (size_t i = 0; i < json_array_size(side->rows); i++) {
        check_row(shift, side, json_array_get(side->rows, i));
    }
    bool is_whole = true;
    for (uint32_t i = 0; i < side->count->row_count; i++) {
        is_whole = is_whole && side->count->rows[i].is_seen;
        side->count->rows[i].is_seen = false;
    }
    enum audit_kind kind = side->count->kind;
    if (!is_whole && kind != AUDIT_WORDS) {
        find(shift, "a row is missing");
    }
    double pairs = (double) shift->pairs;
    double most =
        kind == AUDIT_CHOICE ? pairs * side->count->exercise.pick : pairs;
    // Of a rank the votes are first places.
    bool has_sum = kind == AUDIT_CHOICE || kind == AUDIT_QUIZ
                   || kind == AUDIT_CURVE || kind == AUDIT_RANK;
    if (has_sum && !(side->sum >= pairs && side->sum <= most)) {
        find(shift, "its rows do not add up to the pairs");
    }
    double given = pairs * side->count->exercise.budget;
    if (kind == AUDIT_POINTS && side->score_sum != given) {
        find(shift, "its points do not add up to what the pairs gave");
    }
}

static bool
is_crowded(const struct side *side) {
    for (unsigned i = 0; i < DECK_ITEM_MAX; i++) {
        if (side->votes[i] > 0 && side->votes[i] < FLOW_ALONE) {
            return false;
        }
    }
    return true;
}

static void
check_flow(const struct shift_audit *shift, const json_t *flow,
           const struct side *before, const struct side *after) {
    const struct exercise *exercise = &shift->count->exercise;
    bool is_due =
        shift->count->kind == AUDIT_CHOICE && exercise->pick == 1
        && (exercise->is_named || (is_crowded(before) && is_crowded(after)));
    if (is_due != (flow != NULL)) {
        find(shift,
             is_due ? "its flow is missing" : "a flow that must not be told");
        return;
    }
    for (unsigned i = 0; is_due && i < exercise->item_count; i++) {
        double from = 0;
        double to = 0;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            const json_t *there = json_array_get(json_array_get(flow, i), k);
            const json_t *here = json_array_get(json_array_get(flow, k), i);
            json_int_t moved = json_integer_value(there);
            if (!json_is_integer(there) || moved < 0) {
                find(shift, "a flow that is no table of counts");
                return;
            }
            from += (double) moved;
            to += json_number_value(here);
        }
        if (from != before->votes[i] || to != after->votes[i]) {
            find(shift, "its flow does not add up to its rows");
        }
    }
}

static void
check_one(const struct shift_audit *shift, const json_t *json) {
    const struct exercise *exercise = &shift->count->exercise;
    struct side before = {
        .count = &shift->audit->counts[exercise->again],
        .rows = json_object_get(json, "before"),
    };
    struct side after = {
        .count = shift->count,
        .rows = json_object_get(json, "after"),
    };
    if (shift->pairs < 0 || shift->pairs > before.count->answered[0]
        || shift->pairs > after.count->answered[0]) {
        find(shift, "more pairs than answers, or none said");
        return;
    }
    bool is_told = exercise->is_named || shift->pairs >= SHIFT_LEAST;
    if (is_told != json_is_array(before.rows)
        || is_told != json_is_array(after.rows)) {
        find(shift, is_told ? "its rows are missing"
                            : "rows of so few must not be told");
        return;
    }
    if (is_told) {
        check_side(shift, &before);
        check_side(shift, &after);
        check_flow(shift, json_object_get(json, "flow"), &before, &after);
    } else if (json_object_get(json, "flow") != NULL) {
        find(shift, "a flow that must not be told");
    }
}

void
audit_check_shift(struct audit *audit, struct audit_count *count,
                  const json_t *object) {
    const struct exercise *exercise = &count->exercise;
    const json_t *json = json_object_get(object, "shift");
    const char *again =
        exercise->again < 0 ? "" : audit->deck->exercises[exercise->again].id;
    if (strcmp(audit_json_text(object, "again"), again) != 0
        || json_is_object(json) != (exercise->again >= 0)) {
        audit_find(&audit->findings,
                   "session.json says otherwise than the deck whether "
                   "exercise %s was asked again, and of which.",
                   exercise->id);
        return;
    }
    if (exercise->again >= 0 && count->kind != AUDIT_OTHER) {
        struct shift_audit shift = {audit, count,
                                    audit_json_integer(json, "pairs")};
        check_one(&shift, json);
    }
}
