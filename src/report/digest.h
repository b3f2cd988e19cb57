#pragma once

// The chain of digests over an export, as src/report/README.md describes it:
// every link is the SHA-256 of the link before it, a name and some bytes of
// the files. Pure; any thread.
#include <stddef.h>

#define DIGEST_TEXT_SIZE 65 // 64 hexadecimal digits and the final zero

struct digest_chain {
    char link[DIGEST_TEXT_SIZE]; // the last one
};

// The first link: over bytes alone.
void digest_begin(struct digest_chain *chain, const char *bytes, size_t size);
// The next: over the last link, the name, each with a line feed, and bytes.
void digest_add(struct digest_chain *chain, const char *name, const char *bytes,
                size_t size);
