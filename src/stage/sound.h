#pragma once

// Chimes: short sounds from files, for what the stage shows at the same moment.
// Nothing here waits. A thread of its own opens the audio device when a chime
// is due, mixes what overlaps, and closes the device when it has been quiet for
// a while, so that an idle program sleeps. No device, one that was pulled out
// or missing files are no error: said once in the log, and tried again with a
// later chime. Main thread only; it is made after the stage and destroyed
// before it.
#include <stdbool.h>
#include <stddef.h>

#define SOUND_RATE 24000    // samples a second; mono, 16 bit
#define SOUND_LONGEST 28800 // samples of a chime: 1.2 s
// How long an open device stays so after the last chime.
#define SOUND_KEEP_MS 10000

enum chime {
    CHIME_NONE,
    CHIME_MINUTE,  // one minute left
    CHIME_TIME_UP, // a vote closed, a phase is over
    CHIME_BELL,    // within a phase: change roles
    CHIME_REVEAL,  // a result is shown
    CHIME_COUNT,
};

enum sound_state {
    SOUND_ASLEEP,  // no device is open, and none was refused
    SOUND_AWAKE,   // a device is open
    SOUND_MISSING, // the last try found no device or no files
};

struct sound_options {
    const char *folder; // of the files; NULL: sound_locate's
    int keep_ms;        // 0: SOUND_KEEP_MS
    bool is_muted;
    // Called after each change of the state, on the thread of the chimes. May
    // be NULL.
    void (*on_state)(void *data);
    void *data;
};

struct sound; // holds the audio device

// NULL: no memory or no thread, logged.
struct sound *sound_create(const struct sound_options *options);
void sound_destroy(struct sound *sound); // NULL is fine; cuts what plays

// Returns at once. Nothing is heard while muted, or when sound is NULL.
void sound_play(struct sound *sound, enum chime chime);
// What plays ends softly now, and nothing more is heard until unmuted.
void sound_mute(struct sound *sound, bool is_muted);
bool sound_is_muted(const struct sound *sound);

// Any thread. NULL is SOUND_MISSING.
enum sound_state sound_state(const struct sound *sound);

// The folder with the chimes: the one named by DENT_SOUNDS, ../assets/sounds
// beside the program (a build tree), then DATADIR/dent/sounds; the first that
// has them. False: none has.
bool sound_locate(char *out, size_t out_size);
