// choice: options as rows; the result as bars from zero on one axis that is
// fixed at the reveal, with shares and counts. Below ten voters a share says
// more than it knows, so the counts stand alone.
#include "session/kinds/choice.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/flow.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"
#include "scene/kinds/shift_rows.h"

#define FEW 10             // voters below which no percentages are shown
#define FLOW_ROOM_U 118.0f // an area of less has no room for a flow
#define FLOW_WIDE_U 145.0f
#define FLOW_PART 0.28f
#define FLOW_LABEL_PART 0.3f // of the bars' width, for labels
#define FLOW_WIDE_PART 0.31f

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

// Whether the options can be read beside bars of such a width: in two lines.
static bool
labels_fit(const struct canvas *canvas, const struct exercise *exercise,
           float width) {
    float size = canvas_type(canvas, TYPE_MIN);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (canvas_width(canvas, FONT_LABEL, size, exercise->items[i])
            > 2.0f * FLOW_LABEL_PART * width) {
            return false;
        }
    }
    return true;
}

// The flow beside the bars, where there is room for both.
static void
draw_flow(const struct canvas *canvas, const struct exercise *exercise,
          const struct shift *shift, struct box *area) {
    float u = canvas->u;
    float part = area->w >= FLOW_WIDE_U * u ? FLOW_WIDE_PART : FLOW_PART;
    bool has_flow = exercise->pick == 1 && exercise->item_count <= FLOW_ITEM_MAX
                    && shift->pairs >= FLOW_LEAST && area->w >= FLOW_ROOM_U * u
                    && area->h >= 28.0f * u
                    && labels_fit(canvas, exercise, (1.0f - part) * area->w);
    if (!has_flow) {
        return;
    }
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX];
    choice_flow(shift, flow);
    struct box box = box_cut_right(area, part * area->w);
    area->w -= 5.0f * u;
    flow_draw(canvas, exercise->item_count, flow, box);
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    struct choice_tally before;
    struct choice_tally after;
    choice_tally(exercise, &shift->before, &before);
    choice_tally(exercise, &shift->after, &after);
    bool has_few = shift->pairs < SHIFT_FEW;
    struct choice_tally longer = after;
    if (before.votes_max > after.votes_max) {
        longer.votes_max = before.votes_max;
    }
    double axis = axis_end(exercise, &longer);
    struct shift_list list = {.unit = has_few ? "" : "point"};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct shift_row *row = &list.rows[i];
        if (has_few) {
            shift_row_counts(row, before.votes[i], after.votes[i]);
        } else {
            shift_row_shares(row, (double) before.votes[i] / shift->pairs,
                             (double) after.votes[i] / shift->pairs);
        }
        row->before = before.votes[i] / axis;
        row->after = after.votes[i] / axis;
    }
    draw_flow(canvas, exercise, shift, &area);
    shift_rows_draw(canvas, exercise, &list, area);
}

const struct kind_picture kind_picture_choice = {
    .name = "choice",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
};
