// Edits of one exercise, in order of id.
#include "session/edits.h"
#include <sodium.h>
#include <string.h>

uint64_t
item_id(const void *bytes, size_t size) {
    uint8_t hash[16];
    crypto_generichash(hash, sizeof hash, bytes, size, NULL, 0);
    uint64_t id = 0;
    for (int i = 0; i < 6; i++) {
        id = id << 8 | hash[i];
    }
    return id == 0 ? 1 : id;
}

// Where it is, or where it would be.
static uint32_t
place_of(const struct ballot_box *box, uint64_t id) {
    uint32_t low = 0, high = box->edit_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (box->edits[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct edit *
edit_find(const struct ballot_box *box, uint64_t id) {
    uint32_t at = place_of(box, id);
    return at < box->edit_count && box->edits[at].id == id ? &box->edits[at]
                                                           : NULL;
}

uint64_t
edit_root(const struct ballot_box *box, uint64_t id) {
    // A merge never makes a ring, so this ends.
    const struct edit *edit = edit_find(box, id);
    while (edit != NULL && edit->into != 0) {
        id = edit->into;
        edit = edit_find(box, id);
    }
    return id;
}

bool
edit_is_hidden(const struct ballot_box *box, uint64_t id) {
    const struct edit *edit = edit_find(box, edit_root(box, id));
    return edit != NULL && edit->is_hidden;
}

// NULL: no room for more.
static struct edit *
edit_slot(struct session *session, struct ballot_box *box, uint64_t id) {
    uint32_t at = place_of(box, id);
    // The arena's memory is the session's own; only readers see it const.
    struct edit *edits = (struct edit *) box->edits;
    if (at < box->edit_count && edits[at].id == id) {
        return &edits[at];
    }
    if (edits == NULL) {
        edits = arena_take(&session->arena, EDIT_MAX * sizeof *edits);
        box->edits = edits;
    }
    if (edits == NULL || box->edit_count >= EDIT_MAX) {
        return NULL;
    }
    memmove(&edits[at + 1], &edits[at], (box->edit_count - at) * sizeof *edits);
    edits[at] = (struct edit){.id = id};
    box->edit_count++;
    return &edits[at];
}

static enum verdict
merge(struct session *session, struct ballot_box *box,
      const struct event *event) {
    uint64_t into = edit_root(box, event->edited.ids[0]);
    for (unsigned i = 1; i < event->edited.count; i++) {
        uint64_t id = edit_root(box, event->edited.ids[i]);
        if (id == into) {
            continue; // it is there already, or would become a ring
        }
        struct edit *edit = edit_slot(session, box, id);
        if (edit == NULL) {
            return VERDICT_FULL;
        }
        edit->into = into;
    }
    return VERDICT_OK;
}

enum verdict
edits_apply(struct session *session, const struct event *event) {
    if (event->edited.exercise >= session->deck->exercise_count) {
        return VERDICT_UNKNOWN;
    }
    struct ballot_box *box = session_box(session, event->edited.exercise, 1);
    if (box->edit_count + event->edited.count > EDIT_MAX) {
        return VERDICT_FULL; // all of it or nothing
    }
    if (event->edited.verb == EDIT_MERGE) {
        return merge(session, box, event);
    }
    for (unsigned i = 0; i < event->edited.count; i++) {
        struct edit *edit = edit_slot(session, box, event->edited.ids[i]);
        if (edit == NULL) {
            return VERDICT_FULL;
        }
        switch (event->edited.verb) {
            case EDIT_HIDE:
                edit->is_hidden = true;
                break;
            case EDIT_SHOW:
                edit->is_hidden = false;
                edit->into = 0;
                break;
            default:
                edit->is_ticked = event->edited.verb == EDIT_TICK;
                break;
        }
    }
    return VERDICT_OK;
}
