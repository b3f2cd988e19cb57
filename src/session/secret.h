#pragma once

// What a session's secret makes, and nobody can undo without it: the keys that
// ballots are filed under, and the order in which things are dealt. Pure; any
// thread.
#include "session/event.h"
#include <stdint.h>

// The key under which a voter's ballot to a round (from 1) of an exercise is
// filed: keyed hash (BLAKE2b-128) of the guest, of exercise.filed_as and of the
// round. Without the secret nobody can tell whose it is, or which two are one
// person's, not even who wrote an idea from what they scored; only the two of
// an exercise that is asked again are known to be a pair.
void ballot_key(const uint8_t secret[static 32], uint32_t voter,
                uint16_t filed_as, uint8_t round,
                uint8_t out[static BALLOT_KEY_SIZE]);

// What an exercise deals to a guest goes by this number instead of the guest's
// own: numbers change places within blocks of 64 by the secret, so that what
// somebody was dealt does not tell afterwards who it was, and every block is
// still dealt evenly.
uint32_t deal_number(const uint8_t secret[static 32], uint32_t guest,
                     uint16_t exercise);
