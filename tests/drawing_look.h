#pragma once

// Reading a drawing as somebody in the last row would: what every text and
// every mark stands on, and whether it can be told from that. Also what eyes
// get of pictures that follow each other.
#include "drawing/font.h"
#include "drawing/theme.h"

// Texts below 7:1 or, washed out, 4.5:1 against what is under them, and marks
// below 4:1 and 3:1 that have no outline. Prints each to standard error with
// `name` before it and returns how many; `what`, if not NULL, counts what was
// looked at.
struct look_count {
    unsigned texts, marks;
    double least_text, least_text_washed; // ratios; 0 at first: none yet
    double least_mark, least_mark_washed; // of marks without an outline
};
int look_contrast(const struct drawing *drawing, const struct theme *theme,
                  const char *name, struct look_count *what);

// Pictures that follow each other, as mean luminances of the parts of a grid.
#define LOOK_COLUMNS 16
#define LOOK_ROWS 9
#define LOOK_PARTS (LOOK_COLUMNS * LOOK_ROWS)
#define LOOK_FRAME_MAX 256

struct look_film {
    int count;
    float parts[LOOK_FRAME_MAX][LOOK_PARTS];
};

void look_film_add(struct look_film *film, const struct drawing *drawing,
                   struct fonts *fonts);
// The most reversals of any part within a second of `frames_per_s` pictures: a
// rise after a fall or a fall after a rise, each of a tenth of white or more.
int look_film_reversals(const struct look_film *film, int frames_per_s);
