#pragma once

// A session of every kind with simulated guests, made by applying events as
// the journal would hand them out, and small tools for files.
#include "base/random.h"
#include "deck/deck.h"
#include "journal/journal.h"
#include "report/report.h"
#include "session/session.h"

#define FIXTURE_NAMED_LAST "promise" // the one exercise that carries names
#define FIXTURE_SILENT "silence"     // nobody answers this one
// A deck of all that guests write and of all that takes items from it. Where a
// prompt begins with "Edited" the host hides, merges and ticks off.
extern const char fixture_written_deck[];
extern const char fixture_deck[]; // every kind whose items the deck gives

struct fixture {
    struct deck *deck;
    struct session *session;
    struct journal_session about;
    struct report_input input;
    struct event *event; // scratch
    struct rng rng;
    uint8_t secret[32];
    uint64_t seq;
    tick now_ms;
};

// Exhaustive tests take every n-th case only: 1, or what DENT_LIGHT says
// (tests/run under the sanitizers, where each case costs ten times as much).
size_t fixture_stride(void);

void fixture_init(struct fixture *fixture, uint64_t seed, uint32_t guests);
// The same with another deck.
void fixture_init_deck(struct fixture *fixture, const char *deck, uint64_t seed,
                       uint32_t guests);
void fixture_finish(struct fixture *fixture);

// One ballot to the exercise that is open; `json` "{}" takes it back.
enum verdict fixture_vote(struct fixture *fixture, uint32_t guest,
                          const char *json);
// Goes to the first phase of this exercise, which takes ballots at once where
// the kind does.
void fixture_move(struct fixture *fixture, int exercise);

// To a phase of it; then its ballots, by chance, of all guests.
void fixture_move_to(struct fixture *fixture, int exercise, int phase);
void fixture_fill(struct fixture *fixture, uint32_t guests);
void fixture_edit(struct fixture *fixture, uint16_t exercise,
                  enum edit_verb verb, uint64_t first, uint64_t second);
// The items as numbers on a wall, without edits; how many, at most `most`.
unsigned fixture_ids(const struct fixture *fixture, uint16_t exercise,
                     uint64_t *out, unsigned most);

// A new folder under the temporary one; the caller removes it.
void folder_make(char path[static 64]);
void folder_remove(const char *path);
// Whole files; a missing one fails the test.
char *file_read(const char *dir, const char *name, size_t *out_size);
void file_write(const char *dir, const char *name, const char *bytes,
                size_t size);

// The files of one export, on disk and in memory, for tests that damage
// them and put them back.
#define EXPORT_FILES 4
extern const char *const export_file_names[EXPORT_FILES];
struct export_folder {
    char dir[64];
    char *bytes[EXPORT_FILES]; // owned
    size_t sizes[EXPORT_FILES];
};
struct export_folder *export_folder_create(uint64_t seed, uint32_t guests);
// Of another deck than that of every kind.
struct export_folder *export_folder_create_deck(const char *deck, uint64_t seed,
                                                uint32_t guests);
// Writes the file with bytes [at, at + size) replaced, audits and restores. The
// test fails unless something is found that says `wanted` (NULL: anything).
void folder_assert_found(struct export_folder *folder, int file, size_t at,
                         size_t size, const char *with, const char *wanted);
// The first place of `before` in the file becomes `after`.
void folder_assert_change(struct export_folder *folder, int file,
                          const char *before, const char *after,
                          const char *wanted);
void export_folder_destroy(struct export_folder *folder); // the files too
