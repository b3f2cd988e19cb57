// A choice or a quiz that was asked again, as rows: shares of the pairs, or how
// many of them where they are few.
#include "scene/kinds/bars.h"
#include "scene/kinds/shift_rows.h"

void
bars_draw_shift(const struct canvas *canvas, const struct exercise *exercise,
                const struct shift *shift, uint16_t right, struct box area) {
    struct choice_tally before;
    struct choice_tally after;
    choice_tally(exercise, &shift->before, &before);
    choice_tally(exercise, &shift->after, &after);
    bool has_few = shift->pairs < SHIFT_FEW;
    struct choice_tally longer = after;
    if (before.votes_max > after.votes_max) {
        longer.votes_max = before.votes_max;
    }
    double axis = bars_axis_end(exercise, &longer);
    struct shift_list list = {.unit = has_few ? "" : "point", .right = right};
    for (unsigned i = 0; i < exercise->item_count; i++) {
        struct shift_row *row = &list.rows[i];
        if (has_few) {
            shift_row_counts(row, before.votes[i], after.votes[i]);
        } else {
            shift_row_shares(row, (double) before.votes[i] / shift->pairs,
                             (double) after.votes[i] / shift->pairs);
        }
        row->before = before.votes[i] / axis;
        row->after = after.votes[i] / axis;
    }
    shift_rows_draw(canvas, exercise, &list, area);
}
