// Whatever is in the files, the audit ends with a verdict: every kind of
// damage by truncation, flipped bytes, and spliced pieces.
#include "base/random.h"
#include "report/audit.h"
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
    *state = export_folder_create(31, 4);
    return 0;
}

static int
export_written(void **state) {
    *state = export_folder_create_deck(fixture_written_deck, 32, 4);
    return 0;
}

static int
forget(void **state) {
    export_folder_destroy(*state);
    return 0;
}

// Every line is shown safely and the last one is the verdict.
static bool
audit_ends(const char *dir) {
    struct text out = {0};
    bool is_fine = report_audit(dir, &out);
    assert_true(out.size > 0 && out.bytes[out.size - 1] == '\n');
    const char *verdict = is_fine ? " ballots agree\n" : " finding";
    assert_non_null(strstr(out.bytes, verdict));
    for (size_t i = 0; i < out.size; i++) {
        unsigned char byte = (unsigned char) out.bytes[i];
        assert_true(byte == '\n' || (byte >= 0x20 && byte != 0x7f));
    }
    text_finish(&out);
    return is_fine;
}

static void
restore(const struct export_folder *folder, int file) {
    file_write(folder->dir, export_file_names[file], folder->bytes[file],
               folder->sizes[file]);
}

static void
every_truncation_ends_with_findings(void **state) {
    struct export_folder *folder = *state;
    for (int file = 0; file < EXPORT_FILES; file++) {
        // Not at every byte of what is large.
        size_t step = fixture_stride() * (1 + folder->sizes[file] / 6000);
        for (size_t size = 0; size < folder->sizes[file]; size += step) {
            // The file's last line feed says nothing in the JSON.
            bool is_whole = file == 2 && size + 1 == folder->sizes[file];
            file_write(folder->dir, export_file_names[file],
                       folder->bytes[file], size);
            assert_int_equal(audit_ends(folder->dir), is_whole);
        }
        restore(folder, file);
    }
}

static void
flipped_bytes_end_with_a_verdict(void **state) {
    struct export_folder *folder = *state;
    static const char odd[] = "\",\r\n'=-0\x01\xff{}[]:;";
    struct rng rng;
    rng_init(&rng, 99);
    for (int round = 0; round < 6000 / (int) fixture_stride(); round++) {
        int file = (int) rng_below(&rng, EXPORT_FILES);
        size_t size = folder->sizes[file];
        char *changed = malloc(size);
        memcpy(changed, folder->bytes[file], size);
        for (uint32_t i = 0; i <= rng_below(&rng, 4); i++) {
            size_t at = rng_below(&rng, (uint32_t) size);
            changed[at] = rng_below(&rng, 2) == 0
                              ? odd[rng_below(&rng, sizeof odd)]
                              : (char) (changed[at] ^ 1 << rng_below(&rng, 8));
        }
        file_write(folder->dir, export_file_names[file], changed, size);
        (void) audit_ends(folder->dir);
        restore(folder, file);
        free(changed);
    }
}

static void
spliced_pieces_end_with_a_verdict(void **state) {
    struct export_folder *folder = *state;
    struct rng rng;
    rng_init(&rng, 7);
    for (int round = 0; round < 1500 / (int) fixture_stride(); round++) {
        int file = (int) rng_below(&rng, EXPORT_FILES);
        struct text changed = {0};
        for (uint32_t i = 0; i <= rng_below(&rng, 4); i++) {
            int from = rng_below(&rng, 4) == 0
                           ? (int) rng_below(&rng, EXPORT_FILES)
                           : file;
            uint32_t size = (uint32_t) folder->sizes[from];
            uint32_t at = rng_below(&rng, size);
            text_add_bytes(&changed, folder->bytes[from] + at,
                           rng_below(&rng, size - at));
        }
        file_write(folder->dir, export_file_names[file], text_string(&changed),
                   changed.size);
        (void) audit_ends(folder->dir);
        restore(folder, file);
        text_finish(&changed);
    }
}

static void
assert_too_many(struct export_folder *folder, const struct text *rows) {
    struct text out = {0};
    file_write(folder->dir, export_file_names[1], rows->bytes, rows->size);
    assert_false(report_audit(folder->dir, &out));
    assert_non_null(
        strstr(out.bytes, "there are more rows than any session can have"));
    text_finish(&out);
    restore(folder, 1);
}

// Rows that no session can have end the reading instead of filling memory.
static void
too_many_ballots_and_parts_are_refused(void **state) {
    struct text many = {0};
    text_add(&many, "exercise,kind,round,receipt,name,item,value\r\n");
    for (unsigned i = 0; i < AUDIT_BALLOT_MAX + 5; i++) {
        text_add_format(&many, "hush,curve,1,000%u-%04u,,position,0.5\r\n",
                        i / 10000, i % 10000);
    }
    assert_too_many(*state, &many);
    text_clear(&many);
    text_add(&many, "exercise,kind,round,receipt,name,item,value\r\n");
    for (unsigned i = 0; i < AUDIT_PART_MAX + 1; i++) {
        text_add(&many, "hush,curve,1,0000-0000,,position,0.5\r\n");
    }
    assert_too_many(*state, &many);
    text_finish(&many);
}

static void
findings_show_nothing_that_disturbs_a_terminal(void **state) {
    (void) state;
    char shown[AUDIT_SHOWN_SIZE];
    assert_string_equal(audit_shown("a\x1b[31m\nb", shown), "a?[31m?b");
    assert_string_equal(audit_shown("\xe2\x80\xae"
                                    "x",
                                    shown),
                        "?x");
    char large[400];
    memset(large, 'y', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    assert_true(strlen(audit_shown(large, shown)) < AUDIT_SHOWN_SIZE);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_truncation_ends_with_findings),
        cmocka_unit_test(flipped_bytes_end_with_a_verdict),
        cmocka_unit_test(spliced_pieces_end_with_a_verdict),
        cmocka_unit_test(too_many_ballots_and_parts_are_refused),
        cmocka_unit_test(findings_show_nothing_that_disturbs_a_terminal),
    };
    const struct CMUnitTest written[] = {
        cmocka_unit_test(every_truncation_ends_with_findings),
        cmocka_unit_test(flipped_bytes_end_with_a_verdict),
        cmocka_unit_test(spliced_pieces_end_with_a_verdict),
    };
    return cmocka_run_group_tests(tests, export_once, forget)
           + cmocka_run_group_tests(written, export_written, forget);
}
