// The lists, and which pairs are taken. A word once used stays: journals name
// seats by it.
#include "room/words.h"
#include "base/check.h"
#include <stdio.h>
#include <string.h>

static const char *const first_words[WORDS_FIRST_COUNT] = {
    "amber",    "azure",   "bold",    "brave",    "breezy",  "bright",
    "bronze",   "brown",   "busy",    "calm",     "candid",  "cheerful",
    "clear",    "clever",  "coral",   "cosy",     "crimson", "crisp",
    "curious",  "cyan",    "daring",  "deep",     "dotted",  "eager",
    "early",    "earnest", "easy",    "electric", "fair",    "famous",
    "fancy",    "festive", "fluffy",  "fond",     "free",    "fresh",
    "friendly", "gentle",  "giant",   "gifted",   "glad",    "golden",
    "graceful", "grand",   "green",   "happy",    "hardy",   "helpful",
    "honest",   "humble",  "indigo",  "ivory",    "jade",    "jolly",
    "joyful",   "keen",    "kind",    "lemon",    "light",   "lilac",
    "little",   "lively",  "lucky",   "lunar",    "magic",   "maroon",
    "mellow",   "merry",   "mighty",  "mild",     "mint",    "modern",
    "modest",   "musical", "neat",    "new",      "nimble",  "noble",
    "olive",    "open",    "orange",  "patient",  "peach",   "pearl",
    "pink",     "plain",   "playful", "polite",   "prime",   "proud",
    "purple",   "quick",   "quiet",   "rapid",    "ready",   "red",
    "rosy",     "round",   "royal",   "ruby",     "salty",   "scarlet",
    "sharp",    "silent",  "silver",  "simple",   "smart",   "smooth",
    "snowy",    "solar",   "solid",   "steady",   "striped", "sunny",
    "super",    "sweet",   "swift",   "tall",     "tidy",    "tiny",
    "trusty",   "violet",  "warm",    "wild",     "windy",   "wise",
    "witty",    "yellow",
};

static const char *const second_words[WORDS_SECOND_COUNT] = {
    "acorn",   "anchor",   "apple",    "apron",    "arrow",      "badger",
    "balloon", "banjo",    "basket",   "beacon",   "beaver",     "bell",
    "bird",    "biscuit",  "boat",     "book",     "bridge",     "bucket",
    "button",  "cactus",   "camel",    "candle",   "canoe",      "carrot",
    "castle",  "cat",      "cedar",    "cello",    "cherry",     "circle",
    "cloud",   "clover",   "comet",    "compass",  "crane",      "cricket",
    "daisy",   "deer",     "dolphin",  "donkey",   "dragon",     "drum",
    "duck",    "eagle",    "falcon",   "feather",  "fern",       "finch",
    "fiddle",  "flag",     "flute",    "forest",   "fountain",   "fox",
    "garden",  "giraffe",  "globe",    "guitar",   "hammer",     "harbor",
    "harp",    "hat",      "hazel",    "hedgehog", "heron",      "hill",
    "island",  "jacket",   "jigsaw",   "kettle",   "kite",       "koala",
    "ladder",  "lagoon",   "lantern",  "leaf",     "lighthouse", "lily",
    "lion",    "lizard",   "magnet",   "maple",    "meadow",     "melon",
    "mirror",  "moon",     "mountain", "muffin",   "nest",       "noodle",
    "ocean",   "orchard",  "otter",    "owl",      "panda",      "paper",
    "parrot",  "pebble",   "pencil",   "penguin",  "piano",      "pillow",
    "planet",  "pony",     "puffin",   "pumpkin",  "puzzle",     "rabbit",
    "rainbow", "river",    "robin",    "rocket",   "sail",       "salmon",
    "spoon",   "squirrel", "star",     "swan",     "teapot",     "tiger",
    "tractor", "tulip",    "turtle",   "umbrella", "valley",     "waffle",
    "whale",   "zebra",
};

void
words_write(uint32_t number, char out[static GUEST_WORDS_MAX]) {
    CHECK(number < WORDS_COUNT);
    int size = snprintf(out, GUEST_WORDS_MAX, "%s %s",
                        first_words[number / WORDS_SECOND_COUNT],
                        second_words[number % WORDS_SECOND_COUNT]);
    CHECK(size > 0 && size < GUEST_WORDS_MAX);
}

static int
find_in(const char *const *list, int count, const char *word, size_t size) {
    for (int i = 0; i < count; i++) {
        if (strlen(list[i]) == size && memcmp(list[i], word, size) == 0) {
            return i;
        }
    }
    return -1;
}

bool
words_find(const char *words, uint32_t *out_number) {
    const char *space = strchr(words, ' ');
    if (space == NULL) {
        return false;
    }
    int first = find_in(first_words, WORDS_FIRST_COUNT, words,
                        (size_t) (space - words));
    int second =
        find_in(second_words, WORDS_SECOND_COUNT, space + 1, strlen(space + 1));
    if (first < 0 || second < 0) {
        return false;
    }
    *out_number = (uint32_t) (first * WORDS_SECOND_COUNT + second);
    return true;
}

bool
words_take(struct words_taken *taken, uint32_t start, uint32_t *out_number) {
    for (uint32_t i = 0; i < WORDS_COUNT; i++) {
        // 5,171 is prime, so the steps visit every pair, and both words change.
        uint32_t number = (start % WORDS_COUNT + i * 5171u) % WORDS_COUNT;
        if ((taken->bits[number / 8] >> (number % 8) & 1) == 0) {
            words_mark(taken, number);
            *out_number = number;
            return true;
        }
    }
    return false;
}

void
words_mark(struct words_taken *taken, uint32_t number) {
    CHECK(number < WORDS_COUNT);
    taken->bits[number / 8] |= (uint8_t) (1u << (number % 8));
}

void
words_release(struct words_taken *taken, uint32_t number) {
    CHECK(number < WORDS_COUNT);
    taken->bits[number / 8] &= (uint8_t) ~(1u << (number % 8));
}
