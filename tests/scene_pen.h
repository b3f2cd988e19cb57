#pragma once

// Rooms in which people write, for the tests of what they wrote on the wall.
#include "scene_room.h"
#include "session/event.h"

// Exercises: dots, bold (blind rounds), marker (signed, not judged), why, ask.
extern const char pen_deck_plain[];
extern const char pen_deck_long[]; // with long prompts; all are signed

// A room whose guests are simulated, at a phase (from 0) of an exercise.
struct room pen_staged(const char *deck, struct fonts *fonts,
                       const char *exercise, int phase, uint32_t guests);
void pen_go(struct room *room, const char *exercise, unsigned phase);
// A guest's answer to the present round, as JSON.
void pen_answer(struct room *room, uint32_t guest, const char *json);
// One text of a member `field`; `by` may be NULL.
void pen_write(struct room *room, uint32_t guest, const char *field,
               const char *text, const char *by);
// One of the things that were written in the round before, by its beginning.
void pen_choose(struct room *room, uint32_t guest, const char *field,
                const char *text);
void pen_score(struct room *room, uint32_t guest, const char *text,
               unsigned score);
void pen_edit(struct room *room, enum edit_verb verb, const char *text);

// The drawing as text; the caller frees it.
char *pen_picture(struct room *room);
// Whether a line of text is there.
bool pen_has(const struct room *room, const char *text);
// The y of a line of text; 0: it is not there.
float pen_y(const struct room *room, const char *text);
// Texts of a note that are not on its paper; *out_notes (may be NULL) is how
// many notes there are.
int pen_spilled(const struct room *room, const char *name, unsigned *out_notes);
// Texts between header and dock that are cut.
int pen_cut(const struct room *room, const char *name);
