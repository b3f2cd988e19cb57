// The parts of a ballot whose items the deck or an earlier result gives: is
// each one that a guest could have given, and what does it add to the count.
#include "base/check.h"
#include "report/audit_ballot.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

// -1: no such item.
static int
item_index(const struct audit_count *count, const char *label) {
    for (unsigned i = 0; i < count->exercise.item_count; i++) {
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
        return "there is no such option";
    }
    if (strcmp(reader->cells[CELL_VALUE], "1") != 0) {
        return "the value of an option must be 1";
    }
    if (reader->has_item[item]) {
        return "it has an option twice";
    }
    if (reader->part_count > count->exercise.pick) {
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
        return "there is no such statement";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &value)
        || !(value >= count->exercise.from && value <= count->exercise.to)
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
add_duel(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    int winner = item_index(count, reader->cells[CELL_ITEM]);
    int loser = item_index(count, reader->cells[CELL_VALUE]);
    if (winner < 0 || loser < 0 || winner == loser) {
        return "it is no pair of the items";
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
        return "there is no such item";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &place)
        || !(place >= 1 && place <= count->exercise.top)
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
        return "there is no such item";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &points)
        || !(points >= 0 && points <= count->exercise.budget)
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
        return "there is no such item";
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

const char *
audit_add_part(struct ballot_reader *reader) {
    bool is_nothing = reader->cells[CELL_ITEM][0] == '\0'
                      && reader->cells[CELL_VALUE][0] == '\0';
    if (is_nothing && reader->part_count == 1) {
        return NULL; // an answer with nothing in it
    }
    switch (reader->count->kind) {
        case AUDIT_CHOICE:
        case AUDIT_QUIZ:
            return add_choice(reader);
        case AUDIT_SCALE:
            return add_scale(reader);
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
        case AUDIT_OTHER:
            return NULL; // has been said once, for the exercise
        default:
            return audit_add_written(reader);
    }
}

const char *
audit_end_parts(const struct ballot_reader *reader) {
    const struct audit_count *count = reader->count;
    const char *problem = NULL;
    if (count->kind == AUDIT_POINTS) {
        double off = fabs(reader->point_sum - count->exercise.budget);
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
    return problem;
}
