// JSON read by our own hand and by the library: always the same.
#include "base/random.h"
#include "session/json_in.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const bodies[] = {
    "{\"id\":\"0123456789abcdef\",\"answer\":{\"values\":[5,null,-3]}}",
    "{\"name\":\"Zo\xc3\xab\",\"lang\":\"de\",\"token\":null}",
    "{\"a\":[true,false,null],\"b\":{\"c\":[]},\"d\":{}}",
    " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : \"x\" } \n",
    "{\"at\":0.42,\"e\":1e3,\"wins\":[[0,1],[2,1]]}",
    "{\"words\":[\"kind\",\"a\\u0041b\",\"q\\\"\\\\\"]}",
    "{\"a\":[[[[[[[[[1]]]]]]]]]}",
    "{\"big\":999999999999999,\"bigger\":9223372036854775807,\"zero\":-0}",
};

static void
expect_same(const char *bytes, size_t size) {
    // A copy of exactly this size, so that reading on is seen.
    char *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    json_t *ours = json_in_read(copy, size);
    json_t *theirs = json_loadb(copy, size, JSON_REJECT_DUPLICATES, NULL);
    bool is_same = ours == NULL || theirs == NULL ? ours == theirs
                                                  : json_equal(ours, theirs);
    if (!is_same) {
        (void) fprintf(stderr, "%.*s\n", (int) size, copy);
    }
    assert_true(is_same);
    if (ours != NULL) { // in the same order too
        char *our_text = json_dumps(ours, JSON_COMPACT);
        char *their_text = json_dumps(theirs, JSON_COMPACT);
        assert_string_equal(our_text, their_text);
        free(our_text);
        free(their_text);
    }
    json_decref(ours);
    json_decref(theirs);
    free(copy);
}

static void
what_is_json_is_read_the_same(void **state) {
    (void) state;
    static const char *const others[] = {
        "",
        "{",
        "[]",
        "[1]",
        "1",
        "null",
        "{}",
        "{} x",
        "{}{}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "{\"a\":[1,]}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"\":1}",
        "{\"a\":\"\x01\"}",
        "{\"a\":\"\x7f\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":10000000000000000000}",
        "{\"a\":1000000000000000}",
        "{\"a\":nullnull}",
        "{\"a\":\"x\"\"y\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1]",
        "{\"a\":[1}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        expect_same(bodies[i], strlen(bodies[i]));
        for (size_t size = 0; size < strlen(bodies[i]); size++) {
            expect_same(bodies[i], size);
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        expect_same(others[i], strlen(others[i]));
    }
    expect_same("{\"a\":1\0}", 8);
    expect_same("{\"a\":\"x\0y\"}", 11);
}

static void
what_was_damaged_is_read_the_same(void **state) {
    (void) state;
    static const char bytes[] =
        "{}[]\",:\\ 0123456789-+.eEtfnulars\n\0\x80\xc3";
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < 100000; i++) {
        char body[256];
        const char *from =
            bodies[rng_below(&rng, sizeof bodies / sizeof *bodies)];
        size_t size = strlen(from);
        memcpy(body, from, size);
        for (uint32_t k = rng_below(&rng, 4) + 1; k > 0; k--) {
            uint32_t at = rng_below(&rng, (uint32_t) size);
            uint32_t to = rng_below(&rng, (uint32_t) size);
            if (rng_below(&rng, 3) == 0) {
                body[at] = body[to];
            } else {
                body[at] = bytes[rng_below(&rng, sizeof bytes - 1)];
            }
        }
        expect_same(body, size);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_json_is_read_the_same),
        cmocka_unit_test(what_was_damaged_is_read_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
