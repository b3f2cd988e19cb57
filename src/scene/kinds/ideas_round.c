// A blind round of ideas: which it is, as a word and as pips, and what to do.
// The ideas themselves are on the phones, each on a few, and not here.
#include <math.h>
#include <stdio.h>

#include "scene/kinds/ideas_picture.h"

#define PIP_U 4.4f

static void
draw_pips(const struct canvas *canvas, unsigned round, unsigned rounds,
          struct box box) {
    const struct theme *theme = canvas->theme;
    float radius = PIP_U * canvas->u / 2.0f;
    struct point at = {box.x + radius, box.y + box.h / 2.0f};
    for (unsigned i = 1; i <= rounds; i++) {
        if (i <= round) {
            drawing_disc(canvas->out, at, radius,
                         i < round ? theme->line : theme->accent);
        } else {
            float stroke = 0.5f * canvas->u;
            drawing_ring(canvas->out, at, radius - stroke / 2.0f, stroke, 0.0f,
                         1.0f, theme->line);
        }
        at.x += 3.6f * radius;
    }
}

void
ideas_draw_round(const struct canvas *canvas, const struct exercise *exercise,
                 struct box area) {
    float u = canvas->u;
    unsigned round =
        session_round(canvas->session) - 1u; // the first is writing
    struct style title = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          1,
                          ALIGN_LEFT};
    struct style what = {FONT_LABEL,
                         canvas_type(canvas, TYPE_QUESTION),
                         canvas_type(canvas, TYPE_MIN),
                         canvas->theme->text2,
                         3,
                         ALIGN_LEFT};
    const char *ask = "Score the idea on your phone, from 1 to 5";
    char text[48];
    snprintf(text, sizeof text, "Round %u of %u", round, exercise->rounds);
    float pips = 8.0f * u, line = 14.0f * u;
    float asked = canvas_height(canvas, &what, ask, area.w,
                                fmaxf(1.0f, area.h - pips - line));
    float content = pips + line + asked;
    box_cut_top(&area, fmaxf(0.0f, (area.h - content) * 0.42f));
    draw_pips(canvas, round, exercise->rounds, box_cut_top(&area, pips));
    canvas_middle(canvas, &title, text, box_cut_top(&area, line));
    canvas_top(canvas, &what, ask, area);
}
