// The best ideas, one under another: place, text, who said so, and how far it
// came: a bar on the fixed scale of the scores, or the dots that were put to
// it. Many dots are a bar too, since more of them cannot be counted at sight.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/kinds/ideas_picture.h"
#include "scene/kinds/notes.h"
#include "scene/kinds/rows.h"

#define BEST_MAX 8
#define DISC_MAX 12 // dots that are drawn one by one
#define DISC_U 2.4f
#define PITCH_U 3.2f
#define PLACE_U 7.0f
#define GAP_U 3.0f
#define TEXT_PART 0.56f
#define TEXT_PART_WIDE 0.74f
#define GOOD_ROWS 5

struct best {
    const struct ideas_tally *tally;
    struct notes_row rows[BEST_MAX];
    unsigned count;
    double most; // the end of the scale
    bool has_discs;
    float value_w, mark_w, text_w;
    struct notes_rows shown;
};

static void
write_sub(const struct exercise *exercise, const struct ideas_tally *tally,
          unsigned place, struct notes_row *row) {
    const struct idea_result *result = &tally->results[place];
    const char *by = tally->wall.items[result->item].by;
    char scores[32] = "";
    if (tally->is_scored && result->count < exercise->rounds) {
        snprintf(scores, sizeof scores, "%u score%s", result->count,
                 result->count == 1 ? "" : "s");
    }
    const char *comma = scores[0] != '\0' && by[0] != '\0' ? ", " : "";
    snprintf(row->sub, sizeof row->sub, "%s%s%s", scores, comma, by);
}

static void
write_value(const struct best *best, unsigned place, char out[static 16]) {
    double value = best->tally->results[place].value;
    snprintf(out, 16, best->tally->is_scored ? "%.1f" : "%.0f", value);
}

static struct best
gather(const struct canvas *canvas, const struct exercise *exercise,
       const struct ideas_tally *tally) {
    struct best best = {
        .tally = tally,
        .count = tally->wall.count < BEST_MAX ? tally->wall.count : BEST_MAX,
        .most = tally->is_scored ? IDEAS_SCORE_MAX : tally->results[0].value,
    };
    best.has_discs = !tally->is_scored && best.most <= DISC_MAX;
    char value[16];
    for (unsigned i = 0; i < best.count; i++) {
        best.rows[i].text = ideas_text(tally, i);
        write_sub(exercise, tally, i, &best.rows[i]);
        write_value(&best, i, value);
        best.value_w = fmaxf(
            best.value_w, canvas_width(canvas, FONT_VALUE,
                                       canvas_type(canvas, TYPE_VALUE), value));
    }
    return best;
}

static void
lay_out(const struct canvas *canvas, struct best *best, float text_part,
        struct box area) {
    float u = canvas->u;
    float rest = area.w - (PLACE_U + 2.0f * GAP_U) * u - best->value_w;
    best->mark_w = (1.0f - text_part) * rest;
    if (best->has_discs) {
        best->mark_w = fminf(best->mark_w, (float) best->most * PITCH_U * u);
    }
    best->text_w = fmaxf(0.0f, rest - best->mark_w);
    best->shown = notes_rows_lay_out(canvas, best->rows, best->count,
                                     best->text_w, area, true);
}

// Equal ones share a place.
static unsigned
place_of(const struct ideas_tally *tally, unsigned at) {
    while (at > 0 && tally->results[at].value == tally->results[at - 1].value) {
        at--;
    }
    return at + 1;
}

static void
draw_mark(const struct canvas *canvas, const struct best *best, unsigned i,
          struct box box) {
    const struct theme *theme = canvas->theme;
    float growth = canvas_growth(canvas);
    double value = best->tally->results[i].value;
    bool is_first = place_of(best->tally, i) == 1 && value > 0.0;
    struct color color = is_first ? theme->accent : theme->line;
    if (!best->has_discs) {
        float part = best->most > 0.0 ? (float) (value / best->most) : 0.0f;
        rows_draw_bar(canvas, box, 1.0f, theme->track, false);
        rows_draw_bar(canvas, box, part * growth, color, false);
        return;
    }
    // Where there is less room than they need, they move closer.
    float pitch =
        fminf(PITCH_U * canvas->u, box.w / fmaxf(1.0f, (float) best->most));
    struct point at = {box.x + pitch / 2.0f, box.y + box.h / 2.0f};
    float radius = fminf(DISC_U * canvas->u, pitch) / 2.0f;
    for (unsigned k = 0; k < (unsigned) value; k++) {
        drawing_disc(canvas->out, at, radius, color_with_alpha(color, growth));
        at.x += pitch;
    }
}

static void
draw_row(const struct canvas *canvas, const struct best *best, unsigned i) {
    const struct theme *theme = canvas->theme;
    float u = canvas->u, size = canvas_type(canvas, TYPE_VALUE);
    const struct notes_row *row = &best->rows[i];
    struct box box = row->box;
    float middle = box.y + box.h / 2.0f;
    float growth = canvas_growth(canvas);
    char text[16];
    snprintf(text, sizeof text, "%u", place_of(best->tally, i));
    canvas_label(canvas, FONT_VALUE, size, (struct point){box.x, middle},
                 ALIGN_LEFT, color_with_alpha(theme->muted, growth), text);
    box.x += PLACE_U * u;
    box.w = best->text_w;
    notes_rows_draw_text(canvas, &best->shown, row, box,
                         color_with_alpha(theme->text, growth));
    box.x += best->text_w + GAP_U * u;
    box.w = best->mark_w;
    draw_mark(canvas, best, i, box);
    write_value(best, i, text);
    struct point at = {box.x + box.w + GAP_U * u + best->value_w, middle};
    canvas_label(canvas, FONT_VALUE, size, at, ALIGN_RIGHT,
                 color_with_alpha(theme->text, growth), text);
}

void
ideas_draw_best(const struct canvas *canvas, const struct exercise *exercise,
                const struct ideas_tally *tally, struct box area) {
    struct best best = gather(canvas, exercise, tally);
    lay_out(canvas, &best, TEXT_PART, area);
    if (best.shown.shown < best.count && best.shown.shown < GOOD_ROWS) {
        lay_out(canvas, &best, TEXT_PART_WIDE, area);
    }
    for (unsigned i = 0; i < best.shown.shown; i++) {
        draw_row(canvas, &best, i);
    }
}
