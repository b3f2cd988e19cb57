#pragma once

// The journal: everything that happened, in order, on disk. Records come in
// as proposals from any thread, are made durable together (group commit), and
// only then go to every reader in the same order. The journal knows no
// workshop: a record's body is JSON text that others write and read.
//
// Life: journal_open → (list, replay, begin) on the opening thread →
// journal_start (the writer thread owns the database from here on) →
// propose … → journal_stop → journal_close.
//
// Chain: hash = SHA-256(hash before | seq | t_ms | at_utc_ms | kind | id |
// body), integers as 8 bytes big endian, texts with their 4-byte big endian
// length before them; the first record follows 32 zero bytes.
#include "base/fault.h"
#include "base/inbox.h"
#include "base/tick.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JOURNAL_HASH_SIZE 32
#define JOURNAL_BODY_MAX (1024 * 1024) // bytes; an opened record has the deck
#define JOURNAL_ID_MAX 48
#define JOURNAL_KIND_MAX 16
#define JOURNAL_READER_MAX 4
#define JOURNAL_BATCH_MAX 1024        // records a commit
#define JOURNAL_READER_NONE UINT8_MAX // proposer that wants no answer
#define JOURNAL_SESSION_ID_MAX 24

// What became of a record that a reader sees.
enum record_fate {
    RECORD_KEPT,     // on disk: every reader gets it, in order
    RECORD_REPEATED, // its id was there before: only the proposer gets this,
                     // with the seq and hash of the first
    RECORD_REFUSED,  // not on disk, perhaps: every reader gets it; from now on
                     // the journal is broken (journal_is_broken)
    RECORD_NO_SPACE, // not on disk, the disk is full: every reader gets it; the
                     // journal goes on when there is room again
};

// One record as it travels: the struct, then the body's bytes and a zero.
struct record {
    uint64_t seq;      // 1 … in its session, no gaps
    tick t_ms;         // session time
    int64_t at_utc_ms; // wall time, a label
    uint64_t tag;      // the proposer's own mark, not stored
    uint8_t hash[JOURNAL_HASH_SIZE];
    enum record_fate fate;
    uint8_t reader; // index of the proposer (journal_add_reader), or NONE;
                    // replayed records have NONE
    uint8_t clock_trusted;
    char kind[JOURNAL_KIND_MAX]; // "ballot", "move", …
    char id[JOURNAL_ID_MAX];     // the sender's, unique in the session; may be
                                 // empty: then it is not unique
    uint32_t body_size;          // without the final zero
    char body[];                 // JSON, zero-terminated
};

// Bytes of a record with its body.
size_t record_size(const struct record *record);

struct journal; // holds the SQLite handle

struct journal_session {
    char id[JOURNAL_SESSION_ID_MAX]; // e.g. "20261123-0910-k7qm"
    char title[128];
    char deck[64];
    int64_t started_utc_ms;
    uint64_t record_count;
    tick last_t_ms;
    bool is_rehearsal;
    bool is_closed; // its secret is gone
};

// Opens or makes DIR/dent.db and takes its lock. A database that is corrupt
// is renamed to dent.db.corrupt-<time> (with its -wal), a new one is begun,
// and *out_note says so; the longest part whose chain verifies is copied over
// where it can be read. One from a newer version is refused. NULL: *fault
// says why and what to do.
struct journal *journal_open(const char *dir, struct fault *out_note,
                             struct fault *fault);

// The same for reading beside a running dent: works on a private copy of the
// files, which is gone when it is closed or the program ends. Nothing in DIR
// is changed. Only list, find, replay and close may follow. Never in the
// process that has the journal open: closing the files would drop its lock.
struct journal *journal_open_copy(const char *dir, struct fault *fault);
void journal_close(struct journal *journal); // NULL is fine; after stop

typedef void (*on_journal_session)(void *data, const struct journal_session *);
bool journal_list(struct journal *journal, on_journal_session found,
                  void *data); // newest first
// id, or "last". False: no such session; *fault says so.
bool journal_find(struct journal *journal, const char *id,
                  struct journal_session *out, struct fault *fault);

// Begins a session with its first record ("opened"), durable on return. The
// secret (32 bytes) under which ballots are filed is stored beside it until
// journal_forget_secret. Writes the new id into session->id; title, deck,
// started_utc_ms and is_rehearsal come from the caller.
bool journal_begin(struct journal *journal, struct journal_session *session,
                   const char *body, const uint8_t secret[static 32],
                   struct fault *fault);

// Hands every record of the session to `take` in order and checks the chain.
// False: the chain breaks or cannot be read; *fault says where, and `take`
// has had the records before that.
typedef void (*on_record)(void *data, const struct record *record);
bool journal_replay(struct journal *journal, const char *session_id,
                    on_record take, void *data, struct fault *fault);

// Makes this session the one that proposals go to. *out_has_secret is false
// when the session was closed.
bool journal_resume(struct journal *journal, const char *session_id,
                    uint8_t out_secret[static 32], bool *out_has_secret,
                    struct fault *fault);

// Before start. What became of every record (enum record_fate) is pushed to
// this inbox as a struct record.
// Returns the reader's index. The inbox is borrowed until journal_stop. A
// reader whose inbox is full holds up the writer; one that closed its inbox
// is gone. After journal_stop was called, a full inbox is waited for one
// second at most: what is then lost to its reader is on disk all the same.
uint8_t journal_add_reader(struct journal *journal, struct inbox *inbox);

bool journal_start(struct journal *journal, struct fault *fault);
void journal_stop(struct journal *journal); // commits what waits, joins

// Any thread. Copies everything. seq, hash and fate are the writer's to fill.
// False: too much waits; nothing was taken.
bool journal_propose(struct journal *journal, const struct record *record);

// Any thread. The session's secret is overwritten and deleted, after every
// record proposed before this call, by the writer while it runs, or at once.
// Ballots can no longer be linked. False: too much waits, or the journal is
// broken; the secret is still there. Doing it again does no harm: a program
// that ended in between finds *out_has_secret in journal_resume.
bool journal_forget_secret(struct journal *journal);

// Any thread. True after a failed commit: nothing is acknowledged any more
// until the program starts again.
bool journal_is_broken(const struct journal *journal);

// What the disk did, for benchmarks and the log; any thread, a snapshot.
struct journal_stats {
    uint64_t record_count, commit_count;
    int64_t commit_us_max, sync_probe_us; // median fdatasync at start
};
struct journal_stats journal_stats(const struct journal *journal);
