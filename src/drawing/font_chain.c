// Which face draws a grapheme. The role's own font comes first, then families
// by script, symbols, ideographs and emoji; the first that has every letter of
// the grapheme takes it whole, so an accent never comes from another font than
// its letter. Files are opened when a letter of theirs is first wanted.
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/log.h"
#include "drawing/font_face.h"

#define LOG_AREA "fonts"
#define EMOJI_FAMILY "Noto Color Emoji"
#define JOINER 0x200du
#define TEXT_STYLE 0xfe0eu
#define EMOJI_STYLE 0xfe0fu
#define KEYCAP 0x20e3u

static const char *const area_families[] = {
    [AREA_CHINESE] = "Noto Sans CJK SC",
    [AREA_TAIWAN] = "Noto Sans CJK TC",
    [AREA_JAPAN] = "Noto Sans CJK JP",
    [AREA_KOREA] = "Noto Sans CJK KR",
};

struct range {
    uint32_t first, last;
};

static bool
is_in(uint32_t code, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define IS_IN(code, ranges)                                                    \
    is_in(code, ranges, sizeof(ranges) / sizeof *(ranges))

// Letters that are not seen by themselves; a font need not have them.
bool
font_is_ignorable(uint32_t code) {
    static const struct range ranges[] = {
        {0x00ad, 0x00ad},   {0x034f, 0x034f}, {0x061c, 0x061c},
        {0x115f, 0x1160},   {0x17b4, 0x17b5}, {0x180b, 0x180f},
        {0x200b, 0x200f},   {0x2028, 0x202e}, {0x2060, 0x206f},
        {0xfe00, 0xfe0f},   {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
        {0xe0000, 0xe0fff},
    };
    return IS_IN(code, ranges);
}

// Shown as emoji without being asked to (Emoji_Presentation); above U+1F000
// also what would be text: on a wall a coloured picture is seen better.
static bool
is_emoji(uint32_t code) {
    static const struct range ranges[] = {
        {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},
        {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
        {0x2648, 0x2653},   {0x267f, 0x267f},   {0x2693, 0x2693},
        {0x26a1, 0x26a1},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},
        {0x26c4, 0x26c5},   {0x26ce, 0x26ce},   {0x26d4, 0x26d4},
        {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
        {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},
        {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},
        {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},
        {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x27bf, 0x27bf},
        {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},
        {0x1f1e6, 0x1f1ff}, {0x1f3fb, 0x1f3ff},
    };
    if (code < 0x231a) {
        return false;
    }
    return IS_IN(code, ranges)
           || (code >= 0x1f000
               && utf8proc_get_property((utf8proc_int32_t) code)->boundclass
                      == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC);
}

bool
font_wants_emoji(const uint32_t *codes, size_t count) {
    bool is_asked = false;
    for (size_t i = 1; i < count; i++) {
        if (codes[i] == TEXT_STYLE) {
            return false;
        }
        if (codes[i] == KEYCAP) {
            return true;
        }
        is_asked |= codes[i] == EMOJI_STYLE || codes[i] == JOINER
                    || (codes[i] >= 0x1f3fb && codes[i] <= 0x1f3ff);
    }
    bool can_be =
        codes[0] >= 0xa9
        && utf8proc_get_property((utf8proc_int32_t) codes[0])->boundclass
               == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
    return is_emoji(codes[0]) || (is_asked && can_be);
}

int
font_area_of(hb_script_t script) {
    switch (script) {
        case HB_SCRIPT_HIRAGANA:
        case HB_SCRIPT_KATAKANA:
            return AREA_JAPAN;
        case HB_SCRIPT_HANGUL:
            return AREA_KOREA;
        case HB_SCRIPT_BOPOMOFO:
            return AREA_TAIWAN;
        default:
            return -1;
    }
}

// Adds the file of a family that comes nearest to the role's weight.
static void
add_family(const struct fonts *fonts, struct chain *chain, const char *family) {
    int weight = font_role_weight(chain->role);
    int best = -1, best_far = 0;
    for (size_t i = 0; family && i < fonts->fallback_count; i++) {
        const struct fallback *fallback = &fonts->fallbacks[i];
        int far = abs(fallback->weight - weight);
        if (strcmp(fallback->family, family) == 0
            && (best < 0 || far < best_far)) {
            best = (int) i;
            best_far = far;
        }
    }
    for (int i = 0; i < chain->count; i++) {
        if (chain->fallbacks[i] == best) {
            return;
        }
    }
    if (best >= 0 && chain->count < CHAIN_MAX) {
        chain->fallbacks[chain->count++] = (int16_t) best;
    }
}

static bool
is_ideographic(hb_script_t script) {
    return script == HB_SCRIPT_HAN || font_area_of(script) >= 0;
}

static void
fill(const struct fonts *fonts, struct chain *chain) {
    static const char *const symbols[] = {
        "Noto Sans Symbols2", "Noto Sans Symbols", "Noto Sans Math"};
    const char *area = area_families[chain->area];
    for (int i = 0; i < fonts->own_fallback_count; i++) {
        add_family(fonts, chain, fonts->fallbacks[i].family);
    }
    add_family(fonts, chain, "Noto Sans");
    add_family(fonts, chain, font_script_family(chain->script));
    if (is_ideographic(chain->script)) {
        add_family(fonts, chain, area);
    }
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        add_family(fonts, chain, symbols[i]);
    }
    add_family(fonts, chain, area);
    add_family(fonts, chain, area_families[AREA_JAPAN]);
    add_family(fonts, chain, EMOJI_FAMILY);
}

const struct chain *
fonts_chain(struct fonts *fonts, enum font_role role, hb_script_t script,
            int area) {
    uint32_t first = (uint32_t) script * 2654435761u >> 16;
    struct chain *chain = NULL;
    for (uint32_t i = 0; i < CHAIN_COUNT; i++) {
        chain = &fonts->chains[(first + i) % CHAIN_COUNT];
        if (chain->script == script && chain->role == role
            && chain->area == area) {
            return chain;
        }
        if (chain->script == 0) {
            break;
        }
    }
    // When all are taken, the last one looked at makes place.
    *chain = (struct chain){.script = script, .role = role, .area = area};
    fill(fonts, chain);
    return chain;
}

// The face of a file, opened now if need be; -1: it cannot be used.
static int
face_of(struct fonts *fonts, struct fallback *fallback) {
    if (fallback->face != FALLBACK_UNOPENED) {
        return fallback->face;
    }
    fallback->face = FALLBACK_UNUSABLE;
    if (fonts->face_count == FACE_MAX) {
        log_warn("%d fonts are open; %s is not opened", FACE_MAX,
                 fallback->path);
        return -1;
    }
    struct font_face *face = &fonts->faces[fonts->face_count];
    face->index = fallback->index;
    face->path = strdup(fallback->path);
    if (!face->path || !font_face_open(fonts, face)) {
        log_warn("the font file %s cannot be used", fallback->path);
        font_face_close(face);
        return -1;
    }
    fallback->face = fonts->face_count++;
    return fallback->face;
}

static bool
has_all(const struct font_face *face, const uint32_t *codes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!font_is_ignorable(codes[i]) && !font_face_has(face, codes[i])) {
            return false;
        }
    }
    return true;
}

static const char *
package_of(hb_script_t script, bool is_emoji_wanted) {
    if (is_emoji_wanted) {
        return "fonts-noto-color-emoji";
    }
    return is_ideographic(script) ? "fonts-noto-cjk" : "fonts-noto-core";
}

// Once for each script, and not for more than there is room to remember: what
// a room types shall not fill the log.
static void
tell_missing(struct fonts *fonts, uint32_t code, bool is_emoji_wanted) {
    hb_script_t script =
        is_emoji_wanted
            ? HB_SCRIPT_COMMON
            : hb_unicode_script(hb_unicode_funcs_get_default(), code);
    for (int i = 0; i < fonts->told_count; i++) {
        if (fonts->told[i] == script) {
            return;
        }
    }
    if (fonts->told_count == TOLD_MAX) {
        return;
    }
    fonts->told[fonts->told_count++] = script;
    char name[5] = "";
    hb_tag_to_string(hb_script_to_iso15924_tag(script), name);
    log_warn("no font has the letter U+%04X (script %s): a box with its number "
             "is shown; the package %s may have it",
             code, name, package_of(script, is_emoji_wanted));
}

// A sign that several scripts share belongs to where it stands in Unicode: an
// Arabic question mark after a Latin word is in the Arabic font.
static hb_script_t
script_beside(uint32_t code) {
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (uint32_t far = 0; far < 32; far++) {
        const uint32_t codes[] = {code - far, code + far};
        for (int i = 0; i < 2; i++) {
            hb_script_t script = hb_unicode_script(unicode, codes[i]);
            if (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED
                && script != HB_SCRIPT_UNKNOWN) {
                return script;
            }
        }
    }
    return HB_SCRIPT_COMMON;
}

static int
search(struct fonts *fonts, const struct chain *chain, const uint32_t *codes,
       size_t count) {
    if (has_all(&fonts->faces[chain->role], codes, count)) {
        return (int) chain->role;
    }
    for (int i = 0; i < chain->count; i++) {
        int face = face_of(fonts, &fonts->fallbacks[chain->fallbacks[i]]);
        if (face >= 0 && has_all(&fonts->faces[face], codes, count)) {
            return face;
        }
    }
    return FACE_FRAME;
}

static int
emoji_face(struct fonts *fonts, const struct chain *chain) {
    for (int i = chain->count - 1; i >= 0; i--) {
        struct fallback *fallback = &fonts->fallbacks[chain->fallbacks[i]];
        if (strcmp(fallback->family, EMOJI_FAMILY) == 0) {
            return face_of(fonts, fallback);
        }
    }
    return -1;
}

int
fonts_pick(struct fonts *fonts, const struct chain *chain,
           const uint32_t *codes, size_t count, int before) {
    bool is_emoji_wanted = font_wants_emoji(codes, count);
    if (is_emoji_wanted) {
        int face = emoji_face(fonts, chain);
        if (face >= 0 && font_face_has(&fonts->faces[face], codes[0])) {
            return face;
        }
    }
    // Spaces and what is not seen stay with what stands before them.
    bool is_quiet =
        codes[0] == ' ' || codes[0] == 0xa0 || font_is_ignorable(codes[0]);
    if (is_quiet && before >= 0 && !fonts->faces[before].is_color
        && has_all(&fonts->faces[before], codes, count)) {
        return before;
    }
    int face = search(fonts, chain, codes, count);
    if (face == FACE_FRAME) {
        chain = fonts_chain(fonts, chain->role, script_beside(codes[0]),
                            chain->area);
        face = search(fonts, chain, codes, count);
    }
    if (face == FACE_FRAME && count > 1) {
        face = search(fonts, chain, codes, 1); // its accents are left out
    }
    if (face == FACE_FRAME) {
        tell_missing(fonts, codes[0], is_emoji_wanted);
    }
    return face;
}
