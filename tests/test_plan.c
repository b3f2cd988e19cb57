// A session beside its plan, and guests who arrive faster than they can be
// shown: what the stage tells of both, without a picture.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "kiosk/arrivals.h"
#include "scene/agenda_plan.h"
#include "scene_room.h"

#define MINUTE 60000

static const char short_deck[] =
    "deck: plan\n"
    "title: A plan\n"
    "exercises:\n"
    "  - {id: a, kind: choice, prompt: A?, options: [x, y],\n"
    "     phases: [vote 60s, reveal, discuss 3m]}\n"
    "  - {id: b, kind: choice, prompt: B?, options: [x, y],\n"
    "     phases: [vote 60s, reveal, discuss 4m]}\n"
    "  - {id: c, kind: choice, prompt: C?, options: [x, y],\n"
    "     phases: [vote 60s, reveal, discuss 5m]}\n"
    "  - {id: d, kind: choice, prompt: D?, options: [x, y],\n"
    "     phases: [vote 60s, reveal 2m, discuss 90s]}\n";

static void
the_plan_is_every_clock_and_a_minute_without_one(void **state) {
    (void) state;
    struct room room = room_open(short_deck, NULL);
    struct plan plan = plan_make(room.session, 90 * MINUTE);
    assert_int_equal(plan.planned_ms, (5 + 6 + 7) * MINUTE + 270000);
    assert_int_equal(plan.left_ms, plan.planned_ms);
    assert_int_equal(plan.spent_ms, 0); // the lobby is not in the plan
    assert_int_equal(plan.late_ms, 0);
    assert_int_equal(plan.cut_count, 0);
    room_finish(&room);
}

static void
the_longest_discussions_to_come_make_up_for_lost_time(void **state) {
    (void) state;
    struct room room = room_open(short_deck, NULL);
    room.now_ms = 10 * MINUTE;
    room_go(&room, "a", PHASE_VOTE);
    struct plan plan = plan_make(room.session, room.now_ms + 50000);
    assert_int_equal(plan.late_ms, 0); // in time, wherever it stands
    plan = plan_make(room.session, room.now_ms + 2 * MINUTE);
    assert_int_equal(plan.late_ms, MINUTE);
    assert_int_equal(plan.cut_count, 1);
    assert_int_equal(plan.cuts[0].exercise, 2);
    assert_int_equal(plan.cuts[0].from_ms, 5 * MINUTE);
    assert_int_equal(plan.cuts[0].to_ms, 150000);
    assert_int_equal(plan.can_save_ms, 150000);
    plan = plan_make(room.session, room.now_ms + 4 * MINUTE);
    assert_int_equal(plan.cut_count, 2);
    assert_int_equal(plan.cuts[1].exercise, 1);
    plan = plan_make(room.session, room.now_ms + 60 * MINUTE);
    assert_int_equal(plan.cut_count, 3);
    assert_int_equal(plan.cuts[2].exercise, 0);
    assert_int_equal(plan.cuts[2].to_ms, 90000);
    // Discussions that are there, or over, or short, are none to come.
    room.now_ms += 60 * MINUTE;
    room_go(&room, "c", PHASE_DISCUSS);
    plan = plan_make(room.session, room.now_ms);
    assert_in_range(plan.late_ms, 30 * MINUTE, 60 * MINUTE);
    assert_int_equal(plan.cut_count, 0);
    room_finish(&room);
}

static void
going_back_costs_only_the_time_it_takes(void **state) {
    (void) state;
    struct room room = room_open(short_deck, NULL);
    room_go(&room, "a", PHASE_VOTE);
    room.now_ms += 5 * MINUTE;
    room_go(&room, "b", PHASE_VOTE);
    assert_int_equal(plan_make(room.session, room.now_ms).late_ms, 0);
    room.now_ms += 30000;
    room_go(&room, "a", PHASE_DISCUSS);
    room.now_ms += 3 * MINUTE;
    struct plan plan = plan_make(room.session, room.now_ms);
    assert_int_equal(plan.spent_ms, 8 * MINUTE + 30000);
    assert_int_equal(plan.late_ms, 3 * MINUTE);
    room_finish(&room);
}

static void
arrivals_wait_for_the_pop_before_them(void **state) {
    (void) state;
    struct arrivals arrivals = {0};
    arrivals_take(&arrivals, 1, 1000);
    assert_int_equal(arrivals.fresh, 1);
    assert_int_equal(arrivals.began, 1000);
    for (tick now = 1010; now < 1300; now += 10) { // a hundred a second
        arrivals_take(&arrivals, 1, now);
        assert_int_equal(arrivals.began, 1000);
    }
    assert_int_equal(arrivals.waiting, 29);
    assert_false(arrivals_step(&arrivals, 1299));
    assert_true(arrivals_step(&arrivals, 1300));
    assert_int_equal(arrivals.fresh, 29);
    assert_int_equal(arrivals.waiting, 0);
    assert_false(arrivals_step(&arrivals, 9000));
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_is_every_clock_and_a_minute_without_one),
        cmocka_unit_test(the_longest_discussions_to_come_make_up_for_lost_time),
        cmocka_unit_test(going_back_costs_only_the_time_it_takes),
        cmocka_unit_test(arrivals_wait_for_the_pop_before_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
