#pragma once

// Painters that need no window: a drawing as text for golden tests, and as a
// picture file through cairo. (The stage has its own, with SDL.)
#include "base/fault.h"
#include "base/text.h"
#include "drawing/drawing.h"
#include "drawing/font.h"

// One line a mark, numbers with one decimal, stable across machines.
void paint_text(const struct drawing *drawing, struct text *out);

// By the ending of the path: .png or .svg (real shapes, text by glyphs) or
// .txt. Written to a temporary name beside it and renamed.
bool paint_file(const struct drawing *drawing, struct fonts *fonts,
                const char *path, struct fault *fault);

// 32-bit ARGB pixels (native endian, premultiplied), for tests that look at
// pixels. stride = 4 * width. Owned by the caller (free). NULL: no memory.
uint32_t *paint_pixels(const struct drawing *drawing, struct fonts *fonts);

// Writes such pixels, as a painter left them, to a .png file; temporary name
// and rename as above.
bool paint_pixels_file(const uint32_t *pixels, int width, int height,
                       const char *path, struct fault *fault);
