// scale: the distribution, mean, median and spread of each statement.
#include "session/kinds/scale.h"
#include <math.h>
#include <stdio.h>

#define SCALE_NONE INT32_MIN
// Result rows on the wire carry the distribution only when it is short.
#define SCALE_WIRE_VALUES 11

static int32_t
value_at(const uint8_t *bytes, unsigned statement) {
    const uint8_t *at = bytes + (size_t) 4 * statement;
    return (int32_t) ((uint32_t) at[0] << 24 | (uint32_t) at[1] << 16
                      | (uint32_t) at[2] << 8 | at[3]);
}

static void
add_value(struct answer *out, int32_t value) {
    uint32_t bits = (uint32_t) value;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out->bytes[out->size++] = (uint8_t) (bits >> shift);
    }
}

static bool
scale_read(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *values = json_object_get(in, "values");
    if (!json_is_array(values)
        || json_array_size(values) != exercise->item_count) {
        return answer_refuse(fault, "values", "must be a list of %d values",
                             exercise->item_count);
    }
    unsigned given = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const json_t *item = json_array_get(values, i);
        json_int_t value = json_integer_value(item);
        if (json_is_null(item)) {
            add_value(out, SCALE_NONE);
            continue;
        }
        if (!json_is_integer(item) || value < exercise->from
            || value > exercise->to) {
            out->size = 0;
            return answer_refuse(
                fault, "values",
                "must hold whole numbers from %d to %d, or null",
                (int) exercise->from, (int) exercise->to);
        }
        add_value(out, (int32_t) value);
        given++;
    }
    if (given == 0) {
        out->size = 0; // nothing said is no answer
    }
    return true;
}

static void
scale_write(const struct exercise *exercise, const struct answer *answer,
            struct json_out *out) {
    json_open_array(out, "values");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        int32_t value = value_at(answer->bytes, i);
        if (value == SCALE_NONE) {
            json_write_null(out, NULL);
        } else {
            json_write_integer(out, NULL, value);
        }
    }
    json_close_array(out);
}

static void
scale_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    json_open_array(out, "statements");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    json_write_integer(out, "from", exercise->from);
    json_write_integer(out, "to", exercise->to);
    if (exercise->from_label == NULL) {
        json_write_null(out, "labels");
        return;
    }
    json_open_array(out, "labels");
    json_write_string(out, NULL, exercise->from_label);
    json_write_string(out, NULL, exercise->to_label);
    json_close_array(out);
}

// The value at position `rank` (from 0) of all values in order.
static double
ranked_value(const struct scale_statement *in, int32_t from, uint32_t rank) {
    uint32_t seen = 0;
    for (int i = 0; i < SCALE_VALUE_MAX; i++) {
        seen += in->counts[i];
        if (seen > rank) {
            return from + i;
        }
    }
    return from;
}

static void
finish_statement(struct scale_statement *out, int32_t from) {
    if (out->count == 0) {
        return;
    }
    double sum = 0;
    for (int i = 0; i < SCALE_VALUE_MAX; i++) {
        sum += (double) out->counts[i] * (from + i);
        if (out->counts[i] > out->counts_max) {
            out->counts_max = out->counts[i];
        }
    }
    out->mean = sum / out->count;
    double squares = 0;
    for (int i = 0; i < SCALE_VALUE_MAX; i++) {
        double off = from + i - out->mean;
        squares += out->counts[i] * off * off;
    }
    out->spread = sqrt(squares / out->count);
    out->median = (ranked_value(out, from, (out->count - 1) / 2)
                   + ranked_value(out, from, out->count / 2))
                  / 2;
}

void
scale_tally(const struct exercise *exercise, const struct ballot_box *box,
            struct scale_tally *out) {
    *out = (struct scale_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        out->voters++;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            int32_t value = value_at(ballot->bytes, k);
            if (value != SCALE_NONE) {
                out->statements[k].counts[value - exercise->from]++;
                out->statements[k].count++;
            }
        }
    }
    for (unsigned k = 0; k < exercise->item_count; k++) {
        finish_statement(&out->statements[k], exercise->from);
    }
}

static void
scale_write_result(const struct exercise *exercise,
                   const struct ballot_box *box, struct json_out *out) {
    struct scale_tally tally;
    scale_tally(exercise, box, &tally);
    int values = exercise->to - exercise->from + 1;
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "statements");
    for (unsigned k = 0; k < exercise->item_count; k++) {
        const struct scale_statement *statement = &tally.statements[k];
        json_open_object(out, NULL);
        json_write_integer(out, "count", statement->count);
        json_write_number(out, "mean", round(statement->mean * 100) / 100);
        json_write_number(out, "median", statement->median);
        if (values <= SCALE_WIRE_VALUES) {
            json_open_array(out, "counts");
            for (int i = 0; i < values; i++) {
                json_write_integer(out, NULL, statement->counts[i]);
            }
            json_close_array(out);
        }
        json_close_object(out);
    }
    json_close_array(out);
}

// What a row is called: the statement, or the prompt where it is the one.
static const char *
statement_label(const struct exercise *exercise, unsigned statement) {
    const char *text = exercise->items[statement];
    return text[0] == '\0' ? exercise->prompt : text;
}

static void
scale_tabulate(const struct exercise *exercise, const struct ballot_box *box,
               on_result_row row, void *data) {
    struct scale_tally tally;
    scale_tally(exercise, box, &tally);
    for (unsigned k = 0; k < exercise->item_count; k++) {
        const struct scale_statement *statement = &tally.statements[k];
        bool is_empty = statement->count == 0;
        struct result_row line = {
            .label = statement_label(exercise, k),
            .votes = statement->count,
            .share = tally.voters == 0
                         ? 0
                         : (double) statement->count / tally.voters,
            .mean = is_empty ? NAN : statement->mean,
            .median = is_empty ? NAN : statement->median,
            .spread = is_empty ? NAN : statement->spread,
            .score = NAN,
        };
        row(data, &line);
    }
}

static void
scale_list(const struct exercise *exercise, const struct ballot *ballot,
           on_answer_part part, void *data) {
    for (unsigned k = 0; k < exercise->item_count; k++) {
        int32_t value = value_at(ballot->bytes, k);
        if (value != SCALE_NONE) {
            char text[16];
            snprintf(text, sizeof text, "%d", (int) value);
            part(data, statement_label(exercise, k), text);
        }
    }
}

static void
scale_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    double range = exercise->to - exercise->from;
    for (unsigned k = 0; k < exercise->item_count; k++) {
        // The mean of two draws leans to the middle, each statement its own.
        double at = (rng_unit(rng) + rng_unit(rng)) / 2;
        at = at * 0.8 + 0.05 * (k % 4) + 0.1;
        at = at > 1 ? 1 : at;
        add_value(out, exercise->from + (int32_t) lround(at * range));
    }
}

extern const struct kind kind_scale;
const struct kind kind_scale = {
    .name = "scale",
    .takes_ballots = true,
    .read_answer = scale_read,
    .write_answer = scale_write,
    .write_exercise = scale_write_exercise,
    .write_result = scale_write_result,
    .tabulate = scale_tabulate,
    .list_answer = scale_list,
    .simulate = scale_simulate,
};
