#pragma once

// The words of a result as a cloud: how large each is, where it stands, and
// what is kept of that from one picture to the next (struct cloud_memory,
// scene/scene.h). While answers come in, a word moves only where another has
// grown into it, and the whole is laid out anew at most every 1.5 s.
#include "scene/canvas.h"
#include "scene/kinds/cloud.h"
#include "session/kinds/words.h"

#define CLOUD_SIZE_STEPS 5 // above the smallest size

// The size of a word on a wall where nothing is scaled, in u.
float word_cloud_em(unsigned step);

struct cloud_word {
    char text[160];  // as the tally has it
    char number[16]; // said more than once: how often; "" otherwise
    uint64_t key;    // the same for the same word, however it is written
    uint32_t count;
    unsigned step;          // of its size, 0 … CLOUD_SIZE_STEPS
    float size;             // px
    float word_w, number_w; // px; number_w 0: no number
    struct point middle;    // of the word alone, px
    bool is_gone;           // nobody says it any more: not drawn
};

struct word_cloud {
    uint32_t most;  // how often the most frequent was said
    unsigned count; // placed, most frequent first; 0: there is no cloud
    float scale;    // of the sizes
    struct cloud_word words[CLOUD_MAX];
};

struct cloud_memory {
    struct word_cloud cloud;
    // What it was laid out for.
    struct place place;
    struct box area;
    float u;
    uint64_t print; // of the tally
    tick laid_ms;   // since_ms of the view
    tick wait_ms;   // until the next layout is due; -1: none is wanted
};

// Brings the memory (zeroed: a new one) to what the view shows. What is to be
// drawn is then memory->cloud; count 0: there is no room for a cloud.
void word_cloud_update(struct cloud_memory *memory, const struct canvas *canvas,
                       const struct words_tally *tally, struct box area);
