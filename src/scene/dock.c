// The line at the foot of an exercise: how many answered, as words and as a
// strip of dots that fills; the address for those who come late; and the
// marks of a live or simulated session.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"
#include "session/groups.h"

#define DOT_U 1.5f
#define DOT_PITCH_U 2.2f

// Words that stay for an hour burn into some screens, so the dock wanders: a
// round of eight steps about its middle, sideways only inwards.
#define WANDER_EVERY_MS 60000
#define WANDER_STEPS 8
#define WANDER_U 0.37f // 4 px of 1080

struct count {
    uint32_t answered, joined;
};

static struct count
count_of(const struct canvas *canvas) {
    const struct session *session = canvas->session;
    uint16_t number = (uint16_t) session->place.exercise;
    uint8_t round = session_round(session);
    uint32_t answered = session_box(session, number, round)->answered;
    uint32_t joined = session_voter_count(session);
    return (struct count){answered, joined > answered ? joined : answered};
}

// One dot for each guest where there is room for it, otherwise one bar.
static void
draw_strip(const struct canvas *canvas, struct count count, struct box box) {
    float u = canvas->u;
    float pitch = DOT_PITCH_U * u;
    uint32_t per_row = (uint32_t) fmaxf(0.0f, box.w / pitch);
    uint32_t rows = count.joined > per_row ? 2 : 1;
    if (per_row < 4 || count.joined == 0) {
        return;
    }
    drawing_group(canvas->out, "participation");
    struct color done = canvas->theme->accent;
    struct color open = canvas->theme->track;
    float middle = box.y + box.h / 2.0f;
    if (count.joined > rows * per_row) {
        struct box bar = {box.x, middle - 0.8f * u, box.w, 1.6f * u};
        canvas_panel(canvas, bar, 0.8f * u, open);
        bar.w *= (float) count.answered / (float) count.joined;
        drawing_rect(canvas->out, bar, 0.8f * u, done);
        return;
    }
    uint32_t columns = (count.joined + rows - 1) / rows;
    float top = middle - (float) (rows - 1) * pitch / 2.0f;
    for (uint32_t i = 0; i < count.joined; i++) {
        uint32_t column = i % columns, row = i / columns;
        struct point at = {box.x + pitch * ((float) column + 0.5f),
                           top + pitch * (float) row};
        bool is_done = i < count.answered;
        if (is_done) {
            drawing_disc(canvas->out, at, DOT_U * u / 2.0f, done);
        } else {
            drawing_ring(canvas->out, at, (DOT_U - 0.3f) * u / 2.0f, 0.3f * u,
                         0.0f, 1.0f, canvas->theme->line);
        }
    }
}

// The right end of the dock; returns the width it takes.
static float
draw_right(const struct canvas *canvas, struct box box, float room) {
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = box.y + box.h / 2.0f;
    float right = box.x + box.w;
    if (canvas->session->is_rehearsal) {
        const char *text = REHEARSAL_TEXT;
        if (canvas_pill_width(canvas, text) > room) {
            text = "Rehearsal";
        }
        float width = canvas_pill_width(canvas, text);
        canvas_pill(canvas, (struct point){right - width, middle},
                    canvas->theme->accent, text);
        return width;
    }
    const char *address = canvas->view->address;
    if (!address || !address[0]) {
        return 0.0f;
    }
    float width = canvas_width(canvas, FONT_LABEL, size, address);
    if (width > room) {
        return 0.0f;
    }
    canvas_label(canvas, FONT_LABEL, size, (struct point){right, middle},
                 ALIGN_RIGHT, canvas->theme->text2, address);
    return width;
}

// Where no header says so.
static float
draw_paused(const struct canvas *canvas, float x, float middle) {
    float sign = PAUSE_SIGN_U * canvas->u;
    float size = canvas_type(canvas, TYPE_BODY);
    canvas_pause_sign(canvas, (struct point){x, middle});
    canvas_label(canvas, FONT_LABEL, size, (struct point){x + sign, middle},
                 ALIGN_LEFT, canvas->theme->accent, "Paused");
    return sign + canvas_width(canvas, FONT_LABEL, size, "Paused");
}

static float
draw_live(const struct canvas *canvas, float x, float middle) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    drawing_disc(canvas->out, (struct point){x + 1.2f * u, middle}, 1.2f * u,
                 canvas->theme->ok);
    canvas_label(canvas, FONT_LABEL, size, (struct point){x + 3.6f * u, middle},
                 ALIGN_LEFT, canvas->theme->ok, "live");
    return 3.6f * u + canvas_width(canvas, FONT_LABEL, size, "live");
}

static struct box
wandered(const struct canvas *canvas) {
    static const int8_t steps[WANDER_STEPS][2] = {
        {0, 0}, {0, -1}, {1, -1}, {2, -1}, {2, 0}, {2, 1}, {1, 1}, {0, 1}};
    const int8_t *step =
        steps[canvas->view->stage_ms / WANDER_EVERY_MS % WANDER_STEPS];
    float by = roundf(WANDER_U * canvas->u);
    struct box box = canvas->frame.dock;
    box.x += by * (float) step[0];
    box.y += by * (float) step[1];
    box.w -= 2.0f * by * (float) step[0];
    return box;
}

tick
dock_wait_ms(const struct scene_view *view) {
    return view->stage_ms > 0
               ? WANDER_EVERY_MS - view->stage_ms % WANDER_EVERY_MS
               : -1;
}

void
dock_draw(const struct canvas *canvas, const char *base) {
    const struct exercise *exercise = session_exercise(canvas->session);
    struct box box = wandered(canvas);
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    float middle = box.y + box.h / 2.0f;
    float left = 0.0f;
    drawing_group(canvas->out, "dock");
    if (base[0]) {
        struct style style = {FONT_TEXT, size,      size, canvas->theme->text2,
                              1,         ALIGN_LEFT};
        canvas_middle(canvas, &style, base, box);
        left = fminf(box.w, canvas_width(canvas, FONT_TEXT, size, base));
        left += 3.0f * u;
    }
    if (!base[0] && canvas->session->is_paused) {
        left = draw_paused(canvas, box.x, middle) + 3.0f * u;
    }
    bool is_open = session_is_open(canvas->session, canvas->view->session_ms);
    if (exercise && exercise->reveal == REVEAL_LIVE && is_open) {
        left += draw_live(canvas, box.x + left, middle) + 3.0f * u;
    }
    float right = draw_right(canvas, box, box.w - left);
    const struct phase *phase = session_phase(canvas->session);
    if (exercise && base[0] && phase && phase->is_open) {
        struct box strip = {box.x + left, box.y, box.w - left - right - 3 * u,
                            box.h};
        draw_strip(canvas, count_of(canvas), strip);
    }
}
