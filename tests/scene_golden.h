#pragma once

// What is drawn beside what was approved: tests/golden/<name>-<size>.txt, which
// DENT_GOLDEN_WRITE=1 writes anew.
#include "scene_room.h"

// 1 and a line on standard error where the drawing is another; 0 otherwise.
int golden_compare(const struct room *room, const char *name);
// With DENT_SCENE_PICTURES=DIR: paints the view as PNG files in all themes.
void golden_paint(struct room *room, const char *name);
