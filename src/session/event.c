// Events as records: the JSON of each body, written and read. Reading checks
// everything, since a journal may come from a damaged disk or another hand.
#include "session/event.h"
#include "base/bytes.h"
#include "base/check.h"
#include "session/kind.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_text[EVENT_TYPE_COUNT] = {
    [EVENT_OPENED] = "opened",     [EVENT_JOINED] = "joined",
    [EVENT_REMOVED] = "removed",   [EVENT_BALLOT] = "ballot",
    [EVENT_MOVED] = "moved",       [EVENT_CLOSED] = "closed",
    [EVENT_PAUSED] = "paused",     [EVENT_RESUMED] = "resumed",
    [EVENT_MORE] = "more",         [EVENT_TICKED] = "ticked",
    [EVENT_OVERLAID] = "overlaid", [EVENT_ENDED] = "ended",
    [EVENT_EDITED] = "edited",     [EVENT_GROUPED] = "grouped",
};

static const char *const verb_text[EDIT_VERB_COUNT] = {
    [EDIT_HIDE] = "hide", [EDIT_SHOW] = "show",     [EDIT_MERGE] = "merge",
    [EDIT_TICK] = "tick", [EDIT_UNTICK] = "untick",
};

static const char *const overlay_text[] = {
    [OVERLAY_NONE] = "none",
    [OVERLAY_BLANK] = "blank",
    [OVERLAY_JOIN] = "join",
};

const char *
event_type_text(enum event_type type) {
    CHECK(type < EVENT_TYPE_COUNT);
    return type_text[type];
}

int
edit_verb_find(const char *word) {
    for (int i = 0; word != NULL && i < EDIT_VERB_COUNT; i++) {
        if (strcmp(word, verb_text[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static void
write_joined(const struct event *event, struct json_out *out) {
    char hex[2 * TOKEN_HASH_SIZE + 1];
    bytes_to_hex(event->joined.token_hash, TOKEN_HASH_SIZE, hex);
    json_write_string(out, "token", hex);
    json_write_string(out, "words", event->joined.words);
    if (event->joined.name[0] != '\0') {
        json_write_string(out, "name", event->joined.name);
    }
    if (event->joined.lang[0] != '\0') {
        json_write_string(out, "lang", event->joined.lang);
    }
}

static void
write_ballot(const struct event *event, const struct session *session,
             struct json_out *out) {
    CHECK(event->ballot.exercise < session->deck->exercise_count);
    const struct exercise *exercise =
        &session->exercises[event->ballot.exercise];
    char hex[2 * BALLOT_KEY_SIZE + 1];
    bytes_to_hex(event->ballot.key, BALLOT_KEY_SIZE, hex);
    json_write_string(out, "key", hex);
    json_write_string(out, "exercise", exercise->id);
    json_write_integer(out, "round", event->ballot.round);
    json_open_object(out, "answer");
    if (event->ballot.answer.size > 0) {
        kind_of(exercise)->write_answer(exercise, &event->ballot.answer, out);
    }
    json_close_object(out);
    if (event->ballot.guest != GUEST_NOBODY) {
        json_write_integer(out, "guest", event->ballot.guest);
    }
}

static void
write_edited(const struct event *event, const struct session *session,
             struct json_out *out) {
    CHECK(event->edited.exercise < session->deck->exercise_count);
    json_write_string(out, "exercise",
                      session->exercises[event->edited.exercise].id);
    json_write_string(out, "do", verb_text[event->edited.verb]);
    json_open_array(out, "ids");
    for (unsigned i = 0; i < event->edited.count; i++) {
        json_write_integer(out, NULL, (int64_t) event->edited.ids[i]);
    }
    json_close_array(out);
}

void
event_write_body(const struct event *event, const struct session *session,
                 struct text *text) {
    struct json_out out = {.text = text};
    json_open_object(&out, NULL);
    switch (event->type) {
        case EVENT_JOINED:
            write_joined(event, &out);
            break;
        case EVENT_REMOVED:
            json_write_integer(&out, "guest", event->removed.guest);
            break;
        case EVENT_BALLOT:
            write_ballot(event, session, &out);
            break;
        case EVENT_MOVED:
            json_write_integer(&out, "after", event->moved.after);
            json_write_integer(&out, "exercise", event->moved.to.exercise);
            json_write_integer(&out, "phase", event->moved.to.phase);
            break;
        case EVENT_MORE:
            json_write_integer(&out, "after", event->phase.after);
            json_write_integer(&out, "ms", event->phase.delta_ms);
            break;
        case EVENT_CLOSED:
        case EVENT_PAUSED:
        case EVENT_RESUMED:
        case EVENT_GROUPED:
            json_write_integer(&out, "after", event->phase.after);
            break;
        case EVENT_OVERLAID:
            json_write_string(&out, "show", overlay_text[event->overlaid.show]);
            break;
        case EVENT_ENDED:
            if (event->ended.has_after) {
                json_write_integer(&out, "after", event->ended.after);
            }
            break;
        case EVENT_EDITED:
            write_edited(event, session, &out);
            break;
        default:
            break;
    }
    json_close_object(&out);
}

// A whole number of the object between 0 (or `from`) and `to`.
static bool
read_integer(const json_t *body, const char *key, json_int_t from,
             json_int_t to, json_int_t *out) {
    const json_t *value = json_object_get(body, key);
    if (!json_is_integer(value)) {
        return false;
    }
    *out = json_integer_value(value);
    return *out >= from && *out <= to;
}

static bool
read_hex(const json_t *body, const char *key, uint8_t *out, size_t size) {
    const char *hex = json_string_value(json_object_get(body, key));
    return hex != NULL && bytes_from_hex(hex, out, size);
}

// A text that may be missing, which reads as "".
static bool
read_optional(const json_t *body, const char *key, char *out, size_t size) {
    const json_t *value = json_object_get(body, key);
    if (value == NULL) {
        out[0] = '\0';
        return true;
    }
    return json_is_string(value)
           && text_copy(out, size, json_string_value(value));
}

static bool
read_joined(const json_t *body, struct event *out) {
    const char *words = json_string_value(json_object_get(body, "words"));
    return read_hex(body, "token", out->joined.token_hash, TOKEN_HASH_SIZE)
           && words != NULL
           && text_copy(out->joined.words, sizeof out->joined.words, words)
           && read_optional(body, "name", out->joined.name,
                            sizeof out->joined.name)
           && read_optional(body, "lang", out->joined.lang,
                            sizeof out->joined.lang);
}

static bool
read_ballot(const json_t *body, const struct session *session,
            struct event *out) {
    const char *id = json_string_value(json_object_get(body, "exercise"));
    int exercise = id == NULL ? -1 : deck_find_exercise(session->deck, id);
    const json_t *answer = json_object_get(body, "answer");
    json_int_t round = 0;
    json_int_t guest = GUEST_NOBODY;
    if (exercise < 0 || !json_is_object(answer)
        || !read_hex(body, "key", out->ballot.key, BALLOT_KEY_SIZE)
        || !read_integer(body, "round", 1, UINT8_MAX, &round)) {
        return false;
    }
    if (json_object_get(body, "guest") != NULL
        && !read_integer(body, "guest", 0, SESSION_GUEST_MAX - 1, &guest)) {
        return false;
    }
    out->ballot.exercise = (uint16_t) exercise;
    out->ballot.round = (uint8_t) round;
    out->ballot.guest = (uint32_t) guest;
    out->ballot.answer.size = 0;
    const struct ask ask = {.exercise = &session->exercises[exercise],
                            .round = out->ballot.round};
    const struct kind *kind = kind_of(ask.exercise);
    struct answer_fault fault;
    return kind->takes_ballots
           && kind->read_answer(&ask, answer, &out->ballot.answer, &fault);
}

static bool
read_moved(const json_t *body, struct event *out) {
    json_int_t after = 0;
    json_int_t exercise = 0;
    json_int_t phase = 0;
    if (!read_integer(body, "after", 0, UINT32_MAX, &after)
        || !read_integer(body, "exercise", -1, DECK_EXERCISE_MAX, &exercise)
        || !read_integer(body, "phase", 0, UINT8_MAX, &phase)) {
        return false;
    }
    out->moved.after = (uint32_t) after;
    out->moved.to.exercise = (int16_t) exercise;
    out->moved.to.phase = (uint8_t) phase;
    return true;
}

static bool
read_phase(const json_t *body, struct event *out) {
    json_int_t after = 0;
    json_int_t delta_ms = 0;
    if (!read_integer(body, "after", 0, UINT32_MAX, &after)) {
        return false;
    }
    if (out->type == EVENT_MORE
        && !read_integer(body, "ms", -EVENT_MORE_MAX_MS, EVENT_MORE_MAX_MS,
                         &delta_ms)) {
        return false;
    }
    out->phase.after = (uint32_t) after;
    out->phase.delta_ms = delta_ms;
    return true;
}

static bool
read_overlaid(const json_t *body, struct event *out) {
    const char *show = json_string_value(json_object_get(body, "show"));
    for (int i = OVERLAY_NONE; show != NULL && i <= OVERLAY_JOIN; i++) {
        if (strcmp(show, overlay_text[i]) == 0) {
            out->overlaid.show = (enum overlay) i;
            return true;
        }
    }
    return false;
}

static bool
read_ended(const json_t *body, struct event *out) {
    json_int_t after = 0;
    out->ended.has_after = json_object_get(body, "after") != NULL;
    if (out->ended.has_after
        && !read_integer(body, "after", 0, UINT32_MAX, &after)) {
        return false;
    }
    out->ended.after = (uint32_t) after;
    return true;
}

static bool
read_edited(const json_t *body, const struct session *session,
            struct event *out) {
    const char *id = json_string_value(json_object_get(body, "exercise"));
    int exercise = id == NULL ? -1 : deck_find_exercise(session->deck, id);
    int verb = edit_verb_find(json_string_value(json_object_get(body, "do")));
    const json_t *ids = json_object_get(body, "ids");
    size_t count = json_array_size(ids);
    if (exercise < 0 || verb < 0 || count < (verb == EDIT_MERGE ? 2 : 1)
        || count > EDIT_ID_MAX) {
        return false;
    }
    out->edited.exercise = (uint16_t) exercise;
    out->edited.verb = (enum edit_verb) verb;
    out->edited.count = (uint8_t) count;
    for (size_t i = 0; i < count; i++) {
        const json_t *element = json_array_get(ids, i);
        json_int_t number = json_integer_value(element);
        if (!json_is_integer(element) || number < 1
            || number > (json_int_t) ITEM_ID_MAX) {
            return false;
        }
        out->edited.ids[i] = (uint64_t) number;
    }
    return true;
}

static bool
read_body(const json_t *body, const struct session *session,
          struct event *out) {
    json_int_t guest = 0;
    switch (out->type) {
        case EVENT_OPENED:
            out->opened.is_rehearsal =
                json_is_true(json_object_get(body, "rehearsal"));
            return json_is_boolean(json_object_get(body, "rehearsal"));
        case EVENT_JOINED:
            return read_joined(body, out);
        case EVENT_REMOVED:
            if (!read_integer(body, "guest", 0, UINT32_MAX, &guest)) {
                return false;
            }
            out->removed.guest = (uint32_t) guest;
            return true;
        case EVENT_BALLOT:
            return read_ballot(body, session, out);
        case EVENT_MOVED:
            return read_moved(body, out);
        case EVENT_CLOSED:
        case EVENT_PAUSED:
        case EVENT_RESUMED:
        case EVENT_MORE:
        case EVENT_GROUPED:
            return read_phase(body, out);
        case EVENT_EDITED:
            return read_edited(body, session, out);
        case EVENT_OVERLAID:
            return read_overlaid(body, out);
        case EVENT_ENDED:
            return read_ended(body, out);
        default:
            return true; // ticked: nothing in it
    }
}

static int
find_type(const char *text) {
    for (int i = 0; i < EVENT_TYPE_COUNT; i++) {
        if (strcmp(text, type_text[i]) == 0) {
            return i;
        }
    }
    return -1;
}

bool
event_read(const struct record *record, const struct session *session,
           struct event *out) {
    int type = find_type(record->kind);
    if (type < 0 || record->t_ms < 0 || record->t_ms > EVENT_TIME_MAX_MS) {
        return false;
    }
    json_t *body = json_loadb(record->body, record->body_size,
                              JSON_REJECT_DUPLICATES, NULL);
    out->type = (enum event_type) type;
    out->seq = record->seq;
    out->t_ms = record->t_ms;
    memcpy(out->hash, record->hash, sizeof out->hash);
    bool is_read = json_is_object(body) && read_body(body, session, out);
    json_decref(body);
    return is_read;
}

void
event_write_opened(const struct deck *deck, bool is_rehearsal, double speed,
                   struct text *text) {
    struct json_out out = {.text = text};
    json_open_object(&out, NULL);
    json_write_boolean(&out, "rehearsal", is_rehearsal);
    json_write_number(&out, "speed", speed);
    json_write_string(&out, "version", DENT_VERSION);
    json_write_string(&out, "deck", deck->source);
    json_close_object(&out);
}

char *
event_read_opened(const struct record *record, bool *out_is_rehearsal,
                  double *out_speed) {
    if (strcmp(record->kind, type_text[EVENT_OPENED]) != 0) {
        return NULL;
    }
    json_t *body = json_loadb(record->body, record->body_size, 0, NULL);
    const char *source = json_string_value(json_object_get(body, "deck"));
    char *copy = source == NULL ? NULL : strdup(source);
    double speed = json_number_value(json_object_get(body, "speed"));
    *out_is_rehearsal = json_is_true(json_object_get(body, "rehearsal"));
    *out_speed = speed > 0 ? speed : 1;
    json_decref(body);
    return copy;
}
