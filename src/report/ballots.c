// ballots.csv: a row for each part of each ballot that counts. Order tells
// nothing: exercises as they are numbered, ballots by receipt (a hash), and
// the parts of a ballot as the exercise lists what they name, or by number,
// because the order in which things were dealt to a guest would say which guest
// it was.
#include "base/bytes.h"
#include "base/check.h"
#include "report/csv.h"
#include "report/parts.h"
#include "session/written.h"
#include <stdlib.h>
#include <string.h>

#define PART_MAX 64 // in one ballot; a guest chooses of at most 40 things

struct part {
    unsigned item_rank, value_rank; // place in the exercise's list
    uint64_t number;                // what was chosen; 0: it is no number
    unsigned place;                 // as the kind gave it
    size_t item_at, value_at;       // in part_list.texts
};

struct part_list {
    const struct exercise *exercise; // borrowed
    bool is_chosen;                  // items are numbers of what others wrote
    struct part parts[PART_MAX];
    unsigned count;
    struct text texts; // owned; zero-terminated, one behind the other
};

// Past the last where the text is no item of the deck.
static unsigned
rank_of(const struct exercise *exercise, const char *text) {
    unsigned rank = 0;
    while (rank < exercise->item_count
           && strcmp(exercise->items[rank], text) != 0) {
        rank++;
    }
    return rank;
}

static size_t
keep_text(struct text *texts, const char *text) {
    size_t at = texts->size;
    text_add_bytes(texts, text, strlen(text) + 1);
    return at;
}

static void
take_part(void *data, const char *item, const char *value) {
    struct part_list *list = data;
    CHECK(list->count < PART_MAX);
    list->parts[list->count] = (struct part){
        .item_rank = rank_of(list->exercise, item),
        .value_rank = rank_of(list->exercise, value),
        .number = list->is_chosen ? strtoull(item, NULL, 10) : 0,
        .place = list->count,
        .item_at = keep_text(&list->texts, item),
        .value_at = keep_text(&list->texts, value),
    };
    list->count++;
}

static int
compare_parts(const void *a, const void *b) {
    const struct part *left = a;
    const struct part *right = b;
    if (left->item_rank != right->item_rank) {
        return left->item_rank < right->item_rank ? -1 : 1;
    }
    if (left->value_rank != right->value_rank) {
        return left->value_rank < right->value_rank ? -1 : 1;
    }
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return left->place < right->place ? -1 : 1;
}

// The name that was asked for: given, or the two words of the seat; or the one
// that a guest put to what they wrote.
const char *
report_name_of(const struct session *session, const struct exercise *exercise,
               const struct ballot *ballot) {
    if (!exercise->is_named) {
        return exercise->is_signed ? written_by(ballot) : "";
    }
    if (ballot->guest >= session->guest_count) {
        return "";
    }
    const struct guest *guest = &session->guests[ballot->guest];
    return guest->name[0] != '\0' ? guest->name : guest->words;
}

static void
write_ballot(const struct session *session, const struct exercise *exercise,
             const struct ballot *ballot, struct text *out) {
    struct part_list list = {
        .exercise = exercise,
        .is_chosen = kind_of(exercise)->is_written
                     && !report_is_writing(exercise, ballot->round),
    };
    kind_of(exercise)->list_answer(exercise, ballot, take_part, &list);
    if (list.count == 0) {
        take_part(&list, "", ""); // answered, with nothing in it
    }
    qsort(list.parts, list.count, sizeof *list.parts, compare_parts);
    char receipt[RECEIPT_SIZE];
    receipt_write(ballot->receipt, receipt);
    struct csv_out csv = {.text = out};
    for (unsigned i = 0; i < list.count; i++) {
        csv_text(&csv, exercise->id);
        csv_text(&csv, exercise->kind);
        csv_number(&csv, ballot->round);
        csv_text(&csv, receipt);
        csv_text(&csv, report_name_of(session, exercise, ballot));
        csv_text(&csv, list.texts.bytes + list.parts[i].item_at);
        csv_value(&csv, list.texts.bytes + list.parts[i].value_at);
        csv_end_row(&csv);
    }
    text_finish(&list.texts);
}

static int
compare_receipts(const void *a, const void *b) {
    const struct ballot *left = *(const struct ballot *const *) a;
    const struct ballot *right = *(const struct ballot *const *) b;
    int order = memcmp(left->receipt, right->receipt, sizeof left->receipt);
    if (order != 0) {
        return order;
    }
    // Two alike are a one in a hundred thousand; still no order of arrival.
    uint16_t size = left->size < right->size ? left->size : right->size;
    order = memcmp(left->bytes, right->bytes, size);
    return order != 0 ? order : (int) left->size - (int) right->size;
}

// Those of one round; how many.
static uint32_t
write_round(const struct report_input *in, uint16_t exercise, uint8_t round,
            struct text *out) {
    const struct ballot_box *box = session_box(in->session, exercise, round);
    if (box->answered == 0) {
        return 0;
    }
    const struct ballot **sorted = malloc(box->count * sizeof(void *));
    CHECK(sorted != NULL);
    uint32_t count = 0;
    for (uint32_t i = 0; i < box->count; i++) {
        if (box->ballots[i].size > 0) {
            sorted[count++] = &box->ballots[i];
        }
    }
    qsort(sorted, count, sizeof(void *), compare_receipts);
    for (uint32_t i = 0; i < count; i++) {
        write_ballot(in->session, &in->session->exercises[exercise], sorted[i],
                     out);
    }
    free(sorted);
    return count;
}

uint32_t
report_ballot_rows(const struct report_input *in, uint16_t exercise,
                   struct text *out) {
    uint32_t count = 0;
    uint8_t rounds = in->session->exercises[exercise].round_count;
    for (uint8_t round = 1; round <= rounds; round++) {
        count += write_round(in, exercise, round, out);
    }
    return count;
}

void
report_ballots_csv(const struct report_input *in, struct text *out) {
    text_add(out, CSV_BYTE_ORDER_MARK
             "exercise,kind,round,receipt,name,item,value\r\n");
    for (uint16_t i = 0; i < in->session->deck->exercise_count; i++) {
        (void) report_ballot_rows(in, i, out); // their number is in the JSON
    }
}
