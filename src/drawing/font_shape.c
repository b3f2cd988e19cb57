// From a text to glyphs at their places. Most lines are plain: letters of the
// Latin script that the role's font has; they are one run and go straight to
// HarfBuzz. All others are split into runs first.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <hb-ot.h>

#include "base/check.h"
#include "drawing/font_face.h"

// An emoji is as tall as its line's em and a little wider; it stands around the
// middle of the capitals.
#define EMOJI_ADVANCE (136.0f / 128.0f)

// The frame of a missing letter, in em of the line: two or three digits a row.
#define DIGIT_SIZE 0.34f
#define FRAME_PAD 0.085f
#define FRAME_SIDE 0.05f // empty beside it

// Marks are kept between these heights (em). Where marks are part of ordinary
// spelling and stand in ranks, fonts place them as they must.
#define MARK_TOP 0.96f
#define MARK_BOTTOM 0.22f
#define RANKS_TOP 1.3f
#define RANKS_BOTTOM 0.55f

// U+0020 … U+024F and U+2010 … U+206F.
#define PLAIN_END 0x250u
#define SIGNS_FIRST 0x2010u
#define SIGNS_LAST 0x2027u

static int
plain_index(uint32_t code) {
    if (code >= 0x20 && code < PLAIN_END) {
        return (int) code;
    }
    return code >= SIGNS_FIRST && code <= SIGNS_LAST
               ? (int) (PLAIN_END + code - SIGNS_FIRST)
               : -1;
}

void
fonts_find_plain(struct fonts *fonts, enum font_role role) {
    uint8_t *plain = fonts->plain[role];
    CHECK((SIGNS_LAST - SIGNS_FIRST + PLAIN_END) / 8 < sizeof fonts->plain[0]);
    for (uint32_t code = 0x20; code <= SIGNS_LAST; code++) {
        int index = plain_index(code);
        if (index >= 0 && font_face_has(&fonts->faces[role], code)) {
            plain[index / 8] |= (uint8_t) (1 << index % 8);
        }
    }
}

static bool
is_plain(const struct fonts *fonts, enum font_role role, const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *) text;
    const uint8_t *plain = fonts->plain[role];
    while (*at) {
        utf8proc_int32_t code = *at;
        utf8proc_ssize_t size = 1;
        if (code >= 0x80) {
            size = utf8proc_iterate(at, -1, &code);
        }
        int index = size > 0 ? plain_index((uint32_t) code) : -1;
        if (index < 0 || !(plain[index / 8] >> index % 8 & 1)) {
            return false;
        }
        at += size;
    }
    return true;
}

static struct glyph *
add_glyph(struct glyphs *glyphs) {
    if (glyphs->count == glyphs->room) {
        glyphs->room = glyphs->room ? glyphs->room * 2 : 128;
        glyphs->items =
            realloc(glyphs->items, glyphs->room * sizeof *glyphs->items);
        CHECK(glyphs->items);
    }
    struct glyph *glyph = &glyphs->items[glyphs->count++];
    *glyph = (struct glyph){.x = glyphs->width, .scale = 1.0f};
    return glyph;
}

static void
add_digit(struct fonts *fonts, enum font_role role, char digit,
          struct point at) {
    hb_codepoint_t id = 0;
    (void) hb_font_get_nominal_glyph(fonts->faces[role].shaper,
                                     (hb_codepoint_t) digit, &id);
    struct glyph *glyph = add_glyph(&fonts->glyphs);
    glyph->face = (int16_t) role;
    glyph->id = id;
    float wide =
        (float) hb_font_get_glyph_h_advance(fonts->faces[role].shaper, id)
        * fonts->faces[role].unit * DIGIT_SIZE;
    glyph->x = at.x - wide / 2.0f;
    glyph->y = at.y;
    glyph->scale = DIGIT_SIZE;
}

// A letter that no font has: its number, in two rows, in a frame as tall as a
// capital.
static void
add_frame(struct fonts *fonts, enum font_role role, uint32_t code) {
    char digits[8];
    int columns = code > 0xffff ? 3 : 2;
    snprintf(digits, sizeof digits, "%0*X", columns * 2,
             (unsigned) (code & 0xffffffu));
    const struct font_face *face = &fonts->faces[role];
    float cap = face->cap_height, cell = 0.62f * DIGIT_SIZE;
    float wide = (float) columns * cell + 2.0f * FRAME_PAD;
    float left = fonts->glyphs.width + FRAME_SIDE;
    struct glyph *frame = add_glyph(&fonts->glyphs);
    frame->face = FACE_FRAME;
    frame->x = left;
    frame->scale = wide;
    float tall = cap * DIGIT_SIZE;
    float gap = (cap - 2.0f * tall) / 3.0f;
    for (int i = 0; i < 2 * columns; i++) {
        struct point at = {left + FRAME_PAD
                               + ((float) (i % columns) + 0.5f) * cell,
                           i < columns ? 2.0f * gap + tall : gap};
        add_digit(fonts, role, digits[i], at);
    }
    fonts->glyphs.width += wide + 2.0f * FRAME_SIDE;
}

static bool
is_ranked(hb_script_t script) {
    return script != HB_SCRIPT_LATIN && script != HB_SCRIPT_GREEK
           && script != HB_SCRIPT_CYRILLIC && script != HB_SCRIPT_COMMON
           && script != HB_SCRIPT_HAN && script != HB_SCRIPT_HANGUL
           && font_area_of(script) < 0;
}

// Keeps a mark inside its line, however many are below it.
static void
hold_mark(const struct font_face *face, const struct run *run,
          struct glyph *glyph) {
    hb_glyph_extents_t extents;
    if (!hb_font_get_glyph_extents(face->shaper, glyph->id, &extents)) {
        return;
    }
    bool is_free = is_ranked(run->script);
    float top_most = is_free ? RANKS_TOP : MARK_TOP;
    float bottom_most = is_free ? -RANKS_BOTTOM : -MARK_BOTTOM;
    float top = glyph->y + (float) extents.y_bearing * face->unit;
    float bottom = top + (float) extents.height * face->unit;
    if (bottom < bottom_most) {
        glyph->y += bottom_most - bottom;
        top += bottom_most - bottom;
    }
    if (top > top_most) {
        glyph->y -= top - top_most;
    }
}

static bool
is_mark_letter(uint32_t code) {
    hb_unicode_general_category_t kind =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK
           || kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK
           || kind == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK
           || font_is_ignorable(code);
}

static void
take_emoji(struct fonts *fonts, const struct run *run,
           const hb_glyph_position_t *place, uint32_t id, int lines_role) {
    if (place->x_advance == 0) {
        return; // a joiner that has done its work
    }
    struct glyph *glyph = add_glyph(&fonts->glyphs);
    glyph->face = run->face;
    glyph->id = id;
    glyph->y = fonts->faces[lines_role].cap_height / 2.0f - 0.5f;
    fonts->glyphs.width += EMOJI_ADVANCE;
}

// What HarfBuzz left in the buffer, onto the line.
static void
take_glyphs(struct fonts *fonts, const struct run *run, enum font_role role) {
    const struct font_face *face = &fonts->faces[run->face];
    const struct letters *letters = &fonts->letters;
    struct glyphs *glyphs = &fonts->glyphs;
    unsigned count = 0;
    const hb_glyph_info_t *infos =
        hb_buffer_get_glyph_infos(fonts->buffer, &count);
    const hb_glyph_position_t *places =
        hb_buffer_get_glyph_positions(fonts->buffer, &count);
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].codepoint == 0) {
            uint32_t code = letters->codes[infos[i].cluster];
            if (!is_mark_letter(code)) {
                add_frame(fonts, role, code);
            }
            continue;
        }
        if (face->is_color) {
            take_emoji(fonts, run, &places[i], infos[i].codepoint, (int) role);
            continue;
        }
        struct glyph *glyph = add_glyph(glyphs);
        glyph->face = run->face;
        glyph->id = infos[i].codepoint;
        glyph->x += (float) places[i].x_offset * face->unit;
        glyph->y = (float) places[i].y_offset * face->unit;
        if (letters->has_marks && places[i].x_advance == 0) {
            hold_mark(face, run, glyph);
        }
        glyphs->width += (float) places[i].x_advance * face->unit;
    }
}

static void
shape_run(struct fonts *fonts, const struct run *run, enum font_role role) {
    const struct letters *letters = &fonts->letters;
    if (run->face == FACE_FRAME) {
        bool is_back = run->level % 2 == 1;
        for (size_t i = 0; i < run->count; i++) {
            size_t at = run->first + (is_back ? run->count - 1 - i : i);
            if (letters->items[at].is_first) {
                add_frame(fonts, role, letters->codes[at]);
            }
        }
        return;
    }
    hb_buffer_t *buffer = fonts->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf32(buffer, letters->codes, (int) letters->count,
                        (unsigned) run->first, (int) run->count);
    hb_buffer_set_script(buffer, run->script);
    hb_buffer_set_direction(buffer, run->level % 2 ? HB_DIRECTION_RTL
                                                   : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer); // the language
    hb_shape(fonts->faces[run->face].shaper, buffer, NULL, 0);
    take_glyphs(fonts, run, role);
}

static void
shape_plain(struct fonts *fonts, enum font_role role, const char *text) {
    const struct font_face *face = &fonts->faces[role];
    struct glyphs *glyphs = &fonts->glyphs;
    hb_buffer_clear_contents(fonts->buffer);
    hb_buffer_add_utf8(fonts->buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(fonts->buffer);
    hb_shape(face->shaper, fonts->buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos =
        hb_buffer_get_glyph_infos(fonts->buffer, &count);
    const hb_glyph_position_t *places =
        hb_buffer_get_glyph_positions(fonts->buffer, &count);
    int64_t pen = 0;
    for (unsigned i = 0; i < count; i++) {
        struct glyph *glyph = add_glyph(glyphs);
        glyph->face = (int16_t) role;
        glyph->id = infos[i].codepoint;
        glyph->x = (float) (pen + places[i].x_offset) * face->unit;
        glyph->y = (float) places[i].y_offset * face->unit;
        pen += places[i].x_advance;
    }
    glyphs->width = (float) pen * face->unit;
}

const struct glyphs *
fonts_shape(struct fonts *fonts, enum font_role role, const char *text) {
    struct glyphs *glyphs = &fonts->glyphs;
    glyphs->count = 0;
    glyphs->width = 0.0f;
    if (is_plain(fonts, role, text)) {
        shape_plain(fonts, role, text);
        return glyphs;
    }
    fonts_split(fonts, role, text);
    for (size_t i = 0; i < fonts->letters.run_count; i++) {
        shape_run(fonts, &fonts->letters.runs[i], role);
    }
    return glyphs;
}
