// A drawing as text: groups as headings, one line a mark below them. Made to be
// read in a diff, so numbers have one decimal and colours are written as in
// the design, and nothing depends on the machine but the fonts' widths.
#include <math.h>
#include <stdio.h>

#include "drawing/paint.h"

static const char *const role_words[FONT_ROLE_COUNT] = {
    [FONT_TEXT] = "text",
    [FONT_LABEL] = "label",
    [FONT_VALUE] = "value",
    [FONT_WORDMARK] = "wordmark",
};

static const char *const align_words[] = {
    [ALIGN_LEFT] = "left",
    [ALIGN_CENTER] = "center",
    [ALIGN_RIGHT] = "right",
};

// Adds " 12.5". Halves go up, and so nothing becomes "-0.0".
static void
add_number(struct text *out, float number) {
    double rounded = floor((double) number * 10.0 + 0.5) / 10.0;
    text_add_format(out, " %.1f", rounded);
}

static void
add_point(struct text *out, struct point point) {
    add_number(out, point.x);
    add_number(out, point.y);
}

static void
add_color(struct text *out, const char *label, struct color color) {
    text_add_format(out, " %s#%02x%02x%02x", label, color.r, color.g, color.b);
    if (color.a != 0xff) {
        text_add_format(out, "/%02x", color.a);
    }
}

static void
add_path(struct text *out, const struct drawing *drawing,
         const struct mark *mark) {
    for (uint32_t i = 0; i < mark->path.count; i++) {
        text_add(out, i ? "," : "");
        add_point(out, drawing->points[mark->path.first + i]);
    }
}

static void
add_text(struct text *out, const struct drawing *drawing,
         const struct mark *mark) {
    text_add_format(out, " %s", role_words[mark->text.role]);
    add_number(out, mark->text.size);
    text_add(out, " at");
    add_point(out, mark->text.at);
    text_add_format(out, " %s width", align_words[mark->text.align]);
    add_number(out, mark->text.width);
    add_color(out, "", mark->color);
    text_add_format(out, " \"%s\"", mark_text(drawing, mark));
}

// A sum over the modules, so that another code is another line.
static void
add_qr(struct text *out, const struct drawing *drawing,
       const struct mark *mark) {
    size_t count = (size_t) mark->qr.modules * (size_t) mark->qr.modules;
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < count; i++) {
        uint8_t module = (uint8_t) drawing->bytes[mark->qr.first + i];
        sum = (sum ^ module) * 16777619u;
    }
    text_add(out, " at");
    add_point(out, mark->qr.at);
    text_add_format(out, " modules %d module_px %d sum %08x", mark->qr.modules,
                    mark->qr.module_px, sum);
    add_color(out, "", mark->color);
    add_color(out, "on ", mark->qr.plate);
}

static void
add_ring(struct text *out, const struct mark *mark) {
    add_point(out, mark->ring.center);
    text_add(out, " radius");
    add_number(out, mark->ring.radius);
    text_add(out, " width");
    add_number(out, mark->ring.width);
    text_add_format(out, " turns %.3f + %.3f", (double) mark->ring.from,
                    (double) mark->ring.sweep);
    add_color(out, "", mark->color);
}

static void
add_rect(struct text *out, const struct mark *mark) {
    add_point(out, (struct point){mark->rect.box.x, mark->rect.box.y});
    text_add(out, " size");
    add_point(out, (struct point){mark->rect.box.w, mark->rect.box.h});
    if (mark->rect.radius > 0.0f) {
        text_add(out, " radius");
        add_number(out, mark->rect.radius);
    }
    add_color(out, "", mark->color);
}

static void
add_mark(struct text *out, const struct drawing *drawing,
         const struct mark *mark) {
    switch (mark->kind) {
        case MARK_RECT:
            text_add(out, "  rect");
            add_rect(out, mark);
            break;
        case MARK_DISC:
            text_add(out, "  disc");
            add_point(out, mark->disc.center);
            text_add(out, " radius");
            add_number(out, mark->disc.radius);
            add_color(out, "", mark->color);
            break;
        case MARK_RING:
            text_add(out, "  ring");
            add_ring(out, mark);
            break;
        case MARK_POLYGON:
            text_add(out, "  polygon");
            add_color(out, "", mark->color);
            add_path(out, drawing, mark);
            break;
        case MARK_LINE:
            text_add(out, mark->path.is_closed ? "  loop" : "  line");
            add_color(out, "", mark->color);
            text_add(out, " width");
            add_number(out, mark->path.width);
            text_add(out, " through");
            add_path(out, drawing, mark);
            break;
        case MARK_TEXT:
            text_add(out, "  text");
            add_text(out, drawing, mark);
            break;
        case MARK_QR:
            text_add(out, "  qr");
            add_qr(out, drawing, mark);
            break;
        case MARK_GROUP:
            text_add_format(out, "%s", mark_text(drawing, mark));
            break;
    }
    text_add(out, "\n");
}

void
paint_text(const struct drawing *drawing, struct text *out) {
    text_add(out, "drawing");
    add_point(out, (struct point){drawing->width, drawing->height});
    add_color(out, "", drawing->background);
    text_add(out, "\n");
    for (size_t i = 0; i < drawing->mark_count; i++) {
        add_mark(out, drawing, &drawing->marks[i]);
    }
}
