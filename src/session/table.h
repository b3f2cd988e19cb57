#pragma once

// Inside session/: the open-addressed tables by 16-byte hashes.
#include "session/session.h"

// Slots of each table: more than twice the guests, so that probing is short.
#define SESSION_INDEX_SIZE 32768u

uint32_t session_slot(const uint8_t key[static 16]);
