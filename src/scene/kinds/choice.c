// choice: options as rows; the result as bars from zero on one axis that is
// fixed at the reveal, with shares and counts. Below ten voters a share says
// more than it knows, so the counts stand alone.
#include "session/kinds/choice.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"

#define FEW 10 // voters below which no percentages are shown

static void
write_hint(const struct exercise *exercise, struct text *out) {
    if (exercise->pick > 1) {
        text_add_format(out, "Choose up to %u", exercise->pick);
    } else {
        text_add(out, "Choose one");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) box;
    text_add(out, exercise->pick > 1 ? ", % of people, sums above 100"
                                     : ", one choice each");
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    rows_draw_items(canvas, exercise, area);
}

// The end of the axis in votes: the next quarter above the longest bar, and
// everybody while votes still come in.
static double
axis_end(const struct exercise *exercise, const struct choice_tally *tally) {
    double voters = tally->voters;
    if (exercise->is_live || tally->voters < FEW) {
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

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct choice_tally tally;
    choice_tally(exercise, box, &tally);
    if (tally.voters == 0) {
        return;
    }
    float u = canvas->u;
    struct rows rows = rows_lay_out(canvas, exercise->item_count, area);
    struct values values = measure_values(canvas, &rows, &tally);
    float value_w = values.count_w + 2.0f * u
                    + (values.share_w > 0.0f ? values.share_w + 3.5f * u : 0);
    float label_w = rows_label_width(canvas, &rows, exercise, value_w);
    struct style label =
        labels_style(canvas, exercise, TYPE_BODY, label_w, rows.row_h);
    double axis = axis_end(exercise, &tally);
    float growth = canvas_growth(canvas);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct box row = rows_box(&rows, i);
        struct box rest = rows_draw_mark(canvas, &rows, i, row);
        bool is_leader =
            tally.votes[i] > 0 && tally.votes[i] == tally.votes_max;
        canvas_middle(canvas, &label, exercise->items[i],
                      (struct box){rest.x, rest.y, label_w, rest.h});
        float x = rest.x + label_w + 3.0f * u;
        struct box bar = {x, rest.y, rest.x + rest.w - value_w - 1.5f * u - x,
                          rest.h};
        rows_draw_bar(canvas, bar, growth * (float) (tally.votes[i] / axis),
                      rows_color(canvas, &rows, i), is_leader);
        draw_values(canvas, &values, tally.votes[i], tally.voters, rest);
        if (i % rows.per_column == 0) {
            rows_draw_baseline(canvas, &rows, i, x);
        }
    }
}

const struct kind_picture kind_picture_choice = {
    .name = "choice",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
};
