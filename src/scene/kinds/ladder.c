// The ladder's measures. Notes give way first, then the line above the bars,
// so that rows of many items stay as high as a reader needs them.
#include "scene/kinds/ladder.h"

#include <math.h>

#include "scene/kinds/labels.h"

#define KEY_U 6.0f
#define ONE_LINE_U 4.5f
#define ROW_LEAST_U 5.4f    // where a line above would cost more than it tells
#define NOTE_LEAST_U 130.0f // a narrower row has no notes
#define BAR_LEAST_U 24.0f   // bars give way to labels down to this
#define LANE_BAR_PART 0.40f // of a row's height
#define LANE_BAR_MAX_U 4.8f
#define BAR_PART 0.56f // what rows_draw_bar makes of its box
#define LANE_GAP_U 1.2f
#define LANE_PART 0.19f
#define LANE_MAX_U 1.7f

static void
measure_texts(const struct canvas *canvas, const struct ladder_item *items,
              struct ladder *ladder) {
    float note_size = canvas_type(canvas, TYPE_MIN);
    for (unsigned i = 0; i < ladder->rows.count; i++) {
        float value = canvas_width(canvas, FONT_VALUE, ladder->value_size,
                                   items[i].value);
        float note =
            items[i].note[0] != '\0'
                ? canvas_width(canvas, FONT_TEXT, note_size, items[i].note)
                : 0.0f;
        ladder->value_w = fmaxf(ladder->value_w, value);
        ladder->note_w = fmaxf(ladder->note_w, note);
    }
    if (ladder->rows.column_w < NOTE_LEAST_U * canvas->u) {
        ladder->note_w = 0.0f;
    }
}

// One column as long as a line of text fits a row: an order that goes on at the
// top of another column is hard to follow.
struct rows
ladder_rows(const struct canvas *canvas, unsigned count, struct box area) {
    struct rows rows = rows_lay_out(canvas, count, area);
    float row_h = area.h / (float) count;
    if (rows.columns > 1 && row_h >= ONE_LINE_U * canvas->u) {
        rows.area = area;
        rows.columns = 1;
        rows.per_column = count;
        rows.column_w = area.w;
        rows.row_h = row_h;
        rows.gap = 0.0f;
        rows.shape = fminf(rows.shape, 0.62f * row_h);
    }
    return rows;
}

// The values with the note and the spaces between.
static float
right_width(const struct canvas *canvas, const struct ladder *ladder) {
    float gap = ladder->note_w > 0.0f ? 2.5f * canvas->u : 0.0f;
    return ladder->value_w + gap + ladder->note_w;
}

static float
axis_x(const struct canvas *canvas, const struct ladder *ladder) {
    return ladder->rows.mark_w + ladder->label_w + 3.0f * canvas->u;
}

static void
measure_labels(const struct canvas *canvas, const struct exercise *exercise,
               struct ladder *ladder) {
    float right = right_width(canvas, ladder);
    float least = canvas_type(canvas, TYPE_MIN);
    ladder->label_w = rows_label_width(canvas, &ladder->rows, exercise, right);
    ladder->label = labels_style(canvas, exercise, TYPE_BODY, ladder->label_w,
                                 ladder->rows.row_h);
    float wanted = labels_width(canvas, exercise, least);
    float most = ladder->rows.column_w - right - BAR_LEAST_U * canvas->u;
    if (ladder->label.size < least && ladder->note_w <= 0.0f
        && wanted > ladder->label_w) {
        ladder->label_w = fmaxf(ladder->label_w, fminf(wanted, most));
        ladder->label = labels_style(canvas, exercise, TYPE_BODY,
                                     ladder->label_w, ladder->rows.row_h);
    }
}

struct ladder
ladder_lay_out(const struct canvas *canvas, const struct exercise *exercise,
               const struct ladder_item *items, bool has_lane,
               struct box area) {
    float u = canvas->u;
    struct box rest = area;
    struct box key = box_cut_top(&rest, KEY_U * u);
    struct ladder ladder = {
        .rows = ladder_rows(canvas, exercise->item_count, rest),
        .labels = exercise->items,
        .has_lane = has_lane,
    };
    if (ladder.rows.row_h < ROW_LEAST_U * u || ladder.rows.columns > 1) {
        ladder.rows = ladder_rows(canvas, exercise->item_count, area);
        key.h = 0.0f;
    }
    ladder.value_size = rows_value_size(canvas, &ladder.rows);
    measure_texts(canvas, items, &ladder);
    measure_labels(canvas, exercise, &ladder);
    if (ladder.label.size < canvas_type(canvas, TYPE_MIN)) {
        ladder.note_w = 0.0f; // what the last row cannot read is no label
        measure_labels(canvas, exercise, &ladder);
    }
    float right = right_width(canvas, &ladder);
    float x = axis_x(canvas, &ladder);
    ladder.key =
        (struct box){area.x + x, ladder.rows.area.y - key.h,
                     ladder.rows.column_w - x - right - 3.0f * u, key.h};
    return ladder;
}

static void
draw_texts(const struct canvas *canvas, const struct ladder *ladder,
           const struct ladder_item *item, struct box row) {
    float middle = row.y + row.h / 2.0f;
    struct point right = {row.x + row.w, middle};
    if (ladder->note_w > 0.0f) {
        canvas_label(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), right,
                     ALIGN_RIGHT, canvas->theme->text2, item->note);
        right.x -= ladder->note_w + 2.5f * canvas->u;
    }
    canvas_label(canvas, FONT_VALUE, ladder->value_size, right, ALIGN_RIGHT,
                 canvas->theme->text, item->value);
}

struct box
ladder_draw_row(const struct canvas *canvas, const struct ladder *ladder,
                unsigned place, const struct ladder_item *item) {
    float u = canvas->u;
    const struct rows *rows = &ladder->rows;
    struct box row = rows_box(rows, place);
    struct box rest = rows_draw_mark(canvas, rows, item->item, row);
    canvas_middle(canvas, &ladder->label, ladder->labels[item->item],
                  (struct box){rest.x, rest.y, ladder->label_w, rest.h});
    float x = row.x + axis_x(canvas, ladder);
    float right = row.x + row.w - right_width(canvas, ladder) - 3.0f * u;
    struct box bar = {x, row.y, right - x, row.h};
    struct box lane = {x, row.y + row.h, right - x, 0.0f};
    if (ladder->has_lane) {
        float tall = fminf(LANE_BAR_PART * row.h, LANE_BAR_MAX_U * u);
        lane.h = fminf(LANE_PART * row.h, LANE_MAX_U * u);
        float top = row.y + (row.h - tall - LANE_GAP_U * u - lane.h) / 2.0f;
        bar.h = tall / BAR_PART;
        bar.y = top + tall / 2.0f - bar.h / 2.0f;
        lane.y = top + tall + LANE_GAP_U * u;
    }
    rows_draw_bar(canvas, bar, canvas_growth(canvas) * item->part,
                  rows_color(canvas, rows, item->item), item->is_leader);
    draw_texts(canvas, ladder, item, rest);
    if (place % rows->per_column == 0) {
        rows_draw_baseline(canvas, rows, place, x);
    }
    return lane;
}
