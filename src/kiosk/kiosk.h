#pragma once

// The running program: a session from its start to its end, with the room,
// the journal and, where there is a display, the stage.
#include "base/fault.h"
#include "base/tick.h"
#include "drawing/theme.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kiosk_display {
    KIOSK_DISPLAY_AUTO, // a window where one can be had, else none
    KIOSK_DISPLAY_X11,
    KIOSK_DISPLAY_WAYLAND,
    KIOSK_DISPLAY_KMSDRM,
    KIOSK_DISPLAY_OFFSCREEN, // a stage that nobody sees, for measuring
    KIOSK_DISPLAY_NONE,
    KIOSK_DISPLAY_COUNT,
};

// The word as the command line and SDL say it: "x11". Never NULL.
const char *kiosk_display_text(enum kiosk_display display);

#define KIOSK_REHEARSE_MAX 2000 // simulated guests

struct kiosk_options {
    const char *deck;     // a built-in deck's name, or a path
    const char *data_dir; // NULL: the XDG data folder
    const char *resume;   // a session's id, "last", or NULL: ask
    const char *pin;      // six digits, or NULL: made up
    uint16_t port;        // 0: 80 where allowed, else 8080
    enum kiosk_display display;
    enum theme_name theme; // these two as given, else as kept, else as here
    float room_scale;
    bool is_theme_given, is_room_given;
    enum margin margin;
    uint32_t rehearse; // simulated guests; 0: none
    double speed;      // of session time
    bool is_windowed;
    bool is_autopilot;
    bool is_motion_reduced;
    bool is_muted; // no chimes until they are switched on
};

// Runs until the host leaves or the process is told to stop. The process's
// exit code: 0 well, 1 could not start or go on (said on standard error).
int kiosk_run(const struct kiosk_options *options);

// The set-up screen alone: asks how the stage is to look in this room and keeps
// that for the next run. The process's exit code.
int kiosk_setup(const struct kiosk_options *options);

// The folder for sessions: `given`, or $XDG_DATA_HOME/dent, or
// ~/.local/share/dent. False: *fault says why it cannot be told.
bool kiosk_data_dir(const char *given, char *out, size_t out_size,
                    struct fault *fault);
