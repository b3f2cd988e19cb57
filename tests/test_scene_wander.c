// The dock wanders against burn-in: a round of eight steps, one each minute,
// that ends where it began, and that nothing leaves the safe area by.
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
#include "drawing/theme.h"
#include "scene_room.h"

#define STEPS 8
#define STEP_MS 60000

static struct fonts *fonts;

static struct room
open_vote(const char *deck_text, const char *exercise) {
    struct room room = room_open(deck_text, fonts);
    room_join(&room, 12);
    room_go(&room, exercise, PHASE_VOTE);
    room.view.address = "192.168.4.1";
    return room;
}

// Where the address stands at a time.
static struct point
address_at(struct room *room, tick stage_ms) {
    room->view.stage_ms = stage_ms;
    room_draw(room);
    const struct drawing *drawing = &room->drawing;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_TEXT
            && strcmp(drawing->bytes + mark->text.first, room->view.address)
                   == 0) {
            return mark->text.at;
        }
    }
    fail_msg("the address is not shown");
    return (struct point){0, 0};
}

static bool
is_same(struct point a, struct point b) {
    return a.x == b.x && a.y == b.y;
}

static void
eight_steps_lead_back_to_the_start(void **state) {
    (void) state;
    struct room room = open_vote(room_deck_plain, "start");
    struct point still = address_at(&room, 0);
    struct point at[STEPS];
    for (int i = 0; i < STEPS; i++) {
        at[i] = address_at(&room, 1 + (tick) i * STEP_MS);
        for (int k = 0; k < i; k++) {
            assert_false(is_same(at[i], at[k]));
        }
        // Nobody sees it go: 4 px of 1080 either way from the middle.
        float px = roundf(0.37f * room.view.height / 100.0f);
        assert_true(fabsf(at[i].x - still.x) <= 2.0f * px + 0.5f);
        assert_true(fabsf(at[i].y - still.y) <= px + 0.5f);
    }
    assert_true(is_same(at[0], still));
    assert_true(is_same(address_at(&room, STEPS * STEP_MS), still));
    room_finish(&room);
}

static void
no_step_leaves_the_safe_area(void **state) {
    (void) state;
    const char *decks[][2] = {{room_deck_plain, "start"},
                              {room_deck_long, "choice8"}};
    const float sizes[][2] = {
        {1024, 768}, {1280, 720}, {1920, 1080}, {1080, 1920}, {3840, 2160}};
    for (size_t k = 0; k < sizeof decks / sizeof decks[0]; k++) {
        struct room room = open_vote(decks[k][0], decks[k][1]);
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            room.view.width = sizes[i][0];
            room.view.height = sizes[i][1];
            for (int step = 0; step < STEPS; step++) {
                room.view.stage_ms = 1 + (tick) step * STEP_MS;
                room_draw(&room);
                assert_int_equal(room_count_faults(&room, "wander"), 0);
            }
        }
        room_finish(&room);
    }
}

static void
the_stage_wakes_for_the_next_step(void **state) {
    (void) state;
    struct room room = open_vote(room_deck_plain, "start");
    room_end(&room); // nothing else changes by itself there
    room.view.since_ms = 60000;
    room.view.stage_ms = 0;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    room.view.stage_ms = 3 * STEP_MS + 20000;
    assert_int_equal(scene_wait_ms(&room.view, 1.0), STEP_MS - 20000);
    room_finish(&room);
}

int
main(void) {
    random_start();
    fonts = fonts_create(NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_steps_lead_back_to_the_start),
        cmocka_unit_test(no_step_leaves_the_safe_area),
        cmocka_unit_test(the_stage_wakes_for_the_next_step),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_destroy(fonts);
    return failed;
}
