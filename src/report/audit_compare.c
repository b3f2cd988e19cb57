// What a file claims beside what was counted again.
#include "report/audit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
compare_label(const void *key, const void *row) {
    return strcmp(key, ((const struct audit_row *) row)->label);
}

// Whether a guest typed the word in exactly this form.
static bool
is_typed(const struct audit_count *count, const char *key, const char *label) {
    uint32_t low = 0;
    uint32_t high = count->word_count;
    while (low < high) { // the first of the words with this key
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(count->words[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < count->word_count && strcmp(count->words[low].key, key) == 0;
         low++) {
        if (strcmp(count->words[low].text, label) == 0) {
            return true;
        }
    }
    return false;
}

// Rows of words are sorted by their keys.
static struct audit_row *
find_word(struct audit_count *count, const char *label) {
    if (label[0] == '\0') {
        return count->rows[0].label[0] == '\0' ? &count->rows[0] : NULL;
    }
    char *key = audit_fold(label);
    struct audit_row *row = NULL;
    if (key != NULL && is_typed(count, key, label)) {
        row = bsearch(key, count->rows, count->row_count, sizeof *count->rows,
                      compare_label);
    }
    free(key);
    return row;
}

struct audit_row *
audit_find_row(struct audit_count *count, const char *label) {
    if (count->kind == AUDIT_WORDS) {
        return find_word(count, label);
    }
    for (uint32_t i = 0; i < count->row_count; i++) {
        if (strcmp(count->rows[i].label, label) == 0) {
            return &count->rows[i];
        }
    }
    return NULL;
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
    const char *id = count->exercise->id;
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
                       audit_shown(row->label, shown), count->exercise->id);
        }
        row->is_seen = false;
    }
}

void
audit_compare_end(struct audit *audit, const char *where) {
    for (size_t i = 0; i < audit->deck->exercise_count; i++) {
        end_exercise(audit, &audit->counts[i], where);
    }
}
