// Decks by name: where those that come with the program are (in a folder a
// person named, beside a program in its build tree, or where it was installed),
// and the one that is asked for, opened.
#include "base/text.h"
#include "deck/deck.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM 4096
#define FOLDER_COUNT 3
#define BUILTIN_MAX 256 // files; more are not looked at

// False: there is no such folder to look in.
static bool
folder_path(int which, char *out, size_t out_size) {
    int size = -1;
    char program[PATH_ROOM];
    const char *named = getenv("DENT_DECKS");
    if (which == 0 && named != NULL && named[0] != '\0') {
        size = snprintf(out, out_size, "%s", named);
    } else if (which == 1) {
        ssize_t used = readlink("/proc/self/exe", program, sizeof program - 1);
        program[used > 0 ? used : 0] = '\0';
        char *slash = strrchr(program, '/');
        if (slash != NULL) {
            *slash = '\0';
            size = snprintf(out, out_size, "%s/../assets/decks", program);
        }
    } else if (which == 2) {
#ifdef DENT_DATADIR
        size = snprintf(out, out_size, "%s", DENT_DATADIR "/dent/decks");
#endif
    }
    return size > 0 && (size_t) size < out_size;
}

static bool
is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool
ends_with_yaml(const char *name) {
    size_t size = strlen(name);
    return size > 5 && name[0] != '.' && strcmp(name + size - 5, ".yaml") == 0;
}

bool
deck_locate(const char *name_or_path, char *out, size_t out_size) {
    size_t name_size = strlen(name_or_path);
    bool is_path = strchr(name_or_path, '/') != NULL
                   || (name_size >= 5
                       && strcmp(name_or_path + name_size - 5, ".yaml") == 0);
    if (is_path) {
        return name_size < out_size && is_file(name_or_path)
               && text_copy(out, out_size, name_or_path);
    }
    for (int i = 0; i < FOLDER_COUNT && name_size > 0; i++) {
        char folder[PATH_ROOM], path[PATH_ROOM + 256];
        if (!folder_path(i, folder, sizeof folder)) {
            continue;
        }
        int size =
            snprintf(path, sizeof path, "%s/%s.yaml", folder, name_or_path);
        if (size > 0 && (size_t) size < sizeof path && (size_t) size < out_size
            && is_file(path)) {
            memcpy(out, path, (size_t) size + 1);
            return true;
        }
    }
    return false;
}

// The first that is no mere warning.
static const struct deck_fault *
first_error(const struct deck_faults *faults) {
    const struct deck_fault *first = faults->items;
    const struct deck_fault *end = first + faults->count;
    while (first + 1 < end && first->is_warning) {
        first++;
    }
    return first;
}

struct deck *
deck_open(const char *name_or_path, struct fault *fault) {
    char path[PATH_ROOM];
    if (!deck_locate(name_or_path, path, sizeof path)) {
        (void) fault_set(fault,
                         "There is no deck \"%s\". \"dent decks\" lists the "
                         "built-in ones; a file is named by its path.",
                         name_or_path);
        return NULL;
    }
    struct deck_faults faults = {0};
    struct deck *deck = deck_load(path, &faults);
    if (deck == NULL) {
        const struct deck_fault *first = first_error(&faults);
        char place[24] = ""; // a fault of the file as a whole has none
        if (first->line > 0) {
            (void) snprintf(place, sizeof place, "line %d: ", first->line);
        }
        (void) fault_set(fault,
                         "The deck %s cannot be used: %s%s. All that "
                         "is to mend (%zu) is listed by: dent check %s",
                         name_or_path, place, first->text, faults.error_count,
                         path);
    }
    deck_faults_finish(&faults);
    return deck;
}

static int
by_name(const void *a, const void *b) {
    char *const *name_a = a;
    char *const *name_b = b;
    return strcmp(*name_a, *name_b);
}

// Adds the file names of one folder, each an own copy.
static size_t
add_names(const char *folder, char **names, size_t count) {
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        return count;
    }
    const struct dirent *entry = NULL;
    while (count < BUILTIN_MAX && (entry = readdir(entries)) != NULL) {
        if (ends_with_yaml(entry->d_name)) {
            names[count] = strdup(entry->d_name);
            count += names[count] != NULL ? 1 : 0;
        }
    }
    (void) closedir(entries);
    return count;
}

void
deck_each_builtin(void (*found)(void *data, const char *path), void *data) {
    char *names[BUILTIN_MAX] = {NULL};
    size_t count = 0;
    for (int i = 0; i < FOLDER_COUNT; i++) {
        char folder[PATH_ROOM];
        if (folder_path(i, folder, sizeof folder)) {
            count = add_names(folder, names, count);
        }
    }
    qsort(names, count, sizeof names[0], by_name);
    for (size_t i = 0; i < count; i++) {
        bool is_new = i + 1 == count || strcmp(names[i], names[i + 1]) != 0;
        char path[PATH_ROOM + 256];
        names[i][strlen(names[i]) - 5] = '\0';
        if (is_new && deck_locate(names[i], path, sizeof path)) {
            found(data, path);
        }
        free(names[i]);
    }
}
