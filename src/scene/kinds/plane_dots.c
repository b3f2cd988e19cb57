// One thing on the plane, or everybody's own place: a dot a person, heat where
// many are, and a cross at the mean.
#include "scene/kinds/plane.h"

#include <math.h>

#define HEAT_LEAST 12 // people
#define HEAT_CELLS 64 // a side
#define HEAT_SIGMA 0.07f
#define HEAT_REACH 14
#define HEAT_ALPHA 0.55f
#define HEAT_STEPS 9 // of alpha, so that equal neighbours are one mark
#define DOT_U 1.1f   // radius
#define DOT_MANY_U 0.7f
#define DOT_CROWD_U 0.45f
#define MANY 60
#define CROWD 300
#define JITTER_U 0.8f
#define CROSS_U 4.6f

struct heat {
    float counts[HEAT_CELLS][HEAT_CELLS]; // [y][x]
    float rows[HEAT_CELLS][HEAT_CELLS];   // blurred along x
    float cells[HEAT_CELLS][HEAT_CELLS];  // and along y
    float most;
};

static unsigned
cell_of(float at, float begin, float length) {
    unsigned cell = (unsigned) fmaxf(0.0f, (at - begin) / length * HEAT_CELLS);
    return cell < HEAT_CELLS ? cell : HEAT_CELLS - 1;
}

// Three standard deviations are as good as all.
static int
first_near(int cell) {
    return cell > HEAT_REACH ? cell - HEAT_REACH : 0;
}

static int
last_near(int cell) {
    return cell + HEAT_REACH < HEAT_CELLS ? cell + HEAT_REACH : HEAT_CELLS - 1;
}

// The two passes of a Gaussian. Their cost does not depend on the people.
static void
blur(struct heat *heat) {
    float weights[HEAT_CELLS];
    for (int i = 0; i < HEAT_CELLS; i++) {
        float off = (float) i / HEAT_CELLS / HEAT_SIGMA;
        weights[i] = expf(-off * off / 2.0f);
    }
    for (int y = 0; y < HEAT_CELLS; y++) {
        for (int x = 0; x < HEAT_CELLS; x++) {
            for (int k = first_near(x); k <= last_near(x); k++) {
                heat->rows[y][x] +=
                    heat->counts[y][k] * weights[k > x ? k - x : x - k];
            }
        }
    }
    for (int y = 0; y < HEAT_CELLS; y++) {
        for (int x = 0; x < HEAT_CELLS; x++) {
            float sum = 0.0f;
            for (int k = first_near(y); k <= last_near(y); k++) {
                sum += heat->rows[k][x] * weights[k > y ? k - y : y - k];
            }
            heat->cells[y][x] = sum;
            heat->most = fmaxf(heat->most, sum);
        }
    }
}

static int
heat_step(const struct heat *heat, int x, int y) {
    return (int) (heat->cells[y][x] / heat->most * HEAT_STEPS);
}

// Cells begin and end on whole pixels, so that no seam shows between two.
static void
draw_heat(const struct canvas *canvas, const struct plane_view *view,
          const struct ballot_box *box) {
    struct heat heat = {0};
    const struct box *plot = &view->plot;
    for (uint32_t i = 0; i < box->count; i++) {
        struct plane_place place;
        if (plane_ballot_at(&box->ballots[i], 0, &place)) {
            struct point at = plane_point(view, place);
            unsigned x = cell_of(at.x, plot->x, plot->w);
            unsigned y = cell_of(at.y, plot->y, plot->h);
            heat.counts[y][x] += 1.0f;
        }
    }
    blur(&heat);
    float grown = canvas_after_growth(canvas);
    float cell = plot->w / HEAT_CELLS;
    drawing_group(canvas->out, "heat");
    for (int y = 0; y < HEAT_CELLS && grown > 0.0f; y++) {
        float top = roundf(plot->y + cell * (float) y);
        float bottom = roundf(plot->y + cell * (float) (y + 1));
        for (int x = 0; x < HEAT_CELLS;) {
            int begin = x;
            int step = heat_step(&heat, x, y);
            while (x < HEAT_CELLS && heat_step(&heat, x, y) == step) {
                x++;
            }
            if (step > 0) {
                float left = roundf(plot->x + cell * (float) begin);
                float right = roundf(plot->x + cell * (float) x);
                float alpha = HEAT_ALPHA * grown * (float) step / HEAT_STEPS;
                drawing_rect(
                    canvas->out,
                    (struct box){left, top, right - left, bottom - top}, 0.0f,
                    color_with_alpha(canvas->theme->accent, alpha));
            }
        }
    }
}

// The same for the same number at any time; within a circle.
struct point
plane_jitter(const struct canvas *canvas, uint32_t number) {
    uint32_t bits = number * 2654435761u;
    bits ^= bits >> 15;
    bits *= 2246822519u;
    bits ^= bits >> 13;
    float angle = (float) (bits & 0xffff) / 65536.0f * 6.2831853f;
    float far = sqrtf((float) (bits >> 16) / 65536.0f) * JITTER_U * canvas->u;
    return (struct point){cosf(angle) * far, sinf(angle) * far};
}

float
plane_dot_radius(const struct canvas *canvas, uint32_t people) {
    return (people > CROWD  ? DOT_CROWD_U
            : people > MANY ? DOT_MANY_U
                            : DOT_U)
           * canvas->u;
}

static void
draw_dots(const struct canvas *canvas, const struct plane_view *view,
          const struct ballot_box *box) {
    float growth = canvas_growth(canvas);
    float radius = plane_dot_radius(canvas, box->answered);
    struct color color = color_with_alpha(canvas->theme->text,
                                          0.8f * fminf(1.0f, 0.2f + growth));
    struct point middle = box_center(view->inner);
    drawing_group(canvas->out, "dots");
    for (uint32_t i = 0; i < box->count; i++) {
        struct plane_place place;
        if (!plane_ballot_at(&box->ballots[i], 0, &place)) {
            continue;
        }
        struct point at = plane_point(view, place);
        struct point off = plane_jitter(canvas, i);
        at.x = middle.x + (at.x + off.x - middle.x) * growth;
        at.y = middle.y + (at.y + off.y - middle.y) * growth;
        drawing_disc(canvas->out, at, radius, color);
    }
}

static void
draw_bars(const struct canvas *canvas, struct point at, float length,
          float thick, struct color color) {
    drawing_rect(
        canvas->out,
        (struct box){at.x - length / 2.0f, at.y - thick / 2.0f, length, thick},
        thick / 2.0f, color);
    drawing_rect(
        canvas->out,
        (struct box){at.x - thick / 2.0f, at.y - length / 2.0f, thick, length},
        thick / 2.0f, color);
}

// In the ground's colour first, wider: it must be seen on dots and on heat.
void
plane_draw_cross(const struct canvas *canvas, struct point at,
                 struct color color, bool is_hollow) {
    float u = canvas->u;
    struct color ground = canvas->theme->background;
    ground.a = color.a;
    if (color.a == 0) {
        return;
    }
    draw_bars(canvas, at, (CROSS_U + 0.8f) * u, 1.7f * u, ground);
    draw_bars(canvas, at, CROSS_U * u, (is_hollow ? 1.3f : 0.9f) * u, color);
    if (is_hollow) {
        draw_bars(canvas, at, (CROSS_U - 0.8f) * u, 0.5f * u, ground);
    }
}

void
plane_draw_dots(const struct canvas *canvas, const struct plane_view *view,
                const struct ballot_box *box, const struct plane_item *item) {
    if (item->count >= HEAT_LEAST) {
        draw_heat(canvas, view, box);
    }
    draw_dots(canvas, view, box);
    float alpha = canvas_after_growth(canvas);
    if (item->count > 0 && alpha > 0.0f) {
        drawing_group(canvas->out, "mean");
        plane_draw_cross(canvas, plane_point(view, item->centroid),
                         color_with_alpha(canvas->theme->accent, alpha), false);
    }
}
