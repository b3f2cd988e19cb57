// Ladders asked again. The axis of a rank ends at what a first place is worth;
// that of points at the next quarter of the budget, since among many items even
// the best has few of them, and a change would not be seen.
#include "scene/kinds/ladder_shift.h"

#include <math.h>

#include "scene/kinds/shift_rows.h"
#include "session/kinds/points.h"
#include "session/kinds/rank.h"

#define FINE_BUDGET_MAX 20 // as in the picture of one time

void
rank_draw_shift(const struct canvas *canvas, const struct exercise *exercise,
                const struct shift *shift, struct box area) {
    struct rank_tally before;
    struct rank_tally after;
    rank_tally(exercise, &shift->before, &before);
    rank_tally(exercise, &shift->after, &after);
    struct shift_list list = {.unit = "point",
                              .order_before = before.order,
                              .order_after = after.order};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        double then = rank_score(&before, i);
        double now = rank_score(&after, i);
        shift_row_means(&list.rows[i], then, now, 1);
        list.rows[i].before = then / exercise->item_count;
        list.rows[i].after = now / exercise->item_count;
    }
    shift_rows_draw(canvas, exercise, &list, area);
}

void
rank_write_shift_legend(const struct exercise *exercise,
                        const struct shift *shift, struct text *out) {
    (void) shift;
    text_add_format(out, "Mean points, %u for a first. Outlined: before.",
                    exercise->item_count);
}

static double
points_axis_end(const struct exercise *exercise,
                const struct points_tally *before,
                const struct points_tally *after) {
    double most = fmax(points_mean(before, before->order[0]),
                       points_mean(after, after->order[0]));
    double share = most / exercise->budget;
    return fmax(0.25, ceil(share * 4.0 - 1e-9) / 4.0) * exercise->budget;
}

void
points_draw_shift(const struct canvas *canvas, const struct exercise *exercise,
                  const struct shift *shift, struct box area) {
    struct points_tally before;
    struct points_tally after;
    points_tally(exercise, &shift->before, &before);
    points_tally(exercise, &shift->after, &after);
    double axis = points_axis_end(exercise, &before, &after);
    int digits = exercise->budget <= FINE_BUDGET_MAX ? 1 : 0;
    struct shift_list list = {.unit = "point",
                              .order_before = before.order,
                              .order_after = after.order};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        double then = points_mean(&before, i);
        double now = points_mean(&after, i);
        shift_row_means(&list.rows[i], then, now, digits);
        list.rows[i].before = then / axis;
        list.rows[i].after = now / axis;
    }
    shift_rows_draw(canvas, exercise, &list, area);
}

void
points_write_shift_legend(const struct exercise *exercise,
                          const struct shift *shift, struct text *out) {
    (void) shift;
    text_add_format(out, "Mean of %u point%s. Outlined: before.",
                    exercise->budget, exercise->budget == 1 ? "" : "s");
}
