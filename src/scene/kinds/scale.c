// scale: before the result the values themselves; the result is how the room
// is spread over them, because a mean alone hides a split room. One statement
// has the whole wall, with a dot for each person while they are few enough;
// several have a row each.
#include "session/kinds/scale.h"

#include "scene/kind_picture.h"
#include "scene/kinds/scale_pictures.h"

static void
write_hint(const struct exercise *exercise, struct text *out) {
    text_add(out, exercise->item_count > 1 ? "One value for each statement"
                                           : "Choose your value");
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    struct scale_tally tally;
    scale_tally(exercise, box, &tally);
    unsigned values = (unsigned) (exercise->to - exercise->from) + 1;
    if (exercise->item_count == 1
        && scale_is_split(&tally.statements[0], values)) {
        text_add(out, "A split room");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) box;
    if (exercise->item_count > 1) {
        text_add(out, ", numbers are means");
    }
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    if (exercise->item_count > 1) {
        scale_list_input(canvas, exercise, area);
    } else {
        scale_poster_input(canvas, exercise, area);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct scale_tally tally;
    scale_tally(exercise, box, &tally);
    if (exercise->item_count > 1) {
        scale_list_result(canvas, exercise, &tally, area);
    } else {
        scale_poster_result(canvas, exercise, &tally.statements[0], area);
    }
}

static void
draw_shift(const struct canvas *canvas, const struct exercise *exercise,
           const struct shift *shift, struct box area) {
    struct scale_tally before;
    struct scale_tally after;
    scale_tally(exercise, &shift->before, &before);
    scale_tally(exercise, &shift->after, &after);
    if (exercise->item_count > 1) {
        scale_list_shift(canvas, exercise, &before, &after, area);
    } else {
        scale_poster_shift(canvas, exercise, &before.statements[0],
                           &after.statements[0], area);
    }
}

static void
write_shift_legend(const struct exercise *exercise, const struct shift *shift,
                   struct text *out) {
    (void) shift;
    text_add(out, exercise->item_count > 1
                      ? "Outlined: before. Solid: now. Numbers are means."
                      : "Outlined: before. Solid: now.");
}

const struct kind_picture kind_picture_scale = {
    .name = "scale",
    .write_hint = write_hint,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .draw_shift = draw_shift,
    .write_shift_legend = write_shift_legend,
};
