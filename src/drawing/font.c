// Faces by role, and widths from the design. Shaping costs some microseconds a
// line, and a picture asks for the same lines again and again; so widths (in
// em, one for all sizes) are kept in a table of fixed size, where a new text
// takes the place of the one it collides with.
#include "drawing/font.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "drawing/font_face.h"
#include "drawing/marks.h"

#define WIDTH_ENTRY_COUNT 4096

struct width_entry {
    uint64_t key; // of role and text; 0: free
    float width_em;
};

static bool
open_face(struct fonts *fonts, struct font_finder *finder, enum font_role role,
          struct fault *fault) {
    struct font_face *face = &fonts->faces[role];
    if (!font_finder_find(finder, role, &face->path, &face->index)) {
        return fault_set(fault,
                         "No font was found on this machine; install the "
                         "packages fonts-lato and fonts-league-spartan.");
    }
    if (!font_face_open(fonts, face) || face->is_color) {
        return fault_set(fault,
                         "The font file %.160s cannot be used; install the "
                         "packages fonts-lato and fonts-league-spartan.",
                         face->path);
    }
    fonts->face_count = (int) role + 1;
    fonts_find_plain(fonts, role);
    return true;
}

static bool
open_faces(struct fonts *fonts, struct fault *fault) {
    struct font_finder *finder = font_finder_create();
    if (!finder) {
        return fault_set(fault, "There is no memory left for the fonts.");
    }
    bool is_open = true;
    for (int i = 0; i < FONT_ROLE_COUNT && is_open; i++) {
        is_open = open_face(fonts, finder, (enum font_role) i, fault);
    }
    if (is_open) {
        font_finder_list(finder, fonts);
    }
    font_finder_destroy(finder);
    return is_open;
}

struct fonts *
fonts_create(struct fault *fault) {
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) {
        fault_set(fault, "There is no memory left for the fonts.");
        return NULL;
    }
    random_bytes(&fonts->seed, sizeof fonts->seed);
    fonts->widths = calloc(WIDTH_ENTRY_COUNT, sizeof *fonts->widths);
    fonts->buffer = hb_buffer_create();
    if (!fonts->widths || FT_Init_FreeType(&fonts->library) != 0) {
        fault_set(fault, "There is no memory left for the fonts.");
        fonts_destroy(fonts);
        return NULL;
    }
    if (!open_faces(fonts, fault)) {
        fonts_destroy(fonts);
        return NULL;
    }
    return fonts;
}

void
fonts_destroy(struct fonts *fonts) {
    if (!fonts) {
        return;
    }
    for (int i = 0; i < FACE_MAX; i++) {
        font_face_close(&fonts->faces[i]);
    }
    for (size_t i = 0; i < fonts->fallback_count; i++) {
        free(fonts->fallbacks[i].family);
        free(fonts->fallbacks[i].path);
    }
    free(fonts->fallbacks);
    fonts_forget_pictures(fonts);
    fonts_forget_fits(fonts);
    fonts_split_finish(fonts);
    free(fonts->glyphs.items);
    if (fonts->library) {
        FT_Done_FreeType(fonts->library);
    }
    hb_buffer_destroy(fonts->buffer);
    free(fonts->widths);
    free(fonts);
}

const char *
fonts_path(const struct fonts *fonts, enum font_role role) {
    return fonts->faces[role].path;
}

int
fonts_face_index(const struct fonts *fonts, enum font_role role) {
    return fonts->faces[role].index;
}

float
fonts_cap_height(const struct fonts *fonts, enum font_role role) {
    return fonts->faces[role].cap_height;
}

float
fonts_ascent(const struct fonts *fonts, enum font_role role) {
    return fonts->faces[role].ascent;
}

float
fonts_descent(const struct fonts *fonts, enum font_role role) {
    return fonts->faces[role].descent;
}

// Every bit of what went in comes to bear on every bit (the last step of
// Vigna's splitmix64).
static uint64_t
stir(uint64_t bits) {
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
    return bits ^ bits >> 31;
}

// Eight bytes a step. Two texts of one key would be taken for one another: at
// 64 bits from a secret start and a few thousand texts, no.
uint64_t
font_hash(uint64_t hash, const void *bytes, size_t size) {
    const uint8_t *from = bytes;
    hash = stir(hash ^ (uint64_t) size);
    for (size_t at = 0; at < size; at += 8) {
        uint64_t part = 0;
        memcpy(&part, from + at, size - at < 8 ? size - at : 8);
        hash = stir(hash ^ part);
    }
    return hash;
}

float
fonts_width(struct fonts *fonts, enum font_role role, float size,
            const char *text) {
    size_t length = strlen(text);
    if (length == 0) {
        return 0.0f;
    }
    uint64_t key = font_hash(fonts->seed + (uint64_t) role, text, length);
    key = key ? key : 1;
    struct width_entry *entry = &fonts->widths[key % WIDTH_ENTRY_COUNT];
    if (entry->key != key) {
        entry->width_em = fonts_shape(fonts, role, text)->width;
        entry->key = key;
    }
    return entry->width_em * size;
}

void
// NOLINTNEXTLINE(readability-function-size): all that one line of text is
drawing_text(struct drawing *drawing, struct fonts *fonts, enum font_role role,
             float size, struct point at, enum align align, struct color color,
             const char *text) {
    if (!text[0] || !(size > 0.0f)) {
        return;
    }
    uint32_t first = drawing_add_bytes(drawing, text, strlen(text) + 1);
    struct mark *mark = drawing_add_mark(drawing, MARK_TEXT, color);
    mark->text.at = at;
    mark->text.align = align;
    mark->text.role = role;
    mark->text.size = size;
    mark->text.first = first;
    mark->text.width = fonts_width(fonts, role, size, text);
}
