// What session.json says that no ballot can: the items that an exercise took
// from an earlier result, and what the host hid, merged and ticked off. Ballots
// are read with them; afterwards the items are compared with the recount.
#include "base/check.h"
#include "report/audit.h"
#include <stdlib.h>
#include <string.h>

#define ID_MAX ((json_int_t) 1 << 48)
#define EDIT_MAX 1024

static void
find(struct audit *audit, const struct audit_count *count, const char *what) {
    audit_find(&audit->findings, "session.json: exercise %s %s.",
               count->exercise.id, what);
}

// -- Items -------------------------------------------------------------------

static void
take_item(struct audit *audit, struct audit_count *count, const json_t *json) {
    struct exercise *exercise = &count->exercise;
    const char *text = json_string_value(json);
    bool is_new = text != NULL && text[0] != '\0';
    for (unsigned i = 0; is_new && i < exercise->item_count; i++) {
        is_new = strcmp(exercise->items[i], text) != 0;
    }
    if (!is_new || exercise->item_count >= exercise->take
        || exercise->item_count >= DECK_ITEM_MAX) {
        find(audit, count, "has an item that is empty, double or too many");
        return;
    }
    exercise->items[exercise->item_count++] = text;
}

static void
take_items(struct audit *audit, struct audit_count *count,
           const json_t *object) {
    struct exercise *exercise = &count->exercise;
    const json_t *items = json_object_get(object, "items");
    const char *from = exercise->takes_from < 0
                           ? ""
                           : audit->deck->exercises[exercise->takes_from].id;
    if (strcmp(audit_json_text(object, "from"), from) != 0
        || json_is_array(items) != (exercise->takes_from >= 0)) {
        find(audit, count,
             "says otherwise than the deck whether its items are taken from "
             "another, and from which");
    }
    if (exercise->takes_from < 0) {
        return;
    }
    exercise->item_count = 0;
    for (size_t i = 0; i < json_array_size(items) && i <= DECK_ITEM_MAX; i++) {
        take_item(audit, count, json_array_get(items, i));
    }
    if (exercise->top > exercise->item_count) {
        exercise->top = exercise->item_count;
    }
}

// -- Edits -------------------------------------------------------------------

static int
compare_edits(const void *a, const void *b) {
    const struct audit_edit *left = a;
    const struct audit_edit *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

static uint64_t
id_of(const json_t *json) {
    json_int_t id = json_integer_value(json);
    return json_is_integer(json) && id > 0 && id < ID_MAX ? (uint64_t) id : 0;
}

// An entry of one of the three lists; false: it is none.
static bool
read_edit(const char *list, const json_t *json, struct audit_edit *out) {
    *out = (struct audit_edit){.is_hidden = strcmp(list, "hidden") == 0,
                               .is_ticked = strcmp(list, "ticked") == 0};
    if (strcmp(list, "merged") != 0) {
        out->id = id_of(json);
        return out->id != 0;
    }
    out->id = id_of(json_array_get(json, 0));
    out->into = id_of(json_array_get(json, 1));
    return json_array_size(json) == 2 && out->id != 0 && out->into != 0
           && out->id != out->into;
}

static void
take_list(struct audit *audit, struct audit_count *count, const json_t *edits,
          const char *name) {
    const json_t *list = json_object_get(edits, name);
    if (!json_is_array(list) || json_array_size(list) > EDIT_MAX) {
        find(audit, count, "has no list of what the host edited, or too many");
        return;
    }
    uint64_t last = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct audit_edit edit;
        if (!read_edit(name, json_array_get(list, i), &edit)
            || edit.id <= last) {
            find(audit, count,
                 "lists an edit of the host that cannot be, or out of order");
            return;
        }
        last = edit.id;
        count->edits[count->edit_count++] = edit;
    }
}

// The three lists have a thing once each: together it has one entry.
static void
join_edits(struct audit_count *count) {
    uint32_t kept = 0;
    qsort(count->edits, count->edit_count, sizeof *count->edits, compare_edits);
    for (uint32_t i = 0; i < count->edit_count; i++) {
        const struct audit_edit *edit = &count->edits[i];
        struct audit_edit *before = kept > 0 ? &count->edits[kept - 1] : NULL;
        if (before != NULL && before->id == edit->id) {
            before->into = before->into > 0 ? before->into : edit->into;
            before->is_hidden = before->is_hidden || edit->is_hidden;
            before->is_ticked = before->is_ticked || edit->is_ticked;
        } else {
            count->edits[kept++] = *edit;
        }
    }
    count->edit_count = kept;
}

static void
take_edits(struct audit *audit, struct audit_count *count,
           const json_t *object) {
    const json_t *edits = json_object_get(object, "edits");
    if (!audit_is_written(count)) {
        return;
    }
    count->edits = calloc(3 * EDIT_MAX, sizeof *count->edits);
    CHECK(count->edits != NULL);
    take_list(audit, count, edits, "hidden");
    take_list(audit, count, edits, "merged");
    take_list(audit, count, edits, "ticked");
    join_edits(count);
}

void
audit_take_claims(struct audit *audit) {
    const json_t *exercises = json_object_get(audit->root, "exercises");
    for (size_t i = 0; i < audit->exercise_count; i++) {
        struct audit_count *count = &audit->counts[i];
        const json_t *object = json_array_get(exercises, i);
        if (count->kind != AUDIT_NONE && count->kind != AUDIT_OTHER) {
            take_items(audit, count, object);
            take_edits(audit, count, object);
        }
    }
}
