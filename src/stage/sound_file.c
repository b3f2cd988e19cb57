// Finding and reading the chimes. What a file must be is checked here, so that
// the player need not convert anything: its device takes them as they are.
#include "stage/sound_file.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_ROOM 4096

static const char *const names[CHIME_COUNT] = {
    [CHIME_MINUTE] = "minute.wav",
    [CHIME_TIME_UP] = "time-up.wav",
    [CHIME_BELL] = "bell.wav",
    [CHIME_REVEAL] = "reveal.wav",
};

// False: there is no such folder to look in.
static bool
folder_path(int which, char *out, size_t out_size) {
    int size = -1;
    char program[PATH_ROOM];
    const char *named = getenv("DENT_SOUNDS");
    if (which == 0 && named && named[0]) {
        size = snprintf(out, out_size, "%s", named);
    } else if (which == 1) {
        ssize_t used = readlink("/proc/self/exe", program, sizeof program - 1);
        program[used > 0 ? used : 0] = '\0';
        char *slash = strrchr(program, '/');
        if (slash) {
            *slash = '\0';
            size = snprintf(out, out_size, "%s/../assets/sounds", program);
        }
    } else if (which == 2) {
#ifdef DENT_DATADIR
        size = snprintf(out, out_size, "%s", DENT_DATADIR "/dent/sounds");
#endif
    }
    return size > 0 && (size_t) size < out_size;
}

static bool
file_path(const char *folder, enum chime chime, char *out, size_t out_size) {
    int size = snprintf(out, out_size, "%s/%s", folder, names[chime]);
    return size > 0 && (size_t) size < out_size;
}

bool
sound_locate(char *out, size_t out_size) {
    for (int i = 0; i < 3; i++) {
        char folder[PATH_ROOM], path[PATH_ROOM + 32];
        if (folder_path(i, folder, sizeof folder)
            && file_path(folder, CHIME_TIME_UP, path, sizeof path)
            && access(path, R_OK) == 0 && strlen(folder) < out_size) {
            memcpy(out, folder, strlen(folder) + 1);
            return true;
        }
    }
    return false;
}

static bool
load_one(const char *path, struct samples *out, const char **reason) {
    SDL_AudioSpec form;
    Uint8 *bytes = NULL;
    Uint32 size = 0;
    if (!SDL_LoadWAV(path, &form, &bytes, &size)) {
        *reason = "the files of the chimes cannot be read";
        return false;
    }
    size_t count = size / sizeof(int16_t);
    if (form.freq != SOUND_RATE || form.channels != 1
        || form.format != AUDIO_S16SYS || count == 0 || count > SOUND_LONGEST) {
        *reason = "a chime is not 16 bit, mono, 24 kHz and at most 1.2 s";
        SDL_FreeWAV(bytes);
        return false;
    }
    out->values = (int16_t *) (void *) bytes; // SDL's memory fits any type
    out->count = count;
    return true;
}

bool
samples_load(struct samples out[CHIME_COUNT], const char *folder,
             const char **reason) {
    memset(out, 0, CHIME_COUNT * sizeof *out);
    for (int i = CHIME_NONE + 1; i < CHIME_COUNT; i++) {
        char path[PATH_ROOM + 32];
        if (!file_path(folder, (enum chime) i, path, sizeof path)
            || !load_one(path, &out[i], reason)) {
            samples_finish(out);
            return false;
        }
    }
    return true;
}

void
samples_finish(struct samples chimes[CHIME_COUNT]) {
    for (int i = 0; i < CHIME_COUNT; i++) {
        SDL_FreeWAV((Uint8 *) (void *) chimes[i].values);
        chimes[i] = (struct samples){0};
    }
}
