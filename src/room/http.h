#pragma once

// HTTP around the core: sockets, libmicrohttpd in the wiring that was
// measured (our own epoll loop and accept), deadlines, and a watch on parked
// connections, which the library does not see. The room's thread owns all of
// it from http_run on.
//
// The loop: events → records from the journal (ready requests are resumed in
// one batch) → accept → the core's tick → the library's turn, again as long as
// something was resumed.
#include "base/fault.h"
#include "base/inbox.h"
#include "room/address.h"
#include "room/core.h"
#include "session/session_clock.h"
#include <stdatomic.h>

struct http; // holds the daemon

// What other threads may ask.
struct http_counts {
    _Atomic uint32_t connected; // guests, once a second
    _Atomic uint32_t parked;    // polls of guests, every turn
};

struct http_options {
    int listen_fd; // taken, also on failure
    uint16_t port;
    uint32_t guest_max;
    const struct session_clock *clock; // borrowed
    struct journal *journal;           // borrowed
    struct inbox *inbox;               // borrowed
    int wake_fd;                       // borrowed: an eventfd
    struct room_limits limits;
    void *data; // for on_address
    void (*on_address)(void *data, const struct address_book *book);
};

struct http *http_create(const struct http_options *options,
                         struct fault *fault);
// Before http_run: the core answers on_ready with http_ready(http, …).
void http_set_core(struct http *http, struct room_core *core);
void http_ready(void *http, struct request *request);
// Until *is_stopping and a wake.
void http_run(struct http *http, const atomic_bool *is_stopping,
              struct http_counts *counts);
void http_destroy(struct http *http); // NULL is fine; after http_run
