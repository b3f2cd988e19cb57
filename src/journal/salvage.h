#pragma once

// What to do with a database that is damaged: it is set aside, never deleted,
// and what its chains prove is copied into a new one. Opening thread.
#include "journal/store.h"

// Renames DIR/dent.db and its log to dent.db.corrupt-<UTC time>. Writes the
// new path (DISK_PATH_MAX bytes). False: *fault says why.
bool salvage_set_aside(const char *dir, char *out_path, struct fault *fault);

// Copies every session's longest part that verifies from the damaged file into
// the store. *out_note is a sentence for the host.
void salvage_copy(struct store *store, const char *damaged_path,
                  struct fault *out_note);
