#pragma once

// Where the signs of several things on the plane stand, each with its letter:
// at its mean, or beside it where another would be hidden. Inside scene.
#include "scene/kinds/plane.h"

struct plane_sign {
    struct point mean, at;
    struct box shape, letter;
    bool is_placed; // false: there was no room for its letter
};

struct plane_signs {
    const struct plane_view *view;
    struct box axes[2];
    struct box names[4];               // of the quadrants
    struct box ground[PLANE_ITEM_MAX]; // that letters rather stand off
    unsigned ground_count;
    struct plane_sign items[PLANE_ITEM_MAX];
    unsigned count;
    float size, step, letter_w, letter_h;
    float gap; // between a sign and its letter
};

// No sign yet; letters stand off the axes.
void plane_signs_init(struct plane_signs *signs, const struct canvas *canvas,
                      const struct plane_view *view,
                      const struct exercise *exercise);
void plane_signs_avoid(struct plane_signs *signs, struct box ground);
// All of them; nothing was placed of an item with the count 0.
void plane_signs_place(struct plane_signs *signs, unsigned count,
                       const struct plane_tally *tally);

// A line from a sign that stands aside to where its mean is; and its letter.
void plane_draw_lead(const struct canvas *canvas, const struct plane_sign *sign,
                     struct color color, float alpha);
void plane_draw_letter(const struct canvas *canvas,
                       const struct plane_sign *sign, unsigned item,
                       float alpha);
