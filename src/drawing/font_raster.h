#pragma once

// One line of text as pixels, for a painter without outlines: the same glyphs
// at the same places as measured, to a quarter of a pixel. Pictures of glyphs
// are kept for the next line, up to a bound.
#include "drawing/font.h"

struct words_picture {
    uint32_t *pixels; // ARGB, native endian, alpha not multiplied in; owned
    int width, height;
    int left, top;  // of its corner, from where the text begins on the baseline
    bool has_color; // emoji: the ink is in it and it must not be tinted
};

// False: there is nothing to be seen (spaces), or no memory.
bool fonts_picture(struct fonts *fonts, enum font_role role, float size,
                   const char *text, struct color ink,
                   struct words_picture *out);
