// An Archimedean spiral, stretched to the form of the area. Its points are laid
// out once; those that a placed box has taken for every box that is still to
// come are struck out, so that what comes later looks at few. Boxes are tested
// against boxes, the one that was hit last first: on a spiral it is nearly
// always the one that is hit again.
#include "scene/kinds/cloud.h"

#include <math.h>
#include <stdbool.h>

#define TURN 6.2831853f
#define PATH_MAX 4000
#define STEPS_PER_SIDE 46.0f // of the area's shorter side
#define STRETCH_MAX 3.0f

struct cloud {
    const struct cloud_item *items;
    unsigned placed;
    unsigned last_hit;
    struct box area;
    struct point path[PATH_MAX]; // still free, from the middle outward
    unsigned path_count;
};

// Equal steps along the spiral, whose arms are a step and a half apart.
static void
lay_path(struct cloud *cloud) {
    struct box area = cloud->area;
    float step = fmaxf(1.0f, fminf(area.w, area.h) / STEPS_PER_SIDE);
    float stretch = fminf(STRETCH_MAX, area.w / fmaxf(1.0f, area.h));
    float reach = area.h / 2.0f + area.w / 2.0f / stretch;
    float angle = 0.0f, radius = 0.0f;
    while (cloud->path_count < PATH_MAX && radius < reach) {
        cloud->path[cloud->path_count++] = (struct point){
            area.x + area.w / 2.0f + radius * stretch * cosf(angle),
            area.y + area.h / 2.0f + radius * sinf(angle)};
        float turn = step / fmaxf(step, radius * 0.8f);
        angle += turn;
        radius += 1.5f * step * turn / TURN;
    }
}

static bool
meet(const struct cloud_item *a, const struct cloud_item *b) {
    return fabsf(a->center.x - b->center.x) * 2.0f < a->w + b->w
           && fabsf(a->center.y - b->center.y) * 2.0f < a->h + b->h;
}

static bool
is_inside(const struct cloud *cloud, const struct cloud_item *item) {
    const struct box *area = &cloud->area;
    return item->center.x - item->w / 2.0f >= area->x
           && item->center.x + item->w / 2.0f <= area->x + area->w
           && item->center.y - item->h / 2.0f >= area->y
           && item->center.y + item->h / 2.0f <= area->y + area->h;
}

static bool
is_free(struct cloud *cloud, const struct cloud_item *item) {
    if (cloud->placed > 0 && meet(item, &cloud->items[cloud->last_hit])) {
        return false;
    }
    for (unsigned i = 0; i < cloud->placed; i++) {
        if (meet(item, &cloud->items[i])) {
            cloud->last_hit = i;
            return false;
        }
    }
    return true;
}

static bool
place_one(struct cloud *cloud, struct cloud_item *item) {
    for (unsigned i = 0; i < cloud->path_count; i++) {
        item->center = cloud->path[i];
        if (is_inside(cloud, item) && is_free(cloud, item)) {
            return true;
        }
    }
    return false;
}

// Strikes out the points where even the smallest box would meet this one.
static void
strike_out(struct cloud *cloud, const struct cloud_item *item,
           struct cloud_item least) {
    unsigned kept = 0;
    for (unsigned i = 0; i < cloud->path_count; i++) {
        least.center = cloud->path[i];
        if (!meet(item, &least)) {
            cloud->path[kept++] = cloud->path[i];
        }
    }
    cloud->path_count = kept;
}

unsigned
cloud_place(struct cloud_item *items, unsigned count, struct box area) {
    struct cloud cloud;
    cloud.items = items;
    cloud.placed = cloud.last_hit = cloud.path_count = 0;
    cloud.area = area;
    struct cloud_item least = {.w = area.w, .h = area.h};
    for (unsigned i = 0; i < count; i++) {
        least.w = fminf(least.w, items[i].w);
        least.h = fminf(least.h, items[i].h);
    }
    lay_path(&cloud);
    for (unsigned i = 0; i < count; i++) {
        if (!place_one(&cloud, &items[i])) {
            return i;
        }
        cloud.placed++;
        cloud.last_hit = i;
        strike_out(&cloud, &items[i], least);
    }
    return count;
}
