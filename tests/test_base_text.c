// What may be shown on a wall, and copies and buffers that hold it.
#include "base/random.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct text_case {
    const char *in;
    enum text_verdict verdict;
    const char *out; // when accepted; NULL: the same as in
};

static const struct text_case cases[] = {
    {"Ada", TEXT_OK, NULL},
    {"  Ada \t Lovelace\r\n", TEXT_OK, "Ada Lovelace"},
    {"one\xe2\x80\xa8two\xc2\xa0three\xe3\x80\x80"
     "four",
     TEXT_OK, "one two three four"},
    {"<b>&amp;\"'", TEXT_OK, NULL},
    {"e\xcc\x81", TEXT_OK, "\xc3\xa9"}, // NFC
    {"\xef\xac\x81", TEXT_OK, NULL},    // fi stays as typed
    {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac", TEXT_OK, NULL}, // joiner
    {"\xe2\x9d\xa4\xef\xb8\x8f", TEXT_OK, NULL}, // heart, variation 16
    {"\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae", TEXT_OK, NULL}, // non-joiner
    {"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", TEXT_OK, NULL},     // Hebrew
    {"\xdb\x9d\xd9\xa1", TEXT_OK, NULL},                     // end of ayah
    {"\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88", TEXT_OK, NULL}, // Thai
    {"a\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84", TEXT_OK,
     "\xc3\xa0\xcc\x81\xcc\x82\xcc\x83\xcc\x84"}, // a-grave + 4
    {"x\xcc\x80\xcc\x81\xcc\x82\xcc\x83", TEXT_OK, NULL},
    {"x\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84", TEXT_TOO_TALL, NULL},
    {"x\xe2\x80\x8d\xe2\x80\x8d\xe2\x80\x8d\xe2\x80\x8d\xe2\x80\x8d",
     TEXT_TOO_TALL, NULL},
    {"", TEXT_EMPTY, NULL},
    {" \t\n", TEXT_EMPTY, NULL},
    {"\xe2\x80\x8d", TEXT_EMPTY, NULL},
    {"\xe3\x85\xa4", TEXT_EMPTY, NULL}, // Hangul filler
    {"\xe2\xa0\x80", TEXT_EMPTY, NULL}, // blank Braille
    {"a\x01", TEXT_CONTROL, NULL},
    {"a\x1b[2J", TEXT_CONTROL, NULL},
    {"a\x7f", TEXT_CONTROL, NULL},
    {"a\xc2\x85"
     "b",
     TEXT_CONTROL, NULL}, // C1
    {"a\xc2\xad"
     "b",
     TEXT_CONTROL, NULL},                      // soft hyphen
    {"a\xe2\x80\x8b", TEXT_CONTROL, NULL},     // zero width space
    {"a\xe2\x80\x8e", TEXT_CONTROL, NULL},     // left-to-right mark
    {"a\xe2\x80\xaa", TEXT_CONTROL, NULL},     // U+202A
    {"a\xe2\x80\xae", TEXT_CONTROL, NULL},     // U+202E
    {"a\xe2\x81\xa6", TEXT_CONTROL, NULL},     // U+2066
    {"a\xe2\x81\xa9", TEXT_CONTROL, NULL},     // U+2069
    {"a\xef\xbb\xbf", TEXT_CONTROL, NULL},     // byte order mark
    {"a\xef\xbf\xbe", TEXT_CONTROL, NULL},     // U+FFFE
    {"a\xef\xb7\x90", TEXT_CONTROL, NULL},     // U+FDD0
    {"a\xf0\x9f\xbf\xbf", TEXT_CONTROL, NULL}, // U+1FFFF
    {"a\xee\x80\x80", TEXT_CONTROL, NULL},     // private use
    {"a\xf4\x80\x80\x80", TEXT_CONTROL, NULL}, // private use, plane 16
    {"a\xf3\xa0\x81\x81", TEXT_CONTROL, NULL}, // tag A
    {"a\x80", TEXT_NOT_UTF8, NULL},
    {"a\xc3", TEXT_NOT_UTF8, NULL},
    {"a\xc0\xaf", TEXT_NOT_UTF8, NULL},         // overlong
    {"a\xed\xa0\x80", TEXT_NOT_UTF8, NULL},     // surrogate
    {"a\xf4\x90\x80\x80", TEXT_NOT_UTF8, NULL}, // above U+10FFFF
    {"\x01\xff", TEXT_NOT_UTF8, NULL},
};

static void
only_what_a_person_typed_to_be_read_is_taken(void **state) {
    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct text_case *c = &cases[i];
        char out[80] = "untouched";
        enum text_verdict verdict =
            text_take(c->in, strlen(c->in), 60, out, sizeof out);
        if (verdict != c->verdict) {
            fail_msg("case %zu \"%s\": %d, not %d", i, c->in, verdict,
                     c->verdict);
        }
        const char *kept = c->out ? c->out : c->in;
        if (verdict == TEXT_OK) {
            assert_string_equal(out, kept);
        } else {
            assert_string_equal(out, "untouched");
        }
    }
}

static void
what_was_taken_is_taken_again_unchanged(void **state) {
    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char once[80];
        char twice[80];
        const char *in = cases[i].in;
        if (text_take(in, strlen(in), 60, once, sizeof once) == TEXT_OK) {
            assert_int_equal(
                text_take(once, strlen(once), 60, twice, sizeof twice),
                TEXT_OK);
            assert_string_equal(twice, once);
        }
    }
}

static void
every_truncation_and_any_bytes_are_survived(void **state) {
    (void) state;
    char out[40];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t size = 0; size <= strlen(cases[i].in); size++) {
            (void) text_take(cases[i].in, size, 60, out, sizeof out);
        }
    }
    struct rng rng;
    rng_init(&rng, 7);
    for (int round = 0; round < 20000; round++) {
        char in[24];
        size_t size = rng_below(&rng, sizeof in + 1);
        for (size_t i = 0; i < size; i++) {
            static const unsigned char leads[] = {0xc2, 0xcc, 0xe2, 0xed,
                                                  0xf0, 0xf3, ' ',  'a'};
            uint32_t value = rng_below(&rng, 256);
            in[i] = (char) (value < 128 ? leads[value & 7] : value & 0xbf);
        }
        if (text_take(in, size, 60, out, sizeof out) == TEXT_OK) {
            assert_true(text_grapheme_count(out) > 0);
        }
    }
}

static void
a_zero_byte_inside_is_a_control(void **state) {
    (void) state;
    char out[8];
    assert_int_equal(text_take("a\0b", 3, 8, out, sizeof out), TEXT_CONTROL);
}

static void
length_is_counted_in_graphemes_and_in_bytes(void **state) {
    (void) state;
    char out[20];
    assert_int_equal(text_take("abc", 3, 3, out, sizeof out), TEXT_OK);
    assert_int_equal(text_take("abcd", 4, 3, out, sizeof out), TEXT_TOO_LONG);
    static const char flags[] = "\xf0\x9f\x87\xa8\xf0\x9f\x87\xad"
                                "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa";
    assert_int_equal(text_grapheme_count(flags), 2);
    assert_int_equal(text_take(flags, 16, 2, out, 17), TEXT_OK);
    assert_int_equal(text_take(flags, 16, 2, out, 16), TEXT_TOO_LONG);
    assert_int_equal(text_take(flags, 16, 1, out, 17), TEXT_TOO_LONG);
}

static void
words_that_are_the_same_fold_to_the_same(void **state) {
    (void) state;
    static const char *const pairs[][2] = {
        {"Stra\xc3\x9f"
         "e",
         "STRASSE"},
        {"\xef\xac\x81ne", "Fine"},
        {"\xce\xa3\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x82",
         "\xcf\x83\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x83"},
        {"\xe2\x98\x95\xef\xb8\x8f", "\xe2\x98\x95"},
        {"\xef\xbc\xa1", "a"},
        {"x \xc2\xa8", "x \xcc\x88"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char first[64];
        char second[64];
        assert_true(text_fold(pairs[i][0], first, sizeof first));
        assert_true(text_fold(pairs[i][1], second, sizeof second));
        assert_string_equal(first, second);
    }
    char small[3];
    assert_false(text_fold("abc", small, sizeof small));
    assert_true(text_fold("ab", small, sizeof small));
}

static void
a_copy_ends_between_characters(void **state) {
    (void) state;
    char out[5];
    assert_true(text_copy(out, sizeof out, "abcd"));
    assert_false(text_copy(out, sizeof out, "abcde"));
    assert_string_equal(out, "abcd");
    assert_false(text_copy(out, sizeof out, "ab\xe2\x82\xac"));
    assert_string_equal(out, "ab");
    assert_true(text_copy(out, sizeof out, "a\xe2\x82\xac"));
    assert_string_equal(out, "a\xe2\x82\xac");
    assert_false(text_copy(out, 1, "a"));
    assert_string_equal(out, "");
}

static void
a_text_grows_and_is_emptied(void **state) {
    (void) state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++) {
        text_add_format(&text, "%d,", i % 10);
    }
    assert_int_equal(text.size, 2000);
    assert_int_equal(strlen(text_string(&text)), 2000);
    text_clear(&text);
    text_add(&text, "again");
    text_add_bytes(&text, "!?", 1);
    assert_string_equal(text_string(&text), "again!");
    text_finish(&text);
    assert_string_equal(text_string(&text), "");
    text_finish(NULL);
}

static void
numbers_and_long_formats_are_written_whole(void **state) {
    (void) state;
    struct text text = {0};
    const int64_t numbers[] = {0, 7, -1, 1000000, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        text_add_integer(&text, numbers[i]);
        text_add(&text, " ");
    }
    assert_string_equal(text_string(&text),
                        "0 7 -1 1000000 9223372036854775807 "
                        "-9223372036854775808 ");
    text_finish(&text);
    for (int size = 0; size < 300; size++) { // around every guess at its room
        char expected[301];
        memset(expected, 'x', (size_t) size);
        expected[size] = '\0';
        text_add_format(&text, "%s", expected);
        assert_string_equal(text_string(&text), expected);
        assert_int_equal(text.size, size);
        if (size % 2 == 0) {
            text_clear(&text);
        } else {
            text_finish(&text);
        }
    }
    text_finish(&text);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_a_person_typed_to_be_read_is_taken),
        cmocka_unit_test(what_was_taken_is_taken_again_unchanged),
        cmocka_unit_test(every_truncation_and_any_bytes_are_survived),
        cmocka_unit_test(a_zero_byte_inside_is_a_control),
        cmocka_unit_test(length_is_counted_in_graphemes_and_in_bytes),
        cmocka_unit_test(words_that_are_the_same_fold_to_the_same),
        cmocka_unit_test(a_copy_ends_between_characters),
        cmocka_unit_test(a_text_grows_and_is_emptied),
        cmocka_unit_test(numbers_and_long_formats_are_written_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
