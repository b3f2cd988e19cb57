// The end: thanks, what came together, and where the results are.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"

struct fact {
    uint64_t number;
    const char *one, *many;
};

static uint64_t
count_answers(const struct session *session) {
    uint64_t sum = 0;
    for (uint16_t i = 0; i < session->deck->box_count; i++) {
        sum += session->boxes[i].answered;
    }
    return sum;
}

static void
draw_facts(const struct canvas *canvas, struct box box) {
    const struct session *session = canvas->session;
    float u = canvas->u;
    const struct fact facts[] = {
        {session->joined, "person", "people"},
        {session->deck->exercise_count, "exercise", "exercises"},
        {count_answers(session), "answer", "answers"},
    };
    struct style number_style = {FONT_VALUE,
                                 canvas_type(canvas, TYPE_CODE),
                                 canvas_type(canvas, TYPE_VALUE),
                                 canvas->theme->accent,
                                 1,
                                 ALIGN_LEFT};
    struct style label_style = {FONT_LABEL,
                                canvas_type(canvas, TYPE_BODY),
                                canvas_type(canvas, TYPE_MIN),
                                canvas->theme->text2,
                                1,
                                ALIGN_LEFT};
    drawing_group(canvas->out, "facts");
    float width = fminf(box.w / 3.0f, 46.0f * u);
    for (int i = 0; i < 3; i++) {
        char number[32];
        snprintf(number, sizeof number, "%llu",
                 (unsigned long long) facts[i].number);
        struct box cell = {box.x + width * (float) i, box.y, width - 3.0f * u,
                           box.h};
        canvas_middle(canvas, &number_style, number,
                      box_cut_top(&cell, 15.0f * u));
        canvas_top(canvas, &label_style,
                   facts[i].number == 1 ? facts[i].one : facts[i].many, cell);
    }
}

static void
draw_where(const struct canvas *canvas, struct box box) {
    const char *address = canvas->view->address;
    char where[256];
    snprintf(where, sizeof where, "The host gets them at %s/host",
             address ? address : "");
    struct style style = {FONT_TEXT,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
    drawing_group(canvas->out, "results");
    box.y = canvas_top(canvas, &style, "Results are kept on this machine.",
                       (struct box){box.x, box.y, box.w, 7.0f * canvas->u});
    if (address && address[0]) {
        canvas_top(canvas, &style, where,
                   (struct box){box.x, box.y, box.w, 14.0f * canvas->u});
    }
}

void
end_draw(const struct canvas *canvas) {
    float u = canvas->u;
    struct box rest = canvas->frame.safe;
    rest.h = canvas->frame.dock.y - 2.0f * u - rest.y;
    drawing_group(canvas->out, "thanks");
    struct box mark = box_cut_top(&rest, 7.0f * u);
    canvas_label(canvas, FONT_WORDMARK, canvas_type(canvas, TYPE_VALUE),
                 (struct point){mark.x, mark.y + mark.h / 2.0f}, ALIGN_LEFT,
                 canvas->theme->text, "DENT");
    float content = 18.0f * u + 26.0f * u + 15.0f * u;
    box_cut_top(&rest, fmaxf(1.0f * u, (rest.h - content) * 0.5f));
    struct style thanks = {FONT_VALUE,
                           1.3f * canvas_type(canvas, TYPE_DISPLAY),
                           canvas_type(canvas, TYPE_QUESTION),
                           canvas->theme->text,
                           1,
                           ALIGN_LEFT};
    canvas_top(canvas, &thanks, "Thank you", box_cut_top(&rest, 18.0f * u));
    draw_facts(canvas, box_cut_top(&rest, 26.0f * u));
    draw_where(canvas, rest);
    dock_draw(canvas, "");
}
