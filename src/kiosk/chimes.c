// What is heard, and what the host is told about it: the ringer decides, the
// sound plays. Only where there is a stage: each chime says what can be seen
// at the same moment.
#include "kiosk/app.h"
#include "session/session_clock.h"

// How long the host is told that the sound was switched, or is missing.
#define REMARK_MS 5000

// Any thread: the state of the sound has changed.
static void
wake_stage(void *data) {
    stage_wake(data);
}

void
chimes_start(struct app *app) {
    ringer_init(&app->ringer, app->clock.speed);
    if (app->stage == NULL) {
        return;
    }
    struct sound_options options = {.is_muted = app->options->is_muted,
                                    .on_state = wake_stage,
                                    .data = app->stage};
    app->sound = sound_create(&options); // NULL: logged; nothing is heard
    app->sound_seen = sound_state(app->sound);
}

static void
remark_begin(struct app *app) {
    app->sound_remark_until = tick_now() + REMARK_MS;
    app->is_dirty = true;
}

void
chimes_step(struct app *app) {
    tick now = tick_now();
    const struct session *session = app->copy.session;
    if (app->stage == NULL) {
        return;
    }
    enum chime chime =
        ringer_step(&app->ringer, session, session_clock_now(&app->clock), now);
    sound_play(app->sound, chime);
    enum sound_state state = sound_state(app->sound);
    bool was_missing = app->sound_seen == SOUND_MISSING;
    app->sound_seen = state;
    if ((state == SOUND_MISSING) != was_missing) {
        remark_begin(app);
    }
    if (app->sound_remark_until != 0 && now >= app->sound_remark_until) {
        app->sound_remark_until = 0;
        app->is_dirty = true;
    }
}

tick
chimes_wait_ms(const struct app *app) {
    tick wait = ringer_wait_ms(&app->ringer, app->copy.session,
                               session_clock_now(&app->clock));
    if (app->sound_remark_until != 0) {
        tick left = app->sound_remark_until - tick_now();
        left = left > 0 ? left : 0;
        wait = wait < 0 || left < wait ? left : wait;
    }
    return wait;
}

void
chimes_switch(struct app *app) {
    sound_mute(app->sound, !sound_is_muted(app->sound));
    remark_begin(app);
}

const char *
chimes_remark(const struct app *app) {
    bool is_fresh = app->sound_remark_until != 0;
    bool is_lobby = session_is_lobby(app->copy.session); // where one sets up
    if (!is_fresh && !is_lobby) {
        return NULL;
    }
    if (app->sound_seen == SOUND_MISSING) {
        return "No sound: no loudspeaker can be used";
    }
    if (sound_is_muted(app->sound)) {
        return "Sound off (M: on)";
    }
    return is_fresh ? "Sound on" : NULL;
}
