// ballots.csv, row by row: is each ballot one that a guest could have given,
// and what does it add to the count.
#include "base/check.h"
#include "report/audit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELL_ID,
    CELL_KIND,
    CELL_ROUND,
    CELL_RECEIPT,
    CELL_NAME,
    CELL_ITEM,
    CELL_VALUE,
    CELL_COUNT
};

// What has been seen of the ballot that is being read.
struct ballot_reader {
    struct audit *audit;
    struct audit_count *count; // of its exercise; NULL: none yet
    const char *receipt;       // in the file's memory
    unsigned part_count;
    bool has_item[DECK_ITEM_MAX];
    bool has_pair[DECK_ITEM_MAX][DECK_ITEM_MAX];
    bool has_place[DECK_ITEM_MAX]; // rank: each; plane: along y
    double point_sum;              // points
    unsigned first_row;            // of this ballot
    uint32_t first_word;           // of this ballot in count->words
    char **cells;                  // of the row that is being read
    unsigned row_number;
};

static void
report_row(const struct ballot_reader *reader, const char *problem) {
    char shown[AUDIT_SHOWN_SIZE];
    audit_find(&reader->audit->findings,
               "ballots.csv, row %u (exercise %s, receipt %s): %s.",
               reader->row_number, reader->count->exercise->id,
               audit_shown(reader->receipt, shown), problem);
}

// -1: no such item.
static int
item_index(const struct audit_count *count, const char *label) {
    for (unsigned i = 0; i < count->exercise->item_count; i++) {
        if (strcmp(audit_label(count, i), label) == 0) {
            return (int) i;
        }
    }
    return -1;
}

static void
add_value(struct audit_series *series, double value) {
    if (series->count == series->room) {
        series->room = series->room == 0 ? 64 : 2 * series->room;
        series->values =
            realloc(series->values, series->room * sizeof *series->values);
        CHECK(series->values != NULL);
    }
    series->values[series->count++] = value;
}

// Each gives NULL, or what is wrong.
static const char *
add_choice(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int item = item_index(count, reader->cells[CELL_ITEM]);
    if (item < 0) {
        return "the deck has no such option";
    }
    if (strcmp(reader->cells[CELL_VALUE], "1") != 0) {
        return "the value of an option must be 1";
    }
    if (reader->has_item[item]) {
        return "it has an option twice";
    }
    if (reader->part_count > count->exercise->pick) {
        return "it has more options than a guest may pick";
    }
    reader->has_item[item] = true;
    count->votes[item]++;
    return NULL;
}

static const char *
add_scale(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int item = item_index(count, reader->cells[CELL_ITEM]);
    double value;
    if (item < 0) {
        return "the deck has no such statement";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &value)
        || !(value >= count->exercise->from && value <= count->exercise->to)
        || floor(value) < value) {
        return "the value is not on the scale";
    }
    if (reader->has_item[item]) {
        return "it has a statement twice";
    }
    reader->has_item[item] = true;
    add_value(&count->series[item], value);
    return NULL;
}

static const char *
add_word(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    if (strcmp(reader->cells[CELL_VALUE], "1") != 0) {
        return "the value of a word must be 1";
    }
    if (reader->part_count > count->exercise->pick) {
        return "it has more words than a guest may give";
    }
    char *key = audit_fold(reader->cells[CELL_ITEM]);
    if (key == NULL) {
        return "it has an empty word";
    }
    for (uint32_t i = reader->first_word; i < count->word_count; i++) {
        if (strcmp(count->words[i].key, key) == 0) {
            free(key);
            return "it has a word twice";
        }
    }
    if (count->word_count == count->word_room) {
        count->word_room = count->word_room == 0 ? 64 : 2 * count->word_room;
        count->words =
            realloc(count->words, count->word_room * sizeof *count->words);
        CHECK(count->words != NULL);
    }
    count->words[count->word_count++] =
        (struct audit_word){.key = key, .text = reader->cells[CELL_ITEM]};
    return NULL;
}

static const char *
add_duel(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int winner = item_index(count, reader->cells[CELL_ITEM]);
    int loser = item_index(count, reader->cells[CELL_VALUE]);
    if (winner < 0 || loser < 0 || winner == loser) {
        return "it is no pair of the deck's items";
    }
    if (reader->has_pair[winner][loser] || reader->has_pair[loser][winner]) {
        return "it has a pair twice";
    }
    reader->has_pair[winner][loser] = true;
    count->wins[winner][loser]++;
    return NULL;
}

static const char *
add_rank(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int item = item_index(count, reader->cells[CELL_ITEM]);
    double place;
    if (item < 0) {
        return "the deck has no such item";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &place)
        || !(place >= 1 && place <= count->exercise->top)
        || floor(place) < place) {
        return "that is no place a guest may give";
    }
    int at = (int) place - 1;
    if (reader->has_item[item] || reader->has_place[at]) {
        return "it has an item or a place twice";
    }
    reader->has_item[item] = true;
    reader->has_place[at] = true;
    add_value(&count->series[item], place);
    return NULL;
}

static const char *
add_points(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int item = item_index(count, reader->cells[CELL_ITEM]);
    double points;
    if (item < 0) {
        return "the deck has no such item";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &points)
        || !(points >= 0 && points <= count->exercise->budget)
        || floor(points) < points) {
        return "that is no number of points within the budget";
    }
    if (reader->has_item[item]) {
        return "it has an item twice";
    }
    reader->has_item[item] = true;
    reader->point_sum += points;
    add_value(&count->series[item], points);
    return NULL;
}

// An item's label with " (x)" or " (y)" behind it.
static const char *
add_place(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    char *label = reader->cells[CELL_ITEM];
    size_t size = strlen(label);
    double at;
    if (size < 4 || strncmp(label + size - 4, " (", 2) != 0
        || label[size - 1] != ')'
        || (label[size - 2] != 'x' && label[size - 2] != 'y')) {
        return "it names no axis";
    }
    bool is_x = label[size - 2] == 'x';
    label[size - 4] = '\0';
    int item = item_index(count, label);
    label[size - 4] = ' ';
    if (item < 0) {
        return "the deck has no such item";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &at)
        || !(at >= 0 && at <= 1)) {
        return "that is no place from 0 to 1";
    }
    bool *has_it = is_x ? &reader->has_item[item] : &reader->has_place[item];
    if (*has_it) {
        return "it has an item twice";
    }
    *has_it = true;
    add_value(is_x ? &count->series[item] : &count->y[item], at);
    return NULL;
}

static const char *
add_curve(struct ballot_reader *reader) {
    double at;
    if (strcmp(reader->cells[CELL_ITEM], "position") != 0
        || !audit_number(reader->cells[CELL_VALUE], &at)
        || !(at >= 0 && at <= 1)) {
        return "it is no position from 0 to 1";
    }
    if (reader->part_count > 1) {
        return "it has two positions";
    }
    add_value(&reader->count->series[0], at);
    return NULL;
}

static const char *
add_part(struct ballot_reader *reader) {
    bool is_nothing = reader->cells[CELL_ITEM][0] == '\0'
                      && reader->cells[CELL_VALUE][0] == '\0';
    if (is_nothing && reader->part_count == 1) {
        return NULL; // an answer with nothing in it
    }
    switch (reader->count->kind) {
        case AUDIT_CHOICE:
            return add_choice(reader);
        case AUDIT_SCALE:
            return add_scale(reader);
        case AUDIT_WORDS:
            return add_word(reader);
        case AUDIT_DUEL:
            return add_duel(reader);
        case AUDIT_RANK:
            return add_rank(reader);
        case AUDIT_POINTS:
            return add_points(reader);
        case AUDIT_CURVE:
            return add_curve(reader);
        case AUDIT_PLANE:
            return add_place(reader);
        case AUDIT_NONE:
            return "this exercise takes no ballots";
        default:
            return NULL; // has been said once, for the exercise
    }
}

// XXXX-XXXX in Crockford's base 32.
static bool
is_receipt(const char *text) {
    return strlen(text) == 9 && text[4] == '-'
           && strspn(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 4
           && strspn(text + 5, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == 4;
}

// What can be said of a ballot only as a whole.
static void
end_ballot(struct ballot_reader *reader) {
    const struct audit_count *count = reader->count;
    const char *problem = NULL;
    if (count == NULL) {
        return;
    }
    if (count->kind == AUDIT_POINTS) {
        double off = fabs(reader->point_sum - count->exercise->budget);
        problem = off > 0 ? "its points do not add up to the budget" : NULL;
    }
    for (unsigned i = 0; count->kind == AUDIT_RANK && i < reader->part_count
                         && i < DECK_ITEM_MAX;
         i++) {
        problem = reader->has_place[i] ? problem : "it leaves out a place";
    }
    for (int i = 0; count->kind == AUDIT_PLANE && i < DECK_ITEM_MAX; i++) {
        bool is_whole = reader->has_item[i] == reader->has_place[i];
        problem = is_whole ? problem : "it has an item on one axis only";
    }
    if (problem != NULL) {
        unsigned row = reader->row_number;
        reader->row_number = reader->first_row;
        report_row(reader, problem);
        reader->row_number = row;
    }
}

static void
begin_ballot(struct ballot_reader *reader, struct audit_count *count) {
    char **cells = reader->cells;
    bool is_same_exercise = count == reader->count;
    const char *before = is_same_exercise ? reader->receipt : "";
    end_ballot(reader);
    bool is_backwards =
        (reader->count != NULL && count->number < reader->count->number)
        || strcmp(cells[CELL_RECEIPT], before) < 0;
    reader->count = count;
    reader->receipt = cells[CELL_RECEIPT];
    reader->part_count = 0;
    reader->first_word = count->word_count;
    memset(reader->has_item, 0, sizeof reader->has_item);
    memset(reader->has_pair, 0, sizeof reader->has_pair);
    memset(reader->has_place, 0, sizeof reader->has_place);
    reader->point_sum = 0;
    reader->first_row = reader->row_number;
    count->ballot_count++;
    if (is_backwards) {
        report_row(reader, "it is not in the order of receipts");
    }
    if (!is_receipt(reader->receipt)) {
        report_row(reader, "that is no receipt");
    }
}

static void
check_cells(const struct ballot_reader *reader) {
    const struct exercise *exercise = reader->count->exercise;
    double round;
    if (strcmp(reader->cells[CELL_KIND], exercise->kind) != 0) {
        report_row(reader, "the deck has another kind");
    }
    if (!audit_number(reader->cells[CELL_ROUND], &round)
        || !(round >= 1 && round <= 255) || floor(round) < round) {
        report_row(reader, "that is no round");
    }
    bool has_name = reader->cells[CELL_NAME][0] != '\0';
    if (has_name && !exercise->is_named) {
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
    if (count != reader->count
        || strcmp(reader->receipt, reader->cells[CELL_RECEIPT]) != 0) {
        begin_ballot(reader, count);
    }
    if (++reader->part_count > AUDIT_PART_MAX
        || count->ballot_count > AUDIT_BALLOT_MAX) {
        report_row(reader, "there are more rows than any session can have");
        return false;
    }
    check_cells(reader);
    const char *problem = add_part(reader);
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
