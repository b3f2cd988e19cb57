// rank: the items as they stand in the deck; the result is a ladder of mean
// points, with a strip under each bar of who put it first, second and so on,
// so that an item that splits the room is seen to do so.
#include "session/kinds/rank.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/ladder.h"
#include "scene/kinds/ladder_shift.h"

static void
write_hint(const struct exercise *exercise, struct text *out) {
    if (exercise->top == 1) {
        text_add(out, "Choose your first");
    } else if (exercise->top < exercise->item_count) {
        text_add_format(out, "Put your first %u in order", exercise->top);
    } else {
        text_add(out, "Put them in your order");
    }
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    if (exercise->item_count < 3) {
        return;
    }
    struct rank_tally tally;
    rank_tally(exercise, box, &tally);
    if (tally.winner >= 0) {
        text_add_format(out, "%c wins one to one against every other",
                        'A' + tally.winner);
    } else {
        text_add(out, "No item wins one to one against every other");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) box;
    text_add_format(out, ", bars: mean points, %u for a first",
                    exercise->item_count);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    rows_draw_items(canvas, exercise, area);
}

static struct color
place_color(const struct canvas *canvas, unsigned place, unsigned places) {
    float faint = places > 1 ? (float) place / (float) (places - 1) : 0.0f;
    return color_mix(canvas->theme->text, canvas->theme->faintest, faint);
}

// Places in a row from the left, as long as there are people who gave them.
static void
draw_strip(const struct canvas *canvas, const uint32_t *counts, unsigned places,
           uint32_t people, struct box box) {
    float growth = canvas_growth(canvas);
    float gap = 0.3f * canvas->u;
    float x = box.x;
    canvas_panel(canvas, box, 0.0f, canvas->theme->track);
    for (unsigned place = 0; place < places; place++) {
        float part = (float) counts[place] / (float) people;
        float width = box.w * part * growth;
        if (width > 2.0f * gap) {
            drawing_rect(canvas->out,
                         (struct box){x, box.y, width - gap, box.h}, 0.0f,
                         place_color(canvas, place, places));
        }
        x += width;
    }
}

static const char *
ordinal_end(unsigned number) {
    return number == 1 ? "st" : number == 2 ? "nd" : number == 3 ? "rd" : "th";
}

// "1st ▇▇▇▇▇ 5th": what the strips say.
static void
draw_key(const struct canvas *canvas, unsigned places, struct box box) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = box.y + box.h / 2.0f;
    char last[16];
    snprintf(last, sizeof last, "%u%s", places, ordinal_end(places));
    float first_w = canvas_width(canvas, FONT_TEXT, size, "1st") + 1.5f * u;
    float last_w = canvas_width(canvas, FONT_TEXT, size, last) + 1.5f * u;
    float step = fminf(2.6f * u, (box.w - first_w - last_w) / (float) places);
    float width = step * (float) places;
    if (step < 0.9f * u) {
        return;
    }
    canvas_label(canvas, FONT_TEXT, size, (struct point){box.x, middle},
                 ALIGN_LEFT, canvas->theme->muted, "1st");
    for (unsigned place = 0; place < places; place++) {
        struct box one = {box.x + first_w + step * (float) place,
                          middle - 0.85f * u, step - 0.3f * u, 1.7f * u};
        drawing_rect(canvas->out, one, 0.0f,
                     place_color(canvas, place, places));
    }
    canvas_label(canvas, FONT_TEXT, size,
                 (struct point){box.x + first_w + width + 1.5f * u, middle},
                 ALIGN_LEFT, canvas->theme->muted, last);
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct rank_tally tally;
    rank_tally(exercise, box, &tally);
    struct ladder_item items[DECK_ITEM_MAX] = {0};
    unsigned count = exercise->item_count;
    for (unsigned i = 0; i < count; i++) {
        unsigned item = tally.order[i];
        items[i].item = item;
        items[i].part = (float) (rank_score(&tally, item) / count);
        items[i].is_leader =
            tally.points[item] > 0
            && tally.points[item] == tally.points[tally.order[0]];
        snprintf(items[i].value, LADDER_TEXT_MAX, "%.1f",
                 rank_score(&tally, item));
        snprintf(items[i].note, LADDER_TEXT_MAX, "%u first",
                 (unsigned) tally.places[item][0]);
    }
    struct ladder ladder =
        ladder_lay_out(canvas, exercise, items, exercise->top > 1, area);
    for (unsigned i = 0; i < count; i++) {
        struct box lane = ladder_draw_row(canvas, &ladder, i, &items[i]);
        if (lane.h > 0.0f && tally.voters > 0) {
            draw_strip(canvas, tally.places[items[i].item], exercise->top,
                       tally.voters, lane);
        }
    }
    if (ladder.key.h > 0.0f && exercise->top > 1) {
        draw_key(canvas, exercise->top, ladder.key);
    }
}

const struct kind_picture kind_picture_rank = {
    .name = "rank",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = rank_draw_shift,
    .write_shift_legend = rank_write_shift_legend,
};
