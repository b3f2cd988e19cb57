// What a file claims beside what was counted again.
#include "report/audit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A word in another form than the one that stands for it, as somebody typed it.
static struct audit_row *
find_word(struct audit_count *count, const char *label) {
    char *key = audit_fold(label);
    uint64_t id = key == NULL ? 0 : audit_item_id(key, strlen(key));
    free(key);
    const struct audit_item *typed = audit_find_item(count, 1, id);
    const struct audit_item *item = audit_counted_item(count, 1, id);
    bool is_typed = false;
    for (uint32_t i = 0; typed != NULL && i < typed->writers; i++) {
        const char *text = count->written[typed->first + i].text;
        is_typed = is_typed || strcmp(text, label) == 0;
    }
    const char *text =
        is_typed && item != NULL ? count->written[item->first].text : NULL;
    for (uint32_t i = 0; text != NULL && i < count->row_count; i++) {
        if (strcmp(count->rows[i].label, text) == 0) {
            return &count->rows[i];
        }
    }
    return NULL;
}

// Of rows alike (a chain may say a thing twice) the first that is not seen.
struct audit_row *
audit_find_row(struct audit_count *count, const char *label) {
    struct audit_row *found = NULL;
    for (uint32_t i = 0; i < count->row_count; i++) {
        // Most files have them in order: look behind the last one first.
        uint32_t at = (count->next_row + i) % count->row_count;
        struct audit_row *row = &count->rows[at];
        if (strcmp(row->label, label) == 0) {
            found = row;
            if (!row->is_seen) {
                break;
            }
        }
    }
    if (found != NULL) {
        count->next_row = (uint32_t) (found - count->rows) + 1;
    }
    return found == NULL && count->kind == AUDIT_WORDS ? find_word(count, label)
                                                       : found;
}

// A result of what guests wrote is listed in its order.
static void
check_order(struct audit *audit, const struct audit_count *count,
            const struct audit_row *row, const char *where) {
    bool is_ordered =
        audit_is_written(count)
        && !(count->kind == AUDIT_WORDS && count->row_count > AUDIT_WORD_MAX);
    if (is_ordered && row > count->rows && !row[-1].is_seen) {
        char shown[AUDIT_SHOWN_SIZE];
        audit_find(&audit->findings,
                   "%s has the row \"%s\" of exercise %s in another place "
                   "than its numbers give it.",
                   where, audit_shown(row->label, shown), count->exercise.id);
    }
}

static bool
is_same(double a, double b) {
    if (isnan(a) || isnan(b)) {
        return isnan(a) && isnan(b);
    }
    return fabs(a - b) <= AUDIT_TOLERANCE;
}

static void
write_value(double value, char out[static 32]) {
    if (isnan(value)) {
        memcpy(out, "nothing", 8);
    } else {
        (void) snprintf(out, 32, "%.6g", value);
    }
}

void
audit_compare(struct audit *audit, struct audit_count *count,
              const struct audit_claim *claim) {
    char shown[AUDIT_SHOWN_SIZE];
    const char *id = count->exercise.id;
    (void) audit_shown(claim->label, shown);
    if (count->kind == AUDIT_OTHER) {
        return; // has been said once, for the exercise
    }
    struct audit_row *row = audit_find_row(count, claim->label);
    if (row == NULL) {
        audit_find(&audit->findings,
                   "%s has a row \"%s\" for exercise %s; nothing in the deck "
                   "or in ballots.csv says so.",
                   claim->where, shown, id);
        return;
    }
    if (row->is_seen) {
        audit_find(&audit->findings,
                   "%s has the row \"%s\" of exercise %s twice.", claim->where,
                   shown, id);
    }
    row->is_seen = true;
    check_order(audit, count, row, claim->where);
    for (int i = 0; i < AUDIT_NUMBER_COUNT; i++) {
        if (!is_same(claim->numbers[i], row->numbers[i])) {
            char said[32];
            char counted[32];
            write_value(claim->numbers[i], said);
            write_value(row->numbers[i], counted);
            audit_find(&audit->findings,
                       "%s has %s of \"%s\" in exercise %s as %s; ballots.csv "
                       "gives %s.",
                       claim->where, audit_number_name[i], shown, id, said,
                       counted);
        }
    }
}

static void
end_exercise(struct audit *audit, struct audit_count *count,
             const char *where) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < count->row_count; i++) {
        seen += count->rows[i].is_seen;
    }
    // A result lists only so many words; each that it lists is counted right.
    bool is_full = count->kind == AUDIT_WORDS && seen >= AUDIT_WORD_MAX;
    for (uint32_t i = 0; i < count->row_count; i++) {
        struct audit_row *row = &count->rows[i];
        if (!row->is_seen && !is_full) {
            char shown[AUDIT_SHOWN_SIZE];
            audit_find(&audit->findings,
                       "%s has no row \"%s\" for exercise %s.", where,
                       audit_shown(row->label, shown), count->exercise.id);
        }
        row->is_seen = false;
    }
    count->next_row = 0;
}

void
audit_compare_end(struct audit *audit, const char *where) {
    for (size_t i = 0; i < audit->deck->exercise_count; i++) {
        end_exercise(audit, &audit->counts[i], where);
    }
}
