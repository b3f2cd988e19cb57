// One exercise in session.json: what was asked, of how many, with which items,
// what the host edited, what came of it.
#include "report/csv.h"
#include "report/parts.h"
#include "session/edits.h"
#include "session/groups.h"
#include "session/kinds/choice.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void
report_next_line(struct json_out *json, const char *indent) {
    if (json->needs_comma) {
        text_add_bytes(json->text, ",", 1);
        json->needs_comma = false;
    }
    text_add_bytes(json->text, "\n", 1);
    text_add(json->text, indent);
}

static void
write_number(struct json_out *json, const char *key, double value) {
    if (!isnan(value)) {
        char text[CSV_NUMBER_SIZE];
        csv_number_write(value, text);
        json_write_raw(json, key, text);
    }
}

static void
write_result(void *data, const struct result_row *row) {
    struct json_out *json = data;
    report_next_line(json, "      ");
    json_open_object(json, NULL);
    json_write_string(json, "option", row->label);
    write_number(json, "votes", row->votes);
    write_number(json, "share", row->share);
    write_number(json, "mean", row->mean);
    write_number(json, "median", row->median);
    write_number(json, "spread", row->spread);
    write_number(json, "score", row->score);
    json_close_object(json);
}

// -- Items out of an earlier result ------------------------------------------

struct item_check {
    const struct exercise *exercise;
    unsigned at;
    bool is_same;
};

static void
check_item(void *data, const struct result_row *row) {
    struct item_check *check = data;
    const struct exercise *exercise = check->exercise;
    if (check->at < exercise->take) {
        check->is_same = check->is_same && check->at < exercise->item_count
                         && strcmp(exercise->items[check->at], row->label) == 0;
        check->at++;
    }
}

// Whether the earlier result would give the same items now.
static bool
is_as_taken(const struct session *session, const struct exercise *exercise) {
    struct item_check check = {exercise, 0, true};
    if (exercise->again >= 0) {
        const struct exercise *asked = &session->exercises[exercise->again];
        for (unsigned i = 0; i < asked->item_count; i++) {
            check_item(&check, &(struct result_row){.label = asked->items[i]});
        }
    } else {
        uint16_t from = (uint16_t) exercise->takes_from;
        const struct exercise *source = &session->exercises[from];
        kind_of(source)->tabulate(source, session_box(session, from, 1),
                                  check_item, &check);
    }
    return check.is_same && check.at == exercise->item_count;
}

static void
write_items(const struct session *session, const struct exercise *exercise,
            struct json_out *json) {
    if (exercise->takes_from < 0) {
        return;
    }
    json_write_string(json, "from",
                      session->deck->exercises[exercise->takes_from].id);
    json_open_array(json, "items");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        json_write_string(json, NULL, exercise->items[i]);
    }
    json_close_array(json);
    if (exercise->item_count > 0 && !is_as_taken(session, exercise)) {
        json_write_boolean(json, "changed", true);
    }
}

// -- What the host did -------------------------------------------------------

static void
write_edits(const struct ballot_box *box, struct json_out *json) {
    json_open_object(json, "edits");
    json_open_array(json, "hidden");
    for (uint32_t i = 0; i < box->edit_count; i++) {
        if (box->edits[i].is_hidden) {
            json_write_integer(json, NULL, (int64_t) box->edits[i].id);
        }
    }
    json_close_array(json);
    json_open_array(json, "merged");
    for (uint32_t i = 0; i < box->edit_count; i++) {
        if (box->edits[i].into != 0) {
            json_open_array(json, NULL);
            json_write_integer(json, NULL, (int64_t) box->edits[i].id);
            json_write_integer(json, NULL, (int64_t) box->edits[i].into);
            json_close_array(json);
        }
    }
    json_close_array(json);
    json_open_array(json, "ticked");
    for (uint32_t i = 0; i < box->edit_count; i++) {
        if (box->edits[i].is_ticked) {
            json_write_integer(json, NULL, (int64_t) box->edits[i].id);
        }
    }
    json_close_array(json);
    json_close_object(json);
}

static int
compare_sizes(const void *a, const void *b) {
    uint16_t left = *(const uint16_t *) a, right = *(const uint16_t *) b;
    return (right > left) - (right < left);
}

static void
write_sizes(const uint16_t *sizes, uint16_t count, struct json_out *json) {
    uint16_t *sorted = malloc((count + 1ul) * sizeof *sorted);
    json_open_array(json, "sizes");
    if (sorted != NULL) {
        memcpy(sorted, sizes, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_sizes);
        for (uint16_t i = 0; i < count && sorted[i] > 0; i++) {
            json_write_integer(json, NULL, sorted[i]);
        }
    }
    json_close_array(json);
    free(sorted);
}

// How large the groups were, the largest first; never who was in them.
static void
write_groups(const struct grouping *grouping, struct json_out *json) {
    static const char *const levels[GROUP_LEVEL_COUNT] = {"pairs", "fours",
                                                          "groups"};
    if (!grouping->is_drawn) {
        return;
    }
    json_open_array(json, "groups");
    for (int i = 0; i < GROUP_LEVEL_COUNT; i++) {
        if (grouping->count[i] > 0) {
            json_open_object(json, NULL);
            json_write_string(json, "level", levels[i]);
            write_sizes(grouping->sizes[i], grouping->count[i], json);
            json_close_object(json);
        }
    }
    json_close_array(json);
}

// -- The whole ---------------------------------------------------------------

static void
write_rounds(const struct session *session, uint16_t number,
             struct json_out *json) {
    const struct exercise *exercise = &session->exercises[number];
    json_open_array(json, "rounds");
    for (uint8_t i = 1; i <= exercise->round_count; i++) {
        const struct ballot_box *box = session_box(session, number, i);
        json_open_object(json, NULL);
        json_write_integer(json, "round", i);
        json_write_integer(json, "answered", box->answered);
        json_write_integer(json, "late", box->late);
        json_close_object(json);
    }
    json_close_array(json);
}

static void
write_right(const struct exercise *exercise, struct json_out *json) {
    json_open_array(json, "right");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (exercise->right >> i & 1u) {
            json_write_string(json, NULL, exercise->items[i]);
        }
    }
    json_close_array(json);
}

static void
write_decision(const struct exercise *exercise, const struct ballot_box *box,
               struct json_out *json) {
    struct choice_tally tally;
    struct choice_decision decision;
    if (exercise->decision == DECISION_NONE) {
        return;
    }
    choice_tally(exercise, box, &tally);
    if (choice_decide(exercise, &tally, &decision)) {
        json_open_object(json, "decision");
        json_write_string(json, "rule", decision_rule_text(exercise->decision));
        json_write_boolean(json, "passed", decision.is_passed);
        json_write_string(json, "text", decision.text);
        json_close_object(json);
    }
}

static void
write_voted(const struct report_input *in, uint16_t number,
            struct json_out *json) {
    const struct exercise *exercise = &in->session->exercises[number];
    const struct ballot_box *box = session_box(in->session, number, 1);
    json_write_boolean(json, "named", exercise->is_named);
    if (exercise->is_by_group) {
        json_write_string(json, "who", "group");
    }
    json_write_integer(json, "answered", box->answered);
    json_write_integer(json, "joined", in->session->joined);
    json_write_integer(json, "late", box->late);
    write_rounds(in->session, number, json);
    write_items(in->session, exercise, json);
    if (strcmp(exercise->kind, "quiz") == 0) {
        write_right(exercise, json);
    }
    if (kind_of(exercise)->is_written) {
        write_edits(box, json);
    }
    write_decision(exercise, box, json);
    json_open_array(json, "results");
    report_result_rows(in, number, write_result, json);
    json_close_array(json);
    report_write_shift(in, number, write_result, json);
}

void
report_write_exercise(const struct report_input *in, uint16_t number,
                      struct json_out *json) {
    const struct exercise *exercise = &in->session->exercises[number];
    report_next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_integer(json, "number", number + 1);
    json_write_string(json, "id", exercise->id);
    json_write_string(json, "kind", exercise->kind);
    json_write_string(json, "prompt", exercise->prompt);
    write_groups(&in->session->groupings[number], json);
    if (kind_of(exercise)->takes_ballots) {
        write_voted(in, number, json);
    }
    json_close_object(json);
}
