// Rows of whole texts: the most that fit are shown, none of them cut.
#include <math.h>

#include "scene/kinds/notes.h"

#define GOOD_ROWS 5 // so many of a good size rather than more of the smallest
#define LEAST_U 6.2f
#define GAP_U 1.8f
#define SPREAD_U 4.0f // of the space left over, to a row
#define LINE_HEIGHT 1.15f
#define ANY_HEIGHT 1e6f

static float
sub_height(const struct canvas *canvas, const struct notes_row *row) {
    return row->sub[0] != '\0' ? LINE_HEIGHT * canvas_type(canvas, TYPE_MIN)
                               : 0.0f;
}

// How many rows an area holds; *out_rest is the height that is left over.
static unsigned
measure(const struct canvas *canvas, struct notes_row *rows, unsigned count,
        const struct style *style, struct box text, bool has_first) {
    float u = canvas->u;
    float y = 0.0f;
    unsigned shown = 0;
    while (shown < count) {
        struct notes_row *row = &rows[shown];
        float need = canvas_height(canvas, style, row->text, text.w, ANY_HEIGHT)
                     + sub_height(canvas, row);
        row->box.h = fmaxf(need, LEAST_U * u) + GAP_U * u;
        bool is_needed = shown == 0 && has_first;
        if (y + row->box.h > text.h && !is_needed) {
            break;
        }
        row->box.h = fminf(row->box.h, text.h);
        row->box.y = text.y + y;
        y += row->box.h;
        shown++;
    }
    return shown;
}

static void
spread(const struct canvas *canvas, struct notes_row *rows, unsigned shown,
       struct box area) {
    if (shown == 0) {
        return;
    }
    const struct box *last = &rows[shown - 1].box;
    float rest = area.y + area.h - (last->y + last->h);
    float more = fminf(fmaxf(0.0f, rest) / (float) shown, SPREAD_U * canvas->u);
    for (unsigned i = 0; i < shown; i++) {
        rows[i].box.x = area.x;
        rows[i].box.w = area.w;
        rows[i].box.y += more * (float) i;
        rows[i].box.h += more;
    }
}

struct notes_rows
notes_rows_lay_out(const struct canvas *canvas, struct notes_row *rows,
                   unsigned count, float text_w, struct box area,
                   bool has_first) {
    struct notes_rows out = {.style = {FONT_LABEL, 0.0f, 0.0f,
                                       canvas->theme->text, FIT_LINE_MAX,
                                       ALIGN_LEFT}};
    struct box text = {area.x, area.y, fmaxf(0.0f, text_w), area.h};
    unsigned good = count < GOOD_ROWS ? count : GOOD_ROWS;
    out.style.size = out.style.size_min = canvas_type(canvas, TYPE_BODY);
    out.shown = measure(canvas, rows, count, &out.style, text, has_first);
    if (out.shown < good) {
        // Unless small letters bring nothing.
        struct style small = out.style;
        small.size = small.size_min = canvas_type(canvas, TYPE_MIN);
        unsigned most = measure(canvas, rows, count, &small, text, has_first);
        out.style = most > out.shown ? small : out.style;
        out.shown = measure(canvas, rows, count, &out.style, text, has_first);
    }
    spread(canvas, rows, out.shown, area);
    return out;
}

void
notes_rows_draw_text(const struct canvas *canvas, const struct notes_rows *rows,
                     const struct notes_row *row, struct box box,
                     struct color color) {
    struct style style = rows->style;
    style.color = color;
    float sub = sub_height(canvas, row);
    float text = canvas_height(canvas, &style, row->text, box.w,
                               fmaxf(1.0f, box.h - sub));
    box.y += fmaxf(0.0f, (box.h - text - sub) / 2.0f);
    box.h = text + 0.1f * canvas->u; // what rounding takes away
    float below = canvas_top(canvas, &style, row->text, box);
    if (sub > 0.0f) {
        float size = canvas_type(canvas, TYPE_MIN);
        struct style small = {FONT_TEXT, size,      size, canvas->theme->text2,
                              1,         ALIGN_LEFT};
        small.color.a = color.a;
        canvas_middle(canvas, &small, row->sub,
                      (struct box){box.x, below, box.w, sub});
    }
}
