#pragma once

// Inside report/: what a recount finds, and the files that it reads.
#include "base/text.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUDIT_FILE_MAX (256ul * 1024 * 1024) // bytes
#define AUDIT_LINE_MAX 100                   // findings written out

// -- What was found ----------------------------------------------------------

struct audit_findings {
    struct text *out; // borrowed
    uint32_t count;
};

void audit_find(struct audit_findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// A text out of a file as a terminal may show it: cut, and nothing invisible.
#define AUDIT_SHOWN_SIZE 96
const char *audit_shown(const char *text, char out[static AUDIT_SHOWN_SIZE]);

// -- Files -------------------------------------------------------------------

struct audit_file {
    char *bytes; // owned, with a zero behind them; NULL: could not be read
    size_t size;
};

// False: what is wrong has been found and said.
bool audit_load(const char *dir, const char *name, struct audit_file *out,
                struct audit_findings *findings);

// One row of a CSV file after the other. Cells are unquoted and without the
// apostrophes against formulas, in the file's own memory, which is changed.
#define AUDIT_CELL_MAX 16
struct audit_rows {
    char *at, *end;
    char *cells[AUDIT_CELL_MAX];
    unsigned cell_count;
    unsigned number;     // of the row, the header being 1
    const char *problem; // why audit_next_row gave false; NULL: the end
};

void audit_begin_rows(struct audit_rows *rows, struct audit_file *file);
bool audit_next_row(struct audit_rows *rows);
// Reads the header and says so when it is another. `columns` with commas.
bool audit_read_header(struct audit_rows *rows, const char *columns,
                       const char *name, struct audit_findings *findings);

// Strict: -?digits(.digits)? and nothing else. An empty text is NAN.
bool audit_number(const char *text, double *out);
