// questions: empty notes while people write; the wall of what they ask while
// they give thumbs; then the list in order of thumbs, the first of it large: it
// is what the host speaks about now. What is ticked off moves to the end.
#include "session/kinds/questions.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/notes.h"

#define MARK_U 4.4f // a thumb, a tick
#define MORE_U 5.5f // the row that says how many are not shown
#define PAD_U 2.4f
#define FIRST_PART 0.4f // of the height, where more are below it
#define ANY_HEIGHT 1e6f

static bool
is_writing(const struct canvas *canvas) {
    return session_round(canvas->session) == 1;
}

static void
write_ask(const struct canvas *canvas, const struct exercise *exercise,
          struct text *out) {
    if (!is_writing(canvas)) {
        text_add(out, "A thumb for each you want answered");
        return;
    }
    if (exercise->pick > 1) {
        text_add_format(out, "Write up to %u questions", exercise->pick);
    } else {
        text_add(out, "Write one question");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) exercise;
    struct questions_tally tally;
    if (!questions_tally(box, &tally)) {
        return;
    }
    text_add_format(out, ", %u question%s", tally.wall.count,
                    tally.wall.count == 1 ? "" : "s");
    if (tally.ticked > 0) {
        text_add_format(out, ", %u done", tally.ticked);
    }
    if (tally.wall.merged > 0) {
        text_add_format(out, ", %u merged", tally.wall.merged);
    }
    if (tally.wall.hidden > 0) {
        text_add_format(out, ", %u hidden", tally.wall.hidden);
    }
    questions_tally_finish(&tally);
}

static void
draw_wall(const struct canvas *canvas, const struct ballot_box *box,
          struct box area) {
    struct wall wall;
    if (!wall_init(&wall, box, 1)) {
        return;
    }
    if (wall.count > 0) {
        notes_draw(canvas, &wall, false, area);
    } else {
        notes_say(canvas, "There is no question to be seen", area);
    }
    wall_finish(&wall);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    (void) exercise;
    if (is_writing(canvas)) {
        notes_draw_empty(canvas, area);
        return;
    }
    uint16_t number = (uint16_t) canvas->session->place.exercise;
    draw_wall(canvas, session_box(canvas->session, number, 1), area);
}

// -- The list ----------------------------------------------------------------

struct list {
    const struct questions_tally *tally;
    float number_w, lead_w; // of a row, before its text
    float growth;
};

// A hand with its thumb up, in a square.
static void
draw_thumb(const struct canvas *canvas, struct point center, float side,
           struct color color) {
    static const struct point hand[] = {
        {0.32f, 0.46f}, {0.50f, 0.10f}, {0.60f, 0.04f}, {0.68f, 0.12f},
        {0.64f, 0.40f}, {0.94f, 0.40f}, {1.00f, 0.50f}, {0.90f, 0.92f},
        {0.82f, 1.00f}, {0.32f, 1.00f}};
    enum { COUNT = sizeof hand / sizeof *hand };
    struct point at[COUNT];
    float left = center.x - side / 2.0f, top = center.y - side / 2.0f;
    for (unsigned i = 0; i < COUNT; i++) {
        at[i] = (struct point){left + hand[i].x * side, top + hand[i].y * side};
    }
    drawing_polygon(canvas->out, at, COUNT, color);
    drawing_rect(
        canvas->out,
        (struct box){left, top + 0.46f * side, 0.24f * side, 0.54f * side},
        0.04f * side, color);
}

static void
draw_tick(const struct canvas *canvas, struct point center, float side,
          struct color color) {
    struct point at[] = {{center.x - 0.42f * side, center.y + 0.02f * side},
                         {center.x - 0.12f * side, center.y + 0.34f * side},
                         {center.x + 0.42f * side, center.y - 0.34f * side}};
    drawing_line(canvas->out, at, 3, 0.9f * canvas->u, false, color);
}

// How many thumbs it has, and a thumb; or that it is done.
static void
draw_lead(const struct canvas *canvas, const struct list *list, unsigned place,
          struct point at) {
    const struct theme *theme = canvas->theme;
    bool is_ticked = questions_is_ticked(list->tally, place);
    float side = MARK_U * canvas->u;
    char number[16];
    snprintf(number, sizeof number, "%u", list->tally->results[place].thumbs);
    canvas_label(
        canvas, FONT_VALUE, canvas_type(canvas, TYPE_VALUE),
        (struct point){at.x + list->number_w, at.y}, ALIGN_RIGHT,
        color_with_alpha(is_ticked ? theme->muted : theme->text, list->growth),
        number);
    at.x += list->number_w + 1.5f * canvas->u + side / 2.0f;
    draw_thumb(
        canvas, at, side,
        color_with_alpha(is_ticked || place > 0 ? theme->line : theme->accent,
                         list->growth));
}

static struct style
first_style(const struct canvas *canvas) {
    return (struct style){FONT_VALUE,
                          1.2f * canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text,
                          FIT_LINE_MAX,
                          ALIGN_LEFT};
}

// The one at the top, on paper; returns the height that it takes.
static float
draw_first(const struct canvas *canvas, const struct list *list,
           struct box area) {
    float u = canvas->u, pad = PAD_U * u;
    const char *text = questions_text(list->tally, 0);
    struct style style = first_style(canvas);
    float width = fmaxf(0.0f, area.w - list->lead_w - pad);
    // Large, but not so large that nothing else can be seen; and whole.
    struct style small = style;
    small.size = small.size_min;
    float least = canvas_height(canvas, &small, text, width, ANY_HEIGHT);
    float room = fmaxf(1.0f, area.h - 2.0f * pad);
    float most = fminf(room, fmaxf(least, FIRST_PART * room) + 0.1f * u);
    float need = canvas_height(canvas, &style, text, width, most);
    area.h = fminf(fmaxf(need, 7.0f * u) + 2.0f * pad + 0.1f * u, area.h);
    notes_draw_card(canvas, area);
    draw_lead(canvas, list, 0, (struct point){area.x, area.y + area.h / 2.0f});
    struct box box = {area.x + list->lead_w, area.y + pad, width,
                      fmaxf(1.0f, area.h - 2.0f * pad + 0.1f * u)};
    style.color = color_with_alpha(style.color, list->growth);
    canvas_middle(canvas, &style, text, box);
    return area.h;
}

static void
draw_row(const struct canvas *canvas, const struct list *list,
         const struct notes_rows *rows, const struct notes_row *row,
         unsigned place) {
    const struct theme *theme = canvas->theme;
    float side = MARK_U * canvas->u;
    struct box box = row->box;
    bool is_ticked = questions_is_ticked(list->tally, place);
    float middle = box.y + box.h / 2.0f;
    draw_lead(canvas, list, place, (struct point){box.x, middle});
    if (is_ticked) {
        draw_tick(canvas, (struct point){box.x + box.w - 0.6f * side, middle},
                  side, color_with_alpha(theme->ok, list->growth));
    }
    box.x += list->lead_w;
    box.w -= list->lead_w + side + 2.0f * canvas->u;
    notes_rows_draw_text(
        canvas, rows, row, box,
        color_with_alpha(is_ticked ? theme->muted : theme->text, list->growth));
}

static void
draw_more(const struct canvas *canvas, const struct list *list, uint32_t count,
          struct box box) {
    char text[48];
    snprintf(text, sizeof text, "and %u more", count);
    float size = canvas_type(canvas, TYPE_MIN);
    struct style style = {FONT_TEXT, size,      size, canvas->theme->muted,
                          1,         ALIGN_LEFT};
    box.x += list->lead_w;
    canvas_middle(canvas, &style, text, box);
}

// All from a place on, as far as there is room.
static void
draw_rest(const struct canvas *canvas, const struct list *list, unsigned from,
          struct box area) {
    struct notes_row rows[NOTES_ROW_MAX] = {0};
    uint32_t rest = list->tally->wall.count - from;
    unsigned count = rest < NOTES_ROW_MAX ? rest : NOTES_ROW_MAX;
    for (unsigned i = 0; i < count; i++) {
        rows[i].text = questions_text(list->tally, from + i);
    }
    float width = area.w - list->lead_w - (MARK_U + 2.0f) * canvas->u;
    struct notes_rows out =
        notes_rows_lay_out(canvas, rows, count, width, area, false);
    struct box below = {area.x, area.y + area.h, area.w, 0.0f};
    if (out.shown < rest) {
        below.h = fminf(MORE_U * canvas->u, area.h);
        area.h -= below.h;
        below.y -= below.h;
        out = notes_rows_lay_out(canvas, rows, count, width, area, false);
    }
    drawing_group(canvas->out, "list");
    for (unsigned i = 0; i < out.shown; i++) {
        draw_row(canvas, list, &out, &rows[i], from + i);
    }
    if (out.shown < rest) {
        draw_more(canvas, list, rest - out.shown, below);
    }
}

static void
draw_list(const struct canvas *canvas, const struct questions_tally *tally,
          struct box area) {
    float u = canvas->u;
    char widest[16];
    uint32_t most = 0;
    for (uint32_t i = 0; i < tally->wall.count; i++) {
        most =
            most > tally->results[i].thumbs ? most : tally->results[i].thumbs;
    }
    snprintf(widest, sizeof widest, "%u", most);
    struct list list = {.tally = tally, .growth = canvas_growth(canvas)};
    list.number_w = 2.0f * u
                    + canvas_width(canvas, FONT_VALUE,
                                   canvas_type(canvas, TYPE_VALUE), widest);
    list.lead_w = list.number_w + (1.5f + MARK_U + 3.0f) * u;
    unsigned from = 0;
    if (!questions_is_ticked(tally, 0)) {
        box_cut_top(&area, draw_first(canvas, &list, area) + 2.0f * u);
        from = 1;
    }
    if (from < tally->wall.count && area.h > 6.0f * u) {
        draw_rest(canvas, &list, from, area);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    (void) exercise;
    struct questions_tally tally;
    if (is_writing(canvas)) { // live
        draw_wall(canvas, box, area);
    } else if (questions_tally(box, &tally)) {
        if (tally.wall.count > 0) {
            draw_list(canvas, &tally, area);
        } else {
            notes_say(canvas, "There is no question to be seen", area);
        }
        questions_tally_finish(&tally);
    }
}

static tick
wait_ms(const struct canvas *canvas, const struct exercise *exercise) {
    (void) exercise;
    // Of a vote, or of what is written with everybody looking.
    bool is_wall = session_is_revealed(canvas->session) == is_writing(canvas);
    return is_wall ? notes_wait_ms(canvas) : -1;
}

const struct kind_picture kind_picture_questions = {
    .name = "questions",
    .write_ask = write_ask,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .wait_ms = wait_ms,
};
