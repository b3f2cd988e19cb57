// Nothing flashes: no part of the picture turns from brighter to darker or back
// more than three times within a second, neither while a result comes nor in
// the last ten seconds of a clock (WCAG 2.3.1).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing_look.h"
#include "scene_stage.h"

#define FRAMES_PER_S 20
#define FRAME_MS (1000 / FRAMES_PER_S)
#define REVEAL_MS 1600 // the longest motion takes 1200
#define CLOCK_MS 11000
#define MOST_REVERSALS 3

static struct fonts *fonts;

struct survey {
    int faults, most;
    unsigned films;
};

static void
judge(struct survey *survey, const struct look_film *film, int frames_per_s,
      const char *name) {
    int reversals = look_film_reversals(film, frames_per_s);
    survey->films++;
    survey->most = reversals > survey->most ? reversals : survey->most;
    if (reversals > MOST_REVERSALS) {
        fprintf(stderr, "%s: %d reversals in a second\n", name, reversals);
        survey->faults++;
    }
}

static void
watch_reveal(void *data, struct room *room, const char *name) {
    static struct look_film film;
    const struct phase *phase = session_phase(room->session);
    if (!phase || phase->name != PHASE_REVEAL) {
        return;
    }
    film.count = 0;
    for (tick at = 0; at <= REVEAL_MS; at += FRAME_MS) {
        room->view.since_ms = at;
        room_draw(room);
        look_film_add(&film, &room->drawing, fonts);
    }
    judge(data, &film, FRAMES_PER_S, name);
}

// The clock of a vote, from eleven seconds before its end to one after it.
static void
watch_clock(void *data, struct room *room, const char *name) {
    static struct look_film film;
    const struct phase *phase = session_phase(room->session);
    if (!phase || !phase->is_open || room->session->is_closed
        || !session_has_clock(room->session)) {
        return;
    }
    tick left = session_left_ms(room->session, room->now_ms);
    film.count = 0;
    for (tick at = left - CLOCK_MS; at <= left + 500; at += 2 * FRAME_MS) {
        room->view.session_ms = room->now_ms + (at > 0 ? at : 0);
        room_draw(room);
        look_film_add(&film, &room->drawing, fonts);
    }
    judge(data, &film, FRAMES_PER_S / 2, name);
}

static void
small(struct room *room) {
    room->view.width = 320;
    room->view.height = 240;
}

static void
see_reveal(void *data, struct room *room, const char *name) {
    small(room);
    watch_reveal(data, room, name);
}

static void
see_clock(void *data, struct room *room, const char *name) {
    small(room);
    // The clocks of a deck are all alike: those of its first exercise.
    if (room->session->place.exercise == 0) {
        watch_clock(data, room, name);
    }
}

static void
no_result_flashes_while_it_comes(void **state) {
    (void) state;
    struct survey survey = {0};
    stage_each(fonts, see_reveal, &survey);
    print_message("%u films, at most %d reversals in a second\n", survey.films,
                  survey.most);
    assert_true(survey.films > 50);
    assert_int_equal(survey.faults, 0);
}

static void
no_clock_flashes_in_its_last_seconds(void **state) {
    (void) state;
    struct survey survey = {0};
    stage_each(fonts, see_clock, &survey);
    print_message("%u films, at most %d reversals in a second\n", survey.films,
                  survey.most);
    assert_true(survey.films > 5);
    assert_int_equal(survey.faults, 0);
}

// The measure itself: n turns in a second are n turns.
static void
a_picture_that_does_flash_is_found(void **state) {
    (void) state;
    for (int half = 2; half <= 10; half++) {
        static struct look_film film;
        struct drawing drawing = {0};
        film.count = 0;
        for (int i = 0; i < 3 * FRAMES_PER_S; i++) {
            uint8_t level = i / half % 2 ? 255 : 0;
            drawing_begin(&drawing, 320, 240,
                          (struct color){level, level, level, 255});
            look_film_add(&film, &drawing, fonts);
        }
        drawing_finish(&drawing);
        int turns = look_film_reversals(&film, FRAMES_PER_S);
        assert_int_equal(turns, (FRAMES_PER_S + half - 1) / half);
    }
}

int
main(void) {
    random_start();
    struct fault fault = {""};
    fonts = fonts_create(&fault);
    assert_non_null(fonts);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_that_does_flash_is_found),
        cmocka_unit_test(no_result_flashes_while_it_comes),
        cmocka_unit_test(no_clock_flashes_in_its_last_seconds),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_destroy(fonts);
    return failed;
}
