#pragma once

// Groups of an exercise: who talks with whom. Drawn once, when the first phase
// for groups begins, from the hash of the record that began it: by chance, and
// the same in every replay. Kept for the exercise. Pure; any thread.
//
//   pairs    two together, one three where the number is odd; nobody who was a
//            pair in an earlier exercise, as far as that is possible
//   fours    pairs put together where the exercise has pairs; otherwise sizes
//            within one of each other
//   groups   of exercise.group_size, sizes within one of each other
// Never a group of one, unless one guest is all there are. Who comes late
// joins the smallest; who is left alone joins the smallest other. Drawn anew,
// nobody who was a pair stays one, as far as that is possible.
#include "session/session.h"

enum group_level {
    GROUP_PAIRS,
    GROUP_FOURS,
    GROUP_GROUPS,
    GROUP_LEVEL_COUNT,
    GROUP_NONE = GROUP_LEVEL_COUNT,
};

struct grouping {
    bool is_drawn;
    uint16_t count[GROUP_LEVEL_COUNT];  // groups of a level
    uint16_t *of[GROUP_LEVEL_COUNT];    // by guest: group + 1; 0: in none
    uint16_t *sizes[GROUP_LEVEL_COUNT]; // by group
};

// One group, as a guest or the stage is told of it.
#define GROUP_NAME_SIZE 24
struct group {
    uint16_t number; // from 0
    uint16_t size;
    uint8_t slot;               // colour and shape, 0 … 7
    char name[GROUP_NAME_SIZE]; // "Otter"
    uint32_t scribe;            // the guest who answers where one does for all
};

// The level that the present phase is about; GROUP_NONE outside groups. A vote
// of an exercise that is answered by groups has the level of the phase before.
enum group_level session_group_level(const struct session *session);
// How many groups there are at it.
uint32_t session_group_count(const struct session *session);
// The guest's group now. False: none.
bool session_group_of(const struct session *session, uint32_t guest,
                      struct group *out);
// Group `number` of those now.
void session_group_at(const struct session *session, uint16_t number,
                      struct group *out);
// The next guest of a group after `after` (GUEST_NOBODY: the first).
// GUEST_NOBODY: no more.
uint32_t session_group_member(const struct session *session, uint16_t number,
                              uint32_t after);
// A group answers as if it were a guest with this number: for ballot_key.
// Groups that have answered are not drawn anew (session_decide).
uint32_t session_voter(const struct session *session, uint32_t guest);
// How many may answer: guests, or groups.
uint32_t session_voter_count(const struct session *session);

// Only for apply: draws, and keeps up with who comes and goes.
bool groups_draw(struct session *session, const uint8_t seed[static 8]);
bool groups_are_due(const struct session *session);
void groups_join(struct session *session, uint32_t guest);
void groups_leave(struct session *session, uint32_t guest);
// Whoever came or went while another exercise was on.
void groups_keep_up(struct session *session);
