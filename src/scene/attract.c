// The attract loop: while nobody comes and nothing is touched, the lobby asks
// the deck's questions, a card each. How to join stays where it is and as it
// is; only the words in the title's place change.
#include "scene/parts.h"

#define GAP_U 1.5f // between the title and the question

static bool
is_question(const struct exercise *exercise) {
    bool is_asked = false;
    for (unsigned i = 0; i < exercise->phase_count; i++) {
        is_asked = is_asked || exercise->phases[i].is_open;
    }
    return is_asked && exercise->prompt[0] && exercise->again < 0;
}

static bool
waits_in_lobby(const struct scene_view *view) {
    return view->session && view->card == SCENE_CARD_NONE
           && view->session->overlay == OVERLAY_NONE
           && session_is_lobby(view->session);
}

static tick
card_ms(const struct scene_view *view) {
    return (view->idle_ms - SCENE_ATTRACT_MS) % SCENE_ATTRACT_CARD_MS;
}

// The question of the present card, or of the first to come. NULL: none.
static const char *
question_of(const struct scene_view *view) {
    const struct deck *deck = view->session->deck;
    tick since_ms = view->idle_ms - SCENE_ATTRACT_MS;
    tick card = since_ms > 0 ? since_ms / SCENE_ATTRACT_CARD_MS : 0;
    tick count = 0;
    for (unsigned i = 0; i < deck->exercise_count; i++) {
        count += is_question(&deck->exercises[i]);
    }
    tick at = count > 0 ? card % count : -1;
    for (unsigned i = 0; i < deck->exercise_count; i++) {
        if (is_question(&deck->exercises[i]) && at-- == 0) {
            return deck->exercises[i].prompt;
        }
    }
    return NULL;
}

bool
attract_is_on(const struct scene_view *view) {
    return waits_in_lobby(view) && view->idle_ms >= SCENE_ATTRACT_MS
           && question_of(view) != NULL;
}

// Of its lines at its least size, however many.
static float
height_of(const struct canvas *canvas, struct style style, const char *text,
          float width) {
    style.size = style.size_min;
    style.line_max = FIT_LINE_MAX;
    return canvas_height(canvas, &style, text, width, 1e6f);
}

// Nothing is cut: the title is left out where it would be, or where it would
// leave the question too little.
static bool
has_room(const struct canvas *canvas, const struct style *title,
         const char *name, const struct style *question, struct box box) {
    float lines = (float) title->line_max + 0.5f;
    float title_h = height_of(canvas, *title, name, box.w);
    float question_h =
        height_of(canvas, *question, question_of(canvas->view), box.w);
    float most = (float) title->line_max * 1.2f * title->size;
    return title_h < lines * 1.15f * title->size_min
           && most + GAP_U * canvas->u + question_h <= box.h;
}

bool
attract_draw(const struct canvas *canvas, struct box box, float *out_below) {
    const struct scene_view *view = canvas->view;
    struct style title = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
    struct style question = {FONT_VALUE,
                             canvas_type(canvas, TYPE_DISPLAY),
                             canvas_type(canvas, TYPE_MIN),
                             canvas->theme->text,
                             FIT_LINE_MAX,
                             ALIGN_LEFT};
    if (height_of(canvas, question, question_of(view), box.w) > box.h) {
        return false;
    }
    const char *name = view->session->deck->title;
    if (has_room(canvas, &title, name, &question, box)) {
        float below = canvas_top(canvas, &title, name, box) + GAP_U * canvas->u;
        box.h -= below - box.y;
        box.y = below;
    }
    drawing_group(canvas->out, "question");
    if (!view->is_motion_reduced) {
        canvas->out->alpha = motion_at(MOTION_SCENE, card_ms(view));
    }
    *out_below = canvas_top(canvas, &question, question_of(view), box);
    canvas->out->alpha = 1.0f;
    return true;
}

tick
attract_wait_ms(const struct scene_view *view) {
    if (!waits_in_lobby(view) || question_of(view) == NULL) {
        return -1;
    }
    if (view->idle_ms < SCENE_ATTRACT_MS) {
        return SCENE_ATTRACT_MS - view->idle_ms;
    }
    bool is_fading =
        !view->is_motion_reduced && card_ms(view) < motion_length(MOTION_SCENE);
    return is_fading ? 0 : SCENE_ATTRACT_CARD_MS - card_ms(view);
}
