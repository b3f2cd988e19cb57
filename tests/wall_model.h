#pragma once

// A model of a room that writes and judges: it knows only who gave and chose
// what, and what the host did, and recounts everything from that in the
// plainest way. Beside it runs a session that is told the same. One thread.
#include "rounds_help.h"

#define THINGS 10
#define GUESTS_MAX 24
#define ROUND_MAX 6
#define CHOICES 10

// All that there is to know, by guest and thing.
struct model {
    struct rounds rounds;
    struct rng rng;
    uint64_t ids[THINGS];
    bool gave[ROUND_MAX + 1][GUESTS_MAX][THINGS];
    unsigned choices[ROUND_MAX + 1][GUESTS_MAX];
    int chosen[ROUND_MAX + 1][GUESTS_MAX][CHOICES];
    uint8_t scores[ROUND_MAX + 1][GUESTS_MAX];
    int into[THINGS]; // -1: stands for itself
    bool is_hidden[THINGS], is_ticked[THINGS];
    uint32_t guests;
    bool is_drawn;
};
extern struct model model;

const struct session *session(void);
// A room of nobody, one, few or many, and the first round begun.
void start_model(uint64_t seed, const char *deck);
void finish_model(void);
// Everybody gives something, some twice; or all the same.
void write_all(uint8_t round);
// The ids of drawings, as far as somebody drew them.
void learn_drawings(void);
// The host hides, shows, merges, ticks and unticks at random.
void edit_some(unsigned times);
// Everybody chooses some of what is on the wall of the round `written`.
void choose_all(uint8_t written, const char *field, unsigned most,
                bool may_repeat);

// What a thing counts as; -1: nothing.
int counts_as(uint8_t round, int thing);
// What a choice of it counts as: what was chosen was there then.
int chosen_as(uint8_t round, int thing);
uint32_t count_writers(uint8_t round, int item);
// Choices of an item, and guests who chose it.
uint32_t count_chosen(uint8_t written, uint8_t round, int item,
                      uint32_t *guests);
uint32_t count_answered(uint8_t round);
int thing_of(uint64_t id);
// Fails the test unless the wall holds what the model says.
void check_wall(const struct wall *wall, uint8_t round);
