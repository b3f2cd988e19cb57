// Packed texts, choices and scores.
#include "session/written.h"
#include "base/bytes.h"
#include "session/edits.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum tag {
    WRITTEN = 1,
    CHOSEN = 2,
    SCORED = 3,
};
#define ID_SIZE 8
#define HEAD_SIZE (ID_SIZE + 2) // of one thing that was written

static uint64_t
read_id(const uint8_t *bytes) {
    uint64_t id = 0;
    for (int i = 0; i < ID_SIZE; i++) {
        id = id << 8 | bytes[i];
    }
    return id;
}

static void
add_id(struct answer *out, uint64_t id) {
    for (int i = ID_SIZE - 1; i >= 0; i--) {
        out->bytes[out->size++] = (uint8_t) (id >> (8 * i));
    }
}

static bool
is_of(const struct ballot *ballot, enum tag tag) {
    return ballot->size > 0 && ballot->bytes[0] == tag;
}

bool
written_next(const struct ballot *ballot, uint16_t *at, struct written *out) {
    if (!is_of(ballot, WRITTEN)) {
        return false;
    }
    if (*at == 0) {
        *at = (uint16_t) (2 + strlen(written_by(ballot)));
    }
    if (*at >= ballot->size) {
        return false;
    }
    const uint8_t *head = ballot->bytes + *at;
    out->id = read_id(head);
    out->size = (uint16_t) (head[ID_SIZE] << 8 | head[ID_SIZE + 1]);
    out->bytes = head + HEAD_SIZE;
    *at = (uint16_t) (*at + HEAD_SIZE + out->size);
    return true;
}

const char *
written_by(const struct ballot *ballot) {
    return is_of(ballot, WRITTEN) ? (const char *) ballot->bytes + 1 : "";
}

bool
chosen_next(const struct ballot *ballot, uint16_t *at, uint64_t *out_id) {
    *at = *at == 0 ? 1 : *at;
    if (!is_of(ballot, CHOSEN) || *at >= ballot->size) {
        return false;
    }
    *out_id = read_id(ballot->bytes + *at);
    *at = (uint16_t) (*at + ID_SIZE);
    return true;
}

bool
scored_read(const struct ballot *ballot, uint64_t *out_id, uint8_t *out_score) {
    if (!is_of(ballot, SCORED)) {
        return false;
    }
    *out_id = read_id(ballot->bytes + 1);
    *out_score = ballot->bytes[1 + ID_SIZE];
    return true;
}

struct ballot
written_ballot(const struct answer *answer) {
    return (struct ballot){.size = answer->size, .bytes = answer->bytes};
}

// -- Written -----------------------------------------------------------------

void
written_begin(struct answer *out, const char *by) {
    size_t size = strlen(by) + 1;
    out->bytes[0] = WRITTEN;
    memcpy(out->bytes + 1, by, size);
    out->size = (uint16_t) (1 + size);
}

bool
written_add(struct answer *out, const void *bytes, size_t size, uint64_t id) {
    struct ballot ballot = written_ballot(out);
    struct written other = {0};
    for (uint16_t at = 0; written_next(&ballot, &at, &other);) {
        if (other.id == id) {
            return false;
        }
    }
    if (out->size + HEAD_SIZE + size > ANSWER_MAX) {
        return false;
    }
    add_id(out, id);
    out->bytes[out->size++] = (uint8_t) (size >> 8);
    out->bytes[out->size++] = (uint8_t) size;
    memcpy(out->bytes + out->size, bytes, size);
    out->size = (uint16_t) (out->size + size);
    return true;
}

bool
written_take(const json_t *in, const char *field, struct answer *out,
             struct answer_fault *fault) {
    char text[WRITTEN_BYTES], key[2 * WRITTEN_BYTES];
    if (!json_is_string(in)) {
        return answer_refuse(fault, field, "must hold texts");
    }
    switch (text_take(json_string_value(in), json_string_length(in),
                      WRITTEN_GRAPHEME_MAX, text, sizeof text)) {
        case TEXT_OK:
            break;
        case TEXT_EMPTY:
            return true;
        case TEXT_TOO_LONG:
            return answer_refuse(fault, field,
                                 "must hold texts of at most %d characters",
                                 WRITTEN_GRAPHEME_MAX);
        default:
            return answer_refuse(fault, field,
                                 "has characters that cannot be shown");
    }
    if (!text_fold(text, key, sizeof key) || key[0] == '\0') {
        return answer_refuse(fault, field,
                             "has characters that cannot be compared");
    }
    (void) written_add(out, text, strlen(text) + 1,
                       item_id(key, strlen(key))); // said twice counts once
    return true;
}

bool
written_read(const json_t *list, const char *field, unsigned most,
             struct answer *out, struct answer_fault *fault) {
    if (!json_is_array(list) || json_array_size(list) > most) {
        return answer_refuse(fault, field, "must be a list of at most %u",
                             most);
    }
    uint16_t empty = out->size;
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!written_take(json_array_get(list, i), field, out, fault)) {
            out->size = 0;
            return false;
        }
    }
    if (out->size == empty) {
        out->size = 0; // nothing but empty fields takes the answer back
    }
    return true;
}

void
written_write(const struct answer *answer, const char *key,
              struct json_out *out) {
    struct ballot ballot = written_ballot(answer);
    struct written one = {0};
    json_open_array(out, key);
    for (uint16_t at = 0; written_next(&ballot, &at, &one);) {
        json_write_string(out, NULL, (const char *) one.bytes);
    }
    json_close_array(out);
    if (written_by(&ballot)[0] != '\0') {
        json_write_string(out, "by", written_by(&ballot));
    }
}

// -- Chosen ------------------------------------------------------------------

void
chosen_add(struct answer *out, uint64_t id) {
    if (out->size == 0) {
        out->bytes[out->size++] = CHOSEN;
    }
    add_id(out, id);
}

static bool
is_chosen(const struct answer *answer, uint64_t id) {
    struct ballot ballot = written_ballot(answer);
    uint64_t other = 0;
    for (uint16_t at = 0; chosen_next(&ballot, &at, &other);) {
        if (other == id) {
            return true;
        }
    }
    return false;
}

bool
chosen_read(const json_t *list, const char *field, unsigned most,
            bool may_repeat, struct answer *out, struct answer_fault *fault) {
    out->size = 0;
    if (!json_is_array(list) || json_array_size(list) > most) {
        return answer_refuse(fault, field, "must be a list of at most %u",
                             most);
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *element = json_array_get(list, i);
        json_int_t id = json_integer_value(element);
        if (!json_is_integer(element) || id < 1
            || id > (json_int_t) ITEM_ID_MAX) {
            out->size = 0;
            return answer_refuse(fault, field, "must hold the items' numbers");
        }
        if (!may_repeat && is_chosen(out, (uint64_t) id)) {
            out->size = 0;
            return answer_refuse(fault, field, "must hold each item once");
        }
        chosen_add(out, (uint64_t) id);
    }
    return true;
}

void
chosen_write(const struct answer *answer, const char *key,
             struct json_out *out) {
    struct ballot ballot = written_ballot(answer);
    uint64_t id = 0;
    json_open_array(out, key);
    for (uint16_t at = 0; chosen_next(&ballot, &at, &id);) {
        json_write_integer(out, NULL, (int64_t) id);
    }
    json_close_array(out);
}

// -- Scored ------------------------------------------------------------------

void
scored_set(struct answer *out, uint64_t id, uint8_t score) {
    out->size = 0;
    out->bytes[out->size++] = SCORED;
    add_id(out, id);
    out->bytes[out->size++] = score;
}

bool
scored_take(const json_t *scores, struct answer *out,
            struct answer_fault *fault) {
    out->size = 0;
    // The library's iterator asks for more than const and changes nothing.
    void *entry = json_object_iter((json_t *) scores);
    if (!json_is_object(scores) || json_object_size(scores) > 1) {
        return answer_refuse(fault, "scores", "must hold one idea's score");
    }
    if (entry == NULL) {
        return true;
    }
    const char *key = json_object_iter_key(entry);
    const json_t *value = json_object_iter_value(entry);
    char *end = NULL;
    unsigned long long id = strtoull(key, &end, 10);
    if (key[0] < '1' || key[0] > '9' || *end != '\0' || id > ITEM_ID_MAX) {
        return answer_refuse(fault, "scores", "must name an idea's number");
    }
    json_int_t score = json_integer_value(value);
    if (!json_is_integer(value) || score < 1 || score > 5) {
        return answer_refuse(fault, "scores",
                             "must hold a whole number from 1 to 5");
    }
    scored_set(out, id, (uint8_t) score);
    return true;
}

void
scored_write(const struct answer *answer, struct json_out *out) {
    struct ballot ballot = written_ballot(answer);
    uint64_t id = 0;
    uint8_t score = 0;
    json_open_object(out, "scores");
    if (scored_read(&ballot, &id, &score)) {
        char key[24];
        snprintf(key, sizeof key, "%llu", (unsigned long long) id);
        json_write_integer(out, key, score);
    }
    json_close_object(out);
}

// -- For the list of ballots -------------------------------------------------

void
written_list(const struct ballot *ballot, on_answer_part part, void *data) {
    struct written one = {0};
    for (uint16_t at = 0; written_next(ballot, &at, &one);) {
        part(data, (const char *) one.bytes, "1");
    }
    char item[24], value[8];
    uint64_t id = 0;
    for (uint16_t at = 0; chosen_next(ballot, &at, &id);) {
        snprintf(item, sizeof item, "%llu", (unsigned long long) id);
        part(data, item, "1");
    }
    uint8_t score = 0;
    if (scored_read(ballot, &id, &score)) {
        snprintf(item, sizeof item, "%llu", (unsigned long long) id);
        snprintf(value, sizeof value, "%u", score);
        part(data, item, value);
    }
}

bool
written_is_dealt(const struct ask *ask) {
    uint32_t each = ask->exercise->pick > 0 ? ask->exercise->pick : 1;
    uint32_t writers = 0;
    for (uint8_t i = 0; ask->box != NULL && i < ask->round; i++) {
        writers =
            ask->box[i].answered > writers ? ask->box[i].answered : writers;
    }
    return writers * each > CHOICE_SHOWN_MAX;
}
