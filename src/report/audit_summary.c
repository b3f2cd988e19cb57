// summary.csv, row by row, beside the recount and session.json.
#include "report/audit.h"
#include <stdio.h>
#include <string.h>

static const char columns[] =
    "session,rehearsal,exercise,number,kind,round,prompt,option,votes,share,"
    "mean,median,spread,score,answered,joined";

enum {
    CELL_SESSION,
    CELL_REHEARSAL,
    CELL_ID,
    CELL_NUMBER,
    CELL_KIND,
    CELL_ROUND,
    CELL_PROMPT,
    CELL_OPTION,
    CELL_FIRST_NUMBER,
    CELL_ANSWERED = CELL_FIRST_NUMBER + AUDIT_NUMBER_COUNT,
    CELL_JOINED,
    CELL_COUNT
};

static void
check_text(struct audit *audit, const struct audit_rows *rows, unsigned cell,
           const char *what, const char *expected) {
    if (strcmp(rows->cells[cell], expected) != 0) {
        char shown[AUDIT_SHOWN_SIZE];
        char wanted[AUDIT_SHOWN_SIZE];
        audit_find(&audit->findings,
                   "summary.csv, row %u: %s is \"%s\"; it should be \"%s\".",
                   rows->number, what, audit_shown(rows->cells[cell], shown),
                   audit_shown(expected, wanted));
    }
}

static void
check_integer(struct audit *audit, const struct audit_rows *rows, unsigned cell,
              const char *what, long long expected) {
    char text[32];
    (void) snprintf(text, sizeof text, "%lld", expected);
    check_text(audit, rows, cell, what, text);
}

static void
check_labels(struct audit *audit, const struct audit_rows *rows,
             const struct audit_count *count) {
    const json_t *is_rehearsal = json_object_get(audit->root, "rehearsal");
    check_text(audit, rows, CELL_SESSION, "the session",
               audit_json_text(audit->root, "session"));
    check_text(audit, rows, CELL_REHEARSAL, "the rehearsal",
               json_is_true(is_rehearsal) ? "yes" : "no");
    check_integer(audit, rows, CELL_NUMBER, "the number", count->number);
    check_text(audit, rows, CELL_KIND, "the kind", count->exercise.kind);
    check_integer(audit, rows, CELL_ROUND, "the round", 1);
    check_text(audit, rows, CELL_PROMPT, "the prompt", count->exercise.prompt);
    check_integer(audit, rows, CELL_ANSWERED, "the number of answers",
                  count->answered[0]);
    check_integer(audit, rows, CELL_JOINED, "the number of guests",
                  audit_json_integer(audit->root, "joined"));
}

static void
read_row(struct audit *audit, const struct audit_rows *rows) {
    if (rows->cell_count != CELL_COUNT) {
        audit_find(&audit->findings,
                   "summary.csv, row %u: it has %u cells, not %d.",
                   rows->number, rows->cell_count, CELL_COUNT);
        return;
    }
    struct audit_count *count = audit_find_count(audit, rows->cells[CELL_ID]);
    if (count == NULL) {
        char shown[AUDIT_SHOWN_SIZE];
        audit_find(&audit->findings,
                   "summary.csv, row %u: the deck has no exercise \"%s\".",
                   rows->number, audit_shown(rows->cells[CELL_ID], shown));
        return;
    }
    check_labels(audit, rows, count);
    struct audit_claim claim = {.where = "summary.csv",
                                .label = rows->cells[CELL_OPTION]};
    for (int i = 0; i < AUDIT_NUMBER_COUNT; i++) {
        const char *text = rows->cells[CELL_FIRST_NUMBER + i];
        if (!audit_number(text, &claim.numbers[i])) {
            char shown[AUDIT_SHOWN_SIZE];
            audit_find(&audit->findings,
                       "summary.csv, row %u: \"%s\" is no number.",
                       rows->number, audit_shown(text, shown));
            return;
        }
    }
    audit_compare(audit, count, &claim);
}

void
audit_check_summary(struct audit *audit) {
    struct audit_rows rows;
    audit_begin_rows(&rows, &audit->summary);
    if (!audit_read_header(&rows, columns, "summary.csv", &audit->findings)) {
        return;
    }
    while (audit_next_row(&rows)) {
        read_row(audit, &rows);
    }
    if (rows.problem != NULL) {
        audit_find(&audit->findings, "summary.csv is damaged in row %u: %s.",
                   rows.number, rows.problem);
    }
    audit_compare_end(audit, "summary.csv");
}
