// What the wall says of what guests wrote and chose: nothing of a vote before
// the reveal, the right values after it, and pages that turn by themselves.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "scene_pen.h"
#include "session/edits.h"
#include "session/wall.h"

static struct fonts *fonts;

// A room goes through an exercise up to a phase. Of two such rooms the same was
// written and other things were chosen; and with `phase` one where people
// write, other things were written in it.
struct course {
    const char *exercise;
    unsigned phase;
    const char *field; // of what is chosen
};

static void
write_some(struct room *room, const struct course *course, unsigned variant) {
    const char *kind = session_exercise(room->session)->kind;
    const char *field = strcmp(kind, "whys") == 0        ? "text"
                        : strcmp(kind, "questions") == 0 ? "questions"
                                                         : "ideas";
    bool is_now = room->session->place.phase == course->phase;
    for (uint32_t guest = 0; guest < 9; guest++) {
        char text[32];
        snprintf(text, sizeof text, "Text %u",
                 guest % 4 + (is_now ? 10 * variant : 0));
        pen_write(room, guest, field, text, NULL);
    }
}

static void
choose_some(struct room *room, const struct course *course, unsigned variant) {
    // What an earlier step came to may be seen in the next.
    bool is_why = strcmp(course->exercise, "why") == 0;
    bool is_now = room->session->place.phase == course->phase;
    unsigned other = is_now || !is_why ? variant : 0;
    for (uint32_t guest = 0; guest < 9; guest++) {
        const char *text =
            (guest + other) % 3 < 1 + other ? "Text 1" : "Text 2";
        if (strcmp(course->field, "scores") == 0) {
            pen_score(room, guest, text, 1 + guest % 3 + other);
        } else {
            pen_choose(room, guest, course->field, text);
        }
    }
}

static char *
picture_of(const struct course *course, unsigned variant, bool closes) {
    struct room room = room_open(pen_deck_plain, fonts);
    room_join(&room, 20);
    for (unsigned at = 0; at <= course->phase; at++) {
        room.now_ms += 1000;
        pen_go(&room, course->exercise, at);
        uint8_t round = session_phase(room.session)->round;
        bool is_why = strcmp(course->exercise, "why") == 0;
        if (round == 1 || (is_why && round % 2 == 1)) {
            write_some(&room, course, variant);
        } else if (round > 0) {
            choose_some(&room, course, variant);
        }
    }
    if (closes) {
        room_phase_event(&room, EVENT_CLOSED);
    }
    char *text = pen_picture(&room);
    room_finish(&room);
    return text;
}

static bool
look_alike(const char *exercise, unsigned phase, const char *field,
           bool closes) {
    struct course course = {exercise, phase, field};
    char *one = picture_of(&course, 0, closes);
    char *two = picture_of(&course, 1, closes);
    bool is_same = strcmp(one, two) == 0;
    free(one);
    free(two);
    return is_same;
}

static void
nothing_of_a_vote_is_drawn_before_the_reveal(void **state) {
    (void) state;
    for (int closes = 0; closes < 2; closes++) {
        assert_true(look_alike("dots", 0, "dots", closes));
        assert_true(look_alike("dots", 1, "dots", closes));
        assert_true(look_alike("bold", 0, "scores", closes));
        assert_true(look_alike("bold", 1, "scores", closes));
        assert_true(look_alike("bold", 5, "scores", closes));
        assert_true(look_alike("marker", 0, "", closes));
        assert_true(look_alike("ask", 0, "thumbs", closes));
        assert_true(look_alike("ask", 1, "thumbs", closes));
        assert_true(look_alike("why", 0, "pick", closes));
        assert_true(look_alike("why", 3, "pick", closes));
        assert_true(look_alike("why", 4, "pick", closes));
    }
    assert_false(look_alike("dots", 2, "dots", false));
    assert_false(look_alike("bold", 6, "scores", false));
    assert_false(look_alike("ask", 2, "thumbs", false));
}

static void
a_score_is_out_of_25_and_says_how_many_gave_it(void **state) {
    (void) state;
    struct room room = room_open(pen_deck_long, fonts);
    room_join(&room, 4);
    pen_go(&room, "bold", 0);
    pen_write(&room, 0, "ideas", "Alpha", "Anna");
    pen_write(&room, 1, "ideas", "Beta", NULL);
    pen_write(&room, 2, "ideas", "Gamma", NULL);
    for (unsigned round = 1; round <= 5; round++) {
        pen_go(&room, "bold", round);
        pen_score(&room, 1, "Alpha", round == 5 ? 3 : 4);
        if (round <= 2) {
            pen_score(&room, 0, "Beta", 5);
        }
    }
    pen_go(&room, "bold", 6);
    room_draw(&room);
    assert_true(pen_has(&room, "25.0")); // Beta: 5 × 10 / 2
    assert_true(pen_has(&room, "2 scores"));
    assert_true(pen_has(&room, "19.0")); // Alpha: 5 × 19 / 5
    assert_true(pen_has(&room, "Anna"));
    assert_true(pen_has(&room, "0.0"));
    assert_true(pen_has(&room, "0 scores"));
    assert_true(pen_has(&room, "2 of 4 answered, 3 ideas"));
    room_finish(&room);
}

static unsigned
count_discs(const struct room *room) {
    const struct drawing *drawing = &room->drawing;
    bool is_result = false;
    unsigned count = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_result = strcmp(mark_text(drawing, mark), "result") == 0;
        }
        count += is_result && mark->kind == MARK_DISC;
    }
    return count;
}

static void
dots_are_discs_up_to_twelve_and_then_a_number(void **state) {
    (void) state;
    struct room room = room_open(pen_deck_plain, fonts);
    room_join(&room, 20);
    pen_go(&room, "dots", 0);
    pen_write(&room, 0, "ideas", "Alpha", NULL);
    pen_write(&room, 1, "ideas", "Beta", NULL);
    pen_go(&room, "dots", 1);
    for (uint32_t i = 0; i < 14; i++) {
        pen_choose(&room, i, "dots", i < 12 ? "Alpha" : "Beta");
    }
    pen_go(&room, "dots", 2);
    room_draw(&room);
    assert_int_equal(count_discs(&room), 14);
    assert_true(pen_has(&room, "12"));
    pen_go(&room, "dots", 1);
    pen_choose(&room, 14, "dots", "Alpha");
    pen_go(&room, "dots", 2);
    room_draw(&room);
    assert_int_equal(count_discs(&room), 0);
    assert_true(pen_has(&room, "13"));
    pen_edit(&room, EDIT_HIDE, "Beta");
    room_draw(&room);
    assert_false(pen_has(&room, "Beta"));
    assert_true(pen_has(&room, "15 of 20 answered, 1 idea, 1 hidden"));
    room_finish(&room);
}

static void
names_stand_on_the_wall_only_where_nothing_is_judged(void **state) {
    (void) state;
    struct room room = room_open(pen_deck_long, fonts);
    room_join(&room, 4);
    pen_go(&room, "marker", 0);
    pen_write(&room, 0, "ideas", "Alpha", "Anna");
    pen_go(&room, "marker", 1);
    room_draw(&room);
    assert_true(pen_has(&room, "Anna"));
    pen_go(&room, "dots", 0);
    pen_write(&room, 0, "ideas", "Alpha", "Anna");
    pen_go(&room, "dots", 1);
    room_draw(&room);
    assert_true(pen_has(&room, "Alpha"));
    assert_false(pen_has(&room, "Anna"));
    pen_go(&room, "dots", 2);
    room_draw(&room);
    assert_true(pen_has(&room, "Anna"));
    room_finish(&room);
}

static void
the_stair_tells_every_step_and_its_votes(void **state) {
    (void) state;
    static const char *const steps[] = {"Alpha", "Beta", "Gamma"};
    struct room room = room_open(pen_deck_plain, fonts);
    room_join(&room, 14);
    for (unsigned i = 0; i < 3; i++) {
        pen_go(&room, "why", 2 * i);
        pen_write(&room, 0, "text", steps[i], NULL);
        pen_write(&room, 1, "text", "Other", NULL);
        pen_go(&room, "why", 2 * i + 1);
        for (uint32_t k = 0; k < 14; k++) {
            pen_choose(&room, k, "pick", k < 9 + i ? steps[i] : "Other");
        }
    }
    pen_go(&room, "why", 6); // the fourth question
    room_draw(&room);
    assert_true(pen_has(&room, "Why?"));
    assert_true(pen_has(&room, "Gamma"));
    assert_false(pen_has(&room, "11 of 14"));
    pen_go(&room, "why", 10);
    room_draw(&room);
    for (unsigned i = 0; i < 3; i++) {
        char votes[32];
        snprintf(votes, sizeof votes, "%u of 14", 9 + i);
        assert_true(pen_has(&room, steps[i]));
        assert_true(pen_has(&room, votes));
    }
    assert_false(pen_has(&room, "Other"));
    room_finish(&room);
}

static void
a_question_that_is_ticked_off_goes_to_the_end(void **state) {
    (void) state;
    struct room room = room_open(pen_deck_plain, fonts);
    room_join(&room, 9);
    pen_go(&room, "ask", 0);
    pen_write(&room, 0, "questions", "Alpha?", NULL);
    pen_write(&room, 1, "questions", "Beta?", NULL);
    pen_write(&room, 2, "questions", "Gamma?", NULL);
    pen_go(&room, "ask", 1);
    for (uint32_t i = 0; i < 9; i++) {
        pen_choose(&room, i, "thumbs",
                   i < 5   ? "Beta?"
                   : i < 8 ? "Gamma?"
                           : "Alpha?");
    }
    pen_go(&room, "ask", 2);
    room_draw(&room);
    assert_true(pen_y(&room, "Beta?") > 0.0f);
    assert_true(pen_y(&room, "Beta?") < pen_y(&room, "Gamma?"));
    assert_true(pen_y(&room, "Gamma?") < pen_y(&room, "Alpha?"));
    assert_true(pen_has(&room, "5"));
    pen_edit(&room, EDIT_TICK, "Beta?");
    room_draw(&room);
    assert_true(pen_y(&room, "Gamma?") < pen_y(&room, "Alpha?"));
    assert_true(pen_y(&room, "Alpha?") < pen_y(&room, "Beta?"));
    assert_true(pen_has(&room, "9 of 9 answered, 3 questions, 1 done"));
    room_finish(&room);
}

// -- Pages -------------------------------------------------------------------

static void
pages_turn_until_all_notes_were_seen(void **state) {
    (void) state;
    struct room room = pen_staged(pen_deck_plain, fonts, "dots", 1, 40);
    struct wall wall;
    uint16_t number = (uint16_t) room.session->place.exercise;
    assert_true(wall_init(&wall, session_box(room.session, number, 1), 1));
    unsigned seen = 0, first = 0;
    room.view.since_ms = 4000;
    room_draw(&room);
    (void) pen_spilled(&room, "", &first);
    char *one = pen_picture(&room);
    room.view.since_ms = 7999;
    char *same = pen_picture(&room);
    assert_string_equal(one, same);
    for (tick page = 0; seen < wall.count; page++) {
        unsigned notes = 0;
        assert_true(page < (tick) wall.count);
        room.view.since_ms = 8000 * page + 4000;
        room_draw(&room);
        assert_int_equal(pen_spilled(&room, "", &notes), 0);
        assert_in_range(notes, 1, 12);
        seen += notes;
        assert_true(scene_wait_ms(&room.view, 0.0) == 4000);
    }
    assert_int_equal(seen, wall.count);
    assert_in_range(first, 6, 12);
    room.view.since_ms = 7999;
    assert_int_equal(scene_wait_ms(&room.view, 0.0), 1);
    room.view.since_ms = 8000; // it comes in softly
    assert_int_equal(scene_wait_ms(&room.view, 0.0), 0);
    room.view.is_motion_reduced = true;
    assert_int_equal(scene_wait_ms(&room.view, 0.0), 8000);
    free(one);
    free(same);
    wall_finish(&wall);
    room_finish(&room);
}

static void
a_picture_without_pages_waits_for_nothing(void **state) {
    (void) state;
    static const struct {
        const char *exercise;
        int phase;
    } places[] = {{"dots", 0}, {"bold", 2}, {"ask", 0},
                  {"why", 2},  {"dots", 2}, {"ask", 2}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct room room = pen_staged(pen_deck_plain, fonts, places[i].exercise,
                                      places[i].phase, 12);
        assert_int_equal(scene_wait_ms(&room.view, 0.0), -1);
        room_finish(&room);
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

int
main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_vote_is_drawn_before_the_reveal),
        cmocka_unit_test(a_score_is_out_of_25_and_says_how_many_gave_it),
        cmocka_unit_test(dots_are_discs_up_to_twelve_and_then_a_number),
        cmocka_unit_test(names_stand_on_the_wall_only_where_nothing_is_judged),
        cmocka_unit_test(the_stair_tells_every_step_and_its_votes),
        cmocka_unit_test(a_question_that_is_ticked_off_goes_to_the_end),
        cmocka_unit_test(pages_turn_until_all_notes_were_seen),
        cmocka_unit_test(a_picture_without_pages_waits_for_nothing),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
