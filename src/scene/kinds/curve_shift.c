// A curve that was asked again: rings where people stood, dots where they stand
// now. The dots travel in their order along the curve, so that nobody's own way
// is seen.
#include "scene/kinds/curve_bell.h"
#include "scene/kinds/shift_rows.h"
#include "session/shift.h"

#include <math.h>
#include <stdio.h>

#define DOT_MAX 400 // dots that travel one by one

static struct point
dot_at(const struct stacks *stacks, const struct bell *bell, unsigned column,
       unsigned level) {
    float bottom = bell->plot.y + bell->plot.h;
    return (struct point){stacks_x(stacks, bell, column),
                          bottom - stacks->step * ((float) level + 0.5f)};
}

static void
draw_rings(const struct canvas *canvas, const struct bell *bell,
           const struct stacks *stacks, float shown) {
    float u = canvas->u;
    float width = fminf(0.4f * u, 0.2f * stacks->dot);
    float radius = 0.5f * stacks->dot - width / 2.0f;
    struct color color = color_with_alpha(canvas->theme->text2, shown);
    for (unsigned column = 0; column < stacks->left + stacks->right; column++) {
        for (unsigned i = 0; i < stacks->heights[column]; i++) {
            drawing_ring(canvas->out, dot_at(stacks, bell, column, i), radius,
                         width, 0.0f, 1.0f, color);
        }
    }
}

// Places of the people in order, from left to right.
static unsigned
list_dots(const struct stacks *stacks, const struct bell *bell,
          struct point *out) {
    unsigned count = 0;
    for (unsigned column = 0; column < stacks->left + stacks->right; column++) {
        for (unsigned i = 0; i < stacks->heights[column]; i++) {
            if (count == DOT_MAX) {
                return count;
            }
            out[count++] = dot_at(stacks, bell, column, i);
        }
    }
    return count;
}

// With more people than may travel, those who come later stand at once.
static void
draw_dots(const struct canvas *canvas, const struct bell *bell,
          const struct stacks stacks[2]) {
    struct morph morph = canvas_morph(canvas);
    float solid = 1.0f - 0.6f * morph.ghost * (1.0f - morph.travel);
    struct point before[DOT_MAX];
    unsigned then = list_dots(&stacks[0], bell, before);
    float radius = 0.32f * stacks[1].dot;
    unsigned count = 0;
    for (unsigned column = 0; column < stacks[1].left + stacks[1].right;
         column++) {
        struct color color = column >= stacks[1].left ? canvas->theme->accent
                                                      : canvas->theme->text;
        color = color_with_alpha(color, solid);
        for (unsigned i = 0; i < stacks[1].heights[column]; i++) {
            struct point at = dot_at(&stacks[1], bell, column, i);
            struct point from = count < then ? before[count] : at;
            at.x = from.x + (at.x - from.x) * morph.travel;
            at.y = from.y + (at.y - from.y) * morph.travel;
            drawing_disc(canvas->out, at, radius, color);
            count++;
        }
    }
}

// Per segment now large and before small.
static void
draw_shares(const struct canvas *canvas, const struct bell *bell, float y,
            const struct curve_tally *before, const struct curve_tally *after) {
    float u = canvas->u;
    for (unsigned i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        struct box box = bell_segment(bell, i, y, 0.0f);
        struct point at = {box.x + box.w / 2.0f, y + 3.5f * u};
        char now[32];
        char then[32];
        if (after->voters < SHIFT_FEW) {
            snprintf(now, sizeof now, "%u", after->votes[i]);
            snprintf(then, sizeof then, "was %u", before->votes[i]);
        } else {
            double voters = after->voters;
            snprintf(now, sizeof now, "%.0f%%",
                     floor(100.0 * after->votes[i] / voters + 0.5));
            snprintf(then, sizeof then, "was %.0f%%",
                     floor(100.0 * before->votes[i] / voters + 0.5));
        }
        canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE), at,
                     ALIGN_CENTER, canvas->theme->text, now);
        at.y += 6.0f * u;
        if (bell->has_model) {
            canvas_label(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), at,
                         ALIGN_CENTER, canvas->theme->text2, then);
        }
    }
}

static void
draw_crossed(const struct canvas *canvas, const struct bell *bell,
             const struct curve_tally *before,
             const struct curve_tally *after) {
    float u = canvas->u;
    char text[96];
    snprintf(text, sizeof text, "%u of %u had crossed, now %u", before->crossed,
             before->voters, after->crossed);
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

void
curve_draw_shift(const struct canvas *canvas, const struct exercise *exercise,
                 const struct shift *shift, struct box area) {
    (void) exercise;
    struct curve_tally before;
    struct curve_tally after;
    curve_tally(&shift->before, &before);
    curve_tally(&shift->after, &after);
    struct bell bell = bell_of(canvas, area);
    float below = bell.plot.y + bell.plot.h + 1.5f * canvas->u;
    const struct ballot_box *boxes[] = {&shift->before, &shift->after};
    struct stacks stacks[2];
    stacks_find(canvas, &bell, boxes, 2, stacks);
    bell_draw(canvas, &bell);
    drawing_group(canvas->out, "dots");
    draw_rings(canvas, &bell, &stacks[0], canvas_morph(canvas).ghost);
    draw_dots(canvas, &bell, stacks);
    bell_draw_names(canvas, &bell, below);
    draw_shares(canvas, &bell, below + 10.5f * canvas->u, &before, &after);
    draw_crossed(canvas, &bell, &before, &after);
}
