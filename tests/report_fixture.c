// The fixture of the tests of report/.
#include "report_fixture.h"
#include "base/check.h"
#include "base/random.h"
#include "session/kind.h"
#include "session/secret.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char source[] =
    "deck: every-kind\n"
    "title: Every kind\n"
    "exercises:\n"
    "  - {id: welcome, kind: slide, prompt: Welcome}\n"
    "  - {id: arrive, kind: words, prompt: 'How do you arrive, \"now\"?', "
    "pick: 3, phases: [vote]}\n"
    "  - {id: agree, kind: scale, prompt: How much?, from: -3, to: 3, "
    "statements: ['=SUM(A1)', 'One, two; three', Nobody says this], "
    "phases: [vote]}\n"
    "  - {id: sure, kind: scale, prompt: '+How sure?', from: 0, to: 10, "
    "phases: [vote]}\n"
    "  - {id: less, kind: choice, prompt: Less of what?, options: "
    "['-3', '@home', 'Say \"no\"', \"'=quoted\", Nothing], pick: 2, "
    "phases: [vote]}\n"
    "  - {id: more, kind: duel, prompt: More of what?, items: "
    "[Time, '-2', 'a \"b\"', Naïve], phases: [vote]}\n"
    "  - {id: many, kind: duel, prompt: Which of nine?, items: "
    "[I, II, III, IV, V, VI, VII, VIII, IX], phases: [vote]}\n"
    "  - {id: earned, kind: rank, prompt: What have we earned?, items: "
    "[Time, '=2', 'a \"b\"', Naïve, 'c, d'], phases: [vote]}\n"
    "  - {id: best, kind: rank, prompt: The best three?, top: 3, items: "
    "[I, II, III, IV, V, VI, VII, VIII, IX, X], phases: [vote]}\n"
    "  - {id: dent, kind: points, prompt: 100 points, items: "
    "[I, II, III, IV, V, VI, VII, VIII, IX, X], phases: [vote]}\n"
    "  - {id: coins, kind: points, prompt: Three coins, budget: 3, items: "
    "['-3', '@home', Nothing], phases: [vote]}\n"
    "  - {id: quiet, kind: rank, prompt: Nobody answers, items: "
    "[Yes, No], phases: [vote]}\n"
    "  - {id: still, kind: points, prompt: Nobody answers, items: "
    "[Yes, No], phases: [vote]}\n"
    "  - {id: where, kind: curve, prompt: Where are we?, phases: [vote]}\n"
    "  - {id: self, kind: plane, prompt: '=Where are you?', x: [few, many], "
    "y: [cold, warm], phases: [vote]}\n"
    "  - {id: apart, kind: plane, prompt: What tells us apart?, x: [few, "
    "many], "
    "y: [cold, warm], items: [Price, '-2', 'a \"b\"', 'Price (x)', 'c, d'], "
    "phases: [vote]}\n"
    "  - {id: void, kind: plane, prompt: Nobody answers, x: [few, many], "
    "y: [cold, warm], items: [I, II, III, IV, V, VI, VII, VIII], "
    "phases: [vote]}\n"
    "  - {id: aloud, kind: talk, prompt: What surprised you?}\n"
    "  - {id: silence, kind: words, prompt: Nobody answers, phases: [vote]}\n"
    "  - {id: hush, kind: curve, prompt: Nobody answers, phases: [vote]}\n"
    "  - {id: promise, kind: words, prompt: What will you try?, named: true, "
    "phases: [vote]}\n";

static const char *const odd_words[] = {
    "{\"words\":[\"=1+1\"]}",
    "{\"words\":[\"'=1+1\",\"-5\"]}",
    "{\"words\":[\"Kind\",\"kind \",\"ＫＩＮＤ\"]}",
    "{\"words\":[\"a,b\",\"say \\\"hi\\\"\",\"x;y\"]}",
    "{\"words\":[\"Straße\",\"STRASSE\"]}",
    "{\"words\":[\"日本語\",\"שלום\",\"👩‍💻\"]}",
    "{\"words\":[\"two  words\",\"Two Words\"]}",
    "{\"words\":[\"''=x\",\"@me\",\"＝1\"]}",
};

static void
stamp(struct fixture *fixture, enum event_type type) {
    struct event *event = fixture->event;
    memset(event, 0, sizeof *event);
    event->type = type;
    event->seq = ++fixture->seq;
    event->t_ms = fixture->now_ms += 1 + rng_below(&fixture->rng, 900);
    for (size_t i = 0; i < sizeof event->hash; i++) {
        event->hash[i] = (uint8_t) rng_next(&fixture->rng);
    }
}

static void
join(struct fixture *fixture, uint32_t guest) {
    stamp(fixture, EVENT_JOINED);
    struct event *event = fixture->event;
    memset(event->joined.token_hash, 0x5a, TOKEN_HASH_SIZE);
    memcpy(event->joined.token_hash, &guest, sizeof guest);
    snprintf(event->joined.words, sizeof event->joined.words, "zebra%u kite",
             guest);
    if (guest % 3 != 0) {
        snprintf(event->joined.name, sizeof event->joined.name, "=Person%u",
                 guest);
    }
    CHECK(session_apply(fixture->session, event) == VERDICT_OK);
}

void
fixture_move(struct fixture *fixture, int exercise) {
    stamp(fixture, EVENT_MOVED);
    fixture->event->moved.after = fixture->session->move_count;
    fixture->event->moved.to.exercise = (int16_t) exercise;
    CHECK(session_apply(fixture->session, fixture->event) == VERDICT_OK);
}

// Sends what event->ballot.answer holds.
static enum verdict
cast_to(struct fixture *fixture, uint16_t exercise, uint32_t guest) {
    struct event *event = fixture->event;
    const struct exercise *asked = &fixture->deck->exercises[exercise];
    event->ballot.exercise = exercise;
    event->ballot.round = 1;
    event->ballot.guest = asked->is_named ? guest : GUEST_NOBODY;
    ballot_key(fixture->secret, guest, asked->filed_as, 1, event->ballot.key);
    return session_apply(fixture->session, event);
}

static enum verdict
vote_json(struct fixture *fixture, uint16_t at, uint32_t guest,
          const char *json) {
    const struct exercise *exercise = &fixture->deck->exercises[at];
    stamp(fixture, EVENT_BALLOT);
    json_t *object = json_loads(json, 0, NULL);
    CHECK(object != NULL);
    struct answer_fault fault;
    CHECK(kind_of(exercise)->read_answer(
        &(struct ask){.exercise = exercise, .round = 1}, object,
        &fixture->event->ballot.answer, &fault));
    json_decref(object);
    return cast_to(fixture, at, guest);
}

enum verdict
fixture_vote(struct fixture *fixture, uint32_t guest, const char *json) {
    CHECK(session_exercise(fixture->session) != NULL);
    uint16_t at = (uint16_t) fixture->session->place.exercise;
    return vote_json(fixture, at, guest, json);
}

static void
vote_by_chance(struct fixture *fixture, uint16_t at, uint32_t guest) {
    const struct exercise *exercise = &fixture->deck->exercises[at];
    bool is_words = strcmp(exercise->kind, "words") == 0;
    if (is_words && exercise->pick == 3 && rng_below(&fixture->rng, 3) == 0) {
        size_t count = sizeof odd_words / sizeof *odd_words;
        uint32_t word = rng_below(&fixture->rng, (uint32_t) count);
        (void) vote_json(fixture, at, guest, odd_words[word]);
        return;
    }
    stamp(fixture, EVENT_BALLOT);
    kind_of(exercise)->simulate(
        &(struct ask){.exercise = exercise, .round = 1, .deal = guest},
        &fixture->rng, &fixture->event->ballot.answer);
    (void) cast_to(fixture, at, guest);
}

static void
play(struct fixture *fixture, uint16_t at, uint32_t guests) {
    const struct exercise *exercise = &fixture->deck->exercises[at];
    fixture_move(fixture, at);
    bool is_silent = strncmp(exercise->prompt, "Nobody", 6) == 0;
    if (!kind_of(exercise)->takes_ballots || is_silent) {
        return;
    }
    for (uint32_t i = 0; i < guests + guests / 4; i++) {
        uint32_t guest = rng_below(&fixture->rng, guests);
        vote_by_chance(fixture, at, guest);
        if (rng_below(&fixture->rng, 9) == 0) {
            (void) fixture_vote(fixture, guest, "{}");
        }
    }
    fixture_move(fixture, -1); // and some come late
    for (uint32_t i = 0; i < 2; i++) {
        vote_by_chance(fixture, at, i);
    }
}

void
fixture_init(struct fixture *fixture, uint64_t seed, uint32_t guests) {
    fixture_init_deck(fixture, source, seed, guests);
}

void
fixture_init_deck(struct fixture *fixture, const char *deck, uint64_t seed,
                  uint32_t guests) {
    memset(fixture, 0, sizeof *fixture);
    rng_init(&fixture->rng, seed);
    struct deck_faults faults = {0};
    fixture->deck = deck_read(deck, strlen(deck), &faults);
    for (size_t i = 0; i < faults.count; i++) {
        fprintf(stderr, "%d:%d %s\n", faults.items[i].line,
                faults.items[i].column, faults.items[i].text);
    }
    deck_faults_finish(&faults);
    CHECK(fixture->deck != NULL);
    fixture->session = session_create(fixture->deck);
    fixture->event = malloc(sizeof *fixture->event);
    CHECK(fixture->session != NULL && fixture->event != NULL);
    memset(fixture->secret, 0x77, sizeof fixture->secret);
    fixture->now_ms = 7000000000000; // all times begin alike
    text_copy(fixture->about.id, sizeof fixture->about.id,
              "20261123-0910-k7qm");
    text_copy(fixture->about.title, sizeof fixture->about.title,
              "Every \"kind\"");
    fixture->about.started_utc_ms = 1795425012345;
    fixture->input = (struct report_input){.session = fixture->session,
                                           .about = &fixture->about};
    for (uint32_t i = 0; i < guests; i++) {
        join(fixture, i);
    }
    for (uint16_t i = 0; guests > 0 && i < fixture->deck->exercise_count; i++) {
        play(fixture, i, guests);
    }
}

void
fixture_finish(struct fixture *fixture) {
    session_destroy(fixture->session);
    deck_destroy(fixture->deck);
    free(fixture->event);
}

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
    "summary.csv", "ballots.csv", "session.json"};

struct export_folder *
export_folder_create(uint64_t seed, uint32_t guests) {
    struct export_folder *folder = calloc(1, sizeof *folder);
    struct fixture fixture;
    struct fault fault = {0};
    CHECK(folder != NULL);
    folder_make(folder->dir);
    fixture_init(&fixture, seed, guests);
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
