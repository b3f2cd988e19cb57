// Groups on the wall, for any number of guests and with the worst words; the
// bell; one answer a group; and what is said where a result is kept back, was
// decided by a rule, or has nothing to be about.
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
#include "scene_golden.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/wall.h"

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
    "    phases: [groups 3m, vote 30s, reveal]\n"
    "  - id: fist\n"
    "    kind: choice\n"
    "    prompt: How far are you behind our first choice?\n"
    "    options: ['0', '1', '2', '3', '4', '5']\n"
    "    decision: fist to five\n"
    "    phases: [vote 30s, reveal]\n"
    "  - id: live\n"
    "    kind: choice\n"
    "    prompt: How far are you behind our first choice?\n"
    "    options: ['0', '1', '2', '3', '4', '5']\n"
    "    decision: fist to five\n"
    "    reveal: live\n"
    "    phases: [vote 30s, reveal]\n"
    "  - id: never\n"
    "    kind: choice\n"
    "    prompt: Would you leave?\n"
    "    options: ['Yes', 'No']\n"
    "    reveal: never\n"
    "    phases: [vote 30s, reveal, discuss 2m]\n"
    "  - id: close\n"
    "    kind: choice\n"
    "    prompt: Would you stay?\n"
    "    options: ['Yes', 'No']\n"
    "    reveal: on close\n"
    "    phases: [vote 30s, discuss 2m]\n"
    "  - id: idea\n"
    "    kind: ideas\n"
    "    prompt: What would we do first?\n"
    "    phases: [solo 2m, reveal]\n"
    "  - id: points\n"
    "    kind: points\n"
    "    prompt: Which idea makes the biggest dent?\n"
    "    from: idea\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: duel\n"
    "    kind: duel\n"
    "    prompt: Which one would you tell a friend about tonight?\n"
    "    from: idea\n"
    "    take: 4\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: pair\n"
    "    kind: duel\n"
    "    prompt: Which one would you tell a friend about tonight?\n"
    "    from: idea\n"
    "    take: 2\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: rank\n"
    "    kind: rank\n"
    "    prompt: What do we do first?\n"
    "    from: idea\n"
    "    take: 5\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: plane\n"
    "    kind: plane\n"
    "    prompt: How far would each of them reach?\n"
    "    from: idea\n"
    "    take: 6\n"
    "    x: [easy, hard]\n"
    "    y: [small dent, deep dent]\n"
    "    phases: [vote 60s, reveal]\n";

static const struct size {
    float width, height;
} sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};
static const float scales[] = {0.75f, 1.0f, 1.33f};

static void
set_size(struct room *room, unsigned at) {
    room->view.width = sizes[at % 3].width;
    room->view.height = sizes[at % 3].height;
}

static void
join(struct room *room, unsigned guests, bool is_hostile) {
    static const char *const words[] = {"amber kite", "quiet otter",
                                        "golden umbrella", "silent puffin",
                                        "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"};
    for (unsigned i = 0; i < guests; i++) {
        struct event event = {.type = EVENT_JOINED};
        uint32_t number = room->session->guest_count + 1;
        memcpy(event.joined.token_hash, &number, sizeof number);
        snprintf(event.joined.words, sizeof event.joined.words, "%s",
                 words[i % (is_hostile ? 5 : 4)]);
        room_apply(room, &event);
    }
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

// Gives one answer as its JSON.
static void
give(struct room *room, uint32_t guest, const char *json) {
    static struct event event; // 8 KB
    const struct session *session = room->session;
    const struct exercise *exercise = session_exercise(session);
    struct answer_fault fault;
    json_t *in = json_loads(json, 0, NULL);
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = (uint16_t) session->place.exercise;
    event.ballot.round = session_round(session);
    event.ballot.guest = GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    struct ask ask = {.exercise = exercise,
                      .box = session_box(session, event.ballot.exercise, 1),
                      .round = event.ballot.round,
                      .deal = guest};
    assert_true(
        kind_of(exercise)->read_answer(&ask, in, &event.ballot.answer, &fault));
    json_decref(in);
    room_apply(room, &event);
}

static void
give_picks(struct room *room, const int *picks, unsigned count) {
    for (uint32_t i = 0; i < count; i++) {
        char json[32];
        snprintf(json, sizeof json, "{\"pick\":[%d]}", picks[i]);
        give(room, i, json);
    }
}

// -- Groups
// --------------------------------------------------------------------

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
    join(&room, guests, is_hostile);
    for (unsigned i = 0; i < PLACE_COUNT; i++) {
        room_go(&room, places[i].exercise, places[i].phase);
        char name[64];
        snprintf(name, sizeof name, "%s-%d of %u", places[i].exercise,
                 (int) places[i].phase, guests);
        for (unsigned k = 0; k < 9; k++) {
            set_size(&room, k);
            room.view.room_scale = scales[k / 3];
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
    join(&room, 30, false);
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
    join(&room, 90, false);
    room_go(&room, "talk", PHASE_PAIRS);
    assert_true(shows(&room, "Look at your phone"));
    join(&room, 400, false);
    room_go(&room, "talk", PHASE_FOURS);
    assert_true(shows(&room, "Look at your phone"));
    room_finish(&room);
}

static int
count_faults_and_compare(struct room *room, const char *name) {
    int faults = 0;
    for (unsigned i = 0; i < 3; i++) {
        set_size(room, i);
        golden_paint(room, name);
        faults += room_count_faults(room, name);
        faults += golden_compare(room, name);
    }
    return faults;
}

static void
groups_are_drawn_as_they_were_approved(void **state) {
    (void) state;
    int faults = 0;
    struct room room = room_open(deck_text, fonts);
    join(&room, 13, true);
    room_go(&room, "talk", PHASE_PAIRS);
    faults += count_faults_and_compare(&room, "groups-pairs");
    join(&room, 17, false);
    room_go(&room, "two", PHASE_GROUPS);
    faults += count_faults_and_compare(&room, "groups-answer");
    join(&room, 30, false);
    room_go(&room, "long", PHASE_FOURS);
    faults += count_faults_and_compare(&room, "groups-fours");
    room_go(&room, "write", PHASE_PAIRS);
    faults += count_faults_and_compare(&room, "groups-list");
    room_finish(&room);
    assert_int_equal(faults, 0);
}

// -- The bell
// ------------------------------------------------------------------

static void
the_bell_is_said_for_eight_seconds(void **state) {
    (void) state;
    static const char *const exercises[] = {"talk", "write"};
    static const char bell[] = "Half-time: change roles";
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        join(&room, 6, false);
        room_go(&room, exercises[i], PHASE_PAIRS);
        room.view.session_ms = 119999;
        assert_false(shows(&room, bell));
        assert_int_equal(scene_wait_ms(&room.view, 1.0), 1);
        room.view.session_ms = 120000;
        assert_true(shows(&room, bell));
        room.view.session_ms = 127999;
        assert_true(shows(&room, bell));
        room.view.session_ms = 128000;
        assert_false(shows(&room, bell));
        room_finish(&room);
    }
}

static void
a_bell_between_two_seconds_wakes_the_stage(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    join(&room, 6, false);
    room_go(&room, "talk", PHASE_PAIRS);
    room.session->left_ms += 300; // as if somebody had added it
    room.view.session_ms = 120200;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 100);
    room_finish(&room);
}

// -- One answer a group
// --------------------------------------------------------

static void
groups_that_answer_are_counted_as_groups(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    join(&room, 28, false);
    room_go(&room, "two", PHASE_GROUPS);
    assert_true(shows(&room, "one answers for the group"));
    room_go(&room, "two", PHASE_VOTE);
    static const int picks[] = {0, 0, 0, 1, 0};
    give_picks(&room, picks, 5);
    assert_true(shows(&room, "5 of 7 groups answered"));
    assert_true(shows(&room, "One answers for the group"));
    room_go(&room, "two", PHASE_REVEAL);
    assert_true(shows(&room, "5 of 7 groups answered, one choice a group"));
    room_finish(&room);
}

// -- What was decided, and what is kept back
// ------------------------------------

static void
a_rule_says_what_was_decided(void **state) {
    (void) state;
    static const int passed[] = {5, 4, 3, 3}, failed[] = {5, 2, 3, 3};
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        join(&room, 4, false);
        room_go(&room, "fist", PHASE_VOTE);
        give_picks(&room, i ? failed : passed, 4);
        assert_false(shows(&room, "assed"));
        room_go(&room, "fist", PHASE_REVEAL);
        assert_true(shows(&room, i ? "Not passed: 1 below 3"
                                   : "Passed: nobody is below 3"));
        assert_int_equal(
            count_faults_and_compare(&room, i ? "fist-failed" : "fist-passed"),
            0);
        room_finish(&room);
    }
}

static void
nothing_is_decided_while_votes_come_in(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    join(&room, 4, false);
    room_go(&room, "live", PHASE_VOTE);
    give_picks(&room, (const int[]){3, 4}, 2);
    assert_false(shows(&room, "assed"));
    room_phase_event(&room, EVENT_CLOSED);
    assert_true(shows(&room, "Passed: nobody is below 3"));
    room_finish(&room);
}

// Whether other votes make another picture.
static bool
tells_votes(const char *exercise, enum phase_name phase, bool is_closed) {
    static const int votes[2][3] = {{0, 0, 0}, {1, 1, 1}};
    struct text pictures[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        join(&room, 4, false);
        room_go(&room, exercise, PHASE_VOTE);
        give_picks(&room, votes[i], 3);
        if (is_closed) {
            room_phase_event(&room, EVENT_CLOSED);
        }
        if (phase != PHASE_VOTE) {
            room_go(&room, exercise, phase);
        }
        room_draw(&room);
        paint_text(&room.drawing, &pictures[i]);
        room_finish(&room);
    }
    bool is_other =
        strcmp(text_string(&pictures[0]), text_string(&pictures[1])) != 0;
    text_finish(&pictures[0]);
    text_finish(&pictures[1]);
    return is_other;
}

static void
a_result_for_the_report_is_never_on_the_wall(void **state) {
    (void) state;
    assert_false(tells_votes("never", PHASE_VOTE, false));
    assert_false(tells_votes("never", PHASE_VOTE, true));
    assert_false(tells_votes("never", PHASE_REVEAL, true));
    assert_false(tells_votes("never", PHASE_DISCUSS, true));
    struct room room = room_open(deck_text, fonts);
    join(&room, 4, false);
    room_go(&room, "never", PHASE_VOTE);
    give_picks(&room, (const int[]){0, 1}, 2);
    room_go(&room, "never", PHASE_REVEAL);
    assert_true(shows(&room, "The result is in the report"));
    assert_true(shows(&room, "2 of 4 answered"));
    room_finish(&room);
}

static void
a_result_at_the_close_waits_for_it(void **state) {
    (void) state;
    assert_false(tells_votes("close", PHASE_VOTE, false));
    assert_true(tells_votes("close", PHASE_VOTE, true));
    assert_true(tells_votes("close", PHASE_DISCUSS, true));
}

// -- Items that are handed over
// ------------------------------------------------

static const char *const taking[] = {"points", "duel", "pair", "rank", "plane"};

static void
nothing_handed_over_is_said_so(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    join(&room, 4, false);
    for (int i = 0; i < 5; i++) {
        room_go(&room, taking[i], PHASE_VOTE);
        assert_true(shows(&room, "Nothing was handed over from"));
        room_go(&room, taking[i], PHASE_REVEAL);
        assert_true(shows(&room, "Nothing was handed over from"));
        assert_int_equal(room_count_faults(&room, taking[i]), 0);
    }
    room_finish(&room);
}

static const char *const sentences[] = {
    "Sit for a whole day where our customers work, and say nothing until "
    "evening came",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    "WWWWWW",
    "Give the manual away",
    "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"
    "iiiiii",
    "Publish every price, every mistake and every letter that anybody wrote to "
    "us now",
    "Nothing new for a year, and everything old as good as it can be made by "
    "our hand",
};

static int
faults_of_items(struct room *room, const char *id, enum phase_name phase) {
    int faults = 0;
    room_go(room, id, phase);
    for (unsigned k = 0; k < 9; k++) {
        char name[64];
        set_size(room, k);
        room->view.room_scale = scales[k / 3];
        snprintf(name, sizeof name, "items-%s-%d-%.0f", id, (int) phase,
                 (double) (100.0f * scales[k / 3]));
        golden_paint(room, name);
        faults += room_count_faults(room, name);
        if (scales[k / 3] == 1.0f && phase == PHASE_REVEAL) {
            snprintf(name, sizeof name, "items-%s", id);
            faults += golden_compare(room, name);
        }
    }
    return faults;
}

static void
long_sentences_that_are_handed_over_keep_inside(void **state) {
    (void) state;
    int faults = 0;
    struct room room = room_open(deck_text, fonts);
    join(&room, 12, false);
    room_go(&room, "idea", PHASE_SOLO);
    for (uint32_t i = 0; i < 6; i++) {
        char json[200];
        snprintf(json, sizeof json, "{\"ideas\":[\"%s\"]}", sentences[i]);
        give(&room, i, json);
    }
    room_go(&room, "idea", PHASE_REVEAL);
    for (int i = 0; i < 5; i++) {
        room_go(&room, taking[i], PHASE_VOTE);
        room_vote(&room, 12, 5);
        faults += faults_of_items(&room, taking[i], PHASE_VOTE);
        faults += faults_of_items(&room, taking[i], PHASE_REVEAL);
    }
    room_finish(&room);
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
        cmocka_unit_test(groups_of_any_number_keep_apart_on_the_wall),
        cmocka_unit_test(thirty_guests_in_pairs_find_their_words_on_the_wall),
        cmocka_unit_test(too_many_to_read_are_sent_to_their_phones),
        cmocka_unit_test(groups_are_drawn_as_they_were_approved),
        cmocka_unit_test(the_bell_is_said_for_eight_seconds),
        cmocka_unit_test(a_bell_between_two_seconds_wakes_the_stage),
        cmocka_unit_test(groups_that_answer_are_counted_as_groups),
        cmocka_unit_test(a_rule_says_what_was_decided),
        cmocka_unit_test(nothing_is_decided_while_votes_come_in),
        cmocka_unit_test(a_result_for_the_report_is_never_on_the_wall),
        cmocka_unit_test(a_result_at_the_close_waits_for_it),
        cmocka_unit_test(nothing_handed_over_is_said_so),
        cmocka_unit_test(long_sentences_that_are_handed_over_keep_inside),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
