// An exercise is read key by key after its kind is known, because the kind
// says which keys there are. Of an unknown kind only what all kinds have in
// common is checked, so that one misspelt word is one fault.
#include "deck/exercise.h"
#include "deck/kind_rules.h"
#include "deck/phases.h"
#include "deck/suggest.h"
#include <stdio.h>
#include <string.h>

#define SCALE_LEAST (-1000000)
#define SCALE_MOST 1000000
#define SCALE_STEP_MAX 100

struct exercise_reader {
    const struct reader *reader;    // borrowed
    const struct kind_rules *rules; // NULL: not known
    yaml_node_t *values[FIELD_COUNT];
    struct exercise *out; // borrowed
};

static void
report_kind(const struct reader *reader, const yaml_node_t *node) {
    const char *names[KIND_MAX];
    uint32_t count = 0;
    kind_rules_names(names, &count);
    uint32_t all = (uint32_t) ((UINT64_C(1) << count) - 1);
    char shown[SHOWN_SIZE] = "", list[160];
    if (node->type == YAML_SCALAR_NODE) {
        shown_write((const char *) node->data.scalar.value,
                    node->data.scalar.length, shown);
    }
    const char *meant = suggest(shown, names, count, all);
    suggest_list(names, count, all, list, sizeof list);
    if (meant != NULL) {
        fault_list_error(reader->faults, field_place(node),
                         "\"%s\" is no kind; did you mean \"%s\"?", shown,
                         meant);
    } else {
        fault_list_error(reader->faults, field_place(node),
                         "\"%s\" is no kind; kinds are: %s", shown, list);
    }
}

// NULL: missing or unknown; what is unknown is reported.
static const struct kind_rules *
find_kind(const struct reader *reader, const yaml_node_t *mapping) {
    const yaml_node_t *node = field_find(reader, mapping, "kind");
    if (node == NULL) {
        return NULL;
    }
    const struct kind_rules *rules = NULL;
    if (node->type == YAML_SCALAR_NODE) {
        rules = kind_rules_find((const char *) node->data.scalar.value);
    }
    if (rules == NULL) {
        report_kind(reader, node);
    }
    return rules;
}

static const char *
read_note(const struct exercise_reader *self, enum kind_field field,
          size_t good_count, size_t max_count) {
    const yaml_node_t *node = self->values[field];
    char what[32];
    (void) snprintf(what, sizeof what, "\"%s\"", kind_field_names[field]);
    struct text_rule rule = {what, good_count, max_count};
    return node != NULL ? field_read_text(self->reader, node, &rule) : NULL;
}

static void
read_texts(struct exercise_reader *self) {
    struct exercise *out = self->out;
    const char *prompt =
        read_note(self, FIELD_PROMPT, DECK_PROMPT_GOOD, DECK_PROMPT_MAX);
    out->prompt = prompt != NULL ? prompt : out->prompt;
    out->why = read_note(self, FIELD_WHY, 0, DECK_NOTE_MAX);
    out->say = read_note(self, FIELD_SAY, 0, DECK_NOTE_MAX);
    out->text = read_note(self, FIELD_TEXT, 0, DECK_NOTE_MAX);
    out->by = read_note(self, FIELD_BY, 0, DECK_ITEM_TEXT_MAX);
}

static void
read_flags(struct exercise_reader *self) {
    if (self->values[FIELD_LIVE] != NULL) {
        (void) field_read_flag(self->reader, self->values[FIELD_LIVE],
                               "\"live\"", &self->out->is_live);
    }
    if (self->values[FIELD_NAMED] != NULL) {
        (void) field_read_flag(self->reader, self->values[FIELD_NAMED],
                               "\"named\"", &self->out->is_named);
    }
}

static bool
is_same_item(const char *a, const char *b) {
    char key_a[1024], key_b[1024];
    if (text_fold(a, key_a, sizeof key_a)
        && text_fold(b, key_b, sizeof key_b)) {
        return strcmp(key_a, key_b) == 0;
    }
    return strcmp(a, b) == 0;
}

static void
check_new_item(const struct exercise_reader *self, const yaml_node_t *node,
               const char *text) {
    for (int i = 0; i < self->out->item_count; i++) {
        if (is_same_item(self->out->items[i], text)) {
            char shown[SHOWN_SIZE];
            shown_write(text, strlen(text), shown);
            fault_list_error(self->reader->faults, field_place(node),
                             "the %s \"%s\" is in the list twice",
                             self->rules->list_item, shown);
            return;
        }
    }
}

static void
read_items(struct exercise_reader *self) {
    const struct kind_rules *rules = self->rules;
    struct exercise *out = self->out;
    if (rules->list == FIELD_COUNT) {
        return;
    }
    const yaml_node_t *list = self->values[rules->list];
    if (list == NULL) {
        out->items[0] = "";
        out->item_count = rules->has_default_item ? 1 : 0;
        return;
    }
    char what[32];
    (void) snprintf(what, sizeof what, "\"%s\"", kind_field_names[rules->list]);
    int count = field_list_count(self->reader, list, what);
    if (count >= 0 && (count < rules->item_min || count > rules->item_max)) {
        fault_list_error(self->reader->faults, field_place(list),
                         "%s must have %d to %d entries, not %d", what,
                         rules->item_min, rules->item_max, count);
    }
    for (int i = 0; i < count && i < rules->item_max; i++) {
        const yaml_node_t *node = field_element(self->reader, list, i);
        (void) snprintf(what, sizeof what, "%s %d", rules->list_item, i + 1);
        size_t most =
            rules->item_most > 0 ? rules->item_most : DECK_ITEM_TEXT_MAX;
        struct text_rule rule = {what, rules->item_good, most};
        const char *text = field_read_text(self->reader, node, &rule);
        if (text != NULL) {
            check_new_item(self, node, text);
            out->items[out->item_count++] = text;
        }
    }
}

static void
read_pick(struct exercise_reader *self) {
    const struct kind_rules *rules = self->rules;
    if ((rules->allowed & FIELD_BIT(FIELD_PICK)) == 0) {
        return;
    }
    int32_t pick = 1;
    // A list with faults of its own says nothing about pick.
    int32_t item_count = self->out->item_count;
    int32_t most = item_count >= rules->item_min ? item_count : DECK_ITEM_MAX;
    const yaml_node_t *node = self->values[FIELD_PICK];
    struct number_rule rule = {"\"pick\"", 1,
                               rules->pick_max > 0 ? rules->pick_max : most};
    if (node != NULL) {
        (void) field_read_number(self->reader, node, &rule, &pick);
    }
    self->out->pick = (uint8_t) pick;
}

// A whole number from 1 to `most`; `otherwise` where the deck gives none.
static int32_t
read_count(const struct exercise_reader *self, enum kind_field field,
           int32_t most, int32_t otherwise) {
    if ((self->rules->allowed & FIELD_BIT(field)) == 0) {
        return 0;
    }
    char what[32];
    (void) snprintf(what, sizeof what, "\"%s\"", kind_field_names[field]);
    struct number_rule rule = {what, 1, most};
    int32_t number = otherwise;
    if (self->values[field] != NULL) {
        (void) field_read_number(self->reader, self->values[field], &rule,
                                 &number);
    }
    return number;
}

// Both ends, each inside the limits; whether they are good.
static bool
read_ends(struct exercise_reader *self) {
    const yaml_node_t *from = self->values[FIELD_FROM];
    const yaml_node_t *to = self->values[FIELD_TO];
    struct exercise *out = self->out;
    struct number_rule rule = {"\"from\"", SCALE_LEAST, SCALE_MOST};
    bool has_from = from != NULL
                    && field_read_number(self->reader, from, &rule, &out->from);
    rule.what = "\"to\"";
    bool has_to =
        to != NULL && field_read_number(self->reader, to, &rule, &out->to);
    if (!has_from || !has_to) {
        return false;
    }
    if (out->to <= out->from || out->to - out->from > SCALE_STEP_MAX) {
        fault_list_error(self->reader->faults, field_place(to),
                         "a scale from %d to %d is not possible; \"to\" must "
                         "be 1 to %d more than \"from\"",
                         (int) out->from, (int) out->to, SCALE_STEP_MAX);
        return false;
    }
    return true;
}

// Words for the low and the high end, both or none.
static void
read_ends_words(struct exercise_reader *self, enum kind_field field,
                struct text_rule rule, struct axis *out) {
    const yaml_node_t *list = self->values[field];
    char what[48];
    if (list == NULL) {
        return;
    }
    (void) snprintf(what, sizeof what, "\"%s\"", kind_field_names[field]);
    int count = field_list_count(self->reader, list, what);
    if (count >= 0 && count != 2) {
        fault_list_error(self->reader->faults, field_place(list),
                         "%s must have 2 entries, for the low and the high "
                         "end, not %d",
                         what, count);
        return;
    }
    if (count == 2) {
        rule.what = what;
        (void) snprintf(what, sizeof what, "the low end of \"%s\"",
                        kind_field_names[field]);
        out->low = field_read_text(self->reader,
                                   field_element(self->reader, list, 0), &rule);
        (void) snprintf(what, sizeof what, "the high end of \"%s\"",
                        kind_field_names[field]);
        out->high = field_read_text(
            self->reader, field_element(self->reader, list, 1), &rule);
    }
}

static void
read_labels(struct exercise_reader *self) {
    struct axis ends = {NULL, NULL};
    struct text_rule rule = {NULL, DECK_ITEM_GOOD, DECK_ITEM_TEXT_MAX};
    read_ends_words(self, FIELD_LABELS, rule, &ends);
    self->out->from_label = ends.low;
    self->out->to_label = ends.high;
}

static void
read_quadrants(struct exercise_reader *self) {
    const yaml_node_t *list = self->values[FIELD_QUADRANTS];
    int count = list == NULL
                    ? 0
                    : field_list_count(self->reader, list, "\"quadrants\"");
    if (list != NULL && count >= 0 && count != 4) {
        fault_list_error(self->reader->faults, field_place(list),
                         "\"quadrants\" must have 4 entries, for the upper "
                         "left and right and the lower left and right, not %d",
                         count);
        return;
    }
    for (int i = 0; i < count; i++) {
        char what[32];
        (void) snprintf(what, sizeof what, "quadrant %d", i + 1);
        struct text_rule rule = {what, DECK_END_GOOD, DECK_END_MAX};
        self->out->quadrants[i] = field_read_text(
            self->reader, field_element(self->reader, list, i), &rule);
    }
}

static void
read_plane(struct exercise_reader *self) {
    struct text_rule rule = {NULL, DECK_END_GOOD, DECK_END_MAX};
    read_ends_words(self, FIELD_X, rule, &self->out->x);
    read_ends_words(self, FIELD_Y, rule, &self->out->y);
    read_quadrants(self);
}

// `is_scale`: the ends are good, and the stretch must lie between them.
static void
read_mark(struct exercise_reader *self, bool is_scale) {
    static const char *const names[] = {"from", "to", "label"};
    static const struct key_table keys = {names, 3, 7, 3, "a mark"};
    const yaml_node_t *node = self->values[FIELD_MARK];
    yaml_node_t *values[3];
    if (node == NULL || !field_read_keys(self->reader, node, &keys, values)) {
        return;
    }
    struct exercise *out = self->out;
    struct number_rule rule = {"\"from\" of a mark",
                               is_scale ? out->from : SCALE_LEAST,
                               is_scale ? out->to : SCALE_MOST};
    bool has_from =
        values[0] != NULL
        && field_read_number(self->reader, values[0], &rule, &out->mark_from);
    rule.what = "\"to\" of a mark";
    bool has_to =
        values[1] != NULL
        && field_read_number(self->reader, values[1], &rule, &out->mark_to);
    if (has_from && has_to && out->mark_from >= out->mark_to) {
        fault_list_error(self->reader->faults, field_place(values[1]),
                         "\"to\" of a mark must be more than its \"from\"");
    }
    struct text_rule label = {"\"label\" of a mark", DECK_ITEM_GOOD,
                              DECK_ITEM_TEXT_MAX};
    if (values[2] != NULL) {
        out->mark_label = field_read_text(self->reader, values[2], &label);
    }
}

// What one kind has and another has not.
static void
read_kind(struct exercise_reader *self, const yaml_node_t *node) {
    read_items(self);
    read_pick(self);
    int32_t items = self->out->item_count;
    bool has_items = items >= self->rules->item_min;
    int32_t most = has_items ? items : DECK_ITEM_MAX;
    self->out->top = (uint8_t) read_count(self, FIELD_TOP, most, most);
    self->out->budget =
        (uint16_t) read_count(self, FIELD_BUDGET, DECK_BUDGET_MAX, DECK_BUDGET);
    if ((self->rules->allowed & FIELD_BIT(FIELD_FROM)) != 0) {
        bool is_scale = read_ends(self);
        read_labels(self);
        read_mark(self, is_scale);
    }
    if ((self->rules->allowed & FIELD_BIT(FIELD_X)) != 0) {
        read_plane(self);
    }
    bool may_be_bare = (self->rules->required & FIELD_BIT(FIELD_PROMPT)) == 0;
    if (may_be_bare && self->values[FIELD_PROMPT] == NULL
        && self->values[FIELD_TEXT] == NULL) {
        fault_list_error(self->reader->faults, field_place(node),
                         "kind \"%s\" needs a \"prompt\" or a \"text\" to show",
                         self->rules->name);
    }
}

// The earlier exercise that `node` names. NULL: there is none that can be asked
// again, which is reported.
static const struct exercise *
find_again(const struct reader *reader, const yaml_node_t *node,
           const struct deck *deck) {
    char id[DECK_ID_MAX];
    if (!field_read_id(reader, node, "\"again\"", id)) {
        return NULL;
    }
    int found = deck_find_exercise(deck, id);
    if (found < 0) {
        fault_list_error(reader->faults, field_place(node),
                         "no earlier exercise has the id \"%s\"", id);
        return NULL;
    }
    const struct exercise *asked = &deck->exercises[found];
    const struct kind_rules *rules = kind_rules_find(asked->kind);
    if (rules == NULL || !rules->takes_ballots || asked->again >= 0) {
        fault_list_error(reader->faults, field_place(node),
                         "\"%s\" cannot be asked again: %s", id,
                         asked->again >= 0 ? "it asks an earlier one itself; "
                                             "name that one"
                                           : "nobody answers it");
        return NULL;
    }
    return asked;
}

// Everything of the earlier exercise but what the deck says anew.
static void
copy_again(const struct exercise *asked, int number, struct exercise *out) {
    struct exercise own = *out;
    *out = *asked;
    out->line = own.line;
    out->again = (int16_t) number;
    out->why = out->say = NULL;
    out->id[0] = '\0';
    out->phase_count = 0;
}

void
exercise_read(const struct reader *reader, const yaml_node_t *node,
              struct deck *deck) {
    struct exercise *out = &deck->exercises[deck->exercise_count];
    struct exercise_reader self = {.reader = reader, .out = out};
    const struct exercise *asked = NULL;
    out->line = field_place(node).line;
    out->prompt = "";
    out->again = -1;
    out->filed_as = deck->exercise_count;
    const yaml_node_t *again = NULL;
    if (node->type == YAML_MAPPING_NODE) {
        again = field_find(reader, node, "again");
        self.rules =
            again != NULL ? &kind_rules_again : find_kind(reader, node);
    }
    if (again != NULL) {
        asked = find_again(reader, again, deck);
    }
    if (asked != NULL) {
        copy_again(asked, (int) (asked - deck->exercises), out);
    }
    deck->exercise_count++; // what follows may report of it
    char owner[48] = "an exercise";
    struct key_table keys = {kind_field_names, FIELD_COUNT, FIELDS_ALL,
                             FIELD_BIT(FIELD_ID) | FIELD_BIT(FIELD_KIND),
                             owner};
    if (self.rules != NULL) {
        keys.allowed = self.rules->allowed;
        keys.required = self.rules->required;
        bool is_again = self.rules == &kind_rules_again;
        (void) snprintf(owner, sizeof owner, "%s\"%s\"",
                        is_again ? "" : "kind ", self.rules->name);
        if (!is_again) {
            (void) text_copy(out->kind, sizeof out->kind, self.rules->name);
        }
    }
    if (!field_read_keys(reader, node, &keys, self.values)) {
        return;
    }
    if (self.values[FIELD_ID] != NULL) {
        (void) field_read_id(reader, self.values[FIELD_ID], "the id", out->id);
    }
    read_texts(&self);
    read_flags(&self);
    phases_read(reader, self.values[FIELD_PHASES], self.rules, out);
    if (self.rules != NULL && self.rules != &kind_rules_again) {
        read_kind(&self, node);
    }
}
