// Two blocks of memory: writers fill one under the lock while the reader goes
// through the other without it; draining swaps them. Both are reserved at
// their full size and cost nothing until they are touched.
//
// A message lies in a block as its size (in 16 bytes, which keeps the
// alignment) and its bytes, rounded up to 16.
#include "base/inbox.h"

#include "base/arena.h"
#include "base/check.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INBOX_ALIGNMENT 16U

struct inbox {
    pthread_mutex_t lock;
    pthread_cond_t has_message; // the reader waits for it
    pthread_cond_t has_room;    // pushers wait for it
    struct arena filling;       // under the lock
    unsigned pusher_count;      // waiting for room, under the lock
    bool is_closed;             // under the lock
    struct arena draining;      // the reader's
    size_t limit;               // of each block
    inbox_wake wake;
    void *wake_data;
};

static size_t
framed_size(size_t size) {
    size_t rounded = (size + INBOX_ALIGNMENT - 1) & ~(size_t) 15;
    return INBOX_ALIGNMENT + rounded;
}

struct inbox *
inbox_create(size_t size_max, inbox_wake wake, void *data) {
    struct inbox *inbox = calloc(1, sizeof *inbox);
    if (!inbox) {
        return NULL;
    }
    size_t limit = (size_max + INBOX_ALIGNMENT - 1) & ~(size_t) 15;
    arena_init(&inbox->filling, limit);
    arena_init(&inbox->draining, limit);
    if (!inbox->filling.base || !inbox->draining.base) {
        arena_finish(&inbox->filling);
        arena_finish(&inbox->draining);
        free(inbox);
        return NULL;
    }
    pthread_condattr_t monotonic;
    CHECK(pthread_condattr_init(&monotonic) == 0);
    CHECK(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0);
    CHECK(pthread_mutex_init(&inbox->lock, NULL) == 0);
    CHECK(pthread_cond_init(&inbox->has_message, &monotonic) == 0);
    CHECK(pthread_cond_init(&inbox->has_room, NULL) == 0);
    CHECK(pthread_condattr_destroy(&monotonic) == 0);
    inbox->limit = limit;
    inbox->wake = wake;
    inbox->wake_data = data;
    return inbox;
}

void
inbox_destroy(struct inbox *inbox) {
    if (!inbox) {
        return;
    }
    CHECK(pthread_cond_destroy(&inbox->has_message) == 0);
    CHECK(pthread_cond_destroy(&inbox->has_room) == 0);
    CHECK(pthread_mutex_destroy(&inbox->lock) == 0);
    arena_finish(&inbox->filling);
    arena_finish(&inbox->draining);
    free(inbox);
}

// With the lock held.
static bool
has_room(const struct inbox *inbox, size_t framed) {
    return framed <= inbox->limit - inbox->filling.used;
}

// With the lock held; there is room. The block is written over again and
// again, so the arena's promise of zeroed memory does not hold here.
static void
append(struct inbox *inbox, const void *message, size_t size) {
    unsigned char *at = arena_take(&inbox->filling, framed_size(size));
    CHECK(at != NULL);
    uint64_t stored_size = size;
    memcpy(at, &stored_size, sizeof stored_size);
    memcpy(at + INBOX_ALIGNMENT, message, size);
}

static bool
push(struct inbox *inbox, const void *message, size_t size, bool waits) {
    size_t framed = framed_size(size);
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    while (waits && !inbox->is_closed && !has_room(inbox, framed)) {
        inbox->pusher_count++;
        CHECK(pthread_cond_wait(&inbox->has_room, &inbox->lock) == 0);
        inbox->pusher_count--;
    }
    bool fits = !inbox->is_closed && has_room(inbox, framed);
    bool was_empty = inbox->filling.used == 0;
    if (fits) {
        append(inbox, message, size);
        CHECK(pthread_cond_signal(&inbox->has_message) == 0);
    }
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
    if (fits && was_empty && inbox->wake) {
        inbox->wake(inbox->wake_data);
    }
    return fits;
}

bool
inbox_push(struct inbox *inbox, const void *message, size_t size) {
    return push(inbox, message, size, false);
}

bool
inbox_push_wait(struct inbox *inbox, const void *message, size_t size) {
    CHECK(framed_size(size) <= inbox->limit); // or it waits for ever
    return push(inbox, message, size, true);
}

static void
swap_blocks(struct inbox *inbox) {
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    struct arena filled = inbox->filling;
    inbox->filling = inbox->draining;
    inbox->filling.used = 0;
    inbox->draining = filled;
    if (inbox->pusher_count > 0) {
        CHECK(pthread_cond_broadcast(&inbox->has_room) == 0);
    }
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
}

size_t
inbox_drain(struct inbox *inbox, inbox_take take, void *data) {
    swap_blocks(inbox);
    const struct arena *block = &inbox->draining;
    size_t count = 0;
    size_t at = 0;
    while (at < block->used) {
        uint64_t size;
        memcpy(&size, block->base + at, sizeof size);
        take(data, block->base + at + INBOX_ALIGNMENT, (size_t) size);
        at += framed_size((size_t) size);
        count++;
    }
    return count;
}

static struct timespec
deadline_after(int timeout_ms) {
    struct timespec deadline;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &deadline) == 0);
    deadline.tv_sec += timeout_ms / 1000;
    deadline.tv_nsec += (long) (timeout_ms % 1000) * 1000000;
    if (deadline.tv_nsec >= 1000000000) {
        deadline.tv_sec++;
        deadline.tv_nsec -= 1000000000;
    }
    return deadline;
}

bool
inbox_wait(struct inbox *inbox, int timeout_ms) {
    struct timespec deadline = deadline_after(timeout_ms < 0 ? 0 : timeout_ms);
    int result = 0;
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    while (inbox->filling.used == 0 && !inbox->is_closed
           && result != ETIMEDOUT) {
        result = timeout_ms < 0
                     ? pthread_cond_wait(&inbox->has_message, &inbox->lock)
                     : pthread_cond_timedwait(&inbox->has_message, &inbox->lock,
                                              &deadline);
        CHECK(result == 0 || result == ETIMEDOUT);
    }
    bool is_there = inbox->filling.used > 0;
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
    return is_there;
}

void
inbox_close(struct inbox *inbox) {
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    inbox->is_closed = true;
    CHECK(pthread_cond_broadcast(&inbox->has_message) == 0);
    CHECK(pthread_cond_broadcast(&inbox->has_room) == 0);
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
}

bool
inbox_is_closed(struct inbox *inbox) {
    CHECK(pthread_mutex_lock(&inbox->lock) == 0);
    bool is_closed = inbox->is_closed;
    CHECK(pthread_mutex_unlock(&inbox->lock) == 0);
    return is_closed;
}
