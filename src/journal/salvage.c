// The damaged file is read session by session, each by its own statement, so
// that a page that cannot be read costs the session it is in and no other.
#include "journal/salvage.h"

#include "base/log.h"
#include "journal/disk.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOG_AREA "journal"

// A name that is free: the time, and a number when that is taken.
static bool
free_name(const char *dir, char *out_path) {
    time_t now = time(NULL);
    struct tm utc;
    char stamp[32];
    if (!gmtime_r(&now, &utc)
        || strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc) == 0) {
        return false;
    }
    for (int i = 1; i < 100; i++) {
        char name[64];
        (void) snprintf(name, sizeof name,
                        i == 1 ? "dent.db.corrupt-%s" : "dent.db.corrupt-%s.%d",
                        stamp, i);
        if (!disk_path(dir, name, out_path)) {
            return false;
        }
        if (access(out_path, F_OK) != 0) {
            return true;
        }
    }
    return false;
}

bool
salvage_set_aside(const char *dir, char *out_path, struct fault *fault) {
    char path[DISK_PATH_MAX];
    char wal_path[DISK_PATH_MAX];
    char new_wal_path[DISK_PATH_MAX + 8];
    bool is_moved = disk_path(dir, "dent.db", path)
                    && disk_path(dir, "dent.db-wal", wal_path)
                    && free_name(dir, out_path);
    if (is_moved) {
        (void) snprintf(new_wal_path, sizeof new_wal_path, "%s-wal", out_path);
        // The log first: a database without its log would pass for whole.
        is_moved = (rename(wal_path, new_wal_path) == 0 || errno == ENOENT)
                   && rename(path, out_path) == 0 && disk_sync_folder(dir);
    }
    if (!is_moved) {
        return fault_set(fault,
                         "The journal in %s is damaged and cannot be set "
                         "aside (%s): check the disk, or give another folder "
                         "with --data.",
                         dir, strerror(errno));
    }
    return true;
}

struct salvage {
    struct store *store; // borrowed
    sqlite3 *damaged;    // borrowed
    unsigned whole_count;
    unsigned cut_count;
    unsigned lost_count;
    // of the session that is being copied
    int64_t number;
    enum store_result result;
};

static void
copy_record(void *data, const struct record *record) {
    struct salvage *salvage = data;
    bool is_new;
    if (salvage->result == STORE_OK) {
        salvage->result =
            store_add_record(salvage->store, salvage->number, record, &is_new);
    }
}

// The secret is worth a try: without it the session cannot go on.
static void
copy_secret(struct salvage *salvage) {
    static const char sql[] = "SELECT key FROM secret WHERE session = ?1";
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(salvage->damaged, sql, -1, &row, NULL) == SQLITE_OK
        && sqlite3_bind_int64(row, 1, salvage->number) == SQLITE_OK
        && sqlite3_step(row) == SQLITE_ROW
        && sqlite3_column_bytes(row, 0) == 32) {
        salvage->result = store_add_secret(salvage->store, salvage->number,
                                           sqlite3_column_blob(row, 0));
    }
    (void) sqlite3_finalize(row); // a secret that cannot be read is lost
}

static bool
copy_session(void *data, int64_t number,
             const struct journal_session *session) {
    struct salvage *salvage = data;
    salvage->number = number;
    salvage->result = store_begin(salvage->store);
    if (salvage->result == STORE_OK) {
        salvage->result = store_add_session(salvage->store, session, &number);
    }
    if (salvage->result == STORE_REFUSED) {
        store_rollback(salvage->store); // it was copied already
        return true;
    }
    struct store_walk walk =
        store_walk_records(salvage->damaged, number, copy_record, salvage);
    if (salvage->result == STORE_OK && !session->is_closed) {
        copy_secret(salvage);
    }
    bool is_kept = salvage->result == STORE_OK && walk.seq > 0
                   && store_commit(salvage->store) == STORE_OK;
    if (!is_kept) {
        store_rollback(salvage->store);
        salvage->lost_count++;
    } else if (walk.problem) {
        salvage->cut_count++;
        log_warn("session %s: saved up to record %llu, then %s", session->id,
                 (unsigned long long) walk.seq, walk.problem);
    } else {
        salvage->whole_count++;
    }
    return true;
}

// The number of the first session after this one that has records; 0: none.
static int64_t
next_number(sqlite3 *damaged, int64_t number) {
    static const char sql[] = "SELECT place >> 32 FROM record NOT INDEXED"
                              " WHERE place >= (?1 + 1) << 32"
                              " ORDER BY place LIMIT 1";
    sqlite3_stmt *row = NULL;
    int64_t next = 0;
    if (sqlite3_prepare_v2(damaged, sql, -1, &row, NULL) == SQLITE_OK
        && sqlite3_bind_int64(row, 1, number) == SQLITE_OK
        && sqlite3_step(row) == SQLITE_ROW) {
        next = sqlite3_column_int64(row, 0);
    }
    (void) sqlite3_finalize(row); // what cannot be read ends the search
    return next > number && next <= INT32_MAX ? next : 0;
}

// Records whose session's own row was lost.
static void
copy_orphans(struct salvage *salvage) {
    unsigned lost_count = salvage->lost_count; // were counted already
    int64_t number = next_number(salvage->damaged, 0);
    while (number != 0) {
        struct journal_session session = {.title = "Recovered session"};
        (void) snprintf(session.id, sizeof session.id, "recovered-%d",
                        (int) number);
        (void) copy_session(salvage, number, &session); // goes on anyway
        number = next_number(salvage->damaged, number);
    }
    salvage->lost_count = lost_count;
}

void
salvage_copy(struct store *store, const char *damaged_path,
             struct fault *out_note) {
    struct salvage salvage = {.store = store};
    struct store damaged;
    bool is_read = store_open_damaged(&damaged, damaged_path);
    if (is_read) {
        salvage.damaged = damaged.db;
        is_read = store_sessions(damaged.db, copy_session, &salvage);
        copy_orphans(&salvage);
        store_close(&damaged, true);
    }
    (void) fault_set(
        out_note,
        "The journal was damaged and is kept as %s. In the new one, sessions "
        "saved whole: %u, in part: %u; lost: %u%s.",
        strrchr(damaged_path, '/') + 1, salvage.whole_count, salvage.cut_count,
        salvage.lost_count,
        is_read ? "" : " and all whose list cannot be read");
    log_warn("%s", out_note ? out_note->text : "");
}
