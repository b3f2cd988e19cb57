// Filled shapes. A disc or a polygon is made once as a mask of coverage (so its
// edge is smooth on every renderer) and kept; the corners of a rounded
// rectangle are the quarters of such a disc, and the rest of it is plain
// rectangles on whole pixels, which is what a software renderer does fastest.
#include <math.h>
#include <stdlib.h>

#include "stage/inside.h"

#define DISC_RADIUS_MAX 320.0f
#define SUB_LINES 5
#define TURN 6.28318530717958647692f

void
fill_rect(struct stage *stage, SDL_Rect rect, struct color color) {
    SDL_SetRenderDrawBlendMode(stage->renderer, color.a == 0xff
                                                    ? SDL_BLENDMODE_NONE
                                                    : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(stage->renderer, color.r, color.g, color.b, color.a);
    SDL_RenderFillRect(stage->renderer, &rect);
}

SDL_Surface *
mask_create(int width, int height) {
    return SDL_CreateRGBSurfaceWithFormat(0, width, height, 32,
                                          SDL_PIXELFORMAT_ARGB8888);
}

static uint32_t *
mask_at(SDL_Surface *mask, int x, int y) {
    uint8_t *line =
        (uint8_t *) mask->pixels + (size_t) y * (size_t) mask->pitch;
    return (uint32_t *) (void *) line + x;
}

static void
mask_set(SDL_Surface *mask, int x, int y, float coverage) {
    float part = fminf(fmaxf(coverage, 0.0f), 1.0f);
    *mask_at(mask, x, y) = (uint32_t) (part * 255.0f + 0.5f) << 24 | 0xffffff;
}

void
mask_raise(SDL_Surface *mask, int x, int y, float coverage) {
    uint32_t *pixel = mask_at(mask, x, y);
    uint32_t level = (uint32_t) (coverage * 255.0f + 0.5f);
    if (level > *pixel >> 24) {
        *pixel = level << 24 | 0xffffff;
    }
}

// A disc whose centre is (x, y) from the mask's corner.
static SDL_Surface *
disc_mask(float radius, float x, float y, int side) {
    SDL_Surface *mask = mask_create(side, side);
    for (int i = 0; mask && i < side * side; i++) {
        int column = i % side, row = i / side;
        float dx = (float) column + 0.5f - x;
        float dy = (float) row + 0.5f - y;
        mask_set(mask, column, row, radius + 0.5f - sqrtf(dx * dx + dy * dy));
    }
    return mask;
}

// To a quarter of a pixel, so that slow motion does not step.
static float
quarter(float value) {
    return floorf(value * 4.0f + 0.5f) / 4.0f;
}

// Placed relative to the whole pixel at the top left of its centre.
static struct texture *
disc_texture(struct stage *stage, float radius, float part_x, float part_y,
             struct color color) {
    int key[4] = {'d', (int) (radius * 4.0f), (int) (part_x * 4.0f),
                  (int) (part_y * 4.0f)};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    struct texture *texture = textures_find(stage, hash, NULL, color);
    if (!texture) {
        int reach = (int) ceilf(radius) + 1;
        SDL_Surface *mask = disc_mask(radius, (float) reach + part_x,
                                      (float) reach + part_y, 2 * reach + 1);
        texture = textures_add(stage, hash, NULL, color, mask);
        if (texture) {
            texture->left = -reach;
            texture->top = -reach;
        }
    }
    return texture;
}

static void
paint_large_disc(struct stage *stage, struct point center, float radius,
                 struct color color) {
    struct point points[180];
    size_t count = sizeof points / sizeof points[0];
    for (size_t i = 0; i < count; i++) {
        float angle = (float) i / (float) count * TURN;
        points[i] = (struct point){center.x + radius * cosf(angle),
                                   center.y + radius * sinf(angle)};
    }
    paint_polygon(stage, points, count, color);
}

void
paint_disc(struct stage *stage, struct point center, float radius,
           struct color color) {
    if (radius > DISC_RADIUS_MAX) {
        paint_large_disc(stage, center, radius, color);
        return;
    }
    float x = quarter(center.x), y = quarter(center.y);
    struct texture *texture = disc_texture(stage, fmaxf(quarter(radius), 0.25f),
                                           x - floorf(x), y - floorf(y), color);
    if (texture) {
        texture_paint(stage, texture, (int) floorf(x), (int) floorf(y), color);
    }
}

// The disc of a rounded rectangle: its mask is exactly 2 * radius wide.
static struct texture *
corner_texture(struct stage *stage, int radius, struct color color) {
    int key[2] = {'c', radius};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    struct texture *texture = textures_find(stage, hash, NULL, color);
    if (!texture) {
        float middle = (float) radius;
        SDL_Surface *mask = disc_mask(middle, middle, middle, 2 * radius);
        texture = textures_add(stage, hash, NULL, color, mask);
    }
    return texture;
}

static void
paint_corners(struct stage *stage, struct texture *disc, SDL_Rect rect,
              int radius, struct color color) {
    texture_tint(stage, disc, color);
    for (int i = 0; i < 4; i++) {
        int right = i % 2, low = i / 2;
        SDL_Rect from = {right * radius, low * radius, radius, radius};
        SDL_Rect to = {right ? rect.x + rect.w - radius : rect.x,
                       low ? rect.y + rect.h - radius : rect.y, radius, radius};
        SDL_RenderCopy(stage->renderer, disc->pixels, &from, &to);
    }
}

void
paint_rect(struct stage *stage, struct box box, float radius,
           struct color color) {
    int x = (int) floorf(box.x + 0.5f), y = (int) floorf(box.y + 0.5f);
    SDL_Rect rect = {x, y, (int) floorf(box.x + box.w + 0.5f) - x,
                     (int) floorf(box.y + box.h + 0.5f) - y};
    if (rect.w <= 0 || rect.h <= 0) {
        return;
    }
    int most = (rect.w < rect.h ? rect.w : rect.h) / 2;
    int bend = (int) (radius + 0.5f);
    bend = bend > most ? most : bend;
    struct texture *disc = bend > 0 ? corner_texture(stage, bend, color) : NULL;
    if (!disc) {
        fill_rect(stage, rect, color);
        return;
    }
    paint_corners(stage, disc, rect, bend, color);
    if (rect.w > 2 * bend) {
        SDL_Rect top = {x + bend, y, rect.w - 2 * bend, bend};
        SDL_Rect low = top;
        low.y = y + rect.h - bend;
        fill_rect(stage, top, color);
        fill_rect(stage, low, color);
    }
    if (rect.h > 2 * bend) {
        SDL_Rect middle = {x, y + bend, rect.w, rect.h - 2 * bend};
        fill_rect(stage, middle, color);
    }
}

// Adds the coverage of one span of one line of samples.
static void
add_span(float *row, int width, float from, float to) {
    from = fmaxf(from, 0.0f);
    to = fminf(to, (float) width);
    if (!(from < to)) {
        return;
    }
    int first = (int) from, last = (int) to;
    if (first == last) {
        row[first] += to - from;
        return;
    }
    row[first] += (float) (first + 1) - from;
    for (int x = first + 1; x < last; x++) {
        row[x] += 1.0f;
    }
    if (last < width) {
        row[last] += to - (float) last;
    }
}

// Where the outline crosses the height y, in ascending order.
static size_t
crossings_at(const struct point *points, size_t count, float y, float *out) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct point a = points[i], b = points[i + 1 < count ? i + 1 : 0];
        if ((a.y <= y) == (b.y <= y)) {
            continue;
        }
        float x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
        size_t at = found++;
        for (; at > 0 && out[at - 1] > x; at--) {
            out[at] = out[at - 1];
        }
        out[at] = x;
    }
    return found;
}

// `scratch` holds a row of coverage and then the crossings.
static void
fill_mask(SDL_Surface *mask, const struct point *points, size_t count,
          float *scratch) {
    float *row = scratch, *crossings = scratch + mask->w;
    for (int y = 0; y < mask->h; y++) {
        for (int x = 0; x < mask->w; x++) {
            row[x] = 0.0f;
        }
        for (int sub = 0; sub < SUB_LINES; sub++) {
            float at = (float) y + ((float) sub + 0.5f) / SUB_LINES;
            size_t found = crossings_at(points, count, at, crossings);
            for (size_t i = 0; i + 1 < found; i += 2) {
                add_span(row, mask->w, crossings[i], crossings[i + 1]);
            }
        }
        for (int x = 0; x < mask->w; x++) {
            mask_set(mask, x, y, row[x] / SUB_LINES);
        }
    }
}

static SDL_Rect
bounds_of(const struct point *points, size_t count) {
    float left = points[0].x, right = left, top = points[0].y, low = top;
    for (size_t i = 1; i < count; i++) {
        left = fminf(left, points[i].x);
        right = fmaxf(right, points[i].x);
        top = fminf(top, points[i].y);
        low = fmaxf(low, points[i].y);
    }
    int x = (int) floorf(left), y = (int) floorf(top);
    return (SDL_Rect){x, y, (int) ceilf(right) - x, (int) ceilf(low) - y};
}

static struct texture *
polygon_texture(struct stage *stage, const struct point *points, size_t count,
                SDL_Rect bounds, SDL_Rect seen, struct color color) {
    struct point *moved = malloc(count * sizeof *moved);
    float *scratch = malloc(((size_t) seen.w + count) * sizeof *scratch);
    struct texture *texture = NULL;
    if (!moved || !scratch) {
        goto out;
    }
    int key[4] = {seen.x - bounds.x, seen.y - bounds.y, seen.w, seen.h};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    for (size_t i = 0; i < count; i++) {
        moved[i].x = quarter(points[i].x - (float) seen.x);
        moved[i].y = quarter(points[i].y - (float) seen.y);
    }
    hash = hash_bytes(hash, moved, count * sizeof *moved);
    texture = textures_find(stage, hash, NULL, color);
    if (!texture) {
        SDL_Surface *mask = mask_create(seen.w, seen.h);
        if (mask) {
            fill_mask(mask, moved, count, scratch);
        }
        texture = textures_add(stage, hash, NULL, color, mask);
    }
out:
    free(scratch);
    free(moved);
    return texture;
}

void
paint_polygon(struct stage *stage, const struct point *points, size_t count,
              struct color color) {
    SDL_Rect screen = {0, 0, 0, 0}, seen;
    stage_size(stage, &screen.w, &screen.h);
    SDL_Rect bounds = bounds_of(points, count);
    if (!SDL_IntersectRect(&bounds, &screen, &seen)) {
        return;
    }
    struct texture *texture =
        polygon_texture(stage, points, count, bounds, seen, color);
    if (texture) {
        texture_paint(stage, texture, seen.x, seen.y, color);
    }
}
