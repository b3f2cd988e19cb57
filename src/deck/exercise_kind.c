// What an exercise of one kind has and one of another has not: lists, numbers
// and the ends of axes.
#include "base/text.h"
#include "deck/exercise_reader.h"
#include <stdio.h>
#include <string.h>

#define SCALE_LEAST (-1000000)
#define SCALE_MOST 1000000
#define SCALE_STEP_MAX 100

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

int
exercise_find_earlier(const struct exercise_reader *self,
                      const yaml_node_t *node, const char *what) {
    char id[DECK_ID_MAX];
    if (!field_read_id(self->reader, node, what, id)) {
        return -1;
    }
    int found = deck_find_exercise(self->deck, id);
    if (found < 0 || &self->deck->exercises[found] == self->out) {
        fault_list_error(self->reader->faults, field_place(node),
                         "no earlier exercise has the id \"%s\"", id);
        return -1;
    }
    return found;
}

// Items that an earlier result brings.
static void
read_taken(struct exercise_reader *self) {
    const yaml_node_t *node = self->values[FIELD_FROM];
    if (self->values[FIELD_ITEMS] != NULL) {
        fault_list_error(self->reader->faults, field_place(node),
                         "\"from\" brings the items; delete it or \"items\"");
        return;
    }
    int32_t take = DECK_TAKE;
    struct number_rule rule = {"\"take\"", self->rules->item_min,
                               self->rules->item_max};
    if (self->values[FIELD_TAKE] != NULL) {
        (void) field_read_number(self->reader, self->values[FIELD_TAKE], &rule,
                                 &take);
    }
    self->out->take = (uint8_t) take;
    int found = exercise_find_earlier(self, node, "\"from\"");
    if (found < 0) {
        return;
    }
    const char *kind = self->deck->exercises[found].kind;
    const struct kind_rules *rules = kind_rules_find(kind);
    if (rules == NULL || !rules->gives_items) {
        fault_list_error(self->reader->faults, field_place(node),
                         "\"from\" takes what guests wrote: the exercise must "
                         "be of kind ideas, words or questions, not %s",
                         kind);
        return;
    }
    self->out->takes_from = (int16_t) found;
}

static void
read_items(struct exercise_reader *self) {
    const struct kind_rules *rules = self->rules;
    struct exercise *out = self->out;
    if (rules->list == FIELD_COUNT) {
        return;
    }
    const yaml_node_t *list = self->values[rules->list];
    if (rules->takes_items && self->values[FIELD_FROM] != NULL) {
        read_taken(self);
        return;
    }
    if (rules->takes_items && self->values[FIELD_TAKE] != NULL) {
        fault_list_error(self->reader->faults,
                         field_place(self->values[FIELD_TAKE]),
                         "\"take\" goes with \"from\", which names where the "
                         "items come from");
    }
    if (list == NULL) {
        out->items[0] = "";
        out->item_count = rules->has_default_item ? 1 : 0;
        if (rules->takes_items && !rules->has_default_item) {
            fault_list_error(self->reader->faults, self->at,
                             "kind \"%s\" needs \"items\", or \"from\" with "
                             "the id of an exercise that gives them",
                             rules->name);
        }
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
    int32_t pick = rules->pick > 0 ? rules->pick : 1;
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

static void
add_right(struct exercise_reader *self, const yaml_node_t *node) {
    struct text_rule rule = {"\"right\"", 0, DECK_ITEM_TEXT_MAX};
    const char *text = field_read_text(self->reader, node, &rule);
    for (unsigned i = 0; text != NULL && i < self->out->item_count; i++) {
        if (is_same_item(self->out->items[i], text)) {
            self->out->right |= (uint16_t) (1u << i);
            return;
        }
    }
    if (text != NULL) {
        char shown[SHOWN_SIZE];
        shown_write(text, strlen(text), shown);
        fault_list_error(self->reader->faults, field_place(node),
                         "\"right\" must be one of the options; \"%s\" is not",
                         shown);
    }
}

static void
read_quiz(struct exercise_reader *self) {
    const yaml_node_t *node = self->values[FIELD_RIGHT];
    self->out->is_quick = true;
    self->out->pick = 1;
    if (self->values[FIELD_SPEED] != NULL) {
        (void) field_read_flag(self->reader, self->values[FIELD_SPEED],
                               "\"speed\"", &self->out->is_quick);
    }
    if (node == NULL) {
        return;
    }
    if (node->type != YAML_SEQUENCE_NODE) {
        add_right(self, node);
        return;
    }
    int count = field_list_count(self->reader, node, "\"right\"");
    for (int i = 0; i < count; i++) {
        add_right(self, field_element(self->reader, node, i));
    }
    if (count <= 0) {
        fault_list_error(self->reader->faults, field_place(node),
                         "\"right\" must name at least one option");
    }
}

// Dots or rounds of a kind whose guests judge what they wrote.
static void
read_judging(struct exercise_reader *self) {
    bool has_dots = self->values[FIELD_DOTS] != NULL;
    bool has_rounds = self->values[FIELD_ROUNDS] != NULL;
    bool is_whys = self->rules->judging == JUDGING_PICK;
    if (has_dots && has_rounds) {
        fault_list_error(self->reader->faults,
                         field_place(self->values[FIELD_ROUNDS]),
                         "ideas are judged by \"dots\" or in \"rounds\"; "
                         "delete one");
        return;
    }
    if (has_dots) {
        self->out->dots =
            (uint8_t) read_count(self, FIELD_DOTS, DECK_DOT_MAX, 0);
    }
    if (has_rounds || is_whys) {
        int32_t most = is_whys ? DECK_ROUND_MAX : DECK_ROUND_MAX - 1;
        self->out->rounds = (uint8_t) read_count(self, FIELD_ROUNDS, most, 5);
    }
    if (self->values[FIELD_SIGN] != NULL) {
        (void) field_read_flag(self->reader, self->values[FIELD_SIGN],
                               "\"sign\"", &self->out->is_signed);
    }
}

// What one kind has and another has not.
void
exercise_read_kind(struct exercise_reader *self, const yaml_node_t *node) {
    read_items(self);
    read_pick(self);
    int32_t items = self->out->item_count;
    bool has_items = items >= self->rules->item_min;
    int32_t most = has_items ? items : DECK_ITEM_MAX;
    self->out->top = (uint8_t) read_count(self, FIELD_TOP, most, most);
    self->out->budget =
        (uint16_t) read_count(self, FIELD_BUDGET, DECK_BUDGET_MAX, DECK_BUDGET);
    exercise_read_look(self);
    read_judging(self);
    exercise_read_decision(self);
    if ((self->rules->allowed & FIELD_BIT(FIELD_RIGHT)) != 0) {
        read_quiz(self);
    }
    if ((self->rules->required & FIELD_BIT(FIELD_FROM)) != 0) {
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
