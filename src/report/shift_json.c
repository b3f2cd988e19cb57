// The shift of an exercise that was asked again, in session.json. It holds
// sums, never a pair: which two ballots are one guest's cannot be told from the
// export of an anonymous exercise. Of fewer than REPORT_SHIFT_LEAST pairs
// nothing but their number is written, and a flow only where every option that
// somebody chose was chosen by REPORT_FLOW_ALONE or more, each time.
#include "report/parts.h"
#include "report/report.h"
#include "session/kinds/choice.h"
#include "session/shift.h"
#include <string.h>

static bool
is_crowded(const struct exercise *exercise,
           uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX]) {
    for (unsigned i = 0; i < exercise->item_count; i++) {
        uint32_t from = 0;
        uint32_t to = 0;
        for (unsigned k = 0; k < exercise->item_count; k++) {
            from += flow[i][k];
            to += flow[k][i];
        }
        if ((from > 0 && from < REPORT_FLOW_ALONE)
            || (to > 0 && to < REPORT_FLOW_ALONE)) {
            return false;
        }
    }
    return true;
}

static void
write_flow(const struct exercise *exercise, const struct shift *shift,
           struct json_out *json) {
    if (strcmp(exercise->kind, "choice") != 0 || exercise->pick != 1) {
        return;
    }
    uint32_t flow[DECK_ITEM_MAX][DECK_ITEM_MAX];
    choice_flow(shift, flow);
    if (!exercise->is_named && !is_crowded(exercise, flow)) {
        return;
    }
    json_open_array(json, "flow");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_open_array(json, NULL);
        for (unsigned k = 0; k < exercise->item_count; k++) {
            json_write_integer(json, NULL, flow[i][k]);
        }
        json_close_array(json);
    }
    json_close_array(json);
}

void
report_write_shift(const struct report_input *in, uint16_t number,
                   on_result_row row, struct json_out *json) {
    const struct deck *deck = in->session->deck;
    const struct exercise *exercise = &in->session->exercises[number];
    struct shift shift;
    if (exercise->again < 0) {
        return;
    }
    json_write_string(json, "again", deck->exercises[exercise->again].id);
    if (!shift_init(&shift, in->session, number)) {
        return;
    }
    json_open_object(json, "shift");
    json_write_integer(json, "pairs", shift.pairs);
    if (exercise->is_named || shift.pairs >= REPORT_SHIFT_LEAST) {
        json_open_array(json, "before");
        report_tabulate(exercise, &shift.before, row, json);
        json_close_array(json);
        json_open_array(json, "after");
        report_tabulate(exercise, &shift.after, row, json);
        json_close_array(json);
        write_flow(exercise, &shift, json);
    }
    json_close_object(json);
    shift_finish(&shift);
}
