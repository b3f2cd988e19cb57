// Shared by the journal's tests.
#include "journal_help.h"

#include "base/check.h"
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const uint8_t help_secret[32] = "MARK-OF-A-SECRET-THAT-MUST-GO!!";

struct help_dir
help_dir_make(void) {
    struct help_dir dir;
    const char *above = getenv("TMPDIR");
    (void) snprintf(dir.path, sizeof dir.path, "%s/dent-test-XXXXXX",
                    above ? above : "/tmp");
    CHECK(mkdtemp(dir.path) != NULL);
    return dir;
}

void
help_dir_file(const struct help_dir *dir, const char *name, char *out) {
    (void) snprintf(out, HELP_PATH_MAX, "%.180s/%.70s", dir->path, name);
}

void
help_dir_remove(const struct help_dir *dir) {
    DIR *folder = opendir(dir->path);
    CHECK(folder != NULL);
    for (struct dirent *entry = readdir(folder); entry;
         entry = readdir(folder)) {
        char path[HELP_PATH_MAX];
        help_dir_file(dir, entry->d_name, path);
        (void) unlink(path); // not . and ..
    }
    (void) closedir(folder);
    (void) rmdir(dir->path);
}

bool
help_dir_find(const struct help_dir *dir, const char *prefix, char *out) {
    DIR *folder = opendir(dir->path);
    CHECK(folder != NULL);
    bool is_found = false;
    for (struct dirent *entry = readdir(folder); entry && !is_found;
         entry = readdir(folder)) {
        is_found = strncmp(entry->d_name, prefix, strlen(prefix)) == 0
                   && !strstr(entry->d_name, "-wal");
        if (is_found) {
            help_dir_file(dir, entry->d_name, out);
        }
    }
    (void) closedir(folder);
    return is_found;
}

void
help_sql(const struct help_dir *dir, const char *sql) {
    char path[HELP_PATH_MAX];
    sqlite3 *db = NULL;
    help_dir_file(dir, "dent.db", path);
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

struct journal *
help_open(const struct help_dir *dir) {
    struct fault note;
    struct fault fault = {0};
    struct journal *journal = journal_open(dir->path, &note, &fault);
    if (!journal) {
        (void) fprintf(stderr, "%s\n", fault.text);
    }
    CHECK(journal != NULL);
    return journal;
}

struct journal *
help_begin(const struct help_dir *dir, struct journal_session *session) {
    struct journal *journal = help_open(dir);
    *session = (struct journal_session){
        .title = "Test",
        .deck = "test",
        .started_utc_ms = INT64_C(1795424400123),
    };
    struct fault fault;
    CHECK(journal_begin(journal, session, "{\"deck\":\"test\"}", help_secret,
                        &fault));
    return journal;
}

bool
help_propose(struct journal *journal, uint8_t reader, const char *id,
             const char *body, uint64_t tag) {
    size_t size = strlen(body);
    struct record *record = calloc(1, sizeof *record + size + 1);
    CHECK(record != NULL);
    record->t_ms = (tick) tag;
    record->at_utc_ms = 1000;
    record->tag = tag;
    record->reader = reader;
    record->body_size = (uint32_t) size;
    memcpy(record->kind, "note", sizeof "note");
    (void) snprintf(record->id, sizeof record->id, "%s", id);
    memcpy(record->body, body, size + 1);
    bool is_taken = journal_propose(journal, record);
    free(record);
    return is_taken;
}

void
help_reader_init(struct help_reader *reader, struct journal *journal) {
    *reader = (struct help_reader){0};
    reader->inbox = inbox_create(1024 * 1024, NULL, NULL);
    CHECK(reader->inbox != NULL);
    reader->index = journal_add_reader(journal, reader->inbox);
}

void
help_reader_finish(struct help_reader *reader) {
    for (size_t i = 0; i < reader->count; i++) {
        free(reader->records[i]);
    }
    free(reader->records);
    inbox_destroy(reader->inbox);
    *reader = (struct help_reader){0};
}

void
help_keep(void *data, const struct record *record) {
    struct help_reader *reader = data;
    if (reader->count == reader->room) {
        reader->room = reader->room ? 2 * reader->room : 64;
        reader->records =
            realloc(reader->records, reader->room * sizeof(struct record *));
        CHECK(reader->records != NULL);
    }
    struct record *kept = malloc(record_size(record));
    CHECK(kept != NULL);
    memcpy(kept, record, record_size(record));
    reader->records[reader->count++] = kept;
}

static void
on_message(void *data, const void *message, size_t size) {
    CHECK(size == record_size(message));
    help_keep(data, message);
}

void
help_reader_wait(struct help_reader *reader, size_t count) {
    while (reader->count < count) {
        CHECK(inbox_wait(reader->inbox, 60000));
        (void) inbox_drain(reader->inbox, on_message, reader);
    }
}
