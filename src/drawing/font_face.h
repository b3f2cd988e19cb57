#pragma once

// Inside of the fonts, for the files of this folder: faces, lines made of
// glyphs, and who hands what to whom. A text becomes letters with levels,
// scripts and faces (font_runs.c), these become glyphs (font_shape.c), and the
// painters draw the glyphs: so what is measured is what is drawn.
#include <fribidi.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "drawing/font.h"

#define FACE_MAX 64
#define FACE_FRAME (-1) // not of a face: the frame of a missing letter
#define CHAIN_MAX 12
#define CHAIN_COUNT 64
#define TOLD_MAX 12

struct font_face {
    char *path; // owned
    int index;  // as FreeType takes it: a named instance is in the high half
    FT_Face outlines;
    hb_font_t *shaper;                 // scaled to the units of the design
    float unit;                        // em of one unit of the design
    float cap_height, ascent, descent; // em
    bool is_color;                     // pictures of one size: emoji
    FT_F26Dot6 size;                   // that FreeType is set to; 0: none
};

// A file that may lend letters. Opened when a letter of it is first drawn.
struct fallback {
    char *family, *path; // owned
    int index, weight;
    int face; // in fonts.faces; or one of the two below
};
#define FALLBACK_UNOPENED (-1)
#define FALLBACK_UNUSABLE (-2)

// For letters of one script in one role: what is tried, one after another.
struct chain {
    hb_script_t script; // 0: free
    enum font_role role;
    int area;                     // which writing of the ideographs
    int16_t fallbacks[CHAIN_MAX]; // in fonts.fallbacks
    int count;
};

// A glyph at its place on the line, in em of the line's size, y upward.
struct glyph {
    int16_t face; // in fonts.faces, or FACE_FRAME
    uint32_t id;  // of the face
    float x, y;   // of its origin
    float scale;  // its em in em of the line; of a frame: its width
};

// The line shaped last; borrowed from the fonts until the next is shaped.
struct glyphs {
    struct glyph *items; // owned
    size_t count, room;
    float width; // em
};

// A run: neighbours of one level, script and face, in the order of reading.
struct run {
    size_t first, count; // letters
    FriBidiLevel level;
    hb_script_t script;
    int16_t face; // FACE_FRAME: no font has them
};

struct letter {
    hb_script_t script;
    int16_t face;
    bool is_first; // of a grapheme
};

// The letters of a line while it is shaped, kept for the next line.
struct letters {
    FriBidiChar *codes; // these five: owned, one item a letter
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    struct letter *items;
    size_t count, room;
    struct run *runs; // owned; at most one a letter
    size_t run_count;
    bool has_right_to_left;
    bool has_marks;
};

struct glyph_picture;
struct fit_memo;

struct fonts {
    FT_Library library;
    struct font_face faces[FACE_MAX]; // those of the roles come first
    int face_count;
    struct fallback *fallbacks; // owned
    size_t fallback_count, fallback_room;
    int own_fallback_count; // the first ones: by the map in fonts/
    struct chain chains[CHAIN_COUNT];
    hb_script_t told[TOLD_MAX]; // of letters that were found nowhere
    int told_count;
    struct letters letters;
    struct glyphs glyphs;
    hb_buffer_t *buffer;
    struct width_entry *widths;      // owned; see font.c
    uint64_t seed;                   // of their keys
    struct glyph_picture **pictures; // owned; see font_raster.c
    size_t picture_bytes;            // of all their pixels
    struct fit_memo *memos;          // owned; see font_memo.c
    uint64_t memo_stamp;
    uint8_t plain[FONT_ROLE_COUNT][112]; // see font_shape.c
};

// font.c
uint64_t font_hash(uint64_t hash, const void *bytes, size_t size);

// font_fit.c, without the memory of font_memo.c. `box` is width and height.
void fonts_fit_anew(struct fonts *fonts, const struct text_fit *fit,
                    const char *text, struct point box, struct text_lines *out);
void fonts_forget_fits(struct fonts *fonts);

// font_face.c. False: the file cannot be used, and the face is empty.
bool font_face_open(struct fonts *fonts, struct font_face *face);
void font_face_close(struct font_face *face);
bool font_face_has(const struct font_face *face, uint32_t code);

// font_shape.c
const struct glyphs *fonts_shape(struct fonts *fonts, enum font_role role,
                                 const char *text);
void fonts_find_plain(struct fonts *fonts, enum font_role role);

// font_runs.c: fills fonts->letters and its runs, runs in the order in which
// they stand on the line from left to right.
void fonts_split(struct fonts *fonts, enum font_role role, const char *text);
void fonts_split_finish(struct fonts *fonts);

// font_chain.c: the face for one grapheme; FACE_FRAME: none has it. `before` is
// the face of the grapheme before it, or FACE_FRAME.
int fonts_pick(struct fonts *fonts, const struct chain *chain,
               const uint32_t *codes, size_t count, int before);
const struct chain *fonts_chain(struct fonts *fonts, enum font_role role,
                                hb_script_t script, int area);
enum { AREA_CHINESE, AREA_TAIWAN, AREA_JAPAN, AREA_KOREA };
int font_area_of(hb_script_t script); // -1: tells nothing
bool font_is_ignorable(uint32_t code);
// Whether a grapheme is to be shown as a coloured picture; count > 0.
bool font_wants_emoji(const uint32_t *codes, size_t count);

// font_scripts.c: a family that has the script; NULL: none is known.
const char *font_script_family(hb_script_t script);

// font_raster.c
void fonts_forget_pictures(struct fonts *fonts);

// font_find.c: the file of a role. False: nothing is usable. *path is owned
// by the caller.
struct font_finder;                           // a fontconfig configuration
struct font_finder *font_finder_create(void); // NULL: out of memory
void font_finder_destroy(struct font_finder *finder);
bool font_finder_find(struct font_finder *finder, enum font_role role,
                      char **path, int *index);
// Lists every file that may lend letters in fonts->fallbacks.
void font_finder_list(struct font_finder *finder, struct fonts *fonts);
// The weight of a role, as fontconfig counts.
int font_role_weight(enum font_role role);
