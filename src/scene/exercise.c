// An exercise on the wall: the question with its clock above, the kind's
// picture in the middle, the dock below. The same layout serves reading,
// voting, the wait after the vote, the reveal and the discussion, so that what
// is on the wall stays where it was and only what is new comes in.
//
//   phase            header                      body     dock
//   read, solo, …    how to work, question       input    address
//   vote, open       question, what to do        input    answered, strip
//   vote, closed     question, "Voting is over"  input    answered, strip
//   reveal           question, how to read it    result   answered, base
//   discuss          "Discuss", question small   result   answered, base
//   pairs, fours, …  how to work, question       groups   address
//   asked again      as above, and so it says    shift    who answered both
//   break            a clock and nothing else
#include <math.h>

#include "scene/groups.h"
#include "scene/moment.h"
#include "scene/parts.h"

#define HEADER_MIN_U 17.0f
#define QUESTION_ROOM_U 25.0f
#define GAP_U 3.0f
#define ORPHAN_PART 0.86f

static void
draw_hint(const struct canvas *canvas, const struct moment *moment,
          const char *hint, struct box box) {
    float u = canvas->u;
    bool is_paused = canvas->session->is_paused;
    bool is_strong = moment_is_strong(canvas, moment);
    float size = canvas_type(canvas, is_strong ? TYPE_BODY : TYPE_MIN);
    struct style style = {is_strong ? FONT_LABEL : FONT_TEXT,
                          size,
                          size,
                          is_strong ? canvas->theme->accent
                                    : canvas->theme->muted,
                          1,
                          ALIGN_LEFT};
    if (is_paused) {
        canvas_pause_sign(canvas, (struct point){box.x, box.y + box.h / 2.0f});
        box.x += PAUSE_SIGN_U * u;
        box.w -= PAUSE_SIGN_U * u;
    }
    canvas_middle(canvas, &style, hint, box);
}

// "Asked again" before the hint, where there is room for both.
static void
say_again(const struct canvas *canvas, struct text *hint, float room) {
    struct text both = {0};
    text_add(&both, "Asked again");
    if (hint->size > 0) {
        text_add_format(&both, ". %s", text_string(hint));
    }
    float size = canvas_type(canvas, TYPE_MIN);
    bool fits =
        canvas_width(canvas, FONT_TEXT, size, text_string(&both)) < room;
    if (fits || hint->size == 0) {
        struct text given = *hint;
        *hint = both;
        both = given;
    }
    text_finish(&both);
}

static struct style
question_style(const struct canvas *canvas, bool is_discussion) {
    if (is_discussion) {
        return (struct style){FONT_LABEL,
                              canvas_type(canvas, TYPE_BODY),
                              canvas_type(canvas, TYPE_MIN),
                              canvas->theme->text2,
                              3,
                              ALIGN_LEFT};
    }
    return (struct style){FONT_LABEL,
                          canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          4,
                          ALIGN_LEFT};
}

// Draws the header at the top of the safe area and returns the y below it.
static float
draw_header(const struct canvas *canvas, const struct moment *moment) {
    float u = canvas->u;
    struct box safe = canvas->frame.safe;
    bool is_discussion = moment->phase->name == PHASE_DISCUSS;
    float diameter = clock_diameter(canvas);
    float width = safe.w - (diameter > 0.0f ? diameter + 5.0f * u : 0.0f);
    struct style style = question_style(canvas, is_discussion);
    const char *prompt = moment->exercise->prompt;
    // A little smaller rather than a last word alone on its line.
    float line = canvas_width(canvas, style.role, style.size, prompt);
    if (line > width && line * ORPHAN_PART <= width) {
        style.size *= 0.999f * width / line;
    }
    float question =
        canvas_height(canvas, &style, prompt, width, QUESTION_ROOM_U * u);
    struct text hint = {0};
    moment_write_hint(canvas, moment, &hint);
    if (moment->is_again && !moment_is_strong(canvas, moment)) {
        say_again(canvas, &hint, width);
    }
    float hint_height = hint.size > 0 ? 6.5f * u : 0.0f;
    float title = is_discussion ? 9.0f * u : 0.0f;
    float content = title + question + hint_height;
    float height = fmaxf(fmaxf(HEADER_MIN_U * u, diameter), content);

    drawing_group(canvas->out, "header");
    // Beside a clock the words stand at its middle; alone they begin on top.
    float slack = diameter > 0.0f ? (height - content) / 2.0f : 0.0f;
    struct box rest = {safe.x, safe.y + slack, width, content};
    if (is_discussion) {
        struct style big = {FONT_VALUE,
                            canvas_type(canvas, TYPE_QUESTION),
                            canvas_type(canvas, TYPE_QUESTION),
                            canvas->theme->accent,
                            1,
                            ALIGN_LEFT};
        canvas_middle(canvas, &big, "Discuss", box_cut_top(&rest, title));
    }
    canvas_top(canvas, &style, prompt, box_cut_top(&rest, question + 0.1f));
    if (hint.size > 0) {
        draw_hint(canvas, moment, text_string(&hint), rest);
    }
    text_finish(&hint);
    struct point center = {safe.x + safe.w - diameter / 2.0f,
                           safe.y + height / 2.0f};
    clock_draw(canvas, center, diameter);
    if (diameter <= 0.0f) {
        height = fmaxf(content, 9.0f * u);
    }
    return safe.y + height;
}

static void
draw_break(const struct canvas *canvas, struct box area) {
    float u = canvas->u;
    struct style title = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          1,
                          ALIGN_CENTER};
    drawing_group(canvas->out, "break");
    if (clock_diameter(canvas) <= 0.0f) {
        canvas_middle(canvas, &title, "Break", area);
        return;
    }
    canvas_middle(canvas, &title, "Break", box_cut_top(&area, 14.0f * u));
    float diameter = fminf(area.w, area.h - 2.0f * u);
    clock_draw(canvas,
               (struct point){area.x + area.w / 2.0f,
                              area.y + area.h - diameter / 2.0f},
               diameter);
}

static void
draw_nothing(const struct canvas *canvas, struct box area) {
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->muted,
                          2,
                          ALIGN_LEFT};
    drawing_group(canvas->out, "result");
    bool is_over = !session_is_open(canvas->session, canvas->view->session_ms);
    canvas_top(canvas, &style, is_over ? "Nobody answered" : "No answers yet",
               area);
}

// An exercise that takes its items from an earlier one, and got none.
static void
draw_missing(const struct canvas *canvas, struct box area) {
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          6,
                          ALIGN_LEFT};
    struct text text = {0};
    moment_write_missing(canvas, &text);
    drawing_group(canvas->out, "missing");
    canvas_top(canvas, &style, text_string(&text), area);
    text_finish(&text);
}

static void
draw_body(const struct canvas *canvas, const struct moment *moment,
          struct box area) {
    const struct kind_picture *picture = moment->picture;
    if (!moment->has_items) {
        draw_missing(canvas, area);
    } else if (moment->is_grouped) {
        groups_draw_all(canvas, area);
    } else if (!moment->has_result) {
        drawing_group(canvas->out, "input");
        picture->draw_input(canvas, moment->exercise, area);
    } else if (moment->box->answered == 0) {
        draw_nothing(canvas, area);
    } else if (moment->has_shift) {
        drawing_group(canvas->out, "shift");
        picture->draw_shift(canvas, moment->exercise, &moment->shift, area);
    } else {
        drawing_group(canvas->out, "result");
        picture->draw_result(canvas, moment->exercise, moment->box, area);
    }
}

void
exercise_draw(const struct canvas *canvas) {
    struct moment moment = moment_of(canvas);
    float u = canvas->u;
    struct box safe = canvas->frame.safe;
    float bottom = canvas->frame.dock.y - 2.0f * u;
    struct box area = {safe.x, safe.y, safe.w, bottom - safe.y};
    struct text base = {0};
    if (moment.phase->name == PHASE_BREAK) {
        draw_break(canvas, area);
    } else if (moment.picture->is_whole) {
        drawing_group(canvas->out, "input");
        moment.picture->draw_input(canvas, moment.exercise, area);
    } else {
        area.y = draw_header(canvas, &moment) + GAP_U * u;
        area.h = fmaxf(0.0f, bottom - area.y);
        draw_body(canvas, &moment, area);
        moment_write_base(canvas, &moment, &base);
    }
    dock_draw(canvas, text_string(&base));
    text_finish(&base);
    shift_finish(&moment.shift);
}

tick
exercise_wait_ms(const struct canvas *canvas) {
    const struct exercise *exercise = session_exercise(canvas->session);
    const struct kind_picture *picture = kind_picture_of(exercise);
    return picture->wait_ms && session_has_items(canvas->session)
               ? picture->wait_ms(canvas, exercise)
               : -1;
}
