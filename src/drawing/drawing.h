#pragma once

// A drawing: a flat list of marks that some painter puts on a screen, into a
// picture file, or down as text. Plain data; one thread at a time. Lengths are
// pixels of the target (fractions are fine), y grows downward. Marks are
// painted in order. Nothing is allocated once the lists have grown to size.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct color {
    uint8_t r, g, b, a;
};

struct point {
    float x, y;
};

struct box {
    float x, y, w, h;
};

enum font_role {
    FONT_TEXT,     // Lato Semibold
    FONT_LABEL,    // Lato Bold
    FONT_VALUE,    // Lato Black; digits of one width
    FONT_WORDMARK, // League Spartan Bold
    FONT_ROLE_COUNT,
};

enum align {
    ALIGN_LEFT,
    ALIGN_CENTER,
    ALIGN_RIGHT,
};

enum mark_kind {
    MARK_RECT,    // filled, corners rounded by radius
    MARK_DISC,    // filled
    MARK_RING,    // an arc of a circle's stroke
    MARK_POLYGON, // filled; simple (no self-crossing), any winding
    MARK_LINE,    // open or closed polyline stroke, round joins and ends
    MARK_TEXT,    // one line in one role and size
    MARK_QR,      // a code on a white plate with its quiet zone
    MARK_GROUP,   // a name for what follows, until the next group; no pixels
};

struct mark {
    enum mark_kind kind;
    struct color color; // of the mark; of a QR: its modules
    union {
        struct {
            struct box box;
            float radius;
        } rect;
        struct {
            struct point center;
            float radius;
        } disc;
        struct {
            struct point center;
            float radius; // to the middle of the stroke
            float width;
            float from, sweep; // turns (1 = full), clockwise from 12 o'clock
        } ring;
        struct {
            uint32_t first, count; // in drawing.points
            float width;           // line only
            bool is_closed;        // line only
        } path;
        struct {
            struct point at; // x by align, y of the baseline
            enum align align;
            enum font_role role;
            float size;     // em, px
            uint32_t first; // in drawing.bytes, zero-terminated UTF-8
            float width;    // as measured
        } text;
        struct {
            struct point at; // top left of the plate; whole pixels
            int module_px;   // whole pixels a module
            int modules;     // a side, without the quiet zone of 4
            uint32_t first;  // in drawing.bytes: modules * modules of 0 or 1
            struct color plate;
        } qr;
        struct {
            uint32_t first; // the name, in drawing.bytes
        } group;
    };
};

struct drawing {
    float width, height;
    struct color background;
    float alpha; // multiplies the alpha of what is added from here on
    struct mark *marks;
    size_t mark_count, mark_room;
    struct point *points;
    size_t point_count, point_room;
    char *bytes;
    size_t byte_count, byte_room;
};

void drawing_finish(struct drawing *drawing); // NULL and zeroed are fine

// Empties it for a new picture of this size; keeps the memory.
void drawing_begin(struct drawing *drawing, float width, float height,
                   struct color background);

void drawing_group(struct drawing *drawing, const char *name);
void drawing_rect(struct drawing *drawing, struct box box, float radius,
                  struct color color);
void drawing_disc(struct drawing *drawing, struct point center, float radius,
                  struct color color);
void drawing_ring(struct drawing *drawing, struct point center, float radius,
                  float width, float from, float sweep, struct color color);
void drawing_polygon(struct drawing *drawing, const struct point *points,
                     size_t count, struct color color);
void drawing_line(struct drawing *drawing, const struct point *points,
                  size_t count, float width, bool is_closed,
                  struct color color);

// The outline of a rectangle, drawn inside its box.
void drawing_frame(struct drawing *drawing, struct box box, float radius,
                   float width, struct color color);

// One of the eight shapes that go with the eight colours (DISPLAY.md 0.3):
// triangle, circle, square, diamond, star, plus, hexagon, moon; slot 0 … 7.
// All of it is inside the circle of diameter `size` around `center`.
void drawing_slot_shape(struct drawing *drawing, unsigned slot,
                        struct point center, float size, struct color color);

// A QR code for `text`, level `level` (0 L, 1 M, 2 Q, 3 H). Returns the modules
// of a side, 0 when the text does not fit a code. With module_px 0 nothing is
// drawn, only counted.
int drawing_qr(struct drawing *drawing, const char *text, int level,
               struct point at, int module_px, struct color ink,
               struct color plate);

// The text of a text or group mark.
const char *mark_text(const struct drawing *drawing, const struct mark *mark);

struct color color_with_alpha(struct color color, float alpha);
struct color color_mix(struct color a, struct color b, float t); // t 0: a
// White or near-black, whichever has more contrast on `fill` (WCAG 2).
struct color color_ink_on(struct color fill);
double color_contrast(struct color a, struct color b); // 1 … 21, WCAG 2
// What is left of it where stray light lifts black to 1/15 of white: a room
// that is lit, and a projector that is not new. 1 … 15.
double color_contrast_washed(struct color a, struct color b);
// A mark of data in this colour can be told from the ground from afar; else it
// needs an outline.
bool color_is_strong(struct color mark, struct color ground);
