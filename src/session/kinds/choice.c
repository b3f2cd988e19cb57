// choice: votes and share of voters per option.
#include "session/kinds/choice.h"
#include "session/shift.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static uint16_t
answer_bits(const uint8_t *bytes) {
    return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

bool
choice_read(const struct ask *ask, const json_t *in, struct answer *out,
            struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
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

void
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
choice_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
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

const char *
decision_rule_text(enum decision_rule rule) {
    switch (rule) {
        case DECISION_FIST_TO_FIVE:
            return "fist to five";
        case DECISION_MAJORITY:
            return "majority";
        case DECISION_TWO_THIRDS:
            return "two thirds";
        default:
            return "";
    }
}

#define FIST_LEAST 3 // fingers that nobody may be below

static void
decide_fist(const struct choice_tally *tally, struct choice_decision *out) {
    uint32_t below = 0;
    for (unsigned i = 0; i < FIST_LEAST; i++) {
        below += tally->votes[i];
    }
    out->is_passed = below == 0;
    if (below == 0) {
        snprintf(out->text, sizeof out->text, "Passed: nobody is below %d",
                 FIST_LEAST);
    } else {
        snprintf(out->text, sizeof out->text,
                 "Not passed: %u below %d. Ask what it would take.", below,
                 FIST_LEAST);
    }
}

static void
decide_share(const struct exercise *exercise, const struct choice_tally *tally,
             struct choice_decision *out) {
    unsigned best = 0;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        best = tally->votes[i] > tally->votes[best] ? i : best;
    }
    uint64_t votes = tally->votes[best], voters = tally->voters;
    bool is_half = exercise->decision == DECISION_MAJORITY;
    out->is_passed = is_half ? 2 * votes > voters : 3 * votes >= 2 * voters;
    const char *share = is_half ? "more than half" : "two thirds";
    if (out->is_passed) {
        char item[91]; // cut between letters
        (void) text_copy(item, sizeof item, exercise->items[best]);
        snprintf(out->text, sizeof out->text, "Passed with %s: %s", share,
                 item);
    } else {
        snprintf(out->text, sizeof out->text,
                 "Not passed: no option has %s of the votes", share);
    }
}

bool
choice_decide(const struct exercise *exercise, const struct choice_tally *tally,
              struct choice_decision *out) {
    if (exercise->decision == DECISION_NONE || tally->voters == 0) {
        return false;
    }
    if (exercise->decision == DECISION_FIST_TO_FIVE) {
        decide_fist(tally, out);
    } else {
        decide_share(exercise, tally, out);
    }
    return true;
}

static void
write_decision(const struct exercise *exercise,
               const struct choice_tally *tally, struct json_out *out) {
    struct choice_decision decision;
    if (choice_decide(exercise, tally, &decision)) {
        json_open_object(out, "decision");
        json_write_string(out, "rule", decision_rule_text(exercise->decision));
        json_write_boolean(out, "passed", decision.is_passed);
        json_write_string(out, "text", decision.text);
        json_close_object(out);
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
    write_decision(exercise, &tally, out);
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

void
choice_list(const struct exercise *exercise, const struct ballot *ballot,
            on_answer_part part, void *data) {
    uint16_t bits = answer_bits(ballot->bytes);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (bits & 1u << i) {
            part(data, exercise->items[i], "1");
        }
    }
}

void
choice_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    unsigned bits = 0;
    unsigned wanted = 1 + rng_below(rng, exercise->pick);
    for (unsigned i = 0; i < wanted; i++) {
        // The smaller of two draws: a room leans to one side.
        uint32_t a = rng_below(rng, exercise->item_count);
        uint32_t b = rng_below(rng, exercise->item_count);
        uint32_t option = a < b ? a : b;
        bool is_fist = exercise->decision == DECISION_FIST_TO_FIVE;
        bits |= 1u << (is_fist ? exercise->item_count - 1u - option : option);
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
