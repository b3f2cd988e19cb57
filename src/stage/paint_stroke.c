// Lines and rings, as masks of their distance to the middle of the stroke: that
// gives round ends and joins and smooth edges on every renderer. (Triangles
// would do on a graphics card, but SDL's software renderer moves their corners
// to whole pixels.) Long strokes are cut into parts, so that masks stay small,
// the parts that have not changed are found again, and no wide empty box is
// blended. Parts overlap a little, which only an opaque stroke may; a
// translucent one is one mask.
#include <math.h>
#include <stdlib.h>

#include "stage/inside.h"

#define PART_PX 128.0f
#define STRAIGHT_PX 32.0f
#define PART_POINT_MAX 64
#define TURN 6.28318530717958647692f

static float
clamp_unit(float value) {
    return fminf(fmaxf(value, 0.0f), 1.0f);
}

static float
quarter(float value) {
    return floorf(value * 4.0f + 0.5f) / 4.0f;
}

// The whole pixels of a box that are on the screen. False: none.
static bool
seen_of(const struct stage *stage, struct box box, SDL_Rect *out) {
    SDL_Rect screen = {0, 0, 0, 0};
    stage_size(stage, &screen.w, &screen.h);
    int x = (int) floorf(box.x), y = (int) floorf(box.y);
    SDL_Rect whole = {x, y, (int) ceilf(box.x + box.w) - x,
                      (int) ceilf(box.y + box.h) - y};
    return SDL_IntersectRect(&whole, &screen, out);
}

static struct box
bounds_of(const struct point *points, size_t count, float reach) {
    struct point low = points[0], high = points[0];
    for (size_t i = 1; i < count; i++) {
        low.x = fminf(low.x, points[i].x);
        low.y = fminf(low.y, points[i].y);
        high.x = fmaxf(high.x, points[i].x);
        high.y = fmaxf(high.y, points[i].y);
    }
    return (struct box){low.x - reach, low.y - reach,
                        high.x - low.x + 2.0f * reach,
                        high.y - low.y + 2.0f * reach};
}

static float
distance_to(struct point p, struct point a, struct point b) {
    float x = b.x - a.x, y = b.y - a.y;
    float square = x * x + y * y;
    float t =
        square > 0.0f ? ((p.x - a.x) * x + (p.y - a.y) * y) / square : 0.0f;
    t = clamp_unit(t);
    float dx = p.x - a.x - t * x, dy = p.y - a.y - t * y;
    return sqrtf(dx * dx + dy * dy);
}

// Adds one straight piece: what is nearest counts, so joins are round.
static void
add_segment(SDL_Surface *mask, struct point a, struct point b, float width) {
    float reach = width / 2.0f + 1.0f;
    int left = (int) floorf(fminf(a.x, b.x) - reach);
    int right = (int) ceilf(fmaxf(a.x, b.x) + reach);
    int top = (int) floorf(fminf(a.y, b.y) - reach);
    int low = (int) ceilf(fmaxf(a.y, b.y) + reach);
    left = left < 0 ? 0 : left;
    top = top < 0 ? 0 : top;
    right = right > mask->w ? mask->w : right;
    low = low > mask->h ? mask->h : low;
    // A line thinner than a pixel is fainter instead.
    float strength = fminf(width, 1.0f);
    float half = fmaxf(width, 1.0f) / 2.0f;
    for (int y = top; y < low; y++) {
        for (int x = left; x < right; x++) {
            struct point p = {(float) x + 0.5f, (float) y + 0.5f};
            float far = distance_to(p, a, b);
            mask_raise(mask, x, y, strength * clamp_unit(half + 0.5f - far));
        }
    }
}

// A connected run of points as one mask.
static void
paint_run(struct stage *stage, const struct point *points, size_t count,
          float width, struct color color) {
    SDL_Rect seen;
    struct box bounds = bounds_of(points, count, width / 2.0f + 1.0f);
    struct point *moved = malloc(count * sizeof *moved);
    if (!moved || !seen_of(stage, bounds, &seen)) {
        free(moved);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        moved[i].x = quarter(points[i].x - (float) seen.x);
        moved[i].y = quarter(points[i].y - (float) seen.y);
    }
    const float key[4] = {'l', width, (float) seen.w, (float) seen.h};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    hash = hash_bytes(hash, moved, count * sizeof *moved);
    struct texture *texture = textures_find(stage, hash, NULL, color);
    if (!texture) {
        SDL_Surface *mask = mask_create(seen.w, seen.h);
        for (size_t i = 0; mask && i + 1 < count; i++) {
            add_segment(mask, moved[i], moved[i + 1], width);
        }
        texture = textures_add(stage, hash, NULL, color, mask);
    }
    if (texture) {
        texture_paint(stage, texture, seen.x, seen.y, color);
    }
    free(moved);
}

// A flat or upright piece as plain rectangles: the middle in full, the rows on
// both sides as much as the stroke covers them.
static void
paint_straight(struct stage *stage, struct point a, struct point b, float width,
               struct color color) {
    bool is_flat = fabsf(a.x - b.x) > fabsf(a.y - b.y);
    float from = is_flat ? fminf(a.x, b.x) : fminf(a.y, b.y);
    float to = is_flat ? fmaxf(a.x, b.x) : fmaxf(a.y, b.y);
    float middle = is_flat ? a.y : a.x;
    float low = middle - width / 2.0f, high = middle + width / 2.0f;
    int start = (int) floorf(from + 0.5f);
    int length = (int) floorf(to + 0.5f) - start;
    int first = (int) floorf(low), last = (int) ceilf(high);
    int solid_from = (int) ceilf(low), solid_to = (int) floorf(high);
    for (int row = first; row < last; row++) {
        bool is_solid = row >= solid_from && row < solid_to;
        int rows = is_solid ? solid_to - row : 1;
        float part = fminf(high, (float) (row + 1)) - fmaxf(low, (float) row);
        struct color shade =
            is_solid ? color : color_with_alpha(color, clamp_unit(part));
        fill_rect(stage,
                  is_flat ? (SDL_Rect){start, row, length, rows}
                          : (SDL_Rect){row, start, rows, length},
                  shade);
        row += rows - 1;
    }
}

// Points that wait to be painted as one mask.
struct run {
    struct point points[PART_POINT_MAX];
    size_t count;
    float width;
    struct color color;
};

static void
run_flush(struct stage *stage, struct run *run) {
    if (run->count > 1) {
        paint_run(stage, run->points, run->count, run->width, run->color);
    }
    run->count = 0;
}

static void
run_add(struct stage *stage, struct run *run, struct point a, struct point b) {
    if (run->count == 0) {
        run->points[run->count++] = a;
    }
    run->points[run->count++] = b;
    struct box bounds = bounds_of(run->points, run->count, 0.0f);
    if (run->count == PART_POINT_MAX || bounds.w > PART_PX
        || bounds.h > PART_PX) {
        run_flush(stage, run);
    }
}

// Pieces longer than a part are cut.
static void
run_add_long(struct stage *stage, struct run *run, struct point a,
             struct point b) {
    float longest = fmaxf(fabsf(b.x - a.x), fabsf(b.y - a.y));
    int parts = (int) ceilf(longest / PART_PX);
    struct point last = a;
    for (int i = 1; i <= parts; i++) {
        float t = (float) i / (float) parts;
        struct point next = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        run_add(stage, run, last, next);
        last = next;
    }
}

static void
paint_whole(struct stage *stage, const struct point *points, size_t count,
            float width, bool is_closed, struct color color) {
    struct point *closed = malloc((count + 1) * sizeof *closed);
    if (!closed) {
        return;
    }
    for (size_t i = 0; i <= count; i++) {
        closed[i] = points[i % count];
    }
    paint_run(stage, closed, is_closed ? count + 1 : count, width, color);
    free(closed);
}

void
paint_stroke(struct stage *stage, const struct point *points, size_t count,
             float width, bool is_closed, struct color color) {
    if (color.a != 0xff) {
        paint_whole(stage, points, count, width, is_closed, color);
        return;
    }
    struct run run = {.count = 0, .width = width, .color = color};
    size_t pieces = is_closed ? count : count - 1;
    for (size_t i = 0; i < pieces; i++) {
        struct point a = points[i], b = points[(i + 1) % count];
        float x = fabsf(b.x - a.x), y = fabsf(b.y - a.y);
        if (fminf(x, y) > 0.01f || fmaxf(x, y) < STRAIGHT_PX) {
            run_add_long(stage, &run, a, b);
            continue;
        }
        run_flush(stage, &run);
        paint_straight(stage, a, b, width, color);
        // Its ends are round, as is the join of two straight pieces.
        paint_disc(stage, a, width / 2.0f, color);
        paint_disc(stage, b, width / 2.0f, color);
    }
    run_flush(stage, &run);
}

// Part of a ring; `from` and `to` in turns, to > from.
struct arc {
    struct point center;
    float radius, width, from, to;
};

static struct point
spoke(float turns) {
    return (struct point){sinf(turns * TURN), -cosf(turns * TURN)};
}

static struct box
arc_bounds(const struct arc *arc) {
    struct point points[2 * 17];
    size_t count = 0;
    for (int i = 0; i <= 16; i++) {
        float turns = arc->from + (arc->to - arc->from) * (float) i / 16.0f;
        struct point out = spoke(turns);
        // A chord of the outside cuts off at most a fiftieth of the radius.
        float outer = (arc->radius + arc->width / 2.0f) * 1.02f + 1.0f;
        float inner = arc->radius - arc->width / 2.0f - 1.0f;
        points[count++] = (struct point){arc->center.x + out.x * outer,
                                         arc->center.y + out.y * outer};
        points[count++] = (struct point){arc->center.x + out.x * inner,
                                         arc->center.y + out.y * inner};
    }
    return bounds_of(points, count, 1.0f);
}

// How much of the pixel at p (from the centre) is between the ends.
static float
between_ends(const struct arc *arc, struct point p, struct point start,
             struct point end) {
    float sweep = arc->to - arc->from;
    if (sweep >= 0.9999f) {
        return 1.0f;
    }
    float after = p.y * start.x - p.x * start.y;
    float before = p.x * end.y - p.y * end.x;
    float inside = sweep <= 0.5f ? fminf(after, before) : fmaxf(after, before);
    return clamp_unit(inside + 0.5f);
}

static void
add_arc(SDL_Surface *mask, const struct arc *arc, float x, float y) {
    struct point start = spoke(arc->from), end = spoke(arc->to);
    float half = arc->width / 2.0f;
    for (int row = 0; row < mask->h; row++) {
        for (int column = 0; column < mask->w; column++) {
            struct point p = {(float) column + 0.5f - x,
                              (float) row + 0.5f - y};
            float far = fabsf(sqrtf(p.x * p.x + p.y * p.y) - arc->radius);
            float cover = clamp_unit(half + 0.5f - far);
            if (cover > 0.0f) {
                cover *= between_ends(arc, p, start, end);
                mask_raise(mask, column, row, cover);
            }
        }
    }
}

static void
paint_arc(struct stage *stage, const struct arc *arc, struct color color) {
    SDL_Rect seen;
    if (!seen_of(stage, arc_bounds(arc), &seen)) {
        return;
    }
    float x = quarter(arc->center.x - (float) seen.x);
    float y = quarter(arc->center.y - (float) seen.y);
    const float key[9] = {'a',           x,         y,       arc->radius,
                          arc->width,    arc->from, arc->to, (float) seen.w,
                          (float) seen.h};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    struct texture *texture = textures_find(stage, hash, NULL, color);
    if (!texture) {
        SDL_Surface *mask = mask_create(seen.w, seen.h);
        if (mask) {
            add_arc(mask, arc, x, y);
        }
        texture = textures_add(stage, hash, NULL, color, mask);
    }
    if (texture) {
        texture_paint(stage, texture, seen.x, seen.y, color);
    }
}

void
paint_ring(struct stage *stage, const struct mark *mark) {
    float around = mark->ring.radius * TURN;
    // Ends move in steps of a quarter of a pixel.
    float from = quarter(mark->ring.from * around) / around;
    float to = quarter((mark->ring.from + mark->ring.sweep) * around) / around;
    struct arc arc = {mark->ring.center, mark->ring.radius, mark->ring.width,
                      from, to};
    if (!(to > from)) {
        return;
    }
    if (mark->color.a != 0xff) {
        paint_arc(stage, &arc, mark->color);
        return;
    }
    float parts = fminf(fmaxf(ceilf(around / PART_PX), 4.0f), 64.0f);
    float overlap = 0.75f / around;
    for (float part = floorf(from * parts); part / parts < to; part += 1.0f) {
        float start = part / parts, end = (part + 1.0f) / parts;
        arc.from = start > from ? start - overlap : from;
        arc.to = end < to ? end + overlap : to;
        if (arc.to > arc.from) {
            paint_arc(stage, &arc, mark->color);
        }
    }
}
