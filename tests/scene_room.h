#pragma once

// A room for the tests of scenes: a deck from its text, a session that went
// through events as a journal would give them, and the view on it.
#include "scene/scene.h"

struct room {
    struct deck *deck;
    struct session *session;
    struct fonts *fonts; // borrowed
    struct drawing drawing;
    struct scene_view view;
    tick now_ms; // session time of the last event
    uint64_t seq;
};

// The decks of all kinds that the tests use; see scene_room.c.
extern const char room_deck_plain[]; // texts as a deck should have them
extern const char room_deck_long[];  // texts as long as a deck may have them

struct room room_open(const char *deck_text, struct fonts *fonts);
void room_finish(struct room *room);

void room_apply(struct room *room, struct event *event);
void room_join(struct room *room, unsigned guests);
// Goes to a phase of an exercise, and answers before it if `voters` > 0: that
// many guests, of the seed's opinions, in the exercise's first open phase.
void room_go(struct room *room, const char *exercise, enum phase_name phase);
void room_vote(struct room *room, unsigned voters, uint64_t seed);
void room_phase_event(struct room *room, enum event_type type);
void room_end(struct room *room);

// Draws the view as it stands.
void room_draw(struct room *room);

// What is wrong with how a drawing reads: marks outside the safe area, text
// below the smallest size, or over other text. Returns the number of faults and
// prints each to standard error with `name` before it.
int room_count_faults(const struct room *room, const char *name);
