#pragma once

// Inside report/: what the files are made of.
#include "report/report.h"
#include "session/kind.h"

// Rows of ballots.csv for one exercise, without the header. Returns how many
// ballots they list.
uint32_t report_ballot_rows(const struct report_input *in, uint16_t exercise,
                            struct text *out);

// Rows of ideas.csv for one exercise, without the header.
void report_idea_rows(const struct report_input *in, uint16_t exercise,
                      struct text *out);
// Whether guests write or draw in this round, of a kind that is written.
bool report_is_writing(const struct exercise *exercise, uint8_t round);
// The name on a ballot; "" for none.
const char *report_name_of(const struct session *session,
                           const struct exercise *exercise,
                           const struct ballot *ballot);

// Calls `row` for each row of an exercise's result; once, with an empty label
// and no votes, where there is none yet. Not at all for talk and slide.
void report_result_rows(const struct report_input *in, uint16_t exercise,
                        on_result_row row, void *data);

// The rows of a box of it.
void report_tabulate(const struct exercise *exercise,
                     const struct ballot_box *box, on_result_row row,
                     void *data);

// An exercise's object in session.json.
void report_write_exercise(const struct report_input *in, uint16_t exercise,
                           struct json_out *json);
// Begins a line of session.json; the comma of the member before it still
// belongs to that one.
void report_next_line(struct json_out *json, const char *indent);

// Of an exercise that was asked again: the members "again" and "shift". Fewer
// pairs than this are only counted, and a flow is told where no option that was
// chosen has fewer people than that (the audit has these numbers of its own).
#define REPORT_SHIFT_LEAST 5
#define REPORT_FLOW_ALONE 3
void report_write_shift(const struct report_input *in, uint16_t exercise,
                        on_result_row row, struct json_out *json);
