// Digests are chained as text, so that sha256sum and a shell can do the same.
#include "report/digest.h"
#include "base/bytes.h"
#include <sodium.h>
#include <string.h>

static void
close_link(struct digest_chain *chain, crypto_hash_sha256_state *state) {
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state, hash);
    bytes_to_hex(hash, sizeof hash, chain->link);
}

static void
feed(crypto_hash_sha256_state *state, const char *bytes, size_t size) {
    crypto_hash_sha256_update(state, (const unsigned char *) bytes, size);
}

void
digest_begin(struct digest_chain *chain, const char *bytes, size_t size) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    feed(&state, bytes, size);
    close_link(chain, &state);
}

void
digest_add(struct digest_chain *chain, const char *name, const char *bytes,
           size_t size) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    feed(&state, chain->link, strlen(chain->link));
    feed(&state, "\n", 1);
    feed(&state, name, strlen(name));
    feed(&state, "\n", 1);
    feed(&state, bytes, size);
    close_link(chain, &state);
}
