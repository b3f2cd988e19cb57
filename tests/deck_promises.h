#pragma once

// What holds for any bytes read as a deck: a deck exists exactly when there is
// no error, it is whole, and every sentence about it can be shown. Used by the
// fuzz program and by the tests with broken files; ends the program if broken.
#include "base/check.h"
#include "deck/deck.h"
#include <string.h>

static inline void
promise_exercise(const struct exercise *exercise) {
    CHECK(exercise->id[0] != '\0' && exercise->kind[0] != '\0');
    CHECK(exercise->prompt != NULL && exercise->line > 0);
    CHECK(exercise->phase_count > 0);
    CHECK(exercise->phase_count <= DECK_PHASE_MAX);
    CHECK(exercise->item_count <= DECK_ITEM_MAX);
    CHECK(exercise->from <= exercise->to);
    CHECK(exercise->pick <= DECK_ITEM_MAX);
    for (int i = 0; i < exercise->item_count; i++) {
        CHECK(exercise->items[i] != NULL);
        CHECK(text_grapheme_count(exercise->items[i]) <= DECK_ITEM_TEXT_MAX);
    }
}

static inline void
promise_faults(const struct deck_faults *faults) {
    size_t error_count = 0;
    for (size_t i = 0; i < faults->count; i++) {
        const struct deck_fault *fault = &faults->items[i];
        char room[sizeof fault->text];
        CHECK(text_take(fault->text, strlen(fault->text), sizeof room, room,
                        sizeof room)
              == TEXT_OK);
        CHECK(fault->line >= 0 && fault->column >= 0);
        error_count += fault->is_warning ? 0 : 1;
    }
    CHECK(error_count == faults->error_count);
}

// Reads, checks and releases. True: it was a deck.
static inline bool
deck_keeps_promises(const char *source, size_t size) {
    struct deck_faults faults;
    struct deck *deck = deck_read(source, size, &faults);
    bool is_deck = deck != NULL;
    CHECK(is_deck == (faults.error_count == 0));
    promise_faults(&faults);
    if (is_deck) {
        CHECK(deck->source_size == size);
        CHECK(memcmp(deck->source, source, size) == 0);
        CHECK(deck->id[0] != '\0' && deck->title != NULL);
        CHECK(deck->lang[0] != '\0' && deck->exercise_count > 0);
        for (int i = 0; i < deck->exercise_count; i++) {
            promise_exercise(&deck->exercises[i]);
        }
    }
    deck_destroy(deck);
    deck_faults_finish(&faults);
    return is_deck;
}
