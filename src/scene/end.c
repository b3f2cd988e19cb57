// The end: thanks, what came together, and where the results are.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"

// The code's most, of the room for it.
#define CODE_PART_H 0.6f
#define CODE_PART_W 0.3f

#define THANKS_U 17.0f
#define FACTS_U 23.0f
#define WHERE_U 13.0f

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
                      box_cut_top(&cell, 13.0f * u));
        canvas_top(canvas, &label_style,
                   facts[i].number == 1 ? facts[i].one : facts[i].many, cell);
    }
}

// Where the host gets them. The page asks for the PIN, which no wall shows.
static void
write_host(char *out, size_t size, const char *before, const char *at,
           const char *after) {
    out[0] = '\0';
    if (at && at[0]) {
        snprintf(out, size, "%s%s%s", before, at, after);
    }
}

static void
draw_where(const struct canvas *canvas, struct box box) {
    char where[256];
    write_host(where, sizeof where, "Host: results at ", canvas->view->address,
               "/host");
    struct style style = {FONT_TEXT,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
    drawing_group(canvas->out, "results");
    style.line_max = 1;
    box.y = canvas_top(canvas, &style, "Results are kept on this machine.",
                       (struct box){box.x, box.y, box.w, 7.0f * canvas->u});
    style.line_max = 2;
    if (where[0]) {
        canvas_top(canvas, &style, where,
                   (struct box){box.x, box.y, box.w, 14.0f * canvas->u});
    }
}

// The code for the host's phone on the right; returns the width it takes.
static float
draw_host_code(const struct canvas *canvas, struct box box) {
    float u = canvas->u;
    char url[256];
    write_host(url, sizeof url, "", canvas->view->url, "host");
    float side = fminf(CODE_PART_H * box.h, CODE_PART_W * box.w);
    struct box area = {box.x + box.w - side, box.y, side, box.h};
    struct code code = code_place(canvas, url, area, side);
    if (code.modules == 0) {
        return 0.0f;
    }
    code_draw(canvas, &code);
    struct box label = {code.plate.x - u,
                        code.plate.y + code.plate.h + 1.5f * u,
                        code.plate.w + 2.0f * u, 6.0f * u};
    struct style style = {FONT_TEXT,
                          canvas_type(canvas, TYPE_MIN),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          1,
                          ALIGN_CENTER};
    canvas_middle(canvas, &style, "For the host", label);
    return side + 3.0f * u;
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
    float content = (THANKS_U + FACTS_U + WHERE_U) * u;
    box_cut_right(&rest, draw_host_code(canvas, rest));
    box_cut_top(&rest, fmaxf(1.0f * u, (rest.h - content) * 0.5f));
    struct style thanks = {FONT_VALUE,
                           1.3f * canvas_type(canvas, TYPE_DISPLAY),
                           canvas_type(canvas, TYPE_QUESTION),
                           canvas->theme->text,
                           1,
                           ALIGN_LEFT};
    canvas_top(canvas, &thanks, "Thank you", box_cut_top(&rest, THANKS_U * u));
    draw_facts(canvas, box_cut_top(&rest, FACTS_U * u));
    draw_where(canvas, rest);
    dock_draw(canvas, "");
}
