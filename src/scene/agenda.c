// The agenda, over anything: the exercises with what was planned and what they
// took, where we are, when we would end, and what to shorten when late. It
// shows minutes, and changes with them.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scene/agenda_plan.h"
#include "scene/parts.h"

#define MINUTE_MS 60000
#define DAY_MINUTES 1440
#define ROW_U 6.2f
#define GAP_U 3.0f
#define ROOM_MIN 3 // rows of the list, whatever else there is to say

// The columns of the list.
struct columns {
    float number_w, value_w;
    float text_x, text_w;
    float planned_x, took_x; // right ends
};

// The rows of the list that are shown, and how many are not.
struct window {
    int first, end;
    int earlier, later;
};

static struct style
style_of(const struct canvas *canvas, enum font_role role,
         enum type_token token, struct color color) {
    float least = canvas_type(canvas, TYPE_MIN);
    return (struct style){
        role, canvas_type(canvas, token), least, color, 1, ALIGN_LEFT};
}

static int
minutes_of(tick length_ms) {
    return (int) ((length_ms + MINUTE_MS / 2) / MINUTE_MS);
}

static void
write_minutes(tick length_ms, char *out, size_t size) {
    int minutes = minutes_of(length_ms);
    if (minutes == 0 && length_ms > 0) {
        snprintf(out, size, "<1 min");
    } else {
        snprintf(out, size, "%d min", minutes);
    }
}

// "4m", "2m30s", as a deck has it.
static void
write_length(tick length_ms, char *out, size_t size) {
    int minutes = (int) (length_ms / MINUTE_MS);
    int seconds = (int) (length_ms % MINUTE_MS / 1000);
    if (seconds == 0) {
        snprintf(out, size, "%dm", minutes);
    } else {
        snprintf(out, size, "%dm%ds", minutes, seconds);
    }
}

// -- When it ends ------------------------------------------------------------

static void
write_end(const struct canvas *canvas, const struct plan *plan, char *out,
          size_t size) {
    int left = minutes_of(plan->left_ms);
    int now = canvas->view->day_minute;
    if (session_is_end(canvas->session)) {
        snprintf(out, size, "It took %d min", minutes_of(plan->spent_ms));
    } else if (now == 0) {
        snprintf(out, size, "%d min to go", left);
    } else {
        int end = (now - 1 + left) % DAY_MINUTES;
        snprintf(out, size, "%d min to go, ends at %d:%02d", left, end / 60,
                 end % 60);
    }
}

static void
write_late(const struct canvas *canvas, const struct plan *plan, char *out,
           size_t size) {
    int late = minutes_of(llabs(plan->late_ms));
    if (session_is_lobby(canvas->session)) {
        snprintf(out, size, "%d min planned", minutes_of(plan->planned_ms));
    } else if (late == 0) {
        snprintf(out, size, "As planned");
    } else {
        snprintf(out, size, "%d min %s", late,
                 plan->late_ms > 0 ? "behind plan" : "ahead of plan");
    }
}

static void
draw_head(const struct canvas *canvas, const struct plan *plan,
          struct box box) {
    char text[96];
    bool is_late = plan->late_ms >= MINUTE_MS;
    struct style title =
        style_of(canvas, FONT_VALUE, TYPE_QUESTION, canvas->theme->text);
    struct style late =
        style_of(canvas, FONT_LABEL, TYPE_BODY,
                 is_late ? canvas->theme->accent : canvas->theme->text2);
    drawing_group(canvas->out, "agenda");
    canvas_middle(canvas, &title, "Agenda", box);
    float taken = canvas_width(canvas, title.role, title.size, "Agenda")
                  + 2.0f * GAP_U * canvas->u;
    box.x += taken;
    box.w -= taken;
    late.align = ALIGN_RIGHT;
    write_late(canvas, plan, text, sizeof text);
    canvas_middle(canvas, &late, text, box);
}

// When it ends, and what the columns are.
static void
draw_heading(const struct canvas *canvas, const struct plan *plan,
             const struct columns *columns, struct box line) {
    char text[96];
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = line.y + line.h / 2.0f;
    struct style end =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->text);
    line.w = columns->planned_x - columns->value_w - line.x;
    write_end(canvas, plan, text, sizeof text);
    canvas_middle(canvas, &end, text, line);
    canvas_label(canvas, FONT_TEXT, size,
                 (struct point){columns->planned_x, middle}, ALIGN_RIGHT,
                 canvas->theme->muted, "planned");
    canvas_label(canvas, FONT_TEXT, size,
                 (struct point){columns->took_x, middle}, ALIGN_RIGHT,
                 canvas->theme->muted, "took");
}

// -- The list ----------------------------------------------------------------

static struct columns
columns_of(const struct canvas *canvas, struct box box) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    struct columns columns;
    columns.number_w = canvas_width(canvas, FONT_LABEL, size, "00") + 2.0f * u;
    columns.value_w = fmaxf(canvas_width(canvas, FONT_LABEL, size, "planned"),
                            canvas_width(canvas, FONT_LABEL, size, "<000 min"));
    columns.took_x = box.x + box.w - 1.5f * u;
    columns.planned_x = columns.took_x - columns.value_w - 2.0f * u;
    columns.text_x = box.x + 1.5f * u + columns.number_w;
    columns.text_w =
        columns.planned_x - columns.value_w - 2.0f * u - columns.text_x;
    return columns;
}

// Where we are stays in sight with what is next.
static struct window
window_of(const struct session *session, int room) {
    int count = session->deck->exercise_count;
    struct window window = {.first = 0, .end = count};
    if (count <= room) {
        return window;
    }
    int here = session->place.exercise;
    window.first = here - (room - 1) / 3;
    window.first = window.first > count - room ? count - room : window.first;
    window.first = window.first > 0 ? window.first : 0;
    window.end = window.first + room;
    if (window.first > 0) { // a row says how many are not seen
        window.first++;
        window.earlier = window.first;
    }
    if (window.end < count) {
        window.end--;
        window.later = count - window.end;
    }
    return window;
}

static const char *
title_of(const struct exercise *exercise) {
    if (exercise->prompt[0]) {
        return exercise->prompt;
    }
    return exercise->text ? exercise->text : exercise->kind;
}

static void
draw_row(const struct canvas *canvas, const struct columns *columns, int number,
         struct box line) {
    const struct session *session = canvas->session;
    const struct theme *theme = canvas->theme;
    const struct exercise *exercise = &session->exercises[number];
    tick planned_ms = plan_of_exercise(exercise);
    tick spent_ms =
        session_spent_ms(session, (uint16_t) number, canvas->view->session_ms);
    int here = session->place.exercise;
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = line.y + line.h / 2.0f;
    struct color ink = number < here ? theme->text2 : theme->text;
    enum font_role role = number == here ? FONT_LABEL : FONT_TEXT;
    if (number == here) {
        canvas_panel(canvas, line, 1.2f * canvas->u, theme->surface);
        struct box mark = {line.x, line.y + 0.8f * canvas->u, 0.7f * canvas->u,
                           line.h - 1.6f * canvas->u};
        drawing_rect(canvas->out, mark, 0.0f, theme->accent);
    }
    char text[32];
    snprintf(text, sizeof text, "%d", number + 1);
    canvas_label(canvas, FONT_LABEL, size,
                 (struct point){columns->text_x - 2.0f * canvas->u, middle},
                 ALIGN_RIGHT, number == here ? theme->accent : ink, text);
    struct style style = style_of(canvas, role, TYPE_MIN, ink);
    canvas_middle(
        canvas, &style, title_of(exercise),
        (struct box){columns->text_x, line.y, columns->text_w, line.h});
    write_minutes(planned_ms, text, sizeof text);
    canvas_label(canvas, role, size, (struct point){columns->planned_x, middle},
                 ALIGN_RIGHT, ink, text);
    if (spent_ms > 0) {
        bool is_over = spent_ms >= planned_ms + MINUTE_MS;
        write_minutes(spent_ms, text, sizeof text);
        canvas_label(canvas, FONT_LABEL, size,
                     (struct point){columns->took_x, middle}, ALIGN_RIGHT,
                     is_over ? theme->accent : ink, text);
    }
}

static void
draw_more(const struct canvas *canvas, const struct columns *columns, int count,
          const char *what, struct box line) {
    char text[32];
    struct style style =
        style_of(canvas, FONT_TEXT, TYPE_MIN, canvas->theme->muted);
    snprintf(text, sizeof text, "%d %s", count, what);
    line.w -= columns->text_x - line.x;
    line.x = columns->text_x;
    canvas_middle(canvas, &style, text, line);
}

static void
draw_list(const struct canvas *canvas, const struct columns *columns,
          struct box box) {
    float u = canvas->u;
    drawing_group(canvas->out, "exercises");
    int room = (int) (box.h / (ROW_U * u));
    struct window window =
        window_of(canvas->session, room < ROOM_MIN ? ROOM_MIN : room);
    if (window.earlier > 0) {
        draw_more(canvas, columns, window.earlier, "earlier",
                  box_cut_top(&box, ROW_U * u));
    }
    for (int i = window.first; i < window.end; i++) {
        draw_row(canvas, columns, i, box_cut_top(&box, ROW_U * u));
    }
    if (window.later > 0) {
        draw_more(canvas, columns, window.later, "more",
                  box_cut_top(&box, ROW_U * u));
    }
}

// -- What to shorten ---------------------------------------------------------

// Lines at the foot; 0: nothing is to be shorter. The list keeps its least.
static unsigned
cut_lines(const struct canvas *canvas, const struct plan *plan, float height) {
    if (plan->late_ms < MINUTE_MS || session_is_end(canvas->session)) {
        return 0;
    }
    float left = height / canvas->u - ROOM_MIN * ROW_U - GAP_U;
    unsigned most = (unsigned) fmaxf(1.0f, left / ROW_U);
    unsigned wanted = plan->cut_count > 0 ? plan->cut_count : 1;
    return wanted < most ? wanted : most;
}

static void
draw_cuts(const struct canvas *canvas, const struct plan *plan, unsigned lines,
          struct box box) {
    struct style style =
        style_of(canvas, FONT_LABEL, TYPE_MIN, canvas->theme->accent);
    drawing_group(canvas->out, "shorten");
    struct box rule = box_cut_top(&box, GAP_U * canvas->u);
    rule.y += rule.h / 2.0f;
    rule.h = 0.3f * canvas->u;
    drawing_rect(canvas->out, rule, 0.0f, canvas->theme->line);
    const char *lead = plan->cut_count > 0 ? "To save time"
                                           : "No discussion is left to shorten";
    struct box line = box_cut_top(&box, ROW_U * canvas->u);
    canvas_middle(canvas, &style, lead, line);
    float taken =
        canvas_width(canvas, style.role, style.size, lead) + GAP_U * canvas->u;
    style.color = canvas->theme->text;
    for (unsigned i = 0; i < lines && i < plan->cut_count; i++) {
        const struct plan_cut *cut = &plan->cuts[i];
        char from[24], to[24], saves[24], text[128];
        write_length(cut->from_ms, from, sizeof from);
        write_length(cut->to_ms, to, sizeof to);
        write_length(cut->from_ms - cut->to_ms, saves, sizeof saves);
        snprintf(text, sizeof text, "%d: Discuss %s \xe2\x86\x92 %s saves %s",
                 cut->exercise + 1, from, to, saves);
        canvas_middle(
            canvas, &style, text,
            (struct box){line.x + taken, line.y, line.w - taken, line.h});
        line = box_cut_top(&box, ROW_U * canvas->u);
    }
}

void
agenda_draw(const struct canvas *canvas) {
    float u = canvas->u;
    struct plan plan = plan_make(canvas->session, canvas->view->session_ms);
    struct box rest = canvas->frame.safe;
    struct columns columns = columns_of(canvas, rest);
    draw_head(canvas, &plan, box_cut_top(&rest, 10.0f * u));
    draw_heading(canvas, &plan, &columns, box_cut_top(&rest, 8.0f * u));
    unsigned lines = cut_lines(canvas, &plan, rest.h);
    float foot_h = lines > 0 ? (GAP_U + ROW_U * (float) lines) * u : 0.0f;
    struct box foot = {rest.x, rest.y + rest.h - foot_h, rest.w, foot_h};
    rest.h -= foot_h;
    draw_list(canvas, &columns, rest);
    if (lines > 0) {
        draw_cuts(canvas, &plan, lines, foot);
    }
}
