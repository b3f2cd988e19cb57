// Signs look for room one after another: first at their mean, then round by
// round about it; a letter at its sign's right, left, above or below.
#include "scene/kinds/plane_signs.h"

#include <math.h>

#include "base/check.h"

#define SIGN_U 5.0f
#define STEP_U 1.5f
#define TURN_COUNT 16
#define STEP_COUNT 24

static bool
boxes_meet(const struct box *a, const struct box *b) {
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h
           && b->y < a->y + a->h;
}

static bool
is_inside(const struct box *in, const struct box *out) {
    return in->x >= out->x && in->y >= out->y
           && in->x + in->w <= out->x + out->w
           && in->y + in->h <= out->y + out->h;
}

// What a letter keeps off, from all there is to what it must.
enum care {
    OFF_ALL,
    OFF_GROUND, // an axis under a letter is the least evil
    OFF_SIGNS,
    CARE_COUNT,
};

static bool
is_off_ground(const struct plane_signs *signs, const struct plane_sign *sign,
              enum care care) {
    unsigned axes = care == OFF_ALL ? 2 : 0;
    unsigned grounds = care == OFF_SIGNS ? 0 : signs->ground_count;
    for (unsigned i = 0; i < axes; i++) {
        if (boxes_meet(&sign->letter, &signs->axes[i])) {
            return false;
        }
    }
    for (unsigned i = 0; i < grounds; i++) {
        if (boxes_meet(&sign->letter, &signs->ground[i])) {
            return false;
        }
    }
    return true;
}

static bool
is_free(const struct plane_signs *signs, const struct plane_sign *sign) {
    if (!is_inside(&sign->letter, &signs->view->plot)
        || !is_inside(&sign->shape, &signs->view->plot)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        if (boxes_meet(&sign->letter, &signs->names[i])) {
            return false;
        }
    }
    for (unsigned i = 0; i < signs->count; i++) {
        const struct plane_sign *other = &signs->items[i];
        if (other->is_placed
            && (boxes_meet(&sign->shape, &other->shape)
                || boxes_meet(&sign->shape, &other->letter)
                || boxes_meet(&sign->letter, &other->shape)
                || boxes_meet(&sign->letter, &other->letter))) {
            return false;
        }
    }
    return true;
}

// A letter stands to the right, to the left, above or below.
#define SIDE_COUNT 4

static void
stand(const struct plane_signs *signs, struct plane_sign *sign, struct point at,
      int side) {
    static const struct point sides[SIDE_COUNT] = {
        {1, 0}, {-1, 0}, {0, -1}, {0, 1}};
    float half = signs->size / 2.0f;
    float right = half + signs->gap + signs->letter_w / 2.0f;
    float down = half + signs->letter_h / 2.0f;
    struct point letter = {at.x + sides[side].x * right,
                           at.y + sides[side].y * down};
    sign->at = at;
    sign->shape =
        (struct box){at.x - half, at.y - half, signs->size, signs->size};
    sign->letter = (struct box){letter.x - signs->letter_w / 2.0f,
                                letter.y - signs->letter_h / 2.0f,
                                signs->letter_w, signs->letter_h};
}

static bool
try_sides(const struct plane_signs *signs, struct plane_sign *sign,
          struct point at, enum care care) {
    for (int side = 0; side < SIDE_COUNT; side++) {
        stand(signs, sign, at, side);
        if (is_free(signs, sign) && is_off_ground(signs, sign, care)) {
            sign->is_placed = true;
            return true;
        }
    }
    return false;
}

// At the mean if it can be, else as near as there is room, round by round.
static void
place_sign(const struct plane_signs *signs, struct plane_sign *sign) {
    for (int care = 0; care < CARE_COUNT; care++) {
        if (try_sides(signs, sign, sign->mean, (enum care) care)) {
            return;
        }
    }
    for (int round = 1; round < STEP_COUNT; round++) {
        for (int turn = 0; turn < TURN_COUNT; turn++) {
            float angle = 6.2831853f * (float) turn / TURN_COUNT;
            float far = signs->size * 0.6f + signs->step * (float) round;
            struct point at = {sign->mean.x + far * cosf(angle),
                               sign->mean.y - far * sinf(angle)};
            if (try_sides(signs, sign, at, OFF_ALL)) {
                return;
            }
        }
    }
    stand(signs, sign, sign->mean, 0); // a square too small for words
}

void
plane_signs_init(struct plane_signs *signs, const struct canvas *canvas,
                 const struct plane_view *view,
                 const struct exercise *exercise) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    *signs = (struct plane_signs){
        .view = view,
        .size = SIGN_U * u,
        .step = STEP_U * u,
        .letter_w = canvas_width(canvas, FONT_LABEL, size, "G"),
        .letter_h = 1.15f * size,
        .gap = 0.5f * u,
    };
    plane_name_boxes(canvas, exercise, view, signs->names);
    struct point middle = box_center(view->plot);
    struct box plot = view->plot;
    float thick = 0.8f * u;
    signs->axes[0] =
        (struct box){plot.x, middle.y - thick / 2.0f, plot.w, thick};
    signs->axes[1] =
        (struct box){middle.x - thick / 2.0f, plot.y, thick, plot.h};
}

void
plane_signs_avoid(struct plane_signs *signs, struct box ground) {
    CHECK(signs->ground_count < PLANE_ITEM_MAX);
    signs->ground[signs->ground_count++] = ground;
}

void
plane_signs_place(struct plane_signs *signs, unsigned count,
                  const struct plane_tally *tally) {
    for (unsigned i = 0; i < count; i++) {
        struct plane_sign *sign = &signs->items[i];
        sign->mean = plane_point(signs->view, tally->items[i].centroid);
        if (tally->items[i].count > 0) {
            place_sign(signs, sign);
        }
        signs->count++;
    }
}
