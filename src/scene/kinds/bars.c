// Bars from zero on one axis that is fixed at the reveal, with shares and
// counts. Below ten voters a share says more than it knows, so the counts stand
// alone.
#include "scene/kinds/bars.h"

#include <math.h>
#include <stdio.h>

#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"

#define FEW 10 // voters below which no percentages are shown
#define RIGHT_TEXT "right"
#define CHECK_U 4.0f
#define CHECK_GAP_U 1.2f

// The end of the axis in votes: the next quarter above the longest bar, and
// everybody while votes still come in.
double
bars_axis_end(const struct exercise *exercise,
              const struct choice_tally *tally) {
    double voters = tally->voters;
    if (exercise->reveal == REVEAL_LIVE || tally->voters < FEW) {
        return voters;
    }
    double share = tally->votes_max / voters;
    return fmax(0.25, ceil(share * 4.0 - 1e-9) / 4.0) * voters;
}

struct values {
    float size, count_size;
    float share_w, count_w; // 0: no shares
};

static struct values
measure_values(const struct canvas *canvas, const struct rows *rows,
               const struct choice_tally *tally) {
    char widest[32];
    snprintf(widest, sizeof widest, "%u", tally->votes_max);
    for (char *c = widest; *c; c++) {
        *c = '8';
    }
    struct values values = {.size = rows_value_size(canvas, rows),
                            .count_size = canvas_type(canvas, TYPE_MIN)};
    if (tally->voters < FEW) {
        values.count_w = canvas_width(canvas, FONT_VALUE, values.size, widest);
        return values;
    }
    values.share_w = canvas_width(canvas, FONT_VALUE, values.size, "100%");
    values.count_w = canvas_width(canvas, FONT_TEXT, values.count_size, widest);
    return values;
}

static void
draw_values(const struct canvas *canvas, const struct values *values,
            uint32_t votes, uint32_t voters, struct box box) {
    float middle = box.y + box.h / 2.0f;
    struct point right = {box.x + box.w, middle};
    char count[32], share[32];
    snprintf(count, sizeof count, "%u", votes);
    snprintf(share, sizeof share, "%.0f%%",
             floor(100.0 * votes / voters + 0.5));
    if (values->share_w <= 0.0f) {
        canvas_label(canvas, FONT_VALUE, values->size, right, ALIGN_RIGHT,
                     canvas->theme->text, count);
        return;
    }
    canvas_label(canvas, FONT_TEXT, values->count_size, right, ALIGN_RIGHT,
                 canvas->theme->text2, count);
    right.x -= values->count_w + 2.5f * canvas->u;
    canvas_label(canvas, FONT_VALUE, values->size, right, ALIGN_RIGHT,
                 canvas->theme->text, share);
}

void
bars_draw_check(const struct canvas *canvas, struct point center, float size,
                struct color color) {
    float half = size / 2.0f;
    struct point line[] = {{center.x - 0.8f * half, center.y + 0.05f * half},
                           {center.x - 0.2f * half, center.y + 0.65f * half},
                           {center.x + 0.8f * half, center.y - 0.65f * half}};
    drawing_line(canvas->out, line, 3, 0.2f * size, false, color);
}

void
bars_draw_cross(const struct canvas *canvas, struct point center, float size,
                struct color color) {
    float arm = 0.33f * size;
    for (int i = -1; i <= 1; i += 2) {
        struct point line[] = {{center.x - arm, center.y - arm * (float) i},
                               {center.x + arm, center.y + arm * (float) i}};
        drawing_line(canvas->out, line, 2, 0.2f * size, false, color);
    }
}

float
bars_right_width(const struct canvas *canvas, bool has_word) {
    float check = CHECK_U * canvas->u;
    if (!has_word) {
        return check;
    }
    return canvas_width(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                        RIGHT_TEXT)
           + CHECK_GAP_U * canvas->u + check;
}

void
bars_draw_right(const struct canvas *canvas, bool has_word, float alpha,
                struct box box) {
    float u = canvas->u;
    struct color color = color_with_alpha(canvas->theme->ok, alpha);
    float middle = box.y + box.h / 2.0f;
    float left = box.x + box.w - bars_right_width(canvas, has_word);
    bars_draw_check(canvas, (struct point){left + CHECK_U * u / 2.0f, middle},
                    CHECK_U * u, color);
    if (has_word) {
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                     (struct point){box.x + box.w, middle}, ALIGN_RIGHT, color,
                     RIGHT_TEXT);
    }
}

// Columns of a row, the same for all.
struct layout {
    struct rows rows;
    struct values values;
    float value_w, right_w;
    struct style label;
    float label_w;
};

static struct layout
lay_out(const struct canvas *canvas, const struct exercise *exercise,
        const struct choice_tally *tally, uint16_t right, struct box area) {
    float u = canvas->u;
    struct layout layout = {
        .rows = rows_lay_out(canvas, exercise->item_count, area)};
    const struct rows *rows = &layout.rows;
    layout.values = measure_values(canvas, rows, tally);
    const struct values *values = &layout.values;
    layout.value_w =
        values->count_w + 2.0f * u
        + (values->share_w > 0.0f ? values->share_w + 3.5f * u : 0);
    layout.right_w = right ? bars_right_width(canvas, true) + 2.0f * u : 0.0f;
    layout.label_w = rows_label_width(canvas, rows, exercise,
                                      layout.value_w + layout.right_w);
    layout.label =
        labels_style(canvas, exercise, TYPE_BODY, layout.label_w, rows->row_h);
    return layout;
}

void
bars_draw(const struct canvas *canvas, const struct exercise *exercise,
          const struct choice_tally *tally, uint16_t right, struct box area) {
    if (tally->voters == 0) {
        return;
    }
    float u = canvas->u;
    struct layout layout = lay_out(canvas, exercise, tally, right, area);
    const struct rows *rows = &layout.rows;
    double axis = bars_axis_end(exercise, tally);
    float growth = canvas_growth(canvas);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct box rest = rows_draw_mark(canvas, rows, i, rows_box(rows, i));
        bool is_right = right >> i & 1u;
        bool is_most =
            tally->votes[i] > 0 && tally->votes[i] == tally->votes_max;
        canvas_middle(canvas, &layout.label, exercise->items[i],
                      (struct box){rest.x, rest.y, layout.label_w, rest.h});
        if (is_right) {
            bars_draw_right(canvas, true, canvas_after_growth(canvas), rest);
        }
        rest.w -= layout.right_w;
        float x = rest.x + layout.label_w + 3.0f * u;
        struct box bar = {
            x, rest.y, rest.x + rest.w - layout.value_w - 1.5f * u - x, rest.h};
        rows_draw_bar(canvas, bar, growth * (float) (tally->votes[i] / axis),
                      rows_color(canvas, rows, i), right ? is_right : is_most);
        draw_values(canvas, &layout.values, tally->votes[i], tally->voters,
                    rest);
        if (i % rows->per_column == 0) {
            rows_draw_baseline(canvas, rows, i, x);
        }
    }
}
