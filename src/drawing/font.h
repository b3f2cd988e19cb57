#pragma once

// Fonts: files by role (fontconfig, with our own map in fonts/), and how wide
// a text is, in any script: what a role's font lacks comes from others, and
// what no font has is a box with its number. Widths come from the unhinted
// design, so that every painter and every size lays out the same. One thread
// (fonts of another thread are another `struct fonts`).
#include "base/fault.h"
#include "drawing/drawing.h"

struct fonts; // holds FreeType faces and HarfBuzz fonts

// NULL: no usable font; *fault names the Debian packages that hold them. A
// family that is missing is replaced by the nearest sans that fontconfig
// gives, with a log line.
struct fonts *fonts_create(struct fault *fault);
void fonts_destroy(struct fonts *fonts); // NULL is fine

// The font file of a role, and the face's index in it.
const char *fonts_path(const struct fonts *fonts, enum font_role role);
int fonts_face_index(const struct fonts *fonts, enum font_role role);

// Width of one line in px at an em size in px (with kerning and ligatures).
// Cached; quick for a text seen lately.
float fonts_width(struct fonts *fonts, enum font_role role, float size,
                  const char *text);

// In em: 0.723 for Lato's capitals. To centre capitals or digits on a line y,
// put the baseline at y + cap height * size / 2.
float fonts_cap_height(const struct fonts *fonts, enum font_role role);
float fonts_ascent(const struct fonts *fonts, enum font_role role);
float fonts_descent(const struct fonts *fonts, enum font_role role); // > 0

// Adds one line of text; `at` is on the baseline.
void drawing_text(struct drawing *drawing, struct fonts *fonts,
                  enum font_role role, float size, struct point at,
                  enum align align, struct color color, const char *text);

// A text in a box: breaks at spaces, between ideographs, after hyphens (and
// inside a word that is too long), steps the size down from `size` to
// `size_min` until it fits `line_max` lines and the box, and then, only if
// nothing fits, cuts the last line with an ellipsis. A line break in the text
// is kept. A box lower than one line of size_min still gets one line; one
// narrower than any letter gets none.
struct text_fit {
    enum font_role role;
    float size, size_min; // em, px
    float line_height;    // in em, e.g. 1.15
    int line_max;         // at most FIT_LINE_MAX
};
#define FIT_LINE_MAX 12

struct text_lines {
    float size;   // as chosen
    float height; // of all lines
    float width;  // of the widest
    int count;
    bool is_cut;                   // an ellipsis had to be used
    char lines[FIT_LINE_MAX][256]; // UTF-8; a longer line is broken earlier
};

void fonts_fit(struct fonts *fonts, const struct text_fit *fit,
               const char *text, float width, float height,
               struct text_lines *out);

// Draws fitted lines from the top of the box down; returns the y below them. On
// ALIGN_LEFT, what reads from right to left begins at the right.
float drawing_lines(struct drawing *drawing, struct fonts *fonts,
                    const struct text_fit *fit, const struct text_lines *lines,
                    struct box box, enum align align, struct color color);
