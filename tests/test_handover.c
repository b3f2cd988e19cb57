// Items out of an earlier result: the best of what guests wrote, taken anew
// until somebody has answered.
#include "rounds_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define WORDS "  - {id: w, kind: words, prompt: Q?, pick: 5}\n"

static struct rounds rounds;

static int
finish(void **state) {
    (void) state;
    rounds_finish(&rounds);
    return 0;
}

static const struct session *
session(void) {
    return rounds.play.session;
}

static void
say(uint32_t guest, const char *json) {
    assert_int_equal(rounds_answer(&rounds, guest, json), VERDICT_OK);
}

static void
assert_items(int exercise, const char *expected) {
    char all[512] = "";
    const struct exercise *asked = &session()->exercises[exercise];
    for (unsigned i = 0; i < asked->item_count; i++) {
        (void) snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                        i > 0 ? "|" : "", asked->items[i]);
    }
    assert_string_equal(all, expected);
}

static void
the_best_become_the_items(void **state) {
    (void) state;
    rounds_start(&rounds,
                 WORDS "  - {id: r, kind: rank, prompt: Q?, from: w, take: 3}\n"
                       "  - {id: p, kind: points, prompt: Q?, from: w}\n"
                       "  - {id: d, kind: duel, prompt: Q?, from: w, take: 2}\n"
                       "  - {id: l, kind: plane, prompt: Q?, from: w,\n"
                       "     x: [a, b], y: [c, d], take: 1}\n"
                       "  - {id: e, again: r}\n",
                 4);
    rounds_go(&rounds, 1);
    say(0, "{\"words\":[\"a\",\"b\",\"c\",\"d\"]}");
    say(1, "{\"words\":[\"d\",\"c\",\"b\"]}");
    say(2, "{\"words\":[\"D\",\"c\"]}");
    say(3, "{\"words\":[\"d\",\"e\"]}");
    play_go(&rounds.play, 1, 0);
    assert_items(1, "D|c|b");
    assert_int_equal(session()->exercises[1].top, 3);
    say(0, "{\"order\":[2,1,0]}");
    assert_int_equal(rounds_answer(&rounds, 1, "{\"order\":[3]}"), ANSWER_BAD);
    play_go(&rounds.play, 2, 0);
    assert_items(2, "D|c|b|a|e"); // five are all there are
    play_go(&rounds.play, 3, 0);
    assert_items(3, "D|c");
    play_go(&rounds.play, 4, 0);
    assert_items(4, "D");
    // Asked again: the same, whatever the best are now.
    while (session()->place.exercise > 0) {
        assert_int_equal(play_press(&rounds.play, INTENT_BACK), VERDICT_OK);
    }
    uint64_t best = rounds_text_id("d");
    assert_int_equal(rounds_edit(&rounds, EDIT_HIDE, &best, 1), VERDICT_OK);
    play_go(&rounds.play, 3, 0);
    assert_items(3, "c|b");
    play_go(&rounds.play, 5, 0);
    assert_items(5, "D|c|b");
    json_t *exercise = rounds_exercise(&rounds, 0);
    assert_int_equal(json_array_size(json_object_get(exercise, "items")), 3);
    json_decref(exercise);
}

static void
they_are_taken_anew_until_somebody_answers(void **state) {
    (void) state;
    rounds_start(
        &rounds,
        WORDS "  - {id: r, kind: rank, prompt: Q?, from: w, take: 3}\n", 3);
    rounds_go(&rounds, 1);
    say(0, "{\"words\":[\"a\",\"b\",\"c\"]}");
    say(1, "{\"words\":[\"a\",\"b\"]}");
    say(2, "{\"words\":[\"a\"]}");
    play_go(&rounds.play, 1, 0);
    assert_items(1, "a|b|c");
    play_go(&rounds.play, 1, 1); // the reveal, with nothing answered
    for (int i = 0; i < 3; i++) {
        assert_int_equal(play_press(&rounds.play, INTENT_BACK), VERDICT_OK);
    }
    uint64_t hidden = rounds_text_id("a");
    assert_int_equal(session()->place.exercise, 0);
    assert_int_equal(rounds_edit(&rounds, EDIT_HIDE, &hidden, 1), VERDICT_OK);
    play_go(&rounds.play, 1, 0);
    assert_items(1, "b|c");
    say(0, "{\"order\":[1,0]}");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(play_press(&rounds.play, INTENT_BACK), VERDICT_OK);
    }
    assert_int_equal(rounds_edit(&rounds, EDIT_SHOW, &hidden, 1), VERDICT_OK);
    play_go(&rounds.play, 1, 0);
    assert_items(1, "b|c"); // somebody has ranked these
    say(0, "{}");
    play_go(&rounds.play, 1, 1);
    assert_items(1, "b|c"); // taken back is answered all the same
}

static void
with_too_few_items_nothing_opens_and_the_session_goes_on(void **state) {
    (void) state;
    const char *const says[] = {"{}", "{\"words\":[\"only\"]}",
                                "{\"words\":[\"one\",\"two\"]}"};
    for (unsigned count = 0; count < 3; count++) {
        rounds_start(&rounds,
                     WORDS "  - {id: r, kind: rank, prompt: Q?, from: w}\n"
                           "  - {id: l, kind: plane, prompt: Q?, from: w,\n"
                           "     x: [a, b], y: [c, d]}\n"
                           "  - {id: e, kind: slide, prompt: End}\n",
                     2);
        rounds_go(&rounds, 1);
        say(0, says[count]);
        assert_int_equal(play_press(&rounds.play, INTENT_CLOSE), VERDICT_OK);
        assert_int_equal(play_press(&rounds.play, INTENT_NEXT), VERDICT_OK);
        assert_int_equal(play_press(&rounds.play, INTENT_NEXT), VERDICT_OK);
        assert_int_equal(session()->place.exercise, 1);
        assert_int_equal(session_has_items(session()), count == 2);
        assert_int_equal(session_is_open(session(), rounds.play.now_ms),
                         count == 2);
        assert_int_equal(rounds_answer(&rounds, 0, "{}"),
                         count == 2 ? VERDICT_OK : VERDICT_NOT_OPEN);
        if (count == 2) {
            assert_int_equal(play_press(&rounds.play, INTENT_CLOSE),
                             VERDICT_OK);
        }
        assert_int_equal(play_press(&rounds.play, INTENT_NEXT), VERDICT_OK);
        assert_int_equal(session_phase(session())->name, PHASE_REVEAL);
        json_t *result = rounds_result(&rounds);
        assert_int_equal(json_integer_value(json_object_get(result, "voters")),
                         0);
        json_decref(result);
        assert_int_equal(play_press(&rounds.play, INTENT_NEXT), VERDICT_OK);
        assert_int_equal(session()->place.exercise, 2); // one thing is enough
        assert_int_equal(session_is_open(session(), rounds.play.now_ms),
                         count > 0);
        play_go(&rounds.play, 3, 0);
        play_check(session());
        rounds_finish(&rounds);
    }
    rounds_start(&rounds, WORDS, 0);
}

static void
ideas_and_questions_give_their_best_too(void **state) {
    (void) state;
    rounds_start(&rounds,
                 "  - {id: i, kind: ideas, prompt: Q?, pick: 3, dots: 3}\n"
                 "  - {id: q, kind: questions, prompt: Q?}\n"
                 "  - {id: r, kind: rank, prompt: Q?, from: i, take: 2}\n"
                 "  - {id: s, kind: rank, prompt: Q?, from: q, take: 2}\n",
                 3);
    const char *const texts[] = {"a", "b", "c"};
    char json[128];
    rounds_go(&rounds, 1);
    say(0, "{\"ideas\":[\"a\",\"b\",\"c\"]}");
    rounds_go(&rounds, 2);
    for (uint32_t g = 0; g < 3; g++) { // c gets three, b two, a one
        (void) snprintf(json, sizeof json, "{\"dots\":[%llu,%llu]}",
                        (unsigned long long) rounds_text_id(texts[2]),
                        (unsigned long long) rounds_text_id(texts[g]));
        say(g, json);
    }
    play_go(&rounds.play, 1, 0);
    say(0, "{\"questions\":[\"x\",\"y\",\"z\"]}");
    rounds_go(&rounds, 2);
    (void) snprintf(json, sizeof json, "{\"thumbs\":[%llu]}",
                    (unsigned long long) rounds_text_id("y"));
    say(1, json);
    uint64_t ticked = rounds_text_id("z");
    assert_int_equal(rounds_edit(&rounds, EDIT_TICK, &ticked, 1), VERDICT_OK);
    play_go(&rounds.play, 2, 0);
    assert_string_equal(session()->exercises[2].items[0], "c");
    play_go(&rounds.play, 3, 0);
    assert_items(3, "y|x"); // what was answered comes last
}

int
main(void) {
    random_start();
#define ROUND(test) cmocka_unit_test_teardown(test, finish)
    const struct CMUnitTest tests[] = {
        ROUND(the_best_become_the_items),
        ROUND(they_are_taken_anew_until_somebody_answers),
        ROUND(with_too_few_items_nothing_opens_and_the_session_goes_on),
        ROUND(ideas_and_questions_give_their_best_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
