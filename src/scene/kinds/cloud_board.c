// The nearest free place, exactly. Around each box that stands is a larger one
// in which the middle of the new box cannot be. The nearest free middle has the
// x of the wish or of an upright edge of such a larger box: if it had any other
// it could still move nearer. So only these are tried, and for each the nearest
// free y by stepping from edge to edge, upward and downward. With N boxes that
// is at most 2 N tries of N * N steps, and far fewer in practice. Distances are
// those of an ellipse of the area's form.
#include "scene/kinds/cloud_board.h"

#include <math.h>

#define STRETCH_MAX 3.0f
#define GAP_PX 0.05f // between two boxes, whatever the rounding

// Where a middle may not be (or may be), from `low` to `high`.
struct span {
    float low, high;
};

// A box that looks for its place.
struct search {
    const struct cloud_board *board;
    const struct cloud_item *item;
    struct point wish;
    struct span x, y; // where its middle is inside the area
    float stretch;
    struct point best;
    float best_distance; // < 0: none yet
};

static bool
is_inside(const struct box *area, const struct cloud_item *item) {
    return item->center.x - item->w / 2.0f >= area->x
           && item->center.x + item->w / 2.0f <= area->x + area->w
           && item->center.y - item->h / 2.0f >= area->y
           && item->center.y + item->h / 2.0f <= area->y + area->h;
}

bool
board_is_free(struct cloud_board *board, const struct cloud_item *item) {
    if (!is_inside(&board->area, item)
        || (board->count > 0
            && cloud_meet(item, board->standing[board->last_hit]))) {
        return false;
    }
    for (unsigned i = 0; i < board->count; i++) {
        if (cloud_meet(item, board->standing[i])) {
            board->last_hit = i;
            return false;
        }
    }
    return true;
}

// Where on the upright line at x the middle of the item cannot be.
static unsigned
blocked_spans(const struct search *search, float x, struct span *out) {
    unsigned count = 0;
    for (unsigned i = 0; i < search->board->count; i++) {
        const struct cloud_item *other = search->board->standing[i];
        float reach = (search->item->w + other->w) / 2.0f;
        if (fabsf(x - other->center.x) < reach) {
            float half = (search->item->h + other->h) / 2.0f + GAP_PX;
            out[count++] =
                (struct span){other->center.y - half, other->center.y + half};
        }
    }
    return count;
}

// From y on, up or down, to the first that no span holds.
static float
leave_spans(const struct span *spans, unsigned count, float y, bool is_down) {
    bool is_blocked = true;
    while (is_blocked) {
        is_blocked = false;
        for (unsigned i = 0; i < count; i++) {
            if (y > spans[i].low && y < spans[i].high) {
                y = is_down ? spans[i].high : spans[i].low;
                is_blocked = true;
            }
        }
    }
    return y;
}

static void
consider(struct search *search, float x, float y) {
    float across = (x - search->wish.x) / search->stretch;
    float along = y - search->wish.y;
    float distance = across * across + along * along;
    if (search->best_distance < 0.0f || distance < search->best_distance) {
        search->best = (struct point){x, y};
        search->best_distance = distance;
    }
}

static void
try_x(struct search *search, float x) {
    float across = (x - search->wish.x) / search->stretch;
    bool is_far = search->best_distance >= 0.0f
                  && across * across >= search->best_distance;
    if (is_far || x < search->x.low || x > search->x.high) {
        return;
    }
    struct span spans[CLOUD_MAX];
    unsigned count = blocked_spans(search, x, spans);
    float start = fmaxf(search->y.low, fminf(search->y.high, search->wish.y));
    float above = leave_spans(spans, count, start, false);
    float below = leave_spans(spans, count, start, true);
    if (above >= search->y.low) {
        consider(search, x, above);
    }
    if (below <= search->y.high) {
        consider(search, x, below);
    }
}

bool
board_find_near(const struct cloud_board *board, struct cloud_item *item,
                struct point wish) {
    const struct box *area = &board->area;
    float half_w = item->w / 2.0f + GAP_PX;
    float half_h = item->h / 2.0f + GAP_PX;
    struct search search = {
        .board = board,
        .item = item,
        .wish = wish,
        .x = {area->x + half_w, area->x + area->w - half_w},
        .y = {area->y + half_h, area->y + area->h - half_h},
        .stretch = fminf(STRETCH_MAX, area->w / fmaxf(1.0f, area->h)),
        .best_distance = -1.0f,
    };
    if (search.x.low > search.x.high || search.y.low > search.y.high) {
        return false;
    }
    try_x(&search, fmaxf(search.x.low, fminf(search.x.high, wish.x)));
    for (unsigned i = 0; i < board->count; i++) {
        const struct cloud_item *other = board->standing[i];
        float reach = half_w + other->w / 2.0f;
        try_x(&search, other->center.x - reach);
        try_x(&search, other->center.x + reach);
    }
    if (search.best_distance >= 0.0f) {
        item->center = search.best;
    }
    return search.best_distance >= 0.0f;
}
