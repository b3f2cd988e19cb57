// The room's small parts: addresses, deadlines, rates, words, pages.
#include "base/random.h"
#include "room/address.h"
#include "room/deadline.h"
#include "room/pages.h"
#include "room/rate.h"
#include "room/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
a_private_address_of_a_real_interface_is_shown(void **state) {
    (void) state;
    const uint32_t home = 0xC0A80102, lab = 0x0A000001, open = 0x08080808;
    assert_true(address_rank("wlan0", home) > address_rank("eth0", open));
    assert_true(address_rank("eth0", open) > address_rank("docker0", home));
    assert_true(address_rank("wlan0", lab) > address_rank("tun0", home));
    assert_true(address_rank("eth0", home) > address_rank("eth0", 0xA9FE0101));
    assert_int_equal(address_rank("lo", 0x7F000001), 0);
    assert_true(address_rank("docker0", home) > 0);
}

static void
only_our_names_are_ours(void **state) {
    (void) state;
    static struct address_book book;
    address_read(&book);
    static const char *const ours[] = {"localhost", "LocalHost:8080",
                                       "127.0.0.1", "[::1]", "[::1]:8080"};
    static const char *const others[] = {
        "",          "localhost:80",        "localhost:",      "localhost.",
        "evil:8080", "127.0.0.1:",          "127.0.0.1:8080x", "[::1",
        "::1",       "localhost:8080:8080", "xlocalhost"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        assert_true(address_has(&book, ours[i], 8080));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(address_has(&book, others[i], 8080));
    }
    assert_true(address_has(&book, book.primary, 8080));
}

static void
the_port_is_left_out_when_it_is_80(void **state) {
    (void) state;
    static const struct address_book book = {.primary = "192.168.4.1"};
    char address[64], url[64];
    address_write(&book, 80, address, url, sizeof address);
    assert_string_equal(address, "192.168.4.1");
    assert_string_equal(url, "HTTP://192.168.4.1/");
    address_write(&book, 8080, address, url, sizeof address);
    assert_string_equal(address, "192.168.4.1:8080");
    assert_string_equal(url, "HTTP://192.168.4.1:8080/");
}

static void
deadlines_come_in_order_and_can_be_moved(void **state) {
    (void) state;
    struct deadline_list slow = {.length_ms = 20}, fast = {.length_ms = 5};
    struct deadline a = {0}, b = {0}, c = {0};
    deadline_set(&a, &slow, 0);
    deadline_set(&b, &slow, 1);
    deadline_set(&c, &slow, 2);
    deadline_set(&b, &fast, 10); // its head was whole
    assert_null(deadline_take(&fast, 14));
    assert_ptr_equal(deadline_take(&fast, 15), &b);
    assert_null(deadline_take(&fast, 99));
    deadline_set(&a, NULL, 16); // parked
    assert_null(deadline_take(&slow, 21));
    assert_ptr_equal(deadline_take(&slow, 22), &c);
    assert_null(slow.first);
    assert_null(slow.last);
}

static void
a_bucket_fills_with_time(void **state) {
    (void) state;
    struct bucket bucket = {0};
    for (int i = 0; i < 10; i++) {
        assert_true(bucket_take(&bucket, 5, 10, 1000));
    }
    assert_false(bucket_take(&bucket, 5, 10, 1000));
    assert_int_equal(bucket_wait_s(&bucket, 5), 1);
    assert_int_equal(bucket_wait_s(&bucket, 0.1), 10);
    assert_true(bucket_take(&bucket, 5, 10, 1200));
    assert_false(bucket_take(&bucket, 5, 10, 1200));
    for (int i = 0; i < 10; i++) { // never more than the burst
        assert_true(bucket_take(&bucket, 5, 10, 9999999));
    }
    assert_false(bucket_take(&bucket, 5, 10, 9999999));
}

static void
the_address_that_was_quiet_longest_makes_way(void **state) {
    (void) state;
    static struct rate_table table;
    struct peer_address address = {{0}};
    for (unsigned i = 0; i < ADDRESS_MAX; i++) {
        address.bytes[14] = (uint8_t) (i >> 8);
        address.bytes[15] = (uint8_t) i;
        assert_true(bucket_take(rate_find(&table, &address, i), 1, 1, i));
    }
    address.bytes[14] = 0;
    address.bytes[15] = 0;
    (void) rate_find(&table, &address, 1000); // the first, seen again
    address.bytes[0] = 1;
    (void) rate_find(&table, &address, 1001); // takes the second's place
    address.bytes[0] = 0;
    assert_true(rate_find(&table, &address, 1002)->is_used);
    address.bytes[15] = 1;
    assert_false(rate_find(&table, &address, 1003)->is_used);
}

static void
all_words_are_unlike_and_can_be_read_back(void **state) {
    (void) state;
    static char all[WORDS_COUNT][GUEST_WORDS_MAX];
    for (uint32_t i = 0; i < WORDS_COUNT; i++) {
        uint32_t number;
        words_write(i, all[i]);
        assert_true(words_find(all[i], &number));
        assert_int_equal(number, i); // so none is there twice
    }
    uint32_t number;
    assert_false(words_find("amber", &number));
    assert_false(words_find("amber nothing", &number));
    assert_false(words_find("", &number));
}

static void
words_are_given_once(void **state) {
    (void) state;
    static struct words_taken taken;
    static uint8_t seen[WORDS_COUNT];
    uint32_t number;
    for (uint32_t i = 0; i < WORDS_COUNT; i++) {
        assert_true(words_take(&taken, 7, &number));
        assert_int_equal(seen[number]++, 0);
    }
    assert_false(words_take(&taken, 7, &number));
    words_release(&taken, 99);
    assert_true(words_take(&taken, 7, &number));
    assert_int_equal(number, 99);
}

static void
a_page_lets_only_its_own_script_run(void **state) {
    (void) state;
    static const char good[] =
        "<style>p{}</style><script type=\"module\">1</script>";
    struct page page;
    assert_true(page_init(&page, (const unsigned char *) good, strlen(good)));
    // echo -n 1 | openssl dgst -sha256 -binary | base64
    assert_non_null(strstr(page.policy,
                           "script-src "
                           "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW"
                           "0s='"));
    assert_null(strstr(page.policy, "unsafe"));
    assert_null(strstr(page.policy, "0s=' 'self'"));
    assert_true(page_init_with(&page, (const unsigned char *) good,
                               strlen(good), PAGE_ROOM_SCRIPTS));
    assert_non_null(strstr(page.policy, "0s=' 'self'; style-src 'sha256-"));
    assert_null(strstr(page.policy, "unsafe"));
    assert_true(page_matches(&page, page.etag));
    assert_true(page_matches(&page, "*"));
    assert_false(page_matches(&page, "\"other\""));
    assert_false(page_matches(&page, NULL));
    static const char *const bad[] = {
        "<p>", "<style>p{}</style>", "<style>p{}</style><script>1",
        "<style></style><script>1</script><script>2</script>"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(
            page_init(&page, (const unsigned char *) bad[i], strlen(bad[i])));
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_private_address_of_a_real_interface_is_shown),
        cmocka_unit_test(only_our_names_are_ours),
        cmocka_unit_test(the_port_is_left_out_when_it_is_80),
        cmocka_unit_test(deadlines_come_in_order_and_can_be_moved),
        cmocka_unit_test(a_bucket_fills_with_time),
        cmocka_unit_test(the_address_that_was_quiet_longest_makes_way),
        cmocka_unit_test(all_words_are_unlike_and_can_be_read_back),
        cmocka_unit_test(words_are_given_once),
        cmocka_unit_test(a_page_lets_only_its_own_script_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
