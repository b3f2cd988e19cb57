// Files for people. All of them are written whole beside the old ones before
// the first is put in its place, so that a full disk or a pulled stick leaves
// what was there before.
#include "base/folder.h"
#include "report/report.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct export_file {
    const char *name;
    const char *media_type;
    void (*write)(const struct report_input *in, struct text *out);
};

static const struct export_file files[] = {
    {"summary.csv", "text/csv; charset=utf-8", report_summary_csv},
    {"ballots.csv", "text/csv; charset=utf-8", report_ballots_csv},
    {"ideas.csv", "text/csv; charset=utf-8", report_ideas_csv},
    {"session.json", "application/json", report_session_json},
};
#define FILE_COUNT (sizeof files / sizeof *files)

const char *
report_file_name(unsigned index) {
    return index < FILE_COUNT ? files[index].name : NULL;
}

const char *
report_write(const struct report_input *in, const char *name,
             struct text *out) {
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (strcmp(files[i].name, name) == 0) {
            files[i].write(in, out);
            return files[i].media_type;
        }
    }
    return NULL;
}

// What went wrong and what to do about it, as the end of a sentence.
static const char *
advice(int error) {
    switch (error) {
        case EACCES:
        case EPERM:
            return "you may not write there. Choose another folder.";
        case EROFS:
            return "that disk can only be read. Choose another folder.";
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return "there is no room left. Free some, or choose another "
                   "folder.";
        case ENOTDIR:
        case EEXIST:
            return "a file of that name is in the way. Choose another folder.";
        case ENAMETOOLONG:
            return "the path is too long. Choose a shorter one.";
        case ENOENT:
            return "the folder above it is not there. Choose another folder.";
        case EIO:
        case ENODEV:
        case ENXIO:
            return "the disk does not answer. Check it, or choose another "
                   "folder.";
        default:
            return NULL;
    }
}

// `what` begins the sentence. Always false.
static bool
refuse(struct fault *fault, const char *what, const char *dir, int error) {
    const char *rest = advice(error);
    char shown[128];
    bool is_whole = text_copy(shown, sizeof shown, dir);
    return fault_set(fault, "%s \"%s%s\": %s%s", what, shown,
                     is_whole ? "" : "…", rest ? rest : strerror(error),
                     rest ? "" : ". Choose another folder.");
}

static bool
write_whole(int fd, const struct text *text) {
    size_t done = 0;
    while (done < text->size) {
        ssize_t count = write(fd, text->bytes + done, text->size - done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            errno = count == 0 ? ENOSPC : errno;
            return false;
        }
        done += (size_t) count;
    }
    return true;
}

#define PART_NAME_SIZE 64

// Writes the temporary file. False: errno says why, and it is gone again.
static bool
write_part(int folder, const char *part, const struct text *text) {
    int fd = openat(folder, part,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) {
        return false;
    }
    bool is_kept = write_whole(fd, text) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && is_kept) {
        error = errno;
        is_kept = false;
    }
    if (!is_kept) {
        (void) unlinkat(folder, part, 0); // nothing more can be done
        errno = error;
    }
    return is_kept;
}

// Some file systems cannot sync a folder; they say so and are believed.
static bool
sync_folder(int folder) {
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
}

// Takes temporary files away; what fails here leaves only a hidden file.
static void
remove_parts(int folder, char parts[FILE_COUNT][PART_NAME_SIZE], size_t from,
             size_t to) {
    for (size_t i = from; i < to; i++) {
        (void) unlinkat(folder, parts[i], 0);
    }
}

// `parts` are the temporary names. False: errno, and *out_failed which.
static bool
write_parts(const struct report_input *in, int folder,
            char parts[FILE_COUNT][PART_NAME_SIZE], size_t *out_failed) {
    struct text text = {0};
    size_t i = 0;
    while (i < FILE_COUNT) {
        text_clear(&text);
        files[i].write(in, &text);
        // A name of this process: two exports never share one.
        (void) snprintf(parts[i], PART_NAME_SIZE, ".%s.%ld.part", files[i].name,
                        (long) getpid());
        (void) unlinkat(folder, parts[i], 0); // left by one that was killed
        if (!write_part(folder, parts[i], &text)) {
            break;
        }
        i++;
    }
    int error = errno;
    text_finish(&text);
    *out_failed = i;
    if (i < FILE_COUNT) {
        remove_parts(folder, parts, 0, i);
    }
    errno = error;
    return i == FILE_COUNT;
}

static bool
rename_parts(int folder, char parts[FILE_COUNT][PART_NAME_SIZE],
             size_t *out_failed) {
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (renameat(folder, parts[i], folder, files[i].name) != 0) {
            int error = errno == EISDIR ? EEXIST : errno;
            remove_parts(folder, parts, i, FILE_COUNT);
            *out_failed = i;
            errno = error;
            return false;
        }
    }
    return true;
}

bool
report_export(const struct report_input *in, const char *dir,
              struct fault *fault) {
    int folder = -1;
    if (folder_ensure(dir, 0777)) {
        folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (folder < 0) {
        return refuse(fault, "The results cannot be written to", dir, errno);
    }
    char parts[FILE_COUNT][PART_NAME_SIZE];
    size_t failed = 0;
    bool is_kept = write_parts(in, folder, parts, &failed)
                   && rename_parts(folder, parts, &failed);
    int error = errno;
    if (is_kept && !sync_folder(folder)) {
        is_kept = false;
        error = errno;
    }
    (void) close(folder); // only read; what matters was synced
    if (is_kept) {
        return true;
    }
    char what[96];
    (void) snprintf(what, sizeof what, "%s was not written to",
                    files[failed].name);
    return refuse(fault, what, dir, error);
}
