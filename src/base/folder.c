// Making folders from the top down.
#include "base/folder.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

bool
folder_ensure(const char *path, mode_t mode) {
    char part[PATH_MAX];
    size_t size = strlen(path);
    if (size == 0 || size >= sizeof part) {
        errno = size == 0 ? ENOENT : ENAMETOOLONG;
        return false;
    }
    memcpy(part, path, size + 1);
    int first_error = ENOTDIR;
    for (size_t at = 1; at <= size; at++) {
        if (part[at] != '/' && part[at] != '\0') {
            continue;
        }
        part[at] = '\0';
        // Most of them are there already, whatever may be done beside them.
        if (mkdir(part, mode) != 0 && errno != EEXIST
            && first_error == ENOTDIR) {
            first_error = errno;
        }
        part[at] = at < size ? '/' : '\0';
    }
    struct stat about;
    if (stat(path, &about) == 0) {
        errno = ENOTDIR;
        return S_ISDIR(about.st_mode);
    }
    errno = first_error;
    return false;
}
