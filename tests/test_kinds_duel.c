// duel: the counts against a plain recount, and the strengths against what
// the likeliest ones must fulfil.
#include "kinds_help.h"
#include "session/kinds/duel.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GUESTS 1000 // that pairs are dealt to

static int
start(void **state) {
    static struct kinds_room room;
    kinds_room_start(&room);
    *state = &room;
    return 0;
}

static int
finish(void **state) {
    kinds_room_finish(*state);
    return 0;
}

// Where the likelihood (with the prior's win and loss against strength 1) has
// its one maximum, every item has won as often as its strength expects. An
// item's expected wins are hardly moved by what is below `precision`.
static void
assert_strengths_fit(const struct duel_tally *tally, unsigned items,
                     double precision) {
    for (unsigned i = 0; i < items; i++) {
        double mine = tally->strength[i];
        assert_true(isfinite(mine) && mine > 0);
        double won = 1 + tally->won[i];
        double expected = 2 * mine / (mine + 1);
        for (unsigned k = 0; k < items; k++) {
            double fought = tally->wins[i][k] + tally->wins[k][i];
            if (k != i) {
                expected += fought * mine / (mine + tally->strength[k]);
            }
        }
        kinds_near(won, expected, precision);
    }
}

static void
assert_order_fits(const struct duel_tally *tally, unsigned items) {
    bool is_seen[DECK_ITEM_MAX] = {0};
    for (unsigned i = 0; i < items; i++) {
        unsigned item = tally->order[i];
        assert_true(item < items && !is_seen[item]);
        is_seen[item] = true;
        assert_true(tally->chance[item] >= 0 && tally->chance[item] <= 1);
        if (i > 0) {
            double above = tally->strength[tally->order[i - 1]];
            assert_true(above >= tally->strength[item] * (1 - 1e-3));
        }
    }
}

static void
recount_duel(const struct kinds_room *room, const struct exercise *exercise) {
    uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
    uint32_t duels = 0;
    uint32_t voters = 0;
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *pairs = json_object_get(room->answers[i], "wins");
        voters += json_array_size(pairs) > 0;
        for (size_t k = 0; k < json_array_size(pairs); k++) {
            const json_t *pair = json_array_get(pairs, k);
            wins[json_integer_value(json_array_get(pair, 0))]
                [json_integer_value(json_array_get(pair, 1))]++;
            duels++;
        }
    }
    struct duel_tally tally;
    duel_tally(exercise, &room->box.box, &tally);
    assert_int_equal(tally.voters, voters);
    assert_int_equal(tally.duels, duels);
    assert_memory_equal(tally.wins, wins, sizeof wins);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        uint32_t won = 0;
        uint32_t lost = 0;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            won += wins[i][k];
            lost += wins[k][i];
        }
        assert_int_equal(tally.won[i], won);
        assert_int_equal(tally.lost[i], lost);
    }
    assert_strengths_fit(&tally, exercise->item_count, 1e-6);
    assert_order_fits(&tally, exercise->item_count);
}

static void
strengths_of_a_duel_fit_the_wins(void **state) {
    kinds_recount(*state, "d2", recount_duel);
    kinds_recount(*state, "d5", recount_duel);
    kinds_recount(*state, "d10", recount_duel);
}

// A box in which `winner` beat `loser` so many times more.
struct matrix {
    struct ballot_box box;
    struct ballot *ballots; // owned
    uint8_t (*pairs)[2];    // owned
};

static void
matrix_init(struct matrix *matrix) {
    *matrix = (struct matrix){0};
    matrix->ballots = calloc(200000, sizeof *matrix->ballots);
    matrix->pairs = calloc(200000, sizeof *matrix->pairs);
    assert_true(matrix->ballots != NULL && matrix->pairs != NULL);
    matrix->box.ballots = matrix->ballots;
}

static void
matrix_finish(struct matrix *matrix) {
    free(matrix->ballots);
    free(matrix->pairs);
}

static void
matrix_add(struct matrix *matrix, int winner, int loser, int times) {
    for (int i = 0; i < times; i++) {
        uint32_t number = matrix->box.count++;
        matrix->pairs[number][0] = (uint8_t) winner;
        matrix->pairs[number][1] = (uint8_t) loser;
        matrix->ballots[number].size = 2;
        matrix->ballots[number].bytes = matrix->pairs[number];
    }
}

static void
a_room_of_one_mind_gets_the_order_it_said(void **state) {
    const struct kinds_room *room = *state;
    struct exercise exercise = *kinds_exercise(room->deck, "d10");
    const int times[] = {1, 5, 60, 1000, 4000};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct matrix matrix;
        matrix_init(&matrix);
        // The last in the deck is the best of all, the first the worst.
        for (int a = 0; a < exercise.item_count; a++) {
            for (int b = 0; b < a; b++) {
                matrix_add(&matrix, a, b, times[i]);
            }
        }
        struct duel_tally tally;
        duel_tally(&exercise, &matrix.box, &tally);
        for (int k = 0; k < exercise.item_count; k++) {
            assert_int_equal(tally.order[k], exercise.item_count - 1 - k);
        }
        assert_order_fits(&tally, exercise.item_count);
        matrix_finish(&matrix);
    }
}

static void
a_chain_of_wins_gets_its_order(void **state) {
    const struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "d10");
    struct matrix matrix;
    matrix_init(&matrix);
    for (int a = 1; a < exercise->item_count; a++) {
        matrix_add(&matrix, a, a - 1, 2000);
    }
    struct duel_tally tally;
    duel_tally(exercise, &matrix.box, &tally);
    for (int k = 0; k < exercise->item_count; k++) {
        assert_int_equal(tally.order[k], exercise->item_count - 1 - k);
    }
    matrix_finish(&matrix);
}

static void
pairs_that_never_met_and_one_sided_ones_stay_finite(void **state) {
    const struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "d10");
    struct duel_tally tally;
    struct matrix matrix;
    matrix_init(&matrix);
    duel_tally(exercise, &matrix.box, &tally); // nobody
    for (int i = 0; i < exercise->item_count; i++) {
        assert_int_equal(tally.order[i], i);
        kinds_near(tally.chance[i], 0.5, 1e-9);
    }
    matrix_add(&matrix, 9, 0, 10000); // one pair, one side
    duel_tally(exercise, &matrix.box, &tally);
    assert_int_equal(tally.order[0], 9);
    assert_int_equal(tally.order[9], 0);
    assert_strengths_fit(&tally, exercise->item_count, 1e-6);
    matrix_add(&matrix, 1, 2, 500); // an island: 1, 2 and 3 in a ring
    matrix_add(&matrix, 2, 3, 500);
    matrix_add(&matrix, 3, 1, 500);
    duel_tally(exercise, &matrix.box, &tally);
    assert_strengths_fit(&tally, exercise->item_count, 1e-6);
    kinds_near(tally.chance[1], tally.chance[2], 1e-6);
    kinds_near(tally.chance[2], tally.chance[3], 1e-6);
    assert_order_fits(&tally, exercise->item_count);
    matrix_finish(&matrix);
}

static void
equal_items_stay_as_they_were_authored(void **state) {
    const struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "d5");
    struct matrix matrix;
    matrix_init(&matrix);
    for (int a = 0; a < exercise->item_count; a++) {
        for (int b = 0; b < exercise->item_count; b++) {
            if (a != b) {
                matrix_add(&matrix, a, b, 13);
            }
        }
    }
    struct duel_tally tally;
    duel_tally(exercise, &matrix.box, &tally);
    for (int i = 0; i < exercise->item_count; i++) {
        assert_int_equal(tally.order[i], i);
    }
    matrix_finish(&matrix);
}

static void
no_guest_is_dealt_a_pair_twice_and_all_come_equally(void **state) {
    const struct kinds_room *room = *state;
    struct exercise exercise = *kinds_exercise(room->deck, "d10");
    for (exercise.item_count = 2; exercise.item_count <= 10;
         exercise.item_count++) {
        uint32_t dealt[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
        for (uint32_t guest = 0; guest < GUESTS; guest++) {
            uint8_t pairs[DUEL_PAIR_MAX][2];
            bool seen[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
            unsigned count = duel_deal(&exercise, guest, pairs);
            unsigned all = exercise.item_count * (exercise.item_count - 1) / 2u;
            assert_int_equal(count, all < DUEL_PAIR_MAX ? all : DUEL_PAIR_MAX);
            for (unsigned i = 0; i < count; i++) {
                uint8_t a = pairs[i][0];
                uint8_t b = pairs[i][1];
                assert_true(a != b && a < exercise.item_count
                            && b < exercise.item_count);
                assert_false(seen[a][b]);
                seen[a][b] = seen[b][a] = true;
                dealt[a][b]++;
            }
        }
        uint32_t most = 0;
        uint32_t least = UINT32_MAX;
        for (int a = 0; a < exercise.item_count; a++) {
            for (int b = 0; b < a; b++) {
                uint32_t sum = dealt[a][b] + dealt[b][a];
                most = sum > most ? sum : most;
                least = sum < least ? sum : least;
                // Either side about as often: five deviations of a coin.
                double off = 2.0 * dealt[a][b] - sum;
                assert_true(off * off <= 25.0 * sum);
            }
        }
        assert_true(most - least <= 1);
    }
}

static void
a_duel_that_was_handed_nothing_has_no_order(void **state) {
    (void) state;
    struct exercise exercise = {.kind = "duel"};
    struct ballot_box box = {.count = 0};
    struct duel_tally tally;
    memset(&tally, 7, sizeof tally);
    duel_tally(&exercise, &box, &tally);
    assert_int_equal(tally.voters, 0);
    assert_int_equal(tally.order[0], 0);
}

int
main(void) {
    random_start();
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_duel_that_was_handed_nothing_has_no_order),
        IN_ROOM(no_guest_is_dealt_a_pair_twice_and_all_come_equally),
        IN_ROOM(strengths_of_a_duel_fit_the_wins),
        IN_ROOM(a_room_of_one_mind_gets_the_order_it_said),
        IN_ROOM(a_chain_of_wins_gets_its_order),
        IN_ROOM(pairs_that_never_met_and_one_sided_ones_stay_finite),
        IN_ROOM(equal_items_stay_as_they_were_authored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
