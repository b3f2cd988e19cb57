// What a scene promises beyond how it looks: nothing of the votes before the
// reveal, one picture for one view, when it moves, what the clock says, and
// that numbers are shown as the rules of truthfulness ask.
#include <math.h>
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
#include "scene/kinds/cloud.h"
#include "scene/kinds/scale_axis.h"
#include "scene_room.h"

static struct fonts *fonts;

// The drawing as text; the caller frees it.
static char *
picture(struct room *room) {
    struct text text = {0};
    room_draw(room);
    paint_text(&room->drawing, &text);
    char *copy = strdup(text_string(&text));
    text_finish(&text);
    assert_non_null(copy);
    return copy;
}

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

static struct room
room_with(const char *exercise, enum phase_name phase, unsigned voters,
          uint64_t seed) {
    struct room room = room_open(room_deck_plain, fonts);
    room_join(&room, 52);
    room_go(&room, exercise, PHASE_VOTE);
    room_vote(&room, voters, seed);
    if (phase != PHASE_VOTE) {
        room_go(&room, exercise, phase);
    }
    return room;
}

static const char *const hidden[] = {
    "start", "zeal",  "give",       "left-right", "hello", "instead",
    "two",   "chasm", "permission", "first",      "dent"};

// Two rooms that voted differently, but as many: the same to look at?
static bool
look_alike(const char *exercise, enum phase_name phase, bool is_closed) {
    struct room one = room_with(exercise, phase, 30, 1);
    struct room two = room_with(exercise, phase, 30, 2);
    if (is_closed) {
        room_phase_event(&one, EVENT_CLOSED);
        room_phase_event(&two, EVENT_CLOSED);
    }
    char *a = picture(&one), *b = picture(&two);
    bool is_same = strcmp(a, b) == 0;
    free(a);
    free(b);
    room_finish(&one);
    room_finish(&two);
    return is_same;
}

static void
nothing_of_the_votes_is_drawn_before_the_reveal(void **state) {
    (void) state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        assert_true(look_alike(hidden[i], PHASE_VOTE, false));
        assert_true(look_alike(hidden[i], PHASE_VOTE, true));
        assert_false(look_alike(hidden[i], PHASE_REVEAL, false));
    }
}

static void
a_live_exercise_shows_its_votes_and_says_so(void **state) {
    (void) state;
    assert_false(look_alike("live", PHASE_VOTE, false));
    struct room room = room_with("live", PHASE_VOTE, 30, 1);
    assert_true(shows(&room, "live"));
    room_finish(&room);
    room = room_with("fit", PHASE_VOTE, 30, 1);
    assert_false(shows(&room, "live"));
    room_finish(&room);
}

static void
the_same_view_gives_the_same_drawing(void **state) {
    (void) state;
    struct room room = room_with("hello", PHASE_REVEAL, 44, 3);
    char *once = picture(&room), *again = picture(&room);
    assert_string_equal(once, again);
    free(once);
    free(again);
    room_finish(&room);
}

static void
a_blank_stage_is_black_and_has_no_marks(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1);
    room.view.theme = theme_get(THEME_BRIGHT);
    struct event event = {.type = EVENT_OVERLAID};
    event.overlaid.show = OVERLAY_BLANK;
    room_apply(&room, &event);
    room_draw(&room);
    assert_int_equal(room.drawing.mark_count, 0);
    assert_int_equal(room.drawing.background.r, 0);
    assert_int_equal(room.drawing.background.a, 255);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room_finish(&room);
}

static void
the_clock_rounds_up_and_ends_with_a_word(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1); // 30 s
    static const struct {
        tick at_ms;
        const char *shown;
    } cases[] = {{0, "0:30"},     {1, "0:30"},     {999, "0:30"},
                 {1000, "0:29"},  {29001, "0:01"}, {29999, "0:01"},
                 {30000, "time"}, {99999, "time"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room.view.session_ms = cases[i].at_ms;
        assert_true(shows(&room, cases[i].shown));
    }
    room_finish(&room);
}

static void
it_waits_for_the_next_second_of_the_clock(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1);
    static const struct {
        tick at_ms;
        double speed;
        tick wait_ms;
    } cases[] = {{0, 1, 1000},     {1, 1, 999},    {999, 1, 1},
                 {1000, 1, 1000},  {250, 10, 75},  {999, 10, 1},
                 {250, 0.5, 1500}, {30000, 1, -1}, {30001, 1, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room.view.session_ms = cases[i].at_ms;
        assert_int_equal(scene_wait_ms(&room.view, cases[i].speed),
                         cases[i].wait_ms);
    }
    room_phase_event(&room, EVENT_PAUSED);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room_go(&room, "fit", PHASE_REVEAL); // no clock
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room_finish(&room);
}

static void
the_picture_stands_still_between_two_seconds(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1);
    room.view.session_ms = 4001;
    char *first = picture(&room);
    room.view.session_ms = 4999;
    char *last = picture(&room);
    room.view.session_ms = 5000;
    char *next = picture(&room);
    assert_string_equal(first, last);
    assert_string_not_equal(last, next);
    free(first);
    free(last);
    free(next);
    room_finish(&room);
}

static void
it_redraws_at_once_while_something_moves(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_REVEAL, 20, 1);
    room.view.since_ms = 0;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
    room.view.since_ms = 1199;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
    room.view.since_ms = 1200;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room_finish(&room);

    room = room_open(room_deck_plain, fonts);
    room.view.joined_since_ms = 0;
    assert_int_equal(scene_wait_ms(&room.view, 1.0),
                     SCENE_ATTRACT_MS); // nobody is here
    room_join(&room, 1);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
    room.view.joined_since_ms = 300;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), SCENE_ATTRACT_MS);
    room_finish(&room);
}

static void
reduced_motion_is_the_final_picture_at_once(void **state) {
    (void) state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        struct room room = room_with(hidden[i], PHASE_REVEAL, 30, 1);
        char *final = picture(&room);
        room.view.since_ms = 100;
        char *moving = picture(&room);
        room.view.is_motion_reduced = true;
        char *reduced = picture(&room);
        assert_string_not_equal(moving, final);
        assert_string_equal(reduced, final);
        assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
        free(final);
        free(moving);
        free(reduced);
        room_finish(&room);
    }
}

// The widths of the bars of a choice, in order; returns how many.
static size_t
bar_widths(struct room *room, float *out, size_t room_for) {
    room_draw(room);
    const struct theme *theme = room->view.theme;
    size_t count = 0;
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        for (size_t slot = 0; slot < THEME_SLOT_COUNT; slot++) {
            bool is_bar =
                mark->kind == MARK_RECT
                && memcmp(&mark->color, &theme->slots[slot], sizeof mark->color)
                       == 0;
            if (is_bar && count < room_for) {
                out[count++] = mark->rect.box.w;
            }
        }
    }
    return count;
}

static void
bars_begin_at_zero_and_grow_together(void **state) {
    (void) state;
    struct room room = room_with("start", PHASE_REVEAL, 44, 7);
    float whole[8], part[8];
    size_t count = bar_widths(&room, whole, 8);
    assert_true(count >= 4);
    room.view.since_ms = 150;
    assert_int_equal(bar_widths(&room, part, 8), count);
    float growth = motion_at(MOTION_REVEAL, 150);
    for (size_t i = 0; i < count; i++) {
        assert_true(fabsf(part[i] - growth * whole[i]) < 0.01f);
    }
    room.view.since_ms = 0;
    assert_int_equal(bar_widths(&room, part, 8), 0);
    room_finish(&room);
}

static void
few_voters_are_counted_and_never_turned_into_percentages(void **state) {
    (void) state;
    static const char *const kinds[] = {"start", "fit", "instead"};
    for (size_t i = 0; i < 3; i++) {
        struct room room = room_with(kinds[i], PHASE_REVEAL, 9, 1);
        assert_false(shows(&room, "0%"));
        assert_false(shows(&room, "2%"));
        room_finish(&room);
        room = room_with(kinds[i], PHASE_REVEAL, 10, 1);
        assert_true(shows(&room, "%"));
        room_finish(&room);
    }
}

static void
a_result_says_who_it_is_from(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_REVEAL, 44, 1);
    assert_true(shows(&room, "44 of 52 answered, one choice each"));
    room_finish(&room);
    room = room_with("start", PHASE_REVEAL, 44, 1);
    assert_true(shows(&room, "44 of 52 answered, % of people, sums above 100"));
    room_finish(&room);
}

static void
a_rehearsal_is_marked_everywhere(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1);
    assert_false(shows(&room, "Rehearsal"));
    room.session->is_rehearsal = true;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        room_go(&room, hidden[i], PHASE_VOTE);
        assert_true(shows(&room, "Rehearsal: simulated guests"));
    }
    room_go(&room, "talk", PHASE_PAIRS);
    assert_true(shows(&room, "Rehearsal: simulated guests"));
    room_go(&room, "quote", PHASE_READ);
    assert_true(shows(&room, "Rehearsal: simulated guests"));
    room_end(&room);
    assert_true(shows(&room, "Rehearsal: simulated guests"));
    room_finish(&room);
    room = room_open(room_deck_plain, fonts);
    room.session->is_rehearsal = true;
    assert_true(shows(&room, "Rehearsal: simulated guests"));
    room_finish(&room);
}

static void
the_code_has_whole_modules_that_a_camera_can_see(void **state) {
    (void) state;
    static const float widths[] = {640, 1024, 1366, 1920, 3840};
    static const float heights[] = {480, 768, 768, 1080, 2160};
    struct room room = room_open(room_deck_plain, fonts);
    for (size_t i = 0; i < 5; i++) {
        room.view.width = widths[i];
        room.view.height = heights[i];
        room_draw(&room);
        int found = 0;
        for (size_t k = 0; k < room.drawing.mark_count; k++) {
            const struct mark *mark = &room.drawing.marks[k];
            if (mark->kind != MARK_QR) {
                continue;
            }
            found++;
            assert_int_equal(mark->qr.modules, 25);
            assert_true(mark->qr.module_px >= 4);
            // Near the tenth of the distance at four to six heights.
            float code = (float) (mark->qr.module_px * mark->qr.modules);
            assert_true(code >= 0.40f * heights[i]);
            assert_true(mark->qr.at.x == floorf(mark->qr.at.x));
        }
        assert_int_equal(found, 1);
    }
    room_finish(&room);
}

static void
a_cloud_has_no_two_words_in_one_place(void **state) {
    (void) state;
    struct cloud_item items[CLOUD_MAX], again[CLOUD_MAX];
    struct box area = {100, 50, 1600, 600};
    struct rng rng;
    rng_init(&rng, 5);
    for (int i = 0; i < CLOUD_MAX; i++) {
        items[i] = (struct cloud_item){.w = 60 + (float) rng_below(&rng, 160),
                                       .h = 30 + (float) rng_below(&rng, 30)};
        again[i] = items[i];
    }
    unsigned placed = cloud_place(items, CLOUD_MAX, area);
    assert_true(placed > 40);
    assert_int_equal(cloud_place(again, CLOUD_MAX, area), placed);
    for (unsigned i = 0; i < placed; i++) {
        struct cloud_item a = items[i];
        assert_true(a.center.x - a.w / 2 >= area.x);
        assert_true(a.center.x + a.w / 2 <= area.x + area.w);
        assert_true(a.center.y - a.h / 2 >= area.y);
        assert_true(a.center.y + a.h / 2 <= area.y + area.h);
        assert_true(a.center.x == again[i].center.x);
        for (unsigned k = 0; k < i; k++) {
            struct cloud_item b = items[k];
            bool is_apart = fabsf(a.center.x - b.center.x) * 2 >= a.w + b.w
                            || fabsf(a.center.y - b.center.y) * 2 >= a.h + b.h;
            assert_true(is_apart);
        }
    }
}

static void
a_room_is_split_when_both_ends_are_full_and_the_middle_is_not(void **state) {
    (void) state;
    static const struct {
        uint32_t counts[5];
        bool is_split;
    } cases[] = {
        {{10, 10, 2, 10, 10}, true}, {{10, 10, 10, 10, 10}, false},
        {{20, 0, 0, 0, 20}, true},   {{30, 0, 0, 0, 10}, false},
        {{2, 0, 0, 0, 2}, false},    {{0, 0, 40, 0, 0}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scale_statement statement = {0};
        for (int k = 0; k < 5; k++) {
            statement.counts[k] = cases[i].counts[k];
            statement.count += cases[i].counts[k];
        }
        assert_int_equal(scale_is_split(&statement, 5), cases[i].is_split);
    }
}

static void
every_value_of_a_scale_has_a_bin(void **state) {
    (void) state;
    for (int32_t to = 1; to <= 100; to++) {
        struct exercise exercise = {.from = 0, .to = to};
        struct scale_axis axis =
            scale_axis_of(&exercise, (struct box){0, 0, 1000, 100});
        struct scale_statement statement = {0};
        for (int32_t i = 0; i <= to; i++) {
            statement.counts[i] = 1;
        }
        uint32_t counts[SCALE_BIN_MAX], sum = 0;
        scale_axis_count(&axis, &statement, counts);
        for (unsigned i = 0; i < axis.bins; i++) {
            sum += counts[i];
        }
        assert_int_equal(sum, to + 1);
        struct box last = scale_axis_bin(&axis, axis.bins - 1);
        assert_true(fabsf(last.x + last.w - 1000.0f) < 0.01f);
    }
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

static void
a_notice_needs_no_session(void **state) {
    (void) state;
    struct room room = room_with("fit", PHASE_VOTE, 3, 1);
    const struct session *session = room.view.session;
    room.view.session = NULL;
    room.view.notice = "There is no deck \"nope\".";
    drawing_finish(&room.drawing);
    room.drawing = (struct drawing){0};
    scene_draw(&room.view, &room.drawing);
    assert_true(room.drawing.mark_count > 1);
    room.view.session = session;
    room_finish(&room);
}

int
main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_the_votes_is_drawn_before_the_reveal),
        cmocka_unit_test(a_live_exercise_shows_its_votes_and_says_so),
        cmocka_unit_test(the_same_view_gives_the_same_drawing),
        cmocka_unit_test(a_blank_stage_is_black_and_has_no_marks),
        cmocka_unit_test(the_clock_rounds_up_and_ends_with_a_word),
        cmocka_unit_test(it_waits_for_the_next_second_of_the_clock),
        cmocka_unit_test(the_picture_stands_still_between_two_seconds),
        cmocka_unit_test(it_redraws_at_once_while_something_moves),
        cmocka_unit_test(reduced_motion_is_the_final_picture_at_once),
        cmocka_unit_test(bars_begin_at_zero_and_grow_together),
        cmocka_unit_test(
            few_voters_are_counted_and_never_turned_into_percentages),
        cmocka_unit_test(a_result_says_who_it_is_from),
        cmocka_unit_test(a_rehearsal_is_marked_everywhere),
        cmocka_unit_test(the_code_has_whole_modules_that_a_camera_can_see),
        cmocka_unit_test(a_cloud_has_no_two_words_in_one_place),
        cmocka_unit_test(
            a_room_is_split_when_both_ends_are_full_and_the_middle_is_not),
        cmocka_unit_test(a_notice_needs_no_session),
        cmocka_unit_test(every_value_of_a_scale_has_a_bin),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
