// A text in a box. Sizes are tried from the largest down; at each the text is
// broken greedily at spaces, and a word that is wider than the box between two
// graphemes, so that an accent or the parts of an emoji stay together.
#include <math.h>
#include <string.h>
#include <utf8proc.h>

#include "base/check.h"
#include "drawing/font.h"

#define LINE_SIZE sizeof(((struct text_lines *) 0)->lines[0])
#define SIZE_STEPS 10
#define ELLIPSIS "\xe2\x80\xa6"

struct breaking {
    struct fonts *fonts;
    enum font_role role;
    float width_em; // of the box
    const char *rest;
    struct text_lines *out;
};

static float
width_em(const struct breaking *breaking, const char *text) {
    return fonts_width(breaking->fonts, breaking->role, 1.0f, text);
}

// Bytes of the grapheme that begins at `text`.
static size_t
grapheme_size(const char *text) {
    utf8proc_int32_t state = 0, before = 0, now = 0;
    size_t size = 0;
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

// The most graphemes of a word that fit a line with `tail` after them; with
// `tail` NULL at least one where the line can hold its bytes.
static size_t
prefix_that_fits(const struct breaking *breaking, const char *word,
                 size_t word_size, const char *tail) {
    char line[LINE_SIZE];
    size_t tail_size = tail ? strlen(tail) : 0;
    size_t fits = 0;
    while (fits < word_size) {
        size_t next = fits + grapheme_size(word + fits);
        if (next > word_size || next + tail_size >= LINE_SIZE) {
            break;
        }
        memcpy(line, word, next);
        memcpy(line + next, tail ? tail : "", tail_size + 1);
        if (width_em(breaking, line) > breaking->width_em) {
            break;
        }
        fits = next;
    }
    return fits;
}

static bool
is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// Takes the next line from the rest. False: not even one grapheme fits.
static bool
take_line(struct breaking *breaking, char *line) {
    size_t used = 0;
    const char *at = breaking->rest;
    while (is_space(*at)) {
        at++;
    }
    while (*at && *at != '\n') {
        size_t size = strcspn(at, " \t\r\n");
        size_t gap = used ? 1 : 0;
        char tried[LINE_SIZE];
        bool has_room = used + gap + size < LINE_SIZE;
        if (has_room) {
            memcpy(tried, line, used);
            memcpy(tried + used, " ", gap);
            memcpy(tried + used + gap, at, size);
            tried[used + gap + size] = '\0';
        }
        if (!has_room || width_em(breaking, tried) > breaking->width_em) {
            if (used) {
                break;
            }
            size_t part = prefix_that_fits(breaking, at, size, NULL);
            memcpy(line, at, part);
            line[part] = '\0';
            breaking->rest = at + part;
            return part > 0;
        }
        used += gap + size;
        memcpy(line, tried, used);
        at += size;
        while (is_space(*at)) {
            at++;
        }
    }
    line[used] = '\0';
    breaking->rest = *at == '\n' ? at + 1 : at;
    return true;
}

static bool
has_more(const char *rest) {
    return rest[strspn(rest, " \t\r\n")] != '\0';
}

// Breaks into at most `line_max` lines. False: something is left over.
static bool
break_lines(struct breaking *breaking, int line_max) {
    struct text_lines *out = breaking->out;
    out->count = 0;
    while (has_more(breaking->rest) && out->count < line_max) {
        if (!take_line(breaking, out->lines[out->count])) {
            return false;
        }
        out->count++;
    }
    return !has_more(breaking->rest);
}

// Ends the last line with an ellipsis.
static void
cut_last(struct breaking *breaking) {
    struct text_lines *out = breaking->out;
    out->is_cut = true;
    if (out->count == 0) {
        out->lines[0][0] = '\0';
        out->count = 1;
    }
    char *line = out->lines[out->count - 1];
    size_t size = strlen(line);
    size_t kept = prefix_that_fits(breaking, line, size, ELLIPSIS);
    while (kept > 0 && is_space(line[kept - 1])) {
        kept--;
    }
    line[kept] = '\0';
    if (width_em(breaking, ELLIPSIS) <= breaking->width_em) {
        memcpy(line + kept, ELLIPSIS, sizeof ELLIPSIS);
    }
    if (!line[0]) {
        out->count--;
    }
}

static void
measure(struct breaking *breaking, const struct text_fit *fit, float size) {
    struct text_lines *out = breaking->out;
    out->size = size;
    out->height = (float) out->count * size * fit->line_height;
    out->width = 0.0f;
    for (int i = 0; i < out->count; i++) {
        out->width = fmaxf(out->width, width_em(breaking, out->lines[i]));
    }
    out->width *= size;
}

void
fonts_fit(struct fonts *fonts, const struct text_fit *fit, const char *text,
          float width, float height, struct text_lines *out) {
    CHECK(fit->line_max >= 1 && fit->line_max <= FIT_LINE_MAX);
    CHECK(fit->size > 0.0f && fit->size_min > 0.0f && fit->line_height > 0.0f);
    float least = fminf(fit->size, fit->size_min);
    struct breaking breaking = {fonts, fit->role, 0.0f, text, out};
    out->is_cut = false;
    for (int step = 0; step <= SIZE_STEPS; step++) {
        float part = (float) step / SIZE_STEPS;
        float size = fit->size + (least - fit->size) * part;
        float lines = floorf(height / (size * fit->line_height) + 0.001f);
        int line_max = (int) fminf(lines, (float) fit->line_max);
        bool is_last = step == SIZE_STEPS;
        if (line_max < 1 && !is_last) {
            continue;
        }
        breaking.width_em = width / size;
        breaking.rest = text;
        bool is_whole = break_lines(&breaking, line_max < 1 ? 1 : line_max);
        if (is_whole || is_last) {
            if (!is_whole) {
                cut_last(&breaking);
            }
            measure(&breaking, fit, size);
            return;
        }
    }
}

float
drawing_lines(struct drawing *drawing, struct fonts *fonts,
              const struct text_fit *fit, const struct text_lines *lines,
              struct box box, enum align align, struct color color) {
    float step = lines->size * fit->line_height;
    float ascent = fonts_ascent(fonts, fit->role) * lines->size;
    float descent = fonts_descent(fonts, fit->role) * lines->size;
    float x = box.x;
    if (align == ALIGN_CENTER) {
        x = box.x + box.w / 2.0f;
    } else if (align == ALIGN_RIGHT) {
        x = box.x + box.w;
    }
    float baseline = box.y + (step - ascent - descent) / 2.0f + ascent;
    for (int i = 0; i < lines->count; i++) {
        drawing_text(drawing, fonts, fit->role, lines->size,
                     (struct point){x, baseline + step * (float) i}, align,
                     color, lines->lines[i]);
    }
    return box.y + lines->height;
}
