// What a session says about its groups.
#include "session/groups.h"
#include <stdio.h>
#include <string.h>

// Voters that are groups have numbers that no guest has: a pair and a four of
// one number are two voters.
#define GROUP_VOTER (UINT32_C(1) << 30)
#define GROUP_VOTER_LEVEL (UINT32_C(1) << 20)

static const char *const names[] = {
    "Otter", "Heron",   "Lynx",     "Badger",   "Swift",  "Moose",   "Gecko",
    "Robin", "Panda",   "Falcon",   "Beaver",   "Puffin", "Tiger",   "Wombat",
    "Raven", "Dolphin", "Hedgehog", "Crane",    "Bison",  "Koala",   "Magpie",
    "Seal",  "Fox",     "Pelican",  "Ibex",     "Toucan", "Marmot",  "Whale",
    "Kiwi",  "Jaguar",  "Stork",    "Squirrel", "Zebra",  "Penguin", "Camel",
    "Newt",  "Osprey",  "Llama",    "Turtle",   "Bee",
};
#define NAME_COUNT (sizeof names / sizeof names[0])

static enum group_level
level_of(enum phase_name name) {
    switch (name) {
        case PHASE_PAIRS:
            return GROUP_PAIRS;
        case PHASE_FOURS:
            return GROUP_FOURS;
        case PHASE_GROUPS:
            return GROUP_GROUPS;
        default:
            return GROUP_NONE;
    }
}

enum group_level
session_group_level(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        return GROUP_NONE;
    }
    unsigned at = session->place.phase;
    enum group_level level = level_of(exercise->phases[at].name);
    if (level != GROUP_NONE || !exercise->is_by_group) {
        return level;
    }
    while (at > 0 && level == GROUP_NONE) { // the talk before the vote
        level = level_of(exercise->phases[--at].name);
    }
    return level;
}

// NULL: there are no groups now.
static const struct grouping *
grouping_now(const struct session *session, enum group_level *out_level) {
    *out_level = session_group_level(session);
    if (*out_level == GROUP_NONE) {
        return NULL;
    }
    const struct grouping *grouping =
        &session->groupings[session->place.exercise];
    return grouping->is_drawn ? grouping : NULL;
}

uint32_t
session_group_count(const struct session *session) {
    enum group_level level;
    const struct grouping *grouping = grouping_now(session, &level);
    return grouping == NULL ? 0 : grouping->count[level];
}

uint32_t
session_group_member(const struct session *session, uint16_t number,
                     uint32_t after) {
    enum group_level level;
    const struct grouping *grouping = grouping_now(session, &level);
    uint32_t guest = after == GUEST_NOBODY ? 0 : after + 1;
    for (; grouping != NULL && guest < session->guest_count; guest++) {
        if (grouping->of[level][guest] == number + 1) {
            return guest;
        }
    }
    return GUEST_NOBODY;
}

void
session_group_at(const struct session *session, uint16_t number,
                 struct group *out) {
    enum group_level level;
    const struct grouping *grouping = grouping_now(session, &level);
    memset(out, 0, sizeof *out);
    out->number = number;
    out->size = grouping == NULL ? 0 : grouping->sizes[level][number];
    out->slot = number % 8;
    unsigned turn = (unsigned) (number / NAME_COUNT);
    if (turn == 0) {
        snprintf(out->name, sizeof out->name, "%s", names[number]);
    } else {
        snprintf(out->name, sizeof out->name, "%s %u",
                 names[number % NAME_COUNT], turn + 1);
    }
    out->scribe = session_group_member(session, number, GUEST_NOBODY);
}

bool
session_group_of(const struct session *session, uint32_t guest,
                 struct group *out) {
    enum group_level level;
    const struct grouping *grouping = grouping_now(session, &level);
    if (grouping == NULL || guest >= session->guest_count
        || grouping->of[level][guest] == 0) {
        return false;
    }
    session_group_at(session, (uint16_t) (grouping->of[level][guest] - 1), out);
    return true;
}

// NULL: everybody answers for themselves.
static const struct grouping *
voting_groups(const struct session *session, enum group_level *out_level) {
    const struct exercise *exercise = session_exercise(session);
    return exercise != NULL && exercise->is_by_group
               ? grouping_now(session, out_level)
               : NULL;
}

uint32_t
session_voter(const struct session *session, uint32_t guest) {
    enum group_level level;
    const struct grouping *grouping = voting_groups(session, &level);
    if (grouping == NULL || guest >= session->guest_count
        || grouping->of[level][guest] == 0) {
        return guest;
    }
    return GROUP_VOTER + (uint32_t) level * GROUP_VOTER_LEVEL
           + grouping->of[level][guest] - 1u;
}

uint32_t
session_voter_count(const struct session *session) {
    enum group_level level;
    const struct grouping *grouping = voting_groups(session, &level);
    if (grouping == NULL) {
        return session->joined;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < grouping->count[level]; i++) {
        count += grouping->sizes[level][i] > 0;
    }
    return count;
}
