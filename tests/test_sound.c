// What reaches the loudspeaker: SDL's disk driver writes it into a file, which
// must hold the chimes and nothing else. No audio device is needed.
#include <SDL.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/random.h"
#include "stage/sound.h"
#include "stage/sound_file.h"

#define FOLDER DENT_SOURCE_DIR "/assets/sounds"
#define CHUNK 1024            // samples that the device takes at once
#define LEAD (SOUND_RATE / 5) // silence after opening
#define WRITTEN_MAX (10 * SOUND_RATE)
#define PEAK_MAX 8231 // 12 dB below full scale

struct stand {
    char file[64];
    sem_t changed; // once for each change of the state
    struct samples chimes[CHIME_COUNT];
    struct sound *sound;
    int16_t written[WRITTEN_MAX];
    size_t written_count;
};

static void
on_state(void *data) {
    struct stand *stand = data;
    assert_int_equal(sem_post(&stand->changed), 0);
}

// Each chunk takes so long; the device itself would take 43.
static void
set_delay(const char *delay_ms) {
    setenv("SDL_DISKAUDIODELAY", delay_ms, 1);
}

static int
start(void **state) {
    static struct stand stand;
    memset(&stand, 0, sizeof stand);
    (void) snprintf(stand.file, sizeof stand.file, "/tmp/dent-sound-XXXXXX");
    int file = mkstemp(stand.file);
    const char *reason = NULL;
    if (file < 0 || close(file) != 0 || sem_init(&stand.changed, 0, 0) != 0
        || !samples_load(stand.chimes, FOLDER, &reason)) {
        return -1;
    }
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", stand.file, 1);
    set_delay("20");
    *state = &stand;
    return 0;
}

static int
finish(void **state) {
    struct stand *stand = *state;
    samples_finish(stand->chimes);
    (void) sem_destroy(&stand->changed);
    return unlink(stand->file);
}

static void
open_sound(struct stand *stand, const char *folder, bool is_muted) {
    struct sound_options options = {.folder = folder,
                                    .keep_ms = 1,
                                    .is_muted = is_muted,
                                    .on_state = on_state,
                                    .data = stand};
    stand->sound = sound_create(&options);
    assert_non_null(stand->sound);
    assert_int_equal(sound_state(stand->sound), SOUND_ASLEEP);
}

static void
await_change(struct stand *stand) {
    while (sem_wait(&stand->changed) != 0) {
    }
}

// Ends when the device has been opened, has played all and is closed again.
static void
close_sound(struct stand *stand) {
    await_change(stand);
    await_change(stand);
    assert_int_equal(sound_state(stand->sound), SOUND_ASLEEP);
    sound_destroy(stand->sound);
    FILE *file = fopen(stand->file, "rb");
    assert_non_null(file);
    stand->written_count =
        fread(stand->written, sizeof *stand->written, WRITTEN_MAX, file);
    assert_true(stand->written_count < WRITTEN_MAX);
    assert_int_equal(fclose(file), 0);
}

static int
sample_at(const struct samples *samples, size_t from, size_t at) {
    return at >= from && at - from < samples->count ? samples->values[at - from]
                                                    : 0;
}

static bool
is_sum(const struct stand *stand, enum chime a, size_t a_from, enum chime b,
       size_t b_from) {
    for (size_t i = 0; i < stand->written_count; i++) {
        int sum = sample_at(&stand->chimes[a], a_from, i)
                  + sample_at(&stand->chimes[b], b_from, i);
        if (stand->written[i] != sum) {
            return false;
        }
    }
    return true;
}

// The first begins after the silence that leads in, and both where the device
// took a chunk; CHIME_NONE has no samples.
static bool
holds(const struct stand *stand, enum chime a, enum chime b) {
    size_t count = stand->written_count;
    for (size_t at = 0; at < count; at += CHUNK) {
        for (size_t next = 0; next < count; next += CHUNK) {
            if (is_sum(stand, a, at + LEAD, b, next)) {
                return at + LEAD + stand->chimes[a].count <= count
                       && next + stand->chimes[b].count <= count;
            }
        }
    }
    return false;
}

static void
the_chimes_are_short_and_quiet_and_do_not_click(void **state) {
    struct stand *stand = *state;
    for (int chime = CHIME_NONE + 1; chime < CHIME_COUNT; chime++) {
        const struct samples *samples = &stand->chimes[chime];
        assert_in_range(samples->count, SOUND_RATE / 2, SOUND_LONGEST);
        int loudest = 0;
        for (size_t i = 0; i < samples->count; i++) {
            int level = abs(samples->values[i]);
            loudest = level > loudest ? level : loudest;
            if (i < 12 || samples->count - i <= 12) { // half a millisecond
                assert_true(level < 100);
            }
        }
        assert_in_range(loudest, PEAK_MAX / 2, PEAK_MAX);
        assert_int_equal(samples->values[0], 0);
        assert_int_equal(samples->values[samples->count - 1], 0);
    }
}

static void
what_is_written_is_the_chime(void **state) {
    struct stand *stand = *state;
    static const enum chime chimes[] = {CHIME_MINUTE, CHIME_REVEAL};
    for (int i = 0; i < 2; i++) {
        open_sound(stand, FOLDER, false);
        sound_play(stand->sound, chimes[i]);
        close_sound(stand);
        assert_true(holds(stand, chimes[i], CHIME_NONE));
    }
}

static void
two_at_once_are_mixed(void **state) {
    struct stand *stand = *state;
    open_sound(stand, FOLDER, false);
    sound_play(stand->sound, CHIME_TIME_UP);
    sound_play(stand->sound, CHIME_REVEAL);
    close_sound(stand);
    assert_true(holds(stand, CHIME_TIME_UP, CHIME_REVEAL));
}

// The second comes when the device has taken a part of the first.
static void
one_that_plays_goes_on_under_the_next(void **state) {
    struct stand *stand = *state;
    open_sound(stand, FOLDER, false);
    sound_play(stand->sound, CHIME_TIME_UP);
    struct stat status = {.st_size = 0};
    while (status.st_size < (off_t) (10 * CHUNK * sizeof(int16_t))) {
        (void) usleep(5000);
        assert_int_equal(stat(stand->file, &status), 0);
    }
    sound_play(stand->sound, CHIME_REVEAL);
    close_sound(stand);
    assert_true(holds(stand, CHIME_TIME_UP, CHIME_REVEAL));
}

static void
the_device_is_opened_again_after_its_sleep(void **state) {
    struct stand *stand = *state;
    open_sound(stand, FOLDER, false);
    sound_play(stand->sound, CHIME_TIME_UP);
    await_change(stand);
    await_change(stand);
    assert_int_equal(sound_state(stand->sound), SOUND_ASLEEP);
    sound_play(stand->sound, CHIME_REVEAL); // begins the file anew
    close_sound(stand);
    assert_true(holds(stand, CHIME_REVEAL, CHIME_NONE));
}

// The device is not even opened: the bell is all that opens it.
static void
muted_writes_nothing(void **state) {
    struct stand *stand = *state;
    open_sound(stand, FOLDER, true);
    assert_true(sound_is_muted(stand->sound));
    sound_play(stand->sound, CHIME_MINUTE);
    sound_play(stand->sound, CHIME_TIME_UP);
    sound_mute(stand->sound, false);
    assert_false(sound_is_muted(stand->sound));
    sound_play(stand->sound, CHIME_BELL);
    close_sound(stand);
    assert_true(holds(stand, CHIME_BELL, CHIME_NONE));
}

// Muted as soon as it has begun: no sample is louder than the chime's, and
// most of it is not there.
static void
muting_ends_what_plays(void **state) {
    struct stand *stand = *state;
    set_delay("43");
    open_sound(stand, FOLDER, false);
    sound_play(stand->sound, CHIME_BELL);
    sound_mute(stand->sound, true);
    close_sound(stand);
    const struct samples *bell = &stand->chimes[CHIME_BELL];
    size_t loud_count = 0;
    for (size_t i = 0; i < stand->written_count; i++) {
        loud_count += stand->written[i] != 0 ? 1 : 0;
    }
    assert_true(loud_count < bell->count / 2);
}

static void
a_driver_that_is_none_is_no_error(void **state) {
    struct stand *stand = *state;
    setenv("SDL_AUDIODRIVER", "nonsense", 1);
    open_sound(stand, FOLDER, false);
    sound_play(stand->sound, CHIME_MINUTE);
    await_change(stand);
    assert_int_equal(sound_state(stand->sound), SOUND_MISSING);
    sound_play(stand->sound, CHIME_TIME_UP);
    sound_mute(stand->sound, true);
    sound_destroy(stand->sound);
}

static void
missing_files_are_no_error(void **state) {
    struct stand *stand = *state;
    open_sound(stand, "/nowhere", false);
    sound_play(stand->sound, CHIME_MINUTE);
    await_change(stand);
    assert_int_equal(sound_state(stand->sound), SOUND_MISSING);
    sound_destroy(stand->sound);
    sound_play(NULL, CHIME_MINUTE); // as with no stage
    sound_mute(NULL, true);
    assert_false(sound_is_muted(NULL));
    assert_int_equal(sound_state(NULL), SOUND_MISSING);
    sound_destroy(NULL);
}

static void
a_file_of_another_form_is_refused(void **state) {
    (void) state;
    struct samples chimes[CHIME_COUNT];
    char folder[] = "/tmp/dent-chimes-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void) snprintf(path, sizeof path, "%s/minute.wav", folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    static const char header[] = // 8 kHz, 8 bit
        "RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0"
        "\x08\0data\4\0\0\0\x80\x80\x80";
    assert_int_equal(fwrite(header, 1, sizeof header, file), sizeof header);
    assert_int_equal(fclose(file), 0);
    const char *reason = NULL;
    assert_false(samples_load(chimes, folder, &reason));
    assert_non_null(strstr(reason, "24 kHz"));
    assert_null(chimes[CHIME_MINUTE].values);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void
leaving_while_it_plays_does_not_wait_for_the_end(void **state) {
    struct stand *stand = *state;
    set_delay("43");
    open_sound(stand, FOLDER, false);
    for (int i = 0; i < 100; i++) { // more than the inbox takes
        sound_play(stand->sound, CHIME_TIME_UP);
    }
    await_change(stand);
    sound_destroy(stand->sound);
}

static void
the_folder_is_found_by_its_name(void **state) {
    (void) state;
    char folder[512] = "kept";
    setenv("DENT_SOUNDS", FOLDER, 1);
    assert_true(sound_locate(folder, sizeof folder));
    assert_string_equal(folder, FOLDER);
    char small[8] = "kept";
    assert_false(sound_locate(small, sizeof small));
    assert_string_equal(small, "kept");
    unsetenv("DENT_SOUNDS");
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
#define SOUND_TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)
        SOUND_TEST(the_chimes_are_short_and_quiet_and_do_not_click),
        SOUND_TEST(what_is_written_is_the_chime),
        SOUND_TEST(two_at_once_are_mixed),
        SOUND_TEST(one_that_plays_goes_on_under_the_next),
        SOUND_TEST(the_device_is_opened_again_after_its_sleep),
        SOUND_TEST(muted_writes_nothing),
        SOUND_TEST(muting_ends_what_plays),
        SOUND_TEST(a_driver_that_is_none_is_no_error),
        SOUND_TEST(missing_files_are_no_error),
        cmocka_unit_test(a_file_of_another_form_is_refused),
        SOUND_TEST(leaving_while_it_plays_does_not_wait_for_the_end),
        cmocka_unit_test(the_folder_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
