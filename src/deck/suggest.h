#pragma once

// The known word that an unknown one was probably meant to be. Pure.
#include <stddef.h>
#include <stdint.h>

// Of `names[i]` with bit i of `allowed` set (count <= 64), the nearest within
// a small number of typing slips, letter case aside. NULL: none is near.
const char *suggest(const char *word, const char *const *names, size_t count,
                    uint64_t allowed);

// `names[i]` with bit i set, as "a, b, c"; cut when out is full.
void suggest_list(const char *const *names, size_t count, uint64_t allowed,
                  char *out, size_t out_size);
