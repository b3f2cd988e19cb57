// What has stood somewhere looks for the nearest room to there. What is new
// goes along an Archimedean spiral, stretched to the form of the area, which
// leaves the air that a cloud has; and where that finds nothing, to the nearest
// room to the middle. The points of the spiral are laid out once; those that a
// placed box has taken for every box that is still to come are struck out, so
// that what comes later looks at few.
#include "scene/kinds/cloud.h"

#include <math.h>

#include "base/check.h"
#include "scene/kinds/cloud_board.h"

#define TURN 6.2831853f
#define PATH_MAX 4000
#define STEPS_PER_SIDE 46.0f // of the area's shorter side
#define STRETCH_MAX 3.0f

struct cloud {
    struct cloud_board board;
    struct cloud_item least;     // the smallest box of all
    struct point path[PATH_MAX]; // still free, from the middle outward
    unsigned path_count;
};

// Equal steps along the spiral, whose arms are a step and a half apart.
static void
lay_path(struct cloud *cloud) {
    struct box area = cloud->board.area;
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

static void
begin(struct cloud *cloud, const struct cloud_item *items, unsigned count,
      struct box area) {
    CHECK(count <= CLOUD_MAX);
    cloud->board.area = area;
    cloud->board.count = cloud->board.last_hit = cloud->path_count = 0;
    cloud->least = (struct cloud_item){.w = area.w, .h = area.h};
    bool has_new = false;
    for (unsigned i = 0; i < count; i++) {
        has_new = has_new || !items[i].has_wish;
        cloud->least.w = fminf(cloud->least.w, items[i].w);
        cloud->least.h = fminf(cloud->least.h, items[i].h);
    }
    if (has_new) {
        lay_path(cloud);
    }
}

// Strikes out the points where even the smallest box would meet this one.
static void
stand(struct cloud *cloud, const struct cloud_item *item) {
    unsigned kept = 0;
    for (unsigned i = 0; i < cloud->path_count; i++) {
        cloud->least.center = cloud->path[i];
        if (!cloud_meet(item, &cloud->least)) {
            cloud->path[kept++] = cloud->path[i];
        }
    }
    cloud->path_count = kept;
    cloud->board.last_hit = cloud->board.count;
    cloud->board.standing[cloud->board.count++] = item;
}

static bool
find_on_path(struct cloud *cloud, struct cloud_item *item) {
    for (unsigned i = 0; i < cloud->path_count; i++) {
        item->center = cloud->path[i];
        if (board_is_free(&cloud->board, item)) {
            return true;
        }
    }
    return false;
}

static bool
find_place(struct cloud *cloud, struct cloud_item *item) {
    struct box area = cloud->board.area;
    struct point middle = {area.x + area.w / 2.0f, area.y + area.h / 2.0f};
    if (item->has_wish) {
        return board_find_near(&cloud->board, item, item->center);
    }
    return find_on_path(cloud, item)
           || board_find_near(&cloud->board, item, middle);
}

unsigned
cloud_place(struct cloud_item *items, unsigned count, struct box area) {
    struct cloud cloud;
    begin(&cloud, items, count, area);
    for (unsigned i = 0; i < count; i++) {
        if (!find_place(&cloud, &items[i])) {
            return i;
        }
        stand(&cloud, &items[i]);
    }
    return count;
}

// Nobody stands there any more: for what is more important.
static void
give_way(struct cloud *cloud, const struct cloud_item *item) {
    struct cloud_board *board = &cloud->board;
    for (unsigned i = 0; i < board->count; i++) {
        if (board->standing[i] == item) {
            board->standing[i] = board->standing[--board->count];
            board->last_hit = 0;
            return;
        }
    }
}

unsigned
cloud_settle(struct cloud_item *items, unsigned count, struct box area,
             unsigned least) {
    struct cloud cloud;
    bool stays[CLOUD_MAX];
    begin(&cloud, items, count, area);
    for (unsigned i = 0; i < count; i++) {
        stays[i] = items[i].has_wish && board_is_free(&cloud.board, &items[i]);
        if (stays[i]) {
            stand(&cloud, &items[i]);
        }
    }
    for (unsigned i = 0; i < count; i++) {
        while (!stays[i] && !find_place(&cloud, &items[i])) {
            if (--count < least || count == i) {
                return count;
            }
            give_way(&cloud, &items[count]);
        }
        if (!stays[i]) {
            stand(&cloud, &items[i]);
        }
    }
    return count;
}
