// Bands of a flow. The columns stand in the order of the rows beside them, and
// each band leaves and arrives in that order, so that bands cross as little as
// they can.
#include "scene/kinds/flow.h"

#include <math.h>
#include <stdio.h>

#define STEPS 16      // of a band's edge
#define COLUMN_U 2.2f // how wide a column is
#define GAP_U 1.6f    // between the parts of a column
#define LETTER_U 6.0f // room for the letter beside a part
#define HEAD_U 6.0f   // "before" and "now"
#define FOOT_U 6.5f   // how many moved
#define BAND_LEAST_U 0.25f
#define STAYED 0.28f // alpha of those who stayed, and of those who moved
#define MOVED 0.72f

struct sides {
    float left, right;     // the inner edges of the two columns
    float top, per_person; // px
    float gap;
    float from[DECK_ITEM_MAX], to[DECK_ITEM_MAX]; // y of the parts
    uint32_t before[DECK_ITEM_MAX], after[DECK_ITEM_MAX];
    uint32_t pairs, moved;
};

static void
sum(struct sides *sides, unsigned items,
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX]) {
    for (unsigned i = 0; i < items; i++) {
        for (unsigned k = 0; k < items; k++) {
            sides->before[i] += flow[i][k];
            sides->after[k] += flow[i][k];
            sides->pairs += flow[i][k];
            sides->moved += i != k ? flow[i][k] : 0;
        }
    }
}

static void
place(struct sides *sides, unsigned items, float height) {
    float gaps = sides->gap * (float) (items - 1);
    sides->per_person = (height - gaps) / (float) sides->pairs;
    float left = sides->top;
    float right = left;
    for (unsigned i = 0; i < items; i++) {
        sides->from[i] = left;
        sides->to[i] = right;
        left += (float) sides->before[i] * sides->per_person + sides->gap;
        right += (float) sides->after[i] * sides->per_person + sides->gap;
    }
}

// A band of the height `thick` from y `from` to y `to`, `part` of the way.
static void
draw_band(const struct canvas *canvas, const struct sides *sides, float from,
          float to, float thick, struct color color) {
    struct point points[2 * STEPS + 2];
    float width = sides->right - sides->left;
    for (int i = 0; i <= STEPS; i++) {
        float t = (float) i / STEPS;
        float way = t * t * (3.0f - 2.0f * t);
        float y = from + (to - from) * way;
        float x = sides->left + width * t;
        points[i] = (struct point){x, y};
        points[2 * STEPS + 1 - i] = (struct point){x, y + thick};
    }
    drawing_polygon(canvas->out, points, 2 * STEPS + 2, color);
}

static void
draw_bands(const struct canvas *canvas, const struct sides *sides,
           unsigned items, uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX],
           bool has_moved) {
    float shown = canvas_morph(canvas).travel;
    float from[DECK_ITEM_MAX];
    float to[DECK_ITEM_MAX];
    for (unsigned i = 0; i < items; i++) {
        from[i] = sides->from[i];
        to[i] = sides->to[i];
    }
    for (unsigned i = 0; i < items; i++) {
        for (unsigned k = 0; k < items; k++) {
            float thick = (float) flow[i][k] * sides->per_person;
            if (flow[i][k] > 0 && (i != k) == has_moved) {
                draw_band(
                    canvas, sides, from[i], to[k],
                    fmaxf(thick, BAND_LEAST_U * canvas->u),
                    color_with_alpha(canvas->theme->slots[i],
                                     shown * (has_moved ? MOVED : STAYED)));
            }
            from[i] += thick;
            to[k] += thick;
        }
    }
}

static void
draw_part(const struct canvas *canvas, unsigned item, struct box box,
          float letter_x) {
    struct color color = canvas->theme->slots[item];
    if (box.h <= 0.0f) {
        return;
    }
    drawing_rect(canvas->out, box, 0.0f, color);
    if (!color_is_strong(color, canvas->theme->background)) {
        drawing_frame(canvas->out, box, 0.0f, 0.3f * canvas->u,
                      canvas->theme->line);
    }
    char letter[2] = {(char) ('A' + item), '\0'};
    float size = canvas_type(canvas, TYPE_MIN);
    if (box.h >= size) {
        canvas_label(canvas, FONT_LABEL, size,
                     (struct point){letter_x, box.y + box.h / 2.0f},
                     ALIGN_CENTER, canvas->theme->muted, letter);
    }
}

static void
draw_words(const struct canvas *canvas, const struct sides *sides,
           struct box area, float bottom) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    float head = area.y + HEAD_U * u / 2.0f - 0.8f * u;
    canvas_label(canvas, FONT_LABEL, size, (struct point){area.x, head},
                 ALIGN_LEFT, canvas->theme->text2, "before");
    canvas_label(canvas, FONT_LABEL, size,
                 (struct point){area.x + area.w, head}, ALIGN_RIGHT,
                 canvas->theme->text2, "now");
    char text[64];
    if (sides->moved == 0) {
        snprintf(text, sizeof text, "nobody moved");
    } else if (sides->moved == sides->pairs) {
        snprintf(text, sizeof text, "all moved");
    } else {
        snprintf(text, sizeof text, "%u of %u moved", sides->moved,
                 sides->pairs);
    }
    struct style style = {FONT_LABEL,           size, size,
                          canvas->theme->text2, 1,    ALIGN_CENTER};
    canvas_middle(
        canvas, &style, text,
        (struct box){area.x, bottom + 1.0f * u, area.w, (FOOT_U - 1.0f) * u});
}

void
flow_draw(const struct canvas *canvas, unsigned items,
          uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX], struct box area) {
    float u = canvas->u;
    float side = (COLUMN_U + LETTER_U) * u;
    struct sides sides = {
        .left = area.x + side,
        .right = area.x + area.w - side,
        .top = area.y + HEAD_U * u,
        .gap = GAP_U * u,
    };
    float height = area.h - (HEAD_U + FOOT_U) * u;
    sum(&sides, items, flow);
    if (height < 10.0f * u || sides.right <= sides.left || sides.pairs == 0) {
        return;
    }
    place(&sides, items, height);
    drawing_group(canvas->out, "flow");
    draw_bands(canvas, &sides, items, flow, false);
    draw_bands(canvas, &sides, items, flow, true);
    for (unsigned i = 0; i < items; i++) {
        float width = COLUMN_U * u;
        draw_part(canvas, i,
                  (struct box){sides.left - width, sides.from[i], width,
                               (float) sides.before[i] * sides.per_person},
                  area.x + LETTER_U * u / 2.0f);
        draw_part(canvas, i,
                  (struct box){sides.right, sides.to[i], width,
                               (float) sides.after[i] * sides.per_person},
                  area.x + area.w - LETTER_U * u / 2.0f);
    }
    draw_words(canvas, &sides, area, sides.top + height);
}
