// Where built-in decks are found.
#include "base/random.h"
#include "deck/deck.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/dent-decks-XXXXXX";

static void
put(const char *name) {
    char path[256];
    (void) snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

static void
forget(const char *name) {
    char path[256];
    (void) snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static int
make_folder(void **state) {
    (void) state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    put("b.yaml");
    put("a.yaml");
    put("notes.txt");
    put(".yaml");
    return setenv("DENT_DECKS", folder, 1);
}

static int
remove_folder(void **state) {
    (void) state;
    forget("a.yaml");
    forget("b.yaml");
    forget("notes.txt");
    forget(".yaml");
    return rmdir(folder);
}

static void
a_name_is_found_in_the_named_folder(void **state) {
    (void) state;
    char path[256], expected[256];
    assert_true(deck_locate("a", path, sizeof path));
    (void) snprintf(expected, sizeof expected, "%s/a.yaml", folder);
    assert_string_equal(path, expected);
    assert_false(deck_locate("nothing-of-this-name", path, sizeof path));
    assert_false(deck_locate("", path, sizeof path));
    assert_string_equal(path, expected);
}

static void
a_path_is_taken_as_it_is(void **state) {
    (void) state;
    static const char *const taster =
        DENT_SOURCE_DIR "/assets/decks/taster.yaml";
    char path[512];
    assert_true(deck_locate(taster, path, sizeof path));
    assert_string_equal(path, taster);
    assert_false(deck_locate("./taster", path, sizeof path));
    assert_false(deck_locate("a.yaml", path, sizeof path)); // not here
    assert_false(deck_locate(DENT_SOURCE_DIR "/assets", path, sizeof path));
}

static void
a_path_that_does_not_fit_is_not_cut(void **state) {
    (void) state;
    char path[8] = "kept";
    assert_false(deck_locate("a", path, sizeof path));
    assert_false(deck_locate(DENT_SOURCE_DIR "/assets/decks/taster.yaml", path,
                             sizeof path));
    assert_string_equal(path, "kept");
}

static void
a_deck_is_opened_or_a_sentence_says_why_not(void **state) {
    (void) state;
    static const struct {
        const char *name;
        const char *word;
    } refused[] = {
        {"nothing-of-this-name", "dent decks"},
        {"a", "dent check"},
        {DENT_SOURCE_DIR "/tests/faults/faulty.yaml", "line 2: "},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct fault fault = {0};
        assert_null(deck_open(refused[i].name, &fault));
        assert_non_null(strstr(fault.text, refused[i].name));
        assert_non_null(strstr(fault.text, refused[i].word));
    }
    struct fault fault = {0};
    struct deck *deck =
        deck_open(DENT_SOURCE_DIR "/assets/decks/taster.yaml", &fault);
    assert_non_null(deck);
    assert_string_equal(deck->id, "taster");
    assert_string_equal(fault.text, "");
    deck_destroy(deck);
}

static void
add_name(void *data, const char *path) {
    struct text *names = data;
    const char *name = strrchr(path, '/');
    assert_non_null(name);
    // Decks of an installed Dent may be there too.
    if (strncmp(path, folder, strlen(folder)) == 0) {
        text_add(names, name);
    }
}

static void
built_in_decks_come_sorted_and_only_decks(void **state) {
    (void) state;
    struct text names = {0};
    deck_each_builtin(add_name, &names);
    assert_string_equal(text_string(&names), "/a.yaml/b.yaml");
    text_finish(&names);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_in_the_named_folder),
        cmocka_unit_test(a_path_is_taken_as_it_is),
        cmocka_unit_test(a_path_that_does_not_fit_is_not_cut),
        cmocka_unit_test(a_deck_is_opened_or_a_sentence_says_why_not),
        cmocka_unit_test(built_in_decks_come_sorted_and_only_decks),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
