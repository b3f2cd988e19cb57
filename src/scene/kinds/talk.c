// talk: what to talk about on the left, how (alone, in pairs, …), and a clock
// that can be read from the far end of the room.
#include <math.h>

#include "scene/kind_picture.h"
#include "scene/parts.h"

static const char *
company_text(enum phase_name name) {
    switch (name) {
        case PHASE_READ:
            return "Read";
        case PHASE_SOLO:
            return "On your own";
        case PHASE_PAIRS:
            return "In pairs";
        case PHASE_FOURS:
            return "In fours";
        case PHASE_GROUPS:
            return "In groups";
        case PHASE_DISCUSS:
            return "All together";
        case PHASE_VOTE:
        case PHASE_REVEAL:
        case PHASE_BREAK:
        case PHASE_NAME_COUNT:
            break;
    }
    return "";
}

// People as discs: one, two, four, or a ring of them.
static float
draw_company(const struct canvas *canvas, enum phase_name name,
             struct point at) {
    unsigned count = name == PHASE_SOLO    ? 1
                     : name == PHASE_PAIRS ? 2
                     : name == PHASE_FOURS ? 4
                                           : 0;
    float u = canvas->u;
    for (unsigned i = 0; i < count; i++) {
        drawing_disc(canvas->out,
                     (struct point){at.x + (1.6f + 4.0f * (float) i) * u, at.y},
                     1.6f * u, canvas->theme->accent);
    }
    return count > 0 ? (4.0f * (float) count + 1.6f) * u : 0.0f;
}

static void
draw_instruction(const struct canvas *canvas, const struct exercise *exercise,
                 struct box box) {
    float u = canvas->u;
    enum phase_name name = session_phase(canvas->session)->name;
    const char *company = company_text(name);
    bool has_text = exercise->text && exercise->text[0];
    struct style title = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          6,
                          ALIGN_LEFT};
    struct style text = {FONT_TEXT,
                         canvas_type(canvas, TYPE_BODY),
                         canvas_type(canvas, TYPE_MIN),
                         canvas->theme->text2,
                         FIT_LINE_MAX,
                         ALIGN_LEFT};
    float lead = company[0] ? 11.0f * u : 0.0f;
    float room = (has_text ? 0.6f : 1.0f) * (box.h - lead);
    float title_h =
        canvas_height(canvas, &title, exercise->prompt, box.w, room);
    float gap = has_text ? 4.0f * u : 0.0f;
    float text_h = has_text ? canvas_height(canvas, &text, exercise->text,
                                            box.w, box.h - lead - title_h - gap)
                            : 0.0f;
    float content = lead + title_h + gap + text_h;
    box_cut_top(&box, fmaxf(0.0f, (box.h - content) / 2.0f));
    if (company[0]) {
        struct box line = box_cut_top(&box, lead);
        struct point at = {line.x, line.y + 3.0f * u};
        at.x += draw_company(canvas, name, at);
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_BODY), at,
                     ALIGN_LEFT, canvas->theme->accent, company);
    }
    canvas_top(canvas, &title, exercise->prompt,
               box_cut_top(&box, title_h + 0.1f));
    if (has_text) {
        box_cut_top(&box, gap);
        canvas_top(canvas, &text, exercise->text, box);
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    float u = canvas->u;
    if (clock_diameter(canvas) > 0.0f) {
        float diameter = fminf(62.0f * u, fminf(area.h, 0.42f * area.w));
        clock_draw(canvas,
                   (struct point){area.x + area.w - diameter / 2.0f,
                                  area.y + area.h / 2.0f},
                   diameter);
        area.w -= diameter + 7.0f * u;
    }
    draw_instruction(canvas, exercise, area);
}

const struct kind_picture kind_picture_talk = {
    .name = "talk",
    .is_whole = true,
    .draw_input = draw_input,
};
