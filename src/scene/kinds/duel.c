// duel: before the result the items themselves, two of them as two halves;
// the result is a ladder: the strongest on top, each with the share of its
// duels that it won, so that the bar and the two numbers say the same.
#include "session/kinds/duel.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"
#include "scene/kinds/shift_rows.h"

#define FEW 10              // voters below which no percentages are shown
#define BOTH_WIDTH_U 130.0f // a row of less holds the share alone

static void
write_hint(const struct exercise *exercise, struct text *out) {
    text_add(out, exercise->item_count == 2
                      ? "Choose one of the two"
                      : "Choose one of each pair on your phone");
}

static void
draw_half(const struct canvas *canvas, const struct exercise *exercise,
          unsigned item, struct box box) {
    float u = canvas->u;
    canvas_panel(canvas, box, 1.2f * u, canvas->theme->surface);
    drawing_frame(canvas->out, box, 1.2f * u, 0.4f * u,
                  canvas->theme->slots[item]);
    struct box inner = box_inset(box, 3.0f * u);
    float shape = fminf(14.0f * u, inner.h * 0.35f);
    canvas_slot(
        canvas, item,
        (struct point){inner.x + inner.w / 2.0f, inner.y + inner.h * 0.3f},
        shape);
    float top = inner.h * 0.3f + shape * 0.6f;
    struct style style = {FONT_VALUE,
                          canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text,
                          4,
                          ALIGN_CENTER};
    canvas_middle(canvas, &style, exercise->items[item],
                  (struct box){inner.x, inner.y + top, inner.w, inner.h - top});
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    if (exercise->item_count != 2) {
        rows_draw_items(canvas, exercise, area);
        return;
    }
    float u = canvas->u;
    area.h -= 2.0f * u;
    float gap = 12.0f * u;
    float width = (area.w - gap) / 2.0f;
    draw_half(canvas, exercise, 0, (struct box){area.x, area.y, width, area.h});
    draw_half(canvas, exercise, 1,
              (struct box){area.x + width + gap, area.y, width, area.h});
    canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_BODY),
                 box_center(area), ALIGN_CENTER, canvas->theme->muted, "or");
}

// What stands at the right end of a row: the share large and the duels
// small; with few voters the duels alone, and in a short row the share alone.
struct values {
    float size, won_size;
    float share_w, won_w; // 0: not shown
};

static void
write_won(const struct duel_tally *tally, unsigned item, char *out,
          size_t size) {
    bool has_few = tally->voters < FEW;
    snprintf(out, size, "%s%u of %u", has_few ? "" : "won ", tally->won[item],
             tally->won[item] + tally->lost[item]);
}

static struct values
measure_values(const struct canvas *canvas, const struct rows *rows,
               const struct duel_tally *tally) {
    bool has_few = tally->voters < FEW;
    struct values values = {.size = rows_value_size(canvas, rows)};
    values.won_size = has_few ? values.size : canvas_type(canvas, TYPE_MIN);
    if (!has_few) {
        values.share_w = canvas_width(canvas, FONT_VALUE, values.size, "100%");
    }
    for (unsigned i = 0; i < rows->count; i++) {
        char won[64];
        write_won(tally, i, won, sizeof won);
        float width = canvas_width(canvas, has_few ? FONT_VALUE : FONT_TEXT,
                                   values.won_size, won);
        values.won_w = fmaxf(values.won_w, width);
    }
    if (rows->column_w < BOTH_WIDTH_U * canvas->u && !has_few) {
        values.won_w = 0.0f;
    }
    return values;
}

static double
share_won(const struct duel_tally *tally, unsigned item) {
    unsigned duels = tally->won[item] + tally->lost[item];
    return duels > 0 ? (double) tally->won[item] / duels : 0.0;
}

static float
values_width(const struct canvas *canvas, const struct values *values) {
    bool has_both = values->share_w > 0.0f && values->won_w > 0.0f;
    return values->share_w + values->won_w
           + (has_both ? 3.0f * canvas->u : 0.0f);
}

static void
draw_values(const struct canvas *canvas, const struct values *values,
            const struct duel_tally *tally, unsigned item, struct box box) {
    char text[64];
    float middle = box.y + box.h / 2.0f;
    if (values->won_w > 0.0f) {
        bool has_few = tally->voters < FEW;
        write_won(tally, item, text, sizeof text);
        canvas_label(canvas, has_few ? FONT_VALUE : FONT_TEXT, values->won_size,
                     (struct point){box.x + box.w, middle}, ALIGN_RIGHT,
                     has_few ? canvas->theme->text : canvas->theme->text2,
                     text);
    }
    if (values->share_w > 0.0f) {
        snprintf(text, sizeof text, "%.0f%%",
                 floor(100.0 * share_won(tally, item) + 0.5));
        canvas_label(canvas, FONT_VALUE, values->size,
                     (struct point){box.x + values->share_w, middle},
                     ALIGN_RIGHT, canvas->theme->text, text);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct duel_tally tally;
    duel_tally(exercise, box, &tally);
    float u = canvas->u;
    struct rows rows = rows_lay_out(canvas, exercise->item_count, area);
    struct values values = measure_values(canvas, &rows, &tally);
    float value_w = values_width(canvas, &values);
    float label_w = rows_label_width(canvas, &rows, exercise, value_w);
    struct style label =
        labels_style(canvas, exercise, TYPE_BODY, label_w, rows.row_h);
    float growth = canvas_growth(canvas);
    double best = tally.chance[tally.order[0]];
    for (unsigned place = 0; place < exercise->item_count; place++) {
        unsigned item = tally.order[place];
        struct box row = rows_box(&rows, place);
        struct box rest = rows_draw_mark(canvas, &rows, item, row);
        canvas_middle(canvas, &label, exercise->items[item],
                      (struct box){rest.x, rest.y, label_w, rest.h});
        float x = rest.x + label_w + 3.0f * u;
        float right = rest.x + rest.w - value_w - 3.0f * u;
        bool is_leader = tally.duels > 0 && tally.chance[item] >= best - 1e-9;
        rows_draw_bar(canvas, (struct box){x, rest.y, right - x, rest.h},
                      growth * (float) share_won(&tally, item),
                      rows_color(canvas, &rows, item), is_leader);
        draw_values(
            canvas, &values, &tally, item,
            (struct box){rest.x + rest.w - value_w, rest.y, value_w, rest.h});
        if (place % rows.per_column == 0) {
            rows_draw_baseline(canvas, &rows, place, x);
        }
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) box;
    if (exercise->item_count > 2) {
        text_add(out, ", bars: share of pairs won");
    }
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    struct duel_tally before;
    struct duel_tally after;
    duel_tally(exercise, &shift->before, &before);
    duel_tally(exercise, &shift->after, &after);
    bool has_few = shift->pairs < SHIFT_FEW;
    struct shift_list list = {.unit = has_few ? "" : "point",
                              .order_before = before.order,
                              .order_after = after.order};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct shift_row *row = &list.rows[i];
        if (has_few) {
            // Not as many were dealt the same pairs twice: no difference.
            snprintf(row->by, sizeof row->by, "was %u of %u", before.won[i],
                     before.won[i] + before.lost[i]);
            snprintf(row->now, sizeof row->now, "%u of %u", after.won[i],
                     after.won[i] + after.lost[i]);
        } else {
            shift_row_shares(row, before.chance[i], after.chance[i]);
        }
        row->before = before.chance[i];
        row->after = after.chance[i];
    }
    shift_rows_draw(canvas, exercise, &list, area);
}

static void
write_shift_legend(const struct exercise *exercise, const struct shift *shift,
                   struct text *out) {
    (void) shift;
    text_add(out, exercise->item_count > 2
                      ? "Bars: chance against the item in the middle."
                      : "Outlined: before. Solid: now.");
}

const struct kind_picture kind_picture_duel = {
    .name = "duel",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
    .write_shift_legend = write_shift_legend,
};
