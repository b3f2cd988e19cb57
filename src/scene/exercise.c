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
//   asked again      as above, and so it says    shift    who answered both
//   break            a clock and nothing else
#include <math.h>

#include "scene/kind_picture.h"
#include "scene/parts.h"
#include "session/groups.h"

#define HEADER_MIN_U 17.0f
#define QUESTION_ROOM_U 25.0f
#define GAP_U 3.0f
#define ORPHAN_PART 0.86f

static const char *
work_text(enum phase_name name) {
    switch (name) {
        case PHASE_READ:
            return "Read the question";
        case PHASE_SOLO:
            return "Think on your own";
        case PHASE_PAIRS:
            return "Talk in pairs";
        case PHASE_FOURS:
            return "Talk in fours";
        case PHASE_GROUPS:
            return "Talk in your group";
        case PHASE_BREAK:
            return "Break";
        case PHASE_VOTE:
        case PHASE_REVEAL:
        case PHASE_DISCUSS:
        case PHASE_NAME_COUNT:
            break;
    }
    return "";
}

// The scene's own state, gathered once.
struct moment {
    const struct exercise *exercise;
    const struct phase *phase;
    const struct kind_picture *picture;
    const struct ballot_box *box;   // of the first round, the others behind it
    const struct ballot_box *round; // of the present one
    bool has_result;
    bool is_again;
    struct shift shift; // of an exercise asked again, once it has its result
    bool has_shift;     // there are pairs, and the kind can show them
    bool is_closed;     // a vote that is over and not yet revealed
};

static struct moment
moment_of(const struct canvas *canvas) {
    const struct session *session = canvas->session;
    const struct exercise *exercise = session_exercise(session);
    const struct phase *phase = session_phase(session);
    const struct kind_picture *picture = kind_picture_of(exercise);
    bool has_result = !picture->is_whole && session_is_revealed(session);
    struct moment moment = {
        .exercise = exercise,
        .phase = phase,
        .picture = picture,
        .box = session_box(session, (uint16_t) session->place.exercise, 1),
        .round = session_box(session, (uint16_t) session->place.exercise,
                             session_round(session)),
        .has_result = has_result,
        .is_again = exercise->again >= 0,
        .is_closed = phase->is_open && session->is_closed,
    };
    // While votes come in, a live exercise shows them and nothing beside.
    if (has_result && !phase->is_open && picture->draw_shift
        && shift_init(&moment.shift, session,
                      (uint16_t) session->place.exercise)) {
        moment.has_shift = moment.shift.pairs > 0;
    }
    return moment;
}

// Under the result of an exercise that was asked again.
static void
write_again(const struct moment *moment, struct text *out) {
    const struct kind_picture *picture = moment->picture;
    if (moment->has_shift && picture->write_shift_legend) {
        picture->write_shift_legend(moment->exercise, out);
    } else if (moment->has_shift) {
        text_add(out, "Outlined: before. Solid: now.");
    } else if (moment->shift.before.ballots && moment->box->answered > 0) {
        text_add(out, "Nobody answered both times.");
    } else if (picture->write_legend && moment->box->answered > 0) {
        picture->write_legend(moment->exercise, moment->box, out);
    }
}

static void
write_hint(const struct canvas *canvas, const struct moment *moment,
           struct text *out) {
    const struct kind_picture *picture = moment->picture;
    if (canvas->session->is_paused) {
        text_add(out, "Paused");
    } else if (moment->is_closed) {
        text_add(out, "Voting is over");
    } else if (moment->has_result && moment->is_again) {
        write_again(moment, out);
    } else if (moment->has_result) {
        if (picture->write_legend && moment->box->answered > 0) {
            picture->write_legend(moment->exercise, moment->box, out);
        }
    } else if (!moment->phase->is_open) {
        text_add(out, work_text(moment->phase->name));
    } else if (picture->write_hint) {
        picture->write_hint(moment->exercise, out);
    }
}

static void
draw_hint(const struct canvas *canvas, const struct moment *moment,
          const char *hint, struct box box) {
    float u = canvas->u;
    bool is_paused = canvas->session->is_paused;
    bool is_strong = is_paused || moment->is_closed;
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
    write_hint(canvas, moment, &hint);
    if (moment->is_again && !moment->is_closed && !canvas->session->is_paused) {
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
write_base(const struct canvas *canvas, const struct moment *moment,
           struct text *out) {
    if (!moment->phase->is_open && !moment->has_result) {
        return;
    }
    if (moment->has_shift) {
        text_add_format(out,
                        "Before \xe2\x86\x92 now, the %u who answered both",
                        moment->shift.pairs);
        if (moment->exercise->pick > 1) {
            text_add(out, ", % of people");
        }
        return;
    }
    uint32_t answered = moment->round->answered;
    uint32_t joined = session_voter_count(canvas->session);
    text_add_format(out, "%u of %u answered", answered,
                    joined > answered ? joined : answered);
    if (moment->has_result && moment->picture->write_base) {
        moment->picture->write_base(moment->exercise, moment->box, out);
    }
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

void
exercise_draw(const struct canvas *canvas) {
    struct moment moment = moment_of(canvas);
    float u = canvas->u;
    struct box safe = canvas->frame.safe;
    float bottom = canvas->frame.dock.y - 2.0f * u;
    struct box area = {safe.x, safe.y, safe.w, bottom - safe.y};
    if (moment.phase->name == PHASE_BREAK) {
        draw_break(canvas, area);
    } else if (moment.picture->is_whole) {
        drawing_group(canvas->out, "input");
        moment.picture->draw_input(canvas, moment.exercise, area);
    } else {
        area.y = draw_header(canvas, &moment) + GAP_U * u;
        area.h = fmaxf(0.0f, bottom - area.y);
        if (!moment.has_result) {
            drawing_group(canvas->out, "input");
            moment.picture->draw_input(canvas, moment.exercise, area);
        } else if (moment.box->answered == 0) {
            draw_nothing(canvas, area);
        } else if (moment.has_shift) {
            drawing_group(canvas->out, "shift");
            moment.picture->draw_shift(canvas, moment.exercise, &moment.shift,
                                       area);
        } else {
            drawing_group(canvas->out, "result");
            moment.picture->draw_result(canvas, moment.exercise, moment.box,
                                        area);
        }
    }
    struct text base = {0};
    if (!moment.picture->is_whole && moment.phase->name != PHASE_BREAK) {
        write_base(canvas, &moment, &base);
    }
    dock_draw(canvas, text_string(&base));
    text_finish(&base);
    shift_finish(&moment.shift);
}
