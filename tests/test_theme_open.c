// While a vote is open its picture tells who has answered and nothing of what:
// rooms that answer differently look the same, for every kind of every deck and
// in each of its rounds.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing/paint.h"
#include "scene_stage.h"
#include "session/deal.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/secret.h"

#define GUESTS 30
#define VOTERS 19
#define SEED 5
#define TRIES 50

static struct fonts *fonts;

struct survey {
    int faults;
    unsigned votes, rounds_after_the_first, live;
};

// A room in which an open phase has just begun: everybody has answered all that
// came before, in the same way for every `seed`.
static struct room
room_before(const struct deck *deck, int exercise, int phase) {
    struct staging plan = {.guests = GUESTS,
                           .seed = SEED,
                           .exercise = exercise,
                           .phase = phase - 1,
                           .is_phase_closed = true};
    if (phase == 0) {
        plan.exercise = exercise - 1;
        plan.phase = plan.exercise < 0
                         ? 0
                         : deck->exercises[plan.exercise].phase_count - 1;
    }
    struct room room = stage_room(deck, &plan, fonts);
    static struct event event;
    struct intent intent = {
        .type = INTENT_NEXT, .t_ms = room.now_ms + 1000, .after = AFTER_ANY};
    room.now_ms = intent.t_ms;
    assert_int_equal(session_decide(room.session, &intent, &event), VERDICT_OK);
    room_apply(&room, &event);
    assert_int_equal(room.session->place.exercise, exercise);
    assert_int_equal(room.session->place.phase, phase);
    return room;
}

// Guests 0 … VOTERS - 1 answer by the seed.
static void
vote(struct room *room, uint64_t seed) {
    static struct event event; // 8 KB
    const struct session *session = room->session;
    const struct exercise *exercise = session_exercise(session);
    uint16_t number = (uint16_t) session->place.exercise;
    uint8_t secret[32] = {SEED};
    struct deal deal = {0};
    struct rng rng;
    struct ask ask = {.exercise = exercise,
                      .box = session_box(session, number, 1),
                      .round = session_round(session)};
    bool is_dealt = deal_update(&deal, session, secret);
    rng_init(&rng, seed);
    for (uint32_t i = 0; i < VOTERS; i++) {
        event = (struct event){.type = EVENT_BALLOT};
        event.ballot.exercise = number;
        event.ballot.round = ask.round;
        event.ballot.guest = exercise->is_named ? i : GUEST_NOBODY;
        ballot_key(secret, session_voter(session, i), exercise->filed_as,
                   ask.round, event.ballot.key);
        ask.deal = i;
        ask.dealt = is_dealt ? deal_of(&deal, i) : 0;
        for (int k = 0; k < TRIES && event.ballot.answer.size == 0; k++) {
            kind_of(exercise)->simulate(&ask, &rng, &event.ballot.answer);
        }
        if (event.ballot.answer.size > 0) {
            room_apply(room, &event);
        }
    }
    deal_finish(&deal);
}

static char *
picture_of(struct room *room, tick later_ms) {
    struct text text = {0};
    room->view.session_ms = room->now_ms + later_ms;
    room_draw(room);
    paint_text(&room->drawing, &text);
    char *copy = strdup(text_string(&text));
    assert_non_null(copy);
    text_finish(&text);
    return copy;
}

static void
check_ballots(const struct room *one, const struct room *two) {
    uint16_t number = (uint16_t) one->session->place.exercise;
    uint8_t round = session_round(one->session);
    const struct ballot_box *a = session_box(one->session, number, round);
    const struct ballot_box *b = session_box(two->session, number, round);
    uint8_t first[32], second[32];
    session_digest(one->session, first);
    session_digest(two->session, second);
    assert_int_equal(a->answered, b->answered);
    assert_true(a->answered > 0);
    assert_memory_not_equal(first, second, sizeof first);
}

// Whether rooms that answer by two seeds look the same.
static bool
is_same_picture(const struct deck *deck, int exercise, int phase,
                uint64_t seed) {
    bool is_same = true;
    struct room one = room_before(deck, exercise, phase);
    struct room two = room_before(deck, exercise, phase);
    vote(&one, 1);
    vote(&two, seed);
    check_ballots(&one, &two);
    for (tick later_ms = 0; later_ms <= 40000; later_ms += 20000) {
        char *first = picture_of(&one, later_ms);
        char *second = picture_of(&two, later_ms);
        is_same = is_same && strcmp(first, second) == 0;
        free(first);
        free(second);
    }
    stage_finish(&one);
    stage_finish(&two);
    return is_same;
}

static void
compare(struct survey *survey, const struct deck *deck, int exercise,
        int phase) {
    bool is_live = deck->exercises[exercise].reveal == REVEAL_LIVE;
    bool is_same = true;
    for (uint64_t seed = 2; seed <= (is_live ? 12 : 3); seed++) {
        is_same = is_same_picture(deck, exercise, phase, seed) && is_same;
    }
    survey->votes++;
    survey->live += is_live;
    if (is_same == is_live) {
        fprintf(stderr, "%s %s, phase %d: what was voted is %s\n", deck->id,
                deck->exercises[exercise].id, phase,
                is_live ? "not shown live" : "shown while it is open");
        survey->faults++;
    }
}

static void
compare_deck(void *data, const struct deck *deck) {
    for (int i = 0; i < deck->exercise_count; i++) {
        const struct exercise *exercise = &deck->exercises[i];
        int rounds = 0;
        for (int k = 0; k < exercise->phase_count; k++) {
            if (exercise->phases[k].is_open
                && kind_of(exercise)->takes_ballots) {
                struct survey *survey = data;
                survey->rounds_after_the_first += rounds++ > 0;
                compare(survey, deck, i, k);
            }
        }
    }
}

static void
an_open_vote_looks_the_same_whatever_is_voted(void **state) {
    (void) state;
    struct survey survey = {0};
    stage_each_deck(compare_deck, &survey);
    print_message("%u votes, %u of them second rounds and later, %u live\n",
                  survey.votes, survey.rounds_after_the_first, survey.live);
    assert_true(survey.votes > 60 && survey.rounds_after_the_first > 5);
    assert_int_equal(survey.faults, 0);
}

int
main(void) {
    random_start();
    struct fault fault = {""};
    fonts = fonts_create(&fault);
    assert_non_null(fonts);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_open_vote_looks_the_same_whatever_is_voted),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_destroy(fonts);
    return failed;
}
