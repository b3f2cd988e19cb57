// An export that nobody touched agrees with its recount, whatever was voted.
#include "base/random.h"
#include "report/audit.h"
#include "report_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static void
audit_agrees(const char *dir) {
    struct text out = {0};
    bool is_fine = report_audit(dir, &out);
    if (!is_fine) {
        print_error("%s", text_string(&out));
    }
    assert_true(is_fine);
    assert_non_null(strstr(out.bytes, " ballots agree\n"));
    text_finish(&out);
}

static void
an_export_agrees_with_its_recount_over_many_seeds(void **state) {
    (void) state;
    char dir[64];
    folder_make(dir);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct fixture fixture;
        struct fault fault = {0};
        fixture_init(&fixture, seed, (uint32_t) (seed * seed % 97));
        assert_true(report_export(&fixture.input, dir, &fault));
        audit_agrees(dir);
        fixture_finish(&fixture);
    }
    folder_remove(dir);
}

static void
the_head_is_the_one_in_the_file_and_in_the_audit(void **state) {
    (void) state;
    char dir[64];
    struct fixture fixture;
    struct fault fault = {0};
    char head[REPORT_HEAD_SIZE];
    folder_make(dir);
    fixture_init(&fixture, 5, 20);
    assert_true(report_export(&fixture.input, dir, &fault));
    report_head(&fixture.input, head);
    assert_int_equal(strlen(head), 64);
    struct text out = {0};
    assert_true(report_audit(dir, &out));
    assert_non_null(strstr(out.bytes, head));
    text_finish(&out);
    size_t size;
    char *json = file_read(dir, "session.json", &size);
    assert_non_null(strstr(json, head));
    free(json);
    fixture_finish(&fixture);
    folder_remove(dir);
}

static void
shuffled_arrival_gives_the_same_ballots_but_for_receipts(void **state) {
    (void) state;
    struct fixture fixture;
    fixture_init(&fixture, 8, 30);
    struct text first = {0};
    struct text second = {0};
    report_ballots_csv(&fixture.input, &first);
    // The same ballots in another order in memory: the file is the same.
    for (uint16_t i = 0; i < fixture.deck->exercise_count; i++) {
        struct ballot_box *box = &fixture.session->boxes[i];
        for (uint32_t a = 0; a + 1 < box->count; a += 2) {
            struct ballot kept = box->ballots[a];
            box->ballots[a] = box->ballots[a + 1];
            box->ballots[a + 1] = kept;
        }
    }
    report_ballots_csv(&fixture.input, &second);
    assert_string_equal(first.bytes, second.bytes);
    text_finish(&first);
    text_finish(&second);
    fixture_finish(&fixture);
}

// The strengths that make what was seen most likely, found by walking uphill
// in small steps instead of by either iteration.
static void
duel_chances_are_those_of_the_most_likely_strengths(void **state) {
    (void) state;
    uint32_t wins[DECK_ITEM_MAX][DECK_ITEM_MAX] = {
        {0, 9, 4}, {3, 0, 6}, {1, 2, 0}};
    double logs[3] = {0};
    for (int step = 0; step < 200000; step++) {
        for (int i = 0; i < 3; i++) {
            double mine = exp(logs[i]);
            double slope = 1 - 2 * mine / (mine + 1);
            for (int k = 0; k < 3; k++) {
                double other = exp(logs[k]);
                slope += wins[i][k]
                         - (wins[i][k] + wins[k][i]) * mine / (mine + other);
            }
            logs[i] += 0.01 * slope;
        }
    }
    double chances[DECK_ITEM_MAX];
    audit_duel_chances(wins, 3, chances);
    for (int i = 0; i < 3; i++) {
        double mine = exp(logs[i]);
        double middle = exp(logs[1]);
        assert_true(fabs(chances[i] - mine / (mine + middle)) < 1e-6);
    }
}

static void
a_number_is_read_strictly(void **state) {
    (void) state;
    static const struct {
        const char *text;
        double value; // 999: refused
    } cases[] = {
        {"0", 0},       {"-3", -3},     {"0.25", 0.25},
        {"12.5", 12.5}, {"", NAN},      {" 1", 999},
        {"1 ", 999},    {"1.", 999},    {".5", 999},
        {"+1", 999},    {"1e3", 999},   {"nan", 999},
        {"0x10", 999},  {"1,5", 999},   {"--1", 999},
        {"-", 999},     {"1.2.3", 999}, {"inf", 999},
        {"-0", 0},      {"1.0", 1},     {"12345678901234567890", 999},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = 0;
        bool is_read = audit_number(cases[i].text, &value);
        assert_int_equal(is_read, !(cases[i].value > 998));
        if (is_read && !isnan(cases[i].value)) {
            assert_true(value == cases[i].value);
        }
    }
}

// The commands stand in the README between "```sh" and "```".
static void
the_commands_of_the_readme_print_the_head(void **state) {
    (void) state;
    char dir[64];
    char head[REPORT_HEAD_SIZE];
    struct fixture fixture;
    struct fault fault = {0};
    struct text command = {0};
    size_t size;
    folder_make(dir);
    fixture_init(&fixture, 21, 30);
    assert_true(report_export(&fixture.input, dir, &fault));
    report_head(&fixture.input, head);
    char *readme = file_read(DENT_SOURCE_DIR "/src/report", "README.md", &size);
    char *script = strstr(readme, "```sh\n");
    assert_non_null(script);
    char *end = strstr(script + 6, "```");
    assert_non_null(end);
    text_add_format(&command, "cd %s || exit 1\n", dir);
    text_add_bytes(&command, script + 6, (size_t) (end - script - 6));
    FILE *output = popen(command.bytes, "r");
    char line[128] = "";
    assert_non_null(output);
    assert_non_null(fgets(line, sizeof line, output));
    assert_int_equal(pclose(output), 0);
    assert_memory_equal(line, head, 64);
    free(readme);
    text_finish(&command);
    fixture_finish(&fixture);
    folder_remove(dir);
}

// Strengths far apart are where the two iterations could differ.
static void
a_unanimous_room_agrees(void **state) {
    (void) state;
    char dir[64];
    struct fixture fixture;
    struct fault fault = {0};
    folder_make(dir);
    fixture_init(&fixture, 22, 0);
    fixture_move(&fixture, 6);
    for (uint32_t guest = 0; guest < 4000; guest++) {
        char json[256] = "{\"wins\":[";
        size_t used = strlen(json);
        for (int i = 0; i < 8; i++) {
            used += (size_t) snprintf(json + used, sizeof json - used,
                                      "%s[%d,%d]", i > 0 ? "," : "", i, i + 1);
        }
        snprintf(json + used, sizeof json - used, "]}");
        assert_int_equal(fixture_vote(&fixture, guest, json), VERDICT_OK);
    }
    assert_true(report_export(&fixture.input, dir, &fault));
    audit_agrees(dir);
    fixture_finish(&fixture);
    folder_remove(dir);
}

static void
files_that_are_not_there_are_said_to_be_so(void **state) {
    (void) state;
    struct text out = {0};
    assert_false(report_audit("/nowhere/at/all", &out));
    assert_non_null(strstr(out.bytes, "session.json cannot be read"));
    assert_non_null(strstr(out.bytes, "4 findings\n"));
    text_clear(&out);
    assert_false(report_audit("/dev/null", &out));
    text_finish(&out);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_agrees_with_its_recount_over_many_seeds),
        cmocka_unit_test(the_head_is_the_one_in_the_file_and_in_the_audit),
        cmocka_unit_test(
            shuffled_arrival_gives_the_same_ballots_but_for_receipts),
        cmocka_unit_test(duel_chances_are_those_of_the_most_likely_strengths),
        cmocka_unit_test(the_commands_of_the_readme_print_the_head),
        cmocka_unit_test(a_unanimous_room_agrees),
        cmocka_unit_test(a_number_is_read_strictly),
        cmocka_unit_test(files_that_are_not_there_are_said_to_be_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
