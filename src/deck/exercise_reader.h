#pragma once

// One exercise while it is being read. Between exercise.c, which reads what
// every kind has, exercise_kind.c, which reads the rest, and exercise_word.c,
// which reads the keys whose value is one of a few words.
#include "deck/field.h"
#include "deck/kind_rules.h"

struct exercise_reader {
    const struct reader *reader;    // borrowed
    const struct kind_rules *rules; // NULL: not known
    const struct deck *deck;        // with the exercises before this one
    yaml_node_t *values[FIELD_COUNT];
    struct place at;      // where its block begins
    struct exercise *out; // borrowed
};

// What one kind has and another has not. The rules are known.
void exercise_read_kind(struct exercise_reader *self, const yaml_node_t *node);

// What any exercise with ballots has: `reveal` and `live`; `who` and `group`.
void exercise_read_reveal(struct exercise_reader *self);
void exercise_read_groups(struct exercise_reader *self);

// Of some kinds: `look`; `decision`, once options and picks are read.
void exercise_read_look(struct exercise_reader *self);
void exercise_read_decision(struct exercise_reader *self);

// An earlier exercise by its id. -1: there is none, which is reported.
int exercise_find_earlier(const struct exercise_reader *self,
                          const yaml_node_t *node, const char *what);
