// Cells of every nasty form, written by csv.c and read by a reader of the
// test's own, which knows nothing of apostrophes: it sees what a spreadsheet
// would see.
#include "base/random.h"
#include "report/csv.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

// Texts that must come out with an apostrophe at a line's start.
static const char *const dangerous[] = {
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x\",\"y\")",
    "=1+1\r\n=2",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x01x",
    "\x1f",
    "\x7f",
    " =1",
    "  =1",
    "\xc2\xa0=1",
    "\xe3\x80\x80=1",
    "\xe2\x80\xaf=1",
    "\xe2\x80\x8b=1",
    "\xef\xbb\xbf=1",
    "\xe2\x80\x83+1",
    " \xc2\xa0 @x",
    "'=1",
    "''=1",
    "' =1",
    "'-1",
    "'+",
    "'@",
    "'\t",
    "\xef\xbc\x9d"
    "1",
    "\xef\xbc\x8b"
    "1",
    "\xef\xbc\x8d"
    "1",
    "\xef\xbc\xa0"
    "x",
    "' \xef\xbc\x9d",
    "a\n=1",
    "a\n\n=1",
    "a\r=1",
    "a\r\n=1",
    "a\n =1",
    "a\n'=1",
    "a\n\xc2\xa0@x",
    "a\n\tb",
    "first\nsecond\n-third",
    "\"=1",
    "\n@",
    "-",
    "--",
    "-a",
    "-1-",
    "+49 30 123",
    "=\"a\",\"b\"",
    "=1;=2",
    "@,@",
    "-\xe2\x80\x93",
    "=\xf0\x9f\x98\x80",
    "=\xd7\xa9\xd7\x9c",
    "\t",
    " \t",
    "\r\n=x",
    "=A1\n+B2\n-C3\n@D4",
    "+\"",
    "-\"\"",
    "@'",
    "='",
    "=,",
    "-;",
    "\v=1",
    "\f=1",
    "\b=1",
    "\x1b[31m",
};

// Texts that stay as they are.
static const char *const harmless[] = {
    "",
    "a",
    "a=b",
    "a+b",
    "1-2",
    "me@example.org",
    "1=1",
    "'",
    "''",
    "'a",
    "'quoted'",
    "\"",
    "\"\"",
    "\"a\"",
    "a\"b",
    "say \"hi\"",
    ",",
    "a,b",
    ",,,",
    ";",
    "a;b",
    "a\nb",
    "a\r\nb",
    "a\n\nb",
    "a\rb",
    " a",
    "a ",
    " ",
    "  ",
    "\xc2\xa0",
    "\xe3\x80\x80"
    "a",
    "Stra\xc3\x9f"
    "e",
    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
    "e\xcc\x81",
    "\xe2\x88\x92"
    "1",
    "\xe2\x80\x93 dash",
    "#REF!",
    "!x",
    "|x",
    "%x",
    "\\",
    "\\n",
    "0",
    "1",
    "007",
    "1.5",
    "1e5",
    "TRUE",
    "NULL",
    "NaN",
    "http://x/?=1",
    "a'=1",
    "1\n2",
    "(=1)",
    "x\n'y",
    "''''",
    "' '",
    "a\xe2\x80\x8b=1",
};

// The reader: RFC 4180, one row. Returns the cells, zero-terminated, or stops
// the test.
struct cell {
    char bytes[256];
    size_t size;
};

static size_t
read_row(const char *in, size_t size, struct cell *cells, size_t most) {
    size_t count = 0;
    size_t at = 0;
    while (true) {
        assert_true(count < most);
        struct cell *cell = &cells[count++];
        cell->size = 0;
        bool is_quoted = at < size && in[at] == '"';
        at += is_quoted;
        while (true) {
            assert_true(at < size);
            bool is_quote = in[at] == '"';
            if (is_quoted && is_quote && in[at + 1] == '"') {
                at++;
            } else if (is_quoted ? is_quote : strchr(",\r\n", in[at]) != NULL) {
                at += is_quoted;
                break;
            } else {
                assert_false(is_quote);
            }
            cell->bytes[cell->size++] = in[at++];
        }
        cell->bytes[cell->size] = '\0';
        if (in[at] != ',') {
            break;
        }
        at++;
    }
    assert_memory_equal(in + at, "\r\n", 2);
    assert_int_equal(at + 2, size);
    return count;
}

// What a spreadsheet must not find at the beginning of a line, after blanks.
static bool
is_formula_line(const char *line) {
    static const char *const skipped[] = {" ",
                                          "\xc2\xa0",
                                          "\xe3\x80\x80",
                                          "\xe2\x80\xaf",
                                          "\xe2\x80\x8b",
                                          "\xe2\x80\x83",
                                          "\xef\xbb\xbf"};
    bool has_skipped = true;
    while (has_skipped) {
        has_skipped = false;
        for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
            size_t size = strlen(skipped[i]);
            if (strncmp(line, skipped[i], size) == 0) {
                line += size;
                has_skipped = true;
            }
        }
    }
    return *line != '\0'
           && (strchr("=+-@\t\v\f\b", *line) != NULL
               || strncmp(line, "\xef\xbc\x9d", 3) == 0
               || strncmp(line, "\xef\xbc\x8b", 3) == 0
               || strncmp(line, "\xef\xbc\x8d", 3) == 0
               || strncmp(line, "\xef\xbc\xa0", 3) == 0);
}

static void
assert_defused(const struct cell *cell) {
    assert_true(cell->size == 0 || (unsigned char) cell->bytes[0] >= 0x20);
    assert_false(is_formula_line(cell->bytes));
    for (size_t i = 0; i < cell->size; i++) {
        bool is_end = cell->bytes[i] == '\n'
                      || (cell->bytes[i] == '\r' && cell->bytes[i + 1] != '\n');
        assert_false(is_end && is_formula_line(cell->bytes + i + 1));
    }
}

static void
write_cells(const char *first, const char *text, struct cell cells[4]) {
    struct text out = {0};
    struct csv_out csv = {.text = &out};
    csv_text(&csv, first);
    csv_text(&csv, text);
    csv_number(&csv, 7);
    csv_text(&csv, text);
    csv_end_row(&csv);
    assert_int_equal(read_row(out.bytes, out.size, cells, 4), 4);
    assert_string_equal(cells[2].bytes, "7");
    assert_string_equal(cells[1].bytes, cells[3].bytes);
    text_finish(&out);
}

static void
dangerous_cells_are_defused(void **state) {
    (void) state;
    struct cell cells[4];
    for (size_t i = 0; i < sizeof dangerous / sizeof *dangerous; i++) {
        const char *text = dangerous[i];
        write_cells(text, text, cells);
        if (text[0] != '"') {
            assert_string_not_equal(cells[1].bytes, text);
        }
        assert_defused(&cells[0]);
        assert_defused(&cells[1]);
    }
}

static void
harmless_cells_come_back_as_they_were(void **state) {
    (void) state;
    struct cell cells[4];
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        write_cells(harmless[i], harmless[i], cells);
        assert_string_equal(cells[0].bytes, harmless[i]);
        assert_string_equal(cells[1].bytes, harmless[i]);
    }
}

static void
a_zero_byte_in_front_is_defused(void **state) {
    (void) state;
    struct text out = {0};
    struct csv_out csv = {.text = &out};
    csv_bytes(&csv, "\0=1", 3);
    assert_int_equal(out.size, 6);
    assert_memory_equal(out.bytes, "\"'\0=1\"", 6);
    text_finish(&out);
}

// Two different texts never become one.
static void
random_texts_stay_apart_and_are_defused(void **state) {
    (void) state;
    static const char *const pieces[] = {"'", "=",  "-", " ",  "\n",      "\r",
                                         "a", "\"", ",", "\t", "\xc2\xa0"};
    struct rng rng;
    rng_init(&rng, 4180);
    for (int round = 0; round < 20000; round++) {
        char texts[2][64];
        struct cell cells[4];
        for (int i = 0; i < 2; i++) {
            texts[i][0] = '\0';
            for (uint32_t k = rng_below(&rng, 6); k > 0; k--) {
                strcat(texts[i], pieces[rng_below(&rng, 11)]);
            }
        }
        write_cells(texts[0], texts[1], cells);
        assert_defused(&cells[0]);
        assert_defused(&cells[1]);
        assert_int_equal(strcmp(texts[0], texts[1]) == 0,
                         strcmp(cells[0].bytes, cells[1].bytes) == 0);
    }
}

static void
numbers_have_a_dot_and_at_most_four_decimals(void **state) {
    (void) state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {10, "10"},
        {100000, "100000"},
        {0.5, "0.5"},
        {1.0 / 3, "0.3333"},
        {2.0 / 3, "0.6667"},
        {-1.25, "-1.25"},
        {0.00001, "0"},
        {-0.00001, "0"},
        {0.99999, "1"},
        {12345.6789, "12345.6789"},
        {-0.0001, "-0.0001"},
        {20.10, "20.1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CSV_NUMBER_SIZE];
        csv_number_write(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
    struct text out = {0};
    struct csv_out csv = {.text = &out};
    csv_number(&csv, NAN);
    csv_number(&csv, NAN);
    csv_value(&csv, "-3");
    csv_value(&csv, "0.25");
    csv_value(&csv, "-3a");
    csv_value(&csv, "-");
    csv_value(&csv, "-1.");
    assert_string_equal(out.bytes, ",,-3,0.25,\"'-3a\",\"'-\",\"'-1.\"");
    text_finish(&out);
}

int
main(void) {
    random_start();
    assert_true(sizeof dangerous / sizeof *dangerous
                    + sizeof harmless / sizeof *harmless
                >= 100);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dangerous_cells_are_defused),
        cmocka_unit_test(harmless_cells_come_back_as_they_were),
        cmocka_unit_test(a_zero_byte_in_front_is_defused),
        cmocka_unit_test(random_texts_stay_apart_and_are_defused),
        cmocka_unit_test(numbers_have_a_dot_and_at_most_four_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
