#pragma once

// Where a line may end, after the manner of UAX #14, as far as a wall needs it.
#include <stdbool.h>
#include <stddef.h>

// Bytes of the grapheme that begins at `text`; 0 at its end.
size_t grapheme_size(const char *text);

// Bytes up to the first place inside a word (a text without spaces) where a
// line may end: beside ideographs and emoji, but not before what closes or
// after what opens; after hyphens and dashes. `size` when there is none.
size_t break_size(const char *word, size_t size);

// Whether a text reads from right to left: by its first letter that has a
// direction, as in UAX #9.
bool reads_from_right(const char *text, size_t size);
