// A dent that is killed at any moment has every record that it acknowledged.
// The child writes each acknowledged id to a pipe; the parent kills it after
// some of them, opens what is left, and compares.
#include "base/random.h"
#include "journal_help.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ROUND_COUNT 20
#define ACK_MAX 4000

static void
write_ack(void *data, const void *message, size_t size) {
    const struct record *record = message;
    (void) size;
    uint64_t ack = record->tag;
    if (record->fate == RECORD_KEPT
        && write(*(int *) data, &ack, sizeof ack) != sizeof ack) {
        _exit(1);
    }
}

// The child: goes on with the last session, or begins one, until it is killed.
static void
run_until_killed(const struct help_dir *dir, int acks, uint64_t first_tag) {
    struct fault note;
    struct fault fault;
    struct journal *journal = journal_open(dir->path, &note, &fault);
    uint8_t secret[32];
    bool has_secret;
    if (!journal || note.text[0] != '\0'
        || !journal_resume(journal, "last", secret, &has_secret, &fault)) {
        _exit(1);
    }
    struct inbox *inbox = inbox_create(1024 * 1024, NULL, NULL);
    uint8_t reader = journal_add_reader(journal, inbox);
    if (!journal_start(journal, &fault)) {
        _exit(1);
    }
    for (uint64_t tag = first_tag;; tag++) {
        char id[32];
        (void) snprintf(id, sizeof id, "t%llu", (unsigned long long) tag);
        while (!help_propose(journal, reader, id, "{\"v\":1}", tag)) {
            (void) inbox_wait(inbox, 1);
            (void) inbox_drain(inbox, write_ack, &acks);
        }
        if (tag % 16 == 0) {
            (void) inbox_drain(inbox, write_ack, &acks);
        }
    }
}

// Reads acks until `count` came, kills the child, and reads the rest.
static size_t
collect(pid_t child, int acks, size_t count, uint64_t *out) {
    size_t got = 0;
    bool is_killed = false;
    uint64_t ack;
    while (read(acks, &ack, sizeof ack) == sizeof ack) {
        if (got < ACK_MAX) {
            out[got++] = ack;
        }
        if (got >= count && !is_killed) {
            assert_int_equal(kill(child, SIGKILL), 0);
            is_killed = true;
        }
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return got;
}

static int
compare_ids(const void *left, const void *right) {
    return strcmp((*(struct record *const *) left)->id,
                  (*(struct record *const *) right)->id);
}

static void
check_acked(struct help_reader *replay, const uint64_t *acks, size_t count) {
    qsort(replay->records, replay->count, sizeof(struct record *), compare_ids);
    struct record *key = calloc(1, sizeof *key);
    assert_non_null(key);
    for (size_t i = 0; i < count; i++) {
        (void) snprintf(key->id, sizeof key->id, "t%llu",
                        (unsigned long long) acks[i]);
        assert_non_null(bsearch(&key, replay->records, replay->count,
                                sizeof(struct record *), compare_ids));
    }
    free(key);
}

static void
what_was_acknowledged_survives_being_killed(void **state) {
    (void) state;
    struct rng rng;
    rng_init(&rng, 20261123);
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    journal_close(help_begin(&dir, &session));
    static uint64_t acks[ACK_MAX];
    for (int round = 0; round < ROUND_COUNT; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            (void) close(ends[0]);
            run_until_killed(&dir, ends[1], (uint64_t) round * 1000000);
        }
        (void) close(ends[1]);
        size_t count = collect(child, ends[0], 1 + rng_below(&rng, 2000), acks);
        (void) close(ends[0]);
        struct journal *journal = help_open(&dir);
        struct fault fault = {0};
        struct help_reader replay = {0};
        if (!journal_replay(journal, "last", help_keep, &replay, &fault)) {
            fail_msg("%s", fault.text);
        }
        check_acked(&replay, acks, count);
        help_reader_finish(&replay);
        journal_close(journal);
    }
    help_dir_remove(&dir);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_survives_being_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
