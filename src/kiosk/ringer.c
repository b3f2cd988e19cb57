// Which chime is due, from where the clock was at the last step and where it is
// now.
#include "kiosk/ringer.h"
#include <string.h>

void
ringer_init(struct ringer *ringer, double speed) {
    memset(ringer, 0, sizeof *ringer);
    ringer->speed = speed;
}

static bool
rings_by_clock(const struct phase *phase) {
    return phase->name != PHASE_REVEAL;
}

static bool
is_over(const struct session *session, tick now_ms) {
    return session->is_closed
           || (session_has_clock(session)
               && session_left_ms(session, now_ms) == 0);
}

// Session time for how long the phase has run, its pauses not counted; time
// that was added makes it less, as the picture of the clock has it.
static tick
ran_ms(const struct session *session, tick now_ms) {
    return session_phase(session)->length_ms - session_left_ms(session, now_ms);
}

static bool
is_recent(const struct ringer *ringer, tick since_ms) {
    return since_ms <= (tick) (RINGER_LATE_MS * ringer->speed);
}

static bool
is_after(struct place a, struct place b) {
    return a.exercise > b.exercise
           || (a.exercise == b.exercise && a.phase > b.phase);
}

static bool
has_moved(const struct ringer *ringer, const struct session *session) {
    return !ringer->has_place || ringer->phase_move != session->phase_move
           || ringer->place.exercise != session->place.exercise
           || ringer->place.phase != session->place.phase;
}

// A phase that is seen for the first time: what lies behind is done.
static enum chime
begin(struct ringer *ringer, const struct session *session, tick now_ms) {
    const struct phase *phase = session_phase(session);
    bool is_forward =
        ringer->has_place && is_after(session->place, ringer->place);
    ringer->has_place = true;
    ringer->place = session->place;
    ringer->phase_move = session->phase_move;
    ringer->is_minute_done = ringer->is_bell_done = ringer->was_over = true;
    if (phase == NULL) {
        return CHIME_NONE;
    }
    tick left = session_left_ms(session, now_ms);
    ringer->is_minute_done =
        phase->length_ms <= RINGER_LONG_MS || left <= RINGER_MINUTE_MS;
    ringer->is_bell_done =
        phase->bell_ms <= 0 || ran_ms(session, now_ms) >= phase->bell_ms;
    ringer->was_over = is_over(session, now_ms);
    bool is_shown = phase->name == PHASE_REVEAL && session_is_revealed(session)
                    && is_recent(ringer, now_ms - session->phase_began_ms);
    return is_forward && is_shown ? CHIME_REVEAL : CHIME_NONE;
}

// Takes note of all that has come, and says the one to ring.
static enum chime
watch(struct ringer *ringer, const struct session *session, tick now_ms) {
    const struct phase *phase = session_phase(session);
    tick left = session_left_ms(session, now_ms);
    tick ran = ran_ms(session, now_ms);
    bool over = is_over(session, now_ms);
    bool is_ending = over && !ringer->was_over;
    enum chime due = CHIME_NONE;
    if (!ringer->is_bell_done && ran >= phase->bell_ms) {
        ringer->is_bell_done = true;
        due = is_recent(ringer, ran - phase->bell_ms) ? CHIME_BELL : due;
    }
    if (!ringer->is_minute_done && left <= RINGER_MINUTE_MS) {
        ringer->is_minute_done = true;
        due = is_recent(ringer, RINGER_MINUTE_MS - left) ? CHIME_MINUTE : due;
    }
    ringer->was_over = over;
    if (over) { // closed by hand too: no minute is left then
        tick end_ms = session->since_ms + session->left_ms;
        bool rings = is_ending && is_recent(ringer, now_ms - end_ms);
        due = rings ? CHIME_TIME_UP : CHIME_NONE;
    }
    return session->is_paused || !rings_by_clock(phase) ? CHIME_NONE : due;
}

enum chime
ringer_step(struct ringer *ringer, const struct session *session, tick now_ms,
            tick real_ms) {
    enum chime due = CHIME_NONE;
    if (has_moved(ringer, session)) {
        due = begin(ringer, session, now_ms);
    } else if (session_phase(session) != NULL) {
        due = watch(ringer, session, now_ms);
    }
    bool is_dark = session->overlay == OVERLAY_BLANK; // nothing seen or heard
    bool is_close =
        ringer->has_rung && real_ms - ringer->rang_real_ms < RINGER_APART_MS;
    if (due == CHIME_NONE || is_dark || is_close) {
        return CHIME_NONE;
    }
    ringer->has_rung = true;
    ringer->rang_real_ms = real_ms;
    return due;
}

static tick
sooner(tick a, tick b) {
    return a < b ? a : b;
}

tick
ringer_wait_ms(const struct ringer *ringer, const struct session *session,
               tick now_ms) {
    const struct phase *phase = session_phase(session);
    if (has_moved(ringer, session)) {
        return 0;
    }
    if (phase == NULL || session->is_paused || ringer->was_over
        || !session_has_clock(session) || !rings_by_clock(phase)) {
        return -1;
    }
    tick left = session_left_ms(session, now_ms);
    tick wait = left;
    if (!ringer->is_minute_done) {
        wait = sooner(wait, left - RINGER_MINUTE_MS);
    }
    if (!ringer->is_bell_done) {
        wait = sooner(wait, phase->bell_ms - ran_ms(session, now_ms));
    }
    // At least a little: what has become due since the step is rung by the
    // next one.
    return wait > 0 ? 1 + (tick) ((double) wait / ringer->speed) : 1;
}
