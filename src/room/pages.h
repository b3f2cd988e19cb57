#pragma once

// A page as it is served: its bytes, its tag, and a policy that lets nothing
// run but the one script and the one style inside it, and where it says so the
// scripts this room serves.
#include <stdbool.h>
#include <stddef.h>

struct page {
    const unsigned char *bytes; // borrowed
    size_t size;
    const char *type;
    char etag[40];    // with its quotes
    char policy[512]; // Content-Security-Policy
};

enum page_scripts {
    PAGE_OWN_SCRIPT,  // only the one inside it
    PAGE_ROOM_SCRIPTS // and those it fetches from this room
};

// Computes tag and policy. False: the page has no script or style of its own,
// or more than one.
bool page_init(struct page *page, const unsigned char *bytes, size_t size);
bool page_init_with(struct page *page, const unsigned char *bytes, size_t size,
                    enum page_scripts scripts);
// A script by itself, for a page that fetches it.
void page_init_script(struct page *page, const unsigned char *bytes,
                      size_t size);
// If-None-Match names this page.
bool page_matches(const struct page *page, const char *if_none_match);
