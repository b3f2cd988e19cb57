#pragma once

// A server under test, in a process of its own so that its memory and CPU can
// be seen: the room, or the bare loop that does the same exchange with the
// same journal and checks nothing.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct bench_server {
    pid_t pid;
    int command_fd; // a byte for a command
    int answer_fd;  // a byte when it is done
    uint16_t port;
};

// state_size: how long the bare loop's states are; 0 for the room.
void bench_server_start(struct bench_server *server, bool is_room,
                        size_t state_size);
// One change of the session; returns at once.
void bench_server_change(struct bench_server *server);
// Waits until that change is in the journal.
void bench_server_wait(struct bench_server *server);
void bench_server_stop(struct bench_server *server);
double bench_server_rss_kb(const struct bench_server *server);
double bench_server_cpu_s(const struct bench_server *server);

// The bare loop: serves until a byte 'q' comes from command_fd.
void bench_bare_run(int command_fd, int answer_fd, size_t state_size);
