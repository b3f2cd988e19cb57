#pragma once

// The groups of a phase on the wall, as much of them as can be read: cards with
// everybody's words, else names and sizes, else where to look. Inside scene.
#include "scene/canvas.h"

// Whether all cards fit such a box.
bool groups_fit(const struct canvas *canvas, struct box area);
void groups_draw_all(const struct canvas *canvas, struct box area);
