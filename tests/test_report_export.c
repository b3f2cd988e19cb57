// Files on disk: what they hold, what they must not hold, and what stays when
// they cannot be written.
#include "base/bytes.h"
#include "base/random.h"
#include "report_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned
count_files(const char *dir) {
    unsigned count = 0;
    DIR *folder = opendir(dir);
    assert_non_null(folder);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        count +=
            strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(folder);
    return count;
}

static void
each_export_has_its_media_type_and_nothing_else_is_one(void **state) {
    (void) state;
    struct fixture fixture;
    struct text out = {0};
    fixture_init(&fixture, 1, 5);
    assert_string_equal(report_write(&fixture.input, "summary.csv", &out),
                        "text/csv; charset=utf-8");
    assert_memory_equal(out.bytes, "\xef\xbb\xbfsession,rehearsal,", 21);
    text_clear(&out);
    assert_string_equal(report_write(&fixture.input, "ballots.csv", &out),
                        "text/csv; charset=utf-8");
    assert_memory_equal(out.bytes,
                        "\xef\xbb\xbf"
                        "exercise,kind,",
                        17);
    text_clear(&out);
    assert_string_equal(report_write(&fixture.input, "session.json", &out),
                        "application/json");
    text_clear(&out);
    assert_null(report_write(&fixture.input, "../summary.csv", &out));
    assert_null(report_write(&fixture.input, "", &out));
    assert_int_equal(out.size, 0);
    text_finish(&out);
    fixture_finish(&fixture);
}

static void
an_export_makes_its_folder_and_leaves_only_its_files(void **state) {
    (void) state;
    char dir[64];
    char deep[128];
    struct fixture fixture;
    struct fault fault = {0};
    folder_make(dir);
    fixture_init(&fixture, 2, 12);
    snprintf(deep, sizeof deep, "%s/a/b/", dir);
    assert_true(report_export(&fixture.input, deep, &fault));
    assert_true(report_export(&fixture.input, deep, &fault)); // over the old
    assert_int_equal(count_files(deep), EXPORT_FILES);
    folder_remove(deep);
    snprintf(deep, sizeof deep, "%s/a", dir);
    folder_remove(deep);
    folder_remove(dir);
    fixture_finish(&fixture);
}

static void
the_json_says_what_the_session_was(void **state) {
    (void) state;
    struct fixture fixture;
    struct text out = {0};
    fixture_init(&fixture, 3, 12);
    fixture.session->is_rehearsal = true;
    report_session_json(&fixture.input, &out);
    json_t *root = json_loads(out.bytes, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "started")),
                        "2026-11-23T09:10Z");
    assert_string_equal(json_string_value(json_object_get(root, "source")),
                        fixture.deck->source);
    assert_true(json_is_true(json_object_get(root, "rehearsal")));
    const json_t *exercises = json_object_get(root, "exercises");
    assert_int_equal(json_array_size(exercises), fixture.deck->exercise_count);
    const json_t *arrive = json_array_get(exercises, 1);
    assert_int_equal(json_integer_value(json_object_get(arrive, "late")), 2);
    assert_int_equal(json_integer_value(json_object_get(arrive, "answered")),
                     fixture.session->boxes[1].answered);
    assert_null(json_object_get(json_array_get(exercises, 0), "results"));
    json_decref(root);
    text_finish(&out);
    fixture_finish(&fixture);
}

static unsigned
count_rows(const char *csv, const char *id) {
    unsigned count = 0;
    char mark[64];
    snprintf(mark, sizeof mark, ",%s,", id);
    for (const char *at = csv; (at = strstr(at, mark)) != NULL; at++) {
        count++;
    }
    return count;
}

static void
an_exercise_that_nobody_answered_keeps_its_rows(void **state) {
    (void) state;
    struct fixture fixture;
    struct text out = {0};
    fixture_init(&fixture, 4, 0);
    report_summary_csv(&fixture.input, &out);
    assert_int_equal(count_rows(out.bytes, "welcome"), 0);
    assert_int_equal(count_rows(out.bytes, "aloud"), 0);
    assert_int_equal(count_rows(out.bytes, "arrive"), 1);
    assert_int_equal(count_rows(out.bytes, "agree"), 3);
    assert_int_equal(count_rows(out.bytes, "less"), 5);
    assert_int_equal(count_rows(out.bytes, "many"), 9);
    assert_int_equal(count_rows(out.bytes, "hush"), 5);
    text_finish(&out);
    fixture_finish(&fixture);
}

static void
a_ballot_taken_back_is_not_listed(void **state) {
    (void) state;
    struct fixture fixture;
    struct text before = {0};
    struct text after = {0};
    fixture_init(&fixture, 5, 6);
    fixture_move(&fixture, 4);
    report_ballots_csv(&fixture.input, &before);
    assert_int_equal(fixture_vote(&fixture, 0, "{\"pick\":[1]}"), VERDICT_OK);
    assert_int_equal(fixture_vote(&fixture, 0, "{}"), VERDICT_OK);
    assert_int_equal(fixture_vote(&fixture, 1, "{}"), VERDICT_OK);
    assert_int_equal(fixture_vote(&fixture, 2, "{}"), VERDICT_OK);
    for (uint32_t i = 3; i < 6; i++) {
        assert_int_equal(fixture_vote(&fixture, i, "{}"), VERDICT_OK);
    }
    report_ballots_csv(&fixture.input, &after);
    assert_null(strstr(after.bytes, "\nless,"));
    assert_true(after.size < before.size);
    text_finish(&before);
    text_finish(&after);
    fixture_finish(&fixture);
}

static bool
holds(const struct text *text, const void *bytes, size_t size) {
    return memmem(text->bytes, text->size, bytes, size) != NULL;
}

static void
assert_no_hex(const struct text *text, const uint8_t *bytes, size_t size) {
    char hex[128];
    bytes_to_hex(bytes, size, hex);
    assert_false(holds(text, hex, strlen(hex)));
    assert_false(holds(text, bytes, size));
}

static void
anonymous_exports_hold_nothing_of_any_guest(void **state) {
    (void) state;
    struct fixture fixture;
    fixture_init(&fixture, 6, 25);
    // Without the last exercise, which carries names.
    fixture.session->boxes[fixture.deck->exercise_count - 1] =
        (struct ballot_box){0};
    // Even where the session should know who it was.
    for (uint32_t i = 0; i < fixture.session->boxes[4].count; i++) {
        fixture.session->boxes[4].ballots[i].guest = i;
    }
    static const char *const names[] = {"summary.csv", "ballots.csv",
                                        "session.json"};
    for (int file = 0; file < 3; file++) {
        struct text out = {0};
        assert_non_null(report_write(&fixture.input, names[file], &out));
        assert_false(holds(&out, "zebra", 5));
        assert_false(holds(&out, "Person", 6));
        assert_no_hex(&out, fixture.secret, sizeof fixture.secret);
        for (uint32_t i = 0; i < fixture.session->guest_count; i++) {
            assert_no_hex(&out, fixture.session->guests[i].token_hash, 16);
        }
        for (uint16_t i = 0; i < fixture.deck->exercise_count; i++) {
            const struct ballot_box *box = &fixture.session->boxes[i];
            for (uint32_t k = 0; k < box->count; k++) {
                assert_no_hex(&out, box->ballots[k].key, 16);
            }
        }
        // How all times of the fixture's events begin, and its wall time.
        assert_false(holds(&out, "70000000", 8));
        assert_false(holds(&out, "1795425", 7));
        text_finish(&out);
    }
    fixture_finish(&fixture);
}

static void
a_named_exercise_lists_the_name_or_the_words_of_the_seat(void **state) {
    (void) state;
    struct fixture fixture;
    struct text out = {0};
    fixture_init(&fixture, 7, 25);
    report_ballots_csv(&fixture.input, &out);
    const char *named = strstr(out.bytes, "\n" FIXTURE_NAMED_LAST ",");
    assert_non_null(named);
    assert_non_null(strstr(named, ",\"'=Person"));
    assert_non_null(strstr(named, ",zebra"));
    const char *first = strstr(out.bytes, "Person");
    assert_true(first > named);
    text_finish(&out);
    fixture_finish(&fixture);
}

// The order in which pairs are dealt is a guest's own; it must not show.
static void
the_pairs_of_a_duel_are_listed_in_the_order_of_the_deck(void **state) {
    (void) state;
    struct fixture fixture;
    struct text one = {0};
    struct text other = {0};
    fixture_init(&fixture, 8, 1);
    fixture_move(&fixture, 5);
    uint8_t receipt[5] = {1, 2, 3, 4, 5};
    for (int i = 0; i < 2; i++) {
        const char *json = i == 0 ? "{\"wins\":[[0,1],[2,1],[1,3]]}"
                                  : "{\"wins\":[[1,3],[2,1],[0,1]]}";
        assert_int_equal(fixture_vote(&fixture, 0, json), VERDICT_OK);
        memcpy(fixture.session->boxes[5].ballots[0].receipt, receipt, 5);
        report_ballots_csv(&fixture.input, i == 0 ? &one : &other);
    }
    assert_string_equal(one.bytes, other.bytes);
    text_finish(&one);
    text_finish(&other);
    fixture_finish(&fixture);
}

static void
assert_refused(const struct fixture *fixture, const char *dir,
               const char *part) {
    struct fault fault = {0};
    assert_false(report_export(&fixture->input, dir, &fault));
    if (strstr(fault.text, part) == NULL) {
        print_error("%s\n", fault.text);
    }
    assert_non_null(strstr(fault.text, part));
}

static void
a_folder_that_cannot_be_had_is_told_in_a_sentence(void **state) {
    (void) state;
    char dir[64];
    char path[5000];
    struct fixture fixture;
    folder_make(dir);
    fixture_init(&fixture, 9, 3);
    file_write(dir, "file", "x", 1);
    snprintf(path, sizeof path, "%s/file", dir);
    assert_refused(&fixture, path, "a file of that name is in the way");
    snprintf(path, sizeof path, "%s/file/below", dir);
    assert_refused(&fixture, path, "a file of that name is in the way");
    assert_refused(&fixture, "", "the folder above it is not there");
    assert_refused(&fixture, "/proc/nowhere", "Choose another folder");
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_refused(&fixture, path, "the path is too long");
    uid_t me = geteuid();
    if (me == 0) { // root may write anywhere: be nobody for a moment
        assert_int_equal(seteuid(65534), 0);
    } else {
        assert_int_equal(chmod(dir, 0500), 0);
    }
    assert_refused(&fixture, dir, "you may not");
    snprintf(path, sizeof path, "%s/new", dir);
    assert_refused(&fixture, path, "you may not");
    assert_int_equal(me == 0 ? seteuid(me) : chmod(dir, 0700), 0);
    folder_remove(dir);
    fixture_finish(&fixture);
}

static void
a_write_that_stops_midway_leaves_the_older_files_whole(void **state) {
    (void) state;
    char dir[64];
    struct fixture fixture;
    struct fault fault = {0};
    folder_make(dir);
    fixture_init(&fixture, 10, 5);
    assert_true(report_export(&fixture.input, dir, &fault));
    fixture_finish(&fixture);
    char *before[EXPORT_FILES];
    size_t sizes[EXPORT_FILES];
    for (int i = 0; i < EXPORT_FILES; i++) {
        before[i] = file_read(dir, export_file_names[i], &sizes[i]);
    }
    fixture_init(&fixture, 11, 60);
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    (void) signal(SIGXFSZ, SIG_IGN);
    for (rlim_t most = 0; most < 9000; most += 1499) {
        struct rlimit low = {most, limit.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        bool is_written = report_export(&fixture.input, dir, &fault);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        assert_false(is_written);
        assert_non_null(strstr(fault.text, "there is no room left"));
        assert_int_equal(count_files(dir), EXPORT_FILES);
        for (int i = 0; i < EXPORT_FILES; i++) {
            size_t size;
            char *now = file_read(dir, export_file_names[i], &size);
            assert_int_equal(size, sizes[i]);
            assert_memory_equal(now, before[i], size);
            free(now);
        }
    }
    for (int i = 0; i < EXPORT_FILES; i++) {
        free(before[i]);
    }
    folder_remove(dir);
    fixture_finish(&fixture);
}

static void
a_link_in_the_place_of_a_file_is_replaced_not_followed(void **state) {
    (void) state;
    char dir[64];
    char path[96];
    struct fixture fixture;
    struct fault fault = {0};
    folder_make(dir);
    fixture_init(&fixture, 12, 3);
    file_write(dir, "precious", "keep me", 7);
    snprintf(path, sizeof path, "%s/summary.csv", dir);
    assert_int_equal(symlink("precious", path), 0);
    assert_true(report_export(&fixture.input, dir, &fault));
    size_t size;
    char *kept = file_read(dir, "precious", &size);
    assert_string_equal(kept, "keep me");
    free(kept);
    folder_remove(dir);
    fixture_finish(&fixture);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_export_has_its_media_type_and_nothing_else_is_one),
        cmocka_unit_test(an_export_makes_its_folder_and_leaves_only_its_files),
        cmocka_unit_test(the_json_says_what_the_session_was),
        cmocka_unit_test(an_exercise_that_nobody_answered_keeps_its_rows),
        cmocka_unit_test(a_ballot_taken_back_is_not_listed),
        cmocka_unit_test(anonymous_exports_hold_nothing_of_any_guest),
        cmocka_unit_test(
            a_named_exercise_lists_the_name_or_the_words_of_the_seat),
        cmocka_unit_test(
            the_pairs_of_a_duel_are_listed_in_the_order_of_the_deck),
        cmocka_unit_test(a_folder_that_cannot_be_had_is_told_in_a_sentence),
        cmocka_unit_test(
            a_write_that_stops_midway_leaves_the_older_files_whole),
        cmocka_unit_test(
            a_link_in_the_place_of_a_file_is_replaced_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
