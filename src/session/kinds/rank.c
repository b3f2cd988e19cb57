// rank: Borda points, places and the Condorcet winner.
#include "session/kinds/rank.h"
#include <math.h>
#include <stdio.h>

static bool
rank_read(const struct ask *ask, const json_t *in, struct answer *out,
          struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *order = json_object_get(in, "order");
    if (!json_is_array(order) || json_array_size(order) > exercise->top) {
        return answer_refuse(fault, "order",
                             "must be a list of up to %d item numbers",
                             exercise->top);
    }
    bool is_ranked[DECK_ITEM_MAX] = {0};
    uint16_t size = 0;
    for (size_t i = 0; i < json_array_size(order); i++) {
        const json_t *element = json_array_get(order, i);
        json_int_t item = json_integer_value(element);
        if (!json_is_integer(element) || item < 0
            || item >= exercise->item_count) {
            return answer_refuse(fault, "order",
                                 "must hold whole numbers from 0 to %d",
                                 exercise->item_count - 1);
        }
        if (is_ranked[item]) {
            return answer_refuse(fault, "order", "must not name an item twice");
        }
        is_ranked[item] = true;
        out->bytes[size++] = (uint8_t) item;
    }
    out->size = size; // an empty list is no answer
    return true;
}

static void
rank_write(const struct exercise *exercise, const struct answer *answer,
           struct json_out *out) {
    (void) exercise;
    json_open_array(out, "order");
    for (uint16_t i = 0; i < answer->size; i++) {
        json_write_integer(out, NULL, answer->bytes[i]);
    }
    json_close_array(out);
}

static void
rank_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    json_open_array(out, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(out, NULL, exercise->items[i]);
    }
    json_close_array(out);
    json_write_integer(out, "top", exercise->top);
}

static void
count_ballot(struct rank_tally *tally, const struct ballot *ballot,
             unsigned items) {
    bool is_ranked[DECK_ITEM_MAX] = {0};
    tally->voters++;
    for (uint16_t place = 0; place < ballot->size; place++) {
        uint8_t item = ballot->bytes[place];
        tally->points[item] += items - place;
        tally->ranked[item]++;
        tally->places[item][place]++;
        is_ranked[item] = true;
        for (unsigned other = 0; other < items; other++) {
            tally->above[item][other] += !is_ranked[other];
        }
    }
}

static void
order_items(struct rank_tally *tally, unsigned items) {
    for (unsigned i = 0; i < items; i++) { // insertion: keeps ties as authored
        unsigned at = i;
        while (at > 0
               && tally->points[i] > tally->points[tally->order[at - 1]]) {
            tally->order[at] = tally->order[at - 1];
            at--;
        }
        tally->order[at] = (uint8_t) i;
    }
}

static bool
is_condorcet_winner(const struct rank_tally *tally, unsigned item,
                    unsigned items) {
    for (unsigned other = 0; other < items; other++) {
        if (other != item
            && tally->above[item][other] <= tally->above[other][item]) {
            return false;
        }
    }
    return true;
}

void
rank_tally(const struct exercise *exercise, const struct ballot_box *box,
           struct rank_tally *out) {
    *out = (struct rank_tally){.winner = -1};
    unsigned items = exercise->item_count;
    for (uint32_t i = 0; i < box->count; i++) {
        if (box->ballots[i].size > 0) {
            count_ballot(out, &box->ballots[i], items);
        }
    }
    order_items(out, items);
    for (unsigned i = 0; i < items; i++) {
        if (is_condorcet_winner(out, i, items)) {
            out->winner = (int) i; // there is at most one
        }
    }
}

double
rank_score(const struct rank_tally *tally, unsigned item) {
    return tally->voters == 0 ? 0
                              : (double) tally->points[item] / tally->voters;
}

// The mean place, 1 for the first, of those who gave it one.
static double
mean_rank(const struct rank_tally *tally, unsigned item, unsigned items) {
    double sum = 0;
    for (unsigned place = 0; place < items; place++) {
        sum += (place + 1.0) * tally->places[item][place];
    }
    return tally->ranked[item] == 0 ? NAN : sum / tally->ranked[item];
}

static void
rank_write_result(const struct exercise *exercise, const struct ballot_box *box,
                  struct json_out *out) {
    struct rank_tally tally;
    rank_tally(exercise, box, &tally);
    unsigned items = exercise->item_count;
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "order");
    for (unsigned i = 0; i < items; i++) {
        json_write_integer(out, NULL, tally.order[i]);
    }
    json_close_array(out);
    json_open_array(out, "score");
    for (unsigned i = 0; i < items; i++) {
        json_write_number(out, NULL, round(rank_score(&tally, i) * 100) / 100);
    }
    json_close_array(out);
    json_open_array(out, "mean");
    for (unsigned i = 0; i < items; i++) {
        double mean = mean_rank(&tally, i, items);
        if (isnan(mean)) {
            json_write_null(out, NULL);
        } else {
            json_write_number(out, NULL, round(mean * 100) / 100);
        }
    }
    json_close_array(out);
    json_open_array(out, "first");
    for (unsigned i = 0; i < items; i++) {
        json_write_integer(out, NULL, tally.places[i][0]);
    }
    json_close_array(out);
    if (tally.winner < 0) {
        json_write_null(out, "winner");
    } else {
        json_write_integer(out, "winner", tally.winner);
    }
}

// Rows in order of points: votes are first places.
static void
rank_tabulate(const struct exercise *exercise, const struct ballot_box *box,
              on_result_row row, void *data) {
    struct rank_tally tally;
    rank_tally(exercise, box, &tally);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        unsigned item = tally.order[i];
        uint32_t first = tally.places[item][0];
        struct result_row line = {
            .label = exercise->items[item],
            .votes = first,
            .share = tally.voters == 0 ? 0 : (double) first / tally.voters,
            .mean = mean_rank(&tally, item, exercise->item_count),
            .median = NAN,
            .spread = NAN,
            .score = tally.voters == 0 ? NAN : rank_score(&tally, item),
        };
        row(data, &line);
    }
}

static void
rank_list(const struct exercise *exercise, const struct ballot *ballot,
          on_answer_part part, void *data) {
    for (uint16_t i = 0; i < ballot->size; i++) {
        char place[8];
        snprintf(place, sizeof place, "%d", i + 1);
        part(data, exercise->items[ballot->bytes[i]], place);
    }
}

static void
rank_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    double likes[DECK_ITEM_MAX];
    unsigned items = exercise->item_count;
    for (unsigned i = 0; i < items; i++) {
        // Each item has a pull of its own, so that an order shows.
        likes[i] = rng_unit(rng) + 0.12 * ((i * 7 + 3) % 5);
    }
    // Most give all the places they have; some stop before.
    unsigned wanted = exercise->top;
    if (rng_below(rng, 6) == 0) {
        wanted = 1 + rng_below(rng, wanted);
    }
    out->size = 0;
    while (out->size < wanted) {
        unsigned best = 0;
        for (unsigned i = 1; i < items; i++) {
            best = likes[i] > likes[best] ? i : best;
        }
        likes[best] = -1;
        out->bytes[out->size++] = (uint8_t) best;
    }
}

extern const struct kind kind_rank;
const struct kind kind_rank = {
    .name = "rank",
    .takes_ballots = true,
    .read_answer = rank_read,
    .write_answer = rank_write,
    .write_exercise = rank_write_exercise,
    .write_result = rank_write_result,
    .tabulate = rank_tabulate,
    .list_answer = rank_list,
    .simulate = rank_simulate,
};
