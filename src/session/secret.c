// Keyed hashes and permutations.
#include "session/secret.h"
#include "base/random.h"
#include <sodium.h>
#include <string.h>

void
ballot_key(const uint8_t secret[static 32], uint32_t guest, uint16_t filed_as,
           uint8_t out[static BALLOT_KEY_SIZE]) {
    uint8_t name[6] = {(uint8_t) (guest >> 24),   (uint8_t) (guest >> 16),
                       (uint8_t) (guest >> 8),    (uint8_t) guest,
                       (uint8_t) (filed_as >> 8), (uint8_t) filed_as};
    crypto_generichash(out, BALLOT_KEY_SIZE, name, sizeof name, secret, 32);
}

#define DEAL_BLOCK 64u

uint32_t
deal_number(const uint8_t secret[static 32], uint32_t guest,
            uint16_t exercise) {
    uint8_t key[BALLOT_KEY_SIZE];
    uint64_t seed;
    // A number that no guest has: this key is of the block alone.
    ballot_key(secret, UINT32_MAX - guest / DEAL_BLOCK, exercise, key);
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
