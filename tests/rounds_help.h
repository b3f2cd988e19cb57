#pragma once

// What the tests of exercises with several rounds share: guests who answer as
// a room takes it from phones, with what they are dealt and with the checks of
// what their answers name. One thread.
#include "session/deal.h"
#include "session/groups.h"
#include "session/wall.h"
#include "session_help.h"

struct rounds {
    struct play play;
    struct deal deal;
    struct answer_fault fault; // of the last answer that was refused
    struct answer answer;      // the last that was read
};

// The verdict of an answer that its kind refused; *fault says why.
#define ANSWER_BAD ((enum verdict) - 1)

// A deck of these exercises, and so many guests.
void rounds_start(struct rounds *rounds, const char *exercises,
                  uint32_t guests);
void rounds_finish(struct rounds *rounds);

// Presses next until the present exercise takes ballots of this round; into
// the next exercise for round 1 where there is none.
void rounds_go(struct rounds *rounds, uint8_t round);
// Presses next until a phase of this name begins.
void rounds_go_phase(struct rounds *rounds, enum phase_name name);

struct ask rounds_ask(struct rounds *rounds, uint32_t guest);
enum verdict rounds_answer(struct rounds *rounds, uint32_t guest,
                           const char *json);
// The same to any round of the present exercise, without the check.
enum verdict rounds_answer_in(struct rounds *rounds, uint32_t guest,
                              uint8_t round, const char *json);
// What a simulated guest says; the verdict of it.
enum verdict rounds_simulate(struct rounds *rounds, uint32_t guest,
                             struct rng *rng);
// A guest's ballot to a round of the present exercise. NULL: none.
const struct ballot *rounds_ballot(const struct rounds *rounds, uint32_t guest,
                                   uint8_t round);
enum verdict rounds_remove(struct rounds *rounds, uint32_t guest);
enum verdict rounds_edit(struct rounds *rounds, enum edit_verb verb,
                         const uint64_t *ids, unsigned count);
// The id that a text has on a wall.
uint64_t rounds_text_id(const char *text);

// Members of the state's "exercise" or "result" as JSON; the caller's to
// decref.
json_t *rounds_exercise(struct rounds *rounds, uint32_t guest);
json_t *rounds_result(const struct rounds *rounds);
