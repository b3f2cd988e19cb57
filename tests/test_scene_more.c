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
#include "base/text.h"
#include "drawing/paint.h"
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
    room_end(&room);
    assert_true(shows(&room, "It took 400 min"));
    assert_true(shows(&room, "behind plan"));
    assert_false(shows(&room, "shorten")); // it is too late for that
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

// -- While nobody comes ------------------------------------------------------

static void
a_lobby_where_nothing_happens_asks_the_questions(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    room_join(&room, 3);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), SCENE_ATTRACT_MS);
    room.view.idle_ms = 30000;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), SCENE_ATTRACT_MS - 30000);
    room.view.idle_ms = SCENE_ATTRACT_MS - 1;
    assert_false(shows(&room, "Why are we on"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 1);
    room.view.idle_ms = SCENE_ATTRACT_MS;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0); // it fades in
    room.view.idle_ms += 2000;
    assert_int_equal(scene_wait_ms(&room.view, 1.0),
                     SCENE_ATTRACT_CARD_MS - 2000);
    assert_int_equal(
        check("attract", &room,
              (const char *[]){"Why are we on", "Are we doing this",
                               "192.168.4.1", "here", NULL}),
        0);
    room.view.idle_ms += SCENE_ATTRACT_CARD_MS;
    assert_false(shows(&room, "Why are we on"));
    assert_true(shows(&room, "Is social right"));
    // 14 questions of the 18 exercises; then from the first again.
    room.view.idle_ms += 13 * SCENE_ATTRACT_CARD_MS;
    assert_true(shows(&room, "Why are we on"));
    room.view.idle_ms = 0; // somebody came
    assert_false(shows(&room, "Why are we on"));
    room_finish(&room);
}

// Whether the drawing has the same code in the same place.
static bool
has_code_as(const struct drawing *one, const struct drawing *other) {
    const struct mark *codes[2] = {NULL, NULL};
    const struct drawing *drawings[] = {one, other};
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < drawings[i]->mark_count; k++) {
            const struct mark *mark = &drawings[i]->marks[k];
            codes[i] = mark->kind == MARK_QR ? mark : codes[i];
        }
    }
    size_t size = codes[0] ? (size_t) codes[0]->qr.modules : 0;
    return size > 0 && codes[1] && codes[1]->qr.modules == (int) size
           && codes[0]->qr.at.x == codes[1]->qr.at.x
           && codes[0]->qr.at.y == codes[1]->qr.at.y
           && codes[0]->qr.module_px == codes[1]->qr.module_px
           && memcmp(&codes[0]->color, &codes[1]->color, sizeof(struct color))
                  == 0
           && memcmp(one->bytes + codes[0]->qr.first,
                     other->bytes + codes[1]->qr.first, size * size)
                  == 0;
}

static void
how_to_join_stands_still_in_the_loop(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    struct drawing before = {0};
    scene_draw(&room.view, &before);
    for (tick at = 0; at < 3 * SCENE_ATTRACT_CARD_MS; at += 150) {
        room.view.idle_ms = SCENE_ATTRACT_MS + at;
        room_draw(&room);
        assert_true(has_code_as(&before, &room.drawing));
    }
    drawing_finish(&before);
    room_finish(&room);
}

static void
nothing_fades_where_motion_is_reduced(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    struct text now = {0}, later = {0};
    room.view.is_motion_reduced = true;
    room.view.idle_ms = SCENE_ATTRACT_MS;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), SCENE_ATTRACT_CARD_MS);
    room_draw(&room);
    paint_text(&room.drawing, &now);
    room.view.idle_ms += 5000;
    room_draw(&room);
    paint_text(&room.drawing, &later);
    assert_string_equal(text_string(&now), text_string(&later));
    text_finish(&now);
    text_finish(&later);
    room_finish(&room);
}

static void
only_a_lobby_that_is_seen_asks(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    struct event join = {.type = EVENT_OVERLAID};
    room.view.idle_ms = SCENE_ATTRACT_MS + 5000;
    assert_true(shows(&room, "Why are we on"));
    join.overlaid.show = OVERLAY_JOIN;
    room_apply(&room, &join);
    assert_false(shows(&room, "Why are we on"));
    room_go(&room, "fit", PHASE_VOTE);
    assert_false(shows(&room, "Why are we on"));
    room_finish(&room);
    room = room_open("deck: none\ntitle: None\nexercises:\n"
                     "  - {id: a, kind: slide, prompt: Read this,\n"
                     "     phases: [read]}\n",
                     fonts);
    room.view.idle_ms = SCENE_ATTRACT_MS + 5000;
    assert_false(shows(&room, "Read this"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room_finish(&room);
}

static void
the_longest_question_is_asked_in_full(void **state) {
    (void) state;
    struct room room = room_open(room_deck_long, fonts);
    room_join(&room, 999);
    room.session->is_rehearsal = true;
    room.view.address = "192.168.100.100:8080";
    room.view.url = "HTTP://192.168.100.100:8080/";
    room.view.idle_ms = SCENE_ATTRACT_MS + 5000;
    assert_int_equal(faults_of(&room, "attract-long"), 0);
    for (int i = 0; i < 9; i++) {
        room.view.width = sizes[i / 3].x;
        room.view.height = sizes[i / 3].y;
        room.view.room_scale = scene_room((unsigned) i % 3)->scale;
        // Where it has no room, the lobby is as it always is.
        bool is_asked = shows(&room, "everyone is");
        assert_true(is_asked || (i / 3 == 0 && i % 3 == 2));
        assert_false(is_asked && shows(&room, "\xe2\x80\xa6"));
    }
    room_finish(&room);
}

// -- The end -----------------------------------------------------------------

static void
the_end_leads_the_host_to_the_results(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    struct drawing host = {0};
    room_join(&room, 52);
    room_end(&room);
    assert_int_equal(check("end-host", &room,
                           (const char *[]){"Thank you", "52", "people",
                                            "Host: results at 192.168.4.1/host",
                                            "For the host", NULL}),
                     0);
    struct point nowhere = {0, 0};
    int modules = 0;
    const struct mark *code = NULL;
    for (size_t i = 0; i < room.drawing.mark_count; i++) {
        if (room.drawing.marks[i].kind == MARK_QR) {
            code = &room.drawing.marks[i];
        }
    }
    assert_non_null(code);
    modules = drawing_qr(&host, "HTTP://192.168.4.1/host", 2, nowhere, 4,
                         (struct color){0}, (struct color){0});
    assert_int_equal(code->qr.modules, modules);
    assert_memory_equal(room.drawing.bytes + code->qr.first,
                        host.bytes + host.marks[0].qr.first,
                        (size_t) (modules * modules));
    room.view.address = "192.168.100.100:8080";
    room.view.url = "HTTP://192.168.100.100:8080/";
    assert_int_equal(faults_of(&room, "end-long"), 0);
    room.view.address = room.view.url = "";
    room_draw(&room);
    assert_false(shows(&room, "host"));
    drawing_finish(&host);
    room_finish(&room);
}

// -- Guests as they arrive ---------------------------------------------------

static int
count_shapes(struct room *room) {
    int count = 0;
    bool is_in = false;
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        if (mark->kind == MARK_GROUP) {
            is_in = strcmp(mark_text(&room->drawing, mark), "guests") == 0;
        }
        count += is_in && mark->kind != MARK_TEXT && mark->kind != MARK_GROUP;
    }
    return count;
}

static void
those_who_come_at_once_pop_up_at_once(void **state) {
    (void) state;
    struct room room = room_open(room_deck_plain, fonts);
    room_join(&room, 8); // one of each shape, and one mark for each
    int all = count_shapes(&room);
    assert_true(all >= 8);
    room.view.waiting = 3;
    int seen = count_shapes(&room);
    assert_true(seen < all);
    assert_true(shows(&room, "8")); // they are counted all the same
    room.view.fresh = 5;
    room.view.joined_since_ms = 0;
    assert_int_equal(count_shapes(&room), 0);
    room.view.joined_since_ms = motion_length(MOTION_IN);
    assert_int_equal(count_shapes(&room), seen);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
    room.view.is_motion_reduced = true;
    assert_int_equal(count_shapes(&room), all);
    assert_true(scene_wait_ms(&room.view, 1.0) != 0);
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
        cmocka_unit_test(the_agenda_says_where_we_are_and_what_to_shorten),
        cmocka_unit_test(the_agenda_of_long_texts_stays_in_its_lines),
        cmocka_unit_test(the_set_up_screen_shows_what_is_to_be_judged),
        cmocka_unit_test(the_grey_steps_part_a_dark_room_from_a_lit_one),
        cmocka_unit_test(rooms_are_found_by_their_words),
        cmocka_unit_test(a_lobby_where_nothing_happens_asks_the_questions),
        cmocka_unit_test(how_to_join_stands_still_in_the_loop),
        cmocka_unit_test(nothing_fades_where_motion_is_reduced),
        cmocka_unit_test(only_a_lobby_that_is_seen_asks),
        cmocka_unit_test(the_longest_question_is_asked_in_full),
        cmocka_unit_test(the_end_leads_the_host_to_the_results),
        cmocka_unit_test(those_who_come_at_once_pop_up_at_once),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
