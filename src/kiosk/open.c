// Which session this run holds: an unfinished one from the journal, or a new
// one of the deck that was asked for.
#include "base/log.h"
#include "base/random.h"
#include "kiosk/app.h"
#include "session/records.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOG_AREA "kiosk"

bool
kiosk_data_dir(const char *given, char *out, size_t out_size,
               struct fault *fault) {
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    int size = -1;
    if (given != NULL) {
        size = snprintf(out, out_size, "%s", given);
    } else if (data != NULL && data[0] == '/') {
        size = snprintf(out, out_size, "%s/dent", data);
    } else if (home != NULL && home[0] == '/') {
        size = snprintf(out, out_size, "%s/.local/share/dent", home);
    }
    if (size < 0) {
        return fault_set(fault, "There is no HOME and no XDG_DATA_HOME: name "
                                "the folder for sessions with --data.");
    }
    if (size == 0 || (size_t) size >= out_size) {
        return fault_set(fault, "The name of the data folder is too long: "
                                "name another with --data.");
    }
    return true;
}

static bool
open_journal(struct app *app, struct fault *fault) {
    if (!kiosk_data_dir(app->options->data_dir, app->data_dir,
                        sizeof app->data_dir, fault)) {
        return false;
    }
    app->journal = journal_open(app->data_dir, &app->notice, fault);
    if (app->journal != NULL && app->notice.text[0] != '\0') {
        log_warn("%s", app->notice.text);
    }
    return app->journal != NULL;
}

static bool
begin_session(struct app *app, struct fault *fault) {
    struct deck *deck = deck_open(app->options->deck, fault);
    if (deck == NULL) {
        return false;
    }
    struct journal_session about;
    memset(&about, 0, sizeof about);
    about.started_utc_ms = wall_now_ms(NULL);
    about.is_rehearsal = app->options->rehearse > 0;
    text_copy(about.title, sizeof about.title, deck->title);
    text_copy(about.deck, sizeof about.deck, deck->id);
    struct text body = {0};
    event_write_opened(deck, about.is_rehearsal, app->options->speed, &body);
    random_bytes(app->secret, sizeof app->secret);
    bool is_begun = journal_begin(app->journal, &about, text_string(&body),
                                  app->secret, fault);
    text_copy(app->session_id, sizeof app->session_id, about.id);
    text_finish(&body);
    deck_destroy(deck);
    return is_begun;
}

// The newest session in which anything happened.
struct newest {
    struct journal_session about;
    bool is_found;
};

static void
take_newest(void *data, const struct journal_session *session) {
    struct newest *newest = data;
    if (!newest->is_found && session->record_count > 1) {
        newest->about = *session;
        newest->is_found = true;
    }
}

// It ended just before the program did, which had no time to forget.
static void
forget_ended(struct app *app, const char *session_id) {
    struct fault ignored = {0};
    if (journal_resume(app->journal, session_id, app->secret, &app->has_secret,
                       &ignored)) {
        app_forget_secret(app);
    }
}

// The newest session, when it is unfinished and somebody was in it.
static bool
find_unfinished(struct app *app, struct session_copy *out) {
    struct fault ignored = {0};
    struct newest newest = {0};
    if (!journal_list(app->journal, take_newest, &newest) || !newest.is_found
        || newest.about.is_closed) {
        return false;
    }
    if (!session_read(app->journal, newest.about.id, out, &ignored)) {
        log_warn("the last session cannot be gone on with: %s", ignored.text);
        return false;
    }
    if (out->session->is_ended) {
        session_copy_finish(out);
        forget_ended(app, newest.about.id);
        return false;
    }
    return true;
}

static bool
may_go_on(struct app *app, const struct session_copy *copy) {
    if (app->options->is_autopilot && !copy->about.is_rehearsal) {
        return true; // nobody is there to ask
    }
    if (app->stage != NULL) {
        return show_resume(app, copy);
    }
    printf("The session %s (%s) is unfinished. To go on with it, start with "
           "--resume last. A new one begins now.\n",
           copy->about.id, copy->about.title);
    return false;
}

// Writes the id of the session to go on with, or "" for a new one.
static bool
choose_session(struct app *app, struct fault *fault) {
    const char *resume = app->options->resume;
    struct journal_session about;
    if (app->session_id[0] != '\0') {
        return true; // begun again after the journal broke
    }
    if (resume != NULL && strcmp(resume, "last") != 0) {
        if (!journal_find(app->journal, resume, &about, fault)) {
            return false;
        }
        if (about.is_closed) {
            return fault_set(fault,
                             "The session %s is closed for good. Its results "
                             "are had with: dent export %s --to DIR",
                             about.id, about.id);
        }
        text_copy(app->session_id, sizeof app->session_id, about.id);
        return true;
    }
    struct session_copy copy = {0};
    if (!find_unfinished(app, &copy)) {
        if (resume != NULL) {
            log_info("no session is unfinished; a new one begins");
        }
        return true;
    }
    if (resume != NULL || may_go_on(app, &copy)) {
        text_copy(app->session_id, sizeof app->session_id, copy.about.id);
    }
    session_copy_finish(&copy);
    return true;
}

static void
start_clock(struct app *app) {
    app->clock.base_ms = app->copy.session->now_ms;
    app->clock.started_at = tick_now();
    app->clock.speed = app->options->speed;
}

bool
open_session(struct app *app, struct fault *fault) {
    if (!open_journal(app, fault) || !choose_session(app, fault)) {
        return false;
    }
    if (app->is_done) { // told to stop while asking
        return true;
    }
    if (app->session_id[0] == '\0' && !begin_session(app, fault)) {
        return false;
    }
    // Each thread folds the same records into a session of its own.
    if (!journal_resume(app->journal, app->session_id, app->secret,
                        &app->has_secret, fault)
        || !session_read(app->journal, app->session_id, &app->copy, fault)
        || !session_read(app->journal, app->session_id, &app->room_copy,
                         fault)) {
        return false;
    }
    if (app->copy.session->is_ended) {
        app_forget_secret(app);
    }
    start_clock(app);
    return true;
}
