#pragma once

// The hash that ties each record to all before it, as journal.h specifies.
// Pure; any thread.
#include "journal/journal.h"

// The hash before the first record.
void chain_start(uint8_t out_hash[static JOURNAL_HASH_SIZE]);

// Hash of `record` (its own hash is not read) after the one with `before`.
void chain_next(const uint8_t before[static JOURNAL_HASH_SIZE],
                const struct record *record,
                uint8_t out_hash[static JOURNAL_HASH_SIZE]);
