// What a host may ask for: a token for the PIN, the state, exports, commands.
#include "base/bytes.h"
#include "base/check.h"
#include "report/report.h"
#include "room/parts.h"
#include <sodium.h>
#include <string.h>

#define HOST_NOBODY UINT32_MAX

// -- Login -------------------------------------------------------------------

// Wrong PINs of this address in this minute, and of all in this hour.
static uint32_t *
wrong_pins(struct room_core *core, const struct peer_address *from,
           tick now_ms) {
    unsigned place = 0;
    for (unsigned i = 0; i < ADDRESS_MAX; i++) {
        if (memcmp(&core->logins[i].address, from, sizeof *from) == 0
            && core->logins[i].began_ms != 0) {
            place = i;
            break;
        }
        if (core->logins[i].began_ms < core->logins[place].began_ms) {
            place = i;
        }
    }
    bool is_same =
        core->logins[place].began_ms != 0
        && memcmp(&core->logins[place].address, from, sizeof *from) == 0
        && now_ms - core->logins[place].began_ms < 60000;
    if (!is_same) {
        core->logins[place].address = *from;
        core->logins[place].began_ms = now_ms != 0 ? now_ms : 1;
        core->logins[place].count = 0;
    }
    if (now_ms - core->login_hour_ms >= 3600000) {
        core->login_hour_ms = now_ms;
        core->login_hour_count = 0;
    }
    return &core->logins[place].count;
}

static bool
is_pin(const struct room_core *core, const char *pin) {
    size_t size = strlen(core->pin);
    return strlen(pin) == size && sodium_memcmp(pin, core->pin, size) == 0;
}

static bool
send_host_token(struct room_core *core, struct request *request, tick now_ms) {
    uint32_t place = 0;
    for (uint32_t i = 0; i < HOST_TOKEN_MAX; i++) {
        if (!core->hosts[i].is_used) {
            place = i;
            break;
        }
        if (core->hosts[i].used_at_ms < core->hosts[place].used_at_ms) {
            place = i;
        }
    }
    struct host_page_seat *host = &core->hosts[place];
    if (host->poll != NULL) {
        struct request *older = host->poll;
        room_core_drop(core, older);
        answer_refuse_request(older, REFUSAL_UNKNOWN_HOST);
        room_ready(core, older);
    }
    uint8_t token[TOKEN_SIZE];
    char token_text[TOKEN_TEXT_SIZE];
    random_bytes(token, sizeof token);
    room_token_hash(token, host->token_hash);
    host->used_at_ms = now_ms;
    host->is_used = true;
    host->last_id[0] = '\0';
    bytes_to_hex(token, sizeof token, token_text);
    text_clear(&core->scratch);
    text_add_format(&core->scratch, "{\"token\":\"%s\"}", token_text);
    return answer_json(request, &core->scratch);
}

bool
room_login(struct room_core *core, struct request *request,
           const struct moment *now) {
    json_t *body = body_read(request->body, request->body_size);
    const char *pin = body != NULL ? body_text(body, "pin") : NULL;
    if (pin == NULL) {
        json_decref(body);
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    uint32_t *wrong = wrong_pins(core, &request->from, now->real_ms);
    bool is_hour_full = core->login_hour_count >= LOGIN_HOUR_MAX;
    bool is_answered = true;
    if (*wrong >= LOGIN_MINUTE_MAX || is_hour_full) {
        request->answer.retry_after_s = is_hour_full ? 600 : 60;
        answer_refuse_request(request, REFUSAL_LOGIN_LOCKED);
    } else if (!is_pin(core, pin)) {
        (*wrong)++;
        core->login_hour_count++;
        answer_refuse_request(request, REFUSAL_WRONG_PIN);
    } else {
        is_answered = send_host_token(core, request, now->real_ms);
    }
    json_decref(body);
    return is_answered;
}

static uint32_t
host_of(struct room_core *core, const struct request *request, tick now_ms) {
    if (!request->has_token) {
        return HOST_NOBODY;
    }
    uint8_t hash[TOKEN_HASH_SIZE];
    room_token_hash(request->token, hash);
    for (uint32_t i = 0; i < HOST_TOKEN_MAX; i++) {
        if (core->hosts[i].is_used
            && sodium_memcmp(hash, core->hosts[i].token_hash, sizeof hash)
                   == 0) {
            core->hosts[i].used_at_ms = now_ms;
            return i;
        }
    }
    return HOST_NOBODY;
}

// -- The state ---------------------------------------------------------------

bool
room_host_state(struct room_core *core, struct request *request,
                const struct moment *now) {
    uint32_t host = host_of(core, request, now->real_ms);
    if (host == HOST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_HOST);
    }
    struct request *older = core->hosts[host].poll;
    if (older != NULL) {
        room_core_drop(core, older);
        older->answer.retry_after_s = 2; // two pages of one host take turns
        answer_empty(older, 204);
        room_ready(core, older);
    }
    room_tell_counts(core, now->real_ms);
    request->guest = host;
    if (core->is_stopping) {
        return answer_empty(request, 204);
    }
    if (!request->has_since || request->since != core->host_version) {
        request->wait = WAIT_HOST_STATE;
        room_core_answer(core, request, now);
        return true;
    }
    core->hosts[host].poll = request;
    room_park(core, &core->host_polls, request, WAIT_HOST_POLL, now->real_ms);
    return false;
}

static const char *
phase_label(enum phase_name name) {
    switch (name) {
        case PHASE_READ:
            return "Show the question";
        case PHASE_SOLO:
            return "Think alone";
        case PHASE_PAIRS:
            return "Talk in pairs";
        case PHASE_FOURS:
            return "Talk in fours";
        case PHASE_GROUPS:
            return "Work in groups";
        case PHASE_VOTE:
            return "Open voting";
        case PHASE_REVEAL:
            return "Reveal results";
        case PHASE_DISCUSS:
            return "Discuss";
        default:
            return "Take a break";
    }
}

static void
write_next_label(const struct room_core *core, struct json_out *json) {
    const struct session *session = core->session;
    struct place to = session_next_place(session);
    if (session_place_is_end(session, to)) {
        json_write_string(json, "label", "Finish");
        json_write_null(json, "exercise");
        json_write_null(json, "phase");
        return;
    }
    const struct exercise *exercise = &session->exercises[to.exercise];
    struct text label = {0};
    if (session_is_lobby(session)) {
        text_add(&label, "Start");
    } else if (to.exercise == session->place.exercise
               && exercise->phases[to.phase].round > 1) {
        text_add_format(&label, "Open round %u of %u",
                        exercise->phases[to.phase].round,
                        exercise->round_count);
    } else if (to.exercise == session->place.exercise) {
        text_add(&label, phase_label(exercise->phases[to.phase].name));
    } else if (exercise->prompt[0] != '\0') {
        text_add_format(&label, "Next: %s", exercise->prompt);
    } else {
        text_add_format(&label, "Next: number %d", to.exercise + 1);
    }
    json_write_string(json, "label", text_string(&label));
    text_finish(&label);
    json_write_string(json, "exercise", exercise->prompt);
    json_write_string(json, "phase",
                      phase_name_text(exercise->phases[to.phase].name));
}

void
host_write_next(struct room_core *core, const struct moment *now,
                struct json_out *json) {
    const struct session *session = core->session;
    if (session->is_ended) {
        json_write_null(json, "next");
        return;
    }
    json_open_object(json, "next");
    if (session_is_open(session, now->session_ms)) {
        json_write_string(json, "do", "next");
        bool is_vote = session_phase(session)->name == PHASE_VOTE;
        json_write_string(json, "label",
                          is_vote ? "Close voting" : "End the writing");
        json_write_string(json, "exercise", session_exercise(session)->prompt);
        json_write_string(json, "phase",
                          phase_name_text(session_phase(session)->name));
    } else if (session_is_end(session)) {
        json_write_string(json, "do", "end");
        json_write_string(json, "label", "Close the session");
        json_write_null(json, "exercise");
        json_write_null(json, "phase");
    } else {
        json_write_string(json, "do", "next");
        write_next_label(core, json);
    }
    json_close_object(json);
}

// -- Exports -----------------------------------------------------------------

bool
room_export(struct room_core *core, struct request *request,
            const struct moment *now) {
    if (host_of(core, request, now->real_ms) == HOST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_HOST);
    }
    const char *asked = request->path + strlen("/host/export/");
    const char *name;
    for (unsigned i = 0; (name = report_file_name(i)) != NULL; i++) {
        if (strcmp(name, asked) != 0) {
            continue;
        }
        const struct report_input input = {core->session, &core->about};
        text_clear(&core->scratch);
        const char *type = report_write(&input, name, &core->scratch);
        answer_json(request, &core->scratch);
        request->answer.type = type;
        request->answer.download = name;
        return true;
    }
    return answer_refuse_request(request, REFUSAL_NOT_FOUND);
}

// -- Commands ----------------------------------------------------------------

enum decided_on {
    ON_ANYTHING, // holds whatever has happened since
    ON_STEP,     // only for the step that the host saw
};

static const struct command {
    const char *name;
    enum intent_type type;
    enum decided_on on;
    enum overlay show;
} commands[] = {
    {"next", INTENT_NEXT, ON_STEP, OVERLAY_NONE},
    {"back", INTENT_BACK, ON_STEP, OVERLAY_NONE},
    {"restart", INTENT_RESTART, ON_STEP, OVERLAY_NONE},
    {"close", INTENT_CLOSE, ON_STEP, OVERLAY_NONE},
    {"reveal", INTENT_REVEAL, ON_STEP, OVERLAY_NONE},
    {"pause", INTENT_PAUSE, ON_STEP, OVERLAY_NONE},
    {"resume", INTENT_RESUME, ON_STEP, OVERLAY_NONE},
    {"more", INTENT_MORE, ON_STEP, OVERLAY_NONE},
    {"blank", INTENT_OVERLAY, ON_ANYTHING, OVERLAY_BLANK},
    {"join", INTENT_OVERLAY, ON_ANYTHING, OVERLAY_JOIN},
    {"clear", INTENT_OVERLAY, ON_ANYTHING, OVERLAY_NONE},
    {"remove", INTENT_REMOVE, ON_ANYTHING, OVERLAY_NONE},
    {"hide", INTENT_EDIT, ON_ANYTHING, OVERLAY_NONE},
    {"show", INTENT_EDIT, ON_ANYTHING, OVERLAY_NONE},
    {"merge", INTENT_EDIT, ON_ANYTHING, OVERLAY_NONE},
    {"tick", INTENT_EDIT, ON_ANYTHING, OVERLAY_NONE},
    {"untick", INTENT_EDIT, ON_ANYTHING, OVERLAY_NONE},
    {"groups", INTENT_GROUP, ON_STEP, OVERLAY_NONE},
    {"end", INTENT_END, ON_STEP, OVERLAY_NONE},
};

static const struct command *
find_command(const char *name) {
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (name != NULL && strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

// What a hide, show, merge, tick or untick is about: an item, or items.
static bool
read_edit(struct room_core *core, const json_t *body) {
    struct event *out = &core->person; // scratch
    const json_t *items = json_object_get(body, "items");
    int verb = edit_verb_find(body_text(body, "do"));
    int64_t id;
    out->edited.verb = (enum edit_verb) verb;
    out->edited.exercise = (uint16_t) core->session->place.exercise;
    out->edited.count = 0;
    if (session_exercise(core->session) == NULL) {
        return false;
    }
    if (verb != EDIT_MERGE) {
        out->edited.count = 1;
        bool is_read = body_integer(body, "item", 1, ITEM_ID_MAX, &id);
        out->edited.ids[0] = is_read ? (uint64_t) id : 0;
        return is_read;
    }
    size_t count = json_array_size(items);
    for (size_t i = 0; i < count && i < EDIT_ID_MAX; i++) {
        const json_t *element = json_array_get(items, i);
        json_int_t number = json_integer_value(element);
        if (!json_is_integer(element) || number < 1
            || number > (json_int_t) ITEM_ID_MAX) {
            return false;
        }
        out->edited.ids[out->edited.count++] = (uint64_t) number;
    }
    return count >= 2 && count <= EDIT_ID_MAX;
}

// The members that some commands have.
static bool
read_details(struct room_core *core, const json_t *body,
             struct intent *intent) {
    int64_t value;
    if (intent->type == INTENT_EDIT) {
        intent->edited = &core->person;
        return read_edit(core, body);
    }
    if (intent->type == INTENT_MORE) {
        if (!body_integer(body, "seconds", -MORE_SECONDS_MAX, MORE_SECONDS_MAX,
                          &value)) {
            return false;
        }
        intent->delta_ms = value * 1000;
    }
    if (intent->type == INTENT_REMOVE) {
        if (!body_integer(body, "guest", 1, SESSION_GUEST_MAX, &value)) {
            return false;
        }
        intent->guest = (uint32_t) value - 1;
    }
    return true;
}

static bool
send_done(struct room_core *core, struct request *request) {
    text_clear(&core->scratch);
    text_add_format(&core->scratch, "{\"done\":true,\"version\":%llu}",
                    (unsigned long long) core->host_version);
    return answer_json(request, &core->scratch);
}

static enum refusal
refusal_of_command(const struct intent *intent, enum verdict verdict) {
    bool is_guest = intent->type == INTENT_REMOVE;
    return verdict == VERDICT_UNKNOWN && is_guest ? REFUSAL_NOT_FOUND
                                                  : refusal_of(verdict);
}

static bool
take_command(struct room_core *core, struct request *request,
             const json_t *body, const struct moment *now) {
    const struct command *command = find_command(body_text(body, "do"));
    const char *client_id = body_client_id(body);
    int64_t version;
    if (command == NULL || client_id == NULL
        || !body_integer(body, "version", 0, INT64_MAX, &version)) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    struct intent intent = {.type = command->type,
                            .t_ms = now->session_ms,
                            .after = AFTER_ANY,
                            .show = command->show};
    if (!read_details(core, body, &intent)) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    char id[TOKEN_TEXT_SIZE];
    if (!room_record_id(core, "host", request->guest, client_id, id)) {
        return answer_refuse_request(request, REFUSAL_CLOSED);
    }
    if (strcmp(core->hosts[request->guest].last_id, id) == 0) {
        return send_done(core, request); // the answer had got lost
    }
    if (command->on == ON_STEP) {
        // A version that this run never gave is as old as one can be.
        if ((uint64_t) version < core->step_version
            || (uint64_t) version > core->version) {
            return answer_refuse_request(request, REFUSAL_STALE);
        }
        intent.after = core->session->move_count;
    }
    enum verdict verdict = session_decide(core->session, &intent, &core->event);
    if (verdict != VERDICT_OK) {
        return answer_refuse_request(request,
                                     refusal_of_command(&intent, verdict));
    }
    struct pending *pending = room_propose(core, request, PENDING_COMMAND, id);
    if (pending != NULL) {
        memcpy(pending->id, id, sizeof pending->id);
    }
    return pending == NULL;
}

bool
room_command(struct room_core *core, struct request *request,
             const struct moment *now) {
    uint32_t host = host_of(core, request, now->real_ms);
    if (host == HOST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_HOST);
    }
    json_t *body = body_read(request->body, request->body_size);
    if (body == NULL) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    request->guest = host;
    bool is_answered = take_command(core, request, body, now);
    json_decref(body);
    return is_answered;
}

void
room_command_done(struct room_core *core, struct pending *pending,
                  const struct record *record, enum verdict verdict) {
    struct request *request = pending->request;
    if (request == NULL) {
        return;
    }
    request->wait = WAIT_NONE;
    bool is_there =
        record->fate == RECORD_KEPT || record->fate == RECORD_REPEATED;
    if (!is_there) {
        answer_refuse_request(request, REFUSAL_NOT_KEPT);
    } else if (verdict != VERDICT_OK) {
        answer_refuse_request(request, refusal_of(verdict));
    } else {
        struct host_page_seat *host = &core->hosts[request->guest];
        text_copy(host->last_id, sizeof host->last_id, pending->id);
        send_done(core, request);
    }
}
