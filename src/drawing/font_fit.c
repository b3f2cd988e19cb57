// A text in a box. Sizes are tried from the largest down; at each the text is
// broken greedily at spaces and where else a line may end (font_break.h), and a
// word that is wider than the box between two graphemes, so that an accent or
// the parts of an emoji stay together.
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "drawing/font_break.h"
#include "drawing/font_face.h"

#define LINE_SIZE sizeof(((struct text_lines *) 0)->lines[0])
#define SIZE_STEPS 10
#define ELLIPSIS "\xe2\x80\xa6"

// Unseen letters that say which way a line reads, when its own first letter
// would say otherwise than its paragraph's.
#define LEFT_MARK "\xe2\x80\x8e"
#define RIGHT_MARK "\xe2\x80\x8f"
#define MARK_SIZE 3

struct breaking {
    struct fonts *fonts;
    enum font_role role;
    float width_em; // of the box
    const char *text, *rest;
    struct text_lines *out;
    size_t held;         // places for a break in the line broken last
    bool has_directions; // some of it may read from right to left
    bool is_from_right;  // the paragraph
};

// Letters that read from right to left begin at U+0590; Latin text has none.
static bool
may_read_from_right(const char *text) {
    for (; *text; text++) {
        if ((uint8_t) *text >= 0xd6) {
            return true;
        }
    }
    return false;
}

static float
width_em(const struct breaking *breaking, const char *text) {
    return fonts_width(breaking->fonts, breaking->role, 1.0f, text);
}

static bool
is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// What a line can be made of: what it has already, a gap, a part of a word, and
// what is put after it.
struct piece {
    const char *head;
    size_t head_size;
    const char *word;
    const char *tail;
};

// Writes the line with `size` bytes of the word. False: it is too long.
static bool
join(const struct piece *piece, size_t size, char *line) {
    size_t gap = piece->head_size ? 1 : 0, tail = strlen(piece->tail);
    if (piece->head_size + gap + size + tail + MARK_SIZE >= LINE_SIZE) {
        return false;
    }
    memmove(line, piece->head, piece->head_size);
    memcpy(line + piece->head_size, " ", gap);
    char *at = line + piece->head_size + gap;
    memcpy(at, piece->word, size);
    memcpy(at + size, piece->tail, tail + 1);
    return true;
}

static bool
fits(const struct breaking *breaking, const struct piece *piece, size_t size) {
    char line[LINE_SIZE];
    return join(piece, size, line)
           && width_em(breaking, line) <= breaking->width_em;
}

// The most of a word that fits, ending between graphemes, or where a line may
// end; 0: nothing does. Widths grow with the text, so halving finds it.
static size_t
prefix_that_fits(struct breaking *breaking, const struct piece *piece,
                 size_t word_size, bool is_at_breaks) {
    uint16_t ends[LINE_SIZE];
    size_t count = 0, end = 0, best = 0;
    while (end < word_size) {
        end += is_at_breaks ? break_size(piece->word + end, word_size - end)
                            : grapheme_size(piece->word + end);
        if (end >= LINE_SIZE || end > word_size) {
            break;
        }
        ends[count++] = (uint16_t) end;
    }
    // Lines of one text hold about as many; so the number of the line before is
    // tried first, then its neighbours.
    size_t low = 0, high = count; // of those below low, all fit
    size_t middle = breaking->held;
    for (int tries = 0; low < high; tries++) {
        if (tries > 2 || middle < low || middle >= high) {
            middle = low + (high - low) / 2;
        }
        if (fits(breaking, piece, ends[middle])) {
            best = ends[middle];
            low = ++middle;
        } else {
            high = middle;
            middle -= middle > 0;
        }
    }
    breaking->held = low > 0 ? low - 1 : 0;
    return best;
}

// Takes the part of a word for which the line still has room. False: none.
static bool
take_part(struct breaking *breaking, char *line, const struct piece *piece,
          size_t word_size) {
    size_t part = prefix_that_fits(breaking, piece, word_size, true);
    if (part == 0 && piece->head_size == 0) {
        part = prefix_that_fits(breaking, piece, word_size, false);
    }
    if (part == 0) {
        return false;
    }
    (void) join(piece, part, line);
    breaking->rest = piece->word + part;
    return true;
}

// Takes the next line from the rest. False: not even one grapheme fits.
static bool
take_line(struct breaking *breaking, char *line) {
    size_t used = 0;
    const char *at = breaking->rest;
    line[0] = '\0';
    while (is_space(*at)) {
        at++;
    }
    while (*at && *at != '\n') {
        size_t size = strcspn(at, " \t\r\n");
        struct piece piece = {line, used, at, ""};
        if (!fits(breaking, &piece, size)) {
            if (take_part(breaking, line, &piece, size)) {
                return true;
            }
            breaking->rest = at;
            return used > 0;
        }
        (void) join(&piece, size, line);
        used += (used ? 1 : 0) + size;
        at += size;
        while (is_space(*at)) {
            at++;
        }
    }
    breaking->rest = *at == '\n' ? at + 1 : at;
    return true;
}

static bool
has_more(const char *rest) {
    return rest[strspn(rest, " \t\r\n")] != '\0';
}

// A line reads as its paragraph does.
static void
keep_direction(struct breaking *breaking, const char *from, char *line) {
    if (from == breaking->text || from[-1] == '\n') {
        breaking->is_from_right =
            breaking->has_directions
            && reads_from_right(from, strcspn(from, "\n"));
    }
    size_t size = strlen(line);
    if (breaking->has_directions
        && reads_from_right(line, size) != breaking->is_from_right) {
        const char *mark = breaking->is_from_right ? RIGHT_MARK : LEFT_MARK;
        memmove(line + MARK_SIZE, line, size + 1);
        for (size_t i = 0; i < MARK_SIZE; i++) {
            line[i] = mark[i];
        }
    }
}

// Breaks into at most `line_max` lines. False: something is left over.
static bool
break_lines(struct breaking *breaking, int line_max) {
    struct text_lines *out = breaking->out;
    out->count = 0;
    while (has_more(breaking->rest) && out->count < line_max) {
        const char *from = breaking->rest;
        if (!take_line(breaking, out->lines[out->count])) {
            return false;
        }
        keep_direction(breaking, from, out->lines[out->count++]);
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
    struct piece piece = {"", 0, line, ELLIPSIS};
    size_t kept = prefix_that_fits(breaking, &piece, size, false);
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
fonts_fit_anew(struct fonts *fonts, const struct text_fit *fit,
               const char *text, struct point box, struct text_lines *out) {
    CHECK(fit->line_max >= 1 && fit->line_max <= FIT_LINE_MAX);
    CHECK(fit->size > 0.0f && fit->size_min > 0.0f && fit->line_height > 0.0f);
    float least = fminf(fit->size, fit->size_min);
    struct breaking breaking = {
        .fonts = fonts,
        .role = fit->role,
        .text = text,
        .out = out,
        .has_directions = may_read_from_right(text),
    };
    out->is_cut = false;
    for (int step = 0; step <= SIZE_STEPS; step++) {
        float part = (float) step / SIZE_STEPS;
        float size = fit->size + (least - fit->size) * part;
        float lines = floorf(box.y / (size * fit->line_height) + 0.001f);
        int line_max = (int) fminf(lines, (float) fit->line_max);
        bool is_last = step == SIZE_STEPS;
        if (line_max < 1 && !is_last) {
            continue;
        }
        breaking.width_em = box.x / size;
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
    float baseline = box.y + (step - ascent - descent) / 2.0f + ascent;
    for (int i = 0; i < lines->count; i++) {
        const char *text = lines->lines[i];
        bool is_turned = align == ALIGN_LEFT && may_read_from_right(text)
                         && reads_from_right(text, strlen(text));
        enum align side = is_turned ? ALIGN_RIGHT : align;
        struct point at = {box.x, baseline + step * (float) i};
        if (side != ALIGN_LEFT) {
            at.x += side == ALIGN_CENTER ? box.w / 2.0f : box.w;
        }
        drawing_text(drawing, fonts, fit->role, lines->size, at, side, color,
                     text);
    }
    return box.y + lines->height;
}
