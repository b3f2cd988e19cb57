// sketch: drawn in the first round, dots in the second.
#include "session/kinds/sketch.h"
#include "session/kinds/made_up.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIRE_MAX 40 // drawings of a result on the wire
#define STROKE_POINT_MAX 512
#define POINT_SIZE 4

// -- A drawing ---------------------------------------------------------------

static uint16_t
number_at(const uint8_t *bytes) {
    return (uint16_t) (bytes[0] << 8 | bytes[1]);
}

static void
add_number(uint8_t *bytes, uint16_t *size, uint32_t number) {
    bytes[(*size)++] = (uint8_t) (number >> 8);
    bytes[(*size)++] = (uint8_t) number;
}

bool
sketch_stroke(const struct wall_item *item, uint16_t *at,
              struct sketch_point *out, unsigned *out_count) {
    *at = *at == 0 ? 1 : *at;
    if (*at >= item->size) {
        return false;
    }
    unsigned count = number_at(item->bytes + *at);
    const uint8_t *from = item->bytes + *at + 2;
    for (unsigned i = 0; i < count; i++, from += POINT_SIZE) {
        out[i] = (struct sketch_point){number_at(from), number_at(from + 2)};
    }
    *out_count = count;
    *at = (uint16_t) (*at + 2 + count * POINT_SIZE);
    return true;
}

unsigned
sketch_stroke_count(const struct wall_item *item) {
    return item->bytes[0];
}

unsigned
sketch_point_count(const struct wall_item *item) {
    return (item->size - 1u - 2u * item->bytes[0]) / POINT_SIZE;
}

// -- Answers -----------------------------------------------------------------

// A drawing while it is packed.
struct pack {
    uint8_t bytes[ANSWER_MAX];
    uint16_t size;
    unsigned points;
};

static bool
pack_stroke(struct pack *pack, const json_t *stroke,
            struct answer_fault *fault) {
    size_t count = json_array_size(stroke);
    if (!json_is_array(stroke) || count % 2 != 0 || count < 4
        || count > 2ul * STROKE_POINT_MAX) {
        return answer_refuse(fault, "strokes",
                             "must hold lists of 2 to %d points as x, y, x, y",
                             STROKE_POINT_MAX);
    }
    pack->points += (unsigned) count / 2;
    if (pack->points > SKETCH_POINT_MAX
        || pack->size + 2 + 2 * count > sizeof pack->bytes) {
        return answer_refuse(fault, "strokes", "must have at most %d points",
                             SKETCH_POINT_MAX);
    }
    add_number(pack->bytes, &pack->size, (uint32_t) count / 2);
    for (size_t i = 0; i < count; i++) {
        const json_t *element = json_array_get(stroke, i);
        json_int_t value = json_integer_value(element);
        if (!json_is_integer(element) || value < 0 || value > SKETCH_SIDE) {
            return answer_refuse(fault, "strokes",
                                 "must hold whole numbers from 0 to %d",
                                 SKETCH_SIDE);
        }
        add_number(pack->bytes, &pack->size, (uint32_t) value);
    }
    return true;
}

static bool
read_strokes(const json_t *strokes, struct answer *out,
             struct answer_fault *fault) {
    size_t count = json_array_size(strokes);
    if (!json_is_array(strokes) || count > SKETCH_STROKE_MAX) {
        return answer_refuse(fault, "strokes",
                             "must be a list of at most %d strokes",
                             SKETCH_STROKE_MAX);
    }
    if (count == 0) {
        return true;
    }
    struct pack pack = {.size = 1};
    pack.bytes[0] = (uint8_t) count;
    for (size_t i = 0; i < count; i++) {
        if (!pack_stroke(&pack, json_array_get(strokes, i), fault)) {
            return false;
        }
    }
    written_begin(out, "");
    if (!written_add(out, pack.bytes, pack.size,
                     item_id(pack.bytes, pack.size))) {
        out->size = 0;
        return answer_refuse(fault, "strokes", "must have fewer points");
    }
    return true;
}

static bool
sketch_read(const struct ask *ask, const json_t *in, struct answer *out,
            struct answer_fault *fault) {
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    if (ask->round > 1) {
        return chosen_read(json_object_get(in, "dots"), "dots",
                           ask->exercise->dots, true, out, fault);
    }
    return read_strokes(json_object_get(in, "strokes"), out, fault);
}

static bool
sketch_check(const struct ask *ask, const struct answer *answer,
             struct answer_fault *fault) {
    return ask->round == 1 || wall_check(ask->box, 1, answer, "dots", fault);
}

static void
write_strokes(const struct wall_item *item, struct json_out *out) {
    struct sketch_point points[SKETCH_POINT_MAX];
    unsigned count = 0;
    json_open_array(out, "strokes");
    for (uint16_t at = 0; sketch_stroke(item, &at, points, &count);) {
        json_open_array(out, NULL);
        for (unsigned i = 0; i < count; i++) {
            json_write_integer(out, NULL, points[i].x);
            json_write_integer(out, NULL, points[i].y);
        }
        json_close_array(out);
    }
    json_close_array(out);
}

static void
sketch_write(const struct exercise *exercise, const struct answer *answer,
             struct json_out *out) {
    (void) exercise; // the answer says all
    struct ballot ballot = written_ballot(answer);
    struct written one = {0};
    uint16_t at = 0;
    if (written_next(&ballot, &at, &one)) {
        struct wall_item item = {.bytes = one.bytes, .size = one.size};
        write_strokes(&item, out);
    } else {
        chosen_write(answer, "dots", out);
    }
}

static void
sketch_write_exercise(const struct ask *ask, struct json_out *out) {
    json_write_string(out, "ask", ask->round == 1 ? "draw" : "dots");
    if (ask->round == 1) {
        json_write_integer(out, "bytes", ANSWER_MAX);
        return;
    }
    json_write_integer(out, "dots", ask->exercise->dots);
    struct wall wall;
    if (!wall_init(&wall, ask->box, 1)) {
        return;
    }
    uint32_t first = 0;
    uint32_t count = wall_deal(&wall, ask->deal, &first);
    json_open_array(out, "items");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t item = (first + i) % wall.count;
        char number[16];
        snprintf(number, sizeof number, "%u", wall.items[item].number);
        json_open_array(out, NULL);
        json_write_integer(out, NULL, (int64_t) wall.items[item].id);
        json_write_string(out, NULL, number);
        json_close_array(out);
    }
    json_close_array(out);
    wall_finish(&wall);
}

// -- Tally -------------------------------------------------------------------

static int
compare_results(const void *a, const void *b) {
    const struct sketch_result *left = a, *right = b;
    if (left->dots != right->dots) {
        return left->dots > right->dots ? -1 : 1;
    }
    return left->item < right->item ? -1 : left->item > right->item;
}

bool
sketch_tally(const struct exercise *exercise, const struct ballot_box *box,
             struct sketch_tally *out) {
    *out = (struct sketch_tally){.is_judged = exercise->round_count > 1};
    uint32_t *dots = NULL;
    if (wall_init(&out->wall, box, 1)) {
        out->results = calloc(out->wall.count + 1ul, sizeof *out->results);
        dots = calloc(out->wall.count + 1ul, sizeof *dots);
    }
    if (out->results == NULL || dots == NULL) {
        free(dots);
        sketch_tally_finish(out);
        return false;
    }
    const struct ballot_box *last = out->is_judged ? &box[1] : box;
    out->voters = last->answered;
    wall_count(&out->wall, last, true, dots);
    for (uint32_t i = 0; i < out->wall.count; i++) {
        out->results[i] = (struct sketch_result){i, dots[i]};
    }
    free(dots);
    qsort(out->results, out->wall.count, sizeof *out->results, compare_results);
    return true;
}

void
sketch_tally_finish(struct sketch_tally *tally) {
    if (tally != NULL) {
        wall_finish(&tally->wall);
        free(tally->results);
        *tally = (struct sketch_tally){0};
    }
}

uint32_t
sketch_number(const struct sketch_tally *tally, uint32_t place) {
    return tally->wall.items[tally->results[place].item].number;
}

// -- Results -----------------------------------------------------------------

static void
sketch_write_result(const struct exercise *exercise,
                    const struct ballot_box *box, struct json_out *out) {
    struct sketch_tally tally;
    bool is_counted = sketch_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "sketches");
    for (uint32_t i = 0; is_counted && i < tally.wall.count && i < WIRE_MAX;
         i++) {
        char number[16];
        snprintf(number, sizeof number, "%u", sketch_number(&tally, i));
        json_open_array(out, NULL);
        json_write_string(out, NULL, number);
        json_write_integer(out, NULL, tally.results[i].dots);
        json_close_array(out);
    }
    json_close_array(out);
    json_write_integer(out, "count", tally.wall.count);
    sketch_tally_finish(&tally);
}

// Best first, by their numbers; votes are dots.
static void
sketch_tabulate(const struct exercise *exercise, const struct ballot_box *box,
                on_result_row row, void *data) {
    struct sketch_tally tally;
    if (!sketch_tally(exercise, box, &tally)) {
        return;
    }
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        char label[24];
        snprintf(label, sizeof label, "drawing %u", sketch_number(&tally, i));
        struct result_row line = {.label = label,
                                  .votes = tally.results[i].dots,
                                  .share = NAN,
                                  .mean = NAN,
                                  .median = NAN,
                                  .spread = NAN,
                                  .score = NAN};
        row(data, &line);
    }
    sketch_tally_finish(&tally);
}

// A drawing: its id and how many points it has; then as for other choices.
static void
sketch_list(const struct exercise *exercise, const struct ballot *ballot,
            on_answer_part part, void *data) {
    (void) exercise; // the ballot says all
    struct written one = {0};
    uint16_t at = 0;
    if (!written_next(ballot, &at, &one)) {
        written_list(ballot, part, data);
        return;
    }
    struct wall_item item = {.bytes = one.bytes, .size = one.size};
    char id[24], points[16];
    snprintf(id, sizeof id, "%llu", (unsigned long long) one.id);
    snprintf(points, sizeof points, "%u", sketch_point_count(&item));
    part(data, id, points);
}

// -- A simulated guest -------------------------------------------------------

static uint32_t
clamp(double value) {
    return value < 0 ? 0 : value > SKETCH_SIDE ? SKETCH_SIDE : (uint32_t) value;
}

// A star, a flower, a spiral or a house of hills: a closed curve whose radius
// swings, and a line under it.
static void
sketch_draw(struct rng *rng, struct answer *out) {
    struct pack pack = {.size = 1};
    unsigned strokes = 1 + rng_below(rng, 3);
    pack.bytes[0] = (uint8_t) (strokes + 1);
    double swing = 0.15 + 0.35 * rng_unit(rng);
    double petals = 3 + rng_below(rng, 6);
    for (unsigned k = 0; k < strokes; k++) {
        const unsigned count = 48;
        double size = 330.0 / (k + 1) * (0.7 + 0.3 * rng_unit(rng));
        add_number(pack.bytes, &pack.size, count + 1);
        for (unsigned i = 0; i <= count; i++) {
            double turn = 6.283185307 * i / count;
            double radius = size * (1 - swing + swing * cos(petals * turn));
            add_number(pack.bytes, &pack.size, clamp(500 + radius * cos(turn)));
            add_number(pack.bytes, &pack.size, clamp(440 + radius * sin(turn)));
        }
    }
    add_number(pack.bytes, &pack.size, 2);
    add_number(pack.bytes, &pack.size, 100 + rng_below(rng, 200));
    add_number(pack.bytes, &pack.size, 900);
    add_number(pack.bytes, &pack.size, 700 + rng_below(rng, 200));
    add_number(pack.bytes, &pack.size, 860 + rng_below(rng, 80));
    written_begin(out, "");
    (void) written_add(out, pack.bytes, pack.size,
                       item_id(pack.bytes, pack.size));
}

static void
sketch_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    if (ask->round == 1) {
        sketch_draw(rng, out);
    } else {
        made_up_choice(ask, 1, ask->exercise->dots, rng, out);
    }
}

extern const struct kind kind_sketch;
const struct kind kind_sketch = {
    .name = "sketch",
    .takes_ballots = true,
    .is_written = true,
    .read_answer = sketch_read,
    .check_answer = sketch_check,
    .write_answer = sketch_write,
    .write_exercise = sketch_write_exercise,
    .is_dealt = written_is_dealt,
    .write_result = sketch_write_result,
    .tabulate = sketch_tabulate,
    .list_answer = sketch_list,
    .simulate = sketch_simulate,
};
