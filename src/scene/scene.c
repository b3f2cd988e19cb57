// Which picture is on the wall: a card, the dark, the join code, or where the
// session stands; and when it will change by itself.
#include "scene/scene.h"

#include <math.h>

#include "scene/kinds/words_cloud.h"
#include "scene/parts.h"

// The agenda tells minutes.
#define AGENDA_TURN_MS 5000

static bool
shows_session(const struct scene_view *view) {
    return view->card == SCENE_CARD_NONE
           && view->session->overlay == OVERLAY_NONE;
}

// The first phase of an exercise, and the end, come in softly.
static bool
comes_in(const struct scene_view *view) {
    return shows_session(view) && !view->is_motion_reduced
           && view->session->place.phase == 0
           && !session_is_lobby(view->session);
}

static void
draw_session(const struct canvas *canvas) {
    const struct scene_view *view = canvas->view;
    if (comes_in(view)) {
        canvas->out->alpha = motion_at(MOTION_SCENE, view->since_ms);
    }
    if (session_is_lobby(view->session)) {
        lobby_draw(canvas);
    } else if (session_is_end(view->session)) {
        end_draw(canvas);
    } else {
        exercise_draw(canvas);
    }
    canvas->out->alpha = 1.0f;
}

// Before there is a session: who speaks, and below it the notice.
static void
draw_mark(const struct canvas *canvas) {
    const struct box *safe = &canvas->frame.safe;
    struct point at = {safe->x, safe->y + 3.5f * canvas->u};
    drawing_group(canvas->out, "title");
    canvas_label(canvas, FONT_WORDMARK, canvas_type(canvas, TYPE_VALUE), at,
                 ALIGN_LEFT, canvas->theme->text, "DENT");
}

void
scene_draw(const struct scene_view *view, struct drawing *out) {
    struct canvas canvas;
    canvas_init(&canvas, view, out);
    if (view->cloud) {
        view->cloud->wait_ms = -1; // unless this picture has a cloud that waits
    }
    if (view->card != SCENE_CARD_NONE) {
        card_draw(&canvas);
    } else if (!view->session) {
        draw_mark(&canvas);
    } else if (view->session->overlay == OVERLAY_BLANK) {
        const struct color dark = {.a = UINT8_MAX};
        out->background = dark;
        return;
    } else if (view->session->overlay == OVERLAY_JOIN) {
        lobby_draw(&canvas);
    } else {
        draw_session(&canvas);
    }
    notice_draw(&canvas);
}

// How long from the change of place something of it moves.
static tick
moves_for_ms(const struct scene_view *view) {
    if (view->is_motion_reduced || !shows_session(view)) {
        return 0;
    }
    tick length = comes_in(view) ? motion_length(MOTION_SCENE) : 0;
    const struct phase *phase = session_phase(view->session);
    if (phase && phase->name == PHASE_REVEAL) {
        length = motion_length(MOTION_REVEAL) + motion_length(MOTION_IN);
        if (session_exercise(view->session)->again >= 0
            && length < canvas_morph_length()) {
            length = canvas_morph_length();
        }
    }
    return length;
}

static tick
sooner(tick a, tick b) {
    if (a < 0 || b < 0) {
        return a < 0 ? b : a;
    }
    return a < b ? a : b;
}

tick
scene_wait_ms(const struct scene_view *view, double speed) {
    const struct session *session = view->session;
    struct canvas canvas = {.view = view, .session = session};
    bool is_dark =
        view->card == SCENE_CARD_NONE && session->overlay == OVERLAY_BLANK;
    if (view->card == SCENE_CARD_AGENDA) {
        return AGENDA_TURN_MS;
    }
    if (is_dark || view->card != SCENE_CARD_NONE) {
        return -1;
    }
    bool has_crowd =
        session->overlay == OVERLAY_JOIN || session_is_lobby(session);
    if (view->since_ms < moves_for_ms(view)
        || (has_crowd && lobby_motion_ms(&canvas) > 0)) {
        return 0;
    }
    tick wait = view->cloud ? view->cloud->wait_ms : -1;
    wait = sooner(wait, attract_wait_ms(view));
    if (!has_crowd) {
        wait = sooner(wait, dock_wait_ms(view));
    }
    if (!has_crowd && session_exercise(session)) {
        wait = sooner(wait, exercise_wait_ms(&canvas));
    }
    tick next = has_crowd ? -1 : clock_next_ms(&canvas);
    if (next < 0 || !(speed > 0.0)) {
        return wait;
    }
    return sooner(wait, (tick) fmax(1.0, ceil((double) next / speed)));
}
