// Rows of items. Heights are shared out evenly up to a limit, so that two
// options do not become two halves of a wall; many items go into columns.
#include "scene/kinds/rows.h"

#include <math.h>

#include "scene/kinds/labels.h"

#define ROW_MIN_U 5.0f
#define ROW_MAX_U 14.0f
#define SHAPE_U 6.0f
#define BAR_PART 0.56f
#define BAR_MAX_U 6.0f
#define COLUMN_GAP_U 5.0f
#define LABEL_PART 0.38f
#define LABEL_PART_NARROW 0.46f
#define LABEL_PART_LONG 0.52f // of sentences that guests wrote
#define TWO_LINES_U 9.8f      // a row of less holds one line
#define LOW_ROW_U 6.6f        // a row of less holds no value of full size
#define BAR_LEAST_U 16.0f     // with the spaces around it

struct rows
rows_lay_out(const struct canvas *canvas, unsigned count, struct box area) {
    float u = canvas->u;
    float most = fmaxf(1.0f, floorf(area.h / (ROW_MIN_U * u)));
    unsigned columns = (unsigned) ceilf((float) count / most);
    if (columns < 1) {
        columns = 1;
    }
    unsigned per_column = (count + columns - 1) / columns;
    float row_h = fminf(area.h / (float) per_column, ROW_MAX_U * u);
    float gap = columns > 1 ? COLUMN_GAP_U * u : 0.0f;
    struct rows rows = {
        .area = area,
        .count = count,
        .columns = columns,
        .per_column = per_column,
        .column_w = (area.w - gap * (float) (columns - 1)) / (float) columns,
        .row_h = row_h,
        .gap = gap,
        .shape = fminf(SHAPE_U * u, 0.62f * row_h),
    };
    float size = canvas_type(canvas, TYPE_MIN);
    rows.letter_w = canvas_width(canvas, FONT_LABEL, size, "M") + 2.0f * u;
    rows.mark_w = rows.letter_w;
    if (count <= THEME_SLOT_COUNT) {
        rows.mark_w += rows.shape + 2.0f * u;
    }
    float slack = area.h - row_h * (float) per_column;
    rows.area.y += slack * 0.4f;
    return rows;
}

struct box
rows_box(const struct rows *rows, unsigned place) {
    unsigned column = place / rows->per_column;
    unsigned row = place % rows->per_column;
    return (struct box){
        rows->area.x + (rows->column_w + rows->gap) * (float) column,
        rows->area.y + rows->row_h * (float) row, rows->column_w, rows->row_h};
}

struct color
rows_color(const struct canvas *canvas, const struct rows *rows,
           unsigned item) {
    return rows->count > THEME_SLOT_COUNT ? canvas->theme->line
                                          : canvas->theme->slots[item];
}

struct box
rows_draw_mark(const struct canvas *canvas, const struct rows *rows,
               unsigned item, struct box row) {
    float u = canvas->u;
    float middle = row.y + row.h / 2.0f;
    float taken = 0.0f;
    if (rows->count <= THEME_SLOT_COUNT) {
        canvas_slot(canvas, item,
                    (struct point){row.x + rows->shape / 2.0f, middle},
                    rows->shape);
        taken = rows->shape + 2.0f * u;
    }
    char letter[2] = {(char) ('A' + item), '\0'};
    float size = canvas_type(canvas, TYPE_MIN);
    canvas_label(
        canvas, FONT_LABEL, size,
        (struct point){row.x + taken + (rows->letter_w - 2.0f * u) / 2.0f,
                       middle},
        ALIGN_CENTER, canvas->theme->muted, letter);
    taken += rows->letter_w;
    return (struct box){row.x + taken, row.y, row.w - taken, row.h};
}

void
rows_draw_items(const struct canvas *canvas, const struct exercise *exercise,
                struct box area) {
    struct rows rows = rows_lay_out(canvas, exercise->item_count, area);
    bool is_roomy = rows.row_h >= 10.0f * canvas->u;
    struct style style =
        labels_style(canvas, exercise, is_roomy ? TYPE_QUESTION : TYPE_VALUE,
                     rows.column_w - rows.mark_w, rows.row_h);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct box rest = rows_draw_mark(canvas, &rows, i, rows_box(&rows, i));
        canvas_middle(canvas, &style, exercise->items[i], rest);
    }
}

float
rows_label_width(const struct canvas *canvas, const struct rows *rows,
                 const struct exercise *exercise, float value_w) {
    float size = canvas_type(canvas, TYPE_BODY);
    float widest = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        widest = fmaxf(
            widest, canvas_width(canvas, FONT_LABEL, size, exercise->items[i]));
    }
    bool is_narrow = rows->row_h < TWO_LINES_U * canvas->u;
    float part = is_narrow ? LABEL_PART_NARROW : LABEL_PART;
    if (exercise->takes_from >= 0) {
        part = LABEL_PART_LONG;
    }
    float rest =
        rows->column_w - rows->mark_w - value_w - BAR_LEAST_U * canvas->u;
    float most = fminf(part * rows->column_w, fmaxf(1.0f, rest));
    return fminf(widest + 1.0f * canvas->u, most);
}

float
rows_value_size(const struct canvas *canvas, const struct rows *rows) {
    bool is_low = rows->row_h < LOW_ROW_U * canvas->u;
    return canvas_type(canvas, is_low ? TYPE_MIN : TYPE_VALUE);
}

void
rows_draw_bar(const struct canvas *canvas, struct box box, float part,
              struct color color, bool is_leader) {
    float u = canvas->u;
    float height = fminf(BAR_PART * box.h, BAR_MAX_U * u);
    struct box bar = {box.x, box.y + (box.h - height) / 2.0f, box.w * part,
                      height};
    if (bar.w < 0.2f * u) {
        return;
    }
    float radius = fminf(0.6f * u, bar.w / 2.0f);
    drawing_rect(canvas->out, bar, radius, color);
    if (!color_is_strong(color, canvas->theme->background)) {
        drawing_frame(canvas->out, bar, radius, 0.3f * u, canvas->theme->line);
    }
    float after = canvas_after_growth(canvas);
    if (is_leader && after > 0.0f) {
        struct box around = {bar.x - 0.9f * u, bar.y - 0.9f * u,
                             bar.w + 1.8f * u, bar.h + 1.8f * u};
        drawing_frame(canvas->out, around, 1.4f * u, 0.5f * u,
                      color_with_alpha(canvas->theme->accent, after));
    }
}

void
rows_draw_baseline(const struct canvas *canvas, const struct rows *rows,
                   unsigned place, float x) {
    unsigned last = place + rows->per_column - 1;
    last = last < rows->count ? last : rows->count - 1;
    struct box from = rows_box(rows, place), to = rows_box(rows, last);
    float top = from.y + 0.1f * from.h;
    float width = 0.3f * canvas->u;
    drawing_rect(canvas->out,
                 (struct box){x - width, top, width, to.y + 0.9f * to.h - top},
                 0.0f, canvas->theme->line);
}
