#pragma once

// The program under test: started, waited for, killed. Its own children only.
#include "base/tick.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct program {
    const char *binary; // borrowed
    char dir[256];      // of the test: data, deck, what Dent says
    uint16_t port;
    pid_t pid; // 0: none runs
    int out;   // its standard output
    tick started_at;
};

// A folder of its own with the test deck, and a free port.
void program_init(struct program *program, const char *binary);
void program_finish(struct program *program); // deletes the folder
void program_new_data(struct program *program);

void program_start(struct program *program);
void program_wait_ready(struct program *program, tick for_ms);
void program_kill(struct program *program);
// SIGTERM, and the exit code.
int program_stop(struct program *program, tick for_ms);

// `dent WORD ARGUMENT [--to|--data …]`: runs to its end, the exit code.
int program_run(const struct program *program, const char *const words[]);
