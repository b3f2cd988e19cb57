// Ideas lie in order of how often they were dealt. One more deal of an idea
// moves it to the end of its equals, and their end one place forward, so that
// it stands among those dealt once more.
//
// Evening out: from the least dealt idea backwards, breadth-first: who may take
// it gives up another, which somebody else may take, … until an idea is met
// that was dealt two times more (a shortest augmenting path). Where none is
// met, nobody outside what was seen may ever take anything inside: that part is
// as even as it can be and is left alone. Each guest is looked at once in a
// search, but for the few ideas that they are barred from, so a search is
// linear in the guests.
#include "session/deal_even.h"
#include <stdlib.h>
#include <string.h>

bool
is_barred(const struct barred *barred, uint32_t idea) {
    for (uint8_t i = 0; i < barred->count; i++) {
        if (barred->ideas[i] == idea) {
            return true;
        }
    }
    return false;
}

// -- The least dealt ---------------------------------------------------------

bool
least_dealt_init(struct least_dealt *out, const uint32_t *given,
                 uint32_t *order, uint32_t count, uint32_t most_more) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        most = given[i] > most ? given[i] : most;
    }
    *out = (struct least_dealt){.count = count, .most = most + most_more};
    out->place = calloc(count + 1ul, sizeof *out->place);
    out->order = calloc(count + 1ul, sizeof *out->order);
    out->ends = calloc(out->most + 2ul, sizeof *out->ends);
    bool is_made =
        out->place != NULL && out->order != NULL && out->ends != NULL;
    if (is_made) { // a counting sort, which keeps the order of equals
        for (uint32_t i = 0; i < count; i++) {
            out->ends[given[i] + 1]++;
        }
        for (uint32_t i = 1; i <= out->most + 1; i++) {
            out->ends[i] += out->ends[i - 1];
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t place = out->ends[given[order[i]]]++;
            out->order[place] = order[i];
            out->place[order[i]] = place;
        }
    }
    free(order);
    return is_made;
}

void
least_dealt_finish(struct least_dealt *least) {
    free(least->order);
    free(least->place);
    free(least->ends);
    *least = (struct least_dealt){0};
}

static void
deal_once_more(struct least_dealt *least, uint32_t idea, uint32_t *given) {
    uint32_t from = least->place[idea];
    uint32_t to = --least->ends[given[idea]++];
    uint32_t other = least->order[to];
    least->order[from] = other;
    least->place[other] = from;
    least->order[to] = idea;
    least->place[idea] = to;
}

uint32_t
least_dealt_take(struct least_dealt *least, const struct barred *barred,
                 uint32_t *given) {
    for (uint32_t i = 0; i < least->count; i++) { // few are barred
        uint32_t idea = least->order[i];
        if (!is_barred(barred, idea)) {
            deal_once_more(least, idea, given);
            return idea;
        }
    }
    return IDEA_NONE;
}

// -- Evening out -------------------------------------------------------------

struct search {
    struct even *even;
    uint32_t *taker; // by idea met: who gives it up, for the next
    uint32_t *next;  // by idea met: what they take instead
    uint32_t *queue;
    uint32_t *waiting; // guests who have not been looked at
    bool *is_met;      // by idea
    bool *is_done;     // by idea: as even as it can be
    bool is_over;      // everything that is held is done
};

// Backwards from an idea. Returns one that was dealt two times more and may be
// given up for it, along taker and next; IDEA_NONE: there is none, and *count
// ideas in the queue are all that were met.
static uint32_t
search_from(struct search *search, uint32_t from, uint32_t *count) {
    const struct even *even = search->even;
    uint32_t head = 0, waiting = 0;
    memset(search->is_met, 0, even->ideas);
    for (uint32_t g = 0; g < even->guests; g++) {
        if (even->held[g] != IDEA_NONE && !search->is_done[even->held[g]]) {
            search->waiting[waiting++] = g;
        }
    }
    search->is_over = waiting == 0;
    *count = 0;
    search->queue[(*count)++] = from;
    search->is_met[from] = true;
    while (head < *count) {
        uint32_t idea = search->queue[head++], kept = 0;
        for (uint32_t i = 0; i < waiting; i++) {
            uint32_t guest = search->waiting[i], held = even->held[guest];
            if (is_barred(&even->barred[guest], idea)) {
                search->waiting[kept++] = guest;
                continue;
            }
            if (search->is_met[held]) {
                continue;
            }
            search->is_met[held] = true;
            search->taker[held] = guest;
            search->next[held] = idea;
            if (even->given[held] >= even->given[from] + 2) {
                return held;
            }
            search->queue[(*count)++] = held;
        }
        waiting = kept;
    }
    return IDEA_NONE;
}

// Each along the way takes the next one's idea.
static void
pass_on(struct search *search, uint32_t idea, uint32_t to) {
    struct even *even = search->even;
    even->given[idea]--;
    even->given[to]++;
    while (idea != to) {
        even->held[search->taker[idea]] = search->next[idea];
        idea = search->next[idea];
    }
}

static uint32_t
least_of_rest(const struct search *search) {
    const struct even *even = search->even;
    uint32_t least = IDEA_NONE;
    for (uint32_t i = 0; i < even->ideas; i++) {
        if (!search->is_done[i]
            && (least == IDEA_NONE || even->given[i] < even->given[least])) {
            least = i;
        }
    }
    return least;
}

// Every chain takes something off the sum of squares, and every search without
// one ends with fewer ideas: so it ends.
static void
search_all(struct search *search) {
    uint32_t least;
    while (!search->is_over && (least = least_of_rest(search)) != IDEA_NONE) {
        uint32_t count = 0;
        uint32_t most = search_from(search, least, &count);
        if (most != IDEA_NONE) {
            pass_on(search, most, least);
        }
        for (uint32_t i = 0; most == IDEA_NONE && i < count; i++) {
            search->is_done[search->queue[i]] = true;
        }
    }
}

bool
even_out(struct even *even) {
    struct search search = {.even = even};
    size_t ideas = even->ideas + 1ul;
    search.taker = calloc(3 * ideas, sizeof *search.taker);
    search.waiting = calloc(even->guests + 1ul, sizeof *search.waiting);
    search.is_met = calloc(2 * ideas, sizeof *search.is_met);
    bool is_made =
        search.taker != NULL && search.waiting != NULL && search.is_met != NULL;
    if (is_made) {
        search.next = search.taker + ideas;
        search.queue = search.next + ideas;
        search.is_done = search.is_met + ideas;
        search_all(&search);
    }
    free(search.taker);
    free(search.waiting);
    free(search.is_met);
    return is_made;
}
