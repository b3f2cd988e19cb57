#pragma once

// Every moment that a deck can be in, as a room that is ready to be drawn: the
// lobby, each phase, each vote that is over, and the end. Of all built-in decks
// and of the two that the tests of scenes have.
#include "scene_room.h"
#include "session/staging.h"

typedef void (*on_stage)(void *data, struct room *room, const char *name);

void stage_each(struct fonts *fonts, on_stage found, void *data);

// The decks alone.
void stage_each_deck(void (*found)(void *data, const struct deck *deck),
                     void *data);
// One moment of a deck; finish it with stage_finish.
struct room stage_room(const struct deck *deck, const struct staging *plan,
                       struct fonts *fonts);
void stage_finish(struct room *room);
