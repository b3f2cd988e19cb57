// duel: before the result the items themselves, two of them as two halves;
// the result is a ladder: the strongest on top, with its chance against the
// item in the middle and the duels it won.
#include "session/kinds/duel.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/rows.h"

#define FEW 10

static void
write_hint(const struct exercise *exercise, struct text *out) {
    text_add(out, exercise->item_count == 2
                      ? "Choose one of the two"
                      : "Choose one of each pair on your phone");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) exercise;
    (void) box;
    text_add(out, "Bar: the chance to win against a middling one");
}

static void
draw_half(const struct canvas *canvas, const struct exercise *exercise,
          unsigned item, struct box box) {
    float u = canvas->u;
    drawing_rect(canvas->out, box, 1.2f * u, canvas->theme->surface);
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
    float gap = 12.0f * u;
    float width = (area.w - gap) / 2.0f;
    draw_half(canvas, exercise, 0, (struct box){area.x, area.y, width, area.h});
    draw_half(canvas, exercise, 1,
              (struct box){area.x + width + gap, area.y, width, area.h});
    canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_BODY),
                 box_center(area), ALIGN_CENTER, canvas->theme->muted, "or");
}

// The right end of a row: the chance large and the duels small, or, with few
// voters, the duels alone.
static void
draw_values(const struct canvas *canvas, const struct duel_tally *tally,
            unsigned item, struct box box) {
    char chance[32], won[64];
    unsigned duels = tally->won[item] + tally->lost[item];
    snprintf(chance, sizeof chance, "%.0f%%",
             floor(100.0 * tally->chance[item] + 0.5));
    struct point right = {box.x + box.w, box.y + box.h / 2.0f};
    if (tally->voters < FEW) {
        snprintf(won, sizeof won, "%u of %u", tally->won[item], duels);
        canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE), right,
                     ALIGN_RIGHT, canvas->theme->text, won);
        return;
    }
    snprintf(won, sizeof won, "won %u of %u", tally->won[item], duels);
    float size = canvas_type(canvas, TYPE_MIN);
    canvas_label(canvas, FONT_TEXT, size, right, ALIGN_RIGHT,
                 canvas->theme->text2, won);
    float share = canvas_width(canvas, FONT_VALUE,
                               canvas_type(canvas, TYPE_VALUE), "100%");
    canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
                 (struct point){box.x + share, right.y}, ALIGN_RIGHT,
                 canvas->theme->text, chance);
}

static float
value_width(const struct canvas *canvas, const struct duel_tally *tally,
            unsigned count) {
    unsigned most = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned duels = tally->won[i] + tally->lost[i];
        most = duels > most ? duels : most;
    }
    char text[64];
    if (tally->voters < FEW) {
        snprintf(text, sizeof text, "%u of %u", most, most);
        return canvas_width(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
                            text);
    }
    snprintf(text, sizeof text, "won %u of %u", most, most);
    float small =
        canvas_width(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), text);
    return small + 3.0f * canvas->u
           + canvas_width(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
                          "100%");
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct duel_tally tally;
    duel_tally(exercise, box, &tally);
    float u = canvas->u;
    struct rows rows = rows_lay_out(canvas, exercise->item_count, area);
    float label_w = rows_label_width(canvas, &rows, exercise);
    float value_w = value_width(canvas, &tally, exercise->item_count);
    float growth = canvas_growth(canvas);
    for (unsigned place = 0; place < exercise->item_count; place++) {
        unsigned item = tally.order[place];
        struct box row = rows_box(&rows, place);
        struct box rest = rows_draw_mark(canvas, &rows, item, row);
        rows_draw_label(canvas, exercise->items[item],
                        (struct box){rest.x, rest.y, label_w, rest.h});
        float x = rest.x + label_w + 3.0f * u;
        float right = rest.x + rest.w - value_w - 3.0f * u;
        bool is_leader =
            tally.duels > 0
            && tally.chance[item] >= tally.chance[tally.order[0]] - 1e-9;
        rows_draw_bar(canvas, (struct box){x, rest.y, right - x, rest.h},
                      growth * (float) tally.chance[item],
                      rows_color(canvas, &rows, item), is_leader);
        draw_values(
            canvas, &tally, item,
            (struct box){rest.x + rest.w - value_w, rest.y, value_w, rest.h});
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    struct duel_tally tally;
    duel_tally(exercise, box, &tally);
    text_add_format(out, ", %u duels", tally.duels);
}

const struct kind_picture kind_picture_duel = {
    .name = "duel",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
};
