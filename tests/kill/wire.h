#pragma once

// One HTTP connection to the program under test, one request at a time,
// without blocking. Used by one thread.
#include "base/tick.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIRE_OUT_MAX 1024
#define WIRE_IN_MAX 65536

enum wire_state {
    WIRE_CLOSED,
    WIRE_IDLE,
    WIRE_BUSY, // a request is on its way
    WIRE_DONE, // its answer is in status and body
    WIRE_LOST, // the other side is gone
};

struct wire {
    enum wire_state state;
    int fd;
    char out[WIRE_OUT_MAX];
    size_t out_size, out_done;
    char *in; // owned, zero-terminated
    size_t in_size;
    int status;       // of the answer
    const char *body; // in `in`
};

void wire_open(struct wire *wire, uint16_t port);
void wire_close(struct wire *wire); // zeroed is fine

// token and body may be NULL; with a body it is a POST.
void wire_send(struct wire *wire, const char *path, const char *token,
               const char *body);
short wire_events(const struct wire *wire); // for poll
void wire_step(struct wire *wire);          // reads and writes what it can

// Waits for the answer. False: not within the time, or lost.
bool wire_wait(struct wire *wire, tick for_ms);
