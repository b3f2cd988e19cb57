#pragma once

// SIGINT and SIGTERM as a message: a thread waits for them and pushes one byte
// into an inbox. stopper_block comes before any other thread is made, so that
// all of them have the signals blocked; it also makes writing to a pipe that
// nobody reads an error and no more.
#include "base/inbox.h"

struct stopper;

void stopper_block(void);

// NULL: the thread could not be made. The inbox is borrowed.
struct stopper *stopper_create(struct inbox *inbox);
void stopper_destroy(struct stopper *stopper); // NULL is fine
