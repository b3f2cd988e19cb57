#pragma once

// Options of every verb: one table says what each is called, what it takes and
// which verbs know it.
#include "base/fault.h"
#include "drawing/theme.h"
#include "kiosk/kiosk.h"
#include <stdbool.h>
#include <stdint.h>

enum verb {
    VERB_RUN,
    VERB_CHECK,
    VERB_DECKS,
    VERB_SESSIONS,
    VERB_EXPORT,
    VERB_AUDIT,
    VERB_SHOT,
    VERB_SETUP,
    VERB_HELP,
    VERB_VERSION,
    VERB_COUNT,
};

#define ARGUMENT_MAX 2

// Everything that a command line can say. Texts are borrowed from argv.
struct options {
    enum verb verb;
    struct kiosk_options run;
    const char *to;       // export
    const char *out;      // shot
    const char *exercise; // shot
    const char *phase;    // shot
    uint32_t guests;      // shot
    uint32_t absent;      // shot
    uint32_t at_s;        // shot: seconds into the phase
    uint64_t seed;        // shot
    float width, height;  // shot
    const char *arguments[ARGUMENT_MAX];
    unsigned argument_count;
};

// Reads the words. False: *fault says which word is wrong and what would be
// right.
bool options_read(int argc, char **argv, struct options *out,
                  struct fault *fault);

const char *verb_text(enum verb verb);
// Calls `line` for each option that the verb knows.
void options_each(enum verb verb,
                  void (*line)(void *data, const char *form, const char *help),
                  void *data);
