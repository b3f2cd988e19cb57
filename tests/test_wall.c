// What guests write and judge, with what the host hides, merges and ticks off,
// against a model that knows only who gave and chose what: recounted for every
// kind on rooms of every sort.
#include "session/kinds/ideas.h"
#include "session/kinds/questions.h"
#include "session/kinds/sketch.h"
#include "session/kinds/whys.h"
#include "session/kinds/words.h"
#include "wall_model.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SEEDS 1200

// -- Each kind ---------------------------------------------------------------

static void
check_ideas(bool has_dots, bool has_scores) {
    struct ideas_tally tally;
    assert_true(
        ideas_tally(session_exercise(session()), session()->boxes, &tally));
    check_wall(&tally.wall, 1);
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        const struct idea_result *result = &tally.results[i];
        int thing = thing_of(tally.wall.items[result->item].id);
        uint32_t sum = count_writers(1, thing), count = sum, guests = 0;
        if (has_dots) {
            sum = count_chosen(1, 2, thing, &guests);
            count = guests;
        }
        for (uint8_t r = 2; has_scores && r <= ROUND_MAX; r++) {
            sum = r == 2 ? 0 : sum;
            count = r == 2 ? 0 : count;
            for (uint32_t g = 0; g < model.guests; g++) {
                if (model.scores[r][g] > 0
                    && chosen_as(1, model.chosen[r][g][0]) == thing) {
                    sum += model.scores[r][g];
                    count++;
                }
            }
        }
        double value = !has_scores ? sum : count == 0 ? 0 : 5.0 * sum / count;
        assert_int_equal(result->sum, sum);
        assert_int_equal(result->count, count);
        assert_true(fabs(result->value - value) < 1e-9);
        assert_true(!has_scores || value <= IDEAS_SCORE_MAX);
        if (i > 0) {
            const struct idea_result *before = &result[-1];
            assert_true(before->value > result->value
                        || (before->value == result->value
                            && (before->count > result->count
                                || (before->count == result->count
                                    && before->item < result->item))));
        }
    }
    uint32_t voters = has_dots ? count_answered(2) : count_answered(1);
    for (uint8_t r = 2; has_scores && r <= ROUND_MAX; r++) {
        voters =
            r == 2 || count_answered(r) > voters ? count_answered(r) : voters;
    }
    assert_int_equal(tally.voters, voters);
    ideas_tally_finish(&tally);
}

static void
ideas_are_counted_by_who_wrote_them(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: i, kind: ideas, prompt: Q?, pick: 3}\n");
        write_all(1);
        check_ideas(false, false);
        edit_some(rng_below(&model.rng, 6));
        check_ideas(false, false);
        write_all(1); // withdrawn, and there again
        check_ideas(false, false);
        rounds_go_phase(&model.rounds, PHASE_REVEAL);
        check_ideas(false, false);
        edit_some(rng_below(&model.rng, 6));
        check_ideas(false, false);
        finish_model();
    }
}

static void
dots_are_counted(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: i, kind: ideas, prompt: Q?, pick: 3,\n"
                          "     dots: 4}\n");
        write_all(1);
        edit_some(rng_below(&model.rng, 4));
        rounds_go(&model.rounds, 2);
        check_ideas(true, false);
        choose_all(1, "dots", 4, true);
        check_ideas(true, false);
        edit_some(rng_below(&model.rng, 6));
        check_ideas(true, false);
        // Back to the writing, which is open again: some of it is withdrawn.
        assert_int_equal(play_press(&model.rounds.play, INTENT_BACK),
                         VERDICT_OK);
        write_all(1);
        check_ideas(true, false);
        rounds_go(&model.rounds, 2);
        check_ideas(true, false);
        finish_model();
    }
}

static void
blind_scores_are_counted(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: i, kind: ideas, prompt: Q?, pick: 3,\n"
                          "     rounds: 5}\n");
        write_all(1);
        for (uint8_t round = 2; round <= ROUND_MAX; round++) {
            rounds_go(&model.rounds, round);
            for (uint32_t g = 0; g < model.guests; g++) {
                uint64_t id = rounds_ask(&model.rounds, g).dealt;
                char json[64];
                if (id == 0 || rng_below(&model.rng, 5) == 0) {
                    continue;
                }
                model.chosen[round][g][0] = thing_of(id);
                model.scores[round][g] =
                    (uint8_t) (1 + rng_below(&model.rng, 5));
                (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":%u}}",
                                (unsigned long long) id,
                                model.scores[round][g]);
                assert_int_equal(rounds_answer(&model.rounds, g, json),
                                 VERDICT_OK);
            }
            edit_some(rng_below(&model.rng, 8) / 6);
        }
        check_ideas(false, true);
        edit_some(rng_below(&model.rng, 6));
        check_ideas(false, true);
        finish_model();
    }
}

static void
check_questions(void) {
    struct questions_tally tally;
    assert_true(questions_tally(session()->boxes, &tally));
    check_wall(&tally.wall, 1);
    uint32_t ticked = 0;
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        const struct question_result *result = &tally.results[i];
        int thing = thing_of(tally.wall.items[result->item].id);
        uint32_t guests; // a thumb for two that were merged is one
        (void) count_chosen(1, 2, thing, &guests);
        assert_int_equal(result->thumbs, guests);
        assert_int_equal(questions_is_ticked(&tally, i),
                         model.is_ticked[thing]);
        ticked += model.is_ticked[thing];
        bool was_ticked = i > 0 && questions_is_ticked(&tally, i - 1);
        assert_true(!was_ticked || model.is_ticked[thing]);
        if (i > 0 && was_ticked == model.is_ticked[thing]) {
            assert_true(result[-1].thumbs > result->thumbs
                        || (result[-1].thumbs == result->thumbs
                            && result[-1].item < result->item));
        }
    }
    assert_int_equal(tally.ticked, ticked);
    questions_tally_finish(&tally);
}

static void
thumbs_are_counted(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: q, kind: questions, prompt: Q?}\n");
        write_all(1);
        check_questions();
        edit_some(rng_below(&model.rng, 4));
        rounds_go(&model.rounds, 2);
        choose_all(1, "thumbs", 5, false);
        check_questions();
        edit_some(rng_below(&model.rng, 6));
        check_questions();
        finish_model();
    }
}

static void
check_sketch(void) {
    struct sketch_tally tally;
    assert_true(
        sketch_tally(session_exercise(session()), session()->boxes, &tally));
    check_wall(&tally.wall, 1);
    for (uint32_t i = 0; i < tally.wall.count; i++) {
        const struct sketch_result *result = &tally.results[i];
        int thing = thing_of(tally.wall.items[result->item].id);
        uint32_t guests;
        assert_int_equal(result->dots, count_chosen(1, 2, thing, &guests));
        assert_true(i == 0 || result[-1].dots > result->dots
                    || (result[-1].dots == result->dots
                        && result[-1].item < result->item));
    }
    sketch_tally_finish(&tally);
}

static void
dots_on_drawings_are_counted(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: k, kind: sketch, prompt: Q?, dots: 3}\n");
        write_all(1);
        learn_drawings();
        check_sketch();
        edit_some(rng_below(&model.rng, 4));
        rounds_go(&model.rounds, 2);
        choose_all(1, "dots", 3, true);
        check_sketch();
        edit_some(rng_below(&model.rng, 6));
        check_sketch();
        finish_model();
    }
}

static void
check_step(const struct whys_step *step, uint8_t round) {
    int best = -1;
    uint32_t best_picks = 0, answers = 0;
    for (int i = 0; i < THINGS; i++) {
        if (counts_as(round, i) != i) {
            continue;
        }
        uint32_t guests;
        uint32_t picks = count_chosen(round, (uint8_t) (round + 1), i, &guests);
        answers++;
        uint32_t writers = count_writers(round, i);
        uint32_t most = best < 0 ? 0 : count_writers(round, best);
        if (best < 0 || picks > best_picks
            || (picks == best_picks
                && (writers > most
                    || (writers == most && model.ids[i] < model.ids[best])))) {
            best = i;
            best_picks = picks;
        }
    }
    assert_int_equal(step->answers, answers);
    assert_int_equal(step->votes, best_picks);
    assert_int_equal(step->voters, count_answered((uint8_t) (round + 1)));
    if (best < 0) {
        assert_string_equal(step->text, "");
    } else {
        assert_true(rounds_text_id(step->text) == model.ids[best]);
    }
}

static void
the_best_answer_becomes_the_next_question(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: y, kind: whys, prompt: Q?, rounds: 3}\n");
        struct whys_tally tally;
        for (uint8_t round = 1; round < 6; round = (uint8_t) (round + 2)) {
            rounds_go(&model.rounds, round);
            write_all(round);
            edit_some(rng_below(&model.rng, 8) / 4);
            rounds_go(&model.rounds, (uint8_t) (round + 1));
            choose_all(round, "pick", 1, false);
            edit_some(rng_below(&model.rng, 8) / 6);
            whys_tally(session_exercise(session()), session()->boxes, &tally);
            const char *before = "Q?";
            for (uint8_t r = 1; r <= round; r = (uint8_t) (r + 2)) {
                const struct whys_step *step = &tally.steps[r / 2];
                check_step(step, r);
                assert_string_equal(
                    whys_question(session_exercise(session()), &tally, r / 2u),
                    before);
                before = step->text[0] != '\0' ? step->text : before;
            }
        }
        finish_model();
    }
}

static void
check_words(void) {
    static struct words_tally tally;
    words_tally(session()->boxes, &tally);
    uint32_t items = 0, total = 0;
    for (int i = 0; i < THINGS; i++) {
        items += counts_as(1, i) == i;
        for (uint32_t g = 0; g < model.guests; g++) {
            total += model.gave[1][g][i];
        }
    }
    assert_int_equal(tally.count, items);
    assert_int_equal(tally.total, total);
    assert_int_equal(tally.voters, count_answered(1));
    for (uint32_t i = 0; i < tally.count; i++) {
        const struct words_entry *entry = &tally.entries[i];
        int thing = thing_of(rounds_text_id(entry->text));
        assert_int_equal(counts_as(1, thing), thing);
        assert_int_equal(entry->count, count_writers(1, thing));
        assert_true(entry->count <= tally.voters);
        assert_true(i == 0 || entry[-1].count >= entry->count);
    }
}

static void
words_are_counted_as_the_host_left_them(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        start_model(seed, "  - {id: w, kind: words, prompt: Q?, pick: 3}\n");
        write_all(1);
        check_words();
        edit_some(rng_below(&model.rng, 8));
        check_words();
        write_all(1);
        check_words();
        finish_model();
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ideas_are_counted_by_who_wrote_them),
        cmocka_unit_test(dots_are_counted),
        cmocka_unit_test(blind_scores_are_counted),
        cmocka_unit_test(thumbs_are_counted),
        cmocka_unit_test(dots_on_drawings_are_counted),
        cmocka_unit_test(the_best_answer_becomes_the_next_question),
        cmocka_unit_test(words_are_counted_as_the_host_left_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
