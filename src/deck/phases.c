// Phases are written as people say them, NAME LENGTH, where a length is hours,
// minutes and seconds with their units (1m30s) and no length means that the
// host goes on.
#include "deck/phases.h"
#include "base/check.h"
#include "deck/suggest.h"
#include <string.h>

#define PHASE_LENGTH_MAX ((tick) 3 * 60 * 60 * 1000)

static const char *const names[PHASE_NAME_COUNT] = {
    [PHASE_READ] = "read",     [PHASE_SOLO] = "solo",
    [PHASE_PAIRS] = "pairs",   [PHASE_FOURS] = "fours",
    [PHASE_GROUPS] = "groups", [PHASE_VOTE] = "vote",
    [PHASE_REVEAL] = "reveal", [PHASE_DISCUSS] = "discuss",
    [PHASE_BREAK] = "break",
};

const char *
phase_name_text(enum phase_name name) {
    return (unsigned) name < PHASE_NAME_COUNT ? names[name] : "unknown";
}

// -1: none has this name.
static int
find_name(const char *word) {
    for (int i = 0; i < PHASE_NAME_COUNT; i++) {
        if (strcmp(names[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

// "1h30m", "3m", "1m30s", "60s": units from long to short, each once.
// Out of 1 s to 3 h is false too.
static bool
parse_length(const char *word, tick *out_ms) {
    static const char units[] = "hms";
    static const tick unit_ms[] = {3600000, 60000, 1000};
    tick total_ms = 0;
    size_t next = 0;
    while (*word != '\0') {
        size_t digits = strspn(word, "0123456789");
        const char *unit =
            word[digits] != '\0' ? strchr(units + next, word[digits]) : NULL;
        if (digits == 0 || digits > 5 || unit == NULL) {
            return false;
        }
        tick amount = 0;
        for (size_t i = 0; i < digits; i++) {
            amount = amount * 10 + (word[i] - '0');
        }
        total_ms += amount * unit_ms[unit - units];
        next = (size_t) (unit - units) + 1;
        word += digits + 1;
    }
    *out_ms = total_ms;
    return total_ms >= 1000 && total_ms <= PHASE_LENGTH_MAX;
}

static void
report_name(const struct reader *reader, struct place at, const char *word) {
    uint32_t all = (1U << PHASE_NAME_COUNT) - 1;
    const char *meant = suggest(word, names, PHASE_NAME_COUNT, all);
    if (meant != NULL) {
        fault_list_error(reader->faults, at,
                         "\"%s\" is no phase; did you mean \"%s\"?", word,
                         meant);
        return;
    }
    char list[128];
    suggest_list(names, PHASE_NAME_COUNT, all, list, sizeof list);
    fault_list_error(reader->faults, at, "\"%s\" is no phase; phases are: %s",
                     word, list);
}

// "pairs 4m bell 2m": the bell's part, cut off its phase. NULL: none.
static char *
cut_bell(char *word) {
    char *bell = strstr(word, " bell ");
    if (bell != NULL) {
        *bell = '\0';
        bell += strlen(" bell ");
    }
    return bell;
}

static bool
parse_bell(const struct reader *reader, struct place at, const char *bell,
           tick length_ms, tick *out_ms) {
    if (!parse_length(bell, out_ms)) {
        fault_list_error(reader->faults, at,
                         "\"%s\" is no length; write a bell as in "
                         "\"pairs 4m bell 2m\"",
                         bell);
        return false;
    }
    if (*out_ms >= length_ms) {
        fault_list_error(reader->faults, at,
                         "a bell must ring before its phase is over");
        return false;
    }
    return true;
}

static bool
parse_phase(const struct reader *reader, struct place at, char *word,
            struct phase *out) {
    char *bell = cut_bell(word);
    char *length = strchr(word, ' ');
    if (length != NULL) {
        *length++ = '\0';
    }
    int name = find_name(word);
    if (name < 0) {
        report_name(reader, at, word);
    }
    tick length_ms = 0, bell_ms = 0;
    if (length != NULL && !parse_length(length, &length_ms)) {
        fault_list_error(reader->faults, at,
                         "\"%s\" is no length; write it as 40s, 3m or 1m30s, "
                         "from 1s to 3h, or leave it out for no clock",
                         length);
        return false;
    }
    if (name < 0
        || (bell != NULL
            && !parse_bell(reader, at, bell, length_ms, &bell_ms))) {
        return false;
    }
    *out = (struct phase){.name = (enum phase_name) name,
                          .length_ms = length_ms,
                          .bell_ms = bell_ms};
    return true;
}

static bool
read_phase(const struct reader *reader, const yaml_node_t *node,
           struct phase *out) {
    if (node->type == YAML_MAPPING_NODE) {
        fault_list_error(reader->faults, field_place(node),
                         "a phase is a name and a length without a colon, as "
                         "in \"vote 60s\"");
        return false;
    }
    struct text_rule rule = {.what = "a phase", .max_count = 32};
    const char *taken = field_read_text(reader, node, &rule);
    char word[256];
    return taken != NULL && text_copy(word, sizeof word, taken)
           && parse_phase(reader, field_place(node), word, out);
}

static bool
is_writing(const struct kind_rules *rules, enum phase_name name) {
    return rules->judging != JUDGING_NONE
           && (name == PHASE_SOLO || name == PHASE_PAIRS || name == PHASE_FOURS
               || name == PHASE_GROUPS);
}

// A phase of this name begins what guests are asked.
static bool
takes_ballots(const struct kind_rules *rules, enum phase_name name) {
    return rules != NULL && rules->takes_ballots
           && (rules->judging == JUDGING_NONE ? name == PHASE_VOTE
                                              : is_writing(rules, name));
}

// What is written is voted on.
static bool
is_judged(const struct kind_rules *rules, const struct exercise *exercise) {
    return rules->judging == JUDGING_PICK || rules->judging == JUDGING_THUMBS
           || exercise->dots > 0 || exercise->rounds > 0;
}

static const char *
rules_phases(const struct kind_rules *rules, const struct exercise *exercise) {
    return rules->judging != JUDGING_NONE && is_judged(rules, exercise)
               ? rules->phases_judged
               : rules->phases;
}

// The order of phases in a kind that takes answers, or does not.
static void
check_order(const struct reader *reader, const yaml_node_t *list,
            const struct kind_rules *rules, const struct exercise *exercise,
            const int *element) {
    bool has_vote = false;
    for (int i = 0; i < exercise->phase_count; i++) {
        enum phase_name name = exercise->phases[i].name;
        struct place at = field_place(field_element(reader, list, element[i]));
        bool is_about_votes = name == PHASE_VOTE || name == PHASE_REVEAL;
        if (is_about_votes && !rules->takes_ballots) {
            fault_list_error(reader->faults, at,
                             "kind \"%s\" takes no answers, so it has no phase "
                             "\"%s\"",
                             rules->name, names[name]);
        } else if (name == PHASE_REVEAL && !has_vote) {
            fault_list_error(reader->faults, at,
                             "\"reveal\" comes before any \"vote\"; put it "
                             "after the vote");
        }
        has_vote = has_vote || takes_ballots(rules, name);
    }
}

static void
read_list(const struct reader *reader, const yaml_node_t *list,
          const struct kind_rules *rules, struct exercise *out) {
    int count = field_list_count(reader, list, "\"phases\"");
    int element[DECK_PHASE_MAX]; // where each good phase stood
    bool is_asking = false, is_whole = true;
    if (count == 0 || count > DECK_PHASE_MAX) {
        fault_list_error(reader->faults, field_place(list),
                         "\"phases\" must have 1 to %d entries, not %d",
                         DECK_PHASE_MAX, count);
    }
    for (int i = 0; i < count && i < DECK_PHASE_MAX; i++) {
        struct phase *phase = &out->phases[out->phase_count];
        if (!read_phase(reader, field_element(reader, list, i), phase)) {
            is_whole = false;
            continue;
        }
        is_asking = is_asking || takes_ballots(rules, phase->name);
        element[out->phase_count++] = i;
    }
    if (rules == NULL || count <= 0) {
        return;
    }
    // A misspelt phase may have been the vote: one fault is enough then.
    if (rules->takes_ballots && !is_asking && is_whole) {
        fault_list_error(reader->faults, field_place(list),
                         "kind \"%s\" takes answers, so its phases need a "
                         "%s, as in [%s]",
                         rules->name,
                         rules->judging == JUDGING_NONE ? "vote"
                                                        : "solo or pairs",
                         rules_phases(rules, out));
    } else if (is_whole) {
        check_order(reader, list, rules, out, element);
    }
}

// The table's own words, which are right.
static void
use_default(const struct reader *reader, const struct kind_rules *rules,
            struct exercise *out) {
    char words[128];
    CHECK(text_copy(words, sizeof words, rules_phases(rules, out)));
    char *rest = words;
    while (rest != NULL) {
        char *word = rest;
        rest = strstr(word, ", ");
        if (rest != NULL) {
            *rest = '\0';
            rest += 2;
        }
        struct phase *phase = &out->phases[out->phase_count++];
        CHECK(parse_phase(reader, (struct place){0}, word, phase));
    }
}

// Repeats phases `from` … `to` - 1 until they are there `times` times.
static bool
repeat(struct exercise *out, int from, int to, int times) {
    int length = to - from, more = (times - 1) * length;
    if (out->phase_count + more > DECK_PHASE_MAX) {
        return false;
    }
    memmove(&out->phases[to + more], &out->phases[to],
            (size_t) (out->phase_count - to) * sizeof out->phases[0]);
    for (int i = 0; i < more; i++) {
        out->phases[to + i] = out->phases[from + i % length];
    }
    out->phase_count = (uint8_t) (out->phase_count + more);
    return true;
}

static int
find_phase(const struct exercise *exercise, enum phase_name name) {
    for (int i = 0; i < exercise->phase_count; i++) {
        if (exercise->phases[i].name == name) {
            return i;
        }
    }
    return -1;
}

// A kind whose guests write first: its votes must fit what the deck asks for,
// and rounds are written out.
static void
spread_rounds(const struct reader *reader, struct place at,
              const struct kind_rules *rules, struct exercise *out) {
    int vote = find_phase(out, PHASE_VOTE), from = 0;
    if (is_judged(rules, out) != (vote >= 0)) {
        fault_list_error(
            reader->faults, at,
            vote < 0 ? "what is written is voted on, so the phases need a "
                       "vote after it, as in [%s]"
                     : "the phases have a vote, but nothing says what it is "
                       "about: \"dots\" or \"rounds\", as in [%s]",
            rules->phases_judged);
        return;
    }
    while (from < vote && !is_writing(rules, out->phases[from].name)) {
        from++;
    }
    if (from == vote) {
        fault_list_error(reader->faults, at,
                         "the vote comes before anything is written; the "
                         "order is as in [%s]",
                         rules->phases_judged);
        return;
    }
    from = rules->judging == JUDGING_PICK ? from : vote;
    if (vote >= 0 && out->rounds > 1
        && !repeat(out, from, vote + 1, out->rounds)) {
        fault_list_error(reader->faults, at,
                         "with %d rounds these are more than %d phases",
                         out->rounds, DECK_PHASE_MAX);
    }
}

static void
number_rounds(const struct kind_rules *rules, struct exercise *out) {
    unsigned round = 1;
    enum phase_name before = PHASE_NAME_COUNT;
    for (int i = 0; i < out->phase_count; i++) {
        struct phase *phase = &out->phases[i];
        bool is_vote = phase->name == PHASE_VOTE;
        bool writes = is_writing(rules, phase->name)
                      && (rules->judging == JUDGING_PICK || round == 1);
        phase->is_open = rules->takes_ballots && (is_vote || writes);
        if (!phase->is_open || rules->judging == JUDGING_NONE) {
            phase->round = phase->is_open;
            continue;
        }
        bool is_new = is_vote ? before != PHASE_VOTE || out->rounds > 0
                              : before == PHASE_VOTE;
        round += before != PHASE_NAME_COUNT && is_new;
        phase->round = (uint8_t) round;
        before = is_vote ? PHASE_VOTE : PHASE_SOLO;
    }
    out->round_count = (uint8_t) round;
}

void
phases_read(const struct reader *reader, const yaml_node_t *node,
            const struct kind_rules *rules, struct exercise *out) {
    size_t errors = reader->faults->out->error_count;
    if (node != NULL) {
        read_list(reader, node, rules, out);
    } else if (rules != NULL) {
        use_default(reader, rules, out);
    }
    out->round_count = 1;
    if (rules == NULL) {
        return;
    }
    bool is_good = errors == reader->faults->out->error_count;
    if (rules->judging != JUDGING_NONE && is_good) {
        struct place at = {.line = out->line, .column = 1};
        spread_rounds(reader, node != NULL ? field_place(node) : at, rules,
                      out);
    }
    number_rounds(rules, out);
}
