// Files that are damaged, foreign, locked or not to be had, and disks that
// are full: each has its answer, and nothing that was kept is lost.
#include "base/log.h"
#include "base/random.h"
#include "journal_help.h"
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// A folder with one closed-down session of `count` records and its opening.
static struct help_dir
make_filled(int count) {
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    for (int i = 0; i < count; i++) {
        char id[16];
        (void) snprintf(id, sizeof id, "i%d", i);
        assert_true(help_propose(journal, JOURNAL_READER_NONE, id,
                                 "{\"text\":\"abcdefgh\"}", (uint64_t) i));
    }
    journal_stop(journal);
    journal_close(journal);
    return dir;
}

static size_t
replayed_count(struct journal *journal, bool *out_is_whole,
               struct fault *fault) {
    struct help_reader replay = {0};
    *out_is_whole = journal_replay(journal, "last", help_keep, &replay, fault);
    size_t count = replay.count;
    help_reader_finish(&replay);
    return count;
}

static void
a_changed_record_breaks_the_chain(void **state) {
    (void) state;
    static const struct {
        const char *sql;
        size_t good;
        const char *word;
    } cases[] = {
        {"UPDATE record SET body = replace(body, 'd', 'D') WHERE seq = 5", 4,
         "changed"},
        {"UPDATE record SET t_ms = t_ms + 1 WHERE seq = 9", 8, "changed"},
        {"UPDATE record SET id = 'other' WHERE seq = 2", 1, "changed"},
        {"UPDATE record SET kind = 'vote' WHERE seq = 11", 10, "changed"},
        {"DELETE FROM record WHERE seq = 6", 5, "missing"},
        {"DELETE FROM record WHERE seq = 1", 0, "missing"},
        {"UPDATE record SET hash = x'00' WHERE seq = 3", 2, "cannot be read"},
        {"UPDATE record SET kind = 'far too long to be ours' WHERE seq = 3", 2,
         "cannot be read"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct help_dir dir = make_filled(10);
        help_sql(&dir, cases[i].sql);
        struct journal *journal = help_open(&dir);
        struct fault fault = {0};
        bool is_whole;
        assert_int_equal(replayed_count(journal, &is_whole, &fault),
                         cases[i].good);
        assert_false(is_whole);
        assert_non_null(strstr(fault.text, cases[i].word));
        journal_close(journal);
        help_dir_remove(&dir);
    }
}

static void
a_newer_or_foreign_database_is_refused(void **state) {
    (void) state;
    static const struct {
        const char *sql;
        const char *word;
    } cases[] = {
        {"PRAGMA user_version = 2", "newer Dent"},
        {"PRAGMA user_version = 0", "not Dent's"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct help_dir dir = make_filled(1);
        help_sql(&dir, cases[i].sql);
        struct fault note;
        struct fault fault;
        assert_null(journal_open(dir.path, &note, &fault));
        assert_non_null(strstr(fault.text, cases[i].word));
        assert_null(journal_open_copy(dir.path, &fault));
        assert_non_null(strstr(fault.text, cases[i].word));
        char found[HELP_PATH_MAX];
        assert_false(help_dir_find(&dir, "dent.db.corrupt", found));
        help_dir_remove(&dir);
    }
}

static void
write_at(const struct help_dir *dir, long offset, const char *bytes,
         size_t size) {
    char path[HELP_PATH_MAX];
    help_dir_file(dir, "dent.db", path);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void
a_damaged_database_is_set_aside_and_its_good_part_saved(void **state) {
    (void) state;
    struct help_dir dir = make_filled(2000);
    char path[HELP_PATH_MAX];
    help_dir_file(&dir, "dent.db", path);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    // A page in the middle becomes rubbish.
    char rubbish[4096];
    memset(rubbish, 0xa5, sizeof rubbish);
    write_at(&dir, about.st_size / 8192 * 4096, rubbish, sizeof rubbish);
    struct fault note = {0};
    struct fault fault = {0};
    struct journal *journal = journal_open(dir.path, &note, &fault);
    assert_non_null(journal);
    assert_non_null(strstr(note.text, "dent.db.corrupt-"));
    char aside[HELP_PATH_MAX];
    assert_true(help_dir_find(&dir, "dent.db.corrupt-", aside));
    struct stat aside_about;
    assert_int_equal(stat(aside, &aside_about), 0);
    assert_int_equal(aside_about.st_size, about.st_size);
    bool is_whole;
    size_t count = replayed_count(journal, &is_whole, &fault);
    assert_true(is_whole);
    assert_in_range(count, 100, 2001);
    // And it goes on from there.
    uint8_t secret[32];
    bool has_secret;
    assert_true(journal_resume(journal, "last", secret, &has_secret, &fault));
    assert_true(has_secret);
    assert_true(journal_start(journal, &fault));
    assert_true(help_propose(journal, JOURNAL_READER_NONE, "new", "{}", 1));
    journal_stop(journal);
    assert_int_equal(replayed_count(journal, &is_whole, &fault), count + 1);
    assert_true(is_whole);
    journal_close(journal);
    journal = journal_open(dir.path, &note, &fault);
    assert_non_null(journal);
    assert_string_equal(note.text, "");
    journal_close(journal);
    help_dir_remove(&dir);
}

static void
records_without_their_session_are_saved_under_a_new_name(void **state) {
    (void) state;
    struct help_dir dir = make_filled(20);
    char rubbish[4096];
    memset(rubbish, 0xa5, sizeof rubbish);
    write_at(&dir, 4096, rubbish, sizeof rubbish); // the table of sessions
    struct fault note = {0};
    struct fault fault = {0};
    struct journal *journal = journal_open(dir.path, &note, &fault);
    assert_non_null(journal);
    assert_non_null(strstr(note.text, "saved whole: 1,"));
    struct journal_session found;
    assert_true(journal_find(journal, "recovered-1", &found, &fault));
    bool is_whole;
    assert_int_equal(replayed_count(journal, &is_whole, &fault), 21);
    assert_true(is_whole);
    journal_close(journal);
    help_dir_remove(&dir);
}

static void
rubbish_instead_of_a_database_is_set_aside(void **state) {
    (void) state;
    static const long offsets[] = {0, 16, 100};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        struct help_dir dir = make_filled(5);
        char rubbish[3996];
        memset(rubbish, 0x5a, sizeof rubbish);
        write_at(&dir, offsets[i], rubbish, sizeof rubbish);
        struct fault note = {0};
        struct fault fault = {0};
        struct journal *journal = journal_open(dir.path, &note, &fault);
        assert_non_null(journal);
        assert_non_null(strstr(note.text, "cannot be read"));
        char found[HELP_PATH_MAX];
        assert_true(help_dir_find(&dir, "dent.db.corrupt-", found));
        journal_close(journal);
        help_dir_remove(&dir);
    }
}

static void
any_changed_byte_is_survived_and_nothing_false_is_replayed(void **state) {
    (void) state;
    struct rng rng;
    rng_init(&rng, 42);
    struct help_dir dir = make_filled(100);
    char path[HELP_PATH_MAX];
    help_dir_file(&dir, "dent.db", path);
    static char whole[256 * 1024];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(whole, 1, sizeof whole, file);
    (void) fclose(file);
    assert_true(size < sizeof whole);
    for (int round = 0; round < 200; round++) {
        write_at(&dir, 0, whole, size);
        size_t at = rng_below(&rng, (uint32_t) size);
        char changed = (char) (whole[at] ^ (1 << rng_below(&rng, 8)));
        write_at(&dir, (long) at, &changed, 1);
        struct fault note;
        struct fault fault = {0};
        struct journal *journal = journal_open(dir.path, &note, &fault);
        if (journal) {
            bool is_whole;
            size_t count = replayed_count(journal, &is_whole, &fault);
            // Never more; and fewer only if it is said.
            assert_true(count <= 101);
            assert_true(count == 101 || !is_whole || note.text[0] != '\0');
        } else {
            assert_true(fault.text[0] != '\0');
        }
        journal_close(journal);
    }
    help_dir_remove(&dir);
}

// Runs in a child, because a process does not lock out itself.
static int
in_child(int (*work)(const char *dir), const char *dir) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(work(dir));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int
open_second(const char *dir) {
    struct fault note;
    struct fault fault = {0};
    struct journal *journal = journal_open(dir, &note, &fault);
    return !journal && strstr(fault.text, "Another Dent uses this folder") ? 0
                                                                           : 1;
}

static void
a_second_dent_is_told_about_the_first(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    assert_int_equal(in_child(open_second, dir.path), 0);
    journal_close(journal);
    help_dir_remove(&dir);
}

static int
copy_and_count(const char *dir) {
    struct fault fault = {0};
    struct journal *copy = journal_open_copy(dir, &fault);
    if (!copy) {
        (void) fprintf(stderr, "%s\n", fault.text);
        return 255;
    }
    struct help_reader replay = {0};
    bool is_whole = journal_replay(copy, "last", help_keep, &replay, &fault);
    int count = (int) replay.count;
    help_reader_finish(&replay);
    journal_close(copy);
    return is_whole ? count : 254;
}

static void
a_copy_reads_beside_a_running_dent_and_leaves_nothing(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct help_dir above = help_dir_make();
    struct journal_session session;
    struct journal *journal = help_begin(&dir, &session);
    struct help_reader reader;
    help_reader_init(&reader, journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    for (int i = 0; i < 50; i++) {
        assert_true(help_propose(journal, 0, "", "{}", 1));
    }
    help_reader_wait(&reader, 50);
    char *before = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
    assert_int_equal(setenv("TMPDIR", above.path, 1), 0);
    assert_int_equal(in_child(copy_and_count, dir.path), 51);
    assert_int_equal(before ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR"),
                     0);
    free(before);
    assert_int_equal(rmdir(above.path), 0); // is empty
    assert_true(help_propose(journal, 0, "", "{}", 1));
    journal_stop(journal);
    journal_close(journal);
    help_reader_finish(&reader);
    help_dir_remove(&dir);
}

static void
a_copy_of_nothing_is_refused(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    struct fault fault;
    assert_null(journal_open_copy(dir.path, &fault));
    assert_non_null(strstr(fault.text, "There is no journal"));
    char found[HELP_PATH_MAX];
    assert_false(help_dir_find(&dir, "dent", found));
    help_dir_remove(&dir);
}

static void
a_folder_that_cannot_be_written_is_told(void **state) {
    (void) state;
    struct help_dir dir = help_dir_make();
    char path[HELP_PATH_MAX];
    help_dir_file(&dir, "file", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void) fclose(file);
    struct fault note;
    struct fault fault = {0};
    assert_null(journal_open(path, &note, &fault));
    assert_non_null(strstr(fault.text, "--data"));
    (void) strncat(path, "/below", sizeof path - strlen(path) - 1);
    assert_null(journal_open(path, &note, &fault));
    assert_non_null(strstr(fault.text, "--data"));
    help_dir_remove(&dir);
}

// Takes all the space there is left.
static void
fill(const struct help_dir *dir) {
    char path[HELP_PATH_MAX];
    help_dir_file(dir, "filler", path);
    FILE *file = fopen(path, "ab");
    assert_non_null(file);
    static char block[65536];
    while (fwrite(block, 1, sizeof block, file) == sizeof block
           && fflush(file) == 0) {
    }
    (void) fclose(file); // it is full
    struct statvfs disk;
    assert_int_equal(statvfs(dir->path, &disk), 0);
    assert_true(disk.f_bavail < 4);
}

// Proposes for the first reader until one has this fate; returns how many were
// kept before. The second reader is told the same.
static int
propose_until(struct journal *journal, struct help_reader readers[static 2],
              enum record_fate fate) {
    static char body[20000];
    memset(body, 'x', sizeof body - 1);
    for (int i = 0; i < 100000; i++) {
        assert_true(help_propose(journal, 0, "", body, 1));
        size_t last = readers[0].count;
        help_reader_wait(&readers[0], last + 1);
        help_reader_wait(&readers[1], last + 1);
        assert_int_equal(readers[1].records[last]->fate,
                         readers[0].records[last]->fate);
        if (readers[0].records[last]->fate == fate) {
            return i;
        }
    }
    fail_msg("no record had fate %d", (int) fate);
    return 0;
}

static void
use_up_disk(const struct help_dir *dir) {
    struct journal_session session;
    struct journal *journal = help_begin(dir, &session);
    char found[HELP_PATH_MAX];
    assert_true(help_dir_find(dir, "dent.ballast", found));
    struct help_reader readers[2];
    help_reader_init(&readers[0], journal);
    help_reader_init(&readers[1], journal);
    struct fault fault;
    assert_true(journal_start(journal, &fault));
    fill(dir);
    // The ballast gives room for some 32 MiB of records more.
    int kept_count = propose_until(journal, readers, RECORD_NO_SPACE);
    assert_in_range(kept_count, 1000, 2000);
    assert_false(help_dir_find(dir, "dent.ballast", found));
    assert_false(journal_is_broken(journal));
    (void) propose_until(journal, readers, RECORD_NO_SPACE);
    assert_true(help_dir_find(dir, "filler", found));
    assert_int_equal(unlink(found), 0);
    assert_int_equal(propose_until(journal, readers, RECORD_KEPT), 0);
    journal_stop(journal);
    bool is_whole;
    assert_int_equal(replayed_count(journal, &is_whole, &fault),
                     kept_count + 2);
    assert_true(is_whole);
    journal_close(journal);
    help_reader_finish(&readers[0]);
    help_reader_finish(&readers[1]);
    journal_close(help_open(dir));
    assert_true(help_dir_find(dir, "dent.ballast", found)); // made again
}

static void
a_full_disk_loses_nothing_and_goes_on_later(void **state) {
    (void) state;
    // A disk of its own, seen by this process only.
    struct help_dir dir = help_dir_make();
    if (unshare(CLONE_NEWNS) != 0
        || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0
        || mount("none", dir.path, "tmpfs", 0, "size=270m") != 0) {
        help_dir_remove(&dir);
        skip();
    }
    use_up_disk(&dir);
    assert_int_equal(umount(dir.path), 0);
    help_dir_remove(&dir);
}

int
main(void) {
    random_start();
    log_set_level((enum log_level)(LOG_ERROR + 1)); // damage is meant here
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_record_breaks_the_chain),
        cmocka_unit_test(a_newer_or_foreign_database_is_refused),
        cmocka_unit_test(
            a_damaged_database_is_set_aside_and_its_good_part_saved),
        cmocka_unit_test(
            records_without_their_session_are_saved_under_a_new_name),
        cmocka_unit_test(rubbish_instead_of_a_database_is_set_aside),
        cmocka_unit_test(
            any_changed_byte_is_survived_and_nothing_false_is_replayed),
        cmocka_unit_test(a_second_dent_is_told_about_the_first),
        cmocka_unit_test(a_copy_reads_beside_a_running_dent_and_leaves_nothing),
        cmocka_unit_test(a_copy_of_nothing_is_refused),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_told),
        cmocka_unit_test(a_full_disk_loses_nothing_and_goes_on_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
