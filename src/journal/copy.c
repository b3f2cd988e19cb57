// Copies the database and then its log. While both are read, the running dent
// may append to the log (harmless: its last commits may be missing) or write
// the log back into the database. The second would mix two states; it shows
// in the database's times or in the log's header, and then the copy is made
// again. What remains is caught by the integrity check and by the chain.
#include "journal/copy.h"

#include "journal/disk.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define COPY_TRY_MAX 8
#define COPY_PAUSE_MS 50
#define WAL_HEADER_SIZE 32

struct copy_files {
    char source[DISK_PATH_MAX];
    char source_wal[DISK_PATH_MAX];
    char folder[DISK_PATH_MAX];
    char path[DISK_PATH_MAX];
    char path_wal[DISK_PATH_MAX];
};

// What changes when the log is written back.
struct copy_mark {
    struct timespec changed;
    off_t size;
    ssize_t header_size;
    char header[WAL_HEADER_SIZE];
};

static bool
read_mark(const struct copy_files *files, struct copy_mark *out) {
    struct stat about;
    memset(out, 0, sizeof *out);
    if (stat(files->source, &about) != 0) {
        return false;
    }
    out->changed = about.st_mtim;
    out->size = about.st_size;
    int wal = open(files->source_wal, O_RDONLY | O_CLOEXEC);
    if (wal >= 0) {
        out->header_size = read(wal, out->header, sizeof out->header);
        (void) close(wal); // only read
    }
    return true;
}

static bool
is_same_mark(const struct copy_mark *a, const struct copy_mark *b) {
    return a->changed.tv_sec == b->changed.tv_sec
           && a->changed.tv_nsec == b->changed.tv_nsec && a->size == b->size
           && a->header_size == b->header_size
           && memcmp(a->header, b->header, sizeof a->header) == 0;
}

static bool
copy_bytes(int from, int to) {
    static const size_t block_size = 65536;
    char *block = malloc(block_size);
    ssize_t size = block ? read(from, block, block_size) : -1;
    while (size > 0 && write(to, block, (size_t) size) == size) {
        size = read(from, block, block_size);
    }
    free(block);
    return size == 0;
}

static bool
copy_file(const char *from_path, const char *to_path) {
    int from = open(from_path, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        return false;
    }
    int to = open(to_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool is_copied = to >= 0 && copy_bytes(from, to);
    if (to >= 0) {
        is_copied = close(to) == 0 && is_copied;
    }
    (void) close(from); // only read
    return is_copied;
}

// One try. *out_is_stable is false when the source changed under it.
static bool
copy_both(const struct copy_files *files, bool *out_is_stable) {
    struct copy_mark before;
    struct copy_mark after;
    (void) unlink(files->path_wal); // of the try before
    if (!read_mark(files, &before) || !copy_file(files->source, files->path)) {
        return false;
    }
    if (!copy_file(files->source_wal, files->path_wal) && errno != ENOENT) {
        return false;
    }
    *out_is_stable = read_mark(files, &after) && is_same_mark(&before, &after);
    return true;
}

static void
remove_files(const struct copy_files *files) {
    (void) unlink(files->path_wal); // may not be there
    (void) unlink(files->path);
    (void) rmdir(files->folder);
}

static bool
prepare(struct copy_files *files, const char *dir, struct fault *fault) {
    if (!disk_path(dir, "dent.db", files->source)
        || !disk_path(dir, "dent.db-wal", files->source_wal)
        || access(files->source, F_OK) != 0) {
        return fault_set(fault,
                         "There is no journal in %s yet: run a session first, "
                         "or give another folder with --data.",
                         dir);
    }
    const char *above = getenv("TMPDIR");
    if (!disk_path(above && *above ? above : "/tmp", "dent-XXXXXX",
                   files->folder)
        || !mkdtemp(files->folder)
        || !disk_path(files->folder, "dent.db", files->path)
        || !disk_path(files->folder, "dent.db-wal", files->path_wal)) {
        return fault_set(fault, "No temporary folder can be made: %s.",
                         strerror(errno));
    }
    return true;
}

bool
copy_open(struct store *store, const char *dir, struct fault *fault) {
    struct copy_files files;
    if (!prepare(&files, dir, fault)) {
        return false;
    }
    bool is_open = false;
    for (int i = 0; i < COPY_TRY_MAX && !is_open; i++) {
        bool is_stable = false;
        if (!copy_both(&files, &is_stable)) {
            (void) fault_set(fault, "The journal in %s cannot be read: %s.",
                             dir, strerror(errno));
            break;
        }
        enum store_result result = STORE_CORRUPT;
        if (is_stable || i == COPY_TRY_MAX - 1) {
            result = store_open(store, files.path, fault);
        }
        is_open = result == STORE_OK;
        if (!is_open && result != STORE_CORRUPT) {
            break;
        }
        if (!is_open) {
            struct timespec pause = {.tv_nsec = COPY_PAUSE_MS * 1000000L};
            (void) nanosleep(&pause, NULL); // a shorter one does no harm
        }
    }
    remove_files(&files);
    return is_open;
}
