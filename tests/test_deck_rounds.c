// Decks whose exercises have several rounds, take their items from others, or
// are answered by groups: what a reader finds, and what is told of faults.
#include "base/random.h"
#include "deck/deck.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "deck: d\ntitle: T\nexercises:\n"
#define IDEAS HEAD "- id: a\n  kind: ideas\n  prompt: P\n"
#define SKETCH HEAD "- id: a\n  kind: sketch\n  prompt: P\n"
#define WHYS HEAD "- id: a\n  kind: whys\n  prompt: P\n"
#define QUESTIONS HEAD "- id: a\n  kind: questions\n  prompt: P\n"
#define QUIZ HEAD "- id: a\n  kind: quiz\n  prompt: P\n  options: [x, y]\n"
#define CHOICE HEAD "- id: a\n  kind: choice\n  prompt: P\n  options: [x, y]\n"
#define POINTS HEAD "- id: a\n  kind: points\n  prompt: P\n  items: [x, y]\n"
#define WORDS HEAD "- {id: w, kind: words, prompt: P}\n"
#define TALK HEAD "- id: a\n  kind: talk\n  prompt: P\n"

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

static void
assert_each(const struct fault_case *cases, size_t count) {
    bool is_all_right = true;
    for (size_t i = 0; i < count; i++) {
        const struct fault_case *expected = &cases[i];
        struct deck_faults faults;
        struct deck *deck =
            deck_read(expected->source, strlen(expected->source), &faults);
        const struct deck_fault *fault = faults.items;
        bool is_right =
            deck == NULL && faults.count == 1 && fault->line == expected->line
            && fault->column == expected->column
            && strncmp(fault->text, expected->text, strlen(expected->text))
                   == 0;
        if (!is_right) {
            print_message("expected %d:%d: %s\n", expected->line,
                          expected->column, expected->text);
            print_all(expected->source, &faults);
            is_all_right = false;
        }
        deck_destroy(deck);
        deck_faults_finish(&faults);
    }
    assert_true(is_all_right);
}
#define ASSERT_EACH(cases)                                                     \
    assert_each((cases), sizeof(cases) / sizeof((cases)[0]))

static void
a_number_or_word_that_cannot_be_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {IDEAS "  dots: 0\n", 7, 9, "\"dots\" must be a whole number from 1"},
        {IDEAS "  dots: 11\n", 7, 9,
         "\"dots\" must be a whole number from 1 to 10, not \"11\""},
        {IDEAS "  dots: three\n", 7, 9, "\"dots\" must be a whole number"},
        {SKETCH "  dots: -1\n", 7, 9, "\"dots\" must be a whole number"},
        {IDEAS "  rounds: 6\n", 7, 11,
         "\"rounds\" must be a whole number from 1 to 5, not \"6\""},
        {IDEAS "  rounds: 0\n", 7, 11, "\"rounds\" must be a whole number"},
        {WHYS "  rounds: 7\n", 7, 11,
         "\"rounds\" must be a whole number from 1 to 6, not \"7\""},
        {IDEAS "  dots: 3\n  rounds: 5\n", 8, 11,
         "ideas are judged by \"dots\" or in \"rounds\"; delete one"},
        {IDEAS "  pick: 6\n", 7, 9,
         "\"pick\" must be a whole number from 1 to 5, not \"6\""},
        {QUESTIONS "  pick: 6\n", 7, 9,
         "\"pick\" must be a whole number from 1 to 5, not \"6\""},
        {IDEAS "  sign: maybe\n", 7, 9, "\"sign\""},
        {QUIZ "  right: x\n  speed: 3\n", 9, 10, "\"speed\""},
        {QUIZ "  right: z\n", 8, 10,
         "\"right\" must be one of the options; \"z\" is not"},
        {QUIZ "  right: [x, z]\n", 8, 14,
         "\"right\" must be one of the options; \"z\" is not"},
        {QUIZ "  right: []\n", 8, 10,
         "\"right\" must name at least one option"},
        {CHOICE "  decision: most\n", 8, 13,
         "\"decision\" can be: fist to five, majority, two thirds"},
        {CHOICE "  decision: fist to five\n", 8, 13,
         "\"fist to five\" needs six options, from no finger to five, and one "
         "pick"},
        {CHOICE "  decision: majority\n  pick: 2\n", 8, 13,
         "a decision needs one pick a guest"},
        {CHOICE "  reveal: later\n", 8, 11,
         "\"reveal\" can be: on reveal, on close, live, never"},
        {CHOICE "  reveal: never\n  live: true\n", 9, 9,
         "\"live\" and \"reveal\" say different things; delete one"},
        {CHOICE "  who: all\n", 8, 8, "\"who\" can be: each, group"},
        {CHOICE "  who: group\n", 4, 3,
         "\"who: group\" needs a phase in which the groups meet, as in "
         "[groups 4m, vote 60s, reveal]"},
        {IDEAS "  who: group\n  rounds: 2\n"
               "  phases: [groups 1m, vote 10s, reveal]\n",
         4, 3,
         "in \"rounds\" every guest scores for themselves; delete \"rounds\" "
         "or \"who: group\""},
        {TALK "  group: 2\n", 7, 10,
         "\"group\" must be a whole number from 3 to 12, not \"2\""},
        {TALK "  group: 13\n", 7, 10, "\"group\" must be a whole number"},
    };
    ASSERT_EACH(cases);
}

static void
a_key_of_another_kind_is_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {CHOICE "  dots: 3\n", 8, 3, "\"dots\" does not go with kind"},
        {QUESTIONS "  rounds: 3\n", 7, 3, "\"rounds\" does not go with kind"},
        {SKETCH "  sign: true\n", 7, 3, "\"sign\" does not go with kind"},
        {WHYS "  pick: 2\n", 7, 3, "\"pick\" does not go with kind"},
        {CHOICE "  right: x\n", 8, 3, "\"right\" does not go with kind"},
        {QUIZ "  right: x\n  decision: majority\n", 9, 3,
         "\"decision\" does not go with kind"},
        {TALK "  who: group\n", 7, 3, "\"who\" does not go with kind"},
        {TALK "  reveal: live\n", 7, 3, "\"reveal\" does not go with kind"},
        {HEAD "- {id: a, kind: curve, prompt: P, from: w}\n", 4, 35,
         "\"from\" does not go with kind"},
    };
    ASSERT_EACH(cases);
}

static void
items_that_cannot_be_taken_are_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {WORDS "- {id: r, kind: rank, prompt: P}\n", 5, 3,
         "kind \"rank\" needs \"items\", or \"from\" with the id of an "
         "exercise that gives them"},
        {WORDS "- {id: r, kind: rank, prompt: P, from: v}\n", 5, 40,
         "no earlier exercise has the id \"v\""},
        {WORDS "- {id: r, kind: rank, prompt: P, from: r}\n", 5, 40,
         "no earlier exercise has the id \"r\""},
        {WORDS "- {id: c, kind: curve, prompt: P}\n"
               "- {id: r, kind: rank, prompt: P, from: c}\n",
         6, 40,
         "\"from\" takes what guests wrote: the exercise must be of kind "
         "ideas, words or questions, not curve"},
        {WORDS "- {id: r, kind: duel, prompt: P, from: w, items: [x, y]}\n", 5,
         40, "\"from\" brings the items; delete it or \"items\""},
        {WORDS "- {id: r, kind: points, prompt: P, from: w, take: 11}\n", 5, 51,
         "\"take\" must be a whole number from 2 to 10, not \"11\""},
        {WORDS "- {id: r, kind: rank, prompt: P, from: w, take: 1}\n", 5, 49,
         "\"take\" must be a whole number from 2 to 10, not \"1\""},
        {WORDS "- {id: r, kind: rank, prompt: P, items: [x, y], take: 2}\n", 5,
         55, "\"take\" goes with \"from\""},
        {HEAD "- {id: i, kind: ideas, prompt: P}\n- {id: j, again: i}\n", 5, 18,
         "\"i\" cannot be asked again: what guests write has no before and "
         "after"},
    };
    ASSERT_EACH(cases);
}

static void
looks_that_are_none_are_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {POINTS "  look: stars\n", 8, 9, "\"look\" can be: bars, space"},
        {POINTS "  look: [space]\n", 8, 9, "\"look\" must be"},
        {POINTS "  lok: space\n", 8, 3,
         "\"lok\" is not known here; did you mean \"look\"?"},
        {CHOICE "  look: space\n", 8, 3,
         "\"look\" does not go with kind \"choice\", which has: id, "},
    };
    ASSERT_EACH(cases);
}

static void
phases_that_do_not_fit_the_rounds_are_told(void **state) {
    (void) state;
    static const struct fault_case cases[] = {
        {IDEAS "  dots: 3\n  phases: [solo 1m, reveal]\n", 8, 11,
         "what is written is voted on, so the phases need a vote after it"},
        {IDEAS "  phases: [solo 1m, vote 1m, reveal]\n", 7, 11,
         "the phases have a vote, but nothing says what it is about: \"dots\" "
         "or \"rounds\""},
        {WHYS "  phases: [vote 20s, solo 45s, reveal]\n", 7, 11,
         "the vote comes before anything is written"},
        {QUESTIONS "  phases: [vote 20s, reveal]\n", 7, 11,
         "kind \"questions\" takes answers, so its phases need a solo or "
         "pairs, as in [solo 2m, vote 2m, reveal]"},
        {WHYS "  rounds: 6\n"
              "  phases: [read, solo 1m, pairs 1m, vote 1m, reveal]\n",
         8, 11, "with 6 rounds these are more than 16 phases"},
        {TALK "  phases: [pairs 4m bell 5m]\n", 7, 12,
         "a bell must ring before its phase is over"},
        {TALK "  phases: [pairs 4m bell 4m]\n", 7, 12,
         "a bell must ring before its phase is over"},
        {TALK "  phases: [pairs bell 2m]\n", 7, 12,
         "a bell must ring before its phase is over"},
        {TALK "  phases: [pairs 4m bell soon]\n", 7, 12,
         "\"soon\" is no length; write a bell as in \"pairs 4m bell 2m\""},
        {TALK "  phases: [pairs 4m bel 2m]\n", 7, 12, "\"4m bel 2m\" is no"},
    };
    ASSERT_EACH(cases);
}

// -- Good ones ---------------------------------------------------------------

static struct deck *
read_good(const char *source) {
    struct deck_faults faults;
    struct deck *deck = deck_read(source, strlen(source), &faults);
    if (faults.count > 0) {
        print_all(source, &faults);
    }
    assert_int_equal(faults.count, 0);
    assert_non_null(deck);
    deck_faults_finish(&faults);
    return deck;
}

// "solo1 vote2 reveal0": the phases with their rounds.
static void
assert_phases(const char *source, const char *expected, int round_count) {
    struct deck *deck = read_good(source);
    const struct exercise *exercise = &deck->exercises[0];
    char all[512] = "";
    for (int i = 0; i < exercise->phase_count; i++) {
        const struct phase *phase = &exercise->phases[i];
        (void) snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s%d",
                        i > 0 ? " " : "", phase_name_text(phase->name),
                        phase->round);
        assert_int_equal(phase->is_open, phase->round > 0);
    }
    assert_string_equal(all, expected);
    assert_int_equal(exercise->round_count, round_count);
    assert_int_equal(deck->box_count, round_count);
    deck_destroy(deck);
}

static void
rounds_are_spread_over_phases(void **state) {
    (void) state;
    assert_phases(IDEAS, "solo1 reveal0", 1);
    assert_phases(IDEAS "  dots: 3\n", "solo1 vote2 reveal0", 2);
    assert_phases(IDEAS "  rounds: 3\n", "solo1 vote2 vote3 vote4 reveal0", 4);
    assert_phases(IDEAS "  dots: 3\n  phases: [read, solo, pairs, discuss, "
                        "vote, reveal, fours]\n",
                  "read0 solo1 pairs1 discuss0 vote2 reveal0 fours0", 2);
    assert_phases(SKETCH, "solo1 reveal0", 1);
    assert_phases(SKETCH "  dots: 1\n", "solo1 vote2 reveal0", 2);
    assert_phases(QUESTIONS, "solo1 vote2 reveal0", 2);
    assert_phases(WHYS "  rounds: 2\n", "solo1 vote2 solo3 vote4 reveal0", 4);
    assert_phases(WHYS,
                  "solo1 vote2 solo3 vote4 solo5 vote6 solo7 vote8 solo9 "
                  "vote10 reveal0",
                  10);
    assert_phases(WHYS "  rounds: 2\n  phases: [read, solo, pairs, vote, "
                       "reveal]\n",
                  "read0 solo1 pairs1 vote2 solo3 pairs3 vote4 reveal0", 4);
    assert_phases(QUIZ "  right: x\n", "vote1 reveal0", 1);
    assert_phases(CHOICE "  phases: [solo, pairs, vote, reveal]\n",
                  "solo0 pairs0 vote1 reveal0", 1);
}

static void
new_keys_are_read_or_have_their_defaults(void **state) {
    (void) state;
    struct deck *deck = read_good(
        HEAD
        "- {id: i, kind: ideas, prompt: P, pick: 3, dots: 10, sign: true}\n"
        "- {id: q, kind: questions, prompt: P, group: 7}\n"
        "- {id: z, kind: quiz, prompt: P, options: [x, y, z],\n"
        "   right: [Z, x], speed: false}\n"
        "- {id: y, kind: quiz, prompt: P, options: [Yes, No], right: \"yes\"}\n"
        "- {id: f, kind: choice, prompt: P, decision: fist to five,\n"
        "   options: [none, one, two, three, four, five]}\n"
        "- {id: m, kind: choice, prompt: P, decision: two thirds,\n"
        "   options: [x, y], reveal: never, who: group,\n"
        "   phases: [pairs 4m bell 2m, vote 1m, reveal]}\n"
        "- {id: r, kind: rank, prompt: P, from: i, take: 3}\n"
        "- {id: d, kind: duel, prompt: P, from: q}\n"
        "- {id: n, again: r, reveal: on close}\n");
    const struct exercise *at = deck->exercises;
    assert_true(at[0].pick == 3 && at[0].dots == 10 && at[0].is_signed);
    assert_true(at[0].rounds == 0 && at[0].group_size == DECK_GROUP);
    assert_true(at[1].pick == 3 && at[1].group_size == 7);
    assert_true(at[2].right == 5 && !at[2].is_quick && at[2].pick == 1);
    assert_true(at[3].right == 1 && at[3].is_quick);
    assert_int_equal(at[4].decision, DECISION_FIST_TO_FIVE);
    assert_int_equal(at[5].decision, DECISION_TWO_THIRDS);
    assert_true(at[5].reveal == REVEAL_NEVER && at[5].is_by_group);
    assert_int_equal(at[5].phases[0].bell_ms, 120000);
    assert_int_equal(at[5].phases[1].bell_ms, 0);
    assert_true(at[6].takes_from == 0 && at[6].take == 3);
    assert_true(at[7].takes_from == 1 && at[7].take == DECK_TAKE);
    assert_true(at[8].takes_from == 0 && at[8].take == 3);
    assert_true(at[8].again == 6 && at[8].reveal == REVEAL_ON_CLOSE);
    assert_int_equal(at[6].reveal, REVEAL_ON_REVEAL);
    uint16_t boxes = 0;
    for (int i = 0; i < deck->exercise_count; i++) {
        assert_int_equal(at[i].first_box, boxes);
        boxes = (uint16_t) (boxes + at[i].round_count);
    }
    assert_int_equal(deck->box_count, boxes);
    deck_destroy(deck);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_or_word_that_cannot_be_is_told),
        cmocka_unit_test(a_key_of_another_kind_is_told),
        cmocka_unit_test(items_that_cannot_be_taken_are_told),
        cmocka_unit_test(looks_that_are_none_are_told),
        cmocka_unit_test(phases_that_do_not_fit_the_rounds_are_told),
        cmocka_unit_test(rounds_are_spread_over_phases),
        cmocka_unit_test(new_keys_are_read_or_have_their_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
