// Reading a whole deck: the bytes are checked, then the YAML, then what it
// says. A deck and all its texts live in one arena.
#include "deck/deck.h"
#include "base/arena.h"
#include "base/check.h"
#include "deck/exercise.h"
#include "deck/fault_list.h"
#include "deck/field.h"
#include "deck/source.h"
#include "deck/yaml_tree.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The source once, its texts normalised (NFC grows to three times at most),
// rounding for each node, and the exercises: under 6 MB together.
#define DECK_ARENA_MAX ((size_t) 8 * 1024 * 1024)

// The public deck and what holds it.
struct owned_deck {
    struct deck deck; // first: a pointer to it is a pointer to the whole
    struct arena arena;
    char *source; // in the arena; deck.source, while it may be changed
};

enum deck_field {
    DECK_FIELD_DECK,
    DECK_FIELD_TITLE,
    DECK_FIELD_ABOUT,
    DECK_FIELD_LANG,
    DECK_FIELD_EXERCISES,
    DECK_FIELD_COUNT,
};

static const char *const deck_field_names[DECK_FIELD_COUNT] = {
    "deck", "title", "about", "lang", "exercises",
};

// The shape of BCP 47, letters before the first hyphen: "en", "pt-BR".
static bool
is_language(const char *word) {
    size_t part = 0;
    bool is_first = true;
    for (const char *at = word;; at++) {
        bool is_letter =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        if (is_letter || (*at >= '0' && *at <= '9' && !is_first)) {
            part++;
        } else if ((*at == '-' || *at == '\0') && part <= 8
                   && part >= (is_first ? 2 : 1)) {
            part = 0;
            is_first = false;
        } else {
            return false;
        }
        if (*at == '\0') {
            return true;
        }
    }
}

static void
read_language(const struct reader *reader, const yaml_node_t *node,
              struct deck *out) {
    (void) text_copy(out->lang, sizeof out->lang, "en");
    if (node == NULL) {
        return;
    }
    struct text_rule rule = {.what = "\"lang\"", .max_count = 64};
    const char *lang = field_read_text(reader, node, &rule);
    if (lang == NULL) {
        return;
    }
    if (!is_language(lang) || !text_copy(out->lang, sizeof out->lang, lang)) {
        fault_list_error(reader->faults, field_place(node),
                         "\"lang\" must be a language code of at most 15 "
                         "letters, such as en, de or pt-BR");
    }
}

// Exercise ids are few: comparing each with those before is quick enough.
static void
check_new_id(const struct reader *reader, const struct deck *deck,
             const yaml_node_t *node) {
    const struct exercise *last = &deck->exercises[deck->exercise_count - 1];
    for (const struct exercise *e = deck->exercises; e < last; e++) {
        if (last->id[0] != '\0' && strcmp(e->id, last->id) == 0) {
            const yaml_node_t *id = field_find(reader, node, "id");
            fault_list_error(reader->faults, field_place(id),
                             "the id \"%s\" is taken by the exercise in line "
                             "%d; choose another",
                             last->id, e->line);
            return;
        }
    }
}

static void
read_exercises(const struct reader *reader, const yaml_node_t *list,
               struct deck *out) {
    int count = field_list_count(reader, list, "\"exercises\"");
    if (count == 0 || count > DECK_EXERCISE_MAX) {
        fault_list_error(reader->faults, field_place(list),
                         "a deck has 1 to %d exercises, not %d",
                         DECK_EXERCISE_MAX, count);
    }
    if (count <= 0) {
        return;
    }
    out->exercises =
        arena_take(reader->arena, DECK_EXERCISE_MAX * sizeof *out->exercises);
    CHECK(out->exercises != NULL);
    for (int i = 0; i < count && i < DECK_EXERCISE_MAX; i++) {
        const yaml_node_t *node = field_element(reader, list, i);
        exercise_read(reader, node, out);
        check_new_id(reader, out, node);
    }
}

static void
read_root(const struct reader *reader, const yaml_node_t *root,
          struct deck *out) {
    static const struct key_table keys = {
        .names = deck_field_names,
        .count = DECK_FIELD_COUNT,
        .allowed = (1U << DECK_FIELD_COUNT) - 1,
        .required = 1U << DECK_FIELD_DECK | 1U << DECK_FIELD_TITLE
                    | 1U << DECK_FIELD_EXERCISES,
        .owner = "a deck",
    };
    yaml_node_t *values[DECK_FIELD_COUNT];
    if (!field_read_keys(reader, root, &keys, values)) {
        return;
    }
    if (values[DECK_FIELD_DECK] != NULL) {
        (void) field_read_id(reader, values[DECK_FIELD_DECK], "the deck's id",
                             out->id);
    }
    struct text_rule title = {"\"title\"", DECK_PROMPT_GOOD, DECK_PROMPT_MAX};
    if (values[DECK_FIELD_TITLE] != NULL) {
        out->title = field_read_text(reader, values[DECK_FIELD_TITLE], &title);
    }
    struct text_rule about = {"\"about\"", 0, DECK_NOTE_MAX};
    if (values[DECK_FIELD_ABOUT] != NULL) {
        out->about = field_read_text(reader, values[DECK_FIELD_ABOUT], &about);
    }
    read_language(reader, values[DECK_FIELD_LANG], out);
    if (values[DECK_FIELD_EXERCISES] != NULL) {
        read_exercises(reader, values[DECK_FIELD_EXERCISES], out);
    }
}

static void
read_tree(struct owned_deck *owned, struct fault_list *faults) {
    struct deck *deck = &owned->deck;
    size_t bom_size = source_bom_size(deck->source, deck->source_size);
    yaml_document_t document;
    if (!yaml_tree_read(deck->source + bom_size, deck->source_size - bom_size,
                        faults, &document)) {
        return;
    }
    struct reader reader = {&document, faults, &owned->arena};
    const yaml_node_t *root = yaml_document_get_root_node(&document);
    if (root == NULL) {
        fault_list_error(faults, (struct place){0},
                         "the file is empty; a deck begins with \"deck: "
                         "some-id\"");
    } else {
        read_root(&reader, root, deck);
    }
    yaml_document_delete(&document);
}

static struct owned_deck *
create(const char *source, size_t size) {
    struct owned_deck *owned = calloc(1, sizeof *owned);
    CHECK(owned != NULL);
    arena_init(&owned->arena, DECK_ARENA_MAX);
    CHECK(owned->arena.base != NULL);
    char *copy = arena_take(&owned->arena, size + 1);
    CHECK(copy != NULL);
    if (size > 0) {
        memcpy(copy, source, size);
    }
    owned->source = copy;
    owned->deck.source = copy;
    owned->deck.source_size = size;
    return owned;
}

// Checked and read; what is wrong stands in `faults`.
static void
fill(struct owned_deck *owned, struct fault_list *faults) {
    // Only a faulty source is changed, and then there is no deck to keep it.
    if (source_check(owned->source, owned->deck.source_size, faults)) {
        read_tree(owned, faults);
    }
}

struct deck *
deck_read(const char *source, size_t size, struct deck_faults *faults) {
    struct fault_list list;
    fault_list_init(&list, faults);
    if (size > DECK_FILE_MAX) {
        fault_list_error(&list, (struct place){0},
                         "the file is larger than %d bytes; no deck is",
                         DECK_FILE_MAX);
        fault_list_close(&list);
        return NULL;
    }
    struct owned_deck *owned = create(source, size);
    fill(owned, &list);
    fault_list_close(&list);
    if (faults->error_count > 0) {
        deck_destroy(&owned->deck);
        return NULL;
    }
    return &owned->deck;
}

// At most one byte more than a deck may have; -1: failed, errno says why.
static ssize_t
read_file(const char *path, char *out) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (file < 0) {
        return -1;
    }
    size_t used = 0;
    ssize_t got = -1;
    if (fstat(file, &status) == 0) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        got = S_ISREG(status.st_mode) ? 0 : -1;
    }
    while (got >= 0 && used <= DECK_FILE_MAX) {
        got = read(file, out + used, DECK_FILE_MAX + 1 - used);
        if (got < 0 && errno == EINTR) {
            got = 0;
            continue;
        }
        if (got == 0) {
            break;
        }
        used += got > 0 ? (size_t) got : 0;
    }
    int cause = errno;
    (void) close(file); // nothing was written
    errno = cause;
    return got < 0 ? -1 : (ssize_t) used;
}

struct deck *
deck_load(const char *path, struct deck_faults *faults) {
    char *bytes = malloc(DECK_FILE_MAX + 1);
    CHECK(bytes != NULL);
    ssize_t size = read_file(path, bytes);
    struct deck *deck = NULL;
    if (size < 0) {
        struct fault_list list;
        fault_list_init(&list, faults);
        fault_list_error(
            &list, (struct place){0}, "the file cannot be read: %s",
            errno == EINVAL ? "it is not a regular file" : strerror(errno));
        fault_list_close(&list);
    } else {
        deck = deck_read(bytes, (size_t) size, faults);
    }
    free(bytes);
    return deck;
}

void
deck_destroy(struct deck *deck) {
    if (deck != NULL) {
        struct owned_deck *owned = (struct owned_deck *) deck;
        arena_finish(&owned->arena);
        free(owned);
    }
}

int
deck_find_exercise(const struct deck *deck, const char *id) {
    for (int i = 0; i < deck->exercise_count; i++) {
        if (strcmp(deck->exercises[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}
