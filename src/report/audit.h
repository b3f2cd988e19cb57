#pragma once

// Inside report/: the recount of an export. It shares no counting with
// session/ and no writing with the rest of report/, only the form of the
// files; what one side gets wrong the other is there to notice. The deck's
// text, as it stands in session.json, says what could be answered.
#include "base/text.h"
#include "deck/deck.h"
#include <jansson.h>
#include <stdint.h>

#define AUDIT_FILE_MAX (256ul * 1024 * 1024) // bytes
#define AUDIT_BALLOT_MAX 10000               // of one exercise
#define AUDIT_PART_MAX 64                    // of one ballot
#define AUDIT_WORD_MAX 4096                  // distinct words in a result
#define AUDIT_LINE_MAX 100                   // findings written out
#define AUDIT_TOLERANCE 1e-4

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

// -- Counting ----------------------------------------------------------------

// votes share mean median spread score; NAN: no such number.
#define AUDIT_NUMBER_COUNT 6
extern const char *const audit_number_name[AUDIT_NUMBER_COUNT];

// A row that summary.csv and session.json must have.
struct audit_row {
    const char *label; // borrowed; of words: the key
    double numbers[AUDIT_NUMBER_COUNT];
    bool is_seen;
};

struct audit_series {
    double *values; // owned
    uint32_t count, room;
};

struct audit_word {
    char *key;  // owned
    char *text; // in the file's memory
};

enum audit_kind {
    AUDIT_NONE, // takes no ballots
    AUDIT_CHOICE,
    AUDIT_SCALE,
    AUDIT_WORDS,
    AUDIT_DUEL,
    AUDIT_RANK,
    AUDIT_POINTS,
    AUDIT_CURVE,
    AUDIT_PLANE,
    AUDIT_OTHER, // not known here: cannot be recounted
};

struct audit_count {
    const struct exercise *exercise; // borrowed
    enum audit_kind kind;
    unsigned number; // from 1
    uint32_t ballot_count;
    uint32_t votes[DECK_ITEM_MAX];
    uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX]; // [winner][loser]
    // By item: values, places, points or where it is along x; curve: the
    // first.
    struct audit_series series[DECK_ITEM_MAX];
    struct audit_series y[DECK_ITEM_MAX]; // plane: along y
    char *axis_labels[2 * DECK_ITEM_MAX]; // owned; plane: those of its rows
    struct audit_word *words;             // owned
    uint32_t word_count, word_room;
    struct audit_row *rows; // owned; what the result must be
    uint32_t row_count;
};

// The label of an item as the files have it.
const char *audit_label(const struct audit_count *count, unsigned item);
// The key under which two words are the same; the caller frees. NULL: none.
char *audit_fold(const char *text);
// From what was collected to rows.
void audit_finish_count(struct audit_count *count);
void audit_release_count(struct audit_count *count);

// Bradley-Terry: each item's chance against the middle one.
void audit_duel_chances(uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX],
                        unsigned items, double out[static DECK_ITEM_MAX]);

// -- The whole ---------------------------------------------------------------

struct audit {
    struct audit_findings findings;
    struct audit_file summary, ballots, session;
    json_t *root;               // owned; NULL: could not be read
    struct deck *deck;          // owned; NULL: could not be read
    struct audit_count *counts; // owned
    size_t exercise_count;      // 0 without a deck
};

// Members of session.json; "" or -1 when missing or of another type.
const char *audit_json_text(const json_t *object, const char *key);
json_int_t audit_json_integer(const json_t *object, const char *key);

// Each reports into audit->findings.
void audit_read_session(struct audit *audit);  // root and deck
void audit_check_chain(struct audit *audit);   // before rows are read
void audit_count_ballots(struct audit *audit); // ballots.csv → counts
void audit_check_session(struct audit *audit); // session.json's results
void audit_check_summary(struct audit *audit); // summary.csv
struct audit_count *audit_find_count(struct audit *audit, const char *id);

// A row of a result beside the recount. `where` names the file.
struct audit_claim {
    const char *where;
    const char *label;
    double numbers[AUDIT_NUMBER_COUNT];
};
void audit_compare(struct audit *audit, struct audit_count *count,
                   const struct audit_claim *claim);
// NULL: nothing was answered that gives such a row.
struct audit_row *audit_find_row(struct audit_count *count, const char *label);
// "again" and "shift" of an exercise in session.json.
void audit_check_shift(struct audit *audit, struct audit_count *count,
                       const json_t *object);
// After the last row: what is missing; forgets what was seen.
void audit_compare_end(struct audit *audit, const char *where);
