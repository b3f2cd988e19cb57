#pragma once

// A deck: one workshop as a file describes it, after every check. Immutable
// once made, so any thread may read it. The YAML format stands in
// src/deck/README.md.
#include "base/fault.h"
#include "base/text.h"
#include "base/tick.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECK_FILE_MAX (1024 * 1024) // bytes
#define DECK_EXERCISE_MAX 64
#define DECK_PHASE_MAX 16 // in one exercise
#define DECK_ITEM_MAX 12  // options, statements or items of one exercise
#define DECK_ID_MAX 32    // bytes with the final zero; a-z 0-9 -

// Graphemes: what reads well on a wall, and what is refused.
#define DECK_PROMPT_GOOD 90
#define DECK_PROMPT_MAX 140
#define DECK_ITEM_GOOD 32      // an option of a choice
#define DECK_LONG_ITEM_GOOD 48 // a statement, a thing to pair
#define DECK_ITEM_TEXT_MAX 60
#define DECK_PLACE_GOOD 20 // a thing to put on a plane
#define DECK_PLACE_MAX 40
#define DECK_END_GOOD 16 // an end of its axes, a quadrant
#define DECK_END_MAX 24
#define DECK_BUDGET 100 // points that a guest gives away, unless it says so
#define DECK_BUDGET_MAX 1000
#define DECK_TAKE 6 // items taken from an earlier result, unless it says so
#define DECK_DOT_MAX 10
#define DECK_ROUND_MAX 6 // of whys; ideas are scored in at most 5
#define DECK_GROUP_MIN 3 // guests in a group of a `groups` phase
#define DECK_GROUP_MAX 12
#define DECK_GROUP 5
#define DECK_NOTE_MAX 800 // why, say, the text of a slide or a talk

enum phase_name {
    PHASE_READ,
    PHASE_SOLO,
    PHASE_PAIRS,
    PHASE_FOURS,
    PHASE_GROUPS,
    PHASE_VOTE,
    PHASE_REVEAL,
    PHASE_DISCUSS,
    PHASE_BREAK,
    PHASE_NAME_COUNT,
};

// The word as a deck and the wire say it: "vote". Never NULL.
const char *phase_name_text(enum phase_name name);

struct phase {
    enum phase_name name;
    tick length_ms; // 0: no clock, the host goes on
    bool is_open;   // ballots are taken
    uint8_t round;  // whose ballots, from 1; 0: none are taken
    tick bell_ms;   // a bell so long after its start ("change roles"); 0: none
};

// When the room may see a result.
enum reveal_rule {
    REVEAL_ON_REVEAL, // from the reveal phase on
    REVEAL_ON_CLOSE,  // as soon as voting has closed
    REVEAL_LIVE,      // while votes come in
    REVEAL_NEVER,     // only in the report
};

// What a vote decides, for a choice that has a rule.
enum decision_rule {
    DECISION_NONE,
    DECISION_FIST_TO_FIVE, // passes when nobody is below 3
    DECISION_MAJORITY,     // an option with more than half of the voters
    DECISION_TWO_THIRDS,   // with at least two thirds
};

// How a result looks on the stage, for a kind with several pictures.
enum result_look {
    LOOK_BARS,
    LOOK_SPACE, // points: dents in space; bars where there is no room for it
};

// What the two ends of an axis are called; NULL where a kind has none.
struct axis {
    const char *low, *high;
};

// Everything an exercise of any kind may carry; a kind uses what its row in
// deck/kind_rules.c allows and the rest is zero. Texts are owned by the deck.
struct exercise {
    char id[DECK_ID_MAX];
    char kind[DECK_ID_MAX]; // "choice", …: a name the core knows
    const char *prompt;     // never NULL, may be "" for a slide
    const char *text;       // slide, talk: the text under the prompt; or NULL
    const char *by;         // slide: who said it; or NULL
    const char *why;        // its purpose, for the report; or NULL
    const char *say;        // what the host may say; or NULL
    struct phase phases[DECK_PHASE_MAX];
    uint8_t phase_count;              // at least 1
    const char *items[DECK_ITEM_MAX]; // options, statements, things to pair
    uint8_t item_count;
    uint8_t pick;           // choice, words: how many a guest may give
    uint8_t top;            // rank: how many places a guest may give
    uint16_t budget;        // points: how many a guest gives away
    enum result_look look;  // points
    int32_t from, to;       // scale: the ends, from < to
    const char *from_label; // scale: words at the ends; or NULL
    const char *to_label;
    int32_t mark_from, mark_to; // scale: a stretch the stage marks; equal: none
    const char *mark_label;     // or NULL
    struct axis x, y;           // plane
    const char *quadrants[4];   // plane: the upper two, the lower two; or NULL
    uint8_t dots;        // ideas, sketch: how many a guest gives; 0: no vote
    uint8_t rounds;      // ideas: of blind scores, 0 none; whys: of questions
    uint16_t right;      // quiz: bit i: option i is right
    int16_t takes_from;  // the earlier exercise whose best become the items
    uint8_t take;        // how many of them; with takes_from
    uint8_t group_size;  // guests in a group of a `groups` phase
    uint8_t round_count; // boxes of ballots, at least 1
    uint16_t first_box;  // of all the deck's boxes
    enum reveal_rule reveal;
    enum decision_rule decision;
    int16_t again;     // the earlier exercise that is asked again; -1: none
    uint16_t filed_as; // whose ballots these stand beside: its own number, or
                       // again's, so that one guest's two are a pair
    bool is_by_group;  // one answer a group
    bool is_signed;    // ideas: a guest may put a name to what they write
    bool is_quick;     // quiz: points for speed
    bool is_named; // ballots carry the guest's name; the phone says so before
    int line;      // in the file, for messages
};

struct deck {
    char id[DECK_ID_MAX];
    const char *title;
    const char *about; // or NULL
    char lang[16];     // BCP 47, "en"
    struct exercise *exercises;
    uint16_t exercise_count; // at least 1
    uint16_t box_count;      // of all rounds of all exercises
    const char *source;      // the file's text, zero-terminated
    size_t source_size;
};

// What is wrong with a deck file, in the order of the file.
struct deck_fault {
    int line, column; // from 1; 0: the file as a whole
    bool is_warning;  // it runs all the same
    char text[256];   // what is wrong and what would be right, without place
};

struct deck_faults {
    struct deck_fault *items; // owned
    size_t count;
    size_t error_count; // those that are no warnings
};

void deck_faults_finish(struct deck_faults *faults); // NULL is fine

// Reads a whole deck, reporting every fault at once. NULL when any fault is an
// error. `faults` is filled in both cases and must be finished. Bounded in
// depth, size and time for any bytes.
struct deck *deck_read(const char *source, size_t size,
                       struct deck_faults *faults);

// The same from a file; a file that cannot be read is a fault too.
struct deck *deck_load(const char *path, struct deck_faults *faults);
void deck_destroy(struct deck *deck); // NULL is fine

// -1: no exercise has this id.
int deck_find_exercise(const struct deck *deck, const char *id);

// Where built-in decks are looked for, first match wins: the folder named by
// DENT_DECKS, ../assets/decks beside the program (a build tree), then
// DATADIR/dent/decks. `name_or_path` with a slash or ending in .yaml is a
// path. Writes a path of a file that exists.
bool deck_locate(const char *name_or_path, char *out, size_t out_size);

// The deck of that name or path. NULL: *fault says what is wrong, and where all
// of it is listed.
struct deck *deck_open(const char *name_or_path, struct fault *fault);

// Calls `found` for each built-in deck file, sorted by name.
void deck_each_builtin(void (*found)(void *data, const char *path), void *data);
