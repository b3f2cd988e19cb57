// Several statements, a row each: text, a small histogram on the common axis,
// and the mean. All rows have one scale of heights, so that they compare.
#include "scene/kinds/scale_pictures.h"

#include <math.h>
#include <stdio.h>

#include "scene/kinds/labels.h"

#define SPLIT_TEXT "split room"

// Whether the words at the ends need two lines of this width.
static bool
is_long_end(const struct canvas *canvas, const struct exercise *exercise,
            float width) {
    const char *labels[] = {exercise->from_label, exercise->to_label};
    float size = canvas_type(canvas, TYPE_MIN);
    float number = canvas_width(canvas, FONT_TEXT, size, "100 ");
    for (int i = 0; i < 2; i++) {
        if (labels[i]
            && canvas_width(canvas, FONT_TEXT, size, labels[i]) + number
                   > width) {
            return true;
        }
    }
    return false;
}

struct scale_list
scale_list_lay_out(const struct canvas *canvas, const struct exercise *exercise,
                   struct box area, float value_w) {
    float u = canvas->u;
    unsigned count = exercise->item_count;
    struct scale_list list = {.label_x = area.x};
    float ends_h = 6.0f * u;
    if (is_long_end(canvas, exercise, 0.2f * area.w)) {
        ends_h = 11.0f * u;
    }
    list.row_h = fminf((area.h - ends_h) / (float) count, 14.0f * u);
    bool is_tight = list.row_h < 9.8f * u;
    list.label_w = (is_tight ? 0.54f : 0.42f) * area.w;
    list.axis_x = area.x + list.label_w + 4.0f * u;
    float gap = value_w > 0.0f ? value_w + 3.0f * u : 0.0f;
    list.axis_w = area.x + area.w - gap - list.axis_x;
    list.value_x = list.axis_x + list.axis_w + 3.0f * u;
    float content = ends_h + list.row_h * (float) count;
    float top = area.y + (area.h - content) * 0.4f;
    list.ends = (struct box){list.axis_x, top, list.axis_w, ends_h};
    list.first_y = top + ends_h;
    return list;
}

struct style
scale_list_style(const struct canvas *canvas, const struct exercise *exercise,
                 const struct scale_list *list) {
    return labels_style(canvas, exercise, TYPE_BODY, list->label_w,
                        list->row_h);
}

struct box
scale_list_label(const struct scale_list *list, float y) {
    return (struct box){list->label_x, y, list->label_w, list->row_h};
}

void
scale_list_input(const struct canvas *canvas, const struct exercise *exercise,
                 struct box area) {
    float u = canvas->u;
    struct scale_list list = scale_list_lay_out(canvas, exercise, area, 0.0f);
    scale_axis_draw_ends(canvas, exercise, list.ends, true);
    struct style label = scale_list_style(canvas, exercise, &list);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        float y = list.first_y + list.row_h * (float) i;
        struct box box = {list.axis_x, y, list.axis_w, list.row_h};
        struct scale_axis axis = scale_axis_of(exercise, box);
        float middle = y + list.row_h / 2.0f;
        canvas_middle(canvas, &label, exercise->items[i],
                      scale_list_label(&list, y));
        if (axis.values > SCALE_CIRCLES_MAX) {
            drawing_rect(
                canvas->out,
                (struct box){box.x, middle - 0.8f * u, box.w, 1.6f * u},
                0.8f * u, canvas->theme->line);
            continue;
        }
        float radius = fminf(0.34f * list.row_h, 2.6f * u);
        for (int32_t value = axis.from; value <= axis.to; value++) {
            drawing_ring(canvas->out,
                         (struct point){scale_axis_x(&axis, value), middle},
                         radius, 0.4f * u, 0.0f, 1.0f, canvas->theme->line);
        }
    }
}

static void
draw_list_row(const struct canvas *canvas, const struct scale_axis *axis,
              const struct scale_statement *statement, uint32_t most) {
    float u = canvas->u;
    float growth = canvas_growth(canvas);
    float bottom = axis->box.y + axis->box.h - 0.8f * u;
    float room = axis->box.h - 4.2f * u;
    uint32_t counts[SCALE_BIN_MAX];
    scale_axis_count(axis, statement, counts);
    for (unsigned bin = 0; bin < axis->bins; bin++) {
        struct box box = scale_axis_bin(axis, bin);
        float tall = room * (float) counts[bin] / (float) most * growth;
        float w = 0.78f * box.w;
        if (tall > 0.0f) {
            drawing_rect(canvas->out,
                         (struct box){box.x + (box.w - w) / 2.0f, bottom - tall,
                                      w, tall},
                         fminf(0.5f * u, tall / 2.0f), canvas->theme->slots[0]);
        }
    }
    drawing_rect(canvas->out,
                 (struct box){axis->box.x, bottom, axis->box.w, 0.3f * u}, 0.0f,
                 canvas->theme->line);
    if (statement->count > 0) {
        scale_draw_pointer(canvas,
                           (struct point){scale_axis_x(axis, statement->mean),
                                          axis->box.y + 3.0f * u},
                           2.2f * u);
    }
}

static void
write_mean(char *out, size_t size, const struct scale_statement *statement) {
    if (statement->count > 0) {
        snprintf(out, size, "%.1f", statement->mean);
    } else {
        snprintf(out, size, "\xe2\x80\x93");
    }
}

static float
list_value_width(const struct canvas *canvas, const struct exercise *exercise,
                 const struct scale_tally *tally) {
    float widest = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const struct scale_statement *statement = &tally->statements[i];
        char text[32];
        write_mean(text, sizeof text, statement);
        widest =
            fmaxf(widest, canvas_width(canvas, FONT_VALUE,
                                       canvas_type(canvas, TYPE_VALUE), text));
        unsigned values = (unsigned) (exercise->to - exercise->from) + 1;
        if (scale_is_split(statement, values)) {
            widest = fmaxf(widest, canvas_width(canvas, FONT_LABEL,
                                                canvas_type(canvas, TYPE_MIN),
                                                SPLIT_TEXT));
        }
    }
    return widest;
}

static void
draw_list_value(const struct canvas *canvas, const struct scale_list *list,
                const struct scale_statement *statement, unsigned values,
                float y) {
    float u = canvas->u;
    char text[32];
    write_mean(text, sizeof text, statement);
    bool is_split = scale_is_split(statement, values);
    struct point at = {list->value_x, y + list->row_h / 2.0f};
    bool has_room = list->row_h >= 9.5f * u;
    if (is_split && has_room) {
        at.y -= 2.4f * u;
    }
    bool is_low = list->row_h < 6.6f * u;
    canvas_label(canvas, FONT_VALUE,
                 canvas_type(canvas, is_low ? TYPE_MIN : TYPE_VALUE), at,
                 ALIGN_LEFT, canvas->theme->accent, text);
    if (is_split && has_room) {
        at.y += 5.4f * u;
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN), at,
                     ALIGN_LEFT, canvas->theme->text2, SPLIT_TEXT);
    }
}

void
scale_list_result(const struct canvas *canvas, const struct exercise *exercise,
                  const struct scale_tally *tally, struct box area) {
    float value_w = list_value_width(canvas, exercise, tally);
    struct scale_list list =
        scale_list_lay_out(canvas, exercise, area, value_w);
    uint32_t most = 1;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct scale_axis axis = scale_axis_of(exercise, area);
        uint32_t counts[SCALE_BIN_MAX];
        uint32_t tallest =
            scale_axis_count(&axis, &tally->statements[i], counts);
        most = tallest > most ? tallest : most;
    }
    scale_axis_draw_ends(canvas, exercise, list.ends, true);
    struct style label = scale_list_style(canvas, exercise, &list);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        float y = list.first_y + list.row_h * (float) i;
        struct scale_axis axis = scale_axis_of(
            exercise, (struct box){list.axis_x, y, list.axis_w, list.row_h});
        const struct scale_statement *statement = &tally->statements[i];
        canvas_middle(canvas, &label, exercise->items[i],
                      scale_list_label(&list, y));
        draw_list_row(canvas, &axis, statement, most);
        draw_list_value(canvas, &list, statement, axis.values, y);
    }
}
