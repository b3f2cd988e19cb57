// Text through cairo: the outlines of its glyphs at the places where it was
// measured, so a picture file needs no font and looks the same everywhere.
#include "drawing/paint_cairo.h"

#include <stdlib.h>
#include <string.h>

#include "drawing/font_glyph.h"
#include FT_OUTLINE_H

static int
on_move(const FT_Vector *to, void *data) {
    cairo_close_path(data);
    cairo_move_to(data, (double) to->x, (double) to->y);
    return 0;
}

static int
on_line(const FT_Vector *to, void *data) {
    cairo_line_to(data, (double) to->x, (double) to->y);
    return 0;
}

static int
on_conic(const FT_Vector *handle, const FT_Vector *to, void *data) {
    double x = 0.0, y = 0.0;
    cairo_get_current_point(data, &x, &y);
    double hx = (double) handle->x, hy = (double) handle->y;
    double tx = (double) to->x, ty = (double) to->y;
    cairo_curve_to(data, x + (hx - x) * 2.0 / 3.0, y + (hy - y) * 2.0 / 3.0,
                   tx + (hx - tx) * 2.0 / 3.0, ty + (hy - ty) * 2.0 / 3.0, tx,
                   ty);
    return 0;
}

static int
on_cubic(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
         void *data) {
    cairo_curve_to(data, (double) first->x, (double) first->y,
                   (double) second->x, (double) second->y, (double) to->x,
                   (double) to->y);
    return 0;
}

static const FT_Outline_Funcs outline_funcs = {
    .move_to = on_move,
    .line_to = on_line,
    .conic_to = on_conic,
    .cubic_to = on_cubic,
};

// A line at its place, in px.
struct line {
    cairo_t *cr;
    struct fonts *fonts;
    const struct mark *mark;
    double x, y; // where it begins, on the baseline
};

static void
add_outline(const struct line *line, const struct glyph *glyph) {
    const struct font_face *face = &line->fonts->faces[glyph->face];
    double size = line->mark->text.size;
    if (FT_Load_Glyph(face->outlines, glyph->id,
                      FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP)
            != 0
        || face->outlines->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return;
    }
    double scale = size * glyph->scale * face->unit;
    cairo_save(line->cr);
    cairo_translate(line->cr, line->x + glyph->x * size,
                    line->y - glyph->y * size);
    cairo_scale(line->cr, scale, -scale);
    cairo_new_sub_path(line->cr);
    FT_Outline_Decompose(&face->outlines->glyph->outline, &outline_funcs,
                         line->cr);
    cairo_close_path(line->cr);
    cairo_restore(line->cr);
}

// Two boxes of opposite winding: what is between them is filled.
static void
add_frame(const struct line *line, const struct glyph *glyph) {
    const struct font_face *face = &line->fonts->faces[line->mark->text.role];
    double size = line->mark->text.size, stroke = FRAME_STROKE * size;
    struct box box =
        font_frame_box(glyph, face->cap_height, line->mark->text.size);
    double left = line->x + box.x, top = line->y + box.y;
    double right = left + box.w - stroke, bottom = top + box.h - stroke;
    cairo_rectangle(line->cr, left, top, box.w, box.h);
    cairo_move_to(line->cr, left + stroke, top + stroke);
    cairo_line_to(line->cr, left + stroke, bottom);
    cairo_line_to(line->cr, right, bottom);
    cairo_line_to(line->cr, right, top + stroke);
    cairo_close_path(line->cr);
}

static void
paint_color(const struct line *line, const struct glyph *glyph) {
    struct font_face *face = &line->fonts->faces[glyph->face];
    struct color_pixels picture;
    if (!font_color_pixels(face, glyph->id, &picture)) {
        return;
    }
    double size = line->mark->text.size;
    double scale = size * glyph->scale / picture.height;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, picture.width, picture.height);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        unsigned char *to = cairo_image_surface_get_data(surface);
        int stride = cairo_image_surface_get_stride(surface);
        for (int y = 0; y < picture.height; y++) {
            memcpy(to + (ptrdiff_t) y * stride,
                   picture.pixels + (ptrdiff_t) y * picture.width,
                   (size_t) picture.width * 4);
        }
        cairo_surface_mark_dirty(surface);
        cairo_save(line->cr);
        cairo_translate(line->cr, line->x + glyph->x * size,
                        line->y - (glyph->y + glyph->scale) * size);
        cairo_scale(line->cr, scale, scale);
        cairo_set_source_surface(line->cr, surface, 0.0, 0.0);
        cairo_paint_with_alpha(line->cr, line->mark->color.a / 255.0);
        cairo_restore(line->cr);
    }
    cairo_surface_destroy(surface);
    free(picture.pixels);
}

void
paint_cairo_text(cairo_t *cr, const struct drawing *drawing,
                 struct fonts *fonts, const struct mark *mark) {
    struct line line = {cr, fonts, mark, mark->text.at.x, mark->text.at.y};
    if (mark->text.align == ALIGN_CENTER) {
        line.x -= mark->text.width / 2.0;
    } else if (mark->text.align == ALIGN_RIGHT) {
        line.x -= mark->text.width;
    }
    const struct glyphs *glyphs =
        fonts_shape(fonts, mark->text.role, mark_text(drawing, mark));
    bool has_color = false;
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        if (glyph->face == FACE_FRAME) {
            add_frame(&line, glyph);
        } else if (fonts->faces[glyph->face].is_color) {
            has_color = true;
        } else {
            add_outline(&line, glyph);
        }
    }
    cairo_fill(cr);
    for (size_t i = 0; has_color && i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        if (glyph->face != FACE_FRAME && fonts->faces[glyph->face].is_color) {
            paint_color(&line, glyph);
        }
    }
}
