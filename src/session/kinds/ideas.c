// ideas: written in the first round, judged in the others.
#include "session/kinds/ideas.h"
#include "session/kinds/made_up.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX 60
#define NAME_BYTES 250
#define WIRE_MAX 12 // ideas of a result on the wire

static bool
is_writing(const struct ask *ask) {
    return ask->round == 1;
}

static bool
read_name(const json_t *in, char out[static NAME_BYTES],
          struct answer_fault *fault) {
    const json_t *by = json_object_get(in, "by");
    out[0] = '\0';
    if (by == NULL || json_is_null(by)) {
        return true;
    }
    enum text_verdict verdict =
        json_is_string(by)
            ? text_take(json_string_value(by), json_string_length(by), NAME_MAX,
                        out, NAME_BYTES)
            : TEXT_CONTROL;
    if (verdict == TEXT_OK || verdict == TEXT_EMPTY) {
        out[0] = verdict == TEXT_EMPTY ? '\0' : out[0];
        return true;
    }
    return answer_refuse(fault, "by", "must be a name of at most %d characters",
                         NAME_MAX);
}

static bool
read_ideas(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    char by[NAME_BYTES] = "";
    if (ask->exercise->is_signed && !read_name(in, by, fault)) {
        return false;
    }
    written_begin(out, by);
    return written_read(json_object_get(in, "ideas"), "ideas",
                        ask->exercise->pick, out, fault);
}

static bool
ideas_read(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    if (is_writing(ask)) {
        return read_ideas(ask, in, out, fault);
    }
    if (ask->exercise->rounds > 0) {
        return scored_take(json_object_get(in, "scores"), out, fault);
    }
    return chosen_read(json_object_get(in, "dots"), "dots", ask->exercise->dots,
                       true, out, fault);
}

static bool
ideas_check(const struct ask *ask, const struct answer *answer,
            struct answer_fault *fault) {
    if (is_writing(ask) || answer->size == 0) {
        return true;
    }
    struct ballot ballot = written_ballot(answer);
    uint64_t id = 0;
    uint8_t score = 0;
    if (scored_read(&ballot, &id, &score)) {
        return id == ask->dealt
               || answer_refuse(fault, "scores",
                                "must be of the idea that you were given");
    }
    return wall_check(ask->box, 1, answer, "dots", fault);
}

static void
ideas_write(const struct exercise *exercise, const struct answer *answer,
            struct json_out *out) {
    (void) exercise; // the answer says all
    struct ballot ballot = written_ballot(answer);
    uint64_t id = 0;
    uint8_t score = 0;
    uint16_t at = 0;
    if (scored_read(&ballot, &id, &score)) {
        scored_write(answer, out);
    } else if (chosen_next(&ballot, &at, &id)) {
        chosen_write(answer, "dots", out);
    } else {
        written_write(answer, "ideas", out);
    }
}

static void
write_dealt(const struct ask *ask, const struct wall *wall,
            struct json_out *out) {
    uint32_t item = ask->dealt == 0 ? WALL_NONE : wall_find(wall, ask->dealt);
    json_open_array(out, "items");
    if (item != WALL_NONE) {
        json_open_array(out, NULL);
        json_write_integer(out, NULL, (int64_t) ask->dealt);
        json_write_string(out, NULL, (const char *) wall->items[item].bytes);
        json_close_array(out);
    }
    json_close_array(out);
}

static void
ideas_write_exercise(const struct ask *ask, struct json_out *out) {
    if (is_writing(ask)) {
        json_write_string(out, "ask", "write");
        json_write_integer(out, "pick", ask->exercise->pick);
        json_write_integer(out, "max", WRITTEN_GRAPHEME_MAX);
        json_write_boolean(out, "sign", ask->exercise->is_signed);
        return;
    }
    struct wall wall;
    bool is_scored = ask->exercise->rounds > 0;
    json_write_string(out, "ask", is_scored ? "score" : "dots");
    if (!is_scored) {
        json_write_integer(out, "dots", ask->exercise->dots);
    }
    if (wall_init(&wall, ask->box, 1)) {
        if (is_scored) {
            write_dealt(ask, &wall, out);
        } else {
            wall_write(&wall, ask->deal, out);
        }
        wall_finish(&wall);
    }
}

// -- Tally -------------------------------------------------------------------

static void
count_dots(struct ideas_tally *tally, const struct ballot_box *round) {
    tally->voters = round->answered;
    for (uint32_t i = 0; i < round->count; i++) {
        const struct ballot *ballot = &round->ballots[i];
        uint64_t id = 0;
        uint32_t seen[DECK_DOT_MAX];
        unsigned count = 0;
        for (uint16_t at = 0; chosen_next(ballot, &at, &id);) {
            uint32_t item = wall_find(&tally->wall, id);
            if (item == WALL_NONE) {
                continue;
            }
            bool is_new = true;
            for (unsigned k = 0; k < count; k++) {
                is_new = is_new && seen[k] != item;
            }
            if (is_new && count < DECK_DOT_MAX) {
                seen[count++] = item;
            }
            tally->results[item].sum++;
            tally->results[item].count += is_new;
        }
    }
}

static void
count_scores(struct ideas_tally *tally, const struct ballot_box *round) {
    if (round->answered > tally->voters) {
        tally->voters = round->answered;
    }
    for (uint32_t i = 0; i < round->count; i++) {
        uint64_t id = 0;
        uint8_t score = 0;
        uint32_t item = scored_read(&round->ballots[i], &id, &score)
                            ? wall_find(&tally->wall, id)
                            : WALL_NONE;
        if (item != WALL_NONE) {
            tally->results[item].sum += score;
            tally->results[item].count++;
        }
    }
}

static void
set_values(struct ideas_tally *tally) {
    for (uint32_t i = 0; i < tally->wall.count; i++) {
        struct idea_result *result = &tally->results[i];
        result->item = i;
        if (!tally->is_judged) {
            result->sum = result->count = tally->wall.items[i].writers;
        }
        result->value = result->sum;
        if (tally->is_scored) {
            result->value =
                result->count == 0 ? 0 : 5.0 * result->sum / result->count;
        }
    }
}

static int
compare_results(const void *a, const void *b) {
    const struct idea_result *left = a, *right = b;
    if (left->value != right->value) {
        return left->value > right->value ? -1 : 1;
    }
    if (left->count != right->count) {
        return left->count > right->count ? -1 : 1;
    }
    return left->item < right->item ? -1 : left->item > right->item;
}

bool
ideas_tally(const struct exercise *exercise, const struct ballot_box *box,
            struct ideas_tally *out) {
    *out = (struct ideas_tally){.is_scored = exercise->rounds > 0,
                                .is_judged = exercise->round_count > 1};
    if (!wall_init(&out->wall, box, 1)) {
        return false;
    }
    out->results = calloc(out->wall.count + 1ul, sizeof *out->results);
    if (out->results == NULL) {
        ideas_tally_finish(out);
        return false;
    }
    out->voters = out->is_judged ? 0 : box->answered;
    for (unsigned i = 1; i < exercise->round_count; i++) {
        if (out->is_scored) {
            count_scores(out, &box[i]);
        } else {
            count_dots(out, &box[i]);
        }
    }
    set_values(out);
    qsort(out->results, out->wall.count, sizeof *out->results, compare_results);
    return true;
}

void
ideas_tally_finish(struct ideas_tally *tally) {
    if (tally != NULL) {
        wall_finish(&tally->wall);
        free(tally->results);
        *tally = (struct ideas_tally){0};
    }
}

const char *
ideas_text(const struct ideas_tally *tally, uint32_t place) {
    return (const char *) tally->wall.items[tally->results[place].item].bytes;
}

// -- Results -----------------------------------------------------------------

static void
ideas_write_result(const struct exercise *exercise,
                   const struct ballot_box *box, struct json_out *out) {
    struct ideas_tally tally;
    bool is_counted = ideas_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "ideas");
    uint32_t shown = is_counted ? tally.wall.count : 0;
    for (uint32_t i = 0; i < shown && i < WIRE_MAX; i++) {
        const struct idea_result *result = &tally.results[i];
        json_open_array(out, NULL);
        json_write_string(out, NULL, ideas_text(&tally, i));
        json_write_number(out, NULL, round(10 * result->value) / 10);
        json_write_integer(out, NULL, result->count);
        if (tally.is_scored) {
            json_write_integer(out, NULL, IDEAS_SCORE_MAX);
        } else {
            json_write_null(out, NULL);
        }
        json_close_array(out);
    }
    json_close_array(out);
    json_write_integer(out, "hidden", tally.wall.hidden);
    json_write_integer(out, "merged", tally.wall.merged);
    ideas_tally_finish(&tally);
}

// Best first: votes are dots, scores or writers; score is out of 25.
static void
ideas_tabulate(const struct exercise *exercise, const struct ballot_box *box,
               on_result_row row, void *data) {
    struct ideas_tally tally;
    if (!ideas_tally(exercise, box, &tally)) {
        return;
    }
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        const struct idea_result *result = &tally.results[i];
        bool has_scores = tally.is_scored && result->count > 0;
        struct result_row line = {
            .label = ideas_text(&tally, i),
            .votes = tally.is_scored ? result->count : result->sum,
            .share = NAN,
            .mean = has_scores ? (double) result->sum / result->count : NAN,
            .median = NAN,
            .spread = NAN,
            .score = tally.is_scored ? result->value : NAN,
        };
        row(data, &line);
    }
    ideas_tally_finish(&tally);
}

static void
ideas_list(const struct exercise *exercise, const struct ballot *ballot,
           on_answer_part part, void *data) {
    (void) exercise; // the ballot says all
    written_list(ballot, part, data);
}

static void
ideas_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    out->size = 0;
    if (is_writing(ask)) {
        made_up_texts(MADE_UP_IDEAS, ask->exercise->pick, rng, out);
    } else if (ask->exercise->rounds == 0) {
        made_up_choice(ask, 1, ask->exercise->dots, rng, out);
    } else if (ask->dealt != 0) {
        // What somebody thinks of an idea goes by the idea, and by chance.
        uint32_t liked = (uint32_t) (ask->dealt % 4);
        scored_set(out, ask->dealt, (uint8_t) (1 + liked + rng_below(rng, 2)));
    }
}

static bool
ideas_is_dealt(const struct ask *ask) {
    return !is_writing(ask)
           && (ask->exercise->rounds > 0 || written_is_dealt(ask));
}

extern const struct kind kind_ideas;
const struct kind kind_ideas = {
    .name = "ideas",
    .takes_ballots = true,
    .is_written = true,
    .read_answer = ideas_read,
    .check_answer = ideas_check,
    .write_answer = ideas_write,
    .write_exercise = ideas_write_exercise,
    .is_dealt = ideas_is_dealt,
    .write_result = ideas_write_result,
    .tabulate = ideas_tabulate,
    .list_answer = ideas_list,
    .simulate = ideas_simulate,
};
