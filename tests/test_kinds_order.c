// rank and points against recounts in the plainest way: places looked up one
// by one, majorities by asking every guest about every pair.
#include "kinds_help.h"
#include "session/kinds/points.h"
#include "session/kinds/rank.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

// The place that an answer gives an item, 1 for the first; 0: none.
static unsigned
place_of(const json_t *answer, unsigned item) {
    const json_t *order = json_object_get(answer, "order");
    for (size_t i = 0; i < json_array_size(order); i++) {
        if (json_integer_value(json_array_get(order, i)) == item) {
            return (unsigned) i + 1;
        }
    }
    return 0;
}

// Whether a guest who answered so would have `a` rather than `b`.
static bool
prefers(const json_t *answer, unsigned a, unsigned b) {
    unsigned at = place_of(answer, a);
    unsigned other = place_of(answer, b);
    return at > 0 && (other == 0 || at < other);
}

static uint32_t
count_prefers(const struct kinds_room *room, unsigned a, unsigned b) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        count += prefers(room->answers[i], a, b);
    }
    return count;
}

static int
plain_winner(const struct kinds_room *room, unsigned items) {
    for (unsigned a = 0; a < items; a++) {
        unsigned beaten = 0;
        for (unsigned b = 0; b < items; b++) {
            beaten +=
                a != b && count_prefers(room, a, b) > count_prefers(room, b, a);
        }
        if (beaten == items - 1) {
            return (int) a;
        }
    }
    return -1;
}

// Sums of points first, then as authored.
static void
check_order(const uint8_t *order, const uint32_t *sums, unsigned items) {
    unsigned seen = 0;
    for (unsigned i = 0; i < items; i++) {
        assert_true(order[i] < items);
        seen |= 1u << order[i];
        if (i > 0) {
            uint32_t before = sums[order[i - 1]];
            uint32_t now = sums[order[i]];
            assert_true(before > now
                        || (before == now && order[i - 1] < order[i]));
        }
    }
    assert_int_equal(seen, (1u << items) - 1);
}

static void
recount_rank(const struct kinds_room *room, const struct exercise *exercise) {
    struct rank_tally tally;
    unsigned items = exercise->item_count;
    rank_tally(exercise, &room->box.box, &tally);
    assert_int_equal(tally.voters, room->box.box.answered);
    for (unsigned item = 0; item < items; item++) {
        double points = 0;
        uint32_t ranked = 0;
        uint32_t places[DECK_ITEM_MAX] = {0};
        for (uint32_t i = 0; i < room->box.box.count; i++) {
            unsigned place = place_of(room->answers[i], item);
            if (place > 0) {
                points += items + 1 - place;
                places[place - 1]++;
                ranked++;
            }
        }
        assert_int_equal(tally.ranked[item], ranked);
        assert_memory_equal(tally.places[item], places, sizeof places);
        kinds_near(rank_score(&tally, item),
                   tally.voters == 0 ? 0 : points / tally.voters, 1e-9);
        for (unsigned other = 0; other < items; other++) {
            if (other != item) {
                assert_int_equal(tally.above[item][other],
                                 count_prefers(room, item, other));
            }
        }
    }
    check_order(tally.order, tally.points, items);
    assert_int_equal(tally.winner, plain_winner(room, items));
}

static void
points_and_places_of_a_ranking_are_right(void **state) {
    kinds_recount(*state, "r2", recount_rank);
    kinds_recount(*state, "r5", recount_rank);
    kinds_recount(*state, "r10", recount_rank);
}

// The tally of these orders, each given so many times.
struct group {
    const char *json;
    int guests;
};

static struct rank_tally
tally_of(struct kinds_room *room, const char *id, const struct group *groups) {
    const struct exercise *exercise = kinds_exercise(room->deck, id);
    struct rank_tally tally;
    kinds_room_empty(room);
    for (; groups->json != NULL; groups++) {
        for (int i = 0; i < groups->guests; i++) {
            uint32_t number = room->box.box.count;
            room->answers[number] = json_loads(groups->json, 0, NULL);
            kinds_box_add_json(&room->box, exercise, groups->json);
        }
    }
    recount_rank(room, exercise);
    rank_tally(exercise, &room->box.box, &tally);
    return tally;
}

static void
a_circle_of_majorities_has_no_winner(void **state) {
    static const struct group circle[] = {
        {"{\"order\":[0,1,2]}", 7},
        {"{\"order\":[1,2,0]}", 7},
        {"{\"order\":[2,0,1]}", 7},
        {NULL, 0},
    };
    struct rank_tally tally = tally_of(*state, "r5", circle);
    assert_int_equal(tally.winner, -1);
    assert_int_equal(tally.points[0], tally.points[1]);
    assert_int_equal(tally.points[0], tally.points[2]);
    assert_int_equal(tally.points[3], 0);
    // All tied: as authored.
    for (unsigned i = 0; i < 5; i++) {
        assert_int_equal(tally.order[i], i);
    }
}

static void
the_winner_one_to_one_need_not_have_most_points(void **state) {
    // Three of five would have A, but two put it last.
    static const struct group groups[] = {
        {"{\"order\":[0,1,2,3,4]}", 3},
        {"{\"order\":[1,2,3,4,0]}", 2},
        {NULL, 0},
    };
    struct rank_tally tally = tally_of(*state, "r5", groups);
    assert_int_equal(tally.winner, 0);
    assert_int_equal(tally.order[0], 1);
}

static void
what_is_ranked_is_preferred_to_what_is_not(void **state) {
    static const struct group groups[] = {
        {"{\"order\":[3]}", 3},
        {"{\"order\":[0,3]}", 2},
        {NULL, 0},
    };
    struct rank_tally tally = tally_of(*state, "r5", groups);
    assert_int_equal(tally.winner, 3);
    assert_int_equal(tally.above[3][0], 3);
    assert_int_equal(tally.above[0][3], 2);
    assert_int_equal(tally.above[1][2], 0); // nobody said which
    assert_int_equal(tally.points[3], 3 * 5 + 2 * 4);
    assert_int_equal(tally.ranked[0], 2);
}

static void
rankings_of_nobody_of_one_and_of_one_mind_are_sound(void **state) {
    static const struct group nobody[] = {{"{}", 3}, {NULL, 0}};
    struct rank_tally tally = tally_of(*state, "r5", nobody);
    assert_int_equal(tally.voters, 0);
    assert_int_equal(tally.winner, -1);
    assert_true(rank_score(&tally, 0) == 0);
    static const struct group one[] = {{"{\"order\":[4,2]}", 1}, {NULL, 0}};
    tally = tally_of(*state, "r5", one);
    assert_int_equal(tally.winner, 4);
    assert_int_equal(tally.order[0], 4);
    assert_int_equal(tally.order[1], 2);
    assert_int_equal(tally.order[2], 0);
    static const struct group same[] = {{"{\"order\":[1,0]}", 300}, {NULL, 0}};
    tally = tally_of(*state, "r2", same);
    assert_int_equal(tally.winner, 1);
    assert_true(rank_score(&tally, 1) == 2 && rank_score(&tally, 0) == 1);
    static const struct group even[] = {
        {"{\"order\":[1,0]}", 5}, {"{\"order\":[0,1]}", 5}, {NULL, 0}};
    tally = tally_of(*state, "r2", even);
    assert_int_equal(tally.winner, -1);
    assert_int_equal(tally.order[0], 0);
}

static void
recount_points(const struct kinds_room *room, const struct exercise *exercise) {
    struct points_tally tally;
    uint64_t spent = 0;
    points_tally(exercise, &room->box.box, &tally);
    assert_int_equal(tally.voters, room->box.box.answered);
    for (unsigned item = 0; item < exercise->item_count; item++) {
        uint32_t sum = 0;
        uint32_t backed = 0;
        for (uint32_t i = 0; i < room->box.box.count; i++) {
            const json_t *points = json_object_get(room->answers[i], "points");
            json_int_t given = json_integer_value(json_array_get(points, item));
            sum += (uint32_t) given;
            backed += given != 0;
            if (room->box.ballots[i].size > 0) {
                assert_int_equal(points_given(&room->box.ballots[i], item),
                                 given);
            }
        }
        assert_int_equal(tally.sums[item], sum);
        assert_int_equal(tally.backed[item], backed);
        kinds_near(points_mean(&tally, item),
                   tally.voters == 0 ? 0 : (double) sum / tally.voters, 1e-9);
        spent += sum;
    }
    assert_true(spent == (uint64_t) tally.voters * exercise->budget);
    check_order(tally.order, tally.sums, exercise->item_count);
}

static void
sums_and_backers_of_points_are_right(void **state) {
    kinds_recount(*state, "p3", recount_points);
    kinds_recount(*state, "p10", recount_points);
}

// -- Rows --------------------------------------------------------------------

struct row_check {
    const struct exercise *exercise;
    const struct kinds_room *room;
    unsigned place;
    double last; // the score of the row before
    double share;
};

static unsigned
item_of(const struct exercise *exercise, const char *label) {
    unsigned item = 0;
    while (strcmp(exercise->items[item], label) != 0) {
        item++;
    }
    return item;
}

static void
check_rank_row(void *data, const struct result_row *row) {
    struct row_check *check = data;
    unsigned item = item_of(check->exercise, row->label);
    double sum = 0;
    uint32_t ranked = 0;
    uint32_t first = 0;
    for (uint32_t i = 0; i < check->room->box.box.count; i++) {
        unsigned place = place_of(check->room->answers[i], item);
        ranked += place > 0;
        first += place == 1;
        sum += place;
    }
    assert_true(row->votes == first);
    assert_true(isnan(row->median) && isnan(row->spread));
    assert_int_equal(isnan(row->mean), ranked == 0);
    if (ranked > 0) {
        kinds_near(row->mean, sum / ranked, 1e-9);
    }
    assert_int_equal(isnan(row->score), check->room->box.box.answered == 0);
    assert_true(check->place == 0 || isnan(row->score)
                || row->score <= check->last);
    check->last = row->score;
    check->share += row->share;
    check->place++;
}

static void
recount_rank_rows(const struct kinds_room *room,
                  const struct exercise *exercise) {
    struct row_check check = {.exercise = exercise, .room = room};
    kind_of(exercise)->tabulate(exercise, &room->box.box, check_rank_row,
                                &check);
    assert_int_equal(check.place, exercise->item_count);
    kinds_near(check.share, room->box.box.answered > 0, 1e-9);
}

static void
check_points_row(void *data, const struct result_row *row) {
    struct row_check *check = data;
    uint32_t voters = check->room->box.box.answered;
    assert_true(row->votes <= voters);
    assert_int_equal(isnan(row->mean), voters == 0);
    if (voters > 0) {
        kinds_near(row->mean * voters, row->score, 1e-6);
        kinds_near(row->share * check->exercise->budget, row->mean, 1e-9);
    }
    assert_true(check->place == 0 || row->score <= check->last);
    check->last = row->score;
    check->share += row->share;
    check->place++;
}

static void
recount_points_rows(const struct kinds_room *room,
                    const struct exercise *exercise) {
    struct row_check check = {.exercise = exercise, .room = room};
    kind_of(exercise)->tabulate(exercise, &room->box.box, check_points_row,
                                &check);
    assert_int_equal(check.place, exercise->item_count);
    kinds_near(check.share, room->box.box.answered > 0, 1e-9);
}

static void
rows_are_in_order_and_hold_what_they_say(void **state) {
    kinds_recount(*state, "r5", recount_rank_rows);
    kinds_recount(*state, "r10", recount_rank_rows);
    kinds_recount(*state, "p3", recount_points_rows);
    kinds_recount(*state, "p10", recount_points_rows);
}

int
main(void) {
    random_start();
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        IN_ROOM(points_and_places_of_a_ranking_are_right),
        IN_ROOM(a_circle_of_majorities_has_no_winner),
        IN_ROOM(the_winner_one_to_one_need_not_have_most_points),
        IN_ROOM(what_is_ranked_is_preferred_to_what_is_not),
        IN_ROOM(rankings_of_nobody_of_one_and_of_one_mind_are_sound),
        IN_ROOM(sums_and_backers_of_points_are_right),
        IN_ROOM(rows_are_in_order_and_hold_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
