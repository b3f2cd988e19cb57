// What a text from outside may be before it is shown on a wall. Two passes:
// the first goes through the bytes as they came (valid, nothing invisible or
// overriding, white space made single), the second through the normalised
// text (how tall, how long).
//
// White space is every space separator, and tab, line feed, carriage return,
// line and paragraph separator. Of the format controls only the joiner and
// the non-joiner pass, which many scripts and emoji need, and the few Arabic
// and Kaithi signs that are visible.
#include "base/text.h"

#include "base/check.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
// Before normalising, which sorts a run of marks in the square of its length.
// Unicode's own limit for texts that pass through streams (UAX #15).
#define RAW_MARK_MAX 30

static bool
is_space(int32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || code == 0x2028
           || code == 0x2029 || utf8proc_category(code) == UTF8PROC_CATEGORY_ZS;
}

static bool
is_joiner(int32_t code) {
    return code == ZERO_WIDTH_NON_JOINER || code == ZERO_WIDTH_JOINER;
}

// Format controls in name that draw something around the digits after them.
static bool
is_visible_format(int32_t code) {
    return (code >= 0x0600 && code <= 0x0605) || code == 0x06dd
           || code == 0x0890 || code == 0x0891 || code == 0x08e2
           || code == 0x110bd || code == 0x110cd;
}

static bool
is_forbidden(int32_t code) {
    if ((code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) {
        return true; // non-characters
    }
    if (code >= 0x2060 && code <= 0x206f) {
        return true; // invisible operators and isolates, assigned or not
    }
    if (code >= 0xe0000 && code <= 0xe0fff) {
        return code < 0xe0100 || code > 0xe01ef; // tags; not variations
    }
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CS:
            return true;
        case UTF8PROC_CATEGORY_CF:
            return !is_joiner(code) && !is_visible_format(code);
        default:
            return false;
    }
}

// Adds to the base before it instead of standing alone.
static bool
is_mark(int32_t code) {
    utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC
           || category == UTF8PROC_CATEGORY_ME || is_joiner(code);
}

// Draws nothing although it is a letter or a mark: a name of only these would
// look empty.
static bool
is_blank(int32_t code) {
    return is_joiner(code) || code == ' ' || code == 0x034f || code == 0x115f
           || code == 0x1160 || code == 0x17b4 || code == 0x17b5
           || code == 0x2800 || code == 0x3164 || code == 0xffa0
           || (code >= 0x180b && code <= 0x180f)
           || (code >= 0xfe00 && code <= 0xfe0f)
           || (code >= 0xe0100 && code <= 0xe01ef);
}

// First pass. `out` has room for in_size + 1 bytes: nothing grows here.
static enum text_verdict
clean(const char *in, size_t in_size, char *out) {
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *) in;
    size_t at = 0;
    size_t used = 0;
    size_t mark_count = 0;
    bool has_ink = false;
    bool space_waits = false;
    bool is_bad = false; // reported only if all of it is UTF-8
    bool is_tall = false;
    while (at < in_size) {
        int32_t code;
        utf8proc_ssize_t size = utf8proc_iterate(
            bytes + at, (utf8proc_ssize_t) (in_size - at), &code);
        if (size <= 0) {
            return TEXT_NOT_UTF8;
        }
        const char *character = in + at;
        at += (size_t) size;
        mark_count = is_mark(code) ? mark_count + 1 : 0;
        is_tall = is_tall || mark_count > RAW_MARK_MAX;
        if (is_space(code)) {
            space_waits = used > 0;
            continue;
        }
        is_bad = is_bad || is_forbidden(code);
        has_ink = has_ink || !is_blank(code);
        if (space_waits) {
            out[used++] = ' ';
            space_waits = false;
        }
        memcpy(out + used, character, (size_t) size);
        used += (size_t) size;
    }
    out[used] = '\0';
    if (is_bad) {
        return TEXT_CONTROL;
    }
    if (!has_ink) {
        return TEXT_EMPTY;
    }
    return is_tall ? TEXT_TOO_TALL : TEXT_OK;
}

static bool
is_too_tall(const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *) text;
    size_t mark_count = 0;
    while (*at != '\0') {
        int32_t code;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
        CHECK(size > 0);
        mark_count = is_mark(code) ? mark_count + 1 : 0;
        if (mark_count > TEXT_MARK_MAX) {
            return true;
        }
        at += size;
    }
    return false;
}

size_t
text_grapheme_count(const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *) text;
    size_t count = 0;
    int32_t before = 0;
    utf8proc_int32_t state = 0;
    while (*at != '\0') {
        int32_t code;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
        CHECK(size > 0);
        if (count == 0
            || utf8proc_grapheme_break_stateful(before, code, &state)) {
            count++;
        }
        before = code;
        at += size;
    }
    return count;
}

// Normalised as the options say; the caller frees.
static char *
normalise(const char *in, utf8proc_option_t options) {
    utf8proc_uint8_t *result = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *) in, 0,
                                         &result, options | UTF8PROC_NULLTERM);
    CHECK(size >= 0 && result != NULL);
    return (char *) result;
}

// Second pass.
static enum text_verdict
measure(const char *normal, size_t grapheme_max, char *out, size_t out_size) {
    if (is_too_tall(normal)) {
        return TEXT_TOO_TALL;
    }
    size_t size = strlen(normal);
    if (size >= out_size || text_grapheme_count(normal) > grapheme_max) {
        return TEXT_TOO_LONG;
    }
    memcpy(out, normal, size + 1);
    return TEXT_OK;
}

enum text_verdict
text_take(const char *in, size_t in_size, size_t grapheme_max, char *out,
          size_t out_size) {
    char *cleaned = malloc(in_size + 1);
    CHECK(cleaned != NULL);
    enum text_verdict verdict = clean(in, in_size, cleaned);
    if (verdict == TEXT_OK) {
        char *normal = normalise(cleaned, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        verdict = measure(normal, grapheme_max, out, out_size);
        free(normal);
    }
    free(cleaned);
    return verdict;
}

// In place. Compatibility forms may bring new spaces.
static void
squeeze_spaces(char *text) {
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        bool is_extra = *from == ' ' && (to == text || to[-1] == ' ');
        if (!is_extra) {
            *to++ = *from;
        }
    }
    while (to > text && to[-1] == ' ') {
        to--;
    }
    *to = '\0';
}

bool
text_fold(const char *in, char *out, size_t out_size) {
    // Ignoring what draws nothing: a joiner or a variation selector does not
    // make another word.
    char *folded =
        normalise(in, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT
                          | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    squeeze_spaces(folded);
    size_t size = strlen(folded);
    bool fits = size < out_size;
    if (fits) {
        memcpy(out, folded, size + 1);
    }
    free(folded);
    return fits;
}
