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

static void
draw_by(const struct canvas *canvas, const char *by, struct box box) {
    float u = canvas->u;
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          1,
                          ALIGN_LEFT};
    float middle = box.y + box.h / 2.0f;
    drawing_rect(canvas->out,
                 (struct box){box.x, middle - 0.25f * u, 5.0f * u, 0.5f * u},
                 0.25f * u, canvas->theme->accent);
    canvas_middle(
        canvas, &style, by,
        (struct box){box.x + 7.5f * u, box.y, box.w - 7.5f * u, box.h});
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    float u = canvas->u;
    struct box rest = draw_corner_clock(canvas, area);
    bool is_quotation = exercise->by != NULL;
    bool has_text = exercise->text && exercise->text[0];
    bool has_prompt = exercise->prompt[0] != '\0';
    struct style title = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          5,
                          ALIGN_LEFT};
    struct style text = {FONT_LABEL,
                         canvas_type(canvas, TYPE_QUESTION),
                         canvas_type(canvas, TYPE_MIN),
                         has_prompt ? canvas->theme->text2
                                    : canvas->theme->text,
                         FIT_LINE_MAX,
                         ALIGN_LEFT};
    if (!has_prompt) {
        text.role = FONT_VALUE;
        text.size = canvas_type(canvas, TYPE_DISPLAY);
    }
    float sign = is_quotation ? 12.0f * u : 0.0f;
    float by = is_quotation ? 11.0f * u : 0.0f;
    float title_h = 0.0f, text_h = 0.0f;
    if (has_prompt) {
        float room = has_text ? fminf(rest.h * 0.4f, rest.h - sign - by)
                              : rest.h - sign - by;
        title_h = canvas_height(canvas, &title, exercise->prompt, rest.w, room);
    }
    float gap = has_prompt && has_text ? 4.0f * u : 0.0f;
    float room = fmaxf(1.0f, rest.h - sign - by - title_h - gap);
    if (has_text) {
        text_h = canvas_height(canvas, &text, exercise->text, rest.w, room);
    }
    float content = sign + title_h + gap + text_h + by;
    box_cut_top(&rest, fmaxf(0.0f, (rest.h - content) * 0.42f));
    if (is_quotation) {
        struct box at = box_cut_top(&rest, sign);
        draw_quote_sign(canvas, (struct box){at.x, at.y, at.w, 9.0f * u});
    }
    if (has_prompt) {
        canvas_top(canvas, &title, exercise->prompt,
                   box_cut_top(&rest, title_h + 0.1f));
        box_cut_top(&rest, gap);
    }
    if (has_text) {
        canvas_top(canvas, &text, exercise->text,
                   box_cut_top(&rest, text_h + 0.1f));
    }
    if (is_quotation) {
        box_cut_top(&rest, 3.0f * u);
        draw_by(canvas, exercise->by, box_cut_top(&rest, 8.0f * u));
    }
}

const struct kind_picture kind_picture_slide = {
    .name = "slide",
    .is_whole = true,
    .draw_input = draw_input,
};
