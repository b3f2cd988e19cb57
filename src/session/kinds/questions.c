// questions: asked, and thumbs for others'.
#include "session/kinds/questions.h"
#include "session/kinds/made_up.h"
#include <math.h>
#include <stdlib.h>

#define WIRE_MAX 12 // questions of a result on the wire

static bool
questions_read(const struct ask *ask, const json_t *in, struct answer *out,
               struct answer_fault *fault) {
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    if (ask->round > 1) {
        return chosen_read(json_object_get(in, "thumbs"), "thumbs",
                           CHOICE_SHOWN_MAX, false, out, fault);
    }
    written_begin(out, "");
    return written_read(json_object_get(in, "questions"), "questions",
                        ask->exercise->pick, out, fault);
}

static bool
questions_check(const struct ask *ask, const struct answer *answer,
                struct answer_fault *fault) {
    return ask->round == 1 || wall_check(ask->box, 1, answer, "thumbs", fault);
}

static void
questions_write(const struct exercise *exercise, const struct answer *answer,
                struct json_out *out) {
    (void) exercise; // the answer says all
    struct ballot ballot = written_ballot(answer);
    uint16_t at = 0;
    uint64_t id = 0;
    if (chosen_next(&ballot, &at, &id)) {
        chosen_write(answer, "thumbs", out);
    } else {
        written_write(answer, "questions", out);
    }
}

static void
questions_write_exercise(const struct ask *ask, struct json_out *out) {
    json_write_string(out, "ask", ask->round == 1 ? "write" : "thumbs");
    struct wall wall;
    if (ask->round == 1) {
        json_write_integer(out, "pick", ask->exercise->pick);
        json_write_integer(out, "max", WRITTEN_GRAPHEME_MAX);
    } else if (wall_init(&wall, ask->box, 1)) {
        wall_write(&wall, ask->deal, out);
        wall_finish(&wall);
    }
}

// -- Tally -------------------------------------------------------------------

// One that was ticked off sorts behind every one that was not.
#define TICKED_WEIGHT (UINT64_C(1) << 32)

struct sortable {
    uint64_t weight; // smaller first
    struct question_result result;
};

static int
compare_sortables(const void *a, const void *b) {
    const struct sortable *left = a, *right = b;
    if (left->weight != right->weight) {
        return left->weight < right->weight ? -1 : 1;
    }
    return left->result.item < right->result.item ? -1 : 1;
}

static bool
sort_results(struct questions_tally *tally, const uint32_t *thumbs) {
    uint32_t count = tally->wall.count;
    struct sortable *list = calloc(count + 1ul, sizeof *list);
    if (list == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool is_ticked = tally->wall.items[i].is_ticked;
        tally->ticked += is_ticked;
        list[i].result = (struct question_result){i, thumbs[i]};
        list[i].weight = (is_ticked ? TICKED_WEIGHT : 0)
                         + (UINT32_MAX - (uint64_t) thumbs[i]);
    }
    qsort(list, count, sizeof *list, compare_sortables);
    for (uint32_t i = 0; i < count; i++) {
        tally->results[i] = list[i].result;
    }
    free(list);
    return true;
}

bool
questions_tally(const struct ballot_box *box, struct questions_tally *out) {
    *out = (struct questions_tally){0};
    uint32_t *thumbs = NULL;
    if (wall_init(&out->wall, box, 1)) {
        out->results = calloc(out->wall.count + 1ul, sizeof *out->results);
        thumbs = calloc(out->wall.count + 1ul, sizeof *thumbs);
    }
    bool is_counted = out->results != NULL && thumbs != NULL;
    if (is_counted) {
        wall_count(&out->wall, &box[1], false, thumbs);
        out->voters = box[1].count > 0 ? box[1].answered : box->answered;
        is_counted = sort_results(out, thumbs);
    }
    free(thumbs);
    if (!is_counted) {
        questions_tally_finish(out);
    }
    return is_counted;
}

void
questions_tally_finish(struct questions_tally *tally) {
    if (tally != NULL) {
        wall_finish(&tally->wall);
        free(tally->results);
        *tally = (struct questions_tally){0};
    }
}

const char *
questions_text(const struct questions_tally *tally, uint32_t place) {
    return (const char *) tally->wall.items[tally->results[place].item].bytes;
}

bool
questions_is_ticked(const struct questions_tally *tally, uint32_t place) {
    return tally->wall.items[tally->results[place].item].is_ticked;
}

// -- Results -----------------------------------------------------------------

static void
questions_write_result(const struct exercise *exercise,
                       const struct ballot_box *box, struct json_out *out) {
    (void) exercise; // the questions are the guests'
    struct questions_tally tally;
    bool is_counted = questions_tally(box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "questions");
    for (uint32_t i = 0; is_counted && i < tally.wall.count && i < WIRE_MAX;
         i++) {
        json_open_array(out, NULL);
        json_write_string(out, NULL, questions_text(&tally, i));
        json_write_integer(out, NULL, tally.results[i].thumbs);
        json_write_boolean(out, NULL, questions_is_ticked(&tally, i));
        json_close_array(out);
    }
    json_close_array(out);
    questions_tally_finish(&tally);
}

// In order: votes are thumbs; score is 1 for one that was ticked off.
static void
questions_tabulate(const struct exercise *exercise,
                   const struct ballot_box *box, on_result_row row,
                   void *data) {
    (void) exercise; // the questions are the guests'
    struct questions_tally tally;
    if (!questions_tally(box, &tally)) {
        return;
    }
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        struct result_row line = {
            .label = questions_text(&tally, i),
            .votes = tally.results[i].thumbs,
            .share = tally.voters == 0
                         ? 0
                         : (double) tally.results[i].thumbs / tally.voters,
            .mean = NAN,
            .median = NAN,
            .spread = NAN,
            .score = questions_is_ticked(&tally, i),
        };
        row(data, &line);
    }
    questions_tally_finish(&tally);
}

static void
questions_list(const struct exercise *exercise, const struct ballot *ballot,
               on_answer_part part, void *data) {
    (void) exercise; // the ballot says all
    written_list(ballot, part, data);
}

static void
questions_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    if (ask->round == 1) {
        made_up_texts(MADE_UP_QUESTIONS, ask->exercise->pick, rng, out);
    } else {
        made_up_choice(ask, 1, 1 + rng_below(rng, 5), rng, out);
    }
}

extern const struct kind kind_questions;
const struct kind kind_questions = {
    .name = "questions",
    .takes_ballots = true,
    .is_written = true,
    .read_answer = questions_read,
    .check_answer = questions_check,
    .write_answer = questions_write,
    .write_exercise = questions_write_exercise,
    .is_dealt = written_is_dealt,
    .write_result = questions_write_result,
    .tabulate = questions_tabulate,
    .list_answer = questions_list,
    .simulate = questions_simulate,
};
