#pragma once

// Scenes: a session as a picture. scene_draw is a pure function of its view:
// the same view gives the same drawing, on every machine. Any thread, with
// fonts of its own.
#include "base/tick.h"
#include "drawing/drawing.h"
#include "drawing/font.h"
#include "drawing/theme.h"
#include "session/session.h"

// In a phase longer than this the last minute is announced, seen and heard.
#define SCENE_LONG_MS 90000
#define SCENE_MINUTE_MS 60000

// A lobby where nothing happens for so long asks the deck's questions, one
// after another.
#define SCENE_ATTRACT_MS 120000
#define SCENE_ATTRACT_CARD_MS 12000

// What the program shows over or instead of the session.
enum scene_card {
    SCENE_CARD_NONE,
    SCENE_CARD_HELP,   // the keys
    SCENE_CARD_RESUME, // an unfinished session was found: go on, or a new one
    SCENE_CARD_QUIT,   // hold to leave
    SCENE_CARD_AGENDA, // the plan, and how far behind it the session is
    SCENE_CARD_SETUP,  // for which room, and in which theme: those of the view
};

// How far the last row is, in screen heights: what the set-up screen offers.
#define SCENE_ROOM_COUNT 3
struct scene_room {
    char key; // '4', '6', '8'
    const char *word;
    float scale; // room_scale
};
const struct scene_room *scene_room(unsigned at);
// By its word: "near", "normal", "far"; false for another.
bool scene_room_find(const char *word, float *out_scale);
unsigned scene_room_nearest(float scale);

// Where the words of a cloud stood in the last picture, so that they stay there
// while it grows. It belongs to the views of one session, and to one thread.
struct cloud_memory;
struct cloud_memory *cloud_memory_create(void);
void cloud_memory_destroy(struct cloud_memory *memory); // NULL is fine

struct scene_view {
    const struct session *session; // NULL: only the notice is shown
    const struct theme *theme;
    struct fonts *fonts;
    float width, height;  // px
    float room_scale;     // 0.75, 1, 1.33
    enum margin margin;   // that a television may hide
    tick session_ms;      // session time now
    tick since_ms;        // real time since the session changed place
    tick joined_since_ms; // real time since the last guests popped up
    uint32_t fresh;       // how many did together; 0: one
    uint32_t waiting;     // how many have arrived since, and are not seen yet
    tick idle_ms; // real time since anybody came or touched anything, or 0
    const char *address; // as people type it: "192.168.4.1"
    const char *url;     // what the QR code says
    const char *notice;  // a sentence over everything, or NULL
    const char *remark;  // a small line for the host ("no sound"), or NULL
    enum scene_card card;
    struct {
        const char *title; // of the unfinished session
        const char *where; // "exercise 2 of 5, 0:41 left"
    } resume;
    tick stage_ms; // real time, for what wanders against burn-in; 0: nothing
    float quit_progress; // 0 … 1
    int day_minute; // of the local day from 1 (0:00) on; 0: no clock to go by
    bool is_motion_reduced;
    bool is_windowed;
    // Read and written by scene_draw, whose picture then depends on those drawn
    // before. NULL: every cloud is laid out from nothing.
    struct cloud_memory *cloud;
};

void scene_draw(const struct scene_view *view, struct drawing *out);

// Real milliseconds until the picture changes by itself: 0 while something
// moves, -1 never. `speed` is the session clock's.
tick scene_wait_ms(const struct scene_view *view, double speed);
