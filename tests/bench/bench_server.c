// Starts a server in a child and looks at it from outside.
#include "bench_server.h"
#include "base/check.h"
#include "base/log.h"
#include "room_help.h"
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
run_room(int command_fd, int answer_fd) {
    struct room_limits limits = ROOM_LIMITS_DEFAULT;
    limits.join_rate = limits.join_burst = 1e6;
    limits.post_rate = limits.post_burst = 1e6;
    struct help_place place;
    help_place_open(&place, &limits);
    for (int i = 0; i < 6; i++) { // as far as "rate", whose vote has no clock
        help_place_act(&place, INTENT_NEXT);
    }
    CHECK(strcmp(session_exercise(place.session)->id, "rate") == 0);
    uint16_t port = room_port(place.room);
    CHECK(write(answer_fd, &port, sizeof port) == sizeof port);
    char command = 0;
    struct pollfd wait = {.fd = command_fd, .events = POLLIN};
    while (command != 'q') {
        help_place_follow(&place);
        if (poll(&wait, 1, 50) == 0) {
            continue;
        }
        CHECK(read(command_fd, &command, 1) == 1);
        if (command == 'c') {
            help_place_act(&place, INTENT_RESTART);
            CHECK(write(answer_fd, "c", 1) == 1);
        }
    }
    help_place_close(&place);
}

// The guests of another server, most of all: what they close must be closed.
static void
close_others(int command_fd, int answer_fd) {
    int low = command_fd < answer_fd ? command_fd : answer_fd;
    int high = command_fd < answer_fd ? answer_fd : command_fd;
    (void) close_range(3, (unsigned) low - 1, 0); // none: no harm
    (void) close_range((unsigned) low + 1, (unsigned) high - 1, 0);
    (void) close_range((unsigned) high + 1, UINT_MAX, 0);
}

void
bench_server_start(struct bench_server *server, bool is_room,
                   size_t state_size) {
    int command[2], answer[2];
    CHECK(pipe(command) == 0 && pipe(answer) == 0);
    server->pid = fork();
    CHECK(server->pid >= 0);
    if (server->pid == 0) {
        (void) prctl(PR_SET_PDEATHSIG, SIGKILL);
        close_others(command[0], answer[1]);
        log_set_level(LOG_ERROR);
        if (is_room) {
            run_room(command[0], answer[1]);
        } else {
            bench_bare_run(command[0], answer[1], state_size);
        }
        exit(0);
    }
    (void) close(command[0]);
    (void) close(answer[1]);
    server->command_fd = command[1];
    server->answer_fd = answer[0];
    CHECK(read(answer[0], &server->port, sizeof server->port)
          == sizeof server->port);
}

void
bench_server_change(struct bench_server *server) {
    CHECK(write(server->command_fd, "c", 1) == 1);
}

void
bench_server_wait(struct bench_server *server) {
    char done;
    CHECK(read(server->answer_fd, &done, 1) == 1);
}

void
bench_server_stop(struct bench_server *server) {
    CHECK(write(server->command_fd, "q", 1) == 1);
    int status = 0;
    CHECK(waitpid(server->pid, &status, 0) == server->pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    (void) close(server->command_fd);
    (void) close(server->answer_fd);
}

double
bench_server_rss_kb(const struct bench_server *server) {
    char path[64];
    long total = 0, resident = 0;
    (void) snprintf(path, sizeof path, "/proc/%d/statm", server->pid);
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    CHECK(fscanf(file, "%ld %ld", &total, &resident) == 2);
    (void) fclose(file);
    return (double) resident * (double) sysconf(_SC_PAGESIZE) / 1024;
}

double
bench_server_cpu_s(const struct bench_server *server) {
    clockid_t clock; // to the nanosecond, where /proc counts ticks
    struct timespec used;
    CHECK(clock_getcpuclockid(server->pid, &clock) == 0);
    CHECK(clock_gettime(clock, &used) == 0);
    return (double) used.tv_sec + (double) used.tv_nsec / 1e9;
}
