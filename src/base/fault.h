#pragma once

// An operating error told to a person: one sentence that says what happened
// and what to do. Filled by the function that knows the cause; shown by the
// one that can show it (standard error, the stage, the host page).
#include <stdbool.h>

#define FAULT_TEXT_MAX 320

struct fault {
    char text[FAULT_TEXT_MAX]; // UTF-8, no line break; empty: no fault
};

// Writes the sentence; cut at FAULT_TEXT_MAX - 1 bytes. NULL fault is fine.
// Always returns false, so that `return fault_set(...)` ends a function.
bool fault_set(struct fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
