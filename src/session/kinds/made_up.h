#pragma once

// What simulated guests write and choose.
#include "session/written.h"

enum made_up {
    MADE_UP_IDEAS,
    MADE_UP_QUESTIONS,
    MADE_UP_REASONS,
};

// One to `pick` texts.
void made_up_texts(enum made_up what, unsigned pick, struct rng *rng,
                   struct answer *out);
// Up to `most` of what stands on the wall of `round`; nothing where it is
// empty.
void made_up_choice(const struct ask *ask, uint8_t round, unsigned most,
                    struct rng *rng, struct answer *out);
