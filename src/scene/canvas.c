// The layout of a screen, and text set in it. A notice and the host's remark
// take their room away from the safe area, so that they never lie over
// anything: the scene below them is laid out in what is left.
#include "scene/canvas.h"

#include <math.h>

#define LINE_HEIGHT 1.15f
#define LINE_HEIGHT_TITLE 1.08f
#define PILL_HEIGHT_U 6.0f
#define RIM_U 0.4f

static struct text_fit
fit_of(const struct canvas *canvas, const struct style *style) {
    bool is_title =
        style->size >= frame_type(&canvas->frame, TYPE_DISPLAY) * 0.99f;
    return (struct text_fit){
        .role = style->role,
        .size = style->size,
        .size_min = style->size_min,
        .line_height = is_title ? LINE_HEIGHT_TITLE : LINE_HEIGHT,
        .line_max = style->line_max,
    };
}

static void
frame_take_bottom(struct frame *frame, float height) {
    frame->safe.h -= height;
    frame->dock.y -= height;
    frame->body.h = fmaxf(0.0f, frame->body.h - height);
}

// Makes room for the notice and the remark at the bottom of the safe area.
static void
make_room(struct canvas *canvas) {
    struct frame *frame = &canvas->frame;
    float u = canvas->u;
    if (canvas->view->remark) {
        float height = 4.0f * u;
        frame_take_bottom(frame, height);
        canvas->remark_box =
            (struct box){frame->safe.x, frame->safe.y + frame->safe.h,
                         frame->safe.w, height};
    }
    if (canvas->view->notice) {
        struct style style = {FONT_LABEL,
                              canvas_type(canvas, TYPE_BODY),
                              canvas_type(canvas, TYPE_MIN),
                              canvas->theme->text,
                              3,
                              ALIGN_LEFT};
        float text = canvas_height(canvas, &style, canvas->view->notice,
                                   frame->safe.w - 6.0f * u, 18.0f * u);
        float height = text + 3.0f * u;
        frame_take_bottom(frame, height + 3.0f * u);
        canvas->notice_box = (struct box){
            frame->safe.x, frame->safe.y + frame->safe.h + 3.0f * u,
            frame->safe.w, height};
    }
}

void
canvas_init(struct canvas *canvas, const struct scene_view *view,
            struct drawing *out) {
    *canvas = (struct canvas){
        .view = view,
        .session = view->session,
        .theme = view->theme,
        .fonts = view->fonts,
        .out = out,
        .frame = frame_make(view->width, view->height, view->room_scale,
                            view->margin),
    };
    canvas->u = canvas->frame.u;
    drawing_begin(out, view->width, view->height, view->theme->background);
    make_room(canvas);
}

float
canvas_type(const struct canvas *canvas, enum type_token token) {
    return frame_type(&canvas->frame, token);
}

float
canvas_height(const struct canvas *canvas, const struct style *style,
              const char *text, float width, float height) {
    struct text_fit fit = fit_of(canvas, style);
    struct text_lines lines;
    fonts_fit(canvas->fonts, &fit, text, width, height, &lines);
    return lines.height;
}

float
canvas_size(const struct canvas *canvas, const struct style *style,
            const char *text, float width, float height) {
    struct text_fit fit = fit_of(canvas, style);
    struct text_lines lines;
    fonts_fit(canvas->fonts, &fit, text, width, height, &lines);
    return lines.size;
}

float
canvas_top(const struct canvas *canvas, const struct style *style,
           const char *text, struct box box) {
    struct text_fit fit = fit_of(canvas, style);
    struct text_lines lines;
    fonts_fit(canvas->fonts, &fit, text, box.w, box.h, &lines);
    return drawing_lines(canvas->out, canvas->fonts, &fit, &lines, box,
                         style->align, style->color);
}

void
canvas_middle(const struct canvas *canvas, const struct style *style,
              const char *text, struct box box) {
    struct text_fit fit = fit_of(canvas, style);
    struct text_lines lines;
    fonts_fit(canvas->fonts, &fit, text, box.w, box.h, &lines);
    float step = lines.size * fit.line_height;
    float ascent = fonts_ascent(canvas->fonts, fit.role) * lines.size;
    float descent = fonts_descent(canvas->fonts, fit.role) * lines.size;
    float cap = fonts_cap_height(canvas->fonts, fit.role) * lines.size;
    float first = (step - ascent - descent) / 2.0f + ascent; // baseline
    float tall = cap + step * (float) (lines.count - 1);
    box.y += (box.h - tall) / 2.0f - (first - cap);
    drawing_lines(canvas->out, canvas->fonts, &fit, &lines, box, style->align,
                  style->color);
}

void
canvas_label(const struct canvas *canvas, enum font_role role, float size,
             struct point at, enum align align, struct color color,
             const char *text) {
    at.y += fonts_cap_height(canvas->fonts, role) * size / 2.0f;
    drawing_text(canvas->out, canvas->fonts, role, size, at, align, color,
                 text);
}

float
canvas_width(const struct canvas *canvas, enum font_role role, float size,
             const char *text) {
    return fonts_width(canvas->fonts, role, size, text);
}

float
canvas_pill_width(const struct canvas *canvas, const char *text) {
    float size = canvas_type(canvas, TYPE_MIN);
    return canvas_width(canvas, FONT_LABEL, size, text) + 4.0f * canvas->u;
}

float
canvas_pill(const struct canvas *canvas, struct point at, struct color color,
            const char *text) {
    float u = canvas->u;
    float height = PILL_HEIGHT_U * u;
    float width = canvas_pill_width(canvas, text);
    struct box box = {at.x, at.y - height / 2.0f, width, height};
    drawing_frame(canvas->out, box, height / 2.0f, 0.4f * u, color);
    canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                 (struct point){at.x + width / 2.0f, at.y}, ALIGN_CENTER, color,
                 text);
    return width;
}

void
canvas_pause_sign(const struct canvas *canvas, struct point at) {
    float u = canvas->u;
    for (int i = 0; i < 2; i++) {
        struct box bar = {at.x + 1.9f * u * (float) i, at.y - 1.7f * u,
                          1.1f * u, 3.4f * u};
        drawing_rect(canvas->out, bar, 0.3f * u, canvas->theme->accent);
    }
}

static bool
is_background(const struct canvas *canvas, struct color color) {
    struct color ground = canvas->theme->background;
    return color.r == ground.r && color.g == ground.g && color.b == ground.b;
}

void
canvas_panel(const struct canvas *canvas, struct box box, float radius,
             struct color fill) {
    drawing_rect(canvas->out, box, radius, fill);
    if (is_background(canvas, fill)) {
        drawing_frame(canvas->out, box, radius, RIM_U * canvas->u,
                      canvas->theme->line);
    }
}

struct color
canvas_rim(const struct canvas *canvas) {
    struct color track = canvas->theme->track;
    return is_background(canvas, track) ? canvas->theme->line : track;
}

void
canvas_slot(const struct canvas *canvas, unsigned slot, struct point center,
            float size) {
    struct color fill = canvas->theme->slots[slot % THEME_SLOT_COUNT];
    if (!color_is_strong(fill, canvas->theme->background)) {
        drawing_slot_shape(canvas->out, slot % THEME_SLOT_COUNT, center, size,
                           canvas->theme->line);
        size -= 0.9f * canvas->u;
    }
    drawing_slot_shape(canvas->out, slot % THEME_SLOT_COUNT, center, size,
                       fill);
}

static bool
is_growing_phase(const struct canvas *canvas) {
    const struct phase *phase = session_phase(canvas->session);
    const struct exercise *exercise = session_exercise(canvas->session);
    return phase && phase->name == PHASE_REVEAL
           && exercise->reveal != REVEAL_LIVE
           && !canvas->view->is_motion_reduced;
}

float
canvas_growth(const struct canvas *canvas) {
    return is_growing_phase(canvas)
               ? motion_at(MOTION_REVEAL, canvas->view->since_ms)
               : 1.0f;
}

float
canvas_after_growth(const struct canvas *canvas) {
    tick since_ms = canvas->view->since_ms - motion_length(MOTION_REVEAL);
    return is_growing_phase(canvas) ? motion_at(MOTION_IN, since_ms) : 1.0f;
}

struct morph
canvas_morph(const struct canvas *canvas) {
    const struct phase *phase = session_phase(canvas->session);
    bool is_moving = phase && phase->name == PHASE_REVEAL
                     && !canvas->view->is_motion_reduced;
    tick since_ms = canvas->view->since_ms;
    tick ghost_ms = motion_length(MOTION_GHOST);
    if (!is_moving) {
        return (struct morph){1.0f, 1.0f};
    }
    return (struct morph){motion_at(MOTION_GHOST, since_ms),
                          motion_at(MOTION_MORPH, since_ms - ghost_ms)};
}

tick
canvas_morph_length(void) {
    return motion_length(MOTION_GHOST) + motion_length(MOTION_MORPH);
}

struct box
box_inset(struct box box, float by) {
    return (struct box){box.x + by, box.y + by, fmaxf(0.0f, box.w - 2.0f * by),
                        fmaxf(0.0f, box.h - 2.0f * by)};
}

struct box
box_cut_top(struct box *rest, float height) {
    height = fminf(height, rest->h);
    struct box cut = {rest->x, rest->y, rest->w, height};
    rest->y += height;
    rest->h -= height;
    return cut;
}

struct box
box_cut_right(struct box *rest, float width) {
    width = fminf(width, rest->w);
    rest->w -= width;
    return (struct box){rest->x + rest->w, rest->y, width, rest->h};
}

struct point
box_center(struct box box) {
    return (struct point){box.x + box.w / 2.0f, box.y + box.h / 2.0f};
}
