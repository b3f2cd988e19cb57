// How fast the room is, beside a bare epoll loop that does the same exchange
// with the same journal in the same run. usage: bench_room [GUESTS…]
#include "base/check.h"
#include "base/log.h"
#include "base/random.h"
#include "bench_load.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define CLOSED_S 3
#define OPEN_S 4
#define CHANGE_COUNT 5
#define IDLE_S 5

struct figures {
    double join_ms, rate, p50_ms, p99_ms, change_ms, guest_kb, cpu_us;
    size_t state_size;
    uint32_t errors;
};

static double
median_change(struct load *load, struct bench_server *server) {
    double took[CHANGE_COUNT];
    for (int i = 0; i < CHANGE_COUNT; i++) {
        double ms = load_change(load, server);
        int at = i;
        for (; at > 0 && took[at - 1] > ms; at--) {
            took[at] = took[at - 1];
        }
        took[at] = ms;
        load_idle(load, 100);
    }
    return took[CHANGE_COUNT / 2];
}

static struct figures
measure(bool is_room, uint32_t count, size_t state_size) {
    struct figures out = {0};
    struct bench_server server;
    struct load load;
    bench_server_start(&server, is_room, state_size);
    load_open(&load, &server, count);
    double rss_kb = bench_server_rss_kb(&server);
    out.join_ms = load_join(&load);
    load_park(&load);
    load_open_loop(&load, OPEN_S);
    out.p50_ms = load_quantile_ms(&load, 0.5);
    out.p99_ms = load_quantile_ms(&load, 0.99);
    load_idle(&load, 2500); // until the counts have gone out
    out.guest_kb = (bench_server_rss_kb(&server) - rss_kb) / count;
    out.change_ms = median_change(&load, &server);
    load_leave_polls(&load);
    double cpu_s = bench_server_cpu_s(&server);
    out.rate = load_closed(&load, CLOSED_S);
    cpu_s = bench_server_cpu_s(&server) - cpu_s;
    out.cpu_us = cpu_s * 1e6 / (out.rate * CLOSED_S);
    out.state_size = load.state_size;
    out.errors = load.errors;
    load_close(&load);
    bench_server_stop(&server);
    return out;
}

static void
print_row(const char *what, uint32_t count, const struct figures *of) {
    printf("%-6s %6u %10.0f %8.1f %8.1f %8.1f %10.1f %9.0f %8.1f %6u\n", what,
           count, of->rate, of->cpu_us, of->p50_ms, of->p99_ms, of->change_ms,
           of->join_ms, of->guest_kb, of->errors);
}

static void
measure_idle(void) {
    struct bench_server server;
    struct load load;
    bench_server_start(&server, true, 0);
    load_open(&load, &server, 1000);
    (void) load_join(&load);
    load_park(&load);
    load_idle(&load, 2500);
    double cpu_s = bench_server_cpu_s(&server);
    load_idle(&load, IDLE_S * 1000);
    cpu_s = bench_server_cpu_s(&server) - cpu_s;
    printf("\n1,000 idle guests: %.2f %% of a core over %d s (aim: below 1)\n",
           cpu_s * 100 / IDLE_S, IDLE_S);
    load_close(&load);
    bench_server_stop(&server);
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
    printf("ballots/s: every guest one under way, %d s; cpu: us of the server "
           "a ballot;\np50, p99: ms from POST to the durable answer, all vote "
           "once within %d s;\nchange: ms until the last guest has it (median "
           "of %d); join: ms until the last\nhas page, seat and state; kB: "
           "memory a guest with both connections\n\n",
           CLOSED_S, OPEN_S, CHANGE_COUNT);
    printf("%-6s %6s %10s %8s %8s %8s %10s %9s %8s %6s\n", "", "guests",
           "ballots/s", "cpu", "p50", "p99", "change", "join", "kB", "errors");
    (void) fflush(stdout); // or each child would say it again
    int runs = argc > 1 ? argc - 1 : 3;
    for (int i = 0; i < runs; i++) {
        uint32_t count =
            argc > 1 ? (uint32_t) strtoul(argv[i + 1], NULL, 10) : usual[i];
        CHECK(count > 0 && count <= 5000);
        struct figures room = measure(true, count, 0);
        print_row("room", count, &room);
        (void) fflush(stdout);
        struct figures bare = measure(false, count, room.state_size);
        print_row("bare", count, &bare);
        printf("%-6s %6u %9.2fx %7.2fx %7.2fx %7.2fx %9.2fx %8.2fx\n", "ratio",
               count, room.rate / bare.rate, room.cpu_us / bare.cpu_us,
               room.p50_ms / bare.p50_ms, room.p99_ms / bare.p99_ms,
               room.change_ms / bare.change_ms, room.join_ms / bare.join_ms);
        (void) fflush(stdout);
    }
    (void) printf(
        "aims: rate at least 0.70x, change at most 1.50x, at most 12 kB\n");
    (void) fflush(stdout);
    measure_idle();
    return 0;
}
