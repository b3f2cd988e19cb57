// Drawings on the wall: nothing of them or of the dots too early, and a gallery
// that stays inside its cards whatever was drawn and draws itself once.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "scene/kinds/sketch_gallery.h"
#include "scene_answer.h"

static struct fonts *fonts;

static const char deck_text[] =
    "deck: sketch\n"
    "title: Drawings\n"
    "exercises:\n"
    "  - id: art\n"
    "    kind: sketch\n"
    "    prompt: Draw the one thing only you would make.\n"
    "    dots: 3\n"
    "    phases: [solo 3m, vote 60s, reveal, discuss 3m]\n"
    "  - id: plain\n"
    "    kind: sketch\n"
    "    prompt: Draw how you arrive.\n"
    "    phases: [solo 3m, reveal]\n";

static struct room
room_with(unsigned guests) {
    struct room room = room_open(deck_text, fonts);
    answer_join(&room, guests, false);
    return room;
}

// -- Nothing before the result -----------------------------------------------

// Rooms that drew the same, or not, and gave other dots.
static bool
look_alike(enum phase_name phase, uint64_t drawn, uint64_t dots) {
    char *pictures[2];
    for (int i = 0; i < 2; i++) {
        struct room room = room_with(20);
        room_go(&room, "art", PHASE_SOLO);
        answer_simulate(&room, 14, i ? drawn : 1);
        if (phase != PHASE_SOLO) {
            room_go(&room, "art", PHASE_VOTE);
            answer_simulate(&room, 14, i ? dots : 1);
        }
        if (phase != PHASE_SOLO && phase != PHASE_VOTE) {
            room_go(&room, "art", phase);
        }
        room.view.since_ms = 3000; // the first page
        pictures[i] = answer_picture(&room);
        room_finish(&room);
    }
    bool is_same = strcmp(pictures[0], pictures[1]) == 0;
    free(pictures[0]);
    free(pictures[1]);
    return is_same;
}

static void
nothing_is_seen_of_drawings_or_dots_too_early(void **state) {
    (void) state;
    assert_true(look_alike(PHASE_SOLO, 2, 1));
    assert_true(look_alike(PHASE_VOTE, 1, 2));
    assert_false(look_alike(PHASE_VOTE, 2, 1));
    assert_false(look_alike(PHASE_REVEAL, 1, 2));
    assert_false(look_alike(PHASE_DISCUSS, 1, 2));
}

// -- The gallery -------------------------------------------------------------

static const char *const hostile[] = {
    "{\"strokes\":[[0,0,1000,0,1000,1000,0,1000,0,0],[0,0,1000,1000]]}",
    "{\"strokes\":[[0,0,0,0],[1000,1000,1000,1000],[1000,0,1000,0]]}",
    "{\"strokes\":[[500,500,500,501]]}",
    "{\"strokes\":[[0,1000,1000,0],[0,0,1000,1000],[0,500,1000,500]]}",
};

// Marks of strokes that leave the cards, and cards that meet or leave the area.
static int
count_spills(const struct room *room, const char *name) {
    const struct drawing *drawing = &room->drawing;
    struct box card = {0};
    bool is_gallery = false;
    int spills = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_gallery = strcmp(mark_text(drawing, mark), "gallery") == 0;
        } else if (is_gallery && mark->kind == MARK_RECT) {
            struct box next = mark->rect.box;
            bool is_apart = next.x >= card.x + card.w - 0.5f
                            || next.y >= card.y + card.h - 0.5f
                            || next.x + next.w <= card.x + 0.5f;
            spills += !is_apart;
            card = next;
        } else if (is_gallery && mark->kind == MARK_LINE
                   && !mark->path.is_closed) {
            float half = mark->path.width / 2.0f;
            for (uint32_t k = 0; k < mark->path.count; k++) {
                struct point at = drawing->points[mark->path.first + k];
                spills += at.x - half < card.x || at.y - half < card.y
                          || at.x + half > card.x + card.w
                          || at.y + half > card.y + card.h;
            }
        }
    }
    if (spills > 0) {
        fprintf(stderr, "%s: %d points outside their cards\n", name, spills);
    }
    return spills;
}

static int
faults_of_gallery(unsigned guests) {
    int faults = 0;
    struct room room = room_with(guests + 3);
    room_go(&room, "art", PHASE_SOLO);
    answer_simulate(&room, guests, guests);
    for (uint32_t i = 0; i < 4 && i < guests; i++) {
        answer_give(&room, i, hostile[i]);
    }
    static const enum phase_name phases[] = {PHASE_VOTE, PHASE_REVEAL,
                                             PHASE_DISCUSS};
    for (int i = 0; i < 3; i++) {
        room_go(&room, "art", phases[i]);
        if (phases[i] == PHASE_VOTE) {
            answer_simulate(&room, guests, guests);
        }
        for (unsigned k = 0; k < 3 * ANSWER_VIEW_COUNT; k++) {
            char name[64];
            answer_view(&room, k);
            room.view.since_ms = k / ANSWER_VIEW_COUNT * GALLERY_PAGE_MS + 700;
            snprintf(name, sizeof name, "gallery of %u, phase %d", guests, i);
            room_draw(&room);
            faults += room_count_faults(&room, name);
            faults += count_spills(&room, name);
        }
    }
    room_finish(&room);
    return faults;
}

static void
drawings_stay_inside_their_cards(void **state) {
    (void) state;
    int faults = 0;
    for (unsigned guests = 1; guests <= 60;
         guests += guests < 14 ? 1 : guests / 3) {
        faults += faults_of_gallery(guests);
    }
    faults += faults_of_gallery(900); // more pages than discs
    assert_int_equal(faults, 0);
}

static size_t
count_points(struct room *room, tick since_ms) {
    room->view.since_ms = since_ms;
    room_draw(room);
    size_t count = 0;
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        count += mark->kind == MARK_LINE ? mark->path.count : 0;
    }
    return count;
}

static void
a_gallery_draws_itself_and_rests(void **state) {
    (void) state;
    struct room room = room_with(12);
    room_go(&room, "plain", PHASE_SOLO);
    answer_simulate(&room, 10, 3);
    room_go(&room, "plain", PHASE_REVEAL);
    size_t all = count_points(&room, 60000);
    size_t before = 0;
    for (tick at = 0; at < GALLERY_DRAW_MS; at += 200) {
        size_t now = count_points(&room, at);
        assert_true(now >= before && now <= all);
        assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
        before = now;
    }
    assert_true(count_points(&room, 300) < all / 2);
    assert_int_equal(count_points(&room, GALLERY_DRAW_MS), all);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room.view.is_motion_reduced = true;
    assert_int_equal(count_points(&room, 0), all);
    room_finish(&room);
}

static void
pages_of_drawings_follow_each_other(void **state) {
    (void) state;
    struct room room = room_with(40);
    room_go(&room, "plain", PHASE_SOLO);
    answer_simulate(&room, 30, 3); // three pages
    room_go(&room, "plain", PHASE_REVEAL);
    room.view.since_ms = GALLERY_PAGE_MS - 100;
    assert_true(answer_shows(&room, "12"));
    assert_false(answer_shows(&room, "13"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 100);
    room.view.since_ms = GALLERY_PAGE_MS + 100;
    assert_true(answer_shows(&room, "13"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0); // it draws itself
    room.view.since_ms = 3 * GALLERY_PAGE_MS + 100;      // seen before
    assert_false(answer_shows(&room, "13"));
    size_t all = count_points(&room, 3 * GALLERY_PAGE_MS + 6000);
    assert_int_equal(count_points(&room, 3 * GALLERY_PAGE_MS + 100), all);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), GALLERY_PAGE_MS - 100);
    room_finish(&room);
}

static void
a_drawing_keeps_its_number_from_the_vote_to_the_result(void **state) {
    (void) state;
    struct room room = room_with(5);
    room_go(&room, "art", PHASE_SOLO);
    answer_simulate(&room, 3, 1);
    room_go(&room, "art", PHASE_VOTE);
    struct wall wall;
    assert_true(wall_init(&wall, session_box(room.session, 0, 1), 1));
    for (uint32_t i = 0; i < 2; i++) {
        static struct answer answer;
        answer.size = 0;
        chosen_add(&answer, wall.items[2].id);
        answer_put(&room, i, &answer);
    }
    room_go(&room, "art", PHASE_REVEAL);
    struct sketch_tally tally;
    assert_true(sketch_tally(session_exercise(room.session),
                             session_box(room.session, 0, 1), &tally));
    assert_int_equal(tally.results[0].item, 2);
    assert_int_equal(tally.results[0].dots, 2);
    sketch_tally_finish(&tally);
    wall_finish(&wall);
    room_draw(&room);
    // The first number on the wall is that of the best.
    const char *first = NULL;
    bool is_gallery = false;
    for (size_t i = 0; i < room.drawing.mark_count && !first; i++) {
        const struct mark *mark = &room.drawing.marks[i];
        const char *text = mark->kind == MARK_TEXT || mark->kind == MARK_GROUP
                               ? mark_text(&room.drawing, mark)
                               : "";
        is_gallery = is_gallery || strcmp(text, "gallery") == 0;
        first = is_gallery && mark->kind == MARK_TEXT ? text : NULL;
    }
    assert_string_equal(first, "3");
    room_finish(&room);
}

// -- As they were approved ---------------------------------------------------

struct scene_case {
    const char *name, *exercise;
    enum phase_name phase;
    unsigned voters;
    tick since_ms;
};

static const struct scene_case cases[] = {
    {"sketch-draw", "art", PHASE_SOLO, 9, 60000},
    {"sketch-dots", "art", PHASE_VOTE, 9, 60000},
    {"sketch-growing", "art", PHASE_REVEAL, 9, 1200},
    {"sketch-reveal", "art", PHASE_REVEAL, 9, 3000},
    {"sketch-discuss", "art", PHASE_DISCUSS, 22, 100},
    {"sketch-plain", "plain", PHASE_REVEAL, 18, 9000},
};

static void
they_are_drawn_as_they_were_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scene_case *one = &cases[i];
        struct room room = room_with(24);
        room_go(&room, one->exercise, PHASE_SOLO);
        answer_simulate(&room, one->voters, 7);
        if (strcmp(one->exercise, "art") == 0 && one->phase != PHASE_SOLO) {
            room_go(&room, one->exercise, PHASE_VOTE);
            answer_simulate(&room, one->voters, 7);
        }
        room_go(&room, one->exercise, one->phase);
        room.view.since_ms = one->since_ms;
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
        cmocka_unit_test(nothing_is_seen_of_drawings_or_dots_too_early),
        cmocka_unit_test(drawings_stay_inside_their_cards),
        cmocka_unit_test(a_gallery_draws_itself_and_rests),
        cmocka_unit_test(pages_of_drawings_follow_each_other),
        cmocka_unit_test(
            a_drawing_keeps_its_number_from_the_vote_to_the_result),
        cmocka_unit_test(they_are_drawn_as_they_were_approved),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
