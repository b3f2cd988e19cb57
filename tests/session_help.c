// Shared by the tests of the core.
#include "session_help.h"

#include "base/check.h"
#include "session/secret.h"
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char play_source[] =
    "deck: play\n"
    "title: Every kind\n"
    "exercises:\n"
    "  - {id: say, kind: words, prompt: Say three words, pick: 3,\n"
    "     phases: [vote 40s, reveal 15s]}\n"
    "  - {id: rate, kind: scale, prompt: How much?, from: 0, to: 10,\n"
    "     statements: [One, Two, Three],\n"
    "     phases: [read, vote 30s, reveal, discuss 60s]}\n"
    "  - {id: pairs, kind: duel, prompt: Which?, items: [A, B, C, D, E],\n"
    "     phases: [vote 60s, reveal 25s]}\n"
    "  - {id: where, kind: curve, prompt: Where?, phases: [vote 35s, reveal]}\n"
    "  - {id: one, kind: choice, prompt: One?, options: [N, E, S, W],\n"
    "     phases: [vote, reveal]}\n"
    "  - {id: two, kind: choice, prompt: Two?, options: [P, Q, R, S, T],\n"
    "     pick: 2, named: true, live: true, phases: [vote 20s, reveal]}\n"
    "  - {id: aloud, kind: talk, prompt: Talk, phases: [pairs 3m]}\n"
    "  - {id: bye, kind: slide, prompt: Bye, phases: [read]}\n";

struct deck *
play_deck(const char *source) {
    struct deck_faults faults = {0};
    struct deck *deck = deck_read(source, strlen(source), &faults);
    for (size_t i = 0; i < faults.count && deck == NULL; i++) {
        (void) fprintf(stderr, "line %d: %s\n", faults.items[i].line,
                       faults.items[i].text);
    }
    deck_faults_finish(&faults);
    CHECK(deck != NULL);
    return deck;
}

void
play_start(struct play *play, const char *source) {
    memset(play, 0, sizeof *play);
    play->deck = play_deck(source == NULL ? play_source : source);
    play->session = session_create(play->deck);
    CHECK(play->session != NULL);
    memset(play->secret, 7, sizeof play->secret);
    play->now_ms = 1000;
}

void
play_finish(struct play *play) {
    session_destroy(play->session);
    deck_destroy(play->deck);
    memset(play, 0, sizeof *play);
}

enum verdict
play_apply(struct play *play) {
    struct event *event = &play->event;
    event->seq = play->session->seq + 1;
    crypto_generichash(event->hash, sizeof event->hash,
                       (const unsigned char *) &event->seq, sizeof event->seq,
                       NULL, 0);
    return session_apply(play->session, event);
}

struct intent
play_intent(const struct play *play, enum intent_type type) {
    return (struct intent){
        .type = type, .t_ms = play->now_ms, .after = AFTER_ANY};
}

enum verdict
play_intend(struct play *play, const struct intent *intent) {
    enum verdict verdict = session_decide(play->session, intent, &play->event);
    return verdict == VERDICT_OK ? play_apply(play) : verdict;
}

enum verdict
play_press(struct play *play, enum intent_type type) {
    struct intent intent = play_intent(play, type);
    return play_intend(play, &intent);
}

enum verdict
play_more(struct play *play, tick delta_ms) {
    struct intent intent = play_intent(play, INTENT_MORE);
    intent.delta_ms = delta_ms;
    return play_intend(play, &intent);
}

void
play_go(struct play *play, int exercise, int phase) {
    const struct session *session = play->session;
    while (session->place.exercise != exercise
           || session->place.phase != phase) {
        CHECK(play_press(play, INTENT_NEXT) == VERDICT_OK);
        CHECK(!session->is_ended);
    }
}

uint32_t
play_join(struct play *play) {
    static const struct event empty;
    struct event seat = empty;
    uint32_t number = play->session->guest_count;
    ballot_key(play->secret, number, UINT16_MAX, 1, seat.joined.token_hash);
    (void) snprintf(seat.joined.words, sizeof seat.joined.words, "guest %u",
                    number);
    (void) snprintf(seat.joined.name, sizeof seat.joined.name, "Name %u",
                    number);
    struct intent intent = play_intent(play, INTENT_JOIN);
    intent.joined = &seat;
    CHECK(play_intend(play, &intent) == VERDICT_OK);
    return number;
}

enum verdict
play_vote_in(struct play *play, uint16_t exercise, uint32_t guest,
             const char *json) {
    struct answer answer;
    struct answer_fault fault = {0};
    CHECK(play_read_answer(&play->deck->exercises[exercise], json, &answer,
                           &fault));
    uint8_t key[BALLOT_KEY_SIZE];
    ballot_key(play->secret, guest, exercise, 1, key);
    struct intent intent = play_intent(play, INTENT_BALLOT);
    intent.guest = guest;
    intent.key = key;
    intent.exercise = exercise;
    intent.round = 1;
    intent.answer = &answer;
    return play_intend(play, &intent);
}

enum verdict
play_vote(struct play *play, uint32_t guest, const char *json) {
    return play_vote_in(play, (uint16_t) play->session->place.exercise, guest,
                        json);
}

const struct ballot *
play_ballot(const struct play *play, uint16_t exercise, uint32_t guest) {
    uint8_t key[BALLOT_KEY_SIZE];
    ballot_key(play->secret, guest, exercise, 1, key);
    return session_ballot(play->session, exercise, 1, key);
}

static void
check_box(const struct session *session, const struct ballot_box *box) {
    uint32_t answered = 0;
    CHECK(box->count <= SESSION_GUEST_MAX);
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        answered += ballot->size > 0;
        CHECK(ballot->size <= ballot->room && ballot->room <= ANSWER_MAX);
        CHECK(ballot->guest == GUEST_NOBODY
              || ballot->guest < session->guest_count);
    }
    CHECK(answered == box->answered);
}

void
play_check(const struct session *session) {
    uint32_t joined = 0;
    for (uint32_t i = 0; i < session->guest_count; i++) {
        const struct guest *guest = &session->guests[i];
        joined += !guest->is_removed;
        CHECK(session_find_guest(session, guest->token_hash) == i);
    }
    CHECK(joined == session->joined);
    CHECK(session->guest_count <= SESSION_GUEST_MAX);
    for (unsigned i = 0; i < session->deck->box_count; i++) {
        check_box(session, &session->boxes[i]);
    }
    const struct exercise *exercise = session_exercise(session);
    CHECK(exercise == NULL || session->place.phase < exercise->phase_count);
    CHECK(session->place.exercise >= -1
          && session->place.exercise <= session->deck->exercise_count);
    CHECK(session->left_ms >= 0);
    CHECK(session_left_ms(session, session->now_ms) <= session->left_ms);
    CHECK(!session->is_closed || !session_is_open(session, session->now_ms));
    CHECK(!session->is_ended || session_is_end(session));
    CHECK(session->shown_seq <= session->seq);
}

bool
play_read_answer(const struct exercise *exercise, const char *json,
                 struct answer *out, struct answer_fault *fault) {
    json_t *in = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_is_object(in));
    bool is_read = kind_of(exercise)->read_answer(
        &(struct ask){.exercise = exercise, .round = 1}, in, out, fault);
    json_decref(in);
    return is_read;
}

void
play_write_answer(const struct exercise *exercise, const struct answer *answer,
                  struct text *out) {
    struct json_out json = {.text = out};
    text_clear(out);
    json_open_object(&json, NULL);
    if (answer->size > 0) {
        kind_of(exercise)->write_answer(exercise, answer, &json);
    }
    json_close_object(&json);
}
