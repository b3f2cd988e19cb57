// plane: a square with both axes' ends in words. What was put where comes in
// with the reveal; until then the square and the names of the items stand
// there alone, at the places that they keep.
#include "scene/kinds/plane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/kind_picture.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"

#define GAP_U 2.0f
#define LEGEND_GAP_U 6.0f
#define INNER_U 2.4f         // a dot and its jitter
#define SIDE_LEAST_PART 0.5f // of the height; the rest may go to the names
// Sentences that guests wrote are long: the square comes first.
#define SIDE_GOOD_PART 0.86f
#define LEGEND_LEAST_U 48.0f
#define WORDS_LINES 2.6f // that words left of the square are broken into
#define WORDS_LINE_MAX 4
#define COUNT_U 8.0f

static bool
is_many(const struct exercise *exercise) {
    return exercise->item_count > 1;
}

static void
write_hint(const struct exercise *exercise, struct text *out) {
    bool is_oneself = exercise->items[0][0] == '\0';
    text_add(out, is_many(exercise) ? "Put each of them where it belongs"
                  : is_oneself      ? "Put yourself where you belong"
                                    : "Put it where it belongs");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) box;
    text_add(out, is_many(exercise)
                      ? "Sign: mean. Ring: spread. Number: how many placed it"
                      : "A dot is a person, the cross is the mean");
}

static struct style
words_style(const struct canvas *canvas, enum align align) {
    float size = canvas_type(canvas, TYPE_MIN);
    return (struct style){FONT_LABEL,           size,           size,
                          canvas->theme->text2, WORDS_LINE_MAX, align};
}

static float
widest_word(const struct canvas *canvas, const char *text) {
    float size = canvas_type(canvas, TYPE_MIN);
    float widest = 0.0f;
    while (*text != '\0') {
        char word[256];
        size_t length = strcspn(text, " ");
        snprintf(word, sizeof word, "%.*s", (int) length, text);
        widest = fmaxf(widest, canvas_width(canvas, FONT_LABEL, size, word));
        text += length + strspn(text + length, " ");
    }
    return widest;
}

// The width in which the words for an end of y read well.
static float
words_width(const struct canvas *canvas, const char *text) {
    float size = canvas_type(canvas, TYPE_MIN);
    float line = canvas_width(canvas, FONT_LABEL, size, text);
    return 1.01f * fmaxf(widest_word(canvas, text), line / WORDS_LINES);
}

// What names beside the square need at most, at their smallest, beside numbers
// of such a width.
static float
legend_width(const struct canvas *canvas, const struct exercise *exercise,
             float height, float count_w) {
    if (exercise->items[0][0] == '\0') {
        return 0.0f;
    }
    float size = canvas_type(canvas, TYPE_MIN);
    struct box any = {0.0f, 0.0f, canvas->frame.safe.w, height};
    struct rows rows = rows_lay_out(canvas, exercise->item_count, any);
    float lines = fminf(3.0f, floorf(rows.row_h / (1.15f * size) + 0.1f));
    float widest = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        const char *name = exercise->items[i];
        float line = canvas_width(canvas, FONT_LABEL, size, name);
        float broken = fmaxf(widest_word(canvas, name), line * 0.6f);
        widest = fmaxf(widest, lines > 1.0f ? broken : line);
    }
    return (rows.mark_w + 1.01f * widest + count_w + rows.gap)
           * (float) rows.columns;
}

// What they need for reading well: more would only part names and numbers.
static float
legend_width_good(const struct canvas *canvas, const struct exercise *exercise,
                  float height) {
    float size = canvas_type(canvas, TYPE_BODY);
    struct box any = {0.0f, 0.0f, canvas->frame.safe.w, height};
    struct rows rows = rows_lay_out(canvas, exercise->item_count, any);
    float widest = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        widest = fmaxf(
            widest, canvas_width(canvas, FONT_LABEL, size, exercise->items[i]));
    }
    return (rows.mark_w + 1.01f * widest + COUNT_U * canvas->u + rows.gap)
           * (float) rows.columns;
}

// The box of the words for the low or the high end of x: half of the square,
// and more to the outside where they need it.
static struct box
x_words_box(const struct canvas *canvas, const struct plane_view *view,
            const char *text, bool is_high) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    float half = view->plot.w / 2.0f - u;
    float line = 1.01f * canvas_width(canvas, FONT_LABEL, size, text);
    float more = view->words_w + GAP_U * u;
    if (is_high) {
        const struct box *safe = &canvas->frame.safe;
        float free = safe->x + safe->w - view->plot.x - view->plot.w;
        bool has_legend = view->legend.w > 0.0f;
        more = has_legend ? (LEGEND_GAP_U - 2.0f) * u : fminf(more, free);
    }
    float width = fmaxf(half, fminf(line, half + more));
    float x = is_high ? view->plot.x + view->plot.w / 2.0f + u
                      : view->plot.x + half - width;
    return (struct box){x, view->plot.y + view->plot.h + u, width,
                        canvas->frame.safe.h};
}

static float
x_words_height(const struct canvas *canvas, const struct exercise *exercise,
               const struct plane_view *view) {
    struct style style = words_style(canvas, ALIGN_LEFT);
    float highest = 0.0f;
    for (int i = 0; i < 2; i++) {
        const char *text = i ? exercise->x.high : exercise->x.low;
        struct box box = x_words_box(canvas, view, text, i == 1);
        highest =
            fmaxf(highest, canvas_height(canvas, &style, text, box.w, box.h));
    }
    return highest;
}

static struct plane_view
view_of(const struct canvas *canvas, const struct exercise *exercise,
        struct box area) {
    float u = canvas->u;
    struct plane_view view = {
        .words_w =
            fminf(0.3f * area.w, fmaxf(words_width(canvas, exercise->y.low),
                                       words_width(canvas, exercise->y.high)))};
    float legend = legend_width(canvas, exercise, area.h, COUNT_U * u);
    float around = view.words_w + GAP_U * u;
    float gap = legend > 0.0f ? LEGEND_GAP_U * u : 0.0f;
    if (exercise->takes_from >= 0) {
        float rest = area.w - around - gap - SIDE_GOOD_PART * area.h;
        legend = fminf(legend, fmaxf(LEGEND_LEAST_U * u, rest));
    }
    float good =
        legend > 0.0f ? legend_width_good(canvas, exercise, area.h) : 0.0f;
    float size = canvas_type(canvas, TYPE_MIN);
    view.below = 1.15f * size;
    for (int i = 0; i < 3; i++) { // narrower, the words below need more lines
        float tall = area.h - view.below - 1.5f * u;
        float wide = area.w - around - gap - legend;
        float side = fminf(tall, fmaxf(SIDE_LEAST_PART * area.h, wide));
        side = fmaxf(1.0f, fminf(side, area.w - around - gap));
        float rest = area.w - around - side - gap;
        view.legend.w = fmaxf(0.0f, fminf(good, rest));
        float slack = fmaxf(0.0f, rest - view.legend.w);
        float left = area.x + around + slack / 2.0f;
        view.plot = (struct box){left, area.y + 0.2f * u, side, side};
        float height = x_words_height(canvas, exercise, &view);
        if (height <= view.below) {
            break;
        }
        view.below = height;
    }
    view.inner = box_inset(view.plot, INNER_U * u);
    if (legend > 0.0f) {
        float x = view.plot.x + view.plot.w + gap;
        view.legend = (struct box){x, area.y, view.legend.w, area.h};
    }
    return view;
}

struct point
plane_point(const struct plane_view *view, struct plane_place place) {
    const struct box *inner = &view->inner;
    return (struct point){inner->x + inner->w * (float) place.x,
                          inner->y + inner->h * (1.0f - (float) place.y)};
}

void
plane_name_boxes(const struct canvas *canvas, const struct exercise *exercise,
                 const struct plane_view *view, struct box out[static 4]) {
    float u = canvas->u;
    float half = view->plot.w / 2.0f;
    float width = fmaxf(1.0f, half - 4.0f * u);
    for (unsigned i = 0; i < 4; i++) {
        out[i] = (struct box){0.0f, 0.0f, 0.0f, 0.0f};
        if (exercise->quadrants[i] == NULL) {
            continue;
        }
        struct style style = words_style(canvas, ALIGN_LEFT);
        float height = canvas_height(canvas, &style, exercise->quadrants[i],
                                     width, fmaxf(1.0f, half - 3.0f * u));
        bool is_right = i % 2 == 1, is_low = i >= 2;
        float line = 1.01f
                     * canvas_width(canvas, style.role, style.size,
                                    exercise->quadrants[i]);
        float left =
            is_right ? view->plot.w - 2.0f * u - fminf(line, width) : 2.0f * u;
        float top = is_low ? view->plot.h - height - 1.5f * u : 1.5f * u;
        out[i] = (struct box){view->plot.x + left, view->plot.y + top,
                              fminf(line, width), height};
    }
}

static void
draw_names(const struct canvas *canvas, const struct exercise *exercise,
           const struct plane_view *view) {
    struct box boxes[4];
    plane_name_boxes(canvas, exercise, view, boxes);
    for (unsigned i = 0; i < 4; i++) {
        if (boxes[i].h > 0.0f) {
            struct style style =
                words_style(canvas, i % 2 ? ALIGN_RIGHT : ALIGN_LEFT);
            style.color = canvas->theme->muted;
            boxes[i].h *= 1.001f;
            canvas_top(canvas, &style, exercise->quadrants[i], boxes[i]);
        }
    }
}

// An axis through the middle, with the head of an arrow at its high end.
static void
draw_axes(const struct canvas *canvas, const struct plane_view *view) {
    float u = canvas->u;
    struct color line = canvas->theme->line;
    struct box plot = view->plot;
    struct point middle = box_center(plot);
    float thick = 0.4f * u;
    float right = plot.x + plot.w - 0.8f * u, top = plot.y + 0.8f * u;
    canvas_panel(canvas, plot, 1.2f * u, canvas->theme->surface);
    drawing_frame(canvas->out, plot, 1.2f * u, 0.3f * u, canvas_rim(canvas));
    drawing_rect(canvas->out,
                 (struct box){plot.x + 0.8f * u, middle.y - thick / 2.0f,
                              right - plot.x - 1.8f * u, thick},
                 0.0f, line);
    drawing_rect(canvas->out,
                 (struct box){middle.x - thick / 2.0f, top + u, thick,
                              plot.y + plot.h - top - 1.8f * u},
                 0.0f, line);
    struct point to_right[] = {{right, middle.y},
                               {right - 1.9f * u, middle.y - 1.1f * u},
                               {right - 1.9f * u, middle.y + 1.1f * u}};
    struct point to_top[] = {{middle.x, top},
                             {middle.x + 1.1f * u, top + 1.9f * u},
                             {middle.x - 1.1f * u, top + 1.9f * u}};
    drawing_polygon(canvas->out, to_right, 3, line);
    drawing_polygon(canvas->out, to_top, 3, line);
}

static void
draw_words(const struct canvas *canvas, const struct exercise *exercise,
           const struct plane_view *view) {
    float u = canvas->u;
    struct box plot = view->plot;
    struct style style = words_style(canvas, ALIGN_RIGHT);
    struct box box = {plot.x - GAP_U * u - view->words_w, plot.y, view->words_w,
                      plot.h / 2.0f};
    canvas_top(canvas, &style, exercise->y.high, box);
    float height = canvas_height(canvas, &style, exercise->y.low, box.w, box.h);
    box.y = plot.y + plot.h - height;
    canvas_top(canvas, &style, exercise->y.low, box);
    box = x_words_box(canvas, view, exercise->x.high, true);
    canvas_top(canvas, &style, exercise->x.high, box);
    style.align = ALIGN_LEFT;
    box = x_words_box(canvas, view, exercise->x.low, false);
    canvas_top(canvas, &style, exercise->x.low, box);
}

// By how many each of several things was placed; NULL: by how many is not said.
struct placed {
    const struct plane_tally *before, *now;
};

// "39 → 40" where it differs and `has_before`, otherwise "40".
static void
write_count(const struct placed *placed, unsigned item, bool has_before,
            char out[static 32]) {
    unsigned now = placed->now->items[item].count;
    unsigned before = placed->before ? placed->before->items[item].count : now;
    if (has_before && before != now) {
        snprintf(out, 32, "%u \xe2\x86\x92 %u", before, now);
    } else {
        snprintf(out, 32, "%u", now);
    }
}

// The width of the numbers with the space before them.
static float
count_width(const struct canvas *canvas, const struct exercise *exercise,
            const struct placed *placed, bool has_before) {
    float size = canvas_type(canvas, TYPE_MIN);
    float widest = COUNT_U * canvas->u;
    for (unsigned i = 0; has_before && i < exercise->item_count; i++) {
        char text[32];
        write_count(placed, i, true, text);
        float width = canvas_width(canvas, FONT_TEXT, size, text);
        widest = fmaxf(widest, width + 2.0f * canvas->u);
    }
    return widest;
}

// The names beside the square, and the numbers if there are any.
static void
draw_legend(const struct canvas *canvas, const struct exercise *exercise,
            const struct plane_view *view, const struct placed *placed) {
    float u = canvas->u;
    if (view->legend.w <= 0.0f) {
        return;
    }
    drawing_group(canvas->out, "legend");
    struct rows rows = rows_lay_out(canvas, exercise->item_count, view->legend);
    float mark = is_many(exercise) ? rows.mark_w : 0.0f;
    bool has_before = placed && placed->before;
    float count_w = count_width(canvas, exercise, placed, has_before);
    if (has_before
        && legend_width(canvas, exercise, view->legend.h, count_w)
               > view->legend.w) {
        has_before = false;
        count_w = COUNT_U * u;
    }
    count_w = is_many(exercise) ? count_w : 0.0f;
    float width = fmaxf(1.0f, rows.column_w - mark - count_w);
    struct style style =
        labels_style(canvas, exercise, TYPE_BODY, width, rows.row_h);
    float size = canvas_type(canvas, TYPE_MIN);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct box box = rows_box(&rows, i);
        if (is_many(exercise)) {
            box = rows_draw_mark(canvas, &rows, i, box);
        }
        canvas_middle(canvas, &style, exercise->items[i],
                      (struct box){box.x, box.y, width, box.h});
        if (placed && is_many(exercise)) {
            char text[32];
            write_count(placed, i, has_before, text);
            canvas_label(canvas, FONT_TEXT, size,
                         (struct point){box.x + box.w, box.y + box.h / 2.0f},
                         ALIGN_RIGHT, canvas->theme->text2, text);
        }
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    struct plane_view view = view_of(canvas, exercise, area);
    draw_axes(canvas, &view);
    draw_names(canvas, exercise, &view);
    draw_words(canvas, exercise, &view);
    draw_legend(canvas, exercise, &view, NULL);
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct plane_view view = view_of(canvas, exercise, area);
    struct plane_tally tally;
    plane_tally(exercise, box, &tally);
    draw_axes(canvas, &view);
    draw_names(canvas, exercise, &view);
    draw_words(canvas, exercise, &view);
    draw_legend(canvas, exercise, &view, &(struct placed){NULL, &tally});
    if (is_many(exercise)) {
        plane_draw_items(canvas, &view, exercise, &tally);
    } else {
        plane_draw_dots(canvas, &view, box, &tally.items[0]);
    }
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    struct plane_view view = view_of(canvas, exercise, area);
    struct plane_tally before;
    struct plane_tally now;
    plane_tally(exercise, &shift->before, &before);
    plane_tally(exercise, &shift->after, &now);
    draw_axes(canvas, &view);
    draw_names(canvas, exercise, &view);
    draw_words(canvas, exercise, &view);
    draw_legend(canvas, exercise, &view, &(struct placed){&before, &now});
    if (is_many(exercise)) {
        plane_draw_items_shift(canvas, &view, exercise, shift);
    } else {
        plane_draw_dots_shift(canvas, &view, shift);
    }
}

static void
write_shift_legend(const struct exercise *exercise, const struct shift *shift,
                   struct text *out) {
    (void) shift;
    text_add(out, is_many(exercise)
                      ? "Outlined: before. Number: how many placed it"
                      : "Rings: before. Dots: now. Crosses: the means");
}

const struct kind_picture kind_picture_plane = {
    .name = "plane",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
    .write_shift_legend = write_shift_legend,
};
