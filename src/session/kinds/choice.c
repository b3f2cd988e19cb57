// choice: votes and share of voters per option.
#include "session/kinds/choice.h"
#include "session/shift.h"
#include <math.h>
#include <string.h>

static uint16_t
answer_bits(const uint8_t *bytes) {
    return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

static bool
choice_read(const struct exercise *exercise, const json_t *in,
            struct answer *out, struct answer_fault *fault) {
    out->size = 0;
    const json_t *pick = json_object_get(in, "pick");
    if (json_object_size(in) == 0) {
        return true;
    }
    if (!json_is_array(pick) || json_array_size(pick) == 0
        || json_array_size(pick) > exercise->pick) {
        return answer_refuse(fault, "pick",
                             "must be a list of 1 to %d option numbers",
                             exercise->pick);
    }
    unsigned bits = 0;
    for (size_t i = 0; i < json_array_size(pick); i++) {
        const json_t *item = json_array_get(pick, i);
        json_int_t option = json_integer_value(item);
        if (!json_is_integer(item) || option < 0
            || option >= exercise->item_count) {
            return answer_refuse(fault, "pick",
                                 "must hold whole numbers from 0 to %d",
                                 exercise->item_count - 1);
        }
        if (bits & 1u << option) {
            return answer_refuse(fault, "pick",
                                 "must not name an option twice");
        }
        bits |= 1u << option;
    }
    out->bytes[0] = (uint8_t) (bits >> 8);
    out->bytes[1] = (uint8_t) bits;
    out->size = 2;
    return true;
}

static void
choice_write(const struct exercise *exercise, const struct answer *answer,
             struct json_out *out) {
    uint16_t bits = answer_bits(answer->bytes);
    json_open_array(out, "pick");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (bits & 1u << i) {
            json_write_integer(out, NULL, i);
        }
    }
    json_close_array(out);
}

static void
choice_write_exercise(const struct exercise *exercise, uint32_t guest,
                      struct json_out *out) {
    (void) guest; // everybody is asked the same
    json_open_array(out, "options");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    json_write_integer(out, "pick", exercise->pick);
}

void
choice_tally(const struct exercise *exercise, const struct ballot_box *box,
             struct choice_tally *out) {
    *out = (struct choice_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        out->voters++;
        uint16_t bits = answer_bits(ballot->bytes);
        for (unsigned k = 0; k < exercise->item_count; k++) {
            out->votes[k] += bits >> k & 1u;
        }
    }
    for (unsigned k = 0; k < exercise->item_count; k++) {
        if (out->votes[k] > out->votes_max) {
            out->votes_max = out->votes[k];
        }
    }
}

// The one option that is picked; a ballot has at least one.
static unsigned
first_option(uint16_t bits) {
    unsigned option = 0;
    while (option + 1 < DECK_ITEM_MAX && (bits >> option & 1u) == 0) {
        option++;
    }
    return option;
}

void
choice_flow(const struct shift *shift,
            uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX]) {
    memset(flow, 0, sizeof(uint32_t[DECK_ITEM_MAX][DECK_ITEM_MAX]));
    for (uint32_t i = 0; i < shift->pairs; i++) {
        uint16_t before = answer_bits(shift->before.ballots[i].bytes);
        uint16_t after = answer_bits(shift->after.ballots[i].bytes);
        flow[first_option(before)][first_option(after)]++;
    }
}

static void
choice_write_result(const struct exercise *exercise,
                    const struct ballot_box *box, struct json_out *out) {
    struct choice_tally tally;
    choice_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "votes");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, tally.votes[i]);
    }
    json_close_array(out);
}

static void
choice_tabulate(const struct exercise *exercise, const struct ballot_box *box,
                on_result_row row, void *data) {
    struct choice_tally tally;
    choice_tally(exercise, box, &tally);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct result_row line = {
            .label = exercise->items[i],
            .votes = tally.votes[i],
            .share =
                tally.voters == 0 ? 0 : (double) tally.votes[i] / tally.voters,
            .mean = NAN,
            .median = NAN,
            .spread = NAN,
            .score = NAN,
        };
        row(data, &line);
    }
}

static void
choice_list(const struct exercise *exercise, const struct ballot *ballot,
            on_answer_part part, void *data) {
    uint16_t bits = answer_bits(ballot->bytes);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (bits & 1u << i) {
            part(data, exercise->items[i], "1");
        }
    }
}

static void
choice_simulate(const struct exercise *exercise, uint32_t guest,
                struct rng *rng, struct answer *out) {
    (void) guest;
    unsigned bits = 0;
    unsigned wanted = 1 + rng_below(rng, exercise->pick);
    for (unsigned i = 0; i < wanted; i++) {
        // The smaller of two draws: a room leans to one side.
        uint32_t a = rng_below(rng, exercise->item_count);
        uint32_t b = rng_below(rng, exercise->item_count);
        bits |= 1u << (a < b ? a : b);
    }
    out->bytes[0] = (uint8_t) (bits >> 8);
    out->bytes[1] = (uint8_t) bits;
    out->size = 2;
}

extern const struct kind kind_choice;
const struct kind kind_choice = {
    .name = "choice",
    .takes_ballots = true,
    .read_answer = choice_read,
    .write_answer = choice_write,
    .write_exercise = choice_write_exercise,
    .write_result = choice_write_result,
    .tabulate = choice_tabulate,
    .list_answer = choice_list,
    .simulate = choice_simulate,
};
