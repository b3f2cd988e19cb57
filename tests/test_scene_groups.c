// Groups on the wall, for any number of guests and with the worst words; the
// bell; and one answer a group.
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

static struct fonts *fonts;

static const char deck_text[] =
    "deck: groups\n"
    "title: Together\n"
    "exercises:\n"
    "  - id: talk\n"
    "    kind: talk\n"
    "    prompt: Which of these would your best customer miss first?\n"
    "    text: Tell each other one true story about it.\n"
    "    phases: [solo 1m, pairs 4m bell 2m, fours 4m, groups 4m]\n"
    "  - id: long\n"
    "    kind: talk\n"
    "    prompt: When everyone is on the very same platforms every day, and\n"
    "      says the very same things, what is it that still tells us apart\n"
    "      from them?\n"
    "    text: Tell each other one true story about it, in which somebody who\n"
    "      is not in this room was helped by something that we did.\n"
    "    phases: [pairs 4m, fours 4m]\n"
    "  - id: write\n"
    "    kind: ideas\n"
    "    prompt: One bold idea worth sharing.\n"
    "    phases: [pairs 4m bell 2m, reveal]\n"
    "  - id: two\n"
    "    kind: choice\n"
    "    prompt: Is social right for us, here and now?\n"
    "    options: ['Yes, with all our heart', 'Yes, but differently',\n"
    "      Not now, 'No']\n"
    "    decision: majority\n"
    "    who: group\n"
    "    group: 4\n"
    "    phases: [groups 3m, vote 30s, reveal]\n";

// -- Groups ------------------------------------------------------------------

static const struct {
    const char *exercise;
    enum phase_name phase;
} places[] = {{"talk", PHASE_PAIRS},  {"talk", PHASE_FOURS},
              {"talk", PHASE_GROUPS}, {"long", PHASE_PAIRS},
              {"write", PHASE_PAIRS}, {"two", PHASE_GROUPS}};
#define PLACE_COUNT (sizeof places / sizeof *places)

static int
faults_with(unsigned guests, bool is_hostile) {
    int faults = 0;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, guests, is_hostile);
    for (unsigned i = 0; i < PLACE_COUNT; i++) {
        room_go(&room, places[i].exercise, places[i].phase);
        char name[64];
        snprintf(name, sizeof name, "%s-%d of %u", places[i].exercise,
                 (int) places[i].phase, guests);
        for (unsigned k = 0; k < ANSWER_VIEW_COUNT; k++) {
            answer_view(&room, k);
            room_draw(&room);
            faults += room_count_faults(&room, name);
        }
    }
    room_finish(&room);
    return faults;
}

static void
groups_of_any_number_keep_apart_on_the_wall(void **state) {
    (void) state;
    int faults = 0;
    for (unsigned guests = 2; guests <= 300;
         guests += guests < 60 ? 1 : 1 + guests / 7) {
        faults += faults_with(guests, guests % 2 == 0);
    }
    assert_int_equal(faults, 0);
}

static bool
tells_everybody(struct room *room) {
    unsigned found = 0;
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        const char *text =
            mark->kind == MARK_TEXT ? mark_text(&room->drawing, mark) : "";
        found += strncmp(text, "amber", 5) == 0
                 || strncmp(text, "quiet", 5) == 0
                 || strncmp(text, "golden", 6) == 0
                 || strncmp(text, "silent", 6) == 0;
    }
    return found == room->session->joined;
}

static void
thirty_guests_in_pairs_find_their_words_on_the_wall(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 30, false);
    room_go(&room, "write", PHASE_PAIRS);
    assert_true(tells_everybody(&room));
    golden_paint(&room, "groups-write");
    room_go(&room, "talk", PHASE_PAIRS);
    assert_true(tells_everybody(&room));
    golden_paint(&room, "groups-talk");
    room_finish(&room);
}

static void
too_many_to_read_are_sent_to_their_phones(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 90, false);
    room_go(&room, "talk", PHASE_PAIRS);
    assert_true(answer_shows(&room, "Look at your phone"));
    answer_join(&room, 400, false);
    room_go(&room, "talk", PHASE_FOURS);
    assert_true(answer_shows(&room, "Look at your phone"));
    room_finish(&room);
}

static void
groups_are_drawn_as_they_were_approved(void **state) {
    (void) state;
    int faults = 0;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 13, true);
    room_go(&room, "talk", PHASE_PAIRS);
    faults += answer_compare(&room, "groups-pairs");
    answer_join(&room, 17, false);
    room_go(&room, "two", PHASE_GROUPS);
    faults += answer_compare(&room, "groups-answer");
    answer_join(&room, 30, false);
    room_go(&room, "long", PHASE_FOURS);
    faults += answer_compare(&room, "groups-fours");
    room_go(&room, "write", PHASE_PAIRS);
    faults += answer_compare(&room, "groups-list");
    room_finish(&room);
    assert_int_equal(faults, 0);
}

// -- The bell ----------------------------------------------------------------

static void
the_bell_is_said_for_eight_seconds(void **state) {
    (void) state;
    static const char *const exercises[] = {"talk", "write"};
    static const char bell[] = "Half-time: change roles";
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        answer_join(&room, 6, false);
        room_go(&room, exercises[i], PHASE_PAIRS);
        room.view.session_ms = 119999;
        assert_false(answer_shows(&room, bell));
        assert_int_equal(scene_wait_ms(&room.view, 1.0), 1);
        room.view.session_ms = 120000;
        assert_true(answer_shows(&room, bell));
        room.view.session_ms = 127999;
        assert_true(answer_shows(&room, bell));
        room.view.session_ms = 128000;
        assert_false(answer_shows(&room, bell));
        room_finish(&room);
    }
}

// The pairs have four minutes.
static void
the_last_minute_is_said_in_long_phases_only(void **state) {
    (void) state;
    static const char minute[] = "1 minute left";
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 6, false);
    room_go(&room, "talk", PHASE_PAIRS);
    room.view.session_ms = 179999;
    assert_false(answer_shows(&room, minute));
    room.view.session_ms = 180000;
    assert_true(answer_shows(&room, minute));
    room.view.session_ms = 188000;
    assert_false(answer_shows(&room, minute));
    room_finish(&room);
}

static void
a_bell_between_two_seconds_wakes_the_stage(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 6, false);
    room_go(&room, "talk", PHASE_PAIRS);
    room.session->left_ms += 300; // as if somebody had added it
    room.view.session_ms = 120200;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 100);
    room_finish(&room);
}

// -- One answer a group ------------------------------------------------------

static void
groups_that_answer_are_counted_as_groups(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 28, false);
    room_go(&room, "two", PHASE_GROUPS);
    assert_true(answer_shows(&room, "one answers for the group"));
    room_go(&room, "two", PHASE_VOTE);
    static const int picks[] = {0, 0, 0, 1, 0};
    answer_picks(&room, picks, 5);
    assert_true(answer_shows(&room, "5 of 7 groups answered"));
    assert_true(answer_shows(&room, "One answers for the group"));
    room_go(&room, "two", PHASE_REVEAL);
    assert_true(
        answer_shows(&room, "5 of 7 groups answered, one choice a group"));
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
        cmocka_unit_test(groups_of_any_number_keep_apart_on_the_wall),
        cmocka_unit_test(thirty_guests_in_pairs_find_their_words_on_the_wall),
        cmocka_unit_test(too_many_to_read_are_sent_to_their_phones),
        cmocka_unit_test(groups_are_drawn_as_they_were_approved),
        cmocka_unit_test(the_bell_is_said_for_eight_seconds),
        cmocka_unit_test(the_last_minute_is_said_in_long_phases_only),
        cmocka_unit_test(a_bell_between_two_seconds_wakes_the_stage),
        cmocka_unit_test(groups_that_answer_are_counted_as_groups),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
