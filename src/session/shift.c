// Pairs of ballots: the same key, before and after.
#include "session/shift.h"
#include <stdlib.h>
#include <string.h>

static void
add(struct ballot_box *box, const struct ballot *ballot) {
    box->ballots[box->count++] = *ballot;
    box->answered++;
}

bool
shift_init(struct shift *out, const struct session *session,
           uint16_t exercise) {
    memset(out, 0, sizeof *out);
    const struct exercise *asked = &session->exercises[exercise];
    if (asked->again < 0) {
        return false;
    }
    const struct ballot_box *box = session_box(session, exercise, 1);
    size_t room = box->count > 0 ? box->count : 1;
    out->before.ballots = calloc(room, sizeof *out->before.ballots);
    out->after.ballots = calloc(room, sizeof *out->after.ballots);
    if (out->before.ballots == NULL || out->after.ballots == NULL) {
        shift_finish(out);
        return false;
    }
    const struct ballot_box *asked_box =
        session_box(session, (uint16_t) asked->again, 1);
    out->before.edits = asked_box->edits;
    out->before.edit_count = asked_box->edit_count;
    out->after.edits = box->edits;
    out->after.edit_count = box->edit_count;
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *after = &box->ballots[i];
        const struct ballot *before =
            session_ballot(session, (uint16_t) asked->again, 1, after->key);
        if (after->size > 0 && before != NULL && before->size > 0) {
            add(&out->before, before);
            add(&out->after, after);
            out->pairs++;
        }
    }
    return true;
}

void
shift_finish(struct shift *shift) {
    if (shift == NULL) {
        return;
    }
    free(shift->before.ballots);
    free(shift->after.ballots);
    memset(shift, 0, sizeof *shift);
}
