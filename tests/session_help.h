#pragma once

// What the tests of the core share: a deck with every kind, and a session that
// is played by deciding and applying at once, without journal or clock. Each
// play owns its deck and its session. One thread.
#include "base/random.h"
#include "session/kind.h"
#include "session/session.h"

// The exercises of the deck that play_start reads when it is given NULL.
enum play_exercise {
    PLAY_WORDS,  // pick 3; vote 40 s, reveal 15 s
    PLAY_SCALE,  // 0 to 10, three statements; read, vote 30 s, reveal, discuss
    PLAY_DUEL,   // five items; vote 60 s, reveal 25 s
    PLAY_CURVE,  // vote 35 s, reveal
    PLAY_CHOICE, // pick 1 of 4; vote without a clock, reveal
    PLAY_NAMED,  // choice, pick 2 of 5, named and live; vote 20 s, reveal
    PLAY_TALK,   // pairs 3 min
    PLAY_SLIDE,  // read
    PLAY_COUNT,
};

struct play {
    struct deck *deck;       // owned
    struct session *session; // owned
    struct event event;      // the last that was decided
    uint8_t secret[32];
    tick now_ms; // what the next step is stamped with
};

// A deck from its text; the test fails where it has an error.
struct deck *play_deck(const char *source);

void play_start(struct play *play, const char *source);
void play_finish(struct play *play);

// The intent of a step that only has a type, decided on what is now.
struct intent play_intent(const struct play *play, enum intent_type type);
// Decides, gives the event the next seq and a hash of it, and applies it.
enum verdict play_intend(struct play *play, const struct intent *intent);
enum verdict play_press(struct play *play, enum intent_type type);
enum verdict play_more(struct play *play, tick delta_ms);
// Presses next until the place is there.
void play_go(struct play *play, int exercise, int phase);

// Gives play->event the next seq and a hash, and applies it.
enum verdict play_apply(struct play *play);

uint32_t play_join(struct play *play); // the guest's number
// A guest's ballot to the present exercise, as a phone sends it.
enum verdict play_vote(struct play *play, uint32_t guest, const char *answer);
// The same to any exercise.
enum verdict play_vote_in(struct play *play, uint16_t exercise, uint32_t guest,
                          const char *answer);
const struct ballot *play_ballot(const struct play *play, uint16_t exercise,
                                 uint32_t guest);
// Fails the test unless the counts of the session fit each other.
void play_check(const struct session *session);

// Packs JSON by the exercise's kind. False: refused, *fault says so.
bool play_read_answer(const struct exercise *exercise, const char *json,
                      struct answer *out, struct answer_fault *fault);
// The packed answer as the JSON object of a ballot.
void play_write_answer(const struct exercise *exercise,
                       const struct answer *answer, struct text *out);
