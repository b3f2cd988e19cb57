// Single values. A wrong value never ends the reading: the caller goes on
// with the next key, so that an author sees all faults in one go.
#include "deck/field.h"
#include "base/check.h"
#include "deck/suggest.h"
#include <stdlib.h>
#include <string.h>

#define TEXT_ROOM 16384 // bytes of the longest text, more than any limit needs

yaml_node_t *
field_node(const struct reader *reader, int index) {
    yaml_node_t *node = yaml_document_get_node(reader->document, index);
    CHECK(node != NULL);
    return node;
}

struct place
field_place(const yaml_node_t *node) {
    return yaml_place(node->start_mark);
}

static bool
is_scalar(const yaml_node_t *node) {
    return node->type == YAML_SCALAR_NODE;
}

static const char *
scalar_text(const yaml_node_t *node) {
    return (const char *) node->data.scalar.value;
}

static bool
is_plain(const yaml_node_t *node) {
    return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

// libyaml's length counts; a text may hold a zero byte by an escape.
static bool
is_word(const yaml_node_t *node, const char *word) {
    size_t size = strlen(word);
    return is_scalar(node) && node->data.scalar.length == size
           && memcmp(node->data.scalar.value, word, size) == 0;
}

static void
show(const yaml_node_t *node, char out[static SHOWN_SIZE]) {
    shown_write(scalar_text(node), node->data.scalar.length, out);
}

yaml_node_t *
field_find(const struct reader *reader, const yaml_node_t *mapping,
           const char *name) {
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
    for (; pair < mapping->data.mapping.pairs.top; pair++) {
        if (is_word(field_node(reader, pair->key), name)) {
            return field_node(reader, pair->value);
        }
    }
    return NULL;
}

static void
report_unknown(const struct reader *reader, const yaml_node_t *key,
               const struct key_table *keys) {
    char shown[SHOWN_SIZE];
    show(key, shown);
    const char *meant = suggest(shown, keys->names, keys->count, keys->allowed);
    if (meant != NULL) {
        fault_list_error(reader->faults, field_place(key),
                         "\"%s\" is not known here; did you mean \"%s\"?",
                         shown, meant);
        return;
    }
    char list[256];
    suggest_list(keys->names, keys->count, keys->allowed, list, sizeof list);
    fault_list_error(reader->faults, field_place(key),
                     "\"%s\" is not known here; %s has: %s", shown, keys->owner,
                     list);
}

// The index of the key's name; -1: reported.
static int
key_index(const struct reader *reader, const yaml_node_t *key,
          const struct key_table *keys) {
    if (!is_scalar(key)) {
        fault_list_error(reader->faults, field_place(key),
                         "a key is one word before a colon, not a list or a "
                         "block");
        return -1;
    }
    for (size_t i = 0; i < keys->count; i++) {
        if (!is_word(key, keys->names[i])) {
            continue;
        }
        if ((keys->allowed >> i & 1) != 0) {
            return (int) i;
        }
        char list[256];
        suggest_list(keys->names, keys->count, keys->allowed, list,
                     sizeof list);
        fault_list_error(reader->faults, field_place(key),
                         "\"%s\" does not go with %s, which has: %s",
                         keys->names[i], keys->owner, list);
        return -1;
    }
    report_unknown(reader, key, keys);
    return -1;
}

static void
report_missing(const struct reader *reader, const yaml_node_t *mapping,
               const struct key_table *keys, uint64_t seen) {
    for (size_t i = 0; i < keys->count; i++) {
        if ((keys->required & ~seen) >> i & 1) {
            fault_list_error(reader->faults, field_place(mapping),
                             "%s needs \"%s\"; add a line \"%s: …\"",
                             keys->owner, keys->names[i], keys->names[i]);
        }
    }
}

bool
field_read_keys(const struct reader *reader, const yaml_node_t *mapping,
                const struct key_table *keys, yaml_node_t **values) {
    for (size_t i = 0; i < keys->count; i++) {
        values[i] = NULL;
    }
    if (mapping->type != YAML_MAPPING_NODE) {
        fault_list_error(reader->faults, field_place(mapping),
                         "%s is a block of lines \"key: value\", which this is "
                         "not",
                         keys->owner);
        return false;
    }
    uint64_t seen = 0;
    int first_line[64];
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
    for (; pair < mapping->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = field_node(reader, pair->key);
        int i = key_index(reader, key, keys);
        if (i < 0) {
            continue;
        }
        if ((seen >> i & 1) != 0) {
            fault_list_error(reader->faults, field_place(key),
                             "\"%s\" is given twice, first in line %d; delete "
                             "one",
                             keys->names[i], first_line[i]);
            continue;
        }
        seen |= UINT64_C(1) << i;
        first_line[i] = field_place(key).line;
        values[i] = field_node(reader, pair->value);
    }
    report_missing(reader, mapping, keys, seen);
    return true;
}

static void
report_no_text(const struct reader *reader, const yaml_node_t *node,
               const char *what) {
    const char *hint =
        node->type == YAML_MAPPING_NODE
            ? "a colon with a space after it made a key of it, or braces did; "
              "put the text into quotes"
            : "write one text, without brackets or \"- \"";
    fault_list_error(reader->faults, field_place(node), "%s must be a text: %s",
                     what, hint);
}

// As long as text_take would make it; composing may grow a text to three
// times its bytes.
static size_t
taken_count(const yaml_node_t *node) {
    size_t size = node->data.scalar.length;
    char *room = malloc(3 * size + 1);
    CHECK(room != NULL);
    enum text_verdict verdict =
        text_take(scalar_text(node), size, SIZE_MAX, room, 3 * size + 1);
    size_t count = verdict == TEXT_OK ? text_grapheme_count(room) : size;
    free(room);
    return count;
}

static void
report_text(const struct reader *reader, const yaml_node_t *node,
            const struct text_rule *rule, enum text_verdict verdict) {
    struct place at = field_place(node);
    switch (verdict) {
        case TEXT_EMPTY:
            fault_list_error(reader->faults, at,
                             "%s is empty; a text belongs here", rule->what);
            break;
        case TEXT_TOO_LONG:
            fault_list_error(reader->faults, at,
                             "%s has %zu characters; at most %zu are allowed",
                             rule->what, taken_count(node), rule->max_count);
            break;
        case TEXT_TOO_TALL:
            fault_list_error(reader->faults, at,
                             "%s has letters with more than %d marks on them",
                             rule->what, TEXT_MARK_MAX);
            break;
        default:
            fault_list_error(reader->faults, at,
                             "%s has a control character, or a hidden one "
                             "that cannot be shown; delete it",
                             rule->what);
            break;
    }
}

const char *
field_read_text(const struct reader *reader, const yaml_node_t *node,
                const struct text_rule *rule) {
    if (!is_scalar(node)) {
        report_no_text(reader, node, rule->what);
        return NULL;
    }
    if (node->data.scalar.length >= TEXT_ROOM) {
        fault_list_error(reader->faults, field_place(node),
                         "%s is far too long; at most %zu characters are "
                         "allowed",
                         rule->what, rule->max_count);
        return NULL;
    }
    char room[TEXT_ROOM];
    enum text_verdict verdict =
        text_take(scalar_text(node), node->data.scalar.length, rule->max_count,
                  room, sizeof room);
    if (verdict != TEXT_OK) {
        report_text(reader, node, rule, verdict);
        return NULL;
    }
    size_t count = rule->good_count > 0 ? text_grapheme_count(room) : 0;
    if (count > rule->good_count) {
        fault_list_warning(reader->faults, field_place(node),
                           "%s has %zu characters; up to %zu read well on a "
                           "wall",
                           rule->what, count, rule->good_count);
    }
    size_t size = strlen(room) + 1;
    char *kept = arena_take(reader->arena, size);
    CHECK(kept != NULL);
    memcpy(kept, room, size);
    return kept;
}

static bool
is_id(const char *word, size_t size) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return size > 0 && size < DECK_ID_MAX && word[0] != '-'
           && strspn(word, letters) == size;
}

bool
field_read_id(const struct reader *reader, const yaml_node_t *node,
              const char *what, char out[static DECK_ID_MAX]) {
    if (!is_scalar(node)) {
        report_no_text(reader, node, what);
        return false;
    }
    if (!is_id(scalar_text(node), node->data.scalar.length)) {
        char shown[SHOWN_SIZE];
        show(node, shown);
        fault_list_error(reader->faults, field_place(node),
                         "%s \"%s\" must be 1 to %d of the letters a-z, the "
                         "digits 0-9 and -, and not begin with -",
                         what, shown, DECK_ID_MAX - 1);
        return false;
    }
    memcpy(out, scalar_text(node), node->data.scalar.length + 1);
    return true;
}

bool
field_read_number(const struct reader *reader, const yaml_node_t *node,
                  const struct number_rule *rule, int32_t *out) {
    char shown[SHOWN_SIZE] = "";
    bool is_number = false;
    long value = 0;
    if (is_scalar(node)) {
        show(node, shown);
        const char *word = scalar_text(node);
        const char *digits = word + (word[0] == '-' ? 1 : 0);
        size_t count = strspn(digits, "0123456789");
        is_number = is_plain(node) && count > 0 && count < 9
                    && digits + count == word + node->data.scalar.length;
        value = is_number ? strtol(word, NULL, 10) : 0;
    }
    if (!is_number || value < rule->least || value > rule->most) {
        fault_list_error(reader->faults, field_place(node),
                         "%s must be a whole number from %d to %d%s%s%s",
                         rule->what, (int) rule->least, (int) rule->most,
                         shown[0] != '\0' ? ", not \"" : "", shown,
                         shown[0] != '\0' ? "\"" : "");
        return false;
    }
    *out = (int32_t) value;
    return true;
}

bool
field_read_flag(const struct reader *reader, const yaml_node_t *node,
                const char *what, bool *out) {
    bool is_true = is_word(node, "true");
    if (!is_true && !is_word(node, "false")) {
        fault_list_error(reader->faults, field_place(node),
                         "%s must be true or false", what);
        return false;
    }
    *out = is_true;
    return true;
}

int
field_list_count(const struct reader *reader, const yaml_node_t *node,
                 const char *what) {
    if (node->type != YAML_SEQUENCE_NODE) {
        fault_list_error(reader->faults, field_place(node),
                         "%s must be a list: write [one, two], or each on a "
                         "line of its own after \"- \"",
                         what);
        return -1;
    }
    return (int) (node->data.sequence.items.top
                  - node->data.sequence.items.start);
}

yaml_node_t *
field_element(const struct reader *reader, const yaml_node_t *list, int i) {
    return field_node(reader, list->data.sequence.items.start[i]);
}
