#pragma once

// The parts of a scene, each drawn into a canvas: whole pictures of the moments
// around the exercises, and what an exercise's picture is made of.
#include "scene/canvas.h"

// lobby.c: how to join, and who is here. Also the join code over anything.
void lobby_draw(const struct canvas *canvas);
tick lobby_motion_ms(const struct canvas *canvas); // until it rests

// attract.c: the lobby while nobody comes.
bool attract_is_on(const struct scene_view *view);
// The deck's title and a question, and the y below them. False: the question
// has no room, and nothing is drawn.
bool attract_draw(const struct canvas *canvas, struct box box,
                  float *out_below);
// Real milliseconds until it begins, or changes; 0 while it moves, -1 never.
tick attract_wait_ms(const struct scene_view *view);

// code.c: a QR code as large as `wanted_px` a side, or as the area allows, at
// the area's right end and middle. Borrows the text.
struct code {
    const char *url;
    int level, modules, module_px; // modules 0: there is no code
    struct box plate;
};
struct code code_place(const struct canvas *canvas, const char *url,
                       struct box area, float wanted_px);
void code_draw(const struct canvas *canvas, const struct code *code);

// exercise.c: header, the kind's picture, dock.
void exercise_draw(const struct canvas *canvas);
// Real milliseconds until the kind's picture changes by itself; 0 while it
// moves, -1 never.
tick exercise_wait_ms(const struct canvas *canvas);

// end.c
void end_draw(const struct canvas *canvas);

// card.c: help, resume, quit; instead of everything.
void card_draw(const struct canvas *canvas);
// agenda.c and setup.c: two of the cards.
void agenda_draw(const struct canvas *canvas);
void setup_draw(const struct canvas *canvas);

// notice.c: the notice and the remark, in the room that canvas_init made.
void notice_draw(const struct canvas *canvas);

// dock.c: base of the result or who has answered, the address, the marks of a
// live or simulated session. `base` may be "".
void dock_draw(const struct canvas *canvas, const char *base);
// Until it moves a step against burn-in; -1: it does not.
tick dock_wait_ms(const struct scene_view *view);
#define REHEARSAL_TEXT "Rehearsal: simulated guests"

// clock.c: the phase's clock as a ring with its digits.
void clock_draw(const struct canvas *canvas, struct point center,
                float diameter);
// The ring's diameter where it accompanies a picture; 0 without a clock.
float clock_diameter(const struct canvas *canvas);
// Session milliseconds until the shown second changes, or what it says in
// words comes or goes; -1: it stands.
tick clock_next_ms(const struct canvas *canvas);
// What the clock has to say in words for a few seconds: that the phase's bell
// rang, or that a minute is left. NULL: nothing.
const char *clock_news(const struct canvas *canvas);
#define BELL_TEXT "Half-time: change roles"
#define MINUTE_TEXT "1 minute left"
