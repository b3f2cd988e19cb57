// Line breaks inside words. Chinese and Japanese are written without spaces
// and break between any two letters, except that a line must not begin with a
// closing mark nor end with an opening one. Korean has spaces. What has
// neither (Thai, an endless word) is broken between graphemes by the fitting.
#include "drawing/font_break.h"

#include <hb.h>
#include <stdint.h>
#include <utf8proc.h>

#include "drawing/font_face.h"

enum breaking {
    BREAK_LETTER,       // only beside others that allow it
    BREAK_IDEOGRAPH,    // before and after
    BREAK_CLOSING,      // never before
    BREAK_CLOSING_WIDE, // never before, but after, as an ideograph
    BREAK_OPENING,      // never after
    BREAK_OPENING_WIDE, // never after, but before, as an ideograph
    BREAK_HYPHEN,       // after, between letters
    BREAK_DASH,         // after
    BREAK_GLUE,         // neither
};

struct grapheme {
    enum breaking breaking;
    uint32_t code; // its first
    size_t size;
};

size_t
grapheme_size(const char *text) {
    utf8proc_int32_t state = 0, before = 0, now = 0;
    size_t size = 0;
    // Two letters of ASCII in a row are two graphemes.
    if (text[0] && (uint8_t) text[0] < 0x80 && (uint8_t) text[1] < 0x80) {
        return 1;
    }
    while (text[size]) {
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *) text + size, -1, &now);
        if (step <= 0) {
            return size ? size : 1;
        }
        if (size > 0 && utf8proc_grapheme_break_stateful(before, now, &state)) {
            return size;
        }
        before = now;
        size += (size_t) step;
    }
    return size;
}

static bool
is_one_of(uint32_t code, const uint16_t *codes) {
    for (; *codes; codes++) {
        if (*codes == code) {
            return true;
        }
    }
    return false;
}

// 、。，．・：；？！ and their like, small kana, long and repeating marks.
static bool
is_wide_closing(uint32_t code) {
    static const uint16_t codes[] = {
        0x3001, 0x3002, 0x3005, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015,
        0x3017, 0x3019, 0x301b, 0x301c, 0x301e, 0x301f, 0x303b, 0x3041, 0x3043,
        0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308e, 0x3095,
        0x3096, 0x309b, 0x309c, 0x309d, 0x309e, 0x30a0, 0x30a1, 0x30a3, 0x30a5,
        0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee, 0x30f5, 0x30f6,
        0x30fb, 0x30fc, 0x30fd, 0x30fe, 0xff01, 0xff05, 0xff09, 0xff0c, 0xff0e,
        0xff1a, 0xff1b, 0xff1f, 0xff3d, 0xff5d, 0xff60, 0xff61, 0xff63, 0xff64,
        0xff65, 0xff70, 0};
    return is_one_of(code, codes) || (code >= 0x31f0 && code <= 0x31ff)
           || (code >= 0xff67 && code <= 0xff6f);
}

static bool
is_wide_opening(uint32_t code) {
    static const uint16_t codes[] = {
        0x3008, 0x300a, 0x300c, 0x300e, 0x3010, 0x3014, 0x3016, 0x3018, 0x301a,
        0x301d, 0xff04, 0xff08, 0xff3b, 0xff5b, 0xff5f, 0xff62, 0};
    return is_one_of(code, codes);
}

static bool
is_closing(uint32_t code) {
    static const uint16_t codes[] = {
        '!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',
        '}',    0xb0,   0xbb,   0x2019, 0x201d, 0x2026, 0x2030, 0x203a, 0x060c,
        0x061b, 0x061f, 0x066a, 0x06d4, 0x0964, 0x0965, 0};
    return is_one_of(code, codes);
}

static bool
is_opening(uint32_t code) {
    static const uint16_t codes[] = {
        '(',  '[',  '{',    '$',    '#',    '@',    0xa1,   0xa3,   0xa5,
        0xab, 0xbf, 0x2018, 0x201a, 0x201c, 0x201e, 0x2039, 0x20ac, 0};
    return is_one_of(code, codes);
}

static bool
is_glue(uint32_t code) {
    static const uint16_t codes[] = {'"',    '\'',   '/',    0xa0,   0x2007,
                                     0x2011, 0x202f, 0x2060, 0xfeff, 0};
    return is_one_of(code, codes);
}

static bool
is_ideograph(uint32_t code) {
    switch (hb_unicode_script(hb_unicode_funcs_get_default(), code)) {
        case HB_SCRIPT_HAN:
        case HB_SCRIPT_HIRAGANA:
        case HB_SCRIPT_KATAKANA:
        case HB_SCRIPT_BOPOMOFO:
        case HB_SCRIPT_YI:
            return true;
        default:
            return code >= 0xff00 && code <= 0xffef;
    }
}

static enum breaking
breaking_of(uint32_t code) {
    if (is_closing(code)) {
        return BREAK_CLOSING;
    }
    if (is_opening(code)) {
        return BREAK_OPENING;
    }
    if (is_glue(code)) {
        return BREAK_GLUE;
    }
    if (code == '-' || code == 0x2010) {
        return BREAK_HYPHEN;
    }
    if (code == 0x200b || code == 0x2013 || code == 0x2014
        || (code >= 0x2000 && code <= 0x200a) || code == 0x3000) {
        return BREAK_DASH;
    }
    if (code < 0x2e80) {
        return BREAK_LETTER;
    }
    if (is_wide_closing(code)) {
        return BREAK_CLOSING_WIDE;
    }
    if (is_wide_opening(code)) {
        return BREAK_OPENING_WIDE;
    }
    return is_ideograph(code) ? BREAK_IDEOGRAPH : BREAK_LETTER;
}

static struct grapheme
read_grapheme(const char *text) {
    struct grapheme out = {.size = grapheme_size(text)};
    uint32_t codes[4] = {0};
    size_t count = 0;
    for (size_t at = 0; at < out.size && count < 4; count++) {
        utf8proc_int32_t code = 0;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *) text + at, -1, &code);
        codes[count] = step > 0 ? (uint32_t) code : 0xfffd;
        at += step > 0 ? (size_t) step : 1;
    }
    out.code = codes[0];
    out.breaking = count > 0 && font_wants_emoji(codes, count)
                       ? BREAK_IDEOGRAPH
                       : breaking_of(codes[0]);
    return out;
}

static bool
is_letter(const struct grapheme *grapheme) {
    return grapheme->breaking == BREAK_LETTER
           && !(grapheme->code >= '0' && grapheme->code <= '9');
}

static bool
is_wide_after(enum breaking breaking) {
    return breaking == BREAK_IDEOGRAPH || breaking == BREAK_CLOSING_WIDE;
}

// `first` stands before `before`.
static bool
may_break(const struct grapheme *first, const struct grapheme *before,
          const struct grapheme *after) {
    if (before->breaking == BREAK_GLUE || after->breaking == BREAK_GLUE
        || before->breaking == BREAK_OPENING
        || before->breaking == BREAK_OPENING_WIDE
        || after->breaking == BREAK_CLOSING
        || after->breaking == BREAK_CLOSING_WIDE) {
        return false;
    }
    if (before->breaking == BREAK_HYPHEN) {
        return is_letter(first) && is_letter(after);
    }
    return before->breaking == BREAK_DASH || is_wide_after(before->breaking)
           || after->breaking == BREAK_IDEOGRAPH
           || after->breaking == BREAK_OPENING_WIDE;
}

size_t
break_size(const char *word, size_t size) {
    struct grapheme first = {.breaking = BREAK_GLUE}, before = first;
    for (size_t at = 0; at < size;) {
        struct grapheme now = read_grapheme(word + at);
        if (at > 0 && may_break(&first, &before, &now)) {
            return at;
        }
        first = before;
        before = now;
        at += now.size ? now.size : size;
    }
    return size;
}

bool
reads_from_right(const char *text, size_t size) {
    for (size_t at = 0; at < size && text[at];) {
        utf8proc_int32_t code = (uint8_t) text[at];
        utf8proc_ssize_t step = 1;
        if (code >= 0x80) {
            step = utf8proc_iterate((const utf8proc_uint8_t *) text + at, -1,
                                    &code);
        }
        FriBidiCharType type = step > 0
                                   ? fribidi_get_bidi_type((FriBidiChar) code)
                                   : FRIBIDI_TYPE_ON;
        if (FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_LETTER(type)) {
            return FRIBIDI_IS_RTL(type);
        }
        at += step > 0 ? (size_t) step : 1;
    }
    return false;
}
