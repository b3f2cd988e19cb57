// Opening the database, and what stands in it. SQLite's settings, and why:
// locking_mode=EXCLUSIVE before WAL: no shared memory file, no second writer.
// synchronous=FULL: an acknowledged record survives a power cut; NORMAL loses.
// No automatic checkpoint: the writer does it when nobody waits.
// secure_delete: a forgotten secret is overwritten, not only unlinked.
#include "journal/store.h"

#include "base/log.h"
#include <string.h>

#define LOG_AREA "journal"

static const char SCHEMA[] =
    "CREATE TABLE session("
    " number INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " title TEXT NOT NULL,"
    " deck TEXT NOT NULL,"
    " started_utc_ms INTEGER NOT NULL,"
    " is_rehearsal INTEGER NOT NULL,"
    " is_closed INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE secret("
    " session INTEGER PRIMARY KEY,"
    " key BLOB NOT NULL);"
    "CREATE TABLE record("
    " place INTEGER PRIMARY KEY," // session << 32 | seq
    " t_ms INTEGER NOT NULL,"
    " at_utc_ms INTEGER NOT NULL,"
    " clock_trusted INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " id TEXT NOT NULL,"
    " body TEXT NOT NULL,"
    " hash BLOB NOT NULL,"
    " session INTEGER AS (place >> 32) VIRTUAL,"
    " seq INTEGER AS (place & 4294967295) VIRTUAL);"
    "CREATE UNIQUE INDEX record_id ON record(session, id) WHERE id <> '';"
    // For people with the sqlite3 shell.
    "CREATE VIEW records AS"
    " SELECT session.id AS session, seq, t_ms,"
    "  strftime('%Y-%m-%dT%H:%M:%fZ', at_utc_ms / 1000.0, 'unixepoch')"
    "   AS at_utc,"
    "  clock_trusted, kind, record.id AS id, body, lower(hex(hash)) AS hash"
    " FROM record JOIN session ON session.number = record.session;"
    "CREATE VIEW ballots AS"
    " SELECT session.id AS session,"
    "  json_extract(body, '$.exercise') AS exercise,"
    "  json_extract(body, '$.round') AS round,"
    "  json_extract(body, '$.key') AS key,"
    "  json_extract(body, '$.answer') AS answer"
    " FROM record JOIN session ON session.number = record.session"
    " WHERE kind = 'ballot';"
    "PRAGMA application_id = 1147498100;" // "Dent"
    "PRAGMA user_version = 1;";

static const char *const STATEMENTS[STORE_STATEMENT_COUNT] = {
    [STORE_BEGIN] = "BEGIN",
    [STORE_COMMIT] = "COMMIT",
    [STORE_ROLLBACK] = "ROLLBACK",
    [STORE_ADD_RECORD] =
        "INSERT INTO record(place, t_ms, at_utc_ms, clock_trusted, kind, id,"
        " body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO NOTHING",
    [STORE_FIND_ID] = "SELECT seq, t_ms, hash FROM record"
                      " WHERE session = ?1 AND id = ?2 AND id <> ''",
    [STORE_ADD_SESSION] =
        "INSERT INTO session(number, id, title, deck, started_utc_ms,"
        " is_rehearsal, is_closed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT DO NOTHING",
    [STORE_ADD_SECRET] = "INSERT INTO secret(session, key) VALUES (?1, ?2)",
    [STORE_GET_SECRET] = "SELECT key FROM secret WHERE session = ?1",
    [STORE_DROP_SECRET] = "DELETE FROM secret WHERE session = ?1",
    [STORE_CLOSE_SESSION] = "UPDATE session SET is_closed = 1"
                            " WHERE number = ?1",
    [STORE_LAST_RECORD] =
        "SELECT seq, t_ms, hash FROM record"
        " WHERE place BETWEEN ?1 << 32 AND (?1 << 32) + 4294967295"
        " ORDER BY place DESC LIMIT 1",
};

// The first column of the first row, as a copied text. SQLite's result code.
static int
query_text(sqlite3 *db, const char *sql, char *out, size_t out_size) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    out[0] = '\0';
    if (code == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(statement, 0);
        (void) sqlite3_snprintf((int) out_size, out, "%s",
                                text ? (const char *) text : "");
        code = SQLITE_OK;
    } else if (code == SQLITE_DONE) {
        code = SQLITE_OK;
    }
    (void) sqlite3_finalize(statement); // its code was taken above
    return code;
}

// Sets or asks, and compares what the database answers.
struct setting {
    const char *sql;
    const char *expected; // NULL: whatever it answers
};

static int
apply_settings(sqlite3 *db, bool *out_differs) {
    static const struct setting settings[] = {
        {"PRAGMA locking_mode = EXCLUSIVE", "exclusive"},
        {"PRAGMA trusted_schema = OFF", NULL},
        {"PRAGMA cell_size_check = ON", NULL},
        {"PRAGMA mmap_size = 0", NULL},
        {"PRAGMA temp_store = MEMORY", NULL},
        {"PRAGMA cache_size = -8000", NULL},
        {"PRAGMA journal_mode = WAL", "wal"},
        {"PRAGMA synchronous = FULL", NULL},
        {"PRAGMA synchronous", "2"},
        {"PRAGMA secure_delete = ON", "1"},
        {"PRAGMA wal_autocheckpoint = 0", "0"},
    };
    *out_differs = false;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        char answer[32];
        int code = query_text(db, settings[i].sql, answer, sizeof answer);
        if (code != SQLITE_OK) {
            return code;
        }
        const char *expected = settings[i].expected;
        if (expected && strcmp(answer, expected) != 0) {
            log_error("%s: the database answers \"%s\"", settings[i].sql,
                      answer);
            *out_differs = true;
        }
    }
    return SQLITE_OK;
}

static int
on_commit(void *data, sqlite3 *db, const char *name, int page_count) {
    (void) db;
    (void) name;
    ((struct store *) data)->wal_page_count = page_count;
    return SQLITE_OK;
}

static int
read_number(sqlite3 *db, const char *sql, sqlite3_int64 *out) {
    char answer[32];
    int code = query_text(db, sql, answer, sizeof answer);
    *out = 0;
    for (const char *digit = answer; *digit >= '0' && *digit <= '9'; digit++) {
        *out = *out * 10 + (*digit - '0');
    }
    return code;
}

static enum store_result
result_of(int code, const char *path, struct fault *fault) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            (void) fault_set(fault, "Another Dent uses this folder: close it, "
                                    "or give another with --data.");
            return STORE_LOCKED;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            (void) fault_set(fault, "The journal %s is damaged.", path);
            return STORE_CORRUPT;
        case SQLITE_FULL:
            (void) fault_set(fault, "The disk is full: make room beside %s.",
                             path);
            return STORE_FULL;
        default:
            (void) fault_set(fault,
                             "The journal %s cannot be opened (%s): check the "
                             "disk and the rights, or give another folder "
                             "with --data.",
                             path, sqlite3_errstr(code));
            return STORE_FAILED;
    }
}

// An empty database gets its tables; another must be ours and whole.
static enum store_result
check_content(struct store *store, const char *path, struct fault *fault) {
    sqlite3_int64 version;
    sqlite3_int64 table_count;
    int code = read_number(store->db, "PRAGMA user_version", &version);
    if (code == SQLITE_OK) {
        code = read_number(store->db, "SELECT count(*) FROM sqlite_schema",
                           &table_count);
    }
    if (code != SQLITE_OK) {
        return result_of(code, path, fault);
    }
    if (version > STORE_VERSION) {
        (void) fault_set(fault,
                         "The journal %s was written by a newer Dent (format "
                         "%lld): use that one, or give another folder with "
                         "--data.",
                         path, (long long) version);
        return STORE_REFUSED;
    }
    if (version == 0 && table_count > 0) {
        (void) fault_set(
            fault, "%s is not Dent's: give another folder with --data.", path);
        return STORE_REFUSED;
    }
    if (version == 0) {
        code = sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL);
        if (code == SQLITE_OK) {
            code = sqlite3_exec(store->db, SCHEMA, NULL, NULL, NULL);
        }
        if (code == SQLITE_OK) {
            code = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
        }
        return code == SQLITE_OK ? STORE_OK : result_of(code, path, fault);
    }
    char answer[256];
    code = query_text(store->db, "PRAGMA integrity_check(1)", answer,
                      sizeof answer);
    if (code == SQLITE_OK && strcmp(answer, "ok") != 0) {
        log_error("integrity check: %s", answer);
        code = SQLITE_CORRUPT;
    }
    return code == SQLITE_OK ? STORE_OK : result_of(code, path, fault);
}

static enum store_result
open_checked(struct store *store, const char *path, struct fault *fault) {
    bool differs;
    int code = apply_settings(store->db, &differs);
    if (code != SQLITE_OK) {
        return result_of(code, path, fault);
    }
    if (differs) {
        (void) fault_set(fault,
                         "The journal %s cannot be kept safely on this disk: "
                         "give another folder with --data.",
                         path);
        return STORE_REFUSED;
    }
    (void) sqlite3_wal_hook(store->db, on_commit, store); // was none
    enum store_result result = check_content(store, path, fault);
    for (int i = 0; result == STORE_OK && i < STORE_STATEMENT_COUNT; i++) {
        code = sqlite3_prepare_v3(store->db, STATEMENTS[i], -1,
                                  SQLITE_PREPARE_PERSISTENT,
                                  &store->statements[i], NULL);
        if (code != SQLITE_OK) {
            log_error("statement %d: %s", i, sqlite3_errmsg(store->db));
            result = result_of(SQLITE_CORRUPT, path, fault);
        }
    }
    return result;
}

// Nothing is written back when this connection closes, until it is allowed.
static int
open_untouched(struct store *store, const char *path) {
    *store = (struct store){0};
    int code =
        sqlite3_open_v2(path, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                            | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
                                 NULL);
    }
    return code;
}

enum store_result
store_open(struct store *store, const char *path, struct fault *fault) {
    int code = open_untouched(store, path);
    enum store_result result = code == SQLITE_OK
                                   ? open_checked(store, path, fault)
                                   : result_of(code, path, fault);
    if (result != STORE_OK) {
        store_close(store, true);
    }
    return result;
}

bool
store_open_damaged(struct store *store, const char *path) {
    static const char settings[] = "PRAGMA locking_mode = EXCLUSIVE;"
                                   "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA wal_autocheckpoint = 0;"
                                   "PRAGMA query_only = ON;";
    if (open_untouched(store, path) != SQLITE_OK
        || sqlite3_exec(store->db, settings, NULL, NULL, NULL) != SQLITE_OK) {
        store_close(store, true);
        return false;
    }
    return true;
}

void
store_close(struct store *store, bool is_broken) {
    for (int i = 0; i < STORE_STATEMENT_COUNT; i++) {
        (void) sqlite3_finalize(store->statements[i]); // nothing runs
    }
    if (store->db && !is_broken) {
        (void) store_checkpoint(store, true); // the log is kept otherwise
    }
    (void) sqlite3_close(store->db); // all statements are finalised
    *store = (struct store){0};
}

const char *
store_message(const struct store *store) {
    return store->db ? sqlite3_errmsg(store->db) : "not open";
}
