// Fitted texts, kept: a picture fits the same texts into the same boxes frame
// after frame, and where lines may break anywhere that is work. A table of
// fixed size in rows; a new text takes the place of the one in its row that has
// not been asked for longest.
#include <stdlib.h>
#include <string.h>

#include "drawing/font_face.h"

#define ROW_COUNT 64
#define ROW_SIZE 4
#define MEMO_COUNT (ROW_COUNT * ROW_SIZE)
// Shorter ones are fitted as fast as they are found.
#define TEXT_LEAST 16

struct fit_memo {
    uint64_t key; // of text, fit and box; 0: free
    float size, height, width;
    int count;
    bool is_cut;
    uint64_t stamp; // of its last use
    size_t room;
    char *lines; // owned; one after another, each with its zero
};

static uint64_t
key_of(const struct fonts *fonts, const struct text_fit *fit, const char *text,
       struct point box) {
    const float numbers[] = {fit->size,
                             fit->size_min,
                             fit->line_height,
                             (float) fit->line_max,
                             (float) fit->role,
                             box.x,
                             box.y};
    uint64_t key = font_hash(fonts->seed, numbers, sizeof numbers);
    key = font_hash(key, text, strlen(text));
    return key ? key : 1;
}

static void
recall(const struct fit_memo *memo, struct text_lines *out) {
    out->size = memo->size;
    out->height = memo->height;
    out->width = memo->width;
    out->count = memo->count;
    out->is_cut = memo->is_cut;
    const char *at = memo->lines;
    for (int i = 0; i < memo->count; i++) {
        size_t size = strlen(at) + 1;
        memcpy(out->lines[i], at, size);
        at += size;
    }
}

static void
remember(struct fit_memo *memo, uint64_t key, const struct text_lines *lines) {
    size_t size = 1;
    for (int i = 0; i < lines->count; i++) {
        size += strlen(lines->lines[i]) + 1;
    }
    memo->key = 0;
    if (size > memo->room) {
        char *grown = realloc(memo->lines, size);
        if (!grown) {
            return; // it is fitted again the next time
        }
        memo->lines = grown;
        memo->room = size;
    }
    char *at = memo->lines;
    for (int i = 0; i < lines->count; i++) {
        size_t part = strlen(lines->lines[i]) + 1;
        memcpy(at, lines->lines[i], part);
        at += part;
    }
    memo->key = key;
    memo->size = lines->size;
    memo->height = lines->height;
    memo->width = lines->width;
    memo->count = lines->count;
    memo->is_cut = lines->is_cut;
}

// The one with this key, or the one of its row that makes place for it.
static struct fit_memo *
find(struct fonts *fonts, uint64_t key) {
    struct fit_memo *row = &fonts->memos[key % ROW_COUNT * ROW_SIZE];
    struct fit_memo *oldest = row;
    for (int i = 0; i < ROW_SIZE; i++) {
        if (row[i].key == key) {
            return &row[i];
        }
        oldest = row[i].stamp < oldest->stamp ? &row[i] : oldest;
    }
    return oldest;
}

void
fonts_fit(struct fonts *fonts, const struct text_fit *fit, const char *text,
          float width, float height, struct text_lines *out) {
    if (!fonts->memos) {
        fonts->memos = calloc(MEMO_COUNT, sizeof *fonts->memos);
    }
    if (!fonts->memos || strnlen(text, TEXT_LEAST) < TEXT_LEAST) {
        fonts_fit_anew(fonts, fit, text, (struct point){width, height}, out);
        return;
    }
    uint64_t key = key_of(fonts, fit, text, (struct point){width, height});
    struct fit_memo *memo = find(fonts, key);
    memo->stamp = ++fonts->memo_stamp;
    if (memo->key == key) {
        recall(memo, out);
        return;
    }
    fonts_fit_anew(fonts, fit, text, (struct point){width, height}, out);
    remember(memo, key, out);
}

void
fonts_forget_fits(struct fonts *fonts) {
    for (int i = 0; fonts->memos && i < MEMO_COUNT; i++) {
        free(fonts->memos[i].lines);
    }
    free(fonts->memos);
    fonts->memos = NULL;
}
