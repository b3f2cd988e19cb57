// Colours as numbers: mixing in sRGB, contrast as WCAG 2 counts it, and what a
// lit room leaves of it.
#include <math.h>

#include "drawing/drawing.h"

static uint8_t
level_of(float value) {
    if (!(value > 0.0f)) {
        return 0;
    }
    return value >= 255.0f ? 255 : (uint8_t) lroundf(value);
}

struct color
color_with_alpha(struct color color, float alpha) {
    color.a = level_of(color.a * alpha);
    return color;
}

struct color
color_mix(struct color a, struct color b, float t) {
    float s = 1.0f - t;
    return (struct color){
        level_of(a.r * s + b.r * t),
        level_of(a.g * s + b.g * t),
        level_of(a.b * s + b.b * t),
        level_of(a.a * s + b.a * t),
    };
}

static double
linear_of(uint8_t level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
luminance_of(struct color c) {
    return 0.2126 * linear_of(c.r) + 0.7152 * linear_of(c.g)
           + 0.0722 * linear_of(c.b);
}

double
color_contrast(struct color a, struct color b) {
    double first = luminance_of(a) + 0.05;
    double second = luminance_of(b) + 0.05;
    return first > second ? first / second : second / first;
}

// Black is 1/15 of white there.
#define STRAY_LIGHT (1.0 / 14.0)

double
color_contrast_washed(struct color a, struct color b) {
    double first = luminance_of(a) + STRAY_LIGHT;
    double second = luminance_of(b) + STRAY_LIGHT;
    return first > second ? first / second : second / first;
}

// Of a mark that is not text (DISPLAY.md section 1).
#define MARK_CONTRAST_MIN 4.0
#define MARK_CONTRAST_WASHED_MIN 3.0

bool
color_is_strong(struct color mark, struct color ground) {
    return color_contrast(mark, ground) >= MARK_CONTRAST_MIN
           && color_contrast_washed(mark, ground) >= MARK_CONTRAST_WASHED_MIN;
}

struct color
color_ink_on(struct color fill) {
    const struct color white = {0xff, 0xff, 0xff, 0xff};
    const struct color dark = {0x0b, 0x0e, 0x14, 0xff};
    return color_contrast(fill, white) >= color_contrast(fill, dark) ? white
                                                                     : dark;
}
