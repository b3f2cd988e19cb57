// The lists of a drawing and the marks that go in them. The lists grow to the
// size of the largest picture and are then used again for every frame.
#include "drawing/drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "drawing/marks.h"

void
drawing_finish(struct drawing *drawing) {
    if (!drawing) {
        return;
    }
    free(drawing->marks);
    free(drawing->points);
    free(drawing->bytes);
    *drawing = (struct drawing){0};
}

void
drawing_begin(struct drawing *drawing, float width, float height,
              struct color background) {
    drawing->width = width;
    drawing->height = height;
    drawing->background = background;
    drawing->alpha = 1.0f;
    drawing->mark_count = 0;
    drawing->point_count = 0;
    drawing->byte_count = 0;
}

// Makes room for `more` items after `count`.
static void *
grown(void *items, size_t item_size, size_t count, size_t more, size_t *room) {
    if (count + more <= *room) {
        return items;
    }
    size_t wanted = *room ? *room * 2 : 64;
    while (wanted < count + more) {
        wanted *= 2;
    }
    void *moved = realloc(items, wanted * item_size);
    CHECK(moved);
    *room = wanted;
    return moved;
}

struct mark *
drawing_add_mark(struct drawing *drawing, enum mark_kind kind,
                 struct color color) {
    drawing->marks = grown(drawing->marks, sizeof(struct mark),
                           drawing->mark_count, 1, &drawing->mark_room);
    struct mark *mark = &drawing->marks[drawing->mark_count++];
    *mark = (struct mark){
        .kind = kind,
        .color = color_with_alpha(color, drawing->alpha),
    };
    return mark;
}

uint32_t
drawing_add_bytes(struct drawing *drawing, const void *bytes, size_t size) {
    drawing->bytes = grown(drawing->bytes, 1, drawing->byte_count, size,
                           &drawing->byte_room);
    CHECK(drawing->byte_count + size <= UINT32_MAX);
    uint32_t first = (uint32_t) drawing->byte_count;
    memcpy(drawing->bytes + first, bytes, size);
    drawing->byte_count += size;
    return first;
}

static uint32_t
add_points(struct drawing *drawing, const struct point *points, size_t count) {
    drawing->points = grown(drawing->points, sizeof(struct point),
                            drawing->point_count, count, &drawing->point_room);
    CHECK(drawing->point_count + count <= UINT32_MAX);
    uint32_t first = (uint32_t) drawing->point_count;
    memcpy(drawing->points + first, points, count * sizeof(struct point));
    drawing->point_count += count;
    return first;
}

void
drawing_group(struct drawing *drawing, const char *name) {
    uint32_t first = drawing_add_bytes(drawing, name, strlen(name) + 1);
    struct mark *mark =
        drawing_add_mark(drawing, MARK_GROUP, (struct color){0});
    mark->group.first = first;
}

void
drawing_rect(struct drawing *drawing, struct box box, float radius,
             struct color color) {
    if (!(box.w > 0.0f && box.h > 0.0f)) {
        return;
    }
    float most = fminf(box.w, box.h) / 2.0f;
    struct mark *mark = drawing_add_mark(drawing, MARK_RECT, color);
    mark->rect.box = box;
    mark->rect.radius = fmaxf(0.0f, fminf(radius, most));
}

void
drawing_disc(struct drawing *drawing, struct point center, float radius,
             struct color color) {
    if (!(radius > 0.0f)) {
        return;
    }
    struct mark *mark = drawing_add_mark(drawing, MARK_DISC, color);
    mark->disc.center = center;
    mark->disc.radius = radius;
}

void
drawing_ring(struct drawing *drawing, struct point center, float radius,
             float width, float from, float sweep, struct color color) {
    if (!(radius > 0.0f && width > 0.0f) || sweep == 0.0f) {
        return;
    }
    struct mark *mark = drawing_add_mark(drawing, MARK_RING, color);
    mark->ring.center = center;
    mark->ring.radius = radius;
    mark->ring.width = width;
    mark->ring.from = sweep < 0.0f ? from + sweep : from;
    mark->ring.sweep = fminf(fabsf(sweep), 1.0f);
}

void
drawing_polygon(struct drawing *drawing, const struct point *points,
                size_t count, struct color color) {
    if (count < 3) {
        return;
    }
    uint32_t first = add_points(drawing, points, count);
    struct mark *mark = drawing_add_mark(drawing, MARK_POLYGON, color);
    mark->path.first = first;
    mark->path.count = (uint32_t) count;
}

void
drawing_line(struct drawing *drawing, const struct point *points, size_t count,
             float width, bool is_closed, struct color color) {
    if (count < 2 || !(width > 0.0f)) {
        return;
    }
    uint32_t first = add_points(drawing, points, count);
    struct mark *mark = drawing_add_mark(drawing, MARK_LINE, color);
    mark->path.first = first;
    mark->path.count = (uint32_t) count;
    mark->path.width = width;
    mark->path.is_closed = is_closed;
}

const char *
mark_text(const struct drawing *drawing, const struct mark *mark) {
    CHECK(mark->kind == MARK_TEXT || mark->kind == MARK_GROUP);
    uint32_t first =
        mark->kind == MARK_TEXT ? mark->text.first : mark->group.first;
    return drawing->bytes + first;
}
