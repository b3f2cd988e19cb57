// Rows of a shift. The ghost is a little taller than the bar, so that it is
// seen around it as well as beyond it; both begin at zero on one axis.
#include "scene/kinds/shift_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/kinds/bars.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/ladder.h"
#include "scene/kinds/rows.h"

#define BAR_PART 0.42f
#define BAR_MAX_U 5.0f
#define GHOST_MORE_U 1.1f     // above and below the bar
#define STACKED_U 10.6f       // a row of more holds two lines of values
#define STACKED_GOOD_U 11.4f  // and with space between rows
#define STACKED_ROOM_U 140.0f // a row of more needs no second line before that
#define WORD_ROOM_U 84.0f     // a row of more holds the unit beside the change
#define SIGN_U 2.6f           // the triangle, with the space after it
#define SIGN_SIZE_U 2.4f
#define HEAD_U 1.5f        // the head of an arrow
#define ARROW_LEAST_U 2.6f // a shorter way has none
#define SAME 1e-9          // of two values on the axis
#define DIM 0.4f           // of what was, before it travels

static double
whole(double value) {
    return floor(value + 0.5);
}

// A change that would be written as none is none.
static void
set_change(struct shift_row *row, double change, int digits) {
    double unit = digits > 0 ? 0.1 : 1.0;
    double by = whole(fabs(change) / unit) * unit;
    row->sign = by > 0.0 ? (change > 0.0) - (change < 0.0) : 0;
    if (row->sign != 0) {
        snprintf(row->by, sizeof row->by, "%.*f", digits, by);
    }
}

void
shift_row_shares(struct shift_row *row, double before, double after) {
    snprintf(row->now, sizeof row->now, "%.0f%%", whole(100.0 * after));
    set_change(row, 100.0 * (after - before), 0);
}

void
shift_row_counts(struct shift_row *row, uint32_t before, uint32_t after) {
    snprintf(row->now, sizeof row->now, "%u", after);
    set_change(row, (double) after - (double) before, 0);
}

void
shift_row_means(struct shift_row *row, double before, double after,
                int digits) {
    snprintf(row->now, sizeof row->now, "%.*f", digits, after);
    set_change(row, after - before, digits);
}

void
shift_draw_arrow(const struct canvas *canvas, struct point from,
                 struct point to, struct color color, float shown) {
    float u = canvas->u;
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    float length = sqrtf(dx * dx + dy * dy);
    if (length < ARROW_LEAST_U * u || shown <= 0.0f) {
        return;
    }
    dx /= length;
    dy /= length;
    color = color_with_alpha(color, shown);
    float head = fminf(HEAD_U * u, length / 2.0f);
    struct point neck = {to.x - dx * head, to.y - dy * head};
    const struct point line[] = {from, neck};
    const struct point points[] = {
        {neck.x - dy * head * 0.8f, neck.y + dx * head * 0.8f},
        {neck.x + dy * head * 0.8f, neck.y - dx * head * 0.8f},
        to,
    };
    drawing_line(canvas->out, line, 2, 0.5f * u, false, color);
    drawing_polygon(canvas->out, points, 3, color);
}

// Up, down, or two strokes for no change; `at` its left end and middle.
static void
draw_sign(const struct canvas *canvas, int sign, struct point at,
          struct color color) {
    float u = canvas->u;
    float size = SIGN_SIZE_U * u;
    if (sign == 0) {
        for (int i = 0; i < 2; i++) {
            drawing_rect(canvas->out,
                         (struct box){at.x, at.y + (i ? 0.4f : -0.9f) * u, size,
                                      0.5f * u},
                         0.0f, color);
        }
        return;
    }
    float tip = at.y - (float) sign * size * 0.45f;
    float base = at.y + (float) sign * size * 0.45f;
    const struct point points[] = {
        {at.x, base}, {at.x + size, base}, {at.x + size / 2.0f, tip}};
    drawing_polygon(canvas->out, points, 3, color);
}

// -- Values ------------------------------------------------------------------

struct values {
    float size, small; // px
    float now_w, by_w, width;
    float place_w; // the places of a ladder; 0: none
    float right_w; // what marks the right options; 0: none
    bool is_stacked, has_unit;
};

static void
write_by(const struct shift_list *list, const struct values *values,
         unsigned item, char *out, size_t size) {
    const char *by = list->rows[item].by;
    bool has_unit = values->has_unit && list->unit[0] && by[0];
    snprintf(out, size, "%s%s%s%s", by, has_unit ? " " : "",
             has_unit ? list->unit : "",
             has_unit && strcmp(by, "1") != 0 ? "s" : "");
}

static double
value_of(const struct shift_list *list, unsigned item, bool is_after) {
    return is_after ? list->rows[item].after : list->rows[item].before;
}

// From 1; equal ones share theirs.
static unsigned
place_of(const struct shift_list *list, unsigned count, unsigned item,
         bool is_after) {
    const uint8_t *order = is_after ? list->order_after : list->order_before;
    unsigned at = 0;
    while (at + 1 < count && order[at] != item) {
        at++;
    }
    while (at > 0
           && fabs(value_of(list, order[at - 1], is_after)
                   - value_of(list, item, is_after))
                  < SAME) {
        at--;
    }
    return at + 1;
}

static void
write_place(const struct shift_list *list, unsigned count, unsigned item,
            char *out, size_t size) {
    unsigned before = place_of(list, count, item, false);
    unsigned after = place_of(list, count, item, true);
    if (before == after) {
        snprintf(out, size, "%u", after);
    } else {
        snprintf(out, size, "%u \xe2\x86\x92 %u", before, after);
    }
}

static struct values
measure(const struct canvas *canvas, const struct rows *rows,
        const struct shift_list *list) {
    float u = canvas->u;
    struct values values = {.size = rows_value_size(canvas, rows),
                            .small = canvas_type(canvas, TYPE_MIN)};
    bool has_width = rows->column_w >= STACKED_ROOM_U * u;
    values.is_stacked =
        rows->row_h >= (has_width ? STACKED_GOOD_U : STACKED_U) * u;
    values.has_unit =
        values.is_stacked || rows->column_w >= WORD_ROOM_U * u + rows->mark_w;
    for (unsigned i = 0; i < rows->count; i++) {
        char text[64];
        values.now_w =
            fmaxf(values.now_w, canvas_width(canvas, FONT_VALUE, values.size,
                                             list->rows[i].now));
        write_by(list, &values, i, text, sizeof text);
        values.by_w = fmaxf(
            values.by_w, canvas_width(canvas, FONT_LABEL, values.small, text));
        if (list->order_after) {
            write_place(list, rows->count, i, text, sizeof text);
            values.place_w =
                fmaxf(values.place_w,
                      canvas_width(canvas, FONT_LABEL, values.small, text));
        }
    }
    values.place_w += values.place_w > 0.0f ? 2.5f * u : 0.0f;
    if (list->right) {
        values.right_w = bars_right_width(canvas, values.has_unit) + 2.5f * u;
    }
    values.by_w += (SIGN_U + 0.8f) * u;
    values.width = values.is_stacked ? fmaxf(values.now_w, values.by_w)
                                     : values.now_w + 2.5f * u + values.by_w;
    return values;
}

static void
draw_values(const struct canvas *canvas, const struct shift_list *list,
            const struct values *values, unsigned item, struct box box) {
    float u = canvas->u;
    const struct shift_row *row = &list->rows[item];
    float shown = canvas_morph(canvas).travel;
    float middle = box.y + box.h / 2.0f;
    struct point now = {box.x, middle};
    struct point by = {box.x + values->now_w + 2.5f * u, middle};
    if (values->is_stacked) {
        now.y -= 2.6f * u;
        by = (struct point){box.x, middle + 3.0f * u};
    }
    if (shown <= 0.0f) {
        return;
    }
    canvas_label(
        canvas, FONT_VALUE, values->size,
        values->is_stacked ? now : (struct point){now.x + values->now_w, now.y},
        values->is_stacked ? ALIGN_LEFT : ALIGN_RIGHT,
        color_with_alpha(canvas->theme->text, shown), row->now);
    struct color color =
        row->by[0] ? canvas->theme->text2 : canvas->theme->muted;
    color = color_with_alpha(color, shown);
    if (row->sign != 0 || !row->by[0]) {
        draw_sign(canvas, row->sign, by, color);
        by.x += (SIGN_U + 0.8f) * u;
    }
    if (row->by[0]) {
        char text[64];
        write_by(list, values, item, text, sizeof text);
        canvas_label(canvas, FONT_LABEL, values->small, by, ALIGN_LEFT, color,
                     text);
    }
}

// -- Bars --------------------------------------------------------------------

static void
draw_bar(const struct canvas *canvas, const struct shift_row *row,
         struct color color, struct box box) {
    float u = canvas->u;
    struct morph morph = canvas_morph(canvas);
    float height = fminf(BAR_PART * box.h, BAR_MAX_U * u);
    float middle = box.y + box.h / 2.0f;
    float before = box.w * (float) row->before;
    float after = box.w * (float) row->after;
    float width = before + (after - before) * morph.travel;
    struct box bar = {box.x, middle - height / 2.0f, width, height};
    float radius = fminf(0.6f * u, width / 2.0f);
    float solid = 1.0f - (1.0f - DIM) * morph.ghost * (1.0f - morph.travel);
    if (width >= 0.2f * u) {
        drawing_rect(canvas->out, bar, radius, color_with_alpha(color, solid));
        if (!color_is_strong(color, canvas->theme->background)) {
            drawing_frame(canvas->out, bar, radius, 0.3f * u,
                          color_with_alpha(canvas->theme->line, solid));
        }
    }
    float taller = height + 2.0f * GHOST_MORE_U * u;
    if (before >= 0.9f * u) {
        drawing_frame(
            canvas->out,
            (struct box){box.x, middle - taller / 2.0f, before, taller},
            fminf(1.2f * u, before / 2.0f), 0.4f * u,
            color_with_alpha(canvas->theme->text2, morph.ghost));
    }
    struct color ink =
        after > before ? color_ink_on(color) : canvas->theme->text;
    float end = after > before ? after - 0.6f * u : after + 0.5f * u;
    float begin = after > before ? before + 0.6f * u : before - 1.0f * u;
    shift_draw_arrow(canvas, (struct point){box.x + begin, middle},
                     (struct point){box.x + end, middle}, ink, morph.travel);
}

// Where a row is on its way from its old place to the new one.
static struct box
row_box(const struct canvas *canvas, const struct rows *rows,
        const struct shift_list *list, unsigned item) {
    if (!list->order_after) {
        return rows_box(rows, item);
    }
    unsigned before = item;
    unsigned after = item;
    for (unsigned i = 0; i < rows->count; i++) {
        before = list->order_before[i] == item ? i : before;
        after = list->order_after[i] == item ? i : after;
    }
    float way = canvas_morph(canvas).travel;
    struct box from = rows_box(rows, before);
    struct box to = rows_box(rows, after);
    from.x += (to.x - from.x) * way;
    from.y += (to.y - from.y) * way;
    return from;
}

static void
draw_place(const struct canvas *canvas, const struct shift_list *list,
           const struct values *values, unsigned count, unsigned item,
           struct box row) {
    char text[32];
    write_place(list, count, item, text, sizeof text);
    canvas_label(canvas, FONT_LABEL, values->small,
                 (struct point){row.x + values->place_w - 2.5f * canvas->u,
                                row.y + row.h / 2.0f},
                 ALIGN_RIGHT, canvas->theme->text2, text);
}

void
shift_rows_draw(const struct canvas *canvas, const struct exercise *exercise,
                const struct shift_list *list, struct box area) {
    float u = canvas->u;
    unsigned count = exercise->item_count;
    struct rows rows = list->order_after ? ladder_rows(canvas, count, area)
                                         : rows_lay_out(canvas, count, area);
    struct values values = measure(canvas, &rows, list);
    float value_w = values.width + values.right_w + 2.0f * u;
    float label_w =
        rows_label_width(canvas, &rows, exercise, value_w + values.place_w);
    struct style label =
        labels_style(canvas, exercise, TYPE_BODY, label_w, rows.row_h);
    for (unsigned i = 0; i < count; i++) {
        struct box row = row_box(canvas, &rows, list, i);
        if (values.place_w > 0.0f) {
            draw_place(canvas, list, &values, rows.count, i, row);
            row.x += values.place_w;
            row.w -= values.place_w;
        }
        struct box rest = rows_draw_mark(canvas, &rows, i, row);
        canvas_middle(canvas, &label, exercise->items[i],
                      (struct box){rest.x, rest.y, label_w, rest.h});
        if (list->right >> i & 1u) {
            bars_draw_right(canvas, values.has_unit, canvas_morph(canvas).ghost,
                            rest);
        }
        float x = rest.x + label_w + 3.0f * u;
        float right = rest.x + rest.w - value_w - 1.5f * u;
        draw_bar(canvas, &list->rows[i], rows_color(canvas, &rows, i),
                 (struct box){x, rest.y, right - x, rest.h});
        draw_values(canvas, list, &values, i,
                    (struct box){right + 1.5f * u + 2.0f * u, rest.y,
                                 values.width, rest.h});
    }
    for (unsigned i = 0; i < rows.count; i += rows.per_column) {
        float x = rows_box(&rows, i).x + values.place_w + rows.mark_w;
        rows_draw_baseline(canvas, &rows, i, x + label_w + 3.0f * u);
    }
}
