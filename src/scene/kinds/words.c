// words: a cloud of what was said, in six sizes by how often, all horizontal
// and of one weight; the number stands beside a word that was said more than
// once. Where a cloud has no room it is a list. Before the result the same
// cloud stands there with nothing in it.
#include "session/kinds/words.h"

#include <math.h>
#include <stdio.h>

#include "scene/kind_picture.h"
#include "scene/kinds/cloud.h"
#include "scene/kinds/words_cloud.h"

#define MORE_ROW_U 5.5f // for what is not shown
#define MANY_WORDS 30   // from here on that row is kept free

static void
write_hint(const struct exercise *exercise, struct text *out) {
    if (exercise->pick > 1) {
        text_add_format(out, "Up to %u short answers each", exercise->pick);
    } else {
        text_add(out, "One short answer each");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) exercise;
    struct words_tally tally;
    words_tally(box, &tally);
    text_add_format(out, ", %u %s", tally.total,
                    tally.total == 1 ? "word" : "words");
    if (tally.merged > 0) {
        text_add_format(out, ", %u merged", tally.merged);
    }
    if (tally.hidden > 0) {
        text_add_format(out, ", %u hidden", tally.hidden);
    }
}

static struct color
word_color(const struct canvas *canvas, const struct word_cloud *cloud,
           const struct cloud_word *word) {
    if (word->count == cloud->most && cloud->most > 1) {
        return canvas->theme->accent;
    }
    return word->step >= 2 ? canvas->theme->text : canvas->theme->text2;
}

static void
draw_word(const struct canvas *canvas, const struct cloud_word *word,
          struct color color) {
    float small = canvas_type(canvas, TYPE_MIN);
    float growth = canvas_growth(canvas);
    struct point at = word->middle;
    at.x -= word->word_w / 2.0f;
    canvas_label(canvas, FONT_VALUE, word->size, at, ALIGN_LEFT,
                 color_with_alpha(color, growth), word->text);
    if (word->number_w > 0.0f) {
        at.x += word->word_w + 1.0f * canvas->u;
        at.y += fonts_cap_height(canvas->fonts, FONT_VALUE)
                * (word->size - small) / 2.0f;
        canvas_label(canvas, FONT_TEXT, small, at, ALIGN_LEFT,
                     color_with_alpha(canvas->theme->muted, growth),
                     word->number);
    }
}

static void
draw_cloud(const struct canvas *canvas, const struct word_cloud *cloud) {
    for (unsigned i = 0; i < cloud->count; i++) {
        const struct cloud_word *word = &cloud->words[i];
        if (!word->is_gone) {
            draw_word(canvas, word, word_color(canvas, cloud, word));
        }
    }
}

static void
draw_more(const struct canvas *canvas, uint32_t count, struct box box) {
    char text[48];
    snprintf(text, sizeof text, "and %u more", count);
    float size = canvas_type(canvas, TYPE_MIN);
    struct style style = {FONT_TEXT, size,        size, canvas->theme->muted,
                          1,         ALIGN_CENTER};
    canvas_middle(canvas, &style, text, box);
}

// Returns how many words have a place.
static uint32_t
draw_list(const struct canvas *canvas, const struct words_tally *tally,
          struct box area) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_BODY);
    float row = 7.0f * u;
    unsigned columns = (unsigned) fmaxf(1.0f, floorf(area.w / (50.0f * u)));
    unsigned rows = (unsigned) fmaxf(1.0f, floorf(area.h / row));
    float width = area.w / (float) columns;
    struct style style = {
        FONT_VALUE,          size, canvas_type(canvas, TYPE_MIN),
        canvas->theme->text, 1,    ALIGN_LEFT};
    uint32_t shown =
        tally->count < rows * columns ? tally->count : rows * columns;
    for (uint32_t i = 0; i < shown; i++) {
        uint32_t column = i / rows, line = i % rows;
        struct box cell = {area.x + width * (float) column,
                           area.y + row * (float) line, width - 4.0f * u, row};
        char number[16];
        snprintf(number, sizeof number, "%u", tally->entries[i].count);
        canvas_label(canvas, FONT_TEXT, style.size_min,
                     (struct point){cell.x + 5.0f * u, cell.y + row / 2.0f},
                     ALIGN_RIGHT, canvas->theme->muted, number);
        cell.x += 7.0f * u;
        cell.w -= 7.0f * u;
        canvas_middle(canvas, &style, tally->entries[i].text, cell);
    }
    return shown;
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    (void) exercise;
    struct words_tally tally;
    words_tally(box, &tally);
    if (tally.count == 0) {
        return;
    }
    struct box below = {area.x, area.y + area.h, area.w, 0.0f};
    if (tally.count > MANY_WORDS) {
        below.h = MORE_ROW_U * canvas->u;
        area.h -= below.h;
        below.y -= below.h;
    }
    struct cloud_memory none = {0}; // every time from nothing
    struct cloud_memory *memory =
        canvas->view->cloud ? canvas->view->cloud : &none;
    word_cloud_update(memory, canvas, &tally, area);
    uint32_t shown = memory->cloud.count;
    if (shown > 0) {
        draw_cloud(canvas, &memory->cloud);
    } else {
        shown = draw_list(canvas, &tally, area);
    }
    if (below.h > 0.0f && shown < tally.count) {
        draw_more(canvas, tally.count - shown, below);
    }
}

// The cloud with nothing in it: the same for every session.
static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    (void) exercise;
    static const unsigned char lengths[] = {7, 9, 5, 8, 6, 10, 4, 7, 9,
                                            6, 5, 8, 7, 4, 9,  6, 8, 5,
                                            7, 6, 9, 5, 8, 4,  6, 7};
    static const unsigned char steps[] = {5, 4, 3, 3, 2, 2, 2, 2, 1,
                                          1, 1, 1, 1, 1, 0, 0, 0, 0,
                                          0, 0, 0, 0, 0, 0, 0, 0};
    enum { COUNT = sizeof lengths };
    struct cloud_item items[COUNT];
    float u = canvas->u;
    for (unsigned i = 0; i < COUNT; i++) {
        float em = word_cloud_em(steps[i]);
        items[i].has_wish = false;
        items[i].h = em * u + 1.8f * u;
        items[i].w = 0.5f * em * u * (float) lengths[i] + 2.0f * u;
    }
    unsigned placed = cloud_place(items, COUNT, area);
    for (unsigned i = 0; i < placed; i++) {
        struct box box = {items[i].center.x - items[i].w / 2.0f + u,
                          items[i].center.y - items[i].h / 2.0f + u,
                          items[i].w - 2.0f * u, items[i].h - 2.0f * u};
        canvas_panel(canvas, box, 1.2f * u, canvas->theme->track);
    }
}

const struct kind_picture kind_picture_words = {
    .name = "words",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
};
