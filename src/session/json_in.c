// A reader of plain JSON objects that gives up at the first byte it does not
// know. It never refuses: giving up only costs the time so far.
#include "session/json_in.h"
#include <stdbool.h>
#include <string.h>

#define PLAIN_DEPTH_MAX 8
#define PLAIN_DIGITS_MAX 15

struct reader {
    const char *at, *end;
    int depth; // objects and lists around this place
};

static json_t *read_value(struct reader *reader);

static void
skip_space(struct reader *reader) {
    while (reader->at < reader->end
           && (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\t'
               || *reader->at == '\r')) {
        reader->at++;
    }
}

// Steps over this byte and the space around it. False: it is another.
static bool
skip(struct reader *reader, char byte) {
    skip_space(reader);
    if (reader->at == reader->end || *reader->at != byte) {
        return false;
    }
    reader->at++;
    skip_space(reader);
    return true;
}

// What stands between two quotes. NULL: not plain.
static const char *
read_quoted(struct reader *reader, size_t *out_size) {
    if (reader->at == reader->end || *reader->at != '"') {
        return NULL;
    }
    const char *from = ++reader->at;
    for (; reader->at < reader->end; reader->at++) {
        char byte = *reader->at;
        if (byte == '"') {
            *out_size = (size_t) (reader->at++ - from);
            return from;
        }
        if (byte < 0x20 || byte > 0x7e || byte == '\\') {
            return NULL; // above ASCII is below zero, or above 0x7e
        }
    }
    return NULL;
}

static json_t *
read_string(struct reader *reader) {
    size_t size;
    const char *bytes = read_quoted(reader, &size);
    return bytes == NULL ? NULL : json_stringn_nocheck(bytes, size);
}

static json_t *
read_integer(struct reader *reader) {
    bool is_negative = *reader->at == '-';
    reader->at += is_negative;
    const char *from = reader->at;
    json_int_t value = 0;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'
           && reader->at - from < PLAIN_DIGITS_MAX) {
        value = value * 10 + (*reader->at++ - '0');
    }
    bool is_plain =
        reader->at > from && (*from != '0' || reader->at - from == 1)
        && reader->at < reader->end // an object ends in a brace
        && strchr(",]} \n\t\r", *reader->at) != NULL && *reader->at != '\0';
    return is_plain ? json_integer(is_negative ? -value : value) : NULL;
}

static json_t *
read_name(struct reader *reader, const char *name, json_t *value) {
    size_t size = strlen(name);
    if ((size_t) (reader->end - reader->at) < size
        || memcmp(reader->at, name, size) != 0) {
        return NULL;
    }
    reader->at += size;
    return value; // these are never counted
}

static json_t *
read_list(struct reader *reader) {
    json_t *list = json_array();
    bool is_done = skip(reader, '[') && skip(reader, ']');
    while (!is_done) {
        if (json_array_append_new(list, read_value(reader)) != 0) {
            json_decref(list);
            return NULL;
        }
        is_done = skip(reader, ']');
        if (!is_done && !skip(reader, ',')) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static bool
read_member(struct reader *reader, json_t *object) {
    size_t size;
    size_t before = json_object_size(object);
    const char *key = read_quoted(reader, &size);
    if (key == NULL || !skip(reader, ':')) {
        return false;
    }
    json_t *value = read_value(reader);
    // A name that was there before does not make the object larger.
    return value != NULL
           && json_object_setn_new_nocheck(object, key, size, value) == 0
           && json_object_size(object) > before;
}

static json_t *
read_object(struct reader *reader) {
    json_t *object = json_object();
    bool is_done = skip(reader, '{') && skip(reader, '}');
    while (!is_done) {
        if (!read_member(reader, object)) {
            json_decref(object);
            return NULL;
        }
        is_done = skip(reader, '}');
        if (!is_done && !skip(reader, ',')) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *
read_nested(struct reader *reader, json_t *(*read)(struct reader *reader)) {
    if (reader->depth == PLAIN_DEPTH_MAX) {
        return NULL;
    }
    reader->depth++;
    json_t *value = read(reader);
    reader->depth--;
    return value;
}

// NULL: not plain.
static json_t *
read_value(struct reader *reader) {
    switch (reader->at < reader->end ? *reader->at : '\0') {
        case '{':
            return read_nested(reader, read_object);
        case '[':
            return read_nested(reader, read_list);
        case '"':
            return read_string(reader);
        case 't':
            return read_name(reader, "true", json_true());
        case 'f':
            return read_name(reader, "false", json_false());
        case 'n':
            return read_name(reader, "null", json_null());
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            return read_integer(reader);
        default:
            return NULL;
    }
}

json_t *
json_in_read(const char *bytes, size_t size) {
    struct reader reader = {.at = bytes, .end = bytes + size};
    skip_space(&reader);
    if (reader.at < reader.end && *reader.at == '{') {
        json_t *plain = read_value(&reader);
        skip_space(&reader);
        if (plain != NULL && reader.at == reader.end) {
            return plain;
        }
        json_decref(plain);
    }
    return json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
}
