#pragma once

// The room's own struct, and how a benchmark or test makes one whose limits
// are its own.
#include "room/http.h"
#include "room/room.h"
#include "session/session_clock.h"
#include <pthread.h>
#include <stdatomic.h>

#define ROOM_ADDRESS_MAX 64 // changes of address while it runs

struct shown_address {
    char address[128], url[128];
};

struct room {
    struct journal *journal; // borrowed
    struct inbox *inbox;     // owned
    struct http *http;       // owned; the room's thread once it runs
    struct room_core *core;  // owned; the same
    struct session_clock clock;
    struct page guest_page, host_page, kinds_file;
    int wake_fd;
    uint16_t port;
    struct shown_address addresses[ROOM_ADDRESS_MAX];
    unsigned address_count;
    _Atomic(const struct shown_address *) shown;
    struct http_counts counts;
    atomic_bool is_stopping;
    bool is_started;
    pthread_t thread;
};

struct room *room_create_with(const struct room_options *options,
                              const struct room_limits *limits,
                              struct fault *fault);
