// Several things on the plane. Each has its sign at its mean, its letter beside
// it, and a ring at one standard deviation. Where two means are so near that
// one sign would hide another, the later one steps aside and a line leads to
// the dot that is its mean.
#include "scene/kinds/plane.h"

#include <math.h>

#define SIGN_U 5.0f
#define RING_POINTS 48
#define RING_ALPHA 0.05f
#define PLATE_ALPHA 0.88f // under a letter that lies over dots
#define RING_LEAST_U 0.5f // smaller, it would hide behind the sign
#define RING_THIN_U 0.3f
#define STEP_U 1.5f
#define TURN_COUNT 16
#define STEP_COUNT 24

// Where an item's sign and letter stand.
struct sign {
    struct point mean, at;
    struct box shape, letter;
    bool is_placed;
};

struct signs {
    const struct plane_view *view;
    struct box names[4]; // of the quadrants
    struct box axes[2];
    struct sign items[PLANE_ITEM_MAX];
    unsigned count;
    float size, letter_w, letter_h, gap;
};

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

// A letter on an axis can be read; it is only better off it.
static bool
is_off_axes(const struct signs *signs, const struct sign *sign) {
    return !boxes_meet(&sign->letter, &signs->axes[0])
           && !boxes_meet(&sign->letter, &signs->axes[1]);
}

static bool
is_free(const struct signs *signs, const struct sign *sign) {
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
        const struct sign *other = &signs->items[i];
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
stand(const struct signs *signs, struct sign *sign, struct point at, int side) {
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
try_sides(const struct signs *signs, struct sign *sign, struct point at,
          bool is_strict) {
    for (int side = 0; side < SIDE_COUNT; side++) {
        stand(signs, sign, at, side);
        if (is_free(signs, sign) && (!is_strict || is_off_axes(signs, sign))) {
            sign->is_placed = true;
            return true;
        }
    }
    return false;
}

// At the mean if it can be, else as near as there is room, round by round.
static void
place_sign(const struct signs *signs, struct sign *sign, float step) {
    if (try_sides(signs, sign, sign->mean, true)
        || try_sides(signs, sign, sign->mean, false)) {
        return;
    }
    for (int round = 1; round < STEP_COUNT; round++) {
        for (int turn = 0; turn < TURN_COUNT; turn++) {
            float angle = 6.2831853f * (float) turn / TURN_COUNT;
            float far = signs->size * 0.6f + step * (float) round;
            struct point at = {sign->mean.x + far * cosf(angle),
                               sign->mean.y - far * sinf(angle)};
            if (try_sides(signs, sign, at, true)) {
                return;
            }
        }
    }
    stand(signs, sign, sign->mean, 0); // a square too small for words
}

static void
place_signs(const struct canvas *canvas, const struct plane_view *view,
            const struct exercise *exercise, const struct plane_tally *tally,
            struct signs *out) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    *out = (struct signs){
        .view = view,
        .size = SIGN_U * u,
        .letter_w = canvas_width(canvas, FONT_LABEL, size, "G"),
        .letter_h = 1.15f * size,
        .gap = 0.5f * u,
    };
    plane_name_boxes(canvas, exercise, view, out->names);
    struct point middle = box_center(view->plot);
    struct box plot = view->plot;
    float thick = 0.8f * u;
    out->axes[0] = (struct box){plot.x, middle.y - thick / 2.0f, plot.w, thick};
    out->axes[1] = (struct box){middle.x - thick / 2.0f, plot.y, thick, plot.h};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct sign *sign = &out->items[i];
        sign->mean = plane_point(view, tally->items[i].centroid);
        if (tally->items[i].count > 0) {
            place_sign(out, sign, STEP_U * u);
        }
        out->count++;
    }
}

static float
clamp(float value, float from, float length) {
    return fminf(fmaxf(value, from), from + length);
}

// Under a line whose colour is too pale for the surface.
static void
draw_rim(const struct canvas *canvas, const struct point *points, size_t count,
         bool is_closed, struct color color) {
    struct color rim = canvas->theme->line;
    rim.a = color.a;
    if (!color_is_strong(color, canvas->theme->surface)) {
        drawing_line(canvas->out, points, count, 0.8f * canvas->u, is_closed,
                     rim);
    }
}

// One standard deviation in every direction: the unit circle through the root
// of the covariance. It ends at the square's border.
static void
draw_ring(const struct canvas *canvas, const struct plane_view *view,
          const struct plane_item *item, struct color color) {
    float u = canvas->u;
    float growth = canvas_growth(canvas);
    float side = view->inner.w * growth;
    float x = (float) item->spread.x * side;
    float y = (float) item->spread.y * side;
    if (fmaxf(x, y) < RING_LEAST_U * u) {
        return;
    }
    float shared = x > 0.0f ? (float) item->covariance * side * side / x : 0.0f;
    float rest = sqrtf(fmaxf(0.0f, y * y - shared * shared));
    x = fmaxf(x, RING_THIN_U * u); // a ring, even where all are on a line
    rest = fmaxf(rest, RING_THIN_U * u);
    struct point middle = box_center(view->inner);
    struct point mean = plane_point(view, item->centroid);
    mean.x = middle.x + (mean.x - middle.x) * growth;
    mean.y = middle.y + (mean.y - middle.y) * growth;
    struct point ring[RING_POINTS];
    struct box plot = box_inset(view->plot, 0.4f * u);
    for (int i = 0; i < RING_POINTS; i++) {
        float angle = 6.2831853f * (float) i / RING_POINTS;
        float right = x * cosf(angle);
        float up = shared * cosf(angle) + rest * sinf(angle);
        ring[i] = (struct point){clamp(mean.x + right, plot.x, plot.w),
                                 clamp(mean.y - up, plot.y, plot.h)};
    }
    drawing_polygon(canvas->out, ring, RING_POINTS,
                    color_with_alpha(color, RING_ALPHA));
    draw_rim(canvas, ring, RING_POINTS, true, color);
    drawing_line(canvas->out, ring, RING_POINTS, 0.35f * u, true, color);
}

static void
draw_lead(const struct canvas *canvas, const struct sign *sign,
          struct color color) {
    float u = canvas->u;
    const struct theme *theme = canvas->theme;
    float alpha = canvas_after_growth(canvas);
    if (alpha <= 0.0f
        || hypotf(sign->at.x - sign->mean.x, sign->at.y - sign->mean.y)
               < 0.1f * u) {
        return;
    }
    struct point line[] = {sign->mean, sign->at};
    color = color_with_alpha(color, alpha);
    draw_rim(canvas, line, 2, false, color);
    drawing_line(canvas->out, line, 2, 0.4f * u, false, color);
    drawing_disc(canvas->out, sign->mean, 1.6f * u,
                 color_with_alpha(theme->background, alpha));
    if (!color_is_strong(color, theme->background)) {
        drawing_disc(canvas->out, sign->mean, 1.3f * u,
                     color_with_alpha(theme->line, alpha));
    }
    drawing_disc(canvas->out, sign->mean, 1.0f * u, color);
}

static void
draw_sign(const struct canvas *canvas, const struct signs *signs,
          unsigned item) {
    const struct sign *sign = &signs->items[item];
    float growth = canvas_growth(canvas);
    struct point middle = box_center(signs->view->inner);
    struct point at = {middle.x + (sign->at.x - middle.x) * growth,
                       middle.y + (sign->at.y - middle.y) * growth};
    canvas_slot(canvas, item, at, signs->size);
    float alpha = canvas_after_growth(canvas);
    if (alpha > 0.0f && sign->is_placed) {
        char letter[2] = {(char) ('A' + item), '\0'};
        drawing_rect(
            canvas->out, sign->letter, 0.8f * canvas->u,
            color_with_alpha(canvas->theme->background, PLATE_ALPHA * alpha));
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                     box_center(sign->letter), ALIGN_CENTER,
                     color_with_alpha(canvas->theme->text, alpha), letter);
    }
}

void
plane_draw_items(const struct canvas *canvas, const struct plane_view *view,
                 const struct exercise *exercise,
                 const struct plane_tally *tally) {
    struct signs signs;
    place_signs(canvas, view, exercise, tally, &signs);
    drawing_group(canvas->out, "spread");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            draw_ring(canvas, view, &tally->items[i], canvas->theme->slots[i]);
        }
    }
    drawing_group(canvas->out, "means");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            draw_lead(canvas, &signs.items[i], canvas->theme->slots[i]);
        }
    }
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            draw_sign(canvas, &signs, i);
        }
    }
}
