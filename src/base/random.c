// Secrets come from libsodium; the seeded generator is xoshiro256**, filled
// from its seed by splitmix64, both by Blackman and Vigna.
#include "base/random.h"

#include "base/check.h"
#include <sodium.h>

void
random_start(void) {
    int result = sodium_init();
    CHECK(result >= 0);
}

void
random_bytes(void *out, size_t size) {
    randombytes_buf(out, size);
}

static uint64_t
splitmix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static uint64_t
rotate_left(uint64_t value, int count) {
    return value << count | value >> (64 - count);
}

void
rng_init(struct rng *rng, uint64_t seed) {
    for (int i = 0; i < 4; i++) {
        rng->state[i] = splitmix(&seed);
    }
}

uint64_t
rng_next(struct rng *rng) {
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint32_t
rng_below(struct rng *rng, uint32_t bound) {
    CHECK(bound > 0);
    // Numbers at or above the last whole multiple of bound would favour the
    // small results; they are thrown again.
    uint32_t excess = (uint32_t) ((UINT64_C(1) << 32) % bound);
    for (;;) {
        uint32_t value = (uint32_t) (rng_next(rng) >> 32);
        if (value <= UINT32_MAX - excess) {
            return value % bound;
        }
    }
}

double
rng_unit(struct rng *rng) {
    return (double) (rng_next(rng) >> 11) * 0x1p-53;
}
