#pragma once

// UTF-8 text from people: bounded copies, what may be shown on a wall, and a
// growing buffer to write text into. Pure; any thread.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Why a text from outside was not accepted.
enum text_verdict {
    TEXT_OK,
    TEXT_NOT_UTF8,
    TEXT_CONTROL,  // control, bidi override or isolate, tag, private use,
                   // non-character
    TEXT_TOO_LONG, // more graphemes than allowed, or does not fit out
    TEXT_TOO_TALL, // more than TEXT_MARK_MAX combining marks on one base
    TEXT_EMPTY,    // nothing but space
};
#define TEXT_MARK_MAX 4

// Takes a text as a person typed it: checks it, trims it, makes inner white
// space (line breaks and tabs too) single spaces and normalises to NFC. Writes
// at most out_size bytes with the final zero, only on TEXT_OK.
enum text_verdict text_take(const char *in, size_t in_size, size_t grapheme_max,
                            char *out, size_t out_size);

// The key under which two words are the same: NFKC, case folded, single
// spaces. `in` is a text that text_take accepted. False: does not fit.
bool text_fold(const char *in, char *out, size_t out_size);

// Graphemes in a valid UTF-8 text (UAX #29, by utf8proc).
size_t text_grapheme_count(const char *text);

// Copies at most out_size - 1 bytes, cutting between code points, and ends
// with zero. Returns false when it had to cut.
bool text_copy(char *out, size_t out_size, const char *in);

// A text that grows. Zero-initialised is empty; text_finish releases it.
// Running out of memory ends the program (CHECK).
struct text {
    char *bytes; // owned; always zero-terminated once anything was written
    size_t size; // without the final zero
    size_t room;
};

void text_finish(struct text *text); // leaves it empty; NULL is fine
void text_clear(struct text *text);  // empty, keeps the memory
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t size);
void text_add_integer(struct text *text, int64_t value);
void text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Never NULL.
const char *text_string(const struct text *text);

// JSON written in order into a text (names apart from those of jansson, which
// reads it). The writer puts the commas; a key is given for a member of an
// object and NULL for an element of an array.
// Numbers are written so that reading them back gives the same value.
struct json_out {
    struct text *text; // borrowed
    bool needs_comma;
};

void json_open_object(struct json_out *out, const char *key);
void json_close_object(struct json_out *out);
void json_open_array(struct json_out *out, const char *key);
void json_close_array(struct json_out *out);
void json_write_string(struct json_out *out, const char *key,
                       const char *value);
void json_write_integer(struct json_out *out, const char *key, int64_t value);
void json_write_number(struct json_out *out, const char *key, double value);
void json_write_boolean(struct json_out *out, const char *key, bool value);
void json_write_null(struct json_out *out, const char *key);
// `raw` is JSON already.
void json_write_raw(struct json_out *out, const char *key, const char *raw);
