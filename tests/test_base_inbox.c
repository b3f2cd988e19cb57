// Inboxes: order, bounds, waking, and several writers at once.
#include "base/inbox.h"
#include "base/random.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct seen {
    char text[64];
    size_t count;
};

static void
on_text(void *data, const void *message, size_t size) {
    struct seen *seen = data;
    assert_int_equal((uintptr_t) message % 16, 0);
    memcpy(seen->text + strlen(seen->text), message, size);
    seen->count++;
}

static void
on_wake(void *data) {
    ++*(int *) data;
}

static void
messages_come_out_in_order_and_wake_once_a_batch(void **state) {
    (void) state;
    int wake_count = 0;
    struct inbox *inbox = inbox_create(1024, on_wake, &wake_count);
    assert_false(inbox_wait(inbox, 0));
    assert_true(inbox_push(inbox, "one ", 4));
    assert_true(inbox_push(inbox, "", 0));
    assert_true(inbox_push(inbox, "two", 3));
    assert_int_equal(wake_count, 1);
    assert_true(inbox_wait(inbox, -1));
    struct seen seen = {0};
    assert_int_equal(inbox_drain(inbox, on_text, &seen), 3);
    assert_string_equal(seen.text, "one two");
    assert_int_equal(inbox_drain(inbox, on_text, &seen), 0);
    assert_true(inbox_push(inbox, "!", 1));
    assert_int_equal(wake_count, 2);
    inbox_destroy(inbox);
    inbox_destroy(NULL);
}

static void
a_full_inbox_refuses_and_keeps_what_it_has(void **state) {
    (void) state;
    struct inbox *inbox = inbox_create(64, NULL, NULL);
    char big[49] = {0};
    assert_false(inbox_push(inbox, big, sizeof big));
    assert_true(inbox_push(inbox, "a", 1));
    assert_true(inbox_push(inbox, "b", 1));
    assert_false(inbox_push(inbox, "c", 1));
    struct seen seen = {0};
    assert_int_equal(inbox_drain(inbox, on_text, &seen), 2);
    assert_string_equal(seen.text, "ab");
    assert_true(inbox_push(inbox, big, 48));
    inbox_destroy(inbox);
}

static void
a_closed_inbox_takes_nothing_and_gives_what_it_has(void **state) {
    (void) state;
    struct inbox *inbox = inbox_create(64, NULL, NULL);
    assert_true(inbox_push(inbox, "a", 1));
    assert_false(inbox_is_closed(inbox));
    inbox_close(inbox);
    assert_true(inbox_is_closed(inbox));
    assert_false(inbox_push(inbox, "b", 1));
    assert_false(inbox_push_wait(inbox, "b", 1));
    assert_true(inbox_wait(inbox, -1));
    struct seen seen = {0};
    assert_int_equal(inbox_drain(inbox, on_text, &seen), 1);
    assert_false(inbox_wait(inbox, -1));
    inbox_destroy(inbox);
}

static void
a_wait_ends_with_its_time(void **state) {
    (void) state;
    struct inbox *inbox = inbox_create(64, NULL, NULL);
    assert_false(inbox_wait(inbox, 1));
    inbox_destroy(inbox);
}

#define WRITER_COUNT 4
#define EACH_COUNT 20000

struct writer {
    struct inbox *inbox;
    uint32_t index;
};

static void *
write_many(void *data) {
    const struct writer *writer = data;
    for (uint32_t i = 0; i < EACH_COUNT; i++) {
        uint32_t message[2] = {writer->index, i};
        assert_true(inbox_push_wait(writer->inbox, message, sizeof message));
    }
    return NULL;
}

static void
on_pair(void *data, const void *message, size_t size) {
    uint32_t *next = data;
    const uint32_t *pair = message;
    assert_int_equal(size, 8);
    assert_int_equal(pair[1], next[pair[0]]);
    next[pair[0]]++;
}

static void
many_writers_lose_nothing_and_keep_their_order(void **state) {
    (void) state;
    struct inbox *inbox = inbox_create(4096, NULL, NULL);
    struct writer writers[WRITER_COUNT];
    pthread_t threads[WRITER_COUNT];
    for (uint32_t i = 0; i < WRITER_COUNT; i++) {
        writers[i] = (struct writer){.inbox = inbox, .index = i};
        assert_int_equal(
            pthread_create(&threads[i], NULL, write_many, &writers[i]), 0);
    }
    uint32_t next[WRITER_COUNT] = {0};
    size_t count = 0;
    while (count < (size_t) WRITER_COUNT * EACH_COUNT) {
        assert_true(inbox_wait(inbox, -1));
        count += inbox_drain(inbox, on_pair, next);
    }
    for (int i = 0; i < WRITER_COUNT; i++) {
        (void) pthread_join(threads[i], NULL);
        assert_int_equal(next[i], EACH_COUNT);
    }
    inbox_destroy(inbox);
}

static void *
close_it(void *data) {
    inbox_close(data);
    return NULL;
}

static void
closing_ends_every_wait(void **state) {
    (void) state;
    struct inbox *inbox = inbox_create(32, NULL, NULL);
    assert_true(inbox_push(inbox, "a", 1));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, close_it, inbox), 0);
    assert_false(inbox_push_wait(inbox, "b", 1));
    (void) pthread_join(thread, NULL);
    inbox_destroy(inbox);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_out_in_order_and_wake_once_a_batch),
        cmocka_unit_test(a_full_inbox_refuses_and_keeps_what_it_has),
        cmocka_unit_test(a_closed_inbox_takes_nothing_and_gives_what_it_has),
        cmocka_unit_test(a_wait_ends_with_its_time),
        cmocka_unit_test(many_writers_lose_nothing_and_keep_their_order),
        cmocka_unit_test(closing_ends_every_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
