// points: the items as they stand in the deck; the result is a ladder of mean
// points on an axis that always ends at the budget. A small room also has a
// dot for each person's points, so that one rich friend is not taken for many.
// A deck may ask for dents in space instead (points_space.c).
#include "session/kinds/points.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/ladder_shift.h"
#include "scene/kinds/points_space.h"

#define DOTS_MAX 40        // voters up to whom each has a dot
#define FINE_BUDGET_MAX 20 // a budget up to which means have a decimal
#define DOT_ALPHA 0.55f

static void
write_hint(const struct exercise *exercise, struct text *out) {
    text_add_format(out, "Give away %u point%s", exercise->budget,
                    exercise->budget == 1 ? "" : "s");
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    if (exercise->look == LOOK_SPACE) { // true of the bars instead, too
        text_add_format(out, ", mean of %u points", exercise->budget);
    } else if (box->answered <= DOTS_MAX) {
        text_add(out, ", bars: mean points, dots: people");
    } else {
        text_add_format(out, ", bars: mean of %u points", exercise->budget);
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    rows_draw_items(canvas, exercise, area);
}

// A dot for each who gave any, a little to a side so that equal ones are seen.
static void
draw_dots(const struct canvas *canvas, const struct exercise *exercise,
          const struct ballot_box *box, unsigned item, struct box lane) {
    float u = canvas->u;
    float radius = lane.h / 2.0f;
    float growth = canvas_growth(canvas);
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        uint32_t points = ballot->size > 0 ? points_given(ballot, item) : 0;
        if (points == 0) {
            continue;
        }
        float at = (float) points / (float) exercise->budget * growth;
        float aside = ((float) (i * 7 % 5) - 2.0f) * 0.35f * u;
        float x = lane.x + lane.w * at + aside;
        x = fminf(fmaxf(x, lane.x + radius), lane.x + lane.w - radius);
        drawing_disc(canvas->out, (struct point){x, lane.y + radius}, radius,
                     color_with_alpha(canvas->theme->text, DOT_ALPHA));
    }
}

// The ends of the axis.
static void
draw_key(const struct canvas *canvas, const struct exercise *exercise,
         struct box box) {
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = box.y + box.h / 2.0f;
    char end[16];
    snprintf(end, sizeof end, "%u", exercise->budget);
    canvas_label(canvas, FONT_TEXT, size, (struct point){box.x, middle},
                 ALIGN_LEFT, canvas->theme->muted, "0");
    canvas_label(canvas, FONT_TEXT, size, (struct point){box.x + box.w, middle},
                 ALIGN_RIGHT, canvas->theme->muted, end);
}

static void
write_item(const struct exercise *exercise, const struct points_tally *tally,
           unsigned item, struct ladder_item *out) {
    double mean = points_mean(tally, item);
    uint32_t none = tally->voters - tally->backed[item];
    out->item = item;
    out->part = (float) (mean / exercise->budget);
    out->is_leader = tally->sums[item] > 0
                     && tally->sums[item] == tally->sums[tally->order[0]];
    snprintf(out->value, LADDER_TEXT_MAX,
             exercise->budget <= FINE_BUDGET_MAX ? "%.1f" : "%.0f", mean);
    if (none > 0) {
        snprintf(out->note, LADDER_TEXT_MAX, "%u gave 0", (unsigned) none);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct points_tally tally;
    points_tally(exercise, box, &tally);
    struct ladder_item items[DECK_ITEM_MAX] = {0};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        write_item(exercise, &tally, tally.order[i], &items[i]);
    }
    bool is_space = exercise->look == LOOK_SPACE;
    if (is_space && points_space_draw(canvas, exercise, items, area)) {
        return;
    }
    bool has_dots = !is_space && tally.voters <= DOTS_MAX;
    struct ladder ladder =
        ladder_lay_out(canvas, exercise, items, has_dots, area);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct box lane = ladder_draw_row(canvas, &ladder, i, &items[i]);
        if (lane.h > 0.0f) {
            draw_dots(canvas, exercise, box, items[i].item, lane);
        }
    }
    if (ladder.key.h > 0.0f) {
        draw_key(canvas, exercise, ladder.key);
    }
}

const struct kind_picture kind_picture_points = {
    .name = "points",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = points_draw_shift,
    .write_shift_legend = points_write_shift_legend,
};
