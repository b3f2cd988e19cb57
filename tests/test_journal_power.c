// A power cut, simulated: SQLite writes through a file system of our own that
// remembers what was synced. At a random write or sync the power goes: what
// was synced stays, of the rest each sector of 512 bytes stays by chance, and
// nothing more is written: every proposal from then on is refused. What is
// left is opened again, and every record
// that was acknowledged must be there.
//
// The same with a disk that lies about syncing must lose records; otherwise
// this test would see nothing.
#include "base/check.h"
#include "base/log.h"
#include "base/random.h"
#include "journal_help.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CUT_COUNT 200
#define LYING_CUT_COUNT 40
#define IMAGE_MAX (8 * 1024 * 1024)
#define SECTOR_SIZE 512
#define ACK_MAX 20000

// One file as the program sees it and as the disk has it.
struct image {
    const char *suffix;
    unsigned char *seen;
    size_t seen_size;
    unsigned char *synced;
    size_t synced_size;
};

struct world {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    struct image images[2];
    struct rng rng;
    bool is_lying;
    bool is_armed;
    bool is_cut;
    uint32_t operations_left;
};

struct world_file {
    sqlite3_file base;
    struct world *world;
    struct image *image; // NULL: a file that is not watched
    sqlite3_file *real;  // behind this struct
};

static void
copy_sectors(struct world *world, struct image *image) {
    size_t size = image->synced_size;
    for (size_t at = 0; at < image->seen_size; at += SECTOR_SIZE) {
        size_t end = at + SECTOR_SIZE < image->seen_size ? at + SECTOR_SIZE
                                                         : image->seen_size;
        bool is_same =
            end <= image->synced_size
            && memcmp(image->synced + at, image->seen + at, end - at) == 0;
        if (!is_same && rng_below(&world->rng, 2) == 0) {
            memcpy(image->synced + at, image->seen + at, end - at);
            size = end > size ? end : size;
        }
    }
    if (image->seen_size < size && rng_below(&world->rng, 2) == 0) {
        size = image->seen_size; // the truncation happened
    }
    image->synced_size = size;
}

// Before each write and sync. False: there is no power.
static bool
has_power(struct world *world) {
    if (world->is_armed && !world->is_cut && --world->operations_left == 0) {
        copy_sectors(world, &world->images[0]);
        copy_sectors(world, &world->images[1]);
        world->is_cut = true;
    }
    return !world->is_cut;
}

static int
on_write(sqlite3_file *base, const void *bytes, int size, sqlite3_int64 at) {
    struct world_file *file = (struct world_file *) base;
    struct image *image = file->image;
    if (image && !file->world->is_cut) {
        size_t end = (size_t) at + (size_t) size;
        CHECK(end <= IMAGE_MAX);
        memcpy(image->seen + at, bytes, (size_t) size);
        image->seen_size = end > image->seen_size ? end : image->seen_size;
    }
    if (image && !has_power(file->world)) {
        return SQLITE_IOERR_WRITE;
    }
    return file->real->pMethods->xWrite(file->real, bytes, size, at);
}

static int
on_truncate(sqlite3_file *base, sqlite3_int64 size) {
    struct world_file *file = (struct world_file *) base;
    struct image *image = file->image;
    if (image && !file->world->is_cut) {
        size_t new_size = (size_t) size;
        if (new_size < image->seen_size) {
            memset(image->seen + new_size, 0, image->seen_size - new_size);
        }
        image->seen_size = new_size;
    }
    if (image && !has_power(file->world)) {
        return SQLITE_IOERR_TRUNCATE;
    }
    return file->real->pMethods->xTruncate(file->real, size);
}

static int
on_sync(sqlite3_file *base, int flags) {
    struct world_file *file = (struct world_file *) base;
    struct image *image = file->image;
    (void) flags;
    if (image && !has_power(file->world)) {
        return SQLITE_IOERR_FSYNC;
    }
    if (image && !file->world->is_lying) {
        memcpy(image->synced, image->seen, image->seen_size);
        if (image->seen_size < image->synced_size) {
            memset(image->synced + image->seen_size, 0,
                   image->synced_size - image->seen_size);
        }
        image->synced_size = image->seen_size;
    }
    return SQLITE_OK;
}

static int
on_close(sqlite3_file *base) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xClose(file->real);
}

static int
on_read(sqlite3_file *base, void *out, int size, sqlite3_int64 at) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xRead(file->real, out, size, at);
}

static int
on_size(sqlite3_file *base, sqlite3_int64 *out) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xFileSize(file->real, out);
}

static int
on_lock(sqlite3_file *base, int level) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xLock(file->real, level);
}

static int
on_unlock(sqlite3_file *base, int level) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xUnlock(file->real, level);
}

static int
on_check_lock(sqlite3_file *base, int *out) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xCheckReservedLock(file->real, out);
}

static int
on_control(sqlite3_file *base, int operation, void *argument) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int
on_sector_size(sqlite3_file *base) {
    (void) base;
    return SECTOR_SIZE;
}

static int
on_characteristics(sqlite3_file *base) {
    struct world_file *file = (struct world_file *) base;
    return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_characteristics,
};

static bool
ends_with(const char *text, const char *suffix) {
    size_t size = strlen(text);
    size_t suffix_size = strlen(suffix);
    return size >= suffix_size
           && strcmp(text + size - suffix_size, suffix) == 0;
}

static int
on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
        int *out_flags) {
    struct world *world = vfs->pAppData;
    struct world_file *file = (struct world_file *) base;
    *file = (struct world_file){.world = world};
    file->real = (sqlite3_file *) (file + 1);
    for (int i = 0; i < 2; i++) {
        if (name && ends_with(name, world->images[i].suffix)) {
            file->image = &world->images[i];
        }
    }
    int code =
        world->real->xOpen(world->real, name, file->real, flags, out_flags);
    if (code == SQLITE_OK) {
        file->base.pMethods = &methods;
    }
    return code;
}

static void
world_start(struct world *world, uint64_t seed, bool is_lying) {
    *world = (struct world){
        .is_lying = is_lying,
        .images = {{.suffix = "dent.db"}, {.suffix = "dent.db-wal"}}};
    rng_init(&world->rng, seed);
    for (int i = 0; i < 2; i++) {
        world->images[i].seen = calloc(1, IMAGE_MAX);
        world->images[i].synced = calloc(1, IMAGE_MAX);
        CHECK(world->images[i].seen && world->images[i].synced);
    }
    world->real = sqlite3_vfs_find(NULL);
    world->vfs = *world->real;
    world->vfs.pNext = NULL;
    world->vfs.zName = "power";
    world->vfs.pAppData = world;
    world->vfs.szOsFile =
        (int) sizeof(struct world_file) + world->real->szOsFile;
    world->vfs.xOpen = on_open;
    CHECK(sqlite3_vfs_register(&world->vfs, 1) == SQLITE_OK);
}

// The files become what the disk had.
static void
world_finish(struct world *world, const struct help_dir *dir) {
    CHECK(sqlite3_vfs_unregister(&world->vfs) == SQLITE_OK);
    for (int i = 0; i < 2; i++) {
        struct image *image = &world->images[i];
        char path[HELP_PATH_MAX];
        help_dir_file(dir, image->suffix, path);
        FILE *file = fopen(path, "wb");
        CHECK(file != NULL);
        CHECK(fwrite(image->synced, 1, image->synced_size, file)
              == image->synced_size);
        CHECK(fclose(file) == 0);
        free(image->seen);
        free(image->synced);
    }
}

struct acks {
    uint64_t seqs[ACK_MAX];
    size_t count;
    size_t refused_count;
};

static void
keep_ack(void *data, const void *message, size_t size) {
    struct acks *acks = data;
    const struct record *record = message;
    (void) size;
    if (record->fate == RECORD_REFUSED) {
        acks->refused_count++;
        return;
    }
    CHECK(record->fate == RECORD_KEPT && acks->refused_count == 0);
    CHECK(acks->count < ACK_MAX);
    acks->seqs[acks->count++] = record->seq;
}

// Proposes in random steps, and now and then writes the log back, until the
// power goes.
static void
run_until_cut(struct world *world, const struct help_dir *dir,
              struct acks *acks) {
    struct journal_session session;
    struct journal *journal = help_begin(dir, &session);
    struct inbox *inbox = inbox_create(1024 * 1024, NULL, NULL);
    uint8_t reader = journal_add_reader(journal, inbox);
    struct rng rng;
    rng_init(&rng, rng_next(&world->rng));
    world->operations_left = 1 + rng_below(&world->rng, 400);
    world->is_armed = true;
    struct fault fault;
    CHECK(journal_start(journal, &fault));
    size_t proposed_count = 0;
    bool was_broken = false;
    // One more after it broke, which must be refused.
    for (uint64_t tag = 1; !was_broken; tag++) {
        was_broken = journal_is_broken(journal);
        char id[32];
        (void) snprintf(id, sizeof id, "t%d", (int) tag);
        proposed_count += help_propose(journal, reader, id, "{\"a\":1}", tag);
        if (rng_below(&rng, 20) == 0) {
            (void) journal_forget_secret(journal); // with a checkpoint
        }
        if (rng_below(&rng, 5) == 0) {
            (void) inbox_wait(inbox, 1000);
            (void) inbox_drain(inbox, keep_ack, acks);
        }
    }
    journal_stop(journal);
    (void) inbox_drain(inbox, keep_ack, acks);
    CHECK(acks->refused_count > 0);
    CHECK(acks->count + acks->refused_count == proposed_count);
    journal_close(journal);
    inbox_destroy(inbox);
}

struct outcome {
    bool is_corrupt;
    bool has_lost;
};

static struct outcome
cut_once(uint64_t seed, bool is_lying) {
    struct help_dir dir = help_dir_make();
    struct world *world = calloc(1, sizeof *world);
    struct acks *acks = calloc(1, sizeof *acks);
    CHECK(world && acks);
    world_start(world, seed, is_lying);
    run_until_cut(world, &dir, acks);
    world_finish(world, &dir);

    struct fault note = {0};
    struct fault fault = {0};
    struct journal *journal = journal_open(dir.path, &note, &fault);
    CHECK(journal != NULL);
    struct outcome outcome = {.is_corrupt = note.text[0] != '\0'};
    struct help_reader replay = {0};
    bool is_whole = journal_replay(journal, "last", help_keep, &replay, &fault);
    outcome.is_corrupt = outcome.is_corrupt || (!is_whole && !is_lying);
    // The chain has no gaps: the last one tells for all.
    uint64_t last_acked = acks->count > 0 ? acks->seqs[acks->count - 1] : 1;
    outcome.has_lost = replay.count < last_acked;
    help_reader_finish(&replay);
    journal_close(journal);
    help_dir_remove(&dir);
    free(world);
    free(acks);
    return outcome;
}

static void
what_was_acknowledged_survives_a_power_cut(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= CUT_COUNT; seed++) {
        struct outcome outcome = cut_once(seed, false);
        if (outcome.is_corrupt || outcome.has_lost) {
            fail_msg("seed %d: %s", (int) seed,
                     outcome.has_lost ? "lost" : "corrupt");
        }
    }
}

static void
a_disk_that_lies_is_seen_to_lose(void **state) {
    (void) state;
    int lost_count = 0;
    for (uint64_t seed = 1; seed <= LYING_CUT_COUNT; seed++) {
        lost_count += cut_once(seed, true).has_lost;
    }
    assert_in_range(lost_count, LYING_CUT_COUNT / 4, LYING_CUT_COUNT);
}

int
main(void) {
    random_start();
    log_set_level((enum log_level)(LOG_ERROR + 1)); // the disk fails here
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_survives_a_power_cut),
        cmocka_unit_test(a_disk_that_lies_is_seen_to_lose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
