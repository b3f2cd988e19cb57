// Lines and rings, as strips of triangles: a core of full colour, and on both
// sides a feather 1.2 px wide that fades out. Long slanted pieces are cut up,
// because the software renderer takes memory for the box around a triangle.
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "stage/inside.h"

#define FEATHER_PX 1.2f
#define PIECE_PX 40.0f
#define TURN 6.28318530717958647692f

static struct point
direction(struct point a, struct point b) {
    float x = b.x - a.x, y = b.y - a.y, length = hypotf(x, y);
    return length > 0.0f ? (struct point){x / length, y / length}
                         : (struct point){0.0f, 0.0f};
}

static void
reserve(struct geometry *geometry, int vertices, int indices) {
    if (geometry->vertex_count + vertices > geometry->vertex_room) {
        geometry->vertex_room = geometry->vertex_room * 2 + vertices + 256;
        geometry->vertices =
            realloc(geometry->vertices, (size_t) geometry->vertex_room
                                            * sizeof *geometry->vertices);
    }
    if (geometry->index_count + indices > geometry->index_room) {
        geometry->index_room = geometry->index_room * 2 + indices + 256;
        geometry->indices =
            realloc(geometry->indices,
                    (size_t) geometry->index_room * sizeof *geometry->indices);
    }
    CHECK(geometry->vertices && geometry->indices);
}

// A place on the line and the way across it (its length stretches at a bend).
struct rib {
    struct point at, across;
};

// Adds the piece between two ribs, from `near` to `far` px across the line.
static void
add_piece(struct geometry *geometry, const struct rib ribs[2],
          const float span[2], const uint8_t alpha[2], struct color color) {
    reserve(geometry, 4, 6);
    int first = geometry->vertex_count;
    for (int i = 0; i < 4; i++) {
        const struct rib *rib = &ribs[i / 2];
        SDL_Vertex *vertex = &geometry->vertices[geometry->vertex_count++];
        vertex->position.x = rib->at.x + rib->across.x * span[i % 2];
        vertex->position.y = rib->at.y + rib->across.y * span[i % 2];
        vertex->color = (SDL_Color){color.r, color.g, color.b, alpha[i % 2]};
        vertex->tex_coord = (SDL_FPoint){0.0f, 0.0f};
    }
    const int corners[6] = {0, 1, 2, 2, 1, 3};
    for (int i = 0; i < 6; i++) {
        geometry->indices[geometry->index_count++] = first + corners[i];
    }
}

static void
add_pieces(struct stage *stage, const struct rib ribs[2], float width,
           struct color color) {
    float half = width / 2.0f;
    float inner = fmaxf(half - FEATHER_PX / 2.0f, 0.0f);
    float outer = half + FEATHER_PX / 2.0f;
    // A line thinner than the feather is fainter instead.
    float strength = fminf(width / FEATHER_PX, 1.0f);
    uint8_t alpha = (uint8_t) ((float) color.a * strength + 0.5f);
    const uint8_t full[2] = {alpha, alpha}, fading[2] = {alpha, 0};
    if (inner > 0.0f) {
        add_piece(&stage->core, ribs, (const float[]){-inner, inner}, full,
                  color);
    }
    add_piece(&stage->feather, ribs, (const float[]){inner, outer}, fading,
              color);
    add_piece(&stage->feather, ribs, (const float[]){-inner, -outer}, fading,
              color);
}

// Between two ribs; in parts where it is long and neither flat nor upright.
static void
add_between(struct stage *stage, struct rib a, struct rib b, float width,
            struct color color) {
    float x = fabsf(b.at.x - a.at.x), y = fabsf(b.at.y - a.at.y);
    int parts = 1;
    if (stage->is_software && fminf(x, y) > PIECE_PX / 2.0f) {
        parts = (int) ceilf(fmaxf(x, y) / PIECE_PX);
    }
    struct rib ribs[2] = {a, a};
    for (int i = 1; i <= parts; i++) {
        float t = (float) i / (float) parts, s = 1.0f - t;
        ribs[1].at.x = a.at.x * s + b.at.x * t;
        ribs[1].at.y = a.at.y * s + b.at.y * t;
        ribs[1].across.x = a.across.x * s + b.across.x * t;
        ribs[1].across.y = a.across.y * s + b.across.y * t;
        add_pieces(stage, ribs, width, color);
        ribs[0] = ribs[1];
    }
}

static void
flush(struct stage *stage, struct geometry *geometry, bool is_opaque) {
    if (geometry->index_count > 0) {
        SDL_SetRenderDrawBlendMode(stage->renderer, is_opaque
                                                        ? SDL_BLENDMODE_NONE
                                                        : SDL_BLENDMODE_BLEND);
        SDL_RenderGeometry(stage->renderer, NULL, geometry->vertices,
                           geometry->vertex_count, geometry->indices,
                           geometry->index_count);
    }
    geometry->vertex_count = 0;
    geometry->index_count = 0;
}

static void
flush_both(struct stage *stage, struct color color) {
    flush(stage, &stage->core, color.a == 0xff);
    flush(stage, &stage->feather, false);
}

static struct point
left_of(struct point direction_in) {
    return (struct point){-direction_in.y, direction_in.x};
}

// The rib at a bend: along the middle of both sides, longer the sharper it is.
// False: too sharp for that.
static bool
bend_rib(struct point in, struct point out, struct point at, struct rib *rib) {
    float cosine = in.x * out.x + in.y * out.y;
    if (cosine < 0.5f) {
        return false;
    }
    struct point a = left_of(in), b = left_of(out);
    float stretch = 1.0f / (1.0f + cosine);
    rib->at = at;
    rib->across = (struct point){(a.x + b.x) * stretch, (a.y + b.y) * stretch};
    return true;
}

void
paint_stroke(struct stage *stage, const struct point *points, size_t count,
             float width, bool is_closed, struct color color) {
    size_t pieces = is_closed ? count : count - 1;
    for (size_t i = 0; i < pieces; i++) {
        struct point a = points[i], b = points[(i + 1) % count];
        struct point way = direction(a, b);
        if (way.x == 0.0f && way.y == 0.0f) {
            continue;
        }
        struct rib from = {a, left_of(way)}, to = {b, left_of(way)};
        bool has_before = is_closed || i > 0;
        bool has_after = is_closed || i + 2 < count;
        struct point before = direction(points[(i + count - 1) % count], a);
        struct point after = direction(b, points[(i + 2) % count]);
        if (!has_before || !bend_rib(before, way, a, &from)) {
            paint_disc(stage, a, width / 2.0f, color);
        }
        if (!has_after || !bend_rib(way, after, b, &to)) {
            paint_disc(stage, b, width / 2.0f, color);
        }
        add_between(stage, from, to, width, color);
    }
    flush_both(stage, color);
}

void
paint_ring(struct stage *stage, const struct mark *mark) {
    float radius = mark->ring.radius, sweep = mark->ring.sweep;
    float steps_wanted = ceilf(radius * sweep * TURN / 6.0f);
    int steps = (int) fminf(fmaxf(steps_wanted, 6.0f), 360.0f);
    struct rib last = {{0.0f, 0.0f}, {0.0f, 0.0f}};
    for (int i = 0; i <= steps; i++) {
        float turn = mark->ring.from + sweep * (float) i / (float) steps;
        struct point out = {sinf(turn * TURN), -cosf(turn * TURN)};
        struct rib rib = {{mark->ring.center.x + out.x * radius,
                           mark->ring.center.y + out.y * radius},
                          out};
        if (i > 0) {
            add_between(stage, last, rib, mark->ring.width, mark->color);
        }
        last = rib;
    }
    flush_both(stage, mark->color);
}
