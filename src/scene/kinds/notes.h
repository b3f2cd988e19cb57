#pragma once

// What guests wrote, as the pictures of their kinds show it: a wall of notes
// that turns its pages by itself, and rows of whole texts one under another.
#include "scene/canvas.h"
#include "session/wall.h"

#define NOTES_PAGE_MS 8000
#define NOTES_ROW_MAX 12
#define NOTES_SUB_SIZE 288 // a name of 250 bytes and a number of scores

// -- Pages -------------------------------------------------------------------

// Which of so many is on the wall.
unsigned notes_page(const struct canvas *canvas, unsigned pages);
// How far a page that was just turned has come in; for drawing.alpha.
float notes_page_alpha(const struct canvas *canvas);
// As the wait_ms of a picture that may have pages.
tick notes_wait_ms(const struct canvas *canvas);
#define NOTES_STRIP_U 4.8f // below the pages
// Which page of how many it is, in the middle of a strip.
void notes_draw_strip(const struct canvas *canvas, unsigned page,
                      unsigned pages, struct box strip);

// -- The wall ----------------------------------------------------------------

// All that stands on a wall, in its order, with the names where they are to be
// seen.
void notes_draw(const struct canvas *canvas, const struct wall *wall,
                bool has_names, struct box area);
// Notes with nothing on them: the same for every session.
void notes_draw_empty(const struct canvas *canvas, struct box area);
// A note's paper.
void notes_draw_card(const struct canvas *canvas, struct box box);
// A sentence where there is nothing else to show.
void notes_say(const struct canvas *canvas, const char *text, struct box area);

// -- Rows --------------------------------------------------------------------

struct notes_row {
    const char *text;
    char sub[NOTES_SUB_SIZE]; // a line below it, "" for none
    struct box box;           // set by notes_rows_lay_out; the whole row
};

struct notes_rows {
    struct style style; // of the texts
    unsigned shown;     // of the rows, from the first
};

// Gives each row its box, from the top of the area down, as high as its text
// needs in a width: of a good size where most fit then, otherwise of the
// smallest. `has_first`: the first has a place even where it must be cut.
struct notes_rows notes_rows_lay_out(const struct canvas *canvas,
                                     struct notes_row *rows, unsigned count,
                                     float text_w, struct box area,
                                     bool has_first);
// Its text and the line below, in the middle of a box's height.
void notes_rows_draw_text(const struct canvas *canvas,
                          const struct notes_rows *rows,
                          const struct notes_row *row, struct box box,
                          struct color color);
