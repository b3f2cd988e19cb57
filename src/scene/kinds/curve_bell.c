// The bell with its gap and the names below it, and stacks of dots on it.
#include "scene/kinds/curve_bell.h"

#include <math.h>

#define CHASM_PART 0.05f // of the screen's width
#define SIDE_POINTS 40
#define TEETH 5
#define DOT_U 3.2f
#define DOT_MANY_U 2.0f
#define DOT_LEAST_U 0.5f
#define MANY 60
#define MODEL_ROOM_U 42.0f // below it the model has to give way

float
bell_x(const struct bell *bell, float at) {
    float usable = bell->plot.w - bell->gap;
    return bell->plot.x + at * usable + (at >= CHASM_AT ? bell->gap : 0.0f);
}

static float
bell_y(const struct bell *bell, float at) {
    float z = 6.0f * at - 3.0f;
    return bell->plot.y + bell->plot.h - bell->top_h * expf(-z * z / 2.0f);
}

// The area under the curve between two places, and the curve over it.
static void
draw_piece(const struct canvas *canvas, const struct bell *bell, float from,
           float to) {
    float u = canvas->u;
    float bottom = bell->plot.y + bell->plot.h;
    struct point points[SIDE_POINTS + 2 * TEETH + 4];
    size_t count = 0;
    bool is_before = to <= CHASM_AT + 0.001f;
    float shift = is_before ? 0.0f : bell->gap;
    float usable = bell->plot.w - bell->gap;
    for (int i = 0; i <= SIDE_POINTS; i++) {
        float at = from + (to - from) * (float) i / SIDE_POINTS;
        points[count++] = (struct point){bell->plot.x + at * usable + shift,
                                         bell_y(bell, at)};
    }
    struct point curve[SIDE_POINTS + 1];
    for (size_t i = 0; i < count; i++) {
        curve[i] = points[i];
    }
    // The broken edge towards the chasm, a tooth at a time.
    float edge_at = is_before ? to : from;
    float edge_x = bell->plot.x + edge_at * usable + shift;
    float edge_y = bell_y(bell, edge_at);
    float side = is_before ? -1.0f : 1.0f;
    struct point teeth[TEETH + 1];
    for (int i = 0; i <= TEETH; i++) {
        float down = (float) i / TEETH;
        float bite = i % 2 ? 1.6f * u : 0.0f;
        teeth[i] = (struct point){edge_x + side * bite,
                                  edge_y + (bottom - edge_y) * down};
    }
    if (is_before) {
        for (int i = 1; i <= TEETH; i++) {
            points[count++] = teeth[i];
        }
        points[count++] = (struct point){bell->plot.x + from * usable, bottom};
    } else {
        points[count++] =
            (struct point){bell->plot.x + to * usable + shift, bottom};
        for (int i = TEETH; i >= 1; i--) {
            points[count++] = teeth[i];
        }
    }
    drawing_polygon(canvas->out, points, count, canvas->theme->track);
    drawing_line(canvas->out, teeth, TEETH + 1, 0.4f * u, false,
                 canvas->theme->line);
    drawing_line(canvas->out, curve, SIDE_POINTS + 1, 0.6f * u, false,
                 canvas->theme->line);
}

// Over the gap, with a line that leads down to it.
static void
draw_chasm_name(const struct canvas *canvas, const struct bell *bell, float x) {
    float u = canvas->u;
    float top = bell->plot.y;
    canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                 (struct point){x, top - 4.5f * u}, ALIGN_CENTER,
                 canvas->theme->accent, "the chasm");
    drawing_rect(canvas->out,
                 (struct box){x - 0.2f * u, top - 1.6f * u, 0.4f * u,
                              bell_y(bell, CHASM_AT) - top + 1.6f * u},
                 0.2f * u, canvas->theme->accent);
}

void
bell_draw(const struct canvas *canvas, const struct bell *bell) {
    float u = canvas->u;
    float bottom = bell->plot.y + bell->plot.h;
    drawing_group(canvas->out, "bell");
    draw_piece(canvas, bell, 0.0f, CHASM_AT);
    draw_piece(canvas, bell, CHASM_AT, 1.0f);
    // Borders between the segments.
    for (unsigned i = 0; i + 1 < CURVE_SEGMENT_COUNT; i++) {
        float at = (float) curve_segment_end[i];
        if (fabsf(at - CHASM_AT) < 0.001f) {
            continue;
        }
        float x = bell_x(bell, at), y = bell_y(bell, at);
        drawing_rect(canvas->out,
                     (struct box){x - 0.2f * u, y, 0.4f * u, bottom - y}, 0.0f,
                     canvas->theme->background);
    }
    float left_end = bell->plot.x + CHASM_AT * (bell->plot.w - bell->gap);
    float thick = 0.4f * u;
    drawing_rect(
        canvas->out,
        (struct box){bell->plot.x, bottom, left_end - bell->plot.x, thick},
        0.0f, canvas->theme->line);
    drawing_rect(
        canvas->out,
        (struct box){left_end + bell->gap, bottom,
                     bell->plot.x + bell->plot.w - left_end - bell->gap, thick},
        0.0f, canvas->theme->line);
    draw_chasm_name(canvas, bell, left_end + bell->gap / 2.0f);
}

struct box
bell_segment(const struct bell *bell, unsigned segment, float y, float height) {
    float usable = bell->plot.w - bell->gap;
    float from = segment ? (float) curve_segment_end[segment - 1] : 0.0f;
    float to = segment + 1 < CURVE_SEGMENT_COUNT
                   ? (float) curve_segment_end[segment]
                   : 1.0f;
    float shift = from >= CHASM_AT - 0.001f ? bell->gap : 0.0f;
    return (struct box){bell->plot.x + from * usable + shift, y,
                        (to - from) * usable, height};
}

// The first name is one word, and the narrowest segment may be too narrow for
// it: then it begins at the edge and the next one makes way.
void
bell_draw_names(const struct canvas *canvas, const struct bell *bell, float y) {
    float size = canvas_type(canvas, TYPE_MIN);
    struct style style = {FONT_LABEL,           size, size,
                          canvas->theme->text2, 2,    ALIGN_CENTER};
    float first = canvas_width(canvas, FONT_LABEL, size, curve_segment_name[0]);
    bool is_narrow = first >= bell_segment(bell, 0, y, 0.0f).w;
    for (unsigned i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        struct box box = bell_segment(bell, i, y, 10.0f * canvas->u);
        style.align = ALIGN_CENTER;
        if (is_narrow && i == 0) {
            style.align = ALIGN_LEFT;
            box.w = 1.01f * first;
        } else if (is_narrow && i == 1) {
            style.align = ALIGN_RIGHT;
        }
        canvas_top(canvas, &style, curve_segment_name[i], box);
    }
}

struct bell
bell_of(const struct canvas *canvas, struct box area) {
    float u = canvas->u;
    struct bell bell = {.plot = area,
                        .gap = CHASM_PART * canvas->frame.safe.w / 0.9f};
    bell.plot.x += 0.4f * u; // half of a stroke
    bell.plot.w -= 0.8f * u;
    bell.plot.y += TOP_ROW_U * u;
    bell.has_model = area.h >= MODEL_ROOM_U * u;
    float below = bell.has_model ? 24.5f : 18.5f;
    bell.plot.h = fmaxf(1.0f, area.h - (TOP_ROW_U + below) * u);
    bell.top_h = bell.plot.h - 0.5f * u;
    return bell;
}

static unsigned
column_of(const struct stacks *stacks, float at) {
    if (at < CHASM_AT) {
        unsigned column = (unsigned) (at / CHASM_AT * (float) stacks->left);
        return column < stacks->left ? column : stacks->left - 1;
    }
    unsigned column = (unsigned) ((at - CHASM_AT) / (1.0f - CHASM_AT)
                                  * (float) stacks->right);
    column = column < stacks->right ? column : stacks->right - 1;
    return stacks->left + column;
}

float
stacks_x(const struct stacks *stacks, const struct bell *bell,
         unsigned column) {
    float usable = bell->plot.w - bell->gap;
    bool is_left = column < stacks->left;
    float from = is_left ? 0.0f : CHASM_AT;
    float to = is_left ? CHASM_AT : 1.0f;
    unsigned index = is_left ? column : column - stacks->left;
    unsigned count = is_left ? stacks->left : stacks->right;
    float at = from + (to - from) * ((float) index + 0.5f) / (float) count;
    return bell->plot.x + at * usable + (is_left ? 0.0f : bell->gap);
}

static unsigned
fill(const struct bell *bell, const struct ballot_box *box, float dot,
     struct stacks *out) {
    float usable = bell->plot.w - bell->gap;
    *out = (struct stacks){.dot = dot};
    out->left = (unsigned) fmaxf(1.0f, usable * CHASM_AT / dot);
    out->right = (unsigned) fmaxf(1.0f, usable * (1 - CHASM_AT) / dot);
    if (out->left + out->right > STACK_MAX) {
        out->left = STACK_MAX / 3;
        out->right = STACK_MAX - out->left;
    }
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->size == 0) {
            continue;
        }
        float at = (float) curve_ballot_at(ballot);
        unsigned height = ++out->heights[column_of(out, at)];
        out->most = height > out->most ? height : out->most;
    }
    return out->most;
}

void
stacks_find(const struct canvas *canvas, const struct bell *bell,
            const struct ballot_box *const *boxes, unsigned count,
            struct stacks *out) {
    float dot = (boxes[0]->answered > MANY ? DOT_MANY_U : DOT_U) * canvas->u;
    float least = DOT_LEAST_U * canvas->u;
    for (;; dot *= 0.85f) {
        unsigned most = 0;
        for (unsigned i = 0; i < count; i++) {
            unsigned tall = fill(bell, boxes[i], dot, &out[i]);
            most = tall > most ? tall : most;
        }
        if (dot * (float) most <= bell->plot.h || dot < least) {
            for (unsigned i = 0; i < count; i++) {
                out[i].step =
                    fminf(dot, bell->plot.h / (float) (most > 0 ? most : 1));
            }
            return;
        }
    }
}
