// JSON written in order: commas, escapes, and numbers that read back as the
// same value whatever the locale.
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_quoted(struct text *text, const char *value) {
    text_add_bytes(text, "\"", 1);
    const char *plain = value; // not yet written from here
    for (const char *at = value; *at != '\0'; at++) {
        unsigned char byte = (unsigned char) *at;
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        text_add_bytes(text, plain, (size_t) (at - plain));
        plain = at + 1;
        if (byte == '\n') {
            text_add_bytes(text, "\\n", 2);
        } else if (byte < 0x20) {
            text_add_format(text, "\\u%04x", byte);
        } else {
            text_add_bytes(text, (char[]){'\\', *at}, 2);
        }
    }
    text_add(text, plain);
    text_add_bytes(text, "\"", 1);
}

// The comma before and the key, if there is one.
static void
begin_value(struct json_out *out, const char *key) {
    if (out->needs_comma) {
        text_add_bytes(out->text, ",", 1);
    }
    if (key) {
        add_quoted(out->text, key);
        text_add_bytes(out->text, ":", 1);
    }
    out->needs_comma = true;
}

void
json_write_raw(struct json_out *out, const char *key, const char *raw) {
    begin_value(out, key);
    text_add(out->text, raw);
}

void
json_open_object(struct json_out *out, const char *key) {
    json_write_raw(out, key, "{");
    out->needs_comma = false;
}

void
json_close_object(struct json_out *out) {
    text_add_bytes(out->text, "}", 1);
    out->needs_comma = true;
}

void
json_open_array(struct json_out *out, const char *key) {
    json_write_raw(out, key, "[");
    out->needs_comma = false;
}

void
json_close_array(struct json_out *out) {
    text_add_bytes(out->text, "]", 1);
    out->needs_comma = true;
}

void
json_write_string(struct json_out *out, const char *key, const char *value) {
    if (!value) {
        json_write_null(out, key);
        return;
    }
    begin_value(out, key);
    add_quoted(out->text, value);
}

void
json_write_integer(struct json_out *out, const char *key, int64_t value) {
    begin_value(out, key);
    text_add_integer(out->text, value);
}

void
json_write_number(struct json_out *out, const char *key, double value) {
    if (!isfinite(value)) {
        json_write_null(out, key); // JSON has no such number
        return;
    }
    // The shortest of three that reads back as the same value.
    char digits[40];
    (void) snprintf(digits, sizeof digits, "%.15g", value);
    if (strtod(digits, NULL) != value) {
        (void) snprintf(digits, sizeof digits, "%.16g", value);
    }
    if (strtod(digits, NULL) != value) {
        (void) snprintf(digits, sizeof digits, "%.17g", value);
    }
    char *comma = strchr(digits, ','); // the decimal point of some locales
    if (comma) {
        *comma = '.';
    }
    json_write_raw(out, key, digits);
}

void
json_write_boolean(struct json_out *out, const char *key, bool value) {
    json_write_raw(out, key, value ? "true" : "false");
}

void
json_write_null(struct json_out *out, const char *key) {
    json_write_raw(out, key, "null");
}
