// A wall is gathered, sorted by id, and what has one id or was merged into it
// becomes one. While a box takes no ballots the session keeps its wall: every
// guest who judges is shown it and has their choice checked against it.
#include "session/wall.h"
#include <stdlib.h>
#include <string.h>

struct kept_wall {
    struct wall_item *raw, *items; // items: with the host's edits
    uint32_t raw_count, count, room, hidden, merged;
    bool is_fresh; // no ballot has come since
    bool is_edited;
};

static int
compare_items(const void *a, const void *b) {
    const struct wall_item *left = a, *right = b;
    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    // Of several ways to write one thing the first in byte order stands for
    // it: the earliest would tell who came first.
    size_t size = left->size < right->size ? left->size : right->size;
    int order = memcmp(left->bytes, right->bytes, size);
    order = order != 0 ? order : left->size - right->size;
    return order != 0 ? order : strcmp(left->by, right->by);
}

static uint32_t
count_written(const struct ballot_box *box) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < box->count; i++) {
        struct written one = {0};
        for (uint16_t at = 0; written_next(&box->ballots[i], &at, &one);) {
            count++;
        }
    }
    return count;
}

static void
gather(struct wall *wall, const struct ballot_box *box) {
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        struct written one = {0};
        for (uint16_t at = 0; written_next(ballot, &at, &one);) {
            wall->items[wall->count++] =
                (struct wall_item){.id = one.id,
                                   .bytes = one.bytes,
                                   .size = one.size,
                                   .by = written_by(ballot),
                                   .writers = 1};
        }
    }
}

// Of several who signed one text the first by name, not by time.
static const char *
first_name(const char *a, const char *b) {
    if (a[0] == '\0' || b[0] == '\0') {
        return a[0] == '\0' ? b : a;
    }
    return strcmp(a, b) <= 0 ? a : b;
}

// Things of one id become one. The list is sorted.
static void
join_equal(struct wall *wall) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < wall->count; i++) {
        struct wall_item *last = kept > 0 ? &wall->items[kept - 1] : NULL;
        if (last != NULL && last->id == wall->items[i].id) {
            last->writers += wall->items[i].writers;
            last->by = first_name(last->by, wall->items[i].by);
        } else {
            wall->items[kept] = wall->items[i];
            wall->items[kept].number = kept + 1;
            kept++;
        }
    }
    wall->count = kept;
}

// Index of an id among the items; WALL_NONE.
static uint32_t
place_of(const struct wall *wall, uint64_t id) {
    uint32_t low = 0, high = wall->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (wall->items[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < wall->count && wall->items[low].id == id ? low : WALL_NONE;
}

// A merged thing counts for what it was merged into, if that is there.
static void
move_merged(struct wall *wall) {
    for (uint32_t i = 0; i < wall->count; i++) {
        struct wall_item *item = &wall->items[i];
        uint32_t root = place_of(wall, edit_root(wall->box, item->id));
        if (root != WALL_NONE && root != i) {
            wall->items[root].writers += item->writers;
            wall->items[root].merged++;
            wall->merged++;
            item->writers = 0; // gone; what it was merged into may be far
        }
    }
}

// Whoever gave several of what is one now counts once.
static void
count_writers_once(struct wall *wall, const struct ballot_box *written) {
    for (uint32_t i = 0; i < written->count; i++) {
        uint32_t seen[DECK_ITEM_MAX];
        unsigned count = 0;
        struct written one = {0};
        for (uint16_t at = 0; written_next(&written->ballots[i], &at, &one);) {
            uint32_t item = wall_find(wall, one.id);
            bool is_new = item != WALL_NONE;
            for (unsigned k = 0; is_new && k < count; k++) {
                if (seen[k] == item) {
                    wall->items[item].writers--;
                    is_new = false;
                }
            }
            if (is_new && count < DECK_ITEM_MAX) {
                seen[count++] = item;
            }
        }
    }
}

static void
apply_edits(struct wall *wall, const struct ballot_box *written) {
    move_merged(wall);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < wall->count; i++) {
        struct wall_item *item = &wall->items[i];
        const struct edit *edit = edit_find(wall->box, item->id);
        bool is_hidden = edit_is_hidden(wall->box, item->id);
        item->is_ticked = edit != NULL && edit->is_ticked;
        wall->hidden += is_hidden && item->writers > 0;
        if (item->writers > 0 && !is_hidden) {
            wall->items[kept++] = *item;
        }
    }
    wall->count = kept;
    if (wall->merged > 0) {
        count_writers_once(wall, written);
    }
}

static bool
is_kept(const struct ballot_box *written) {
    return written->wall != NULL && written->wall->is_fresh;
}

bool
wall_init_raw(struct wall *out, const struct ballot_box *box, uint8_t round) {
    *out = (struct wall){.box = box};
    const struct ballot_box *written = &box[round - 1];
    if (is_kept(written)) {
        out->items = written->wall->raw;
        out->count = written->wall->raw_count;
        out->is_borrowed = true;
        return true;
    }
    uint32_t count = count_written(written);
    out->items = calloc(count > 0 ? count : 1, sizeof *out->items);
    if (out->items == NULL) {
        return false;
    }
    gather(out, written);
    qsort(out->items, out->count, sizeof *out->items, compare_items);
    join_equal(out);
    return true;
}

bool
wall_init(struct wall *out, const struct ballot_box *box, uint8_t round) {
    const struct ballot_box *written = &box[round - 1];
    if (is_kept(written) && written->wall->is_edited) {
        const struct kept_wall *kept = written->wall;
        *out = (struct wall){kept->items,  kept->count, kept->hidden,
                             kept->merged, box,         true};
        return true;
    }
    if (!wall_init_raw(out, box, round)) {
        return false;
    }
    if (box->edit_count > 0 && !out->is_borrowed) {
        apply_edits(out, written);
    }
    return true;
}

// -- Kept --------------------------------------------------------------------

static bool
make_room(struct arena *arena, struct kept_wall *kept, uint32_t count) {
    if (kept->room >= count) {
        return true;
    }
    uint32_t room = count + count / 4;
    kept->raw = arena_take(arena, room * sizeof *kept->raw);
    kept->items = arena_take(arena, room * sizeof *kept->items);
    kept->room = kept->raw != NULL && kept->items != NULL ? room : 0;
    return kept->room > 0;
}

static void
keep_edited(struct kept_wall *kept, const struct ballot_box *box,
            const struct ballot_box *written) {
    kept->is_edited = box->edit_count > 0;
    if (!kept->is_edited) {
        return;
    }
    memcpy(kept->items, kept->raw, kept->raw_count * sizeof *kept->items);
    struct wall wall = {
        .items = kept->items, .count = kept->raw_count, .box = box};
    apply_edits(&wall, written);
    kept->count = wall.count;
    kept->hidden = wall.hidden;
    kept->merged = wall.merged;
}

static void
keep(struct arena *arena, const struct ballot_box *box,
     struct ballot_box *written) {
    uint32_t count = count_written(written);
    if (count > 0 && written->wall == NULL) {
        written->wall = arena_take(arena, sizeof *written->wall);
    }
    struct kept_wall *kept = written->wall;
    if (count == 0 || kept == NULL || !make_room(arena, kept, count)) {
        return;
    }
    struct wall wall = {.items = kept->raw, .box = box};
    gather(&wall, written);
    qsort(wall.items, wall.count, sizeof *wall.items, compare_items);
    join_equal(&wall);
    kept->raw_count = wall.count;
    kept->is_fresh = true;
    keep_edited(kept, box, written);
}

void
walls_keep(struct session *session, uint16_t exercise) {
    const struct exercise *asked = &session->exercises[exercise];
    struct ballot_box *box = session_box(session, exercise, 1);
    const struct phase *phase = session_phase(session);
    for (uint8_t i = 0; i < asked->round_count; i++) {
        bool is_open = session->place.exercise == exercise && phase != NULL
                       && phase->round == i + 1;
        if (!is_open && !is_kept(&box[i])) {
            keep(&session->arena, box, &box[i]);
        }
    }
}

void
walls_edit(struct session *session, uint16_t exercise) {
    struct ballot_box *box = session_box(session, exercise, 1);
    for (uint8_t i = 0; i < session->exercises[exercise].round_count; i++) {
        if (is_kept(&box[i])) {
            keep_edited(box[i].wall, box, &box[i]);
        }
    }
}

void
wall_spoil(struct ballot_box *box) {
    if (box->wall != NULL) {
        box->wall->is_fresh = false;
    }
}

void
wall_finish(struct wall *wall) {
    if (wall != NULL) {
        if (!wall->is_borrowed) {
            free(wall->items);
        }
        *wall = (struct wall){0};
    }
}

uint32_t
wall_find(const struct wall *wall, uint64_t id) {
    uint32_t at = place_of(wall, edit_root(wall->box, id));
    // What it was merged into may have been taken back by whoever wrote it.
    return at != WALL_NONE ? at : place_of(wall, id);
}

static void
count_ballot(const struct wall *wall, const struct ballot *ballot,
             bool may_repeat, uint32_t *counts) {
    uint32_t seen[CHOICE_SHOWN_MAX];
    unsigned count = 0;
    uint64_t id = 0;
    for (uint16_t at = 0; chosen_next(ballot, &at, &id);) {
        uint32_t item = wall_find(wall, id);
        bool is_new = item != WALL_NONE;
        for (unsigned k = 0; !may_repeat && k < count; k++) {
            is_new = is_new && seen[k] != item;
        }
        if (is_new && count < CHOICE_SHOWN_MAX) {
            seen[count++] = item;
            counts[item]++;
        }
    }
}

void
wall_count(const struct wall *wall, const struct ballot_box *round,
           bool may_repeat, uint32_t *counts) {
    for (uint32_t i = 0; i < round->count; i++) {
        count_ballot(wall, &round->ballots[i], may_repeat, counts);
    }
}

uint32_t
wall_deal(const struct wall *wall, uint32_t deal, uint32_t *out_first) {
    *out_first = 0;
    if (wall->count <= CHOICE_SHOWN_MAX) {
        return wall->count;
    }
    *out_first = (uint32_t) ((uint64_t) deal * CHOICE_SHOWN_MAX % wall->count);
    return CHOICE_SHOWN_MAX;
}

void
wall_write(const struct wall *wall, uint32_t deal, struct json_out *out) {
    uint32_t first = 0;
    uint32_t count = wall_deal(wall, deal, &first);
    json_open_array(out, "items");
    for (uint32_t i = 0; i < count; i++) {
        const struct wall_item *item = &wall->items[(first + i) % wall->count];
        json_open_array(out, NULL);
        json_write_integer(out, NULL, (int64_t) item->id);
        json_write_string(out, NULL, (const char *) item->bytes);
        json_close_array(out);
    }
    json_close_array(out);
}

bool
wall_check(const struct ballot_box *box, uint8_t round,
           const struct answer *answer, const char *field,
           struct answer_fault *fault) {
    struct wall wall;
    struct ballot ballot = written_ballot(answer);
    uint64_t id = 0;
    bool is_there = wall_init(&wall, box, round);
    for (uint16_t at = 0; is_there && chosen_next(&ballot, &at, &id);) {
        is_there = wall_find(&wall, id) != WALL_NONE;
    }
    wall_finish(&wall);
    return is_there
           || answer_refuse(fault, field,
                            "must hold what is there to choose from");
}
