// A journal's life, and reading. Everything here but propose, forget and the
// questions is for the opening thread, while the writer does not run.
#include "journal/journal.h"

#include "base/check.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "journal/chain.h"
#include "journal/copy.h"
#include "journal/disk.h"
#include "journal/inside.h"
#include "journal/salvage.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOG_AREA "journal"
#define ID_TRY_MAX 20

size_t
record_size(const struct record *record) {
    return sizeof *record + record->body_size + 1;
}

static struct journal *
create(const char *dir) {
    struct journal *journal = calloc(1, sizeof *journal);
    CHECK(journal != NULL);
    journal->dir = strdup(dir);
    // One record of any size always fits beyond the limit.
    arena_init(&journal->batch.memory,
               BATCH_BYTES_MAX + 2 * (size_t) JOURNAL_BODY_MAX);
    journal->proposals = inbox_create(JOURNAL_INBOX_SIZE, NULL, NULL);
    CHECK(journal->dir && journal->batch.memory.base && journal->proposals);
    return journal;
}

static void
destroy(struct journal *journal) {
    inbox_destroy(journal->proposals);
    arena_finish(&journal->batch.memory);
    free(journal->dir);
    free(journal);
}

// Opens; if it is damaged, sets it aside and begins a new one.
static bool
open_or_salvage(struct journal *journal, const char *path,
                struct fault *out_note, struct fault *fault) {
    enum store_result result = store_open(&journal->store, path, fault);
    if (result == STORE_FULL && disk_drop_ballast(journal->dir)) {
        result = store_open(&journal->store, path, fault);
    }
    if (result != STORE_CORRUPT) {
        return result == STORE_OK;
    }
    char damaged_path[DISK_PATH_MAX];
    if (!salvage_set_aside(journal->dir, damaged_path, fault)
        || !disk_prepare(journal->dir, "dent.db", fault)
        || store_open(&journal->store, path, fault) != STORE_OK) {
        return false;
    }
    salvage_copy(&journal->store, damaged_path, out_note);
    return true;
}

struct journal *
journal_open(const char *dir, struct fault *out_note, struct fault *fault) {
    char path[DISK_PATH_MAX];
    if (!disk_prepare(dir, "dent.db", fault)) {
        return NULL;
    }
    struct fault own_note = {0};
    struct fault own_fault = {0};
    struct fault *note = out_note ? out_note : &own_note;
    note->text[0] = '\0';
    struct journal *journal = create(dir);
    bool is_open = disk_path(dir, "dent.db", path)
                   && open_or_salvage(journal, path, note, &own_fault);
    if (is_open && !disk_sync_folder(dir)) {
        store_close(&journal->store, true);
        is_open = fault_set(&own_fault,
                            "The data folder %s cannot be synced: give "
                            "another with --data.",
                            dir);
    }
    if (!is_open) {
        (void) fault_set(fault, "%s", own_fault.text);
        destroy(journal);
        return NULL;
    }
    disk_make_ballast(dir);
    journal->sync_probe_us = disk_probe(dir);
    return journal;
}

struct journal *
journal_open_copy(const char *dir, struct fault *fault) {
    struct journal *journal = create(dir);
    journal->is_copy = true;
    if (!copy_open(&journal->store, dir, fault)) {
        destroy(journal);
        return NULL;
    }
    return journal;
}

void
journal_close(struct journal *journal) {
    if (!journal) {
        return;
    }
    CHECK(!atomic_load(&journal->is_running));
    bool keeps_log = journal->is_copy || atomic_load(&journal->is_broken);
    store_close(&journal->store, keeps_log);
    destroy(journal);
}

struct listing {
    on_journal_session found; // NULL when looking for one
    void *data;
    const char *id; // looked for
    struct journal_session session;
    int64_t number; // 0: not found
};

static bool
list_one(void *data, int64_t number, const struct journal_session *session) {
    struct listing *listing = data;
    (void) number;
    listing->found(listing->data, session);
    return true;
}

static bool
find_one(void *data, int64_t number, const struct journal_session *session) {
    struct listing *listing = data;
    bool is_it = strcmp(listing->id, "last") == 0
                 || strcmp(listing->id, session->id) == 0;
    if (is_it) {
        listing->session = *session;
        listing->number = number;
    }
    return !is_it;
}

bool
journal_list(struct journal *journal, on_journal_session found, void *data) {
    CHECK(!atomic_load(&journal->is_running));
    struct listing listing = {.found = found, .data = data};
    return store_sessions(journal->store.db, list_one, &listing);
}

// The number of the session, 0 and a fault if there is none.
static int64_t
find_number(struct journal *journal, const char *id,
            struct journal_session *out, struct fault *fault) {
    CHECK(!atomic_load(&journal->is_running));
    struct listing listing = {.id = id};
    if (!store_sessions(journal->store.db, find_one, &listing)) {
        (void) fault_set(fault, "The journal in %s cannot be read: %s.",
                         journal->dir, store_message(&journal->store));
    } else if (listing.number == 0 && strcmp(id, "last") == 0) {
        (void) fault_set(fault, "There is no session in %s yet.", journal->dir);
    } else if (listing.number == 0) {
        (void) fault_set(fault,
                         "There is no session %s: \"dent sessions\" lists "
                         "those there are.",
                         id);
    } else if (out) {
        *out = listing.session;
    }
    return listing.number;
}

bool
journal_find(struct journal *journal, const char *id,
             struct journal_session *out, struct fault *fault) {
    return find_number(journal, id, out, fault) != 0;
}

// "20261123-0910-k7qm": local time, for people, and four random characters.
static void
make_id(int64_t started_utc_ms, char out[static JOURNAL_SESSION_ID_MAX]) {
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    time_t started = (time_t) (started_utc_ms / 1000);
    struct tm local = {0};
    uint8_t chance[4];
    random_bytes(chance, sizeof chance);
    (void) localtime_r(&started, &local); // zeros will do
    size_t size = strftime(out, JOURNAL_SESSION_ID_MAX, "%Y%m%d-%H%M-", &local);
    size = size == 0 || size > 18 ? 0 : size; // a clock in another age
    for (size_t i = 0; i < sizeof chance; i++) {
        out[size + i] = digits[chance[i] & 31];
    }
    out[size + sizeof chance] = '\0';
}

struct beginning {
    struct journal_session *session; // borrowed
    const uint8_t *secret;           // borrowed
    struct record *opened;           // borrowed
    int64_t number;
};

static enum store_result
begin_work(struct journal *journal, void *data) {
    struct beginning *beginning = data;
    struct store *store = &journal->store;
    enum store_result result = store_begin(store);
    if (result != STORE_OK) {
        return result;
    }
    result = STORE_REFUSED;
    for (int i = 0; i < ID_TRY_MAX && result == STORE_REFUSED; i++) {
        make_id(beginning->session->started_utc_ms, beginning->session->id);
        beginning->number = 0;
        result =
            store_add_session(store, beginning->session, &beginning->number);
    }
    bool is_new;
    if (result == STORE_OK) {
        result = store_add_secret(store, beginning->number, beginning->secret);
    }
    if (result == STORE_OK) {
        result = store_add_record(store, beginning->number, beginning->opened,
                                  &is_new);
    }
    if (result == STORE_OK) {
        return store_commit(store);
    }
    store_rollback(store);
    return result;
}

// The first record, numbered and chained; the caller frees.
static struct record *
make_opened(const struct journal_session *session, const char *body) {
    size_t size = strlen(body);
    CHECK(size <= JOURNAL_BODY_MAX);
    struct record *record = calloc(1, sizeof *record + size + 1);
    CHECK(record != NULL);
    bool is_trusted;
    (void) wall_now_ms(&is_trusted);
    record->seq = 1;
    record->at_utc_ms = session->started_utc_ms;
    record->clock_trusted = is_trusted;
    record->reader = JOURNAL_READER_NONE;
    record->body_size = (uint32_t) size;
    memcpy(record->kind, "opened", sizeof "opened");
    memcpy(record->body, body, size + 1);
    uint8_t start[JOURNAL_HASH_SIZE];
    chain_start(start);
    chain_next(start, record, record->hash);
    return record;
}

bool
journal_begin(struct journal *journal, struct journal_session *session,
              const char *body, const uint8_t secret[static 32],
              struct fault *fault) {
    CHECK(!atomic_load(&journal->is_running) && !journal->is_copy);
    struct record *opened = make_opened(session, body);
    struct beginning beginning = {
        .session = session, .secret = secret, .opened = opened};
    session->is_closed = false;
    enum store_result result = writer_attempt(journal, begin_work, &beginning);
    if (result == STORE_OK) {
        session->record_count = 1;
        session->last_t_ms = 0;
        journal->head =
            (struct head){.session_number = beginning.number, .seq = 1};
        memcpy(journal->head.hash, opened->hash, JOURNAL_HASH_SIZE);
    } else if (result == STORE_FULL) {
        (void) fault_set(fault, "The disk is full: make room in %s.",
                         journal->dir);
    } else {
        (void) fault_set(fault,
                         "The disk of %s failed: start Dent again, with "
                         "another folder by --data if it stays so.",
                         journal->dir);
    }
    free(opened);
    return result == STORE_OK;
}

bool
journal_replay(struct journal *journal, const char *session_id, on_record take,
               void *data, struct fault *fault) {
    int64_t number = find_number(journal, session_id, NULL, fault);
    if (number == 0) {
        return false;
    }
    struct store_walk walk =
        store_walk_records(journal->store.db, number, take, data);
    if (walk.problem) {
        return fault_set(
            fault, "Session %s is good up to record %" PRIu64 ", then %s.",
            session_id, walk.seq, walk.problem);
    }
    return true;
}

bool
journal_resume(struct journal *journal, const char *session_id,
               uint8_t out_secret[static 32], bool *out_has_secret,
               struct fault *fault) {
    CHECK(!journal->is_copy);
    int64_t number = find_number(journal, session_id, NULL, fault);
    if (number == 0) {
        return false;
    }
    struct record last;
    if (store_last_record(&journal->store, number, &last) != STORE_OK) {
        return fault_set(fault, "Session %s cannot be read: %s.", session_id,
                         store_message(&journal->store));
    }
    journal->head = (struct head){.session_number = number, .seq = last.seq};
    if (last.seq > 0) {
        memcpy(journal->head.hash, last.hash, JOURNAL_HASH_SIZE);
    }
    *out_has_secret = store_get_secret(&journal->store, number, out_secret);
    return true;
}

uint8_t
journal_add_reader(struct journal *journal, struct inbox *inbox) {
    CHECK(!atomic_load(&journal->is_running)
          && journal->reader_count < JOURNAL_READER_MAX);
    journal->readers[journal->reader_count] = inbox;
    return journal->reader_count++;
}

bool
journal_start(struct journal *journal, struct fault *fault) {
    CHECK(!atomic_load(&journal->is_running)
          && journal->head.session_number != 0);
    atomic_store(&journal->is_running, true);
    int result = pthread_create(&journal->writer, NULL, writer_run, journal);
    if (result != 0) {
        atomic_store(&journal->is_running, false);
        return fault_set(fault, "The journal cannot start: %s.",
                         strerror(result));
    }
    return true;
}

void
journal_stop(struct journal *journal) {
    if (atomic_load(&journal->is_running)) {
        atomic_store(&journal->is_stopping, true);
        inbox_close(journal->proposals);
        CHECK(pthread_join(journal->writer, NULL) == 0);
        atomic_store(&journal->is_running, false);
    }
}

bool
journal_propose(struct journal *journal, const struct record *record) {
    CHECK(record->body_size <= JOURNAL_BODY_MAX);
    CHECK(memchr(record->kind, '\0', sizeof record->kind));
    CHECK(memchr(record->id, '\0', sizeof record->id));
    CHECK(record->body[record->body_size] == '\0');
    CHECK(record->reader == JOURNAL_READER_NONE
          || record->reader < journal->reader_count);
    return inbox_push(journal->proposals, record, record_size(record));
}

bool
journal_forget_secret(struct journal *journal) {
    if (atomic_load(&journal->is_broken)) {
        return false;
    }
    if (atomic_load(&journal->is_running)) {
        return inbox_push(journal->proposals, "forget", sizeof "forget");
    }
    CHECK(journal->head.session_number != 0);
    return writer_attempt(journal, writer_forget, NULL) == STORE_OK;
}

bool
journal_is_broken(const struct journal *journal) {
    return atomic_load(&journal->is_broken);
}

struct journal_stats
journal_stats(const struct journal *journal) {
    return (struct journal_stats){
        .record_count = atomic_load(&journal->record_count),
        .commit_count = atomic_load(&journal->commit_count),
        .commit_us_max = atomic_load(&journal->commit_us_max),
        .sync_probe_us = journal->sync_probe_us,
    };
}
