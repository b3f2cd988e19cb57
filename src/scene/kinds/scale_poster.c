// One statement on the whole wall: the values as circles or a track, then how
// the room is spread over them, a dot for each person while they are few
// enough, with mean, median and the stretch that the deck marks.
#include "scene/kinds/scale_pictures.h"

#include <math.h>
#include <stdio.h>

#define MARK_LABEL_U 6.0f // above the stretch, as poster.mark

struct scale_poster
scale_poster_lay_out(const struct canvas *canvas,
                     const struct exercise *exercise, struct box area) {
    float u = canvas->u;
    struct scale_poster poster = {0};
    struct box rest = area;
    if (exercise->items[0][0]) {
        poster.statement = box_cut_top(&rest, 12.0f * u);
    }
    bool has_mark = scale_has_mark(exercise);
    poster.mark = box_cut_top(&rest, has_mark ? MARK_LABEL_U * u : 0.0f);
    poster.mean = box_cut_top(&rest, 10.0f * u);
    bool has_ends = exercise->from_label || exercise->to_label;
    float below = (has_ends ? 13.0f : 7.0f) * u;
    poster.plot = box_cut_top(&rest, fmaxf(1.0f, rest.h - below));
    poster.numbers = box_cut_top(&rest, 7.0f * u);
    poster.ends = rest;
    return poster;
}

void
scale_poster_draw_statement(const struct canvas *canvas,
                            const struct exercise *exercise, struct box box) {
    if (box.h <= 0.0f) {
        return;
    }
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
    canvas_top(canvas, &style, exercise->items[0], box);
}

void
scale_poster_draw_mark(const struct canvas *canvas,
                       const struct exercise *exercise,
                       const struct scale_axis *axis, float top, float bottom) {
    if (!scale_has_mark(exercise)) {
        return;
    }
    float u = canvas->u;
    struct box band = scale_axis_mark(axis, exercise);
    float label_h = exercise->mark_label ? MARK_LABEL_U * u : 0.0f;
    band.y = top + label_h;
    band.h = bottom - band.y;
    drawing_rect(canvas->out, band, 1.2f * u, canvas->theme->surface);
    drawing_frame(canvas->out, band, 1.2f * u, 0.3f * u, canvas->theme->line);
    if (exercise->mark_label) {
        struct point at = {band.x + band.w / 2.0f, top + label_h / 2.0f};
        float size = canvas_type(canvas, TYPE_MIN);
        float half =
            canvas_width(canvas, FONT_LABEL, size, exercise->mark_label) / 2.0f;
        struct box safe = canvas->frame.safe;
        at.x = fminf(at.x, safe.x + safe.w - half);
        at.x = fmaxf(at.x, safe.x + half);
        canvas_label(canvas, FONT_LABEL, size, at, ALIGN_CENTER,
                     canvas->theme->text, exercise->mark_label);
    }
}

static void
draw_circles(const struct canvas *canvas, const struct scale_axis *axis,
             float middle) {
    float u = canvas->u;
    float pitch = axis->box.w / (float) axis->values;
    float radius = fminf(pitch * 0.40f, 8.0f * u);
    bool is_roomy = radius > 5.5f * u;
    float size = canvas_type(canvas, is_roomy ? TYPE_QUESTION : TYPE_MIN);
    for (int32_t value = axis->from; value <= axis->to; value++) {
        struct point at = {scale_axis_x(axis, value), middle};
        char text[16];
        snprintf(text, sizeof text, "%d", value);
        drawing_disc(canvas->out, at, radius, canvas->theme->surface);
        drawing_ring(canvas->out, at, radius - 0.2f * u, 0.4f * u, 0.0f, 1.0f,
                     canvas->theme->line);
        canvas_label(canvas, FONT_VALUE, size, at, ALIGN_CENTER,
                     canvas->theme->text, text);
    }
}

void
scale_poster_input(const struct canvas *canvas, const struct exercise *exercise,
                   struct box area) {
    float u = canvas->u;
    struct scale_poster poster = scale_poster_lay_out(canvas, exercise, area);
    struct scale_axis axis = scale_axis_of(exercise, poster.plot);
    scale_poster_draw_statement(canvas, exercise, poster.statement);
    bool has_circles = axis.values <= SCALE_CIRCLES_MAX;
    float top = poster.mark.y;
    float middle = top + (area.y + area.h - top) * 0.42f;
    float reach = 9.0f * u;
    scale_poster_draw_mark(canvas, exercise, &axis, middle - reach - 6.0f * u,
                           middle + reach);
    if (has_circles) {
        draw_circles(canvas, &axis, middle);
    } else {
        struct box track = {axis.box.x, middle - 1.5f * u, axis.box.w,
                            3.0f * u};
        drawing_rect(canvas->out, track, 1.5f * u, canvas->theme->line);
        scale_axis_draw_numbers(canvas, &axis, middle + 6.0f * u);
    }
    scale_axis_draw_ends(canvas, exercise,
                         (struct box){axis.box.x, middle + reach + 2.0f * u,
                                      axis.box.w, 11.0f * u},
                         false);
}

// One dot a person, or a column, in every bin.
static void
draw_spread(const struct canvas *canvas, const struct scale_axis *axis,
            const struct scale_statement *statement) {
    float u = canvas->u;
    uint32_t counts[SCALE_BIN_MAX];
    uint32_t most = scale_axis_count(axis, statement, counts);
    if (most == 0) {
        return;
    }
    bool has_dots = statement->count <= SCALE_DOTS_MAX;
    float growth = canvas_growth(canvas);
    float bottom = axis->box.y + axis->box.h - 0.6f * u;
    float bin_w = scale_axis_bin(axis, 0).w;
    float dot = fminf(fminf(SCALE_DOT_MAX_U * u, 0.92f * bin_w),
                      (axis->box.h - 1.0f * u) / (float) most);
    struct color color = canvas->theme->slots[0];
    float size = canvas_type(canvas, TYPE_MIN);
    bool has_counts =
        !has_dots && bin_w >= 8.0f * u && axis->box.h >= 16.0f * u;
    float room = axis->box.h - (has_counts ? 6.0f * u : 0.0f);
    for (unsigned bin = 0; bin < axis->bins; bin++) {
        struct box box = scale_axis_bin(axis, bin);
        float x = box.x + box.w / 2.0f;
        for (uint32_t i = 0; has_dots && i < counts[bin]; i++) {
            float rest = bottom - dot * ((float) i + 0.5f);
            float y = axis->box.y + (rest - axis->box.y) * growth;
            drawing_disc(canvas->out, (struct point){x, y}, 0.45f * dot, color);
        }
        float tall = room * (float) counts[bin] / (float) most * growth;
        if (!has_dots && counts[bin] > 0) {
            float w = 0.78f * box.w;
            drawing_rect(canvas->out,
                         (struct box){x - w / 2.0f, bottom - tall, w, tall},
                         fminf(0.6f * u, tall / 2.0f), color);
        }
        if (has_counts && counts[bin] > 0) {
            char text[16];
            snprintf(text, sizeof text, "%u", counts[bin]);
            canvas_label(canvas, FONT_TEXT, size,
                         (struct point){x, bottom - tall - 3.0f * u},
                         ALIGN_CENTER, canvas->theme->text2, text);
        }
    }
}

void
scale_draw_pointer(const struct canvas *canvas, struct point tip, float size) {
    const struct point points[] = {
        {tip.x - size * 0.6f, tip.y - size},
        {tip.x + size * 0.6f, tip.y - size},
        tip,
    };
    drawing_polygon(canvas->out, points, 3, canvas->theme->accent);
}

// "mean 7.2" over a pointer, kept inside the axis.
static void
draw_mean(const struct canvas *canvas, const struct scale_axis *axis,
          double mean, struct box box) {
    float u = canvas->u;
    float x = scale_axis_x(axis, mean);
    char text[32];
    snprintf(text, sizeof text, "%.1f", mean);
    float big = canvas_type(canvas, TYPE_VALUE);
    float small = canvas_type(canvas, TYPE_MIN);
    float number_w = canvas_width(canvas, FONT_VALUE, big, text);
    float word_w = canvas_width(canvas, FONT_TEXT, small, "mean") + 1.5f * u;
    float middle = box.y + 3.6f * u;
    float left = x - number_w / 2.0f;
    left = fmaxf(left, axis->box.x);
    left = fminf(left, axis->box.x + axis->box.w - number_w);
    canvas_label(canvas, FONT_VALUE, big, (struct point){left, middle},
                 ALIGN_LEFT, canvas->theme->accent, text);
    bool is_before = left - word_w > axis->box.x;
    struct point word = {
        is_before ? left - 1.5f * u : left + number_w + 1.5f * u, middle};
    canvas_label(canvas, FONT_TEXT, small, word,
                 is_before ? ALIGN_RIGHT : ALIGN_LEFT, canvas->theme->text2,
                 "mean");
    scale_draw_pointer(canvas, (struct point){x, box.y + box.h - 0.4f * u},
                       2.4f * u);
}

// A tick on the axis, and what it is between the words of the ends.
static void
draw_median(const struct canvas *canvas, const struct scale_axis *axis,
            double median, const struct scale_poster *poster) {
    float u = canvas->u;
    float x = scale_axis_x(axis, median);
    float bottom = axis->box.y + axis->box.h;
    drawing_rect(
        canvas->out,
        (struct box){x - 0.35f * u, bottom - 0.2f * u, 0.7f * u, 1.8f * u},
        0.0f, canvas->theme->text);
    char text[48];
    snprintf(text, sizeof text, "median %g", median);
    float size = canvas_type(canvas, TYPE_MIN);
    struct point at = box_center(poster->ends);
    if (poster->ends.h < 5.0f * u) {
        return;
    }
    at.y = poster->ends.y + size * 0.575f;
    float half = canvas_width(canvas, FONT_TEXT, size, text) / 2.0f;
    drawing_rect(canvas->out,
                 (struct box){at.x - half - 1.1f * u, at.y - 1.5f * u, 0.7f * u,
                              3.0f * u},
                 0.0f, canvas->theme->text);
    canvas_label(canvas, FONT_TEXT, size, (struct point){at.x + 0.9f * u, at.y},
                 ALIGN_CENTER, canvas->theme->text2, text);
}

void
scale_poster_result(const struct canvas *canvas,
                    const struct exercise *exercise,
                    const struct scale_statement *statement, struct box area) {
    float u = canvas->u;
    struct scale_poster poster = scale_poster_lay_out(canvas, exercise, area);
    struct scale_axis axis = scale_axis_of(exercise, poster.plot);
    float bottom = poster.plot.y + poster.plot.h;
    scale_poster_draw_statement(canvas, exercise, poster.statement);
    scale_poster_draw_mark(canvas, exercise, &axis, poster.mark.y,
                           poster.numbers.y + poster.numbers.h);
    draw_spread(canvas, &axis, statement);
    drawing_rect(
        canvas->out,
        (struct box){axis.box.x, bottom - 0.3f * u, axis.box.w, 0.4f * u}, 0.0f,
        canvas->theme->line);
    scale_axis_draw_numbers(canvas, &axis,
                            poster.numbers.y + poster.numbers.h / 2.0f);
    scale_axis_draw_ends(canvas, exercise, poster.ends, false);
    if (statement->count == 0) {
        return;
    }
    draw_mean(canvas, &axis, statement->mean, poster.mean);
    draw_median(canvas, &axis, statement->median, &poster);
}
