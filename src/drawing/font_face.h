#pragma once

// Inside of the fonts, for the files of this folder that shape text.
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "drawing/font.h"

struct font_face {
    char *path; // owned
    int index;  // as FreeType takes it: a named instance is in the high half
    FT_Face outlines;
    hb_font_t *shaper;                 // scaled to the units of the design
    float unit;                        // em of one unit of the design
    float cap_height, ascent, descent; // em
};

struct fonts {
    FT_Library library;
    struct font_face faces[FONT_ROLE_COUNT];
    hb_buffer_t *buffer;        // of the line shaped last
    struct width_entry *widths; // owned; see font.c
};

// Shapes one line into fonts->buffer; positions are units of the design.
void fonts_shape(struct fonts *fonts, enum font_role role, const char *text);

// font_find.c: the file of a role. False: nothing is usable. *path is owned
// by the caller.
struct font_finder;                           // a fontconfig configuration
struct font_finder *font_finder_create(void); // NULL: out of memory
void font_finder_destroy(struct font_finder *finder);
bool font_finder_find(struct font_finder *finder, enum font_role role,
                      char **path, int *index);
