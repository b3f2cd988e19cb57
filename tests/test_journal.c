// What the journal keeps, in which order it tells, and what it forgets.
#include "base/bytes.h"
#include "base/random.h"
#include "journal/chain.h"
#include "journal_help.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A record on the stack of a test.
static struct record *
make_record(const char *kind, const char *id, const char *body) {
    struct record *record = calloc(1, sizeof *record + strlen(body) + 1);
    assert_non_null(record);
    (void) snprintf(record->kind, sizeof record->kind, "%s", kind);
    (void) snprintf(record->id, sizeof record->id, "%s", id);
    record->body_size = (uint32_t) strlen(body);
    memcpy(record->body, body, strlen(body) + 1);
    return record;
}

static void
the_chain_has_the_specified_values(void **state) {
    (void) state;
    // Computed apart from this code, with Python's struct and hashlib.
    uint8_t before[JOURNAL_HASH_SIZE];
    uint8_t hash[JOURNAL_HASH_SIZE];
    char hex[2 * JOURNAL_HASH_SIZE + 1];
    chain_start(before);
    struct record *first = make_record("opened", "", "{\"deck\":\"test\"}");
    first->seq = 1;
    first->at_utc_ms = INT64_C(1795424400123);
    chain_next(before, first, hash);
    bytes_to_hex(hash, sizeof hash, hex);
    assert_string_equal(
        hex,
        "73cef6265af248adac3b5c2145648ee70b6e111d04ef8e20f12a6519a7dc4318");
    struct record *second =
        make_record("ballot", "a-1", "{\"answer\":\"\xc3\xa9\"}");
    second->seq = 2;
    second->t_ms = -5;
    second->at_utc_ms = 1;
    chain_next(hash, second, hash);
    bytes_to_hex(hash, sizeof hash, hex);
    assert_string_equal(
        hex,
        "1a93643f6a2b86018b6afd264889d0b570abbf9ba39982043326c3db61f84413");
    free(first);
    free(second);
}

#define TOLD (3 * JOURNAL_BATCH_MAX) // records: more than a commit takes

static void
two_readers_are_told_the_same_in_the_same_order(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct help_reader readers[2];
    help_reader_init(&readers[0], journal);
    help_reader_init(&readers[1], journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    for (uint64_t i = 0; i < TOLD; i++) {
        char id[16];
        (void) snprintf(id, sizeof id, "n%d", (int) i);
        assert_true(
            help_propose(journal, (uint8_t) (i % 2), id, "{\"a\":1}", i));
    }
    for (int r = 0; r < 2; r++) {
        help_reader_wait(&readers[r], TOLD);
        for (size_t i = 0; i < TOLD; i++) {
            const struct record *record = readers[r].records[i];
            assert_int_equal(record->seq, i + 2);
            assert_int_equal(record->tag, i);
            assert_int_equal(record->reader, i % 2);
            assert_int_equal(record->fate, RECORD_KEPT);
            assert_string_equal(record->body, "{\"a\":1}");
        }
    }
    journal_stop(journal);
    struct journal_stats stats = journal_stats(journal);
    assert_int_equal(stats.record_count, TOLD);
    assert_in_range(stats.commit_count, 3, TOLD);
    assert_false(journal_is_broken(journal));
    // Replayed, it is what was fed.
    struct help_reader replay = {0};
    assert_true(
        journal_replay(journal, session.id, help_keep, &replay, &fault));
    assert_int_equal(replay.count, TOLD + 1);
    assert_string_equal(replay.records[0]->kind, "opened");
    assert_string_equal(replay.records[0]->body, "{\"deck\":\"test\"}");
    for (size_t i = 0; i < TOLD; i++) {
        struct record *fed = readers[0].records[i];
        fed->tag = 0;
        fed->reader = JOURNAL_READER_NONE;
        assert_memory_equal(replay.records[i + 1], fed,
                            offsetof(struct record, body) + fed->body_size + 1);
    }
    help_reader_finish(&replay);
    journal_close(journal);
    help_reader_finish(&readers[0]);
    help_reader_finish(&readers[1]);
    help_dir_remove(&dir);
}

static void
a_repeat_gets_the_first_answer_and_nobody_else_hears_it(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct help_reader readers[2];
    help_reader_init(&readers[0], journal);
    help_reader_init(&readers[1], journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    assert_true(help_propose(journal, 0, "same", "{\"a\":1}", 1));
    help_reader_wait(&readers[0], 1);
    // In another commit, in the same commit, and without an id.
    assert_true(help_propose(journal, 1, "same", "{\"a\":2}", 2));
    assert_true(help_propose(journal, 0, "twin", "{}", 3));
    assert_true(help_propose(journal, 1, "twin", "{}", 4));
    assert_true(help_propose(journal, 0, "", "{}", 5));
    assert_true(help_propose(journal, 0, "", "{}", 6));
    help_reader_wait(&readers[0], 4);
    help_reader_wait(&readers[1], 6);
    journal_stop(journal);
    const struct record *first = readers[0].records[0];
    const struct record *again = readers[1].records[1];
    assert_int_equal(again->fate, RECORD_REPEATED);
    assert_int_equal(again->tag, 2);
    assert_int_equal(again->seq, first->seq);
    assert_int_equal(again->t_ms, first->t_ms);
    assert_memory_equal(again->hash, first->hash, sizeof first->hash);
    const struct record *twin = readers[1].records[3];
    assert_int_equal(twin->fate, RECORD_REPEATED);
    assert_int_equal(twin->seq, readers[0].records[1]->seq);
    assert_int_equal(readers[0].records[3]->seq, 5);
    assert_int_equal(inbox_drain(readers[0].inbox, NULL, NULL), 0);
    struct help_reader replay = {0};
    assert_true(journal_replay(journal, "last", help_keep, &replay, &fault));
    assert_int_equal(replay.count, 5);
    help_reader_finish(&replay);
    journal_close(journal);
    help_reader_finish(&readers[0]);
    help_reader_finish(&readers[1]);
    help_dir_remove(&dir);
}

static void
a_session_goes_on_after_a_restart(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    assert_true(help_propose(journal, JOURNAL_READER_NONE, "a", "{}", 70));
    journal_stop(journal); // commits what waits
    assert_false(help_propose(journal, JOURNAL_READER_NONE, "b", "{}", 71));
    journal_close(journal);

    journal = help_open(&dir);
    uint8_t secret[32];
    bool has_secret = false;
    assert_false(
        journal_resume(journal, "no-such", secret, &has_secret, &fault));
    assert_non_null(strstr(fault.text, "no-such"));
    assert_true(
        journal_resume(journal, session.id, secret, &has_secret, &fault));
    assert_true(has_secret);
    assert_memory_equal(secret, help_secret, sizeof secret);
    struct help_reader reader;
    help_reader_init(&reader, journal);
    assert_true(journal_start(journal, &fault));
    assert_true(help_propose(journal, 0, "a", "{}", 72)); // a repeat still
    assert_true(help_propose(journal, 0, "b", "{}", 73));
    help_reader_wait(&reader, 2);
    assert_int_equal(reader.records[0]->fate, RECORD_REPEATED);
    assert_int_equal(reader.records[0]->seq, 2);
    assert_int_equal(reader.records[1]->seq, 3);
    journal_stop(journal);
    assert_true(
        journal_replay(journal, session.id, help_keep, &reader, &fault));
    struct journal_session found;
    assert_true(journal_find(journal, "last", &found, &fault));
    assert_int_equal(found.record_count, 3);
    assert_int_equal(found.last_t_ms, 73);
    assert_string_equal(found.title, "Test");
    journal_close(journal);
    // What people see in the sqlite3 shell.
    help_sql(&dir, "SELECT * FROM records; SELECT * FROM ballots");
    help_reader_finish(&reader);
    help_dir_remove(&dir);
}

struct ids {
    char text[200];
};

static void
add_id(void *data, const struct journal_session *session) {
    struct ids *ids = data;
    (void) strncat(ids->text, session->title,
                   sizeof ids->text - strlen(ids->text) - 1);
}

static void
sessions_are_listed_newest_first(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal *journal = help_open(&dir);
    struct fault fault;
    struct journal_session found;
    assert_false(journal_find(journal, "last", &found, &fault));
    for (int i = 0; i < 3; i++) {
        // The clock goes backwards; the order does not.
        struct journal_session session = {.started_utc_ms = 9000000 - i};
        session.title[0] = (char) ('a' + i);
        session.is_rehearsal = i == 1;
        assert_true(
            journal_begin(journal, &session, "{}", help_secret, &fault));
        assert_int_equal(session.record_count, 1);
    }
    struct ids ids = {0};
    assert_true(journal_list(journal, add_id, &ids));
    assert_string_equal(ids.text, "cba");
    assert_true(journal_find(journal, "last", &found, &fault));
    assert_string_equal(found.title, "c");
    assert_int_equal(strlen(found.id), 18);
    assert_false(found.is_rehearsal || found.is_closed);
    assert_false(journal_find(journal, "x' OR 1 --", &found, &fault));
    journal_close(journal);
    help_dir_remove(&dir);
}

static bool
file_has(const struct help_dir *dir, const char *name, const void *mark,
         size_t size) {
    char path[HELP_PATH_MAX];
    help_dir_file(dir, name, path);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    static char bytes[4 * 1024 * 1024];
    size_t file_size = fread(bytes, 1, sizeof bytes, file);
    assert_true(file_size < sizeof bytes);
    (void) fclose(file);
    return memmem(bytes, file_size, mark, size) != NULL;
}

static void
a_forgotten_secret_is_in_no_file(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct fault fault;
    struct help_reader reader;
    help_reader_init(&reader, journal);
    assert_true(journal_start(journal, &fault));
    assert_true(help_propose(journal, 0, "", "{}", 1));
    help_reader_wait(&reader, 1);
    assert_true(file_has(&dir, "dent.db-wal", help_secret, 32)
                || file_has(&dir, "dent.db", help_secret, 32));
    assert_true(journal_forget_secret(journal));
    assert_true(help_propose(journal, 0, "", "{}", 2));
    help_reader_wait(&reader, 2);
    // While it still runs.
    assert_false(file_has(&dir, "dent.db-wal", help_secret, 32));
    assert_false(file_has(&dir, "dent.db", help_secret, 32));
    journal_stop(journal);
    journal_close(journal);
    assert_false(file_has(&dir, "dent.db", help_secret, 32));

    journal = help_open(&dir);
    uint8_t secret[32];
    bool has_secret = true;
    assert_true(journal_resume(journal, "last", secret, &has_secret, &fault));
    assert_false(has_secret);
    struct journal_session found;
    assert_true(journal_find(journal, "last", &found, &fault));
    assert_true(found.is_closed);
    assert_true(journal_forget_secret(journal)); // again, at once
    journal_close(journal);
    help_reader_finish(&reader);
    help_dir_remove(&dir);
}

#define PROPOSER_COUNT 4
#define EACH_COUNT 2000

struct proposer {
    struct journal *journal;
    int index;
};

static void *
propose_many(void *data) {
    const struct proposer *proposer = data;
    for (int i = 0; i < EACH_COUNT; i++) {
        char id[32];
        (void) snprintf(id, sizeof id, "%d-%d", proposer->index, i);
        while (!help_propose(proposer->journal, (uint8_t) (i % 2), id,
                             "{\"x\":[1,2,3]}", (uint64_t) proposer->index)) {
            (void) sched_yield();
        }
    }
    return NULL;
}

static void
many_threads_propose_and_nothing_is_lost(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct help_reader readers[2];
    help_reader_init(&readers[0], journal);
    help_reader_init(&readers[1], journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    pthread_t threads[PROPOSER_COUNT];
    struct proposer proposers[PROPOSER_COUNT];
    for (int i = 0; i < PROPOSER_COUNT; i++) {
        proposers[i] = (struct proposer){journal, i};
        assert_int_equal(
            pthread_create(&threads[i], NULL, propose_many, &proposers[i]), 0);
    }
    // In small steps: a reader that does not read holds up the other.
    for (size_t count = 1; count <= PROPOSER_COUNT * EACH_COUNT; count++) {
        help_reader_wait(&readers[0], count);
        help_reader_wait(&readers[1], count);
    }
    int next[PROPOSER_COUNT] = {0};
    for (size_t i = 0; i < readers[0].count; i++) {
        const struct record *record = readers[0].records[i];
        char id[32];
        (void) snprintf(id, sizeof id, "%d-%d", (int) record->tag,
                        next[record->tag]++);
        assert_string_equal(record->id, id); // each thread's own order
        assert_memory_equal(record->hash, readers[1].records[i]->hash,
                            JOURNAL_HASH_SIZE);
    }
    for (int i = 0; i < PROPOSER_COUNT; i++) {
        (void) pthread_join(threads[i], NULL);
    }
    journal_stop(journal);
    assert_true(
        journal_replay(journal, "last", help_keep, &readers[0], &fault));
    journal_close(journal);
    help_reader_finish(&readers[0]);
    help_reader_finish(&readers[1]);
    help_dir_remove(&dir);
}

static void
large_bodies_are_kept_whole(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    char *body = malloc(JOURNAL_BODY_MAX + 1);
    assert_non_null(body);
    memset(body, 'x', JOURNAL_BODY_MAX);
    body[JOURNAL_BODY_MAX] = '\0';
    for (int i = 0; i < 12; i++) {
        assert_true(help_propose(journal, JOURNAL_READER_NONE, "", body, 1));
    }
    journal_stop(journal);
    struct help_reader replay = {0};
    assert_true(journal_replay(journal, "last", help_keep, &replay, &fault));
    assert_int_equal(replay.count, 13);
    assert_string_equal(replay.records[12]->body, body);
    help_reader_finish(&replay);
    journal_close(journal);
    free(body);
    help_dir_remove(&dir);
}

static void
a_reader_that_left_holds_nobody_up(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct help_reader gone;
    struct help_reader reader;
    help_reader_init(&gone, journal);
    help_reader_init(&reader, journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    inbox_close(gone.inbox);
    assert_true(help_propose(journal, 1, "", "{}", 1));
    help_reader_wait(&reader, 1);
    journal_stop(journal);
    journal_close(journal);
    help_reader_finish(&gone);
    help_reader_finish(&reader);
    help_dir_remove(&dir);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_has_the_specified_values),
        cmocka_unit_test(two_readers_are_told_the_same_in_the_same_order),
        cmocka_unit_test(
            a_repeat_gets_the_first_answer_and_nobody_else_hears_it),
        cmocka_unit_test(a_session_goes_on_after_a_restart),
        cmocka_unit_test(sessions_are_listed_newest_first),
        cmocka_unit_test(a_forgotten_secret_is_in_no_file),
        cmocka_unit_test(many_threads_propose_and_nothing_is_lost),
        cmocka_unit_test(large_bodies_are_kept_whole),
        cmocka_unit_test(a_reader_that_left_holds_nobody_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
