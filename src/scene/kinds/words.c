// words: a cloud of what was said, in six sizes by how often, all horizontal
// and of one weight; the number stands beside a word that was said more than
// once. Where a cloud has no room it is a list. Before the result the same
// cloud stands there with nothing in it.
#include "session/kinds/words.h"

#include <math.h>
#include <stdio.h>

#include "base/check.h"
#include "scene/kind_picture.h"
#include "scene/kinds/cloud.h"

#define STEPS 5 // above the smallest size
#define SIZE_MIN_U 4.4f
#define SIZE_MAX_U 14.0f
#define SHRINK 0.88f
#define SCALE_MAX 1.7f // few words may be larger
#define EM_MAX_U 17.0f // but no word than this
#define SCALE_MIN 0.42f
#define FILL_MAX 0.62f     // of the area; more never finds its places
#define CLOUD_LEAST 12     // words that make a cloud
#define MORE_ROW_U 5.5f    // for what is not shown
#define MANY_WORDS 30      // from here on that row is kept free
#define LIST_WIDTH_U 60.0f // below it there is no cloud
#define LIST_HEIGHT_U 24.0f

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
}

// A word as it is set: with its number, if it has one.
struct set_word {
    float size;             // px
    float word_w, number_w; // number_w 0: no number
    char number[16];
};

static unsigned
size_step(uint32_t count, uint32_t most) {
    if (most <= 1) {
        return 2; // all alike: neither small nor shouting
    }
    return (unsigned) lround(STEPS * sqrt((count - 1.0) / (most - 1.0)));
}

static struct set_word
set_word(const struct canvas *canvas, const struct words_entry *entry,
         uint32_t most, float scale) {
    float least = canvas_type(canvas, TYPE_MIN);
    float part = (float) size_step(entry->count, most) / STEPS;
    float em = (SIZE_MIN_U + (SIZE_MAX_U - SIZE_MIN_U) * part) * scale;
    struct set_word word = {.size = fmaxf(least, em * canvas->u)};
    float widest = 0.8f * canvas->frame.safe.w;
    word.word_w = canvas_width(canvas, FONT_VALUE, word.size, entry->text);
    if (word.word_w > widest) {
        word.size = fmaxf(least, word.size * widest / word.word_w);
        word.word_w = canvas_width(canvas, FONT_VALUE, word.size, entry->text);
    }
    if (entry->count >= 2) {
        snprintf(word.number, sizeof word.number, "%u", entry->count);
        word.number_w = canvas_width(canvas, FONT_TEXT, least, word.number)
                        + 1.0f * canvas->u;
    }
    return word;
}

struct word_cloud {
    unsigned count; // placed
    struct set_word words[CLOUD_MAX];
    struct cloud_item items[CLOUD_MAX];
};

static float
lay_out(const struct canvas *canvas, const struct words_tally *tally,
        unsigned count, float scale, struct word_cloud *out) {
    float u = canvas->u;
    float sum = 0.0f;
    for (unsigned i = 0; i < count; i++) {
        struct set_word word = set_word(canvas, &tally->entries[i],
                                        tally->entries[0].count, scale);
        out->words[i] = word;
        out->items[i].w = word.word_w + word.number_w + 2.4f * u;
        out->items[i].h = 1.04f * word.size + 0.8f * u;
        sum += out->items[i].w * out->items[i].h;
    }
    return sum;
}

// Where the search begins: a few words may take more of the wall.
static float
scale_most(const struct words_tally *tally) {
    uint32_t most = tally->entries[0].count;
    float part = (float) size_step(most, most) / STEPS;
    float em = SIZE_MIN_U + (SIZE_MAX_U - SIZE_MIN_U) * part;
    return fminf(SCALE_MAX, EM_MAX_U / em);
}

// The largest scale at which every word finds its place. It never goes so low
// that the sizes say nothing: there the least frequent are left out instead.
// False: there is no room for a cloud.
static bool
find_cloud(const struct canvas *canvas, const struct words_tally *tally,
           struct box area, struct word_cloud *out) {
    if (area.w < LIST_WIDTH_U * canvas->u
        || area.h < LIST_HEIGHT_U * canvas->u) {
        return false;
    }
    unsigned count = tally->count < CLOUD_MAX ? tally->count : CLOUD_MAX;
    for (float scale = scale_most(tally);; scale *= SHRINK) {
        bool is_last = scale * SHRINK < SCALE_MIN;
        float sum = lay_out(canvas, tally, count, scale, out);
        if (sum > FILL_MAX * area.w * area.h && !is_last) {
            continue; // cannot fit
        }
        out->count = cloud_place(out->items, count, area);
        if (out->count == count || is_last) {
            return out->count == count || out->count >= CLOUD_LEAST;
        }
    }
}

static struct color
word_color(const struct canvas *canvas, uint32_t count, uint32_t most) {
    unsigned step = size_step(count, most);
    if (count == most && most > 1) {
        return canvas->theme->accent;
    }
    return step >= 2 ? canvas->theme->text : canvas->theme->text2;
}

static void
draw_cloud(const struct canvas *canvas, const struct words_tally *tally,
           const struct word_cloud *cloud) {
    float small = canvas_type(canvas, TYPE_MIN);
    float growth = canvas_growth(canvas);
    uint32_t most = tally->entries[0].count;
    for (unsigned i = 0; i < cloud->count; i++) {
        const struct set_word *word = &cloud->words[i];
        struct point at = cloud->items[i].center;
        at.x -= (word->word_w + word->number_w) / 2.0f;
        struct color color = word_color(canvas, tally->entries[i].count, most);
        canvas_label(canvas, FONT_VALUE, word->size, at, ALIGN_LEFT,
                     color_with_alpha(color, growth), tally->entries[i].text);
        if (word->number_w > 0.0f) {
            at.x += word->word_w + 1.0f * canvas->u;
            at.y += fonts_cap_height(canvas->fonts, FONT_VALUE)
                    * (word->size - small) / 2.0f;
            canvas_label(canvas, FONT_TEXT, small, at, ALIGN_LEFT,
                         color_with_alpha(canvas->theme->muted, growth),
                         word->number);
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
    struct word_cloud cloud;
    struct box below = {area.x, area.y + area.h, area.w, 0.0f};
    if (tally.count > MANY_WORDS) {
        below.h = MORE_ROW_U * canvas->u;
        area.h -= below.h;
        below.y -= below.h;
    }
    uint32_t shown = 0;
    if (find_cloud(canvas, &tally, area, &cloud)) {
        draw_cloud(canvas, &tally, &cloud);
        shown = cloud.count;
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
        float em =
            SIZE_MIN_U + (SIZE_MAX_U - SIZE_MIN_U) * (float) steps[i] / STEPS;
        items[i].h = em * u + 1.8f * u;
        items[i].w = 0.5f * em * u * (float) lengths[i] + 2.0f * u;
    }
    unsigned placed = cloud_place(items, COUNT, area);
    for (unsigned i = 0; i < placed; i++) {
        struct box box = {items[i].center.x - items[i].w / 2.0f + u,
                          items[i].center.y - items[i].h / 2.0f + u,
                          items[i].w - 2.0f * u, items[i].h - 2.0f * u};
        drawing_rect(canvas->out, box, 1.2f * u, canvas->theme->track);
    }
}

const struct kind_picture kind_picture_words = {
    .name = "words",
    .write_hint = write_hint,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
};
