// The plane on the wall: its pictures as golden text at three sizes; read for
// what a person at the back could not; nothing of a vote before the reveal; and
// signs that are to be told apart wherever people put them.
// DENT_SCENE_PICTURES=DIR also paints each as a PNG, in both themes.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/random.h"
#include "drawing/paint.h"
#include "scene_golden.h"
#include "session/kind.h"

static struct fonts *fonts;

#define PHASES "    phases: [vote 90s, reveal, discuss 4m]\n"
#define PROMPT_140                                                             \
    "    prompt: When everyone is on the very same platforms every day, and "  \
    "says the very same things, what is it that still tells us apart from "    \
    "them?\n"
#define WORDS_40 " is a place name of forty characters"
#define WORDS_24 " is an end of twenty"
#define AXES_24                                                                \
    "    x: [Left" WORDS_24 ", Rite" WORDS_24 "]\n"                            \
    "    y: [Down" WORDS_24 ", Over" WORDS_24 "]\n"                            \
    "    quadrants: [Aaaa" WORDS_24 ", Bbbb" WORDS_24 ", Cccc" WORDS_24        \
    ", Dddd" WORDS_24 "]\n"

static const char deck_text[] =
    "deck: planes\n"
    "title: Planes\n"
    "exercises:\n"
    "  - id: apart\n"
    "    kind: plane\n"
    "    prompt: When everyone is on the same platforms, what tells us apart?\n"
    "    x: [same as others, only us]\n"
    "    y: [nobody cares, people care]\n"
    "    items: [Price, Service, Voice, Product, People, Story]\n" PHASES
    "  - id: self\n"
    "    kind: plane\n"
    "    prompt: Where do you stand?\n"
    "    x: [careful, bold]\n"
    "    y: [alone, together]\n"
    "    quadrants: [The helper, The leader, The craftsman, The "
    "pioneer]\n" PHASES "  - id: one\n"
    "    kind: plane\n"
    "    prompt: How far does our first idea reach?\n"
    "    x: [easy, hard]\n"
    "    y: [small dent, deep dent]\n"
    "    items: [A letter to every customer]\n" PHASES "  - id: live\n"
    "    kind: plane\n"
    "    prompt: Where do you stand now?\n"
    "    x: [careful, bold]\n"
    "    y: [alone, together]\n"
    "    live: true\n" PHASES "  - id: long-self\n"
    "    kind: plane\n" PROMPT_140 AXES_24 PHASES "  - id: long-one\n"
    "    kind: plane\n" PROMPT_140 AXES_24 "    items: [Eeee" WORDS_40
    "]\n" PHASES "  - id: long-eight\n"
    "    kind: plane\n" PROMPT_140 AXES_24 "    items: [Eeee" WORDS_40
    ", Ffff" WORDS_40 ", Gggg" WORDS_40 ", Hhhh" WORDS_40 ", Iiii" WORDS_40
    ", Jjjj" WORDS_40 ", Kkkk" WORDS_40 ", Llll" WORDS_40 "]\n" PHASES
    "  - id: eight\n"
    "    kind: plane\n"
    "    prompt: Where does each of them belong?\n"
    "    x: [easy, hard]\n"
    "    y: [small dent, deep dent]\n"
    "    quadrants: [Do it now, Our big bet, Fill-in, Leave it]\n"
    "    items: [A, B, C, D, E, F, G, H]\n" PHASES;

struct size {
    float width, height;
};

static const struct size sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};
#define SIZE_COUNT (sizeof sizes / sizeof *sizes)

static void
set_closed(struct room *room) {
    room->now_ms += 30000;
    room_phase_event(room, EVENT_CLOSED);
}

static void
set_half_grown(struct room *room) {
    room->view.since_ms = 150;
}

struct plane_case {
    const char *name, *exercise;
    enum phase_name phase;
    unsigned voters;
    void (*set)(struct room *room); // or NULL
};

static const struct plane_case cases[] = {
    {"plane-vote", "apart", PHASE_VOTE, 20, NULL},
    {"plane-closed", "apart", PHASE_VOTE, 40, set_closed},
    {"plane-growing", "apart", PHASE_REVEAL, 40, set_half_grown},
    {"plane-reveal", "apart", PHASE_REVEAL, 40, NULL},
    {"plane-discuss", "apart", PHASE_DISCUSS, 40, NULL},
    {"plane-nobody", "apart", PHASE_REVEAL, 0, NULL},
    {"plane-one-voter", "apart", PHASE_REVEAL, 1, NULL},
    {"plane-few", "apart", PHASE_REVEAL, 9, NULL},
    {"plane-eight", "eight", PHASE_REVEAL, 40, NULL},
    {"plane-self-vote", "self", PHASE_VOTE, 20, NULL},
    {"plane-self-growing", "self", PHASE_REVEAL, 40, set_half_grown},
    {"plane-self-reveal", "self", PHASE_REVEAL, 40, NULL},
    {"plane-self-one", "self", PHASE_REVEAL, 1, NULL},
    {"plane-self-few", "self", PHASE_REVEAL, 9, NULL},
    {"plane-item-vote", "one", PHASE_VOTE, 20, NULL},
    {"plane-item-reveal", "one", PHASE_REVEAL, 11, NULL},
    {"plane-live", "live", PHASE_VOTE, 9, NULL},
};
#define CASE_COUNT (sizeof cases / sizeof *cases)

static struct room
room_of(const struct plane_case *scene, uint64_t seed) {
    struct room room = room_open(deck_text, fonts);
    room_join(&room, scene->voters + 12);
    if (scene->voters > 0) {
        room_go(&room, scene->exercise, PHASE_VOTE);
        room_vote(&room, scene->voters, seed);
    }
    if (scene->voters == 0 || scene->phase != PHASE_VOTE) {
        room.now_ms += 20000;
        room_go(&room, scene->exercise, scene->phase);
    }
    if (scene->set) {
        scene->set(&room);
    }
    return room;
}

static void
every_plane_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct room room = room_of(&cases[i], 7);
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

static void
the_longest_words_stay_in_their_places(void **state) {
    (void) state;
    static const char *const exercises[] = {"long-self", "long-one",
                                            "long-eight"};
    static const enum phase_name phases[] = {PHASE_VOTE, PHASE_REVEAL,
                                             PHASE_DISCUSS};
    int faults = 0;
    for (int i = 0; i < 9; i++) {
        char name[64];
        struct plane_case scene = {"", exercises[i / 3], phases[i % 3], 998,
                                   NULL};
        struct room room = room_of(&scene, 3);
        snprintf(name, sizeof name, "plane-%s-%s", exercises[i / 3],
                 phase_name_text(phases[i % 3]));
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
a_plane_reads_in_a_small_and_in_a_deep_room(void **state) {
    (void) state;
    static const float scales[] = {0.75f, 1.33f};
    static const struct size odd[] = {
        {1080, 1920}, {320, 200}, {5000, 400}, {1, 1}};
    int faults = 0;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct room room = room_of(&cases[i], 7);
        for (size_t k = 0; k < 2; k++) {
            room.view.room_scale = scales[k];
            room_draw(&room);
            faults += room_count_faults(&room, cases[i].name);
        }
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
            room.view.width = odd[k].width;
            room.view.height = odd[k].height;
            room_draw(&room); // breaks nothing
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
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

static bool
look_alike(const char *exercise, enum phase_name phase, bool is_closed) {
    struct plane_case scene = {"", exercise, phase, 30,
                               is_closed ? set_closed : NULL};
    struct room one = room_of(&scene, 1), two = room_of(&scene, 2);
    char *a = picture(&one), *b = picture(&two);
    bool is_same = strcmp(a, b) == 0;
    free(a);
    free(b);
    room_finish(&one);
    room_finish(&two);
    return is_same;
}

static void
nothing_of_a_vote_is_drawn_before_the_reveal(void **state) {
    (void) state;
    static const char *const exercises[] = {"apart", "self", "one"};
    for (size_t i = 0; i < 3; i++) {
        assert_true(look_alike(exercises[i], PHASE_VOTE, false));
        assert_true(look_alike(exercises[i], PHASE_VOTE, true));
        assert_false(look_alike(exercises[i], PHASE_REVEAL, false));
    }
    assert_false(look_alike("live", PHASE_VOTE, false));
}

// Everybody puts all eight at places made from `spots` of them.
static void
vote_spots(struct room *room, unsigned voters, unsigned spots,
           struct rng *rng) {
    static struct event event; // 8 KB
    double at[8][2];
    for (unsigned i = 0; i < 8; i++) {
        at[i][0] = i < spots ? rng_below(rng, 5) / 4.0 : at[i % spots][0];
        at[i][1] = i < spots ? rng_below(rng, 5) / 4.0 : at[i % spots][1];
    }
    struct text json = {0};
    text_add(&json, "{\"at\":[");
    for (unsigned i = 0; i < 8; i++) {
        text_add_format(&json, "%s[%.2f,%.2f]", i ? "," : "", at[i][0],
                        at[i][1]);
    }
    text_add(&json, "]}");
    json_t *in = json_loads(text_string(&json), 0, NULL);
    const struct exercise *exercise = session_exercise(room->session);
    for (uint32_t guest = 0; guest < voters; guest++) {
        struct answer_fault fault;
        event = (struct event){.type = EVENT_BALLOT};
        event.ballot.exercise = (uint16_t) room->session->place.exercise;
        event.ballot.round = 1;
        event.ballot.guest = GUEST_NOBODY;
        memcpy(event.ballot.key, &guest, sizeof guest);
        CHECK(kind_of(exercise)->read_answer(
            &(struct ask){.exercise = exercise, .round = 1}, in,
            &event.ballot.answer, &fault));
        room_apply(room, &event);
    }
    json_decref(in);
    text_finish(&json);
}

// The letters are those of the plane, not those of the names beside it.
static unsigned
count_letters(const struct room *room) {
    const struct drawing *drawing = &room->drawing;
    bool is_means = false;
    unsigned count = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_means = strcmp(mark_text(drawing, mark), "means") == 0;
        }
        count += is_means && mark->kind == MARK_TEXT;
    }
    return count;
}

static void
signs_are_told_apart_wherever_they_are_put(void **state) {
    (void) state;
    int faults = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        struct room room = room_open(deck_text, fonts);
        room_join(&room, 12);
        room_go(&room, "eight", PHASE_VOTE);
        vote_spots(&room, 3, 1 + (unsigned) (seed % 8), &rng);
        room_go(&room, "eight", PHASE_REVEAL);
        room.view.width = seed % 2 ? 1024 : 1920;
        room.view.height = seed % 2 ? 768 : 1080;
        room_draw(&room);
        faults += room_count_faults(&room, "eight");
        faults += count_letters(&room) != 8;
        if (seed == 8) {
            golden_paint(&room, "plane-heap");
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
        cmocka_unit_test(every_plane_is_drawn_as_it_was_approved),
        cmocka_unit_test(the_longest_words_stay_in_their_places),
        cmocka_unit_test(a_plane_reads_in_a_small_and_in_a_deep_room),
        cmocka_unit_test(nothing_of_a_vote_is_drawn_before_the_reveal),
        cmocka_unit_test(signs_are_told_apart_wherever_they_are_put),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
