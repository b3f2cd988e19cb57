// What a guest may ask for, except a ballot: a seat, the state, the own
// answers.
#include "base/bytes.h"
#include "base/check.h"
#include "room/parts.h"
#include "session/groups.h"
#include "session/secret.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>

void
room_token_hash(const uint8_t token[static TOKEN_SIZE],
                uint8_t out[static TOKEN_HASH_SIZE]) {
    uint8_t hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, token, TOKEN_SIZE, NULL, 0);
    memcpy(out, hash, TOKEN_HASH_SIZE);
}

static uint32_t
find_guest(const struct room_core *core,
           const uint8_t token[static TOKEN_SIZE]) {
    uint8_t hash[TOKEN_HASH_SIZE];
    room_token_hash(token, hash);
    uint32_t guest = session_find_guest(core->session, hash);
    if (guest == GUEST_NOBODY || guest >= core->guest_max
        || core->session->guests[guest].is_removed) {
        return GUEST_NOBODY;
    }
    return guest;
}

uint32_t
room_guest_of(struct room_core *core, const struct request *request,
              const struct moment *now) {
    if (!request->has_token) {
        return GUEST_NOBODY;
    }
    uint32_t guest = find_guest(core, request->token);
    if (guest != GUEST_NOBODY) {
        core->seats[guest].seen_at_ms = now->real_ms;
    }
    return guest;
}

bool
room_key(struct room_core *core, uint32_t guest, uint16_t exercise,
         uint8_t round, uint8_t out[static BALLOT_KEY_SIZE]) {
    if (!core->has_secret) {
        return false;
    }
    struct seat *seat = &core->seats[guest];
    const struct exercise *asked = &core->deck->exercises[exercise];
    bool is_now = exercise == core->session->place.exercise;
    uint32_t voter = is_now ? session_voter(core->session, guest) : guest;
    uint32_t box = (uint32_t) asked->first_box + round;
    if (seat->key_box != box || seat->key_voter != voter) {
        ballot_key(core->secret, voter, asked->filed_as, round, seat->key);
        seat->key_box = box;
        seat->key_voter = voter;
    }
    memcpy(out, seat->key, BALLOT_KEY_SIZE);
    return true;
}

const struct ballot *
room_ballot_of(struct room_core *core, uint32_t guest) {
    const struct exercise *exercise = session_exercise(core->session);
    uint16_t number = (uint16_t) core->session->place.exercise;
    uint8_t round = session_round(core->session);
    uint8_t key[BALLOT_KEY_SIZE];
    if (exercise == NULL || !kind_of(exercise)->takes_ballots
        || session_box(core->session, number, round)->count == 0
        || !room_key(core, guest, number, round, key)) {
        return NULL;
    }
    return session_ballot(core->session, number, round, key);
}

struct ask
room_ask(struct room_core *core, uint32_t guest) {
    const struct session *session = core->session;
    uint16_t number = (uint16_t) session->place.exercise;
    struct ask ask = {.exercise = session_exercise(session),
                      .box = session_box(session, number, 1),
                      .round = session_round(session),
                      .deal = guest};
    if (core->has_secret) {
        ask.deal = deal_number(core->secret, guest, number);
        if (deal_update(&core->deal, session, core->secret)) {
            ask.dealt = deal_of(&core->deal, guest);
        }
    }
    return ask;
}

// -- A seat ------------------------------------------------------------------

static bool
send_seat(struct room_core *core, struct request *request, uint32_t guest,
          const uint8_t token[static TOKEN_SIZE]) {
    char token_text[TOKEN_TEXT_SIZE];
    bytes_to_hex(token, TOKEN_SIZE, token_text);
    text_clear(&core->scratch);
    struct json_out json = {.text = &core->scratch};
    json_open_object(&json, NULL);
    json_write_string(&json, "token", token_text);
    json_write_string(&json, "words", core->session->guests[guest].words);
    json_write_string(&json, "session", core->about.id);
    json_write_integer(&json, "version", 0);
    json_close_object(&json);
    sodium_memzero(token_text, sizeof token_text);
    return answer_json(request, &core->scratch);
}

// Reads name and language into the event. False: not acceptable.
static bool
read_person(const json_t *body, struct event *event) {
    const json_t *name = json_object_get(body, "name");
    event->joined.name[0] = '\0';
    if (json_is_string(name)) {
        enum text_verdict verdict = text_take(
            json_string_value(name), json_string_length(name),
            NAME_GRAPHEME_MAX, event->joined.name, sizeof event->joined.name);
        if (verdict != TEXT_OK && verdict != TEXT_EMPTY) {
            return false;
        }
    } else if (name != NULL && !json_is_null(name)) {
        return false;
    }
    const json_t *lang = json_object_get(body, "lang");
    event->joined.lang[0] = '\0';
    if (json_is_string(lang)) {
        const char *text = json_string_value(lang);
        size_t size = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789-");
        return text[size] == '\0'
               && text_copy(event->joined.lang, sizeof event->joined.lang,
                            text);
    }
    return lang == NULL || json_is_null(lang);
}

static bool
propose_join(struct room_core *core, struct request *request,
             struct event *person, const struct moment *now) {
    uint8_t token[TOKEN_SIZE];
    uint32_t start = 0, words = 0;
    random_bytes(token, sizeof token);
    random_bytes(&start, sizeof start);
    if (core->session->guest_count + core->pending_joins >= core->guest_max
        || !words_take(&core->words, start, &words)) {
        return answer_refuse_request(request, REFUSAL_FULL);
    }
    words_write(words, person->joined.words);
    room_token_hash(token, person->joined.token_hash);
    const struct intent intent = {.type = INTENT_JOIN,
                                  .t_ms = now->session_ms,
                                  .after = AFTER_ANY,
                                  .joined = person};
    enum verdict verdict = session_decide(core->session, &intent, &core->event);
    if (verdict == VERDICT_OK && !core->has_secret) {
        verdict = VERDICT_CLOSED;
    }
    if (verdict != VERDICT_OK) {
        words_release(&core->words, words);
        return answer_refuse_request(request, refusal_of(verdict));
    }
    struct pending *pending = room_propose(core, request, PENDING_JOIN, NULL);
    if (pending == NULL) {
        words_release(&core->words, words);
        return true;
    }
    pending->words = words;
    memcpy(pending->token, token, sizeof token);
    return false;
}

static bool
join_with(struct room_core *core, struct request *request, const json_t *body,
          const struct moment *now) {
    const json_t *token_text = json_object_get(body, "token");
    uint8_t token[TOKEN_SIZE];
    if (token_text != NULL && !json_is_null(token_text)) {
        if (!json_is_string(token_text)
            || !bytes_from_hex(json_string_value(token_text), token,
                               sizeof token)) {
            return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
        }
        uint32_t guest = find_guest(core, token);
        if (guest != GUEST_NOBODY) { // the same seat again
            core->seats[guest].seen_at_ms = now->real_ms;
            return send_seat(core, request, guest, token);
        }
    }
    struct bucket *bucket =
        rate_find(&core->joins, &request->from, now->real_ms);
    if (!bucket_take(bucket, core->limits.join_rate, core->limits.join_burst,
                     now->real_ms)) {
        return answer_slow_down(request,
                                bucket_wait_s(bucket, core->limits.join_rate));
    }
    struct event *person = &core->person;
    if (!read_person(body, person)) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    return propose_join(core, request, person, now);
}

bool
room_join(struct room_core *core, struct request *request,
          const struct moment *now) {
    json_t *body = body_read(request->body, request->body_size);
    if (body == NULL) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    bool is_answered = join_with(core, request, body, now);
    json_decref(body);
    return is_answered;
}

void
room_join_done(struct room_core *core, struct pending *pending,
               const struct record *record, enum verdict verdict) {
    struct request *request = pending->request;
    bool is_kept = record->fate == RECORD_KEPT;
    if (!is_kept || verdict != VERDICT_OK) {
        words_release(&core->words, pending->words);
    }
    if (request == NULL) {
        return;
    }
    request->wait = WAIT_NONE;
    if (!is_kept) {
        answer_refuse_request(request, REFUSAL_NOT_KEPT);
        return;
    }
    uint32_t guest = find_guest(core, pending->token);
    if (verdict != VERDICT_OK || guest == GUEST_NOBODY) {
        answer_refuse_request(request, verdict == VERDICT_OK
                                           ? REFUSAL_FULL
                                           : refusal_of(verdict));
        return;
    }
    core->seats[guest].seen_at_ms = core->taken_ms;
    send_seat(core, request, guest, pending->token);
}

// -- The state ---------------------------------------------------------------

bool
room_state(struct room_core *core, struct request *request,
           const struct moment *now) {
    uint32_t guest = room_guest_of(core, request, now);
    if (guest == GUEST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_GUEST);
    }
    struct request *older = core->seats[guest].poll;
    if (older != NULL) {
        room_core_drop(core, older);
        older->answer.retry_after_s = 2; // two pages of one seat take turns
        answer_empty(older, 204);
        room_ready(core, older);
    }
    room_tell_counts(core, now->real_ms);
    request->guest = guest;
    if (core->is_stopping) {
        return answer_empty(request, 204);
    }
    if (!request->has_since || request->since != core->guest_version) {
        request->wait = WAIT_STATE;
        room_core_answer(core, request, now);
        return true;
    }
    core->seats[guest].poll = request;
    room_park(core, &core->guest_polls, request, WAIT_GUEST_POLL, now->real_ms);
    return false;
}

// -- The own answers ---------------------------------------------------------

static void
write_own(struct room_core *core, const struct ballot *ballot,
          uint16_t exercise_number, struct json_out *json) {
    const struct exercise *exercise =
        &core->session->exercises[exercise_number];
    char receipt[RECEIPT_SIZE];
    receipt_write(ballot->receipt, receipt);
    json_open_object(json, NULL);
    json_write_string(json, "exercise", exercise->id);
    json_write_integer(json, "number", exercise_number + 1);
    json_write_string(json, "kind", exercise->kind);
    json_write_string(json, "title", exercise->prompt);
    json_write_string(json, "prompt", exercise->prompt);
    json_write_integer(json, "round", ballot->round);
    json_open_object(json, "answer");
    answer_of_ballot(ballot, &core->packed);
    kind_of(exercise)->write_answer(exercise, &core->packed, json);
    json_close_object(json);
    json_write_string(json, "receipt", receipt);
    json_close_object(json);
}

// A guest's ballots to every round of an exercise.
static void
write_rounds(struct room_core *core, uint32_t guest, uint16_t number,
             struct json_out *json) {
    const struct exercise *exercise = &core->deck->exercises[number];
    for (uint8_t round = 1; round <= exercise->round_count; round++) {
        uint8_t key[BALLOT_KEY_SIZE];
        if (session_box(core->session, number, round)->count == 0) {
            continue;
        }
        ballot_key(core->secret, guest, exercise->filed_as, round, key);
        const struct ballot *ballot =
            session_ballot(core->session, number, round, key);
        if (ballot != NULL && ballot->size > 0) {
            write_own(core, ballot, number, json);
        }
    }
}

bool
room_mine(struct room_core *core, struct request *request,
          const struct moment *now) {
    uint32_t guest = room_guest_of(core, request, now);
    if (guest == GUEST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_GUEST);
    }
    text_clear(&core->scratch);
    struct json_out json = {.text = &core->scratch};
    json_open_object(&json, NULL);
    json_open_array(&json, "answers");
    for (uint16_t i = 0; core->has_secret && i < core->deck->exercise_count;
         i++) {
        write_rounds(core, guest, i, &json);
    }
    json_close_array(&json);
    json_close_object(&json);
    return answer_json(request, &core->scratch);
}
