// Each kind's result against a recount of its own, made from the answers as
// phones send them and in the plainest way.
#include "kinds_help.h"
#include "session/kinds/choice.h"
#include "session/kinds/curve.h"
#include "session/kinds/quiz.h"
#include "session/kinds/scale.h"
#include "session/kinds/words.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RESULT_BYTES_MAX 1200

static int
start(void **state) {
    static struct kinds_room room;
    kinds_room_start(&room);
    *state = &room;
    return 0;
}

static int
finish(void **state) {
    kinds_room_finish(*state);
    return 0;
}

// -- choice ------------------------------------------------------------------

static void
recount_choice(const struct kinds_room *room, const struct exercise *exercise) {
    uint32_t votes[DECK_ITEM_MAX] = {0};
    uint32_t voters = 0;
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *pick = json_object_get(room->answers[i], "pick");
        voters += json_array_size(pick) > 0;
        for (size_t k = 0; k < json_array_size(pick); k++) {
            votes[json_integer_value(json_array_get(pick, k))]++;
        }
    }
    struct choice_tally tally;
    choice_tally(exercise, &room->box.box, &tally);
    uint32_t most = 0;
    uint32_t sum = 0;
    for (int k = 0; k < exercise->item_count; k++) {
        assert_int_equal(tally.votes[k], votes[k]);
        most = votes[k] > most ? votes[k] : most;
        sum += votes[k];
    }
    assert_int_equal(tally.voters, voters);
    assert_int_equal(tally.votes_max, most);
    assert_true(exercise->pick > 1 || sum == voters);
}

static void
votes_of_a_choice_are_counted(void **state) {
    kinds_recount(*state, "c1", recount_choice);
    kinds_recount(*state, "c3", recount_choice);
}

static json_int_t
picked(const struct kinds_room *room, uint32_t ballot) {
    const json_t *pick = json_object_get(room->answers[ballot], "pick");
    return pick == NULL ? -1 : json_integer_value(json_array_get(pick, 0));
}

// By asking everybody.
static void
recount_decision(const struct kinds_room *room,
                 const struct exercise *exercise) {
    uint32_t voters = 0, below = 0, votes[DECK_ITEM_MAX] = {0};
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        if (picked(room, i) >= 0) {
            voters++;
            votes[picked(room, i)]++;
            below += picked(room, i) < 3;
        }
    }
    bool passes = below == 0; // nobody shows fewer than three fingers
    for (int k = 0; exercise->decision != DECISION_FIST_TO_FIVE
                    && k < exercise->item_count;
         k++) {
        double share = (double) votes[k] / voters;
        bool has = exercise->decision == DECISION_MAJORITY
                       ? share > 0.5
                       : share > 2.0 / 3 - 1e-9;
        passes = k == 0 ? has : passes || has;
    }
    struct choice_tally tally;
    struct choice_decision decision = {.text = ""};
    choice_tally(exercise, &room->box.box, &tally);
    assert_int_equal(choice_decide(exercise, &tally, &decision), voters > 0);
    if (voters > 0) {
        assert_int_equal(decision.is_passed, passes);
        assert_int_equal(strncmp(decision.text, "Passed", 6) == 0, passes);
    }
}

static void
a_vote_decides_by_its_rule(void **state) {
    kinds_recount(*state, "fist", recount_decision);
    kinds_recount(*state, "half", recount_decision);
    kinds_recount(*state, "most", recount_decision);
}

// Rooms in which a rule just passes and just does not.
static void
a_rule_is_kept_to_the_vote(void **state) {
    const struct {
        const char *exercise;
        int votes[6];
        bool passes;
    } cases[] = {
        {"half", {2, 2, 0}, false},   {"half", {3, 2, 0}, true},
        {"half", {50, 51, 0}, true},  {"half", {1, 1, 1}, false},
        {"most", {2, 1}, true},       {"most", {3, 2}, false},
        {"most", {66, 34}, false},    {"most", {67, 33}, true},
        {"fist", {0, 0, 0, 9}, true}, {"fist", {0, 0, 1, 9, 9, 9}, false},
        {"fist", {1}, false},         {"fist", {0, 0, 0, 0, 0, 1}, true},
    };
    struct kinds_room *room = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct exercise *exercise =
            kinds_exercise(room->deck, cases[i].exercise);
        kinds_room_empty(room);
        for (int k = 0; k < exercise->item_count; k++) {
            for (int n = 0; n < cases[i].votes[k]; n++) {
                char json[32];
                (void) snprintf(json, sizeof json, "{\"pick\":[%d]}", k);
                room->answers[room->box.box.count] = json_loads(json, 0, NULL);
                kinds_box_add_json(&room->box, exercise, json);
            }
        }
        struct choice_tally tally;
        struct choice_decision decision;
        choice_tally(exercise, &room->box.box, &tally);
        assert_true(choice_decide(exercise, &tally, &decision));
        assert_int_equal(decision.is_passed, cases[i].passes);
    }
}

static void
recount_quiz(const struct kinds_room *room, const struct exercise *exercise) {
    uint32_t right = 0;
    struct quiz_tally tally;
    quiz_tally(exercise, &room->box.box, &tally);
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        bool is_right = picked(room, i) == 1 || picked(room, i) == 3;
        right += is_right;
        assert_int_equal(quiz_is_right(exercise, &room->box.ballots[i]),
                         is_right);
    }
    assert_int_equal(tally.right, right);
    assert_int_equal(tally.choice.voters, room->box.box.answered);
}

static void
right_answers_are_counted(void **state) {
    kinds_recount(*state, "quiz", recount_quiz);
}

// -- scale -------------------------------------------------------------------

static int
compare_doubles(const void *a, const void *b) {
    double left = *(const double *) a;
    double right = *(const double *) b;
    return (left > right) - (left < right);
}

static double
plain_median(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare_doubles);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void
recount_statement(const struct kinds_room *room,
                  const struct scale_statement *statement, unsigned number) {
    double values[KINDS_BALLOT_MAX];
    size_t count = 0;
    double sum = 0;
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *value =
            json_array_get(json_object_get(room->answers[i], "values"), number);
        if (json_is_integer(value)) {
            values[count] = (double) json_integer_value(value);
            sum += values[count++];
        }
    }
    assert_int_equal(statement->count, count);
    if (count == 0) {
        assert_true(statement->mean == 0 && statement->median == 0
                    && statement->spread == 0);
        return;
    }
    double mean = sum / (double) count;
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    kinds_near(statement->mean, mean, 1e-9);
    kinds_near(statement->spread, sqrt(squares / (double) count), 1e-9);
    kinds_near(statement->median, plain_median(values, count), 0);
}

static void
recount_scale(const struct kinds_room *room, const struct exercise *exercise) {
    struct scale_tally tally;
    scale_tally(exercise, &room->box.box, &tally);
    for (unsigned k = 0; k < exercise->item_count; k++) {
        const struct scale_statement *statement = &tally.statements[k];
        recount_statement(room, statement, k);
        uint32_t sum = 0;
        uint32_t most = 0;
        for (int i = 0; i < SCALE_VALUE_MAX; i++) {
            sum += statement->counts[i];
            most = statement->counts[i] > most ? statement->counts[i] : most;
        }
        assert_int_equal(sum, statement->count);
        assert_int_equal(most, statement->counts_max);
    }
    assert_int_equal(tally.voters, room->box.box.answered);
}

static void
mean_median_and_spread_of_a_scale_are_right(void **state) {
    kinds_recount(*state, "s1", recount_scale);
    kinds_recount(*state, "s2", recount_scale);
    kinds_recount(*state, "s3", recount_scale);
}

// -- words -------------------------------------------------------------------

struct plain_word {
    char text[160], key[160];
    uint32_t count;
};

struct plain_words {
    struct plain_word words[64];
    size_t count;
    uint32_t total;
};

static void
count_plain_word(struct plain_words *plain, const char *text, char keys[][160],
                 size_t *key_count) {
    char taken[160];
    char key[160];
    if (text_take(text, strlen(text), 24, taken, sizeof taken) != TEXT_OK) {
        return; // an empty one
    }
    assert_true(text_fold(taken, key, sizeof key));
    for (size_t i = 0; i < *key_count; i++) {
        if (strcmp(keys[i], key) == 0) {
            return; // the same guest said it before
        }
    }
    (void) snprintf(keys[(*key_count)++], 160, "%s", key);
    plain->total++;
    for (size_t i = 0; i < plain->count; i++) {
        if (strcmp(plain->words[i].key, key) == 0) {
            plain->words[i].count++;
            if (strcmp(taken, plain->words[i].text) < 0) {
                memcpy(plain->words[i].text, taken, sizeof taken);
            }
            return;
        }
    }
    struct plain_word *word = &plain->words[plain->count++];
    memcpy(word->text, taken, sizeof taken);
    memcpy(word->key, key, sizeof key);
    word->count = 1;
}

static void
recount_words(const struct kinds_room *room, const struct exercise *exercise) {
    (void) exercise;
    static struct plain_words plain;
    memset(&plain, 0, sizeof plain);
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *words = json_object_get(room->answers[i], "words");
        char keys[8][160];
        size_t key_count = 0;
        for (size_t k = 0; k < json_array_size(words); k++) {
            count_plain_word(&plain,
                             json_string_value(json_array_get(words, k)), keys,
                             &key_count);
        }
    }
    static struct words_tally tally;
    words_tally(&room->box.box, &tally);
    assert_int_equal(tally.voters, room->box.box.answered);
    assert_int_equal(tally.total, plain.total);
    assert_int_equal(tally.count, plain.count);
    assert_int_equal(tally.others, 0);
    for (size_t i = 0; i < tally.count; i++) {
        assert_true(i == 0
                    || tally.entries[i - 1].count >= tally.entries[i].count);
        size_t at = 0; // each as the first in byte order of what was typed
        while (at < plain.count
               && strcmp(plain.words[at].text, tally.entries[i].text) != 0) {
            at++;
        }
        assert_true(at < plain.count);
        assert_int_equal(plain.words[at].count, tally.entries[i].count);
    }
}

static void
words_that_mean_the_same_are_counted_together(void **state) {
    kinds_recount(*state, "w1", recount_words);
    kinds_recount(*state, "w5", recount_words);
}

static void
more_distinct_words_than_fit_are_counted_as_others(void **state) {
    const struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "w1");
    const uint32_t count = WORDS_DISTINCT_MAX + 100;
    struct answer *answers = calloc(count, sizeof *answers);
    struct ballot *ballots = calloc(count, sizeof *ballots);
    assert_true(answers != NULL && ballots != NULL);
    for (uint32_t i = 0; i < count; i++) {
        char json[64];
        struct answer_fault fault;
        (void) snprintf(json, sizeof json, "{\"words\":[\"word %u\"]}", i);
        assert_true(play_read_answer(exercise, json, &answers[i], &fault));
        ballots[i].size = answers[i].size;
        ballots[i].bytes = answers[i].bytes;
    }
    const struct ballot_box box = {.ballots = ballots, .count = count};
    static struct words_tally tally;
    words_tally(&box, &tally);
    assert_int_equal(tally.count, WORDS_DISTINCT_MAX);
    assert_int_equal(tally.others, 100);
    assert_int_equal(tally.total, count);
    free(ballots);
    free(answers);
}

// -- curve -------------------------------------------------------------------

static void
recount_curve(const struct kinds_room *room, const struct exercise *exercise) {
    (void) exercise;
    double places[KINDS_BALLOT_MAX] = {0};
    size_t count = 0;
    uint32_t votes[CURVE_SEGMENT_COUNT] = {0};
    for (uint32_t i = 0; i < room->box.box.count; i++) {
        const json_t *at = json_object_get(room->answers[i], "at");
        if (at == NULL) {
            continue;
        }
        double place = round(json_number_value(at) * 10000) / 10000;
        places[count++] = place;
        double deviations = place * 6 - 3;
        votes[deviations < -2   ? 0
              : deviations < -1 ? 1
              : deviations < 0  ? 2
              : deviations < 1  ? 3
                                : 4]++;
    }
    struct curve_tally tally;
    curve_tally(&room->box.box, &tally);
    assert_int_equal(tally.voters, count);
    for (int i = 0; i < CURVE_SEGMENT_COUNT; i++) {
        assert_int_equal(tally.votes[i], votes[i]);
    }
    assert_int_equal(tally.crossed, votes[2] + votes[3] + votes[4]);
    kinds_near(tally.median, count == 0 ? 0 : plain_median(places, count),
               1e-9);
}

static void
places_on_the_curve_fall_into_their_segments(void **state) {
    kinds_recount(*state, "curve", recount_curve);
}

// -- Every kind --------------------------------------------------------------

struct rows {
    int count;
    double votes, share;
};

static void
on_row(void *data, const struct result_row *row) {
    struct rows *rows = data;
    rows->count++;
    rows->votes += row->votes;
    rows->share += row->share;
    assert_non_null(row->label);
    assert_true(row->votes >= 0 && row->share >= 0 && row->share <= 1);
}

static void
on_part(void *data, const char *item, const char *value) {
    assert_true(item != NULL && value != NULL && value[0] != '\0');
    ++*(int *) data;
}

// What a phone is sent is JSON of about a kilobyte, and the rows for the
// export are sound.
static void
check_result(const struct kinds_room *room, const struct exercise *exercise) {
    const struct kind *kind = kind_of(exercise);
    const struct ballot_box *box = &room->box.box;
    struct text text = {0};
    struct json_out out = {.text = &text};
    json_open_object(&out, NULL);
    kind->write_result(exercise, box, &out);
    json_close_object(&out);
    assert_true(text.size <= RESULT_BYTES_MAX);
    json_t *result = json_loads(text_string(&text), 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(result, "voters")),
                     box->answered);
    json_decref(result);
    text_finish(&text);
    struct rows rows = {0};
    kind->tabulate(exercise, box, on_row, &rows);
    if (exercise->kind[0] != 'w') {
        int wanted = exercise->item_count > 0 ? exercise->item_count : 5;
        bool is_plane = strcmp(exercise->kind, "plane") == 0; // a row an axis
        wanted *= is_plane ? 2 : 1;
        assert_int_equal(rows.count, wanted);
    }
    for (uint32_t i = 0; i < box->count; i++) {
        int parts = 0;
        if (box->ballots[i].size > 0) {
            kind->list_answer(exercise, &box->ballots[i], on_part, &parts);
            assert_true(parts > 0);
        }
    }
}

static void
results_are_small_and_their_rows_are_sound(void **state) {
    struct kinds_room *room = *state;
    for (int i = 0; i < room->deck->exercise_count; i++) {
        const struct exercise *exercise = &room->deck->exercises[i];
        if (kind_of(exercise)->takes_ballots) {
            for (uint64_t seed = 1; seed <= 60; seed++) {
                kinds_room_fill(room, exercise, seed);
                check_result(room, exercise);
            }
        }
    }
}

static void
long_words_still_make_a_small_result(void **state) {
    struct kinds_room *room = *state;
    const struct exercise *exercise = kinds_exercise(room->deck, "w1");
    // 24 characters of four bytes; and quotes, which JSON doubles.
    const char *const ends[] = {"\xf0\x9f\x8c\x80", "\\\""};
    for (int kind = 0; kind < 2; kind++) {
        kinds_room_empty(room);
        for (int i = 0; i < 40; i++) {
            struct text text = {0};
            text_add_format(&text, "{\"words\":[\"%02d", i);
            for (int k = 0; k < 22; k++) {
                text_add(&text, ends[kind]);
            }
            text_add(&text, "\"]}");
            room->answers[i] = json_loads(text_string(&text), 0, NULL);
            kinds_box_add_json(&room->box, exercise, text_string(&text));
            text_finish(&text);
        }
        check_result(room, exercise);
    }
}

int
main(void) {
    random_start();
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        IN_ROOM(votes_of_a_choice_are_counted),
        IN_ROOM(a_vote_decides_by_its_rule),
        IN_ROOM(a_rule_is_kept_to_the_vote),
        IN_ROOM(right_answers_are_counted),
        IN_ROOM(mean_median_and_spread_of_a_scale_are_right),
        IN_ROOM(words_that_mean_the_same_are_counted_together),
        IN_ROOM(more_distinct_words_than_fit_are_counted_as_others),
        IN_ROOM(places_on_the_curve_fall_into_their_segments),
        IN_ROOM(results_are_small_and_their_rows_are_sound),
        IN_ROOM(long_words_still_make_a_small_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
