#pragma once

// YAML text to a tree of nodes with places, within limits that hold for any
// bytes: depth, number of nodes, no aliases, one document. Pure.
#include "deck/fault_list.h"
#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#define YAML_DEPTH_MAX 8
#define YAML_NODE_MAX 20000

// Reports what is wrong with the YAML itself. True: `out` is a tree in which
// every node has one parent; release it with yaml_document_delete.
bool yaml_tree_read(const char *source, size_t size, struct fault_list *faults,
                    yaml_document_t *out);

struct place yaml_place(yaml_mark_t mark);
