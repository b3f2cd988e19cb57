// A drawing through SDL's renderer, mark by mark, and what comes of it: on the
// screen, as pixels, or as a file.
#include <stdlib.h>

#include "base/log.h"
#include "drawing/paint.h"
#include "stage/inside.h"

#define LOG_AREA "stage"
#define QUIET_MODULES 4

// Rectangles handed to SDL at once.
#define RUN_MAX 512

static void
paint_runs(struct stage *stage, const struct drawing *drawing,
           const struct mark *mark, SDL_Point corner) {
    SDL_Rect runs[RUN_MAX];
    int count = 0, modules = mark->qr.modules, size = mark->qr.module_px;
    for (int row = 0; row < modules; row++) {
        const char *bits = drawing->bytes + mark->qr.first + row * modules;
        for (int from = 0; from < modules; from++) {
            int to = from;
            while (to < modules && bits[to]) {
                to++;
            }
            if (to == from) {
                continue;
            }
            runs[count++] =
                (SDL_Rect){corner.x + from * size, corner.y + row * size,
                           (to - from) * size, size};
            from = to;
            if (count == RUN_MAX) {
                SDL_RenderFillRects(stage->renderer, runs, count);
                count = 0;
            }
        }
    }
    if (count > 0) {
        SDL_RenderFillRects(stage->renderer, runs, count);
    }
}

static void
paint_qr(struct stage *stage, const struct drawing *drawing,
         const struct mark *mark) {
    int x = (int) mark->qr.at.x, y = (int) mark->qr.at.y;
    int quiet = QUIET_MODULES * mark->qr.module_px;
    int side = mark->qr.modules * mark->qr.module_px + 2 * quiet;
    fill_rect(stage, (SDL_Rect){x, y, side, side}, mark->qr.plate);
    SDL_SetRenderDrawBlendMode(stage->renderer, mark->color.a == 0xff
                                                    ? SDL_BLENDMODE_NONE
                                                    : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(stage->renderer, mark->color.r, mark->color.g,
                           mark->color.b, mark->color.a);
    paint_runs(stage, drawing, mark, (SDL_Point){x + quiet, y + quiet});
}

static void
paint_mark(struct stage *stage, const struct drawing *drawing,
           const struct mark *mark) {
    switch (mark->kind) {
        case MARK_RECT:
            paint_rect(stage, mark->rect.box, mark->rect.radius, mark->color);
            break;
        case MARK_DISC:
            paint_disc(stage, mark->disc.center, mark->disc.radius,
                       mark->color);
            break;
        case MARK_RING:
            paint_ring(stage, mark);
            break;
        case MARK_POLYGON:
            paint_polygon(stage, drawing->points + mark->path.first,
                          mark->path.count, mark->color);
            break;
        case MARK_LINE:
            paint_stroke(stage, drawing->points + mark->path.first,
                         mark->path.count, mark->path.width,
                         mark->path.is_closed, mark->color);
            break;
        case MARK_TEXT:
            paint_words(stage, drawing, mark);
            break;
        case MARK_QR:
            paint_qr(stage, drawing, mark);
            break;
        case MARK_GROUP:
            break;
    }
}

bool
stage_paint_marks(struct stage *stage, const struct drawing *drawing) {
    struct color ground = drawing->background;
    SDL_SetRenderDrawColor(stage->renderer, ground.r, ground.g, ground.b, 0xff);
    if (SDL_RenderClear(stage->renderer) != 0) {
        return false;
    }
    for (size_t i = 0; i < drawing->mark_count; i++) {
        size_t net = net_length(drawing, i);
        if (net > 0) {
            paint_net(stage, drawing, i, net);
            i += net - 1;
        } else if (drawing->marks[i].color.a > 0
                   || drawing->marks[i].kind == MARK_QR) {
            paint_mark(stage, drawing, &drawing->marks[i]);
        }
    }
    return true;
}

bool
stage_paint(struct stage *stage, const struct drawing *drawing) {
    bool is_painted = stage_paint_marks(stage, drawing);
    SDL_RenderPresent(stage->renderer);
    if (!is_painted && !stage->has_failed) {
        log_error("the picture could not be painted: %s", SDL_GetError());
        stage->has_failed = true;
    }
    return is_painted;
}

uint32_t *
stage_pixels(struct stage *stage, const struct drawing *drawing) {
    int width = 0, height = 0;
    stage_size(stage, &width, &height);
    if (width <= 0 || height <= 0) {
        return NULL;
    }
    uint32_t *pixels = malloc((size_t) width * (size_t) height * 4);
    if (!pixels) {
        return NULL;
    }
    bool is_read =
        stage_paint_marks(stage, drawing)
        && SDL_RenderReadPixels(stage->renderer, NULL, SDL_PIXELFORMAT_ARGB8888,
                                pixels, width * 4)
               == 0;
    SDL_RenderPresent(stage->renderer);
    if (!is_read) {
        free(pixels);
        return NULL;
    }
    // The screen has no holes, whatever the renderer left in its alpha.
    for (size_t i = 0; i < (size_t) width * (size_t) height; i++) {
        pixels[i] |= 0xff000000u;
    }
    return pixels;
}

bool
stage_screenshot(struct stage *stage, const struct drawing *drawing,
                 const char *path, struct fault *fault) {
    uint32_t *pixels = stage_pixels(stage, drawing);
    if (!pixels) {
        return fault_set(fault, "The screen could not be read: %.160s.",
                         SDL_GetError());
    }
    int width = 0, height = 0;
    stage_size(stage, &width, &height);
    bool is_written = paint_pixels_file(pixels, width, height, path, fault);
    free(pixels);
    return is_written;
}
