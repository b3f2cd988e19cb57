// quiz: options as rows; the result as the bars of a choice with what is right
// marked by a check and a word. Where answers carry names, the leaders stand
// beside it, or alone while the room talks about it.
#include "session/kinds/quiz.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/bars.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"

#define BESIDE_LEAST_U 150.0f // an area of less has no room for both
#define LEADERS_PART 0.36f
#define LEADERS_GAP_U 5.0f
#define ROW_MAX_U 10.0f
#define ROW_LEAST_U 5.2f
#define TITLE_U 8.0f
#define SHIFT_LABEL_PART 0.16f // of all: what bars and changes leave to options
#define TWO_LINES_U 9.8f

static void
write_hint(const struct exercise *exercise, struct text *out) {
    text_add(out, exercise->is_quick ? "Choose one. Being quick counts"
                                     : "Choose one");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    struct quiz_tally tally;
    quiz_tally(exercise, box, &tally);
    text_add_format(out, "%u of %u %s", (unsigned) tally.right,
                    (unsigned) tally.choice.voters,
                    exercise->is_by_group ? "groups right" : "right");
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    rows_draw_items(canvas, exercise, area);
}

// -- Leaders -----------------------------------------------------------------

struct board {
    struct quiz_leader items[QUIZ_LEADER_MAX];
    unsigned count;
};

static struct board
board_of(const struct canvas *canvas, const struct exercise *exercise) {
    struct board board = {.count = 0};
    if (exercise->is_named) {
        board.count = quiz_leaders(canvas->session,
                                   (uint16_t) canvas->session->place.exercise,
                                   board.items);
    }
    return board;
}

// Equal points share a place.
static unsigned
place_of(const struct board *board, unsigned at) {
    unsigned place = at;
    while (place > 0
           && board->items[place - 1].points == board->items[at].points) {
        place--;
    }
    return place + 1;
}

static void
draw_leader(const struct canvas *canvas, const struct board *board, unsigned at,
            struct box row) {
    float u = canvas->u;
    const struct quiz_leader *leader = &board->items[at];
    const struct guest *guest = &canvas->session->guests[leader->guest];
    const char *name = guest->name[0] != '\0' ? guest->name : guest->words;
    unsigned place = place_of(board, at);
    float size = canvas_type(canvas, row.h < 6.6f * u ? TYPE_MIN : TYPE_BODY);
    float middle = row.y + row.h / 2.0f;
    struct style style = {
        FONT_LABEL,          size, canvas_type(canvas, TYPE_MIN),
        canvas->theme->text, 1,    ALIGN_LEFT};
    char text[16];
    snprintf(text, sizeof text, "%u", (unsigned) leader->points);
    float points_w = canvas_width(canvas, FONT_VALUE, size, text);
    canvas_label(canvas, FONT_VALUE, size,
                 (struct point){row.x + row.w, middle}, ALIGN_RIGHT,
                 canvas->theme->text, text);
    snprintf(text, sizeof text, "%u", place);
    float place_w = canvas_width(canvas, FONT_VALUE, size, "8");
    canvas_label(canvas, FONT_VALUE, size,
                 (struct point){row.x + place_w, middle}, ALIGN_RIGHT,
                 place == 1 ? canvas->theme->accent : canvas->theme->muted,
                 text);
    float taken = place_w + 2.0f * u;
    struct box rest = {row.x + taken, row.y,
                       row.w - taken - points_w - 2.5f * u, row.h};
    canvas_middle(canvas, &style, name, rest);
}

static void
draw_leaders(const struct canvas *canvas, const struct board *board,
             struct box area) {
    float u = canvas->u;
    struct style title = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->accent,
                          1,
                          ALIGN_LEFT};
    drawing_group(canvas->out, "leaders");
    if (area.h >= (TITLE_U + ROW_LEAST_U) * u) {
        canvas_middle(canvas, &title, "Leaders, points so far",
                      box_cut_top(&area, TITLE_U * u));
    }
    unsigned most = (unsigned) fmaxf(1.0f, floorf(area.h / (ROW_LEAST_U * u)));
    unsigned count = board->count < most ? board->count : most;
    float row = fminf(ROW_MAX_U * u, area.h / (float) count);
    for (unsigned i = 0; i < count; i++) {
        draw_leader(canvas, board, i, box_cut_top(&area, row));
    }
}

// The leaders, if there are any, beside the bars where these leave room for
// them, or instead of them. False: there is no room left for bars.
static bool
draw_board(const struct canvas *canvas, const struct exercise *exercise,
           const char *group, bool has_room, struct box *area) {
    struct board board = board_of(canvas, exercise);
    bool is_wide = has_room && area->w >= BESIDE_LEAST_U * canvas->u;
    bool is_discussed = session_phase(canvas->session)->name == PHASE_DISCUSS;
    if (board.count > 0 && !is_wide && is_discussed) {
        draw_leaders(canvas, &board, *area);
        return false;
    }
    if (board.count > 0 && is_wide) {
        struct box beside = box_cut_right(area, LEADERS_PART * area->w);
        area->w -= LEADERS_GAP_U * canvas->u;
        draw_leaders(canvas, &board, beside);
        drawing_group(canvas->out, group);
    }
    return true;
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct quiz_tally tally;
    quiz_tally(exercise, box, &tally);
    if (draw_board(canvas, exercise, "result", true, &area)) {
        bars_draw(canvas, exercise, &tally.choice, exercise->right, area);
    }
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    float row = area.h / (float) exercise->item_count;
    bool has_room = labels_fit(canvas, exercise, SHIFT_LABEL_PART * area.w,
                               row < TWO_LINES_U * canvas->u ? 1.0f : 2.0f);
    if (draw_board(canvas, exercise, "shift", has_room, &area)) {
        bars_draw_shift(canvas, exercise, shift, exercise->right, area);
    }
}

static void
write_shift_legend(const struct exercise *exercise, const struct shift *shift,
                   struct text *out) {
    struct quiz_tally before;
    struct quiz_tally after;
    quiz_tally(exercise, &shift->before, &before);
    quiz_tally(exercise, &shift->after, &after);
    text_add_format(out, "%u of %u %swere right, now %u",
                    (unsigned) before.right, (unsigned) shift->pairs,
                    exercise->is_by_group ? "groups " : "",
                    (unsigned) after.right);
}

const struct kind_picture kind_picture_quiz = {
    .name = "quiz",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
    .write_shift_legend = write_shift_legend,
};
