// What guests wrote and drew, what the host did to it, and what it became: in
// the export and in the audit.
#include "base/random.h"
#include "report_fixture.h"
#include "session/kind.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SUMMARY, BALLOTS, SESSION, IDEAS };

static int
export_once(void **state) {
    *state = export_folder_create_deck(fixture_written_deck, 5, 16);
    return 0;
}

static int
forget(void **state) {
    export_folder_destroy(*state);
    return 0;
}

static void
assert_clean(const char *deck, uint64_t seed, uint32_t guests) {
    struct export_folder *folder =
        export_folder_create_deck(deck, seed, guests);
    struct text out = {0};
    if (!report_audit(folder->dir, &out)) {
        fail_msg("seed %u, %u guests:\n%s", (unsigned) seed, guests,
                 text_string(&out));
    }
    text_finish(&out);
    export_folder_destroy(folder);
}

static void
all_that_is_written_is_counted_the_same_again(void **state) {
    (void) state;
    static const uint32_t rooms[] = {0, 1, 2, 3, 7, 30, 90};
    for (uint64_t seed = 0; seed < 40 / fixture_stride(); seed++) {
        for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
            assert_clean(fixture_written_deck, seed, rooms[i]);
        }
    }
}

// Every cell: something else there; every row: gone, or there twice.
static void
any_change_of_ideas_is_found(void **state) {
    struct export_folder *folder = *state;
    const char *bytes = folder->bytes[IDEAS];
    bool is_quoted = false;
    size_t cell = 3;
    size_t row = 3;
    for (size_t at = 3; at < folder->sizes[IDEAS]; at++) {
        is_quoted ^= bytes[at] == '"';
        if (is_quoted || strchr(",\r", bytes[at]) == NULL) {
            continue;
        }
        bool is_one = at - cell == 1 && bytes[cell] == '1';
        folder_assert_found(folder, IDEAS, cell, at - cell, is_one ? "2" : "1",
                            NULL);
        cell = at + 1;
        if (bytes[at] == '\r') {
            size_t size = at + 2 - row;
            char *once = strndup(bytes + row, size);
            folder_assert_found(folder, IDEAS, row, size, "", NULL);
            folder_assert_found(folder, IDEAS, row, 0, once, NULL);
            free(once);
            cell = row = at += 2;
        }
    }
}

// The cell `column` (from 0) of the first row that has all of `begin` at its
// front and `holds` in it; its place and size.
static size_t
find_cell(const struct export_folder *folder, int file, const char *begin,
          const char *holds, unsigned column, size_t *out_size) {
    const char *row = folder->bytes[file];
    while ((row = strchr(row, '\n')) != NULL) {
        row++;
        const char *end = strchr(row, '\r');
        const char *held = end == NULL ? NULL : strstr(row, holds);
        if (strncmp(row, begin, strlen(begin)) != 0 || held == NULL
            || held > end) {
            continue;
        }
        bool is_quoted = false;
        const char *at = row;
        for (const char *next = row;; next++) {
            is_quoted ^= *next == '"';
            if (is_quoted || (*next != ',' && *next != '\r')) {
                continue;
            }
            if (column-- == 0) {
                *out_size = (size_t) (next - at);
                return (size_t) (at - folder->bytes[file]);
            }
            at = next + 1;
        }
    }
    fail_msg("%s has no row \"%s…%s\"", export_file_names[file], begin, holds);
    return 0;
}

static void
assert_cell_found(struct export_folder *folder, int file, const char *begin,
                  const char *holds, unsigned column, const char *with,
                  const char *wanted) {
    size_t size = 0;
    size_t at = find_cell(folder, file, begin, holds, column, &size);
    folder_assert_found(folder, file, at, size, with, wanted);
}

#define IN "20261123-0910-k7qm,"

static void
a_changed_idea_says_what_it_should_be(void **state) {
    struct export_folder *folder = *state;
    assert_cell_found(folder, IDEAS, IN "idea,", ",shown", 5, "Another",
                      "the text is \"Another\"; it should be");
    assert_cell_found(folder, IDEAS, IN "idea,", ",hidden", 10, "shown",
                      "the state is \"shown\"; it should be \"hidden\"");
    assert_cell_found(folder, IDEAS, IN "idea,", ",merged", 10, "shown",
                      "the state is \"shown\"; it should be \"merged into");
    assert_cell_found(folder, IDEAS, IN "ask,", ",ticked", 10, "shown",
                      "it should be \"ticked\"");
    assert_cell_found(folder, IDEAS, IN "arrive,", ",hidden", 10, "shown",
                      "it should be \"hidden\"");
    assert_cell_found(folder, IDEAS, IN "idea,", ",shown", 8, "77",
                      "the value is \"77\"; ballots.csv gives");
    assert_cell_found(folder, IDEAS, IN "bold,", ",shown", 8, "24.5",
                      "the value is \"24.5\"; ballots.csv gives");
    assert_cell_found(folder, IDEAS, IN "bold,", ",shown", 9, "77",
                      "the count is \"77\"; ballots.csv gives");
    assert_cell_found(folder, IDEAS, IN "why,", ",shown", 7, "77",
                      "the number of writers is \"77\"");
    assert_cell_found(folder, IDEAS, IN "deed,", "@Bo", 6, "Cleo",
                      "the name is \"Cleo\"; it should be \"@Bo; Ann; X\"");
    assert_cell_found(folder, IDEAS, IN "idea,", ",shown", 6, "Cleo",
                      "the name is \"Cleo\"; it should be \"\"");
    assert_cell_found(folder, IDEAS, IN "draw,", ",shown", 5, "\"1,1 2,2\"",
                      "the strokes are not those of drawing");
    assert_cell_found(folder, IDEAS, IN "draw,", ",shown", 5, "",
                      "the strokes are not those of drawing");
    assert_cell_found(folder, IDEAS, IN "draw,", ",shown", 4, "12345",
                      "ballots.csv has nothing like it");
    folder_assert_change(folder, IDEAS, "ideas,1,", "ideas,2,",
                         "ballots.csv has nothing like it");
}

// A choice of something that counts is of nothing.
static void
assert_choice_found(struct export_folder *folder, const char *idea,
                    const char *ballot, const char *wanted) {
    const char *row = folder->bytes[IDEAS];
    char id[24] = ",";
    // What is hidden may lose its dots unseen by all but the chain.
    while ((row = strstr(row + 1, idea)) != NULL) {
        const char *end = strchr(row, '\r');
        bool is_chosen = strncmp(end - 6, ",shown", 6) == 0
                         && strncmp(end - 8, ",0", 2) != 0;
        if (is_chosen) {
            break;
        }
    }
    assert_non_null(row);
    for (int i = 0; i < 4; i++) {
        row = strchr(row, ',') + 1;
    }
    memcpy(id + 1, row, strcspn(row, ",") + 1);
    assert_cell_found(folder, BALLOTS, ballot, id, 5, "12345",
                      "ideas.csv, row ");
    assert_cell_found(folder, BALLOTS, ballot, id, 5, "12345", wanted);
}

static void
a_changed_ballot_of_a_written_kind_is_found(void **state) {
    struct export_folder *folder = *state;
    assert_cell_found(folder, BALLOTS, "idea,ideas,1,", ",1", 5, "Another",
                      "ideas.csv has no row for");
    assert_cell_found(folder, BALLOTS, "idea,ideas,1,", ",1", 6, "2",
                      "the value of a text must be 1");
    assert_choice_found(folder, IN "idea,", "idea,ideas,2,",
                        "summary.csv has votes of");
    assert_choice_found(folder, IN "draw,", "draw,sketch,2,",
                        "summary.csv has votes of");
    assert_choice_found(folder, IN "ask,", "ask,questions,2,",
                        "summary.csv has votes of");
    assert_choice_found(folder, IN "why,whys,1,", "why,whys,2,",
                        "ballots.csv gives");
    assert_cell_found(folder, BALLOTS, "idea,ideas,2,", ",1", 5, "twelve",
                      "that is no number of something written");
    assert_cell_found(folder, BALLOTS, "idea,ideas,2,", ",1", 6, "2",
                      "the value of a choice must be 1");
    assert_cell_found(folder, BALLOTS, "bold,ideas,3,", ",4\r", 6, "1",
                      "summary.csv has mean of");
    assert_cell_found(folder, BALLOTS, "bold,ideas,3,", ",4\r", 6, "6",
                      "a score must be 1 to 5");
    assert_cell_found(folder, BALLOTS, "draw,sketch,1,", "", 6, "7",
                      "another number of points");
    assert_cell_found(folder, BALLOTS, "ask,questions,2,", "", 2, "1",
                      "ballots.csv, row");
    assert_cell_found(folder, BALLOTS, "why,whys,6,", "", 2, "7",
                      "exercise why has no round \"7\"");
    assert_cell_found(folder, BALLOTS, "quiz,quiz,1,", ",One", 5, "Two",
                      "summary.csv has votes of \"Two\" in exercise quiz");
    assert_cell_found(folder, BALLOTS, "idea,ideas,2,", "", 4, "Cleo",
                      "it carries a name where the deck asks for none");
    assert_cell_found(folder, BALLOTS, "known,ideas,2,", "", 4, "",
                      "it carries no name where the deck asks for one");
}

// The first such row stands there `times`.
static void
assert_rows_found(struct export_folder *folder, const char *begin,
                  unsigned times, const char *wanted) {
    size_t size = 0;
    struct text rows = {0};
    size_t at = find_cell(folder, BALLOTS, begin, "", 0, &size);
    const char *row = folder->bytes[BALLOTS] + at;
    for (unsigned i = 1; i < times; i++) {
        text_add_bytes(&rows, row, (size_t) (strchr(row, '\n') + 1 - row));
    }
    folder_assert_found(folder, BALLOTS, at, 0, rows.bytes, wanted);
    text_finish(&rows);
}

static void
a_written_ballot_that_no_guest_could_give_is_found(void **state) {
    struct export_folder *folder = *state;
    assert_rows_found(folder, "idea,ideas,1,", 2, "it has a text twice");
    assert_rows_found(folder, "why,whys,1,", 2,
                      "it has more texts than a guest may give");
    assert_rows_found(folder, "draw,sketch,1,", 2, "it has two drawings");
    assert_rows_found(folder, "idea,ideas,2,", 4,
                      "it has more choices than a guest may make");
    assert_rows_found(folder, "bold,ideas,2,", 2,
                      "it has more choices than a guest may make");
    assert_rows_found(folder, "ask,questions,2,", 2, "it has a thumb twice");
    assert_rows_found(folder, "ask,questions,2,", 65,
                      "there are more rows than any session can have");
    assert_cell_found(folder, BALLOTS, "draw,sketch,1,", "", 6, "1",
                      "a drawing has 2 to 2000 points");
    assert_cell_found(folder, BALLOTS, "draw,sketch,1,", "", 5, "0123",
                      "that is no number of a drawing");
    assert_cell_found(folder, BALLOTS, "why,whys,1,", "", 2, "2",
                      "it is not in the order of rounds and receipts");
}

// The place of `what` behind the exercise's beginning becomes `with`.
static void
assert_json_found(struct export_folder *folder, const char *exercise,
                  const char *what, const char *with, const char *wanted) {
    char begin[64];
    (void) snprintf(begin, sizeof begin, "\"id\":\"%s\"", exercise);
    const char *bytes = folder->bytes[SESSION];
    const char *at = strstr(bytes, begin);
    assert_non_null(at);
    at = strstr(at, what);
    assert_non_null(at);
    folder_assert_found(folder, SESSION, (size_t) (at - bytes), strlen(what),
                        with, wanted);
}

static void
a_change_of_what_else_the_json_says_is_found(void **state) {
    struct export_folder *folder = *state;
    assert_json_found(folder, "idea", "\"hidden\":[", "\"hidden\":[1,",
                      "session.json is not what was exported");
    assert_json_found(folder, "idea", "\"merged\":[[", "\"merged\":[[7,8],[",
                      "session.json is not what was exported");
    assert_json_found(folder, "ask", "\"ticked\":[", "\"tacked\":[",
                      "has no list of what the host edited");
    assert_json_found(folder, "dent", "\"items\":[\"", "\"items\":[\"No ",
                      "counted again, gives \"");
    assert_json_found(folder, "dent", "\"items\":[\"",
                      "\"changed\":true,\"items\":[\"No ",
                      "nobody wrote in exercise idea");
    assert_json_found(folder, "dent", "\"items\":[",
                      "\"changed\":true,\"items\":[",
                      "was changed; it was not");
    assert_json_found(folder, "idea", "\"hidden\":[",
                      "\"hidden\":[281474976710655,",
                      "lists an edit of the host that cannot be");
    assert_json_found(folder, "dent", "\"from\":\"idea\"", "\"from\":\"ask\"",
                      "whether its items are taken from another");
    assert_json_found(folder, "dent", "\"answered\":", "\"answered\":1",
                      "session.json has answered of exercise dent as");
    assert_json_found(folder, "bold",
                      "\"round\":4,\"answered\":", "\"round\":4,\"answered\":1",
                      "in round 4 of exercise");
    assert_json_found(folder, "quiz", "\"right\":[\"Two\",", "\"right\":[",
                      "has other right options than the deck");
    assert_json_found(folder, "fist", "\"passed\":", "\"missed\":",
                      "another decision of exercise fist");
    assert_json_found(folder, "most", "\"text\":\"", "\"text\":\"Indeed ",
                      "another decision of exercise most");
    assert_json_found(folder, "third", "two thirds", "majority",
                      "another decision of exercise third");
    assert_json_found(folder, "table", "\"who\":\"group\"", "\"who\":\"each\"",
                      "whether groups answer together");
    assert_json_found(folder, "meet", "\"sizes\":[", "\"sizes\":[0,",
                      "has groups that cannot be");
    folder_assert_change(folder, SESSION, "\"file\":\"ideas.csv\"",
                         "\"file\":\"other.csv\"",
                         "The chain breaks at ideas.csv");
}

// What the host hid comes back: the chain is whole again for who wrote it anew,
// and the numbers give it away.
static void
an_edit_that_is_taken_away_is_found_by_counting(void **state) {
    struct export_folder *folder = *state;
    const char *bytes = folder->bytes[SESSION];
    const char *at = strstr(strstr(bytes, "\"id\":\"idea\""), "\"hidden\":[");
    at += strlen("\"hidden\":[");
    size_t size = strcspn(at, "]");
    assert_true(size > 0);
    folder_assert_found(folder, SESSION, (size_t) (at - bytes), size, "",
                        "it should be \"shown\"");
    folder_assert_found(folder, SESSION, (size_t) (at - bytes), size, "",
                        "summary.csv has no row");
    folder_assert_found(folder, SESSION, (size_t) (at - bytes), size, "[]",
                        "lists an edit of the host that cannot be");
}

// The order of rows is what they come to.
static void
rows_that_changed_places_are_found(void **state) {
    struct export_folder *folder = *state;
    static const char *const wanted[] = {
        "in another place than its numbers give it",
        "it is not in the order of"};
    static const int files[] = {SUMMARY, IDEAS};
    for (int i = 0; i < 2; i++) {
        char *bytes = folder->bytes[files[i]];
        char *first = strstr(bytes, IN "no,idea,");
        first = first == NULL ? strstr(bytes, IN "idea,") : first;
        char *second = strchr(first, '\n') + 1;
        char *end = strchr(second, '\n') + 1;
        struct text swapped = {0};
        text_add_bytes(&swapped, second, (size_t) (end - second));
        text_add_bytes(&swapped, first, (size_t) (second - first));
        folder_assert_found(folder, files[i], (size_t) (first - bytes),
                            (size_t) (end - first), text_string(&swapped),
                            wanted[i]);
        text_finish(&swapped);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_written_is_counted_the_same_again),
        cmocka_unit_test(any_change_of_ideas_is_found),
        cmocka_unit_test(a_changed_idea_says_what_it_should_be),
        cmocka_unit_test(a_changed_ballot_of_a_written_kind_is_found),
        cmocka_unit_test(a_written_ballot_that_no_guest_could_give_is_found),
        cmocka_unit_test(a_change_of_what_else_the_json_says_is_found),
        cmocka_unit_test(an_edit_that_is_taken_away_is_found_by_counting),
        cmocka_unit_test(rows_that_changed_places_are_found),
    };
    return cmocka_run_group_tests(tests, export_once, forget);
}
