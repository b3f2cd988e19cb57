#pragma once

// Inside of the cairo painter: its text.
#include <cairo.h>

#include "drawing/font.h"

// With the mark's colour as cairo's source and an empty path.
void paint_cairo_text(cairo_t *cr, const struct drawing *drawing,
                      struct fonts *fonts, const struct mark *mark);
