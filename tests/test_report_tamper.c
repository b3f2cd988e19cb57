// Whoever changes one thing in an export is found out: by the recount where it
// is a number, by the chain in every case.
#include "base/random.h"
#include "report_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <stdio.h>

static int
export_once(void **state) {
    *state = export_folder_create(77, 14);
    return 0;
}

static int
forget(void **state) {
    export_folder_destroy(*state);
    return 0;
}

// Every cell of every row, and every member's value: something else there.
static void
any_cell_of_the_csv_files_that_changes_is_found(void **state) {
    struct export_folder *folder = *state;
    for (int file = 0; file < 2; file++) {
        const char *bytes = folder->bytes[file];
        size_t begin = 3;
        bool is_quoted = false;
        size_t cell = 0;
        for (size_t at = 3; at < folder->sizes[file]; at++) {
            is_quoted ^= bytes[at] == '"';
            bool is_end = strchr(",\r", bytes[at]) != NULL;
            if (is_quoted || !is_end) {
                continue;
            }
            bool is_one = at - begin == 1 && bytes[begin] == '1';
            if (cell++ % fixture_stride() == 0) {
                folder_assert_found(folder, file, begin, at - begin,
                                    is_one ? "2" : "1", NULL);
            }
            at += bytes[at] == '\r';
            begin = at + 1;
        }
    }
}

static void
any_row_that_is_taken_out_or_doubled_is_found(void **state) {
    struct export_folder *folder = *state;
    for (int file = 0; file < 2; file++) {
        size_t begin = 0;
        const char *bytes = folder->bytes[file];
        for (size_t at = 0; at < folder->sizes[file]; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            size_t size = at + 1 - begin;
            char row[1024];
            assert_true(2 * size < sizeof row);
            folder_assert_found(folder, file, begin, size, "", NULL);
            memcpy(row, bytes + begin, size);
            memcpy(row + size, bytes + begin, size);
            row[2 * size] = '\0';
            folder_assert_found(folder, file, begin, size, row, NULL);
            begin = at + 1;
        }
    }
}

static void
any_byte_of_the_json_that_changes_is_found(void **state) {
    struct export_folder *folder = *state;
    const char *bytes = folder->bytes[2];
    // The last brace and line feed are outside the chain and say nothing.
    size_t stride = fixture_stride();
    for (size_t at = 0; at + 3 < folder->sizes[2]; at += stride) {
        if (strchr(" \n", bytes[at]) != NULL
            && at > (size_t) (strstr(bytes, "\n  \"chain\"") - bytes)) {
            continue; // white space between the links says nothing either
        }
        folder_assert_found(folder, 2, at, 1, bytes[at] == '7' ? "8" : "7",
                            NULL);
    }
}

static void
the_finding_says_what_was_changed(void **state) {
    struct export_folder *folder = *state;
    folder_assert_change(folder, 1, "\"'@home\",1", "Nothing,1",
                         "summary.csv has votes of \"@home\" in exercise less");
    folder_assert_change(folder, 1, "\"'@home\",1", "Somewhere,1",
                         "there is no such option");
    folder_assert_change(folder, 1, "\"'@home\",1", "\"'@home\",2",
                         "the value of an option must be 1");
    folder_assert_change(folder, 1, ",position,0.", ",position,1.",
                         "it is no position from 0 to 1");
    folder_assert_change(folder, 1, ",Price (x),0.", ",Price (z),0.",
                         "it names no axis");
    folder_assert_change(folder, 1, ",Price (x),0.", ",Price (z),0.",
                         "it has an item on one axis only");
    folder_assert_change(folder, 1, ",Price (x),0.", ",Prize (x),0.",
                         "there is no such item");
    folder_assert_change(folder, 1, ",Price (x),0.", ",Price (x),2.",
                         "that is no place from 0 to 1");
    folder_assert_change(folder, 1, ",Price (x),", ",Price (y),",
                         "it has an item twice");
    folder_assert_change(folder, 1, "\narrive,words,1,", "\narrive,words,0,",
                         "exercise arrive has no round \"0\"");
    folder_assert_change(folder, 1, "\nless,", "\nmore,",
                         "the deck has another kind");
    folder_assert_change(folder, 1, "\nless,", "\nnone,",
                         "the deck has no exercise \"none\"");
    folder_assert_change(folder, 1, ",,", ",Ann,",
                         "it carries a name where the deck asks for none");
    folder_assert_change(folder, 0, "How much?", "How little?",
                         "the prompt is \"How little?\"");
    folder_assert_change(folder, 0, "Less of what?", "More of what?",
                         "The chain breaks at its head");
    folder_assert_change(folder, 2, "How much?", "How little?",
                         "\"How little?\" as prompt");
    folder_assert_change(folder, 2, "\"late\":2", "\"late\":0",
                         "session.json is not what was exported");
    folder_assert_change(folder, 2, "\"title\":\"E", "\"title\":\"F",
                         "session.json is not what was exported");
    folder_assert_change(folder, 2, "\"format\":2", "\"format\":1",
                         "a format that this version does not know");
    folder_assert_change(folder, 2, "\"chain\"", "\"chained\"",
                         "the chain cannot be checked");
}

// Rows in the place of the first row of exercise less, with its receipt.
static void
assert_rows_found(struct export_folder *folder, const char *const *tails,
                  const char *wanted) {
    struct text rows = {0};
    const char *row = strstr(folder->bytes[1], "\nless,");
    assert_non_null(row);
    row++;
    size_t prefix = strlen("less,choice,1,XXXX-XXXX,,");
    for (; *tails != NULL; tails++) {
        text_add_bytes(&rows, row, prefix);
        text_add(&rows, *tails);
        text_add(&rows, ",1\r\n");
    }
    folder_assert_found(folder, 1, (size_t) (row - folder->bytes[1]),
                        (size_t) (strchr(row, '\n') + 1 - row), rows.bytes,
                        wanted);
    text_finish(&rows);
}

static void
a_ballot_that_no_guest_could_give_is_found(void **state) {
    struct export_folder *folder = *state;
    const char *const twice[] = {"Nothing", "Nothing", NULL};
    const char *const many[] = {"\"'@home\"", "\"Say \"\"no\"\"\"", "Nothing",
                                NULL};
    assert_rows_found(folder, twice, "it has an option twice");
    assert_rows_found(folder, many, "more options than a guest may pick");
    const char *row = strstr(folder->bytes[1], "\nless,");
    size_t receipt =
        (size_t) (row - folder->bytes[1]) + strlen("\nless,choice,1,");
    folder_assert_found(folder, 1, receipt, 9, "ZZZZ-ZZZZ",
                        "it is not in the order of rounds and receipts");
    folder_assert_found(folder, 1, receipt, 9, "ZZZZ-ZZZU",
                        "that is no receipt");
    folder_assert_found(folder, 1, receipt, 1, "\xff",
                        "ballots.csv is damaged: it is not UTF-8");
    folder_assert_found(folder, 1, receipt, 0, "\"\"x",
                        "ballots.csv is damaged in row");
    folder_assert_found(folder, 1, receipt, 0, "1,", "it has 8 cells, not 7");
}

// The value of the exercise's first row with `value`, or of its very first row
// with NULL, becomes `to`; NULL takes the row away.
static void
assert_value_found(struct export_folder *folder, const char *exercise,
                   const char *value, const char *to, const char *wanted) {
    char begin[32];
    (void) snprintf(begin, sizeof begin, "\n%s,", exercise);
    char *row = strstr(folder->bytes[1], begin);
    for (; row != NULL; row = strstr(row + 1, begin)) {
        char *end = strchr(row + 1, '\r');
        char *at = end;
        while (at[-1] != ',') {
            at--;
        }
        size_t size = (size_t) (end - at);
        if (value != NULL
            && (size != strlen(value) || memcmp(at, value, size) != 0)) {
            continue;
        }
        if (to == NULL) {
            at = row + 1;
            size = (size_t) (end + 2 - at);
        }
        folder_assert_found(folder, 1, (size_t) (at - folder->bytes[1]), size,
                            to == NULL ? "" : to, wanted);
        return;
    }
    fail_msg("no such row of %s", exercise);
}

static void
a_ranking_or_points_that_no_guest_could_give_are_found(void **state) {
    struct export_folder *folder = *state;
    assert_value_found(folder, "best", NULL, "4",
                       "that is no place a guest may give");
    assert_value_found(folder, "best", NULL, "0", "that is no place");
    assert_value_found(folder, "best", NULL, "1.5", "that is no place");
    assert_value_found(folder, "best", NULL, "", "that is no place");
    assert_value_found(folder, "earned", "1", "2",
                       "it has an item or a place twice");
    assert_value_found(folder, "earned", "1", NULL, "it leaves out a place");
    assert_value_found(folder, "coins", "1", "2",
                       "its points do not add up to the budget");
    assert_value_found(folder, "coins", "1", NULL, "its points do not add up");
    assert_value_found(folder, "coins", NULL, "4",
                       "that is no number of points within the budget");
    assert_value_found(folder, "coins", NULL, "-1", "that is no number of");
    assert_value_found(folder, "coins", NULL, "0.5", "that is no number of");
    assert_value_found(folder, "dent", "0", "100", "do not add up");
}

// Numbers are compared by themselves too, whatever the chain says.
static void
a_wrong_number_is_found_where_it_stands(void **state) {
    struct export_folder *folder = *state;
    static const char *const columns[] = {"votes",  "share",  "mean",
                                          "median", "spread", "score"};
    char *bytes = folder->bytes[0];
    unsigned found[6] = {0};
    for (char *row = strchr(bytes, '\n') + 1; *row != '\0';
         row = strchr(row, '\n') + 1) {
        // Numbers from the right: joined, answered, score … votes.
        char *at = strchr(row, '\r');
        for (int column = 7; column >= 0; column--) {
            char *end = at--;
            while (*at != ',') {
                at--;
            }
            if (column >= 6 || end == at + 1) {
                continue;
            }
            char wanted[64];
            snprintf(wanted, sizeof wanted, "summary.csv has %s of",
                     columns[column]);
            folder_assert_found(folder, 0, (size_t) (at + 1 - bytes),
                                (size_t) (end - at - 1), "99.5", wanted);
            found[column]++;
        }
    }
    for (int i = 0; i < 6; i++) {
        assert_true(found[i] > 0);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_cell_of_the_csv_files_that_changes_is_found),
        cmocka_unit_test(any_row_that_is_taken_out_or_doubled_is_found),
        cmocka_unit_test(any_byte_of_the_json_that_changes_is_found),
        cmocka_unit_test(the_finding_says_what_was_changed),
        cmocka_unit_test(a_ballot_that_no_guest_could_give_is_found),
        cmocka_unit_test(
            a_ranking_or_points_that_no_guest_could_give_are_found),
        cmocka_unit_test(a_wrong_number_is_found_where_it_stands),
    };
    return cmocka_run_group_tests(tests, export_once, forget);
}
