#pragma once

// Two kinds of chance: secrets from the system, and a seeded generator for
// simulated guests and tests, which gives the same numbers on every machine.
#include <stddef.h>
#include <stdint.h>

// Cryptographic random bytes (libsodium). Any thread, after random_start.
void random_bytes(void *out, size_t size);

// Must be called once, first thing in main and in each test. Idempotent.
void random_start(void);

struct rng {
    uint64_t state[4]; // xoshiro256**, by Blackman and Vigna
};

void rng_init(struct rng *rng, uint64_t seed);
uint64_t rng_next(struct rng *rng);
// Uniform in 0 … bound - 1; bound > 0.
uint32_t rng_below(struct rng *rng, uint32_t bound);
// Uniform in [0, 1).
double rng_unit(struct rng *rng);
