#pragma once

// Where threads meet: a bounded queue of messages copied by value, many
// writers, one reader. A message is a block of bytes that holds no pointer
// into another thread's things. Pushing wakes the reader through a callback
// (write to an eventfd, post an SDL event), once per batch.
#include <stdbool.h>
#include <stddef.h>

struct inbox;

// Called after a push that found the inbox empty, on the pushing thread,
// without any lock held. Must be quick and must not push.
typedef void (*inbox_wake)(void *data);

// At most `size_max` bytes wait at once. NULL: out of memory.
struct inbox *inbox_create(size_t size_max, inbox_wake wake, void *data);
void inbox_destroy(struct inbox *inbox); // NULL is fine; nobody may push now

// Copies the message. False: the inbox is full and the message is not in it.
bool inbox_push(struct inbox *inbox, const void *message, size_t size);

// Like inbox_push, but waits for room. Never called by the reader itself.
// False only after inbox_close.
bool inbox_push_wait(struct inbox *inbox, const void *message, size_t size);

// Reader only. Hands each waiting message to `take`, in order, with no lock
// held; the message (aligned to 16 bytes) is valid during the call. Returns
// how many there were.
typedef void (*inbox_take)(void *data, const void *message, size_t size);
size_t inbox_drain(struct inbox *inbox, inbox_take take, void *data);

// Reader only. Sleeps until something is there, or `timeout_ms` have passed
// (-1: no limit), or inbox_close. True when something is there.
bool inbox_wait(struct inbox *inbox, int timeout_ms);

// From now on nothing is accepted and nobody waits. Any thread.
void inbox_close(struct inbox *inbox);
bool inbox_is_closed(struct inbox *inbox); // any thread
