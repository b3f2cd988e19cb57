// words: count per word, where two words are the same when their folded keys
// are (text_fold). A guest's word counts once.
#include "session/kinds/words.h"
#include "session/edits.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_INDEX_SIZE 8192u
#define WORD_BYTES 160 // a word or its key, with the final zero
// Rows on the wire, and bytes after which no more are begun.
#define WORDS_WIRE_MAX 20
#define WORDS_WIRE_BYTES 800

// One word of a packed answer; the next begins at `next`.
struct word {
    const char *text;
    const char *key;
    uint16_t next;
};

// False: past the last.
static bool
word_at(const uint8_t *bytes, uint16_t size, uint16_t at, struct word *out) {
    if (at >= size) {
        return false;
    }
    out->text = (const char *) bytes + at;
    out->key = out->text + strlen(out->text) + 1;
    out->next = (uint16_t) (at + strlen(out->text) + strlen(out->key) + 2);
    return true;
}

static bool
has_key(const struct answer *answer, const char *key) {
    struct word word = {0};
    for (uint16_t at = 0; word_at(answer->bytes, answer->size, at, &word);
         at = word.next) {
        if (strcmp(word.key, key) == 0) {
            return true;
        }
    }
    return false;
}

static bool
add_word(const json_t *item, struct answer *out, struct answer_fault *fault) {
    char text[WORD_BYTES];
    char key[WORD_BYTES];
    if (!json_is_string(item)) {
        return answer_refuse(fault, "words", "must hold texts");
    }
    switch (text_take(json_string_value(item), json_string_length(item),
                      WORDS_GRAPHEME_MAX, text, sizeof text)) {
        case TEXT_OK:
            break;
        case TEXT_EMPTY:
            return true; // an empty field is no word
        case TEXT_TOO_LONG:
            return answer_refuse(fault, "words",
                                 "must hold words of at most %d characters",
                                 WORDS_GRAPHEME_MAX);
        default:
            return answer_refuse(fault, "words",
                                 "has characters that cannot be shown");
    }
    if (!text_fold(text, key, sizeof key) || key[0] == '\0') {
        return answer_refuse(fault, "words",
                             "has characters that cannot be compared");
    }
    if (has_key(out, key)) {
        return true; // said twice counts once
    }
    size_t text_size = strlen(text) + 1;
    size_t key_size = strlen(key) + 1;
    memcpy(out->bytes + out->size, text, text_size);
    memcpy(out->bytes + out->size + text_size, key, key_size);
    out->size = (uint16_t) (out->size + text_size + key_size);
    return true;
}

static bool
words_read(const struct ask *ask, const json_t *in, struct answer *out,
           struct answer_fault *fault) {
    const struct exercise *exercise = ask->exercise;
    out->size = 0;
    if (json_object_size(in) == 0) {
        return true;
    }
    const json_t *words = json_object_get(in, "words");
    if (!json_is_array(words) || json_array_size(words) > exercise->pick) {
        return answer_refuse(fault, "words", "must be a list of at most %d",
                             exercise->pick);
    }
    for (size_t i = 0; i < json_array_size(words); i++) {
        if (!add_word(json_array_get(words, i), out, fault)) {
            out->size = 0;
            return false;
        }
    }
    return true;
}

static void
words_write(const struct exercise *exercise, const struct answer *answer,
            struct json_out *out) {
    (void) exercise; // the answer says all
    struct word word = {0};
    json_open_array(out, "words");
    for (uint16_t at = 0; word_at(answer->bytes, answer->size, at, &word);
         at = word.next) {
        json_write_string(out, NULL, word.text);
    }
    json_close_array(out);
}

static void
words_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    json_write_integer(out, "pick", exercise->pick);
    json_write_integer(out, "max", WORDS_GRAPHEME_MAX);
}

static uint32_t
key_slot(const char *key) {
    uint32_t hash = 2166136261u; // FNV-1a
    for (const char *at = key; *at != '\0'; at++) {
        hash = (hash ^ (uint8_t) *at) * 16777619u;
    }
    return hash % WORDS_INDEX_SIZE;
}

// In a packed answer the key stands right behind its word.
const char *
words_entry_key(const struct words_entry *entry) {
    return entry->text + strlen(entry->text) + 1;
}

// While words are counted: where an entry is found by its key, and what the
// host did to it.
struct count {
    struct words_tally *tally;
    uint16_t index[WORDS_INDEX_SIZE];   // by key: entry number + 1
    uint16_t roots[WORDS_DISTINCT_MAX]; // by entry: what it counts as
};

static void
count_word(struct count *count, const struct word *word) {
    struct words_tally *tally = count->tally;
    uint16_t *index = count->index;
    tally->total++;
    uint32_t slot = key_slot(word->key);
    while (index[slot] != 0) {
        struct words_entry *entry = &tally->entries[index[slot] - 1];
        if (strcmp(words_entry_key(entry), word->key) == 0) {
            entry->count++;
            // Of several ways to write it the first in byte order stands for
            // it: the earliest would tell who came first.
            if (strcmp(word->text, entry->text) < 0) {
                entry->text = word->text;
            }
            return;
        }
        slot = (slot + 1) % WORDS_INDEX_SIZE;
    }
    if (tally->count >= WORDS_DISTINCT_MAX) {
        tally->others++;
        return;
    }
    tally->entries[tally->count].text = word->text;
    tally->entries[tally->count].count = 1;
    index[slot] = (uint16_t) ++tally->count;
}

// Number of the entry of a key; WORDS_DISTINCT_MAX: none.
static uint16_t
find_entry(const struct count *count, const char *key) {
    uint32_t slot = key_slot(key);
    while (count->index[slot] != 0) {
        uint16_t entry = (uint16_t) (count->index[slot] - 1);
        if (strcmp(words_entry_key(&count->tally->entries[entry]), key) == 0) {
            return entry;
        }
        slot = (slot + 1) % WORDS_INDEX_SIZE;
    }
    return WORDS_DISTINCT_MAX;
}

// Whoever said two words that are one now counts once.
static void
count_voters_once(struct count *count, const struct ballot *ballot) {
    uint16_t seen[DECK_ITEM_MAX];
    unsigned seen_count = 0;
    struct word word = {0};
    for (uint16_t at = 0; word_at(ballot->bytes, ballot->size, at, &word);
         at = word.next) {
        uint16_t entry = find_entry(count, word.key);
        bool is_new = entry < WORDS_DISTINCT_MAX;
        for (unsigned k = 0; is_new && k < seen_count; k++) {
            if (seen[k] == count->roots[entry]) {
                count->tally->entries[seen[k]].count--;
                is_new = false;
            }
        }
        if (is_new && seen_count < DECK_ITEM_MAX) {
            seen[seen_count++] = count->roots[entry];
        }
    }
}

static uint64_t
entry_id(const struct words_entry *entry) {
    return item_id(words_entry_key(entry), strlen(words_entry_key(entry)));
}

struct placed {
    uint64_t id;
    uint16_t entry;
};

static int
compare_placed(const void *a, const void *b) {
    const struct placed *left = a, *right = b;
    return left->id < right->id ? -1 : left->id > right->id;
}

// What each entry counts as: itself, or what it was merged into.
static void
find_roots(const struct ballot_box *box, struct count *count,
           struct placed *placed) {
    const struct words_tally *tally = count->tally;
    for (uint32_t i = 0; i < tally->count; i++) {
        placed[i].id = entry_id(&tally->entries[i]);
        placed[i].entry = (uint16_t) i;
        count->roots[i] = (uint16_t) i;
    }
    qsort(placed, tally->count, sizeof *placed, compare_placed);
    for (uint32_t i = 0; i < tally->count; i++) {
        struct placed root = {.id = edit_root(box, placed[i].id)};
        const struct placed *found = root.id == placed[i].id
                                         ? NULL
                                         : bsearch(&root, placed, tally->count,
                                                   sizeof root, compare_placed);
        if (found != NULL) {
            count->roots[placed[i].entry] = found->entry;
        }
    }
}

// What the host hid is left out, what was merged counts for another.
static void
apply_edits(const struct ballot_box *box, struct count *count) {
    struct words_tally *tally = count->tally;
    struct placed placed[WORDS_DISTINCT_MAX];
    find_roots(box, count, placed);
    for (uint32_t i = 0; i < tally->count; i++) {
        if (count->roots[i] != i) {
            tally->entries[count->roots[i]].count += tally->entries[i].count;
            tally->entries[i].count = 0;
            tally->merged++;
        }
    }
    for (uint32_t i = 0; i < box->count && tally->merged > 0; i++) {
        count_voters_once(count, &box->ballots[i]);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < tally->count; i++) {
        struct words_entry *entry = &tally->entries[i];
        bool is_hidden = edit_is_hidden(box, entry_id(entry));
        tally->hidden += is_hidden && entry->count > 0;
        if (entry->count > 0 && !is_hidden) {
            tally->entries[kept++] = *entry;
        }
    }
    tally->count = kept;
}

static int
compare_entries(const void *a, const void *b) {
    const struct words_entry *left = a;
    const struct words_entry *right = b;
    if (left->count != right->count) {
        return left->count > right->count ? -1 : 1;
    }
    return strcmp(words_entry_key(left), words_entry_key(right));
}

void
words_tally(const struct ballot_box *box, struct words_tally *out) {
    struct count count = {.tally = out};
    out->voters = out->total = out->count = out->others = 0;
    out->merged = out->hidden = 0;
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        out->voters += ballot->size > 0;
        struct word word = {0};
        for (uint16_t at = 0; word_at(ballot->bytes, ballot->size, at, &word);
             at = word.next) {
            count_word(&count, &word);
        }
    }
    if (box->edit_count > 0) {
        apply_edits(box, &count);
    }
    qsort(out->entries, out->count, sizeof *out->entries, compare_entries);
}

static void
words_write_result(const struct exercise *exercise,
                   const struct ballot_box *box, struct json_out *out) {
    (void) exercise; // the words are the guests'
    struct words_tally tally;
    words_tally(box, &tally);
    json_write_integer(out, "voters", tally.voters);
    json_open_array(out, "words");
    size_t end = out->text->size + WORDS_WIRE_BYTES;
    for (uint32_t i = 0;
         i < tally.count && i < WORDS_WIRE_MAX && out->text->size < end; i++) {
        json_open_array(out, NULL);
        json_write_string(out, NULL, tally.entries[i].text);
        json_write_integer(out, NULL, tally.entries[i].count);
        json_close_array(out);
    }
    json_close_array(out);
}

static void
words_tabulate(const struct exercise *exercise, const struct ballot_box *box,
               on_result_row row, void *data) {
    (void) exercise; // the words are the guests'
    struct words_tally tally;
    words_tally(box, &tally);
    for (uint32_t i = 0; i < tally.count; i++) {
        struct result_row line = {
            .label = tally.entries[i].text,
            .votes = tally.entries[i].count,
            .share = (double) tally.entries[i].count / tally.voters,
            .mean = NAN,
            .median = NAN,
            .spread = NAN,
            .score = NAN,
        };
        row(data, &line);
    }
}

static void
words_list(const struct exercise *exercise, const struct ballot *ballot,
           on_answer_part part, void *data) {
    (void) exercise; // the ballot says all
    struct word word = {0};
    for (uint16_t at = 0; word_at(ballot->bytes, ballot->size, at, &word);
         at = word.next) {
        part(data, word.text, "1");
    }
}

static void
words_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    const struct exercise *exercise = ask->exercise;
    static const char *const vocabulary[] = {
        "curious", "awake", "hopeful",   "busy",     "calm",    "ready",
        "tired",   "glad",  "sceptical", "open",     "playful", "focused",
        "nervous", "warm",  "restless",  "grateful", "hungry",  "brave",
        "slow",    "kind",  "proud",     "unsure",   "lively",  "quiet",
    };
    const uint32_t size = sizeof vocabulary / sizeof *vocabulary;
    out->size = 0;
    uint32_t wanted = 1 + rng_below(rng, exercise->pick);
    for (uint32_t i = 0; i < wanted; i++) {
        // The smallest of three draws: some words are common.
        uint32_t at = rng_below(rng, size);
        for (int draw = 0; draw < 2; draw++) {
            uint32_t other = rng_below(rng, size);
            at = other < at ? other : at;
        }
        json_t *word = json_string(vocabulary[at]);
        struct answer_fault fault;
        (void) add_word(word, out, &fault); // our own words are fine
        json_decref(word);
    }
}

extern const struct kind kind_words;
const struct kind kind_words = {
    .name = "words",
    .takes_ballots = true,
    .is_written = true,
    .read_answer = words_read,
    .write_answer = words_write,
    .write_exercise = words_write_exercise,
    .write_result = words_write_result,
    .tabulate = words_tabulate,
    .list_answer = words_list,
    .simulate = words_simulate,
};
