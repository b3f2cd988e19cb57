// Keys whose value is one of a few words: when a result is shown and how it
// looks, what a vote decides, who answers.
#include "base/text.h"
#include "deck/exercise_reader.h"
#include "deck/suggest.h"
#include <stdio.h>
#include <string.h>

// The word of a list that a key's value is. -1: none or another, reported.
static int
read_word(const struct exercise_reader *self, enum kind_field field,
          const char *const *words, size_t count) {
    const yaml_node_t *node = self->values[field];
    char what[32];
    if (node == NULL) {
        return -1;
    }
    (void) snprintf(what, sizeof what, "\"%s\"", kind_field_names[field]);
    struct text_rule rule = {what, 0, DECK_ID_MAX};
    const char *text = field_read_text(self->reader, node, &rule);
    for (size_t i = 0; text != NULL && i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            return (int) i;
        }
    }
    if (text != NULL) {
        char list[128];
        suggest_list(words, count, (UINT64_C(1) << count) - 1, list,
                     sizeof list);
        fault_list_error(self->reader->faults, field_place(node),
                         "%s can be: %s", what, list);
    }
    return -1;
}

void
exercise_read_reveal(struct exercise_reader *self) {
    static const char *const words[] = {"on reveal", "on close", "live",
                                        "never"};
    int rule = read_word(self, FIELD_REVEAL, words, 4);
    bool is_live = self->out->reveal == REVEAL_LIVE;
    if (self->values[FIELD_LIVE] != NULL) {
        if (field_read_flag(self->reader, self->values[FIELD_LIVE], "\"live\"",
                            &is_live)) {
            self->out->reveal = is_live ? REVEAL_LIVE : REVEAL_ON_REVEAL;
        }
        if (rule >= 0 && is_live != (rule == REVEAL_LIVE)) {
            fault_list_error(self->reader->faults,
                             field_place(self->values[FIELD_LIVE]),
                             "\"live\" and \"reveal\" say different things; "
                             "delete one");
        }
    }
    if (rule >= 0) {
        self->out->reveal = (enum reveal_rule) rule;
    }
}

void
exercise_read_look(struct exercise_reader *self) {
    static const char *const words[] = {"bars", "space"};
    int look = read_word(self, FIELD_LOOK, words, 2);
    if (look >= 0) {
        self->out->look = (enum result_look) look;
    }
}

void
exercise_read_decision(struct exercise_reader *self) {
    static const char *const words[] = {"fist to five", "majority",
                                        "two thirds"};
    int rule = read_word(self, FIELD_DECISION, words, 3);
    if (rule < 0) {
        return;
    }
    self->out->decision = (enum decision_rule)(DECISION_FIST_TO_FIVE + rule);
    const yaml_node_t *node = self->values[FIELD_DECISION];
    if (self->out->decision == DECISION_FIST_TO_FIVE
        && (self->out->item_count != 6 || self->out->pick != 1)) {
        fault_list_error(self->reader->faults, field_place(node),
                         "\"fist to five\" needs six options, from no finger "
                         "to five, and one pick");
    } else if (self->out->pick != 1) {
        fault_list_error(self->reader->faults, field_place(node),
                         "a decision needs one pick a guest");
    }
}

void
exercise_read_groups(struct exercise_reader *self) {
    static const char *const words[] = {"each", "group"};
    int who = read_word(self, FIELD_WHO, words, 2);
    if (who >= 0) {
        self->out->is_by_group = who == 1;
    }
    struct number_rule rule = {"\"group\"", DECK_GROUP_MIN, DECK_GROUP_MAX};
    int32_t size = DECK_GROUP;
    if (self->values[FIELD_GROUP] != NULL) {
        (void) field_read_number(self->reader, self->values[FIELD_GROUP], &rule,
                                 &size);
        self->out->group_size = (uint8_t) size;
    } else if (self->out->group_size == 0) {
        self->out->group_size = DECK_GROUP;
    }
}
