// Points as dents in space: a dent is as deep as its points, whatever guests
// have called it can be read, nothing shows before the reveal, and where there
// is no room the bars are there.
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
#include "scene_answer.h"
#include "scene_golden.h"

static const char deck_text[] =
    "deck: space\n"
    "title: Dents\n"
    "exercises:\n"
    "  - id: six\n"
    "    kind: points\n"
    "    prompt: '100 points: which idea makes the biggest dent in the\n"
    "      Universe?'\n"
    "    items: [Give the manual away, A repair day in every town,\n"
    "      Answer every letter by hand, Publish what we earn,\n"
    "      A school for beginners, Nothing new for a year]\n"
    "    look: space\n"
    "    phases: [vote 90s, reveal, discuss 4m]\n"
    "  - id: two\n"
    "    kind: points\n"
    "    prompt: Ten coins. Where do they go?\n"
    "    budget: 10\n"
    "    items: [More time with customers, A quiet morning]\n"
    "    look: space\n"
    "    phases: [vote 90s, reveal]\n"
    "  - id: eight\n"
    "    kind: points\n"
    "    prompt: What is it worth?\n"
    "    items: [Give, Mend, Answer, Publish, Teach, Rest, Listen, Walk]\n"
    "    look: space\n"
    "    phases: [vote 90s, reveal]\n"
    "  - id: nine\n"
    "    kind: points\n"
    "    prompt: What is it worth?\n"
    "    items: [Give, Mend, Answer, Publish, Teach, Rest, Listen, Walk, Run]\n"
    "    look: space\n"
    "    phases: [vote 90s, reveal]\n"
    "  - id: live\n"
    "    kind: points\n"
    "    prompt: What is it worth?\n"
    "    items: [Give, Mend, Answer]\n"
    "    look: space\n"
    "    live: true\n"
    "    phases: [vote 90s, reveal]\n"
    "  - id: bars\n"
    "    kind: points\n"
    "    prompt: What is it worth?\n"
    "    items: [Give, Mend, Answer]\n"
    "    phases: [vote 90s, reveal]\n";

static struct fonts *fonts;

static struct room
room_at(const char *exercise, const char *const *answers, unsigned count) {
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, count, false);
    room_go(&room, exercise, PHASE_VOTE);
    for (unsigned i = 0; i < count; i++) {
        answer_give(&room, i, answers[i]);
    }
    return room;
}

static const char *const six_answers[] = {
    "{\"points\":[40,0,10,50,0,0]}", "{\"points\":[20,0,10,40,30,0]}",
    "{\"points\":[20,0,0,50,30,0]}", "{\"points\":[30,0,0,70,0,0]}"};
static const char *const two_answers[] = {"{\"points\":[8,2]}",
                                          "{\"points\":[5,5]}"};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

// The marks of a group of the drawing.
static bool
is_in(const struct drawing *drawing, size_t at, const char *group) {
    while (at-- > 0) {
        if (drawing->marks[at].kind == MARK_GROUP) {
            return strcmp(mark_text(drawing, &drawing->marks[at]), group) == 0;
        }
    }
    return false;
}

static bool
has_sheet(const struct room *room) {
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        if (room->drawing.marks[i].kind == MARK_LINE
            && is_in(&room->drawing, i, "sheet")) {
            return true;
        }
    }
    return false;
}

// Where letter `A` + item stands; NULL: nowhere.
static const struct mark *
letter_of(const struct room *room, unsigned item) {
    char letter[2] = {(char) ('A' + item), '\0'};
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        if (mark->kind == MARK_TEXT && is_in(&room->drawing, i, "ideas")
            && strcmp(mark_text(&room->drawing, mark), letter) == 0) {
            return mark;
        }
    }
    return NULL;
}

// Where a dent stands: its label is set around there.
static float
dent_x(const struct room *room, unsigned item) {
    const struct mark *mark = letter_of(room, item);
    assert_non_null(mark);
    while (mark->kind != MARK_TEXT || mark->text.align != ALIGN_CENTER) {
        mark++;
    }
    return mark->text.at.x;
}

// The lowest point of the sheet there.
static float
tip_of(const struct room *room, unsigned item) {
    const struct drawing *drawing = &room->drawing;
    float x = dent_x(room, item);
    float lowest = 0.0f;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind != MARK_LINE || !is_in(drawing, i, "sheet")) {
            continue;
        }
        const struct point *points = drawing->points + mark->path.first;
        for (uint32_t k = 0; k + 1 < mark->path.count; k++) {
            struct point a = points[k], b = points[k + 1];
            if ((a.x - x) * (b.x - x) <= 0.0f) {
                float part = a.x == b.x ? 1.0f : (x - a.x) / (b.x - a.x);
                lowest = fmaxf(lowest, a.y + part * (b.y - a.y));
            }
        }
    }
    return lowest;
}

static void
every_dent_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    struct room room = room_at("six", six_answers, COUNT(six_answers));
    room_go(&room, "six", PHASE_REVEAL);
    faults += answer_compare(&room, "space-six");
    room.view.since_ms = 150;
    faults += answer_compare(&room, "space-growing");
    room.view.since_ms = 60000;
    room_go(&room, "six", PHASE_DISCUSS);
    faults += answer_compare(&room, "space-discuss");
    room_finish(&room);
    room = room_at("two", two_answers, COUNT(two_answers));
    room_go(&room, "two", PHASE_REVEAL);
    faults += answer_compare(&room, "space-two");
    room_finish(&room);
    room = room_at("eight", NULL, 0);
    answer_join(&room, 30, false);
    answer_simulate(&room, 30, 3);
    room_go(&room, "eight", PHASE_REVEAL);
    faults += answer_compare(&room, "space-eight");
    room_finish(&room);
    assert_int_equal(faults, 0);
}

// At every size and while it grows.
static void
a_dent_is_as_deep_as_its_points(void **state) {
    (void) state;
    for (unsigned view = 0; view < ANSWER_VIEW_COUNT; view++) {
        struct room room = room_at("six", six_answers, COUNT(six_answers));
        room_go(&room, "six", PHASE_REVEAL);
        answer_view(&room, view);
        room_draw(&room);
        if (!has_sheet(&room)) {
            assert_true(view / 3 == 2); // in the deepest room only
            room_finish(&room);
            continue;
        }
        // 27.5, 0, 5, 52.5, 15 and 0 points in the mean. The tips of the two
        // deepest are lower than all else that is near them.
        float a = tip_of(&room, 0), d = tip_of(&room, 3);
        float flat = d - (d - a) * 52.5f / (52.5f - 27.5f);
        struct frame frame = frame_make(room.view.width, room.view.height,
                                        room.view.room_scale, room.view.margin);
        const struct mark *letter = letter_of(&room, 3);
        assert_non_null(letter);
        assert_true(letter->text.at.y > d);
        assert_true(letter->text.at.y < d + 14.0f * frame.u);
        // Both grow from the same flat line: half of the way there, at half.
        room.view.since_ms = 200;
        room_draw(&room);
        float early_a = tip_of(&room, 0), early_d = tip_of(&room, 3);
        float growth = (early_d - flat) / (d - flat);
        assert_true(growth > 0.1f && growth < 1.0f);
        if (early_a > flat + 15.0f * frame.u) {
            assert_true(fabsf((early_a - flat) / (a - flat) - growth) < 0.02f);
        }
        room_finish(&room);
    }
}

static struct room
two_room(int first, int second) {
    char answer[64];
    const char *answers[] = {answer};
    snprintf(answer, sizeof answer, "{\"points\":[%d,%d]}", first, second);
    struct room room = room_at("two", answers, 1);
    room_go(&room, "two", PHASE_REVEAL);
    return room;
}

static void
depths_stand_to_each_other_as_points_do(void **state) {
    (void) state;
    struct room level = two_room(10, 0);
    room_draw(&level);
    float deepest = tip_of(&level, 0);
    room_finish(&level);
    // The axis ends at 10, as with a mean of 10 and of 9.
    struct room near = two_room(9, 1);
    room_draw(&near);
    float ninth = tip_of(&near, 0);
    room_finish(&near);
    float unit = deepest - ninth; // one point
    assert_true(unit > 10.0f);
    struct room equal = two_room(5, 5); // an axis that ends at 5
    room_draw(&equal);
    assert_true(fabsf(tip_of(&equal, 0) - tip_of(&equal, 1)) < 0.5f);
    assert_true(fabsf(tip_of(&equal, 0) - deepest) < 0.5f);
    room_finish(&equal);
    struct room six = two_room(6, 4); // one that ends at 6
    room_draw(&six);
    float large = tip_of(&six, 0), small = tip_of(&six, 1);
    float flat = deepest - 10.0f * unit;
    assert_true(fabsf((small - flat) / (large - flat) - 4.0f / 6.0f) < 0.01f);
    room_finish(&six);
}

static void
neighbours_do_not_make_each_other_deeper(void **state) {
    (void) state;
    static const char *const answers[] = {"{\"points\":[50,0,0,0,0,0,0,50]}",
                                          "{\"points\":[50,50,0,0,0,0,0,0]}"};
    float tips[2];
    for (int i = 0; i < 2; i++) {
        struct room room = room_at("eight", answers + i, 1);
        room_go(&room, "eight", PHASE_REVEAL);
        room_draw(&room);
        tips[i] = tip_of(&room, 0);
        room_finish(&room);
    }
    assert_true(fabsf(tips[0] - tips[1]) < 0.5f);
}

static bool
look_alike(const char *exercise, enum phase_name phase) {
    struct room one = room_at(exercise, NULL, 0);
    struct room other = room_at(exercise, NULL, 0);
    answer_join(&one, 12, false);
    answer_join(&other, 12, false);
    answer_simulate(&one, 12, 3);
    answer_simulate(&other, 12, 4);
    if (phase != PHASE_VOTE) {
        room_go(&one, exercise, phase);
        room_go(&other, exercise, phase);
    }
    char *a = answer_picture(&one), *b = answer_picture(&other);
    bool is_same = strcmp(a, b) == 0;
    free(a);
    free(b);
    room_finish(&one);
    room_finish(&other);
    return is_same;
}

static void
nothing_of_a_vote_is_drawn_before_the_reveal(void **state) {
    (void) state;
    assert_true(look_alike("six", PHASE_VOTE));
    assert_false(look_alike("six", PHASE_REVEAL));
    assert_false(look_alike("live", PHASE_VOTE));
}

static const char *const hostile[][6] = {
    {"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
     "WWWWWWWWW",
     "i", "", "a", "b", "c"},
    {"A sentence of eighty letters that goes on and on until there is no more "
     "of it here",
     "Another one of the same length, which somebody wrote on the way to the "
     "bus stop so",
     "And a third, since nobody has told them that a shorter one would be read "
     "by more",
     "The fourth is no shorter, as it was written by the one who sat beside "
     "the third..",
     "The fifth has many very incomprehensibilities and unconstitutionalities "
     "in it here",
     "The sixth ends the list of what these six people wanted all of us to "
     "read today.."},
    {"\342\200\256backwards",
     "Z\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86",
     "\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9 42",
     "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe6\x96\x87\xe7\xab\xa0"
     "\xe3\x81\xaf\xe5\x8c\xba\xe5\x88\x87\xe3\x82\x89\xe3\x81\xaa\xe3\x81\x84",
     "\xf0\x9f\x9a\x80\xf0\x9f\x9a\x80\xf0\x9f\x9a\x80", "   "},
};

// Points of the sheet inside a text.
static int
count_crossed(const struct room *room) {
    const struct drawing *drawing = &room->drawing;
    int crossed = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *text = &drawing->marks[i];
        if (text->kind != MARK_TEXT || !is_in(drawing, i, "ideas")) {
            continue;
        }
        float top = text->text.at.y - 0.72f * text->text.size;
        for (size_t k = 0; k < drawing->point_count; k++) {
            struct point at = drawing->points[k];
            float x = at.x - text->text.at.x;
            x += text->text.align == ALIGN_CENTER ? text->text.width / 2 : 0;
            crossed += x > 0.0f && x < text->text.width && at.y > top
                       && at.y < text->text.at.y;
        }
    }
    return crossed;
}

static void
whatever_guests_wrote_stays_in_its_place(void **state) {
    (void) state;
    int faults = 0, sheets = 0;
    for (size_t set = 0; set < COUNT(hostile); set++) {
        for (unsigned view = 0; view < ANSWER_VIEW_COUNT; view++) {
            struct room room = room_at("six", six_answers, COUNT(six_answers));
            int at = deck_find_exercise(room.deck, "six");
            for (unsigned i = 0; i < 6; i++) {
                room.session->exercises[at].items[i] = hostile[set][i];
            }
            room_go(&room, "six", view % 2 ? PHASE_DISCUSS : PHASE_REVEAL);
            answer_view(&room, view);
            room_draw(&room);
            char name[64];
            snprintf(name, sizeof name, "space-hostile-%zu at %u", set, view);
            faults += room_count_faults(&room, name);
            if (has_sheet(&room)) {
                faults += count_crossed(&room);
                sheets++;
            }
            if (view % 3 == 1) {
                snprintf(name, sizeof name, "space-hostile-%zu-%u", set, view);
                golden_paint(&room, name);
            }
            room_finish(&room);
        }
    }
    assert_int_equal(faults, 0);
    assert_true(sheets > 0);
}

static void
without_room_there_are_bars(void **state) {
    (void) state;
    struct room room = room_at("nine", NULL, 0);
    answer_join(&room, 9, false);
    answer_simulate(&room, 9, 3);
    room_go(&room, "nine", PHASE_REVEAL);
    assert_true(answer_shows(&room, "100")); // the end of their axis
    assert_false(has_sheet(&room));
    assert_false(answer_shows(&room, "Depth"));
    room_finish(&room);
    room = room_at("six", six_answers, COUNT(six_answers));
    room_go(&room, "six", PHASE_REVEAL);
    assert_true(answer_shows(&room, "Depth: mean points of 100"));
    assert_true(has_sheet(&room));
    room.view.room_scale = 1.33f;
    room_draw(&room);
    assert_false(has_sheet(&room));
    room_finish(&room);
    const char *const answers[] = {"{\"points\":[50,30,20]}"};
    room = room_at("bars", answers, 1);
    room_go(&room, "bars", PHASE_REVEAL);
    room_draw(&room);
    assert_false(has_sheet(&room));
    room_finish(&room);
}

static void
dents_only_sink_and_at_once_where_nothing_may_move(void **state) {
    (void) state;
    struct room room = room_at("six", six_answers, COUNT(six_answers));
    room_go(&room, "six", PHASE_REVEAL);
    room_draw(&room);
    float rest = tip_of(&room, 3), last = 0.0f;
    for (tick at = 0; at < 1500; at += 16) {
        room.view.since_ms = at;
        room_draw(&room);
        float tip = tip_of(&room, 3);
        assert_true(tip >= last - 0.1f && tip <= rest + 0.1f);
        assert_true(letter_of(&room, 3)->text.at.y > rest);
        last = tip;
    }
    room.view.since_ms = 0;
    room.view.is_motion_reduced = true;
    room_draw(&room);
    assert_true(fabsf(tip_of(&room, 3) - rest) < 0.1f);
    room_finish(&room);
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
        cmocka_unit_test(every_dent_is_drawn_as_it_was_approved),
        cmocka_unit_test(a_dent_is_as_deep_as_its_points),
        cmocka_unit_test(depths_stand_to_each_other_as_points_do),
        cmocka_unit_test(neighbours_do_not_make_each_other_deeper),
        cmocka_unit_test(nothing_of_a_vote_is_drawn_before_the_reveal),
        cmocka_unit_test(whatever_guests_wrote_stays_in_its_place),
        cmocka_unit_test(without_room_there_are_bars),
        cmocka_unit_test(dents_only_sink_and_at_once_where_nothing_may_move),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
