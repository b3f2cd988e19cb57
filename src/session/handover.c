// Items out of an earlier result.
#include "session/handover.h"
#include "session/kind.h"
#include <math.h>
#include <string.h>

struct taker {
    struct session *session;
    struct exercise *out;
    bool has_failed;
};

static void
take_row(void *data, const struct result_row *row) {
    struct taker *taker = data;
    struct exercise *out = taker->out;
    if (out->item_count >= out->take || taker->has_failed) {
        return;
    }
    size_t size = strlen(row->label) + 1;
    char *copy = arena_take(&taker->session->arena, size);
    if (copy == NULL) {
        taker->has_failed = true;
        return;
    }
    memcpy(copy, row->label, size);
    out->items[out->item_count++] = copy;
}

static bool
has_ballots(const struct session *session, const struct exercise *exercise) {
    const struct ballot_box *box = &session->boxes[exercise->first_box];
    for (unsigned i = 0; i < exercise->round_count; i++) {
        if (box[i].count > 0) {
            return true;
        }
    }
    return false;
}

bool
handover_take(struct session *session, uint16_t number) {
    struct exercise *out = &session->exercises[number];
    if (out->takes_from < 0 || has_ballots(session, out)) {
        return true;
    }
    if (out->again >= 0) {
        const struct exercise *asked = &session->exercises[out->again];
        memcpy(out->items, asked->items, sizeof out->items);
        out->item_count = asked->item_count;
        return true;
    }
    struct taker taker = {session, out, false};
    const struct exercise *from = &session->exercises[out->takes_from];
    out->item_count = 0;
    kind_of(from)->tabulate(from, &session->boxes[from->first_box], take_row,
                            &taker);
    const struct exercise *asked = &session->deck->exercises[number];
    out->top = asked->top < out->item_count ? asked->top : out->item_count;
    return !taker.has_failed;
}
