// Plain system calls on the journal's folder.
#include "journal/disk.h"

#include "base/folder.h"
#include "base/log.h"
#include "base/tick.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define LOG_AREA "journal"
#define BALLAST_NAME "dent.ballast"
#define BALLAST_SIZE (32 * 1024 * 1024)
#define BALLAST_FREE_MIN (200 * 1024 * 1024) // bytes free, without the ballast
#define PROBE_COUNT 11
#define PROBE_BUDGET_US 50000
#define PROBE_SLOW_US 250000
#define PROBE_CARD_MIN_US 200 // an SD card cannot be faster

bool
disk_path(const char *dir, const char *name, char *out) {
    int size = snprintf(out, DISK_PATH_MAX, "%s/%s", dir, name);
    return size > 0 && size < DISK_PATH_MAX;
}

bool
disk_prepare(const char *dir, const char *name, struct fault *fault) {
    char path[DISK_PATH_MAX];
    if (!folder_ensure(dir, 0700) || !disk_path(dir, name, path)) {
        return fault_set(fault,
                         "The data folder %s cannot be made (%s): give another "
                         "with --data.",
                         dir, strerror(errno));
    }
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return fault_set(fault,
                         "The data folder %s cannot be written (%s): make it "
                         "writable, or give another with --data.",
                         dir, strerror(errno));
    }
    (void) close(file); // nothing was written
    return true;
}

bool
disk_sync_folder(const char *dir) {
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return false;
    }
    bool is_synced = fsync(folder) == 0;
    (void) close(folder); // only read
    return is_synced;
}

// More than a tenth of the disk, and more than BALLAST_FREE_MIN, would be free
// with the ballast in place.
static bool
has_room_for_ballast(const char *dir) {
    struct statvfs disk;
    if (statvfs(dir, &disk) != 0) {
        return false;
    }
    uint64_t free_size = (uint64_t) disk.f_bavail * disk.f_frsize;
    uint64_t whole_size = (uint64_t) disk.f_blocks * disk.f_frsize;
    return free_size > BALLAST_SIZE + (uint64_t) BALLAST_FREE_MIN
           && free_size - BALLAST_SIZE > whole_size / 10;
}

void
disk_make_ballast(const char *dir) {
    char path[DISK_PATH_MAX];
    struct stat there;
    if (!disk_path(dir, BALLAST_NAME, path)
        || (stat(path, &there) == 0 && there.st_size == BALLAST_SIZE)) {
        return;
    }
    if (!has_room_for_ballast(dir)) {
        log_warn("the disk of %s is nearly full", dir);
        return;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        log_warn("no reserve for a full disk: %s", strerror(errno));
        return;
    }
    int result = posix_fallocate(file, 0, BALLAST_SIZE);
    if (result != 0) {
        log_warn("no reserve for a full disk: %s", strerror(result));
        (void) unlink(path); // half of it is of no use
    }
    (void) close(file); // its content does not matter
}

bool
disk_drop_ballast(const char *dir) {
    char path[DISK_PATH_MAX];
    return disk_path(dir, BALLAST_NAME, path) && unlink(path) == 0;
}

static int
compare_times(const void *left, const void *right) {
    int64_t a = *(const int64_t *) left;
    int64_t b = *(const int64_t *) right;
    return (a > b) - (a < b);
}

// The median of what could be measured within the budget, or -1.
static int64_t
measure_syncs(int file) {
    int64_t times_us[PROBE_COUNT] = {0};
    size_t count = 0;
    char block[4096] = {0};
    int64_t begin_us = tick_now_us();
    while (count < PROBE_COUNT
           && (count == 0 || tick_now_us() - begin_us < PROBE_BUDGET_US)) {
        block[0] = (char) count;
        int64_t before_us = tick_now_us();
        if (pwrite(file, block, sizeof block, 0) != sizeof block
            || fdatasync(file) != 0) {
            return -1;
        }
        times_us[count++] = tick_now_us() - before_us;
    }
    qsort(times_us, count, sizeof times_us[0], compare_times);
    return times_us[count / 2];
}

// Is the file on an SD card or on eMMC, by the kernel's name of the device?
static bool
is_on_card(int file) {
    struct stat about;
    char link[64];
    char target[512];
    if (fstat(file, &about) != 0) {
        return false;
    }
    (void) snprintf(link, sizeof link, "/sys/dev/block/%u:%u",
                    major(about.st_dev), minor(about.st_dev));
    ssize_t size = readlink(link, target, sizeof target - 1);
    if (size < 0) {
        return false;
    }
    target[size] = '\0';
    return strstr(target, "/mmcblk") != NULL;
}

int64_t
disk_probe(const char *dir) {
    char path[DISK_PATH_MAX];
    if (!disk_path(dir, "dent.probe", path)) {
        return -1;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return -1;
    }
    (void) unlink(path); // gone when it is closed, whatever happens
    int64_t sync_us = measure_syncs(file);
    bool is_card = is_on_card(file);
    (void) close(file);
    log_info("a sync of %s takes %lld us", dir, (long long) sync_us);
    if (sync_us > PROBE_SLOW_US) {
        log_warn("the disk is slow: votes may be confirmed late");
    } else if (is_card && sync_us >= 0 && sync_us < PROBE_CARD_MIN_US) {
        log_warn("the card confirms faster than it can write: after a power "
                 "cut, confirmed votes may be missing");
    }
    return sync_us;
}
