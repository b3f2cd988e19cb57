// Members of the states that only some exercises have: a guest's group, and
// what guests wrote as a list for the host.
#include "room/parts.h"
#include "session/groups.h"
#include "session/kinds/words.h"
#include "session/wall.h"
#include <stdio.h>
#include <string.h>

#define MEMBERS_MAX 12 // of a group, as a phone shows them
#define WALL_ROWS_MAX 200

void
state_write_group(const struct room_core *core, uint32_t guest,
                  struct json_out *json) {
    const struct session *session = core->session;
    struct group group;
    if (!session_group_of(session, guest, &group)) {
        json_write_null(json, "group");
        return;
    }
    json_open_object(json, "group");
    json_write_string(json, "name", group.name);
    json_write_integer(json, "slot", group.slot);
    json_write_integer(json, "size", group.size);
    const struct exercise *exercise = session_exercise(session);
    if (exercise->is_by_group && group.scribe != GUEST_NOBODY) {
        json_write_string(json, "scribe", session->guests[group.scribe].words);
        json_write_boolean(json, "you_scribe", group.scribe == guest);
    }
    json_open_array(json, "members");
    uint32_t member = GUEST_NOBODY;
    for (unsigned i = 0; i < MEMBERS_MAX; i++) {
        member = session_group_member(session, group.number, member);
        if (member == GUEST_NOBODY) {
            break;
        }
        json_write_string(json, NULL, session->guests[member].words);
    }
    json_close_array(json);
    json_close_object(json);
}

// -- The host's list of what guests wrote ------------------------------------

static void
write_row(const struct ballot_box *box, uint64_t id, const char *text,
          uint32_t count, struct json_out *json) {
    const struct edit *edit = edit_find(box, id);
    json_open_array(json, NULL);
    json_write_integer(json, NULL, (int64_t) id);
    json_write_string(json, NULL, text);
    json_write_integer(json, NULL, count);
    if (edit == NULL
        || (edit->into == 0 && !edit->is_hidden && !edit->is_ticked)) {
        json_write_null(json, NULL);
    } else {
        json_open_object(json, NULL);
        if (edit->into != 0) {
            json_write_integer(json, "into", (int64_t) edit->into);
        }
        if (edit->is_hidden) {
            json_write_boolean(json, "hidden", true);
        }
        if (edit->is_ticked) {
            json_write_boolean(json, "ticked", true);
        }
        json_close_object(json);
    }
    json_close_array(json);
}

// The round whose texts are moderated: for whys that of the present step.
static uint8_t
written_round(const struct session *session) {
    uint8_t round = session_round(session);
    bool is_whys = strcmp(session_exercise(session)->kind, "whys") == 0;
    return is_whys ? (uint8_t) (round - (round + 1) % 2) : 1;
}

static void
write_items(const struct session *session, const struct ballot_box *box,
            struct json_out *json) {
    struct wall wall;
    bool is_drawn = strcmp(session_exercise(session)->kind, "sketch") == 0;
    if (!wall_init_raw(&wall, box, written_round(session))) {
        return;
    }
    for (uint32_t i = 0; i < wall.count && i < WALL_ROWS_MAX; i++) {
        const struct wall_item *item = &wall.items[i];
        char number[24];
        snprintf(number, sizeof number, "drawing %u", i + 1);
        write_row(box, item->id, is_drawn ? number : (const char *) item->bytes,
                  item->writers, json);
    }
    wall_finish(&wall);
}

static void
write_words(const struct ballot_box *box, struct json_out *json) {
    struct ballot_box raw = *box;
    raw.edits = NULL;
    raw.edit_count = 0;
    struct words_tally tally;
    words_tally(&raw, &tally);
    for (uint32_t i = 0; i < tally.count && i < WALL_ROWS_MAX; i++) {
        const char *key = words_entry_key(&tally.entries[i]);
        write_row(box, item_id(key, strlen(key)), tally.entries[i].text,
                  tally.entries[i].count, json);
    }
}

void
state_write_wall(const struct room_core *core, struct json_out *json) {
    const struct session *session = core->session;
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL || !kind_of(exercise)->is_written) {
        json_write_null(json, "wall");
        return;
    }
    const struct ballot_box *box =
        session_box(session, (uint16_t) session->place.exercise, 1);
    json_open_array(json, "wall");
    if (strcmp(exercise->kind, "words") == 0) {
        write_words(box, json);
    } else {
        write_items(session, box, json);
    }
    json_close_array(json);
}
