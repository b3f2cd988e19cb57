// The axis of a scale. A value is in the middle of its own stretch of the
// axis, so that columns, dots, means and marks all agree.
#include "scene/kinds/scale_axis.h"

#include <math.h>
#include <stdio.h>

#define SPLIT_OUTER 0.35
#define SPLIT_MIDDLE 0.15
#define SPLIT_FEW 5 // values below which a room is not called split

struct scale_axis
scale_axis_of(const struct exercise *exercise, struct box box) {
    static const unsigned widths[] = {1, 2, 5, 10};
    struct scale_axis axis = {
        .box = box, .from = exercise->from, .to = exercise->to};
    axis.values = (unsigned) (axis.to - axis.from) + 1;
    for (unsigned i = 0; i < sizeof widths / sizeof *widths; i++) {
        axis.width = widths[i];
        axis.bins = axis.values / axis.width;
        if (axis.bins <= SCALE_BIN_MAX) {
            break;
        }
    }
    axis.bins = axis.bins > SCALE_BIN_MAX ? SCALE_BIN_MAX : axis.bins;
    return axis;
}

float
scale_axis_x(const struct scale_axis *axis, double value) {
    double part = (value - axis->from + 0.5) / axis->values;
    return axis->box.x + axis->box.w * (float) part;
}

struct box
scale_axis_bin(const struct scale_axis *axis, unsigned bin) {
    double from = (double) (bin * axis->width) / axis->values;
    double to = bin + 1 == axis->bins
                    ? 1.0
                    : (double) ((bin + 1) * axis->width) / axis->values;
    return (struct box){axis->box.x + axis->box.w * (float) from, axis->box.y,
                        axis->box.w * (float) (to - from), axis->box.h};
}

uint32_t
scale_axis_count(const struct scale_axis *axis,
                 const struct scale_statement *statement,
                 uint32_t out[static SCALE_BIN_MAX]) {
    uint32_t most = 0;
    for (unsigned i = 0; i < SCALE_BIN_MAX; i++) {
        out[i] = 0;
    }
    for (unsigned i = 0; i < axis->values && i < SCALE_VALUE_MAX; i++) {
        unsigned bin = i / axis->width;
        bin = bin < axis->bins ? bin : axis->bins - 1;
        out[bin] += statement->counts[i];
        most = out[bin] > most ? out[bin] : most;
    }
    return most;
}

bool
scale_has_mark(const struct exercise *exercise) {
    return exercise->mark_from < exercise->mark_to;
}

struct box
scale_axis_mark(const struct scale_axis *axis,
                const struct exercise *exercise) {
    float left = scale_axis_x(axis, exercise->mark_from - 0.5);
    float right = scale_axis_x(axis, exercise->mark_to + 0.5);
    left = fmaxf(left, axis->box.x);
    right = fminf(right, axis->box.x + axis->box.w);
    return (struct box){left, axis->box.y, fmaxf(0.0f, right - left),
                        axis->box.h};
}

void
scale_axis_draw_numbers(const struct canvas *canvas,
                        const struct scale_axis *axis, float y) {
    static const int steps[] = {1, 2, 5, 10, 20, 25, 50, 100};
    float size = canvas_type(canvas, TYPE_MIN);
    char first[16], last[16];
    snprintf(first, sizeof first, "%d", axis->from);
    snprintf(last, sizeof last, "%d", axis->to);
    float widest = fmaxf(canvas_width(canvas, FONT_LABEL, size, first),
                         canvas_width(canvas, FONT_LABEL, size, last));
    int step = 1;
    for (unsigned i = 0; i < sizeof steps / sizeof *steps; i++) {
        step = steps[i];
        float apart = axis->box.w * (float) step / (float) axis->values;
        if (apart >= widest + 2.0f * canvas->u) {
            break;
        }
    }
    for (int32_t value = axis->from; value <= axis->to; value += step) {
        char text[16];
        snprintf(text, sizeof text, "%d", value);
        float half = canvas_width(canvas, FONT_LABEL, size, text) / 2.0f;
        float x = scale_axis_x(axis, value);
        x = fmaxf(x, axis->box.x + half);
        x = fminf(x, axis->box.x + axis->box.w - half);
        canvas_label(canvas, FONT_LABEL, size, (struct point){x, y},
                     ALIGN_CENTER, canvas->theme->text2, text);
    }
}

static void
write_end(char *out, size_t out_size, int32_t value, const char *label,
          bool has_numbers) {
    bool has_label = label && label[0];
    if (!has_numbers) {
        snprintf(out, out_size, "%s", has_label ? label : "");
    } else if (has_label) {
        snprintf(out, out_size, "%d %s", value, label);
    } else {
        snprintf(out, out_size, "%d", value);
    }
}

void
scale_axis_draw_ends(const struct canvas *canvas,
                     const struct exercise *exercise, struct box box,
                     bool has_numbers) {
    float size = canvas_type(canvas, TYPE_MIN);
    struct style style = {FONT_TEXT, size,      size, canvas->theme->text2,
                          2,         ALIGN_LEFT};
    char text[256];
    float half = box.w / 2.0f - 2.0f * canvas->u;
    write_end(text, sizeof text, exercise->from, exercise->from_label,
              has_numbers);
    canvas_top(canvas, &style, text, (struct box){box.x, box.y, half, box.h});
    write_end(text, sizeof text, exercise->to, exercise->to_label, has_numbers);
    style.align = ALIGN_RIGHT;
    canvas_top(canvas, &style, text,
               (struct box){box.x + box.w - half, box.y, half, box.h});
}

bool
scale_is_split(const struct scale_statement *statement, unsigned values) {
    if (statement->count < SPLIT_FEW) {
        return false;
    }
    uint32_t low = 0, middle = 0, high = 0;
    for (unsigned i = 0; i < values && i < SCALE_VALUE_MAX; i++) {
        double at = (i + 0.5) / values;
        uint32_t *part = at < 0.4 ? &low : at > 0.6 ? &high : &middle;
        *part += statement->counts[i];
    }
    double count = statement->count;
    return low >= SPLIT_OUTER * count && high >= SPLIT_OUTER * count
           && middle <= SPLIT_MIDDLE * count;
}
