// Starting the parts in order, and stopping them in reverse.
#include "kiosk/app.h"
#include "base/log.h"
#include "base/random.h"
#include "session/records.h"
#include "session/secret.h"
#include "session/session_clock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOG_AREA "kiosk"

// The program begins again from the journal at most so often in one run.
#define RESTART_MAX 5
// A sentence that ends the run stays on the stage for so long.
#define SENTENCE_MS 30000

// Any thread: the inbox has something.
static void
wake_stage(void *data) {
    struct app *app = data;
    if (app->stage != NULL) { // else the inbox itself is waited on
        stage_wake(app->stage);
    }
}

const char *
kiosk_display_text(enum kiosk_display display) {
    static const char *const words[] = {
        [KIOSK_DISPLAY_AUTO] = "auto",
        [KIOSK_DISPLAY_X11] = "x11",
        [KIOSK_DISPLAY_WAYLAND] = "wayland",
        [KIOSK_DISPLAY_KMSDRM] = "kmsdrm",
        [KIOSK_DISPLAY_OFFSCREEN] = "offscreen",
        [KIOSK_DISPLAY_NONE] = "none",
    };
    return words[display];
}

static bool
start_stage(struct app *app, struct fault *fault) {
    if (app->options->display == KIOSK_DISPLAY_NONE) {
        return true;
    }
    app->fonts = fonts_create(fault);
    if (app->fonts == NULL) {
        return false;
    }
    app->cloud = cloud_memory_create();
    struct stage_options options = {
        .driver = kiosk_display_text(app->options->display),
        .is_windowed = app->options->is_windowed,
        .width = 1280,
        .height = 720,
        .title = "Dent",
    };
    app->stage = stage_create(&options, app->fonts, fault);
    if (app->stage == NULL && app->options->display == KIOSK_DISPLAY_AUTO) {
        log_info("no display was found; serving phones without a stage");
        fault->text[0] = '\0';
        return true;
    }
    return app->stage != NULL;
}

static void
choose_pin(struct app *app) {
    if (app->options->pin != NULL) {
        text_copy(app->pin, sizeof app->pin, app->options->pin);
        return;
    }
    uint32_t number = 0;
    uint8_t bytes[BALLOT_KEY_SIZE];
    if (app->has_secret) { // the same after a restart, without being stored
        ballot_key(app->secret, GUEST_NOBODY, UINT16_MAX, 1, bytes);
        memcpy(&number, bytes, sizeof number);
        snprintf(app->pin, sizeof app->pin, "%06u", number % 1000000u);
        return;
    }
    do { // without favouring small numbers
        random_bytes(&number, sizeof number);
    } while (number >= 4294000000u);
    snprintf(app->pin, sizeof app->pin, "%06u", number % 1000000u);
}

static bool
start_room(struct app *app, struct fault *fault) {
    choose_pin(app);
    struct room_options options = {
        .port = app->options->port,
        .pin = app->pin,
        .journal = app->journal,
        .deck = app->room_copy.deck,
        .session = app->room_copy.session,
        .about = app->copy.about,
        .secret = app->has_secret ? app->secret : NULL,
        .clock = app->clock,
        .theme = theme_get(app->look.theme)->name,
    };
    app->room_copy.session = NULL; // the room has it now, come what may
    app->room = room_create(&options, fault);
    return app->room != NULL;
}

static void
say_where(const struct app *app) {
    printf("%s%s (session %s)\n", app->copy.about.title,
           app->copy.about.is_rehearsal ? ", a rehearsal" : "",
           app->session_id);
    printf("Phones:  http://%s/\n", room_address(app->room));
    printf("Host:    http://%s/host   PIN %s\n", room_address(app->room),
           app->pin);
    printf("Kept in: %s\n", app->data_dir);
    fflush(stdout);
}

bool
app_start_stage(struct app *app, struct fault *fault) {
    app->event = malloc(sizeof *app->event);
    app->inbox = inbox_create(APP_INBOX_MAX, wake_stage, app);
    if (app->event == NULL || app->inbox == NULL) {
        return fault_set(fault, "There is not enough memory to start.");
    }
    stopper_block();
    app->is_windowed = app->options->is_windowed;
    setup_read(app);
    if (!start_stage(app, fault)) {
        return false;
    }
    app->stopper = stopper_create(app->inbox);
    if (app->stopper == NULL) {
        return fault_set(fault, "No thread could be started.");
    }
    return true;
}

bool
app_start(struct app *app, struct fault *fault) {
    if (!app_start_stage(app, fault) || !open_session(app, fault)) {
        return false;
    }
    if (app->is_done) {
        return true;
    }
    app->reader = journal_add_reader(app->journal, app->inbox);
    if (!start_room(app, fault) || !journal_start(app->journal, fault)
        || !room_start(app->room, fault)) {
        return false;
    }
    tick now_ms = session_clock_now(&app->clock);
    conductor_init(&app->conductor, app->options->is_autopilot,
                   app->clock.speed);
    if (app->options->rehearse > 0 && app->has_secret
        && !rehearsal_init(&app->rehearsal, app->options->rehearse, app->secret,
                           now_ms)) {
        return fault_set(fault, "There is not enough memory to rehearse.");
    }
    chimes_start(app);
    app->moved_at = app->joined_at = app->touched_at = tick_now();
    say_where(app);
    return true;
}

void
app_stop(struct app *app) {
    if (app->inbox != NULL) {
        inbox_close(app->inbox); // the writer must not wait for us
    }
    room_stop(app->room);
    if (app->journal != NULL) {
        journal_stop(app->journal);
    }
    room_destroy(app->room);
    rehearsal_finish(&app->rehearsal);
    session_copy_finish(&app->room_copy);
    session_copy_finish(&app->copy);
    journal_close(app->journal);
    stopper_destroy(app->stopper);
    drawing_finish(&app->drawing);
    cloud_memory_destroy(app->cloud);
    sound_destroy(app->sound);
    stage_destroy(app->stage);
    fonts_destroy(app->fonts);
    inbox_destroy(app->inbox);
    text_finish(&app->proposal);
    free(app->event);
    explicit_bzero(app->secret, sizeof app->secret);
}

// One run from the journal's opening to its closing.
static int
run_once(const struct kiosk_options *options, char session_id[],
         bool *out_restart) {
    struct app app = {.options = options};
    struct fault fault = {0};
    text_copy(app.session_id, sizeof app.session_id, session_id);
    bool is_started = app_start(&app, &fault);
    if (is_started) {
        loop_run(&app);
    } else {
        fprintf(stderr, "dent: %s\n", fault.text);
        show_sentence(&app, fault.text, SENTENCE_MS);
    }
    *out_restart = app.is_restart_due;
    memcpy(session_id, app.session_id, sizeof app.session_id);
    app_stop(&app);
    return is_started ? 0 : 1;
}

int
kiosk_run(const struct kiosk_options *options) {
    char session_id[JOURNAL_SESSION_ID_MAX] = "";
    for (int run = 0; run <= RESTART_MAX; run++) {
        bool is_restart_due = false;
        int code = run_once(options, session_id, &is_restart_due);
        if (!is_restart_due) {
            return code;
        }
    }
    fputs("dent: The disk keeps refusing to write. What was kept is safe; "
          "put the data folder on another disk with --data.\n",
          stderr);
    return 1;
}
