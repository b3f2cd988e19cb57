// How fast the room is, beside a bare epoll loop that does the same exchange
// with the same journal. Both run at once and take turns in short rounds, so
// that a ratio compares two moments that were next to each other; what is
// printed is the median of the rounds. usage: bench_room [GUESTS…]
#include "base/check.h"
#include "base/log.h"
#include "base/random.h"
#include "bench_load.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define ROUNDS 5
#define CLOSED_MS 1000
#define OPEN_MS 1500
#define SETTLE_MS 2500 // until the counts have gone out
#define IDLE_S 5

struct side {
    struct bench_server server;
    struct load load;
    double join_ms, fixed_kb, all_kb;
    double rate[ROUNDS], p50_ms[ROUNDS], p99_ms[ROUNDS], change_ms[ROUNDS],
        cpu_us[ROUNDS];
};

static int
compare(const void *a, const void *b) {
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static double
median(const double values[static ROUNDS]) {
    double sorted[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        sorted[i] = values[i];
    }
    qsort(sorted, ROUNDS, sizeof *sorted, compare);
    return sorted[ROUNDS / 2];
}

static double
median_ratio(const double above[static ROUNDS],
             const double below[static ROUNDS]) {
    double ratios[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        ratios[i] = above[i] / below[i];
    }
    return median(ratios);
}

static void
side_open(struct side *side, bool is_room, uint32_t count, size_t state_size) {
    bench_server_start(&side->server, is_room, state_size);
    load_open(&side->load, &side->server, count);
    side->fixed_kb = bench_server_rss_kb(&side->server);
    side->join_ms = load_join(&side->load);
}

static void
side_close(struct side *side) {
    load_close(&side->load);
    bench_server_stop(&side->server);
}

// With a poll of every guest, which are there only meanwhile: descriptors for
// those of both sides at once may be more than the system grants.
static void
vote_once(struct side *side, int round) {
    load_park(&side->load);
    load_open_loop(&side->load, OPEN_MS);
    side->p50_ms[round] = load_quantile_ms(&side->load, 0.5);
    side->p99_ms[round] = load_quantile_ms(&side->load, 0.99);
    if (round == 0) {
        load_idle(&side->load, SETTLE_MS);
        side->all_kb = bench_server_rss_kb(&side->server);
    }
    side->change_ms[round] = load_change(&side->load, &side->server);
    load_leave_polls(&side->load);
}

static void
vote_hard(struct side *side, int round) {
    double cpu_s = bench_server_cpu_s(&side->server);
    side->rate[round] = load_closed(&side->load, CLOSED_MS);
    cpu_s = bench_server_cpu_s(&side->server) - cpu_s;
    side->cpu_us[round] = cpu_s * 1e6 / (double) side->load.took_count;
}

static void
print_row(const char *what, const struct side *of) {
    uint32_t count = of->load.count;
    printf("%-6s %6u %10.0f %8.1f %8.1f %8.1f %10.1f %9.0f %8.1f %6u\n", what,
           count, median(of->rate), median(of->cpu_us), median(of->p50_ms),
           median(of->p99_ms), median(of->change_ms), of->join_ms,
           (of->all_kb - of->fixed_kb) / count, of->load.errors);
}

// Returns the memory of the room with all its guests, kB.
static double
measure(uint32_t count) {
    static struct side room, bare;
    side_open(&room, true, count, 0);
    side_open(&bare, false, count, room.load.state_size);
    for (int i = 0; i < ROUNDS; i++) {
        vote_once(&room, i);
        vote_once(&bare, i);
    }
    for (int i = 0; i < ROUNDS; i++) {
        vote_hard(&room, i);
        vote_hard(&bare, i);
    }
    print_row("room", &room);
    print_row("bare", &bare);
    printf("%-6s %6u %9.2fx %7.2fx %7.2fx %7.2fx %9.2fx %8.2fx\n", "ratio",
           count, median_ratio(room.rate, bare.rate),
           median_ratio(room.cpu_us, bare.cpu_us),
           median_ratio(room.p50_ms, bare.p50_ms),
           median_ratio(room.p99_ms, bare.p99_ms),
           median_ratio(room.change_ms, bare.change_ms),
           room.join_ms / bare.join_ms);
    (void) fflush(stdout);
    side_close(&room);
    side_close(&bare);
    return room.all_kb;
}

static void
measure_idle(void) {
    static struct side room;
    side_open(&room, true, 1000, 0);
    load_park(&room.load);
    load_idle(&room.load, SETTLE_MS);
    double cpu_s = bench_server_cpu_s(&room.server);
    load_idle(&room.load, IDLE_S * 1000);
    cpu_s = bench_server_cpu_s(&room.server) - cpu_s;
    printf("1,000 idle guests: %.2f %% of a core over %d s (aim: below 1)\n",
           cpu_s * 100 / IDLE_S, IDLE_S);
    side_close(&room);
}

static void
print_head(void) {
    printf("medians of %d rounds, room and bare loop in turn; ratios are of "
           "two neighbours\nballots/s: every guest one under way, %d ms; cpu: "
           "us of the server a ballot;\np50, p99: ms from POST to the durable "
           "answer, all vote once within %d ms;\nchange: ms until the last "
           "guest has it; join: ms until the last has page,\nseat and state "
           "(once); kB: memory of the guests with both connections, divided\n"
           "by their number, what the first of them all need included\n\n",
           ROUNDS, CLOSED_MS, OPEN_MS);
    printf("%-6s %6s %10s %8s %8s %8s %10s %9s %8s %6s\n", "", "guests",
           "ballots/s", "cpu", "p50", "p99", "change", "join", "kB", "errors");
    (void) fflush(stdout); // or each child would say it again
}

int
main(int argc, char **argv) {
    static const uint32_t usual[] = {500, 2000, 5000};
    random_start();
    log_set_level(LOG_ERROR);
    struct rlimit files;
    CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    CHECK(setrlimit(RLIMIT_NOFILE, &files) == 0);
    print_head();
    int runs = argc > 1 ? argc - 1 : 3;
    uint32_t first = 0, last = 0;
    double first_kb = 0, last_kb = 0;
    for (int i = 0; i < runs; i++) {
        last = argc > 1 ? (uint32_t) strtoul(argv[i + 1], NULL, 10) : usual[i];
        CHECK(last > 0 && last <= 5000);
        last_kb = measure(last);
        if (i == 0) {
            first = last;
            first_kb = last_kb;
        }
    }
    printf("aims: rate at least 0.70x, change at most 1.50x\n");
    if (last > first) {
        printf("memory of each guest beyond %u, up to %u: %.1f kB (aim: at "
               "most 12)\n",
               first, last, (last_kb - first_kb) / (last - first));
    }
    (void) fflush(stdout);
    measure_idle();
    return 0;
}
