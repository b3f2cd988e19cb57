// sketch: while people draw, calm frames of which as many are filled as have
// answered; while they give dots, the drawings with their numbers and nothing
// of the dots; then the gallery, best first, that draws itself.
#include "session/kinds/sketch.h"

#include <math.h>

#include "scene/kind_picture.h"
#include "scene/kinds/sketch_gallery.h"
#include "session/groups.h"

#define FRAME_MAX 24
#define FRAME_GAP_U 2.0f

static void
write_ask(const struct canvas *canvas, const struct exercise *exercise,
          struct text *out) {
    if (session_round(canvas->session) < 2) {
        text_add(out, "Draw on your phone");
    } else if (exercise->dots == 1) {
        text_add(out, "Give one dot on your phone, by number");
    } else {
        text_add_format(out, "Give %u dots on your phone, by number",
                        exercise->dots);
    }
}

static void
write_legend(const struct exercise *exercise, const struct ballot_box *box,
             struct text *out) {
    (void) box;
    text_add(out, exercise->round_count > 1 ? "Most dots first"
                                            : "Everything that was drawn");
}

static void
write_base(const struct exercise *exercise, const struct ballot_box *box,
           struct text *out) {
    struct wall wall;
    if (!wall_init(&wall, box, 1)) {
        return;
    }
    text_add_format(out, ", %u %s", (unsigned) wall.count,
                    wall.count == 1 ? "drawing" : "drawings");
    if (exercise->round_count > 1) {
        text_add_format(out, ", %u dot%s each", exercise->dots,
                        exercise->dots == 1 ? "" : "s");
    }
    if (wall.hidden > 0) {
        text_add_format(out, ", %u hidden", (unsigned) wall.hidden);
    }
    wall_finish(&wall);
}

// -- While people draw -------------------------------------------------------

// The same scribble in every frame: it tells that there is a drawing.
static void
draw_scribble(const struct canvas *canvas, struct box box) {
    struct point line[25];
    for (int i = 0; i < 25; i++) {
        float part = (float) i / 24.0f;
        line[i] = (struct point){
            box.x + box.w * (0.2f + 0.6f * part),
            box.y + box.h * (0.5f + 0.2f * sinf(part * 18.85f) * (1 - part))};
    }
    drawing_line(canvas->out, line, 25, fmaxf(0.5f * canvas->u, 0.02f * box.w),
                 false, canvas->theme->accent);
}

static void
draw_frames(const struct canvas *canvas, struct box area) {
    const struct session *session = canvas->session;
    float u = canvas->u;
    uint32_t voters = session_voter_count(session);
    uint32_t answered =
        session_box(session, (uint16_t) session->place.exercise, 1)->answered;
    voters = voters > answered ? voters : answered;
    uint32_t count = voters == 0 ? 1 : voters < FRAME_MAX ? voters : FRAME_MAX;
    // Of more people than frames, a frame stands for several.
    uint32_t filled = voters == 0 ? 0 : answered * count / voters;
    uint32_t columns = 1;
    float side = 0.0f, gap = FRAME_GAP_U * u;
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t rows = (count + i - 1) / i;
        float w = (area.w - gap * (float) (i - 1)) / (float) i;
        float h = (area.h - gap * (float) (rows - 1)) / (float) rows;
        if (fminf(w, h) > side) {
            side = fminf(w, h);
            columns = i;
        }
    }
    side = fminf(side, 26.0f * u);
    uint32_t rows = (count + columns - 1) / columns;
    float wide = side * (float) columns + gap * (float) (columns - 1);
    float tall = side * (float) rows + gap * (float) (rows - 1);
    struct point from = {area.x + (area.w - wide) / 2.0f,
                         area.y + (area.h - tall) / 2.0f};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t column = i % columns, row = i / columns;
        struct box box = {from.x + (side + gap) * (float) column,
                          from.y + (side + gap) * (float) row, side, side};
        canvas_panel(canvas, box, 1.2f * u, canvas->theme->surface);
        drawing_frame(canvas->out, box, 1.2f * u, 0.3f * u, canvas_rim(canvas));
        if (i < filled) {
            draw_scribble(canvas, box);
        }
    }
}

// -- While they give dots, and the result ------------------------------------

static void
draw_wall(const struct canvas *canvas, struct box area) {
    const struct session *session = canvas->session;
    struct wall wall;
    if (!wall_init(&wall,
                   session_box(session, (uint16_t) session->place.exercise, 1),
                   1)) {
        return;
    }
    struct gallery gallery = {.wall = &wall, .count = wall.count};
    gallery_draw(canvas, &gallery, area);
    wall_finish(&wall);
}

static void
draw_input(const struct canvas *canvas, const struct exercise *exercise,
           struct box area) {
    (void) exercise; // it is in the session, with its round
    if (session_round(canvas->session) > 1) {
        draw_wall(canvas, area);
    } else {
        draw_frames(canvas, area);
    }
}

static bool
draws_itself(const struct canvas *canvas, const struct exercise *exercise) {
    return session_phase(canvas->session)->name == PHASE_REVEAL
           && exercise->reveal != REVEAL_LIVE
           && !canvas->view->is_motion_reduced;
}

static void
draw_result(const struct canvas *canvas, const struct exercise *exercise,
            const struct ballot_box *box, struct box area) {
    struct sketch_tally tally;
    if (!sketch_tally(exercise, box, &tally)) {
        return;
    }
    struct gallery gallery = {
        .wall = &tally.wall,
        .results = tally.results,
        .count = tally.wall.count,
        .has_best = tally.is_judged && tally.wall.count > 1
                    && tally.results[0].dots > tally.results[1].dots,
        .has_dots = tally.is_judged,
        .is_drawn = draws_itself(canvas, exercise),
    };
    gallery_draw(canvas, &gallery, area);
    sketch_tally_finish(&tally);
}

// -- When it changes ---------------------------------------------------------

// How many pages are shown now.
static uint32_t
page_count(const struct canvas *canvas, const struct exercise *exercise) {
    const struct session *session = canvas->session;
    const struct ballot_box *box =
        session_box(session, (uint16_t) session->place.exercise, 1);
    if (!session_is_revealed(session)) {
        struct wall wall;
        bool is_shown = session_round(session) > 1
                        && session_group_level(session) == GROUP_NONE
                        && wall_init(&wall, box, 1);
        uint32_t pages = is_shown ? gallery_page_count(wall.count, false) : 1;
        if (is_shown) {
            wall_finish(&wall);
        }
        return pages;
    }
    struct sketch_tally tally;
    if (!sketch_tally(exercise, box, &tally)) {
        return 1;
    }
    bool has_best = tally.is_judged && tally.wall.count > 1
                    && tally.results[0].dots > tally.results[1].dots;
    uint32_t pages = gallery_page_count(tally.wall.count, has_best);
    sketch_tally_finish(&tally);
    return pages;
}

static tick
wait_ms(const struct canvas *canvas, const struct exercise *exercise) {
    uint32_t pages = page_count(canvas, exercise);
    tick since_ms = canvas->view->since_ms;
    tick in_page = since_ms < 0 ? 0 : since_ms % GALLERY_PAGE_MS;
    bool is_first = since_ms < (tick) GALLERY_PAGE_MS * pages;
    if (draws_itself(canvas, exercise) && is_first
        && in_page < GALLERY_DRAW_MS) {
        return 0;
    }
    return pages > 1 ? GALLERY_PAGE_MS - in_page : -1;
}

const struct kind_picture kind_picture_sketch = {
    .name = "sketch",
    .write_ask = write_ask,
    .write_legend = write_legend,
    .write_base = write_base,
    .draw_input = draw_input,
    .draw_result = draw_result,
    .wait_ms = wait_ms,
};
