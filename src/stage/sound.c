// Playing the chimes. SDL's own queue is the output: a chime is put into it
// together with what is still to be played of the one before, and SDL's thread
// empties it. So nothing of ours runs while it sounds, and nothing at all when
// the device is closed. Opening may take a second (a sound server that starts,
// a screen that wakes up), which is why main leaves it to this thread.
#include "stage/sound.h"

#include <SDL.h>
#include <glob.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/inbox.h"
#include "base/log.h"
#include "base/tick.h"
#include "stage/sound_file.h"

#define LOG_AREA "sound"

#define INBOX_MAX 1024 // bytes: more chimes than that in one go are dropped
// After a failure it is not tried again sooner.
#define RETRY_MS 5000
// Silence before the first chime: screens swallow the beginning of a stream.
#define LEAD_COUNT (SOUND_RATE / 5)
#define HUSH_COUNT (SOUND_RATE / 50) // of the slope when it is hushed
// A device that has not played all after so much more time is stuck.
#define STUCK_MS 3000
#define HUSH UINT8_MAX // the message, beside the chimes

struct sound {
    struct inbox *inbox;
    pthread_t thread;
    char folder[4096];
    int keep_ms;
    void (*on_state)(void *data);
    void *data;
    atomic_int state; // enum sound_state
    bool is_muted;    // the main thread's
    // The thread's own.
    struct samples chimes[CHIME_COUNT];
    SDL_AudioDeviceID device; // 0: closed
    bool is_driver_up;
    bool is_fresh; // opened, and nothing queued yet
    bool is_said;  // that there is no sound
    bool has_failed;
    tick failed_at;
    tick quiet_at;                             // when the queue will be empty
    int16_t queue[LEAD_COUNT + SOUND_LONGEST]; // what was queued last
    size_t queue_count;
};

static void
set_state(struct sound *sound, enum sound_state state) {
    int next = (int) state;
    int before = atomic_exchange(&sound->state, next);
    if (next != before && sound->on_state) {
        sound->on_state(sound->data);
    }
}

static void
close_device(struct sound *sound, enum sound_state state) {
    if (sound->device) {
        SDL_CloseAudioDevice(sound->device);
        sound->device = 0;
    }
    if (sound->is_driver_up) {
        SDL_AudioQuit(); // its thread for hot-plugging would wake up for ever
        sound->is_driver_up = false;
    }
    sound->queue_count = 0;
    set_state(sound, state);
}

static bool
fail(struct sound *sound, const char *reason) {
    if (!sound->is_said) {
        log_info("no sound: %s", reason);
        sound->is_said = true;
    }
    sound->has_failed = true;
    sound->failed_at = tick_now();
    close_device(sound, SOUND_MISSING);
    return false;
}

static bool
has_card(void) {
    glob_t found = {0};
    bool is_found = glob("/dev/snd/pcmC*p", 0, NULL, &found) == 0;
    if (is_found) {
        globfree(&found);
    }
    return is_found;
}

// Whether it is worth asking: without any card ALSA writes eight lines of its
// own to the terminal.
static bool
may_have_device(void) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char path[256] = "";
    if (folder) {
        (void) snprintf(path, sizeof path, "%s/pulse/native", folder);
    }
    return getenv("SDL_AUDIODRIVER") || getenv("PULSE_SERVER") || has_card()
           || (folder && access(path, W_OK) == 0);
}

static bool
load_files(struct sound *sound) {
    const char *reason = "there is no folder with chimes (DENT_SOUNDS)";
    return sound->chimes[CHIME_TIME_UP].values
           || (sound->folder[0]
               && samples_load(sound->chimes, sound->folder, &reason))
           || fail(sound, reason);
}

static bool
open_device(struct sound *sound) {
    const SDL_AudioSpec form = {.freq = SOUND_RATE,
                                .format = AUDIO_S16SYS,
                                .channels = 1,
                                .samples = 1024};
    SDL_AudioSpec got;
    if (sound->has_failed && tick_now() - sound->failed_at < RETRY_MS) {
        return false;
    }
    if (!load_files(sound)) {
        return false;
    }
    if (!may_have_device()) {
        return fail(sound, "there is no audio device");
    }
    // Not SDL_InitSubSystem: what that counts is for the main thread only.
    sound->is_driver_up = SDL_AudioInit(NULL) == 0;
    if (sound->is_driver_up) {
        sound->device = SDL_OpenAudioDevice(NULL, 0, &form, &got, 0);
    }
    if (!sound->device) {
        return fail(sound, SDL_GetError());
    }
    if (sound->is_said) {
        log_info("there is sound again");
    }
    sound->is_said = sound->has_failed = false;
    sound->is_fresh = true;
    SDL_PauseAudioDevice(sound->device, 0);
    set_state(sound, SOUND_AWAKE);
    return true;
}

static bool
is_usable(struct sound *sound) {
    if (sound->device
        && SDL_GetAudioDeviceStatus(sound->device) == SDL_AUDIO_STOPPED) {
        close_device(sound, SOUND_ASLEEP); // it was pulled out
    }
    return sound->device || open_device(sound);
}

static int16_t
mix(int16_t a, int16_t b) {
    int sum = a + b;
    return (int16_t) (sum > INT16_MAX   ? INT16_MAX
                      : sum < INT16_MIN ? INT16_MIN
                                        : sum);
}

// Takes what has not been played back to the front of our own copy. With the
// device locked.
static void
take_back(struct sound *sound) {
    size_t left = SDL_GetQueuedAudioSize(sound->device) / sizeof(int16_t);
    left = left > sound->queue_count ? sound->queue_count : left;
    memmove(sound->queue, sound->queue + (sound->queue_count - left),
            left * sizeof *sound->queue);
    sound->queue_count = left;
    SDL_ClearQueuedAudio(sound->device);
}

static bool
put_back(struct sound *sound) {
    sound->quiet_at =
        tick_now() + (tick) (1000 * sound->queue_count / SOUND_RATE);
    return SDL_QueueAudio(sound->device, sound->queue,
                          (Uint32) (sound->queue_count * sizeof *sound->queue))
           == 0;
}

static void
play(struct sound *sound, enum chime chime) {
    if (!is_usable(sound)) {
        return;
    }
    const struct samples *samples = &sound->chimes[chime];
    size_t from = sound->is_fresh ? LEAD_COUNT : 0;
    size_t end = from + samples->count;
    sound->is_fresh = false;
    SDL_LockAudioDevice(sound->device);
    take_back(sound);
    while (sound->queue_count < end) {
        sound->queue[sound->queue_count++] = 0;
    }
    for (size_t i = from; i < end; i++) {
        sound->queue[i] = mix(sound->queue[i], samples->values[i - from]);
    }
    bool is_queued = put_back(sound);
    SDL_UnlockAudioDevice(sound->device);
    if (!is_queued) {
        (void) fail(sound, SDL_GetError());
    }
}

static void
hush(struct sound *sound) {
    if (!sound->device) {
        return;
    }
    SDL_LockAudioDevice(sound->device);
    take_back(sound);
    if (sound->queue_count > HUSH_COUNT) {
        sound->queue_count = HUSH_COUNT;
    }
    for (size_t i = 0; i < sound->queue_count; i++) {
        size_t left = sound->queue_count - 1 - i;
        sound->queue[i] =
            (int16_t) (sound->queue[i] * (int) left / (int) HUSH_COUNT);
    }
    (void) put_back(sound); // refused: hushed all the same
    SDL_UnlockAudioDevice(sound->device);
}

static void
take(void *data, const void *message, size_t size) {
    struct sound *sound = data;
    const uint8_t *byte = message;
    (void) size; // each is one byte
    if (*byte == HUSH) {
        hush(sound);
    } else {
        play(sound, (enum chime) * byte);
    }
}

// Milliseconds until the device may be closed; -1: none is open.
static int
rest_ms(const struct sound *sound) {
    tick rest = sound->quiet_at + sound->keep_ms - tick_now();
    return sound->device ? (int) (rest > 0 ? rest : 0) : -1;
}

static void
close_when_quiet(struct sound *sound) {
    if (rest_ms(sound) != 0) {
        return;
    }
    tick late = tick_now() - sound->quiet_at - sound->keep_ms;
    if (SDL_GetQueuedAudioSize(sound->device) == 0) {
        close_device(sound, SOUND_ASLEEP);
    } else if (late > STUCK_MS) {
        (void) fail(sound, "the audio device plays nothing");
    } else {
        (void) inbox_wait(sound->inbox, 50); // a slow one
    }
}

static void *
sound_main(void *data) {
    struct sound *sound = data;
    while (!inbox_is_closed(sound->inbox)) {
        if (inbox_wait(sound->inbox, rest_ms(sound))) {
            (void) inbox_drain(sound->inbox, take, sound);
        }
        close_when_quiet(sound);
    }
    close_device(sound, SOUND_ASLEEP);
    samples_finish(sound->chimes);
    SDL_TLSCleanup(); // SDL's own threads do so by themselves
    return NULL;
}

struct sound *
sound_create(const struct sound_options *options) {
    struct sound *sound = calloc(1, sizeof *sound);
    struct inbox *inbox = inbox_create(INBOX_MAX, NULL, NULL);
    if (!sound || !inbox) {
        goto out;
    }
    sound->inbox = inbox;
    sound->keep_ms = options->keep_ms > 0 ? options->keep_ms : SOUND_KEEP_MS;
    sound->is_muted = options->is_muted;
    sound->on_state = options->on_state;
    sound->data = options->data;
    atomic_init(&sound->state, SOUND_ASLEEP);
    if (options->folder) {
        (void) snprintf(sound->folder, sizeof sound->folder, "%s",
                        options->folder);
    } else if (!sound_locate(sound->folder, sizeof sound->folder)) {
        sound->folder[0] = '\0'; // said when the first chime is due
    }
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "Dent");
    SDL_EventState(SDL_AUDIODEVICEADDED, SDL_IGNORE);
    SDL_EventState(SDL_AUDIODEVICEREMOVED, SDL_IGNORE);
    if (pthread_create(&sound->thread, NULL, sound_main, sound) == 0) {
        return sound;
    }
out:
    log_warn("no sound: there is no memory or no thread for it");
    inbox_destroy(inbox);
    free(sound);
    return NULL;
}

void
sound_destroy(struct sound *sound) {
    if (!sound) {
        return;
    }
    inbox_close(sound->inbox);
    pthread_join(sound->thread, NULL);
    inbox_destroy(sound->inbox);
    free(sound);
}

static void
send(struct sound *sound, uint8_t byte) {
    (void) inbox_push(sound->inbox, &byte, 1); // full: one less is heard
}

void
sound_play(struct sound *sound, enum chime chime) {
    if (sound && !sound->is_muted && chime != CHIME_NONE) {
        send(sound, (uint8_t) chime);
    }
}

void
sound_mute(struct sound *sound, bool is_muted) {
    if (sound && is_muted && !sound->is_muted) {
        send(sound, HUSH);
    }
    if (sound) {
        sound->is_muted = is_muted;
    }
}

bool
sound_is_muted(const struct sound *sound) {
    return sound && sound->is_muted;
}

enum sound_state
sound_state(const struct sound *sound) {
    return sound ? (enum sound_state) atomic_load(&sound->state)
                 : SOUND_MISSING;
}
