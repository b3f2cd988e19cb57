// Waiting for the signals that ask a program to end.
#include "kiosk/stopper.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct stopper {
    pthread_t thread;
    sigset_t signals;
    struct inbox *inbox; // borrowed
};

static void *
stopper_main(void *data) {
    struct stopper *stopper = data;
    int number = 0;
    while (sigwait(&stopper->signals, &number) == 0 && number != SIGUSR2) {
        const char byte = 's';
        (void) inbox_push(stopper->inbox, &byte, 1); // full: it ends anyway
    }
    return NULL;
}

static void
fill_signals(sigset_t *signals) {
    sigemptyset(signals);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGHUP);
    sigaddset(signals, SIGUSR2); // our own: end the thread
}

void
stopper_block(void) {
    sigset_t signals;
    fill_signals(&signals);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    // A terminal or a pipe that no longer listens must not end a session.
    (void) signal(SIGPIPE, SIG_IGN); // cannot fail for this signal
}

struct stopper *
stopper_create(struct inbox *inbox) {
    struct stopper *stopper = calloc(1, sizeof *stopper);
    if (stopper == NULL) {
        return NULL;
    }
    stopper->inbox = inbox;
    fill_signals(&stopper->signals);
    if (pthread_create(&stopper->thread, NULL, stopper_main, stopper) != 0) {
        free(stopper);
        return NULL;
    }
    return stopper;
}

void
stopper_destroy(struct stopper *stopper) {
    if (stopper == NULL) {
        return;
    }
    pthread_kill(stopper->thread, SIGUSR2);
    pthread_join(stopper->thread, NULL);
    free(stopper);
}
