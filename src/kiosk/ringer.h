#pragma once

// The ringer: says which chime is due now, each of them once. Pure: the session
// and the time come in, a chime comes out. Main thread.
//
//   minute   a minute is left, in phases longer than RINGER_LONG_MS
//   bell     the phase's bell, its pauses not counted
//   time up  the clock is out, or the vote was closed; again after more time
//   reveal   a step forward to a result that may be seen
//
// Nothing by the clock rings in a reveal: nobody is to be hurried away from a
// result. What is missed (while paused or dark, or because the program was not
// there at that time) is not rung later. Minute and bell ring once from a
// phase's start to its end, whatever time is added; to start it again is a new
// start.
#include "scene/scene.h"
#include "session/session.h"
#include "stage/sound.h"

#define RINGER_LONG_MS SCENE_LONG_MS
#define RINGER_MINUTE_MS SCENE_MINUTE_MS
// What was due longer ago than that in real time is not rung.
#define RINGER_LATE_MS 2000
// Two chimes are at least so far apart in real time; the second is left out.
#define RINGER_APART_MS 500

struct ringer {
    double speed; // of session time
    bool has_place;
    struct place place;
    uint32_t phase_move;
    bool is_minute_done, is_bell_done, was_over; // in this phase
    bool has_rung;
    tick rang_real_ms;
};

void ringer_init(struct ringer *ringer, double speed);

// What to ring now. now_ms is session time, real_ms tick_now.
enum chime ringer_step(struct ringer *ringer, const struct session *session,
                       tick now_ms, tick real_ms);

// Real milliseconds until ringer_step may have something; -1: not by itself.
tick ringer_wait_ms(const struct ringer *ringer, const struct session *session,
                    tick now_ms);
