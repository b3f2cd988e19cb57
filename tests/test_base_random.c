// The seeded generator gives the published numbers and stays in its bounds.
#include "base/random.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
the_seeded_generator_gives_the_published_numbers(void **state) {
    (void) state;
    // xoshiro256** from the state 1, 2, 3, 4, as its authors' code gives it.
    struct rng rng = {.state = {1, 2, 3, 4}};
    static const uint64_t expected[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(rng_next(&rng) == expected[i]);
    }
    // splitmix64 from the seed 1234567: its published first value.
    rng_init(&rng, 1234567);
    assert_true(rng.state[0] == UINT64_C(6457827717110365317));
}

static void
bounded_numbers_reach_all_of_their_range_and_no_more(void **state) {
    (void) state;
    struct rng rng;
    rng_init(&rng, 1);
    unsigned counts[7] = {0};
    for (int i = 0; i < 70000; i++) {
        uint32_t value = rng_below(&rng, 7);
        assert_true(value < 7);
        counts[value]++;
        double unit = rng_unit(&rng);
        assert_true(unit >= 0.0 && unit < 1.0);
        assert_int_equal(rng_below(&rng, 1), 0);
    }
    for (int i = 0; i < 7; i++) {
        assert_in_range(counts[i], 9500, 10500);
    }
    assert_true(rng_below(&rng, UINT32_MAX) < UINT32_MAX);
}

static void
secrets_differ(void **state) {
    (void) state;
    unsigned char first[32] = {0};
    unsigned char second[32] = {0};
    random_start(); // again does no harm
    random_bytes(first, sizeof first);
    random_bytes(second, sizeof second);
    assert_true(memcmp(first, second, sizeof first) != 0);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seeded_generator_gives_the_published_numbers),
        cmocka_unit_test(bounded_numbers_reach_all_of_their_range_and_no_more),
        cmocka_unit_test(secrets_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
