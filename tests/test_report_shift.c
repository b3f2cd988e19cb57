// An exercise that was asked again, in an export: its shift is there, agrees
// with an audit, tells no pair of ballots, and cannot be changed unseen.
#include "base/random.h"
#include "report_fixture.h"
#include "session/kinds/choice.h"
#include "session/shift.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>

#define AGAIN(id) "  - {id: " id "-again, again: " id ", phases: [vote]}\n"

static const char source[] =
    "deck: twice\n"
    "title: Twice\n"
    "exercises:\n"
    "  - {id: fit, kind: choice, prompt: Right for us?, options: "
    "[Yes, '=No', Later], phases: [vote]}\n"
    "  - {id: less, kind: choice, prompt: Less of what?, options: "
    "[A, B, C, D], pick: 2, phases: [vote]}\n"
    "  - {id: sure, kind: scale, prompt: How sure?, from: -3, to: 3, "
    "statements: [One, '=Two'], phases: [vote]}\n"
    "  - {id: arrive, kind: words, prompt: How?, pick: 3, phases: [vote]}\n"
    "  - {id: more, kind: duel, prompt: More of what?, items: "
    "[I, II, III], phases: [vote]}\n"
    "  - {id: where, kind: curve, prompt: Where?, phases: [vote]}\n"
    "  - {id: earned, kind: rank, prompt: Earned?, items: [I, II, III], "
    "phases: [vote]}\n"
    "  - {id: dent, kind: points, prompt: Points, items: [I, II, III], "
    "phases: [vote]}\n"
    "  - {id: apart, kind: plane, prompt: What?, x: [few, many], "
    "y: [cold, warm], items: [Price, Voice], phases: [vote]}\n"
    "  - {id: moons, kind: quiz, prompt: Moons?, options: [One, Two], "
    "right: Two, phases: [vote]}\n"
    "  - {id: open, kind: choice, prompt: Named, named: true, options: "
    "[Yes, No], phases: [vote]}\n" AGAIN("fit") AGAIN("less") AGAIN("sure")
        AGAIN("arrive") AGAIN("more") AGAIN("where") AGAIN("earned")
            AGAIN("dent") AGAIN("apart") AGAIN("moons") AGAIN("open");
#define FIRST_AGAIN 11
#define COUNT 22

static json_t *
read_json(const char *dir) {
    size_t size;
    char *bytes = file_read(dir, "session.json", &size);
    json_error_t error;
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    free(bytes);
    assert_non_null(root);
    return root;
}

static const json_t *
shift_of(const json_t *root, size_t number) {
    const json_t *exercise =
        json_array_get(json_object_get(root, "exercises"), number);
    return json_object_get(exercise, "shift");
}

static void
export_to(char dir[64], uint64_t seed, uint32_t guests, bool is_fine) {
    struct fixture fixture;
    struct fault fault = {0};
    struct text out = {0};
    folder_make(dir);
    fixture_init_deck(&fixture, source, seed, guests);
    assert_true(report_export(&fixture.input, dir, &fault));
    bool agrees = report_audit(dir, &out);
    if (agrees != is_fine) {
        print_error("%s", text_string(&out));
    }
    assert_int_equal(agrees, is_fine);
    text_finish(&out);
    fixture_finish(&fixture);
}

static void
every_export_with_a_shift_agrees_with_its_audit(void **state) {
    (void) state;
    static const uint32_t guests[] = {0, 1, 3, 6, 9, 40, 150};
    for (size_t i = 0; i < sizeof guests / sizeof *guests; i++) {
        for (uint64_t seed = 0; seed < 6; seed++) {
            char dir[64];
            export_to(dir, 100 * i + seed, guests[i], true);
            folder_remove(dir);
        }
    }
}

static void
the_shift_is_of_those_who_answered_both(void **state) {
    (void) state;
    struct fixture fixture;
    struct fault fault = {0};
    char dir[64];
    folder_make(dir);
    fixture_init_deck(&fixture, source, 5, 120);
    assert_true(report_export(&fixture.input, dir, &fault));
    json_t *root = read_json(dir);
    for (size_t i = 0; i < COUNT; i++) {
        const json_t *exercise =
            json_array_get(json_object_get(root, "exercises"), i);
        const json_t *json = shift_of(root, i);
        assert_int_equal(json != NULL, i >= FIRST_AGAIN);
        if (json == NULL) {
            continue;
        }
        assert_string_equal(
            json_string_value(json_object_get(exercise, "again")),
            fixture.deck->exercises[i - FIRST_AGAIN].id);
        struct shift shift;
        assert_true(shift_init(&shift, fixture.session, (uint16_t) i));
        assert_int_equal(json_integer_value(json_object_get(json, "pairs")),
                         shift.pairs);
        assert_true(shift.pairs < fixture.session->boxes[i].answered);
        assert_true(json_array_size(json_object_get(json, "before")) > 0);
        shift_finish(&shift);
    }
    struct shift shift;
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX];
    assert_true(shift_init(&shift, fixture.session, FIRST_AGAIN));
    choice_flow(&shift, flow);
    const json_t *told = json_object_get(shift_of(root, FIRST_AGAIN), "flow");
    assert_int_equal(json_array_size(told), 3);
    for (size_t i = 0; i < 9; i++) {
        const json_t *cell = json_array_get(json_array_get(told, i / 3), i % 3);
        assert_int_equal(json_integer_value(cell), flow[i / 3][i % 3]);
    }
    shift_finish(&shift);
    json_decref(root);
    folder_remove(dir);
    fixture_finish(&fixture);
}

// One guest alone, or one option of one guest, would be a pair.
static void
an_anonymous_export_tells_no_pair_of_ballots(void **state) {
    (void) state;
    unsigned withheld = 0;
    unsigned told = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        char dir[64];
        export_to(dir, seed, 1 + 2 * (uint32_t) seed, true);
        json_t *root = read_json(dir);
        for (size_t i = FIRST_AGAIN; i < COUNT - 1; i++) {
            const json_t *json = shift_of(root, i);
            json_int_t pairs =
                json_integer_value(json_object_get(json, "pairs"));
            const json_t *flow = json_object_get(json, "flow");
            assert_int_equal(json_object_get(json, "before") != NULL,
                             pairs >= 5);
            withheld += flow == NULL && i == FIRST_AGAIN && pairs >= 5;
            for (size_t a = 0; a < json_array_size(flow); a++) {
                json_int_t from = 0;
                json_int_t to = 0;
                for (size_t b = 0; b < json_array_size(flow); b++) {
                    from += json_integer_value(
                        json_array_get(json_array_get(flow, a), b));
                    to += json_integer_value(
                        json_array_get(json_array_get(flow, b), a));
                }
                assert_true(from == 0 || from >= 3);
                assert_true(to == 0 || to >= 3);
                told++;
            }
        }
        json_decref(root);
        folder_remove(dir);
    }
    assert_true(withheld > 0);
    assert_true(told > 0);
}

// What is changed: the first `before` after `from`, and after `part` behind it
// if there is one.
struct change {
    const char *from, *part, *before, *after;
};

// The audit must say `wanted` of a change.
static void
assert_change_found(const char *dir, const struct change *change,
                    const char *wanted) {
    size_t size;
    char *bytes = file_read(dir, "session.json", &size);
    struct text changed = {0};
    struct text out = {0};
    char *at = strstr(bytes, change->from);
    assert_non_null(at);
    at = change->part == NULL ? at : strstr(at, change->part);
    assert_non_null(at);
    at = strstr(at, change->before);
    assert_non_null(at);
    text_add_bytes(&changed, bytes, (size_t) (at - bytes));
    text_add(&changed, change->after);
    text_add(&changed, at + strlen(change->before));
    file_write(dir, "session.json", changed.bytes, changed.size);
    assert_false(report_audit(dir, &out));
    if (strstr(out.bytes, wanted) == NULL) {
        print_error("%s → %s:\n%s", change->before, change->after, out.bytes);
    }
    assert_non_null(strstr(out.bytes, wanted));
    file_write(dir, "session.json", bytes, size);
    text_finish(&changed);
    text_finish(&out);
    free(bytes);
}

static void
assert_found(const char *dir, const char *from, const char *before,
             const char *after, const char *wanted) {
    struct change change = {from, NULL, before, after};
    assert_change_found(dir, &change, wanted);
}

// On both sides of the shift.
static void
assert_shift_found(const char *dir, const char *from, const char *before,
                   const char *after, const char *wanted) {
    static const char *const sides[] = {"\"before\":[", "\"after\":["};
    for (size_t i = 0; i < 2; i++) {
        struct change change = {from, sides[i], before, after};
        assert_change_found(dir, &change, wanted);
    }
}

static void
a_shift_that_was_changed_is_found_by_the_recount_too(void **state) {
    (void) state;
    char dir[64];
    export_to(dir, 5, 120, true);
#define FIT "\"id\":\"fit-again\""
#define LESS "\"id\":\"less-again\""
    assert_found(dir, FIT, "\"again\":\"fit\"", "\"again\":\"less\"",
                 "otherwise than the deck whether");
    assert_found(dir, FIT, "\"shift\":", "\"shifts\":",
                 "otherwise than the deck whether");
    assert_found(dir, FIT, "\"pairs\":", "\"pairs\":9", "more pairs than");
    assert_found(dir, FIT, "\"pairs\":", "\"pairs\":-", "more pairs than");
    assert_found(dir, FIT, "\"pairs\":", "\"pair\":", "more pairs than");
    assert_found(dir, FIT, "\"before\":", "\"befor\":", "rows are missing");
    assert_found(dir, FIT, "\"flow\":", "\"flows\":", "its flow is missing");
    assert_found(dir, FIT, "\"flow\":[[", "\"flow\":[[1",
                 "its flow does not add up");
    assert_found(dir, FIT, "\"flow\":[[", "\"flow\":[[-",
                 "a flow that is no table of counts");
    assert_found(dir, "\"before\"", "\"option\":\"Yes\"",
                 "\"option\":\"Later\"", "a row that is there twice");
    assert_found(dir, "\"before\"", "\"option\":\"Yes\"",
                 "\"option\":\"Perhaps\"", "a row that no ballot gives");
    assert_found(dir, "\"before\"", "\"option\":\"Yes\"",
                 "\"option\":\"Perhaps\"", "a row is missing");
    assert_found(dir, "\"before\"", "\"votes\":", "\"votes\":9",
                 "votes that the ballots do not allow");
    assert_found(dir, "\"before\"", "\"votes\":", "\"votes\":0,\"were\":",
                 "votes that the ballots do not allow");
    assert_found(dir, "\"before\"", "\"votes\":", "\"votes\":0.",
                 "votes that the ballots do not allow");
    assert_found(dir, "\"before\"", "\"share\":0.", "\"share\":0.9",
                 "a share that is not that of its votes");
    assert_found(dir, LESS, "\"after\":", "\"flow\":[],\"after\":",
                 "a flow that must not be told");
    folder_remove(dir);
    export_to(dir, 5, 3, true);
    assert_found(dir, FIT,
                 "\"pairs\":", "\"before\":[],\"after\":[],\"pairs\":",
                 "rows of so few must not be told");
    folder_remove(dir);
}

// Rows of orders, points, places and quizzes say more than votes.
static void
what_a_kind_counts_beside_votes_is_recounted_too(void **state) {
    (void) state;
    char dir[64];
    export_to(dir, 5, 120, true);
#define EARNED "\"id\":\"earned-again\""
#define DENT "\"id\":\"dent-again\""
#define APART "\"id\":\"apart-again\""
#define MOONS "\"id\":\"moons-again\""
    static const char *const sections[] = {EARNED, DENT, APART, MOONS};
    for (size_t i = 0; i < 4; i++) {
        assert_found(dir, sections[i],
                     "\"before\":", "\"befor\":", "rows are missing");
        assert_shift_found(dir, sections[i], "\"option\":\"", "\"option\":\"?",
                           "a row that no ballot gives");
        assert_shift_found(dir, sections[i], "\"votes\":", "\"votes\":9",
                           "votes that the ballots do not allow");
    }
    static const char wrong[] = "numbers that its pairs cannot have given";
    assert_shift_found(dir, EARNED, "\"share\":0.", "\"share\":0.9",
                       "a share that is not that of its votes");
    assert_shift_found(dir, EARNED, "\"score\":", "\"score\":9", wrong);
    assert_shift_found(dir, EARNED,
                       "\"score\":", "\"score\":0,\"was\":", wrong);
    assert_shift_found(dir, EARNED, "\"mean\":", "\"mean\":9", wrong);
    assert_shift_found(dir, EARNED, "\"mean\":", "\"meant\":", wrong);
    assert_shift_found(dir, DENT, "\"mean\":", "\"mean\":1", wrong);
    assert_shift_found(dir, DENT, "\"share\":0.", "\"share\":0.9", wrong);
    assert_shift_found(dir, DENT, "\"score\":", "\"score\":9", wrong);
    assert_shift_found(dir, APART, "\"share\":0.", "\"share\":0.1",
                       "a share that is not that of its votes");
    assert_shift_found(dir, APART, "\"mean\":", "\"mean\":-", wrong);
    assert_shift_found(dir, APART, "\"median\":", "\"median\":-", wrong);
    assert_shift_found(dir, APART, "\"spread\":0.", "\"spread\":0.9", wrong);
    assert_shift_found(dir, MOONS, "\"share\":0.", "\"share\":0.9",
                       "a share that is not that of its votes");
    assert_shift_found(dir, MOONS, "\"score\":0", "\"score\":1", wrong);
    static const char pairs[] = "its rows do not add up to the pairs";
    assert_shift_found(dir, EARNED, "\"votes\":", "\"votes\":9", pairs);
    assert_shift_found(dir, MOONS, "\"votes\":", "\"votes\":9", pairs);
    assert_shift_found(dir, DENT, "\"score\":", "\"score\":1",
                       "its points do not add up to what the pairs gave");
    folder_remove(dir);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_export_with_a_shift_agrees_with_its_audit),
        cmocka_unit_test(the_shift_is_of_those_who_answered_both),
        cmocka_unit_test(an_anonymous_export_tells_no_pair_of_ballots),
        cmocka_unit_test(a_shift_that_was_changed_is_found_by_the_recount_too),
        cmocka_unit_test(what_a_kind_counts_beside_votes_is_recounted_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
