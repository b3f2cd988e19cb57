// Each guest in turn is dealt the idea that has been dealt least of those that
// may be dealt to them; the turn and the order of equals go by numbers that the
// secret has mixed. What that leaves uneven is evened out by passing ideas on.
#include "session/deal.h"
#include "base/random.h"
#include "session/deal_even.h"
#include "session/secret.h"
#include "session/wall.h"
#include <stdlib.h>
#include <string.h>

struct dealer {
    struct deal *deal;
    const struct session *session;
    const struct exercise *exercise;
    const struct ballot_box *box; // of the first round
    const uint8_t *secret;
    struct wall wall;
    struct barred *barred; // owned; by guest
    uint32_t *held;        // owned; by guest: index of the idea, or IDEA_NONE
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

// Their own, and what they scored in any other round: the host may have gone
// back to this one.
static void
bar_own(const struct dealer *dealer, uint32_t guest) {
    struct barred *out = &dealer->barred[guest];
    const struct ballot *ballot = ballot_of(dealer, guest, 1);
    struct written one = {0};
    for (uint16_t at = 0; ballot != NULL && written_next(ballot, &at, &one);) {
        bar(dealer, out, one.id);
    }
    for (uint8_t round = 2; round <= dealer->exercise->round_count; round++) {
        uint64_t id = 0;
        uint8_t score = 0;
        ballot =
            round == dealer->deal->round || dealer->box[round - 1].count == 0
                ? NULL
                : ballot_of(dealer, guest, round);
        if (ballot != NULL && scored_read(ballot, &id, &score)) {
            bar(dealer, out, id);
        }
    }
}

// The scores that each idea has from the other rounds.
static void
count_scores(const struct dealer *dealer) {
    for (uint8_t round = 2; round <= dealer->exercise->round_count; round++) {
        const struct ballot_box *box = &dealer->box[round - 1];
        uint32_t count = round == dealer->deal->round ? 0 : box->count;
        for (uint32_t i = 0; i < count; i++) {
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

// Who was removed later was dealt something all the same.
static bool
was_there(const struct session *session, uint32_t guest) {
    const struct guest *asked = &session->guests[guest];
    return !asked->is_removed || asked->removed_move >= session->phase_move;
}

// The least dealt that may be; of several the first from a place on that goes
// by the guest.
static void
deal_late(struct dealer *dealer, uint32_t guest) {
    struct deal *deal = dealer->deal;
    uint32_t best = IDEA_NONE;
    bar_own(dealer, guest);
    if (!was_there(dealer->session, guest)) {
        return;
    }
    for (uint32_t i = 0; i < deal->count; i++) {
        uint32_t idea = (guest * 7u + i) % deal->count;
        if ((best == IDEA_NONE || deal->given[idea] < deal->given[best])
            && !is_barred(&dealer->barred[guest], idea)) {
            best = idea;
        }
    }
    dealer->held[guest] = best;
    if (best != IDEA_NONE) {
        deal->given[best]++;
    }
}

struct turn {
    uint32_t number, guest;
};

static int
compare_turns(const void *a, const void *b) {
    const struct turn *left = a, *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

// Guests in an order that the secret has mixed. NULL: no memory.
static struct turn *
make_turns(const struct dealer *dealer, uint32_t guests) {
    struct turn *turns = calloc(guests + 1ul, sizeof *turns);
    for (uint32_t g = 0; turns != NULL && g < guests; g++) {
        turns[g] = (struct turn){
            deal_number(dealer->secret, g, dealer->deal->exercise), g};
    }
    if (turns != NULL) {
        qsort(turns, guests, sizeof *turns, compare_turns);
    }
    return turns;
}

// Ideas in an order that the secret has mixed. NULL: no memory.
static uint32_t *
make_order(const struct dealer *dealer) {
    const struct deal *deal = dealer->deal;
    uint32_t *order = calloc(deal->count + 1ul, sizeof *order);
    uint8_t key[BALLOT_KEY_SIZE];
    uint64_t seed;
    // The number of no guest, and of no block of deal_number.
    ballot_key(dealer->secret, UINT32_MAX - SESSION_GUEST_MAX, deal->exercise,
               deal->round, key);
    memcpy(&seed, key, sizeof seed);
    struct rng rng;
    rng_init(&rng, seed);
    for (uint32_t i = 0; order != NULL && i < deal->count; i++) {
        uint32_t k = rng_below(&rng, i + 1); // Fisher-Yates, inside out
        order[i] = order[k];
        order[k] = i;
    }
    return order;
}

// Everybody who was there when the phase began.
static bool
deal_first(struct dealer *dealer, uint32_t guests) {
    struct deal *deal = dealer->deal;
    struct turn *turns = make_turns(dealer, guests);
    uint32_t *order = make_order(dealer);
    struct least_dealt least = {0};
    bool is_made =
        order != NULL
        && least_dealt_init(&least, deal->given, order, deal->count, guests)
        && turns != NULL;
    for (uint32_t i = 0; is_made && i < guests; i++) {
        uint32_t guest = turns[i].guest;
        bar_own(dealer, guest);
        if (was_there(dealer->session, guest)) {
            dealer->held[guest] =
                least_dealt_take(&least, &dealer->barred[guest], deal->given);
        }
    }
    least_dealt_finish(&least);
    free(turns);
    struct even even = {deal->given, dealer->held, dealer->barred, deal->count,
                        guests};
    return is_made && even_out(&even);
}

static bool
take_ids(struct deal *deal, const struct wall *wall) {
    deal->count = wall->count;
    deal->given = calloc(deal->count + 1ul, sizeof *deal->given);
    deal->ids = calloc(deal->count + 1ul, sizeof *deal->ids);
    if (deal->given == NULL || deal->ids == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < deal->count; i++) {
        deal->ids[i] = wall->items[i].id;
    }
    return true;
}

// Nobody has been dealt to.
static bool
begin(struct dealer *dealer) {
    struct deal *deal = dealer->deal;
    uint16_t number = deal->exercise;
    uint8_t round = deal->round;
    deal_finish(deal);
    deal->exercise = number;
    deal->round = round;
    deal->phase_move = dealer->session->phase_move;
    deal->ideas = calloc(SESSION_GUEST_MAX, sizeof *deal->ideas);
    if (deal->ideas == NULL || !take_ids(deal, &dealer->wall)) {
        return false;
    }
    count_scores(dealer);
    return true;
}

// The host may have edited since: what was dealt counts for what is there now.
static bool
keep_up(struct dealer *dealer) {
    struct deal *deal = dealer->deal;
    struct deal before = *deal;
    if (!take_ids(deal, &dealer->wall)) {
        free(before.given);
        free(before.ids);
        return false;
    }
    for (uint32_t i = 0; i < before.count; i++) {
        uint32_t item = wall_find(&dealer->wall, before.ids[i]);
        if (item != WALL_NONE) {
            deal->given[item] += before.given[i];
        }
    }
    free(before.given);
    free(before.ids);
    return true;
}

static bool
run(struct dealer *dealer, bool is_new) {
    struct deal *deal = dealer->deal;
    uint32_t guests = dealer->session->guest_count;
    uint32_t first = dealer->session->phase_guests;
    dealer->barred = calloc(guests + 1ul, sizeof *dealer->barred);
    dealer->held = malloc((guests + 1ul) * sizeof *dealer->held);
    if (dealer->barred == NULL || dealer->held == NULL
        || !wall_init(&dealer->wall, dealer->box, 1)) {
        return false;
    }
    memset(dealer->held, 0xff, (guests + 1ul) * sizeof *dealer->held);
    if (is_new ? !begin(dealer) || !deal_first(dealer, first)
               : !keep_up(dealer)) {
        return false;
    }
    uint32_t from = is_new ? 0 : deal->guests;
    for (uint32_t g = is_new ? first : from; g < guests; g++) {
        deal_late(dealer, g);
    }
    for (uint32_t g = from; g < guests; g++) {
        uint32_t held = dealer->held[g];
        deal->ideas[g] = held == IDEA_NONE ? 0 : deal->ids[held];
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
                  || deal->phase_move != session->phase_move;
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
    if (!is_made) {
        deal_finish(deal);
    }
    free(dealer.barred);
    free(dealer.held);
    wall_finish(&dealer.wall);
    return is_made;
}

uint64_t
deal_of(const struct deal *deal, uint32_t guest) {
    return guest < deal->guests ? deal->ideas[guest] : 0;
}
