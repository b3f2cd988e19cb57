// The list of faults. The memory is taken with the first fault, once: a deck
// without faults costs nothing.
#include "deck/fault_list.h"
#include "base/check.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
fault_list_init(struct fault_list *list, struct deck_faults *out) {
    *out = (struct deck_faults){0};
    *list = (struct fault_list){.out = out};
}

static struct deck_fault *
new_fault(struct fault_list *list, bool is_warning) {
    struct deck_faults *out = list->out;
    if (out->items == NULL) {
        out->items = calloc(FAULT_LIST_MAX + 1, sizeof *out->items);
        CHECK(out->items != NULL);
    }
    if (out->count >= FAULT_LIST_MAX) {
        list->left_out_count++;
        list->left_out_error_count += is_warning ? 0 : 1;
        return NULL;
    }
    out->error_count += is_warning ? 0 : 1;
    return &out->items[out->count++];
}

// The sentence is cut between code points when it is too long.
__attribute__((format(printf, 4, 0))) static void
add(struct fault_list *list, struct deck_fault fault, struct place at,
    const char *format, va_list arguments) {
    struct deck_fault *slot = new_fault(list, fault.is_warning);
    if (slot == NULL) {
        return;
    }
    char sentence[1024];
    (void) vsnprintf(sentence, sizeof sentence, format, arguments);
    fault.line = at.line;
    fault.column = at.column;
    (void) text_copy(fault.text, sizeof fault.text, sentence);
    *slot = fault;
}

void
fault_list_error(struct fault_list *list, struct place at, const char *format,
                 ...) {
    va_list arguments;
    va_start(arguments, format);
    add(list, (struct deck_fault){0}, at, format, arguments);
    va_end(arguments);
}

void
fault_list_warning(struct fault_list *list, struct place at, const char *format,
                   ...) {
    va_list arguments;
    va_start(arguments, format);
    add(list, (struct deck_fault){.is_warning = true}, at, format, arguments);
    va_end(arguments);
}

static bool
is_before(const struct deck_fault *a, const struct deck_fault *b) {
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

// Insertion keeps the order of faults at the same place; the list is short.
static void
sort(struct deck_fault *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        struct deck_fault moving = items[i];
        size_t to = i;
        while (to > 0 && is_before(&moving, &items[to - 1])) {
            items[to] = items[to - 1];
            to--;
        }
        items[to] = moving;
    }
}

void
fault_list_close(struct fault_list *list) {
    struct deck_faults *out = list->out;
    sort(out->items, out->count);
    if (list->left_out_count == 0) {
        return;
    }
    struct deck_fault *last = &out->items[out->count++];
    last->is_warning = list->left_out_error_count == 0;
    out->error_count += last->is_warning ? 0 : 1;
    (void) snprintf(last->text, sizeof last->text,
                    "there are %zu more faults; mend these first and read "
                    "the file again",
                    list->left_out_count);
}

void
deck_faults_finish(struct deck_faults *faults) {
    if (faults != NULL) {
        free(faults->items);
        *faults = (struct deck_faults){0};
    }
}

void
shown_write(const char *in, size_t size, char out[static SHOWN_SIZE]) {
    enum { BYTE_MAX = 36 };
    const char *tail = size > BYTE_MAX ? "…" : "";
    if (size > BYTE_MAX) {
        size = BYTE_MAX;
        while (size > 0 && ((unsigned char) in[size] & 0xC0) == 0x80) {
            size--;
        }
    }
    char clean[SHOWN_SIZE] = "";
    enum text_verdict verdict =
        text_take(in, size, BYTE_MAX, clean, SHOWN_SIZE - 4);
    if (verdict != TEXT_OK && verdict != TEXT_EMPTY) {
        for (size_t i = 0; i < size; i++) {
            clean[i] = in[i] >= ' ' && in[i] <= '~' ? in[i] : '?';
        }
        clean[size] = '\0';
    }
    (void) snprintf(out, SHOWN_SIZE, "%.59s%s", clean, tail);
}
