// An Archimedean spiral, stretched to the form of the area, with boxes tested
// against boxes. The box that was hit last is tested first: on a spiral it is
// nearly always the one that is hit again.
#include "scene/kinds/cloud.h"

#include <math.h>
#include <stdbool.h>

#define TURN 6.2831853f
#define STEPS_MAX 2400

struct cloud {
    const struct cloud_item *items;
    unsigned placed;
    unsigned last_hit;
    struct box area;
};

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
place_one(struct cloud *cloud, struct cloud_item *item, unsigned number) {
    struct box area = cloud->area;
    float step = fmaxf(1.0f, fminf(area.w, area.h) / 60.0f);
    float stretch = area.h > 0.0f ? fminf(3.0f, area.w / area.h) : 1.0f;
    float angle = (float) (number * 5 % 8) / 8.0f * TURN;
    float radius = 0.0f;
    float reach = area.h / 2.0f + area.w / 2.0f / stretch;
    for (int i = 0; i < STEPS_MAX && radius < reach; i++) {
        item->center = (struct point){
            area.x + area.w / 2.0f + radius * stretch * cosf(angle),
            area.y + area.h / 2.0f + radius * sinf(angle)};
        if (is_inside(cloud, item) && is_free(cloud, item)) {
            return true;
        }
        // Equal steps along the spiral, whose arms are one step and a half
        // apart.
        float turn = step / fmaxf(step, radius * 0.8f);
        angle += turn;
        radius += 1.5f * step * turn / TURN;
    }
    return false;
}

unsigned
cloud_place(struct cloud_item *items, unsigned count, struct box area) {
    struct cloud cloud = {.items = items, .area = area};
    for (unsigned i = 0; i < count; i++) {
        if (!place_one(&cloud, &items[i], i)) {
            return i;
        }
        cloud.placed++;
        cloud.last_hit = i;
    }
    return count;
}
