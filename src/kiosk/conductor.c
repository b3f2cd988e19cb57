// When things happen by themselves.
#include "kiosk/conductor.h"
#include <string.h>

// How long autopilot stays where there is no clock, in session time.
#define PILOT_LOBBY_MS 15000
#define PILOT_READ_MS 12000
#define PILOT_REVEAL_MS 12000
#define PILOT_DISCUSS_MS 30000
#define PILOT_VOTE_MS 60000
#define PILOT_CLOSED_MS 2000
#define PILOT_END_MS 20000
// Between two rounds of one exercise, hosted or not, in session time.
#define ROUND_PAUSE_MS 2500
// A proposal that has not come back after so long is made again (the journal
// was full, or what it was decided on had changed).
#define PROPOSE_AGAIN_MS 1000

void
conductor_init(struct conductor *conductor, bool is_autopilot, double speed) {
    memset(conductor, 0, sizeof *conductor);
    conductor->is_autopilot = is_autopilot;
    conductor->speed = speed;
}

static bool
is_running(const struct session *session) {
    return session_has_clock(session) && !session->is_paused
           && !session->is_closed && !session->is_ended;
}

// Milliseconds of session time until the vote must be closed; negative: late.
static tick
close_in_ms(const struct session *session, tick now_ms) {
    return session->since_ms + session->left_ms + SESSION_GRACE_MS - now_ms;
}

// How long autopilot stays in this phase, from its start.
static tick
pilot_stay_ms(const struct session *session) {
    if (session_is_end(session)) {
        return PILOT_END_MS;
    }
    switch (session_phase(session)->name) {
        case PHASE_VOTE:
            return PILOT_VOTE_MS;
        case PHASE_REVEAL:
            return PILOT_REVEAL_MS;
        case PHASE_DISCUSS:
            return PILOT_DISCUSS_MS;
        default:
            return PILOT_READ_MS;
    }
}

// Session time until autopilot goes on; 0 or less: now. -1 in *out_never.
static tick
pilot_in_ms(const struct conductor *conductor, const struct session *session,
            tick now_ms, bool *out_never) {
    *out_never = false;
    if (session_is_lobby(session)) {
        *out_never = !conductor->has_guests;
        return conductor->guests_since_ms + PILOT_LOBBY_MS - now_ms;
    }
    if (session->is_paused) {
        *out_never = true;
        return 0;
    }
    if (session->is_closed) {
        return conductor->closed_since_ms + PILOT_CLOSED_MS - now_ms;
    }
    if (session_has_clock(session)) {
        return session->since_ms + session->left_ms - now_ms;
    }
    return session->phase_began_ms + pilot_stay_ms(session) - now_ms;
}

static bool
may_propose(struct conductor *conductor, const struct session *session,
            tick real_ms) {
    if (conductor->has_proposed
        && conductor->proposed_after == session->move_count
        && real_ms - conductor->proposed_real_ms < PROPOSE_AGAIN_MS) {
        return false;
    }
    conductor->has_proposed = true;
    conductor->proposed_after = session->move_count;
    conductor->proposed_real_ms = real_ms;
    return true;
}

static void
watch(struct conductor *conductor, const struct session *session, tick now_ms) {
    if (session->joined > 0 && !conductor->has_guests) {
        conductor->has_guests = true;
        conductor->guests_since_ms = now_ms;
    }
    if (session->is_closed && conductor->closed_after != session->move_count) {
        conductor->closed_after = session->move_count;
        conductor->closed_since_ms = now_ms;
    }
}

// A round is over and the next of the same exercise follows: nobody has to
// press for each of ten.
static bool
is_between_rounds(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL || !session->is_closed || session->is_paused) {
        return false;
    }
    unsigned next = session->place.phase + 1u;
    return next < exercise->phase_count && exercise->phases[next].is_open
           && exercise->phases[session->place.phase].round
                  != exercise->phases[next].round;
}

// The journal's last word on the clock is that it still runs. When it is out,
// one more tick says so.
static bool
needs_tick(const struct session *session) {
    return is_running(session) && session_left_ms(session, session->now_ms) > 0;
}

static bool
is_tick_due(const struct conductor *conductor, tick now_ms, tick real_ms) {
    return now_ms - conductor->ticked_ms >= CONDUCTOR_TICK_MS
           && real_ms - conductor->ticked_real_ms >= CONDUCTOR_TICK_REAL_MS;
}

bool
conductor_step(struct conductor *conductor, const struct session *session,
               tick now_ms, tick real_ms, struct intent *out) {
    watch(conductor, session, now_ms);
    if (session->is_ended) {
        return false;
    }
    memset(out, 0, sizeof *out);
    out->t_ms = now_ms;
    out->after = session->move_count;
    const struct phase *phase = session_phase(session);
    if (phase != NULL && phase->is_open && is_running(session)
        && close_in_ms(session, now_ms) <= 0) {
        out->type = INTENT_CLOSE;
        return may_propose(conductor, session, real_ms);
    }
    if (is_between_rounds(session)
        && now_ms >= conductor->closed_since_ms + ROUND_PAUSE_MS) {
        out->type = INTENT_NEXT;
        return may_propose(conductor, session, real_ms);
    }
    bool is_never = true;
    if (conductor->is_autopilot
        && (phase == NULL || !phase->is_open || session->is_closed
            || !session_has_clock(session))) {
        if (pilot_in_ms(conductor, session, now_ms, &is_never) <= 0
            && !is_never) {
            out->type = INTENT_NEXT;
            return may_propose(conductor, session, real_ms);
        }
    }
    if (needs_tick(session) && is_tick_due(conductor, now_ms, real_ms)) {
        conductor->ticked_ms = now_ms;
        conductor->ticked_real_ms = real_ms;
        out->type = INTENT_TICK;
        return true;
    }
    return false;
}

static tick
real_ms_of(const struct conductor *conductor, tick session_ms) {
    tick real = (tick) ((double) session_ms / conductor->speed) + 1;
    return real > 0 ? real : 0;
}

// Session time until the next tick is due, by both of its limits. The step
// that has just been taken found none due: at least a little.
static tick
tick_in_ms(const struct conductor *conductor, tick now_ms) {
    tick apart = (tick) (CONDUCTOR_TICK_REAL_MS * conductor->speed);
    apart = apart > CONDUCTOR_TICK_MS ? apart : CONDUCTOR_TICK_MS;
    tick wait = conductor->ticked_ms + apart - now_ms;
    return wait > 0 ? wait : 1;
}

// What is due now: proposed, and on its way; or it became due since the step.
static tick
due_in_ms(const struct conductor *conductor, const struct session *session) {
    bool is_proposed = conductor->has_proposed
                       && conductor->proposed_after == session->move_count;
    return is_proposed ? (tick) (PROPOSE_AGAIN_MS * conductor->speed) : 1;
}

// Session time until something is due by the clock that runs; -1: nothing is.
static tick
clock_in_ms(const struct conductor *conductor, const struct session *session,
            tick now_ms) {
    tick until = session->since_ms + session->left_ms - now_ms;
    if (until > 0) {
        tick next = tick_in_ms(conductor, now_ms);
        return next < until ? next : until;
    }
    if (!session_phase(session)->is_open) { // whoever is next, not the clock
        return needs_tick(session) ? tick_in_ms(conductor, now_ms) : -1;
    }
    tick close = close_in_ms(session, now_ms);
    return close > 0 ? close : due_in_ms(conductor, session);
}

tick
conductor_wait_ms(const struct conductor *conductor,
                  const struct session *session, tick now_ms) {
    if (session->is_ended) {
        return -1;
    }
    tick wait =
        is_running(session) ? clock_in_ms(conductor, session, now_ms) : -1;
    if (is_between_rounds(session)) {
        tick due = conductor->closed_since_ms + ROUND_PAUSE_MS - now_ms;
        wait = due > 0 ? due : due_in_ms(conductor, session);
    }
    bool is_never = true;
    if (conductor->is_autopilot) {
        tick pilot = pilot_in_ms(conductor, session, now_ms, &is_never);
        pilot = pilot > 0 ? pilot : due_in_ms(conductor, session);
        if (!is_never && (wait < 0 || pilot < wait)) {
            wait = pilot;
        }
    }
    return wait < 0 ? -1 : real_ms_of(conductor, wait) + 1;
}
