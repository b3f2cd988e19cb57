#pragma once

// What the tests of the kinds share: a deck with several exercises of each
// kind, random answers as phones might send them, and a box of ballots made
// without a session. One thread.
#include "session_help.h"

#define KINDS_BALLOT_MAX 400

// choice: c1 (pick 1 of 4), c3 (3 of 12); scale: s1 (1 to 5, 8 statements), s2
// (-50 to 50), s3 (0 to 10, 3 statements); words: w1, w5 (pick); duel: d2, d5,
// d10 (items); rank: r2, r5, r10 (items; top 3); points: p3, p10 (items;
// budget 1000); curve: curve; plane:
// pl1 (oneself), pl2, pl8 (items); choice with a decision: fist, half, most;
// quiz: quiz (E and W of four are right); talk: talk; slide: slide.
struct deck *kinds_deck(void);
const struct exercise *kinds_exercise(const struct deck *deck, const char *id);

// A random answer of this kind as JSON; sometimes the empty one.
void kinds_random_answer(const struct exercise *exercise, struct rng *rng,
                         struct text *out);

// Ballots in order, each with its own memory.
struct kinds_box {
    struct ballot_box box;
    struct ballot ballots[KINDS_BALLOT_MAX];
    struct answer answers[KINDS_BALLOT_MAX];
};
void kinds_box_add(struct kinds_box *box, const struct answer *answer);
// Packs the JSON, which must be a good answer.
void kinds_box_add_json(struct kinds_box *box, const struct exercise *exercise,
                        const char *json);

// A deck, and ballots to one exercise of it beside what the phones sent.
struct kinds_room {
    struct deck *deck; // owned
    struct kinds_box box;
    json_t *answers[KINDS_BALLOT_MAX]; // owned
};
void kinds_room_start(struct kinds_room *room);
void kinds_room_finish(struct kinds_room *room);
void kinds_room_empty(struct kinds_room *room); // of its ballots
// Ballots of one room: nobody, one, a few or many; each for itself, or all the
// same.
void kinds_room_fill(struct kinds_room *room, const struct exercise *exercise,
                     uint64_t seed);

typedef void (*kinds_check)(const struct kinds_room *room,
                            const struct exercise *exercise);
// Fills the room in a thousand ways and checks each.
void kinds_recount(struct kinds_room *room, const char *id, kinds_check check);

// Fails the test unless they differ by no more than this.
void kinds_near(double a, double b, double precision);
