// plane: where people put things on two axes. Sums are of whole steps, so that
// a tally is exact and does not depend on the order of the ballots.
#include "session/kinds/plane.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLANE_STEPS 10000
#define PLANE_NONE 0xffff
#define ITEM_BYTES 4

struct steps {
    uint32_t x, y;
};

static struct steps
steps_of(const uint8_t *bytes, unsigned item) {
    const uint8_t *at = bytes + (size_t) ITEM_BYTES * item;
    return (struct steps){(uint32_t) at[0] << 8 | at[1],
                          (uint32_t) at[2] << 8 | at[3]};
}

static void
add_steps(struct answer *out, struct steps steps) {
    out->bytes[out->size++] = (uint8_t) (steps.x >> 8);
    out->bytes[out->size++] = (uint8_t) steps.x;
    out->bytes[out->size++] = (uint8_t) (steps.y >> 8);
    out->bytes[out->size++] = (uint8_t) steps.y;
}

static const struct steps nowhere = {PLANE_NONE, PLANE_NONE};

static bool
read_coordinate(const json_t *in, uint32_t *out) {
    double value = json_number_value(in);
    if (!json_is_number(in) || !(value >= 0 && value <= 1)) {
        return false;
    }
    *out = (uint32_t) lround(value * PLANE_STEPS);
    return true;
}

static bool
read_place(const json_t *in, struct steps *out) {
    return json_is_array(in) && json_array_size(in) == 2
           && read_coordinate(json_array_get(in, 0), &out->x)
           && read_coordinate(json_array_get(in, 1), &out->y);
}

static bool
plane_read(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *at = json_object_get(in, "at");
    if (!json_is_array(at) || json_array_size(at) != exercise->item_count) {
        return answer_refuse(fault, "at", "must be a list of %d places",
                             exercise->item_count);
    }
    unsigned given = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const json_t *place = json_array_get(at, i);
        struct steps steps = nowhere;
        if (!json_is_null(place) && !read_place(place, &steps)) {
            out->size = 0;
            return answer_refuse(fault, "at",
                                 "must hold pairs of numbers from 0 to 1, or "
                                 "null");
        }
        given += !json_is_null(place);
        add_steps(out, steps);
    }
    if (given == 0) {
        out->size = 0; // nothing placed is no answer
    }
    return true;
}

static void
write_place(struct json_out *out, const char *name, struct plane_place place) {
    json_open_array(out, name);
    json_write_number(out, NULL, place.x);
    json_write_number(out, NULL, place.y);
    json_close_array(out);
}

static struct plane_place
place_of(struct steps steps) {
    return (struct plane_place){(double) steps.x / PLANE_STEPS,
                                (double) steps.y / PLANE_STEPS};
}

static void
plane_write(const struct exercise *exercise, const struct answer *answer,
            struct json_out *out) {
    json_open_array(out, "at");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct steps steps = steps_of(answer->bytes, i);
        if (steps.x == PLANE_NONE) {
            json_write_null(out, NULL);
        } else {
            write_place(out, NULL, place_of(steps));
        }
    }
    json_close_array(out);
}

static void
write_axis(struct json_out *out, const char *name, const struct axis *axis) {
    json_open_array(out, name);
    json_write_string(out, NULL, axis->low);
    json_write_string(out, NULL, axis->high);
    json_close_array(out);
}

static void
plane_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    json_open_array(out, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    write_axis(out, "x", &exercise->x);
    write_axis(out, "y", &exercise->y);
}

bool
plane_ballot_at(const struct ballot *ballot, unsigned item,
                struct plane_place *out) {
    if (ballot->size < (item + 1) * ITEM_BYTES) {
        return false;
    }
    struct steps steps = steps_of(ballot->bytes, item);
    if (steps.x == PLANE_NONE) {
        return false;
    }
    *out = place_of(steps);
    return true;
}

// Of whole steps: 10,000 ballots of 10,000 steps squared are 10^12.
struct sums {
    int64_t count, x, y, xx, yy, xy;
};

static void
add_ballot(struct sums *sums, const struct ballot *ballot, unsigned items) {
    for (unsigned i = 0; i < items; i++) {
        struct steps steps = steps_of(ballot->bytes, i);
        if (steps.x == PLANE_NONE) {
            continue;
        }
        int64_t x = steps.x;
        int64_t y = steps.y;
        sums[i].count++;
        sums[i].x += x;
        sums[i].y += y;
        sums[i].xx += x * x;
        sums[i].yy += y * y;
        sums[i].xy += x * y;
    }
}

// n times the sum of squares less the square of the sum is exact: no small
// difference of two large rounded numbers.
static void
finish_item(const struct sums *sums, struct plane_item *out) {
    if (sums->count == 0) {
        return;
    }
    double count = (double) sums->count * PLANE_STEPS;
    double count_2 = count * count;
    double xx = (double) (sums->count * sums->xx - sums->x * sums->x) / count_2;
    double yy = (double) (sums->count * sums->yy - sums->y * sums->y) / count_2;
    out->count = (uint32_t) sums->count;
    out->centroid.x = (double) sums->x / count;
    out->centroid.y = (double) sums->y / count;
    out->spread.x = sqrt(xx);
    out->spread.y = sqrt(yy);
    out->covariance =
        (double) (sums->count * sums->xy - sums->x * sums->y) / count_2;
    out->radius = sqrt(xx + yy);
}

void
plane_tally(const struct exercise *exercise, const struct ballot_box *box,
            struct plane_tally *out) {
    struct sums sums[PLANE_ITEM_MAX] = {0};
    *out = (struct plane_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        if (box->ballots[i].size > 0) {
            out->voters++;
            add_ballot(sums, &box->ballots[i], exercise->item_count);
        }
    }
    for (unsigned i = 0; i < exercise->item_count; i++) {
        finish_item(&sums[i], &out->items[i]);
    }
}

static double
median_of(const uint16_t *counts, uint32_t total) {
    uint32_t seen = 0;
    int low = -1;
    for (int i = 0; i <= PLANE_STEPS; i++) {
        seen += counts[i];
        if (low < 0 && seen > (total - 1) / 2) {
            low = i;
        }
        if (seen > total / 2) {
            return (low + i) / 2.0 / PLANE_STEPS;
        }
    }
    return 0;
}

struct plane_place
plane_median(const struct ballot_box *box, unsigned item) {
    uint16_t x[PLANE_STEPS + 1] = {0};
    uint16_t y[PLANE_STEPS + 1] = {0};
    uint32_t total = 0;
    _Static_assert(SESSION_GUEST_MAX <= UINT16_MAX, "counts must fit");
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        struct plane_place place;
        if (plane_ballot_at(ballot, item, &place)) {
            struct steps steps = steps_of(ballot->bytes, item);
            x[steps.x]++;
            y[steps.y]++;
            total++;
        }
    }
    return (struct plane_place){median_of(x, total), median_of(y, total)};
}

static struct plane_place
rounded(struct plane_place place) {
    return (struct plane_place){round(place.x * 1000) / 1000,
                                round(place.y * 1000) / 1000};
}

static void
plane_write_result(const struct exercise *exercise,
                   const struct ballot_box *box, struct json_out *out) {
    struct plane_tally tally;
    plane_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const struct plane_item *item = &tally.items[i];
        json_open_object(out, NULL);
        json_write_integer(out, "count", item->count);
        write_place(out, "mean", rounded(item->centroid));
        write_place(out, "spread", rounded(item->spread));
        json_close_object(out);
    }
    json_close_array(out);
}

// The name of a row: the item, or the prompt where it is for oneself, and the
// axis.
static void
write_label(const struct exercise *exercise, unsigned item, char axis,
            struct text *out) {
    const char *name = exercise->items[item];
    text_clear(out);
    text_add(out, name[0] == '\0' ? exercise->prompt : name);
    text_add_format(out, " (%c)", axis);
}

static void
plane_tabulate(const struct exercise *exercise, const struct ballot_box *box,
               on_result_row row, void *data) {
    struct plane_tally tally;
    struct text label = {0};
    plane_tally(exercise, box, &tally);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const struct plane_item *item = &tally.items[i];
        bool is_empty = item->count == 0;
        struct plane_place median = {NAN, NAN};
        if (!is_empty) {
            median = plane_median(box, i);
        }
        struct result_row line = {
            .votes = item->count,
            .share =
                tally.voters == 0 ? 0 : (double) item->count / tally.voters,
            .mean = is_empty ? NAN : item->centroid.x,
            .median = median.x,
            .spread = is_empty ? NAN : item->spread.x,
            .score = NAN,
        };
        write_label(exercise, i, 'x', &label);
        line.label = text_string(&label);
        row(data, &line);
        line.mean = is_empty ? NAN : item->centroid.y;
        line.median = median.y;
        line.spread = is_empty ? NAN : item->spread.y;
        write_label(exercise, i, 'y', &label);
        line.label = text_string(&label);
        row(data, &line);
    }
    text_finish(&label);
}

static void
plane_list(const struct exercise *exercise, const struct ballot *ballot,
           on_answer_part part, void *data) {
    struct text label = {0};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct plane_place place;
        char value[16];
        if (!plane_ballot_at(ballot, i, &place)) {
            continue;
        }
        write_label(exercise, i, 'x', &label);
        (void) snprintf(value, sizeof value, "%.4f", place.x);
        part(data, text_string(&label), value);
        write_label(exercise, i, 'y', &label);
        (void) snprintf(value, sizeof value, "%.4f", place.y);
        part(data, text_string(&label), value);
    }
    text_finish(&label);
}

// Around `middle`, the more rarely the farther away.
static uint32_t
guess(struct rng *rng, double middle) {
    double off = rng_unit(rng) + rng_unit(rng) + rng_unit(rng) - 1.5;
    double at = fmin(1, fmax(0, middle + 0.32 * off));
    return (uint32_t) lround(at * PLANE_STEPS);
}

// A room agrees more or less on each item, and some leave one out.
static void
plane_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    static const struct plane_place middles[PLANE_ITEM_MAX] = {
        {0.24, 0.62}, {0.66, 0.74}, {0.70, 0.34}, {0.38, 0.42},
        {0.82, 0.80}, {0.56, 0.56}, {0.18, 0.22}, {0.46, 0.86},
    };
    out->size = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        // The last one always, so that everybody answers.
        bool is_last = i + 1 == exercise->item_count;
        if (!is_last && rng_below(rng, 12) == 0) {
            add_steps(out, nowhere);
            continue;
        }
        uint32_t x = guess(rng, middles[i].x);
        add_steps(out, (struct steps){x, guess(rng, middles[i].y)});
    }
}

extern const struct kind kind_plane;
const struct kind kind_plane = {
    .name = "plane",
    .takes_ballots = true,
    .read_answer = plane_read,
    .write_answer = plane_write,
    .write_exercise = plane_write_exercise,
    .write_result = plane_write_result,
    .tabulate = plane_tabulate,
    .list_answer = plane_list,
    .simulate = plane_simulate,
};
