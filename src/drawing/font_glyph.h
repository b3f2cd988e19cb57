#pragma once

// What both painters need to know of a glyph that is no outline.
#include "drawing/font_face.h"

// A missing letter's frame; strokes inside the box, in em of the line.
#define FRAME_STROKE 0.04f

// Where the frame is, in px from where the text begins on the baseline, y
// downward.
struct box font_frame_box(const struct glyph *glyph, float cap_height,
                          float size);

struct color_pixels {
    uint32_t *pixels; // ARGB, native endian, alpha multiplied in; owned
    int width, height;
};

// A glyph of a face with is_color. False: it has no picture.
bool font_color_pixels(struct font_face *face, uint32_t id,
                       struct color_pixels *out);
