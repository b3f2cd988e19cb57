#pragma once

// JSON from outside or from the journal, read as json_loadb reads it with
// JSON_REJECT_DUPLICATES, but in a third of the time where it is plain: no
// escapes, ASCII, whole numbers of at most 15 digits, 8 levels. Whatever is
// not is left to the library, which alone refuses. Pure.
#include <jansson.h>
#include <stddef.h>

// NULL: not JSON, or not an object or list.
json_t *json_in_read(const char *bytes, size_t size);
