#pragma once

// How often each idea has been dealt, the least dealt first, and the evening
// out of a finished deal. Only for deal.c.
#include <stdbool.h>
#include <stdint.h>

#define BARRED_MAX 16 // own ideas and those already scored
#define IDEA_NONE UINT32_MAX

// What one guest must not be dealt, by index.
struct barred {
    uint32_t ideas[BARRED_MAX];
    uint8_t count;
};
bool is_barred(const struct barred *barred, uint32_t idea);

// Ideas in order of how often they were dealt; of equals in the order in which
// they were put there. One more deal takes constant time.
struct least_dealt {
    uint32_t *order, *place; // owned; idea at a place, and place of an idea
    uint32_t *ends;          // owned; by times dealt: behind the last of those
    uint32_t count, most;    // ideas; times that any may be dealt
};
// `order` holds every idea once and is taken over; `most_more`: deals to come.
// False: no memory; finish it all the same.
bool least_dealt_init(struct least_dealt *out, const uint32_t *given,
                      uint32_t *order, uint32_t count, uint32_t most_more);
void least_dealt_finish(struct least_dealt *least);
// The least dealt idea that is not barred, which becomes one more dealt in
// given[]. IDEA_NONE: all are barred.
uint32_t least_dealt_take(struct least_dealt *least,
                          const struct barred *barred, uint32_t *given);

// What was dealt, to be evened out.
struct even {
    uint32_t *given;             // by idea: how often dealt
    uint32_t *held;              // by guest: the idea, or IDEA_NONE
    const struct barred *barred; // by guest
    uint32_t ideas, guests;
};
// Passes ideas on along chains until no chain makes it more even. False: no
// memory.
bool even_out(struct even *even);
