#pragma once

// The database file: how it is opened, what stands in it, and the few
// statements the journal needs. One thread at a time. The only header that
// names SQLite.
#include "journal/journal.h"
#include <sqlite3.h>

#define STORE_VERSION 1 // PRAGMA user_version
// A record's primary key: the number of its session and its seq in one, so
// that records are appended at the end of one tree.
#define STORE_PLACE_BITS 32
#define STORE_SEQ_MAX UINT64_C(0xffffffff)

enum store_result {
    STORE_OK,
    STORE_FULL,    // no room on the disk; rolled back
    STORE_LOCKED,  // another program has it
    STORE_CORRUPT, // it cannot be read as a whole
    STORE_REFUSED, // not ours, or of a newer version
    STORE_FAILED,  // anything else
};

enum store_statement {
    STORE_BEGIN,
    STORE_COMMIT,
    STORE_ROLLBACK,
    STORE_ADD_RECORD,
    STORE_FIND_ID,
    STORE_ADD_SESSION,
    STORE_ADD_SECRET,
    STORE_GET_SECRET,
    STORE_DROP_SECRET,
    STORE_CLOSE_SESSION,
    STORE_LAST_RECORD,
    STORE_STATEMENT_COUNT,
};

// Lives at one address from open to close.
struct store {
    sqlite3 *db;                                     // owned
    sqlite3_stmt *statements[STORE_STATEMENT_COUNT]; // owned
    int wal_page_count;                              // after the last commit
};

// Opens or makes the database: settings, version, integrity, tables. On
// anything but STORE_OK nothing is open, nothing was changed and *fault says
// what is wrong.
enum store_result store_open(struct store *store, const char *path,
                             struct fault *fault);
// Without touching or checking anything, to read what can be read.
bool store_open_damaged(struct store *store, const char *path);
// Writes the log back into the database, unless the disk failed before.
void store_close(struct store *store, bool is_broken); // zeroed is fine

// What the last failure was, for the log.
const char *store_message(const struct store *store);

enum store_result store_begin(struct store *store);
// On failure everything since store_begin is undone.
enum store_result store_commit(struct store *store);
void store_rollback(struct store *store);

// Between begin and commit. *out_is_new is false when the id was there.
enum store_result store_add_record(struct store *store, int64_t session_number,
                                   const struct record *record,
                                   bool *out_is_new);
// seq, t_ms and hash of the record with this id.
enum store_result store_find_id(struct store *store, int64_t session_number,
                                const char *id, struct record *out);
// *out_number: in, 0 for a new one; out, the one it has. STORE_REFUSED: the id
// is taken.
enum store_result store_add_session(struct store *store,
                                    const struct journal_session *session,
                                    int64_t *out_number);
enum store_result store_add_secret(struct store *store, int64_t session_number,
                                   const uint8_t secret[static 32]);
// False: there is none.
bool store_get_secret(struct store *store, int64_t session_number,
                      uint8_t out[static 32]);
// Deletes the secret, closes the session, and leaves no copy of the secret in
// the log or the database file. Begins and commits on its own.
enum store_result store_forget(struct store *store, int64_t session_number);
// seq 0 when the session has no record.
enum store_result store_last_record(struct store *store, int64_t session_number,
                                    struct record *out);

// Writes the log back into the database, and empties its file if asked.
enum store_result store_checkpoint(struct store *store, bool truncates);

// Newest first. `found` returns false to end it. False: cannot be read.
typedef bool (*on_store_session)(void *data, int64_t number,
                                 const struct journal_session *session);
bool store_sessions(sqlite3 *db, on_store_session found, void *data);

// How far a walk came, and why no further.
struct store_walk {
    uint64_t seq;        // of the last record that verified
    const char *problem; // static; NULL: it came to the end
};
// Hands every record to `take` (may be NULL) as long as the chain holds.
struct store_walk store_walk_records(sqlite3 *db, int64_t session_number,
                                     on_record take, void *data);
