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

static bool
has_pairs(const struct session *session, int exercise) {
    const struct exercise *asked = &session->exercises[exercise];
    return has_phase(asked, PHASE_PAIRS, asked->phase_count);
}

// Those two were a pair before: in an earlier exercise, or in this one before
// it is drawn anew.
static bool
have_met(const struct session *session, uint32_t a, uint32_t b) {
    for (int i = 0; i <= session->place.exercise; i++) {
        const struct grouping *grouping = &session->groupings[i];
        if (grouping->is_drawn && has_pairs(session, i)
            && grouping->of[GROUP_PAIRS][a] != 0
            && grouping->of[GROUP_PAIRS][a] == grouping->of[GROUP_PAIRS][b]) {
            return true;
        }
    }
    return false;
}

// Guests in a mixed order: 2k and 2k + 1 are pair k, and where the number is
// odd the first three are one, so that the fours come out even.
struct draw {
    const struct session *session;
    uint32_t *order;
    uint32_t count;
};

static uint32_t
pair_at(const struct draw *draw, uint32_t place) {
    bool is_odd = draw->count % 2 == 1 && place > 0;
    return (place - (is_odd ? 1 : 0)) / 2;
}

// How many of their pair the guest at this place would have met.
static unsigned
count_met(const struct draw *draw, uint32_t place) {
    unsigned met = 0;
    uint32_t pair = pair_at(draw, place);
    uint32_t first = place < 2 ? 0 : place - 2;
    for (uint32_t i = first; i < place + 3 && i < draw->count; i++) {
        met += i != place && pair_at(draw, i) == pair
               && have_met(draw->session, draw->order[i], draw->order[place]);
    }
    return met;
}

static void
exchange(struct draw *draw, uint32_t a, uint32_t b) {
    uint32_t guest = draw->order[a];
    draw->order[a] = draw->order[b];
    draw->order[b] = guest;
}

// Exchanges places as long as fewer have met by it; returns how many still do.
static uint32_t
part_old_pairs(struct draw *draw) {
    for (uint32_t i = 0; i < draw->count; i++) {
        unsigned met = count_met(draw, i);
        for (uint32_t k = 0; k < draw->count && met > 0; k++) {
            if (pair_at(draw, k) == pair_at(draw, i)) {
                continue;
            }
            unsigned before = met + count_met(draw, k);
            exchange(draw, i, k);
            if (count_met(draw, i) + count_met(draw, k) < before) {
                met = count_met(draw, i);
            } else {
                exchange(draw, i, k);
            }
        }
    }
    uint32_t left = 0;
    for (uint32_t i = 0; i < draw->count; i++) {
        left += count_met(draw, i);
    }
    return left;
}

static void
put(struct grouping *grouping, enum group_level level, uint32_t guest,
    uint16_t group) {
    grouping->of[level][guest] = (uint16_t) (group + 1);
    grouping->sizes[level][group]++;
}

static void
draw_pairs(struct grouping *grouping, const struct draw *draw) {
    for (uint32_t i = 0; i < draw->count; i++) {
        put(grouping, GROUP_PAIRS, draw->order[i], (uint16_t) pair_at(draw, i));
    }
    uint32_t pairs = draw->count / 2;
    pairs = pairs == 0 && draw->count > 0 ? 1 : pairs;
    grouping->count[GROUP_PAIRS] = (uint16_t) pairs;
}

// As many groups as sizes near `size` need.
static uint32_t
even_groups(uint32_t count, uint32_t size) {
    uint32_t groups = (count + size / 2) / size;
    groups = groups > count / 2 ? count / 2 : groups;
    return groups == 0 && count > 0 ? 1 : groups;
}

// Sizes within one of each other, the larger ones first.
static void
draw_even(struct grouping *grouping, enum group_level level,
          const struct draw *draw, uint32_t size) {
    uint32_t groups = even_groups(draw->count, size);
    for (uint32_t i = 0; i < draw->count; i++) {
        put(grouping, level, draw->order[i], (uint16_t) (i % groups));
    }
    grouping->count[level] = (uint16_t) groups;
}

// Pairs 2k and 2k + 1 together; a pair that is left over joins the last.
static void
nest_fours(struct grouping *grouping, const struct draw *draw) {
    uint32_t pairs = grouping->count[GROUP_PAIRS];
    uint32_t fours = pairs / 2 > 0 ? pairs / 2 : pairs;
    for (uint32_t i = 0; i < draw->count; i++) {
        uint32_t pair = pair_at(draw, i);
        uint32_t four = pair / 2 < fours ? pair / 2 : fours - 1;
        put(grouping, GROUP_FOURS, draw->order[i], (uint16_t) four);
    }
    grouping->count[GROUP_FOURS] = (uint16_t) fours;
}

static void
shuffle(struct draw *draw, struct rng *rng) {
    draw->count = 0;
    for (uint32_t i = 0; i < draw->session->guest_count; i++) {
        if (!draw->session->guests[i].is_removed) { // Fisher-Yates, inside out
            uint32_t k = rng_below(rng, draw->count + 1);
            draw->order[draw->count] = draw->order[k];
            draw->order[k] = i;
            draw->count++;
        }
    }
}

// The same sit together as now: groups of an exercise without pairs that are
// drawn anew.
static bool
is_as_before(const struct draw *draw, const struct grouping *grouping,
             enum group_level level, uint32_t size) {
    uint32_t groups = even_groups(draw->count, size);
    for (uint32_t i = groups; i < draw->count; i++) {
        uint32_t guest = draw->order[i], first = draw->order[i % groups];
        if (grouping->of[level][guest] != grouping->of[level][first]) {
            return false;
        }
    }
    return groups > 1;
}

// One order, and how bad it is; 0: nobody meets again.
static uint32_t
try_order(struct draw *draw, const struct grouping *grouping, struct rng *rng) {
    int number = draw->session->place.exercise;
    const struct exercise *exercise = &draw->session->exercises[number];
    shuffle(draw, rng);
    if (has_pairs(draw->session, number)) {
        return part_old_pairs(draw);
    }
    bool has_fours = has_phase(exercise, PHASE_FOURS, exercise->phase_count);
    return grouping->is_drawn
           && is_as_before(draw, grouping,
                           has_fours ? GROUP_FOURS : GROUP_GROUPS,
                           has_fours ? 4 : exercise->group_size);
}

#define DRAW_TRIES 64

// An order in which as few as possible meet again.
static void
draw_order(struct draw *draw, const struct grouping *grouping,
           struct rng *rng) {
    struct rng best = *rng;
    uint32_t least = UINT32_MAX;
    for (int i = 0; i < DRAW_TRIES && least > 0; i++) {
        struct rng start = *rng;
        uint32_t met = try_order(draw, grouping, rng);
        if (met < least) {
            least = met;
            best = start;
        }
    }
    (void) try_order(draw, grouping, &best);
}

bool
groups_draw(struct session *session, const uint8_t seed[static 8]) {
    const struct exercise *exercise = session_exercise(session);
    struct grouping *grouping = &session->groupings[session->place.exercise];
    struct draw draw = {.session = session};
    draw.order = arena_take(&session->arena,
                            (session->guest_count + 1ul) * sizeof *draw.order);
    if (draw.order == NULL) {
        return false;
    }
    uint64_t start = 0;
    memcpy(&start, seed, sizeof start);
    struct rng rng;
    rng_init(&rng, start);
    draw_order(&draw, grouping, &rng);
    if (!make_room(session, grouping)) {
        return false;
    }
    draw_pairs(grouping, &draw);
    if (has_pairs(session, session->place.exercise)) {
        nest_fours(grouping, &draw);
    } else {
        draw_even(grouping, GROUP_FOURS, &draw, 4);
    }
    draw_even(grouping, GROUP_GROUPS, &draw, exercise->group_size);
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
    if (level == GROUP_FOURS
        && has_pairs(session, (int) (grouping - session->groupings))) {
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

static void
take_out(struct grouping *grouping, enum group_level level, uint32_t guest) {
    uint16_t group = grouping->of[level][guest];
    if (group > 0) {
        grouping->of[level][guest] = 0;
        grouping->sizes[level][group - 1]--;
    }
}

// Whoever is alone in a group goes to the smallest other one, and with their
// new partners into those's four.
static void
join_lonely(struct session *session, struct grouping *grouping,
            enum group_level level, uint16_t group) {
    if (grouping->sizes[level][group] != 1
        || smallest(grouping, level, group) < 0) {
        return;
    }
    uint32_t guest = 0;
    while (grouping->of[level][guest] != group + 1) {
        guest++;
    }
    take_out(grouping, level, guest);
    enter(session, grouping, guest, level, group);
    int number = (int) (grouping - session->groupings);
    if (level == GROUP_PAIRS && has_pairs(session, number)) {
        take_out(grouping, GROUP_FOURS, guest);
        enter(session, grouping, guest, GROUP_FOURS, -1);
    }
}

void
groups_leave(struct session *session, uint32_t guest) {
    if (session_exercise(session) == NULL) {
        return;
    }
    struct grouping *grouping = &session->groupings[session->place.exercise];
    if (!grouping->is_drawn) {
        return;
    }
    uint16_t left[GROUP_LEVEL_COUNT];
    for (unsigned i = 0; i < GROUP_LEVEL_COUNT; i++) {
        left[i] = grouping->of[i][guest];
        take_out(grouping, (enum group_level) i, guest);
    }
    for (unsigned i = 0; i < GROUP_LEVEL_COUNT; i++) {
        if (left[i] > 0) {
            join_lonely(session, grouping, (enum group_level) i,
                        (uint16_t) (left[i] - 1));
        }
    }
}

void
groups_keep_up(struct session *session) {
    const struct grouping *grouping =
        &session->groupings[session->place.exercise];
    for (uint32_t i = 0; grouping->is_drawn && i < session->guest_count; i++) {
        bool is_in = grouping->of[GROUP_PAIRS][i] != 0;
        if (is_in && session->guests[i].is_removed) {
            groups_leave(session, i);
        } else if (!is_in && !session->guests[i].is_removed) {
            groups_join(session, i);
        }
    }
}
