#pragma once

// The bytes of a deck file before YAML sees them: UTF-8, and no character
// that shows one thing and means another. Pure.
#include "deck/fault_list.h"
#include <stdbool.h>
#include <stddef.h>

// Bytes of a UTF-8 byte order mark at the start: 0 or 3.
size_t source_bom_size(const char *source, size_t size);

// Reports each character that may not be in a deck, and overwrites it with a
// harmless one of the same length, so that the rest can still be read and
// places stay right. False: this is no text at all, do not go on.
bool source_check(char *source, size_t size, struct fault_list *faults);
