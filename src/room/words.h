#pragma once

// Two easy words that name a seat: "amber kite". Our own lists: short, kind,
// easy to say across a room, none like another. Pure; any thread.
#include "session/event.h"
#include <stdbool.h>
#include <stdint.h>

#define WORDS_FIRST_COUNT 128
#define WORDS_SECOND_COUNT 128
#define WORDS_COUNT (WORDS_FIRST_COUNT * WORDS_SECOND_COUNT)

// number: 0 … WORDS_COUNT - 1.
void words_write(uint32_t number, char out[static GUEST_WORDS_MAX]);
// The number of two words; false: not from these lists.
bool words_find(const char *words, uint32_t *out_number);

// Which pairs are taken.
struct words_taken {
    uint8_t bits[WORDS_COUNT / 8];
};

// A pair that is free, marked as taken. `start` is random. False: none left.
bool words_take(struct words_taken *taken, uint32_t start,
                uint32_t *out_number);
void words_mark(struct words_taken *taken, uint32_t number);
void words_release(struct words_taken *taken, uint32_t number);
