// The table of kinds: one row each. Adding a kind adds a row here and files of
// its name beside the others.
#include "session/kind.h"
#include "base/check.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

extern const struct kind kind_choice;
extern const struct kind kind_scale;
extern const struct kind kind_words;
extern const struct kind kind_duel;
extern const struct kind kind_rank;
extern const struct kind kind_points;
extern const struct kind kind_curve;
extern const struct kind kind_plane;
extern const struct kind kind_ideas;
extern const struct kind kind_sketch;
extern const struct kind kind_whys;
extern const struct kind kind_questions;
extern const struct kind kind_quiz;
extern const struct kind kind_talk;
extern const struct kind kind_slide;

#define KIND_COUNT 15

static const struct kind *const kinds[KIND_COUNT] = {
    &kind_choice, &kind_scale,     &kind_words, &kind_duel,  &kind_rank,
    &kind_points, &kind_curve,     &kind_plane, &kind_ideas, &kind_sketch,
    &kind_whys,   &kind_questions, &kind_quiz,  &kind_talk,  &kind_slide,
};

const struct kind *
kind_at(unsigned index) {
    return index < KIND_COUNT ? kinds[index] : NULL;
}

const struct kind *
kind_find(const char *name) {
    for (unsigned i = 0; kind_at(i) != NULL; i++) {
        if (strcmp(kinds[i]->name, name) == 0) {
            return kinds[i];
        }
    }
    return NULL;
}

const struct kind *
kind_of(const struct exercise *exercise) {
    const struct kind *kind = kind_find(exercise->kind);
    CHECK(kind != NULL); // the deck's rules name no other
    return kind;
}

void
answer_of_ballot(const struct ballot *ballot, struct answer *out) {
    out->size = ballot->size;
    if (ballot->size > 0) {
        memcpy(out->bytes, ballot->bytes, ballot->size);
    }
}

bool
answer_refuse(struct answer_fault *fault, const char *field, const char *format,
              ...) {
    snprintf(fault->field, sizeof fault->field, "%s", field);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->text, sizeof fault->text, format, arguments);
    va_end(arguments);
    return false;
}
