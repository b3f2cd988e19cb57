// A ballot: read, decided, proposed, and answered when it is on disk.
//
// The phone sends the same id until it is answered. A repeat finds the first's
// record in the journal and gets the same receipt. A repeat that comes after
// the close is not proposed any more: it is "kept" exactly when what it says
// is what counts for this guest.
#include "base/bytes.h"
#include "base/check.h"
#include "room/parts.h"
#include <sodium.h>
#include <string.h>

bool
room_record_id(const struct room_core *core, const char *who, uint32_t number,
               const char *client_id, char out[static TOKEN_TEXT_SIZE]) {
    if (!core->has_secret) {
        return false;
    }
    // Who, number and id in one buffer: 16 + 4 bytes and the id.
    uint8_t name[20 + CLIENT_ID_MAX] = {0};
    size_t who_size = strnlen(who, 17);
    size_t id_size = strnlen(client_id, CLIENT_ID_MAX + 1);
    CHECK(who_size <= 16 && id_size <= CLIENT_ID_MAX);
    memcpy(name, who, who_size);
    memcpy(name + 16, &number, sizeof number);
    memcpy(name + 20, client_id, id_size);
    uint8_t hash[16];
    crypto_generichash(hash, sizeof hash, name, 20 + id_size, core->secret,
                       sizeof core->secret);
    bytes_to_hex(hash, sizeof hash, out);
    return true;
}

static bool
send_kept(struct room_core *core, struct request *request,
          const uint8_t hash[static 5], uint64_t seq) {
    char receipt[RECEIPT_SIZE];
    receipt_write(hash, receipt);
    text_clear(&core->scratch);
    text_add(&core->scratch, "{\"kept\":true,\"receipt\":\"");
    text_add(&core->scratch, receipt);
    text_add(&core->scratch, "\",\"seq\":");
    text_add_integer(&core->scratch, (int64_t) seq);
    text_add(&core->scratch, "}");
    return answer_json(request, &core->scratch);
}

// What of a request is understood before anything is decided.
struct ballot_in {
    const char *client_id;
    uint16_t exercise;
    uint8_t round;
    uint32_t guest;
    uint8_t key[BALLOT_KEY_SIZE];
};

static bool
refuse_or_confirm(struct room_core *core, struct request *request,
                  const struct ballot_in *in, enum verdict verdict) {
    const struct ballot *ballot =
        session_ballot(core->session, in->exercise, in->round, in->key);
    const struct answer *sent = &core->packed;
    if (verdict == VERDICT_CLOSED && ballot != NULL
        && ballot->size == sent->size
        && (sent->size == 0
            || memcmp(ballot->bytes, sent->bytes, sent->size) == 0)) {
        return send_kept(core, request, ballot->receipt, ballot->seq);
    }
    return answer_refuse_request(request, refusal_of(verdict));
}

static bool
propose_ballot(struct room_core *core, struct request *request,
               const struct ballot_in *in, const struct moment *now) {
    const struct intent intent = {.type = INTENT_BALLOT,
                                  .t_ms = now->session_ms,
                                  .after = AFTER_ANY,
                                  .guest = in->guest,
                                  .key = in->key,
                                  .exercise = in->exercise,
                                  .round = in->round,
                                  .answer = &core->packed};
    enum verdict verdict = session_decide(core->session, &intent, &core->event);
    if (verdict != VERDICT_OK) {
        return refuse_or_confirm(core, request, in, verdict);
    }
    char id[TOKEN_TEXT_SIZE];
    CHECK(room_record_id(core, "guest", in->guest, in->client_id, id));
    struct pending *pending = room_propose(core, request, PENDING_BALLOT, id);
    if (pending == NULL) {
        return true;
    }
    pending->guest = in->guest;
    pending->exercise = in->exercise;
    pending->round = in->round;
    return false;
}

// Into core->packed. What an answer names is checked only while it can be
// given: a late repeat is told that it is late, or that it is kept.
static bool
read_answer(struct room_core *core, const struct ballot_in *in,
            const json_t *answer, const struct moment *now,
            struct answer_fault *fault) {
    const struct session *session = core->session;
    struct ask ask = {.exercise = &session->exercises[in->exercise],
                      .round = in->round};
    const struct kind *kind = kind_of(ask.exercise);
    if (!kind->read_answer(&ask, answer, &core->packed, fault)) {
        return false;
    }
    bool is_now = in->exercise == session->place.exercise
                  && session_is_open(session, now->session_ms)
                  && session_phase(session)->round == in->round;
    if (kind->check_answer == NULL || !is_now) {
        return true;
    }
    ask = room_ask(core, in->guest);
    return kind->check_answer(&ask, &core->packed, fault);
}

static bool
take_ballot(struct room_core *core, struct request *request, const json_t *body,
            const struct moment *now) {
    struct ballot_in in = {.guest = request->guest,
                           .client_id = body_client_id(body)};
    const char *exercise_id = body_text(body, "exercise");
    const json_t *answer = json_object_get(body, "answer");
    int64_t round;
    if (in.client_id == NULL || exercise_id == NULL || !json_is_object(answer)
        || !body_integer(body, "round", 1, UINT8_MAX, &round)) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    int number = deck_find_exercise(core->deck, exercise_id);
    if (number < 0) {
        return answer_refuse_request(request, REFUSAL_NOT_FOUND);
    }
    const struct exercise *exercise = &core->session->exercises[number];
    if (!kind_of(exercise)->takes_ballots || round > exercise->round_count) {
        return answer_refuse_request(request, REFUSAL_NOT_OPEN);
    }
    in.exercise = (uint16_t) number;
    in.round = (uint8_t) round;
    struct answer_fault fault = {0};
    if (!read_answer(core, &in, answer, now, &fault)) {
        return answer_bad(request, &fault);
    }
    if (!room_key(core, in.guest, in.exercise, in.round, in.key)) {
        return answer_refuse_request(request, REFUSAL_CLOSED);
    }
    return propose_ballot(core, request, &in, now);
}

bool
room_ballot(struct room_core *core, struct request *request,
            const struct moment *now) {
    uint32_t guest = room_guest_of(core, request, now);
    if (guest == GUEST_NOBODY) {
        return answer_refuse_request(request, REFUSAL_UNKNOWN_GUEST);
    }
    struct bucket *posts = &core->seats[guest].posts;
    if (!bucket_take(posts, core->limits.post_rate, core->limits.post_burst,
                     now->real_ms)) {
        return answer_slow_down(request,
                                bucket_wait_s(posts, core->limits.post_rate));
    }
    json_t *body = body_read(request->body, request->body_size);
    if (body == NULL) {
        return answer_refuse_request(request, REFUSAL_BAD_REQUEST);
    }
    request->guest = guest;
    bool is_answered = take_ballot(core, request, body, now);
    json_decref(body);
    return is_answered;
}

// A repeat: was the first counted? It was when this guest's ballot is that
// record or one after it; one that came too late left no ballot behind.
static bool
was_counted(struct room_core *core, const struct pending *pending,
            uint64_t seq) {
    uint8_t key[BALLOT_KEY_SIZE];
    if (!room_key(core, pending->guest, pending->exercise, pending->round,
                  key)) {
        return false;
    }
    const struct ballot *ballot =
        session_ballot(core->session, pending->exercise, pending->round, key);
    return ballot != NULL && ballot->seq >= seq;
}

void
room_ballot_done(struct room_core *core, struct pending *pending,
                 const struct record *record, enum verdict verdict) {
    struct request *request = pending->request;
    if (request == NULL) {
        return;
    }
    request->wait = WAIT_NONE;
    switch (record->fate) {
        case RECORD_KEPT:
            break;
        case RECORD_REPEATED:
            verdict = was_counted(core, pending, record->seq) ? VERDICT_OK
                                                              : VERDICT_CLOSED;
            break;
        default:
            answer_refuse_request(request, REFUSAL_NOT_KEPT);
            return;
    }
    if (verdict == VERDICT_OK) {
        send_kept(core, request, record->hash, record->seq);
    } else {
        answer_refuse_request(request, refusal_of(verdict));
    }
}
