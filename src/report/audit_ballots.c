// ballots.csv, row by row: which ballot it belongs to, and whether that is one
// that a guest could have given.
#include "base/check.h"
#include "report/audit_ballot.h"
#include <math.h>
#include <string.h>

static void
report_row(const struct ballot_reader *reader, const char *problem) {
    char shown[AUDIT_SHOWN_SIZE];
    audit_find(&reader->audit->findings,
               "ballots.csv, row %u (exercise %s, receipt %s): %s.",
               reader->row_number, reader->count->exercise.id,
               audit_shown(reader->receipt, shown), problem);
}

// XXXX-XXXX in Crockford's base 32.
static bool
is_receipt(const char *text) {
    return strlen(text) == 9 && text[4] == '-'
           && strspn(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 4
           && strspn(text + 5, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 4;
}

static void
end_ballot(struct ballot_reader *reader) {
    const char *problem =
        reader->count == NULL ? NULL : audit_end_parts(reader);
    if (problem != NULL) {
        unsigned row = reader->row_number;
        reader->row_number = reader->first_row;
        report_row(reader, problem);
        reader->row_number = row;
    }
}

// 1 to the number of rounds; 0: it is none.
static unsigned
round_of(const struct audit_count *count, const char *text) {
    double round;
    bool is_one = audit_number(text, &round) && round >= 1
                  && round <= count->exercise.round_count
                  && round <= AUDIT_ROUND_MAX && floor(round) >= round;
    return is_one ? (unsigned) round : 0;
}

static void
begin_ballot(struct ballot_reader *reader, struct audit_count *count,
             unsigned round) {
    CHECK(count != NULL);
    const struct ballot_reader before = *reader;
    bool is_same_round = count == before.count && round == before.round;
    bool is_backwards =
        (before.count != NULL && count->number < before.count->number)
        || (count == before.count && round < before.round)
        || (is_same_round
            && strcmp(reader->cells[CELL_RECEIPT], before.receipt) < 0);
    end_ballot(reader);
    *reader = (struct ballot_reader){
        .audit = before.audit,
        .count = count,
        .round = round,
        .receipt = reader->cells[CELL_RECEIPT],
        .first_row = before.row_number,
        .ballot = before.ballot + 1,
        .first_written = count->written_count,
        .first_choice = count->choice_count,
        .cells = before.cells,
        .row_number = before.row_number,
    };
    count->ballots++;
    count->answered[round - 1]++;
    if (is_backwards) {
        report_row(reader, "it is not in the order of rounds and receipts");
    }
    if (!is_receipt(reader->receipt)) {
        report_row(reader, "that is no receipt");
    }
}

static void
check_cells(const struct ballot_reader *reader) {
    const struct exercise *exercise = &reader->count->exercise;
    if (strcmp(reader->cells[CELL_KIND], exercise->kind) != 0) {
        report_row(reader, "the deck has another kind");
    }
    bool has_name = reader->cells[CELL_NAME][0] != '\0';
    bool may_sign = exercise->is_signed && reader->round == 1;
    if (has_name && !exercise->is_named && !may_sign) {
        report_row(reader, "it carries a name where the deck asks for none");
    }
    if (!has_name && exercise->is_named) {
        report_row(reader, "it carries no name where the deck asks for one");
    }
}

// False: reading on makes no sense.
static bool
read_row(struct ballot_reader *reader, const struct audit_rows *rows) {
    struct audit_findings *findings = &reader->audit->findings;
    reader->row_number = rows->number;
    if (rows->cell_count != CELL_COUNT) {
        audit_find(findings, "ballots.csv, row %u: it has %u cells, not %d.",
                   rows->number, rows->cell_count, CELL_COUNT);
        return true;
    }
    reader->cells = (char **) rows->cells;
    struct audit_count *count =
        audit_find_count(reader->audit, reader->cells[CELL_ID]);
    if (count == NULL) {
        char shown[AUDIT_SHOWN_SIZE];
        audit_find(findings,
                   "ballots.csv, row %u: the deck has no exercise \"%s\".",
                   rows->number, audit_shown(reader->cells[CELL_ID], shown));
        return true;
    }
    unsigned round = round_of(count, reader->cells[CELL_ROUND]);
    if (round == 0) {
        char shown[AUDIT_SHOWN_SIZE];
        audit_find(findings,
                   "ballots.csv, row %u: exercise %s has no round \"%s\".",
                   rows->number, count->exercise.id,
                   audit_shown(reader->cells[CELL_ROUND], shown));
        return true;
    }
    if (count != reader->count || round != reader->round
        || strcmp(reader->receipt, reader->cells[CELL_RECEIPT]) != 0) {
        begin_ballot(reader, count, round);
    }
    if (++reader->part_count > AUDIT_PART_MAX
        || count->answered[round - 1] > AUDIT_BALLOT_MAX) {
        report_row(reader, "there are more rows than any session can have");
        return false;
    }
    check_cells(reader);
    const char *problem = audit_add_part(reader);
    if (problem != NULL) {
        report_row(reader, problem);
    }
    return true;
}

void
audit_count_ballots(struct audit *audit) {
    struct audit_rows rows;
    struct ballot_reader reader = {.audit = audit};
    audit_begin_rows(&rows, &audit->ballots);
    bool goes_on =
        audit_read_header(&rows, "exercise,kind,round,receipt,name,item,value",
                          "ballots.csv", &audit->findings);
    while (goes_on && audit_next_row(&rows)) {
        goes_on = read_row(&reader, &rows);
    }
    end_ballot(&reader);
    if (goes_on && rows.problem != NULL) {
        audit_find(&audit->findings, "ballots.csv is damaged in row %u: %s.",
                   rows.number, rows.problem);
    }
    for (size_t i = 0; i < audit->deck->exercise_count; i++) {
        audit_finish_count(&audit->counts[i]);
    }
}
