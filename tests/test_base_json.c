// JSON written in order.
#include "base/random.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
commas_stand_between_values_only(void **state) {
    (void) state;
    struct text text = {0};
    struct json_out out = {.text = &text};
    json_open_object(&out, NULL);
    json_write_string(&out, "name", "Ada");
    json_open_array(&out, "list");
    json_write_integer(&out, NULL, -9007199254740993);
    json_open_object(&out, NULL);
    json_close_object(&out);
    json_write_null(&out, NULL);
    json_close_array(&out);
    json_write_boolean(&out, "yes", true);
    json_write_string(&out, "none", NULL);
    json_write_raw(&out, "raw", "{\"a\":1}");
    json_close_object(&out);
    assert_string_equal(text_string(&text),
                        "{\"name\":\"Ada\",\"list\":[-9007199254740993,{},null]"
                        ",\"yes\":true,\"none\":null,\"raw\":{\"a\":1}}");
    text_finish(&text);
}

static void
strings_are_escaped(void **state) {
    (void) state;
    struct text text = {0};
    struct json_out out = {.text = &text};
    json_write_string(&out, NULL, "a\"b\\c\n\x01\xc3\xa9/");
    assert_string_equal(text_string(&text),
                        "\"a\\\"b\\\\c\\n\\u0001\xc3\xa9/\"");
    text_finish(&text);
}

static void
numbers_read_back_as_the_same_value(void **state) {
    (void) state;
    static const double values[] = {0.0,           1.0,      -1.5,   0.1,
                                    1.0 / 3,       1e300,    5e-324, 1e21,
                                    123456789.123, 0.1 + 0.2};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct text text = {0};
        struct json_out out = {.text = &text};
        json_write_number(&out, NULL, values[i]);
        assert_true(strtod(text_string(&text), NULL) == values[i]);
        text_finish(&text);
    }
    struct text text = {0};
    struct json_out out = {.text = &text};
    json_write_number(&out, "n", 0.1);
    json_write_number(&out, "i", strtod("inf", NULL));
    assert_string_equal(text_string(&text), "\"n\":0.1,\"i\":null");
    text_finish(&text);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_values_only),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(numbers_read_back_as_the_same_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
