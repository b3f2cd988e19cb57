// Font files, mapped.
#include "stage/font_file.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void
map(struct font_file *file, const char *path) {
    struct stat about;
    int number = open(path, O_RDONLY | O_CLOEXEC);
    if (number < 0) {
        return;
    }
    if (fstat(number, &about) == 0 && about.st_size > 0
        && about.st_size <= INT32_MAX) {
        void *bytes = mmap(NULL, (size_t) about.st_size, PROT_READ, MAP_PRIVATE,
                           number, 0);
        if (bytes != MAP_FAILED) {
            file->bytes = bytes;
            file->size = (size_t) about.st_size;
        }
    }
    close(number);
}

SDL_RWops *
font_file_open(struct font_file *file, const char *path) {
    if (file->bytes == NULL) {
        map(file, path);
    }
    return file->bytes == NULL
               ? NULL
               : SDL_RWFromConstMem(file->bytes, (int) file->size);
}

void
font_file_close(struct font_file *file) {
    if (file->bytes != NULL) {
        munmap(file->bytes, file->size);
    }
    file->bytes = NULL;
    file->size = 0;
}
