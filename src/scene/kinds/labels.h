#pragma once

// The labels of an exercise's items in one size, so that a list reads as one.
#include "scene/canvas.h"

// The style in which all items fit boxes of this width and height: in one line
// each where that costs little, otherwise in up to three.
struct style labels_style(const struct canvas *canvas,
                          const struct exercise *exercise,
                          enum type_token largest, float width, float height);

// The width of the longest label on one line.
float labels_width(const struct canvas *canvas, const struct exercise *exercise,
                   float size);
// Whether all can be read in so many lines of such a width.
bool labels_fit(const struct canvas *canvas, const struct exercise *exercise,
                float width, float lines);
