// What the core costs, beside what the machine does at the least: a ballot
// applied (with a copy of as many bytes beside it), a tally of 10,000 ballots
// (with a loop over the same bytes), and a session of 1,000 guests replayed.
// Prints a table; times are the best of several rounds, on one thread.
#include "base/log.h"
#include "journal/journal.h"
#include "session/kinds/choice.h"
#include "session/kinds/curve.h"
#include "session/kinds/duel.h"
#include "session/kinds/points.h"
#include "session/kinds/rank.h"
#include "session/kinds/scale.h"
#include "session/kinds/words.h"
#include "session/records.h"
#include "session/secret.h"
#include "session_help.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GUESTS 10000
#define REPLAY_GUESTS 1000
#define ROUNDS 5

struct bench {
    struct play play;
    uint16_t number;
    struct event *events; // one ballot of each guest
    uint8_t *copies;
};

static double
ms_since(int64_t began_us) {
    return (double) (tick_now_us() - began_us) / 1000;
}

static double
least(double a, double b) {
    return a < b ? a : b;
}

static void
make_ballots(struct bench *bench) {
    const struct exercise *exercise = session_exercise(bench->play.session);
    struct rng rng;
    rng_init(&rng, 1);
    for (uint32_t i = 0; i < GUESTS; i++) {
        struct event *event = &bench->events[i];
        event->type = EVENT_BALLOT;
        event->t_ms = bench->play.now_ms;
        event->seq = bench->play.session->seq + i + 1;
        event->ballot.exercise = bench->number;
        event->ballot.round = 1;
        event->ballot.guest = exercise->is_named ? i : GUEST_NOBODY;
        ballot_key(bench->play.secret, i, bench->number, 1, event->ballot.key);
        kind_of(exercise)->simulate(
            &(struct ask){.exercise = exercise, .round = 1, .deal = i}, &rng,
            &event->ballot.answer);
    }
}

// Milliseconds for all of them; the first round fills the box, the others
// change every answer.
static double
apply_all(struct bench *bench) {
    int64_t began_us = tick_now_us();
    for (uint32_t i = 0; i < GUESTS; i++) {
        (void) session_apply(bench->play.session, &bench->events[i]);
    }
    return ms_since(began_us);
}

static double
copy_all(struct bench *bench) {
    int64_t began_us = tick_now_us();
    for (uint32_t i = 0; i < GUESTS; i++) {
        const struct answer *answer = &bench->events[i].ballot.answer;
        memcpy(bench->copies + (size_t) i * sizeof *answer, answer->bytes,
               answer->size);
        __asm__ volatile("" ::: "memory");
    }
    return ms_since(began_us);
}

static double
tally(const struct exercise *exercise, const struct ballot_box *box) {
    static struct words_tally words;
    static struct choice_tally choice;
    static struct scale_tally scale;
    static struct duel_tally duel;
    static struct curve_tally curve;
    static struct rank_tally rank;
    static struct points_tally points;
    int64_t began_us = tick_now_us();
    switch (exercise->kind[0]) {
        case 'w':
            words_tally(box, &words);
            break;
        case 's':
            scale_tally(exercise, box, &scale);
            break;
        case 'd':
            duel_tally(exercise, box, &duel);
            break;
        case 'r':
            rank_tally(exercise, box, &rank);
            break;
        default:
            if (strcmp(exercise->kind, "curve") == 0) {
                curve_tally(box, &curve);
            } else if (strcmp(exercise->kind, "points") == 0) {
                points_tally(exercise, box, &points);
            } else {
                choice_tally(exercise, box, &choice);
            }
            break;
    }
    return ms_since(began_us);
}

static double
loop_over(const struct ballot_box *box) {
    int64_t began_us = tick_now_us();
    uint64_t sum = 0;
    for (uint32_t i = 0; i < box->count; i++) {
        for (uint16_t k = 0; k < box->ballots[i].size; k++) {
            sum += box->ballots[i].bytes[k];
        }
    }
    __asm__ volatile("" ::"r"(sum));
    return ms_since(began_us);
}

static void
bench_kind(struct bench *bench) {
    const struct exercise *exercise = session_exercise(bench->play.session);
    const struct ballot_box *box = &bench->play.session->boxes[bench->number];
    make_ballots(bench);
    double first = apply_all(bench);
    double change = 1e9;
    double copy = 1e9;
    double count = 1e9;
    double loop = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        change = least(change, apply_all(bench));
        copy = least(copy, copy_all(bench));
        count = least(count, tally(exercise, box));
        loop = least(loop, loop_over(box));
    }
    const double us = 1000.0 / GUESTS;
    (void) printf("%-8s %10.3f %10.3f %10.3f %12.3f %12.3f\n", exercise->kind,
                  first * us, change * us, copy * us, count, loop);
}

static double
resident_mb(void) {
    char line[128] = "";
    unsigned long size = 0;
    unsigned long resident = 0;
    int file = open("/proc/self/statm", O_RDONLY);
    if (file >= 0 && read(file, line, sizeof line - 1) > 0) {
        (void) sscanf(line, "%lu %lu", &size, &resident);
    }
    (void) close(file);
    return (double) resident * (double) sysconf(_SC_PAGESIZE) / 1e6;
}

static void
ignore(void *data, const void *message, size_t size) {
    const struct record *record = message;
    (void) size;
    *(uint64_t *) data += record->fate == RECORD_KEPT;
}

struct writing {
    const struct session *session;
    struct journal *journal;
    struct inbox *inbox;
    struct text text;
    uint8_t reader;
    uint64_t proposed, kept;
};

static void
propose(struct writing *writing, const struct event *event) {
    const struct record *record = session_propose(
        event, writing->session, NULL, 0, writing->reader, &writing->text);
    while (!journal_propose(writing->journal, record)) {
        (void) inbox_drain(writing->inbox, ignore, &writing->kept);
    }
    writing->proposed++;
}

// Everybody answers everything.
static void
write_events(struct writing *writing, struct bench *bench) {
    struct play *play = &bench->play;
    for (uint32_t i = 0; i < REPLAY_GUESTS; i++) {
        (void) play_join(play);
        propose(writing, &play->event);
    }
    while (play_press(play, INTENT_NEXT) == VERDICT_OK
           && !session_is_end(play->session)) {
        propose(writing, &play->event);
        if (!session_is_open(play->session, play->now_ms)) {
            continue;
        }
        bench->number = (uint16_t) play->session->place.exercise;
        make_ballots(bench);
        for (uint32_t i = 0; i < REPLAY_GUESTS; i++) {
            propose(writing, &bench->events[i]);
        }
    }
}

// The session into a real journal; returns how many records it has beside the
// first.
static uint64_t
write_session(const char *dir, struct bench *bench,
              struct journal_session *about) {
    struct fault fault = {0};
    struct writing writing = {.session = bench->play.session};
    event_write_opened(writing.session->deck, false, 1, &writing.text);
    writing.journal = journal_open(dir, NULL, &fault);
    writing.inbox = inbox_create(64 * 1024 * 1024, NULL, NULL);
    if (writing.journal == NULL || writing.inbox == NULL
        || !journal_begin(writing.journal, about, text_string(&writing.text),
                          bench->play.secret, &fault)) {
        (void) fprintf(stderr, "%s\n", fault.text);
        exit(1);
    }
    writing.reader = journal_add_reader(writing.journal, writing.inbox);
    if (!journal_start(writing.journal, &fault)) {
        (void) fprintf(stderr, "%s\n", fault.text);
        exit(1);
    }
    write_events(&writing, bench);
    while (writing.kept < writing.proposed
           && inbox_wait(writing.inbox, 10000)) {
        (void) inbox_drain(writing.inbox, ignore, &writing.kept);
    }
    journal_stop(writing.journal);
    journal_close(writing.journal);
    inbox_destroy(writing.inbox);
    text_finish(&writing.text);
    return writing.kept;
}

static void
count_bytes(void *data, const struct record *record) {
    *(uint64_t *) data += record->body_size;
}

static void
bench_replay(struct bench *bench) {
    char dir[] = "/tmp/dent-bench-XXXXXX";
    char command[64];
    struct journal_session about = {.title = "Bench", .deck = "taster"};
    struct fault fault = {0};
    struct session_copy copy;
    if (mkdtemp(dir) == NULL) {
        exit(1);
    }
    uint64_t records = write_session(dir, bench, &about);
    struct journal *journal = journal_open(dir, NULL, &fault);
    double replay = 1e9;
    double reading = 1e9;
    double memory = 0;
    uint64_t bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t began_us = tick_now_us();
        bytes = 0;
        (void) journal_replay(journal, about.id, count_bytes, &bytes, &fault);
        reading = least(reading, ms_since(began_us));
        double before = resident_mb();
        began_us = tick_now_us();
        if (!session_read(journal, about.id, &copy, &fault)) {
            (void) fprintf(stderr, "%s\n", fault.text);
            exit(1);
        }
        replay = least(replay, ms_since(began_us));
        memory =
            resident_mb() - before > memory ? resident_mb() - before : memory;
        session_copy_finish(&copy);
    }
    journal_close(journal);
    (void) printf("\nreplay of %llu records (%llu kB) of %d guests: %.1f ms, "
                  "%.1f MB resident;\nthe journal alone (read, chain "
                  "checked): %.1f ms\n",
                  (unsigned long long) records,
                  (unsigned long long) bytes / 1000, REPLAY_GUESTS, replay,
                  memory, reading);
    (void) snprintf(command, sizeof command, "rm -r %s", dir);
    if (system(command) != 0) {
        (void) fprintf(stderr, "%s is left\n", dir);
    }
}

int
main(void) {
    random_start();
    log_set_level(LOG_WARN);
    static struct bench bench;
    bench.events = calloc(GUESTS, sizeof *bench.events);
    bench.copies = calloc(GUESTS, sizeof(struct answer));
    if (bench.events == NULL || bench.copies == NULL) {
        return 1;
    }
    (void) printf("%d guests   us a ballot                     ms a tally\n"
                  "%-8s %10s %10s %10s %12s %12s\n",
                  GUESTS, "kind", "first", "changed", "memcpy", "tally",
                  "loop");
    play_start(&bench.play, NULL);
    for (uint32_t i = 0; i < GUESTS; i++) {
        (void) play_join(&bench.play);
    }
    for (int i = PLAY_WORDS; i <= PLAY_CHOICE; i++) {
        bench.number = (uint16_t) i;
        play_go(&bench.play, i, i == PLAY_SCALE ? 1 : 0);
        bench_kind(&bench);
    }
    play_finish(&bench.play);
    struct deck_faults faults = {0};
    struct deck *taster =
        deck_load(DENT_SOURCE_DIR "/assets/decks/taster.yaml", &faults);
    deck_faults_finish(&faults);
    if (taster == NULL) {
        return 1;
    }
    play_start(&bench.play, taster->source);
    deck_destroy(taster);
    bench_replay(&bench);
    play_finish(&bench.play);
    free(bench.events);
    free(bench.copies);
    return 0;
}
