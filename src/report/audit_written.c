// The parts of a ballot of a kind that is written: texts and drawings, and what
// others chose of them.
#include "base/check.h"
#include "report/audit_ballot.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define ID_MAX ((UINT64_C(1) << 48) - 1)
#define CHOICE_MAX 40 // things that a guest is shown to choose from
#define SCORE_MAX 5

bool
audit_is_written(const struct audit_count *count) {
    return count->kind == AUDIT_WORDS || count->kind == AUDIT_IDEAS
           || count->kind == AUDIT_SKETCH || count->kind == AUDIT_WHYS
           || count->kind == AUDIT_QUESTIONS;
}

bool
audit_is_writing(const struct audit_count *count, unsigned round) {
    return count->kind == AUDIT_WHYS ? round % 2 == 1 : round == 1;
}

uint64_t
audit_item_id(const void *bytes, size_t size) {
    unsigned char hash[16]; // its length is part of what is hashed
    uint64_t id = 0;
    crypto_generichash(hash, sizeof hash, bytes, size, NULL, 0);
    for (int i = 0; i < 6; i++) {
        id = id * 256 + hash[i];
    }
    return id > 0 ? id : 1;
}

// 0: that is none.
static uint64_t
read_id(const char *text) {
    uint64_t id = 0;
    size_t size = strlen(text);
    if (size == 0 || size > 15 || strspn(text, "0123456789") < size
        || text[0] == '0') {
        return 0;
    }
    for (; *text != '\0'; text++) {
        id = 10 * id + (uint64_t) (*text - '0');
    }
    return id <= ID_MAX ? id : 0;
}

static const char *
keep_written(struct ballot_reader *reader, uint64_t id, char *key,
             const char *text) {
    struct audit_count *count = reader->count;
    for (uint32_t i = reader->first_written; i < count->written_count; i++) {
        if (count->written[i].id == id) {
            free(key);
            return "it has a text twice";
        }
    }
    if (count->written_count == count->written_room) {
        count->written_room =
            count->written_room == 0 ? 64 : 2 * count->written_room;
        count->written = realloc(count->written,
                                 count->written_room * sizeof *count->written);
        CHECK(count->written != NULL);
    }
    count->written[count->written_count++] = (struct audit_written){
        .id = id,
        .key = key,
        .text = text,
        .name = reader->cells[CELL_NAME],
        .ballot = reader->ballot,
        .round = (uint8_t) reader->round,
    };
    return NULL;
}

static const char *
add_text(struct ballot_reader *reader) {
    const struct audit_count *count = reader->count;
    unsigned most = count->kind == AUDIT_WHYS ? 1 : count->exercise.pick;
    const char *text = reader->cells[CELL_ITEM];
    if (strcmp(reader->cells[CELL_VALUE], "1") != 0) {
        return "the value of a text must be 1";
    }
    if (reader->part_count > most) {
        return "it has more texts than a guest may give";
    }
    char *key = audit_fold(text);
    if (key == NULL) {
        return "it has an empty text";
    }
    return keep_written(reader, audit_item_id(key, strlen(key)), key, text);
}

static const char *
add_drawing(struct ballot_reader *reader) {
    uint64_t id = read_id(reader->cells[CELL_ITEM]);
    double points;
    if (id == 0) {
        return "that is no number of a drawing";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &points)
        || !(points >= 2 && points <= 2000)) {
        return "a drawing has 2 to 2000 points";
    }
    if (reader->part_count > 1) {
        return "it has two drawings";
    }
    return keep_written(reader, id, NULL, reader->cells[CELL_VALUE]);
}

// How many things a ballot may choose.
static unsigned
choice_most(const struct audit_count *count) {
    switch (count->kind) {
        case AUDIT_QUESTIONS:
            return CHOICE_MAX;
        case AUDIT_WHYS:
            return 1;
        default:
            return count->exercise.dots;
    }
}

static bool
has_choice(const struct ballot_reader *reader, uint64_t id) {
    const struct audit_count *count = reader->count;
    for (uint32_t i = reader->first_choice; i < count->choice_count; i++) {
        if (count->choices[i].id == id) {
            return true;
        }
    }
    return false;
}

static const char *
add_choice(struct ballot_reader *reader) {
    struct audit_count *count = reader->count;
    bool is_score = count->kind == AUDIT_IDEAS && count->exercise.rounds > 0;
    uint64_t id = read_id(reader->cells[CELL_ITEM]);
    double value;
    if (id == 0) {
        return "that is no number of something written";
    }
    if (!audit_number(reader->cells[CELL_VALUE], &value)
        || !(value >= 1 && value <= (is_score ? SCORE_MAX : 1))
        || (int) value < value) {
        return is_score ? "a score must be 1 to 5"
                        : "the value of a choice must be 1";
    }
    if (reader->part_count > (is_score ? 1 : choice_most(count))) {
        return "it has more choices than a guest may make";
    }
    if (count->kind == AUDIT_QUESTIONS && has_choice(reader, id)) {
        return "it has a thumb twice";
    }
    if (count->choice_count == count->choice_room) {
        count->choice_room =
            count->choice_room == 0 ? 64 : 2 * count->choice_room;
        count->choices = realloc(count->choices,
                                 count->choice_room * sizeof *count->choices);
        CHECK(count->choices != NULL);
    }
    count->choices[count->choice_count++] = (struct audit_choice){
        .id = id,
        .ballot = reader->ballot,
        .round = (uint8_t) reader->round,
        .score = (uint8_t) value,
    };
    return NULL;
}

const char *
audit_add_written(struct ballot_reader *reader) {
    if (!audit_is_writing(reader->count, reader->round)) {
        return add_choice(reader);
    }
    return reader->count->kind == AUDIT_SKETCH ? add_drawing(reader)
                                               : add_text(reader);
}
