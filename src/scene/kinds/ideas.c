// ideas: empty notes while people write; then the wall of what they wrote, and
// nothing beside it, while they give dots; or the number of the blind round; in
// the end the best with their values, or the wall where nothing was judged.
#include "session/kinds/ideas.h"

#include "scene/kind_picture.h"
#include "scene/kinds/ideas_picture.h"
#include "scene/kinds/notes.h"

static bool
is_writing(const struct canvas *canvas) {
    return session_round(canvas->session) == 1;
}

// The result is the wall: nothing was judged, or not yet.
static bool
is_wall(const struct canvas *canvas, const struct exercise *exercise) {
    return exercise->round_count == 1 || is_writing(canvas);
}

static void
write_ask(const struct canvas *canvas, const struct exercise *exercise,
          struct text *out) {
    if (is_writing(canvas)) {
        if (exercise->pick > 1) {
            text_add_format(out, "Write up to %u ideas", exercise->pick);
        } else {
            text_add(out, "Write one idea");
        }
    } else if (exercise->rounds > 0) {
        text_add(out, "Nobody sees whose idea it is");
    } else if (exercise->dots > 1) {
        text_add_format(out, "Give %u dots; one idea may get several",
                        exercise->dots);
    } else {
        text_add(out, "Give your dot to one idea");
    }
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) box;
    if (exercise->rounds > 0) {
        text_add_format(out, "Blind scores: the most possible is %d",
                        IDEAS_SCORE_MAX);
    } else if (exercise->dots > 0) {
        text_add_format(out, "%u dot%s each", exercise->dots,
                        exercise->dots > 1 ? "s" : "");
    }
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    (void) exercise;
    struct wall wall;
    if (wall_init(&wall, box, 1)) {
        text_add_format(out, ", %u idea%s", wall.count,
                        wall.count == 1 ? "" : "s");
        if (wall.merged > 0) {
            text_add_format(out, ", %u merged", wall.merged);
        }
        if (wall.hidden > 0) {
            text_add_format(out, ", %u hidden", wall.hidden);
        }
        wall_finish(&wall);
    }
}

static void
draw_wall(const struct canvas *canvas, const struct exercise *exercise,
          bool has_names, struct box area) {
    (void) exercise;
    uint16_t number = (uint16_t) canvas->session->place.exercise;
    struct wall wall;
    if (!wall_init(&wall, session_box(canvas->session, number, 1), 1)) {
        return;
    }
    if (wall.count > 0) {
        notes_draw(canvas, &wall, has_names, area);
    } else {
        notes_say(canvas, "There is no idea to be seen", area);
    }
    wall_finish(&wall);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    if (is_writing(canvas)) {
        notes_draw_empty(canvas, area);
    } else if (exercise->rounds > 0) {
        ideas_draw_round(canvas, exercise, area);
    } else {
        // Whose they are would be a reason to choose them.
        draw_wall(canvas, exercise, false, area);
    }
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    if (is_wall(canvas, exercise)) {
        draw_wall(canvas, exercise, exercise->round_count == 1, area);
        return;
    }
    struct ideas_tally tally;
    if (!ideas_tally(exercise, box, &tally)) {
        return;
    }
    if (tally.wall.count > 0) {
        ideas_draw_best(canvas, exercise, &tally, area);
    } else {
        notes_say(canvas, "There is no idea to be seen", area);
    }
    ideas_tally_finish(&tally);
}

static tick
wait_ms(const struct canvas *canvas, const struct exercise *exercise) {
    bool is_revealed = session_is_revealed(canvas->session);
    bool is_wall_now = is_revealed
                           ? is_wall(canvas, exercise)
                           : !is_writing(canvas) && exercise->rounds == 0;
    return is_wall_now ? notes_wait_ms(canvas) : -1;
}

const struct kind_picture kind_picture_ideas = {
    .name = "ideas",
    .write_ask = write_ask,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .wait_ms = wait_ms,
};
