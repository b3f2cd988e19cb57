#pragma once

// The plane on the wall: its square and what is put into it. Inside scene.
#include "scene/canvas.h"
#include "session/kinds/plane.h"
#include "session/shift.h"

struct plane_view {
    struct box plot;   // square
    struct box inner;  // where 0 … 1 are, so that no mark leaves the square
    struct box legend; // beside it, for the names of the items; w 0: none
    float words_w;     // of the words left of the square
    float below;       // height of the words below it
};

struct point plane_point(const struct plane_view *view,
                         struct plane_place place);

// The boxes of the quadrants' names; h 0: none.
void plane_name_boxes(const struct canvas *canvas,
                      const struct exercise *exercise,
                      const struct plane_view *view, struct box out[static 4]);

// One thing, or oneself: a dot a person, where they are dense, and the mean.
void plane_draw_dots(const struct canvas *canvas, const struct plane_view *view,
                     const struct ballot_box *box,
                     const struct plane_item *item);
// How large dots are in a room of so many, and how far each is beside its place
// so that equal ones are seen.
float plane_dot_radius(const struct canvas *canvas, uint32_t people);
struct point plane_jitter(const struct canvas *canvas, uint32_t number);
void plane_draw_cross(const struct canvas *canvas, struct point at,
                      struct color color, bool is_hollow);

// Several: each one's sign at its mean, with its letter, inside its spread.
void plane_draw_items(const struct canvas *canvas,
                      const struct plane_view *view,
                      const struct exercise *exercise,
                      const struct plane_tally *tally);

// The same asked again: what was is outlined, arrows lead to what is now.
void plane_draw_dots_shift(const struct canvas *canvas,
                           const struct plane_view *view,
                           const struct shift *shift);
void plane_draw_items_shift(const struct canvas *canvas,
                            const struct plane_view *view,
                            const struct exercise *exercise,
                            const struct shift *shift);
