// Copies that fit and the growing buffer. What a text from outside may be is
// in text_take.c, JSON in text_json.c.
#include "base/text.h"

#include "base/check.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_GUESS 48 // bytes

bool
text_copy(char *out, size_t out_size, const char *in) {
    CHECK(out_size > 0);
    size_t size = strnlen(in, out_size);
    bool fits = size < out_size;
    if (!fits) {
        size = out_size - 1;
        // Back to where the character that does not fit begins.
        while (size > 0 && ((unsigned char) in[size] & 0xc0) == 0x80) {
            size--;
        }
    }
    memmove(out, in, size);
    out[size] = '\0';
    return fits;
}

void
text_finish(struct text *text) {
    if (text) {
        free(text->bytes);
        *text = (struct text){0};
    }
}

void
text_clear(struct text *text) {
    text->size = 0;
    if (text->bytes) {
        text->bytes[0] = '\0';
    }
}

// Room for `more` bytes and the final zero.
static void
make_room(struct text *text, size_t more) {
    CHECK(more < SIZE_MAX / 4 && text->size < SIZE_MAX / 4);
    size_t needed = text->size + more + 1;
    if (needed <= text->room) {
        return;
    }
    size_t room = text->room < 64 ? 64 : text->room;
    while (room < needed) {
        room *= 2;
    }
    char *bytes = realloc(text->bytes, room);
    CHECK(bytes != NULL);
    text->bytes = bytes;
    text->room = room;
}

void
text_add_bytes(struct text *text, const char *bytes, size_t size) {
    make_room(text, size);
    if (size > 0) {
        memcpy(text->bytes + text->size, bytes, size);
    }
    text->size += size;
    text->bytes[text->size] = '\0';
}

void
text_add(struct text *text, const char *string) {
    text_add_bytes(text, string, strlen(string));
}

void
text_add_format(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    make_room(text, FORMAT_GUESS); // most are short and are written once
    size_t room = text->room - text->size;
    int size = vsnprintf(text->bytes + text->size, room, format, arguments);
    va_end(arguments);
    CHECK(size >= 0);
    if ((size_t) size >= room) {
        make_room(text, (size_t) size);
        (void) vsnprintf(text->bytes + text->size, (size_t) size + 1, format,
                         again);
    }
    va_end(again);
    text->size += (size_t) size;
}

void
text_add_integer(struct text *text, int64_t value) {
    char digits[20]; // of 2^63, with a sign
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t) value : (uint64_t) value;
    do {
        digits[--at] = (char) ('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    text_add_bytes(text, digits + at, sizeof digits - at);
}

const char *
text_string(const struct text *text) {
    return text->bytes ? text->bytes : "";
}
