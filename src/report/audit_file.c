// Reading what may be damaged or hostile: bounded files, and CSV by RFC 4180
// in place. Either line end is taken, as files pass through many hands; the
// chain of digests tells of those that were written anew.
#include "base/check.h"
#include "report/audit.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

static bool
is_utf8(const char *bytes, size_t size) {
    size_t at = 0;
    while (at < size) {
        int32_t code;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *) bytes + at,
                             (utf8proc_ssize_t) (size - at), &code);
        if (length <= 0 || code == 0) {
            return false;
        }
        at += (size_t) length;
    }
    return true;
}

// False: errno says why; 0 that it is no file of a size that can be right.
static bool
read_whole(const char *path, struct audit_file *out) {
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    struct stat about;
    bool is_fine = fstat(fd, &about) == 0 && S_ISREG(about.st_mode)
                   && about.st_size <= (off_t) AUDIT_FILE_MAX;
    size_t size = is_fine ? (size_t) about.st_size : 0;
    char *bytes = is_fine ? malloc(size + 1) : NULL;
    size_t done = 0;
    errno = 0;
    while (bytes != NULL && done < size) {
        ssize_t count = read(fd, bytes + done, size - done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        done += (size_t) count;
    }
    int error = errno;
    (void) close(fd); // only read
    if (bytes == NULL || done < size) {
        free(bytes);
        errno = error;
        return false;
    }
    bytes[size] = '\0';
    *out = (struct audit_file){.bytes = bytes, .size = size};
    return true;
}

bool
audit_load(const char *dir, const char *name, struct audit_file *out,
           struct audit_findings *findings) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", dir, name);
    errno = ENAMETOOLONG;
    if (length < 0 || (size_t) length >= sizeof path
        || !read_whole(path, out)) {
        audit_find(findings, "%s cannot be read: %s.", name,
                   errno != 0 ? strerror(errno)
                              : "it is no file, or far too large");
        return false;
    }
    if (!is_utf8(out->bytes, out->size)) {
        audit_find(findings, "%s is damaged: it is not UTF-8 text.", name);
        return false;
    }
    return true;
}

void
audit_begin_rows(struct audit_rows *rows, struct audit_file *file) {
    *rows =
        (struct audit_rows){.at = file->bytes, .end = file->bytes + file->size};
    if (file->size >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0) {
        rows->at += 3;
    }
}

// The text of a cell without what was put before formulas: of each line that
// begins with apostrophes, and then with something a formula begins with, one
// of them goes.
static size_t
blank_size(const unsigned char *at) {
    int32_t code;
    utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
    bool is_blank = size > 0
                    && (code == ' ' || code == 0x180e || code == 0x200b
                        || code == 0x2060 || code == 0xfeff
                        || utf8proc_category(code) == UTF8PROC_CATEGORY_ZS);
    return is_blank ? (size_t) size : 0;
}

static bool
is_defused(const char *line) {
    const unsigned char *at = (const unsigned char *) line;
    while (*at == '\'') {
        at++;
    }
    while (*at != '\0' && blank_size(at) > 0) {
        at += blank_size(at);
    }
    int32_t code = 0;
    if (*at == '\0' || utf8proc_iterate(at, -1, &code) <= 0) {
        return false;
    }
    return code < 0x20 || code == 0x7f || code == '=' || code == '+'
           || code == '-' || code == '@' || code == 0xff0b || code == 0xff0d
           || code == 0xff1d || code == 0xff20;
}

static void
take_apostrophes(char *cell) {
    char *to = cell;
    bool is_line_start = true;
    for (const char *from = cell; *from != '\0'; from++) {
        bool is_extra = is_line_start && *from == '\'' && is_defused(from);
        is_line_start = *from == '\n' || (*from == '\r' && from[1] != '\n');
        if (!is_extra) {
            *to++ = *from;
        }
    }
    *to = '\0';
}

// A cell without quotes: up to a separator.
static char *
take_bare_cell(struct audit_rows *rows) {
    char *at = rows->at;
    while (at < rows->end && *at != ',' && *at != '\r' && *at != '\n') {
        if (*at == '"') {
            rows->problem = "a quotation mark stands inside a cell";
            return NULL;
        }
        at++;
    }
    rows->at = at;
    return at;
}

// Unquotes the cell at rows->at and moves on behind it. Returns its end, where
// a zero may be written once the separator has been looked at; NULL: faulty.
static char *
take_cell(struct audit_rows *rows) {
    char *at = rows->at;
    if (at == rows->end || *at != '"') {
        return take_bare_cell(rows);
    }
    char *to = at++;
    while (at < rows->end) {
        if (*at != '"') {
            *to++ = *at++;
        } else if (at + 1 < rows->end && at[1] == '"') {
            *to++ = '"';
            at += 2;
        } else {
            rows->at = at + 1;
            return to;
        }
    }
    rows->problem = "a quotation is never closed";
    return NULL;
}

// Behind a cell. True: another follows in this row.
static bool
take_separator(struct audit_rows *rows) {
    if (rows->at == rows->end) {
        return false;
    }
    if (*rows->at == ',') {
        rows->at++;
        return true;
    }
    if (*rows->at == '\r') {
        rows->at++;
    }
    if (rows->at < rows->end && *rows->at == '\n') {
        rows->at++;
    } else {
        rows->problem = "a cell does not end where it should";
    }
    return false;
}

bool
audit_next_row(struct audit_rows *rows) {
    rows->cell_count = 0;
    rows->problem = NULL;
    if (rows->at >= rows->end) {
        return false;
    }
    rows->number++;
    bool has_more = true;
    while (has_more) {
        char *cell = rows->at;
        char *cell_end = take_cell(rows);
        if (cell_end == NULL) {
            return false;
        }
        has_more = take_separator(rows);
        if (rows->problem != NULL) {
            return false;
        }
        if (rows->cell_count == AUDIT_CELL_MAX) {
            rows->problem = "it has too many cells";
            return false;
        }
        // Only now: the separator may have stood there.
        *cell_end = '\0';
        take_apostrophes(cell);
        rows->cells[rows->cell_count++] = cell;
    }
    return true;
}

bool
audit_read_header(struct audit_rows *rows, const char *columns,
                  const char *name, struct audit_findings *findings) {
    char line[512] = "";
    size_t used = 0;
    if (!audit_next_row(rows)) {
        audit_find(findings, "%s has no header: %s.", name,
                   rows->problem ? rows->problem : "it is empty");
        return false;
    }
    for (unsigned i = 0; i < rows->cell_count && used < sizeof line; i++) {
        used += (size_t) snprintf(line + used, sizeof line - used, "%s%s",
                                  i > 0 ? "," : "", rows->cells[i]);
    }
    if (strcmp(line, columns) != 0) {
        audit_find(findings, "%s has other columns than \"%s\".", name,
                   columns);
        return false;
    }
    return true;
}

bool
audit_number(const char *text, double *out) {
    if (*text == '\0') {
        *out = NAN;
        return true;
    }
    double sign = *text == '-' ? -1 : 1;
    text += *text == '-';
    if (*text < '0' || *text > '9') {
        return false;
    }
    double value = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9' && digits < 15; text++, digits++) {
        value = 10 * value + (*text - '0');
    }
    double step = 1;
    if (*text == '.' && text[1] != '\0') {
        for (text++; *text >= '0' && *text <= '9' && digits < 15;
             text++, digits++) {
            step *= 10;
            value = 10 * value + (*text - '0');
        }
    }
    *out = sign * value / step;
    return *text == '\0';
}
