// Broken and hostile deck files: no bytes may crash or stall the reader, and
// limits are told in a sentence.
#include "base/random.h"
#include "deck_promises.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char taster[16 * 1024];
static size_t taster_size;

static int
read_taster(void **state) {
    (void) state;
    FILE *file = fopen(DENT_SOURCE_DIR "/assets/decks/taster.yaml", "rb");
    if (file == NULL) {
        return -1;
    }
    taster_size = fread(taster, 1, sizeof taster, file);
    (void) fclose(file);
    return taster_size > 0 && taster_size < sizeof taster ? 0 : -1;
}

// One error with these words, and no deck.
static void
assert_refused(const char *source, size_t size, const char *words) {
    struct deck_faults faults;
    struct deck *deck = deck_read(source, size, &faults);
    assert_null(deck);
    bool is_said = false;
    for (size_t i = 0; i < faults.count; i++) {
        is_said = is_said || strstr(faults.items[i].text, words) != NULL;
    }
    if (!is_said && faults.count > 0) {
        print_message("first: %s\n", faults.items[0].text);
    }
    assert_true(is_said);
    promise_faults(&faults);
    deck_faults_finish(&faults);
}

static void
every_truncation_of_the_taster_is_read_or_refused(void **state) {
    (void) state;
    int deck_count = 0;
    for (size_t size = 0; size <= taster_size; size++) {
        // An own copy of just these bytes: reading past them is then seen.
        char *piece = malloc(size + 1);
        assert_non_null(piece);
        memcpy(piece, taster, size);
        char *exact = realloc(piece, size > 0 ? size : 1);
        assert_non_null(exact);
        deck_count += deck_keeps_promises(exact, size) ? 1 : 0;
        free(exact);
    }
    assert_true(deck_count > 0);
    assert_true(deck_count < (int) taster_size);
}

static void
every_changed_byte_of_the_taster_is_read_or_refused(void **state) {
    (void) state;
    // Signs with a meaning in YAML or UTF-8 are where readers go wrong.
    static const char signs[] = "\0\t\n\r :-?,[]{}#&*!|>'\"%@`\x80\xC3\xED\xFF";
    char *copy = malloc(taster_size);
    assert_non_null(copy);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        for (size_t i = 0; i < taster_size; i++) {
            memcpy(copy, taster, taster_size);
            bool is_sign = rng_below(&rng, 2) == 0;
            copy[i] = is_sign ? signs[rng_below(&rng, sizeof signs - 1)]
                              : (char) rng_below(&rng, 256);
            (void) deck_keeps_promises(copy, taster_size);
        }
    }
    free(copy);
}

static void
bytes_by_chance_are_refused(void **state) {
    (void) state;
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < 2000; i++) {
        char bytes[256];
        size_t size = rng_below(&rng, sizeof bytes);
        for (size_t k = 0; k < size; k++) {
            bytes[k] = (char) rng_below(&rng, i % 2 == 0 ? 256 : 128);
        }
        assert_false(deck_keeps_promises(bytes, size));
    }
}

static void
an_alias_bomb_is_refused_at_once(void **state) {
    (void) state;
    struct text bomb = {0};
    text_add(&bomb, "a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (int c = 'b'; c <= 'z'; c++) {
        text_add_format(&bomb, "%c: &%c [", c, c);
        for (int i = 0; i < 9; i++) {
            text_add_format(&bomb, "*%c%s", c - 1, i < 8 ? ", " : "]\n");
        }
    }
    assert_refused(bomb.bytes, bomb.size, "aliases (*name) are not used");
    text_finish(&bomb);
}

static void
deep_nesting_is_refused(void **state) {
    (void) state;
    static const char *const steps[] = {"[", "{", "- ", "{a: ", "[{a: ", "? "};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct text deep = {0};
        for (int k = 0; k < 100000; k++) {
            text_add(&deep, steps[i]);
        }
        assert_refused(deep.bytes, deep.size, "nested more than 8 levels");
        text_finish(&deep);
    }
}

static void
repeat(struct text *out, const char *piece, size_t size) {
    size_t piece_size = strlen(piece);
    while (out->size + piece_size <= size) {
        text_add(out, piece);
    }
}

// Each fills a file of the greatest size with one thing over and over.
static void
a_megabyte_of_anything_is_read_or_refused(void **state) {
    (void) state;
    static const char *const pieces[] = {
        "x",     " ",     "\n",       "a: b\n", "- x\n", "- - x\n", "x, ",
        "#",     "# c\n", "\"",       "''",     "'",     "&a ",     "*a ",
        "? x\n", ": ",    "%YAML",    "---\n",  "...\n", "| \n",    "\\",
        "a:\n",  "- \n",  "\xCC\x81", "é",      "\xFF",  "\t",      "!a ",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        static const char *const starts[] = {"", "deck: ", "deck: [",
                                             "title: \""};
        for (size_t k = 0; k < sizeof starts / sizeof starts[0]; k++) {
            struct text file = {0};
            text_add(&file, starts[k]);
            repeat(&file, pieces[i], DECK_FILE_MAX);
            assert_false(deck_keeps_promises(file.bytes, file.size));
            text_finish(&file);
        }
    }
}

static void
a_byte_more_than_a_megabyte_is_refused(void **state) {
    (void) state;
    struct text file = {0};
    text_add_bytes(&file, taster, taster_size);
    text_add(&file, "#");
    repeat(&file, "x", DECK_FILE_MAX);
    assert_int_equal(file.size, DECK_FILE_MAX);
    assert_true(deck_keeps_promises(file.bytes, file.size));
    text_add(&file, "x");
    assert_refused(file.bytes, file.size, "larger than 1048576 bytes");
    text_finish(&file);
}

static void
too_many_values_are_refused(void **state) {
    (void) state;
    struct text file = {0};
    text_add(&file, "deck: [");
    repeat(&file, "a,", 60000);
    text_add(&file, "]");
    assert_refused(file.bytes, file.size, "more than 20000 values");
    text_finish(&file);
}

static void
after_a_hundred_faults_the_rest_is_counted(void **state) {
    (void) state;
    struct text file = {0};
    text_add(&file, "deck: d\ntitle: t\nexercises:\n");
    for (int i = 0; i < 60; i++) {
        text_add_format(&file, "- {id: e%d, kind: curve, x: 1, y: 2}\n", i);
    }
    struct deck_faults faults;
    assert_null(deck_read(file.bytes, file.size, &faults));
    assert_int_equal(faults.count, 101);
    assert_int_equal(faults.error_count, 101);
    assert_string_equal(faults.items[100].text,
                        "there are 80 more faults; mend these first and read "
                        "the file again");
    for (size_t i = 1; i < 100; i++) {
        assert_true(faults.items[i].line >= faults.items[i - 1].line);
    }
    deck_faults_finish(&faults);
    text_finish(&file);
}

static void
a_file_that_cannot_be_read_is_a_fault(void **state) {
    (void) state;
    static const char *const cases[][2] = {
        {DENT_SOURCE_DIR "/assets/decks/none.yaml",
         "the file cannot be read: No such file or directory"},
        {DENT_SOURCE_DIR "/assets/decks",
         "the file cannot be read: Is a directory"},
        {"/dev/zero", "the file cannot be read: it is not a regular file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct deck_faults faults;
        assert_null(deck_load(cases[i][0], &faults));
        assert_int_equal(faults.count, 1);
        assert_int_equal(faults.items[0].line, 0);
        assert_string_equal(faults.items[0].text, cases[i][1]);
        deck_faults_finish(&faults);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_truncation_of_the_taster_is_read_or_refused),
        cmocka_unit_test(every_changed_byte_of_the_taster_is_read_or_refused),
        cmocka_unit_test(bytes_by_chance_are_refused),
        cmocka_unit_test(an_alias_bomb_is_refused_at_once),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(a_megabyte_of_anything_is_read_or_refused),
        cmocka_unit_test(a_byte_more_than_a_megabyte_is_refused),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(after_a_hundred_faults_the_rest_is_counted),
        cmocka_unit_test(a_file_that_cannot_be_read_is_a_fault),
    };
    return cmocka_run_group_tests(tests, read_taster, NULL);
}
