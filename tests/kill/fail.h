#pragma once

// What all parts of the kill test share: how it fails.

// Prints the sentence with the seed and the life it happened in, and ends the
// test with 1. What it started ends with it.
void fail(const char *format, ...)
    __attribute__((noreturn, format(printf, 1, 2)));
