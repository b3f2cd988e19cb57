// Faces by role, and widths from the design. Shaping costs some microseconds a
// line, and a picture asks for the same lines again and again; so widths (in
// em, one for all sizes) are kept in a table of fixed size, where a new text
// takes the place of the one it collides with.
#include "drawing/font.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>

#include "base/check.h"
#include "drawing/font_face.h"
#include "drawing/marks.h"

#define WIDTH_ENTRY_COUNT 2048
#define WIDTH_TEXT_MAX 104

struct width_entry {
    uint32_t hash; // 0: free
    float width_em;
    uint8_t role;
    char text[WIDTH_TEXT_MAX];
};

static void
measure_face(struct font_face *face) {
    FT_Face ft = face->outlines;
    face->unit = 1.0f / (float) ft->units_per_EM;
    face->ascent = (float) ft->ascender * face->unit;
    face->descent = -(float) ft->descender * face->unit;
    face->cap_height = 0.7f;
    if (FT_Load_Char(ft, 'H', FT_LOAD_NO_SCALE) == 0) {
        face->cap_height = (float) ft->glyph->metrics.horiBearingY * face->unit;
    }
}

static hb_font_t *
open_shaper(const struct font_face *face) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
    if (!blob) {
        return NULL;
    }
    hb_face_t *design = hb_face_create(blob, (unsigned) face->index & 0xffff);
    hb_blob_destroy(blob);
    hb_font_t *shaper = hb_font_create(design);
    hb_face_destroy(design);
    unsigned instance = (unsigned) face->index >> 16;
    if (instance > 0) {
        hb_font_set_var_named_instance(shaper, instance - 1);
    }
    return shaper;
}

static bool
open_face(struct fonts *fonts, struct font_finder *finder, enum font_role role,
          struct fault *fault) {
    struct font_face *face = &fonts->faces[role];
    if (!font_finder_find(finder, role, &face->path, &face->index)) {
        return fault_set(fault,
                         "No font was found on this machine; install the "
                         "packages fonts-lato and fonts-league-spartan.");
    }
    if (FT_New_Face(fonts->library, face->path, face->index, &face->outlines)
            != 0
        || !FT_IS_SCALABLE(face->outlines)) {
        return fault_set(fault,
                         "The font file %.160s cannot be used; install the "
                         "packages fonts-lato and fonts-league-spartan.",
                         face->path);
    }
    face->shaper = open_shaper(face);
    if (!face->shaper) {
        return fault_set(fault,
                         "The font file %.160s cannot be read; install the "
                         "packages fonts-lato and fonts-league-spartan.",
                         face->path);
    }
    measure_face(face);
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
    for (int i = 0; i < FONT_ROLE_COUNT; i++) {
        struct font_face *face = &fonts->faces[i];
        hb_font_destroy(face->shaper);
        if (face->outlines) {
            FT_Done_Face(face->outlines);
        }
        free(face->path);
    }
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

void
fonts_shape(struct fonts *fonts, enum font_role role, const char *text) {
    hb_buffer_clear_contents(fonts->buffer);
    hb_buffer_add_utf8(fonts->buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(fonts->buffer);
    hb_shape(fonts->faces[role].shaper, fonts->buffer, NULL, 0);
}

static float
shaped_width_em(struct fonts *fonts, enum font_role role, const char *text) {
    fonts_shape(fonts, role, text);
    unsigned count = 0;
    const hb_glyph_position_t *places =
        hb_buffer_get_glyph_positions(fonts->buffer, &count);
    int64_t units = 0;
    for (unsigned i = 0; i < count; i++) {
        units += places[i].x_advance;
    }
    return (float) units * fonts->faces[role].unit;
}

// FNV-1a over the role and the text; never 0.
static uint32_t
hash_of(enum font_role role, const char *text, size_t *out_size) {
    uint32_t hash = 2166136261u ^ (uint32_t) role;
    size_t size = 0;
    for (; text[size]; size++) {
        hash = (hash ^ (uint8_t) text[size]) * 16777619u;
    }
    *out_size = size;
    return hash ? hash : 1;
}

float
fonts_width(struct fonts *fonts, enum font_role role, float size,
            const char *text) {
    size_t length = 0;
    uint32_t hash = hash_of(role, text, &length);
    if (length == 0) {
        return 0.0f;
    }
    if (length >= WIDTH_TEXT_MAX) {
        return shaped_width_em(fonts, role, text) * size;
    }
    struct width_entry *entry = &fonts->widths[hash % WIDTH_ENTRY_COUNT];
    if (entry->hash != hash || entry->role != role
        || strcmp(entry->text, text) != 0) {
        entry->width_em = shaped_width_em(fonts, role, text);
        entry->hash = hash;
        entry->role = (uint8_t) role;
        memcpy(entry->text, text, length + 1);
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
