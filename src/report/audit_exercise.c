// What session.json says of an exercise besides its results: how many answered
// in each round, whether its items are the best of the earlier result as it was
// counted again, the right options, what a vote decided, the groups.
#include "report/audit.h"
#include <stdio.h>
#include <string.h>

static void
find(struct audit *audit, const struct audit_count *count, const char *what) {
    audit_find(&audit->findings, "session.json: exercise %s %s.",
               count->exercise.id, what);
}

// -- Rounds ------------------------------------------------------------------

static void
check_round(struct audit *audit, const struct audit_count *count,
            unsigned round, const json_t *object) {
    json_int_t answered = audit_json_integer(object, "answered");
    if (audit_json_integer(object, "round") != round
        || answered != count->answered[round - 1]) {
        audit_find(&audit->findings,
                   "session.json has %lld answers in round %u of exercise %s; "
                   "ballots.csv has %u.",
                   (long long) answered, round, count->exercise.id,
                   count->answered[round - 1]);
    }
    if (audit_json_integer(object, "late") < 0) {
        find(audit, count, "has a round that does not say how many came late");
    }
}

static void
check_rounds(struct audit *audit, const struct audit_count *count,
             const json_t *object) {
    const json_t *rounds = json_object_get(object, "rounds");
    if (json_array_size(rounds) != count->exercise.round_count) {
        find(audit, count, "has another number of rounds than in the deck");
        return;
    }
    for (unsigned i = 1; i <= count->exercise.round_count; i++) {
        check_round(audit, count, i, json_array_get(rounds, i - 1));
    }
    const json_t *first = json_array_get(rounds, 0);
    if (audit_json_integer(first, "late")
        != audit_json_integer(object, "late")) {
        find(audit, count, "says twice how many came late, and not the same");
    }
}

// -- Items -------------------------------------------------------------------

// What the earlier result as it stands gives. Returns how many.
static unsigned
best_of(const struct audit *audit, const struct audit_count *count,
        const char *out[static DECK_ITEM_MAX]) {
    const struct exercise *exercise = &count->exercise;
    unsigned found = 0;
    if (exercise->again >= 0) {
        const struct exercise *asked = &audit->counts[exercise->again].exercise;
        for (; found < asked->item_count; found++) {
            out[found] = asked->items[found];
        }
        return found;
    }
    const struct audit_count *from = &audit->counts[exercise->takes_from];
    for (uint32_t i = 0;
         i < from->row_count && found < exercise->take && found < DECK_ITEM_MAX;
         i++) {
        if (from->rows[i].label[0] != '\0') {
            out[found++] = from->rows[i].label;
        }
    }
    return found;
}

// Taken before the earlier result was changed: then only texts of it can be.
static void
check_changed(struct audit *audit, const struct audit_count *count) {
    const struct exercise *exercise = &count->exercise;
    const struct audit_count *from = &audit->counts[exercise->takes_from];
    text_add_format(&audit->notes,
                    "Exercise %s took its items from %s before that result "
                    "was changed; they are compared with what was written "
                    "only.\n",
                    exercise->id, from->exercise.id);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        bool is_there = false;
        for (uint32_t k = 0; k < from->written_count && !is_there; k++) {
            is_there = strcmp(from->written[k].text, exercise->items[i]) == 0;
        }
        if (!is_there) {
            char shown[AUDIT_SHOWN_SIZE];
            audit_find(&audit->findings,
                       "session.json: exercise %s has an item \"%s\" that "
                       "nobody wrote in exercise %s.",
                       exercise->id, audit_shown(exercise->items[i], shown),
                       from->exercise.id);
        }
    }
}

static void
find_item(struct audit *audit, const struct audit_count *count, unsigned at,
          const char *wanted) {
    const struct exercise *exercise = &count->exercise;
    char said[AUDIT_SHOWN_SIZE];
    char best[AUDIT_SHOWN_SIZE];
    audit_find(
        &audit->findings,
        "session.json: item %u of exercise %s is \"%s\"; exercise %s, "
        "counted again, gives \"%s\".",
        at + 1, exercise->id,
        audit_shown(at < exercise->item_count ? exercise->items[at] : "", said),
        audit->deck->exercises[exercise->takes_from].id,
        audit_shown(wanted, best));
}

static void
check_items(struct audit *audit, const struct audit_count *count,
            const json_t *object) {
    const struct exercise *exercise = &count->exercise;
    const char *best[DECK_ITEM_MAX] = {0};
    if (exercise->takes_from < 0
        || (exercise->item_count == 0 && count->ballots == 0)) {
        return; // none, or the session did not get so far
    }
    unsigned found = best_of(audit, count, best);
    unsigned most = found > exercise->item_count ? found : exercise->item_count;
    unsigned at = 0;
    while (at < found && at < exercise->item_count
           && strcmp(exercise->items[at], best[at]) == 0) {
        at++;
    }
    bool is_changed = json_is_true(json_object_get(object, "changed"));
    if (at < most && is_changed) {
        check_changed(audit, count);
    } else if (at < most) {
        find_item(audit, count, at, at < found ? best[at] : "");
    } else if (is_changed) {
        find(audit, count,
             "says that the result it took its items from was changed; it was "
             "not");
    }
}

// -- Right options and decisions ---------------------------------------------

static void
check_right(struct audit *audit, const struct audit_count *count,
            const json_t *object) {
    const struct exercise *exercise = &count->exercise;
    const json_t *right = json_object_get(object, "right");
    size_t at = 0;
    bool is_same = json_is_array(right) == (count->kind == AUDIT_QUIZ);
    for (unsigned i = 0; count->kind == AUDIT_QUIZ && i < exercise->item_count;
         i++) {
        const char *said = json_string_value(json_array_get(right, at));
        if (exercise->right >> i & 1u) {
            is_same = is_same && said != NULL
                      && strcmp(said, exercise->items[i]) == 0;
            at++;
        }
    }
    if (!is_same || json_array_size(right) != at) {
        find(audit, count, "has other right options than the deck");
    }
}

// "Passed …" or "Not passed …" as the room was told.
static bool
decide(const struct audit_count *count, char text[static 160]) {
    const struct exercise *exercise = &count->exercise;
    uint32_t below = count->votes[0] + count->votes[1] + count->votes[2];
    if (exercise->decision == DECISION_FIST_TO_FIVE) {
        (void) snprintf(text, 160,
                        below == 0 ? "Passed: nobody is below 3"
                                   : "Not passed: %u below 3. Ask what it "
                                     "would take.",
                        below);
        return below == 0;
    }
    double needed = exercise->decision == DECISION_MAJORITY ? 0.5 : 2.0 / 3;
    const char *words = exercise->decision == DECISION_MAJORITY
                            ? "more than half"
                            : "two thirds";
    for (unsigned i = 0; i < exercise->item_count; i++) {
        double share = (double) count->votes[i] / count->answered[0];
        bool is_enough = exercise->decision == DECISION_MAJORITY
                             ? share > needed
                             : share > needed - 1e-9;
        bool is_best = true;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            is_best = is_best && count->votes[k] <= count->votes[i];
        }
        if (is_enough && is_best) {
            char shown[91];
            (void) text_copy(shown, sizeof shown, exercise->items[i]);
            (void) snprintf(text, 160, "Passed with %s: %s", words, shown);
            return true;
        }
    }
    (void) snprintf(text, 160, "Not passed: no option has %s of the votes",
                    words);
    return false;
}

static void
check_decision(struct audit *audit, const struct audit_count *count,
               const json_t *object) {
    static const char *const rules[] = {"", "fist to five", "majority",
                                        "two thirds"};
    const json_t *decision = json_object_get(object, "decision");
    bool is_due =
        count->exercise.decision != DECISION_NONE && count->answered[0] > 0;
    char text[160];
    if (!is_due) {
        if (decision != NULL) {
            find(audit, count, "has a decision where nothing was decided");
        }
        return;
    }
    bool is_passed = decide(count, text);
    const json_t *passed = json_object_get(decision, "passed");
    const char *rule = rules[count->exercise.decision];
    if (strcmp(audit_json_text(decision, "rule"), rule) != 0
        || !(is_passed ? json_is_true(passed) : json_is_false(passed))
        || strcmp(audit_json_text(decision, "text"), text) != 0) {
        char shown[AUDIT_SHOWN_SIZE];
        audit_find(&audit->findings,
                   "session.json has another decision of exercise %s than "
                   "ballots.csv gives by the rule %s: \"%s\".",
                   count->exercise.id, rule, audit_shown(text, shown));
    }
}

// -- Groups ------------------------------------------------------------------

// Who was in them is not told; sizes that no drawing gives are found.
static bool
are_sizes(const json_t *sizes) {
    json_int_t before = 0;
    for (size_t i = 0; i < json_array_size(sizes); i++) {
        const json_t *json = json_array_get(sizes, i);
        json_int_t size = json_integer_value(json);
        if (!json_is_integer(json) || size < 1 || (i > 0 && size > before)) {
            return false;
        }
        before = size;
    }
    return json_is_array(sizes);
}

void
audit_check_groups(struct audit *audit, const struct audit_count *count,
                   const json_t *object) {
    const json_t *groups = json_object_get(object, "groups");
    static const char *const levels[] = {"pairs", "fours", "groups"};
    size_t level = 0;
    for (size_t i = 0; i < json_array_size(groups); i++) {
        const json_t *group = json_array_get(groups, i);
        while (level < 3
               && strcmp(audit_json_text(group, "level"), levels[level]) != 0) {
            level++;
        }
        if (level++ >= 3 || !are_sizes(json_object_get(group, "sizes"))) {
            find(audit, count, "has groups that cannot be");
            return;
        }
    }
}

void
audit_check_exercise(struct audit *audit, struct audit_count *count,
                     const json_t *object) {
    bool is_by_group = strcmp(audit_json_text(object, "who"), "group") == 0;
    if (is_by_group != count->exercise.is_by_group) {
        find(audit, count,
             "says otherwise than the deck whether groups answer together");
    }
    check_rounds(audit, count, object);
    check_items(audit, count, object);
    check_right(audit, count, object);
    check_decision(audit, count, object);
}
