#pragma once

// All colours, sizes and times of the picture (DISPLAY.md section 0). Scenes
// name tokens; no number of theirs is a colour or a pixel.
#include "base/tick.h"
#include "drawing/drawing.h"

#define THEME_SLOT_COUNT 8

enum theme_name {
    THEME_DARK,
    THEME_BRIGHT,
    THEME_CONTRAST,
    THEME_COUNT,
};

// Text stands out at least 7:1 from the background and the surface, and 4.5:1
// where stray light leaves 15:1. Data marks 4:1 and 3:1, else they have an
// outline of `line`. Surface and track are decoration: nothing is told by them
// alone, and high contrast has none but outlines.

struct theme {
    const char *name;
    struct color background, surface, track, line;
    struct color text, text2, muted, accent, focus, ok, danger;
    struct color faintest; // the far end of shades that begin with text
    struct color qr_ink, qr_plate;
    struct color slots[THEME_SLOT_COUNT];
};

const struct theme *theme_get(enum theme_name name);
// "dark", "bright", "contrast"; false for another word.
bool theme_find(const char *word, enum theme_name *out);

// Em sizes in units of u (1 % of the height, times roomScale).
enum type_token {
    TYPE_MIN,
    TYPE_BODY,
    TYPE_VALUE,
    TYPE_QUESTION,
    TYPE_DISPLAY,
    TYPE_CODE,
    TYPE_CLOCK,
    TYPE_STAFF,
    TYPE_COUNT,
};

// The share of each side that a television may hide. 0 is the whole: a view
// that says nothing is safe.
enum margin {
    MARGIN_WHOLE, // 5 %
    MARGIN_HALF,  // 2.5 %
    MARGIN_NONE,
    MARGIN_COUNT,
};
// "5", "2.5", "0"; false for another word.
bool margin_find(const char *word, enum margin *out);

// Where things go on a screen of a size: computed once a frame.
struct frame {
    float width, height;
    float u;           // px of one unit
    struct box safe;   // the margin inside the largest box of 5:6 to 16:9
    struct box header; // question and clock: the top 17 u of safe
    struct box body;   // between them, 1.5 u away from both
    struct box dock;   // answered, address: the bottom 6 u of safe
};

// For any size from 320x240. u is 1 % of the height of the 5:6 to 16:9 box, but
// at most 1 % of 1.15 times the height a 16:9 box of its width would have: on
// 4:3 there is less width, and everything is 14 % smaller.
struct frame frame_make(float width, float height, float room_scale,
                        enum margin margin);
float frame_type(const struct frame *frame, enum type_token token); // px

// Motion (DISPLAY.md 0.4): progress 0 … 1 of a curve after `elapsed_ms`.
enum motion {
    MOTION_TAP,    // 100 ms, linear
    MOTION_IN,     // 300 ms
    MOTION_OUT,    // 200 ms
    MOTION_RANK,   // 600 ms
    MOTION_REVEAL, // 900 ms
    MOTION_SCENE,  // 400 ms
    MOTION_GHOST,  // 400 ms: m-morph's first stage, what was becomes a ghost
    MOTION_MORPH,  // 800 ms: its second, marks travel from old to new
    MOTION_COUNT,
};

tick motion_length(enum motion motion);
float motion_at(enum motion motion, tick elapsed_ms);
