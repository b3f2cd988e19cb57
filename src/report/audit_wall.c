// What guests wrote, as one list: equal things together, what the host merged
// counted for what stands for it, what was hidden left out; then what the
// others gave to each, and the result in its order.
#include "base/check.h"
#include "report/audit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// -- Finding -----------------------------------------------------------------

const struct audit_edit *
audit_find_edit(const struct audit_count *count, uint64_t id) {
    for (uint32_t low = 0, high = count->edit_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (count->edits[middle].id == id) {
            return &count->edits[middle];
        }
        if (count->edits[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

struct audit_item *
audit_find_item(const struct audit_count *count, unsigned round, uint64_t id) {
    for (uint32_t low = 0, high = count->item_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        struct audit_item *item = &count->items[middle];
        if (item->round == round && item->id == id) {
            return item;
        }
        if (item->round < round || (item->round == round && item->id < id)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

// The last of what it was merged into, step by step; a damaged list may have a
// ring.
static uint64_t
root_of(const struct audit_count *count, uint64_t id) {
    const struct audit_edit *edit = audit_find_edit(count, id);
    for (uint32_t i = 0;
         i < count->edit_count && edit != NULL && edit->into != 0; i++) {
        id = edit->into;
        edit = audit_find_edit(count, id);
    }
    return id;
}

static bool
is_visible(const struct audit_item *item) {
    return item != NULL && item->into == 0 && !item->is_hidden;
}

struct audit_item *
audit_counted_item(const struct audit_count *count, unsigned round,
                   uint64_t id) {
    struct audit_item *item = audit_find_item(count, round, root_of(count, id));
    if (is_visible(item)) {
        return item;
    }
    item = audit_find_item(count, round, id);
    return is_visible(item) ? item : NULL;
}

// -- One list ----------------------------------------------------------------

static int
compare_written(const void *a, const void *b) {
    const struct audit_written *left = a;
    const struct audit_written *right = b;
    if (left->round != right->round) {
        return left->round - right->round;
    }
    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    return strcmp(left->text, right->text);
}

static void
make_items(struct audit_count *count) {
    count->items = calloc(count->written_count + 1ul, sizeof *count->items);
    CHECK(count->items != NULL);
    if (count->written_count > 0) {
        qsort(count->written, count->written_count, sizeof *count->written,
              compare_written);
    }
    for (uint32_t i = 0; i < count->written_count; i++) {
        const struct audit_written *one = &count->written[i];
        struct audit_item *last =
            count->item_count > 0 ? &count->items[count->item_count - 1] : NULL;
        if (last != NULL && last->id == one->id && last->round == one->round) {
            last->writers++;
            continue;
        }
        count->items[count->item_count++] = (struct audit_item){
            .id = one->id, .first = i, .writers = 1, .round = one->round};
    }
}

static void
apply_edits(struct audit_count *count) {
    for (uint32_t i = 0; i < count->item_count; i++) {
        struct audit_item *item = &count->items[i];
        const struct audit_edit *edit = audit_find_edit(count, item->id);
        uint64_t root = root_of(count, item->id);
        const struct audit_edit *root_edit = audit_find_edit(count, root);
        bool is_there = audit_find_item(count, item->round, root) != NULL;
        item->into = root != item->id && is_there ? root : 0;
        item->is_hidden = root_edit != NULL && root_edit->is_hidden;
        item->is_ticked = edit != NULL && edit->is_ticked;
    }
}

static int
compare_ballots(const void *a, const void *b) {
    const struct audit_written *left = *(const struct audit_written *const *) a;
    const struct audit_written *right =
        *(const struct audit_written *const *) b;
    return (left->ballot > right->ballot) - (left->ballot < right->ballot);
}

// Who wrote it or what was merged into it: each guest once.
static void
weigh(struct audit_count *count) {
    const struct audit_written **sorted =
        malloc((count->written_count + 1ul) * sizeof(void *));
    CHECK(sorted != NULL);
    for (uint32_t i = 0; i < count->written_count; i++) {
        sorted[i] = &count->written[i];
    }
    qsort(sorted, count->written_count, sizeof(void *), compare_ballots);
    for (uint32_t i = 0; i < count->written_count; i++) {
        const struct audit_written *one = sorted[i];
        struct audit_item *item =
            audit_counted_item(count, one->round, one->id);
        if (item != NULL && item->last_ballot != one->ballot) {
            item->weight++;
            item->last_ballot = one->ballot;
        }
    }
    free(sorted);
}

// -- What the others gave ----------------------------------------------------

static void
judge(struct audit_count *count) {
    for (uint32_t i = 0; i < count->choice_count; i++) {
        const struct audit_choice *choice = &count->choices[i];
        unsigned round = count->kind == AUDIT_WHYS ? choice->round - 1u : 1;
        struct audit_item *item = audit_counted_item(count, round, choice->id);
        if (item != NULL) {
            item->choices++;
            item->sum += choice->score;
            item->backers += item->last_ballot != choice->ballot;
            item->last_ballot = choice->ballot;
        }
    }
}

static bool
is_scored(const struct audit_count *count) {
    return count->kind == AUDIT_IDEAS && count->exercise.rounds > 0;
}

void
audit_item_value(const struct audit_count *count, const struct audit_item *item,
                 double *out_value, double *out_count) {
    *out_count = item->backers;
    if (is_scored(count)) {
        *out_count = item->choices;
        *out_value = item->choices == 0 ? 0 : 5.0 * item->sum / item->choices;
    } else if (count->exercise.round_count > 1) {
        // Dots may go to one thing several times; a thumb is a guest.
        *out_value =
            count->kind == AUDIT_QUESTIONS ? item->backers : item->choices;
    } else {
        *out_value = count->kind == AUDIT_SKETCH ? NAN : item->weight;
        *out_count = *out_value;
    }
}

// -- The result --------------------------------------------------------------

struct place {
    double first, second; // more is better
    const char *key;      // words: then by this
    struct audit_item *item;
    unsigned number; // of all of them, from 1
};

static int
compare_places(const void *a, const void *b) {
    const struct place *left = a;
    const struct place *right = b;
    if (left->first != right->first) {
        return left->first > right->first ? -1 : 1;
    }
    if (left->second != right->second) {
        return left->second > right->second ? -1 : 1;
    }
    int order = left->key == NULL ? 0 : strcmp(left->key, right->key);
    return order != 0 ? order : (int) left->number - (int) right->number;
}

static struct place
place_of(const struct audit_count *count, struct audit_item *item,
         unsigned number) {
    struct place place = {.item = item, .number = number};
    const struct audit_written *written = &count->written[item->first];
    audit_item_value(count, item, &place.first, &place.second);
    switch (count->kind) {
        case AUDIT_WORDS:
            place.key = written->key;
            break;
        case AUDIT_QUESTIONS:
            place.second = place.first;
            place.first = item->is_ticked ? 0 : 1;
            break;
        case AUDIT_SKETCH:
            place.first = item->choices;
            place.second = 0;
            break;
        case AUDIT_WHYS:
            place.second = item->weight;
            break;
        default:
            break;
    }
    return place;
}

static void
add_item_row(struct audit_count *count, const struct place *place) {
    const struct audit_item *item = place->item;
    const char *text = count->written[item->first].text;
    uint32_t given = count->answered[1];
    switch (count->kind) {
        case AUDIT_WORDS:
            (void) audit_add_row(count, text, item->weight, count->answered[0]);
            break;
        case AUDIT_IDEAS: {
            struct audit_row *row = audit_add_row(count, text, 0, 0);
            double value, people;
            audit_item_value(count, item, &value, &people);
            row->numbers[AUDIT_VOTES] = is_scored(count) ? people : value;
            row->numbers[AUDIT_SHARE] = NAN;
            row->numbers[AUDIT_SCORE] = is_scored(count) ? value : NAN;
            if (is_scored(count) && item->choices > 0) {
                row->numbers[AUDIT_MEAN] = value / 5;
            }
            break;
        }
        case AUDIT_SKETCH: {
            char label[32];
            (void) snprintf(label, sizeof label, "drawing %u", place->number);
            struct audit_row *row = audit_add_row(count, "", item->choices, 0);
            row->numbers[AUDIT_SHARE] = NAN;
            row->own = strdup(label);
            CHECK(row->own != NULL);
            row->label = row->own;
            break;
        }
        default: {
            struct audit_row *row =
                audit_add_row(count, text, item->backers, given);
            row->numbers[AUDIT_SCORE] = item->is_ticked ? 1 : 0;
            break;
        }
    }
}

// The best of each step; one in the middle that nobody answered is empty.
static void
finish_chain(struct audit_count *count, const struct place *places,
             uint32_t place_count) {
    uint32_t at = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < place_count; i++) {
        last = places[i].item->round > last ? places[i].item->round : last;
    }
    for (unsigned round = 1; round <= last; round += 2) {
        const struct place *best = NULL;
        for (at = 0; at < place_count; at++) {
            bool is_here = places[at].item->round == round;
            if (is_here
                && (best == NULL || compare_places(&places[at], best) < 0)) {
                best = &places[at];
            }
        }
        const char *text =
            best == NULL ? "" : count->written[best->item->first].text;
        (void) audit_add_row(count, text,
                             best == NULL ? 0 : best->item->choices,
                             count->answered[round]);
    }
}

void
audit_finish_written(struct audit_count *count) {
    make_items(count);
    apply_edits(count);
    weigh(count);
    judge(count);
    audit_make_rows(count, count->item_count + AUDIT_ROUND_MAX);
    struct place *places = calloc(count->item_count + 1ul, sizeof *places);
    CHECK(places != NULL);
    uint32_t place_count = 0;
    for (uint32_t i = 0; i < count->item_count; i++) {
        if (is_visible(&count->items[i])) {
            places[place_count++] = place_of(count, &count->items[i], i + 1);
        }
    }
    if (count->kind == AUDIT_WHYS) {
        finish_chain(count, places, place_count);
    } else {
        qsort(places, place_count, sizeof *places, compare_places);
        for (uint32_t i = 0; i < place_count; i++) {
            add_item_row(count, &places[i]);
        }
    }
    free(places);
}
