// Folders and files of exports, and what is found when one is damaged.
#include "base/check.h"
#include "report_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// In memory where the system has such a folder: the tests of damage write tens
// of thousands of small files.
void
folder_make(char path[static 64]) {
    bool has_memory = access("/dev/shm", W_OK) == 0;
    snprintf(path, 64, "%s/dent-report-XXXXXX",
             has_memory ? "/dev/shm" : "/tmp");
    CHECK(mkdtemp(path) != NULL);
}

void
folder_remove(const char *path) {
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0
            && strcmp(entry->d_name, "..") != 0) {
            (void) unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    (void) rmdir(path);
}

char *
file_read(const char *dir, const char *name, size_t *out_size) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    struct stat about;
    CHECK(fstat(fileno(file), &about) == 0);
    char *bytes = malloc((size_t) about.st_size + 1);
    CHECK(bytes != NULL);
    *out_size = fread(bytes, 1, (size_t) about.st_size, file);
    bytes[*out_size] = '\0';
    fclose(file);
    return bytes;
}

void
file_write(const char *dir, const char *name, const char *bytes, size_t size) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK(fwrite(bytes, 1, size, file) == size);
    CHECK(fclose(file) == 0);
}

size_t
fixture_stride(void) {
    const char *light = getenv("DENT_LIGHT");
    int stride = light == NULL ? 1 : atoi(light);
    return stride > 1 ? (size_t) stride : 1;
}

const char *const export_file_names[EXPORT_FILES] = {
    "summary.csv", "ballots.csv", "session.json", "ideas.csv"};

struct export_folder *
export_folder_create(uint64_t seed, uint32_t guests) {
    return export_folder_create_deck(fixture_deck, seed, guests);
}

struct export_folder *
export_folder_create_deck(const char *deck, uint64_t seed, uint32_t guests) {
    struct export_folder *folder = calloc(1, sizeof *folder);
    struct fixture fixture;
    struct fault fault = {0};
    CHECK(folder != NULL);
    folder_make(folder->dir);
    fixture_init_deck(&fixture, deck, seed, guests);
    CHECK(report_export(&fixture.input, folder->dir, &fault));
    for (int i = 0; i < EXPORT_FILES; i++) {
        folder->bytes[i] =
            file_read(folder->dir, export_file_names[i], &folder->sizes[i]);
    }
    fixture_finish(&fixture);
    return folder;
}

void
export_folder_destroy(struct export_folder *folder) {
    folder_remove(folder->dir);
    for (int i = 0; i < EXPORT_FILES; i++) {
        free(folder->bytes[i]);
    }
    free(folder);
}

void
folder_assert_found(struct export_folder *folder, int file, size_t at,
                    size_t size, const char *with, const char *wanted) {
    struct text changed = {0};
    struct text out = {0};
    text_add_bytes(&changed, folder->bytes[file], at);
    text_add(&changed, with);
    text_add_bytes(&changed, folder->bytes[file] + at + size,
                   folder->sizes[file] - at - size);
    file_write(folder->dir, export_file_names[file], text_string(&changed),
               changed.size);
    bool is_fine = report_audit(folder->dir, &out);
    if (is_fine || (wanted && strstr(out.bytes, wanted) == NULL)) {
        print_error("%s at %zu, %zu bytes: \"%s\":\n%s",
                    export_file_names[file], at, size, with, text_string(&out));
    }
    assert_false(is_fine);
    assert_non_null(strstr(out.bytes, " finding"));
    assert_true(wanted == NULL || strstr(out.bytes, wanted) != NULL);
    file_write(folder->dir, export_file_names[file], folder->bytes[file],
               folder->sizes[file]);
    text_finish(&changed);
    text_finish(&out);
}

void
folder_assert_change(struct export_folder *folder, int file, const char *before,
                     const char *after, const char *wanted) {
    const char *found = strstr(folder->bytes[file], before);
    assert_non_null(found);
    folder_assert_found(folder, file, (size_t) (found - folder->bytes[file]),
                        strlen(before), after, wanted);
}
