// What the host sees beside the session, and what a session ends and waits
// with: agenda, set-up screen, attract loop, end, and guests as they arrive.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing/paint.h"
#include "scene/agenda_plan.h"
#include "scene_golden.h"

static struct fonts *fonts;

static const struct point sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};

// Faults at three sizes and three room scales, and beside what was approved.
static int
faults_of(struct room *room, const char *name) {
    static const float scales[] = {0.75f, 1.0f, 1.33f};
    int faults = 0;
    for (int i = 0; i < 9; i++) {
        room->view.width = sizes[i / 3].x;
        room->view.height = sizes[i / 3].y;
        room->view.room_scale = scales[i % 3];
        room_draw(room);
        faults += room_count_faults(room, name);
        if (i % 3 == 1) {
            faults += golden_compare(room, name);
            golden_paint(room, name);
        }
    }
    room->view.room_scale = 1.0f;
    room->view.width = 1920;
    room->view.height = 1080;
    room_draw(room);
    return faults;
}

// Whether a line of text in the drawing has these words.
static bool
shows(struct room *room, const char *words) {
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        if (mark->kind == MARK_TEXT
            && strstr(mark_text(&room->drawing, mark), words)) {
            return true;
        }
    }
    return false;
}

static int
check(const char *name, struct room *room, const char *const words[]) {
    int faults = faults_of(room, name);
    for (int i = 0; words[i]; i++) {
        if (!shows(room, words[i])) {
            fprintf(stderr, "%s does not say \"%s\"\n", name, words[i]);
            faults++;
        }
    }
    return faults;
}

// -- Agenda ------------------------------------------------------------------

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
    struct room room = room_open(short_deck, fonts);
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
    struct room room = room_open(short_deck, fonts);
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
    struct room room = room_open(short_deck, fonts);
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
the_agenda_says_where_we_are_and_what_to_shorten(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    room.view.card = SCENE_CARD_AGENDA;
    room.view.day_minute = 1 + 23 * 60;
    assert_int_equal(
        check("agenda-lobby", &room,
              (const char *[]){"Agenda", "min planned", "Why are we on",
                               "ends at 0:", NULL}),
        0);
    static const char *const ids[] = {"start", "fit",  "live",
                                      "zeal",  "give", "left-right"};
    static const int took[] = {9, 5, 1, 9, 2, 14};
    for (int i = 0; i < 6; i++) {
        room_go(&room, ids[i], i == 0 ? PHASE_READ : PHASE_VOTE);
        room.now_ms += took[i] * MINUTE;
    }
    room_go(&room, "hello", PHASE_DISCUSS);
    room.now_ms += 30000;
    room.view.session_ms = room.now_ms;
    assert_int_equal(
        check("agenda-late", &room,
              (const char *[]){"behind plan", "To save time", "14 min",
                               "saves 2m", "more", NULL}),
        0);
    room.view.day_minute = 0;
    assert_true(shows(&room, "min to go"));
    assert_false(shows(&room, "ends at"));
    room_end(&room);
    assert_int_equal(
        check("agenda-end", &room, (const char *[]){"It took 41 min", NULL}),
        0);
    assert_false(shows(&room, "shorten"));
    room_finish(&room);
}

static void
the_agenda_of_long_texts_stays_in_its_lines(void **state) {
    (void) state;
    struct room room = room_open(room_deck_long, fonts);
    room.view.card = SCENE_CARD_AGENDA;
    room.view.remark = "Any key returns";
    room_go(&room, "choice8", PHASE_VOTE);
    room.now_ms += 400 * MINUTE;
    room_go(&room, "duel10", PHASE_DISCUSS);
    room.view.day_minute = 700;
    assert_int_equal(faults_of(&room, "agenda-long"), 0);
    assert_true(shows(&room, "Discuss 12m \xe2\x86\x92 6m saves 6m"));
    assert_in_range(scene_wait_ms(&room.view, 1.0), 1000, 10000);
    room_finish(&room);
}

// -- Set-up ------------------------------------------------------------------

static void
the_set_up_screen_shows_what_is_to_be_judged(void **state) {
    (void) state;
    struct room room = room_open(short_deck, fonts);
    room.view.session = NULL; // "dent setup" has none
    room.view.card = SCENE_CARD_SETUP;
    assert_int_equal(
        check("setup", &room,
              (const char *[]){"in screen heights", "4  near", "wizards jump",
                               "1  dark", "Fewer than five", NULL}),
        0);
    room.view.theme = theme_get(THEME_BRIGHT);
    room.view.room_scale = 1.33f;
    room_draw(&room);
    assert_int_equal(room_count_faults(&room, "setup-bright"), 0);
    assert_int_equal(golden_compare(&room, "setup-bright-far"), 0);
    room_finish(&room);
}

// How much a bar stands out where stray light leaves so much contrast.
static double
stands_out(struct color bar, double contrast) {
    const struct color black = {0, 0, 0, 255};
    const struct color ground = theme_get(THEME_DARK)->background;
    double light = 1 / (contrast - 1);
    double l = (color_contrast(bar, black) - 1) * 0.05;
    double l0 = (color_contrast(ground, black) - 1) * 0.05;
    return (l + light) / (l0 + light);
}

static void
the_grey_steps_part_a_dark_room_from_a_lit_one(void **state) {
    (void) state;
    struct room room = room_open(short_deck, fonts);
    room.view.card = SCENE_CARD_SETUP;
    room_draw(&room);
    int dark = 0, lit = 0, bars = 0;
    bool is_in = false;
    for (size_t i = 0; i < room.drawing.mark_count; i++) {
        const struct mark *mark = &room.drawing.marks[i];
        if (mark->kind == MARK_GROUP) {
            is_in = strcmp(mark_text(&room.drawing, mark), "steps") == 0;
        }
        if (is_in && mark->kind == MARK_RECT && bars++ > 0) { // the ground
            dark += stands_out(mark->color, 15) > 1.15;
            lit += stands_out(mark->color, 7) > 1.15;
        }
    }
    assert_int_equal(bars, 7);
    assert_int_equal(dark, 5);
    assert_in_range(lit, 1, 4);
    room_finish(&room);
}

static void
rooms_are_found_by_their_words(void **state) {
    (void) state;
    float scale = 0;
    for (unsigned i = 0; i < SCENE_ROOM_COUNT; i++) {
        assert_true(scene_room_find(scene_room(i)->word, &scale));
        assert_int_equal(scene_room_nearest(scale), i);
    }
    assert_false(scene_room_find("", &scale));
    assert_false(scene_room_find("farther", &scale));
}

static int
open_fonts(void **state) {
    (void) state;
    random_start();
    struct fault fault = {""};
    fonts = fonts_create(&fault);
    return fonts ? 0 : -1;
}

static int
close_fonts(void **state) {
    (void) state;
    fonts_destroy(fonts);
    return 0;
}

int
main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_is_every_clock_and_a_minute_without_one),
        cmocka_unit_test(the_longest_discussions_to_come_make_up_for_lost_time),
        cmocka_unit_test(going_back_costs_only_the_time_it_takes),
        cmocka_unit_test(the_agenda_says_where_we_are_and_what_to_shorten),
        cmocka_unit_test(the_agenda_of_long_texts_stays_in_its_lines),
        cmocka_unit_test(the_set_up_screen_shows_what_is_to_be_judged),
        cmocka_unit_test(the_grey_steps_part_a_dark_room_from_a_lit_one),
        cmocka_unit_test(rooms_are_found_by_their_words),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
