// The stair. Steps are as high as their texts need; the large one, which the
// room is asked about now, takes what it needs first.
#include "scene/kinds/whys_stair.h"

#include <math.h>
#include <stdio.h>

#include "scene/kinds/notes.h"

#define INDENT_U 5.0f
#define INDENT_PART 0.12f // of the width, all steps together
#define PAD_U 1.6f
#define GAP_U 1.0f
#define NUMBER_U 6.0f
#define NOTE_GAP_U 3.0f
#define LEAD_U 7.5f
#define LEAD_ROOM_U 30.0f // of the height of all, for a lead
#define LARGE_PART 0.6f   // of the height, when other steps are above it
#define HIGH_U 16.0f      // a step is not higher unless its text is
#define ANY_HEIGHT 1e6f

struct stair {
    const struct stair_step *steps;
    unsigned count;
    float indent, number_w, note_w, pad, gap;
    float size; // of the letters
    float heights[WHYS_STEP_MAX];
    struct box area;
};

static struct style
text_style(const struct canvas *canvas, const struct stair *stair,
           const struct stair_step *step) {
    struct style style = {FONT_LABEL,          stair->size,  stair->size,
                          canvas->theme->text, FIT_LINE_MAX, ALIGN_LEFT};
    if (step->is_large) {
        style.role = FONT_VALUE;
        style.size = canvas_type(canvas, TYPE_DISPLAY);
        style.size_min = canvas_type(canvas, TYPE_MIN);
    }
    return style;
}

static float
step_x(const struct stair *stair, const struct stair_step *step) {
    return stair->area.x + stair->indent * (float) (step->number - 1);
}

static float
step_width(const struct stair *stair, unsigned last) {
    return fmaxf(1.0f, stair->area.w - stair->indent * (float) (last - 1));
}

// All steps are equally wide, so that they are a stair.
static float
text_width(const struct stair *stair) {
    unsigned last = stair->steps[stair->count - 1].number;
    float rest = step_width(stair, last) - stair->number_w - 2.0f * stair->pad
                 - stair->note_w;
    return fmaxf(1.0f, rest);
}

// The word over a text, where there is room for it.
static float
lead_height(const struct canvas *canvas, const struct stair *stair,
            const struct stair_step *step) {
    bool has_lead =
        step->lead[0] != '\0' && stair->area.h >= LEAD_ROOM_U * canvas->u;
    return has_lead ? LEAD_U * canvas->u : 0.0f;
}

static float
measure_step(const struct canvas *canvas, const struct stair *stair,
             unsigned i) {
    const struct stair_step *step = &stair->steps[i];
    struct style style = text_style(canvas, stair, step);
    float width = text_width(stair);
    float around = lead_height(canvas, stair, step) + 2.0f * stair->pad
                   + 0.1f * canvas->u; // what rounding takes away
    struct style small = style;
    small.size = small.size_min;
    float text = canvas_height(canvas, &small, step->text, width, ANY_HEIGHT);
    if (step->is_large) {
        float part = stair->count > 1 ? LARGE_PART : 1.0f;
        float most = part * stair->area.h - around;
        most = fmaxf(most, text + 0.1f * canvas->u);
        text = canvas_height(canvas, &style, step->text, width, most);
    }
    return fmaxf(text, 4.0f * canvas->u) + around;
}

// Returns the height of all.
static float
measure(const struct canvas *canvas, struct stair *stair) {
    float sum = -stair->gap;
    for (unsigned i = 0; i < stair->count; i++) {
        stair->heights[i] = measure_step(canvas, stair, i);
        sum += stair->heights[i] + stair->gap;
    }
    return sum;
}

static void
choose_size(const struct canvas *canvas, struct stair *stair) {
    static const enum type_token sizes[] = {TYPE_QUESTION, TYPE_BODY, TYPE_MIN};
    for (unsigned i = 0; i < 3; i++) {
        stair->size = canvas_type(canvas, sizes[i]);
        if (measure(canvas, stair) <= stair->area.h) {
            break;
        }
    }
}

static void
draw_words(const struct canvas *canvas, const struct stair *stair,
           const struct stair_step *step, struct box box) {
    const struct theme *theme = canvas->theme;
    struct style style = text_style(canvas, stair, step);
    struct box inner = box_inset(box, stair->pad);
    inner.x += stair->number_w;
    inner.w = text_width(stair);
    if (step->note[0] != '\0') {
        struct point at = {box.x + box.w - stair->pad, box.y + box.h / 2.0f};
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN), at,
                     ALIGN_RIGHT, theme->text2, step->note);
    }
    if (lead_height(canvas, stair, step) > 0.0f) {
        struct style lead = {FONT_VALUE,
                             canvas_type(canvas, TYPE_QUESTION),
                             canvas_type(canvas, TYPE_MIN),
                             theme->text,
                             1,
                             ALIGN_LEFT};
        struct box line = box_cut_top(&inner, lead_height(canvas, stair, step));
        canvas_middle(canvas, &lead, step->lead, line);
    }
    canvas_middle(canvas, &style, step->text, inner);
}

static void
draw_step(const struct canvas *canvas, const struct stair *stair,
          const struct stair_step *step, struct box box) {
    const struct theme *theme = canvas->theme;
    float u = canvas->u;
    bool is_strong = step->is_last;
    notes_draw_card(canvas, box);
    if (is_strong) {
        drawing_frame(canvas->out, box, 1.2f * u, 0.5f * u, theme->accent);
    }
    char number[16];
    snprintf(number, sizeof number, "%u", step->number);
    struct point at = {box.x + stair->pad + 1.0f * u, box.y + box.h / 2.0f};
    canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_MIN), at,
                 ALIGN_LEFT, is_strong ? theme->text : theme->text2, number);
    if (step->text[0] != '\0') {
        draw_words(canvas, stair, step, box);
    }
}

// The steps from `first` to before `end`, from the top of an area.
static void
draw_steps(const struct canvas *canvas, const struct stair *stair,
           unsigned first, unsigned end, struct box area) {
    float needed = -stair->gap;
    for (unsigned i = first; i < end; i++) {
        needed += stair->heights[i] + stair->gap;
    }
    float more = fmaxf(0.0f, area.h - needed) / (float) (end - first);
    float growth = canvas_growth(canvas);
    float alpha = canvas->out->alpha;
    struct box box = {0.0f, area.y, 0.0f, 0.0f};
    box.w = step_width(stair, stair->steps[stair->count - 1].number);
    for (unsigned i = first; i < end; i++) {
        float room = fmaxf(0.0f, HIGH_U * canvas->u - stair->heights[i]);
        bool is_large = stair->steps[i].is_large;
        box.x = step_x(stair, &stair->steps[i]);
        box.h = stair->heights[i] + (is_large ? 0.0f : fminf(more, room));
        box.h = fminf(box.h, area.h);
        // One step after the other comes down.
        float in = growth * (float) (end - first) - (float) (i - first);
        canvas->out->alpha = alpha * fminf(fmaxf(in, 0.0f), 1.0f);
        draw_step(canvas, stair, &stair->steps[i], box);
        box.y += box.h + stair->gap;
    }
    canvas->out->alpha = alpha;
}

// The step that is being written goes where there is no room for it beside the
// one that is asked about.
static void
drop_blank(struct stair *stair) {
    unsigned last = stair->count - 1;
    if (last > 0 && stair->steps[last - 1].is_large
        && stair->heights[last - 1] + stair->gap + stair->heights[last]
               > stair->area.h) {
        stair->count--;
    }
}

// From the last step up, as many as fit; the last one in any case.
static unsigned
first_that_fits(const struct stair *stair) {
    unsigned first = stair->count - 1;
    float height = stair->heights[first];
    while (first > 0) {
        height += stair->heights[first - 1] + stair->gap;
        if (height > stair->area.h) {
            break;
        }
        first--;
    }
    return first;
}

static unsigned
end_of_page(const struct stair *stair, unsigned first, float room) {
    float height = stair->heights[first];
    unsigned end = first + 1;
    while (end < stair->count) {
        height += stair->gap + stair->heights[end];
        if (height > room) {
            break;
        }
        end++;
    }
    return end;
}

static void
draw_pages(const struct canvas *canvas, const struct stair *stair) {
    struct box area = stair->area;
    float strip = NOTES_STRIP_U * canvas->u;
    area.h = fmaxf(0.0f, area.h - strip);
    unsigned pages = 0;
    for (unsigned i = 0; i < stair->count; pages++) {
        i = end_of_page(stair, i, area.h);
    }
    unsigned page = notes_page(canvas, pages);
    unsigned first = 0;
    for (unsigned i = 0; i < page; i++) {
        first = end_of_page(stair, first, area.h);
    }
    unsigned end = end_of_page(stair, first, area.h);
    notes_draw_strip(canvas, page, pages,
                     (struct box){area.x, area.y + area.h + 0.3f * strip,
                                  area.w, 0.7f * strip});
    float alpha = canvas->out->alpha;
    canvas->out->alpha *= notes_page_alpha(canvas);
    draw_steps(canvas, stair, first, end, area);
    canvas->out->alpha = alpha;
}

void
stair_draw(const struct canvas *canvas, const struct stair_step *steps,
           unsigned count, bool has_pages, struct box area) {
    if (count == 0) {
        return;
    }
    float u = canvas->u;
    struct stair stair = {
        .steps = steps,
        .count = count,
        .indent = fminf(INDENT_U * u,
                        INDENT_PART * area.w / (float) steps[count - 1].number),
        .number_w = NUMBER_U * u,
        .pad = fminf(PAD_U * u, 0.022f * area.h),
        .gap = fminf(GAP_U * u, 0.014f * area.h),
        .area = area,
    };
    for (unsigned i = 0; i < count; i++) {
        if (steps[i].note[0] != '\0') {
            float width =
                canvas_width(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                             steps[i].note);
            stair.note_w = fmaxf(stair.note_w, width + NOTE_GAP_U * u);
        }
    }
    choose_size(canvas, &stair);
    drop_blank(&stair);
    unsigned first = first_that_fits(&stair);
    if (first > 0 && has_pages) {
        draw_pages(canvas, &stair);
    } else {
        draw_steps(canvas, &stair, first, stair.count, area);
    }
}
