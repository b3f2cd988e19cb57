// Shared by the tests of the kinds.
#include "kinds_help.h"

#include "base/check.h"
#include "session/kinds/duel.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define ROOM_SEEDS 1000

struct deck *
kinds_deck(void) {
    return play_deck(
        "deck: kinds\n"
        "title: Kinds\n"
        "exercises:\n"
        "  - {id: c1, kind: choice, prompt: Q?, options: [N, E, S, W]}\n"
        "  - {id: c3, kind: choice, prompt: Q?, pick: 3,\n"
        "     options: [A, B, C, D, E, F, G, H, I, J, K, L]}\n"
        "  - {id: s1, kind: scale, prompt: Q?, from: 1, to: 5,\n"
        "     labels: [low, high],\n"
        "     statements: [A, B, C, D, E, F, G, H]}\n"
        "  - {id: s2, kind: scale, prompt: Q?, from: -50, to: 50}\n"
        "  - {id: s3, kind: scale, prompt: Q?, from: 0, to: 10,\n"
        "     statements: [A, B, C]}\n"
        "  - {id: w1, kind: words, prompt: Q?}\n"
        "  - {id: w5, kind: words, prompt: Q?, pick: 5}\n"
        "  - {id: d2, kind: duel, prompt: Q?, items: [A, B]}\n"
        "  - {id: d5, kind: duel, prompt: Q?, items: [A, B, C, D, E]}\n"
        "  - {id: d10, kind: duel, prompt: Q?,\n"
        "     items: [A, B, C, D, E, F, G, H, I, J]}\n"
        "  - {id: r2, kind: rank, prompt: Q?, items: [A, B]}\n"
        "  - {id: r5, kind: rank, prompt: Q?, items: [A, B, C, D, E]}\n"
        "  - {id: r10, kind: rank, prompt: Q?, top: 3,\n"
        "     items: [A, B, C, D, E, F, G, H, I, J]}\n"
        "  - {id: p3, kind: points, prompt: Q?, items: [A, B, C]}\n"
        "  - {id: p10, kind: points, prompt: Q?, budget: 1000,\n"
        "     items: [A, B, C, D, E, F, G, H, I, J]}\n"
        "  - {id: curve, kind: curve, prompt: Q?}\n"
        "  - {id: pl1, kind: plane, prompt: Q?, x: [L, H], y: [l, h]}\n"
        "  - {id: pl2, kind: plane, prompt: Q?, x: [L, H], y: [l, h],\n"
        "     items: [A, B], quadrants: [A, B, C, D]}\n"
        "  - {id: pl8, kind: plane, prompt: Q?, x: [L, H], y: [l, h],\n"
        "     items: [A, B, C, D, E, F, G, H]}\n"
        "  - {id: fist, kind: choice, prompt: Q?, decision: fist to five,\n"
        "     options: [none, one, two, three, four, five]}\n"
        "  - {id: half, kind: choice, prompt: Q?, decision: majority,\n"
        "     options: [N, E, S]}\n"
        "  - {id: most, kind: choice, prompt: Q?, decision: two thirds,\n"
        "     options: [N, E]}\n"
        "  - {id: quiz, kind: quiz, prompt: Q?, options: [N, E, S, W],\n"
        "     right: [E, W]}\n"
        "  - {id: talk, kind: talk, prompt: Q?, text: Say it}\n"
        "  - {id: slide, kind: slide, prompt: Q?, by: Somebody}\n");
}

const struct exercise *
kinds_exercise(const struct deck *deck, const char *id) {
    int number = deck_find_exercise(deck, id);
    CHECK(number >= 0);
    return &deck->exercises[number];
}

static void
random_choice(const struct exercise *exercise, struct rng *rng,
              struct json_out *out) {
    unsigned wanted = 1 + rng_below(rng, exercise->pick);
    bool is_taken[DECK_ITEM_MAX] = {0};
    json_open_array(out, "pick");
    while (wanted > 0) {
        uint32_t option = rng_below(rng, exercise->item_count);
        if (!is_taken[option]) {
            is_taken[option] = true;
            json_write_integer(out, NULL, option);
            wanted--;
        }
    }
    json_close_array(out);
}

static void
random_scale(const struct exercise *exercise, struct rng *rng,
             struct json_out *out) {
    uint32_t range = (uint32_t) (exercise->to - exercise->from) + 1;
    json_open_array(out, "values");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (rng_below(rng, 6) == 0) {
            json_write_null(out, NULL);
        } else {
            json_write_integer(
                out, NULL, exercise->from + (int32_t) rng_below(rng, range));
        }
    }
    json_close_array(out);
}

static void
random_words(const struct exercise *exercise, struct rng *rng,
             struct json_out *out) {
    static const char *const words[] = {
        "calm",          "Calm",    "CALM",        "awake", " awake ",
        "two  words",    "x",       "Gr\xc3\xbcn", "",      "GRU\u0308N",
        "stra\303\237e", "STRASSE",
    };
    json_open_array(out, "words");
    for (uint32_t i = rng_below(rng, exercise->pick + 1u); i > 0; i--) {
        json_write_string(out, NULL, words[rng_below(rng, 12)]);
    }
    json_close_array(out);
}

static void
random_duel(const struct exercise *exercise, struct rng *rng,
            struct json_out *out) {
    bool is_taken[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
    json_open_array(out, "wins");
    for (uint32_t i = rng_below(rng, DUEL_PAIR_MAX + 1u); i > 0; i--) {
        uint32_t a = rng_below(rng, exercise->item_count);
        uint32_t b = rng_below(rng, exercise->item_count);
        if (a == b || is_taken[a][b]) {
            continue;
        }
        is_taken[a][b] = is_taken[b][a] = true;
        json_open_array(out, NULL);
        json_write_integer(out, NULL, a);
        json_write_integer(out, NULL, b);
        json_close_array(out);
    }
    json_close_array(out);
}

static void
random_rank(const struct exercise *exercise, struct rng *rng,
            struct json_out *out) {
    uint32_t items[DECK_ITEM_MAX];
    uint32_t wanted = rng_below(rng, 3) == 0
                          ? rng_below(rng, exercise->top + 1u)
                          : exercise->top;
    json_open_array(out, "order");
    for (uint32_t i = 0; i < exercise->item_count; i++) {
        items[i] = i;
    }
    for (uint32_t i = 0; i < wanted; i++) { // a shuffle from the front
        uint32_t k = i + rng_below(rng, exercise->item_count - i);
        uint32_t item = items[k];
        items[k] = items[i];
        json_write_integer(out, NULL, item);
    }
    json_close_array(out);
}

static void
random_points(const struct exercise *exercise, struct rng *rng,
              struct json_out *out) {
    uint32_t left = exercise->budget;
    json_open_array(out, "points");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        bool is_last = i + 1 == exercise->item_count;
        uint32_t points = is_last                  ? left
                          : rng_below(rng, 3) == 0 ? 0
                                                   : rng_below(rng, left + 1);
        json_write_integer(out, NULL, points);
        left -= points;
    }
    json_close_array(out);
}

static void
random_curve(struct rng *rng, struct json_out *out) {
    const double edges[] = {0, 1, 1.0 / 6, 2.0 / 6, 0.5, 4.0 / 6};
    double at =
        rng_below(rng, 3) == 0 ? edges[rng_below(rng, 6)] : rng_unit(rng);
    json_write_number(out, "at", at);
}

// On the edges often, and nowhere now and then.
static void
random_plane(const struct exercise *exercise, struct rng *rng,
             struct json_out *out) {
    const double edges[] = {0, 1, 0.5, 0.0001, 0.99995};
    json_open_array(out, "at");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (rng_below(rng, 5) == 0) {
            json_write_null(out, NULL);
            continue;
        }
        json_open_array(out, NULL);
        for (int axis = 0; axis < 2; axis++) {
            bool is_edge = rng_below(rng, 4) == 0;
            json_write_number(
                out, NULL, is_edge ? edges[rng_below(rng, 5)] : rng_unit(rng));
        }
        json_close_array(out);
    }
    json_close_array(out);
}

void
kinds_random_answer(const struct exercise *exercise, struct rng *rng,
                    struct text *text) {
    struct json_out out = {.text = text};
    text_clear(text);
    json_open_object(&out, NULL);
    if (rng_below(rng, 9) == 0) {
        json_close_object(&out);
        return;
    }
    switch (exercise->kind[0]) {
        case 'c':
            if (strcmp(exercise->kind, "curve") == 0) {
                random_curve(rng, &out);
            } else {
                random_choice(exercise, rng, &out);
            }
            break;
        case 'q':
            random_choice(exercise, rng, &out);
            break;
        case 's':
            random_scale(exercise, rng, &out);
            break;
        case 'w':
            random_words(exercise, rng, &out);
            break;
        case 'r':
            random_rank(exercise, rng, &out);
            break;
        case 'p':
            if (strcmp(exercise->kind, "plane") == 0) {
                random_plane(exercise, rng, &out);
            } else {
                random_points(exercise, rng, &out);
            }
            break;
        default:
            random_duel(exercise, rng, &out);
            break;
    }
    json_close_object(&out);
}

void
kinds_box_add(struct kinds_box *box, const struct answer *answer) {
    uint32_t number = box->box.count++;
    CHECK(number < KINDS_BALLOT_MAX);
    struct answer *kept = &box->answers[number];
    kept->size = answer->size;
    memcpy(kept->bytes, answer->bytes, answer->size);
    box->box.ballots = box->ballots;
    box->ballots[number] = (struct ballot){.round = 1,
                                           .guest = GUEST_NOBODY,
                                           .size = answer->size,
                                           .room = ANSWER_MAX,
                                           .bytes = kept->bytes};
    box->box.answered += answer->size > 0;
}

void
kinds_box_add_json(struct kinds_box *box, const struct exercise *exercise,
                   const char *json) {
    struct answer answer;
    struct answer_fault fault;
    CHECK(play_read_answer(exercise, json, &answer, &fault));
    kinds_box_add(box, &answer);
}

void
kinds_room_start(struct kinds_room *room) {
    memset(room, 0, sizeof *room);
    room->deck = kinds_deck();
}

void
kinds_room_empty(struct kinds_room *room) {
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        json_decref(room->answers[i]);
    }
    room->box.box = (struct ballot_box){0};
}

void
kinds_room_finish(struct kinds_room *room) {
    kinds_room_empty(room);
    deck_destroy(room->deck);
}

void
kinds_room_fill(struct kinds_room *room, const struct exercise *exercise,
                uint64_t seed) {
    struct rng rng;
    rng_init(&rng, seed);
    kinds_room_empty(room);
    uint32_t count = seed % 5 < 2 ? (uint32_t) (seed % 5)
                                  : rng_below(&rng, KINDS_BALLOT_MAX / 5);
    bool is_one_mind = rng_below(&rng, 8) == 0;
    struct text text = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || !is_one_mind) {
            kinds_random_answer(exercise, &rng, &text);
        }
        room->answers[i] = json_loads(text_string(&text), 0, NULL);
        kinds_box_add_json(&room->box, exercise, text_string(&text));
    }
    text_finish(&text);
}

void
kinds_recount(struct kinds_room *room, const char *id, kinds_check check) {
    const struct exercise *exercise = kinds_exercise(room->deck, id);
    for (uint64_t seed = 1; seed <= ROOM_SEEDS; seed++) {
        kinds_room_fill(room, exercise, seed);
        check(room, exercise);
    }
}

void
kinds_near(double a, double b, double precision) {
    if (!(fabs(a - b) <= precision)) {
        (void) fprintf(stderr, "%.12g is not %.12g\n", a, b);
        CHECK(false);
    }
}
