#pragma once

// Collects what is wrong with a deck while it is read: bounded, and put into
// the order of the file at the end. Pure; any thread, one list a read.
#include "deck/deck.h"

#define FAULT_LIST_MAX 100 // and one more that says how many are left out

struct place {
    int line, column; // from 1; 0: the file as a whole
};

struct fault_list {
    struct deck_faults *out; // borrowed; its items are filled
    size_t left_out_count;   // found after the list was full
    size_t left_out_error_count;
};

// Empties `out` without releasing what was in it.
void fault_list_init(struct fault_list *list, struct deck_faults *out);
void fault_list_error(struct fault_list *list, struct place at,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void fault_list_warning(struct fault_list *list, struct place at,
                        const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Sorts by place and says how many were left out. Nothing is added later.
void fault_list_close(struct fault_list *list);

// A piece of the author's text as a sentence may quote it: cut, one line,
// nothing that could disturb a terminal.
#define SHOWN_SIZE 64
void shown_write(const char *in, size_t size, char out[static SHOWN_SIZE]);
