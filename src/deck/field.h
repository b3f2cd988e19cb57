#pragma once

// Reading single values of a deck file: a block of known keys, a text, a whole
// number, a flag. Each reports its own faults and says by its result whether
// there is a value. Pure.
#include "base/arena.h"
#include "deck/fault_list.h"
#include "deck/yaml_tree.h"
#include <stdint.h>

struct reader {
    yaml_document_t *document; // borrowed
    struct fault_list *faults; // borrowed
    struct arena *arena;       // borrowed; where texts go
};

// The keys a block may have.
struct key_table {
    const char *const *names;
    size_t count;      // <= 64
    uint64_t allowed;  // bit i: names[i] may be here
    uint64_t required; // bit i: names[i] must be here
    const char *owner; // in a sentence: "a deck", "kind \"scale\""
};

struct text_rule {
    const char *what;  // in a sentence: "\"prompt\"", "option 3"
    size_t good_count; // graphemes; 0: no warning
    size_t max_count;
};

struct number_rule {
    const char *what;
    int32_t least, most;
};

// Node of an index in the tree; never NULL for an index found in the tree.
yaml_node_t *field_node(const struct reader *reader, int index);
struct place field_place(const yaml_node_t *node);

// The value of a key in a mapping, without any report. NULL: not there.
yaml_node_t *field_find(const struct reader *reader, const yaml_node_t *mapping,
                        const char *name);

// Fills values[i] with the node of names[i], or NULL. Reports what is unknown,
// given twice, not allowed or missing. False: it is no block of keys.
bool field_read_keys(const struct reader *reader, const yaml_node_t *mapping,
                     const struct key_table *keys, yaml_node_t **values);

// A checked text in the arena; NULL: not one, reported.
const char *field_read_text(const struct reader *reader,
                            const yaml_node_t *node,
                            const struct text_rule *rule);

// Letters a-z, digits and -, at most DECK_ID_MAX - 1. Writes only on true.
bool field_read_id(const struct reader *reader, const yaml_node_t *node,
                   const char *what, char out[static DECK_ID_MAX]);

bool field_read_number(const struct reader *reader, const yaml_node_t *node,
                       const struct number_rule *rule, int32_t *out);
bool field_read_flag(const struct reader *reader, const yaml_node_t *node,
                     const char *what, bool *out);

// How many elements; the nodes are field_element(…, i). -1: it is no list,
// reported.
int field_list_count(const struct reader *reader, const yaml_node_t *node,
                     const char *what);
yaml_node_t *field_element(const struct reader *reader, const yaml_node_t *list,
                           int i);
