// The table of kinds as pictures.
#include "scene/kind_picture.h"

#include <string.h>

#include "base/check.h"

static const struct kind_picture *const table[] = {
    &kind_picture_choice,    &kind_picture_scale,
    &kind_picture_words,     &kind_picture_duel,
    &kind_picture_rank,      &kind_picture_points,
    &kind_picture_curve,     &kind_picture_plane,
    &kind_picture_ideas,     &kind_picture_whys,
    &kind_picture_questions, &kind_picture_sketch,
    &kind_picture_quiz,      &kind_picture_talk,
    &kind_picture_slide,     NULL,
};

const struct kind_picture *
kind_picture_of(const struct exercise *exercise) {
    for (const struct kind_picture *const *row = table; *row; row++) {
        if (strcmp((*row)->name, exercise->kind) == 0) {
            return *row;
        }
    }
    CHECK(!"a kind of exercise without a picture");
    return NULL;
}
