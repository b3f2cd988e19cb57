#pragma once

// Inside kiosk/: all that one run holds, and the parts that work on it. Main
// thread only; what other threads need is handed to them at their start.
#include "base/fault.h"
#include "base/inbox.h"
#include "drawing/font.h"
#include "journal/journal.h"
#include "kiosk/arrivals.h"
#include "kiosk/conductor.h"
#include "kiosk/kiosk.h"
#include "kiosk/look.h"
#include "kiosk/rehearsal.h"
#include "kiosk/ringer.h"
#include "kiosk/stopper.h"
#include "room/room.h"
#include "scene/scene.h"
#include "session/records.h"
#include "session/session.h"
#include "session/session_clock.h"
#include "stage/sound.h"
#include "stage/stage.h"

#define APP_INBOX_MAX (16 * 1024 * 1024)
// How long Q is held to leave; the card fills as it passes.
#define APP_QUIT_HOLD_MS 2000
// How long "next" is held at the end to close the session for good.
#define APP_END_HOLD_MS 1200

struct app {
    const struct kiosk_options *options;
    // The parts, in the order they start; NULL until then.
    struct inbox *inbox;
    struct stopper *stopper;
    struct fonts *fonts;
    struct stage *stage; // NULL: no display
    struct journal *journal;
    struct session_copy copy;      // the main thread's session and its deck
    struct session_copy room_copy; // the room's; its session goes to the room
    struct room *room;
    // The session.
    char session_id[JOURNAL_SESSION_ID_MAX];
    char data_dir[1024];
    char pin[ROOM_PIN_SIZE];
    uint8_t secret[32];
    bool has_secret;
    struct session_clock clock;
    struct conductor conductor;
    struct rehearsal rehearsal;
    uint8_t reader; // of the journal
    struct text proposal;
    struct event *event; // scratch
    // What is heard.
    struct ringer ringer;
    struct sound *sound; // NULL: no stage, or no thread for it
    enum sound_state sound_seen;
    tick sound_remark_until; // tick_now; 0: nothing is said about it
    // The picture.
    struct drawing drawing;
    struct cloud_memory *cloud; // where the words on the wall stand
    struct fault notice;        // a sentence over everything; empty: none
    struct look look;           // in use
    struct look look_before;    // to go back to from the set-up screen
    struct fault look_fault;    // of its file; empty: none
    enum scene_card card;
    struct arrivals arrivals;
    tick moved_at, joined_at, painted_at, ended_at; // tick_now
    tick touched_at;                                // by a key or a finger
    tick quit_pressed_at;                           // 0: not held
    tick end_pressed_at;                            // 0: not held
    tick leaving_at; // 0: not leaving; else since when the end is awaited
    tick commanded_at;
    int last_command; // of keys.c, against bouncing
    bool is_windowed;
    bool is_dirty;
    bool is_full_disk;
    // How the run ends.
    bool is_done;
    bool is_restart_due; // the journal broke: begin again from what is kept
};

// app.c: start and stop, all or nothing. False: *fault says why, and
// everything that was started must still be stopped by app_stop.
bool app_start(struct app *app, struct fault *fault);
void app_stop(struct app *app);
// The first of it: what a sentence on the stage needs.
bool app_start_stage(struct app *app, struct fault *fault);

// setup.c: the set-up screen, over the lobby or alone ("dent setup").
void setup_read(struct app *app); // what was kept; options win
void setup_open(struct app *app);
void setup_take(struct app *app, const struct stage_input *key);
void setup_close(struct app *app); // as it was before

// open.c: the data folder, the journal, and the session to go on with.
bool open_session(struct app *app, struct fault *fault);

// loop.c: until app->is_done or app->is_restart_due.
void loop_run(struct app *app);
// Decides, and proposes to the journal what was decided.
enum verdict app_intend(struct app *app, struct intent *intent);
bool app_propose(struct app *app, const struct event *event);
// The session has ended: from here on nobody can tell whose a ballot was.
void app_forget_secret(struct app *app);

// show.c: the picture.
void show_paint(struct app *app);
tick show_wait_ms(const struct app *app); // 0: now, -1: never by itself
// A sentence alone on the stage until a key, or `for_ms` have passed.
void show_sentence(struct app *app, const char *sentence, tick for_ms);
// The set-up screen alone, until it is left or the run is to end.
void show_setup(struct app *app);
// Asks on the stage whether to go on with copy's session. True: go on.
bool show_resume(struct app *app, const struct session_copy *copy);

// chimes.c: what is heard.
void chimes_start(struct app *app); // after the stage and the session
void chimes_step(struct app *app);
tick chimes_wait_ms(const struct app *app); // -1: not by itself; with a stage
void chimes_switch(struct app *app);        // off and on
// A line for the host, or NULL.
const char *chimes_remark(const struct app *app);

// keys.c: what a key, pad or touch means.
void keys_take(struct app *app, const struct stage_input *input);
// The session went on under a card that is about where it stood.
void keys_card_is_past(struct app *app);
