#pragma once

// What the journal's tests share: a folder of their own, records, and a reader
// that keeps what it was told. Used by the tests in one thread at a time.
#include "journal/journal.h"
#include <stddef.h>

#define HELP_PATH_MAX 256

struct help_dir {
    char path[HELP_PATH_MAX];
};

// A new folder under TMPDIR or /tmp; help_dir_remove deletes it with the
// files in it.
struct help_dir help_dir_make(void);
void help_dir_remove(const struct help_dir *dir);
void help_dir_file(const struct help_dir *dir, const char *name, char *out);
// The path of a file that begins so and is no log, or false.
bool help_dir_find(const struct help_dir *dir, const char *prefix, char *out);

// Runs SQL on DIR/dent.db with its own connection. Fails the test on errors.
void help_sql(const struct help_dir *dir, const char *sql);

struct journal *help_open(const struct help_dir *dir);
// Opens and begins a session "Test"; its id into session.
struct journal *help_begin(const struct help_dir *dir,
                           struct journal_session *session);
extern const uint8_t help_secret[32];

// Proposes kind "note" with this id (may be "") and body, answered to reader.
bool help_propose(struct journal *journal, uint8_t reader, const char *id,
                  const char *body, uint64_t tag);

// A reader's inbox and all it was told, in order.
struct help_reader {
    struct inbox *inbox;
    uint8_t index;
    struct record **records; // owned, each owned
    size_t count, room;
};
void help_reader_init(struct help_reader *reader, struct journal *journal);
void help_reader_finish(struct help_reader *reader);
// Waits until it was told `count` records in all.
void help_reader_wait(struct help_reader *reader, size_t count);
// An on_record that keeps a copy in the reader (data).
void help_keep(void *data, const struct record *record);
