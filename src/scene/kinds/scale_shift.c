// A scale that was asked again: how the room was spread over the values as an
// outline, how it is now as dots or columns within, and the two means with an
// arrow between them. The dots travel in their order from low to high, so that
// nobody's own way is seen.
#include "scene/kinds/scale_pictures.h"
#include "scene/kinds/shift_rows.h"

#include <math.h>
#include <stdio.h>

#define ARROW "\xe2\x86\x92"

// One histogram in a box, before and now, with one scale of heights.
struct spread {
    uint32_t before[SCALE_BIN_MAX], after[SCALE_BIN_MAX];
    uint32_t most;
    float bottom, step; // y of the base line, px a person
    float column;       // part of a bin that a column fills
};

static void
count_spread(struct spread *spread, const struct scale_axis *axis,
             const struct scale_statement *before,
             const struct scale_statement *after) {
    uint32_t then = scale_axis_count(axis, before, spread->before);
    uint32_t now = scale_axis_count(axis, after, spread->after);
    spread->most = then > now ? then : now;
}

// The outline of all columns as one line, from base to base.
static void
draw_ghost(const struct canvas *canvas, const struct scale_axis *axis,
           const struct spread *spread, float width) {
    struct color color =
        color_with_alpha(canvas->theme->text2, canvas_morph(canvas).ghost);
    struct point points[4 * SCALE_BIN_MAX];
    size_t count = 0;
    for (unsigned bin = 0; bin <= axis->bins; bin++) {
        bool is_in = bin < axis->bins && spread->before[bin] > 0;
        if (!is_in && count > 0) {
            drawing_line(canvas->out, points, count, width, false, color);
            count = 0;
        }
        if (!is_in) {
            continue;
        }
        struct box box = scale_axis_bin(axis, bin);
        float inset = width / 2.0f;
        float left = bin == 0 ? box.x + inset : box.x;
        float right =
            bin + 1 == axis->bins ? box.x + box.w - inset : box.x + box.w;
        float top = spread->bottom - (float) spread->before[bin] * spread->step;
        if (count == 0) {
            points[count++] = (struct point){left, spread->bottom};
        } else {
            count--; // goes on from the column before
        }
        points[count++] = (struct point){left, top};
        points[count++] = (struct point){right, top};
        points[count++] = (struct point){right, spread->bottom};
    }
}

static float
dim(struct morph morph) {
    return 1.0f - 0.6f * morph.ghost * (1.0f - morph.travel);
}

static void
draw_columns(const struct canvas *canvas, const struct scale_axis *axis,
             const struct spread *spread) {
    float u = canvas->u;
    struct morph morph = canvas_morph(canvas);
    struct color color = color_with_alpha(canvas->theme->slots[0], dim(morph));
    for (unsigned bin = 0; bin < axis->bins; bin++) {
        struct box box = scale_axis_bin(axis, bin);
        float then = (float) spread->before[bin];
        float now = (float) spread->after[bin];
        float tall = (then + (now - then) * morph.travel) * spread->step;
        float w = spread->column * box.w;
        if (tall > 0.0f) {
            drawing_rect(canvas->out,
                         (struct box){box.x + (box.w - w) / 2.0f,
                                      spread->bottom - tall, w, tall},
                         fminf(0.5f * u, tall / 2.0f), color);
        }
    }
}

// Places of the people in order, from low to high.
static unsigned
list_dots(const struct scale_axis *axis, const struct spread *spread,
          const uint32_t *counts, struct point *out) {
    unsigned count = 0;
    for (unsigned bin = 0; bin < axis->bins; bin++) {
        struct box box = scale_axis_bin(axis, bin);
        for (uint32_t i = 0; i < counts[bin] && count < SCALE_DOTS_MAX; i++) {
            out[count++] = (struct point){
                box.x + box.w / 2.0f,
                spread->bottom - spread->step * ((float) i + 0.5f)};
        }
    }
    return count;
}

static void
draw_dots(const struct canvas *canvas, const struct scale_axis *axis,
          const struct spread *spread, float radius) {
    struct morph morph = canvas_morph(canvas);
    struct color color = color_with_alpha(canvas->theme->slots[0], dim(morph));
    struct point before[SCALE_DOTS_MAX];
    struct point after[SCALE_DOTS_MAX];
    unsigned then = list_dots(axis, spread, spread->before, before);
    unsigned now = list_dots(axis, spread, spread->after, after);
    for (unsigned i = 0; i < now; i++) {
        struct point at = i < then ? before[i] : after[i];
        at.x += (after[i].x - at.x) * morph.travel;
        at.y += (after[i].y - at.y) * morph.travel;
        drawing_disc(canvas->out, at, radius, color);
    }
}

// -- The means ---------------------------------------------------------------

// Then hollow, now solid; the arrow between them half-way up.
static void
draw_pointers(const struct canvas *canvas, const struct scale_axis *axis,
              double before, double after, struct point tip_and_size) {
    float u = canvas->u;
    float size = tip_and_size.x;
    float y = tip_and_size.y;
    struct morph morph = canvas_morph(canvas);
    float then = scale_axis_x(axis, before);
    float now = scale_axis_x(axis, after);
    float wide = 0.6f * size;
    const struct point hollow[] = {
        {then - wide, y - size}, {then + wide, y - size}, {then, y - 0.3f * u}};
    drawing_line(canvas->out, hollow, 3, 0.4f * u, true,
                 color_with_alpha(canvas->theme->text2, morph.ghost));
    scale_draw_pointer(
        canvas, (struct point){then + (now - then) * morph.travel, y}, size);
    float side = now > then ? 1.0f : -1.0f;
    float apart = wide + 0.6f * u;
    if (fabsf(now - then) > 2.0f * apart + 2.0f * u) {
        shift_draw_arrow(canvas,
                         (struct point){then + side * apart, y - 0.6f * size},
                         (struct point){now - side * apart, y - 0.6f * size},
                         canvas->theme->text2, morph.travel);
    }
}

// "mean 4.1 → 7.2" over the pointers, kept inside the axis.
static void
draw_means(const struct canvas *canvas, const struct scale_axis *axis,
           double before, double after, struct box box) {
    float u = canvas->u;
    char then[48];
    char now[32];
    snprintf(then, sizeof then, "mean %.1f " ARROW, before);
    snprintf(now, sizeof now, "%.1f", after);
    float big = canvas_type(canvas, TYPE_VALUE);
    float small = canvas_type(canvas, TYPE_MIN);
    float then_w = canvas_width(canvas, FONT_TEXT, small, then) + 1.5f * u;
    float width = then_w + canvas_width(canvas, FONT_VALUE, big, now);
    float left = (scale_axis_x(axis, before) + scale_axis_x(axis, after)) / 2.0f
                 - width / 2.0f;
    left = fmaxf(left, axis->box.x);
    left = fminf(left, axis->box.x + axis->box.w - width);
    float middle = box.y + 3.4f * u;
    canvas_label(canvas, FONT_TEXT, small, (struct point){left, middle},
                 ALIGN_LEFT, canvas->theme->text2, then);
    canvas_label(canvas, FONT_VALUE, big, (struct point){left + then_w, middle},
                 ALIGN_LEFT, canvas->theme->accent, now);
    draw_pointers(canvas, axis, before, after,
                  (struct point){2.4f * u, box.y + box.h - 0.4f * u});
}

// -- One statement -----------------------------------------------------------

static void
draw_poster_spread(const struct canvas *canvas, const struct scale_axis *axis,
                   const struct scale_statement *before,
                   const struct scale_statement *after) {
    float u = canvas->u;
    struct spread spread = {.bottom = axis->box.y + axis->box.h - 0.6f * u,
                            .column = 0.66f};
    count_spread(&spread, axis, before, after);
    if (spread.most == 0) {
        return;
    }
    float room = axis->box.h - 1.0f * u;
    float bin_w = scale_axis_bin(axis, 0).w;
    spread.step = room / (float) spread.most;
    bool has_dots =
        before->count <= SCALE_DOTS_MAX && after->count <= SCALE_DOTS_MAX;
    float dot = fminf(SCALE_DOT_MAX_U * u, 0.86f * bin_w);
    if (has_dots) {
        spread.step = fminf(dot, spread.step);
        draw_dots(canvas, axis, &spread, 0.43f * spread.step);
    } else {
        draw_columns(canvas, axis, &spread);
    }
    draw_ghost(canvas, axis, &spread, 0.4f * u);
}

void
scale_poster_shift(const struct canvas *canvas, const struct exercise *exercise,
                   const struct scale_statement *before,
                   const struct scale_statement *after, struct box area) {
    float u = canvas->u;
    struct scale_poster poster = scale_poster_lay_out(canvas, exercise, area);
    struct scale_axis axis = scale_axis_of(exercise, poster.plot);
    float bottom = poster.plot.y + poster.plot.h;
    scale_poster_draw_statement(canvas, exercise, poster.statement);
    scale_poster_draw_mark(canvas, exercise, &axis, poster.mark.y,
                           poster.numbers.y + poster.numbers.h);
    draw_poster_spread(canvas, &axis, before, after);
    drawing_rect(
        canvas->out,
        (struct box){axis.box.x, bottom - 0.3f * u, axis.box.w, 0.4f * u}, 0.0f,
        canvas->theme->line);
    scale_axis_draw_numbers(canvas, &axis,
                            poster.numbers.y + poster.numbers.h / 2.0f);
    scale_axis_draw_ends(canvas, exercise, poster.ends, false);
    if (before->count > 0 && after->count > 0) {
        draw_means(canvas, &axis, before->mean, after->mean, poster.mean);
    }
}

// -- Several statements ------------------------------------------------------

static void
write_mean(char *out, size_t size, const struct scale_statement *statement) {
    if (statement->count > 0) {
        snprintf(out, size, "%.1f", statement->mean);
    } else {
        snprintf(out, size, "\xe2\x80\x93");
    }
}

static void
draw_list_value(const struct canvas *canvas, const struct scale_list *list,
                const struct scale_statement *before,
                const struct scale_statement *after, float y) {
    char then[32];
    char mean[24];
    char now[24];
    write_mean(mean, sizeof mean, before);
    write_mean(now, sizeof now, after);
    snprintf(then, sizeof then, "%s " ARROW, mean);
    bool is_low = list->row_h < 6.6f * canvas->u;
    float size = canvas_type(canvas, is_low ? TYPE_MIN : TYPE_VALUE);
    float small = canvas_type(canvas, TYPE_MIN);
    struct point at = {list->value_x, y + list->row_h / 2.0f};
    canvas_label(canvas, FONT_TEXT, small, at, ALIGN_LEFT, canvas->theme->text2,
                 then);
    at.x += canvas_width(canvas, FONT_TEXT, small, then) + 1.2f * canvas->u;
    canvas_label(canvas, FONT_VALUE, size, at, ALIGN_LEFT,
                 canvas->theme->accent, now);
}

static float
list_value_width(const struct canvas *canvas, const struct exercise *exercise) {
    bool has_three = exercise->to > 99 || exercise->from < -9;
    bool has_two = exercise->to > 9 || exercise->from < 0;
    const char *widest = has_three ? "888.8" : has_two ? "88.8" : "8.8";
    char then[32];
    snprintf(then, sizeof then, "%s " ARROW, widest);
    return canvas_width(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), then)
           + 1.2f * canvas->u
           + canvas_width(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
                          widest);
}

static uint32_t
tallest(const struct exercise *exercise, const struct scale_tally *tally) {
    uint32_t most = 1;
    struct scale_axis axis = scale_axis_of(exercise, (struct box){0, 0, 1, 1});
    for (unsigned i = 0; i < exercise->item_count; i++) {
        uint32_t counts[SCALE_BIN_MAX];
        uint32_t one = scale_axis_count(&axis, &tally->statements[i], counts);
        most = one > most ? one : most;
    }
    return most;
}

static void
draw_list_row(const struct canvas *canvas, const struct scale_axis *axis,
              const struct scale_statement *before,
              const struct scale_statement *after, uint32_t most) {
    float u = canvas->u;
    struct spread spread = {.bottom = axis->box.y + axis->box.h - 0.8f * u,
                            .column = 0.62f};
    count_spread(&spread, axis, before, after);
    spread.step = (axis->box.h - 4.6f * u) / (float) most;
    draw_columns(canvas, axis, &spread);
    draw_ghost(canvas, axis, &spread, 0.35f * u);
    drawing_rect(
        canvas->out,
        (struct box){axis->box.x, spread.bottom, axis->box.w, 0.3f * u}, 0.0f,
        canvas->theme->line);
    if (before->count > 0 && after->count > 0) {
        draw_pointers(canvas, axis, before->mean, after->mean,
                      (struct point){2.2f * u, axis->box.y + 3.0f * u});
    }
}

void
scale_list_shift(const struct canvas *canvas, const struct exercise *exercise,
                 const struct scale_tally *before,
                 const struct scale_tally *after, struct box area) {
    struct scale_list list = scale_list_lay_out(
        canvas, exercise, area, list_value_width(canvas, exercise));
    uint32_t then = tallest(exercise, before);
    uint32_t now = tallest(exercise, after);
    scale_axis_draw_ends(canvas, exercise, list.ends, true);
    struct style label = scale_list_style(canvas, exercise, &list);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        float y = list.first_y + list.row_h * (float) i;
        struct scale_axis axis = scale_axis_of(
            exercise, (struct box){list.axis_x, y, list.axis_w, list.row_h});
        canvas_middle(canvas, &label, exercise->items[i],
                      scale_list_label(&list, y));
        draw_list_row(canvas, &axis, &before->statements[i],
                      &after->statements[i], then > now ? then : now);
        draw_list_value(canvas, &list, &before->statements[i],
                        &after->statements[i], y);
    }
}
