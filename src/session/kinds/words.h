#pragma once

// words: up to `pick` short answers. Packed: for each word its text as typed
// and the folded key that makes two the same, each zero-terminated.
#include "session/kind.h"

#define WORDS_GRAPHEME_MAX 24
#define WORDS_DISTINCT_MAX 4096

struct words_entry {
    const char *text; // first in byte order of those typed; in the arena
    uint32_t count;
};

// 80 KB: on the stack of one caller at a time.
struct words_tally {
    uint32_t voters;
    uint32_t total;  // words, repeats counted
    uint32_t count;  // distinct, most frequent first, then by text
    uint32_t others; // words beyond the limit of distinct ones
    uint32_t merged; // by the host into others
    uint32_t hidden; // by the host: not among the entries
    struct words_entry entries[WORDS_DISTINCT_MAX];
};

// A guest's word counts once, however often it is in their answer.
void words_tally(const struct ballot_box *box, struct words_tally *out);

// What makes two words the same; stays when the spelling shown changes.
const char *words_entry_key(const struct words_entry *entry);
