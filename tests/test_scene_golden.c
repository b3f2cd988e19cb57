// Every scene at three sizes as golden text (DENT_GOLDEN_WRITE=1 writes them
// anew), and the same scenes read for what a person at the back could not:
// text outside the safe area, too small, or over other text.
// DENT_SCENE_PICTURES=DIR also paints each as a PNG, in all themes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "scene_golden.h"

struct size {
    float width, height;
};

static const struct size sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};
#define SIZE_COUNT (sizeof sizes / sizeof *sizes)

// A scene: where the session goes, with how many people, and what else.
struct scene_case {
    const char *name;
    const char *exercise; // NULL: the lobby, or the end
    enum phase_name phase;
    unsigned joined, voters;
    void (*set)(struct room *room); // more events, or the view; or NULL
};

static void
set_rehearsal(struct room *room) {
    room->session->is_rehearsal = true;
}

static void
set_later(struct room *room) {
    room->view.session_ms += 17400;
}

static void
set_last(struct room *room) {
    room->view.session_ms += 53000;
}

static void
set_closed(struct room *room) {
    room->now_ms += 30000;
    room_phase_event(room, EVENT_CLOSED);
}

static void
set_paused(struct room *room) {
    room->now_ms += 12000;
    room_phase_event(room, EVENT_PAUSED);
}

static void
set_half_grown(struct room *room) {
    room->view.since_ms = 150;
}

static void
set_end(struct room *room) {
    room_end(room);
}

static void
set_blank(struct room *room) {
    struct event event = {.type = EVENT_OVERLAID};
    event.overlaid.show = OVERLAY_BLANK;
    room_apply(room, &event);
}

static void
set_join(struct room *room) {
    struct event event = {.type = EVENT_OVERLAID};
    event.overlaid.show = OVERLAY_JOIN;
    room_apply(room, &event);
}

static void
set_notice(struct room *room) {
    room->view.notice = "The disk is full: votes cannot be kept. Make room on "
                        "it, then go on.";
    room->view.remark = "No sound device";
}

static void
set_help(struct room *room) {
    room->view.card = SCENE_CARD_HELP;
}

static void
set_resume(struct room *room) {
    room->view.card = SCENE_CARD_RESUME;
    room->view.resume.title = room->deck->title;
    room->view.resume.where = "exercise 2 of 5, 0:41 left";
}

static void
set_quit(struct room *room) {
    room->view.card = SCENE_CARD_QUIT;
    room->view.quit_progress = 0.4f;
}

static const struct scene_case cases[] = {
    {"lobby-empty", NULL, 0, 0, 0, NULL},
    {"lobby", NULL, 0, 12, 0, NULL},
    {"lobby-rehearsal", NULL, 0, 52, 0, set_rehearsal},
    {"lobby-many", NULL, 0, 1000, 0, NULL},
    {"choice-read", "start", PHASE_READ, 52, 0, NULL},
    {"choice-vote", "start", PHASE_VOTE, 52, 44, set_later},
    {"choice-reveal", "start", PHASE_REVEAL, 52, 44, NULL},
    {"choice-growing", "start", PHASE_REVEAL, 52, 44, set_half_grown},
    {"choice-discuss", "start", PHASE_DISCUSS, 52, 44, set_later},
    {"choice4-vote", "fit", PHASE_VOTE, 18, 11, set_rehearsal},
    {"choice4-reveal", "fit", PHASE_REVEAL, 18, 18, set_rehearsal},
    {"choice4-few", "fit", PHASE_REVEAL, 8, 7, NULL},
    {"choice-live", "live", PHASE_VOTE, 30, 21, set_later},
    {"choice-nobody", "fit", PHASE_REVEAL, 8, 0, NULL},
    {"scale-vote", "zeal", PHASE_VOTE, 52, 20, set_later},
    {"scale-reveal", "zeal", PHASE_REVEAL, 40, 36, NULL},
    {"scale-many", "zeal", PHASE_REVEAL, 400, 371, NULL},
    {"scale100-vote", "give", PHASE_VOTE, 52, 20, NULL},
    {"scale100-reveal", "give", PHASE_REVEAL, 52, 44, NULL},
    {"scale4-vote", "left-right", PHASE_VOTE, 52, 20, NULL},
    {"scale4-reveal", "left-right", PHASE_REVEAL, 52, 44, NULL},
    {"scale4-discuss", "left-right", PHASE_DISCUSS, 52, 44, set_last},
    {"words-vote", "hello", PHASE_VOTE, 52, 20, NULL},
    {"words-reveal", "hello", PHASE_REVEAL, 52, 44, NULL},
    {"words-discuss", "hello", PHASE_DISCUSS, 52, 44, NULL},
    {"duel-vote", "instead", PHASE_VOTE, 52, 20, set_last},
    {"duel-reveal", "instead", PHASE_REVEAL, 52, 44, NULL},
    {"duel-discuss", "instead", PHASE_DISCUSS, 52, 44, NULL},
    {"duel-two-vote", "two", PHASE_VOTE, 52, 20, NULL},
    {"duel-two-few", "two", PHASE_REVEAL, 9, 8, NULL},
    {"rank-vote", "permission", PHASE_VOTE, 52, 40, set_later},
    {"rank-closed", "permission", PHASE_VOTE, 52, 40, set_closed},
    {"rank-reveal", "permission", PHASE_REVEAL, 52, 40, NULL},
    {"rank-growing", "permission", PHASE_REVEAL, 52, 40, set_half_grown},
    {"rank-discuss", "permission", PHASE_DISCUSS, 52, 40, NULL},
    {"rank-nobody", "permission", PHASE_REVEAL, 9, 0, NULL},
    {"rank-one", "permission", PHASE_REVEAL, 9, 1, NULL},
    {"rank-few", "permission", PHASE_REVEAL, 9, 9, NULL},
    {"rank-top-vote", "first", PHASE_VOTE, 52, 9, set_rehearsal},
    {"rank-top-reveal", "first", PHASE_REVEAL, 52, 40, set_rehearsal},
    {"points-vote", "dent", PHASE_VOTE, 52, 40, set_later},
    {"points-closed", "dent", PHASE_VOTE, 52, 40, set_closed},
    {"points-reveal", "dent", PHASE_REVEAL, 52, 40, NULL},
    {"points-growing", "dent", PHASE_REVEAL, 52, 40, set_half_grown},
    {"points-many", "dent", PHASE_DISCUSS, 400, 371, NULL},
    {"points-nobody", "dent", PHASE_REVEAL, 9, 0, NULL},
    {"points-one", "dent", PHASE_REVEAL, 9, 1, NULL},
    {"points-few", "dent", PHASE_REVEAL, 9, 9, NULL},
    {"coins-vote", "coins", PHASE_VOTE, 12, 9, NULL},
    {"coins-reveal", "coins", PHASE_REVEAL, 12, 9, NULL},
    {"curve-vote", "chasm", PHASE_VOTE, 52, 20, NULL},
    {"curve-reveal", "chasm", PHASE_REVEAL, 52, 44, NULL},
    {"curve-falling", "chasm", PHASE_REVEAL, 52, 44, set_half_grown},
    {"curve-many", "chasm", PHASE_DISCUSS, 1000, 950, NULL},
    {"closed", "start", PHASE_VOTE, 52, 44, set_closed},
    {"paused", "fit", PHASE_VOTE, 52, 20, set_paused},
    {"talk-pairs", "talk", PHASE_PAIRS, 52, 0, set_later},
    {"talk-fours-paused", "talk", PHASE_FOURS, 52, 0, set_paused},
    {"quote", "quote", PHASE_READ, 52, 0, NULL},
    {"slide", "slide", PHASE_READ, 52, 0, NULL},
    {"break", "pause", PHASE_BREAK, 52, 0, set_later},
    {"end", "fit", PHASE_VOTE, 52, 44, set_end},
    {"blank", "fit", PHASE_VOTE, 52, 20, set_blank},
    {"join", "fit", PHASE_VOTE, 52, 20, set_join},
    {"notice", "fit", PHASE_VOTE, 52, 20, set_notice},
    {"notice-lobby", NULL, 0, 52, 0, set_notice},
    {"help", NULL, 0, 0, 0, set_help},
    {"resume", NULL, 0, 0, 0, set_resume},
    {"quit", "fit", PHASE_VOTE, 52, 20, set_quit},
};

static const struct scene_case long_cases[] = {
    {"lobby", NULL, 0, 999, 0, set_rehearsal},
    {"choice8-vote", "choice8", PHASE_VOTE, 999, 998, set_rehearsal},
    {"choice8-reveal", "choice8", PHASE_REVEAL, 999, 998, set_rehearsal},
    {"choice8-discuss", "choice8", PHASE_DISCUSS, 999, 998, NULL},
    {"choice12-vote", "choice12", PHASE_VOTE, 999, 998, NULL},
    {"choice12-reveal", "choice12", PHASE_REVEAL, 999, 998, NULL},
    {"scale8-vote", "scale8", PHASE_VOTE, 999, 998, NULL},
    {"scale8-reveal", "scale8", PHASE_REVEAL, 999, 998, NULL},
    {"scale8-discuss", "scale8", PHASE_DISCUSS, 999, 998, set_rehearsal},
    {"scale1-vote", "scale1", PHASE_VOTE, 999, 998, NULL},
    {"scale1-reveal", "scale1", PHASE_REVEAL, 999, 998, NULL},
    {"scale1-discuss", "scale1", PHASE_DISCUSS, 999, 998, NULL},
    {"duel10-vote", "duel10", PHASE_VOTE, 999, 998, NULL},
    {"duel10-reveal", "duel10", PHASE_REVEAL, 999, 998, set_rehearsal},
    {"duel10-discuss", "duel10", PHASE_DISCUSS, 999, 998, NULL},
    {"rank10-vote", "rank10", PHASE_VOTE, 999, 998, NULL},
    {"rank10-reveal", "rank10", PHASE_REVEAL, 999, 998, set_rehearsal},
    {"rank10-discuss", "rank10", PHASE_DISCUSS, 999, 998, NULL},
    {"points10-vote", "points10", PHASE_VOTE, 999, 998, NULL},
    {"points10-reveal", "points10", PHASE_REVEAL, 999, 998, set_rehearsal},
    {"points10-few", "points10", PHASE_REVEAL, 40, 40, NULL},
    {"points10-discuss", "points10", PHASE_DISCUSS, 999, 998, NULL},
    {"duel2-vote", "duel2", PHASE_VOTE, 999, 998, NULL},
    {"duel2-reveal", "duel2", PHASE_REVEAL, 999, 998, NULL},
    {"words-vote", "words", PHASE_VOTE, 999, 998, NULL},
    {"words-reveal", "words", PHASE_REVEAL, 999, 998, NULL},
    {"words-discuss", "words", PHASE_DISCUSS, 999, 998, set_rehearsal},
    {"curve-vote", "curve", PHASE_VOTE, 999, 998, NULL},
    {"curve-reveal", "curve", PHASE_REVEAL, 999, 998, NULL},
    {"curve-discuss", "curve", PHASE_DISCUSS, 999, 998, NULL},
    {"talk", "talk", PHASE_GROUPS, 999, 0, set_rehearsal},
    {"slide", "slide", PHASE_READ, 999, 0, NULL},
    {"notice", "choice8", PHASE_VOTE, 999, 998, set_notice},
    {"resume", NULL, 0, 0, 0, set_resume},
};

static struct fonts *fonts;

static struct room
room_of(const char *deck, const struct scene_case *scene) {
    struct room room = room_open(deck, fonts);
    room_join(&room, scene->joined);
    if (scene->exercise) {
        if (scene->voters > 0) {
            room_go(&room, scene->exercise, PHASE_VOTE);
            room_vote(&room, scene->voters, 7);
        }
        if (scene->voters == 0 || scene->phase != PHASE_VOTE) {
            room.now_ms += 20000;
            room_go(&room, scene->exercise, scene->phase);
        }
    }
    if (scene->set) {
        scene->set(&room);
    }
    return room;
}

static void
every_scene_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(room_deck_plain, &cases[i]);
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            room.view.width = sizes[k].width;
            room.view.height = sizes[k].height;
            room_draw(&room);
            faults += golden_compare(&room, cases[i].name);
            faults += room_count_faults(&room, cases[i].name);
            if (k < 2) {
                golden_paint(&room, cases[i].name);
            }
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

// One of each kind of picture, in the themes that the others are not in.
static bool
is_chosen(const char *name) {
    static const char *const names[] = {
        "lobby",          "choice-vote",  "choice-reveal",   "choice-live",
        "scale-vote",     "scale-reveal", "scale100-reveal", "scale4-reveal",
        "scale4-discuss", "words-vote",   "words-reveal",    "duel-two-vote",
        "duel-reveal",    "rank-reveal",  "points-reveal",   "coins-reveal",
        "curve-vote",     "curve-reveal", "paused",          "talk-pairs",
        "quote",          "slide",        "break",           "end",
        "notice",         "quit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void
chosen_scenes_are_drawn_as_approved_in_every_theme(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int k = 0; k < THEME_COUNT && is_chosen(cases[i].name); k++) {
            struct room room = room_of(room_deck_plain, &cases[i]);
            char name[128];
            room.view.theme = theme_get((enum theme_name) k);
            snprintf(name, sizeof name, "%s-%s", cases[i].name,
                     room.view.theme->name);
            room_draw(&room);
            faults += k == THEME_DARK ? 0 : golden_compare(&room, name);
            room_finish(&room);
        }
    }
    assert_int_equal(faults, 0);
}

static void
the_longest_texts_stay_in_their_places(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof long_cases / sizeof *long_cases; i++) {
        struct room room = room_of(room_deck_long, &long_cases[i]);
        char name[128];
        snprintf(name, sizeof name, "long-%s", long_cases[i].name);
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            room.view.width = sizes[k].width;
            room.view.height = sizes[k].height;
            room_draw(&room);
            faults += room_count_faults(&room, name);
            if (k < 2) {
                golden_paint(&room, name);
            }
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
every_scene_reads_in_a_small_and_in_a_deep_room(void **state) {
    (void) state;
    static const float scales[] = {0.75f, 1.33f};
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(room_deck_plain, &cases[i]);
        for (size_t k = 0; k < 2; k++) {
            char name[128];
            room.view.room_scale = scales[k];
            snprintf(name, sizeof name, "%s at %.2f", cases[i].name,
                     (double) scales[k]);
            room_draw(&room);
            faults += room_count_faults(&room, name);
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
a_tall_or_tiny_window_breaks_nothing(void **state) {
    (void) state;
    static const struct size odd[] = {
        {1080, 1920}, {320, 200}, {5000, 400}, {1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(room_deck_plain, &cases[i]);
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
            room.view.width = odd[k].width;
            room.view.height = odd[k].height;
            room_draw(&room);
        }
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
        cmocka_unit_test(every_scene_is_drawn_as_it_was_approved),
        cmocka_unit_test(chosen_scenes_are_drawn_as_approved_in_every_theme),
        cmocka_unit_test(the_longest_texts_stay_in_their_places),
        cmocka_unit_test(every_scene_reads_in_a_small_and_in_a_deep_room),
        cmocka_unit_test(a_tall_or_tiny_window_breaks_nothing),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
