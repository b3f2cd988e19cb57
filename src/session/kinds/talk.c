// talk and slide: nothing is given; the phone shows the text too.
#include "session/kind.h"

static void
text_write_exercise(const struct ask *ask, struct json_out *out) {
    const struct exercise *exercise = ask->exercise;
    if (exercise->text != NULL) {
        json_write_string(out, "text", exercise->text);
    }
    if (exercise->by != NULL) {
        json_write_string(out, "by", exercise->by);
    }
}

extern const struct kind kind_talk;
const struct kind kind_talk = {
    .name = "talk",
    .write_exercise = text_write_exercise,
};

extern const struct kind kind_slide;
const struct kind kind_slide = {
    .name = "slide",
    .write_exercise = text_write_exercise,
};
