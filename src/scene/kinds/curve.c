// curve: the adoption curve after Rogers with Moore's chasm as a real gap in
// it. Everybody is a dot that falls on it, stacked from the base line at the
// place they chose; per segment two numbers, the room's and the model's.
#include "session/kinds/curve.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/curve_bell.h"

#define FEW 10

static void
write_hint(const struct exercise *exercise, struct text *out) {
    (void) exercise;
    text_add(out, "Put your mark on the curve");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) exercise;
    (void) box;
    text_add(out, "Large: this room. Small: the model, by definition.");
}

static void
draw_shares(const struct canvas *canvas, const struct bell *bell, float y,
            const struct curve_tally *tally) {
    float u = canvas->u;
    for (unsigned i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        struct box box = bell_segment(bell, i, y, 0.0f);
        struct point at = {box.x + box.w / 2.0f, y + 3.5f * u};
        char text[32];
        if (tally) {
            double share = 100.0 * tally->votes[i] / tally->voters;
            if (tally->voters < FEW) {
                snprintf(text, sizeof text, "%u", tally->votes[i]);
            } else {
                snprintf(text, sizeof text, "%.0f%%", floor(share + 0.5));
            }
            canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
                         at, ALIGN_CENTER, canvas->theme->text, text);
            at.y += 6.0f * u;
        }
        if (!bell->has_model) {
            continue;
        }
        snprintf(text, sizeof text, "%g%%", 100.0 * curve_segment_reference[i]);
        canvas_label(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), at,
                     ALIGN_CENTER, canvas->theme->muted, text);
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    (void) exercise;
    struct bell bell = bell_of(canvas, area);
    float below = bell.plot.y + bell.plot.h + 1.5f * canvas->u;
    bell_draw(canvas, &bell);
    bell_draw_names(canvas, &bell, below);
    draw_shares(canvas, &bell, below + 10.5f * canvas->u, NULL);
}

static void
draw_dots(const struct canvas *canvas, const struct bell *bell,
          const struct ballot_box *box) {
    struct stacks stacks;
    stacks_find(canvas, bell, &box, 1, &stacks);
    unsigned columns = stacks.left + stacks.right;
    float growth = canvas_growth(canvas);
    float bottom = bell->plot.y + bell->plot.h;
    drawing_group(canvas->out, "dots");
    for (unsigned column = 0; column < columns; column++) {
        float x = stacks_x(&stacks, bell, column);
        bool has_crossed = column >= stacks.left;
        struct color color =
            has_crossed ? canvas->theme->accent : canvas->theme->text;
        color = color_with_alpha(color, fminf(1.0f, 0.2f + growth));
        for (unsigned i = 0; i < stacks.heights[column]; i++) {
            float rest = bottom - stacks.step * ((float) i + 0.5f);
            float y = bell->plot.y + (rest - bell->plot.y) * growth;
            drawing_disc(canvas->out, (struct point){x, y}, 0.44f * stacks.dot,
                         color);
        }
    }
}

static void
draw_crossed(const struct canvas *canvas, const struct bell *bell,
             const struct curve_tally *tally) {
    float u = canvas->u;
    char text[64];
    snprintf(text, sizeof text, "%u of %u have crossed", tally->crossed,
             tally->voters);
    float chasm =
        bell->plot.x + CHASM_AT * (bell->plot.w - bell->gap) + bell->gap / 2.0f;
    float half = canvas_width(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                              "the chasm")
                 / 2.0f;
    float left = chasm + half + 2.0f * u;
    struct style style = {FONT_VALUE,
                          canvas_type(canvas, TYPE_VALUE),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->accent,
                          1,
                          ALIGN_RIGHT};
    drawing_group(canvas->out, "crossed");
    canvas_middle(canvas, &style, text,
                  (struct box){left, bell->plot.y - TOP_ROW_U * u,
                               bell->plot.x + bell->plot.w - left, 7.0f * u});
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    (void) exercise;
    struct curve_tally tally;
    curve_tally(box, &tally);
    if (tally.voters == 0) {
        return;
    }
    struct bell bell = bell_of(canvas, area);
    float below = bell.plot.y + bell.plot.h + 1.5f * canvas->u;
    bell_draw(canvas, &bell);
    draw_dots(canvas, &bell, box);
    bell_draw_names(canvas, &bell, below);
    draw_shares(canvas, &bell, below + 10.5f * canvas->u, &tally);
    draw_crossed(canvas, &bell, &tally);
}

static void
write_shift_legend(const struct exercise *exercise, const struct shift *shift,
                   struct text *out) {
    (void) shift;
    (void) exercise;
    text_add(out, "Rings: before. Dots: now.");
}

const struct kind_picture kind_picture_curve = {
    .name = "curve",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = curve_draw_shift,
    .write_shift_legend = write_shift_legend,
};
