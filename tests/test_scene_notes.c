// What guests write, on the wall: ideas, whys and questions as golden text at
// three sizes; read for what a person at the back could not; and texts of any
// shape inside their boxes.
// DENT_SCENE_PICTURES=DIR also paints each as a PNG, in both themes.
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
#include "scene_golden.h"
#include "scene_pen.h"
#include "session/kinds/questions.h"

static struct fonts *fonts;

struct size {
    float width, height;
};

static const struct size sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};
#define SIZE_COUNT (sizeof sizes / sizeof *sizes)

static void
set_half_grown(struct room *room) {
    room->view.since_ms = 300;
}

static void
set_edited(struct room *room) {
    const struct ballot_box *box =
        session_box(room->session, (uint16_t) room->session->place.exercise, 1);
    struct questions_tally tally;
    CHECK(questions_tally(box, &tally));
    char first[WRITTEN_BYTES], third[WRITTEN_BYTES];
    snprintf(first, sizeof first, "%s", questions_text(&tally, 0));
    snprintf(third, sizeof third, "%s", questions_text(&tally, 2));
    questions_tally_finish(&tally);
    pen_edit(room, EDIT_TICK, first);
    pen_edit(room, EDIT_HIDE, third);
}

static void
set_all_ticked(struct room *room) {
    struct wall wall;
    uint16_t number = (uint16_t) room->session->place.exercise;
    CHECK(wall_init(&wall, session_box(room->session, number, 1), 1));
    for (uint32_t i = 0; i < wall.count; i++) {
        pen_edit(room, EDIT_TICK, (const char *) wall.items[i].bytes);
    }
    wall_finish(&wall);
}

static void
set_closed(struct room *room) {
    room->now_ms += 30000;
    room_phase_event(room, EVENT_CLOSED);
}

struct notes_case {
    const char *name, *exercise;
    int phase; // of the exercise, from 0
    uint32_t guests;
    void (*set)(struct room *room); // or NULL
};

static const struct notes_case cases[] = {
    {"ideas-write", "dots", 0, 30, NULL},
    {"ideas-wall", "dots", 1, 30, NULL},
    {"ideas-wall-few", "dots", 1, 3, NULL},
    {"ideas-wall-many", "dots", 1, 400, NULL},
    {"ideas-dots", "dots", 2, 16, NULL},
    {"ideas-dots-many", "dots", 2, 400, NULL},
    {"ideas-dots-growing", "dots", 2, 16, set_half_grown},
    {"ideas-dots-discuss", "dots", 3, 30, NULL},
    {"ideas-round", "bold", 2, 30, NULL},
    {"ideas-round-closed", "bold", 5, 30, set_closed},
    {"ideas-scores", "bold", 6, 30, NULL},
    {"ideas-scores-few", "bold", 6, 3, NULL},
    {"ideas-scores-growing", "bold", 6, 30, set_half_grown},
    {"ideas-marker", "marker", 1, 30, NULL},
    {"whys-first", "why", 0, 30, NULL},
    {"whys-pick-first", "why", 1, 30, NULL},
    {"whys-second", "why", 2, 30, NULL},
    {"whys-fourth", "why", 6, 30, NULL},
    {"whys-pick-fourth", "why", 7, 30, NULL},
    {"whys-stair", "why", 10, 30, NULL},
    {"whys-stair-growing", "why", 10, 30, set_half_grown},
    {"whys-discuss", "why", 11, 30, NULL},
    {"questions-write", "ask", 0, 30, NULL},
    {"questions-thumbs", "ask", 1, 30, NULL},
    {"questions-list", "ask", 2, 30, NULL},
    {"questions-few", "ask", 2, 3, NULL},
    {"questions-ticked", "ask", 3, 8, set_edited},
    {"questions-done", "ask", 3, 4, set_all_ticked},
};
#define CASE_COUNT (sizeof cases / sizeof *cases)

static struct room
room_of(const struct notes_case *scene) {
    struct room room = pen_staged(pen_deck_plain, fonts, scene->exercise,
                                  scene->phase, scene->guests);
    if (scene->set) {
        scene->set(&room);
    }
    return room;
}

static void
every_wall_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct room room = room_of(&cases[i]);
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            room.view.width = sizes[k].width;
            room.view.height = sizes[k].height;
            room_draw(&room);
            faults += golden_compare(&room, cases[i].name);
            faults += room_count_faults(&room, cases[i].name);
            faults += pen_spilled(&room, cases[i].name, NULL);
            if (k < 2) {
                golden_paint(&room, cases[i].name);
            }
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
a_wall_reads_in_a_small_and_in_a_deep_room(void **state) {
    (void) state;
    static const float scales[] = {0.75f, 1.33f};
    static const struct size odd[] = {
        {1080, 1920}, {320, 200}, {5000, 400}, {1, 1}};
    int faults = 0;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct room room = room_of(&cases[i]);
        for (size_t k = 0; k < 4; k++) {
            char name[64];
            room.view.room_scale = scales[k % 2];
            room.view.width = sizes[k / 2].width;
            room.view.height = sizes[k / 2].height;
            snprintf(name, sizeof name, "%s-%.2f", cases[i].name,
                     (double) scales[k % 2]);
            room_draw(&room);
            faults += room_count_faults(&room, name);
            faults += pen_spilled(&room, name, NULL);
            golden_paint(&room, name);
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

// -- Texts of any shape ------------------------------------------------------

#define TEN(text) text text text text text text text text text text

// Eighty graphemes each, and as wide or as high as such texts come.
static const char *const hostile[] = {
    TEN("WWWWWWWW"),
    TEN("iiiiiiii"),
    TEN("W a W a "),
    TEN("\xc3\x9c\xc3\x84\xc3\x96 Ng\xcc\xb1\xcc\x83 "),
    TEN("\xe4\xb8\x96\xe7\x95\x8c\xe4\xbd\xa0\xe5\xa5\xbd"),
    TEN("\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 42"),
    "We should speak in person to a few more people who care about what we do "
    "and why",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten"
    "gesellsch",
    "x",
    "http://www.example.org/a/very/long/address/that/nobody/could/ever/type/"
    "in/here",
};
#define HOSTILE_COUNT (sizeof hostile / sizeof *hostile)

static const char *const hostile_names[] = {TEN("WWWWWW"), "Anna",
                                            TEN("Maria "), "", "Bo"};

// Everybody has written one of them, twice over where `guests` is more.
static void
write_hostile(struct room *room, const char *field, uint32_t guests) {
    for (uint32_t i = 0; i < guests; i++) {
        const char *text = hostile[i % HOSTILE_COUNT];
        bool is_idea = strcmp(field, "ideas") == 0;
        pen_write(room, i, field, text, is_idea ? hostile_names[i % 5] : NULL);
    }
}

static void
write_hostile_whys(struct room *room, unsigned steps) {
    for (unsigned i = 0; i < steps; i++) {
        pen_go(room, "why", 2 * i);
        write_hostile(room, "text", HOSTILE_COUNT);
        pen_go(room, "why", 2 * i + 1);
        for (uint32_t k = 0; k < 998; k++) {
            pen_choose(room, k, "pick", hostile[(i + (k % 9 == 0)) % 8]);
        }
    }
}

// Draws every page at all sizes and in rooms of all depths.
static int
faults_of(struct room *room, const char *name, bool may_cut) {
    static const float scales[] = {0.75f, 1.0f, 1.33f};
    int faults = 0;
    for (size_t i = 0; i < 3 * SIZE_COUNT; i++) {
        char full[96];
        room->view.width = sizes[i / 3].width;
        room->view.height = sizes[i / 3].height;
        room->view.room_scale = scales[i % 3];
        snprintf(full, sizeof full, "long-%s-%.2f", name,
                 (double) scales[i % 3]);
        for (tick page = 0; page < 4; page++) {
            room->view.since_ms = 60000 + page * 8000;
            room_draw(room);
            faults += room_count_faults(room, full);
            faults += pen_spilled(room, full, NULL);
            faults += may_cut ? 0 : pen_cut(room, full);
        }
        if (i < 6) {
            golden_paint(room, full);
        }
    }
    return faults;
}

static void
texts_of_any_shape_stay_in_their_boxes(void **state) {
    (void) state;
    int faults = 0;
    struct room room = room_open(pen_deck_long, fonts);
    room_join(&room, 1000);
    pen_go(&room, "marker", 0);
    write_hostile(&room, "ideas", HOSTILE_COUNT);
    pen_go(&room, "marker", 1);
    faults += faults_of(&room, "marker", true);
    pen_go(&room, "dots", 0);
    write_hostile(&room, "ideas", HOSTILE_COUNT);
    pen_go(&room, "dots", 1);
    for (uint32_t i = 0; i < 999; i++) {
        pen_choose(&room, i, "dots", hostile[i % 9 < 6 ? 0 : i % 9]);
    }
    faults += faults_of(&room, "dots", true);
    pen_go(&room, "dots", 2);
    faults += faults_of(&room, "best", true); // the names may be cut
    pen_go(&room, "ask", 0);
    write_hostile(&room, "questions", HOSTILE_COUNT);
    faults += faults_of(&room, "ask-write", false);
    pen_go(&room, "ask", 1);
    for (uint32_t i = 0; i < 999; i++) {
        pen_choose(&room, i, "thumbs", hostile[i % 9 < 5 ? 0 : i % 9]);
    }
    faults += faults_of(&room, "thumbs", true);
    pen_go(&room, "ask", 2);
    faults += faults_of(&room, "questions", false);
    pen_edit(&room, EDIT_TICK, hostile[0]);
    pen_go(&room, "ask", 3);
    faults += faults_of(&room, "questions-discuss", false);
    write_hostile_whys(&room, 6);
    faults += faults_of(&room, "pick", true);
    pen_go(&room, "why", 10);
    faults += faults_of(&room, "why", false);
    pen_go(&room, "why", 12);
    faults += faults_of(&room, "stair", false);
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
        cmocka_unit_test(every_wall_is_drawn_as_it_was_approved),
        cmocka_unit_test(a_wall_reads_in_a_small_and_in_a_deep_room),
        cmocka_unit_test(texts_of_any_shape_stay_in_their_boxes),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
