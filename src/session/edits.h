#pragma once

// What the host did to what guests wrote: hid it, merged it into another, or
// ticked it off. Nothing written is changed or lost by it; tallies look here.
// Pure; any thread.
#include "session/session.h"

#define EDIT_MAX 1024 // edited things in one exercise

struct edit {
    uint64_t id;
    uint64_t into; // what it was merged into; 0: it stands for itself
    bool is_hidden, is_ticked;
};

// NULL: nothing was done to it.
const struct edit *edit_find(const struct ballot_box *box, uint64_t id);
// What it counts as: itself, or the last of what it was merged into.
uint64_t edit_root(const struct ballot_box *box, uint64_t id);
bool edit_is_hidden(const struct ballot_box *box, uint64_t id); // its root is

// Takes an edited event. Only for apply.
enum verdict edits_apply(struct session *session, const struct event *event);

// The id of what was written: 48 bits of BLAKE2b, 1 … ITEM_ID_MAX. Two texts
// of one folded key have one id, and it tells nothing but what it says.
uint64_t item_id(const void *bytes, size_t size);
