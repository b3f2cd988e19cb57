// Keys, clickers, gamepads and touch as the host's commands (DISPLAY.md 8).
// PageDown alone can run a whole session; Escape never leaves.
#include "kiosk/app.h"

// A second press sooner than this is the same press.
#define DEBOUNCE_MS 250

enum command {
    COMMAND_NONE,
    COMMAND_NEXT,
    COMMAND_BACK,
    COMMAND_RESTART,
    COMMAND_PAUSE,
    COMMAND_MORE,      // a minute
    COMMAND_LESS,      // a minute
    COMMAND_MORE_HALF, // half a minute
    COMMAND_BLANK,
    COMMAND_JOIN,
    COMMAND_SOUND,
    COMMAND_AGENDA,
    COMMAND_SETUP,
    COMMAND_HELP,
    COMMAND_WINDOW,
    COMMAND_QUIT, // while held
};

struct key_row {
    enum stage_key key;
    uint32_t character;
    enum command command;
};

static const struct key_row rows[] = {
    {STAGE_KEY_PAGE_DOWN, 0, COMMAND_NEXT},
    {STAGE_KEY_RIGHT, 0, COMMAND_NEXT},
    {STAGE_KEY_SPACE, 0, COMMAND_NEXT},
    {STAGE_KEY_PAD_A, 0, COMMAND_NEXT},
    {STAGE_KEY_CHARACTER, 'n', COMMAND_NEXT},
    {STAGE_KEY_PAGE_UP, 0, COMMAND_BACK},
    {STAGE_KEY_LEFT, 0, COMMAND_BACK},
    {STAGE_KEY_BACKSPACE, 0, COMMAND_BACK},
    {STAGE_KEY_PAD_B, 0, COMMAND_BACK},
    {STAGE_KEY_CHARACTER, 'p', COMMAND_BACK},
    {STAGE_KEY_F5, 0, COMMAND_RESTART},
    {STAGE_KEY_CHARACTER, 'r', COMMAND_RESTART},
    {STAGE_KEY_ESCAPE, 0, COMMAND_PAUSE},
    {STAGE_KEY_PAD_START, 0, COMMAND_PAUSE},
    {STAGE_KEY_UP, 0, COMMAND_MORE},
    {STAGE_KEY_CHARACTER, '+', COMMAND_MORE},
    {STAGE_KEY_CHARACTER, '=', COMMAND_MORE},
    {STAGE_KEY_DOWN, 0, COMMAND_LESS},
    {STAGE_KEY_CHARACTER, '-', COMMAND_LESS},
    {STAGE_KEY_CHARACTER, 't', COMMAND_MORE_HALF},
    {STAGE_KEY_CHARACTER, 'b', COMMAND_BLANK},
    {STAGE_KEY_CHARACTER, '.', COMMAND_BLANK},
    {STAGE_KEY_PAD_BACK, 0, COMMAND_BLANK},
    {STAGE_KEY_CHARACTER, 'j', COMMAND_JOIN},
    {STAGE_KEY_PAD_Y, 0, COMMAND_JOIN},
    {STAGE_KEY_CHARACTER, 'm', COMMAND_SOUND},
    {STAGE_KEY_CHARACTER, 'a', COMMAND_AGENDA},
    {STAGE_KEY_CHARACTER, 's', COMMAND_SETUP},
    {STAGE_KEY_F1, 0, COMMAND_HELP},
    {STAGE_KEY_CHARACTER, '?', COMMAND_HELP},
    {STAGE_KEY_F11, 0, COMMAND_WINDOW},
    {STAGE_KEY_CHARACTER, 'q', COMMAND_QUIT},
};

static enum command
command_of(const struct stage_input *input) {
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key == input->key
            && (rows[i].key != STAGE_KEY_CHARACTER
                || rows[i].character == input->character)) {
            return rows[i].command;
        }
    }
    return COMMAND_NONE;
}

static void
intend(struct app *app, enum intent_type type, tick delta_ms) {
    struct intent intent = {.type = type,
                            .after = app->copy.session->move_count,
                            .delta_ms = delta_ms};
    (void) app_intend(app, &intent); // what cannot be done here does nothing
}

static void
overlay(struct app *app, enum overlay show) {
    if (app->copy.session->overlay == show) {
        show = OVERLAY_NONE; // the same key again takes it away
    }
    struct intent intent = {
        .type = INTENT_OVERLAY, .after = AFTER_ANY, .show = show};
    (void) app_intend(app, &intent);
}

static void
toggle_window(struct app *app) {
    app->is_windowed = !app->is_windowed;
    stage_set_windowed(app->stage, app->is_windowed);
}

// At the end "next" closes the session for good, so there it is held.
static void
go_on(struct app *app) {
    const struct session *session = app->copy.session;
    if (!session_is_end(session)) {
        intend(app, INTENT_NEXT, 0);
    } else if (!session->is_ended) {
        app->end_pressed_at = tick_now();
    }
}

static void
command_do(struct app *app, enum command command) {
    const struct session *session = app->copy.session;
    switch (command) {
        case COMMAND_NEXT:
            go_on(app);
            break;
        case COMMAND_BACK:
            intend(app, INTENT_BACK, 0);
            break;
        case COMMAND_RESTART:
            intend(app, INTENT_RESTART, 0);
            break;
        case COMMAND_PAUSE:
            intend(app, session->is_paused ? INTENT_RESUME : INTENT_PAUSE, 0);
            break;
        case COMMAND_MORE:
            intend(app, INTENT_MORE, 60000);
            break;
        case COMMAND_LESS:
            intend(app, INTENT_MORE, -60000);
            break;
        case COMMAND_MORE_HALF:
            intend(app, INTENT_MORE, 30000);
            break;
        case COMMAND_BLANK:
            overlay(app, OVERLAY_BLANK);
            break;
        case COMMAND_JOIN:
            overlay(app, OVERLAY_JOIN);
            break;
        case COMMAND_SOUND:
            chimes_switch(app);
            break;
        case COMMAND_AGENDA:
            app->card = SCENE_CARD_AGENDA;
            break;
        case COMMAND_SETUP:
            if (session_is_lobby(session)) {
                setup_open(app);
            }
            break;
        case COMMAND_HELP:
            app->card = SCENE_CARD_HELP;
            break;
        case COMMAND_WINDOW:
            toggle_window(app);
            break;
        case COMMAND_QUIT:
            app->card = SCENE_CARD_QUIT;
            app->quit_pressed_at = tick_now();
            break;
        default:
            break;
    }
}

static void
take_key(struct app *app, const struct stage_input *input) {
    if (input->is_repeat) {
        return;
    }
    enum command command = command_of(input);
    tick now = tick_now();
    if (command != COMMAND_NONE && (int) command == app->last_command
        && now - app->commanded_at < DEBOUNCE_MS) {
        return;
    }
    app->last_command = (int) command;
    app->commanded_at = now;
    if (app->card == SCENE_CARD_SETUP) {
        setup_take(app, input);
        return;
    }
    if (app->card != SCENE_CARD_NONE && command != COMMAND_QUIT) {
        app->card = SCENE_CARD_NONE; // any key closes a card
        return;
    }
    if (app->copy.session->overlay == OVERLAY_BLANK
        && command != COMMAND_QUIT) {
        overlay(app, OVERLAY_BLANK); // any key brings the picture back
        return;
    }
    command_do(app, command);
}

// On a full screen the right third goes on and the left third goes back; in a
// window a click may only mean to bring it to the front.
static void
take_touch(struct app *app, const struct stage_input *input) {
    int width = 0;
    int height = 0;
    stage_size(app->stage, &width, &height);
    if (app->is_windowed || width <= 0) {
        return;
    }
    struct stage_input key = {.kind = STAGE_INPUT_KEY};
    float part = input->x / (float) width;
    key.key = part > 0.67f   ? STAGE_KEY_PAGE_DOWN
              : part < 0.33f ? STAGE_KEY_PAGE_UP
                             : STAGE_KEY_NONE;
    take_key(app, &key);
    app->end_pressed_at = 0; // nobody says when a finger is lifted
}

void
keys_card_is_past(struct app *app) {
    if (app->card == SCENE_CARD_SETUP) {
        setup_close(app);
    } else if (app->card == SCENE_CARD_AGENDA) {
        app->card = SCENE_CARD_NONE;
    }
}

void
keys_take(struct app *app, const struct stage_input *input) {
    app->is_dirty = true;
    if (input->kind != STAGE_INPUT_SIZE) {
        app->touched_at = tick_now();
    }
    switch (input->kind) {
        case STAGE_INPUT_KEY:
            take_key(app, input);
            break;
        case STAGE_INPUT_RELEASE:
            app->end_pressed_at = 0;
            if (command_of(input) == COMMAND_QUIT) {
                app->quit_pressed_at = 0;
                app->card =
                    app->card == SCENE_CARD_QUIT ? SCENE_CARD_NONE : app->card;
            }
            break;
        case STAGE_INPUT_TOUCH:
            take_touch(app, input);
            break;
        case STAGE_INPUT_QUIT:
            if (app->is_windowed) {
                app->is_done = true; // a window may be closed
            } else {
                keys_card_is_past(app);
                app->card = SCENE_CARD_QUIT; // says how to leave
            }
            break;
        default:
            break; // a new size: painting again is all
    }
}
