#pragma once

// Reads the body of a request: bytes that anybody may have made up. Bounded in
// size and depth before the JSON reader sees them. Pure; any thread.
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A JSON object, the caller's to json_decref. NULL: not one object in UTF-8
// of at most BALLOT_BODY_MAX bytes and BODY_DEPTH_MAX levels without double
// names.
json_t *body_read(const char *bytes, size_t size);

// A member that is a text of the alphabet of ids, 8 to 40 characters. NULL:
// missing or otherwise. Valid as long as the object.
const char *body_client_id(const json_t *body);
// A member that is a whole number from least to most.
bool body_integer(const json_t *body, const char *name, int64_t least,
                  int64_t most, int64_t *out);
// A member that is a text. NULL: missing or not a text.
const char *body_text(const json_t *body, const char *name);
