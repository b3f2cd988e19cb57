#pragma once

// How the stage looks in this room: for how far a last row, and in which
// theme. Chosen on the set-up screen and kept in a small file beside the
// sessions. Main thread.
#include "base/fault.h"
#include "drawing/theme.h"
#include "stage/stage.h"
#include <stdbool.h>

#define LOOK_FILE "settings"
#define LOOK_FILE_MAX 1024 // bytes

struct look {
    enum theme_name theme;
    float room_scale;
};

// Takes what the folder's file says into *out. No file: true, and *out as it
// was. A file that is not right: false, *fault says why, and *out as it was.
bool look_read(const char *dir, struct look *out, struct fault *fault);
// Keeps it: the whole of it or nothing. Makes the folder when missing.
bool look_write(const char *dir, const struct look *look, struct fault *fault);

enum look_answer {
    LOOK_CHOOSING,
    LOOK_KEEP,
    LOOK_LEAVE, // as it was before
};

// What a key on the set-up screen does to the choice.
enum look_answer look_press(struct look *look, const struct stage_input *input);
