#pragma once

// What every part of a scene is drawn with: the view, the layout of the screen
// and a few ways to set text. Lives during one scene_draw; the drawing it fills
// and everything in the view is borrowed.
#include "scene/scene.h"

struct canvas {
    const struct scene_view *view;
    const struct session *session;
    const struct theme *theme;
    struct fonts *fonts;
    struct drawing *out;
    struct frame frame;    // without what a notice and a remark take away
    struct box notice_box; // h 0: no notice
    struct box remark_box; // h 0: no remark
    float u;
};

// A text set in a box: from `size` down to `size_min` until it fits.
struct style {
    enum font_role role;
    float size, size_min; // px
    struct color color;
    int line_max;
    enum align align;
};

// Lays out the screen and begins the drawing.
void canvas_init(struct canvas *canvas, const struct scene_view *view,
                 struct drawing *out);

float canvas_type(const struct canvas *canvas, enum type_token token); // px

// The height that the text takes in a box.
float canvas_height(const struct canvas *canvas, const struct style *style,
                    const char *text, float width, float height);

// The size at which the text fits a box.
float canvas_size(const struct canvas *canvas, const struct style *style,
                  const char *text, float width, float height);

// Sets a text from the top of a box; returns the y below its last line.
float canvas_top(const struct canvas *canvas, const struct style *style,
                 const char *text, struct box box);

// Sets a text so that the middle of its capitals is the middle of the box.
void canvas_middle(const struct canvas *canvas, const struct style *style,
                   const char *text, struct box box);

// One line that is known to fit, its capitals centred on y.
void canvas_label(const struct canvas *canvas, enum font_role role, float size,
                  struct point at, enum align align, struct color color,
                  const char *text);

float canvas_width(const struct canvas *canvas, enum font_role role, float size,
                   const char *text);

// A word in an outlined capsule, `at` its left end and middle. Returns its
// width.
float canvas_pill(const struct canvas *canvas, struct point at,
                  struct color color, const char *text);
float canvas_pill_width(const struct canvas *canvas, const char *text);

// Two bars, `at` their left end and middle.
void canvas_pause_sign(const struct canvas *canvas, struct point at);
#define PAUSE_SIGN_U 4.6f // its width with the space after it

// A surface. Where the theme's are as its background, an outline.
void canvas_panel(const struct canvas *canvas, struct box box, float radius,
                  struct color fill);
// For a rim or a line that is decoration: the track's colour, or that of a line
// where the track cannot be told from the background.
struct color canvas_rim(const struct canvas *canvas);

// A slot's shape in its colour, outlined where the fill alone is too pale to
// be seen from afar.
void canvas_slot(const struct canvas *canvas, unsigned slot,
                 struct point center, float size);

// How far the marks of a result have grown, 0 … 1; and how far what comes
// after the growth has come (the leader's outline).
float canvas_growth(const struct canvas *canvas);
float canvas_after_growth(const struct canvas *canvas);

// How far a result has changed from the first time to the second: what was
// fades to a ghost, then the marks travel to where they are now. Both 0 … 1.
struct morph {
    float ghost, travel;
};
struct morph canvas_morph(const struct canvas *canvas);
tick canvas_morph_length(void); // of both stages

// Two columns of a box with a gap between, and other cuts.
struct box box_inset(struct box box, float by);
struct box box_cut_top(struct box *rest, float height);
struct box box_cut_right(struct box *rest, float width);
struct point box_center(struct box box);
