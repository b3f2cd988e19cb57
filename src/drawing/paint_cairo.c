// A drawing as a picture, through cairo.
#include <cairo-svg.h>
#include <cairo.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drawing/paint.h"
#include "drawing/paint_cairo.h"

#define QUIET_MODULES 4
#define TURN 6.28318530717958647692

static void
set_color(cairo_t *cr, struct color color) {
    cairo_set_source_rgba(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0,
                          color.a / 255.0);
}

static void
paint_rect(cairo_t *cr, const struct mark *mark) {
    struct box box = mark->rect.box;
    double radius = mark->rect.radius;
    if (radius <= 0.0) {
        cairo_rectangle(cr, box.x, box.y, box.w, box.h);
    } else {
        double left = box.x + radius, right = box.x + box.w - radius;
        double top = box.y + radius, bottom = box.y + box.h - radius;
        cairo_new_sub_path(cr);
        cairo_arc(cr, right, top, radius, 0.75 * TURN, TURN);
        cairo_arc(cr, right, bottom, radius, 0.0, 0.25 * TURN);
        cairo_arc(cr, left, bottom, radius, 0.25 * TURN, 0.5 * TURN);
        cairo_arc(cr, left, top, radius, 0.5 * TURN, 0.75 * TURN);
        cairo_close_path(cr);
    }
    cairo_fill(cr);
}

static void
paint_ring(cairo_t *cr, const struct mark *mark) {
    double from = ((double) mark->ring.from - 0.25) * TURN;
    cairo_new_sub_path(cr);
    cairo_arc(cr, mark->ring.center.x, mark->ring.center.y, mark->ring.radius,
              from, from + (double) mark->ring.sweep * TURN);
    if (mark->ring.sweep >= 1.0f) {
        cairo_close_path(cr);
    }
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_width(cr, mark->ring.width);
    cairo_stroke(cr);
}

static void
paint_path(cairo_t *cr, const struct drawing *drawing,
           const struct mark *mark) {
    const struct point *points = drawing->points + mark->path.first;
    for (uint32_t i = 0; i < mark->path.count; i++) {
        cairo_line_to(cr, points[i].x, points[i].y);
    }
    if (mark->kind == MARK_POLYGON) {
        cairo_fill(cr);
        return;
    }
    if (mark->path.is_closed) {
        cairo_close_path(cr);
    }
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cr, mark->path.width);
    cairo_stroke(cr);
}

static void
paint_qr(cairo_t *cr, const struct drawing *drawing, const struct mark *mark) {
    int modules = mark->qr.modules, size = mark->qr.module_px;
    int side = (modules + 2 * QUIET_MODULES) * size;
    const char *bits = drawing->bytes + mark->qr.first;
    cairo_save(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    set_color(cr, mark->qr.plate);
    cairo_rectangle(cr, mark->qr.at.x, mark->qr.at.y, side, side);
    cairo_fill(cr);
    set_color(cr, mark->color);
    for (int i = 0; i < modules * modules; i++) {
        if (bits[i]) {
            int column = i % modules + QUIET_MODULES;
            int row = i / modules + QUIET_MODULES;
            cairo_rectangle(cr, mark->qr.at.x + column * size,
                            mark->qr.at.y + row * size, size, size);
        }
    }
    cairo_fill(cr);
    cairo_restore(cr);
}

static void
paint_mark(cairo_t *cr, const struct drawing *drawing, struct fonts *fonts,
           const struct mark *mark) {
    set_color(cr, mark->color);
    cairo_new_path(cr);
    switch (mark->kind) {
        case MARK_RECT:
            paint_rect(cr, mark);
            break;
        case MARK_DISC:
            cairo_arc(cr, mark->disc.center.x, mark->disc.center.y,
                      mark->disc.radius, 0.0, TURN);
            cairo_fill(cr);
            break;
        case MARK_RING:
            paint_ring(cr, mark);
            break;
        case MARK_POLYGON:
        case MARK_LINE:
            paint_path(cr, drawing, mark);
            break;
        case MARK_TEXT:
            paint_cairo_text(cr, drawing, fonts, mark);
            break;
        case MARK_QR:
            paint_qr(cr, drawing, mark);
            break;
        case MARK_GROUP:
            break;
    }
}

static void
paint_all(cairo_surface_t *surface, const struct drawing *drawing,
          struct fonts *fonts) {
    cairo_t *cr = cairo_create(surface);
    set_color(cr, drawing->background);
    cairo_paint(cr);
    for (size_t i = 0; i < drawing->mark_count; i++) {
        paint_mark(cr, drawing, fonts, &drawing->marks[i]);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}

uint32_t *
paint_pixels(const struct drawing *drawing, struct fonts *fonts) {
    int width = (int) ceilf(drawing->width);
    int height = (int) ceilf(drawing->height);
    if (width <= 0 || height <= 0 || width > 32767 || height > 32767) {
        return NULL;
    }
    uint32_t *pixels = calloc((size_t) width * (size_t) height, sizeof *pixels);
    if (!pixels) {
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *) pixels, CAIRO_FORMAT_ARGB32, width, height,
        width * 4);
    paint_all(surface, drawing, fonts);
    bool is_painted = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!is_painted) {
        free(pixels);
        return NULL;
    }
    return pixels;
}

static cairo_status_t
write_png(const uint32_t *pixels, int width, int height, const char *path) {
    unsigned char *bytes; // only read, but cairo's type has no const
    memcpy(&bytes, &pixels, sizeof bytes);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        bytes, CAIRO_FORMAT_ARGB32, width, height, width * 4);
    cairo_status_t status = cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
    return status;
}

static cairo_status_t
write_svg(const struct drawing *drawing, struct fonts *fonts,
          const char *path) {
    cairo_surface_t *surface =
        cairo_svg_surface_create(path, drawing->width, drawing->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    paint_all(surface, drawing, fonts);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status;
}

static bool
write_txt(const struct drawing *drawing, const char *path) {
    struct text text = {0};
    paint_text(drawing, &text);
    FILE *file = fopen(path, "wb");
    bool is_written =
        file && fwrite(text_string(&text), 1, text.size, file) == text.size;
    if (file && fclose(file) != 0) {
        is_written = false;
    }
    text_finish(&text);
    return is_written;
}

enum picture {
    PICTURE_NONE,
    PICTURE_PNG,
    PICTURE_SVG,
    PICTURE_TXT,
};

static enum picture
picture_of(const char *path) {
    const char *dot = strrchr(path, '.');
    if (!dot) {
        return PICTURE_NONE;
    }
    if (strcmp(dot, ".png") == 0) {
        return PICTURE_PNG;
    }
    if (strcmp(dot, ".svg") == 0) {
        return PICTURE_SVG;
    }
    return strcmp(dot, ".txt") == 0 ? PICTURE_TXT : PICTURE_NONE;
}

static bool
write_picture(const struct drawing *drawing, struct fonts *fonts,
              enum picture picture, const char *path) {
    if (picture == PICTURE_TXT) {
        return write_txt(drawing, path);
    }
    if (picture == PICTURE_SVG) {
        return write_svg(drawing, fonts, path) == CAIRO_STATUS_SUCCESS;
    }
    uint32_t *pixels = paint_pixels(drawing, fonts);
    if (!pixels) {
        return false;
    }
    cairo_status_t status = write_png(pixels, (int) ceilf(drawing->width),
                                      (int) ceilf(drawing->height), path);
    free(pixels);
    return status == CAIRO_STATUS_SUCCESS;
}

// Gives the finished file its name, or takes it away again.
static bool
settle(bool is_written, const char *made, const char *path,
       struct fault *fault) {
    if (is_written && rename(made, path) == 0) {
        return true;
    }
    const char *reason = errno ? strerror(errno) : "out of memory";
    fault_set(fault, "The picture %.160s could not be written: %s.", path,
              reason);
    (void) remove(made); // it may never have come to be
    return false;
}

bool
paint_file(const struct drawing *drawing, struct fonts *fonts, const char *path,
           struct fault *fault) {
    enum picture picture = picture_of(path);
    if (picture == PICTURE_NONE) {
        return fault_set(fault,
                         "The picture %.160s has an unknown ending; use .png, "
                         ".svg or .txt.",
                         path);
    }
    struct text made = {0};
    text_add_format(&made, "%s.part", path);
    errno = 0;
    bool is_written =
        write_picture(drawing, fonts, picture, text_string(&made));
    bool is_done = settle(is_written, text_string(&made), path, fault);
    text_finish(&made);
    return is_done;
}

bool
paint_pixels_file(const uint32_t *pixels, int width, int height,
                  const char *path, struct fault *fault) {
    struct text made = {0};
    text_add_format(&made, "%s.part", path);
    errno = 0;
    bool is_written = write_png(pixels, width, height, text_string(&made))
                      == CAIRO_STATUS_SUCCESS;
    bool is_done = settle(is_written, text_string(&made), path, fault);
    text_finish(&made);
    return is_done;
}
