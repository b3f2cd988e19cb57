// The fixture of the tests of report/.
#include "report_fixture.h"
#include "base/check.h"
#include "base/random.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/secret.h"
#include "session/wall.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const odd_words[] = {
    "{\"words\":[\"=1+1\"]}",
    "{\"words\":[\"'=1+1\",\"-5\"]}",
    "{\"words\":[\"Kind\",\"kind \",\"ＫＩＮＤ\"]}",
    "{\"words\":[\"a,b\",\"say \\\"hi\\\"\",\"x;y\"]}",
    "{\"words\":[\"Straße\",\"STRASSE\"]}",
    "{\"words\":[\"日本語\",\"שלום\",\"👩‍💻\"]}",
    "{\"words\":[\"two  words\",\"Two Words\"]}",
    "{\"words\":[\"''=x\",\"@me\",\"＝1\"]}",
};

static void
stamp(struct fixture *fixture, enum event_type type) {
    struct event *event = fixture->event;
    memset(event, 0, sizeof *event);
    event->type = type;
    event->seq = ++fixture->seq;
    event->t_ms = fixture->now_ms += 1 + rng_below(&fixture->rng, 900);
    for (size_t i = 0; i < sizeof event->hash; i++) {
        event->hash[i] = (uint8_t) rng_next(&fixture->rng);
    }
}

static void
join(struct fixture *fixture, uint32_t guest) {
    stamp(fixture, EVENT_JOINED);
    struct event *event = fixture->event;
    memset(event->joined.token_hash, 0x5a, TOKEN_HASH_SIZE);
    memcpy(event->joined.token_hash, &guest, sizeof guest);
    snprintf(event->joined.words, sizeof event->joined.words, "zebra%u kite",
             guest);
    if (guest % 3 != 0) {
        snprintf(event->joined.name, sizeof event->joined.name, "=Person%u",
                 guest);
    }
    CHECK(session_apply(fixture->session, event) == VERDICT_OK);
}

void
fixture_move_to(struct fixture *fixture, int exercise, int phase) {
    stamp(fixture, EVENT_MOVED);
    fixture->event->moved.after = fixture->session->move_count;
    fixture->event->moved.to.exercise = (int16_t) exercise;
    fixture->event->moved.to.phase = (uint8_t) phase;
    CHECK(session_apply(fixture->session, fixture->event) == VERDICT_OK);
}

void
fixture_move(struct fixture *fixture, int exercise) {
    fixture_move_to(fixture, exercise, 0);
}

// A ballot of whom, to what.
struct voting {
    uint16_t exercise;
    uint8_t round;
    uint32_t guest;
};

// Sends what event->ballot.answer holds.
static enum verdict
cast_to(struct fixture *fixture, const struct voting *voting) {
    struct event *event = fixture->event;
    const struct exercise *asked =
        &fixture->session->exercises[voting->exercise];
    event->ballot.exercise = voting->exercise;
    event->ballot.round = voting->round;
    event->ballot.guest = asked->is_named ? voting->guest : GUEST_NOBODY;
    uint32_t voter = asked->is_by_group
                         ? session_voter(fixture->session, voting->guest)
                         : voting->guest;
    ballot_key(fixture->secret, voter, asked->filed_as, voting->round,
               event->ballot.key);
    return session_apply(fixture->session, event);
}

// An idea that a guest might be given to score.
static uint64_t
deal_one(struct fixture *fixture, uint16_t exercise) {
    uint64_t ids[64];
    unsigned count = fixture_ids(fixture, exercise, ids, 64);
    return count == 0 ? 0 : ids[rng_below(&fixture->rng, count)];
}

static struct ask
ask_of(struct fixture *fixture, const struct voting *voting) {
    const struct exercise *exercise =
        &fixture->session->exercises[voting->exercise];
    bool is_scored = strcmp(exercise->kind, "ideas") == 0
                     && exercise->rounds > 0 && voting->round > 1;
    return (struct ask){
        .exercise = exercise,
        .box = session_box(fixture->session, voting->exercise, 1),
        .round = voting->round,
        .deal = voting->guest,
        .dealt = is_scored ? deal_one(fixture, voting->exercise) : 0,
    };
}

static enum verdict
vote_json(struct fixture *fixture, const struct voting *voting,
          const char *json) {
    struct ask ask = ask_of(fixture, voting);
    stamp(fixture, EVENT_BALLOT);
    json_t *object = json_loads(json, 0, NULL);
    CHECK(object != NULL);
    struct answer_fault fault;
    CHECK(kind_of(ask.exercise)
              ->read_answer(&ask, object, &fixture->event->ballot.answer,
                            &fault));
    json_decref(object);
    return cast_to(fixture, voting);
}

static struct voting
voting_now(const struct fixture *fixture, uint32_t guest) {
    return (struct voting){(uint16_t) fixture->session->place.exercise,
                           session_round(fixture->session), guest};
}

enum verdict
fixture_vote(struct fixture *fixture, uint32_t guest, const char *json) {
    CHECK(session_exercise(fixture->session) != NULL);
    struct voting voting = voting_now(fixture, guest);
    return vote_json(fixture, &voting, json);
}

static void
vote_by_chance(struct fixture *fixture, const struct voting *voting) {
    struct ask ask = ask_of(fixture, voting);
    const struct exercise *exercise = ask.exercise;
    bool is_words = strcmp(exercise->kind, "words") == 0;
    if (is_words && exercise->pick == 3 && rng_below(&fixture->rng, 3) == 0) {
        size_t count = sizeof odd_words / sizeof *odd_words;
        uint32_t word = rng_below(&fixture->rng, (uint32_t) count);
        (void) vote_json(fixture, voting, odd_words[word]);
        return;
    }
    if (exercise->is_signed && rng_below(&fixture->rng, 2) == 0) {
        (void) vote_json(
            fixture, voting,
            rng_below(&fixture->rng, 2) == 0
                ? "{\"ideas\":[\"=Call Anna\"],\"by\":\"@Bo\"}"
                : "{\"ideas\":[\"=call anna\"],\"by\":\"Ann; X\"}");
        return;
    }
    stamp(fixture, EVENT_BALLOT);
    kind_of(exercise)->simulate(&ask, &fixture->rng,
                                &fixture->event->ballot.answer);
    (void) cast_to(fixture, voting);
}

void
fixture_fill(struct fixture *fixture, uint32_t guests) {
    for (uint32_t i = 0; i < guests + guests / 4; i++) {
        uint32_t guest = rng_below(&fixture->rng, guests);
        struct voting voting = voting_now(fixture, guest);
        vote_by_chance(fixture, &voting);
        if (rng_below(&fixture->rng, 9) == 0) {
            (void) fixture_vote(fixture, guest, "{}");
        }
    }
}

// -- The host ----------------------------------------------------------------

void
fixture_edit(struct fixture *fixture, uint16_t exercise, enum edit_verb verb,
             uint64_t first, uint64_t second) {
    stamp(fixture, EVENT_EDITED);
    struct event *event = fixture->event;
    event->edited.exercise = exercise;
    event->edited.verb = verb;
    event->edited.count = second == 0 ? 1 : 2;
    event->edited.ids[0] = first;
    event->edited.ids[1] = second;
    CHECK(session_apply(fixture->session, event) == VERDICT_OK);
}

unsigned
fixture_ids(const struct fixture *fixture, uint16_t exercise, uint64_t *out,
            unsigned most) {
    static const char *const words[] = {"busy", "awake", "curious", "brave",
                                        "calm"};
    struct wall wall;
    unsigned count = 0;
    if (strcmp(fixture->deck->exercises[exercise].kind, "words") == 0) {
        for (; count < 5 && count < most; count++) {
            out[count] = item_id(words[count], strlen(words[count]));
        }
        return count;
    }
    CHECK(wall_init_raw(&wall, session_box(fixture->session, exercise, 1), 1));
    for (; count < wall.count && count < most; count++) {
        out[count] = wall.items[count].id;
    }
    wall_finish(&wall);
    return count;
}

static void
edit(struct fixture *fixture, uint16_t exercise) {
    uint64_t ids[5];
    unsigned count = fixture_ids(fixture, exercise, ids, 5);
    if (count < 4) {
        return;
    }
    fixture_edit(fixture, exercise, EDIT_HIDE, ids[0], 0);
    fixture_edit(fixture, exercise, EDIT_MERGE, ids[2], ids[1]);
    fixture_edit(fixture, exercise, EDIT_TICK, ids[3], 0);
    fixture_edit(fixture, exercise, EDIT_TICK, ids[2], 0);
    fixture_edit(fixture, exercise, EDIT_UNTICK, ids[2], 0);
    fixture_edit(fixture, exercise, EDIT_MERGE, 4711, ids[3]); // of nobody
    if (count == 5) {
        fixture_edit(fixture, exercise, EDIT_MERGE, 4712, ids[4]);
        fixture_edit(fixture, exercise, EDIT_HIDE, 4712, 0);
    }
}

// -- The whole session -------------------------------------------------------

static void
play(struct fixture *fixture, uint16_t at, uint32_t guests) {
    const struct exercise *exercise = &fixture->session->exercises[at];
    fixture_move(fixture, at);
    bool is_silent = strncmp(exercise->prompt, "Nobody", 6) == 0;
    if (!kind_of(exercise)->takes_ballots || is_silent) {
        return;
    }
    struct voting late = {.exercise = at, .round = 1};
    bool is_edited = strncmp(exercise->prompt, "Edited", 6) != 0;
    for (uint8_t i = 0; i < exercise->phase_count; i++) {
        if (i > 0) {
            fixture_move_to(fixture, at, i);
        }
        if (exercise->phases[i].round > 0
            && session_has_items(fixture->session)) {
            fixture_fill(fixture, guests);
            late.round = exercise->phases[i].round;
        }
        if (late.round > 1 && !is_edited) {
            edit(fixture, at);
            is_edited = true;
        }
    }
    if (!is_edited) {
        edit(fixture, at);
    }
    fixture_move(fixture, -1); // and some come late
    for (; late.guest < 2 && late.guest < guests
           && session_box(fixture->session, at, 1)->count > 0;
         late.guest++) {
        vote_by_chance(fixture, &late);
    }
}

void
fixture_init(struct fixture *fixture, uint64_t seed, uint32_t guests) {
    fixture_init_deck(fixture, fixture_deck, seed, guests);
}

void
fixture_init_deck(struct fixture *fixture, const char *deck, uint64_t seed,
                  uint32_t guests) {
    memset(fixture, 0, sizeof *fixture);
    rng_init(&fixture->rng, seed);
    struct deck_faults faults = {0};
    fixture->deck = deck_read(deck, strlen(deck), &faults);
    for (size_t i = 0; i < faults.count; i++) {
        fprintf(stderr, "%d:%d %s\n", faults.items[i].line,
                faults.items[i].column, faults.items[i].text);
    }
    deck_faults_finish(&faults);
    CHECK(fixture->deck != NULL);
    fixture->session = session_create(fixture->deck);
    fixture->event = malloc(sizeof *fixture->event);
    CHECK(fixture->session != NULL && fixture->event != NULL);
    memset(fixture->secret, 0x77, sizeof fixture->secret);
    fixture->now_ms = 7000000000000; // all times begin alike
    text_copy(fixture->about.id, sizeof fixture->about.id,
              "20261123-0910-k7qm");
    text_copy(fixture->about.title, sizeof fixture->about.title,
              "Every \"kind\"");
    fixture->about.started_utc_ms = 1795425012345;
    fixture->input = (struct report_input){.session = fixture->session,
                                           .about = &fixture->about};
    for (uint32_t i = 0; i < guests; i++) {
        join(fixture, i);
    }
    for (uint16_t i = 0; guests > 0 && i < fixture->deck->exercise_count; i++) {
        play(fixture, i, guests);
    }
}

void
fixture_finish(struct fixture *fixture) {
    session_destroy(fixture->session);
    deck_destroy(fixture->deck);
    free(fixture->event);
}
