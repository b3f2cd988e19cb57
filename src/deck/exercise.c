// An exercise is read key by key after its kind is known, because the kind
// says which keys there are. Of an unknown kind only what all kinds have in
// common is checked, so that one misspelt word is one fault.
#include "deck/exercise.h"
#include "deck/exercise_reader.h"
#include "deck/kind_rules.h"
#include "deck/phases.h"
#include "deck/suggest.h"
#include <stdio.h>
#include <string.h>

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
    if (self->values[FIELD_NAMED] != NULL) {
        (void) field_read_flag(self->reader, self->values[FIELD_NAMED],
                               "\"named\"", &self->out->is_named);
    }
}

// The earlier exercise that `node` names. NULL: there is none that can be asked
// again, which is reported.
static const struct exercise *
find_again(const struct exercise_reader *self, const yaml_node_t *node) {
    int found = exercise_find_earlier(self, node, "\"again\"");
    if (found < 0) {
        return NULL;
    }
    const struct exercise *asked = &self->deck->exercises[found];
    const struct kind_rules *rules = kind_rules_find(asked->kind);
    const char *why = NULL;
    if (rules == NULL || !rules->takes_ballots) {
        why = "nobody answers it";
    } else if (asked->again >= 0) {
        why = "it asks an earlier one itself; name that one";
    } else if (rules->judging != JUDGING_NONE) {
        why = "what guests write has no before and after";
    }
    if (why != NULL) {
        fault_list_error(self->reader->faults, field_place(node),
                         "\"%s\" cannot be asked again: %s", asked->id, why);
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

// One answer a group needs groups.
static void
check_groups(const struct exercise_reader *self) {
    const struct exercise *out = self->out;
    bool has_groups = !out->is_by_group;
    for (int i = 0; i < out->phase_count; i++) {
        enum phase_name name = out->phases[i].name;
        has_groups = has_groups || name == PHASE_PAIRS || name == PHASE_FOURS
                     || name == PHASE_GROUPS;
    }
    if (!has_groups) {
        fault_list_error(self->reader->faults, self->at,
                         "\"who: group\" needs a phase in which the groups "
                         "meet, as in [groups 4m, vote 60s, reveal]");
    }
    bool is_blind = self->rules != NULL && self->rules->judging == JUDGING_IDEAS
                    && out->rounds > 0;
    if (out->is_by_group && is_blind) {
        fault_list_error(self->reader->faults, self->at,
                         "in \"rounds\" every guest scores for themselves; "
                         "delete \"rounds\" or \"who: group\"");
    }
}

void
exercise_read(const struct reader *reader, const yaml_node_t *node,
              struct deck *deck) {
    struct exercise *out = &deck->exercises[deck->exercise_count];
    struct exercise_reader self = {
        .reader = reader, .deck = deck, .at = field_place(node), .out = out};
    const struct exercise *asked = NULL;
    out->line = field_place(node).line;
    out->prompt = "";
    out->again = -1;
    out->takes_from = -1;
    out->round_count = 1;
    out->filed_as = deck->exercise_count;
    const yaml_node_t *again = NULL;
    if (node->type == YAML_MAPPING_NODE) {
        again = field_find(reader, node, "again");
        self.rules =
            again != NULL ? &kind_rules_again : find_kind(reader, node);
    }
    if (again != NULL) {
        asked = find_again(&self, again);
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
    if (self.rules != NULL) {
        exercise_read_reveal(&self);
        if (self.rules != &kind_rules_again) {
            exercise_read_kind(&self, node);
        }
        exercise_read_groups(&self);
    }
    phases_read(reader, self.values[FIELD_PHASES], self.rules, out);
    check_groups(&self);
    out->first_box = deck->box_count;
    deck->box_count = (uint16_t) (deck->box_count + out->round_count);
}
