#pragma once

// The load: guests with two connections each, as a phone has, driven by one
// epoll loop. Every scenario counts its time from the moment a request was
// due, so a server that stalls is seen to stall.
#include "base/random.h"
#include "bench_server.h"
#include <stdbool.h>
#include <stdint.h>

struct load_client {
    int fd;
    uint32_t guest;
    bool is_poll;
    bool is_busy;
    bool is_counted; // has had the present change
    uint8_t step;    // of a join
    int64_t due_us;
    uint32_t got;    // bytes of this answer
    uint32_t whole;  // its size; 0: not known yet
    char data[3072]; // its first bytes
};

enum load_mode {
    LOAD_JOIN,   // page, join, first state
    LOAD_PARK,   // polls
    LOAD_CLOSED, // a ballot as soon as the last is kept
    LOAD_OPEN,   // a ballot each at its time
    LOAD_CHANGE, // polls, counted
    LOAD_IDLE,   // whatever comes
};

struct load {
    const struct bench_server *server;
    enum load_mode mode;
    uint32_t count;
    int epoll_fd;
    struct load_client *votes, *polls; // count each
    char (*tokens)[33];
    uint64_t *versions;
    uint32_t done, parked, errors;
    struct rng ids;  // of ballots
    double *took_ms; // of ballots
    uint32_t took_count, took_max;
    size_t state_size;
    int64_t end_us;
};

void load_open(struct load *load, const struct bench_server *server,
               uint32_t count);
void load_close(struct load *load);

// Milliseconds until the last had page, seat and state.
double load_join(struct load *load);
void load_park(struct load *load);
void load_leave_polls(struct load *load);
// Ballots a second; took_count is then how many in all.
double load_closed(struct load *load, int ms);
// One ballot each, spread over so long; fills took_ms.
void load_open_loop(struct load *load, int ms);
// Milliseconds until the last had the change.
double load_change(struct load *load, struct bench_server *server);
// Serves what comes for so long.
void load_idle(struct load *load, int64_t ms);
double load_quantile_ms(struct load *load, double quantile);
