#pragma once

// Blind scores: which idea each guest is asked to score in a round. Never one
// of their own, never one that they have scored, and so that every idea has
// been dealt as often as every other, within one, as far as the room allows:
// who left or came late in earlier rounds is dealt around, because what counts
// are the scores that were given. Needs the session's secret, since only it
// tells whose ballots are whose.
//
// A deal goes by the session as it was when its phase began, so that it is the
// same again after a restart of the program; who comes later is dealt what has
// been dealt least by then. Pure; any thread with its own.
#include "session/session.h"

struct deal {
    uint64_t *ideas; // owned; by guest: the idea's id, 0 none
    uint32_t guests; // that have been dealt to
    uint32_t *given; // owned; by idea: scores so far and deals of this round
    uint64_t *ids;   // owned; the ideas, in order of id
    uint32_t count;
    uint32_t phase_move; // of the phase that it was made for
    uint16_t exercise;
    uint8_t round;
    bool is_made;
};

void deal_finish(struct deal *deal); // NULL and zeroed are fine

// Makes the deal of the present round if it is not made yet, and deals to
// guests who have come since. False: this is no round of blind scores, or
// there is no memory.
bool deal_update(struct deal *deal, const struct session *session,
                 const uint8_t secret[static 32]);
// After a deal_update that gave true. 0: nothing for this guest.
uint64_t deal_of(const struct deal *deal, uint32_t guest);
