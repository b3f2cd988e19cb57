// Keyed hashes and permutations.
#include "session/secret.h"
#include "base/random.h"
#include <sodium.h>
#include <string.h>

void
ballot_key(const uint8_t secret[static 32], uint32_t voter, uint16_t filed_as,
           uint8_t round, uint8_t out[static BALLOT_KEY_SIZE]) {
    uint8_t name[7] = {(uint8_t) (voter >> 24),
                       (uint8_t) (voter >> 16),
                       (uint8_t) (voter >> 8),
                       (uint8_t) voter,
                       (uint8_t) (filed_as >> 8),
                       (uint8_t) filed_as,
                       round};
    // The first round's name has no number: exercises once had only one.
    size_t size = round > 1 ? sizeof name : sizeof name - 1;
    crypto_generichash(out, BALLOT_KEY_SIZE, name, size, secret, 32);
}

#define DEAL_BLOCK 64u

uint32_t
deal_number(const uint8_t secret[static 32], uint32_t guest,
            uint16_t exercise) {
    uint8_t key[BALLOT_KEY_SIZE];
    uint64_t seed;
    // A number that no guest has: this key is of the block alone.
    ballot_key(secret, UINT32_MAX - guest / DEAL_BLOCK, exercise, 1, key);
    memcpy(&seed, key, sizeof seed);
    struct rng rng;
    rng_init(&rng, seed);
    uint8_t places[DEAL_BLOCK] = {0};
    for (uint32_t i = 0; i < DEAL_BLOCK; i++) { // Fisher-Yates, inside out
        uint32_t k = rng_below(&rng, i + 1);
        places[i] = places[k];
        places[k] = (uint8_t) i;
    }
    return guest / DEAL_BLOCK * DEAL_BLOCK + places[guest % DEAL_BLOCK];
}
