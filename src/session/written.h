#pragma once

// What guests write or draw, and what they choose of it, as the kinds that do
// so pack their answers. One packed form serves ideas, sketches, whys and
// questions. Pure; any thread.
//
//   written  WRITTEN, name and zero, then each: id (8), size (2), bytes
//   chosen   CHOSEN, then each: id (8)
//   scored   SCORED, id (8), score (1)
#include "session/kind.h"

#define WRITTEN_GRAPHEME_MAX 80
#define WRITTEN_BYTES 400   // a text of so many graphemes, with the final zero
#define CHOICE_SHOWN_MAX 40 // things that one guest is shown to choose from

// One thing that was written: a text with its final zero, or a drawing.
struct written {
    uint64_t id;
    const uint8_t *bytes;
    uint16_t size;
};

// Goes through a ballot; *at begins at 0. False: no more.
bool written_next(const struct ballot *ballot, uint16_t *at,
                  struct written *out);
// The name that was put to it; "" for none.
const char *written_by(const struct ballot *ballot);
bool chosen_next(const struct ballot *ballot, uint16_t *at, uint64_t *out_id);
bool scored_read(const struct ballot *ballot, uint64_t *out_id,
                 uint8_t *out_score);

// -- Answers -----------------------------------------------------------------

void written_begin(struct answer *out, const char *by);
bool written_add(struct answer *out, const void *bytes, size_t size,
                 uint64_t id); // false: it is in there already, or no room
// A text of a member `field`; empty ones are left out, twice is once.
bool written_take(const json_t *text, const char *field, struct answer *out,
                  struct answer_fault *fault);
// A list of at most `most` texts.
bool written_read(const json_t *list, const char *field, unsigned most,
                  struct answer *out, struct answer_fault *fault);
void written_write(const struct answer *answer, const char *key,
                   struct json_out *out);
// A list of ids; `may_repeat`: several dots on one.
bool chosen_read(const json_t *list, const char *field, unsigned most,
                 bool may_repeat, struct answer *out,
                 struct answer_fault *fault);
void chosen_add(struct answer *out, uint64_t id);
void chosen_write(const struct answer *answer, const char *key,
                  struct json_out *out);
bool scored_take(const json_t *scores, struct answer *out,
                 struct answer_fault *fault);
void scored_set(struct answer *out, uint64_t id, uint8_t score);
void scored_write(const struct answer *answer, struct json_out *out);

// The parts of a ballot: a text and "1"; a number and 1 for each time it was
// chosen; a number and its score.
void written_list(const struct ballot *ballot, on_answer_part part, void *data);

// There may be more to choose from than one guest is shown.
bool written_is_dealt(const struct ask *ask);

// An answer as the ballot it would be, to go through it.
struct ballot written_ballot(const struct answer *answer);
