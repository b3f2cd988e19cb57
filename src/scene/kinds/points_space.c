// Every idea lies in its dent, with its number and its words under it. Words
// come first: the sheet bends in what they leave, and where that is too little,
// or a word would have to be broken, there is no such picture.
#include "scene/kinds/points_space.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/kinds/space_sheet.h"

#define LEGEND_U 5.4f
#define BACK_PART 0.28f // of what words leave: the sheet behind the dents
#define BACK_LEAST_U 4.0f
#define BACK_MOST_U 16.0f
#define DEPTH_LEAST_U 9.0f // a flatter picture would not be one
#define DEPTH_GOOD_U 18.0f
#define DEPTH_MOST_U 54.0f
#define SHAPE_U 5.6f
#define SHAPE_UP 0.12f // of its size: how it lies over the deepest point
#define VALUE_U 7.0f
#define GAP_U 0.9f
#define COLUMN_GAP_U 1.3f
#define STROKE_ROOM_U 0.2f // of the lines at the sheet's edge
#define LINE_HEIGHT 1.15f
#define LINE_GOOD 3
#define LINE_MOST 8
#define IDEOGRAPHS 0xe3 // first byte: from here on lines break anywhere

struct space {
    struct sheet sheet;
    struct text_fit fit;
    float label_w, label_h; // px; label_h of the highest
    float depth;            // of the deepest there may be, px
    struct box area;        // without the legend
};

// Where in the order of the deck the items stand.
static const struct ladder_item *
item_of(const struct exercise *exercise, const struct ladder_item *items,
        unsigned item) {
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (items[i].item == item) {
            return &items[i];
        }
    }
    return &items[0];
}

// Whether every word of a text has room on a line of its own.
static bool
has_room_for_words(const struct canvas *canvas, const struct space *space,
                   const char *text) {
    char word[512];
    while (*text != '\0') {
        size_t size = strcspn(text, " -");
        bool breaks_anywhere = false;
        if (size >= sizeof word) {
            return false;
        }
        for (size_t i = 0; i < size; i++) {
            breaks_anywhere |= (unsigned char) text[i] >= IDEOGRAPHS;
        }
        memcpy(word, text, size);
        word[size] = '\0';
        if (!breaks_anywhere
            && canvas_width(canvas, space->fit.role, space->fit.size, word)
                   > space->label_w) {
            return false;
        }
        text += size;
        text += strspn(text, " -");
    }
    return true;
}

// Whether all labels fit in columns at this size and leave enough depth.
static bool
try_size(const struct canvas *canvas, const struct exercise *exercise,
         struct space *space, float size, bool is_last) {
    float u = canvas->u;
    space->fit = (struct text_fit){.role = FONT_LABEL,
                                   .size = size,
                                   .size_min = size,
                                   .line_height = LINE_HEIGHT,
                                   .line_max = is_last ? LINE_MOST : LINE_GOOD};
    space->label_h = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct text_lines lines;
        fonts_fit(canvas->fonts, &space->fit, exercise->items[i],
                  space->label_w, space->area.h, &lines);
        if (lines.is_cut
            || !has_room_for_words(canvas, space, exercise->items[i])) {
            return false;
        }
        space->label_h = fmaxf(space->label_h, lines.height);
    }
    float under = (SHAPE_U * (0.5f - SHAPE_UP) + GAP_U + VALUE_U) * u;
    float rest = space->area.h - space->label_h - under;
    float back =
        fminf(fmaxf(BACK_PART * rest, BACK_LEAST_U * u), BACK_MOST_U * u);
    space->sheet = sheet_make(space->area, exercise->item_count, back);
    space->depth = fminf(rest - back, DEPTH_MOST_U * u);
    return space->depth >= (is_last ? DEPTH_LEAST_U : DEPTH_GOOD_U) * u;
}

static bool
lay_out(const struct canvas *canvas, const struct exercise *exercise,
        struct box area, struct space *out) {
    float u = canvas->u;
    if (exercise->item_count < 2 || exercise->item_count > SHEET_DENT_MAX) {
        return false;
    }
    box_cut_top(&area, LEGEND_U * u);
    area.x += STROKE_ROOM_U * u;
    area.w -= 2.0f * STROKE_ROOM_U * u;
    out->area = area;
    float spacing = sheet_make(area, exercise->item_count, u).spacing;
    out->label_w = spacing - COLUMN_GAP_U * u;
    float most = canvas_type(canvas, TYPE_BODY);
    float least = canvas_type(canvas, TYPE_MIN);
    return try_size(canvas, exercise, out, most, false)
           || try_size(canvas, exercise, out, (most + least) / 2.0f, false)
           || try_size(canvas, exercise, out, least, false)
           || try_size(canvas, exercise, out, least, true);
}

// The end of the axis: the next round part of the budget, so that a room's
// picture fills the wall. Votes that still come in never change it.
static float
axis_end(const struct exercise *exercise, const struct ladder_item *items) {
    static const float ends[] = {0.1f, 0.15f, 0.2f, 0.25f, 0.3f, 0.35f,
                                 0.4f, 0.45f, 0.5f, 0.6f,  0.8f};
    float most = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        most = fmaxf(most, items[i].part);
    }
    if (exercise->reveal == REVEAL_LIVE) {
        return 1.0f;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (most <= ends[i]) {
            return ends[i];
        }
    }
    return 1.0f;
}

static void
draw_legend(const struct canvas *canvas, const struct exercise *exercise,
            struct box area) {
    char text[64];
    snprintf(text, sizeof text, "Depth: mean points of %u", exercise->budget);
    float size = canvas_type(canvas, TYPE_MIN);
    canvas_label(canvas, FONT_TEXT, size,
                 (struct point){area.x, area.y + size / 2.0f}, ALIGN_LEFT,
                 canvas->theme->muted, text);
}

// Letter and number side by side, as one thing in the middle.
static void
draw_value(const struct canvas *canvas, const struct ladder_item *item,
           struct point middle) {
    float u = canvas->u;
    const struct theme *theme = canvas->theme;
    char letter[2] = {(char) ('A' + item->item), '\0'};
    float small = canvas_type(canvas, TYPE_MIN);
    float large = canvas_type(canvas, TYPE_VALUE);
    float letter_w = canvas_width(canvas, FONT_LABEL, small, letter);
    float value_w = canvas_width(canvas, FONT_VALUE, large, item->value);
    float x = middle.x - (letter_w + 1.2f * u + value_w) / 2.0f;
    float base =
        middle.y + fonts_cap_height(canvas->fonts, FONT_VALUE) * large / 2.0f;
    drawing_text(canvas->out, canvas->fonts, FONT_LABEL, small,
                 (struct point){x, base}, ALIGN_LEFT, theme->muted, letter);
    drawing_text(canvas->out, canvas->fonts, FONT_VALUE, large,
                 (struct point){x + letter_w + 1.2f * u, base}, ALIGN_LEFT,
                 item->is_leader ? theme->accent : theme->text, item->value);
}

static void
draw_idea(const struct canvas *canvas, const struct space *space,
          const struct ladder_item *item, const char *label, float growth) {
    float u = canvas->u;
    const struct sheet *sheet = &space->sheet;
    float size = SHAPE_U * u;
    float x = sheet_x(sheet, item->item);
    float depth = sheet->dents[item->item].depth;
    struct point at = {x, sheet->middle_y + depth * growth - SHAPE_UP * size};
    canvas_slot(canvas, item->item, at, size);
    struct text_lines lines;
    fonts_fit(canvas->fonts, &space->fit, label, space->label_w, space->area.h,
              &lines);
    float half = fmaxf(lines.width, 12.0f * u) / 2.0f;
    float top =
        fmaxf(sheet_low(sheet, x - half, x + half) + GAP_U * u,
              sheet->middle_y + depth + (0.5f - SHAPE_UP) * size + GAP_U * u);
    draw_value(canvas, item, (struct point){x, top + VALUE_U * u / 2.0f});
    struct box box = {x - space->label_w / 2.0f, top + VALUE_U * u,
                      space->label_w, space->label_h};
    drawing_lines(canvas->out, canvas->fonts, &space->fit, &lines, box,
                  ALIGN_CENTER, canvas->theme->text);
}

bool
points_space_draw(const struct canvas *canvas, const struct exercise *exercise,
                  const struct ladder_item *items, struct box area) {
    struct space space;
    if (!lay_out(canvas, exercise, area, &space)) {
        return false;
    }
    float growth = canvas_growth(canvas);
    float end = axis_end(exercise, items);
    space.sheet.full = space.depth;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        space.sheet.dents[items[i].item] = (struct sheet_dent){
            items[i].part / end * space.depth, items[i].is_leader};
    }
    draw_legend(canvas, exercise, area);
    drawing_group(canvas->out, "sheet");
    sheet_draw(canvas, &space.sheet, growth);
    drawing_group(canvas->out, "ideas");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        draw_idea(canvas, &space, item_of(exercise, items, i),
                  exercise->items[i], growth);
    }
    return true;
}
