// The state as phones and host pages read it. What all share is written once a
// version, the clock once a turn, and what one guest alone sees each time.
#include "base/bytes.h"
#include "base/check.h"
#include "room/parts.h"
#include "session/groups.h"
#include "session/secret.h"
#include "session/shift.h"
#include <string.h>

static const char *
notice_of(const struct room_core *core) {
    if (core->is_broken) {
        return "Votes cannot be kept right now. The host has to start Dent "
               "again; what was kept is safe.";
    }
    if (core->is_disk_full) {
        return "Votes cannot be kept right now: the disk is full. The host "
               "has to make room on it.";
    }
    return NULL;
}

static void
string_or_null(struct json_out *json, const char *key, const char *value) {
    if (value != NULL && value[0] != '\0') {
        json_write_string(json, key, value);
    } else {
        json_write_null(json, key);
    }
}

// What an exercise that is asked again shows once its vote is over: now, and
// before, of those who answered both. False: there is no such pair.
static bool
write_shift(const struct session *session, const struct exercise *exercise,
            struct json_out *json) {
    uint16_t number = (uint16_t) session->place.exercise;
    struct shift shift;
    if (session_phase(session)->is_open
        || !shift_init(&shift, session, number)) {
        return false;
    }
    bool has_pairs = shift.pairs > 0;
    if (has_pairs) {
        const struct kind *kind = kind_of(exercise);
        kind->write_result(exercise, &shift.after, json);
        json_open_object(json, "before");
        kind->write_result(exercise, &shift.before, json);
        json_write_integer(json, "pairs", shift.pairs);
        json_close_object(json);
    }
    shift_finish(&shift);
    return has_pairs;
}

static void
write_result(const struct room_core *core, struct json_out *json) {
    const struct session *session = core->session;
    const struct exercise *exercise = session_exercise(session);
    const struct kind *kind = exercise != NULL ? kind_of(exercise) : NULL;
    if (kind == NULL || !kind->takes_ballots || !session_is_revealed(session)) {
        json_write_null(json, "result");
        return;
    }
    uint16_t number = (uint16_t) session->place.exercise;
    json_open_object(json, "result");
    if (!write_shift(session, exercise, json)) {
        kind->write_result(exercise, session_box(session, number, 1), json);
    }
    if (kind->write_standing != NULL) {
        kind->write_standing(session, number, json);
    }
    json_close_object(json);
}

static const char *
place_text(const struct session *session) {
    if (session_is_lobby(session)) {
        return "lobby";
    }
    return session_is_end(session) ? "end" : "exercise";
}

// Members that are the same for all, without the braces around them.
static void
write_shared(struct room_core *core, uint64_t version) {
    const struct session *session = core->session;
    text_clear(&core->shared);
    struct json_out json = {.text = &core->shared};
    json_write_integer(&json, "version", (int64_t) version);
    json_open_object(&json, "session");
    json_write_string(&json, "id", core->about.id);
    json_write_string(&json, "title", core->deck->title);
    json_write_string(&json, "lang", core->deck->lang);
    json_write_string(&json, "theme", core->theme);
    json_write_boolean(&json, "rehearsal", session->is_rehearsal);
    json_write_number(&json, "speed", core->speed);
    json_write_boolean(&json, "ended", session->is_ended);
    json_close_object(&json);
    json_write_string(&json, "place", place_text(session));
    uint16_t at = (uint16_t) session->place.exercise;
    uint8_t round = session_round(session);
    json_write_integer(&json, "answered",
                       round > 0 ? session_box(session, at, round)->answered
                                 : 0);
    json_write_integer(&json, "joined", session->joined);
    json_write_integer(&json, "voters", session_voter_count(session));
    write_result(core, &json);
    string_or_null(&json, "notice", notice_of(core));
}

static void
write_clock(struct room_core *core, const struct moment *now) {
    const struct session *session = core->session;
    const struct phase *phase = session_phase(session);
    text_clear(&core->clock);
    struct json_out json = {.text = &core->clock, .needs_comma = true};
    if (phase == NULL) {
        json_write_null(&json, "phase");
        return;
    }
    bool is_open = session_is_open(session, now->session_ms);
    json_open_object(&json, "phase");
    json_write_string(&json, "name", phase_name_text(phase->name));
    json_write_integer(&json, "number", session->place.phase + 1);
    json_write_integer(&json, "of", session_exercise(session)->phase_count);
    json_write_boolean(&json, "open", is_open);
    json_write_boolean(&json, "closed", phase->is_open && !is_open);
    json_write_integer(&json, "length_ms", phase->length_ms);
    if (session_has_clock(session)) {
        json_write_integer(&json, "left_ms",
                           session_left_ms(session, now->session_ms));
    } else {
        json_write_null(&json, "left_ms");
    }
    json_write_boolean(&json, "paused", session->is_paused);
    json_write_integer(&json, "round", phase->round);
    if (phase->bell_ms > 0) {
        json_write_integer(&json, "bell_ms", phase->bell_ms);
    } else {
        json_write_null(&json, "bell_ms");
    }
    json_close_object(&json);
}

static void
add_common(struct room_core *core, uint64_t version, const struct moment *now,
           struct text *out) {
    if (core->shared_version != version) {
        write_shared(core, version);
        core->shared_version = version;
    }
    if (core->clock_version != version || core->clock_ms != now->session_ms) {
        write_clock(core, now);
        core->clock_version = version;
        core->clock_ms = now->session_ms;
    }
    text_add_bytes(out, core->shared.bytes, core->shared.size);
    text_add_bytes(out, core->clock.bytes, core->clock.size);
}

static void
write_exercise_members(const struct room_core *core, const struct ask *ask,
                       struct json_out *json) {
    const struct exercise *exercise = ask->exercise;
    json_open_object(json, NULL);
    json_write_string(json, "id", exercise->id);
    json_write_integer(json, "number", core->session->place.exercise + 1);
    json_write_integer(json, "of", core->deck->exercise_count);
    json_write_string(json, "kind", exercise->kind);
    json_write_string(json, "title", exercise->prompt);
    json_write_string(json, "prompt", exercise->prompt);
    json_write_boolean(json, "named", exercise->is_named);
    json_write_integer(json, "round", ask->round);
    json_write_integer(json, "rounds", exercise->round_count);
    if (exercise->is_by_group) {
        json_write_string(json, "who", "group");
    }
    kind_of(exercise)->write_exercise(ask, json);
    json_close_object(json);
}

// Written once for all guests where all are asked the same.
static void
write_exercise(struct room_core *core, uint32_t guest, struct json_out *json) {
    const struct session *session = core->session;
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        json_write_null(json, "exercise");
        return;
    }
    if (core->exercise_seq != session->shown_seq) {
        struct ask ask = room_ask(core, guest);
        const struct kind *kind = kind_of(exercise);
        bool is_dealt = kind->is_dealt != NULL && kind->is_dealt(&ask);
        text_clear(&core->exercise);
        struct json_out all = {.text = &core->exercise};
        write_exercise_members(core, &ask, &all);
        core->exercise_seq = is_dealt ? 0 : session->shown_seq;
    }
    json_write_raw(json, "exercise", text_string(&core->exercise));
}

static void
write_mine(struct room_core *core, uint32_t guest, struct json_out *json) {
    const struct exercise *exercise = session_exercise(core->session);
    const struct ballot *ballot = room_ballot_of(core, guest);
    if (ballot == NULL || ballot->size == 0) {
        json_write_null(json, "mine");
        return;
    }
    char receipt[RECEIPT_SIZE];
    receipt_write(ballot->receipt, receipt);
    json_open_object(json, "mine");
    json_open_object(json, "answer");
    answer_of_ballot(ballot, &core->packed);
    kind_of(exercise)->write_answer(exercise, &core->packed, json);
    json_close_object(json);
    json_write_string(json, "receipt", receipt);
    const struct kind *kind = kind_of(exercise);
    if (kind->write_own != NULL && session_is_revealed(core->session)) {
        kind->write_own(exercise, ballot, json);
    }
    json_close_object(json);
}

void
state_write_guest(struct room_core *core, uint32_t guest,
                  const struct moment *now, struct text *out) {
    const struct guest *seat = &core->session->guests[guest];
    text_add_bytes(out, "{", 1);
    add_common(core, core->guest_version, now, out);
    struct json_out json = {.text = out, .needs_comma = true};
    write_exercise(core, guest, &json);
    json_open_object(&json, "guest");
    json_write_string(&json, "words", seat->words);
    string_or_null(&json, "name", seat->name);
    json_close_object(&json);
    state_write_group(core, guest, &json);
    write_mine(core, guest, &json);
    text_add_bytes(out, "}", 1);
}

// -- Hosts -------------------------------------------------------------------

static bool
has_answered(struct room_core *core, uint32_t guest) {
    const struct ballot *ballot = room_ballot_of(core, guest);
    return ballot != NULL && ballot->size > 0;
}

static void
write_guest_row(const struct room_core *core, uint32_t number, bool is_answered,
                const struct moment *now, struct json_out *json) {
    const struct guest *guest = &core->session->guests[number];
    json_open_object(json, NULL);
    json_write_integer(json, "number", number + 1);
    json_write_string(json, "words", guest->words);
    string_or_null(json, "name", guest->name);
    json_write_boolean(json, "connected",
                       room_is_connected(core, number, now->real_ms));
    json_write_boolean(json, "answered", is_answered);
    json_close_object(json);
}

// Those still to answer first, then the others, as many as fit.
static void
write_guests(struct room_core *core, const struct moment *now,
             struct json_out *json) {
    uint32_t count = room_seat_count(core);
    uint32_t left = HOST_GUEST_MAX;
    json_open_array(json, "guests");
    for (int wanted = 0; wanted <= 1; wanted++) {
        for (uint32_t i = 0; i < count && left > 0; i++) {
            if (core->session->guests[i].is_removed
                || has_answered(core, i) != (wanted == 1)) {
                continue;
            }
            write_guest_row(core, i, wanted == 1, now, json);
            left--;
        }
    }
    json_close_array(json);
}

static const char *
overlay_text(enum overlay overlay) {
    switch (overlay) {
        case OVERLAY_BLANK:
            return "blank";
        case OVERLAY_JOIN:
            return "join";
        default:
            return "none";
    }
}

static void
write_agenda(const struct room_core *core, struct json_out *json) {
    json_open_array(json, "agenda");
    for (uint16_t i = 0; i < core->deck->exercise_count; i++) {
        const struct exercise *exercise = &core->deck->exercises[i];
        json_open_object(json, NULL);
        json_write_integer(json, "number", i + 1);
        json_write_string(json, "id", exercise->id);
        json_write_string(json, "kind", exercise->kind);
        json_write_string(json, "prompt", exercise->prompt);
        json_close_object(json);
    }
    json_close_array(json);
}

static void
write_times(const struct room_core *core, const struct moment *now,
            struct json_out *json) {
    const struct phase *phase = session_phase(core->session);
    tick actual_ms = now->session_ms - core->session->phase_began_ms;
    json_write_integer(json, "planned_ms",
                       phase != NULL ? phase->length_ms : 0);
    json_write_integer(json, "actual_ms",
                       phase != NULL && actual_ms > 0 ? actual_ms : 0);
}

void
state_write_host(struct room_core *core, const struct moment *now,
                 struct text *out) {
    const struct exercise *exercise = session_exercise(core->session);
    text_add_bytes(out, "{", 1);
    add_common(core, core->host_version, now, out);
    struct json_out json = {.text = out, .needs_comma = true};
    write_exercise(core, 0, &json);
    json_open_object(&json, "host");
    host_write_next(core, now, &json);
    string_or_null(&json, "say", exercise != NULL ? exercise->say : NULL);
    string_or_null(&json, "why", exercise != NULL ? exercise->why : NULL);
    json_write_integer(&json, "connected", core->connected);
    json_write_string(&json, "address", core->address);
    json_write_string(&json, "url", core->url);
    json_write_string(&json, "overlay", overlay_text(core->session->overlay));
    write_times(core, now, &json);
    write_agenda(core, &json);
    state_write_wall(core, &json);
    write_guests(core, now, &json);
    json_close_object(&json);
    text_add_bytes(out, "}", 1);
}
