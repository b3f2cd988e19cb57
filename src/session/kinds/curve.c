// curve: where people stand on the adoption curve.
#include "session/kinds/curve.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define CURVE_STEPS 10000

const char *const curve_segment_name[CURVE_SEGMENT_COUNT] = {
    "Innovators",    "Early adopters", "Early majority",
    "Late majority", "Laggards",
};
const double curve_segment_end[CURVE_SEGMENT_COUNT] = {
    1.0 / 6, 2.0 / 6, 3.0 / 6, 4.0 / 6, 1,
};
const double curve_segment_reference[CURVE_SEGMENT_COUNT] = {
    0.025, 0.135, 0.34, 0.34, 0.16,
};

static uint32_t
steps_of(const uint8_t *bytes) {
    return (uint32_t) bytes[0] << 8 | bytes[1];
}

static void
pack_at(struct answer *out, double at) {
    uint32_t steps = (uint32_t) lround(at * CURVE_STEPS);
    out->bytes[0] = (uint8_t) (steps >> 8);
    out->bytes[1] = (uint8_t) steps;
    out->size = 2;
}

static bool
curve_read(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    (void) exercise; // every curve is the same
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *at = json_object_get(in, "at");
    double value = json_number_value(at);
    if (!json_is_number(at) || !(value >= 0 && value <= 1)) {
        return answer_refuse(fault, "at", "must be a number from 0 to 1");
    }
    pack_at(out, value);
    return true;
}

static void
curve_write(const struct exercise *exercise, const struct answer *answer,
            struct json_out *out) {
    (void) exercise; // every curve is the same
    json_write_number(out, "at",
                      (double) steps_of(answer->bytes) / CURVE_STEPS);
}

static void
curve_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    (void) exercise; // every curve is the same, for everybody
    json_open_array(out, "segments");
    for (int i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        json_open_object(out, NULL);
        json_write_string(out, "name", curve_segment_name[i]);
        json_write_number(out, "end",
                          round(curve_segment_end[i] * 10000) / 10000);
        json_close_object(out);
    }
    json_close_array(out);
}

unsigned
curve_segment_of(double at) {
    unsigned segment = 0;
    while (segment + 1 < CURVE_SEGMENT_COUNT
           && at >= curve_segment_end[segment]) {
        segment++;
    }
    return segment;
}

double
curve_ballot_at(const struct ballot *ballot) {
    return ballot->size < 2 ? 0
                            : (double) steps_of(ballot->bytes) / CURVE_STEPS;
}

static double
curve_median(const uint32_t *counts, uint32_t voters) {
    uint32_t seen = 0;
    double low = -1;
    for (int i = 0; i <= CURVE_STEPS; i++) {
        seen += counts[i];
        if (low < 0 && seen > (voters - 1) / 2) {
            low = i;
        }
        if (seen > voters / 2) {
            return (low + i) / 2 / CURVE_STEPS;
        }
    }
    return 0;
}

void
curve_tally(const struct ballot_box *box, struct curve_tally *out) {
    uint32_t counts[CURVE_STEPS + 1] = {0};
    *out = (struct curve_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        unsigned segment = curve_segment_of(curve_ballot_at(ballot));
        out->voters++;
        out->votes[segment]++;
        out->crossed += segment >= 2;
        counts[steps_of(ballot->bytes)]++;
    }
    if (out->voters > 0) {
        out->median = curve_median(counts, out->voters);
    }
}

static void
curve_write_result(const struct exercise *exercise,
                   const struct ballot_box *box, struct json_out *out) {
    (void) exercise; // every curve is the same
    struct curve_tally tally;
    curve_tally(box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "votes");
    for (int i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        json_write_integer(out, NULL, tally.votes[i]);
    }
    json_close_array(out);
    json_write_integer(out, "crossed", tally.crossed);
    json_write_number(out, "median", tally.median);
}

// A row a segment; the median of all stands in each.
static void
curve_tabulate(const struct exercise *exercise, const struct ballot_box *box,
               on_result_row row, void *data) {
    (void) exercise; // every curve is the same
    struct curve_tally tally;
    curve_tally(box, &tally);
    for (int i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        struct result_row line = {
            .label = curve_segment_name[i],
            .votes = tally.votes[i],
            .share =
                tally.voters == 0 ? 0 : (double) tally.votes[i] / tally.voters,
            .mean = NAN,
            .median = tally.voters == 0 ? NAN : tally.median,
            .spread = NAN,
            .score = NAN,
        };
        row(data, &line);
    }
}

static void
curve_list(const struct exercise *exercise, const struct ballot *ballot,
           on_answer_part part, void *data) {
    (void) exercise; // every curve is the same
    char text[16];
    snprintf(text, sizeof text, "%.4f", curve_ballot_at(ballot));
    part(data, "position", text);
}

static void
curve_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    (void) exercise; // every curve is the same
    double at = (rng_unit(rng) + rng_unit(rng) + rng_unit(rng)) / 3;
    pack_at(out, at * 0.85);
}

extern const struct kind kind_curve;
const struct kind kind_curve = {
    .name = "curve",
    .takes_ballots = true,
    .read_answer = curve_read,
    .write_answer = curve_write,
    .write_exercise = curve_write_exercise,
    .write_result = curve_write_result,
    .tabulate = curve_tabulate,
    .list_answer = curve_list,
    .simulate = curve_simulate,
};
