#pragma once

// What an exercise of each kind may and must carry in a deck file: one row a
// kind, so that a new kind is a new row. Constant data; any thread.
#include <stdbool.h>
#include <stdint.h>

// The keys of an exercise; kind_field_names has their words in this order.
enum kind_field {
    FIELD_ID,
    FIELD_KIND,
    FIELD_PROMPT,
    FIELD_PHASES,
    FIELD_WHY,
    FIELD_SAY,
    FIELD_OPTIONS,
    FIELD_STATEMENTS,
    FIELD_ITEMS,
    FIELD_PICK,
    FIELD_TOP,
    FIELD_BUDGET,
    FIELD_LOOK,
    FIELD_FROM,
    FIELD_TO,
    FIELD_LABELS,
    FIELD_MARK,
    FIELD_X,
    FIELD_Y,
    FIELD_QUADRANTS,
    FIELD_TEXT,
    FIELD_BY,
    FIELD_LIVE,
    FIELD_NAMED,
    FIELD_AGAIN,
    FIELD_TAKE,
    FIELD_DOTS,
    FIELD_ROUNDS,
    FIELD_SIGN,
    FIELD_RIGHT,
    FIELD_SPEED,
    FIELD_DECISION,
    FIELD_REVEAL,
    FIELD_WHO,
    FIELD_GROUP,
    FIELD_COUNT,
};
#define FIELD_BIT(field) (UINT64_C(1) << (field))
#define FIELDS_ALL (FIELD_BIT(FIELD_COUNT) - 1)

extern const char *const kind_field_names[FIELD_COUNT];

// Kinds in which guests write or draw first (in every solo, pairs, fours and
// groups phase before the reveal), and what they do with it in the votes.
enum judging {
    JUDGING_NONE,   // nothing is written: votes are all there is
    JUDGING_IDEAS,  // dots, or blind scores in rounds, or nothing
    JUDGING_DOTS,   // dots, or nothing
    JUDGING_THUMBS, // always
    JUDGING_PICK,   // each round writes and picks
};

struct kind_rules {
    const char *name;
    bool takes_ballots;
    bool has_default_item; // with no list: one item, ""
    bool takes_items;      // `from` names an exercise whose best become items
    bool gives_items;      // its result can be taken so
    enum judging judging;
    uint64_t allowed; // FIELD_BITs
    uint64_t required;
    enum kind_field list;  // which key fills items; FIELD_COUNT: none
    const char *list_item; // one of them, in a sentence: "option"
    uint8_t item_min, item_max;
    uint8_t item_good;  // graphemes that read well
    uint8_t item_most;  // graphemes at most; 0: DECK_ITEM_TEXT_MAX
    uint8_t pick_max;   // 0: as many as there are items
    uint8_t pick;       // unless the deck says it; 0: 1
    const char *phases; // when the deck gives none, as a deck writes them
    const char *phases_judged; // the same where what is written is voted on
};

// NULL: no such kind.
const struct kind_rules *kind_rules_find(const char *name);

// What an exercise that asks an earlier one again may carry of its own; the
// rest is the earlier one's.
extern const struct kind_rules kind_rules_again;

// All names, for messages. Writes the count.
#define KIND_MAX 32
void kind_rules_names(const char *out[static KIND_MAX], uint32_t *out_count);
