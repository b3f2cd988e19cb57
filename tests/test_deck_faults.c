// Faulty decks: where each fault is said to be, and in which words.
#include "base/random.h"
#include "deck/deck.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "deck: d\ntitle: T\nexercises:\n"
#define CHOICE HEAD "- id: a\n  kind: choice\n  prompt: P\n"
#define SCALE HEAD "- id: a\n  kind: scale\n  prompt: P\n"
#define WORDS HEAD "- id: a\n  kind: words\n  prompt: P\n"
#define RANK HEAD "- id: a\n  kind: rank\n  prompt: P\n  items: [x, y, z]\n"
#define PLANE HEAD "- id: a\n  kind: plane\n  prompt: P\n"
#define AXES "  x: [l, h]\n  y: [l, h]\n"
#define POINTS HEAD "- id: a\n  kind: points\n  prompt: P\n  items: [x, y, z]\n"
#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define LONG_PROMPT SIXTY SIXTY TEN TEN

struct fault_case {
    const char *source;
    int line, column;
    const char *text; // the sentence begins so
};

static void
print_all(const char *source, const struct deck_faults *faults) {
    print_message("%s\n", source);
    for (size_t i = 0; i < faults->count; i++) {
        const struct deck_fault *fault = &faults->items[i];
        print_message("  %d:%d: %s\n", fault->line, fault->column, fault->text);
    }
}

// Each source has just the one fault.
static void
assert_each(const struct fault_case *cases, size_t count, bool is_warning) {
    for (size_t i = 0; i < count; i++) {
        const struct fault_case *expected = &cases[i];
        struct deck_faults faults;
        struct deck *deck =
            deck_read(expected->source, strlen(expected->source), &faults);
        const struct deck_fault *fault = faults.items;
        bool is_right =
            faults.count == 1 && fault->line == expected->line
            && fault->column == expected->column
            && fault->is_warning == is_warning && (deck != NULL) == is_warning
            && strncmp(fault->text, expected->text, strlen(expected->text))
                   == 0;
        if (!is_right) {
            print_message("expected %d:%d: %s\n", expected->line,
                          expected->column, expected->text);
            print_all(expected->source, &faults);
        }
        assert_true(is_right);
        deck_destroy(deck);
        deck_faults_finish(&faults);
    }
}
#define ASSERT_EACH(cases, is_warning)                                         \
    assert_each((cases), sizeof(cases) / sizeof((cases)[0]), (is_warning))

static void
what_is_not_known_is_told_with_what_was_meant(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {"titel: x\n" HEAD "- {id: a, kind: curve, prompt: P}\n", 1, 1,
         "\"titel\" is not known here; did you mean \"title\"?"},
        {CHOICE "  options: [x, y]\n  pikc: 2\n", 8, 3,
         "\"pikc\" is not known here; did you mean \"pick\"?"},
        {CHOICE "  options: [x, y]\n  colour: red\n", 8, 3,
         "\"colour\" is not known here; kind \"choice\" has: id, kind, prompt, "
         "phases, why, say, options, pick, live, named"},
        {CHOICE "  options: [x, y]\n  from: 2\n", 8, 3,
         "\"from\" does not go with kind \"choice\", which has: id, "},
        {CHOICE "  options: [x, y]\n  Live: true\n", 8, 3,
         "\"Live\" is not known here; did you mean \"live\"?"},
        {CHOICE "  options: [x, y]\n  LIVE: true\n", 8, 3,
         "\"LIVE\" is not known here; did you mean \"live\"?"},
        {CHOICE "  options: [x, y]\n  [a]: true\n", 8, 3,
         "a key is one word before a colon"},
        {HEAD "- {id: a, kind: chioce, prompt: P, options: [x, y]}\n", 4, 17,
         "\"chioce\" is no kind; did you mean \"choice\"?"},
        {HEAD "- {id: a, kind: karaoke, prompt: P, items: [x, y]}\n", 4, 17,
         "\"karaoke\" is no kind; kinds are: choice, scale, words, duel, "
         "rank, points, "},
        {RANK "  pick: 2\n", 8, 3,
         "\"pick\" does not go with kind \"rank\", which has: id, "},
        {RANK "  budget: 2\n", 8, 3,
         "\"budget\" does not go with kind \"rank\", which has: id, "},
        {POINTS "  top: 2\n", 8, 3,
         "\"top\" does not go with kind \"points\", which has: id, "},
        {PLANE AXES "  pick: 2\n", 9, 3,
         "\"pick\" does not go with kind \"plane\", which has: id, "},
        {PLANE AXES "  quadrant: [a]\n", 9, 3,
         "\"quadrant\" is not known here; did you mean \"quadrants\"?"},
        {WORDS "  x: [l, h]\n", 7, 3,
         "\"x\" does not go with kind \"words\", which has: id, "},
        {POINTS "  bugdet: 2\n", 8, 3,
         "\"bugdet\" is not known here; did you mean \"budget\"?"},
        {HEAD "- {id: a, kind: [choice], prompt: P}\n", 4, 17,
         "\"\" is no kind; kinds are: choice"},
        {HEAD "- {id: a, kind: talk, prompt: P, live: true}\n", 4, 34,
         "\"live\" does not go with kind \"talk\", which has: id, "},
        {SCALE "  from: 0\n  to: 9\n  mark: {form: 1, from: 1, to: 2}\n", 9, 10,
         "\"form\" is not known here; did you mean \"from\"?"},
        {WORDS "  phases: [voet 10s, vote, reveal]\n", 7, 12,
         "\"voet\" is no phase; did you mean \"vote\"?"},
        {WORDS "  phases: [vote, dance]\n", 7, 18,
         "\"dance\" is no phase; phases are: read, solo, pairs, fours, groups, "
         "vote, reveal, discuss, break"},
        {WORDS "  \"a\\e[2Jb\": x\n", 7, 3, "\"a?[2Jb\" is not known here; "},
    };
    ASSERT_EACH(cases, false);
}

static void
what_is_missing_is_told_where_its_block_begins(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {"deck: d\nexercises: [{id: a, kind: curve, prompt: P}]\n", 1, 1,
         "a deck needs \"title\"; add a line \"title: …\""},
        {"# c\ntitle: T\nexercises: [{id: a, kind: curve, prompt: P}]\n", 2, 1,
         "a deck needs \"deck\""},
        {"deck: d\ntitle: T\n", 1, 1, "a deck needs \"exercises\""},
        {HEAD "- {kind: curve, prompt: P}\n", 4, 3,
         "kind \"curve\" needs \"id\""},
        {HEAD "- {id: a, prompt: P}\n", 4, 3, "an exercise needs \"kind\""},
        {HEAD "- id: a\n  kind: curve\n", 4, 3,
         "kind \"curve\" needs \"prompt\""},
        {CHOICE, 4, 3, "kind \"choice\" needs \"options\""},
        {SCALE "  from: 1\n", 4, 3, "kind \"scale\" needs \"to\""},
        {HEAD "- {id: a, kind: duel, prompt: P}\n", 4, 3,
         "kind \"duel\" needs \"items\""},
        {HEAD "- {id: a, kind: rank, prompt: P}\n", 4, 3,
         "kind \"rank\" needs \"items\""},
        {HEAD "- {id: a, kind: points, prompt: P}\n", 4, 3,
         "kind \"points\" needs \"items\""},
        {PLANE "  x: [l, h]\n", 4, 3, "kind \"plane\" needs \"y\""},
        {PLANE "  y: [l, h]\n", 4, 3, "kind \"plane\" needs \"x\""},
        {HEAD "- {id: a, kind: slide, by: Me}\n", 4, 3,
         "kind \"slide\" needs a \"prompt\" or a \"text\" to show"},
        {SCALE "  from: 0\n  to: 9\n  mark: {from: 2}\n", 9, 9,
         "a mark needs \"to\""},
        {"", 0, 0, "the file is empty"},
        {"# nothing\n", 0, 0, "the file is empty"},
        {HEAD "  []\n", 4, 3, "a deck has 1 to 64 exercises, not 0"},
        {WORDS "  phases: [read, reveal]\n", 7, 11,
         "kind \"words\" takes answers, so its phases need a vote, as in "
         "[vote 60s, reveal]"},
        {WORDS "  phases: []\n", 7, 11,
         "\"phases\" must have 1 to 16 entries, not 0"},
    };
    ASSERT_EACH(cases, false);
}

static void
what_is_there_twice_is_told_at_the_second(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {HEAD "- {id: a, kind: curve, prompt: P}\ntitle: U\n", 5, 1,
         "\"title\" is given twice, first in line 2; delete one"},
        {WORDS "  prompt: Q\n", 7, 3,
         "\"prompt\" is given twice, first in line 6"},
        {WORDS "- id: a\n  kind: curve\n  prompt: P\n", 7, 7,
         "the id \"a\" is taken by the exercise in line 4; choose another"},
        {CHOICE "  options: [Yes, No, \"yes \"]\n", 7, 22,
         "the option \"yes\" is in the list twice"},
        {CHOICE "  options: [Stra\xC3\x9F"
                "e, STRASSE]\n",
         7, 21, "the option \"STRASSE\" is in the list twice"},
        {"deck: d\ntitle: T\nexercises: [{id: a, kind: curve, prompt: P}]\n"
         "---\ndeck: e\n",
         4, 1, "a file holds one deck; a second begins here"},
    };
    ASSERT_EACH(cases, false);
}

static void
a_value_of_the_wrong_sort_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {"just text\n", 1, 1, "a deck is a block of lines \"key: value\""},
        {HEAD "- just text\n", 4, 3, "an exercise is a block of lines"},
        {"deck: d\ntitle: [T]\nexercises: [{id: a, kind: curve, prompt: P}]\n",
         2, 8, "\"title\" must be a text: write one text, without brackets"},
        {"deck: d\ntitle: T\nexercises: many\n", 3, 12,
         "\"exercises\" must be a list: write [one, two]"},
        {CHOICE "  options: x, y\n", 7, 12, "\"options\" must be a list"},
        {CHOICE "  options:\n  - x\n  - why: y\n", 9, 5,
         "option 2 must be a text: a colon with a space after it"},
        {WORDS "  live: yes\n", 7, 9, "\"live\" must be true or false"},
        {WORDS "  named: [true]\n", 7, 10, "\"named\" must be true or false"},
        {WORDS "  pick: two\n", 7, 9,
         "\"pick\" must be a whole number from 1 to 5, not \"two\""},
        {WORDS "  pick: \"2\"\n", 7, 9, "\"pick\" must be a whole number"},
        {WORDS "  pick: 2.0\n", 7, 9, "\"pick\" must be a whole number"},
        {WORDS "  pick: {a: b}\n", 7, 9,
         "\"pick\" must be a whole number from 1 to 5"},
        {WORDS "  pick: 99999999999999999999\n", 7, 9,
         "\"pick\" must be a whole number from 1 to 5, not "},
        {WORDS "  phases: vote 60s\n", 7, 11, "\"phases\" must be a list"},
        {WORDS "  phases: [vote, reveal: 5s]\n", 7, 18,
         "a phase is a name and a length without a colon"},
        {SCALE "  from: 0\n  to: 9\n  mark: 3\n", 9, 9,
         "a mark is a block of lines"},
        {WORDS "  why: {a: b}\n", 7, 8, "\"why\" must be a text"},
    };
    ASSERT_EACH(cases, false);
}

static void
a_number_out_of_its_range_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {WORDS "  pick: 0\n", 7, 9, "\"pick\" must be a whole number from 1"},
        {WORDS "  pick: 6\n", 7, 9, "\"pick\" must be a whole number from 1"},
        {RANK "  top: 0\n", 8, 8,
         "\"top\" must be a whole number from 1 to 3, not \"0\""},
        {RANK "  top: 4\n", 8, 8,
         "\"top\" must be a whole number from 1 to 3, not \"4\""},
        {RANK "  top: all\n", 8, 8, "\"top\" must be a whole number from 1"},
        {POINTS "  budget: 0\n", 8, 11,
         "\"budget\" must be a whole number from 1 to 1000, not \"0\""},
        {POINTS "  budget: 1001\n", 8, 11,
         "\"budget\" must be a whole number from 1 to 1000"},
        {POINTS "  budget: 9.5\n", 8, 11,
         "\"budget\" must be a whole number from 1 to 1000"},
        {HEAD "- {id: a, kind: rank, prompt: P, items: [x]}\n", 4, 41,
         "\"items\" must have 2 to 10 entries, not 1"},
        {HEAD "- {id: a, kind: points, prompt: P, items: [a, b, c, d, e, f, "
              "g, h, i, j, k]}\n",
         4, 43, "\"items\" must have 2 to 10 entries, not 11"},
        {CHOICE "  options: [x, y]\n  pick: 3\n", 8, 9,
         "\"pick\" must be a whole number from 1 to 2, not \"3\""},
        {SCALE "  from: 5\n  to: 5\n", 8, 7,
         "a scale from 5 to 5 is not possible; \"to\" must be 1 to 100 more"},
        {SCALE "  from: -1\n  to: 100\n", 8, 7, "a scale from -1 to 100 is"},
        {SCALE "  from: 0\n  to: 2000000\n", 8, 7,
         "\"to\" must be a whole number from -1000000 to 1000000"},
        {SCALE "  from: 0\n  to: 10\n  mark: {from: 8, to: 11}\n", 9, 23,
         "\"to\" of a mark must be a whole number from 0 to 10, not \"11\""},
        {SCALE "  from: 0\n  to: 10\n  mark: {from: 8, to: 8}\n", 9, 23,
         "\"to\" of a mark must be more than its \"from\""},
        {SCALE "  from: 0\n  to: 10\n  labels: [low]\n", 9, 11,
         "\"labels\" must have 2 entries, for the low and the high end, not 1"},
        {PLANE "  x: [l, m, h]\n  y: [l, h]\n", 7, 6,
         "\"x\" must have 2 entries, for the low and the high end, not 3"},
        {PLANE "  x: [l, h]\n  y: []\n", 8, 6,
         "\"y\" must have 2 entries, for the low and the high end, not 0"},
        {PLANE AXES "  items: [a, b, c, d, e, f, g, h, i]\n", 9, 10,
         "\"items\" must have 1 to 8 entries, not 9"},
        {PLANE AXES "  items: []\n", 9, 10,
         "\"items\" must have 1 to 8 entries, not 0"},
        {PLANE AXES "  quadrants: [a, b, c]\n", 9, 14,
         "\"quadrants\" must have 4 entries, for the upper left and right and "
         "the lower left and right, not 3"},
        {SCALE
         "  from: 0\n  to: 1\n  statements: [a, b, c, d, e, f, g, h, i]\n",
         9, 15, "\"statements\" must have 1 to 8 entries, not 9"},
        {CHOICE "  options: [x]\n  pick: 2\n", 7, 12,
         "\"options\" must have 2 to 12 entries, not 1"},
        {CHOICE "  options: [a, b, c, d, e, f, g, h, i, j, k, l, m]\n", 7, 12,
         "\"options\" must have 2 to 12 entries, not 13"},
        {HEAD "- {id: a, kind: duel, prompt: P, items: [x]}\n", 4, 41,
         "\"items\" must have 2 to 10 entries, not 1"},
        {WORDS "  phases: [vote, read, read, read, read, read, read, read, "
               "read, read, read, read, read, read, read, read, read]\n",
         7, 11, "\"phases\" must have 1 to 16 entries, not 17"},
    };
    ASSERT_EACH(cases, false);
}

static void
a_phase_that_cannot_be_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {WORDS "  phases: [vote 60]\n", 7, 12,
         "\"60\" is no length; write it as 40s, 3m or 1m30s, from 1s to 3h"},
        {WORDS "  phases: [vote 0s]\n", 7, 12, "\"0s\" is no length"},
        {WORDS "  phases: [vote 181m]\n", 7, 12, "\"181m\" is no length"},
        {WORDS "  phases: [vote 3h1s]\n", 7, 12, "\"3h1s\" is no length"},
        {WORDS "  phases: [vote 30s1m]\n", 7, 12, "\"30s1m\" is no length"},
        {WORDS "  phases: [vote 1m1m]\n", 7, 12, "\"1m1m\" is no length"},
        {WORDS "  phases: [vote 999999s]\n", 7, 12, "\"999999s\" is no length"},
        {WORDS "  phases: [vote 60 s]\n", 7, 12, "\"60 s\" is no length"},
        {WORDS "  phases: [vote -5s]\n", 7, 12, "\"-5s\" is no length"},
        {WORDS "  phases: [vote 5d]\n", 7, 12, "\"5d\" is no length"},
        {WORDS "  phases: [reveal, vote]\n", 7, 12,
         "\"reveal\" comes before any \"vote\"; put it after the vote"},
        {HEAD "- id: a\n  kind: talk\n  prompt: P\n  phases: [solo, vote]\n", 7,
         18, "kind \"talk\" takes no answers, so it has no phase \"vote\""},
        {HEAD "- id: a\n  kind: slide\n  prompt: P\n  phases: [reveal]\n", 7,
         12, "kind \"slide\" takes no answers, so it has no phase \"reveal\""},
    };
    ASSERT_EACH(cases, false);
}

static void
a_text_that_cannot_be_shown_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {HEAD "- {id: a, kind: curve, prompt: \"" LONG_PROMPT "x\"}\n", 4, 32,
         "\"prompt\" has 141 characters; at most 140 are allowed"},
        {PLANE AXES "  items: [" TEN TEN TEN TEN "1]\n", 9, 11,
         "item 1 has 41 characters; at most 40"},
        {PLANE "  x: [l, " TEN TEN "12345]\n  y: [l, h]\n", 7, 10,
         "the high end of \"x\" has 25 characters; at most 24"},
        {PLANE AXES "  quadrants: [a, b, c, " TEN TEN "12345]\n", 9, 24,
         "quadrant 4 has 25 characters; at most 24"},
        {PLANE "  x: l\n  y: [l, h]\n", 7, 6, "\"x\""},
        {PLANE AXES "  quadrants: {a: b}\n", 9, 14, "\"quadrants\""},
        {CHOICE "  options: [x, " SIXTY "1]\n", 7, 16,
         "option 2 has 61 characters; at most 60 are allowed"},
        {WORDS "  why: \"\"\n", 7, 8, "\"why\" is empty; a text belongs here"},
        {WORDS "  why:\n  say: x\n", 7, 7, "\"why\" is empty"},
        {WORDS "  why: \"a\\u202Eb\"\n", 7, 8,
         "\"why\" has a control character, or a hidden one"},
        {WORDS "  why: \"a\\0b\"\n", 7, 8, "\"why\" has a control character"},
        {WORDS "  why: a\xE2\x80\xAE"
               "b\n",
         7, 9,
         "a hidden character that turns the direction of the text "
         "(U+202E) is not allowed in a deck; delete it"},
        {"# \xE2\x81\xA6\n" WORDS, 1, 3, "a hidden character that turns"},
        {WORDS "  why: a\ab\n", 7, 9,
         "a control character (U+0007) is not allowed in a deck"},
        {WORDS "  why: a\xC2\x85"
               "b\n",
         7, 9, "a control character (U+0085) is not allowed"},
        {WORDS "  why: a\xE2\x80\xA8"
               "b\n",
         7, 9, "a hidden line break (U+2028)"},
        {WORDS "  why: \xC3\xA4\xFFx\n", 7, 9,
         "the byte FF is not UTF-8; save the file as UTF-8"},
        {WORDS "  why: a\xED\xA0\x80\n", 7, 9, "the byte ED is not UTF-8"},
        {"\xFF\xFE"
         "d",
         1, 1, "the file is UTF-16; save it as UTF-8"},
        {WORDS "  why: \"e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\"\n",
         7, 8, "\"why\" has letters with more than 4 marks on them"},
        {"deck: D\ntitle: T\nexercises: [{id: a, kind: curve, prompt: P}]\n", 1,
         7, "the deck's id \"D\" must be 1 to 31 of the letters a-z"},
        {HEAD "- {id: -a, kind: curve, prompt: P}\n", 4, 8,
         "the id \"-a\" must be 1 to 31 of the letters a-z"},
        {HEAD "- {id: abcdefghijklmnopqrstuvwxyz-12345, kind: curve, "
              "prompt: P}\n",
         4, 8, "the id \"abcdefghijklmnopqrstuvwxyz-12345\" must be"},
        {"lang: english please\n" WORDS, 1, 7, "\"lang\" must be a language"},
        {"lang: en-abcdefghi\n" WORDS, 1, 7, "\"lang\" must be a"},
        {"lang: e\n" WORDS, 1, 7, "\"lang\" must be a language"},
        {"lang: en-abcdefgh-abcdefgh\n" WORDS, 1, 7, "\"lang\" must be a"},
    };
    ASSERT_EACH(cases, false);
}

static void
yaml_that_does_not_hold_together_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {"deck: d\ntitle: What: now\n", 2, 12, "a colon cannot stand here"},
        {"deck: d\n  title: T\n", 2, 8, "a colon cannot stand here"},
        {"deck: d\ntitle: \"T\nexercises: []\n", 2, 8,
         "a quotation begins here and never ends"},
        {"deck: d\n\ttitle: T\n", 2, 1, "a tab; indent with spaces"},
        {"deck: d\ntitle: @T\n", 2, 8, "a text cannot begin with this"},
        {"deck: d\ntitle T\nabout: x\n", 3, 1, "a key without its colon"},
        {"deck: d\ntitle: - T\n", 2, 8, "a list cannot begin here"},
        {"deck: d\nexercises: [a\n", 3, 1, "a comma or the closing ] of a"},
        {"deck: d\nexercises: {a: b\n", 3, 1, "a comma or the closing }"},
        {"deck: d\ntitle: \"a\\q\"\n", 2, 10, "no such escape"},
        {"deck: d\ntitle: \"a\" b\n", 2, 12, "this does not fit what is above"},
        {"exercises:\n- id: a\n kind: x\n", 3, 2,
         "this does not fit what is above"},
        {"deck: *d\n", 1, 7, "aliases (*name) are not used in decks"},
        {"deck: &d d\ntitle: T\nexercises: [{id: a, kind: curve, prompt: P}]",
         1, 7, "anchors (&name) are not used in decks"},
        {"deck: !d d\ntitle: T\nexercises: [{id: a, kind: curve, prompt: P}]",
         1, 7, "tags (!name) are not used in decks"},
        {"[[[[[[[[[]]]]]]]]]", 1, 9, "nested more than 8 levels deep"},
    };
    ASSERT_EACH(cases, false);
}

static void
what_reads_badly_on_a_wall_is_a_warning(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {HEAD "- {id: a, kind: curve, prompt: \"" SIXTY TEN TEN TEN "x\"}\n", 4,
         32, "\"prompt\" has 91 characters; up to 90 read well on a wall"},
        {CHOICE "  options: [x, " TEN TEN TEN "123]\n", 7, 16,
         "option 2 has 33 characters; up to 32 read well on a wall"},
        {HEAD "- {id: a, kind: duel, prompt: P, items: [" TEN TEN TEN TEN
              "123456789, x]}\n",
         4, 42, "item 1 has 49 characters; up to 48 read well on a wall"},
        {SCALE "  from: 0\n  to: 1\n  labels: [x, " TEN TEN TEN "123]\n", 9, 15,
         "the high end of \"labels\" has 33 characters; up to 32"},
        {PLANE "  x: [" TEN "1234567, h]\n  y: [l, h]\n", 7, 7,
         "the low end of \"x\" has 17 characters; up to 16 read well"},
        {PLANE AXES "  items: [" TEN TEN "1]\n", 9, 11,
         "item 1 has 21 characters; up to 20 read well on a wall"},
    };
    ASSERT_EACH(cases, true);
}

static void
all_faults_of_a_file_are_told_in_its_order(void **state) {
    (void) state;
    static const char source[] = "deck: My Deck\n"
                                 "titel: T\n"
                                 "exercises:\n"
                                 "- id: a\n"
                                 "  kind: choice\n"
                                 "  prompt: \"\"\n"
                                 "  optoins: [x, y]\n"
                                 "- id: a\n"
                                 "  kind: scale\n"
                                 "  prompt: P\n"
                                 "  from: 9\n"
                                 "  to: 1\n"
                                 "  phases: [reveal, vote]\n";
    static const int places[][2] = {{1, 1}, {1, 7}, {2, 1},  {4, 3},  {6, 11},
                                    {7, 3}, {8, 7}, {12, 7}, {13, 12}};
    size_t count = sizeof places / sizeof places[0];
    struct deck_faults faults;
    assert_null(deck_read(source, strlen(source), &faults));
    if (faults.count != count) {
        print_all(source, &faults);
    }
    assert_int_equal(faults.count, count);
    assert_int_equal(faults.error_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(faults.items[i].line, places[i][0]);
        assert_int_equal(faults.items[i].column, places[i][1]);
    }
    deck_faults_finish(&faults);
}

static void
too_many_exercises_are_refused(void **state) {
    (void) state;
    struct text file = {0};
    text_add(&file, HEAD);
    struct deck_faults faults;
    for (int i = 1; i <= DECK_EXERCISE_MAX + 1; i++) {
        text_add_format(&file, "- {id: e%d, kind: curve, prompt: P}\n", i);
        if (i >= DECK_EXERCISE_MAX) {
            struct deck *deck = deck_read(file.bytes, file.size, &faults);
            assert_true((deck != NULL) == (i == DECK_EXERCISE_MAX));
            deck_destroy(deck);
            if (deck == NULL) {
                assert_int_equal(faults.count, 1);
                assert_string_equal(faults.items[0].text,
                                    "a deck has 1 to 64 exercises, not 65");
            }
            deck_faults_finish(&faults);
        }
    }
    text_finish(&file);
}

static void
bytes_that_are_no_text_end_the_reading(void **state) {
    (void) state;
    char bytes[200];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = i % 2 == 0 ? '\x80' : 'a';
    }
    struct deck_faults faults;
    assert_null(deck_read(bytes, sizeof bytes, &faults));
    assert_int_equal(faults.count, 11);
    assert_string_equal(faults.items[10].text,
                        "the file has too many such characters; is it a text "
                        "file? It was not read further");
    deck_faults_finish(&faults);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_known_is_told_with_what_was_meant),
        cmocka_unit_test(what_is_missing_is_told_where_its_block_begins),
        cmocka_unit_test(what_is_there_twice_is_told_at_the_second),
        cmocka_unit_test(a_value_of_the_wrong_sort_is_told),
        cmocka_unit_test(a_number_out_of_its_range_is_told),
        cmocka_unit_test(a_phase_that_cannot_be_is_told),
        cmocka_unit_test(a_text_that_cannot_be_shown_is_told),
        cmocka_unit_test(yaml_that_does_not_hold_together_is_told),
        cmocka_unit_test(what_reads_badly_on_a_wall_is_a_warning),
        cmocka_unit_test(all_faults_of_a_file_are_told_in_its_order),
        cmocka_unit_test(too_many_exercises_are_refused),
        cmocka_unit_test(bytes_that_are_no_text_end_the_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
