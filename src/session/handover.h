#pragma once

// What one exercise hands to another: the best of what guests wrote become its
// items. Only for apply.
#include "session/session.h"

// Gives the exercise its items as the session now stands: from `takes_from`,
// or those of the exercise that it asks again. What has ballots already keeps
// the items that they are about. False: no memory.
bool handover_take(struct session *session, uint16_t exercise);
