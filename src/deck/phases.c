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

static bool
parse_phase(const struct reader *reader, struct place at, char *word,
            struct phase *out) {
    char *length = strchr(word, ' ');
    if (length != NULL) {
        *length++ = '\0';
    }
    int name = find_name(word);
    if (name < 0) {
        report_name(reader, at, word);
    }
    tick length_ms = 0;
    if (length != NULL && !parse_length(length, &length_ms)) {
        fault_list_error(reader->faults, at,
                         "\"%s\" is no length; write it as 40s, 3m or 1m30s, "
                         "from 1s to 3h, or leave it out for no clock",
                         length);
        return false;
    }
    if (name < 0) {
        return false;
    }
    *out =
        (struct phase){.name = (enum phase_name) name, .length_ms = length_ms};
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
        has_vote = has_vote || name == PHASE_VOTE;
    }
}

static void
read_list(const struct reader *reader, const yaml_node_t *list,
          const struct kind_rules *rules, struct exercise *out) {
    int count = field_list_count(reader, list, "\"phases\"");
    int element[DECK_PHASE_MAX]; // where each good phase stood
    bool has_vote = false, is_whole = true;
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
        has_vote = has_vote || phase->name == PHASE_VOTE;
        element[out->phase_count++] = i;
    }
    if (rules == NULL || count <= 0) {
        return;
    }
    // A misspelt phase may have been the vote: one fault is enough then.
    if (rules->takes_ballots && !has_vote && is_whole) {
        fault_list_error(reader->faults, field_place(list),
                         "kind \"%s\" takes answers, so its phases need a "
                         "vote, as in [%s]",
                         rules->name, rules->phases);
    } else if (is_whole) {
        check_order(reader, list, rules, out, element);
    }
}

// The table's own words, which are right.
static void
use_default(const struct reader *reader, const struct kind_rules *rules,
            struct exercise *out) {
    char words[128];
    CHECK(text_copy(words, sizeof words, rules->phases));
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

void
phases_read(const struct reader *reader, const yaml_node_t *node,
            const struct kind_rules *rules, struct exercise *out) {
    if (node != NULL) {
        read_list(reader, node, rules, out);
    } else if (rules != NULL) {
        use_default(reader, rules, out);
    }
    for (int i = 0; i < out->phase_count; i++) {
        out->phases[i].is_open = rules != NULL && rules->takes_ballots
                                 && out->phases[i].name == PHASE_VOTE;
    }
}
