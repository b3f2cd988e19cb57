#pragma once

// Writes CSV: RFC 4180, UTF-8, rows end with CR LF. Texts are defused, so that
// no spreadsheet takes one for a formula: a line of a text that begins (after
// blanks and apostrophes) with = + - @, their full-width forms or a control
// character gets one apostrophe before it. As lines that already have
// apostrophes there get one more, taking one away gives back every text.
// Pure; any thread.
#include "base/text.h"

struct csv_out {
    struct text *text; // borrowed
    bool needs_comma;
};

#define CSV_BYTE_ORDER_MARK "\xef\xbb\xbf"

void csv_text(struct csv_out *out, const char *text);
void csv_bytes(struct csv_out *out, const char *bytes, size_t size);
// Decimal dot, at most four decimals. NAN: an empty cell.
void csv_number(struct csv_out *out, double value);
// A plain number ("-3", "0.25") stays one; anything else is a text.
void csv_value(struct csv_out *out, const char *text);
void csv_end_row(struct csv_out *out);

// The same number for JSON; value must be a number below 10^12.
#define CSV_NUMBER_SIZE 32
void csv_number_write(double value, char out[static CSV_NUMBER_SIZE]);
