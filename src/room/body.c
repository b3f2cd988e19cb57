// A body as JSON, and single members of it: what is missing, of another type
// or out of range is told apart from what is there.
#include "room/body.h"
#include "room/limits.h"
#include <string.h>

// Nesting is counted by hand first: the JSON reader recurses.
static bool
is_shallow(const char *bytes, size_t size) {
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (in_string) {
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                in_string = false;
            }
            continue;
        }
        in_string = c == '"';
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth > BODY_DEPTH_MAX) {
            return false;
        }
    }
    return true;
}

json_t *
body_read(const char *bytes, size_t size) {
    if (bytes == NULL || size == 0 || size > BALLOT_BODY_MAX
        || !is_shallow(bytes, size)) {
        return NULL;
    }
    json_error_t error;
    json_t *body = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (body != NULL && !json_is_object(body)) {
        json_decref(body);
        body = NULL;
    }
    return body;
}

const char *
body_text(const json_t *body, const char *name) {
    return json_string_value(json_object_get(body, name));
}

const char *
body_client_id(const json_t *body) {
    const char *id = body_text(body, "id");
    if (id == NULL) {
        return NULL;
    }
    size_t size = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz0123456789-");
    bool fits = size >= CLIENT_ID_MIN && size <= CLIENT_ID_MAX;
    return fits && id[size] == '\0' ? id : NULL;
}

bool
body_integer(const json_t *body, const char *name, int64_t least, int64_t most,
             int64_t *out) {
    const json_t *member = json_object_get(body, name);
    if (!json_is_integer(member)) {
        return false;
    }
    int64_t value = json_integer_value(member);
    if (value < least || value > most) {
        return false;
    }
    *out = value;
    return true;
}
