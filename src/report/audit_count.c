// The arithmetic of the recount. Everything is worked out from the plain list
// of what was given: medians by sorting, the spread from the mean, words by
// sorting their keys, and the strengths of a duel by Zermelo's iteration.
#include "base/check.h"
#include "report/audit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

const char *const audit_number_name[AUDIT_NUMBER_COUNT] = {
    "votes", "share", "mean", "median", "spread", "score",
};

#define SEGMENT_COUNT 5

// A sixth of the line each, but the last, which has two.
static const char *const segments[SEGMENT_COUNT] = {
    "Innovators",    "Early adopters", "Early majority",
    "Late majority", "Laggards",
};

const char *
audit_label(const struct audit_count *count, unsigned item) {
    const char *text = count->exercise.items[item];
    // A scale without statements asks its prompt.
    return text[0] == '\0' ? count->exercise.prompt : text;
}

char *
audit_fold(const char *text) {
    utf8proc_uint8_t *key = NULL;
    utf8proc_option_t options = UTF8PROC_NULLTERM | UTF8PROC_STABLE
                                | UTF8PROC_COMPOSE | UTF8PROC_COMPAT
                                | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    if (utf8proc_map((const utf8proc_uint8_t *) text, 0, &key, options) < 0) {
        return NULL;
    }
    // Words apart by one space each.
    char *to = (char *) key;
    for (const char *from = (char *) key; *from != '\0';) {
        size_t size = strcspn(from, " ");
        if (size > 0 && to != (char *) key) {
            *to++ = ' ';
        }
        memmove(to, from, size);
        to += size;
        from += size + (from[size] == ' ');
    }
    *to = '\0';
    if (to == (char *) key) {
        free(key);
        return NULL;
    }
    return (char *) key;
}

struct audit_row *
audit_add_row(struct audit_count *count, const char *label, double votes,
              double total) {
    struct audit_row *row = &count->rows[count->row_count++];
    row->label = label;
    for (int i = 0; i < AUDIT_NUMBER_COUNT; i++) {
        row->numbers[i] = NAN;
    }
    row->numbers[AUDIT_VOTES] = votes;
    row->numbers[AUDIT_SHARE] = total > 0 ? votes / total : 0;
    return row;
}

void
audit_make_rows(struct audit_count *count, size_t room) {
    count->rows = calloc(room > 0 ? room : 1, sizeof *count->rows);
    CHECK(count->rows != NULL);
}

static int
compare_numbers(const void *a, const void *b) {
    double left = *(const double *) a;
    double right = *(const double *) b;
    return (left > right) - (left < right);
}

// Sorts. There is at least one.
static double
median_of(struct audit_series *series) {
    qsort(series->values, series->count, sizeof *series->values,
          compare_numbers);
    uint32_t middle = series->count / 2;
    double high = series->values[middle];
    double low = series->values[series->count % 2 == 1 ? middle : middle - 1];
    return (low + high) / 2;
}

// Mean, median and spread, where there is a value.
static void
finish_series(struct audit_series *series, double *numbers) {
    double sum = 0;
    double squares = 0;
    if (series->count == 0) {
        return;
    }
    for (uint32_t k = 0; k < series->count; k++) {
        sum += series->values[k];
    }
    double mean = sum / series->count;
    for (uint32_t k = 0; k < series->count; k++) {
        squares += pow(series->values[k] - mean, 2);
    }
    numbers[AUDIT_MEAN] = mean;
    numbers[AUDIT_MEDIAN] = median_of(series);
    numbers[AUDIT_SPREAD] = sqrt(squares / series->count);
}

static void
finish_scale(struct audit_count *count) {
    for (unsigned i = 0; i < count->exercise.item_count; i++) {
        struct audit_series *series = &count->series[i];
        (void) audit_add_row(count, audit_label(count, i), series->count,
                             count->answered[0]);
        finish_series(series, count->rows[count->row_count - 1].numbers);
    }
}

static void
finish_curve(struct audit_count *count) {
    struct audit_series *series = &count->series[0];
    uint32_t votes[SEGMENT_COUNT] = {0};
    for (uint32_t i = 0; i < series->count; i++) {
        int segment = (int) floor(series->values[i] * 6);
        votes[segment < SEGMENT_COUNT ? segment : SEGMENT_COUNT - 1]++;
    }
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        (void) audit_add_row(count, segments[i], votes[i], count->answered[0]);
        count->rows[i].numbers[AUDIT_MEDIAN] =
            series->count > 0 ? median_of(series) : NAN;
    }
}

// Two rows an item: along x, then along y.
static void
finish_plane(struct audit_count *count) {
    for (unsigned i = 0; i < 2u * count->exercise.item_count; i++) {
        struct audit_series *series =
            i % 2 == 0 ? &count->series[i / 2] : &count->y[i / 2];
        struct text label = {0};
        text_add(&label, audit_label(count, i / 2));
        text_add(&label, i % 2 == 0 ? " (x)" : " (y)");
        struct audit_row *row =
            audit_add_row(count, "", series->count, count->answered[0]);
        row->own = strdup(text_string(&label));
        CHECK(row->own != NULL);
        row->label = row->own;
        text_finish(&label);
        finish_series(series, count->rows[i].numbers);
    }
}

// One round over all items; the largest relative change.
static double
improve(uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX], unsigned items,
        double *strength) {
    double change = 0;
    for (unsigned i = 0; i < items; i++) {
        // Every item has also won once and lost once against a player of
        // strength 1, so each strength is finite.
        double won = 1;
        double games = 2 / (strength[i] + 1);
        for (unsigned k = 0; k < items; k++) {
            won += wins[i][k];
            games += (double) (wins[i][k] + wins[k][i])
                     / (strength[i] + strength[k]);
        }
        change = fmax(change, fabs(won / games / strength[i] - 1));
        strength[i] = won / games;
    }
    return change;
}

// Zermelo's iteration, slower than the one that made the results, and run
// until nothing moves.
void
audit_duel_chances(uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX], unsigned items,
                   double out[static DECK_ITEM_MAX]) {
    double strength[DECK_ITEM_MAX];
    double sorted[DECK_ITEM_MAX] = {0};
    for (unsigned i = 0; i < items; i++) {
        strength[i] = 1;
    }
    if (items == 0) {
        return; // none were taken from the earlier result
    }
    int round = 0;
    while (round < 200000 && improve(wins, items, strength) > 1e-10) {
        round++;
    }
    memcpy(sorted, strength, items * sizeof *sorted);
    qsort(sorted, items, sizeof *sorted, compare_numbers);
    double middle = sqrt(sorted[items / 2] * sorted[(items - 1) / 2]);
    for (unsigned i = 0; i < items; i++) {
        out[i] = strength[i] / (strength[i] + middle);
    }
}

static void
finish_duel(struct audit_count *count) {
    unsigned items = count->exercise.item_count;
    double chances[DECK_ITEM_MAX];
    audit_duel_chances(count->wins, items, chances);
    for (unsigned i = 0; i < items; i++) {
        double won = 0;
        double lost = 0;
        for (unsigned k = 0; k < items; k++) {
            won += count->wins[i][k];
            lost += count->wins[k][i];
        }
        (void) audit_add_row(count, audit_label(count, i), won, won + lost);
        count->rows[i].numbers[AUDIT_SCORE] = chances[i];
    }
}

static double
sum_of(const struct audit_series *series) {
    double sum = 0;
    for (uint32_t i = 0; i < series->count; i++) {
        sum += series->values[i];
    }
    return sum;
}

static uint32_t
count_between(const struct audit_series *series, double least, double most) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < series->count; i++) {
        count += series->values[i] >= least && series->values[i] <= most;
    }
    return count;
}

// The series are places from 1; of n items the first is worth n points.
static void
finish_rank(struct audit_count *count) {
    unsigned items = count->exercise.item_count;
    for (unsigned i = 0; i < items; i++) {
        const struct audit_series *places = &count->series[i];
        double sum = sum_of(places);
        (void) audit_add_row(count, audit_label(count, i),
                             count_between(places, 1, 1), count->answered[0]);
        double *numbers = count->rows[i].numbers;
        if (places->count > 0) {
            numbers[AUDIT_MEAN] = sum / places->count;
        }
        if (count->answered[0] > 0) {
            numbers[AUDIT_SCORE] =
                ((items + 1.0) * places->count - sum) / count->answered[0];
        }
    }
}

static void
finish_points(struct audit_count *count) {
    for (unsigned i = 0; i < count->exercise.item_count; i++) {
        const struct audit_series *points = &count->series[i];
        double sum = sum_of(points);
        (void) audit_add_row(count, audit_label(count, i),
                             count_between(points, 1, INFINITY), 0);
        double *numbers = count->rows[i].numbers;
        numbers[AUDIT_SCORE] = sum;
        if (count->answered[0] > 0) {
            numbers[AUDIT_MEAN] = sum / count->answered[0];
            numbers[AUDIT_SHARE] = numbers[AUDIT_MEAN] / count->exercise.budget;
        }
    }
}

static void
finish_choice(struct audit_count *count) {
    const struct exercise *exercise = &count->exercise;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct audit_row *row = audit_add_row(
            count, audit_label(count, i), count->votes[i], count->answered[0]);
        if (count->kind == AUDIT_QUIZ) {
            row->numbers[AUDIT_SCORE] = exercise->right >> i & 1u;
        }
    }
}

void
audit_finish_count(struct audit_count *count) {
    if (audit_is_written(count)) {
        audit_finish_written(count);
    } else {
        audit_make_rows(count, 2 * DECK_ITEM_MAX);
    }
    switch (count->kind) {
        case AUDIT_CHOICE:
        case AUDIT_QUIZ:
            finish_choice(count);
            break;
        case AUDIT_SCALE:
            finish_scale(count);
            break;
        case AUDIT_DUEL:
            finish_duel(count);
            break;
        case AUDIT_RANK:
            finish_rank(count);
            break;
        case AUDIT_POINTS:
            finish_points(count);
            break;
        case AUDIT_CURVE:
            finish_curve(count);
            break;
        case AUDIT_PLANE:
            finish_plane(count);
            break;
        default:
            break;
    }
    bool is_due = count->kind != AUDIT_NONE && count->kind != AUDIT_OTHER;
    if (count->row_count == 0 && is_due) {
        // A row that says that there is none.
        (void) audit_add_row(count, "", 0, 0);
    }
}

void
audit_release_count(struct audit_count *count) {
    for (uint32_t i = 0; i < count->written_count; i++) {
        free(count->written[i].key);
    }
    for (int i = 0; i < DECK_ITEM_MAX; i++) {
        free(count->series[i].values);
        free(count->y[i].values);
    }
    for (uint32_t i = 0; i < count->row_count; i++) {
        free(count->rows[i].own);
    }
    free(count->written);
    free(count->choices);
    free(count->edits);
    free(count->items);
    free(count->rows);
}
