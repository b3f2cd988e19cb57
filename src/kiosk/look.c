// How the stage looks in this room, its file, and the keys of the set-up
// screen.
#include "kiosk/look.h"
#include "base/folder.h"
#include "scene/scene.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 1200

static bool
path_of(const char *dir, const char *name, char out[PATH_SIZE],
        struct fault *fault) {
    int size = snprintf(out, PATH_SIZE, "%s/%s", dir, name);
    if (size < 0 || size >= PATH_SIZE) {
        return fault_set(fault, "The name of the data folder is too long: "
                                "name another with --data.");
    }
    return true;
}

// -- Reading -----------------------------------------------------------------

// Bytes of the file, at most `room`; -1: it cannot be read.
static ssize_t
read_all(int fd, char *out, size_t room) {
    size_t used = 0;
    while (used < room) {
        ssize_t got = read(fd, out + used, room - used);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got < 0 ? -1 : (ssize_t) used;
        }
        used += (size_t) got;
    }
    return (ssize_t) used;
}

static bool
take_line(const char *line, struct look *out) {
    static const char theme[] = "theme ", room[] = "room ";
    if (strncmp(line, theme, sizeof theme - 1) == 0) {
        return theme_find(line + sizeof theme - 1, &out->theme);
    }
    if (strncmp(line, room, sizeof room - 1) == 0) {
        return scene_room_find(line + sizeof room - 1, &out->room_scale);
    }
    return line[0] == '\0';
}

// Cuts the text into its lines. False: one of them is none of ours.
static bool
take_text(char *text, size_t size, struct look *out) {
    if (size == 0 || memchr(text, '\0', size) != NULL
        || text[size - 1] != '\n') {
        return false;
    }
    text[size - 1] = '\0'; // the last line's end
    for (char *line = text; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        if (!take_line(line, out)) {
            return false;
        }
        line = end;
    }
    return true;
}

bool
look_read(const char *dir, struct look *out, struct fault *fault) {
    char path[PATH_SIZE], text[LOOK_FILE_MAX + 1];
    struct look look = *out;
    if (!path_of(dir, LOOK_FILE, path, fault)) {
        return false;
    }
    // Not to wait for whoever would write into a pipe of that name.
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) {
        return true;
    }
    ssize_t size = fd < 0 ? -1 : read_all(fd, text, sizeof text);
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (size < 0) {
        return fault_set(fault, "The settings in %s cannot be read: %s.", path,
                         strerror(error));
    }
    if (size > LOOK_FILE_MAX || !take_text(text, (size_t) size, &look)) {
        return fault_set(fault,
                         "The settings in %s are not in order and are not "
                         "used. \"dent setup\" makes new ones.",
                         path);
    }
    *out = look;
    return true;
}

// -- Writing -----------------------------------------------------------------

static bool
write_all(int fd, const char *text, size_t size) {
    while (size > 0) {
        ssize_t put = write(fd, text, size);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        text += put;
        size -= (size_t) put;
    }
    return true;
}

static bool
write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool is_kept = write_all(fd, text, strlen(text)) && fsync(fd) == 0;
    return (close(fd) == 0) && is_kept;
}

bool
look_write(const char *dir, const struct look *look, struct fault *fault) {
    char path[PATH_SIZE], made[PATH_SIZE], text[LOOK_FILE_MAX];
    if (!path_of(dir, LOOK_FILE, path, fault)
        || !path_of(dir, LOOK_FILE ".new", made, fault)) {
        return false;
    }
    snprintf(text, sizeof text, "theme %s\nroom %s\n",
             theme_get(look->theme)->name,
             scene_room(scene_room_nearest(look->room_scale))->word);
    if (!folder_ensure(dir, 0700) || !write_file(made, text)
        || rename(made, path) != 0) {
        int error = errno;
        (void) unlink(made);
        return fault_set(fault, "The settings cannot be kept in %s: %s.", path,
                         strerror(error));
    }
    return true;
}

// -- Keys --------------------------------------------------------------------

static void
step_room(struct look *look, int by) {
    int at = (int) scene_room_nearest(look->room_scale) + by;
    if (at >= 0 && at < SCENE_ROOM_COUNT) {
        look->room_scale = scene_room((unsigned) at)->scale;
    }
}

static void
step_theme(struct look *look, int by) {
    int at = (int) look->theme + by;
    if (at >= 0 && at < THEME_COUNT) {
        look->theme = (enum theme_name) at;
    }
}

static void
press_character(struct look *look, uint32_t character) {
    for (unsigned i = 0; i < SCENE_ROOM_COUNT; i++) {
        if (character == (uint32_t) scene_room(i)->key) {
            look->room_scale = scene_room(i)->scale;
        }
    }
    if (character >= '1' && character < '1' + THEME_COUNT) {
        look->theme = (enum theme_name)(character - '1');
    }
}

enum look_answer
look_press(struct look *look, const struct stage_input *input) {
    switch (input->key) {
        case STAGE_KEY_LEFT:
            step_room(look, -1);
            break;
        case STAGE_KEY_RIGHT:
            step_room(look, 1);
            break;
        case STAGE_KEY_UP:
            step_theme(look, -1);
            break;
        case STAGE_KEY_DOWN:
            step_theme(look, 1);
            break;
        case STAGE_KEY_CHARACTER:
            press_character(look, input->character);
            break;
        case STAGE_KEY_ENTER:
        case STAGE_KEY_SPACE:
        case STAGE_KEY_PAGE_DOWN:
        case STAGE_KEY_PAD_A:
            return LOOK_KEEP;
        case STAGE_KEY_ESCAPE:
        case STAGE_KEY_BACKSPACE:
        case STAGE_KEY_PAGE_UP:
        case STAGE_KEY_PAD_B:
            return LOOK_LEAVE;
        default:
            break;
    }
    return LOOK_CHOOSING;
}
