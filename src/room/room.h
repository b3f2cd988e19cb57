#pragma once

// The room: phones and host pages over HTTP, on a thread of its own with its
// own copy of the session. Answers are in src/room/README.md. These functions
// are for the main thread; what they start happens on the room's.
#include "base/fault.h"
#include "journal/journal.h"
#include "session/session.h"
#include "session/session_clock.h"

#define ROOM_PIN_SIZE 7 // six digits and the final zero

struct room_options {
    uint16_t port;           // 0: 80 where that is allowed, else 8080
    const char *pin;         // six digits
    struct journal *journal; // borrowed, not started yet
    const struct deck *deck; // borrowed
    struct session *session; // replayed as far as the journal goes; taken,
                             // also on failure
    struct journal_session about;
    const uint8_t *secret; // 32 bytes, copied; NULL: the session is closed
    struct session_clock clock;
    const char *theme;  // "dark", "bright", "contrast": for phones; borrowed
    uint32_t guest_max; // 0: SESSION_GUEST_MAX
};

struct room; // holds the HTTP daemon

// Binds the port, adds itself to the journal's readers. NULL: *fault says what
// is in the way (a port in use, …) and what to do.
struct room *room_create(const struct room_options *options,
                         struct fault *fault);
bool room_start(struct room *room, struct fault *fault);
void room_stop(struct room *room);    // answers what is parked, joins
void room_destroy(struct room *room); // NULL is fine

// What people type and what the QR code says: "192.168.4.1:8080",
// "HTTP://192.168.4.1:8080/". Valid as long as the room; any thread.
const char *room_address(const struct room *room);
const char *room_url(const struct room *room);
uint16_t room_port(const struct room *room);
// Guests with a connection or a poll in the last 30 s; any thread.
uint32_t room_connected(const struct room *room);
