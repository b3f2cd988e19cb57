// The clock: a ring that empties clockwise and m:ss inside it. The picture
// depends on the shown second only, so one drawing a second is all it needs.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"

#define DIM 0.8f // of the ring in the last seconds; still above 4:1
#define LAST_MS 10000
#define LONG_MS 600000 // from here on the digits are mm:ss
#define BELL_MS 8000   // that the bell is said
#define STROKE_U 1.9f
#define BIG_PART 0.234f // of the safe height

// What the clock says: whole seconds, rounded up, so that it shows 1 until
// it is over.
static tick
shown_seconds(const struct canvas *canvas) {
    tick left = session_left_ms(canvas->session, canvas->view->session_ms);
    return (left + 999) / 1000;
}

// How long the phase has run, its pauses not counted; time that was added
// rings the bell later.
static tick
ran_ms(const struct canvas *canvas) {
    return session_phase(canvas->session)->length_ms
           - session_left_ms(canvas->session, canvas->view->session_ms);
}

static bool
has_bell(const struct canvas *canvas) {
    const struct phase *phase = session_phase(canvas->session);
    return phase && phase->bell_ms > 0 && session_has_clock(canvas->session);
}

static bool
has_rung(const struct canvas *canvas) {
    if (!has_bell(canvas)) {
        return false;
    }
    tick since_ms = ran_ms(canvas) - session_phase(canvas->session)->bell_ms;
    return since_ms >= 0 && since_ms < BELL_MS;
}

// In a reveal the clock is nobody's hurry.
static bool
is_minute(const struct canvas *canvas, tick left_ms) {
    const struct phase *phase = session_phase(canvas->session);
    return phase->length_ms > SCENE_LONG_MS && phase->name != PHASE_REVEAL
           && left_ms <= SCENE_MINUTE_MS && left_ms > SCENE_MINUTE_MS - BELL_MS;
}

const char *
clock_news(const struct canvas *canvas) {
    const struct session *session = canvas->session;
    tick left_ms = session_left_ms(session, canvas->view->session_ms);
    if (session_phase(session) == NULL || !session_has_clock(session)
        || left_ms <= 0) {
        return NULL;
    }
    if (has_rung(canvas)) {
        return BELL_TEXT;
    }
    return is_minute(canvas, left_ms) ? MINUTE_TEXT : NULL;
}

tick
clock_next_ms(const struct canvas *canvas) {
    const struct session *session = canvas->session;
    if (!session_has_clock(session) || session->is_paused) {
        return -1;
    }
    tick left = session_left_ms(session, canvas->view->session_ms);
    // A bell rings on a whole second too.
    return left > 0 ? (left - 1) % 1000 + 1 : -1;
}

float
clock_diameter(const struct canvas *canvas) {
    if (!session_has_clock(canvas->session)) {
        return 0.0f;
    }
    const struct phase *phase = session_phase(canvas->session);
    bool is_long = phase->length_ms >= LONG_MS;
    bool is_big = is_long || phase->name == PHASE_DISCUSS;
    // In a deep room, where a unit is large, the picture needs the height.
    float least = 17.0f * canvas->u;
    float big = fminf(21.0f * canvas->u, BIG_PART * canvas->frame.safe.h);
    return is_big ? fmaxf(least, big) : least;
}

// The size at which the widest time of this phase fits inside the ring. It
// is the same for the whole phase, so the digits stand still.
static float
digit_size(const struct canvas *canvas, float inner, bool is_long) {
    const char *widest = is_long ? "00:00" : "0:00";
    float width_em = canvas_width(canvas, FONT_VALUE, 1.0f, widest);
    return fmaxf(0.86f * inner / width_em, canvas_type(canvas, TYPE_MIN));
}

// Only what a guest could still miss is urgent: nobody is to be hurried away
// from a result.
static bool
is_urgent(const struct canvas *canvas, tick seconds) {
    const struct phase *phase = session_phase(canvas->session);
    return phase->name != PHASE_REVEAL && !canvas->session->is_paused
           && seconds * 1000 <= LAST_MS;
}

static struct color
clock_color(const struct canvas *canvas, tick seconds) {
    const struct theme *theme = canvas->theme;
    if (canvas->session->is_paused) {
        return theme->muted;
    }
    if (!is_urgent(canvas, seconds)) {
        return seconds > 0 ? theme->accent : theme->muted;
    }
    if (seconds == 0) {
        return theme->danger;
    }
    bool is_dim = seconds % 2 == 1 && !canvas->view->is_motion_reduced;
    return color_with_alpha(theme->danger, is_dim ? DIM : 1.0f);
}

// Where on the ring the bell will ring.
static void
draw_bell(const struct canvas *canvas, struct point center, float radius,
          float thin) {
    const struct phase *phase = session_phase(canvas->session);
    if (!has_bell(canvas) || phase->length_ms <= 0) {
        return;
    }
    float turn = 6.2831853f * (float) phase->bell_ms / (float) phase->length_ms;
    float from = radius - 0.75f * thin, to = radius + 0.75f * thin;
    struct point tick_mark[] = {
        {center.x + from * sinf(turn), center.y - from * cosf(turn)},
        {center.x + to * sinf(turn), center.y - to * cosf(turn)}};
    drawing_line(canvas->out, tick_mark, 2, 0.4f * thin, false,
                 canvas->theme->text);
}

void
clock_draw(const struct canvas *canvas, struct point center, float diameter) {
    const struct session *session = canvas->session;
    const struct phase *phase = session_phase(session);
    if (!session_has_clock(session) || !phase) {
        return;
    }
    tick seconds = shown_seconds(canvas);
    tick total = phase->length_ms / 1000;
    bool is_last = is_urgent(canvas, seconds);
    float thin = STROKE_U * canvas->u * fmaxf(1.0f, diameter / canvas->u / 30);
    float stroke = is_last ? 1.5f * thin : thin;
    float radius = (diameter - 1.5f * thin) / 2.0f;
    struct color color = clock_color(canvas, seconds);

    drawing_group(canvas->out, "clock");
    if (seconds == 0) {
        drawing_ring(canvas->out, center, radius, thin, 0.0f, 1.0f, color);
    } else {
        float part = total > 0 ? (float) seconds / (float) total : 1.0f;
        float gone = fmaxf(0.0f, 1.0f - part);
        drawing_ring(canvas->out, center, radius, thin, 0.0f, 1.0f,
                     canvas->theme->track);
        drawing_ring(canvas->out, center, radius, stroke, gone, 1.0f - gone,
                     color);
        draw_bell(canvas, center, radius, thin);
    }
    char digits[32];
    snprintf(digits, sizeof digits, "%d:%02d", (int) (seconds / 60),
             (int) (seconds % 60));
    bool is_long = phase->length_ms >= LONG_MS || seconds >= LONG_MS / 1000;
    float inner = diameter - 3.0f * thin;
    float size = digit_size(canvas, inner, is_long);
    struct color ink = canvas->theme->text;
    if (session->is_paused || (seconds == 0 && !is_last)) {
        ink = canvas->theme->muted;
    } else if (is_last) {
        ink = canvas->theme->danger;
    }
    canvas_label(canvas, FONT_VALUE, size, center, ALIGN_CENTER, ink,
                 seconds == 0 ? "time" : digits);
}
