// plane against a recount in the plainest way: numbers as they were sent,
// means by adding up, spreads around them, medians by sorting.
#include "kinds_help.h"
#include "session/kinds/plane.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

struct plain {
    double values[2][KINDS_BALLOT_MAX]; // x, y
    size_t count;
    double mean[2], spread[2], median[2], covariance;
};

static int
compare(const void *a, const void *b) {
    double left = *(const double *) a;
    double right = *(const double *) b;
    return (left > right) - (left < right);
}

static void
gather(const struct kinds_room *room, unsigned item, struct plain *out) {
    *out = (struct plain){.count = 0};
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *at = json_object_get(room->answers[i], "at");
        const json_t *place = json_array_get(at, item);
        for (size_t axis = 0; json_is_array(place) && axis < 2; axis++) {
            double value = json_number_value(json_array_get(place, axis));
            out->values[axis][out->count] = round(value * 10000) / 10000;
        }
        out->count += json_is_array(place);
    }
}

static void
recount(struct plain *out) {
    double count = (double) out->count;
    for (int axis = 0; axis < 2; axis++) {
        double sum = 0;
        for (size_t i = 0; i < out->count; i++) {
            sum += out->values[axis][i];
        }
        out->mean[axis] = sum / count;
        double squares = 0;
        for (size_t i = 0; i < out->count; i++) {
            squares += pow(out->values[axis][i] - out->mean[axis], 2);
        }
        out->spread[axis] = sqrt(squares / count);
    }
    for (size_t i = 0; i < out->count; i++) {
        out->covariance += (out->values[0][i] - out->mean[0])
                           * (out->values[1][i] - out->mean[1]) / count;
    }
    for (int axis = 0; axis < 2; axis++) { // last: it sorts
        qsort(out->values[axis], out->count, sizeof(double), compare);
        out->median[axis] = (out->values[axis][(out->count - 1) / 2]
                             + out->values[axis][out->count / 2])
                            / 2;
    }
}

static void
check_item(const struct kinds_room *room, const struct plane_item *item,
           unsigned number) {
    static struct plain plain;
    gather(room, number, &plain);
    assert_int_equal(item->count, plain.count);
    if (plain.count == 0) {
        assert_true(item->centroid.x == 0 && item->centroid.y == 0
                    && item->spread.x == 0 && item->spread.y == 0
                    && item->radius == 0 && item->covariance == 0);
        return;
    }
    recount(&plain);
    kinds_near(item->centroid.x, plain.mean[0], 1e-9);
    kinds_near(item->centroid.y, plain.mean[1], 1e-9);
    kinds_near(item->spread.x, plain.spread[0], 1e-7);
    kinds_near(item->spread.y, plain.spread[1], 1e-7);
    kinds_near(item->covariance, plain.covariance, 1e-9);
    kinds_near(item->radius, hypot(plain.spread[0], plain.spread[1]), 1e-7);
    struct plane_place median = plane_median(&room->box.box, number);
    kinds_near(median.x, plain.median[0], 1e-9);
    kinds_near(median.y, plain.median[1], 1e-9);
}

static void
check_room(const struct kinds_room *room, const struct exercise *exercise) {
    struct plane_tally tally;
    plane_tally(exercise, &room->box.box, &tally);
    uint32_t voters = 0;
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *at = json_object_get(room->answers[i], "at");
        bool has_place = false;
        for (size_t k = 0; k < json_array_size(at); k++) {
            has_place |= json_is_array(json_array_get(at, k));
        }
        voters += has_place;
    }
    assert_int_equal(tally.voters, voters);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        check_item(room, &tally.items[i], i);
    }
}

static void
means_spreads_and_medians_of_a_plane_are_right(void **state) {
    kinds_recount(*state, "pl1", check_room);
    kinds_recount(*state, "pl2", check_room);
    kinds_recount(*state, "pl8", check_room);
}

static void
a_room_of_one_mind_has_no_spread(void **state) {
    struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "pl1");
    struct plane_tally tally;
    for (int i = 0; i < KINDS_BALLOT_MAX; i++) {
        room->answers[i] = json_null();
        kinds_box_add_json(&room->box, exercise, "{\"at\":[[0.3333,1]]}");
    }
    plane_tally(exercise, &room->box.box, &tally);
    assert_true(tally.items[0].centroid.x == 0.3333);
    assert_true(tally.items[0].centroid.y == 1);
    assert_true(tally.items[0].radius == 0 && tally.items[0].spread.x == 0
                && tally.items[0].spread.y == 0);
}

static void
the_two_ends_of_an_axis_are_half_an_axis_from_their_mean(void **state) {
    struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "pl1");
    struct plane_tally tally;
    room->answers[0] = json_null();
    room->answers[1] = json_null();
    kinds_box_add_json(&room->box, exercise, "{\"at\":[[0,1]]}");
    kinds_box_add_json(&room->box, exercise, "{\"at\":[[1,0]]}");
    plane_tally(exercise, &room->box.box, &tally);
    const struct plane_item *item = &tally.items[0];
    assert_true(item->spread.x == 0.5 && item->spread.y == 0.5);
    assert_true(item->covariance == -0.25);
    kinds_near(item->radius, sqrt(0.5), 1e-12);
}

struct rows {
    unsigned count;
    char labels[2 * PLANE_ITEM_MAX][32];
    struct result_row rows[2 * PLANE_ITEM_MAX];
};

static void
on_row(void *data, const struct result_row *row) {
    struct rows *rows = data;
    (void) snprintf(rows->labels[rows->count], 32, "%s", row->label);
    rows->rows[rows->count++] = *row;
}

static void
an_export_has_a_row_for_each_item_and_axis(void **state) {
    struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "pl2");
    const struct kind *kind = kind_of(exercise);
    struct rows rows = {0};
    room->answers[0] = json_null();
    kinds_box_add_json(&room->box, exercise, "{\"at\":[null,[0.2,0.9]]}");
    kind->tabulate(exercise, &room->box.box, on_row, &rows);
    const char *const labels[] = {"A (x)", "A (y)", "B (x)", "B (y)"};
    assert_int_equal(rows.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_string_equal(rows.labels[i], labels[i]);
        assert_true(rows.rows[i].votes == (i < 2 ? 0 : 1));
        assert_true(isnan(rows.rows[i].score));
        assert_true(isnan(rows.rows[i].mean) == (i < 2));
    }
    assert_true(rows.rows[2].mean == 0.2 && rows.rows[3].median == 0.9);
    memset(&rows, 0, sizeof rows);
    exercise = kinds_exercise(room->deck, "pl1");
    kinds_room_empty(room);
    kind->tabulate(exercise, &room->box.box, on_row, &rows);
    assert_string_equal(rows.labels[0], "Q? (x)"); // oneself: the prompt
    assert_string_equal(rows.labels[1], "Q? (y)");
}

int
main(void) {
    random_start();
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        IN_ROOM(means_spreads_and_medians_of_a_plane_are_right),
        IN_ROOM(a_room_of_one_mind_has_no_spread),
        IN_ROOM(the_two_ends_of_an_axis_are_half_an_axis_from_their_mean),
        IN_ROOM(an_export_has_a_row_for_each_item_and_axis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
