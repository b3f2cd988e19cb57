// kill_test DENT COUNT: Dent is killed COUNT times at a random moment, under
// load or while it starts. After each start this must hold:
//   - each guest's seat is known;
//   - each guest's answer is the last that was answered "kept", or the one
//     that was on its way; never an older one, never none;
//   - what was on its way is kept when it is sent again, once and under one
//     receipt; what was kept already has its receipt still;
//   - the session is in its phase with the time left, within 5 s;
// and at the end of each data folder: Dent ends cleanly when told to, its
// export has each guest's last answer with its receipt, and the audit agrees.
#include "kill/fail.h"
#include "kill/guest.h"
#include "kill/program.h"
#include "kill/results.h"
#include <jansson.h>
#include <math.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GUEST_COUNT 30
#define KILLS_PER_FOLDER 50 // then a new data folder: replays stay short
#define START_KILL_OF 8     // one in so many is killed while it starts
#define EARLY_KILL_OF 4     // one in so many before all is looked at
#define KILL_MIN_MS 5
#define KILL_MAX_MS 150
#define READY_MS 20000
#define SETTLE_MS 10000
#define LEFT_SLACK_MS 5000
// Around the clock's own record in the journal, and the one after it.
#define QUIET_MIN_MS 3500
#define QUIET_MAX_MS 8500

// What the host saw last, and how long the program has lived since.
struct shown {
    char exercise[32], phase[16];
    double left_ms;
    tick at;
    tick lived_ms;
    bool is_open;
};

struct test {
    struct program program;
    struct play play;
    struct guest guests[GUEST_COUNT];
    struct wire host;
    char host_token[40];
    int64_t host_version;
    unsigned command_count;
    struct shown shown;
    tick ready_after_ms; // of the last start
    double worst_ms;     // between the time left and what was expected
    tick slowest_start_ms;
    unsigned start_kills, early_kills;
};

// For the sentence of a failure, from anywhere; there is one thread.
static uint64_t seed;
static unsigned life;
static const char *folder = "";

void
fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr,
            "kill_test: seed %llu, life %u: ", (unsigned long long) seed, life);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\nkill_test: what was there is in %s\n", folder);
    va_end(arguments);
    exit(1);
}

// -- The host ----------------------------------------------------------------

static json_t *
ask_host(struct test *test, const char *path, const char *body) {
    const char *token = test->host_token[0] == '\0' ? NULL : test->host_token;
    wire_send(&test->host, path, token, body);
    if (!wire_wait(&test->host, SETTLE_MS)) {
        fail("host: no answer to %s", path);
    }
    json_t *answer = json_loads(test->host.body, JSON_DISABLE_EOF_CHECK, NULL);
    if (test->host.status != 200 || answer == NULL) {
        fail("host: %s: %d %s", path, test->host.status, test->host.body);
    }
    return answer;
}

static void
log_in(struct test *test) {
    test->host_token[0] = '\0';
    wire_open(&test->host, test->program.port);
    json_t *answer = ask_host(test, "/host/login", "{\"pin\":\"123456\"}");
    const char *token = json_string_value(json_object_get(answer, "token"));
    snprintf(test->host_token, sizeof test->host_token, "%s",
             token == NULL ? "" : token);
    json_decref(answer);
}

static void
read_shown(struct test *test, struct shown *out) {
    memset(out, 0, sizeof *out);
    json_t *state = ask_host(test, "/host/state", NULL);
    const json_t *exercise = json_object_get(state, "exercise");
    const json_t *phase = json_object_get(state, "phase");
    const char *id = json_string_value(json_object_get(exercise, "id"));
    const char *name = json_string_value(json_object_get(phase, "name"));
    snprintf(out->exercise, sizeof out->exercise, "%s", id == NULL ? "" : id);
    snprintf(out->phase, sizeof out->phase, "%s", name == NULL ? "" : name);
    out->left_ms = json_number_value(json_object_get(phase, "left_ms"));
    out->is_open = json_is_true(json_object_get(phase, "open"));
    out->at = tick_now();
    test->host_version = json_integer_value(json_object_get(state, "version"));
    json_decref(state);
}

// The same place as before the kill, with the time that was left.
static void
check_shown(struct test *test) {
    struct shown now;
    read_shown(test, &now);
    const struct shown *before = &test->shown;
    if (strcmp(now.exercise, before->exercise) != 0
        || strcmp(now.phase, before->phase) != 0
        || now.is_open != before->is_open) {
        fail("the session was in \"%s\" (%s) and is in \"%s\" (%s)",
             before->exercise, before->phase, now.exercise, now.phase);
    }
    double off_ms = now.left_ms - (before->left_ms - (double) before->lived_ms);
    if (fabs(off_ms) > LEFT_SLACK_MS) {
        fail("%.0f ms were left, %lld ms have passed, and %.0f ms are left",
             before->left_ms, (long long) before->lived_ms, now.left_ms);
    }
    if (fabs(off_ms) > fabs(test->worst_ms)) {
        test->worst_ms = off_ms;
    }
    test->shown = now;
}

// Until an exercise's vote is open: from the lobby one step, from an open vote
// two (it is closed first).
static void
go_to_vote(struct test *test, int exercise) {
    struct shown now;
    read_shown(test, &now);
    for (int i = 0; i < 4; i++) {
        if (strcmp(now.exercise, guest_exercise_id(exercise)) == 0) {
            test->shown = now;
            test->play.exercise = exercise;
            return;
        }
        char body[120];
        snprintf(body, sizeof body,
                 "{\"id\":\"host-%08u\",\"version\":%lld,\"do\":\"next\"}",
                 ++test->command_count, (long long) test->host_version);
        json_decref(ask_host(test, "/host/command", body));
        read_shown(test, &now);
    }
    fail("the host cannot open the vote \"%s\"", guest_exercise_id(exercise));
}

// -- The guests --------------------------------------------------------------

static int
wait_ms_of(const struct guest *guest, const struct play *play, tick until) {
    tick wait = until - tick_now();
    if (guest->step == GUEST_WAIT && play->is_voting
        && guest->wait_until - tick_now() < wait) {
        wait = guest->wait_until - tick_now();
    }
    return wait < 0 ? 0 : (int) wait;
}

// The guests act until then, or, if asked, until all are settled.
static bool
play_until(struct test *test, tick until, bool ends_settled) {
    struct pollfd polls[GUEST_COUNT];
    while (true) {
        unsigned settled = 0;
        int wait = 1000;
        for (unsigned i = 0; i < GUEST_COUNT; i++) {
            struct guest *guest = &test->guests[i];
            guest_step(guest, &test->play);
            settled += guest_is_settled(guest) ? 1 : 0;
            bool is_busy = guest->wire.state == WIRE_BUSY;
            polls[i] = (struct pollfd){.fd = is_busy ? guest->wire.fd : -1,
                                       .events = wire_events(&guest->wire)};
            int own = wait_ms_of(guest, &test->play, until);
            wait = own < wait ? own : wait;
        }
        if (ends_settled && settled == GUEST_COUNT) {
            return true;
        }
        if (tick_now() >= until) {
            return false;
        }
        (void) poll(polls, GUEST_COUNT, wait); // each wire is asked anyway
    }
}

static void
settle_all(struct test *test) {
    test->play.is_voting = false;
    if (!play_until(test, tick_now() + SETTLE_MS, true)) {
        fail("the guests were not answered within %d ms", SETTLE_MS);
    }
}

// -- Lives -------------------------------------------------------------------

static void
begin_life(struct test *test) {
    life++;
    program_start(&test->program);
    program_wait_ready(&test->program, READY_MS);
    test->ready_after_ms = tick_now() - test->program.started_at;
    if (test->ready_after_ms > test->slowest_start_ms) {
        test->slowest_start_ms = test->ready_after_ms;
    }
    log_in(test);
    for (unsigned i = 0; i < GUEST_COUNT; i++) {
        guest_begin_life(&test->guests[i], &test->play);
    }
}

static void
hang_up(struct test *test) {
    test->shown.lived_ms += tick_now() - test->shown.at;
    wire_close(&test->host);
    for (unsigned i = 0; i < GUEST_COUNT; i++) {
        guest_end_life(&test->guests[i]);
    }
}

static void
end_life(struct test *test) {
    program_kill(&test->program);
    hang_up(test);
}

static void
kill_while_starting(struct test *test) {
    life++;
    test->start_kills++;
    program_start(&test->program);
    tick most = test->ready_after_ms + 1;
    (void) poll(NULL, 0, (int) rng_below(&test->play.rng, (uint32_t) most));
    program_kill(&test->program);
}

static void
kill_under_load(struct test *test) {
    struct rng *rng = &test->play.rng;
    tick after =
        KILL_MIN_MS + (tick) rng_below(rng, KILL_MAX_MS - KILL_MIN_MS + 1);
    begin_life(test);
    test->play.is_voting = true;
    check_shown(test);
    if (rng_below(rng, EARLY_KILL_OF) == 0) {
        test->early_kills++;
    } else {
        settle_all(test);
        test->play.is_voting = true;
    }
    (void) play_until(test, tick_now() + after, false);
    end_life(test);
}

// A first life opens the vote; nothing was promised before.
static void
open_folder(struct test *test) {
    for (unsigned i = 0; i < GUEST_COUNT; i++) {
        wire_close(&test->guests[i].wire);
        struct wire wire = {.in = test->guests[i].wire.in};
        test->guests[i] = (struct guest){.number = i + 1, .wire = wire};
    }
    program_new_data(&test->program);
    test->play.exercise = 0;
    begin_life(test);
    go_to_vote(test, 0);
    settle_all(test);
    end_life(test);
}

static void
go_on_with_words(struct test *test) {
    begin_life(test);
    check_shown(test);
    settle_all(test);
    go_to_vote(test, 1);
    end_life(test);
}

// After some quiet only the clock's own records tell how much is left.
static void
kill_after_quiet(struct test *test) {
    begin_life(test);
    check_shown(test);
    settle_all(test);
    uint32_t more = rng_below(&test->play.rng, QUIET_MAX_MS - QUIET_MIN_MS);
    (void) poll(NULL, 0, (int) (QUIET_MIN_MS + more)); // nobody votes
    end_life(test);
}

static void
close_folder(struct test *test) {
    begin_life(test);
    check_shown(test);
    settle_all(test);
    int code = program_stop(&test->program, SETTLE_MS);
    if (code != 0) {
        fail("Dent ended with %d when it was told to end", code);
    }
    hang_up(test);
    results_check(&test->program, test->guests, GUEST_COUNT);
}

static void
run(struct test *test, unsigned kill_count) {
    for (unsigned i = 0; i < kill_count; i++) {
        unsigned at = i % KILLS_PER_FOLDER;
        if (at == 0) {
            open_folder(test);
        } else if (at == KILLS_PER_FOLDER / 2) {
            go_on_with_words(test);
        }
        if (rng_below(&test->play.rng, START_KILL_OF) == 0) {
            kill_while_starting(test);
        } else {
            kill_under_load(test);
        }
        bool is_last = i + 1 == kill_count;
        if (is_last) {
            kill_after_quiet(test);
        }
        if (is_last || at + 1 == KILLS_PER_FOLDER) {
            close_folder(test);
        }
    }
}

static void
say_figures(const struct test *test, unsigned kill_count, tick took_ms) {
    const struct guest_counts *counts = &test->play.counts;
    printf("killed %u times (%u while starting, %u while guests came back) in "
           "%.1f s\n",
           kill_count, test->start_kills, test->early_kills,
           (double) took_ms / 1000);
    printf("%llu ballots kept, none lost; on their way at a kill: %llu were "
           "kept, %llu were not and were sent again\n",
           (unsigned long long) counts->kept,
           (unsigned long long) counts->flying_kept,
           (unsigned long long) counts->flying_lost);
    printf("sent again though kept: %llu; too fast: %llu; clock off by %.0f ms "
           "at worst; slowest start %lld ms\n",
           (unsigned long long) counts->again,
           (unsigned long long) counts->slowed, test->worst_ms,
           (long long) test->slowest_start_ms);
}

int
main(int argc, char **argv) {
    random_start();
    char *binary = argc == 3 ? realpath(argv[1], NULL) : NULL;
    unsigned kill_count = argc == 3 ? (unsigned) strtoul(argv[2], NULL, 10) : 0;
    if (binary == NULL || kill_count == 0) {
        fputs("usage: kill_test DENT COUNT\n", stderr);
        return 2;
    }
    const char *wanted = getenv("DENT_KILL_SEED");
    if (wanted != NULL) {
        seed = strtoull(wanted, NULL, 10);
    } else {
        random_bytes(&seed, sizeof seed);
        seed %= 1000000000;
    }
    printf("kill_test: seed %llu\n", (unsigned long long) seed);
    fflush(stdout);
    struct test *test = calloc(1, sizeof *test);
    if (test == NULL) {
        fail("no memory");
    }
    rng_init(&test->play.rng, seed);
    program_init(&test->program, binary);
    folder = test->program.dir;
    test->play.port = test->program.port;
    tick began = tick_now();
    run(test, kill_count);
    say_figures(test, kill_count, tick_now() - began);
    program_finish(&test->program);
    for (unsigned i = 0; i < GUEST_COUNT; i++) {
        free(test->guests[i].wire.in);
    }
    free(test->host.in);
    free(test);
    free(binary);
    return 0;
}
