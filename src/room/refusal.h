#pragma once

// Every way in which the room says no: the status, the code on the wire and
// the sentence for a person. Pure; any thread.
#include "base/text.h"
#include <stdint.h>

enum refusal {
    REFUSAL_NONE,
    REFUSAL_BAD_REQUEST,
    REFUSAL_BAD_ANSWER,
    REFUSAL_UNKNOWN_GUEST,
    REFUSAL_UNKNOWN_HOST,
    REFUSAL_WRONG_PIN,
    REFUSAL_NOT_ALLOWED,
    REFUSAL_WRONG_ORIGIN,
    REFUSAL_NOT_FOUND,
    REFUSAL_WRONG_METHOD,
    REFUSAL_CLOSED,
    REFUSAL_NOT_OPEN,
    REFUSAL_STALE,
    REFUSAL_NO_LENGTH,
    REFUSAL_TOO_LARGE,
    REFUSAL_NOT_JSON,
    REFUSAL_WRONG_HOST,
    REFUSAL_SLOW_DOWN,
    REFUSAL_LOGIN_LOCKED,
    REFUSAL_NOT_KEPT,
    REFUSAL_FULL,
    REFUSAL_COUNT,
};

uint16_t refusal_status(enum refusal refusal);
// The body. `field` and `detail` belong to a bad answer and may be NULL.
void refusal_write(enum refusal refusal, const char *field, const char *detail,
                   struct text *out);
