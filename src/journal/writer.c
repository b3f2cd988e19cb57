// The thread that owns the database. It takes whatever arrived while the last
// commit ran, commits that together, and only then tells the readers. There
// is no timer: alone, a record is committed at once; in a crowd, the slower
// the disk, the larger the batch.
//
// Through the proposals' inbox come records and, shorter than any record, the
// wish to forget the secret.
#include "base/check.h"
#include "base/log.h"
#include "journal/chain.h"
#include "journal/disk.h"
#include "journal/inside.h"
#include <string.h>
#include <time.h>

#define LOG_AREA "journal"
#define WAL_IDLE_PAGES 1000    // more are written back when nothing is to do
#define WAL_FORCED_PAGES 16384 // more are written back in any case
#define IDLE_MS 250
#define FAREWELL_MS 1000 // for a full reader, once stopping

static void
mark_broken(struct journal *journal) {
    log_error("the disk failed (%s): nothing is kept until dent starts again",
              store_message(&journal->store));
    atomic_store(&journal->is_broken, true);
}

enum store_result
writer_attempt(struct journal *journal, store_work work, void *data) {
    enum store_result result = work(journal, data);
    if (result == STORE_FULL && disk_drop_ballast(journal->dir)) {
        log_warn("the disk is full: the reserve is used now");
        result = work(journal, data);
    }
    if (result == STORE_FULL) {
        log_error("the disk is full: make room in %s", journal->dir);
    } else if (result != STORE_OK) {
        mark_broken(journal);
    }
    return result;
}

// Numbers, chains and inserts one record after `head`, which moves on when
// the record is new.
static enum store_result
add_record(struct journal *journal, struct record *record, struct head *head) {
    record->seq = head->seq + 1;
    record->fate = RECORD_KEPT;
    chain_next(head->hash, record, record->hash);
    bool is_new;
    enum store_result result = store_add_record(
        &journal->store, head->session_number, record, &is_new);
    if (result != STORE_OK) {
        return result;
    }
    if (!is_new) {
        record->fate = RECORD_REPEATED;
        return store_find_id(&journal->store, head->session_number, record->id,
                             record);
    }
    head->seq = record->seq;
    memcpy(head->hash, record->hash, sizeof head->hash);
    return STORE_OK;
}

// The work of one batch; data is where the chain stands afterwards.
static enum store_result
commit_records(struct journal *journal, void *data) {
    struct batch *batch = &journal->batch;
    struct head *after = data;
    *after = journal->head;
    enum store_result result = store_begin(&journal->store);
    for (size_t i = 0; result == STORE_OK && i < batch->count; i++) {
        result = add_record(journal, batch->records[i], after);
    }
    if (result == STORE_OK) {
        return store_commit(&journal->store);
    }
    store_rollback(&journal->store);
    return result;
}

static void
pause_one_ms(void) {
    struct timespec pause = {.tv_nsec = 1000000};
    (void) nanosleep(&pause, NULL); // a shorter one does no harm
}

// A full inbox is waited for, but not for ever by a journal that is asked to
// stop, perhaps by the very thread that should read.
static void
feed(struct journal *journal, uint8_t reader, const struct record *record) {
    struct inbox *inbox = journal->readers[reader];
    int farewell_ms = 0;
    while (!inbox_push(inbox, record, record_size(record))) {
        if (inbox_is_closed(inbox)) {
            return;
        }
        if (atomic_load(&journal->is_stopping) && ++farewell_ms > FAREWELL_MS) {
            log_warn("a reader no longer listens");
            return;
        }
        pause_one_ms();
    }
}

// That something could not be kept is for every reader too: the stage has to
// say so when it was a phone's ballot, and nothing else may wake it.
static void
tell(struct journal *journal, const struct record *record) {
    if (record->fate != RECORD_REPEATED) {
        for (uint8_t i = 0; i < journal->reader_count; i++) {
            feed(journal, i, record);
        }
    } else if (record->reader != JOURNAL_READER_NONE) {
        feed(journal, record->reader, record);
    }
}

static void
count_commit(struct journal *journal, uint64_t record_count, int64_t took_us) {
    atomic_fetch_add(&journal->record_count, record_count);
    atomic_fetch_add(&journal->commit_count, 1);
    if (took_us > atomic_load(&journal->commit_us_max)) {
        atomic_store(&journal->commit_us_max, took_us); // only this thread
    }
}

static void
commit_batch(struct journal *journal) {
    struct batch *batch = &journal->batch;
    if (batch->count == 0) {
        return;
    }
    enum store_result result = STORE_FAILED;
    if (!atomic_load(&journal->is_broken)) {
        struct head after;
        int64_t begin_us = tick_now_us();
        result = writer_attempt(journal, commit_records, &after);
        if (result == STORE_OK) {
            count_commit(journal, after.seq - journal->head.seq,
                         tick_now_us() - begin_us);
            journal->head = after;
        }
    }
    for (size_t i = 0; i < batch->count; i++) {
        struct record *record = batch->records[i];
        if (result != STORE_OK) {
            record->fate =
                result == STORE_FULL ? RECORD_NO_SPACE : RECORD_REFUSED;
        }
        tell(journal, record);
    }
    batch->count = 0;
    batch->memory.used = 0;
}

enum store_result
writer_forget(struct journal *journal, void *data) {
    (void) data;
    return store_forget(&journal->store, journal->head.session_number);
}

static void
take_message(void *data, const void *message, size_t size) {
    struct journal *journal = data;
    struct batch *batch = &journal->batch;
    if (size < sizeof(struct record)) {
        commit_batch(journal);
        if (!atomic_load(&journal->is_broken)) {
            (void) writer_attempt(journal, writer_forget, NULL); // logged
        }
        return;
    }
    struct record *record = arena_take(&batch->memory, size);
    CHECK(record != NULL); // the arena has room for one more than its limit
    memcpy(record, message, size);
    batch->records[batch->count++] = record;
    if (batch->count == JOURNAL_BATCH_MAX
        || batch->memory.used >= BATCH_BYTES_MAX) {
        commit_batch(journal);
    }
}

static enum store_result
write_back(struct journal *journal, void *data) {
    (void) data;
    return store_checkpoint(&journal->store, false);
}

// Writes the log back when nobody waits, so that it is short at the next
// start.
static void
tidy(struct journal *journal, bool is_idle) {
    int limit = is_idle ? WAL_IDLE_PAGES : WAL_FORCED_PAGES;
    if (journal->store.wal_page_count > limit
        && !atomic_load(&journal->is_broken)) {
        (void) writer_attempt(journal, write_back, NULL); // logged
    }
}

void *
writer_run(void *data) {
    struct journal *journal = data;
    for (;;) {
        bool has_much = journal->store.wal_page_count > WAL_IDLE_PAGES
                        && !atomic_load(&journal->is_broken);
        bool is_there = inbox_wait(journal->proposals, has_much ? IDLE_MS : -1);
        if (is_there) {
            (void) inbox_drain(journal->proposals, take_message, journal);
            commit_batch(journal);
        } else if (atomic_load(&journal->is_stopping)) {
            return NULL;
        }
        tidy(journal, !is_there);
    }
}
