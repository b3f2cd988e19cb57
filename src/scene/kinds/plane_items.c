// Several things on the plane. Each has its sign at its mean, its letter beside
// it, and a ring at one standard deviation. Where two means are so near that
// one sign would hide another, the later one steps aside and a line leads to
// the dot that is its mean.
#include "scene/kinds/plane_signs.h"

#include <math.h>

#define RING_POINTS 48
#define RING_ALPHA 0.03f
#define PLATE_ALPHA 0.88f // under a letter that lies over dots
#define RING_LEAST_U 0.5f // smaller, it would hide behind the sign
#define RING_THIN_U 0.3f

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

void
plane_draw_lead(const struct canvas *canvas, const struct plane_sign *sign,
                struct color color, float alpha) {
    float u = canvas->u;
    const struct theme *theme = canvas->theme;
    if (alpha <= 0.0f
        || hypotf(sign->at.x - sign->mean.x, sign->at.y - sign->mean.y)
               < 0.1f * u) {
        return;
    }
    struct point line[] = {sign->mean, sign->at};
    color = color_with_alpha(color, alpha);
    drawing_line(canvas->out, line, 2, 1.0f * u, false,
                 color_with_alpha(theme->background, alpha));
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

void
plane_draw_letter(const struct canvas *canvas, const struct plane_sign *sign,
                  unsigned item, float alpha) {
    if (alpha <= 0.0f || !sign->is_placed) {
        return;
    }
    char letter[2] = {(char) ('A' + item), '\0'};
    drawing_rect(
        canvas->out, sign->letter, 0.8f * canvas->u,
        color_with_alpha(canvas->theme->background, PLATE_ALPHA * alpha));
    canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                 box_center(sign->letter), ALIGN_CENTER,
                 color_with_alpha(canvas->theme->text, alpha), letter);
}

static void
draw_sign(const struct canvas *canvas, const struct plane_signs *signs,
          unsigned item) {
    const struct plane_sign *sign = &signs->items[item];
    float growth = canvas_growth(canvas);
    struct point middle = box_center(signs->view->inner);
    struct point at = {middle.x + (sign->at.x - middle.x) * growth,
                       middle.y + (sign->at.y - middle.y) * growth};
    canvas_slot(canvas, item, at, signs->size);
    plane_draw_letter(canvas, sign, item, canvas_after_growth(canvas));
}

void
plane_draw_items(const struct canvas *canvas, const struct plane_view *view,
                 const struct exercise *exercise,
                 const struct plane_tally *tally) {
    struct plane_signs signs;
    plane_signs_init(&signs, canvas, view, exercise);
    plane_signs_place(&signs, exercise->item_count, tally);
    drawing_group(canvas->out, "spread");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            draw_ring(canvas, view, &tally->items[i], canvas->theme->slots[i]);
        }
    }
    drawing_group(canvas->out, "means");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            plane_draw_lead(canvas, &signs.items[i], canvas->theme->slots[i],
                            canvas_after_growth(canvas));
        }
    }
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (tally->items[i].count > 0) {
            draw_sign(canvas, &signs, i);
        }
    }
}
