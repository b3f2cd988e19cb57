// The picture: a view of the session for the scenes, painted by the stage.
#include "base/log.h"
#include "kiosk/app.h"
#include "session/records.h"
#include "session/session_clock.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

#define LOG_AREA "kiosk"

#define SENTENCE_TURN_MS 100
// An unfinished session is gone on with after so long without a key: the box
// may stand in an empty room after a power cut.
#define RESUME_AFTER_MS 60000

static void
view_init(const struct app *app, struct scene_view *view) {
    memset(view, 0, sizeof *view);
    int width = 0;
    int height = 0;
    stage_size(app->stage, &width, &height);
    view->theme = theme_get(app->look.theme);
    view->fonts = app->fonts;
    view->width = (float) width;
    view->height = (float) height;
    view->room_scale = app->look.room_scale;
    view->margin = app->options->margin;
    view->is_motion_reduced = app->options->is_motion_reduced;
    view->is_windowed = app->is_windowed;
    view->cloud = app->cloud;
}

static tick
latest(tick a, tick b) {
    return a > b ? a : b;
}

// Where a minute of the session is one of the day.
static int
day_minute(const struct app *app) {
    time_t seconds = time(NULL);
    struct tm parts;
    if (app->clock.speed != 1 || localtime_r(&seconds, &parts) == NULL) {
        return 0;
    }
    return 1 + parts.tm_hour * 60 + parts.tm_min;
}

static const char *
remark_of(const struct app *app) {
    const struct session *session = app->copy.session;
    if (app->card == SCENE_CARD_AGENDA) {
        return "Any key returns";
    }
    if (session_is_end(session) && !session->is_ended) {
        return "Hold Page Down to close the session for good";
    }
    if (session_is_lobby(session) && app->look_fault.text[0] != '\0') {
        return "The settings of the screen are not in order: press S";
    }
    return chimes_remark(app);
}

static void
view_session(const struct app *app, struct scene_view *view) {
    view_init(app, view);
    tick now = tick_now();
    view->session = app->copy.session;
    view->session_ms = session_clock_now(&app->clock);
    view->since_ms = now - app->moved_at;
    view->joined_since_ms = now - app->arrivals.began;
    view->fresh = app->arrivals.fresh;
    view->waiting = app->arrivals.waiting;
    view->idle_ms =
        now - latest(app->touched_at, latest(app->joined_at, app->moved_at));
    view->address = room_address(app->room);
    view->url = room_url(app->room);
    view->notice = app->notice.text[0] == '\0' ? NULL : app->notice.text;
    view->card = app->card;
    view->stage_ms = now;
    view->day_minute = day_minute(app);
    view->remark = remark_of(app);
    if (app->quit_pressed_at != 0) {
        view->quit_progress =
            (float) (now - app->quit_pressed_at) / APP_QUIT_HOLD_MS;
    }
}

void
show_paint(struct app *app) {
    struct scene_view view;
    view_session(app, &view);
    bool is_first = app->painted_at == 0;
    app->painted_at = tick_now();
    app->is_dirty = false;
    scene_draw(&view, &app->drawing);
    // Failed: said once in the log; the next change or new size paints again.
    (void) stage_paint(app->stage, &app->drawing);
    if (is_first) {
        log_info("the first picture is up");
    }
}

tick
show_wait_ms(const struct app *app) {
    struct scene_view view;
    view_session(app, &view);
    return scene_wait_ms(&view, app->clock.speed);
}

// A byte from the stopper ends the waiting, whatever is on the stage.
static void
take_stop(void *data, const void *message, size_t size) {
    struct app *app = data;
    (void) message; // records cannot come before the journal is started
    app->is_done = app->is_done || size == 1;
}

// Paints a view that stands still and waits for a key. Returns it in *out, or
// a NONE kind when `for_ms` have passed (0: no limit) or the run is to end.
static void
show_and_wait(struct app *app, struct scene_view *view, tick for_ms,
              struct stage_input *out) {
    tick began = tick_now();
    bool is_painted = false;
    memset(out, 0, sizeof *out);
    while (!app->is_done && (for_ms == 0 || tick_now() - began < for_ms)) {
        if (!is_painted) {
            int width = 0;
            int height = 0;
            stage_size(app->stage, &width, &height);
            view->width = (float) width;
            view->height = (float) height;
            scene_draw(view, &app->drawing);
            is_painted = stage_paint(app->stage, &app->drawing);
        }
        if (stage_wait(app->stage, SENTENCE_TURN_MS, out)) {
            is_painted = is_painted && out->kind != STAGE_INPUT_SIZE;
            if (out->kind == STAGE_INPUT_KEY || out->kind == STAGE_INPUT_QUIT) {
                return;
            }
        }
        (void) inbox_drain(app->inbox, take_stop, app);
    }
    out->kind = STAGE_INPUT_NONE;
}

void
show_sentence(struct app *app, const char *sentence, tick for_ms) {
    if (app->stage == NULL) {
        return;
    }
    struct scene_view view;
    struct stage_input input;
    view_init(app, &view);
    view.session = app->copy.session;
    view.notice = sentence;
    view.since_ms = view.joined_since_ms = for_ms;
    if (view.session != NULL) {
        view.session_ms = view.session->now_ms;
    }
    show_and_wait(app, &view, for_ms, &input);
}

static void
say_where(const struct session *session, char *out, size_t size) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        snprintf(out, size, "%s",
                 session_is_lobby(session) ? "In the lobby" : "At the end");
        return;
    }
    tick left_s = (session_left_ms(session, session->now_ms) + 999) / 1000;
    int at = session->place.exercise + 1;
    int of = session->deck->exercise_count;
    if (left_s > 0) {
        snprintf(out, size, "Exercise %d of %d, %d:%02d left", at, of,
                 (int) (left_s / 60), (int) (left_s % 60));
    } else {
        snprintf(out, size, "Exercise %d of %d", at, of);
    }
}

// An old session is not gone on with by mistake where its day is seen.
static void
say_when(int64_t started_utc_ms, char *out, size_t size) {
    time_t seconds = (time_t) (started_utc_ms / 1000);
    struct tm parts;
    if (localtime_r(&seconds, &parts) == NULL
        || strftime(out, size, ", begun %Y-%m-%d %H:%M", &parts) == 0) {
        out[0] = '\0';
    }
}

enum resume_answer {
    RESUME_UNSAID,
    RESUME_GO_ON,
    RESUME_BEGIN_NEW,
};

static enum resume_answer
resume_answer(const struct stage_input *input) {
    if (input->kind != STAGE_INPUT_KEY) {
        return RESUME_UNSAID;
    }
    switch (input->key) {
        case STAGE_KEY_PAGE_DOWN:
        case STAGE_KEY_RIGHT:
        case STAGE_KEY_SPACE:
        case STAGE_KEY_ENTER:
        case STAGE_KEY_PAD_A:
            return RESUME_GO_ON;
        case STAGE_KEY_PAGE_UP:
        case STAGE_KEY_LEFT:
        case STAGE_KEY_BACKSPACE:
        case STAGE_KEY_PAD_B:
            return RESUME_BEGIN_NEW;
        default:
            return RESUME_UNSAID;
    }
}

bool
show_resume(struct app *app, const struct session_copy *copy) {
    char where[96], when[48], remark[64];
    struct scene_view view;
    say_where(copy->session, where, sizeof where);
    say_when(copy->about.started_utc_ms, when, sizeof when);
    size_t used = strlen(where);
    snprintf(where + used, sizeof where - used, "%s", when);
    view_init(app, &view);
    view.session = copy->session;
    view.session_ms = copy->session->now_ms;
    view.since_ms = view.joined_since_ms = RESUME_AFTER_MS;
    view.card = SCENE_CARD_RESUME;
    view.resume.title = copy->about.title;
    view.resume.where = where;
    view.remark = remark;
    enum resume_answer answer = RESUME_UNSAID;
    tick left_ms = RESUME_AFTER_MS;
    tick until = tick_now() + left_ms;
    while (!app->is_done && left_ms > 0 && answer == RESUME_UNSAID) {
        struct stage_input input;
        snprintf(remark, sizeof remark, "Goes on by itself in %d s",
                 (int) (left_ms / 1000) + 1);
        show_and_wait(app, &view, left_ms % 1000 + 1, &input);
        app->is_done = app->is_done || input.kind == STAGE_INPUT_QUIT;
        answer = resume_answer(&input);
        left_ms = until - tick_now();
    }
    return !app->is_done && answer != RESUME_BEGIN_NEW;
}

void
show_setup(struct app *app) {
    setup_open(app);
    while (!app->is_done && app->card == SCENE_CARD_SETUP) {
        struct scene_view view;
        struct stage_input input;
        view_init(app, &view);
        view.card = app->card;
        show_and_wait(app, &view, 0, &input);
        app->is_done = app->is_done || input.kind == STAGE_INPUT_QUIT;
        if (input.kind == STAGE_INPUT_KEY && !input.is_repeat) {
            setup_take(app, &input);
        }
    }
}
