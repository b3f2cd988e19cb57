// quiz: a choice with right answers.
#include "session/kinds/quiz.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint16_t
picked_bits(const struct ballot *ballot) {
    return ballot->size < 2
               ? 0
               : (uint16_t) (ballot->bytes[0] << 8 | ballot->bytes[1]);
}

bool
quiz_is_right(const struct exercise *exercise, const struct ballot *ballot) {
    return (picked_bits(ballot) & exercise->right) != 0;
}

// Of the phase that votes; 0 without a clock.
static tick
vote_length_ms(const struct exercise *exercise) {
    for (unsigned i = 0; i < exercise->phase_count; i++) {
        if (exercise->phases[i].is_open) {
            return exercise->phases[i].length_ms;
        }
    }
    return 0;
}

uint32_t
quiz_points(const struct exercise *exercise, const struct ballot *ballot) {
    tick length_ms = vote_length_ms(exercise);
    if (!quiz_is_right(exercise, ballot)) {
        return 0;
    }
    if (!exercise->is_quick || length_ms <= 0) {
        return QUIZ_POINTS;
    }
    tick left = ballot->left_ms < length_ms ? ballot->left_ms : length_ms;
    return (uint32_t) (QUIZ_POINTS / 2 + QUIZ_POINTS / 2 * left / length_ms);
}

void
quiz_tally(const struct exercise *exercise, const struct ballot_box *box,
           struct quiz_tally *out) {
    out->right = 0;
    choice_tally(exercise, box, &out->choice);
    for (uint32_t i = 0; i < box->count; i++) {
        out->right += quiz_is_right(exercise, &box->ballots[i]);
    }
}

static int
compare_leaders(const void *a, const void *b) {
    const struct quiz_leader *left = a, *right = b;
    if (left->points != right->points) {
        return left->points > right->points ? -1 : 1;
    }
    return left->guest < right->guest ? -1 : left->guest > right->guest;
}

static void
add_points(const struct session *session, uint16_t number,
           struct quiz_leader *sums) {
    const struct exercise *exercise = &session->exercises[number];
    const struct ballot_box *box = session_box(session, number, 1);
    if (strcmp(exercise->kind, "quiz") != 0 || !exercise->is_named) {
        return;
    }
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        if (ballot->guest < session->guest_count
            && !session->guests[ballot->guest].is_removed) {
            sums[ballot->guest].points += quiz_points(exercise, ballot);
        }
    }
}

unsigned
quiz_leaders(const struct session *session, uint16_t exercise,
             struct quiz_leader out[static QUIZ_LEADER_MAX]) {
    struct quiz_leader *sums = calloc(session->guest_count + 1ul, sizeof *sums);
    if (sums == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < session->guest_count; i++) {
        sums[i].guest = i;
    }
    for (uint16_t i = 0; i <= exercise; i++) {
        add_points(session, i, sums);
    }
    qsort(sums, session->guest_count, sizeof *sums, compare_leaders);
    unsigned count = 0;
    while (count < QUIZ_LEADER_MAX && count < session->guest_count
           && sums[count].points > 0) {
        out[count] = sums[count];
        count++;
    }
    free(sums);
    return count;
}

static void
quiz_write_exercise(const struct ask *ask, struct json_out *out) {
    json_write_string(out, "ask", "pick");
    kind_find("choice")->write_exercise(ask, out);
    json_write_boolean(out, "speed", ask->exercise->is_quick);
}

static void
quiz_write_result(const struct exercise *exercise, const struct ballot_box *box,
                  struct json_out *out) {
    kind_find("choice")->write_result(exercise, box, out);
    json_open_array(out, "right");
    for (unsigned i = 0; i < exercise->item_count; i++) {
        if (exercise->right >> i & 1u) {
            json_write_integer(out, NULL, i);
        }
    }
    json_close_array(out);
}

static void
quiz_write_standing(const struct session *session, uint16_t exercise,
                    struct json_out *out) {
    struct quiz_leader leaders[QUIZ_LEADER_MAX];
    if (!session->exercises[exercise].is_named) {
        return;
    }
    unsigned count = quiz_leaders(session, exercise, leaders);
    json_open_array(out, "leaders");
    for (unsigned i = 0; i < count; i++) {
        const struct guest *guest = &session->guests[leaders[i].guest];
        json_open_array(out, NULL);
        json_write_string(out, NULL,
                          guest->name[0] != '\0' ? guest->name : guest->words);
        json_write_integer(out, NULL, leaders[i].points);
        json_close_array(out);
    }
    json_close_array(out);
}

static void
quiz_write_own(const struct exercise *exercise, const struct ballot *ballot,
               struct json_out *out) {
    json_write_boolean(out, "right", quiz_is_right(exercise, ballot));
    json_write_integer(out, "points", quiz_points(exercise, ballot));
}

// As a choice; score is 1 for an option that is right.
struct right_rows {
    const struct exercise *exercise;
    on_result_row row;
    void *data;
    unsigned option;
};

static void
add_right(void *data, const struct result_row *row) {
    struct right_rows *rows = data;
    struct result_row line = *row;
    line.score = rows->exercise->right >> rows->option++ & 1u;
    rows->row(rows->data, &line);
}

static void
quiz_tabulate(const struct exercise *exercise, const struct ballot_box *box,
              on_result_row row, void *data) {
    struct right_rows rows = {exercise, row, data, 0};
    kind_find("choice")->tabulate(exercise, box, add_right, &rows);
}

// Half of the room knows it.
static void
quiz_simulate(const struct ask *ask, struct rng *rng, struct answer *out) {
    choice_simulate(ask, rng, out);
    unsigned option = 0;
    while (option < ask->exercise->item_count
           && (ask->exercise->right >> option & 1u) == 0) {
        option++;
    }
    if (rng_below(rng, 2) == 0 && option < ask->exercise->item_count) {
        out->bytes[0] = (uint8_t) (1u << option >> 8);
        out->bytes[1] = (uint8_t) (1u << option);
    }
}

extern const struct kind kind_quiz;
const struct kind kind_quiz = {
    .name = "quiz",
    .takes_ballots = true,
    .read_answer = choice_read,
    .write_answer = choice_write,
    .write_exercise = quiz_write_exercise,
    .write_result = quiz_write_result,
    .write_standing = quiz_write_standing,
    .write_own = quiz_write_own,
    .tabulate = quiz_tabulate,
    .list_answer = choice_list,
    .simulate = quiz_simulate,
};
