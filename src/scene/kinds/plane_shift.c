// The plane asked again. Things have an outlined sign where they were, and an
// arrow to the solid one where they are; people have rings and dots, each cloud
// with its mean. Dots travel in their order from left to right, so that
// nobody's own way is seen.
#include "scene/kinds/plane_signs.h"

#include <math.h>
#include <stdlib.h>

#include "scene/kinds/shift_rows.h"

#define GHOST_U 6.8f // a little larger than the sign, to be seen around it
#define RIM_U 1.1f   // of its outline, both sides
#define LETTER_GAP_U 1.3f
#define DIM 0.6f         // what a mark loses before it travels
#define DOT_PART 0.75f   // of a ring
#define RING_WIDTH 0.35f // of a ring's radius
#define CROSS_U 4.6f

static float
solid_of(struct morph morph) {
    return 1.0f - DIM * morph.ghost * (1.0f - morph.travel);
}

static struct point
between(struct point from, struct point to, float way) {
    return (struct point){from.x + (to.x - from.x) * way,
                          from.y + (to.y - from.y) * way};
}

// An arrow that leaves room for what stands at both its ends.
static void
draw_way(const struct canvas *canvas, struct point from, struct point to,
         float room, struct color color) {
    float length = hypotf(to.x - from.x, to.y - from.y);
    if (length > 2.0f * room) {
        struct point begin = between(from, to, room / length);
        struct point end = between(from, to, 1.0f - room / length);
        shift_draw_arrow(canvas, begin, end, color,
                         canvas_morph(canvas).travel);
    }
}

// -- Things ------------------------------------------------------------------

struct things {
    struct plane_tally before, after;
    struct plane_signs signs;
    unsigned count;
};

static bool
was_placed(const struct things *things, unsigned item) {
    return things->before.items[item].count > 0;
}

static bool
is_placed(const struct things *things, unsigned item) {
    return things->after.items[item].count > 0;
}

static struct point
place_before(const struct things *things, unsigned item) {
    return plane_point(things->signs.view, things->before.items[item].centroid);
}

static void
draw_ghost(const struct canvas *canvas, struct point at, unsigned item) {
    float u = canvas->u;
    float alpha = canvas_morph(canvas).ghost;
    drawing_slot_shape(canvas->out, item, at, GHOST_U * u,
                       color_with_alpha(canvas->theme->text2, alpha));
    drawing_slot_shape(canvas->out, item, at, (GHOST_U - RIM_U) * u,
                       color_with_alpha(canvas->theme->surface, alpha));
}

// The sign stands aside where another would hide it; the arrow leads to where
// its mean is.
static void
draw_arrow(const struct canvas *canvas, const struct things *things,
           unsigned item) {
    float u = canvas->u;
    const struct plane_sign *sign = &things->signs.items[item];
    struct color color = canvas->theme->text;
    if (was_placed(things, item)) {
        draw_way(canvas, place_before(things, item), sign->mean,
                 GHOST_U / 2.0f * u, color);
    }
    plane_draw_lead(canvas, sign, canvas->theme->slots[item],
                    canvas_morph(canvas).travel);
}

static void
draw_sign(const struct canvas *canvas, const struct things *things,
          unsigned item) {
    struct morph morph = canvas_morph(canvas);
    const struct plane_sign *sign = &things->signs.items[item];
    struct point at = sign->at;
    if (was_placed(things, item)) {
        at = between(place_before(things, item), at, morph.travel);
    } else if (morph.travel < 0.5f) {
        return; // nobody had placed it: it comes in
    }
    float part = 1.0f - (1.0f - solid_of(morph)) * 0.5f;
    canvas_slot(canvas, item, at, things->signs.size * part);
    plane_draw_letter(canvas, sign, item, morph.travel);
}

void
plane_draw_items_shift(const struct canvas *canvas,
                       const struct plane_view *view,
                       const struct exercise *exercise,
                       const struct shift *shift) {
    float ghost = GHOST_U * canvas->u;
    struct things things = {.count = exercise->item_count};
    plane_tally(exercise, &shift->before, &things.before);
    plane_tally(exercise, &shift->after, &things.after);
    plane_signs_init(&things.signs, canvas, view, exercise);
    things.signs.gap = LETTER_GAP_U * canvas->u;
    drawing_group(canvas->out, "before");
    for (unsigned i = 0; i < things.count; i++) {
        if (was_placed(&things, i)) {
            struct point at = place_before(&things, i);
            plane_signs_avoid(&things.signs,
                              (struct box){at.x - ghost / 2.0f,
                                           at.y - ghost / 2.0f, ghost, ghost});
            draw_ghost(canvas, at, i);
        }
    }
    plane_signs_place(&things.signs, things.count, &things.after);
    drawing_group(canvas->out, "means");
    for (unsigned i = 0; i < things.count; i++) {
        if (is_placed(&things, i)) {
            draw_arrow(canvas, &things, i);
        }
    }
    for (unsigned i = 0; i < things.count; i++) {
        if (is_placed(&things, i)) {
            draw_sign(canvas, &things, i);
        }
    }
}

// -- People ------------------------------------------------------------------

static int
compare_points(const void *a, const void *b) {
    const struct point *left = a, *right = b;
    if (left->x < right->x || left->x > right->x) {
        return left->x < right->x ? -1 : 1;
    }
    return (left->y > right->y) - (left->y < right->y);
}

struct cloud {
    struct point *dots; // owned; from left to right
    uint32_t count;
};

static struct cloud
cloud_of(const struct canvas *canvas, const struct plane_view *view,
         const struct ballot_box *box) {
    struct cloud cloud = {.dots = calloc(box->count + 1ul, sizeof *cloud.dots)};
    for (uint32_t i = 0; cloud.dots && i < box->count; i++) {
        struct plane_place place;
        if (plane_ballot_at(&box->ballots[i], 0, &place)) {
            cloud.dots[cloud.count++] = plane_point(view, place);
        }
    }
    if (cloud.count > 0) {
        qsort(cloud.dots, cloud.count, sizeof *cloud.dots, compare_points);
    }
    for (uint32_t i = 0; i < cloud.count; i++) {
        struct point off = plane_jitter(canvas, i);
        cloud.dots[i].x += off.x;
        cloud.dots[i].y += off.y;
    }
    return cloud;
}

static void
draw_clouds(const struct canvas *canvas, const struct cloud *before,
            const struct cloud *now, uint32_t people) {
    struct morph morph = canvas_morph(canvas);
    float radius = plane_dot_radius(canvas, people);
    struct color ring = color_with_alpha(canvas->theme->text2, morph.ghost);
    struct color dot = color_with_alpha(canvas->theme->accent, solid_of(morph));
    drawing_group(canvas->out, "before");
    for (uint32_t i = 0; i < before->count && morph.ghost > 0.0f; i++) {
        drawing_ring(canvas->out, before->dots[i], radius, RING_WIDTH * radius,
                     0.0f, 1.0f, ring);
    }
    drawing_group(canvas->out, "dots");
    for (uint32_t i = 0; i < now->count; i++) {
        struct point to = now->dots[i];
        struct point from = i < before->count ? before->dots[i] : to;
        drawing_disc(canvas->out, between(from, to, morph.travel),
                     DOT_PART * radius, dot);
    }
}

void
plane_draw_dots_shift(const struct canvas *canvas,
                      const struct plane_view *view,
                      const struct shift *shift) {
    struct morph morph = canvas_morph(canvas);
    struct plane_tally before;
    struct plane_tally after;
    struct exercise one = {.item_count = 1};
    plane_tally(&one, &shift->before, &before);
    plane_tally(&one, &shift->after, &after);
    struct cloud then = cloud_of(canvas, view, &shift->before);
    struct cloud now = cloud_of(canvas, view, &shift->after);
    draw_clouds(canvas, &then, &now, shift->pairs);
    free(then.dots);
    free(now.dots);
    if (before.items[0].count == 0 || after.items[0].count == 0) {
        return;
    }
    struct point from = plane_point(view, before.items[0].centroid);
    struct point to = plane_point(view, after.items[0].centroid);
    drawing_group(canvas->out, "mean");
    plane_draw_cross(canvas, from,
                     color_with_alpha(canvas->theme->text2, morph.ghost), true);
    draw_way(canvas, from, to, 0.6f * CROSS_U * canvas->u, canvas->theme->text);
    plane_draw_cross(canvas, between(from, to, morph.travel),
                     color_with_alpha(canvas->theme->text, solid_of(morph)),
                     false);
}
