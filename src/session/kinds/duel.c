// duel: picks in pairs, a win matrix, and the strengths behind them.
#include "session/kinds/duel.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define DUEL_ITERATIONS 200
#define DUEL_PRECISION 1e-10
#define DUEL_STEP_MAX 1.0 // of a strength's logarithm in one iteration
// Strengths that are as good as equal keep the order of the deck.
#define DUEL_TIE (1 + 1e-6)

// Packs [winner][loser] in the order of the items. The order in which a guest
// was dealt the pairs must not be kept: it would tell whose ballot it is.
static void
pack_wins(bool wins[DECK_ITEM_MAX][DECK_ITEM_MAX], struct answer *out) {
    out->size = 0;
    for (uint8_t a = 0; a < DECK_ITEM_MAX; a++) {
        for (uint8_t b = a + 1; b < DECK_ITEM_MAX; b++) {
            if (wins[a][b] || wins[b][a]) {
                out->bytes[out->size++] = wins[a][b] ? a : b;
                out->bytes[out->size++] = wins[a][b] ? b : a;
            }
        }
    }
}

static bool
duel_read(const struct ask *ask, const json_t *in, struct answer *out,
          struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *wins = json_object_get(in, "wins");
    if (!json_is_array(wins) || json_array_size(wins) > DUEL_PAIR_MAX) {
        return answer_refuse(
            fault, "wins", "must be a list of at most %d pairs", DUEL_PAIR_MAX);
    }
    bool seen[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
    for (size_t i = 0; i < json_array_size(wins); i++) {
        const json_t *pair = json_array_get(wins, i);
        const json_t *first = json_array_get(pair, 0);
        const json_t *second = json_array_get(pair, 1);
        json_int_t winner = json_integer_value(first);
        json_int_t loser = json_integer_value(second);
        if (json_array_size(pair) != 2 || !json_is_integer(first)
            || !json_is_integer(second) || winner < 0 || loser < 0
            || winner >= exercise->item_count || loser >= exercise->item_count
            || winner == loser) {
            out->size = 0;
            return answer_refuse(
                fault, "wins",
                "must hold pairs of two different items from 0 to %d",
                exercise->item_count - 1);
        }
        if (seen[winner][loser] || seen[loser][winner]) {
            out->size = 0;
            return answer_refuse(fault, "wins", "must not name a pair twice");
        }
        seen[winner][loser] = true;
    }
    pack_wins(seen, out);
    return true;
}

static void
duel_write(const struct exercise *exercise, const struct answer *answer,
           struct json_out *out) {
    (void) exercise; // the answer says all
    json_open_array(out, "wins");
    for (uint16_t i = 0; i + 1 < answer->size; i += 2) {
        json_open_array(out, NULL);
        json_write_integer(out, NULL, answer->bytes[i]);
        json_write_integer(out, NULL, answer->bytes[i + 1]);
        json_close_array(out);
    }
    json_close_array(out);
}

unsigned
duel_deal(const struct exercise *exercise, uint32_t guest,
          uint8_t out[DUEL_PAIR_MAX][2]) {
    uint8_t pairs[DECK_ITEM_MAX * (DECK_ITEM_MAX - 1) / 2][2];
    unsigned count = 0;
    for (uint8_t a = 0; a < exercise->item_count; a++) {
        for (uint8_t b = a + 1; b < exercise->item_count; b++) {
            pairs[count][0] = a;
            pairs[count++][1] = b;
        }
    }
    // Every exercise shuffles its pairs once; guests then take windows that
    // follow each other, so no pair is ever dealt more than once more often
    // than another.
    struct rng rng;
    rng_init(&rng, 0x64656e74u + exercise->item_count);
    for (unsigned i = count; i > 1; i--) {
        unsigned k = rng_below(&rng, i);
        uint8_t swap[2] = {pairs[k][0], pairs[k][1]};
        memcpy(pairs[k], pairs[i - 1], 2);
        memcpy(pairs[i - 1], swap, 2);
    }
    unsigned dealt = count < DUEL_PAIR_MAX ? count : DUEL_PAIR_MAX;
    rng_init(&rng, 0x6475656cu + (uint64_t) guest);
    uint64_t start = (uint64_t) guest * dealt;
    for (unsigned i = 0; i < dealt; i++) {
        const uint8_t *pair = pairs[(start + i) % count];
        unsigned side = rng_below(&rng, 2);
        out[i][0] = pair[side];
        out[i][1] = pair[1 - side];
    }
    for (unsigned i = dealt; i > 1; i--) { // and each in an order of their own
        unsigned k = rng_below(&rng, i);
        uint8_t swap[2] = {out[k][0], out[k][1]};
        memcpy(out[k], out[i - 1], 2);
        memcpy(out[i - 1], swap, 2);
    }
    return dealt;
}

static void
duel_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    uint32_t guest = ask->deal;
    json_open_array(out, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    uint8_t pairs[DUEL_PAIR_MAX][2];
    unsigned count = duel_deal(exercise, guest, pairs);
    json_open_array(out, "pairs");
    for (unsigned i = 0; i < count; i++) {
        json_open_array(out, NULL);
        json_write_integer(out, NULL, pairs[i][0]);
        json_write_integer(out, NULL, pairs[i][1]);
        json_close_array(out);
    }
    json_close_array(out);
}

// What pulls on each item's strength, and how stiff it is against changes: the
// first and second derivatives of the likelihood by the logarithms.
struct duel_pull {
    double force[DECK_ITEM_MAX];
    double stiffness[DECK_ITEM_MAX][DECK_ITEM_MAX];
};

static void
measure_pull(const struct duel_tally *tally, const double *log_strength,
             unsigned items, struct duel_pull *out) {
    *out = (struct duel_pull){0};
    for (unsigned i = 0; i < items; i++) {
        // One fictitious win and one loss against a player of strength 1.
        double chance = 1 / (1 + exp(-log_strength[i]));
        out->force[i] = 1 - 2 * chance;
        out->stiffness[i][i] = 2 * chance * (1 - chance) + DUEL_PRECISION;
    }
    for (unsigned i = 0; i < items; i++) {
        for (unsigned k = 0; k < i; k++) {
            double above = log_strength[i] - log_strength[k];
            double wins = 1 / (1 + exp(-above));
            double loses = 1 / (1 + exp(above));
            double force = tally->wins[i][k] * loses - tally->wins[k][i] * wins;
            double stiffness =
                (tally->wins[i][k] + tally->wins[k][i]) * wins * loses;
            out->force[i] += force;
            out->force[k] -= force;
            out->stiffness[i][i] += stiffness;
            out->stiffness[k][k] += stiffness;
            out->stiffness[i][k] -= stiffness;
            out->stiffness[k][i] -= stiffness;
        }
    }
}

// Solves stiffness * step = force in place, by elimination: the matrix is
// symmetric and positive definite, so no row needs to be exchanged. The step
// is left in pull->force.
static void
solve_pull(struct duel_pull *pull, unsigned items) {
    for (unsigned i = 0; i < items; i++) {
        double pivot = fmax(pull->stiffness[i][i], DUEL_PRECISION);
        for (unsigned k = i + 1; k < items; k++) {
            double factor = pull->stiffness[k][i] / pivot;
            for (unsigned at = i; at < items; at++) {
                pull->stiffness[k][at] -= factor * pull->stiffness[i][at];
            }
            pull->force[k] -= factor * pull->force[i];
        }
        pull->stiffness[i][i] = pivot;
    }
    for (unsigned i = items; i-- > 0;) {
        for (unsigned k = i + 1; k < items; k++) {
            pull->force[i] -= pull->stiffness[i][k] * pull->force[k];
        }
        pull->force[i] /= pull->stiffness[i][i];
    }
}

// Newton's method on the logarithms. The likelihood has one maximum and no
// other hollow, so that short steps lead there however one-sided the room is.
static void
find_strengths(struct duel_tally *tally, unsigned items) {
    double log_strength[DECK_ITEM_MAX] = {0};
    struct duel_pull pull;
    double longest = 1;
    for (int i = 0; i < DUEL_ITERATIONS && longest > DUEL_PRECISION; i++) {
        measure_pull(tally, log_strength, items, &pull);
        solve_pull(&pull, items);
        longest = 0;
        for (unsigned k = 0; k < items; k++) {
            longest = fmax(longest, fabs(pull.force[k]));
        }
        double scale = longest > DUEL_STEP_MAX ? DUEL_STEP_MAX / longest : 1;
        for (unsigned k = 0; k < items; k++) {
            log_strength[k] += scale * pull.force[k];
        }
    }
    for (unsigned i = 0; i < items; i++) {
        tally->strength[i] = exp(log_strength[i]);
    }
}

static void
order_items(struct duel_tally *tally, unsigned items) {
    for (unsigned i = 0; i < items; i++) { // insertion: keeps ties as authored
        unsigned at = i;
        while (at > 0
               && tally->strength[i]
                      > tally->strength[tally->order[at - 1]] * DUEL_TIE) {
            tally->order[at] = tally->order[at - 1];
            at--;
        }
        tally->order[at] = (uint8_t) i;
    }
    if (items == 0) { // nothing was handed over
        return;
    }
    double low = tally->strength[tally->order[items / 2]];
    double high = tally->strength[tally->order[(items - 1) / 2]];
    double middle = sqrt(low * high);
    for (unsigned i = 0; i < items; i++) {
        tally->chance[i] = tally->strength[i] / (tally->strength[i] + middle);
    }
}

void
duel_tally(const struct exercise *exercise, const struct ballot_box *box,
           struct duel_tally *out) {
    *out = (struct duel_tally){0};
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        out->voters += ballot->size > 0;
        for (uint16_t k = 0; k + 1 < ballot->size; k += 2) {
            uint8_t winner = ballot->bytes[k];
            uint8_t loser = ballot->bytes[k + 1];
            out->wins[winner][loser]++;
            out->won[winner]++;
            out->lost[loser]++;
            out->duels++;
        }
    }
    find_strengths(out, exercise->item_count);
    order_items(out, exercise->item_count);
}

static void
duel_write_result(const struct exercise *exercise, const struct ballot_box *box,
                  struct json_out *out) {
    struct duel_tally tally;
    duel_tally(exercise, box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "order");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_integer(out, NULL, tally.order[i]);
    }
    json_close_array(out);
    json_open_array(out, "chance");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_number(out, NULL, round(tally.chance[i] * 1000) / 1000);
    }
    json_close_array(out);
}

// Rows in order of strength: votes are duels won, share of those it was in.
static void
duel_tabulate(const struct exercise *exercise, const struct ballot_box *box,
              on_result_row row, void *data) {
    struct duel_tally tally;
    duel_tally(exercise, box, &tally);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        unsigned item = tally.order[i];
        uint32_t fought = tally.won[item] + tally.lost[item];
        struct result_row line = {
            .label = exercise->items[item],
            .votes = tally.won[item],
            .share = fought == 0 ? 0 : (double) tally.won[item] / fought,
            .mean = NAN,
            .median = NAN,
            .spread = NAN,
            .score = tally.chance[item],
        };
        row(data, &line);
    }
}

static void
duel_list(const struct exercise *exercise, const struct ballot *ballot,
          on_answer_part part, void *data) {
    for (uint16_t i = 0; i + 1 < ballot->size; i += 2) {
        part(data, exercise->items[ballot->bytes[i]],
             exercise->items[ballot->bytes[i + 1]]);
    }
}

static void
duel_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    uint32_t guest = ask->deal;
    uint8_t pairs[DUEL_PAIR_MAX][2];
    unsigned count = duel_deal(exercise, guest, pairs);
    bool wins[DECK_ITEM_MAX][DECK_ITEM_MAX] = {0};
    for (unsigned i = 0; i < count; i++) {
        // Each item has a taste of its own, so that an order shows.
        double left = 1 + (pairs[i][0] * 7 + 3) % 5;
        double right = 1 + (pairs[i][1] * 7 + 3) % 5;
        bool is_left = rng_unit(rng) < left / (left + right);
        wins[pairs[i][is_left ? 0 : 1]][pairs[i][is_left ? 1 : 0]] = true;
    }
    pack_wins(wins, out);
}

static bool
duel_is_dealt(const struct ask *ask) {
    (void) ask; // always: everybody has pairs of their own
    return true;
}

extern const struct kind kind_duel;
const struct kind kind_duel = {
    .name = "duel",
    .takes_ballots = true,
    .read_answer = duel_read,
    .write_answer = duel_write,
    .write_exercise = duel_write_exercise,
    .is_dealt = duel_is_dealt,
    .write_result = duel_write_result,
    .tabulate = duel_tabulate,
    .list_answer = duel_list,
    .simulate = duel_simulate,
};
