#pragma once

// The journal's own view of itself, shared by journal.c (life and reading) and
// writer.c (the thread that writes).
#include "base/arena.h"
#include "journal/journal.h"
#include "journal/store.h"
#include <pthread.h>
#include <stdatomic.h>

#define JOURNAL_INBOX_SIZE (16 * 1024 * 1024)
#define BATCH_BYTES_MAX (4 * 1024 * 1024) // then it is committed early

// Where the chain of the running session stands.
struct head {
    int64_t session_number; // 0: none
    uint64_t seq;
    uint8_t hash[JOURNAL_HASH_SIZE];
};

// Records that go into one commit.
struct batch {
    struct record *records[JOURNAL_BATCH_MAX]; // in `memory`
    size_t count;
    struct arena memory;
};

struct journal {
    char *dir; // owned
    struct store store;
    bool is_copy;
    // Before start the opening thread's, then the writer's, then again the
    // opening thread's.
    struct head head;
    struct batch batch;
    struct inbox *readers[JOURNAL_READER_MAX]; // borrowed
    uint8_t reader_count;
    struct inbox *proposals; // owned; any thread pushes
    pthread_t writer;
    atomic_bool is_running;
    atomic_bool is_stopping;
    atomic_bool is_broken;
    atomic_uint_least64_t record_count;
    atomic_uint_least64_t commit_count;
    atomic_int_least64_t commit_us_max;
    int64_t sync_probe_us;
};

// Commits on the calling thread with the writer's rules: when the disk is
// full, the ballast is given up for one more try; after any other error the
// journal is broken.
typedef enum store_result (*store_work)(struct journal *journal, void *data);
enum store_result writer_attempt(struct journal *journal, store_work work,
                                 void *data);

// The thread; data is the journal.
void *writer_run(void *data);

// The work of forgetting; data is not used.
enum store_result writer_forget(struct journal *journal, void *data);
