#pragma once

// sketch: drawings in vector strokes, and the gallery in order of dots. Without
// a vote the order is that of their ids. A drawing's number on the wall and on
// phones is its place in order of id among all of them, from 1; it stays when
// another is hidden.
//
// Packed: strokes (1), then each: points (2), then x and y (2 each), 0 … 1000,
// y down.
#include "session/wall.h"

#define SKETCH_SIDE 1000
#define SKETCH_STROKE_MAX 64
#define SKETCH_POINT_MAX                                                       \
    2000 // of all strokes; packed and as JSON it is at
         // most ANSWER_MAX either way

struct sketch_point {
    uint16_t x, y;
};

// Goes through a drawing's strokes; *at begins at 0. Writes a stroke's points,
// at most SKETCH_POINT_MAX. False: no more.
bool sketch_stroke(const struct wall_item *item, uint16_t *at,
                   struct sketch_point *out, unsigned *out_count);
unsigned sketch_stroke_count(const struct wall_item *item);
unsigned sketch_point_count(const struct wall_item *item);

struct sketch_result {
    uint32_t item; // of the wall
    uint32_t dots;
};

struct sketch_tally {
    struct wall wall;
    struct sketch_result *results; // owned; wall.count, best first
    uint32_t voters;               // who gave dots; without a vote, who drew
    bool is_judged;
};

// `box` is the first round's. False: no memory; then it is empty.
bool sketch_tally(const struct exercise *exercise, const struct ballot_box *box,
                  struct sketch_tally *out);
void sketch_tally_finish(struct sketch_tally *tally);
uint32_t sketch_number(const struct sketch_tally *tally, uint32_t place);
