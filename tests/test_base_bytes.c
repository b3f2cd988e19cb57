// Bytes as text, memory with a limit, faults, and the clocks.
#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "base/random.h"
#include "base/tick.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
hexadecimal_comes_back_as_the_same_bytes(void **state) {
    (void) state;
    static const uint8_t bytes[] = {0x00, 0x7f, 0x80, 0xff, 0xa5};
    char hex[11];
    bytes_to_hex(bytes, sizeof bytes, hex);
    assert_string_equal(hex, "007f80ffa5");
    uint8_t back[5];
    assert_true(bytes_from_hex("007F80ffA5", back, sizeof back));
    assert_memory_equal(back, bytes, sizeof bytes);
}

static void
hexadecimal_of_another_length_is_refused_untouched(void **state) {
    (void) state;
    static const char *const bad[] = {"",     "0",    "00",   "000",  "00000",
                                      "00g0", "0x00", " 000", "000\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint8_t out[2] = {7, 7};
        assert_false(bytes_from_hex(bad[i], out, 2));
        assert_int_equal(out[0], 7);
        assert_int_equal(out[1], 7);
    }
}

static void
a_receipt_has_the_first_forty_bits(void **state) {
    (void) state;
    static const struct {
        uint8_t hash[5];
        const char *receipt;
    } cases[] = {
        {{0, 0, 0, 0, 0}, "0000-0000"},
        {{255, 255, 255, 255, 255}, "ZZZZ-ZZZZ"},
        {{0, 0, 0, 0, 1}, "0000-0001"},
        {{0x08, 0, 0, 0, 0}, "1000-0000"},
        // 00000 00001 00010 00011 00100 00101 00110 00111
        {{0x00, 0x44, 0x32, 0x14, 0xc7}, "0123-4567"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char receipt[RECEIPT_SIZE];
        receipt_write(cases[i].hash, receipt);
        assert_string_equal(receipt, cases[i].receipt);
    }
}

static void
an_arena_gives_zeroed_aligned_memory_up_to_its_limit(void **state) {
    (void) state;
    struct arena arena;
    arena_init(&arena, 64);
    unsigned char *first = arena_take(&arena, 1);
    unsigned char *second = arena_take(&arena, 32);
    assert_non_null(first);
    assert_ptr_equal(second, first + 16);
    assert_int_equal(second[31], 0);
    assert_null(arena_take(&arena, 17));
    assert_null(arena_take(&arena, SIZE_MAX));
    assert_non_null(arena_take(&arena, 16));
    assert_null(arena_take(&arena, 1));
    arena_finish(&arena);
    assert_null(arena.base);
    assert_null(arena_take(&arena, 1));
    arena_finish(&arena);
    arena_finish(NULL);
}

static void
a_fault_is_one_line_cut_between_characters(void **state) {
    (void) state;
    struct fault fault;
    assert_false(fault_set(&fault, "The file %s\nis gone.", "a.yaml"));
    assert_string_equal(fault.text, "The file a.yaml is gone.");
    char text[2 * FAULT_TEXT_MAX];
    memset(text, 'x', sizeof text);
    memcpy(text + FAULT_TEXT_MAX - 3, "\xe2\x82\xac", 3);
    text[sizeof text - 1] = '\0';
    assert_false(fault_set(&fault, "%s", text));
    assert_int_equal(strlen(fault.text), FAULT_TEXT_MAX - 3);
    assert_false(fault_set(NULL, "Nobody listens."));
}

static void
the_clocks_go_forward(void **state) {
    (void) state;
    tick first = tick_now();
    int64_t first_us = tick_now_us();
    assert_true(tick_now() >= first);
    assert_true(tick_now_us() >= first_us);
    bool is_trusted;
    assert_true(wall_now_ms(&is_trusted) > INT64_C(1500000000000));
    assert_true(wall_now_ms(NULL) > INT64_C(1500000000000));
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hexadecimal_comes_back_as_the_same_bytes),
        cmocka_unit_test(hexadecimal_of_another_length_is_refused_untouched),
        cmocka_unit_test(a_receipt_has_the_first_forty_bits),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_up_to_its_limit),
        cmocka_unit_test(a_fault_is_one_line_cut_between_characters),
        cmocka_unit_test(the_clocks_go_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
