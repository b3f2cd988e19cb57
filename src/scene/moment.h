#pragma once

// What an exercise's picture is drawn from, gathered once a frame, and the
// words around it. Inside scene.
#include "scene/kind_picture.h"

struct moment {
    const struct exercise *exercise;
    const struct phase *phase;
    const struct kind_picture *picture;
    const struct ballot_box *box;   // of the first round, the others behind it
    const struct ballot_box *round; // of the present one
    bool has_items;                 // those it takes from an earlier exercise
    bool has_result;
    bool is_again;
    struct shift shift; // of an exercise asked again, once it has its result
    bool has_shift;     // there are pairs, and the kind can show them
    bool is_closed;     // a vote that is over and not yet revealed
    const char *news;   // clock_news
    bool is_grouped;    // groups talk, and there is no result to talk about
};

// To be finished with shift_finish(&moment.shift).
struct moment moment_of(const struct canvas *canvas);

// What stands under the question. May add nothing.
void moment_write_hint(const struct canvas *canvas, const struct moment *moment,
                       struct text *out);
// The hint is to be seen by everybody now.
bool moment_is_strong(const struct canvas *canvas, const struct moment *moment);
// What stands in the dock: "44 of 52 answered", and what the numbers count.
void moment_write_base(const struct canvas *canvas, const struct moment *moment,
                       struct text *out);
// Instead of items that were not handed over.
void moment_write_missing(const struct canvas *canvas, struct text *out);
