#pragma once

// One exercise of a deck file, by the rules of its kind. Pure.
#include "deck/field.h"

// Reads the deck's next exercise into `deck->exercises[exercise_count]` and
// counts it. Reads as much as there is: it is whole only when no error was
// reported.
void exercise_read(const struct reader *reader, const yaml_node_t *node,
                   struct deck *deck);
