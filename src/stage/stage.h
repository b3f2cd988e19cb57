#pragma once

// The window on the wall: puts a drawing on the screen and hands over what
// people press. It knows nothing of sessions. All of it is for the main thread,
// but for stage_wake. SDL stays inside.
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "drawing/drawing.h"
#include "drawing/font.h"

struct stage_options {
    // "auto" (or NULL), "x11", "wayland", "kmsdrm"; "dummy" and "offscreen"
    // paint without any screen, for tests and measurements.
    const char *driver;
    bool is_windowed;  // otherwise the whole screen
    int width, height; // of the window; and of dummy and offscreen. 0: 1280x720
    const char *title; // NULL: "Dent"
};

struct stage; // holds the SDL window and renderer

// NULL: *fault says why and what to do. The fonts are borrowed.
struct stage *stage_create(const struct stage_options *options,
                           struct fonts *fonts, struct fault *fault);
void stage_destroy(struct stage *stage); // NULL is fine

// Ends a stage_wait, now or the next. Any thread; fits inbox_wake.
void stage_wake(void *stage);

enum stage_input_kind {
    STAGE_INPUT_NONE,    // the time has passed
    STAGE_INPUT_WAKE,    // stage_wake was called
    STAGE_INPUT_KEY,     // key, character, is_shift, is_repeat
    STAGE_INPUT_RELEASE, // a key came up; character: its own sign, not what
                         // shift made of it. May come without a KEY.
    STAGE_INPUT_TOUCH,   // a finger or the left mouse button went down: x, y
    STAGE_INPUT_SIZE,    // the size has changed or the picture is lost: paint
    STAGE_INPUT_QUIT,    // someone wants to close the window; nothing is done
};

enum stage_key {
    STAGE_KEY_NONE, // none of ours
    STAGE_KEY_PAGE_DOWN,
    STAGE_KEY_PAGE_UP,
    STAGE_KEY_LEFT,
    STAGE_KEY_RIGHT,
    STAGE_KEY_UP,
    STAGE_KEY_DOWN,
    STAGE_KEY_HOME,
    STAGE_KEY_END,
    STAGE_KEY_SPACE,
    STAGE_KEY_ENTER,
    STAGE_KEY_TAB,
    STAGE_KEY_BACKSPACE,
    STAGE_KEY_ESCAPE,
    STAGE_KEY_F1,
    STAGE_KEY_F5,
    STAGE_KEY_F11,
    STAGE_KEY_CHARACTER, // what the key writes: see `character`
    // Gamepad buttons; the d-pad gives LEFT, RIGHT, UP and DOWN.
    STAGE_KEY_PAD_A,
    STAGE_KEY_PAD_B,
    STAGE_KEY_PAD_X,
    STAGE_KEY_PAD_Y,
    STAGE_KEY_PAD_START,
    STAGE_KEY_PAD_BACK,
};

struct stage_input {
    enum stage_input_kind kind;
    enum stage_key key;
    uint32_t character; // code point, lower case; CHARACTER only
    bool is_shift;
    bool is_repeat; // the key is being held
    float x, y;     // px, as in the drawing
};

// Sleeps until something comes or `timeout_ms` have passed (-1: no limit).
// Hands over one input; true unless it is NONE.
bool stage_wait(struct stage *stage, int timeout_ms, struct stage_input *out);

// Pixels to draw for. Ask before each drawing.
void stage_size(const struct stage *stage, int *out_width, int *out_height);

// Between the windowed and the full screen. No change on a console.
void stage_set_windowed(struct stage *stage, bool is_windowed);

// Paints and shows. False: the picture could not be shown (logged once); the
// caller may go on, and paints again on the next SIZE.
bool stage_paint(struct stage *stage, const struct drawing *drawing);

// What the screen would show of this drawing: 32-bit ARGB, stride 4 * width of
// stage_size. Owned by the caller (free). NULL: failed.
uint32_t *stage_pixels(struct stage *stage, const struct drawing *drawing);
// The same as a .png file.
bool stage_screenshot(struct stage *stage, const struct drawing *drawing,
                      const char *path, struct fault *fault);

// "x11 with opengles2", for the log and for measurements.
void stage_describe(const struct stage *stage, char *out, size_t out_size);
