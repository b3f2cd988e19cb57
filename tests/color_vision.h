#pragma once

// How far apart two colours look: CIEDE2000 between what eyes of four kinds
// see, the three kinds of colour blindness by Machado, Oliveira and Fernandes
// (2009) at full severity.
#include <stdbool.h>

#include "drawing/drawing.h"

enum vision {
    VISION_NORMAL,
    VISION_PROTAN,
    VISION_DEUTAN,
    VISION_TRITAN,
    VISION_COUNT,
};

double vision_difference(struct color a, struct color b, enum vision vision,
                         bool is_washed);

// The formula alone, for its published test pairs; L*, a*, b*.
double ciede2000(const double one[3], const double two[3]);
