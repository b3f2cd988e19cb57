#pragma once

// What the journal asks of the disk beside SQLite: its folder, ballast to
// throw away when the disk is full, and how long a sync takes. Opening thread
// and, later, the writer.
#include "base/fault.h"
#include <stdbool.h>
#include <stdint.h>

#define DISK_PATH_MAX 4096

// DIR/name into out (DISK_PATH_MAX bytes). False: too long.
bool disk_path(const char *dir, const char *name, char *out);

// Makes the folder with those above it (for this user only) and a file in it,
// if they are not there. False: *fault says why.
bool disk_prepare(const char *dir, const char *name, struct fault *fault);

// What the folder names is on the disk when this returns. False: not.
bool disk_sync_folder(const char *dir);

// 32 MiB that are given back when the disk is full, so that the session can
// go on. Not made on a disk that is nearly full.
void disk_make_ballast(const char *dir);
// True: there was ballast, and now there is room.
bool disk_drop_ballast(const char *dir);

// Microseconds of one small write and fdatasync in this folder, the median of
// a few; -1: could not be measured. Logs it, and warns when it is too slow, or
// faster than the medium can be.
int64_t disk_probe(const char *dir);
