// summary.csv: a row for each row of a result. Which columns apply is the
// kind's to say (kind->tabulate); nothing here knows any kind.
#include "report/csv.h"
#include "report/parts.h"
#include <math.h>

static const char *const columns[] = {
    "session", "rehearsal", "exercise", "number", "kind", "round",
    "prompt",  "option",    "votes",    "share",  "mean", "median",
    "spread",  "score",     "answered", "joined",
};

struct row_counter {
    on_result_row row;
    void *data;
    uint32_t count;
};

static void
count_row(void *data, const struct result_row *row) {
    struct row_counter *counter = data;
    counter->count++;
    counter->row(counter->data, row);
}

void
report_tabulate(const struct exercise *exercise, const struct ballot_box *box,
                on_result_row row, void *data) {
    // An exercise that found nothing to take items from has no result.
    if (exercise->takes_from < 0 || exercise->item_count > 0) {
        kind_of(exercise)->tabulate(exercise, box, row, data);
    }
}

void
report_result_rows(const struct report_input *in, uint16_t exercise,
                   on_result_row row, void *data) {
    const struct exercise *asked = &in->session->exercises[exercise];
    if (!kind_of(asked)->takes_ballots) {
        return;
    }
    struct row_counter counter = {.row = row, .data = data};
    report_tabulate(asked, session_box(in->session, exercise, 1), count_row,
                    &counter);
    if (counter.count == 0) {
        struct result_row none = {.label = "",
                                  .mean = NAN,
                                  .median = NAN,
                                  .spread = NAN,
                                  .score = NAN};
        row(data, &none);
    }
}

struct summary {
    const struct report_input *in;
    uint16_t exercise;
    struct csv_out csv;
};

static void
write_row(void *data, const struct result_row *row) {
    struct summary *summary = data;
    struct csv_out *csv = &summary->csv;
    const struct session *session = summary->in->session;
    const struct exercise *exercise = &session->exercises[summary->exercise];
    csv_text(csv, summary->in->about->id);
    csv_text(csv, session->is_rehearsal ? "yes" : "no");
    csv_text(csv, exercise->id);
    csv_number(csv, summary->exercise + 1);
    csv_text(csv, exercise->kind);
    csv_number(csv, 1); // round: one per exercise
    csv_text(csv, exercise->prompt);
    csv_text(csv, row->label);
    csv_number(csv, row->votes);
    csv_number(csv, row->share);
    csv_number(csv, row->mean);
    csv_number(csv, row->median);
    csv_number(csv, row->spread);
    csv_number(csv, row->score);
    csv_number(csv, session_box(session, summary->exercise, 1)->answered);
    csv_number(csv, session->joined);
    csv_end_row(csv);
}

void
report_summary_csv(const struct report_input *in, struct text *out) {
    struct summary summary = {.in = in, .csv = {.text = out}};
    text_add(out, CSV_BYTE_ORDER_MARK);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        csv_text(&summary.csv, columns[i]);
    }
    csv_end_row(&summary.csv);
    for (uint16_t i = 0; i < in->session->deck->exercise_count; i++) {
        summary.exercise = i;
        report_result_rows(in, i, write_row, &summary);
    }
}
