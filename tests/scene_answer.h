#pragma once

// Rooms whose guests have words and give answers one by one, for the tests of
// what the stage makes of them.
#include "scene_room.h"

// The sizes and room scales that a picture is tried at: every one of the nine.
#define ANSWER_VIEW_COUNT 9
void answer_view(struct room *room, unsigned at);
// 1024x768, 1920x1080, 3840x2160.
#define ANSWER_SIZE_COUNT 3
void answer_size(struct room *room, unsigned at);

// Guests with words of their own; hostile ones have one endless word, and
// names.
void answer_join(struct room *room, unsigned guests, bool is_hostile);
// Gives one answer to the present round, as its JSON.
void answer_give(struct room *room, uint32_t guest, const char *json);
// {"pick":[n]} of guest 0, 1, …
void answer_picks(struct room *room, const int *picks, unsigned count);
// The present round's answers of simulated guests 0, 1, …
void answer_simulate(struct room *room, uint32_t guests, uint64_t seed);
void answer_put(struct room *room, uint32_t guest, const struct answer *answer);

// Draws, and looks for words within a line of text.
bool answer_shows(struct room *room, const char *words);
// The drawing as text; the caller frees it.
char *answer_picture(struct room *room);
// Faults of the picture at three sizes, and beside what was approved.
int answer_compare(struct room *room, const char *name);
