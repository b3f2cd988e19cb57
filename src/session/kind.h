#pragma once

// The kinds of exercise: one row each, all that differs between them as far as
// the core is concerned. A kind's file is session/kinds/<kind>.c; its tally is
// declared in session/kinds/<kind>.h for the picture that shows it.
#include "base/random.h"
#include "base/text.h"
#include "deck/deck.h"
#include "session/event.h"
#include "session/session.h"
#include <jansson.h>

// Why an answer was not taken: the member, and what it should be.
struct answer_fault {
    char field[32];
    char text[160]; // English: "must be a whole number from 0 to 10"
};

// A row of a result: one option, statement, item, word or segment. NAN: the
// column does not apply.
struct result_row {
    const char *label;           // valid during the call
    double votes;                // how many
    double share;                // 0 … 1, of those who answered
    double mean, median, spread; // of values; spread: standard deviation
    double score; // duel: Bradley-Terry chance against the middle item
};
typedef void (*on_result_row)(void *data, const struct result_row *row);

// A part of one answer: "which item, what value".
typedef void (*on_answer_part)(void *data, const char *item, const char *value);

// What a guest is asked: an exercise as it stands in a session.
struct ask {
    const struct exercise *exercise; // with the items it has
    const struct ballot_box *box;    // of its first round; NULL: not known
    uint8_t round;                   // from 1
    uint32_t deal;  // deal_number(): what differs between guests goes by it
    uint64_t dealt; // ideas: the one to score in this round; 0: none
};

struct kind {
    const char *name;
    bool takes_ballots;
    bool is_written; // guests write: the host may hide and merge

    // Packs the JSON object of an answer, already known to be an object. An
    // empty object gives size 0. False: *fault names the member. Mandatory
    // where ballots are taken, like all that follow.
    bool (*read_answer)(const struct ask *ask, const json_t *in,
                        struct answer *out, struct answer_fault *fault);
    // Whether what the answer names is there to be named now. Only asked
    // before an answer is taken, never in replay. NULL: nothing to check.
    bool (*check_answer)(const struct ask *ask, const struct answer *answer,
                         struct answer_fault *fault);
    // Writes the members of the answer's object (PROTOCOL.md).
    void (*write_answer)(const struct exercise *exercise,
                         const struct answer *answer, struct json_out *out);
    // Members of the state's "exercise" that a phone needs to show its input.
    // Every kind.
    void (*write_exercise)(const struct ask *ask, struct json_out *out);
    // Whether that differs between guests. NULL: never.
    bool (*is_dealt)(const struct ask *ask);
    // Members of the state's "result", at most about 1 KB.
    void (*write_result)(const struct exercise *exercise,
                         const struct ballot_box *box, struct json_out *out);
    // Members of the result that need more than its ballots. NULL: none.
    void (*write_standing)(const struct session *session, uint16_t exercise,
                           struct json_out *out);
    // Members of the guest's own answer once the result may be seen. NULL:
    // none.
    void (*write_own)(const struct exercise *exercise,
                      const struct ballot *ballot, struct json_out *out);
    // The result as rows, for every export.
    void (*tabulate)(const struct exercise *exercise,
                     const struct ballot_box *box, on_result_row row,
                     void *data);
    // One ballot's parts, for the list of ballots.
    void (*list_answer)(const struct exercise *exercise,
                        const struct ballot *ballot, on_answer_part part,
                        void *data);
    // What a simulated guest might answer.
    void (*simulate)(const struct ask *ask, struct rng *rng,
                     struct answer *out);
};

// NULL: no such kind.
const struct kind *kind_find(const char *name);
const struct kind *kind_of(const struct exercise *exercise); // never NULL
// Row `index`, NULL past the last.
const struct kind *kind_at(unsigned index);

// Copies a ballot's packed answer, for write_answer.
void answer_of_ballot(const struct ballot *ballot, struct answer *out);

// Fills the fault and returns false.
bool answer_refuse(struct answer_fault *fault, const char *field,
                   const char *format, ...)
    __attribute__((format(printf, 3, 4)));
