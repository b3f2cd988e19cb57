// The tokens of the picture: colours of the dark and the bright room and of
// high contrast, sizes of type, the areas of a screen and the curves of motion.
#include "drawing/theme.h"

#include <math.h>
#include <string.h>

#include "base/check.h"

#define RGB(hex)                                                               \
    { ((hex) >> 16) & 0xff, ((hex) >> 8) & 0xff, (hex) &0xff, 0xff }

static const struct theme dark = {
    .name = "dark",
    .background = RGB(0x0b0e14),
    .surface = RGB(0x171c26),
    .track = RGB(0x232a38),
    .line = RGB(0x8390a8),
    .text = RGB(0xf5f7fa),
    .text2 = RGB(0xc3ccda),
    .muted = RGB(0x9fabbd),
    .accent = RGB(0xffb020),
    .focus = RGB(0xffe45c),
    .ok = RGB(0x4ade80),
    .danger = RGB(0xff7d71),
    .faintest = RGB(0x8390a8),
    .qr_ink = RGB(0x0b0e14),
    .qr_plate = RGB(0xffffff),
    .slots = {RGB(0x5a6ffc), RGB(0xfda130), RGB(0xf2f2f2), RGB(0x80812c),
              RGB(0xd14c88), RGB(0xe9bdfe), RGB(0xbbfcbc), RGB(0x32a5b0)},
};

static const struct theme bright = {
    .name = "bright",
    .background = RGB(0xffffff),
    .surface = RGB(0xf1f3f6),
    .track = RGB(0xe2e6ec),
    .line = RGB(0x626c7f),
    .text = RGB(0x12151b),
    .text2 = RGB(0x3a4252),
    .muted = RGB(0x475164),
    .accent = RGB(0xa03300),
    .focus = RGB(0x0a4db8),
    .ok = RGB(0x085a30),
    .danger = RGB(0xa3003a),
    .faintest = RGB(0x626c7f),
    .qr_ink = RGB(0x0b0e14),
    .qr_plate = RGB(0xffffff),
    .slots = {RGB(0x4147f4), RGB(0x842e00), RGB(0x20242c), RGB(0x9a960c),
              RGB(0xf60e7b), RGB(0x581182), RGB(0x15725c), RGB(0x4a9fb8)},
};

static const struct theme contrast = {
    .name = "contrast",
    .background = RGB(0x000000),
    .surface = RGB(0x000000),
    .track = RGB(0x000000),
    .line = RGB(0xffffff),
    .text = RGB(0xffffff),
    .text2 = RGB(0xffffff),
    .muted = RGB(0xffffff),
    .accent = RGB(0xffff00),
    .focus = RGB(0x00ffff),
    .ok = RGB(0x4dff88),
    .danger = RGB(0xff8a80),
    .faintest = RGB(0x8c8c8c),
    .qr_ink = RGB(0x000000),
    .qr_plate = RGB(0xffffff),
    .slots = {RGB(0x8b8df1), RGB(0xffbe4f), RGB(0xffffff), RGB(0xa89546),
              RGB(0xfe5a98), RGB(0xe1c0ff), RGB(0xb6f8bd), RGB(0x08b6aa)},
};

static const struct theme *const themes[THEME_COUNT] = {
    [THEME_DARK] = &dark,
    [THEME_BRIGHT] = &bright,
    [THEME_CONTRAST] = &contrast,
};

const struct theme *
theme_get(enum theme_name name) {
    CHECK((unsigned) name < THEME_COUNT);
    return themes[name];
}

bool
theme_find(const char *word, enum theme_name *out) {
    for (int i = 0; i < THEME_COUNT; i++) {
        if (strcmp(word, themes[i]->name) == 0) {
            *out = (enum theme_name) i;
            return true;
        }
    }
    return false;
}

static const struct margin_row {
    const char *word; // percent, as the command line says it
    float part;
} margins[MARGIN_COUNT] = {
    [MARGIN_WHOLE] = {"5", 0.05f},
    [MARGIN_HALF] = {"2.5", 0.025f},
    [MARGIN_NONE] = {"0", 0.0f},
};

bool
margin_find(const char *word, enum margin *out) {
    for (int i = 0; i < MARGIN_COUNT; i++) {
        if (strcmp(word, margins[i].word) == 0) {
            *out = (enum margin) i;
            return true;
        }
    }
    return false;
}

#define HEADER_U 17.0f
#define DOCK_U 6.0f
#define GAP_U 1.5f

struct frame
frame_make(float width, float height, float room_scale, enum margin margin) {
    CHECK((unsigned) margin < MARGIN_COUNT);
    float part = 1.0f - 2.0f * margins[margin].part;
    struct frame frame = {.width = width, .height = height};

    // The part of the screen that is laid out: as it is between 5:6 and 16:9,
    // otherwise the largest box of the nearer of the two. Upright, lists have
    // more air; the width still gives the size.
    float w = fminf(width, height * 16.0f / 9.0f);
    float h = fminf(height, width * 6.0f / 5.0f);
    frame.safe.w = w * part;
    frame.safe.h = h * part;
    frame.safe.x = (width - frame.safe.w) / 2.0f;
    frame.safe.y = (height - frame.safe.h) / 2.0f;

    // Layouts are made for 16:9, where w is 178 u. On 4:3 a unit of 1 % of the
    // height would leave 133 u: it shrinks until w is 154 u.
    frame.u = fminf(h, w * 9.0f / 16.0f * 1.15f) / 100.0f * room_scale;

    struct box safe = frame.safe;
    frame.header = (struct box){safe.x, safe.y, safe.w, HEADER_U * frame.u};
    float dock = DOCK_U * frame.u;
    frame.dock = (struct box){safe.x, safe.y + safe.h - dock, safe.w, dock};
    float top = safe.y + (HEADER_U + GAP_U) * frame.u;
    float bottom = frame.dock.y - GAP_U * frame.u;
    frame.body = (struct box){safe.x, top, safe.w, fmaxf(0, bottom - top)};
    return frame;
}

float
frame_type(const struct frame *frame, enum type_token token) {
    static const float em_u[TYPE_COUNT] = {
        [TYPE_MIN] = 4.2f,      [TYPE_BODY] = 5.2f,     [TYPE_VALUE] = 6.0f,
        [TYPE_QUESTION] = 7.2f, [TYPE_DISPLAY] = 11.0f, [TYPE_CODE] = 14.0f,
        [TYPE_CLOCK] = 34.0f,   [TYPE_STAFF] = 2.6f,
    };
    CHECK((unsigned) token < TYPE_COUNT);
    return em_u[token] * frame->u;
}

// A cubic curve from (0,0) to (1,1) with two handles, as in CSS.
struct curve {
    int length_ms;
    double x1, y1, x2, y2;
};

static const struct curve curves[MOTION_COUNT] = {
    [MOTION_TAP] = {100, 1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3},
    [MOTION_IN] = {300, 0.05, 0.7, 0.1, 1.0},
    [MOTION_OUT] = {200, 0.3, 0.0, 0.8, 0.15},
    [MOTION_RANK] = {600, 0.2, 0.0, 0.0, 1.0},
    [MOTION_REVEAL] = {900, 0.2, 0.0, 0.0, 1.0},
    [MOTION_SCENE] = {400, 0.2, 0.0, 0.0, 1.0},
    [MOTION_GHOST] = {400, 0.2, 0.0, 0.0, 1.0},
    [MOTION_MORPH] = {800, 0.2, 0.0, 0.0, 1.0},
};

static double
cubic(double a, double b, double t) {
    double s = 1.0 - t;
    return 3.0 * s * s * t * a + 3.0 * s * t * t * b + t * t * t;
}

tick
motion_length(enum motion motion) {
    CHECK((unsigned) motion < MOTION_COUNT);
    return curves[motion].length_ms;
}

float
motion_at(enum motion motion, tick elapsed_ms) {
    CHECK((unsigned) motion < MOTION_COUNT);
    const struct curve *curve = &curves[motion];
    if (elapsed_ms <= 0) {
        return 0.0f;
    }
    if (elapsed_ms >= curve->length_ms) {
        return 1.0f;
    }
    double x = (double) elapsed_ms / curve->length_ms;
    double low = 0.0, high = 1.0;
    for (int i = 0; i < 30; i++) {
        double middle = (low + high) / 2.0;
        if (cubic(curve->x1, curve->x2, middle) < x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (float) cubic(curve->y1, curve->y2, (low + high) / 2.0);
}
