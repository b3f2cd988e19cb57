// Sizes in six steps by how often a word was said, times one scale for all: the
// largest at which every word finds its place. A cloud that was there before
// keeps its scale, and makes it smaller only where something finds no room.
#include "scene/kinds/words_cloud.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

#define SIZE_MIN_U 4.4f
#define SIZE_MAX_U 14.0f
#define SHRINK 0.88f
#define SCALE_MAX 1.7f // few words may be larger
#define EM_MAX_U 17.0f // but no word than this
#define SCALE_MIN 0.42f
#define FILL_MAX 0.62f     // of the area; more never finds its places
#define CLOUD_LEAST 12     // words that make a cloud
#define LIST_WIDTH_U 60.0f // below it there is no cloud
#define LIST_HEIGHT_U 24.0f
#define LAYOUT_EVERY_MS 1500

// One layout in the making.
struct layout {
    const struct canvas *canvas;
    const struct word_cloud *before; // count 0: there was none
    float zoom;                      // from the pixels of then to those of now
    struct box area;
    struct word_cloud *out;
    float ems[CLOUD_MAX]; // width of each word at a size of 1
    struct cloud_item items[CLOUD_MAX];
};

float
word_cloud_em(unsigned step) {
    return SIZE_MIN_U
           + (SIZE_MAX_U - SIZE_MIN_U) * (float) step / CLOUD_SIZE_STEPS;
}

static unsigned
size_step(uint32_t count, uint32_t most) {
    if (most <= 1) {
        return 2; // all alike: neither small nor shouting
    }
    return (unsigned) lround(CLOUD_SIZE_STEPS
                             * sqrt((count - 1.0) / (most - 1.0)));
}

static uint64_t
hash_more(uint64_t hash, const void *bytes, size_t size) {
    const uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 1099511628211u; // FNV-1a
    }
    return hash;
}

static uint64_t
hash_of_key(const struct words_entry *entry) {
    const char *key = words_entry_key(entry);
    return hash_more(14695981039346656037u, key, strlen(key));
}

// Of all that the cloud depends on in a tally.
static uint64_t
print_of(const struct words_tally *tally) {
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = 0; i < tally->count; i++) {
        const struct words_entry *entry = &tally->entries[i];
        hash = hash_more(hash, entry->text, strlen(entry->text) + 1);
        hash = hash_more(hash, &entry->count, sizeof entry->count);
    }
    return hash;
}

static const struct cloud_word *
find_word(const struct word_cloud *cloud, uint64_t key) {
    for (unsigned i = 0; i < cloud->count; i++) {
        if (cloud->words[i].key == key) {
            return &cloud->words[i];
        }
    }
    return NULL;
}

static void
take_word(struct layout *layout, const struct words_entry *entry,
          uint64_t key) {
    const struct canvas *canvas = layout->canvas;
    struct word_cloud *out = layout->out;
    struct cloud_word *word = &out->words[out->count];
    *word = (struct cloud_word){.key = key, .count = entry->count};
    word->step = size_step(entry->count, out->most);
    (void) text_copy(word->text, sizeof word->text, entry->text);
    if (entry->count >= 2) {
        float least = canvas_type(canvas, TYPE_MIN);
        snprintf(word->number, sizeof word->number, "%u", entry->count);
        word->number_w = canvas_width(canvas, FONT_TEXT, least, word->number)
                         + 1.0f * canvas->u;
    }
    layout->ems[out->count++] =
        canvas_width(canvas, FONT_VALUE, 1.0f, word->text);
}

// The most frequent. Of those said as often as the last that has a place, the
// ones that stand there already come first: a new word pushes none of them out.
static void
take_words(struct layout *layout, const struct words_tally *tally) {
    const struct words_entry *entries = tally->entries;
    uint32_t first = 0, end = tally->count; // of those that share the last rank
    if (tally->count > CLOUD_MAX) {
        uint32_t rank = entries[CLOUD_MAX - 1].count;
        for (end = CLOUD_MAX; end < tally->count && entries[end].count == rank;
             end++) {
        }
        for (first = 0; entries[first].count > rank; first++) {
        }
    }
    uint32_t standing = 0;
    for (uint32_t i = first; layout->before->count > 0 && i < end; i++) {
        standing += find_word(layout->before, hash_of_key(&entries[i])) != NULL;
    }
    uint32_t fresh =
        CLOUD_MAX > first + standing ? CLOUD_MAX - first - standing : 0;
    for (uint32_t i = 0; i < end && layout->out->count < CLOUD_MAX; i++) {
        uint64_t key = hash_of_key(&entries[i]);
        if (i >= first && !find_word(layout->before, key)) {
            if (fresh == 0) {
                continue;
            }
            fresh--;
        }
        take_word(layout, &entries[i], key);
    }
}

// Returns how much of the area the words cover.
static float
size_words(struct layout *layout, float scale) {
    const struct canvas *canvas = layout->canvas;
    float u = canvas->u, sum = 0.0f;
    float least = canvas_type(canvas, TYPE_MIN);
    float widest = 0.8f * canvas->frame.safe.w;
    layout->out->scale = scale;
    for (unsigned i = 0; i < layout->out->count; i++) {
        struct cloud_word *word = &layout->out->words[i];
        word->size = fmaxf(least, word_cloud_em(word->step) * scale * u);
        word->word_w = layout->ems[i] * word->size;
        if (word->word_w > widest) {
            word->size = fmaxf(least, word->size * widest / word->word_w);
            word->word_w = layout->ems[i] * word->size;
        }
        struct cloud_item *item = &layout->items[i];
        *item = (struct cloud_item){
            .w = word->word_w + word->number_w + 2.4f * u,
            .h = 1.04f * word->size + 0.8f * u,
        };
        const struct cloud_word *old = find_word(layout->before, word->key);
        if (old) {
            item->has_wish = true;
            item->center.x =
                old->middle.x * layout->zoom + word->number_w / 2.0f;
            item->center.y = old->middle.y * layout->zoom;
        }
        sum += item->w * item->h;
    }
    return sum / (layout->area.w * layout->area.h);
}

// Where the search begins: a few words may take more of the wall.
static float
scale_most(const struct layout *layout) {
    uint32_t most = layout->out->most;
    float scale =
        fminf(SCALE_MAX, EM_MAX_U / word_cloud_em(size_step(most, most)));
    return layout->before->count > 0 ? fminf(scale, layout->before->scale)
                                     : scale;
}

// Returns how many have their place. The scale never goes so low that the sizes
// say nothing: there the least frequent are left out instead.
static unsigned
place_words(struct layout *layout) {
    unsigned count = layout->out->count;
    bool is_new = layout->before->count == 0;
    for (float scale = scale_most(layout);; scale *= SHRINK) {
        bool is_last = scale * SHRINK < SCALE_MIN;
        if (size_words(layout, scale) > FILL_MAX && !is_last) {
            continue; // cannot fit
        }
        unsigned placed = is_new
                              ? cloud_place(layout->items, count, layout->area)
                              : cloud_settle(layout->items, count, layout->area,
                                             is_last ? 0 : count);
        if (placed == count || is_last) {
            return placed;
        }
    }
}

static void
lay_out(const struct canvas *canvas, const struct words_tally *tally,
        struct box area, struct cloud_memory *memory) {
    static const struct word_cloud none;
    struct word_cloud before = memory->cloud;
    struct layout layout = {
        .canvas = canvas,
        .before = memory->u > 0.0f ? &before : &none,
        .zoom = memory->u > 0.0f ? canvas->u / memory->u : 1.0f,
        .area = area,
        .out = &memory->cloud,
    };
    struct word_cloud *out = layout.out;
    out->count = 0;
    out->most = tally->count > 0 ? tally->entries[0].count : 0;
    if (tally->count == 0 || area.w < LIST_WIDTH_U * canvas->u
        || area.h < LIST_HEIGHT_U * canvas->u) {
        return;
    }
    take_words(&layout, tally);
    unsigned wanted = out->count;
    out->count = place_words(&layout);
    if (out->count < wanted && out->count < CLOUD_LEAST) {
        out->count = 0;
    }
    for (unsigned i = 0; i < out->count; i++) {
        struct cloud_word *word = &out->words[i];
        word->middle.x = layout.items[i].center.x - word->number_w / 2.0f;
        word->middle.y = layout.items[i].center.y;
    }
}

// Between two layouts: a word that is no longer said (the host has hidden it)
// goes at once.
static void
mark_gone(struct word_cloud *cloud, const struct words_tally *tally) {
    for (unsigned i = 0; i < cloud->count; i++) {
        cloud->words[i].is_gone = true;
    }
    for (uint32_t i = 0; i < tally->count; i++) {
        uint64_t key = hash_of_key(&tally->entries[i]);
        for (unsigned k = 0; k < cloud->count; k++) {
            if (cloud->words[k].key == key) {
                cloud->words[k].is_gone = false;
            }
        }
    }
}

static bool
is_same_box(struct box a, struct box b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

void
word_cloud_update(struct cloud_memory *memory, const struct canvas *canvas,
                  const struct words_tally *tally, struct box area) {
    struct place place = canvas->session->place;
    tick since_ms = canvas->view->since_ms;
    uint64_t print = print_of(tally);
    bool fits = memory->u == canvas->u && is_same_box(memory->area, area)
                && memory->place.exercise == place.exercise;
    memory->wait_ms = -1;
    if (fits && memory->print == print) {
        mark_gone(&memory->cloud, tally);
        return;
    }
    tick passed_ms = since_ms - memory->laid_ms;
    if (fits && memory->place.phase == place.phase && passed_ms >= 0
        && passed_ms < LAYOUT_EVERY_MS && memory->cloud.count > 0) {
        mark_gone(&memory->cloud, tally);
        memory->wait_ms = LAYOUT_EVERY_MS - passed_ms;
        return;
    }
    if (memory->place.exercise != place.exercise) {
        memory->cloud.count = 0; // other words, of another question
    }
    lay_out(canvas, tally, area, memory);
    memory->place = place;
    memory->area = area;
    memory->u = canvas->u;
    memory->print = print;
    memory->laid_ms = since_ms;
}

struct cloud_memory *
cloud_memory_create(void) {
    struct cloud_memory *memory = calloc(1, sizeof *memory);
    CHECK(memory != NULL);
    memory->wait_ms = -1;
    return memory;
}

void
cloud_memory_destroy(struct cloud_memory *memory) {
    free(memory);
}
