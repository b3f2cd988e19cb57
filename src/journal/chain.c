// SHA-256 comes from libsodium; what goes before the body is put together
// here, so that a hash costs three calls and no memory.
#include "journal/chain.h"

#include <sodium.h>
#include <string.h>

_Static_assert(JOURNAL_HASH_SIZE == crypto_hash_sha256_BYTES,
               "the chain is SHA-256");

struct bytes_out {
    uint8_t bytes[JOURNAL_HASH_SIZE + 3 * 8 + 3 * 4 + JOURNAL_KIND_MAX
                  + JOURNAL_ID_MAX];
    size_t size;
};

static void
put_number(struct bytes_out *out, uint64_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        out->bytes[out->size++] = (uint8_t) (value >> shift);
    }
}

static void
put_text(struct bytes_out *out, const char *text, size_t room) {
    size_t size = strnlen(text, room);
    put_number(out, size, 4);
    memcpy(out->bytes + out->size, text, size);
    out->size += size;
}

void
chain_start(uint8_t out_hash[static JOURNAL_HASH_SIZE]) {
    memset(out_hash, 0, JOURNAL_HASH_SIZE);
}

void
chain_next(const uint8_t before[static JOURNAL_HASH_SIZE],
           const struct record *record,
           uint8_t out_hash[static JOURNAL_HASH_SIZE]) {
    struct bytes_out head = {.size = JOURNAL_HASH_SIZE};
    memcpy(head.bytes, before, JOURNAL_HASH_SIZE);
    put_number(&head, record->seq, 8);
    put_number(&head, (uint64_t) record->t_ms, 8);
    put_number(&head, (uint64_t) record->at_utc_ms, 8);
    put_text(&head, record->kind, sizeof record->kind);
    put_text(&head, record->id, sizeof record->id);
    put_number(&head, record->body_size, 4);

    // libsodium's results are always 0 here.
    crypto_hash_sha256_state state;
    (void) crypto_hash_sha256_init(&state);
    (void) crypto_hash_sha256_update(&state, head.bytes, head.size);
    (void) crypto_hash_sha256_update(&state, (const uint8_t *) record->body,
                                     record->body_size);
    (void) crypto_hash_sha256_final(&state, out_hash);
}
