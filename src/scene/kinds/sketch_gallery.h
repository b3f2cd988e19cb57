#pragma once

// Drawings as cards on the wall, each with its number. Inside scene.
#include "scene/canvas.h"
#include "session/kinds/sketch.h"

#define GALLERY_PAGE 12
#define GALLERY_PAGE_BEST 7 // on the first page, where the best is larger
#define GALLERY_PAGE_MS 8000
#define GALLERY_DRAW_MS 2600 // until a page has drawn itself

// What is shown, best or first first.
struct gallery {
    const struct wall *wall;
    const struct sketch_result *results; // NULL: in order of the wall
    uint32_t count;
    bool has_best; // the first is larger
    bool has_dots; // they are told
    bool is_drawn; // by itself, stroke by stroke; else it is there at once
};

uint32_t gallery_page_count(uint32_t count, bool has_best);
// Which page is shown after so long.
uint32_t gallery_page(uint32_t pages, tick since_ms);
void gallery_draw(const struct canvas *canvas, const struct gallery *gallery,
                  struct box area);

// The boxes of a page of cards, no two of which meet. Returns how many; at most
// GALLERY_PAGE.
unsigned gallery_cards(const struct canvas *canvas,
                       const struct gallery *gallery, uint32_t page,
                       struct box area, struct box out[static GALLERY_PAGE]);
