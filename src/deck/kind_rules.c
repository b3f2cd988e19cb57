// The table of kinds as a deck file knows them.
#include "deck/kind_rules.h"
#include "deck/deck.h"
#include <string.h>

const char *const kind_field_names[FIELD_COUNT] = {
    [FIELD_ID] = "id",
    [FIELD_KIND] = "kind",
    [FIELD_PROMPT] = "prompt",
    [FIELD_PHASES] = "phases",
    [FIELD_WHY] = "why",
    [FIELD_SAY] = "say",
    [FIELD_OPTIONS] = "options",
    [FIELD_STATEMENTS] = "statements",
    [FIELD_ITEMS] = "items",
    [FIELD_PICK] = "pick",
    [FIELD_TOP] = "top",
    [FIELD_BUDGET] = "budget",
    [FIELD_LOOK] = "look",
    [FIELD_FROM] = "from",
    [FIELD_TO] = "to",
    [FIELD_LABELS] = "labels",
    [FIELD_MARK] = "mark",
    [FIELD_TEXT] = "text",
    [FIELD_BY] = "by",
    [FIELD_LIVE] = "live",
    [FIELD_NAMED] = "named",
    [FIELD_AGAIN] = "again",
    [FIELD_X] = "x",
    [FIELD_Y] = "y",
    [FIELD_QUADRANTS] = "quadrants",
    [FIELD_TAKE] = "take",
    [FIELD_DOTS] = "dots",
    [FIELD_ROUNDS] = "rounds",
    [FIELD_SIGN] = "sign",
    [FIELD_RIGHT] = "right",
    [FIELD_SPEED] = "speed",
    [FIELD_DECISION] = "decision",
    [FIELD_REVEAL] = "reveal",
    [FIELD_WHO] = "who",
    [FIELD_GROUP] = "group",
};

#define BIT(name) FIELD_BIT(FIELD_##name)
#define NEEDED (BIT(ID) | BIT(KIND) | BIT(PROMPT))
#define COMMON (NEEDED | BIT(PHASES) | BIT(WHY) | BIT(SAY) | BIT(GROUP))
#define BALLOT (COMMON | BIT(LIVE) | BIT(NAMED) | BIT(REVEAL) | BIT(WHO))
#define TAKING (BIT(ITEMS) | BIT(FROM) | BIT(TAKE))
#define VOTE_PHASES "vote 60s, reveal"

const struct kind_rules kind_rules_again = {
    .name = "again",
    .takes_ballots = true,
    .allowed = BIT(ID) | BIT(AGAIN) | BIT(PROMPT) | BIT(PHASES) | BIT(WHY)
               | BIT(SAY) | BIT(LIVE) | BIT(REVEAL) | BIT(GROUP),
    .required = BIT(ID) | BIT(AGAIN),
    .list = FIELD_COUNT,
    .phases = "vote 45s, reveal",
};

static const struct kind_rules rules[] = {
    {
        .name = "choice",
        .takes_ballots = true,
        .allowed = BALLOT | BIT(OPTIONS) | BIT(PICK) | BIT(DECISION),
        .required = NEEDED | BIT(OPTIONS),
        .list = FIELD_OPTIONS,
        .list_item = "option",
        .item_min = 2,
        .item_max = 12,
        .item_good = DECK_ITEM_GOOD,
        .phases = VOTE_PHASES,
    },
    {
        .name = "scale",
        .takes_ballots = true,
        .has_default_item = true,
        .allowed = BALLOT | BIT(STATEMENTS) | BIT(FROM) | BIT(TO) | BIT(LABELS)
                   | BIT(MARK),
        .required = NEEDED | BIT(FROM) | BIT(TO),
        .list = FIELD_STATEMENTS,
        .list_item = "statement",
        .item_min = 1,
        .item_max = 8,
        .item_good = DECK_LONG_ITEM_GOOD,
        .phases = VOTE_PHASES,
    },
    {
        .name = "words",
        .takes_ballots = true,
        .gives_items = true,
        .allowed = BALLOT | BIT(PICK),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .pick_max = 5,
        .phases = VOTE_PHASES,
    },
    {
        .name = "duel",
        .takes_ballots = true,
        .takes_items = true,
        .allowed = BALLOT | TAKING,
        .required = NEEDED,
        .list = FIELD_ITEMS,
        .list_item = "item",
        .item_min = 2,
        .item_max = 10,
        .item_good = DECK_LONG_ITEM_GOOD,
        .phases = VOTE_PHASES,
    },
    {
        .name = "rank",
        .takes_ballots = true,
        .takes_items = true,
        .allowed = BALLOT | TAKING | BIT(TOP),
        .required = NEEDED,
        .list = FIELD_ITEMS,
        .list_item = "item",
        .item_min = 2,
        .item_max = 10,
        .item_good = DECK_LONG_ITEM_GOOD,
        .phases = "vote 75s, reveal",
    },
    {
        .name = "points",
        .takes_ballots = true,
        .takes_items = true,
        .allowed = BALLOT | TAKING | BIT(BUDGET) | BIT(LOOK),
        .required = NEEDED,
        .list = FIELD_ITEMS,
        .list_item = "item",
        .item_min = 2,
        .item_max = 10,
        .item_good = DECK_LONG_ITEM_GOOD,
        .phases = "vote 90s, reveal",
    },
    {
        .name = "curve",
        .takes_ballots = true,
        .allowed = BALLOT,
        .required = NEEDED,
        .list = FIELD_COUNT,
        .phases = VOTE_PHASES,
    },
    {
        .name = "plane",
        .takes_ballots = true,
        .has_default_item = true,
        .takes_items = true,
        .allowed = BALLOT | TAKING | BIT(X) | BIT(Y) | BIT(QUADRANTS),
        .required = NEEDED | BIT(X) | BIT(Y),
        .list = FIELD_ITEMS,
        .list_item = "item",
        .item_min = 1,
        .item_max = 8,
        .item_good = DECK_PLACE_GOOD,
        .item_most = DECK_PLACE_MAX,
        .phases = VOTE_PHASES,
    },
    {
        .name = "ideas",
        .takes_ballots = true,
        .gives_items = true,
        .judging = JUDGING_IDEAS,
        .allowed = BALLOT | BIT(PICK) | BIT(DOTS) | BIT(ROUNDS) | BIT(SIGN),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .pick_max = 5,
        .phases = "solo 2m, reveal",
        .phases_judged = "solo 2m, vote 60s, reveal",
    },
    {
        .name = "sketch",
        .takes_ballots = true,
        .judging = JUDGING_DOTS,
        .allowed = BALLOT | BIT(DOTS),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .phases = "solo 3m, reveal",
        .phases_judged = "solo 3m, vote 60s, reveal",
    },
    {
        .name = "whys",
        .takes_ballots = true,
        .judging = JUDGING_PICK,
        .allowed = BALLOT | BIT(ROUNDS),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .phases_judged = "solo 45s, vote 20s, reveal",
    },
    {
        .name = "questions",
        .takes_ballots = true,
        .gives_items = true,
        .judging = JUDGING_THUMBS,
        .allowed = BALLOT | BIT(PICK),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .pick_max = 5,
        .pick = 3,
        .phases_judged = "solo 2m, vote 2m, reveal",
    },
    {
        .name = "quiz",
        .takes_ballots = true,
        .allowed = BALLOT | BIT(OPTIONS) | BIT(RIGHT) | BIT(SPEED),
        .required = NEEDED | BIT(OPTIONS) | BIT(RIGHT),
        .list = FIELD_OPTIONS,
        .list_item = "option",
        .item_min = 2,
        .item_max = 8,
        .item_good = DECK_ITEM_GOOD,
        .phases = "vote 30s, reveal",
    },
    {
        .name = "talk",
        .allowed = COMMON | BIT(TEXT),
        .required = NEEDED,
        .list = FIELD_COUNT,
        .phases = "discuss 3m",
    },
    {
        .name = "slide",
        .allowed = COMMON | BIT(TEXT) | BIT(BY),
        .required = BIT(ID) | BIT(KIND),
        .list = FIELD_COUNT,
        .phases = "read",
    },
};
#define RULE_COUNT (sizeof rules / sizeof rules[0])
_Static_assert(RULE_COUNT <= KIND_MAX, "names must fit");

const struct kind_rules *
kind_rules_find(const char *name) {
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (strcmp(rules[i].name, name) == 0) {
            return &rules[i];
        }
    }
    return NULL;
}

void
kind_rules_names(const char *out[static KIND_MAX], uint32_t *out_count) {
    for (size_t i = 0; i < RULE_COUNT; i++) {
        out[i] = rules[i].name;
    }
    *out_count = (uint32_t) RULE_COUNT;
}
