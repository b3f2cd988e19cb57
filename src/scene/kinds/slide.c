// slide: a text or a quotation, and who said it.
#include <math.h>

#include "scene/kind_picture.h"
#include "scene/parts.h"

// A clock in the corner where the phase has one; returns what is left.
static struct box
draw_corner_clock(const struct canvas *canvas, struct box area) {
    float diameter = clock_diameter(canvas);
    if (diameter > 0.0f) {
        clock_draw(canvas,
                   (struct point){area.x + area.w - diameter / 2.0f,
                                  area.y + diameter / 2.0f},
                   diameter);
        area.w -= diameter + 6.0f * canvas->u;
    }
    return area;
}

// The sign before a quotation, drawn as two drops.
static void
draw_quote_sign(const struct canvas *canvas, struct box box) {
    float r = box.h * 0.22f;
    for (int i = 0; i < 2; i++) {
        struct point at = {box.x + r + (float) i * 2.7f * r, box.y + box.h - r};
        drawing_disc(canvas->out, at, r, canvas->theme->accent);
        struct point tail[] = {
            {at.x - r, at.y},
            {at.x - r * 0.75f, at.y - r * 1.5f},
            {at.x + r * 0.35f, at.y - r * 2.5f},
            {at.x + r * 0.65f, at.y - r * 2.1f},
            {at.x - r * 0.05f, at.y - r * 1.2f},
            {at.x, at.y - r * 0.2f},
        };
        drawing_polygon(canvas->out, tail, sizeof tail / sizeof *tail,
                        canvas->theme->accent);
    }
}

#define DASH_U 7.5f // the line before a name, and the space after it

static struct style
by_style(const struct canvas *canvas) {
    return (struct style){FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
}

static void
draw_by(const struct canvas *canvas, const char *by, struct box box) {
    float u = canvas->u;
    struct style style = by_style(canvas);
    float middle = box.y + box.h / 2.0f;
    drawing_rect(canvas->out,
                 (struct box){box.x, middle - 0.25f * u, 5.0f * u, 0.5f * u},
                 0.25f * u, canvas->theme->accent);
    box.x += DASH_U * u;
    box.w -= DASH_U * u;
    canvas_middle(canvas, &style, by, box);
}

// The heights of a slide's parts, from the top; 0 for what it has not.
struct slide {
    struct style title_style, text_style;
    float sign, title, gap, text, by;
};

static struct slide
lay_out(const struct canvas *canvas, const struct exercise *exercise,
        struct box area) {
    float u = canvas->u;
    bool has_title = exercise->prompt[0] != '\0';
    bool has_text = exercise->text && exercise->text[0];
    const struct theme *theme = canvas->theme;
    struct slide slide = {
        .title_style = {FONT_VALUE, canvas_type(canvas, TYPE_DISPLAY),
                        canvas_type(canvas, TYPE_BODY), theme->text, 5,
                        ALIGN_LEFT},
        .text_style = {has_title ? FONT_LABEL : FONT_VALUE,
                       canvas_type(canvas,
                                   has_title ? TYPE_QUESTION : TYPE_DISPLAY),
                       canvas_type(canvas, TYPE_MIN),
                       has_title ? theme->text2 : theme->text, FIT_LINE_MAX,
                       ALIGN_LEFT},
    };
    if (exercise->by) {
        struct style style = by_style(canvas);
        slide.sign = 12.0f * u;
        slide.by = 4.0f * u
                   + canvas_height(canvas, &style, exercise->by,
                                   area.w - DASH_U * u, 13.0f * u);
    }
    float room = area.h - slide.sign - slide.by;
    if (has_title) {
        slide.title =
            canvas_height(canvas, &slide.title_style, exercise->prompt, area.w,
                          (has_text ? 0.5f : 1.0f) * room);
    }
    if (has_text) {
        slide.gap = has_title ? 4.0f * u : 0.0f;
        slide.text =
            canvas_height(canvas, &slide.text_style, exercise->text, area.w,
                          fmaxf(1.0f, room - slide.title - slide.gap));
    }
    return slide;
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    float u = canvas->u;
    struct box rest = draw_corner_clock(canvas, area);
    struct slide slide = lay_out(canvas, exercise, rest);
    float content =
        slide.sign + slide.title + slide.gap + slide.text + slide.by;
    box_cut_top(&rest, fmaxf(0.0f, (rest.h - content) * 0.42f));
    if (slide.sign > 0.0f) {
        struct box at = box_cut_top(&rest, slide.sign);
        draw_quote_sign(canvas, (struct box){at.x, at.y, at.w, 9.0f * u});
    }
    if (slide.title > 0.0f) {
        canvas_top(canvas, &slide.title_style, exercise->prompt,
                   box_cut_top(&rest, slide.title + 0.1f));
        box_cut_top(&rest, slide.gap);
    }
    if (slide.text > 0.0f) {
        canvas_top(canvas, &slide.text_style, exercise->text,
                   box_cut_top(&rest, slide.text + 0.1f));
    }
    if (slide.by > 0.0f) {
        box_cut_top(&rest, 3.5f * u);
        draw_by(canvas, exercise->by,
                (struct box){rest.x, rest.y, rest.w, slide.by - 3.5f * u});
    }
}

const struct kind_picture kind_picture_slide = {
    .name = "slide",
    .is_whole = true,
    .draw_input = draw_input,
};
