// Looks at every character of the file once. What YAML's reader would refuse
// is refused here, because that reader does not say on which line it was.
#include "deck/source.h"
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#define BAD_MAX 9 // with more it is no text file

size_t
source_bom_size(const char *source, size_t size) {
    return size >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static bool
is_wide_text(const char *source, size_t size) {
    return size >= 2
           && (memcmp(source, "\xFF\xFE", 2) == 0
               || memcmp(source, "\xFE\xFF", 2) == 0);
}

// What kind of character may not be here; NULL: it may.
static const char *
bad_kind(int32_t c) {
    if (c == '\t' || c == '\n' || c == '\r') {
        return NULL;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
        return "a control character";
    }
    if (c == 0x2028 || c == 0x2029) {
        return "a hidden line break";
    }
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
        return "a hidden character that turns the direction of the text";
    }
    if (c == 0xFEFF) {
        return "a hidden byte order mark";
    }
    if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE) {
        return "a code point that is no character";
    }
    return NULL;
}

static void
blank(char *at, size_t size) {
    static const char *const harmless[] = {"x", "¿", "\xEF\xBF\xBD",
                                           "\xF0\x9F\x9E\x85"};
    memcpy(at, harmless[size - 1], size);
}

// A character that may not be here: how long it is, and whether it goes on
// what was bad before it, as the bytes of one foreign letter do.
struct bad_character {
    int32_t code; // -1: a byte that is no UTF-8
    size_t size;
    bool goes_on;
};

static void
report(const char *at, const struct bad_character *bad, struct place place,
       struct fault_list *faults) {
    if (bad->code < 0 && !bad->goes_on) {
        fault_list_error(faults, place,
                         "the byte %02X is not UTF-8; save the file as UTF-8",
                         (unsigned) (unsigned char) *at);
    } else if (bad->code >= 0) {
        fault_list_error(faults, place,
                         "%s (U+%04X) is not allowed in a deck; delete it",
                         bad_kind(bad->code), (unsigned) bad->code);
    }
}

// Line breaks as YAML's reader counts them: LF, CR LF and CR.
static void
step(struct place *place, int32_t c, int32_t next) {
    if (c == '\n' || (c == '\r' && next != '\n')) {
        place->line++;
        place->column = 1;
    } else if (c != '\r') {
        place->column++;
    }
}

bool
source_check(char *source, size_t size, struct fault_list *faults) {
    struct place place = {1, 1};
    if (is_wide_text(source, size)) {
        fault_list_error(faults, place, "the file is UTF-16; save it as UTF-8");
        return false;
    }
    unsigned bad_count = 0;
    bool was_byte = false;
    for (size_t i = source_bom_size(source, size); i < size;) {
        int32_t c = -1;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *) source + i,
                             (utf8proc_ssize_t) (size - i), &c);
        bool is_byte = length <= 0;
        struct bad_character bad = {is_byte ? -1 : c,
                                    is_byte ? 1 : (size_t) length,
                                    is_byte && was_byte};
        if (is_byte || bad_kind(c) != NULL) {
            report(source + i, &bad, place, faults);
            blank(source + i, bad.size);
            bad_count += bad.goes_on ? 0 : 1;
        }
        if (bad_count > BAD_MAX) {
            fault_list_error(faults, place,
                             "the file has too many such characters; is it a "
                             "text file? It was not read further");
            return false;
        }
        was_byte = is_byte;
        i += bad.size;
        step(&place, bad.code, i < size ? source[i] : 0);
    }
    return true;
}
