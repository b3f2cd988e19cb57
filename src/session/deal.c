// Each guest in turn is dealt the idea that has been dealt least of those that
// may be dealt to them. The turn goes by numbers that the secret has mixed.
// What that leaves uneven is evened by passing ideas on along a chain: a guest
// gives theirs up for another's, who takes a third, …, until an idea that has
// two fewer than the first is taken up (a shortest augmenting path).
#include "session/deal.h"
#include "session/secret.h"
#include "session/wall.h"
#include <stdlib.h>
#include <string.h>

#define BARRED_MAX 16 // own ideas and those already scored

// What one guest must not be dealt, by index.
struct barred {
    uint32_t ideas[BARRED_MAX];
    uint8_t count;
};

struct dealer {
    struct deal *deal;
    const struct session *session;
    const struct exercise *exercise;
    const struct ballot_box *box; // of the first round
    const uint8_t *secret;
    struct wall wall;
    struct barred *barred; // owned; by guest
    uint32_t *held;        // owned; by guest: index of the idea, or WALL_NONE
};

void
deal_finish(struct deal *deal) {
    if (deal != NULL) {
        free(deal->ideas);
        free(deal->given);
        free(deal->ids);
        *deal = (struct deal){0};
    }
}

static void
bar(const struct dealer *dealer, struct barred *barred, uint64_t id) {
    uint32_t item = wall_find(&dealer->wall, id);
    if (item != WALL_NONE && barred->count < BARRED_MAX) {
        barred->ideas[barred->count++] = item;
    }
}

static const struct ballot *
ballot_of(const struct dealer *dealer, uint32_t guest, uint8_t round) {
    uint8_t key[BALLOT_KEY_SIZE];
    ballot_key(dealer->secret, guest, dealer->exercise->filed_as, round, key);
    return session_ballot(dealer->session, dealer->deal->exercise, round, key);
}

static void
bar_own(const struct dealer *dealer, uint32_t guest, struct barred *out) {
    out->count = 0;
    const struct ballot *ballot = ballot_of(dealer, guest, 1);
    struct written one = {0};
    for (uint16_t at = 0; ballot != NULL && written_next(ballot, &at, &one);) {
        bar(dealer, out, one.id);
    }
    for (uint8_t round = 2; round < dealer->deal->round; round++) {
        uint64_t id = 0;
        uint8_t score = 0;
        ballot = ballot_of(dealer, guest, round);
        if (ballot != NULL && scored_read(ballot, &id, &score)) {
            bar(dealer, out, id);
        }
    }
}

static bool
is_barred(const struct barred *barred, uint32_t idea) {
    for (uint8_t i = 0; i < barred->count; i++) {
        if (barred->ideas[i] == idea) {
            return true;
        }
    }
    return false;
}

// The scores that each idea has from earlier rounds.
static void
count_scores(const struct dealer *dealer) {
    for (uint8_t round = 2; round < dealer->deal->round; round++) {
        const struct ballot_box *box = &dealer->box[round - 1];
        for (uint32_t i = 0; i < box->count; i++) {
            uint64_t id = 0;
            uint8_t score = 0;
            uint32_t item = scored_read(&box->ballots[i], &id, &score)
                                ? wall_find(&dealer->wall, id)
                                : WALL_NONE;
            if (item != WALL_NONE) {
                dealer->deal->given[item]++;
            }
        }
    }
}

// The least dealt that may be; of several the first from `start` on.
static uint32_t
pick_idea(const struct deal *deal, const struct barred *barred,
          uint32_t start) {
    uint32_t best = WALL_NONE, least = UINT32_MAX;
    for (uint32_t i = 0; i < deal->count && least > 0; i++) {
        uint32_t idea = (start + i) % deal->count;
        if (deal->given[idea] < least && !is_barred(barred, idea)) {
            least = deal->given[idea];
            best = idea;
        }
    }
    return best;
}

static void
deal_to(struct dealer *dealer, uint32_t guest, uint32_t start) {
    struct deal *deal = dealer->deal;
    bar_own(dealer, guest, &dealer->barred[guest]);
    uint32_t idea = WALL_NONE;
    if (!dealer->session->guests[guest].is_removed) {
        idea = pick_idea(deal, &dealer->barred[guest], start);
    }
    dealer->held[guest] = idea;
    if (idea != WALL_NONE) {
        deal->given[idea]++;
    }
}

// Breadth-first from an idea that has too many: came[b] = the guest who would
// take b and give up what they hold. Returns an idea with two fewer than the
// first; WALL_NONE: none can be reached.
static uint32_t
find_chain(const struct dealer *dealer, uint32_t from, uint32_t guests,
           uint32_t *came, uint32_t *queue) {
    const struct deal *deal = dealer->deal;
    memset(came, 0xff, deal->count * sizeof *came);
    uint32_t head = 0, tail = 0;
    queue[tail++] = from;
    while (head < tail) {
        uint32_t idea = queue[head++];
        for (uint32_t g = 0; g < guests; g++) {
            if (dealer->held[g] != idea) {
                continue;
            }
            for (uint32_t b = 0; b < deal->count; b++) {
                if (b == from || came[b] != UINT32_MAX
                    || is_barred(&dealer->barred[g], b)) {
                    continue;
                }
                came[b] = g;
                if (deal->given[b] + 2 <= deal->given[from]) {
                    return b;
                }
                queue[tail++] = b;
            }
        }
    }
    return WALL_NONE;
}

static void
pass_on(const struct dealer *dealer, uint32_t from, uint32_t to,
        const uint32_t *came) {
    dealer->deal->given[to]++;
    dealer->deal->given[from]--;
    while (to != from) {
        uint32_t guest = came[to];
        uint32_t gives_up = dealer->held[guest];
        dealer->held[guest] = to;
        to = gives_up;
    }
}

// Until no chain makes it more even. Each one takes a square off the sum of
// squares, so it ends.
static bool
even_out(const struct dealer *dealer, uint32_t guests) {
    struct deal *deal = dealer->deal;
    uint32_t *came = calloc(2 * (deal->count + 1ul), sizeof *came);
    if (came == NULL) {
        return false;
    }
    bool is_better = true;
    while (is_better) {
        is_better = false;
        uint32_t least = UINT32_MAX;
        for (uint32_t i = 0; i < deal->count; i++) {
            least = deal->given[i] < least ? deal->given[i] : least;
        }
        for (uint32_t i = 0; i < deal->count && !is_better; i++) {
            if (deal->given[i] < least + 2) {
                continue;
            }
            uint32_t to =
                find_chain(dealer, i, guests, came, came + deal->count + 1);
            if (to != WALL_NONE) {
                pass_on(dealer, i, to, came);
                is_better = true;
            }
        }
    }
    free(came);
    return true;
}

struct turn {
    uint32_t number, guest;
};

static int
compare_turns(const void *a, const void *b) {
    const struct turn *left = a, *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

// Everybody who is there, in an order that the secret has mixed.
static bool
deal_first(struct dealer *dealer) {
    uint32_t guests = dealer->session->guest_count;
    struct turn *turns = calloc(guests + 1ul, sizeof *turns);
    if (turns == NULL) {
        return false;
    }
    for (uint32_t g = 0; g < guests; g++) {
        turns[g] = (struct turn){
            deal_number(dealer->secret, g, dealer->deal->exercise), g};
    }
    qsort(turns, guests, sizeof *turns, compare_turns);
    for (uint32_t i = 0; i < guests; i++) {
        deal_to(dealer, turns[i].guest,
                turns[i].number * 7u + dealer->deal->round);
    }
    free(turns);
    return even_out(dealer, guests);
}

static bool
begin(struct dealer *dealer) {
    struct deal *deal = dealer->deal;
    uint16_t number = deal->exercise;
    uint8_t round = deal->round;
    deal_finish(deal);
    deal->exercise = number;
    deal->round = round;
    deal->began_ms = dealer->session->phase_began_ms;
    deal->count = dealer->wall.count;
    deal->ideas = calloc(SESSION_GUEST_MAX, sizeof *deal->ideas);
    deal->given = calloc(deal->count + 1ul, sizeof *deal->given);
    deal->ids = calloc(deal->count + 1ul, sizeof *deal->ids);
    if (deal->ideas == NULL || deal->given == NULL || deal->ids == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < deal->count; i++) {
        deal->ids[i] = dealer->wall.items[i].id;
    }
    return true;
}

static bool
run(struct dealer *dealer, bool is_new) {
    struct deal *deal = dealer->deal;
    uint32_t guests = dealer->session->guest_count;
    dealer->barred = calloc(guests + 1ul, sizeof *dealer->barred);
    dealer->held = calloc(guests + 1ul, sizeof *dealer->held);
    if (dealer->barred == NULL || dealer->held == NULL
        || !wall_init(&dealer->wall, dealer->box, 1)
        || (is_new && !begin(dealer))) {
        return false;
    }
    uint32_t first = deal->guests;
    if (is_new) {
        first = 0;
        count_scores(dealer);
        if (!deal_first(dealer)) {
            return false;
        }
    } else if (dealer->wall.count != deal->count) {
        return true; // the host has edited: late guests wait for the next
    } else {
        for (uint32_t g = first; g < guests; g++) {
            deal_to(dealer, g, g * 7u);
        }
    }
    for (uint32_t g = first; g < guests; g++) {
        uint32_t held = dealer->held[g];
        deal->ideas[g] = held == WALL_NONE ? 0 : deal->ids[held];
    }
    deal->guests = guests;
    deal->is_made = true;
    return true;
}

bool
deal_update(struct deal *deal, const struct session *session,
            const uint8_t secret[static 32]) {
    const struct exercise *exercise = session_exercise(session);
    uint8_t round = session_round(session);
    if (exercise == NULL || strcmp(exercise->kind, "ideas") != 0
        || exercise->rounds == 0 || round < 2) {
        return false;
    }
    uint16_t number = (uint16_t) session->place.exercise;
    bool is_new = !deal->is_made || deal->exercise != number
                  || deal->round != round
                  || deal->began_ms != session->phase_began_ms;
    if (!is_new && deal->guests == session->guest_count) {
        return true;
    }
    deal->exercise = number;
    deal->round = round;
    struct dealer dealer = {.deal = deal,
                            .session = session,
                            .exercise = exercise,
                            .box = session_box(session, number, 1),
                            .secret = secret};
    bool is_made = run(&dealer, is_new);
    free(dealer.barred);
    free(dealer.held);
    wall_finish(&dealer.wall);
    return is_made;
}

uint64_t
deal_of(const struct deal *deal, uint32_t guest) {
    return guest < deal->guests ? deal->ideas[guest] : 0;
}
