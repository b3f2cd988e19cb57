// ideas.csv: everything that guests wrote or drew, with what became of it. In
// order of id, which is a hash of what it says and so tells nothing about who
// came first; names that were put to one thing are in order of the alphabet.
#include "base/check.h"
#include "report/csv.h"
#include "report/parts.h"
#include "session/kinds/sketch.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCORE_FULL 5.0 // an idea's value is so many times its mean score

// What one writing round brought.
struct written_round {
    const struct report_input *in;
    const struct exercise *exercise;
    const struct ballot_box *box; // of the first round
    uint8_t round;                // in which it was written
    struct wall raw;              // all that was written
    struct wall wall;             // what counts
    uint32_t *sums;               // owned; by item of wall: choices, scores
    uint32_t *counts;             // owned; guests who gave them
    struct signature *signatures; // owned; in order of id, then of name
    uint32_t signature_count;
};

struct signature {
    uint64_t id;
    const char *name;
};

static bool
is_kind(const struct exercise *exercise, const char *kind) {
    return strcmp(exercise->kind, kind) == 0;
}

bool
report_is_writing(const struct exercise *exercise, uint8_t round) {
    return is_kind(exercise, "whys") ? round % 2 == 1 : round == 1;
}

// -- Judging -----------------------------------------------------------------

static void
judge_ballot(struct written_round *out, const struct ballot *ballot,
             uint32_t *last, uint32_t number) {
    uint64_t id = 0;
    uint8_t score = 0;
    for (uint16_t at = 0; chosen_next(ballot, &at, &id);) {
        uint32_t item = wall_find(&out->wall, id);
        if (item != WALL_NONE) {
            out->sums[item]++;
            out->counts[item] += last[item] != number;
            last[item] = number;
        }
    }
    if (scored_read(ballot, &id, &score)) {
        uint32_t item = wall_find(&out->wall, id);
        if (item != WALL_NONE) {
            out->sums[item] += score;
            out->counts[item]++;
        }
    }
}

static void
judge(struct written_round *out) {
    uint32_t *last = calloc(out->wall.count + 1ul, sizeof *last);
    out->sums = calloc(out->wall.count + 1ul, sizeof *out->sums);
    out->counts = calloc(out->wall.count + 1ul, sizeof *out->counts);
    CHECK(last != NULL && out->sums != NULL && out->counts != NULL);
    uint32_t number = 0;
    for (uint8_t i = 2; i <= out->exercise->round_count; i++) {
        // Of a chain only the picks right after the answers are about them.
        bool is_about =
            is_kind(out->exercise, "whys") ? i == out->round + 1 : true;
        const struct ballot_box *box = &out->box[i - 1];
        for (uint32_t k = 0; is_about && k < box->count; k++) {
            judge_ballot(out, &box->ballots[k], last, ++number);
        }
    }
    free(last);
}

// NAN: nobody was asked what they think of it.
static double
value_of(const struct written_round *round, uint32_t item, double *out_count) {
    const struct exercise *exercise = round->exercise;
    *out_count = round->counts[item];
    if (is_kind(exercise, "ideas") && exercise->rounds > 0) {
        return round->counts[item] == 0
                   ? 0
                   : SCORE_FULL * round->sums[item] / round->counts[item];
    }
    if (exercise->round_count > 1) {
        // Dots may go to one thing several times; a thumb is a guest.
        bool is_dots = exercise->dots > 0;
        return is_dots ? round->sums[item] : round->counts[item];
    }
    *out_count =
        is_kind(exercise, "sketch") ? NAN : round->wall.items[item].writers;
    return *out_count;
}

// -- Names -------------------------------------------------------------------

static int
compare_signatures(const void *a, const void *b) {
    const struct signature *left = a, *right = b;
    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

static void
gather_names(struct written_round *out) {
    const struct ballot_box *box = &out->box[out->round - 1];
    uint32_t room = 0;
    for (uint32_t i = 0; i < out->raw.count; i++) {
        room += out->raw.items[i].writers;
    }
    out->signatures = calloc(room + 1ul, sizeof *out->signatures);
    CHECK(out->signatures != NULL);
    for (uint32_t i = 0; i < box->count; i++) {
        const char *name =
            report_name_of(out->in->session, out->exercise, &box->ballots[i]);
        struct written one = {0};
        for (uint16_t at = 0;
             name[0] != '\0' && written_next(&box->ballots[i], &at, &one);) {
            out->signatures[out->signature_count++] =
                (struct signature){one.id, name};
        }
    }
    qsort(out->signatures, out->signature_count, sizeof *out->signatures,
          compare_signatures);
}

// Each name once. *at moves on behind those of this id.
static void
write_names(const struct written_round *round, uint64_t id, uint32_t *at,
            struct csv_out *csv) {
    struct text names = {0};
    const char *last = "";
    for (; *at < round->signature_count && round->signatures[*at].id == id;
         (*at)++) {
        const char *name = round->signatures[*at].name;
        if (strcmp(name, last) != 0) {
            text_add(&names, last[0] == '\0' ? "" : "; ");
            text_add(&names, name);
            last = name;
        }
    }
    csv_text(csv, text_string(&names));
    text_finish(&names);
}

// -- Rows --------------------------------------------------------------------

// As the points of an SVG polyline, a blank, a bar and a blank between strokes.
static void
write_drawing(const struct wall_item *item, struct csv_out *csv) {
    struct sketch_point points[SKETCH_POINT_MAX];
    unsigned count = 0;
    struct text text = {0};
    for (uint16_t at = 0; sketch_stroke(item, &at, points, &count);) {
        text_add(&text, text.size > 0 ? " |" : "");
        for (unsigned i = 0; i < count; i++) {
            text_add(&text, text.size > 0 ? " " : "");
            text_add_integer(&text, points[i].x);
            text_add(&text, ",");
            text_add_integer(&text, points[i].y);
        }
    }
    csv_text(csv, text_string(&text));
    text_finish(&text);
}

// Where it counts on the wall; WALL_NONE: it does not, by itself.
static uint32_t
write_state(const struct written_round *round, uint64_t id, char state[40]) {
    const struct edit *edit = edit_find(round->box, id);
    uint64_t root = edit_root(round->box, id);
    bool is_there = false;
    for (uint32_t low = 0, high = round->raw.count; low < high && !is_there;) {
        uint32_t middle = low + (high - low) / 2;
        is_there = round->raw.items[middle].id == root;
        low = round->raw.items[middle].id < root ? middle + 1 : low;
        high = round->raw.items[middle].id < root ? high : middle;
    }
    if (root != id && is_there) {
        snprintf(state, 40, "merged into %llu", (unsigned long long) root);
        return WALL_NONE;
    }
    if (edit_is_hidden(round->box, id)) {
        snprintf(state, 40, "hidden");
        return WALL_NONE;
    }
    snprintf(state, 40, edit != NULL && edit->is_ticked ? "ticked" : "shown");
    return wall_find(&round->wall, id);
}

static void
write_item(const struct written_round *round, const struct wall_item *item,
           uint32_t *signature, struct text *out) {
    struct csv_out csv = {.text = out};
    char id[24], state[40];
    uint32_t place = write_state(round, item->id, state);
    double count = NAN;
    double value = place == WALL_NONE ? NAN : value_of(round, place, &count);
    snprintf(id, sizeof id, "%llu", (unsigned long long) item->id);
    csv_text(&csv, round->in->about->id);
    csv_text(&csv, round->exercise->id);
    csv_text(&csv, round->exercise->kind);
    csv_number(&csv, round->round);
    csv_text(&csv, id);
    if (is_kind(round->exercise, "sketch")) {
        write_drawing(item, &csv);
    } else {
        csv_text(&csv, (const char *) item->bytes);
    }
    write_names(round, item->id, signature, &csv);
    csv_number(&csv, item->writers);
    csv_number(&csv, value);
    csv_number(&csv, count);
    csv_text(&csv, state);
    csv_end_row(&csv);
}

static void
write_round(struct written_round *round, struct text *out) {
    bool is_made = wall_init_raw(&round->raw, round->box, round->round)
                   && wall_init(&round->wall, round->box, round->round);
    CHECK(is_made);
    judge(round);
    gather_names(round);
    uint32_t signature = 0;
    for (uint32_t i = 0; i < round->raw.count; i++) {
        write_item(round, &round->raw.items[i], &signature, out);
    }
    wall_finish(&round->raw);
    wall_finish(&round->wall);
    free(round->sums);
    free(round->counts);
    free(round->signatures);
}

// -- Words -------------------------------------------------------------------

static void
add_word(void *data, const char *item, const char *value) {
    char key[2 * WRITTEN_BYTES];
    (void) value; // of a word it is 1
    if (text_fold(item, key, sizeof key)) {
        (void) written_add(data, item, strlen(item) + 1,
                           item_id(key, strlen(key)));
    }
}

// Words are packed in a way of their own: the same box with each as a text.
static struct ballot_box
box_of_words(const struct exercise *exercise, const struct ballot_box *box) {
    struct ballot_box out = {.count = box->count,
                             .edits = box->edits,
                             .edit_count = box->edit_count};
    struct answer *answer = malloc(sizeof *answer);
    out.ballots = calloc(box->count + 1ul, sizeof *out.ballots);
    CHECK(answer != NULL && out.ballots != NULL);
    for (uint32_t i = 0; i < box->count; i++) {
        struct ballot *ballot = &out.ballots[i];
        *ballot = box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        written_begin(answer, "");
        kind_of(exercise)->list_answer(exercise, ballot, add_word, answer);
        uint8_t *bytes = malloc(answer->size);
        CHECK(bytes != NULL);
        memcpy(bytes, answer->bytes, answer->size);
        ballot->bytes = bytes;
        ballot->size = answer->size;
    }
    free(answer);
    return out;
}

static void
free_words(struct ballot_box *box) {
    for (uint32_t i = 0; i < box->count; i++) {
        if (box->ballots[i].size > 0) {
            free((void *) box->ballots[i].bytes);
        }
    }
    free(box->ballots);
}

// -- The file ----------------------------------------------------------------

void
report_idea_rows(const struct report_input *in, uint16_t number,
                 struct text *out) {
    const struct exercise *exercise = &in->session->exercises[number];
    const struct ballot_box *box = session_box(in->session, number, 1);
    if (!kind_of(exercise)->is_written) {
        return;
    }
    bool is_words = is_kind(exercise, "words");
    struct ballot_box words = {0};
    if (is_words) {
        words = box_of_words(exercise, box);
        box = &words;
    }
    for (uint8_t i = 1; i <= exercise->round_count; i++) {
        struct written_round round = {
            .in = in, .exercise = exercise, .box = box, .round = i};
        if (report_is_writing(exercise, i)) {
            write_round(&round, out);
        }
    }
    if (is_words) {
        free_words(&words);
    }
}

void
report_ideas_csv(const struct report_input *in, struct text *out) {
    text_add(out, CSV_BYTE_ORDER_MARK "session,exercise,kind,round,id,text,"
                                      "name,writers,value,count,state\r\n");
    for (uint16_t i = 0; i < in->session->deck->exercise_count; i++) {
        report_idea_rows(in, i, out);
    }
}
