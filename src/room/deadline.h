#pragma once

// Deadlines of connections: the library's own time-out sees only silence, so a
// phone that sends a byte a second would stay for good. Each list has one
// length, so its first is always the next that is due. The room's thread.
#include "base/tick.h"
#include <stdbool.h>

struct deadline {
    struct deadline *next, *previous;
    struct deadline_list *list; // NULL: in none
    tick due_ms;
};

struct deadline_list {
    struct deadline *first, *last;
    tick length_ms;
};

// Puts it at the end of this list, out of any other. list NULL: out of all.
void deadline_set(struct deadline *deadline, struct deadline_list *list,
                  tick now_ms);
// The first that is due, taken out of its list; NULL: none.
struct deadline *deadline_take(struct deadline_list *list, tick now_ms);
