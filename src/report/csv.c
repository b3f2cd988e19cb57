// Cells, their quotes and their apostrophes. What a spreadsheet takes for a
// formula follows TRUST T9; blanks before it do not help it through.
#include "report/csv.h"
#include "base/check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

// Space in any of these forms may stand before a formula.
static const char *const blanks[] = {
    " ",
    "\xc2\xa0",
    "\xe1\x9a\x80",
    "\xe1\xa0\x8e",
    "\xe2\x80\x80",
    "\xe2\x80\x81",
    "\xe2\x80\x82",
    "\xe2\x80\x83",
    "\xe2\x80\x84",
    "\xe2\x80\x85",
    "\xe2\x80\x86",
    "\xe2\x80\x87",
    "\xe2\x80\x88",
    "\xe2\x80\x89",
    "\xe2\x80\x8a",
    "\xe2\x80\x8b",
    "\xe2\x80\xaf",
    "\xe2\x81\x9f",
    "\xe2\x81\xa0",
    "\xe3\x80\x80",
    "\xef\xbb\xbf",
};

// The full-width + - = @, which some spreadsheets read like the narrow ones.
static const char *const wide_signs[] = {
    "\xef\xbc\x8b",
    "\xef\xbc\x8d",
    "\xef\xbc\x9d",
    "\xef\xbc\xa0",
};

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

// Bytes of the entry that `in` begins with; 0: none.
static size_t
match(const char *const *list, size_t count, const char *in, size_t size) {
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);
        if (length <= size && memcmp(list[i], in, length) == 0) {
            return length;
        }
    }
    return 0;
}

// Whether this line, up to `size` bytes, could be taken for a formula.
static bool
is_trigger(const char *line, size_t size) {
    size_t at = 0;
    while (at < size && line[at] == '\'') {
        at++;
    }
    size_t blank;
    while ((blank = match(blanks, COUNT_OF(blanks), line + at, size - at))
           > 0) {
        at += blank;
    }
    if (at == size) {
        return false;
    }
    unsigned char first = (unsigned char) line[at];
    return first < 0x20 || first == 0x7f || strchr("=+-@", first) != NULL
           || match(wide_signs, COUNT_OF(wide_signs), line + at, size - at) > 0;
}

static void
begin_cell(struct csv_out *out) {
    if (out->needs_comma) {
        text_add_bytes(out->text, ",", 1);
    }
    out->needs_comma = true;
}

static bool
needs_quotes(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char) bytes[i];
        // A semicolon separates in some countries' spreadsheets.
        if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == ','
            || byte == ';' || byte == '\'') {
            return true;
        }
    }
    return size > 0 && (bytes[0] == ' ' || bytes[size - 1] == ' ');
}

// A line ends after LF, or after a CR that has no LF behind it.
static bool
is_line_end(const char *bytes, size_t size, size_t at) {
    return bytes[at] == '\n'
           || (bytes[at] == '\r' && (at + 1 >= size || bytes[at + 1] != '\n'));
}

void
csv_bytes(struct csv_out *out, const char *bytes, size_t size) {
    begin_cell(out);
    bool is_quoted = needs_quotes(bytes, size) || is_trigger(bytes, size);
    if (is_quoted) {
        text_add_bytes(out->text, "\"", 1);
    }
    bool is_line_start = true;
    for (size_t i = 0; i < size; i++) {
        // An empty line inside is harmless; at the very start it is not.
        if (is_line_start && (i == 0 || bytes[i] != '\n')
            && is_trigger(bytes + i, size - i)) {
            text_add_bytes(out->text, "'", 1);
        }
        text_add_bytes(out->text, bytes + i, 1);
        if (bytes[i] == '"') {
            text_add_bytes(out->text, "\"", 1);
        }
        is_line_start = is_line_end(bytes, size, i);
    }
    if (is_quoted) {
        text_add_bytes(out->text, "\"", 1);
    }
}

void
csv_text(struct csv_out *out, const char *text) {
    csv_bytes(out, text, strlen(text));
}

// -?digits(.digits)?, at most 12 and 6 of them.
static bool
is_plain_number(const char *text) {
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || whole > 12) {
        return false;
    }
    text += whole;
    if (*text == '\0') {
        return true;
    }
    size_t part = *text == '.' ? strspn(text + 1, "0123456789") : 0;
    return part > 0 && part <= 6 && text[part + 1] == '\0';
}

void
csv_value(struct csv_out *out, const char *text) {
    if (is_plain_number(text)) {
        begin_cell(out);
        text_add(out->text, text);
    } else {
        csv_text(out, text);
    }
}

void
csv_number_write(double value, char out[static CSV_NUMBER_SIZE]) {
    CHECK(fabs(value) < 1e12);
    // By whole numbers: printf's decimal sign depends on the locale.
    long long steps = llround(value * 10000);
    const char *sign = steps < 0 ? "-" : "";
    steps = steps < 0 ? -steps : steps;
    int used = snprintf(out, CSV_NUMBER_SIZE, "%s%lld.%04lld", sign,
                        steps / 10000, steps % 10000);
    while (out[used - 1] == '0') {
        used--;
    }
    used -= out[used - 1] == '.';
    out[used] = '\0';
}

void
csv_number(struct csv_out *out, double value) {
    begin_cell(out);
    if (!isnan(value)) {
        char text[CSV_NUMBER_SIZE];
        csv_number_write(value, text);
        text_add(out->text, text);
    }
}

void
csv_end_row(struct csv_out *out) {
    text_add_bytes(out->text, "\r\n", 2);
    out->needs_comma = false;
}
