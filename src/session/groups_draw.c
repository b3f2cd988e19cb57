// Drawing groups, and keeping them whole while people come and go.
#include "base/random.h"
#include "session/groups.h"
#include <string.h>

#define GROUPS_MAX (SESSION_GUEST_MAX / 2)

static bool
has_phase(const struct exercise *exercise, enum phase_name name,
          unsigned before) {
    for (unsigned i = 0; i < before; i++) {
        if (exercise->phases[i].name == name) {
            return true;
        }
    }
    return false;
}

bool
groups_are_due(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL
        || session->groupings[session->place.exercise].is_drawn) {
        return false;
    }
    unsigned until = session->place.phase + 1u;
    return has_phase(exercise, PHASE_PAIRS, until)
           || has_phase(exercise, PHASE_FOURS, until)
           || has_phase(exercise, PHASE_GROUPS, until);
}

static bool
make_room(struct session *session, struct grouping *grouping) {
    for (unsigned i = 0; i < GROUP_LEVEL_COUNT; i++) {
        if (grouping->of[i] == NULL) {
            grouping->of[i] = arena_take(
                &session->arena, SESSION_GUEST_MAX * sizeof *grouping->of[i]);
            grouping->sizes[i] = arena_take(
                &session->arena, GROUPS_MAX * sizeof *grouping->sizes[i]);
        }
        if (grouping->of[i] == NULL || grouping->sizes[i] == NULL) {
            return false;
        }
        memset(grouping->of[i], 0, SESSION_GUEST_MAX * sizeof *grouping->of[i]);
        memset(grouping->sizes[i], 0, GROUPS_MAX * sizeof *grouping->sizes[i]);
        grouping->count[i] = 0;
    }
    return true;
}

// Those two were a pair in an earlier exercise.
static bool
have_met(const struct session *session, uint32_t a, uint32_t b) {
    for (int i = 0; i < session->place.exercise; i++) {
        const struct grouping *grouping = &session->groupings[i];
        if (grouping->is_drawn && grouping->of[GROUP_PAIRS][a] != 0
            && grouping->of[GROUP_PAIRS][a] == grouping->of[GROUP_PAIRS][b]) {
            return true;
        }
    }
    return false;
}

// Changes the order so that neighbours 2k and 2k + 1 have not met, as far as
// an exchange with one other pair can bring it about.
static void
part_old_pairs(const struct session *session, uint32_t *order, uint32_t count) {
    for (uint32_t k = 0; k + 1 < count; k += 2) {
        if (!have_met(session, order[k], order[k + 1])) {
            continue;
        }
        for (uint32_t other = 0; other + 1 < count; other++) {
            uint32_t partner = other ^ 1u;
            if (other / 2 == k / 2 || partner >= count
                || have_met(session, order[k], order[other])
                || have_met(session, order[k + 1], order[partner])) {
                continue;
            }
            uint32_t moved = order[k + 1];
            order[k + 1] = order[other];
            order[other] = moved;
            break;
        }
    }
}

static void
put(struct grouping *grouping, enum group_level level, uint32_t guest,
    uint16_t group) {
    grouping->of[level][guest] = (uint16_t) (group + 1);
    grouping->sizes[level][group]++;
}

static void
draw_pairs(struct grouping *grouping, const uint32_t *order, uint32_t count) {
    uint32_t pairs = count / 2 > 0 ? count / 2 : count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t pair = i / 2 < pairs ? i / 2 : pairs - 1; // one of three
        put(grouping, GROUP_PAIRS, order[i], (uint16_t) pair);
    }
    grouping->count[GROUP_PAIRS] = (uint16_t) pairs;
}

// As many groups as sizes near `size` need, the larger ones first.
static void
draw_even(struct grouping *grouping, enum group_level level,
          const uint32_t *order, uint32_t count, uint32_t size) {
    uint32_t groups = (count + size / 2) / size;
    groups = groups > count / 2 ? count / 2 : groups;
    groups = groups == 0 && count > 0 ? 1 : groups;
    for (uint32_t i = 0; i < count; i++) {
        put(grouping, level, order[i], (uint16_t) (i % groups));
    }
    grouping->count[level] = (uint16_t) groups;
}

// Pairs 2k and 2k + 1 together; a pair that is left over joins the last.
static void
nest_fours(struct grouping *grouping, const uint32_t *order, uint32_t count) {
    uint32_t pairs = grouping->count[GROUP_PAIRS];
    uint32_t fours = pairs / 2 > 0 ? pairs / 2 : pairs;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t pair = grouping->of[GROUP_PAIRS][order[i]] - 1u;
        uint32_t four = pair / 2 < fours ? pair / 2 : fours - 1;
        put(grouping, GROUP_FOURS, order[i], (uint16_t) four);
    }
    grouping->count[GROUP_FOURS] = (uint16_t) fours;
}

bool
groups_draw(struct session *session, const uint8_t seed[static 8]) {
    const struct exercise *exercise = session_exercise(session);
    struct grouping *grouping = &session->groupings[session->place.exercise];
    uint32_t *order = arena_take(&session->arena,
                                 (session->guest_count + 1ul) * sizeof *order);
    if (order == NULL || !make_room(session, grouping)) {
        return false;
    }
    uint64_t start = 0;
    memcpy(&start, seed, sizeof start);
    struct rng rng;
    rng_init(&rng, start);
    uint32_t count = 0;
    for (uint32_t i = 0; i < session->guest_count; i++) {
        if (!session->guests[i].is_removed) { // Fisher-Yates, inside out
            uint32_t k = rng_below(&rng, count + 1);
            order[count] = order[k];
            order[k] = i;
            count++;
        }
    }
    part_old_pairs(session, order, count);
    draw_pairs(grouping, order, count);
    if (has_phase(exercise, PHASE_PAIRS, exercise->phase_count)) {
        nest_fours(grouping, order, count);
    } else {
        draw_even(grouping, GROUP_FOURS, order, count, 4);
    }
    draw_even(grouping, GROUP_GROUPS, order, count, exercise->group_size);
    grouping->is_drawn = true;
    return true;
}

// The smallest group of a level but `except`; those that have emptied do not
// count. -1: none.
static int
smallest(const struct grouping *grouping, enum group_level level, int except) {
    int best = -1;
    for (int i = 0; i < grouping->count[level]; i++) {
        if (i != except && grouping->sizes[level][i] > 0
            && (best < 0
                || grouping->sizes[level][i] < grouping->sizes[level][best])) {
            best = i;
        }
    }
    return best;
}

// The four that a pair is in; -1.
static int
four_of_pair(const struct session *session, const struct grouping *grouping,
             int pair) {
    for (uint32_t i = 0; i < session->guest_count; i++) {
        if (grouping->of[GROUP_PAIRS][i] == pair + 1
            && grouping->of[GROUP_FOURS][i] != 0) {
            return grouping->of[GROUP_FOURS][i] - 1;
        }
    }
    return -1;
}

static void
enter(struct session *session, struct grouping *grouping, uint32_t guest,
      enum group_level level, int except) {
    int group = smallest(grouping, level, except);
    const struct exercise *exercise =
        &session->exercises[grouping - session->groupings];
    if (level == GROUP_FOURS
        && has_phase(exercise, PHASE_PAIRS, exercise->phase_count)) {
        int pair = grouping->of[GROUP_PAIRS][guest] - 1;
        int four = four_of_pair(session, grouping, pair);
        group = four >= 0 ? four : group;
    }
    if (group < 0) { // the first of all
        group = 0;
        grouping->count[level] = 1;
    }
    put(grouping, level, guest, (uint16_t) group);
}

void
groups_join(struct session *session, uint32_t guest) {
    if (session_exercise(session) == NULL) {
        return;
    }
    struct grouping *grouping = &session->groupings[session->place.exercise];
    for (unsigned i = 0; grouping->is_drawn && i < GROUP_LEVEL_COUNT; i++) {
        enter(session, grouping, guest, (enum group_level) i, -1);
    }
}

// Whoever is alone in a group goes to the smallest other one.
static void
join_lonely(struct session *session, struct grouping *grouping,
            enum group_level level, uint16_t group) {
    if (grouping->sizes[level][group] != 1
        || smallest(grouping, level, group) < 0) {
        return;
    }
    for (uint32_t i = 0; i < session->guest_count; i++) {
        if (grouping->of[level][i] == group + 1) {
            grouping->sizes[level][group] = 0;
            grouping->of[level][i] = 0;
            enter(session, grouping, i, level, group);
            return;
        }
    }
}

void
groups_leave(struct session *session, uint32_t guest) {
    if (session_exercise(session) == NULL) {
        return;
    }
    struct grouping *grouping = &session->groupings[session->place.exercise];
    for (unsigned i = 0; grouping->is_drawn && i < GROUP_LEVEL_COUNT; i++) {
        uint16_t group = grouping->of[i][guest];
        if (group > 0) {
            grouping->of[i][guest] = 0;
            grouping->sizes[i][group - 1]--;
            join_lonely(session, grouping, (enum group_level) i,
                        (uint16_t) (group - 1));
        }
    }
}
