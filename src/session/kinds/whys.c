// whys: written in odd rounds, picked in even ones.
#include "session/kinds/whys.h"
#include "session/kinds/made_up.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
is_writing(uint8_t round) {
    return round % 2 == 1;
}

static bool
whys_read(const struct ask *ask, const json_t *in, struct answer *out,
          struct answer_fault *fault) {
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    if (!is_writing(ask->round)) {
        json_int_t id = json_integer_value(json_object_get(in, "pick"));
        if (id < 1 || id > (json_int_t) ITEM_ID_MAX) {
            return answer_refuse(fault, "pick", "must be an answer's number");
        }
        chosen_add(out, (uint64_t) id);
        return true;
    }
    written_begin(out, "");
    uint16_t empty = out->size;
    if (!written_take(json_object_get(in, "text"), "text", out, fault)) {
        out->size = 0;
        return false;
    }
    out->size = out->size == empty ? 0 : out->size;
    return true;
}

static bool
whys_check(const struct ask *ask, const struct answer *answer,
           struct answer_fault *fault) {
    return is_writing(ask->round)
           || wall_check(ask->box, (uint8_t) (ask->round - 1), answer, "pick",
                         fault);
}

static void
whys_write(const struct exercise *exercise, const struct answer *answer,
           struct json_out *out) {
    (void) exercise; // the answer says all
    struct ballot ballot = written_ballot(answer);
    struct written one = {0};
    uint16_t at = 0, start = 0;
    uint64_t id = 0;
    if (written_next(&ballot, &at, &one)) {
        json_write_string(out, "text", (const char *) one.bytes);
    } else if (chosen_next(&ballot, &start, &id)) {
        json_write_integer(out, "pick", (int64_t) id);
    }
}

// -- Tally -------------------------------------------------------------------

static bool
is_better(const struct wall *wall, const uint32_t *picks, uint32_t a,
          uint32_t b) {
    if (picks[a] != picks[b]) {
        return picks[a] > picks[b];
    }
    return wall->items[a].writers > wall->items[b].writers;
}

static void
tally_step(const struct ballot_box *box, unsigned step,
           struct whys_tally *out) {
    struct whys_step *result = &out->steps[step];
    uint8_t round = (uint8_t) (2 * step + 1);
    const struct ballot_box *written = &box[round - 1], *picked = &box[round];
    uint32_t busiest = written->answered > picked->answered ? written->answered
                                                            : picked->answered;
    out->voters = busiest > out->voters ? busiest : out->voters;
    struct wall wall;
    uint32_t *picks = NULL;
    if (wall_init(&wall, box, round) && wall.count > 0) {
        picks = calloc(wall.count, sizeof *picks);
    }
    if (picks != NULL) {
        uint32_t best = 0;
        wall_count(&wall, picked, false, picks);
        for (uint32_t i = 1; i < wall.count; i++) {
            best = is_better(&wall, picks, i, best) ? i : best;
        }
        (void) text_copy(result->text, sizeof result->text,
                         (const char *) wall.items[best].bytes);
        result->votes = picks[best];
    }
    result->voters = picked->answered;
    result->answers = wall.count;
    free(picks);
    wall_finish(&wall);
}

void
whys_tally(const struct exercise *exercise, const struct ballot_box *box,
           struct whys_tally *out) {
    memset(out, 0, sizeof *out);
    for (unsigned i = 0; 2 * i + 1 < exercise->round_count; i++) {
        tally_step(box, i, out);
        if (out->steps[i].text[0] != '\0') {
            out->count = i + 1;
        }
    }
}

const char *
whys_question(const struct exercise *exercise, const struct whys_tally *tally,
              unsigned step) {
    while (step > 0) {
        step--;
        if (tally->steps[step].text[0] != '\0') {
            return tally->steps[step].text;
        }
    }
    return exercise->prompt;
}

// -- On the wire -------------------------------------------------------------

static void
whys_write_exercise(const struct ask *ask, struct json_out *out) {
    struct whys_tally tally;
    unsigned step = (ask->round - 1u) / 2;
    bool writes = is_writing(ask->round);
    whys_tally(ask->exercise, ask->box, &tally);
    json_write_string(out, "ask", writes ? "write" : "pick");
    json_write_integer(out, "max", WRITTEN_GRAPHEME_MAX);
    json_write_integer(out, "step", step + 1);
    json_write_string(out, "question",
                      whys_question(ask->exercise, &tally, step));
    json_open_array(out, "chain");
    for (unsigned i = 0; i < step; i++) {
        json_write_string(out, NULL, tally.steps[i].text);
    }
    json_close_array(out);
    struct wall wall;
    if (!writes && wall_init(&wall, ask->box, (uint8_t) (ask->round - 1))) {
        wall_write(&wall, ask->deal, out);
        wall_finish(&wall);
    }
}

static void
whys_write_result(const struct exercise *exercise, const struct ballot_box *box,
                  struct json_out *out) {
    struct whys_tally tally;
    whys_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "chain");
    for (unsigned i = 0; i < tally.count; i++) {
        json_open_array(out, NULL);
        json_write_string(out, NULL, tally.steps[i].text);
        json_write_integer(out, NULL, tally.steps[i].votes);
        json_write_integer(out, NULL, tally.steps[i].voters);
        json_close_array(out);
    }
    json_close_array(out);
}

// The chain from the top: votes are the picks that an answer got.
static void
whys_tabulate(const struct exercise *exercise, const struct ballot_box *box,
              on_result_row row, void *data) {
    struct whys_tally tally;
    whys_tally(exercise, box, &tally);
    for (unsigned i = 0; i < tally.count; i++) {
        const struct whys_step *step = &tally.steps[i];
        struct result_row line = {
            .label = step->text,
            .votes = step->votes,
            .share =
                step->voters == 0 ? 0 : (double) step->votes / step->voters,
            .mean = NAN,
            .median = NAN,
            .spread = NAN,
            .score = NAN,
        };
        row(data, &line);
    }
}

static void
whys_list(const struct exercise *exercise, const struct ballot *ballot,
          on_answer_part part, void *data) {
    (void) exercise; // the ballot says all
    written_list(ballot, part, data);
}

static void
whys_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    if (is_writing(ask->round)) {
        made_up_texts(MADE_UP_REASONS, 1, rng, out);
    } else {
        made_up_choice(ask, (uint8_t) (ask->round - 1), 1, rng, out);
    }
}

extern const struct kind kind_whys;
const struct kind kind_whys = {
    .name = "whys",
    .takes_ballots = true,
    .is_written = true,
    .read_answer = whys_read,
    .check_answer = whys_check,
    .write_answer = whys_write,
    .write_exercise = whys_write_exercise,
    .is_dealt = written_is_dealt,
    .write_result = whys_write_result,
    .tabulate = whys_tabulate,
    .list_answer = whys_list,
    .simulate = whys_simulate,
};
