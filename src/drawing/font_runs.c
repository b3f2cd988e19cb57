// From a text to runs: letters, their scripts, their levels (who reads from
// right to left, by FriBidi) and their faces; then the runs in the order in
// which they stand on the line.
#include <stdlib.h>
#include <utf8proc.h>

#include "base/check.h"
#include "drawing/font_face.h"

// More marks than any language puts on one letter are left out.
#define GRAPHEME_MARK_MAX 8

static void
make_room(struct letters *letters, size_t wanted) {
    if (wanted <= letters->room) {
        return;
    }
    size_t room = wanted < 64 ? 64 : wanted + wanted / 2;
    letters->codes = realloc(letters->codes, room * sizeof *letters->codes);
    letters->types = realloc(letters->types, room * sizeof *letters->types);
    letters->brackets =
        realloc(letters->brackets, room * sizeof *letters->brackets);
    letters->levels = realloc(letters->levels, room * sizeof *letters->levels);
    letters->items = realloc(letters->items, room * sizeof *letters->items);
    letters->runs = realloc(letters->runs, room * sizeof *letters->runs);
    CHECK(letters->codes && letters->types && letters->brackets
          && letters->levels && letters->items && letters->runs);
    letters->room = room;
}

void
fonts_split_finish(struct fonts *fonts) {
    struct letters *letters = &fonts->letters;
    free(letters->codes);
    free(letters->types);
    free(letters->brackets);
    free(letters->levels);
    free(letters->items);
    free(letters->runs);
    *letters = (struct letters){0};
}

static bool
is_mark(uint32_t code) {
    hb_unicode_general_category_t kind =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK
           || kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static bool
is_right_to_left(uint32_t code, hb_script_t script) {
    return hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL
           || code == 0x200f || code == 0x061c
           || (code >= 0x202a && code <= 0x202e)
           || (code >= 0x2066 && code <= 0x2069)
           || (code >= 0x0660 && code <= 0x0669);
}

static void
add_letter(struct letters *letters, uint32_t code, bool is_first) {
    make_room(letters, letters->count + 1);
    hb_script_t script =
        hb_unicode_script(hb_unicode_funcs_get_default(), code);
    letters->items[letters->count] =
        (struct letter){.script = script, .is_first = is_first};
    letters->codes[letters->count++] = code;
    letters->has_right_to_left |=
        code >= 0x0590 && is_right_to_left(code, script);
}

static void
read_letters(struct letters *letters, const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *) text;
    utf8proc_int32_t state = 0, before = 0;
    int marks = 0;
    letters->count = 0;
    letters->has_right_to_left = false;
    letters->has_marks = false;
    while (*at) {
        utf8proc_int32_t code = 0;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
        if (size <= 0) {
            size = 1;
            code = 0xfffd;
        }
        at += size;
        if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
            code = ' ';
        }
        bool is_first =
            letters->count == 0
            || utf8proc_grapheme_break_stateful(before, code, &state);
        before = code;
        marks = is_first ? 0 : marks + is_mark((uint32_t) code);
        if (marks <= GRAPHEME_MARK_MAX) {
            letters->has_marks |= marks > 0;
            add_letter(letters, (uint32_t) code, is_first);
        }
    }
}

static bool
is_shared(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED
           || script == HB_SCRIPT_UNKNOWN;
}

// Spaces, signs and digits take the script of what stands before them, at the
// beginning that of the first letter.
static void
settle_scripts(struct letters *letters) {
    hb_script_t script = HB_SCRIPT_COMMON;
    for (size_t i = 0; i < letters->count; i++) {
        if (!is_shared(letters->items[i].script)) {
            script = letters->items[i].script;
            break;
        }
    }
    for (size_t i = 0; i < letters->count; i++) {
        struct letter *letter = &letters->items[i];
        if (is_shared(letter->script)) {
            letter->script = script;
        }
        script = letter->script;
    }
}

static void
find_levels(struct letters *letters) {
    FriBidiStrIndex count = (FriBidiStrIndex) letters->count;
    FriBidiParType base = FRIBIDI_PAR_ON;
    if (letters->has_right_to_left) {
        fribidi_get_bidi_types(letters->codes, count, letters->types);
        fribidi_get_bracket_types(letters->codes, count, letters->types,
                                  letters->brackets);
        if (fribidi_get_par_embedding_levels_ex(letters->types,
                                                letters->brackets, count, &base,
                                                letters->levels)
            > 0) {
            return;
        }
    }
    for (size_t i = 0; i < letters->count; i++) {
        letters->levels[i] = 0;
    }
}

// Japanese, Chinese and Korean write some ideographs differently: what else
// the line is written with tells which it is.
static int
area_of(const struct letters *letters) {
    for (size_t i = 0; i < letters->count; i++) {
        int area = font_area_of(letters->items[i].script);
        if (area >= 0) {
            return area;
        }
    }
    return AREA_CHINESE;
}

static void
find_faces(struct fonts *fonts, enum font_role role) {
    struct letters *letters = &fonts->letters;
    int area = area_of(letters), face = FACE_FRAME;
    size_t next = 0;
    for (size_t i = 0; i < letters->count; i = next) {
        for (next = i + 1;
             next < letters->count && !letters->items[next].is_first; next++) {
        }
        const struct chain *chain =
            fonts_chain(fonts, role, letters->items[i].script, area);
        face = fonts_pick(fonts, chain, letters->codes + i, next - i, face);
        for (size_t k = i; k < next; k++) {
            letters->items[k].face = (int16_t) face;
            letters->items[k].script = letters->items[i].script;
            letters->levels[k] = letters->levels[i];
        }
    }
}

static void
make_runs(struct letters *letters) {
    letters->run_count = 0;
    for (size_t i = 0; i < letters->count; i++) {
        const struct letter *letter = &letters->items[i];
        struct run *run =
            letters->run_count ? &letters->runs[letters->run_count - 1] : NULL;
        if (!run || run->level != letters->levels[i]
            || run->face != letter->face || run->script != letter->script) {
            run = &letters->runs[letters->run_count++];
            *run = (struct run){.first = i,
                                .level = letters->levels[i],
                                .script = letter->script,
                                .face = letter->face};
        }
        run->count++;
    }
}

static void
reverse(struct run *runs, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        struct run kept = runs[i];
        runs[i] = runs[count - 1 - i];
        runs[count - 1 - i] = kept;
    }
}

// Rule L2 of Unicode's bidirectional algorithm, on whole runs.
static void
order_runs(struct letters *letters) {
    FriBidiLevel highest = 0;
    for (size_t i = 0; i < letters->run_count; i++) {
        FriBidiLevel level = letters->runs[i].level;
        highest = level > highest ? level : highest;
    }
    for (FriBidiLevel level = highest; level >= 1; level--) {
        for (size_t i = 0; i < letters->run_count; i++) {
            size_t end = i;
            while (end < letters->run_count
                   && letters->runs[end].level >= level) {
                end++;
            }
            if (end > i) {
                reverse(letters->runs + i, end - i);
                i = end;
            }
        }
    }
}

void
fonts_split(struct fonts *fonts, enum font_role role, const char *text) {
    struct letters *letters = &fonts->letters;
    read_letters(letters, text);
    settle_scripts(letters);
    find_levels(letters);
    find_faces(fonts, role);
    make_runs(letters);
    if (letters->has_right_to_left) {
        order_runs(letters);
    }
}
