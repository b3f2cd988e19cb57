#pragma once

// What must be right about a request's head before anything reads its body:
// the guards that HTTP.md found missing in the library. Pure; any thread.
#include "room/address.h"
#include "room/core.h"

// What the head says, every value as it stands there.
struct guard_facts {
    enum room_method method;
    const char *host, *origin, *type, *length, *authorization, *if_none_match;
    unsigned host_count, origin_count, type_count, length_count,
        authorization_count;
    bool has_transfer_encoding;
    bool is_ballot;     // a post to where ballots go: its body may be longer
    bool has_zero_byte; // a value with a zero in it
};

// Takes one header, in any order. Borrows the value.
void guard_take(struct guard_facts *facts, const char *name, const char *value,
                size_t value_size);

// REFUSAL_NONE: it may go on; *out_length is the body's size (0 without one).
enum refusal guard_check(const struct guard_facts *facts,
                         const struct address_book *book, uint16_t port,
                         size_t *out_length);

// The target as it stood in the request line: only plain characters, only a
// path we could know, and of the query only since=DIGITS. A path that is too
// long to be known becomes "". False: bad request.
bool guard_target(const char *target, char path[static PATH_MAX_BYTES],
                  bool *out_has_since, uint64_t *out_since);

// "Bearer " and 32 hexadecimal digits.
bool guard_token(const char *authorization, uint8_t out[static TOKEN_SIZE]);
