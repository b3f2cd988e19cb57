// Rows in and out. Every statement is reset as soon as it was used, so that
// none keeps a lock or points into memory of others.
#include "journal/store.h"

#include "base/check.h"
#include "journal/chain.h"
#include <stdlib.h>
#include <string.h>

static enum store_result
result_of(int code) {
    switch (code & 0xff) {
        case SQLITE_OK:
        case SQLITE_DONE:
        case SQLITE_ROW:
            return STORE_OK;
        case SQLITE_FULL:
            return STORE_FULL;
        default:
            return STORE_FAILED;
    }
}

// Steps once and resets.
static enum store_result
run(struct store *store, enum store_statement which) {
    sqlite3_stmt *statement = store->statements[which];
    int code = sqlite3_step(statement);
    (void) sqlite3_reset(statement); // gives the same code again
    return result_of(code);
}

// Binding to a number that the statement has cannot fail but for memory.
static void
bind_integer(sqlite3_stmt *statement, int index, int64_t value) {
    CHECK(sqlite3_bind_int64(statement, index, value) == SQLITE_OK);
}

// Borrowed until the statement is reset and bound again.
static void
bind_text(sqlite3_stmt *statement, int index, const char *text, size_t size) {
    CHECK(sqlite3_bind_text(statement, index, text, (int) size, SQLITE_STATIC)
          == SQLITE_OK);
}

static void
bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t size) {
    CHECK(sqlite3_bind_blob(statement, index, bytes, (int) size, SQLITE_STATIC)
          == SQLITE_OK);
}

enum store_result
store_begin(struct store *store) {
    return run(store, STORE_BEGIN);
}

void
store_rollback(struct store *store) {
    if (!sqlite3_get_autocommit(store->db)) {
        (void) run(store, STORE_ROLLBACK); // there is nothing left to do
    }
}

enum store_result
store_commit(struct store *store) {
    enum store_result result = run(store, STORE_COMMIT);
    if (result != STORE_OK) {
        store_rollback(store);
    }
    return result;
}

enum store_result
store_add_record(struct store *store, int64_t session_number,
                 const struct record *record, bool *out_is_new) {
    CHECK(record->seq > 0 && record->seq <= STORE_SEQ_MAX);
    sqlite3_stmt *statement = store->statements[STORE_ADD_RECORD];
    int64_t place = session_number << STORE_PLACE_BITS | (int64_t) record->seq;
    bind_integer(statement, 1, place);
    bind_integer(statement, 2, record->t_ms);
    bind_integer(statement, 3, record->at_utc_ms);
    bind_integer(statement, 4, record->clock_trusted);
    bind_text(statement, 5, record->kind, strlen(record->kind));
    bind_text(statement, 6, record->id, strlen(record->id));
    bind_text(statement, 7, record->body, record->body_size);
    bind_blob(statement, 8, record->hash, sizeof record->hash);
    enum store_result result = run(store, STORE_ADD_RECORD);
    if (result == STORE_OK) {
        *out_is_new = sqlite3_changes(store->db) == 1;
    }
    return result;
}

// seq, t_ms, hash from a row with these three columns.
static bool
read_short_row(sqlite3_stmt *statement, struct record *out) {
    const void *hash = sqlite3_column_blob(statement, 2);
    if (!hash || sqlite3_column_bytes(statement, 2) != JOURNAL_HASH_SIZE) {
        return false;
    }
    out->seq = (uint64_t) sqlite3_column_int64(statement, 0);
    out->t_ms = sqlite3_column_int64(statement, 1);
    memcpy(out->hash, hash, JOURNAL_HASH_SIZE);
    return true;
}

enum store_result
store_find_id(struct store *store, int64_t session_number, const char *id,
              struct record *out) {
    sqlite3_stmt *statement = store->statements[STORE_FIND_ID];
    bind_integer(statement, 1, session_number);
    bind_text(statement, 2, id, strlen(id));
    int code = sqlite3_step(statement);
    bool is_found = code == SQLITE_ROW && read_short_row(statement, out);
    (void) sqlite3_reset(statement); // what it read is copied
    return is_found ? STORE_OK : STORE_FAILED;
}

enum store_result
store_last_record(struct store *store, int64_t session_number,
                  struct record *out) {
    sqlite3_stmt *statement = store->statements[STORE_LAST_RECORD];
    bind_integer(statement, 1, session_number);
    int code = sqlite3_step(statement);
    bool is_read = code == SQLITE_DONE;
    out->seq = 0;
    if (code == SQLITE_ROW) {
        is_read = read_short_row(statement, out);
    }
    (void) sqlite3_reset(statement); // what it read is copied
    return is_read ? STORE_OK : STORE_FAILED;
}

enum store_result
store_add_session(struct store *store, const struct journal_session *session,
                  int64_t *out_number) {
    sqlite3_stmt *statement = store->statements[STORE_ADD_SESSION];
    if (*out_number > 0) {
        bind_integer(statement, 1, *out_number);
    } else {
        CHECK(sqlite3_bind_null(statement, 1) == SQLITE_OK);
    }
    bind_text(statement, 2, session->id, strlen(session->id));
    bind_text(statement, 3, session->title, strlen(session->title));
    bind_text(statement, 4, session->deck, strlen(session->deck));
    bind_integer(statement, 5, session->started_utc_ms);
    bind_integer(statement, 6, session->is_rehearsal);
    bind_integer(statement, 7, session->is_closed);
    enum store_result result = run(store, STORE_ADD_SESSION);
    if (result == STORE_OK && sqlite3_changes(store->db) == 0) {
        return STORE_REFUSED;
    }
    *out_number = sqlite3_last_insert_rowid(store->db);
    return result;
}

enum store_result
store_add_secret(struct store *store, int64_t session_number,
                 const uint8_t secret[static 32]) {
    sqlite3_stmt *statement = store->statements[STORE_ADD_SECRET];
    bind_integer(statement, 1, session_number);
    bind_blob(statement, 2, secret, 32);
    enum store_result result = run(store, STORE_ADD_SECRET);
    CHECK(sqlite3_bind_null(statement, 2) == SQLITE_OK); // the caller's memory
    return result;
}

bool
store_get_secret(struct store *store, int64_t session_number,
                 uint8_t out[static 32]) {
    sqlite3_stmt *statement = store->statements[STORE_GET_SECRET];
    bind_integer(statement, 1, session_number);
    bool is_found = sqlite3_step(statement) == SQLITE_ROW
                    && sqlite3_column_bytes(statement, 0) == 32;
    if (is_found) {
        memcpy(out, sqlite3_column_blob(statement, 0), 32);
    }
    (void) sqlite3_reset(statement); // what it read is copied
    return is_found;
}

enum store_result
store_forget(struct store *store, int64_t session_number) {
    bind_integer(store->statements[STORE_DROP_SECRET], 1, session_number);
    bind_integer(store->statements[STORE_CLOSE_SESSION], 1, session_number);
    enum store_result result = store_begin(store);
    if (result == STORE_OK) {
        result = run(store, STORE_DROP_SECRET);
    }
    if (result == STORE_OK) {
        result = run(store, STORE_CLOSE_SESSION);
    }
    if (result != STORE_OK) {
        store_rollback(store);
        return result;
    }
    result = store_commit(store);
    // The log still holds the page with the secret: it must go too.
    return result == STORE_OK ? store_checkpoint(store, true) : result;
}

enum store_result
store_checkpoint(struct store *store, bool truncates) {
    int mode =
        truncates ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, NULL, NULL);
    if (code == SQLITE_OK) {
        store->wal_page_count = 0;
    }
    return result_of(code);
}

// A text column that fits; anything else is not a session's row of ours.
static bool
read_text(sqlite3_stmt *row, int column, char *out, size_t out_size) {
    const unsigned char *text = sqlite3_column_text(row, column);
    size_t size = (size_t) sqlite3_column_bytes(row, column);
    if (!text || size >= out_size || memchr(text, '\0', size)) {
        return false;
    }
    memcpy(out, text, size + 1);
    return true;
}

static bool
read_session(sqlite3_stmt *row, struct journal_session *out) {
    *out = (struct journal_session){
        .started_utc_ms = sqlite3_column_int64(row, 4),
        .is_rehearsal = sqlite3_column_int(row, 5) != 0,
        .is_closed = sqlite3_column_int(row, 6) != 0,
        .record_count = (uint64_t) sqlite3_column_int64(row, 7) & STORE_SEQ_MAX,
        .last_t_ms = sqlite3_column_int64(row, 8),
    };
    return read_text(row, 1, out->id, sizeof out->id)
           && read_text(row, 2, out->title, sizeof out->title)
           && read_text(row, 3, out->deck, sizeof out->deck);
}

bool
store_sessions(sqlite3 *db, on_store_session found, void *data) {
    static const char sql[] =
        "SELECT number, session.id, title, deck, started_utc_ms,"
        " is_rehearsal, is_closed, place, t_ms"
        " FROM session NOT INDEXED LEFT JOIN record ON place ="
        " (SELECT max(place) FROM record WHERE place"
        "  BETWEEN number << 32 AND (number << 32) + 4294967295)"
        " ORDER BY number DESC";
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(row);
    }
    while (code == SQLITE_ROW) {
        struct journal_session session;
        if (read_session(row, &session)
            && !found(data, sqlite3_column_int64(row, 0), &session)) {
            code = SQLITE_DONE;
            break;
        }
        code = sqlite3_step(row);
    }
    (void) sqlite3_finalize(row); // its code was taken above
    return code == SQLITE_DONE;
}

// A row as a record. False: it cannot be one that we wrote.
static bool
read_record(sqlite3_stmt *row, struct record *out) {
    const char *body = (const char *) sqlite3_column_text(row, 6);
    size_t body_size = (size_t) sqlite3_column_bytes(row, 6);
    const void *hash = sqlite3_column_blob(row, 7);
    if (!body || body_size > JOURNAL_BODY_MAX || !hash
        || sqlite3_column_bytes(row, 7) != JOURNAL_HASH_SIZE) {
        return false;
    }
    *out = (struct record){
        .seq = (uint64_t) sqlite3_column_int64(row, 0) & STORE_SEQ_MAX,
        .t_ms = sqlite3_column_int64(row, 1),
        .at_utc_ms = sqlite3_column_int64(row, 2),
        .clock_trusted = (uint8_t) sqlite3_column_int(row, 3),
        .fate = RECORD_KEPT,
        .reader = JOURNAL_READER_NONE,
        .body_size = (uint32_t) body_size,
    };
    memcpy(out->hash, hash, JOURNAL_HASH_SIZE);
    memcpy(out->body, body, body_size);
    out->body[body_size] = '\0';
    return read_text(row, 4, out->kind, sizeof out->kind)
           && read_text(row, 5, out->id, sizeof out->id);
}

// Why this record does not follow the one before; NULL when it does. Moves
// `hash` on.
static const char *
check_record(const struct record *record, uint64_t seq_before,
             uint8_t hash[static JOURNAL_HASH_SIZE]) {
    if (record->seq != seq_before + 1) {
        return "a record is missing";
    }
    uint8_t expected[JOURNAL_HASH_SIZE];
    chain_next(hash, record, expected);
    if (memcmp(expected, record->hash, sizeof expected) != 0) {
        return "a record was changed";
    }
    memcpy(hash, expected, sizeof expected);
    return NULL;
}

static void
walk_rows(sqlite3_stmt *row, on_record take, void *data,
          struct store_walk *walk) {
    struct record *record =
        malloc(sizeof *record + (size_t) JOURNAL_BODY_MAX + 1);
    CHECK(record != NULL);
    uint8_t hash[JOURNAL_HASH_SIZE];
    chain_start(hash);
    int code = sqlite3_step(row);
    while (code == SQLITE_ROW && !walk->problem) {
        walk->problem = read_record(row, record)
                            ? check_record(record, walk->seq, hash)
                            : "a record cannot be read";
        if (!walk->problem) {
            walk->seq = record->seq;
            if (take) {
                take(data, record);
            }
            code = sqlite3_step(row);
        }
    }
    if (!walk->problem && code != SQLITE_DONE) {
        walk->problem = "the file cannot be read further";
    }
    free(record);
}

struct store_walk
store_walk_records(sqlite3 *db, int64_t session_number, on_record take,
                   void *data) {
    static const char sql[] =
        "SELECT place, t_ms, at_utc_ms, clock_trusted, kind, id, body, hash"
        " FROM record NOT INDEXED"
        " WHERE place BETWEEN ?1 << 32 AND (?1 << 32) + 4294967295"
        " ORDER BY place";
    struct store_walk walk = {0};
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK) {
        walk.problem = "the table cannot be read";
        return walk;
    }
    bind_integer(row, 1, session_number);
    walk_rows(row, take, data, &walk);
    (void) sqlite3_finalize(row); // its code was taken above
    return walk;
}
