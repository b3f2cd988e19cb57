// The set-up screen: what was kept is taken at the start, and what is chosen
// now is shown at once and kept for the next time. What the command line says
// is stronger than what was kept.
#include "base/log.h"
#include "kiosk/app.h"
#include <stdio.h>

#define LOG_AREA "kiosk"

void
setup_read(struct app *app) {
    const struct kiosk_options *options = app->options;
    struct look kept = {options->theme, options->room_scale};
    struct fault ignored = {0}; // said by who opens the journal there
    if (kiosk_data_dir(options->data_dir, app->data_dir, sizeof app->data_dir,
                       &ignored)
        && !look_read(app->data_dir, &kept, &app->look_fault)) {
        log_warn("%s", app->look_fault.text);
    }
    app->look = kept;
    if (options->is_theme_given) {
        app->look.theme = options->theme;
    }
    if (options->is_room_given) {
        app->look.room_scale = options->room_scale;
    }
}

void
setup_open(struct app *app) {
    app->look_before = app->look;
    app->card = SCENE_CARD_SETUP;
}

void
setup_close(struct app *app) {
    app->look = app->look_before;
    app->card = SCENE_CARD_NONE;
}

void
setup_take(struct app *app, const struct stage_input *key) {
    switch (look_press(&app->look, key)) {
        case LOOK_KEEP:
            app->card = SCENE_CARD_NONE;
            app->look_fault.text[0] = '\0';
            if (!look_write(app->data_dir, &app->look, &app->look_fault)) {
                log_error("%s", app->look_fault.text);
            }
            break;
        case LOOK_LEAVE:
            setup_close(app);
            break;
        default:
            break;
    }
}

int
kiosk_setup(const struct kiosk_options *options) {
    struct app app = {.options = options};
    struct fault fault = {0};
    bool is_started = kiosk_data_dir(options->data_dir, app.data_dir,
                                     sizeof app.data_dir, &fault)
                      && app_start_stage(&app, &fault);
    if (is_started && app.stage == NULL) {
        is_started =
            fault_set(&fault, "There is no screen to set up. Without one, "
                              "start with --theme and --room.");
    }
    if (is_started) {
        app.look_fault.text[0] = '\0'; // what was wrong is made anew
        show_setup(&app);
        fault = app.look_fault;
    }
    app_stop(&app);
    if (fault.text[0] != '\0') {
        fprintf(stderr, "dent: %s\n", fault.text);
        return 1;
    }
    return 0;
}
