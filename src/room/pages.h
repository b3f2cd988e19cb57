#pragma once

// A page as it is served: its bytes, its tag, and a policy that lets nothing
// run but the one script and the one style inside it.
#include <stdbool.h>
#include <stddef.h>

struct page {
    const unsigned char *bytes; // borrowed
    size_t size;
    char etag[40];    // with its quotes
    char policy[512]; // Content-Security-Policy
};

// Computes tag and policy. False: the page has no script or style of its own,
// or more than one.
bool page_init(struct page *page, const unsigned char *bytes, size_t size);
// If-None-Match names this page.
bool page_matches(const struct page *page, const char *if_none_match);
