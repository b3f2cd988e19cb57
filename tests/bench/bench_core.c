// What the core costs, beside what the machine does at the least: a ballot
// applied (with a copy of as many bytes beside it) and a result of 10,000
// ballots counted and written (with a loop over the same bytes), for every
// round of every kind; a deal of blind scores; and a session of 1,000 guests
// replayed. Prints tables; times are the best of several rounds, on one thread.
#include "base/log.h"
#include "journal/journal.h"
#include "session/deal.h"
#include "session/records.h"
#include "session/secret.h"
#include "session/staging.h"
#include "session_help.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GUESTS 10000
#define REPLAY_GUESTS 1000
#define ROUNDS 5

static const char every_kind[] =
    "deck: bench\n"
    "title: Bench\n"
    "exercises:\n"
    "  - {id: a, kind: choice, prompt: Q?, options: [A, B, C, D]}\n"
    "  - {id: b, kind: scale, prompt: Q?, from: 0, to: 10,\n"
    "     statements: [A, B, C]}\n"
    "  - {id: c, kind: words, prompt: Q?, pick: 3}\n"
    "  - {id: d, kind: duel, prompt: Q?, items: [A, B, C, D, E]}\n"
    "  - {id: e, kind: rank, prompt: Q?, items: [A, B, C, D, E]}\n"
    "  - {id: f, kind: points, prompt: Q?, items: [A, B, C, D, E]}\n"
    "  - {id: g, kind: curve, prompt: Q?}\n"
    "  - {id: h, kind: plane, prompt: Q?, x: [a, b], y: [c, d],\n"
    "     items: [A, B, C]}\n"
    "  - {id: i, kind: ideas, prompt: Q?, pick: 3, dots: 3}\n"
    "  - {id: j, kind: ideas, prompt: Q?, rounds: 5}\n"
    "  - {id: k, kind: sketch, prompt: Q?, dots: 3}\n"
    "  - {id: l, kind: whys, prompt: Q?, rounds: 2}\n"
    "  - {id: m, kind: questions, prompt: Q?}\n"
    "  - {id: n, kind: quiz, prompt: Q?, options: [A, B, C], right: A,\n"
    "     named: true}\n";

struct bench {
    struct play play;
    struct deal deal;
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

// What this guest is asked now.
static struct ask
ask_now(struct bench *bench, uint32_t guest) {
    const struct session *session = bench->play.session;
    struct ask ask = {.exercise = session_exercise(session),
                      .box = session_box(session, bench->number, 1),
                      .round = session_round(session),
                      .deal = guest};
    if (deal_update(&bench->deal, session, bench->play.secret)) {
        ask.dealt = deal_of(&bench->deal, guest);
    }
    return ask;
}

static void
make_ballots(struct bench *bench, uint32_t guests) {
    for (uint32_t i = 0; i < guests; i++) {
        struct event *event = &bench->events[i];
        struct ask ask = ask_now(bench, i);
        event->type = EVENT_BALLOT;
        event->t_ms = bench->play.now_ms;
        event->seq = bench->play.session->seq + i + 1;
        event->ballot.exercise = bench->number;
        event->ballot.round = ask.round;
        event->ballot.guest = ask.exercise->is_named ? i : GUEST_NOBODY;
        ballot_key(bench->play.secret, i, ask.exercise->filed_as, ask.round,
                   event->ballot.key);
        staging_answer(&ask, 1, &event->ballot.answer);
    }
}

// Microseconds to check what an answer names.
static double
check_all(struct bench *bench) {
    struct answer_fault fault;
    struct ask ask = ask_now(bench, 0);
    const struct kind *kind = kind_of(ask.exercise);
    int64_t began_us = tick_now_us();
    for (uint32_t i = 0; i < GUESTS && kind->check_answer != NULL; i++) {
        ask.dealt = deal_of(&bench->deal, i);
        if (!kind->check_answer(&ask, &bench->events[i].ballot.answer,
                                &fault)) {
            (void) fprintf(stderr, "%s %s\n", fault.field, fault.text);
            exit(1);
        }
    }
    return ms_since(began_us);
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
tally(const struct exercise *exercise, const struct ballot_box *box,
      struct text *text) {
    struct json_out out = {.text = text};
    text_clear(text);
    int64_t began_us = tick_now_us();
    kind_of(exercise)->write_result(exercise, box, &out);
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
bench_round(struct bench *bench) {
    const struct session *session = bench->play.session;
    const struct exercise *exercise = session_exercise(session);
    uint8_t round = session_round(session);
    const struct ballot_box *box = session_box(session, bench->number, round);
    struct text text = {0};
    make_ballots(bench, GUESTS);
    double first = apply_all(bench);
    double change = 1e9, copy = 1e9, count = 1e9, loop = 1e9, check = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        change = least(change, apply_all(bench));
        check = least(check, check_all(bench));
        copy = least(copy, copy_all(bench));
        count =
            least(count, tally(exercise, session_box(session, bench->number, 1),
                               &text));
        loop = least(loop, loop_over(box));
    }
    const double us = 1000.0 / GUESTS;
    (void) printf("%-9s %5u %9.3f %9.3f %9.3f %9.3f %11.3f %11.3f\n",
                  exercise->kind, round, first * us, change * us, check * us,
                  copy * us, count, loop);
    text_finish(&text);
}

static void
bench_kinds(struct bench *bench) {
    (void) printf("%d guests        us a ballot                            ms "
                  "a result\n%-9s %5s %9s %9s %9s %9s %11s %11s\n",
                  GUESTS, "kind", "round", "first", "changed", "check",
                  "memcpy", "counted", "loop");
    play_start(&bench->play, every_kind);
    for (uint32_t i = 0; i < GUESTS; i++) {
        (void) play_join(&bench->play);
    }
    while (play_press(&bench->play, INTENT_NEXT) == VERDICT_OK
           && !session_is_end(bench->play.session)) {
        if (session_is_open(bench->play.session, bench->play.now_ms)) {
            bench->number = (uint16_t) bench->play.session->place.exercise;
            bench_round(bench);
        }
    }
    deal_finish(&bench->deal);
    play_finish(&bench->play);
}

// Everybody writes an idea of their own, and one that all write; then five
// rounds in which all answer.
static void
bench_deal(struct bench *bench, uint32_t guests) {
    play_start(&bench->play, "deck: d\ntitle: D\nexercises:\n"
                             "  - {id: j, kind: ideas, prompt: Q?, pick: 2, "
                             "rounds: 5}\n");
    for (uint32_t i = 0; i < guests; i++) {
        (void) play_join(&bench->play);
    }
    play_go(&bench->play, 0, 0);
    for (uint32_t i = 0; i < guests; i++) {
        char json[64];
        (void) snprintf(json, sizeof json, "{\"ideas\":[\"idea %u\",\"all\"]}",
                        i);
        (void) play_vote(&bench->play, i, json);
    }
    bench->number = 0;
    (void) printf("a deal for %5u guests, ms in each round:", guests);
    for (int round = 2; round <= 6; round++) {
        play_go(&bench->play, 0, round - 1);
        int64_t began_us = tick_now_us();
        (void) deal_update(&bench->deal, bench->play.session,
                           bench->play.secret);
        (void) printf(" %.1f", ms_since(began_us));
        make_ballots(bench, guests);
        for (uint32_t i = 0; i < guests; i++) {
            (void) session_apply(bench->play.session, &bench->events[i]);
        }
    }
    (void) printf("\n");
    deal_finish(&bench->deal);
    play_finish(&bench->play);
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
        make_ballots(bench, REPLAY_GUESTS);
        for (uint32_t i = 0; i < REPLAY_GUESTS; i++) {
            propose(writing, &bench->events[i]);
            (void) session_apply(play->session, &bench->events[i]);
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
    struct journal_session about = {.title = "Bench", .deck = "right-reasons"};
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
    bench_kinds(&bench);
    (void) printf("\n");
    bench_deal(&bench, 1000);
    bench_deal(&bench, GUESTS);
    struct deck_faults faults = {0};
    struct deck *deck =
        deck_load(DENT_SOURCE_DIR "/assets/decks/right-reasons.yaml", &faults);
    deck_faults_finish(&faults);
    if (deck == NULL) {
        return 1;
    }
    play_start(&bench.play, deck->source);
    deck_destroy(deck);
    bench_replay(&bench);
    play_finish(&bench.play);
    free(bench.events);
    free(bench.copies);
    return 0;
}
