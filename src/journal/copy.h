#pragma once

// A private copy of a journal that another program may be writing.
#include "journal/store.h"

// Opens a copy of DIR/dent.db in the store. Its files are already unlinked:
// they are gone when the store is closed or the program ends. False: *fault
// says why.
bool copy_open(struct store *store, const char *dir, struct fault *fault);
