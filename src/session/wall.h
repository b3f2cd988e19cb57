#pragma once

// The wall: everything that guests wrote or drew in one round, each thing once,
// with what the host did to it. Pure; any thread.
#include "session/edits.h"
#include "session/written.h"

#define WALL_NONE UINT32_MAX

struct wall_item {
    uint64_t id;
    const uint8_t *bytes; // in the session's arena; a text ends with zero
    const char *by;       // the name that a guest put to it, or ""
    uint16_t size;
    uint32_t writers; // guests who gave it, or what was merged into it
    uint32_t merged;  // other things that were merged into it
    uint32_t number;  // its place among all of them, hidden or not, from 1
    bool is_ticked;
};

struct wall {
    struct wall_item *items; // in order of id: who was first is not said
    uint32_t count;
    uint32_t hidden;              // left out
    uint32_t merged;              // in others
    const struct ballot_box *box; // of the first round: its edits
    bool is_borrowed; // the items are the session's, otherwise owned
};

// What stands in `round` (from 1) of an exercise whose first box is `box`.
// False: no memory; then it is empty.
bool wall_init(struct wall *out, const struct ballot_box *box, uint8_t round);
// The same as if the host had done nothing: for the host's own list.
bool wall_init_raw(struct wall *out, const struct ballot_box *box,
                   uint8_t round);
void wall_finish(struct wall *wall); // NULL and zeroed are fine

// What `id` counts as. WALL_NONE: hidden, or not there.
uint32_t wall_find(const struct wall *wall, uint64_t id);
// Adds every choice of a round's ballots to counts[wall->count]; unless it may
// repeat, a guest's choices of what is one by now are one.
void wall_count(const struct wall *wall, const struct ballot_box *round,
                bool may_repeat, uint32_t *counts);
// What a guest is shown of it: at most CHOICE_SHOWN_MAX from item *out_first
// on, around the end; dealt so that everything is seen by equally many.
uint32_t wall_deal(const struct wall *wall, uint32_t deal, uint32_t *out_first);
// Whether everything that an answer chooses is on the wall; otherwise the fault
// names `field`.
bool wall_check(const struct ballot_box *box, uint8_t round,
                const struct answer *answer, const char *field,
                struct answer_fault *fault);
// That, as [[id,"text"],…].
void wall_write(const struct wall *wall, uint32_t deal, struct json_out *out);

// Only for apply. Walls whose rounds take no ballots now are kept in the
// session, edited anew when the host does something, and spoilt by a ballot.
void walls_keep(struct session *session, uint16_t exercise);
void walls_edit(struct session *session, uint16_t exercise);
void wall_spoil(struct ballot_box *box);
