// What is said where a result is decided by a rule, is kept back, or comes at
// the close; and items that were handed over, however long, or not at all.
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
#include "session/edits.h"

static struct fonts *fonts;

static const char deck_text[] =
    "deck: rules\n"
    "title: Rules\n"
    "exercises:\n"
    "  - id: fist\n"
    "    kind: choice\n"
    "    prompt: How far are you behind our first choice?\n"
    "    options: ['0', '1', '2', '3', '4', '5']\n"
    "    decision: fist to five\n"
    "    phases: [vote 30s, reveal]\n"
    "  - id: hello\n"
    "    kind: words\n"
    "    prompt: 'One word: how do you arrive?'\n"
    "    pick: 2\n"
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

// -- What was decided, and what is kept back ---------------------------------

static void
a_rule_says_what_was_decided(void **state) {
    (void) state;
    static const int passed[] = {5, 4, 3, 3}, failed[] = {5, 2, 3, 3};
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        answer_join(&room, 4, false);
        room_go(&room, "fist", PHASE_VOTE);
        answer_picks(&room, i ? failed : passed, 4);
        assert_false(answer_shows(&room, "assed"));
        room_go(&room, "fist", PHASE_REVEAL);
        assert_true(answer_shows(&room, i ? "Not passed: 1 below 3"
                                          : "Passed: nobody is below 3"));
        assert_int_equal(
            answer_compare(&room, i ? "fist-failed" : "fist-passed"), 0);
        room_finish(&room);
    }
}

static void
nothing_is_decided_while_votes_come_in(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 4, false);
    room_go(&room, "live", PHASE_VOTE);
    answer_picks(&room, (const int[]){3, 4}, 2);
    assert_false(answer_shows(&room, "assed"));
    room_phase_event(&room, EVENT_CLOSED);
    assert_true(answer_shows(&room, "Passed: nobody is below 3"));
    room_finish(&room);
}

// Whether other votes make another picture.
static bool
tells_votes(const char *exercise, enum phase_name phase, bool is_closed) {
    static const int votes[2][3] = {{0, 0, 0}, {1, 1, 1}};
    char *pictures[2];
    for (int i = 0; i < 2; i++) {
        struct room room = room_open(deck_text, fonts);
        answer_join(&room, 4, false);
        room_go(&room, exercise, PHASE_VOTE);
        answer_picks(&room, votes[i], 3);
        if (is_closed) {
            room_phase_event(&room, EVENT_CLOSED);
        }
        if (phase != PHASE_VOTE) {
            room_go(&room, exercise, phase);
        }
        pictures[i] = answer_picture(&room);
        room_finish(&room);
    }
    bool is_other = strcmp(pictures[0], pictures[1]) != 0;
    free(pictures[0]);
    free(pictures[1]);
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
    answer_join(&room, 4, false);
    room_go(&room, "never", PHASE_VOTE);
    answer_picks(&room, (const int[]){0, 1}, 2);
    room_go(&room, "never", PHASE_REVEAL);
    assert_true(answer_shows(&room, "The result is in the report"));
    assert_true(answer_shows(&room, "2 of 4 answered"));
    room_finish(&room);
}

static void
a_result_at_the_close_waits_for_it(void **state) {
    (void) state;
    assert_false(tells_votes("close", PHASE_VOTE, false));
    assert_true(tells_votes("close", PHASE_VOTE, true));
    assert_true(tells_votes("close", PHASE_DISCUSS, true));
}

// -- What the host did -------------------------------------------------------

static void
edit(struct room *room, enum edit_verb verb, const char *one,
     const char *other) {
    struct event event = {.type = EVENT_EDITED};
    event.edited.exercise = (uint16_t) room->session->place.exercise;
    event.edited.verb = verb;
    event.edited.ids[event.edited.count++] = item_id(one, strlen(one));
    if (other != NULL) {
        event.edited.ids[event.edited.count++] = item_id(other, strlen(other));
    }
    room_apply(room, &event);
}

static void
what_the_host_did_to_words_is_said(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 4, false);
    room_go(&room, "hello", PHASE_VOTE);
    answer_give(&room, 0, "{\"words\":[\"calm\",\"quiet\"]}");
    answer_give(&room, 1, "{\"words\":[\"tired\",\"loud\"]}");
    room_go(&room, "hello", PHASE_REVEAL);
    assert_true(answer_shows(&room, "2 of 4 answered, 4 words"));
    assert_false(answer_shows(&room, "hidden"));
    edit(&room, EDIT_MERGE, "calm", "quiet");
    edit(&room, EDIT_HIDE, "loud", NULL);
    assert_true(answer_shows(&room, "words, 1 merged, 1 hidden"));
    room_finish(&room);
}

// -- Items that are handed over ----------------------------------------------

static const char *const taking[] = {"points", "duel", "pair", "rank", "plane"};

static void
nothing_handed_over_is_said_so(void **state) {
    (void) state;
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, 4, false);
    for (int i = 0; i < 5; i++) {
        room_go(&room, taking[i], PHASE_VOTE);
        assert_true(answer_shows(&room, "Nothing was handed over from"));
        room_go(&room, taking[i], PHASE_REVEAL);
        assert_true(answer_shows(&room, "Nothing was handed over from"));
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
    for (unsigned k = 0; k < ANSWER_VIEW_COUNT; k++) {
        char name[64];
        answer_view(room, k);
        snprintf(name, sizeof name, "items-%s-%d-%.0f", id, (int) phase,
                 (double) (100.0f * room->view.room_scale));
        golden_paint(room, name);
        faults += room_count_faults(room, name);
        if (room->view.room_scale == 1.0f && phase == PHASE_REVEAL) {
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
    answer_join(&room, 12, false);
    room_go(&room, "idea", PHASE_SOLO);
    for (uint32_t i = 0; i < 6; i++) {
        char json[200];
        snprintf(json, sizeof json, "{\"ideas\":[\"%s\"]}", sentences[i]);
        answer_give(&room, i, json);
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
        cmocka_unit_test(a_rule_says_what_was_decided),
        cmocka_unit_test(nothing_is_decided_while_votes_come_in),
        cmocka_unit_test(a_result_for_the_report_is_never_on_the_wall),
        cmocka_unit_test(a_result_at_the_close_waits_for_it),
        cmocka_unit_test(what_the_host_did_to_words_is_said),
        cmocka_unit_test(nothing_handed_over_is_said_so),
        cmocka_unit_test(long_sentences_that_are_handed_over_keep_inside),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
