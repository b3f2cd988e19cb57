// The range comes from the system in one piece, zeroed and untouched.
#include "base/arena.h"

#include "base/check.h"
#include <sys/mman.h>

#define ARENA_ALIGNMENT 16U

void
arena_init(struct arena *arena, size_t limit) {
    CHECK(limit > 0);
    *arena = (struct arena){0};
    void *base = mmap(NULL, limit, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base != MAP_FAILED) {
        arena->base = base;
        arena->limit = limit;
    }
}

void
arena_finish(struct arena *arena) {
    if (!arena) {
        return;
    }
    if (arena->base) {
        (void) munmap(arena->base, arena->limit); // cannot fail on our range
    }
    *arena = (struct arena){0};
}

void *
arena_take(struct arena *arena, size_t size) {
    size_t padding = (size_t) -arena->used & (ARENA_ALIGNMENT - 1);
    size_t left = arena->limit - arena->used;
    if (!arena->base || padding > left || size > left - padding) {
        return NULL;
    }
    void *taken = arena->base + arena->used + padding;
    arena->used += padding + size;
    return taken;
}
