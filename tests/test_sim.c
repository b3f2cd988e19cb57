// Whole sessions, simulated from a seed against the real core and the real
// journal: two readers fold the feed as in the program, up to 24 guests join
// late, tap twice, change and withdraw, vote late and send again what was not
// answered; two hosts press at once, sometimes on what is no longer there; the
// time jumps; the program crashes without a word, several times in a session,
// and is started again on what is on the disk.
//
// What must hold, checked after every step, record or reopening:
//   - two readers have the same digest after the same record, and a replay has
//     the digest that the readers had;
//   - every answer that a phone was told is kept is in the box, the last one
//     that was kept is what counts, and there is nothing else in the box; after
//     a crash it is the last kept or one sent later and not yet answered;
//   - a repeated id counts nothing; a receipt is of the record it was given
//   for;
//   - answered are exactly those who did not take their answer back, no more
//     than ever joined, and for a choice of one they are the sum of the votes;
//   - what was decided can be read again, no record is missed or out of order;
//   - a move is applied only after exactly the moves it saw, and goes where its
//     press goes from there: two presses at once never skip a phase; a phase
//     begins with its full length; nothing else moves; ended is for good;
//   - the time left comes back within five seconds, and the journal opens
//     undamaged.
//
// DENT_SIM_SEEDS=N plays seeds 1 to N, DENT_SIM_SEED=n only that one. A life
// that crashes with proposals on their way depends on how far the disk got;
// all else is the seed's.
#include "base/log.h"
#include "session/secret.h"
#include "sim.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SEEDS 80
#define LIVES_MAX 12

static void
make_dir(struct sim_world *world) {
    const char *above = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    (void) snprintf(world->dir, sizeof world->dir, "%s/dent-sim-XXXXXX", above);
    assert_non_null(mkdtemp(world->dir));
}

static void
remove_dir(const struct sim_world *world) {
    char command[128];
    (void) snprintf(command, sizeof command, "rm -r '%s'", world->dir);
    assert_int_equal(system(command), 0);
}

static void
begin(struct sim_world *world) {
    struct fault fault = {0};
    struct fault note;
    uint8_t secret[32];
    struct deck *deck = play_deck(sim_deck);
    struct text body = {0};
    struct journal_session about = {
        .title = "Simulated", .deck = "sim", .started_utc_ms = 1};
    memset(secret, (int) world->seed, sizeof secret);
    event_write_opened(deck, false, 1, &body);
    struct journal *journal = journal_open(world->dir, &note, &fault);
    assert_non_null(journal);
    assert_true(
        journal_begin(journal, &about, text_string(&body), secret, &fault));
    memcpy(world->session_id, about.id, sizeof world->session_id);
    journal_close(journal);
    text_finish(&body);
    deck_destroy(deck);
    rng_init(&world->rng, world->seed);
    for (uint32_t g = 0; g < SIM_GUEST_MAX; g++) {
        memset(&world->guests[g], 0, sizeof world->guests[g]);
        ballot_key(secret, g, UINT16_MAX, 1, world->guests[g].token_hash);
    }
}

static void
play_seed(struct sim_world *world, uint64_t seed) {
    world->seed = seed;
    world->life = 0;
    world->next_id = 0;
    world->last_seq = 0;
    world->is_ended = false;
    make_dir(world);
    begin(world);
    while (world->life < LIVES_MAX && !world->is_ended) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            sim_live(world);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != SIM_CRASHED) {
            fail_msg("seed %llu failed; again with DENT_SIM_SEED=%llu",
                     (unsigned long long) seed, (unsigned long long) seed);
        }
        world->life++;
    }
    remove_dir(world);
}

static uint64_t
number_of(const char *name, uint64_t otherwise) {
    const char *text = getenv(name);
    return text == NULL ? otherwise : strtoull(text, NULL, 10);
}

static void
whole_sessions_keep_every_promise(void **state) {
    (void) state;
    struct sim_world *world = mmap(NULL, sizeof *world, PROT_READ | PROT_WRITE,
                                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(world, MAP_FAILED);
    uint64_t one = number_of("DENT_SIM_SEED", 0);
    uint64_t last = one > 0 ? one : number_of("DENT_SIM_SEEDS", SEEDS);
    for (uint64_t seed = one > 0 ? one : 1; seed <= last; seed++) {
        play_seed(world, seed);
    }
    (void) printf(
        "seeds up to %llu: %llu ballots kept, %llu late, %llu "
        "repeated, %llu refused, %llu stale events, %llu crashes\n",
        (unsigned long long) last, (unsigned long long) world->kept,
        (unsigned long long) world->late, (unsigned long long) world->repeated,
        (unsigned long long) world->refused, (unsigned long long) world->stale,
        (unsigned long long) world->crashes);
    // A simulator in which nothing goes wrong would prove nothing.
    assert_true(one > 0 || last < SEEDS
                || (world->kept > 1000 && world->late > 10
                    && world->repeated > 100 && world->stale > 10
                    && world->crashes > 100));
    (void) munmap(world, sizeof *world);
}

int
main(void) {
    random_start();
    log_set_level(LOG_WARN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_sessions_keep_every_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
