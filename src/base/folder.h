#pragma once

// Folders on the disk. Any thread.
#include <stdbool.h>
#include <sys/types.h>

// Makes the folder and those above it where they are not there, with these
// rights (less the umask). True: it is a folder. False: errno says why.
bool folder_ensure(const char *path, mode_t mode);
