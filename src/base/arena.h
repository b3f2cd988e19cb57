#pragma once

// Memory with a stated limit that is taken bit by bit and given back all at
// once. The whole range is reserved at the start and costs nothing until it is
// touched, so that taking never asks the system and never moves anything.
#include <stddef.h>

struct arena {
    unsigned char *base; // owned
    size_t used;
    size_t limit;
};

// Reserves `limit` bytes. On failure base is NULL.
void arena_init(struct arena *arena, size_t limit);
void arena_finish(struct arena *arena); // NULL and zeroed are fine

// Zeroed memory, aligned to 16 bytes; NULL when the limit is reached.
void *arena_take(struct arena *arena, size_t size);
