// The main thread's turn: records in, intents out, a picture, a rest.
#include "base/log.h"
#include "kiosk/app.h"
#include "session/records.h"
#include "session/session_clock.h"
#include <string.h>

#define LOG_AREA "kiosk"

// Between two pictures while something moves.
#define FRAME_MS 15
// Simulated guests act at most so often in one turn.
#define REHEARSAL_BURST 64
// A run on autopilot without a display leaves so long after the end.
#define LEAVE_AFTER_MS 1500
// The stage says that the journal broke for so long before the restart.
#define RESTART_AFTER_MS 3000

bool
app_propose(struct app *app, const struct event *event) {
    const struct record *record = session_propose(
        event, app->copy.session, NULL, 0, app->reader, &app->proposal);
    return journal_propose(app->journal, record);
}

void
app_forget_secret(struct app *app) {
    if (app->has_secret) {
        (void) journal_forget_secret(app->journal); // else the next start does
        explicit_bzero(app->secret, sizeof app->secret);
        explicit_bzero(app->rehearsal.secret, sizeof app->rehearsal.secret);
        app->has_secret = false;
    }
}

enum verdict
app_intend(struct app *app, struct intent *intent) {
    intent->t_ms = session_clock_now(&app->clock);
    enum verdict verdict =
        session_decide(app->copy.session, intent, app->event);
    if (verdict == VERDICT_OK) {
        (void) app_propose(app, app->event); // full: asked again by who cares
    }
    return verdict;
}

static void
take_kept(struct app *app, const struct record *record) {
    struct session *session = app->copy.session;
    uint32_t moves = session->move_count;
    uint32_t joined = session->joined;
    if (!event_read(record, app->copy.session, app->event)) {
        return;
    }
    (void) session_apply(session, app->event);
    if (session->move_count != moves) {
        app->moved_at = tick_now();
        keys_card_is_past(app); // led on from a phone
    }
    if (session->joined > joined) {
        app->joined_at = tick_now();
        arrivals_take(&app->arrivals, session->joined - joined, tick_now());
    }
    if (app->is_full_disk) {
        app->is_full_disk = false;
        app->notice.text[0] = '\0';
    }
    if (session->is_ended && app->has_secret) {
        app_forget_secret(app);
        app->ended_at = tick_now();
    }
    app->is_dirty = app->is_dirty || app->event->type != EVENT_TICKED;
}

static void
take_message(void *data, const void *message, size_t size) {
    struct app *app = data;
    if (size == 1) { // from the stopper
        app->is_done = true;
        return;
    }
    const struct record *record = message;
    switch (record->fate) {
        case RECORD_KEPT:
            take_kept(app, record);
            break;
        case RECORD_NO_SPACE:
            app->is_full_disk = true;
            app->is_dirty = true;
            (void) fault_set(&app->notice,
                             "The disk is full: votes cannot be kept. Delete "
                             "something; phones send again by themselves.");
            break;
        default:
            break; // repeated: had before; refused: journal_is_broken says so
    }
}

static void
watch_journal(struct app *app) {
    if (!journal_is_broken(app->journal) || app->is_restart_due) {
        return;
    }
    log_error("the disk refused a write; starting again from what is kept");
    show_sentence(app,
                  "The disk refused a write. Dent starts again from what is "
                  "kept; nobody loses an answer.",
                  RESTART_AFTER_MS);
    app->is_restart_due = true;
}

static void
act(struct app *app) {
    struct session *session = app->copy.session;
    tick now_ms = session_clock_now(&app->clock);
    struct intent intent;
    if (conductor_step(&app->conductor, session, now_ms, tick_now(), &intent)) {
        (void) app_intend(app, &intent);
    }
    chimes_step(app);
    app->is_dirty = arrivals_step(&app->arrivals, tick_now()) || app->is_dirty;
    for (int i = 0; app->rehearsal.count > 0 && i < REHEARSAL_BURST; i++) {
        if (!rehearsal_step(&app->rehearsal, session, now_ms, app->event)) {
            break;
        }
        (void) app_propose(app, app->event);
    }
    if (app->stage == NULL && app->options->is_autopilot && session->is_ended
        && tick_now() - app->ended_at > LEAVE_AFTER_MS) {
        app->is_done = true;
    }
}

static tick
sooner(tick a, tick b) {
    if (a < 0 || b < 0) {
        return a < 0 ? b : a;
    }
    return a < b ? a : b;
}

static tick
rest_ms(const struct app *app) {
    if (app->is_done || app->is_restart_due) {
        return 0;
    }
    const struct session *session = app->copy.session;
    tick now_ms = session_clock_now(&app->clock);
    tick rest = conductor_wait_ms(&app->conductor, session, now_ms);
    if (app->rehearsal.count > 0) {
        tick wait = rehearsal_wait_ms(&app->rehearsal, session, now_ms);
        if (wait >= 0) {
            wait = 1 + (tick) ((double) wait / app->clock.speed);
        }
        rest = sooner(rest, wait);
    }
    if (session->is_ended && app->stage == NULL) {
        rest = sooner(rest, LEAVE_AFTER_MS);
    }
    if (app->stage != NULL) {
        bool is_held = app->end_pressed_at != 0 || app->quit_pressed_at != 0;
        tick show = app->is_dirty || is_held ? 0 : show_wait_ms(app);
        if (show >= 0) {
            tick passed = tick_now() - app->painted_at;
            show = show + passed < FRAME_MS ? FRAME_MS - passed : show;
        }
        rest = sooner(sooner(rest, show), chimes_wait_ms(app));
    }
    return rest;
}

static void
end_session(struct app *app) {
    struct intent intent = {.type = INTENT_END,
                            .after = app->copy.session->move_count};
    (void) app_intend(app, &intent); // refused: somebody was faster
}

// A session that has come to its end is closed before the program is left, so
// that its secret does not stay behind.
static void
leave(struct app *app) {
    const struct session *session = app->copy.session;
    bool is_open = session_is_end(session) && !session->is_ended;
    if (is_open && app->leaving_at == 0) {
        app->leaving_at = tick_now();
        end_session(app);
    }
    app->is_done = !is_open || tick_now() - app->leaving_at > LEAVE_AFTER_MS;
}

// Keys that act when they have been held for long enough.
static void
watch_held(struct app *app) {
    tick now = tick_now();
    if (app->end_pressed_at != 0
        && now - app->end_pressed_at >= APP_END_HOLD_MS) {
        app->end_pressed_at = 0;
        end_session(app);
    }
    if (app->quit_pressed_at != 0 || app->leaving_at != 0) {
        app->is_dirty = true;
        if (app->leaving_at != 0
            || now - app->quit_pressed_at >= APP_QUIT_HOLD_MS) {
            leave(app);
        }
    }
}

static void
take_input(struct app *app) {
    struct stage_input input;
    tick rest = rest_ms(app);
    int timeout_ms = rest > 60000 ? 60000 : (int) rest;
    while (stage_wait(app->stage, timeout_ms, &input)) {
        if (input.kind == STAGE_INPUT_WAKE) {
            break;
        }
        keys_take(app, &input);
        timeout_ms = 0; // take what waits, then go on
    }
}

static bool
is_picture_due(const struct app *app) {
    tick since = tick_now() - app->painted_at;
    return since >= FRAME_MS && (app->is_dirty || show_wait_ms(app) == 0);
}

void
loop_run(struct app *app) {
    app->is_dirty = true;
    tick due = -1; // when the picture changes by itself
    while (true) {
        (void) inbox_drain(app->inbox, take_message, app);
        watch_journal(app);
        act(app);
        watch_held(app);
        if (app->is_done || app->is_restart_due) {
            return; // not after another rest, which may have no end
        }
        if (app->stage == NULL) {
            tick rest = rest_ms(app);
            (void) inbox_wait(app->inbox, rest > 60000 ? 60000 : (int) rest);
            continue;
        }
        if (due >= 0 && tick_now() >= due) {
            app->is_dirty = true;
        }
        if (is_picture_due(app)) {
            show_paint(app);
            tick wait = show_wait_ms(app);
            due = wait < 0 ? -1 : tick_now() + wait;
        }
        take_input(app);
    }
}
