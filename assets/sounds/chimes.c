// The chimes, as a recipe: each is a few struck notes, each note a few sine
// partials that die away by themselves. Made for Dent, of nothing else.
//
//     chimes FOLDER            writes minute.wav, time-up.wav, bell.wav and
//                              reveal.wav
//     chimes --check FOLDER    says whether the files there are these
//
// They are told apart by their rhythm as much as by their notes: two falling
// (a minute is left), three rising (time is up), one stroke (half-time), and
// a run upwards (the result). All of it lies between 500 and 4500 Hz, which
// the small speakers of projectors can play. Mono, 16 bit, 24 kHz; at most
// 1.2 s; the loudest sample is 12 dB below full scale; the first and the last
// are zero, with soft slopes between, so nothing clicks.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE 24000
#define LENGTH_MAX (RATE * 6 / 5)
#define HEADER_SIZE 44
#define PEAK 8200.0 // of 32768: -12.03 dB
#define FADE_S 0.08 // at the end
#define TURN 6.283185307179586
#define PARTIAL_MAX 5
#define NOTE_MAX 4

// What a struck thing sounds like: partials as multiples of the note.
struct timbre {
    double attack_s; // until it is at its loudest
    double decay_s; // until the first partial is at a third; higher ones sooner
    unsigned partial_count;
    struct {
        double ratio, level;
    } partials[PARTIAL_MAX];
};

// A bar of wood: soft, nearly a sine.
static const struct timbre marimba = {
    0.012, 0.30, 3, {{1.0, 1.0}, {2.0, 0.12}, {3.93, 0.10}}};
// A small bell: some of its partials are no multiples, so it rings.
static const struct timbre bell = {
    0.006,
    0.38,
    5,
    {{1.0, 1.0}, {2.0, 0.45}, {2.4, 0.22}, {3.0, 0.12}, {4.2, 0.06}}};
// A plucked string.
static const struct timbre harp = {
    0.018, 0.26, 4, {{1.0, 1.0}, {2.0, 0.30}, {3.0, 0.12}, {4.0, 0.05}}};

struct note {
    double at_s, hertz, level;
};

struct chime {
    const char *file;
    const struct timbre *timbre;
    double length_s;
    double gain; // of PEAK
    unsigned note_count;
    struct note notes[NOTE_MAX];
};

static const struct chime chimes[] = {
    {"minute.wav",
     &marimba,
     1.0,
     0.8,
     2,
     {{0.0, 783.99, 1.0}, {0.24, 659.26, 0.9}}}, // G5, E5
    {"time-up.wav",
     &marimba,
     1.2,
     1.0,
     3,
     {{0.0, 523.25, 0.9}, {0.17, 659.26, 0.9}, {0.34, 783.99, 1.0}}}, // C E G
    {"bell.wav", &bell, 1.2, 0.9, 1, {{0.0, 880.0, 1.0}}},            // A5
    {"reveal.wav",
     &harp,
     0.9,
     0.8,
     4,
     {{0.0, 523.25, 0.7},
      {0.07, 659.26, 0.8},
      {0.14, 783.99, 0.9},
      {0.21, 1046.50, 1.0}}}, // C5 E5 G5 C6
};
enum { CHIME_COUNT = sizeof chimes / sizeof *chimes };

// A slope from 0 to 1 without corners.
static double
slope(double part) {
    double inside = part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
    return 0.5 - 0.5 * cos(TURN / 2.0 * inside);
}

static double
note_at(const struct timbre *timbre, const struct note *note, double t_s) {
    double since = t_s - note->at_s;
    double sum = 0.0;
    if (since <= 0.0) {
        return 0.0;
    }
    for (unsigned i = 0; i < timbre->partial_count; i++) {
        double ratio = timbre->partials[i].ratio;
        double decay = timbre->decay_s / sqrt(ratio);
        sum += timbre->partials[i].level * exp(-since / decay)
               * sin(TURN * note->hertz * ratio * since);
    }
    return note->level * slope(since / timbre->attack_s) * sum;
}

static size_t
make(const struct chime *chime, int16_t *out) {
    static double samples[LENGTH_MAX];
    size_t count = (size_t) (chime->length_s * RATE);
    double loudest = 0.0;
    for (size_t i = 0; i < count; i++) {
        double t_s = (double) i / RATE;
        double sum = 0.0;
        for (unsigned k = 0; k < chime->note_count; k++) {
            sum += note_at(chime->timbre, &chime->notes[k], t_s);
        }
        double left_s = (double) (count - 1 - i) / RATE;
        samples[i] = sum * slope(left_s / FADE_S);
        loudest = fmax(loudest, fabs(samples[i]));
    }
    for (size_t i = 0; i < count; i++) {
        double scaled = samples[i] / loudest * chime->gain * PEAK;
        out[i] = (int16_t) lrint(scaled);
    }
    return count;
}

static void
put_number(uint8_t *at, uint32_t number, unsigned size) {
    for (unsigned i = 0; i < size; i++) {
        at[i] = (uint8_t) (number >> 8 * i);
    }
}

static void
make_header(uint32_t sample_count, uint8_t out[HEADER_SIZE]) {
    memcpy(out, "RIFF....WAVEfmt ", 16);
    put_number(out + 4, HEADER_SIZE - 8 + 2 * sample_count, 4);
    put_number(out + 16, 16, 4);       // of the format
    put_number(out + 20, 1, 2);        // plain samples
    put_number(out + 22, 1, 2);        // mono
    put_number(out + 24, RATE, 4);     // a second
    put_number(out + 28, RATE * 2, 4); // bytes a second
    put_number(out + 32, 2, 2);        // bytes a sample
    put_number(out + 34, 16, 2);       // bits
    memcpy(out + 36, "data", 4);
    put_number(out + 40, 2 * sample_count, 4);
}

static bool
write_file(const char *path, const uint8_t *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return false;
    }
    bool is_written = fwrite(bytes, 1, size, file) == size;
    return fclose(file) == 0 && is_written;
}

// Another machine's sine may end in another bit: a step of one is the same.
static bool
is_same(const char *path, const uint8_t *bytes, size_t size) {
    static uint8_t found[HEADER_SIZE + 2 * LENGTH_MAX + 1];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    size_t found_size = fread(found, 1, sizeof found, file);
    (void) fclose(file); // only read
    if (found_size != size || memcmp(found, bytes, HEADER_SIZE) != 0) {
        return false;
    }
    for (size_t i = HEADER_SIZE; i < size; i += 2) {
        int16_t a = (int16_t) (found[i] | found[i + 1] << 8);
        int16_t b = (int16_t) (bytes[i] | bytes[i + 1] << 8);
        if (abs(a - b) > 1) {
            return false;
        }
    }
    return true;
}

int
main(int argc, char **argv) {
    static int16_t samples[LENGTH_MAX];
    static uint8_t bytes[HEADER_SIZE + 2 * LENGTH_MAX];
    bool is_check = argc == 3 && strcmp(argv[1], "--check") == 0;
    int status = 0;
    if (argc != 2 && !is_check) {
        fputs("Use it as: chimes [--check] FOLDER\n", stderr);
        return 2;
    }
    for (unsigned i = 0; i < CHIME_COUNT; i++) {
        size_t count = make(&chimes[i], samples);
        make_header((uint32_t) count, bytes);
        for (size_t k = 0; k < count; k++) {
            put_number(bytes + HEADER_SIZE + 2 * k, (uint16_t) samples[k], 2);
        }
        char path[4096];
        (void) snprintf(path, sizeof path, "%s/%s", argv[argc - 1],
                        chimes[i].file);
        size_t size = HEADER_SIZE + 2 * count;
        if (!(is_check ? is_same : write_file)(path, bytes, size)) {
            fprintf(stderr,
                    is_check ? "%s is not the recipe's.\n"
                             : "%s cannot be written.\n",
                    path);
            status = 1;
        }
    }
    return status;
}
