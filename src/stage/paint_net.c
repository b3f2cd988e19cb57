// Many strokes in a row, as a grid has them, in one picture: a mask for each of
// their parts would be hundreds of textures, made anew in every frame that
// moves. Each stroke is covered on a sheet of its own first, so that its joins
// are round, and then laid over those before it.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stage/inside.h"

#define NET_LEAST 48

struct span {
    int from, to; // pixels of a row that may be covered
};

struct net {
    SDL_Surface *picture;
    uint8_t *cover;     // of one stroke; clear between two
    struct span *spans; // by row
    int top, low;       // rows that it touches
};

static bool
is_thread(const struct mark *mark, const struct mark *first) {
    return mark->kind == MARK_LINE && mark->color.a == 0xff
           && mark->path.width == first->path.width && mark->path.count > 1;
}

size_t
net_length(const struct drawing *drawing, size_t at) {
    size_t end = at;
    while (end < drawing->mark_count
           && is_thread(&drawing->marks[end], &drawing->marks[at])) {
        end++;
    }
    return end - at >= NET_LEAST ? end - at : 0;
}

// The pixels that all of the strokes touch and that are on the screen.
static bool
net_bounds(const struct stage *stage, const struct drawing *drawing,
           const struct mark *marks, size_t count, SDL_Rect *out) {
    struct point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < marks[i].path.count; k++) {
            struct point at = drawing->points[marks[i].path.first + k];
            low.x = fminf(low.x, at.x);
            low.y = fminf(low.y, at.y);
            high.x = fmaxf(high.x, at.x);
            high.y = fmaxf(high.y, at.y);
        }
    }
    int reach = (int) ceilf(marks[0].path.width / 2.0f) + 1;
    SDL_Rect screen = {0, 0, 0, 0};
    stage_size(stage, &screen.w, &screen.h);
    SDL_Rect whole = {(int) floorf(low.x) - reach, (int) floorf(low.y) - reach,
                      0, 0};
    whole.w = (int) ceilf(high.x) + reach - whole.x;
    whole.h = (int) ceilf(high.y) + reach - whole.y;
    return SDL_IntersectRect(&whole, &screen, out);
}

static uint64_t
net_hash(const struct drawing *drawing, const struct mark *marks, size_t count,
         SDL_Rect seen) {
    const float key[4] = {'n', marks[0].path.width, (float) seen.x,
                          (float) seen.y};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    for (size_t i = 0; i < count; i++) {
        const uint8_t tint[4] = {marks[i].color.r, marks[i].color.g,
                                 marks[i].color.b, marks[i].path.is_closed};
        hash = hash_bytes(hash, tint, sizeof tint);
        hash = hash_bytes(hash, drawing->points + marks[i].path.first,
                          marks[i].path.count * sizeof(struct point));
    }
    return hash;
}

// The pixels of a row that a piece can reach: those near its line, as far as it
// goes.
static struct span
reached(const struct net *net, struct point a, struct point b, float y,
        float reach) {
    float left = fminf(a.x, b.x) - reach, right = fmaxf(a.x, b.x) + reach;
    float rise = b.y - a.y;
    if (fabsf(rise) > 0.01f) {
        float middle = a.x + (y - a.y) * (b.x - a.x) / rise;
        float aside = reach * hypotf(b.x - a.x, rise) / fabsf(rise);
        left = fmaxf(left, middle - aside);
        right = fminf(right, middle + aside);
    }
    left = fmaxf(left, 0.0f);
    right = fminf(right, (float) net->picture->w);
    return (struct span){(int) floorf(left), (int) ceilf(right)};
}

// One row of a straight piece: what is nearest counts.
static void
cover_row(struct net *net, struct point a, struct point b, float width,
          int row) {
    float y = (float) row + 0.5f;
    float half = fmaxf(width, 1.0f) / 2.0f, strength = fminf(width, 1.0f);
    struct span span = reached(net, a, b, y, half + 1.0f);
    if (span.from >= span.to) {
        return;
    }
    struct point way = {b.x - a.x, b.y - a.y};
    float per_square = 1.0f / fmaxf(way.x * way.x + way.y * way.y, 1e-6f);
    float outside = (half + 0.5f) * (half + 0.5f);
    float inside = (half - 0.5f) * (half - 0.5f);
    uint8_t *cover = net->cover + (size_t) row * (size_t) net->picture->w;
    for (int x = span.from; x < span.to; x++) {
        struct point to = {(float) x + 0.5f - a.x, y - a.y};
        float t = (to.x * way.x + to.y * way.y) * per_square;
        t = t < 0.0f ? 0.0f : t > 1.0f ? 1.0f : t;
        float dx = to.x - t * way.x, dy = to.y - t * way.y;
        float far = dx * dx + dy * dy;
        if (far < outside) {
            float part = far > inside ? half + 0.5f - sqrtf(far) : 1.0f;
            uint8_t level = (uint8_t) (strength * part * 255.0f + 0.5f);
            cover[x] = level > cover[x] ? level : cover[x];
        }
    }
    struct span *all = &net->spans[row];
    all->from = span.from < all->from ? span.from : all->from;
    all->to = span.to > all->to ? span.to : all->to;
}

static void
cover_piece(struct net *net, struct point a, struct point b, float width) {
    float reach = fmaxf(width, 1.0f) / 2.0f + 1.0f;
    int top = (int) fmaxf(floorf(fminf(a.y, b.y) - reach), 0.0f);
    int low =
        (int) fminf(ceilf(fmaxf(a.y, b.y) + reach), (float) net->picture->h);
    for (int row = top; row < low; row++) {
        cover_row(net, a, b, width, row);
    }
    net->top = top < net->top ? top : net->top;
    net->low = low > net->low ? low : net->low;
}

// A colour over a pixel that need not be opaque.
static uint32_t
laid_over(uint32_t under, struct color color, uint32_t cover) {
    uint32_t rest = (under >> 24) * (255 - cover) / 255;
    uint32_t alpha = cover + rest;
    uint32_t r = (color.r * cover + (under >> 16 & 0xff) * rest) / alpha;
    uint32_t g = (color.g * cover + (under >> 8 & 0xff) * rest) / alpha;
    uint32_t b = (color.b * cover + (under & 0xff) * rest) / alpha;
    return alpha << 24 | r << 16 | g << 8 | b;
}

static void
lay_row(uint32_t *pixels, uint8_t *cover, struct span span,
        struct color color) {
    uint32_t solid = 0xff000000u | (uint32_t) color.r << 16
                     | (uint32_t) color.g << 8 | color.b;
    for (int x = span.from; x < span.to; x++) {
        uint64_t eight = 1;
        if (x + 8 <= span.to) { // most of a row is empty
            memcpy(&eight, cover + x, sizeof eight);
        }
        if (eight == 0) {
            x += 7;
            continue;
        }
        if (cover[x] == 255) {
            pixels[x] = solid;
        } else if (cover[x] > 0) {
            pixels[x] = laid_over(pixels[x], color, cover[x]);
        }
        cover[x] = 0;
    }
}

static void
lay_stroke(struct net *net, struct color color) {
    for (int row = net->top; row < net->low; row++) {
        uint8_t *line = (uint8_t *) net->picture->pixels
                        + (size_t) row * (size_t) net->picture->pitch;
        lay_row((uint32_t *) (void *) line,
                net->cover + (size_t) row * (size_t) net->picture->w,
                net->spans[row], color);
        net->spans[row] = (struct span){net->picture->w, 0};
    }
    net->top = net->picture->h;
    net->low = 0;
}

static void
add_stroke(struct net *net, const struct drawing *drawing,
           const struct mark *mark, SDL_Rect seen) {
    const struct point *points = drawing->points + mark->path.first;
    uint32_t count = mark->path.count;
    uint32_t pieces = mark->path.is_closed ? count : count - 1;
    for (uint32_t i = 0; i < pieces; i++) {
        struct point a = points[i], b = points[(i + 1) % count];
        a.x -= (float) seen.x;
        a.y -= (float) seen.y;
        b.x -= (float) seen.x;
        b.y -= (float) seen.y;
        cover_piece(net, a, b, mark->path.width);
    }
    lay_stroke(net, mark->color);
}

// NULL: no memory.
static SDL_Surface *
net_picture(const struct drawing *drawing, const struct mark *marks,
            size_t count, SDL_Rect seen) {
    struct net net = {.top = seen.h};
    net.picture = mask_create(seen.w, seen.h);
    net.cover = calloc((size_t) seen.w, (size_t) seen.h);
    net.spans = calloc((size_t) seen.h, sizeof *net.spans);
    bool is_made = net.picture && net.cover && net.spans;
    for (int row = 0; is_made && row < seen.h; row++) {
        net.spans[row] = (struct span){seen.w, 0};
    }
    for (size_t i = 0; is_made && i < count; i++) {
        add_stroke(&net, drawing, &marks[i], seen);
    }
    free(net.cover);
    free(net.spans);
    if (!is_made) {
        SDL_FreeSurface(net.picture);
    }
    return is_made ? net.picture : NULL;
}

void
paint_net(struct stage *stage, const struct drawing *drawing, size_t at,
          size_t count) {
    const struct mark *marks = drawing->marks + at;
    struct color white = {0xff, 0xff, 0xff, 0xff};
    SDL_Rect seen;
    if (!net_bounds(stage, drawing, marks, count, &seen)) {
        return;
    }
    uint64_t hash = net_hash(drawing, marks, count, seen);
    struct texture *texture = textures_find(stage, hash, NULL, white);
    if (!texture) {
        SDL_Surface *picture = net_picture(drawing, marks, count, seen);
        texture = textures_add_colored(stage, hash, NULL, white, picture);
    }
    if (texture) {
        texture_paint(stage, texture, seen.x, seen.y, white);
    }
}
