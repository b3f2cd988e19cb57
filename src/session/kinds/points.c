// points: sums, shares, and how many backed each item. Everybody spends the
// whole budget, so that each guest weighs the same.
#include "session/kinds/points.h"
#include <math.h>
#include <stdio.h>

static void
add_points(struct answer *out, uint32_t points) {
    out->bytes[out->size++] = (uint8_t) (points >> 8);
    out->bytes[out->size++] = (uint8_t) points;
}

static uint32_t
points_at(const uint8_t *bytes, unsigned item) {
    return (uint32_t) (bytes[2 * item] << 8 | bytes[2 * item + 1]);
}

uint32_t
points_given(const struct ballot *ballot, unsigned item) {
    return points_at(ballot->bytes, item);
}

static bool
points_read(const struct ask *ask, const json_t *in, struct answer *out,
            struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *points = json_object_get(in, "points");
    if (!json_is_array(points)
        || json_array_size(points) != exercise->item_count) {
        return answer_refuse(fault, "points", "must be a list of %d numbers",
                             exercise->item_count);
    }
    json_int_t sum = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const json_t *element = json_array_get(points, i);
        json_int_t value = json_integer_value(element);
        if (!json_is_integer(element) || value < 0
            || value > exercise->budget) {
            return answer_refuse(fault, "points",
                                 "must hold whole numbers from 0 to %d",
                                 exercise->budget);
        }
        sum += value;
    }
    if (sum != exercise->budget) {
        return answer_refuse(fault, "points", "must add up to %d, not to %d",
                             exercise->budget, (int) sum);
    }
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_int_t value = json_integer_value(json_array_get(points, i));
        add_points(out, (uint32_t) value);
    }
    return true;
}

static void
points_write(const struct exercise *exercise, const struct answer *answer,
             struct json_out *out) {
    json_open_array(out, "points");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, points_at(answer->bytes, i));
    }
    json_close_array(out);
}

static void
points_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    json_open_array(out, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    json_write_integer(out, "budget", exercise->budget);
}

static void
order_items(struct points_tally *tally, unsigned items) {
    for (unsigned i = 0; i < items; i++) { // insertion: keeps ties as authored
        unsigned at = i;
        while (at > 0 && tally->sums[i] > tally->sums[tally->order[at - 1]]) {
            tally->order[at] = tally->order[at - 1];
            at--;
        }
        tally->order[at] = (uint8_t) i;
    }
}

void
points_tally(const struct exercise *exercise, const struct ballot_box *box,
             struct points_tally *out) {
    *out = (struct points_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        out->voters++;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            uint32_t points = points_given(ballot, k);
            out->sums[k] += points;
            out->backed[k] += points > 0;
        }
    }
    order_items(out, exercise->item_count);
}

double
points_mean(const struct points_tally *tally, unsigned item) {
    return tally->voters == 0 ? 0 : (double) tally->sums[item] / tally->voters;
}

static void
points_write_result(const struct exercise *exercise,
                    const struct ballot_box *box, struct json_out *out) {
    struct points_tally tally;
    points_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "order");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, tally.order[i]);
    }
    json_close_array(out);
    json_open_array(out, "sums");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, tally.sums[i]);
    }
    json_close_array(out);
    json_open_array(out, "backed");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, tally.backed[i]);
    }
    json_close_array(out);
}

// Rows in order of points: votes are those who gave the item any.
static void
points_tabulate(const struct exercise *exercise, const struct ballot_box *box,
                on_result_row row, void *data) {
    struct points_tally tally;
    points_tally(exercise, box, &tally);
    bool is_empty = tally.voters == 0;
    double spent = (double) tally.voters * exercise->budget;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        unsigned item = tally.order[i];
        struct result_row line = {
            .label = exercise->items[item],
            .votes = tally.backed[item],
            .share = is_empty ? 0 : tally.sums[item] / spent,
            .mean = is_empty ? NAN : points_mean(&tally, item),
            .median = NAN,
            .spread = NAN,
            .score = tally.sums[item],
        };
        row(data, &line);
    }
}

static void
points_list(const struct exercise *exercise, const struct ballot *ballot,
            on_answer_part part, void *data) {
    for (unsigned i = 0; ballot->size > 0 && i < exercise->item_count; i++) {
        char text[8];
        snprintf(text, sizeof text, "%u", (unsigned) points_given(ballot, i));
        part(data, exercise->items[i], text);
    }
}

static void
points_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    uint32_t given[DECK_ITEM_MAX] = {0};
    uint32_t left = exercise->budget;
    while (left > 0) { // handfuls, rather to the items that pull more
        uint32_t a = rng_below(rng, exercise->item_count);
        uint32_t b = rng_below(rng, exercise->item_count);
        uint32_t item = (a * 7 + 3) % 5 > (b * 7 + 3) % 5 ? a : b;
        uint32_t handful = (1 + rng_below(rng, 4)) * (exercise->budget / 10);
        handful = handful < 1 ? 1 : handful;
        handful = handful > left ? left : handful;
        given[item] += handful;
        left -= handful;
    }
    out->size = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        add_points(out, given[i]);
    }
}

extern const struct kind kind_points;
const struct kind kind_points = {
    .name = "points",
    .takes_ballots = true,
    .read_answer = points_read,
    .write_answer = points_write,
    .write_exercise = points_write_exercise,
    .write_result = points_write_result,
    .tabulate = points_tabulate,
    .list_answer = points_list,
    .simulate = points_simulate,
};
