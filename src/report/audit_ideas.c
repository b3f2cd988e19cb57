// ideas.csv, row by row, beside what ballots.csv and the host's edits give. A
// drawing stands nowhere else: its number is the hash of its strokes.
#include "report/audit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char columns[] =
    "session,exercise,kind,round,id,text,name,writers,value,count,state";

enum {
    CELL_SESSION,
    CELL_ID,
    CELL_KIND,
    CELL_ROUND,
    CELL_ITEM,
    CELL_TEXT,
    CELL_NAME,
    CELL_WRITERS,
    CELL_VALUE,
    CELL_PEOPLE,
    CELL_STATE,
    CELL_COUNT
};

struct idea_reader {
    struct audit *audit;
    struct audit_count *count; // of the row before
    uint32_t last;             // its place in count->items
    const struct audit_rows *rows;
};

static void
check_text(const struct idea_reader *reader, unsigned cell, const char *what,
           const char *expected) {
    const char *said = reader->rows->cells[cell];
    if (strcmp(said, expected) != 0) {
        char shown[AUDIT_SHOWN_SIZE];
        char wanted[AUDIT_SHOWN_SIZE];
        audit_find(&reader->audit->findings,
                   "ideas.csv, row %u: %s is \"%s\"; it should be \"%s\".",
                   reader->rows->number, what, audit_shown(said, shown),
                   audit_shown(expected, wanted));
    }
}

static void
check_number(const struct idea_reader *reader, unsigned cell, const char *what,
             double expected) {
    const char *said = reader->rows->cells[cell];
    double number = NAN;
    bool is_same = audit_number(said, &number)
                   && isnan(number) == isnan(expected)
                   && !(fabs(number - expected) > AUDIT_TOLERANCE);
    if (!is_same) {
        char shown[AUDIT_SHOWN_SIZE];
        char wanted[32] = "";
        if (!isnan(expected)) {
            (void) snprintf(wanted, sizeof wanted, "%.6g", expected);
        }
        audit_find(&reader->audit->findings,
                   "ideas.csv, row %u: %s is \"%s\"; ballots.csv gives \"%s\".",
                   reader->rows->number, what, audit_shown(said, shown),
                   wanted);
    }
}

// -- Drawings ----------------------------------------------------------------

#define STROKE_MAX 64
#define POINT_MAX 2000

struct drawing {
    unsigned char bytes[1 + 2 * STROKE_MAX + 4 * POINT_MAX]; // as it is hashed
    size_t size;
    unsigned points, strokes;
};

// Digits up to 1000 before `end`. False: that is none.
static bool
take_number(const char **at, char end, struct drawing *drawing) {
    unsigned value = 0;
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 4 || (*at)[digits] != end) {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        value = 10 * value + (unsigned) ((*at)[i] - '0');
    }
    *at += digits;
    drawing->bytes[drawing->size++] = (unsigned char) (value >> 8);
    drawing->bytes[drawing->size++] = (unsigned char) value;
    return value <= 1000;
}

// "x,y x,y | x,y …" up to the bar or the end.
static bool
take_stroke(const char **at, struct drawing *drawing) {
    size_t head = drawing->size;
    unsigned points = 0;
    drawing->size += 2;
    do {
        *at += **at == ' ';
        if (drawing->points++ == POINT_MAX || !take_number(at, ',', drawing)) {
            return false;
        }
        ++*at;
        size_t digits = strspn(*at, "0123456789");
        bool is_end = (*at)[digits] == '\0';
        if (!take_number(at, is_end ? '\0' : ' ', drawing)) {
            return false;
        }
        points++;
    } while (**at == ' ' && (*at)[1] != '|');
    drawing->bytes[head] = (unsigned char) (points >> 8);
    drawing->bytes[head + 1] = (unsigned char) points;
    return true;
}

static bool
read_drawing(const char *text, struct drawing *out) {
    *out = (struct drawing){.size = 1};
    const char *at = text;
    do {
        at += strncmp(at, " | ", 3) == 0 ? 3 : 0;
        if (out->strokes++ == STROKE_MAX || !take_stroke(&at, out)) {
            return false;
        }
    } while (strncmp(at, " | ", 3) == 0);
    out->bytes[0] = (unsigned char) out->strokes;
    return *at == '\0';
}

static void
check_drawing(const struct idea_reader *reader, const struct audit_item *item) {
    struct drawing drawing;
    bool is_one = read_drawing(reader->rows->cells[CELL_TEXT], &drawing);
    uint64_t id = is_one ? audit_item_id(drawing.bytes, drawing.size) : 0;
    if (id != item->id) {
        audit_find(&reader->audit->findings,
                   "ideas.csv, row %u: the strokes are not those of drawing "
                   "%llu.",
                   reader->rows->number, (unsigned long long) item->id);
        return;
    }
    for (uint32_t i = 0; i < item->writers; i++) {
        double points;
        const char *said = reader->count->written[item->first + i].text;
        if (!audit_number(said, &points) || points != drawing.points) {
            audit_find(&reader->audit->findings,
                       "ballots.csv gives drawing %llu another number of "
                       "points than ideas.csv.",
                       (unsigned long long) item->id);
        }
    }
}

// -- Names -------------------------------------------------------------------

static int
compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static void
check_names(const struct idea_reader *reader, const struct audit_item *item) {
    const char **names = calloc(item->writers, sizeof *names);
    struct text joined = {0};
    for (uint32_t i = 0; names != NULL && i < item->writers; i++) {
        names[i] = reader->count->written[item->first + i].name;
    }
    if (names != NULL) {
        qsort(names, item->writers, sizeof *names, compare_names);
    }
    for (uint32_t i = 0; names != NULL && i < item->writers; i++) {
        bool is_new = i == 0 || strcmp(names[i], names[i - 1]) != 0;
        if (is_new && names[i][0] != '\0') {
            text_add(&joined, joined.size > 0 ? "; " : "");
            text_add(&joined, names[i]);
        }
    }
    check_text(reader, CELL_NAME, "the name", text_string(&joined));
    text_finish(&joined);
    free(names);
}

// -- Rows --------------------------------------------------------------------

static void
check_item(const struct idea_reader *reader, const struct audit_item *item) {
    const struct audit_count *count = reader->count;
    char state[48];
    char id[24];
    double value = NAN;
    double people = NAN;
    if (item->into != 0) {
        (void) snprintf(state, sizeof state, "merged into %llu",
                        (unsigned long long) item->into);
    } else if (item->is_hidden) {
        (void) snprintf(state, sizeof state, "hidden");
    } else {
        (void) snprintf(state, sizeof state,
                        item->is_ticked ? "ticked" : "shown");
        audit_item_value(count, item, &value, &people);
    }
    (void) snprintf(id, sizeof id, "%llu", (unsigned long long) item->id);
    check_text(reader, CELL_ITEM, "the id", id);
    check_number(reader, CELL_ROUND, "the round", item->round);
    check_text(reader, CELL_SESSION, "the session",
               audit_json_text(reader->audit->root, "session"));
    check_text(reader, CELL_KIND, "the kind", count->exercise.kind);
    if (count->kind == AUDIT_SKETCH) {
        check_drawing(reader, item);
    } else {
        check_text(reader, CELL_TEXT, "the text",
                   count->written[item->first].text);
    }
    check_names(reader, item);
    check_number(reader, CELL_WRITERS, "the number of writers", item->writers);
    check_number(reader, CELL_VALUE, "the value", value);
    check_number(reader, CELL_PEOPLE, "the count", people);
    check_text(reader, CELL_STATE, "the state", state);
}

static struct audit_item *
item_of(const struct audit_rows *rows, const struct audit_count *count) {
    double round, id;
    bool has_numbers = audit_number(rows->cells[CELL_ROUND], &round)
                       && audit_number(rows->cells[CELL_ITEM], &id)
                       && round >= 1 && round <= AUDIT_ROUND_MAX && id >= 1
                       && id < 281474976710656.0;
    return count == NULL || !has_numbers
               ? NULL
               : audit_find_item(count, (unsigned) round, (uint64_t) id);
}

static void
read_row(struct idea_reader *reader) {
    const struct audit_rows *rows = reader->rows;
    struct audit_findings *findings = &reader->audit->findings;
    if (rows->cell_count != CELL_COUNT) {
        audit_find(findings, "ideas.csv, row %u: it has %u cells, not %d.",
                   rows->number, rows->cell_count, CELL_COUNT);
        return;
    }
    struct audit_count *count =
        audit_find_count(reader->audit, rows->cells[CELL_ID]);
    struct audit_item *item = item_of(rows, count);
    if (item == NULL || item->is_seen) {
        audit_find(findings,
                   item == NULL
                       ? "ideas.csv, row %u: ballots.csv has nothing like it."
                       : "ideas.csv, row %u: it is there twice.",
                   rows->number);
        return;
    }
    item->is_seen = true;
    uint32_t at = (uint32_t) (item - count->items);
    bool is_backwards =
        (reader->count != NULL && count->number < reader->count->number)
        || (reader->count == count && at < reader->last);
    if (is_backwards) {
        audit_find(findings,
                   "ideas.csv, row %u: it is not in the order of exercises, "
                   "rounds and ids.",
                   rows->number);
    }
    reader->count = count;
    reader->last = at;
    check_item(reader, item);
}

static void
find_missing(struct audit *audit, const struct audit_count *count) {
    for (uint32_t i = 0; i < count->item_count; i++) {
        if (!count->items[i].is_seen) {
            char shown[AUDIT_SHOWN_SIZE];
            const char *text = count->written[count->items[i].first].text;
            audit_find(&audit->findings,
                       "ideas.csv has no row for %llu (\"%s\") of exercise "
                       "%s.",
                       (unsigned long long) count->items[i].id,
                       audit_shown(text, shown), count->exercise.id);
        }
    }
}

void
audit_check_ideas(struct audit *audit) {
    struct audit_rows rows;
    struct idea_reader reader = {.audit = audit, .rows = &rows};
    audit_begin_rows(&rows, &audit->ideas);
    if (!audit_read_header(&rows, columns, "ideas.csv", &audit->findings)) {
        return;
    }
    while (audit_next_row(&rows)) {
        read_row(&reader);
    }
    if (rows.problem != NULL) {
        audit_find(&audit->findings, "ideas.csv is damaged in row %u: %s.",
                   rows.number, rows.problem);
    }
    for (size_t i = 0; i < audit->exercise_count; i++) {
        find_missing(audit, &audit->counts[i]);
    }
}
