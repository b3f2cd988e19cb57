// whys: a stair that goes down one step a round. While people write, the answer
// that is questioned now stands large below those before it; while they pick,
// the wall of what they wrote; in the end the whole stair with its votes.
#include "session/kinds/whys.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/notes.h"
#include "scene/kinds/whys_stair.h"

#define WHY "Why? "

// The step that a round is about, from 0.
static unsigned
step_now(const struct canvas *canvas) {
    return (session_round(canvas->session) - 1u) / 2;
}

static bool
is_picking(const struct canvas *canvas) {
    return session_round(canvas->session) % 2 == 0;
}

static void
write_ask(const struct canvas *canvas, const struct exercise *exercise,
          struct text *out) {
    text_add_format(out, "Step %u of %u: ", step_now(canvas) + 1,
                    exercise->rounds);
    text_add(out, is_picking(canvas) ? "pick the answer to go on from"
                                     : "write one short answer");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) exercise;
    (void) box;
    text_add(out, "Each answer was asked: why?");
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    struct whys_tally tally;
    whys_tally(exercise, box, &tally);
    text_add_format(out, ", %u step%s", tally.count,
                    tally.count == 1 ? "" : "s");
}

// The answers of the steps before `end`, each a step of the stair.
static unsigned
gather(const struct whys_tally *tally, unsigned end,
       struct stair_step steps[static WHYS_STEP_MAX]) {
    unsigned count = 0;
    for (unsigned i = 0; i < end && i < WHYS_STEP_MAX; i++) {
        if (tally->steps[i].text[0] != '\0') {
            steps[count++] = (struct stair_step){
                .text = tally->steps[i].text, .lead = "", .number = i + 1};
        }
    }
    return count;
}

// Before the first answer: where the stair will lead.
static void
draw_empty(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    struct stair_step steps[WHYS_STEP_MAX];
    for (unsigned i = 0; i < exercise->rounds; i++) {
        steps[i] = (struct stair_step){.text = "", .lead = "", .number = i + 1};
    }
    steps[0].is_last = true; // the frame: here we are
    stair_draw(canvas, steps, exercise->rounds, false, area);
}

static void
draw_question(const struct canvas *canvas, const struct exercise *exercise,
              const struct whys_tally *tally, struct box area) {
    struct stair_step steps[WHYS_STEP_MAX];
    unsigned count = gather(tally, step_now(canvas), steps);
    if (count == 0) {
        draw_empty(canvas, exercise, area);
        return;
    }
    steps[count - 1].is_large = true;
    steps[count - 1].lead = "Why?";
    steps[count++] = (struct stair_step){.text = "",
                                         .lead = "",
                                         .number = step_now(canvas) + 1,
                                         .is_last = true};
    stair_draw(canvas, steps, count, false, area);
}

// What is to be answered, over the answers; the first question stands in the
// header already.
static void
draw_picks(const struct canvas *canvas, const struct exercise *exercise,
           const struct whys_tally *tally, struct box area) {
    float u = canvas->u;
    uint16_t number = (uint16_t) canvas->session->place.exercise;
    uint8_t round = (uint8_t) (2 * step_now(canvas) + 1);
    const char *question = whys_question(exercise, tally, step_now(canvas));
    struct wall wall;
    if (!wall_init(&wall, session_box(canvas->session, number, 1), round)) {
        return;
    }
    if (question != exercise->prompt) {
        struct style style = {FONT_LABEL,
                              canvas_type(canvas, TYPE_BODY),
                              canvas_type(canvas, TYPE_MIN),
                              canvas->theme->accent,
                              FIT_LINE_MAX,
                              ALIGN_LEFT};
        char text[sizeof WHY + WRITTEN_BYTES];
        snprintf(text, sizeof text, WHY "%s", question);
        float most = 0.4f * area.h;
        float need = canvas_height(canvas, &style, text, area.w, most);
        canvas_top(canvas, &style, text, box_cut_top(&area, need + 0.1f * u));
        box_cut_top(&area, 2.0f * u);
    }
    if (wall.count > 0) {
        notes_draw(canvas, &wall, false, area);
    } else {
        notes_say(canvas, "There is no answer to be seen", area);
    }
    wall_finish(&wall);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    // Of the tally, what came before this step only.
    uint16_t number = (uint16_t) canvas->session->place.exercise;
    struct whys_tally tally;
    whys_tally(exercise, session_box(canvas->session, number, 1), &tally);
    if (is_picking(canvas)) {
        draw_picks(canvas, exercise, &tally, area);
    } else {
        draw_question(canvas, exercise, &tally, area);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct whys_tally tally;
    struct stair_step steps[WHYS_STEP_MAX];
    whys_tally(exercise, box, &tally);
    unsigned count = gather(&tally, tally.count, steps);
    for (unsigned i = 0; i < count; i++) {
        const struct whys_step *step = &tally.steps[steps[i].number - 1];
        if (step->voters > 0) {
            snprintf(steps[i].note, sizeof steps[i].note, "%u of %u",
                     step->votes, step->voters);
        }
    }
    if (count > 0) {
        steps[count - 1].is_last = true;
        stair_draw(canvas, steps, count, true, area);
    } else {
        notes_say(canvas, "There is no answer to be seen", area);
    }
}

static tick
wait_ms(const struct canvas *canvas, const struct exercise *exercise) {
    (void) exercise;
    bool is_revealed = session_is_revealed(canvas->session);
    return is_revealed || is_picking(canvas) ? notes_wait_ms(canvas) : -1;
}

const struct kind_picture kind_picture_whys = {
    .name = "whys",
    .write_ask = write_ask,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .wait_ms = wait_ms,
};
