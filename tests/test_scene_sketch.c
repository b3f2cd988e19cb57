// Drawings and quizzes on the wall: nothing of the votes before the result, a
// gallery that stays inside its cards whatever was drawn and draws itself once,
// what is right told by more than a colour, and the leaders.
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
#include "scene/kinds/sketch_gallery.h"
#include "scene_golden.h"
#include "session/kind.h"

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
    "    phases: [solo 3m, reveal]\n"
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
put(struct room *room, uint32_t guest, const struct answer *answer) {
    static struct event event; // 8 KB
    const struct session *session = room->session;
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = (uint16_t) session->place.exercise;
    event.ballot.round = session_round(session);
    event.ballot.guest =
        session_exercise(session)->is_named ? guest : GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    event.ballot.answer = *answer;
    room_apply(room, &event);
}

// Simulated answers to the present round.
static void
answer_all(struct room *room, uint32_t guests, uint64_t seed) {
    static struct answer answer;
    const struct session *session = room->session;
    struct rng rng;
    rng_init(&rng, seed);
    for (uint32_t i = 0; i < guests; i++) {
        struct ask ask = {
            .exercise = session_exercise(session),
            .box = session_box(session, (uint16_t) session->place.exercise, 1),
            .round = session_round(session),
            .deal = i};
        answer.size = 0;
        kind_of(ask.exercise)->simulate(&ask, &rng, &answer);
        put(room, i, &answer);
    }
}

static void
draw_json(struct room *room, uint32_t guest, const char *json) {
    static struct answer answer;
    struct answer_fault fault;
    struct ask ask = {.exercise = session_exercise(room->session), .round = 1};
    json_t *in = json_loads(json, 0, NULL);
    assert_non_null(in);
    assert_true(kind_of(ask.exercise)->read_answer(&ask, in, &answer, &fault));
    json_decref(in);
    put(room, guest, &answer);
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

static void
join(struct room *room, unsigned guests, bool is_hostile) {
    for (unsigned i = 0; i < guests; i++) {
        struct event event = {.type = EVENT_JOINED};
        uint32_t number = room->session->guest_count + 1;
        memcpy(event.joined.token_hash, &number, sizeof number);
        snprintf(event.joined.words, sizeof event.joined.words, "kite %u",
                 (unsigned) number);
        if (is_hostile) {
            memset(event.joined.name, 'W', i % 2 ? 60 : 3);
        }
        room_apply(room, &event);
    }
}

static struct room
room_with(unsigned guests) {
    struct room room = room_open(deck_text, fonts);
    join(&room, guests, false);
    return room;
}

// -- Nothing before the result
// ------------------------------------------------

// Rooms that drew the same, or not, and gave other dots.
static bool
look_alike(enum phase_name phase, uint64_t drawn, uint64_t dots) {
    char *pictures[2];
    for (int i = 0; i < 2; i++) {
        struct room room = room_with(20);
        room_go(&room, "art", PHASE_SOLO);
        answer_all(&room, 14, i ? drawn : 1);
        if (phase != PHASE_SOLO) {
            room_go(&room, "art", PHASE_VOTE);
            answer_all(&room, 14, i ? dots : 1);
        }
        if (phase != PHASE_SOLO && phase != PHASE_VOTE) {
            room_go(&room, "art", phase);
        }
        room.view.since_ms = 3000; // the first page
        pictures[i] = picture(&room);
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

static void
nothing_of_a_quiz_is_seen_too_early(void **state) {
    (void) state;
    char *pictures[2];
    for (uint64_t i = 0; i < 2; i++) {
        struct room room = room_with(20);
        room_go(&room, "quiz", PHASE_VOTE);
        answer_all(&room, 14, i + 1);
        assert_false(shows(&room, "right"));
        pictures[i] = picture(&room);
        room_finish(&room);
    }
    assert_string_equal(pictures[0], pictures[1]);
    free(pictures[0]);
    free(pictures[1]);
}

// -- The gallery
// ----------------------------------------------------------------

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
    answer_all(&room, guests, guests);
    for (uint32_t i = 0; i < 4 && i < guests; i++) {
        draw_json(&room, i, hostile[i]);
    }
    static const enum phase_name phases[] = {PHASE_VOTE, PHASE_REVEAL,
                                             PHASE_DISCUSS};
    for (int i = 0; i < 3; i++) {
        room_go(&room, "art", phases[i]);
        if (phases[i] == PHASE_VOTE) {
            answer_all(&room, guests, guests);
        }
        for (unsigned k = 0; k < 27; k++) {
            char name[64];
            set_size(&room, k);
            room.view.room_scale = scales[k / 3 % 3];
            room.view.since_ms = k / 9 * GALLERY_PAGE_MS + 700;
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
    answer_all(&room, 10, 3);
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
    answer_all(&room, 30, 3); // three pages
    room_go(&room, "plain", PHASE_REVEAL);
    room.view.since_ms = GALLERY_PAGE_MS - 100;
    assert_true(shows(&room, "12"));
    assert_false(shows(&room, "13"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 100);
    room.view.since_ms = GALLERY_PAGE_MS + 100;
    assert_true(shows(&room, "13"));
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 0); // it draws itself
    room.view.since_ms = 3 * GALLERY_PAGE_MS + 100;      // seen before
    assert_false(shows(&room, "13"));
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
    answer_all(&room, 3, 1);
    room_go(&room, "art", PHASE_VOTE);
    struct wall wall;
    assert_true(wall_init(&wall, session_box(room.session, 0, 1), 1));
    for (uint32_t i = 0; i < 2; i++) {
        static struct answer answer;
        answer.size = 0;
        chosen_add(&answer, wall.items[2].id);
        put(&room, i, &answer);
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

// -- Quizzes
// --------------------------------------------------------------------

static void
what_is_right_is_said_in_a_word(void **state) {
    (void) state;
    struct room room = room_with(24);
    room_go(&room, "quiz", PHASE_VOTE);
    answer_all(&room, 20, 4);
    room_go(&room, "quiz", PHASE_REVEAL);
    assert_true(shows(&room, "of 20 right"));
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
        answer_all(&room, 20, 4);
        room_go(&room, exercises[i], PHASE_DISCUSS);
        set_size(&room, 1);
        room.view.room_scale = 1.0f;
        assert_int_equal(shows(&room, "Leaders"), i == 0);
        set_size(&room, 0);
        room.view.room_scale = 1.33f;
        assert_int_equal(shows(&room, "Leaders"), i == 0);
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
        join(&room, 24, true);
        room_go(&room, exercises[i % 2], PHASE_VOTE);
        answer_all(&room, i < 3 ? 20 : 7, 4);
        room_go(&room, exercises[i % 2], phases[i / 2]);
        for (unsigned k = 0; k < 9; k++) {
            set_size(&room, k);
            room.view.room_scale = scales[k / 3];
            room_draw(&room);
            faults += room_count_faults(&room, exercises[i % 2]);
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

// -- As they were approved
// -------------------------------------------------------

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
    {"quiz-vote", "quiz", PHASE_VOTE, 20, 60000},
    {"quiz-reveal", "quiz", PHASE_REVEAL, 20, 60000},
    {"quiz-discuss", "quiz", PHASE_DISCUSS, 20, 60000},
    {"quiz-few", "blind", PHASE_REVEAL, 6, 60000},
};

static void
they_are_drawn_as_they_were_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scene_case *one = &cases[i];
        struct room room = room_with(24);
        bool is_quiz = strncmp(one->name, "quiz", 4) == 0;
        room_go(&room, one->exercise, is_quiz ? PHASE_VOTE : PHASE_SOLO);
        answer_all(&room, one->voters, 7);
        if (strcmp(one->exercise, "art") == 0 && one->phase != PHASE_SOLO) {
            room_go(&room, one->exercise, PHASE_VOTE);
            answer_all(&room, one->voters, 7);
        }
        room_go(&room, one->exercise, one->phase);
        room.view.since_ms = one->since_ms;
        for (unsigned k = 0; k < 3; k++) {
            set_size(&room, k);
            golden_paint(&room, one->name);
            faults += golden_compare(&room, one->name);
            faults += room_count_faults(&room, one->name);
        }
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
        cmocka_unit_test(nothing_of_a_quiz_is_seen_too_early),
        cmocka_unit_test(drawings_stay_inside_their_cards),
        cmocka_unit_test(a_gallery_draws_itself_and_rests),
        cmocka_unit_test(pages_of_drawings_follow_each_other),
        cmocka_unit_test(
            a_drawing_keeps_its_number_from_the_vote_to_the_result),
        cmocka_unit_test(what_is_right_is_said_in_a_word),
        cmocka_unit_test(only_named_quizzes_have_leaders),
        cmocka_unit_test(a_quiz_reads_in_every_room),
        cmocka_unit_test(they_are_drawn_as_they_were_approved),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
