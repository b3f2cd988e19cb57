// Shared by the tests of exercises with several rounds.
#include "rounds_help.h"

#include "base/check.h"
#include "session/edits.h"
#include "session/secret.h"
#include <string.h>

void
rounds_start(struct rounds *rounds, const char *exercises, uint32_t guests) {
    struct text text = {0};
    memset(rounds, 0, sizeof *rounds);
    text_add(&text, "deck: rounds\ntitle: Rounds\nexercises:\n");
    text_add(&text, exercises);
    play_start(&rounds->play, text_string(&text));
    text_finish(&text);
    while (guests-- > 0) {
        (void) play_join(&rounds->play);
    }
}

void
rounds_finish(struct rounds *rounds) {
    deal_finish(&rounds->deal);
    play_finish(&rounds->play);
}

void
rounds_go(struct rounds *rounds, uint8_t round) {
    const struct session *session = rounds->play.session;
    while (session_phase(session) == NULL
           || session_phase(session)->round != round || session->is_closed) {
        CHECK(play_press(&rounds->play, INTENT_NEXT) == VERDICT_OK);
        CHECK(!session_is_end(session));
    }
}

void
rounds_go_phase(struct rounds *rounds, enum phase_name name) {
    const struct session *session = rounds->play.session;
    do {
        CHECK(play_press(&rounds->play, INTENT_NEXT) == VERDICT_OK);
        CHECK(!session_is_end(session));
    } while (session_phase(session)->name != name || session->is_closed);
}

struct ask
rounds_ask(struct rounds *rounds, uint32_t guest) {
    const struct session *session = rounds->play.session;
    uint16_t number = (uint16_t) session->place.exercise;
    struct ask ask = {.exercise = session_exercise(session),
                      .box = session_box(session, number, 1),
                      .round = session_round(session),
                      .deal = guest};
    if (deal_update(&rounds->deal, session, rounds->play.secret)) {
        ask.dealt = deal_of(&rounds->deal, guest);
    }
    return ask;
}

static void
key_of(const struct rounds *rounds, uint32_t guest, uint8_t round,
       uint8_t out[static BALLOT_KEY_SIZE]) {
    const struct session *session = rounds->play.session;
    ballot_key(rounds->play.secret, session_voter(session, guest),
               session_exercise(session)->filed_as, round, out);
}

static enum verdict
vote(struct rounds *rounds, uint32_t guest, uint8_t round) {
    uint8_t key[BALLOT_KEY_SIZE];
    key_of(rounds, guest, round, key);
    struct intent intent = play_intent(&rounds->play, INTENT_BALLOT);
    intent.guest = guest;
    intent.key = key;
    intent.exercise = (uint16_t) rounds->play.session->place.exercise;
    intent.round = round;
    intent.answer = &rounds->answer;
    return play_intend(&rounds->play, &intent);
}

static bool
read_answer(struct rounds *rounds, const struct ask *ask, const char *json) {
    json_error_t error;
    json_t *in = json_loads(json, JSON_ALLOW_NUL, &error);
    CHECK(json_is_object(in));
    memset(&rounds->fault, 0, sizeof rounds->fault);
    bool is_read = kind_of(ask->exercise)
                       ->read_answer(ask, in, &rounds->answer, &rounds->fault);
    json_decref(in);
    return is_read;
}

enum verdict
rounds_answer(struct rounds *rounds, uint32_t guest, const char *json) {
    struct ask ask = rounds_ask(rounds, guest);
    const struct kind *kind = kind_of(ask.exercise);
    if (!read_answer(rounds, &ask, json)
        || (kind->check_answer != NULL
            && !kind->check_answer(&ask, &rounds->answer, &rounds->fault))) {
        return ANSWER_BAD;
    }
    return vote(rounds, guest, ask.round);
}

enum verdict
rounds_answer_in(struct rounds *rounds, uint32_t guest, uint8_t round,
                 const char *json) {
    struct ask ask = rounds_ask(rounds, guest);
    ask.round = round;
    return read_answer(rounds, &ask, json) ? vote(rounds, guest, round)
                                           : ANSWER_BAD;
}

enum verdict
rounds_simulate(struct rounds *rounds, uint32_t guest, struct rng *rng) {
    struct ask ask = rounds_ask(rounds, guest);
    kind_of(ask.exercise)->simulate(&ask, rng, &rounds->answer);
    return vote(rounds, guest, ask.round);
}

const struct ballot *
rounds_ballot(const struct rounds *rounds, uint32_t guest, uint8_t round) {
    uint8_t key[BALLOT_KEY_SIZE];
    const struct session *session = rounds->play.session;
    key_of(rounds, guest, round, key);
    return session_ballot(session, (uint16_t) session->place.exercise, round,
                          key);
}

enum verdict
rounds_remove(struct rounds *rounds, uint32_t guest) {
    struct intent intent = play_intent(&rounds->play, INTENT_REMOVE);
    intent.guest = guest;
    return play_intend(&rounds->play, &intent);
}

enum verdict
rounds_edit(struct rounds *rounds, enum edit_verb verb, const uint64_t *ids,
            unsigned count) {
    static struct event event;
    event.edited.exercise = (uint16_t) rounds->play.session->place.exercise;
    event.edited.verb = verb;
    event.edited.count = (uint8_t) count;
    memcpy(event.edited.ids, ids, count * sizeof *ids);
    struct intent intent = play_intent(&rounds->play, INTENT_EDIT);
    intent.edited = &event;
    return play_intend(&rounds->play, &intent);
}

uint64_t
rounds_text_id(const char *text) {
    char taken[512], key[1024];
    CHECK(text_take(text, strlen(text), 200, taken, sizeof taken) == TEXT_OK);
    CHECK(text_fold(taken, key, sizeof key));
    return item_id(key, strlen(key));
}

static json_t *
close_and_load(struct text *text, struct json_out *out) {
    json_close_object(out);
    json_t *object = json_loads(text_string(text), 0, NULL);
    CHECK(object != NULL);
    text_finish(text);
    return object;
}

json_t *
rounds_exercise(struct rounds *rounds, uint32_t guest) {
    struct text text = {0};
    struct json_out out = {.text = &text};
    struct ask ask = rounds_ask(rounds, guest);
    json_open_object(&out, NULL);
    kind_of(ask.exercise)->write_exercise(&ask, &out);
    return close_and_load(&text, &out);
}

json_t *
rounds_result(const struct rounds *rounds) {
    const struct session *session = rounds->play.session;
    const struct exercise *exercise = session_exercise(session);
    uint16_t number = (uint16_t) session->place.exercise;
    struct text text = {0};
    struct json_out out = {.text = &text};
    json_open_object(&out, NULL);
    kind_of(exercise)->write_result(exercise, session_box(session, number, 1),
                                    &out);
    if (kind_of(exercise)->write_standing != NULL) {
        kind_of(exercise)->write_standing(session, number, &out);
    }
    return close_and_load(&text, &out);
}
