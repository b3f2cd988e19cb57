// Any JSON as an answer to any round of every kind. What is taken must come
// back the same from its own record, and every tally must bear it.
#include "base/check.h"
#include "session/kind.h"
#include "session/session.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct deck *deck;
static struct session *session;

// Every kind stands in the toolkit; what is handed over is made up.
static void
begin(void) {
    struct deck_faults faults = {0};
    deck = deck_load(DENT_SOURCE_DIR "/assets/decks/toolkit.yaml", &faults);
    CHECK(deck != NULL);
    deck_faults_finish(&faults);
    session = session_create(deck);
    CHECK(session != NULL);
    for (unsigned i = 0; i < deck->exercise_count; i++) {
        struct exercise *exercise = &session->exercises[i];
        while (exercise->takes_from >= 0 && exercise->item_count < 3) {
            exercise->items[exercise->item_count++] = "handed over";
        }
    }
}

static void
count_row(void *data, const struct result_row *row) {
    CHECK(row->label != NULL && !(row->share > 1.000001));
    ++*(unsigned *) data;
}

static void
count_part(void *data, const char *item, const char *value) {
    CHECK(item != NULL && value != NULL);
    ++*(unsigned *) data;
}

// As the only ballot of its round.
static void
tally(const struct ask *ask, const struct answer *answer) {
    struct ballot ballot = {
        .round = ask->round, .size = answer->size, .bytes = answer->bytes};
    struct ballot_box boxes[16] = {{0}};
    struct ballot_box *box = &boxes[ask->round - 1];
    box->ballots = &ballot;
    box->count = box->answered = 1;
    unsigned count = 0;
    const struct kind *kind = kind_of(ask->exercise);
    kind->list_answer(ask->exercise, &ballot, count_part, &count);
    kind->tabulate(ask->exercise, boxes, count_row, &count);
    struct text text = {0};
    struct json_out json = {.text = &text};
    json_open_object(&json, NULL);
    kind->write_result(ask->exercise, boxes, &json);
    json_close_object(&json);
    text_finish(&text);
}

static void
read_back(const struct ask *ask, const struct answer *answer) {
    static struct answer again; // 8 KB
    struct text text = {0};
    struct json_out json = {.text = &text};
    struct answer_fault fault;
    const struct kind *kind = kind_of(ask->exercise);
    json_open_object(&json, NULL);
    kind->write_answer(ask->exercise, answer, &json);
    json_close_object(&json);
    json_t *in = json_loadb(text.bytes, text.size, 0, NULL);
    CHECK(in != NULL && kind->read_answer(ask, in, &again, &fault));
    CHECK(again.size == answer->size
          && memcmp(again.bytes, answer->bytes, again.size) == 0);
    json_decref(in);
    text_finish(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static struct answer answer; // 8 KB
    struct answer_fault fault;
    if (deck == NULL) {
        begin();
    }
    if (size < 3) {
        return 0;
    }
    const struct exercise *exercise =
        &session->exercises[bytes[0] % deck->exercise_count];
    struct ask ask = {.exercise = exercise,
                      .round =
                          (uint8_t) (1 + bytes[1] % exercise->round_count)};
    const struct kind *kind = kind_of(exercise);
    json_t *in = json_loadb((const char *) bytes + 2, size - 2,
                            JSON_REJECT_DUPLICATES, NULL);
    if (kind->takes_ballots && json_is_object(in)
        && kind->read_answer(&ask, in, &answer, &fault) && answer.size > 0) {
        read_back(&ask, &answer);
        tally(&ask, &answer);
    }
    json_decref(in);
    return 0;
}
