// What session.json says: the deck, from which everything is counted, and its
// own list of results, which must be the same as the recount.
#include "report/audit.h"
#include <math.h>
#include <string.h>

const char *
audit_json_text(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

json_int_t
audit_json_integer(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : -1;
}

void
audit_read_session(struct audit *audit) {
    json_error_t error;
    audit->root = json_loadb(audit->session.bytes, audit->session.size,
                             JSON_REJECT_DUPLICATES, &error);
    if (audit->root == NULL) {
        audit_find(&audit->findings,
                   "session.json is damaged at line %d, column %d.", error.line,
                   error.column);
        return;
    }
    if (audit_json_integer(audit->root, "format") != 2) {
        audit_find(&audit->findings,
                   "session.json has a format that this version does not "
                   "know.");
        return;
    }
    const char *source = audit_json_text(audit->root, "source");
    struct deck_faults faults = {0};
    audit->deck = deck_read(source, strlen(source), &faults);
    if (audit->deck == NULL) {
        audit_find(&audit->findings,
                   "The deck in session.json cannot be read: %s.",
                   faults.count > 0 ? faults.items[0].text : "it is missing");
    }
    deck_faults_finish(&faults);
}

static void
check_text(struct audit *audit, const json_t *object, const char *key,
           const char *expected) {
    if (strcmp(audit_json_text(object, key), expected) != 0) {
        char shown[AUDIT_SHOWN_SIZE];
        char wanted[AUDIT_SHOWN_SIZE];
        audit_find(&audit->findings,
                   "session.json has \"%s\" as %s where the deck has \"%s\".",
                   audit_shown(audit_json_text(object, key), shown), key,
                   audit_shown(expected, wanted));
    }
}

static void
check_integer(struct audit *audit, const struct audit_count *count,
              const json_t *object, const char *key, json_int_t expected) {
    json_int_t value = audit_json_integer(object, key);
    if (value != expected) {
        audit_find(&audit->findings,
                   "session.json has %s of exercise %s as %lld; it is %lld.",
                   key, count->exercise.id, (long long) value,
                   (long long) expected);
    }
}

static void
check_result(struct audit *audit, struct audit_count *count,
             const json_t *result) {
    struct audit_claim claim = {.where = "session.json",
                                .label = audit_json_text(result, "option")};
    for (int i = 0; i < AUDIT_NUMBER_COUNT; i++) {
        const json_t *number = json_object_get(result, audit_number_name[i]);
        claim.numbers[i] =
            json_is_number(number) ? json_number_value(number) : NAN;
    }
    audit_compare(audit, count, &claim);
}

static void
check_exercise(struct audit *audit, struct audit_count *count,
               const json_t *object) {
    const struct exercise *exercise = &count->exercise;
    check_text(audit, object, "id", exercise->id);
    check_text(audit, object, "kind", exercise->kind);
    check_text(audit, object, "prompt", exercise->prompt);
    check_integer(audit, count, object, "number", count->number);
    audit_check_groups(audit, count, object);
    if (count->kind == AUDIT_NONE) {
        return;
    }
    check_integer(audit, count, object, "answered", count->answered[0]);
    check_integer(audit, count, object, "joined",
                  audit_json_integer(audit->root, "joined"));
    if (json_is_true(json_object_get(object, "named")) != exercise->is_named) {
        audit_find(&audit->findings,
                   "session.json says otherwise than the deck whether "
                   "exercise %s carries names.",
                   exercise->id);
    }
    if (audit_json_integer(object, "late") < 0) {
        audit_find(&audit->findings,
                   "session.json does not say how many ballots of exercise "
                   "%s came late.",
                   exercise->id);
    }
    audit_check_exercise(audit, count, object);
    const json_t *results = json_object_get(object, "results");
    for (size_t i = 0; i < json_array_size(results); i++) {
        check_result(audit, count, json_array_get(results, i));
    }
}

// The digests are checked with the bytes; the numbers beside them here.
static void
check_link(struct audit *audit, const struct audit_count *count) {
    const json_t *chain = json_object_get(audit->root, "chain");
    json_int_t ballots =
        audit_json_integer(json_array_get(chain, count->number), "ballots");
    if (ballots != count->ballots) {
        audit_find(&audit->findings,
                   "The chain lists %lld ballots of exercise %s; ballots.csv "
                   "has %u.",
                   (long long) ballots, count->exercise.id, count->ballots);
    }
}

void
audit_check_session(struct audit *audit) {
    check_text(audit, audit->root, "deck", audit->deck->id);
    if (audit_json_integer(audit->root, "joined") < 0) {
        audit_find(&audit->findings,
                   "session.json does not say how many joined.");
    }
    const json_t *exercises = json_object_get(audit->root, "exercises");
    size_t count = audit->deck->exercise_count;
    if (json_array_size(exercises) != count) {
        audit_find(&audit->findings,
                   "session.json lists %zu exercises; the deck has %zu.",
                   json_array_size(exercises), count);
    }
    for (size_t i = 0; i < count && i < json_array_size(exercises); i++) {
        check_exercise(audit, &audit->counts[i], json_array_get(exercises, i));
    }
    for (size_t i = 0; i < count; i++) {
        check_link(audit, &audit->counts[i]);
    }
    audit_compare_end(audit, "session.json");
    for (size_t i = 0; i < count && i < json_array_size(exercises); i++) {
        audit_check_shift(audit, &audit->counts[i],
                          json_array_get(exercises, i));
    }
}
