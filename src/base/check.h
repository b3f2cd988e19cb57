#pragma once

// Checks of our own invariants, on in every build: a programmer's error ends
// the program at once, and the journal brings the same session back. Never
// used for what comes from outside (input, disk, network).

// Prints the place and the condition to standard error and aborts.
_Noreturn void check_failed(const char *file, int line, const char *condition);

#define CHECK(condition)                                                       \
    ((condition) ? (void) 0 : check_failed(__FILE__, __LINE__, #condition))
