#pragma once

// The phases of an exercise: "vote 40s", "discuss 3m", "reveal". Pure.
#include "deck/field.h"
#include "deck/kind_rules.h"

// Fills the phases of `out`. `node` NULL: the kind's own. `rules` NULL: the
// kind is not known, and only the words are checked.
void phases_read(const struct reader *reader, const yaml_node_t *node,
                 const struct kind_rules *rules, struct exercise *out);
