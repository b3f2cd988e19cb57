// choice: options as rows; the result as bars, and under them what a vote with
// a rule decided.
#include "session/kinds/choice.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/bars.h"
#include "scene/kinds/flow.h"
#include "scene/kinds/labels.h"
#include "scene/kinds/rows.h"

#define DECISION_U 10.0f
#define SIGN_U 5.0f
#define FLOW_ROOM_U 118.0f // an area of less has no room for a flow
#define FLOW_WIDE_U 145.0f
#define FLOW_PART 0.28f
#define FLOW_LABEL_PART 0.3f // of the bars' width, for labels
#define FLOW_WIDE_PART 0.31f

static void
write_hint(const struct exercise *exercise, struct text *out) {
    if (exercise->pick > 1) {
        text_add_format(out, "Choose up to %u", exercise->pick);
    } else {
        text_add(out, "Choose one");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) box;
    bool is_by_group = exercise->is_by_group;
    if (exercise->pick > 1) {
        text_add(out, is_by_group ? ", % of groups, sums above 100"
                                  : ", % of people, sums above 100");
    } else {
        text_add(out,
                 is_by_group ? ", one choice a group" : ", one choice each");
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    rows_draw_items(canvas, exercise, area);
}

// What the vote decided, by the exercise's rule, under the bars.
static void
draw_decision(const struct canvas *canvas,
              const struct choice_decision *decision, struct box box) {
    float u = canvas->u;
    struct color color =
        decision->is_passed ? canvas->theme->ok : canvas->theme->danger;
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text,
                          2,
                          ALIGN_LEFT};
    float after = canvas_after_growth(canvas);
    color = color_with_alpha(color, after);
    style.color = color_with_alpha(style.color, after);
    drawing_group(canvas->out, "decision");
    struct point at = {box.x + SIGN_U * u / 2.0f, box.y + box.h / 2.0f};
    if (decision->is_passed) {
        bars_draw_check(canvas, at, SIGN_U * u, color);
    } else {
        bars_draw_cross(canvas, at, SIGN_U * u, color);
    }
    float taken = (SIGN_U + 2.0f) * u;
    canvas_middle(canvas, &style, decision->text,
                  (struct box){box.x + taken, box.y, box.w - taken, box.h});
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct choice_tally tally;
    struct choice_decision decision;
    choice_tally(exercise, box, &tally);
    bool is_over = !session_is_open(canvas->session, canvas->view->session_ms);
    bool is_decided = is_over && choice_decide(exercise, &tally, &decision);
    struct box below = area;
    if (is_decided) {
        float height = fminf(DECISION_U * canvas->u, 0.3f * area.h);
        area.h -= height;
        below = (struct box){area.x, area.y + area.h, area.w, height};
    }
    bars_draw(canvas, exercise, &tally, 0, area);
    if (is_decided) {
        draw_decision(canvas, &decision, below);
    }
}

// The flow beside the bars, where there is room for both.
static void
draw_flow(const struct canvas *canvas, const struct exercise *exercise,
          const struct shift *shift, struct box *area) {
    float u = canvas->u;
    float part = area->w >= FLOW_WIDE_U * u ? FLOW_WIDE_PART : FLOW_PART;
    bool has_flow =
        exercise->pick == 1 && exercise->item_count <= FLOW_ITEM_MAX
        && shift->pairs >= FLOW_LEAST && area->w >= FLOW_ROOM_U * u
        && area->h >= 28.0f * u
        && labels_fit(canvas, exercise,
                      (1.0f - part) * FLOW_LABEL_PART * area->w, 2.0f);
    if (!has_flow) {
        return;
    }
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX];
    choice_flow(shift, flow);
    struct box box = box_cut_right(area, part * area->w);
    area->w -= 5.0f * u;
    flow_draw(canvas, exercise->item_count, flow, box);
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    draw_flow(canvas, exercise, shift, &area);
    bars_draw_shift(canvas, exercise, shift, 0, area);
}

const struct kind_picture kind_picture_choice = {
    .name = "choice",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
};
