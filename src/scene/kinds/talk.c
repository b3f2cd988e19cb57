// talk: what to talk about on the left, how (alone, in pairs, …), and a clock
// that can be read from the far end of the room. Where the room talks in
// groups, they stand below and both are smaller.
#include <math.h>

#include "scene/groups.h"
#include "scene/kind_picture.h"
#include "scene/parts.h"
#include "session/groups.h"

#define CLOCK_U 24.0f // beside groups
#define TOP_PART 0.6f // an instruction is not cut for the groups

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

// How, or what the bell says.
static void
draw_lead(const struct canvas *canvas, struct box line) {
    enum phase_name name = session_phase(canvas->session)->name;
    const char *news = clock_news(canvas);
    struct point at = {line.x, line.y + 3.0f * canvas->u};
    if (!news) {
        at.x += draw_company(canvas, name, at);
    }
    canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_BODY), at,
                 ALIGN_LEFT, canvas->theme->accent,
                 news ? news : company_text(name));
}

// How large the instruction is: alone, above groups, and above many of them.
enum scale {
    SCALE_ALONE,
    SCALE_ABOVE,
    SCALE_COMPACT,
};

struct measure {
    enum type_token title, title_min, text;
    float lead_u, gap_u;
};

static const struct measure measures[] = {
    [SCALE_ALONE] = {TYPE_DISPLAY, TYPE_BODY, TYPE_BODY, 11.0f, 4.0f},
    [SCALE_ABOVE] = {TYPE_QUESTION, TYPE_MIN, TYPE_MIN, 8.0f, 1.5f},
    [SCALE_COMPACT] = {TYPE_BODY, TYPE_MIN, TYPE_MIN, 6.5f, 0.5f},
};

// The instruction's texts and their heights.
struct setting {
    struct style title, text;
    float lead, title_h, gap, text_h;
    bool has_text;
};

static struct setting
set_instruction(const struct canvas *canvas, const struct exercise *exercise,
                enum scale scale, struct box box) {
    float u = canvas->u;
    const struct measure *measure = &measures[scale];
    enum phase_name name = session_phase(canvas->session)->name;
    bool has_text = exercise->text && exercise->text[0];
    bool has_lead = company_text(name)[0] != '\0' || clock_news(canvas);
    struct setting setting = {
        .title = {FONT_VALUE, canvas_type(canvas, measure->title),
                  canvas_type(canvas, measure->title_min), canvas->theme->text,
                  6, ALIGN_LEFT},
        .text = {FONT_TEXT, canvas_type(canvas, measure->text),
                 canvas_type(canvas, TYPE_MIN), canvas->theme->text2,
                 FIT_LINE_MAX, ALIGN_LEFT},
        .lead = has_lead ? measure->lead_u * u : 0.0f,
        .gap = has_text ? measure->gap_u * u : 0.0f,
        .has_text = has_text,
    };
    float rest = box.h - setting.lead;
    setting.title_h = canvas_height(canvas, &setting.title, exercise->prompt,
                                    box.w, (has_text ? 0.6f : 1.0f) * rest);
    if (has_text) {
        setting.text_h =
            canvas_height(canvas, &setting.text, exercise->text, box.w,
                          rest - setting.title_h - setting.gap);
    }
    return setting;
}

static float
setting_height(const struct setting *setting) {
    return setting->lead + setting->title_h + setting->gap + setting->text_h;
}

static void
draw_instruction(const struct canvas *canvas, const struct exercise *exercise,
                 const struct setting *setting, struct box box) {
    if (setting->lead > 0.0f) {
        draw_lead(canvas, box_cut_top(&box, setting->lead));
    }
    canvas_top(canvas, &setting->title, exercise->prompt,
               box_cut_top(&box, setting->title_h + 0.1f));
    if (setting->has_text) {
        box_cut_top(&box, setting->gap);
        canvas_top(canvas, &setting->text, exercise->text, box);
    }
}

static void
draw_plain(const struct canvas *canvas, const struct exercise *exercise,
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
    struct setting setting =
        set_instruction(canvas, exercise, SCALE_ALONE, area);
    float slack = area.h - setting_height(&setting);
    box_cut_top(&area, fmaxf(0.0f, slack / 2.0f));
    draw_instruction(canvas, exercise, &setting, area);
}

// Instruction and clock on top, and what is left below them.
struct top {
    struct setting setting;
    struct box words, rest;
    float diameter;
};

static struct top
lay_out_top(const struct canvas *canvas, const struct exercise *exercise,
            enum scale scale, struct box area) {
    float u = canvas->u;
    struct top top = {.words = area, .diameter = clock_diameter(canvas)};
    if (top.diameter > 0.0f) {
        if (scale == SCALE_ABOVE) {
            top.diameter =
                fmaxf(top.diameter, fminf(CLOCK_U * u, 0.3f * area.h));
        }
        top.words.w -= top.diameter + 5.0f * u;
    }
    top.words.h = fmaxf(top.diameter, TOP_PART * area.h);
    top.setting = set_instruction(canvas, exercise, scale, top.words);
    float height = setting_height(&top.setting);
    box_cut_top(&top.words, fmaxf(0.0f, (top.diameter - height) / 2.0f));
    top.rest = area;
    box_cut_top(&top.rest, fmaxf(top.diameter, height) + 3.0f * u);
    return top;
}

static void
draw_grouped(const struct canvas *canvas, const struct exercise *exercise,
             struct box area) {
    struct top top = lay_out_top(canvas, exercise, SCALE_ABOVE, area);
    enum groups_form form = groups_form(canvas, top.rest);
    if (form != GROUPS_CARDS) {
        struct top less = lay_out_top(canvas, exercise, SCALE_COMPACT, area);
        top = groups_form(canvas, less.rest) > form ? less : top;
    }
    struct point center = {area.x + area.w - top.diameter / 2.0f,
                           area.y + top.diameter / 2.0f};
    clock_draw(canvas, center, top.diameter);
    drawing_group(canvas->out, "instruction");
    draw_instruction(canvas, exercise, &top.setting, top.words);
    groups_draw_all(canvas, top.rest);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    if (session_group_level(canvas->session) != GROUP_NONE) {
        draw_grouped(canvas, exercise, area);
    } else {
        draw_plain(canvas, exercise, area);
    }
}

const struct kind_picture kind_picture_talk = {
    .name = "talk",
    .is_whole = true,
    .draw_input = draw_input,
};
