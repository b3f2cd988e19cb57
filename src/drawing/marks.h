#pragma once

// How the files of this folder add marks: raw access to the lists.
#include "drawing/drawing.h"

// The mark is valid until the next one is added; its colour has the drawing's
// alpha in it already.
struct mark *drawing_add_mark(struct drawing *drawing, enum mark_kind kind,
                              struct color color);
// Copies the bytes in; returns where they begin.
uint32_t drawing_add_bytes(struct drawing *drawing, const void *bytes,
                           size_t size);
