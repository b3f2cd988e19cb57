// Edit distance with swaps of neighbours (optimal string alignment), on words
// short enough for a table on the stack.
#include "deck/suggest.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WORD_MAX 31

static int
lower(char c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char) c;
}

static unsigned
least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

// Slips between a and b: a letter too many, too few, wrong, or two swapped.
static unsigned
distance(const char *a, size_t a_size, const char *b, size_t b_size) {
    unsigned rows[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= a_size; i++) {
        rows[i][0] = (unsigned) i;
    }
    for (size_t k = 0; k <= b_size; k++) {
        rows[0][k] = (unsigned) k;
    }
    for (size_t i = 1; i <= a_size; i++) {
        for (size_t k = 1; k <= b_size; k++) {
            bool is_same = lower(a[i - 1]) == lower(b[k - 1]);
            unsigned best = least(rows[i - 1][k], rows[i][k - 1]) + 1;
            best = least(best, rows[i - 1][k - 1] + (is_same ? 0 : 1));
            if (i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2])
                && lower(a[i - 2]) == lower(b[k - 1])) {
                best = least(best, rows[i - 2][k - 2] + 1);
            }
            rows[i][k] = best;
        }
    }
    return rows[a_size][b_size];
}

const char *
suggest(const char *word, const char *const *names, size_t count,
        uint64_t allowed) {
    size_t size = strlen(word);
    if (size == 0 || size > WORD_MAX) {
        return NULL;
    }
    const char *nearest = NULL;
    unsigned limit = size < 5 ? 1 : 2;
    for (size_t i = 0; i < count; i++) {
        size_t name_size = strlen(names[i]);
        if ((allowed >> i & 1) == 0 || name_size > WORD_MAX) {
            continue;
        }
        unsigned slips = distance(word, size, names[i], name_size);
        // A two-letter name one slip away from everything is no help.
        bool is_near = slips <= limit && slips < name_size;
        if (is_near && (nearest == NULL || slips < limit)) {
            nearest = names[i];
            limit = slips;
        }
    }
    return nearest;
}

void
suggest_list(const char *const *names, size_t count, uint64_t allowed,
             char *out, size_t out_size) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used < out_size; i++) {
        if ((allowed >> i & 1) != 0) {
            int added = snprintf(out + used, out_size - used, "%s%s",
                                 used == 0 ? "" : ", ", names[i]);
            used += added > 0 ? (size_t) added : 0;
        }
    }
}
