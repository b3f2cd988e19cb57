// Good decks: what a reader of struct deck finds in it.
#include "base/random.h"
#include "deck/deck.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "deck: d\ntitle: T\nexercises:\n"

static void
print_faults(const struct deck_faults *faults) {
    for (size_t i = 0; i < faults->count; i++) {
        const struct deck_fault *fault = &faults->items[i];
        print_message("%d:%d: %s\n", fault->line, fault->column, fault->text);
    }
}

// A deck without any fault or warning.
static struct deck *
read_good(const char *source) {
    struct deck_faults faults;
    struct deck *deck = deck_read(source, strlen(source), &faults);
    print_faults(&faults);
    assert_int_equal(faults.count, 0);
    assert_non_null(deck);
    deck_faults_finish(&faults);
    return deck;
}

static struct deck *
load_taster(void) {
    struct deck_faults faults;
    struct deck *deck =
        deck_load(DENT_SOURCE_DIR "/assets/decks/taster.yaml", &faults);
    print_faults(&faults);
    assert_int_equal(faults.count, 0);
    assert_non_null(deck);
    deck_faults_finish(&faults);
    return deck;
}

static void
the_taster_has_no_fault_and_lasts_five_minutes(void **state) {
    (void) state;
    struct deck *deck = load_taster();
    assert_string_equal(deck->id, "taster");
    assert_string_equal(deck->lang, "en");
    assert_int_equal(deck->exercise_count, 5);
    tick total_ms = 0;
    for (int i = 0; i < deck->exercise_count; i++) {
        const struct exercise *exercise = &deck->exercises[i];
        assert_non_null(exercise->why);
        assert_non_null(exercise->say);
        for (int k = 0; k < exercise->phase_count; k++) {
            assert_true(exercise->phases[k].length_ms > 0);
            total_ms += exercise->phases[k].length_ms;
        }
    }
    assert_int_equal(total_ms, 5 * 60 * 1000);
    deck_destroy(deck);
}

static void
the_taster_asks_what_the_workshop_says(void **state) {
    (void) state;
    static const char *const expected[][3] = {
        {"hello", "words", "One word: how do you arrive?"},
        {"zeal", "scale", "How much do you burn for what we do?"},
        {"instead", "duel",
         "If you could have only one, which would do more for us?"},
        {"chasm", "curve", "Where do our people stand today?"},
        {"fit", "choice", "Is social right for us, here and now?"},
    };
    struct deck *deck = load_taster();
    for (int i = 0; i < 5; i++) {
        assert_string_equal(deck->exercises[i].id, expected[i][0]);
        assert_string_equal(deck->exercises[i].kind, expected[i][1]);
        assert_string_equal(deck->exercises[i].prompt, expected[i][2]);
        assert_int_equal(deck_find_exercise(deck, expected[i][0]), i);
    }
    assert_int_equal(deck_find_exercise(deck, "zea"), -1);
    const struct exercise *zeal = &deck->exercises[1];
    assert_int_equal(zeal->from, 0);
    assert_int_equal(zeal->to, 10);
    assert_string_equal(zeal->from_label, "indifferent");
    assert_string_equal(zeal->to_label, "zealot");
    assert_int_equal(zeal->mark_from, 8);
    assert_int_equal(zeal->mark_to, 9);
    assert_string_equal(zeal->mark_label, "the cusp");
    assert_int_equal(deck->exercises[2].item_count, 5);
    assert_string_equal(deck->exercises[2].items[3],
                        "Leading, not minding the status quo");
    assert_int_equal(deck->exercises[4].item_count, 4);
    assert_string_equal(deck->exercises[4].items[0], "Yes, with all our heart");
    deck_destroy(deck);
}

static void
the_example_for_authors_has_no_fault(void **state) {
    (void) state;
    static char text[64 * 1024];
    FILE *file = fopen(DENT_SOURCE_DIR "/src/deck/README.md", "rb");
    assert_non_null(file);
    size_t size = fread(text, 1, sizeof text - 1, file);
    assert_int_equal(fclose(file), 0);
    text[size] = '\0';
    char *begin = strstr(text, "```yaml\n");
    assert_non_null(begin);
    begin += strlen("```yaml\n");
    char *end = strstr(begin, "```\n");
    assert_non_null(end);
    *end = '\0';
    struct deck *deck = read_good(begin);
    assert_int_equal(deck->exercise_count, 11);
    deck_destroy(deck);
}

static void
places_and_budgets_are_read_or_have_their_defaults(void **state) {
    (void) state;
    struct deck *deck = read_good(
        "deck: d\ntitle: T\nexercises:\n"
        "- {id: a, kind: rank, prompt: P, items: [x, y, z]}\n"
        "- {id: b, kind: rank, prompt: P, items: [x, y, z], top: 1}\n"
        "- {id: c, kind: points, prompt: P, items: [x, y]}\n"
        "- {id: e, kind: points, prompt: P, items: [x, y], budget: 1000}\n");
    assert_int_equal(deck->exercises[0].top, 3);
    assert_int_equal(deck->exercises[0].budget, 0);
    assert_int_equal(deck->exercises[1].top, 1);
    assert_int_equal(deck->exercises[2].budget, DECK_BUDGET);
    assert_int_equal(deck->exercises[2].top, 0);
    assert_int_equal(deck->exercises[3].budget, DECK_BUDGET_MAX);
    deck_destroy(deck);
}

static void
points_look_as_the_deck_says(void **state) {
    (void) state;
    struct deck *deck = read_good(
        HEAD "- {id: a, kind: points, prompt: P, items: [x, y]}\n"
             "- {id: b, kind: points, prompt: P, items: [x, y], look: bars}\n"
             "- {id: c, kind: points, prompt: P, items: [x, y], look: space}\n"
             "- {id: d, again: c}\n");
    assert_int_equal(deck->exercises[0].look, LOOK_BARS);
    assert_int_equal(deck->exercises[1].look, LOOK_BARS);
    assert_int_equal(deck->exercises[2].look, LOOK_SPACE);
    assert_int_equal(deck->exercises[3].look, LOOK_SPACE);
    deck_destroy(deck);
}

static void
what_is_left_out_has_its_default(void **state) {
    (void) state;
    struct deck *deck =
        read_good(HEAD "- {id: a, kind: choice, prompt: P, options: [x, y]}\n"
                       "- {id: b, kind: scale, prompt: P, from: -1, to: 1}\n"
                       "- {id: c, kind: words, prompt: P}\n"
                       "- {id: d, kind: duel, prompt: P, items: [x, y]}\n"
                       "- {id: e, kind: curve, prompt: P}\n");
    assert_string_equal(deck->lang, "en");
    assert_null(deck->about);
    for (int i = 0; i < deck->exercise_count; i++) {
        const struct exercise *exercise = &deck->exercises[i];
        assert_int_equal(exercise->phase_count, 2);
        assert_int_equal(exercise->phases[0].name, PHASE_VOTE);
        assert_int_equal(exercise->phases[0].length_ms, 60000);
        assert_true(exercise->phases[0].is_open);
        assert_int_equal(exercise->phases[1].name, PHASE_REVEAL);
        assert_int_equal(exercise->phases[1].length_ms, 0);
        assert_false(exercise->phases[1].is_open);
        assert_false(exercise->reveal == REVEAL_LIVE || exercise->is_named);
        assert_null(exercise->why);
        assert_int_equal(exercise->line, 4 + i);
    }
    assert_int_equal(deck->exercises[0].pick, 1);
    assert_int_equal(deck->exercises[2].pick, 1);
    const struct exercise *scale = &deck->exercises[1];
    assert_int_equal(scale->item_count, 1);
    assert_string_equal(scale->items[0], "");
    assert_int_equal(scale->mark_from, scale->mark_to);
    assert_null(scale->mark_label);
    assert_null(scale->from_label);
    deck_destroy(deck);
}

static void
a_talk_and_a_slide_take_no_ballots(void **state) {
    (void) state;
    struct deck *deck =
        read_good(HEAD "- {id: a, kind: talk, prompt: P, text: Quietly}\n"
                       "- {id: b, kind: slide, text: Q, by: Someone}\n");
    const struct exercise *talk = &deck->exercises[0];
    assert_int_equal(talk->phase_count, 1);
    assert_int_equal(talk->phases[0].name, PHASE_DISCUSS);
    assert_int_equal(talk->phases[0].length_ms, 180000);
    assert_false(talk->phases[0].is_open);
    assert_string_equal(talk->text, "Quietly");
    const struct exercise *slide = &deck->exercises[1];
    assert_int_equal(slide->phases[0].name, PHASE_READ);
    assert_int_equal(slide->phases[0].length_ms, 0);
    assert_string_equal(slide->prompt, "");
    assert_string_equal(slide->by, "Someone");
    deck_destroy(deck);
}

static void
phase_lengths_are_read_with_their_units(void **state) {
    (void) state;
    static const struct {
        const char *length;
        tick expected_ms;
    } cases[] = {
        {"", 0},
        {"1s", 1000},
        {"60s", 60000},
        {"90s", 90000},
        {"3m", 180000},
        {"1m30s", 90000},
        {"1h", 3600000},
        {"3h", 10800000},
        {"180m", 10800000},
        {"10800s", 10800000},
        {"1h0m1s", 3601000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char source[256];
        (void) snprintf(source, sizeof source,
                        HEAD "- {id: a, kind: curve, prompt: P, phases: [ "
                             "read, vote %s, reveal]}\n",
                        cases[i].length);
        struct deck *deck = read_good(source);
        const struct phase *vote = &deck->exercises[0].phases[1];
        assert_int_equal(vote->length_ms, cases[i].expected_ms);
        assert_true(vote->is_open);
        deck_destroy(deck);
    }
}

static void
every_phase_has_its_word(void **state) {
    (void) state;
    struct deck *deck =
        read_good(HEAD "- {id: a, kind: words, prompt: P, phases: [read, solo, "
                       "pairs, fours, groups, vote, reveal, discuss, break]}");
    const struct exercise *exercise = &deck->exercises[0];
    assert_int_equal(exercise->phase_count, PHASE_NAME_COUNT);
    for (int i = 0; i < PHASE_NAME_COUNT; i++) {
        assert_int_equal(exercise->phases[i].name, i);
    }
    assert_string_equal(phase_name_text(PHASE_VOTE), "vote");
    assert_string_equal(phase_name_text(PHASE_BREAK), "break");
    assert_non_null(phase_name_text((enum phase_name) 99));
    deck_destroy(deck);
}

static void
words_that_look_like_numbers_or_truth_are_texts(void **state) {
    (void) state;
    struct deck *deck = read_good(
        HEAD "- {id: 2024, kind: choice, prompt: 42, live: true, named: true, "
             "pick: 3, options: [Yes, No, 0, null, 3.5]}\n");
    const struct exercise *exercise = &deck->exercises[0];
    assert_string_equal(exercise->id, "2024");
    assert_string_equal(exercise->prompt, "42");
    assert_string_equal(exercise->items[1], "No");
    assert_string_equal(exercise->items[3], "null");
    assert_int_equal(exercise->pick, 3);
    assert_true(exercise->reveal == REVEAL_LIVE && exercise->is_named);
    deck_destroy(deck);
}

static void
long_texts_become_one_line_in_one_spelling(void **state) {
    (void) state;
    struct deck *deck =
        read_good("\xEF\xBB\xBF"
                  "deck: d\r\ntitle: Cafe\xCC\x81\r\nlang: pt-BR\r\n"
                  "exercises:\r\n- id: a\r\n  kind: slide\r\n  text: |\r\n"
                  "    One\r\n\r\n    two\tthree\r\n");
    assert_string_equal(deck->title, "Caf\xC3\xA9");
    assert_string_equal(deck->lang, "pt-BR");
    assert_string_equal(deck->exercises[0].text, "One two three");
    assert_int_equal(deck->exercises[0].line, 5);
    deck_destroy(deck);
}

static void
a_warning_does_not_stop_a_deck(void **state) {
    (void) state;
    const char *source = HEAD "- {id: a, kind: choice, prompt: P, options: "
                              "[y, This option is thirty-three letters.]}\n";
    struct deck_faults faults;
    struct deck *deck = deck_read(source, strlen(source), &faults);
    assert_non_null(deck);
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.error_count, 0);
    assert_true(faults.items[0].is_warning);
    assert_int_equal(faults.items[0].line, 4);
    assert_int_equal(deck->exercises[0].item_count, 2);
    assert_string_equal(deck->source, source);
    deck_faults_finish(&faults);
    deck_faults_finish(&faults);
    deck_faults_finish(NULL);
    deck_destroy(deck);
    deck_destroy(NULL);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_taster_has_no_fault_and_lasts_five_minutes),
        cmocka_unit_test(the_taster_asks_what_the_workshop_says),
        cmocka_unit_test(the_example_for_authors_has_no_fault),
        cmocka_unit_test(places_and_budgets_are_read_or_have_their_defaults),
        cmocka_unit_test(points_look_as_the_deck_says),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(a_talk_and_a_slide_take_no_ballots),
        cmocka_unit_test(phase_lengths_are_read_with_their_units),
        cmocka_unit_test(every_phase_has_its_word),
        cmocka_unit_test(words_that_look_like_numbers_or_truth_are_texts),
        cmocka_unit_test(long_texts_become_one_line_in_one_spelling),
        cmocka_unit_test(a_warning_does_not_stop_a_deck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
