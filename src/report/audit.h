#pragma once

// Inside report/: the recount of an export. It shares no counting with
// session/ and no writing with the rest of report/, only the form of the
// files; what one side gets wrong the other is there to notice. The deck's
// text, as it stands in session.json, says what could be answered.
#include "base/text.h"
#include "deck/deck.h"
#include "report/audit_file.h"
#include <jansson.h>
#include <stdint.h>

#define AUDIT_BALLOT_MAX 10000 // of one round
#define AUDIT_ROUND_MAX 16     // of one exercise
#define AUDIT_PART_MAX 64      // of one ballot
#define AUDIT_WORD_MAX 4096    // distinct words in a result
#define AUDIT_TOLERANCE 1e-4

// -- Counting ----------------------------------------------------------------

// votes share mean median spread score; NAN: no such number.
#define AUDIT_NUMBER_COUNT 6
enum {
    AUDIT_VOTES,
    AUDIT_SHARE,
    AUDIT_MEAN,
    AUDIT_MEDIAN,
    AUDIT_SPREAD,
    AUDIT_SCORE
};
extern const char *const audit_number_name[AUDIT_NUMBER_COUNT];

// A row that summary.csv and session.json must have.
struct audit_row {
    const char *label; // borrowed
    char *own;         // owned; the label where nothing else has it; or NULL
    double numbers[AUDIT_NUMBER_COUNT];
    bool is_seen;
};

struct audit_series {
    double *values; // owned
    uint32_t count, room;
};

// A text or drawing of one ballot.
struct audit_written {
    uint64_t id;
    char *key;        // owned; what it folds to; NULL: a drawing
    const char *text; // in the file's memory; of a drawing its points
    const char *name; // the same
    uint32_t ballot;
    uint8_t round;
};

// A dot, thumb, pick or score.
struct audit_choice {
    uint64_t id;
    uint32_t ballot;
    uint8_t round, score;
};

// What the host did, by session.json.
struct audit_edit {
    uint64_t id, into; // into 0: not merged
    bool is_hidden, is_ticked;
};

// A text or drawing, once in its round.
struct audit_item {
    uint64_t id;
    uint64_t into; // what stands for it, where that is there; 0: itself
    uint32_t first, writers; // its places in `written`
    uint32_t weight;         // writers, with those of what was merged into it
    uint32_t choices, backers, sum;
    uint32_t last_ballot;
    uint8_t round;
    bool is_hidden, is_ticked, is_seen;
};

enum audit_kind {
    AUDIT_NONE, // takes no ballots
    AUDIT_CHOICE,
    AUDIT_QUIZ,
    AUDIT_SCALE,
    AUDIT_WORDS,
    AUDIT_DUEL,
    AUDIT_RANK,
    AUDIT_POINTS,
    AUDIT_CURVE,
    AUDIT_PLANE,
    AUDIT_IDEAS,
    AUDIT_SKETCH,
    AUDIT_WHYS,
    AUDIT_QUESTIONS,
    AUDIT_OTHER, // not known here: cannot be recounted
};

struct audit_count {
    struct exercise exercise; // the deck's, with the items that it had
    enum audit_kind kind;
    unsigned number;                    // from 1
    uint32_t ballots;                   // of all rounds
    uint32_t answered[AUDIT_ROUND_MAX]; // by round, from 0
    uint32_t votes[DECK_ITEM_MAX];
    uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX]; // [winner][loser]
    // By item: values, places, points or where it is along x; curve: the
    // first.
    struct audit_series series[DECK_ITEM_MAX];
    struct audit_series y[DECK_ITEM_MAX]; // plane: along y
    struct audit_written *written;        // owned; in order, once finished
    struct audit_choice *choices;         // owned
    struct audit_edit *edits;             // owned; in order of id
    struct audit_item *items;             // owned; in order of round and id
    uint32_t written_count, written_room, choice_count, choice_room;
    uint32_t edit_count, item_count;
    struct audit_row *rows; // owned; what the result must be
    uint32_t row_count;
    uint32_t next_row; // where the next claim is looked for first
};

bool audit_is_written(const struct audit_count *count); // guests write or draw
// Whether they do so in this round, from 1; otherwise they choose.
bool audit_is_writing(const struct audit_count *count, unsigned round);
// NULL: none.
const struct audit_edit *audit_find_edit(const struct audit_count *count,
                                         uint64_t id);
struct audit_item *audit_find_item(const struct audit_count *count,
                                   unsigned round, uint64_t id);
// What a choice of `id` counts for. NULL: nothing, or it is hidden.
struct audit_item *audit_counted_item(const struct audit_count *count,
                                      unsigned round, uint64_t id);
// What it is worth and how many said so, as ideas.csv has it.
void audit_item_value(const struct audit_count *count,
                      const struct audit_item *item, double *out_value,
                      double *out_count);
// 48 bits of BLAKE2b: what is written has its id from what it says.
uint64_t audit_item_id(const void *bytes, size_t size);
// From what was collected to items and rows.
void audit_finish_written(struct audit_count *count);

struct audit_row *audit_add_row(struct audit_count *count, const char *label,
                                double votes, double total);
void audit_make_rows(struct audit_count *count, size_t room);

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
    struct text notes; // owned; what a reader should know and is no finding
    struct audit_file summary, ballots, ideas, session;
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
void audit_take_claims(struct audit *audit);   // items and edits
void audit_check_chain(struct audit *audit);   // before rows are read
void audit_count_ballots(struct audit *audit); // ballots.csv → counts
void audit_check_session(struct audit *audit); // session.json's results
void audit_check_summary(struct audit *audit); // summary.csv
void audit_check_ideas(struct audit *audit);   // ideas.csv
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
// What else session.json says of an exercise: rounds, items, right options,
// decision, groups.
void audit_check_exercise(struct audit *audit, struct audit_count *count,
                          const json_t *object);
void audit_check_groups(struct audit *audit, const struct audit_count *count,
                        const json_t *object);
// "again" and "shift" of an exercise in session.json.
void audit_check_shift(struct audit *audit, struct audit_count *count,
                       const json_t *object);
// After the last row: what is missing; forgets what was seen.
void audit_compare_end(struct audit *audit, const char *where);
