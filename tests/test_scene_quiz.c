// Quizzes on the wall: nothing of the votes before the result, what is right
// told by more than a colour, and the leaders.
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

static struct fonts *fonts;

static const char deck_text[] =
    "deck: quiz\n"
    "title: Quizzes\n"
    "exercises:\n"
    "  - id: quiz\n"
    "    kind: quiz\n"
    "    prompt: Which share of the market are innovators, says Rogers?\n"
    "    options: ['0.5 %', '2.5 %', '13.5 %', '34 %']\n"
    "    right: '2.5 %'\n"
    "    named: true\n"
    "    phases: [vote 30s, reveal, discuss 2m]\n"
    "  - id: blind\n"
    "    kind: quiz\n"
    "    prompt: Which of these came first?\n"
    "    options: ['The one with the very long description that needs lines',\n"
    "      'Another one with a description that goes on and on and on']\n"
    "    right: 'Another one with a description that goes on and on and on'\n"
    "    phases: [vote 30s, reveal, discuss 2m]\n";

static struct room
room_with(unsigned guests) {
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, guests, false);
    return room;
}

static void
nothing_of_a_quiz_is_seen_too_early(void **state) {
    (void) state;
    char *pictures[2];
    for (uint64_t i = 0; i < 2; i++) {
        struct room room = room_with(20);
        room_go(&room, "quiz", PHASE_VOTE);
        answer_simulate(&room, 14, i + 1);
        assert_false(answer_shows(&room, "right"));
        pictures[i] = answer_picture(&room);
        room_finish(&room);
    }
    assert_string_equal(pictures[0], pictures[1]);
    free(pictures[0]);
    free(pictures[1]);
}

static void
what_is_right_is_said_in_a_word(void **state) {
    (void) state;
    struct room room = room_with(24);
    room_go(&room, "quiz", PHASE_VOTE);
    answer_simulate(&room, 20, 4);
    room_go(&room, "quiz", PHASE_REVEAL);
    assert_true(answer_shows(&room, "of 20 right"));
    unsigned count = 0;
    for (size_t i = 0; i < room.drawing.mark_count; i++) {
        const struct mark *mark = &room.drawing.marks[i];
        count += mark->kind == MARK_TEXT
                 && strcmp(mark_text(&room.drawing, mark), "right") == 0;
    }
    assert_int_equal(count, 1);
    room_finish(&room);
}

static void
only_named_quizzes_have_leaders(void **state) {
    (void) state;
    static const char *const exercises[] = {"quiz", "blind"};
    struct room room = room_with(24);
    for (int i = 0; i < 2; i++) {
        room_go(&room, exercises[i], PHASE_VOTE);
        answer_simulate(&room, 20, 4);
        room_go(&room, exercises[i], PHASE_DISCUSS);
        answer_size(&room, 1);
        room.view.room_scale = 1.0f;
        assert_int_equal(answer_shows(&room, "Leaders"), i == 0);
        answer_size(&room, 0);
        room.view.room_scale = 1.33f;
        assert_int_equal(answer_shows(&room, "Leaders"), i == 0);
    }
    room_finish(&room);
}

static void
a_quiz_reads_in_every_room(void **state) {
    (void) state;
    int faults = 0;
    static const char *const exercises[] = {"quiz", "blind"};
    static const enum phase_name phases[] = {PHASE_VOTE, PHASE_REVEAL,
                                             PHASE_DISCUSS};
    for (int i = 0; i < 6; i++) {
        struct room room = room_open(deck_text, fonts);
        answer_join(&room, 24, true);
        room_go(&room, exercises[i % 2], PHASE_VOTE);
        answer_simulate(&room, i < 3 ? 20 : 7, 4);
        room_go(&room, exercises[i % 2], phases[i / 2]);
        for (unsigned k = 0; k < ANSWER_VIEW_COUNT; k++) {
            answer_view(&room, k);
            room_draw(&room);
            faults += room_count_faults(&room, exercises[i % 2]);
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

struct scene_case {
    const char *name, *exercise;
    enum phase_name phase;
    unsigned voters;
};

static const struct scene_case cases[] = {
    {"quiz-vote", "quiz", PHASE_VOTE, 20},
    {"quiz-reveal", "quiz", PHASE_REVEAL, 20},
    {"quiz-discuss", "quiz", PHASE_DISCUSS, 20},
    {"quiz-few", "blind", PHASE_REVEAL, 6},
};

static void
quizzes_are_drawn_as_they_were_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scene_case *one = &cases[i];
        struct room room = room_with(24);
        room_go(&room, one->exercise, PHASE_VOTE);
        answer_simulate(&room, one->voters, 7);
        room_go(&room, one->exercise, one->phase);
        faults += answer_compare(&room, one->name);
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
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
        cmocka_unit_test(nothing_of_a_quiz_is_seen_too_early),
        cmocka_unit_test(what_is_right_is_said_in_a_word),
        cmocka_unit_test(only_named_quizzes_have_leaders),
        cmocka_unit_test(a_quiz_reads_in_every_room),
        cmocka_unit_test(quizzes_are_drawn_as_they_were_approved),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
