// What each kind takes for an answer, and how it says what is wrong.
#include "kinds_help.h"
#include "session/kinds/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SEEDS 1000

static int
start(void **state) {
    *state = kinds_deck();
    return 0;
}

static int
finish(void **state) {
    deck_destroy(*state);
    return 0;
}

struct answer_case {
    const char *exercise, *json;
};

static void
a_good_answer_is_kept_as_it_was_meant(void **state) {
    const struct {
        const char *exercise, *json, *kept;
    } cases[] = {
        {"c1", "{\"pick\":[3]}", "{\"pick\":[3]}"},
        {"c3", "{\"pick\":[11,0,4]}", "{\"pick\":[0,4,11]}"},
        {"s1", "{\"values\":[1,5,null,3,3,3,3,3]}",
         "{\"values\":[1,5,null,3,3,3,3,3]}"},
        {"s2", "{\"values\":[-50]}", "{\"values\":[-50]}"},
        {"s2", "{\"values\":[null]}", "{}"}, // nothing said is no answer
        {"w1", "{\"words\":[\"  two\\n words \"]}",
         "{\"words\":[\"two words\"]}"},
        {"w5", "{\"words\":[\"calm\",\"\",\"CALM\",\"awake\"]}",
         "{\"words\":[\"calm\",\"awake\"]}"},
        {"w5", "{\"words\":[]}", "{}"},
        {"w1", "{\"words\":[\" \"]}", "{}"},
        {"w1", "{\"words\":[\"abcdefghijklmnopqrstuvwx\"]}",
         "{\"words\":[\"abcdefghijklmnopqrstuvwx\"]}"}, // 24
        // In the order of the items, not of the deal: that would tell whose.
        {"d5", "{\"wins\":[[4,0],[1,0]]}", "{\"wins\":[[1,0],[4,0]]}"},
        {"d5", "{\"wins\":[]}", "{}"},
        {"r5", "{\"order\":[2,0,1,4,3]}", "{\"order\":[2,0,1,4,3]}"},
        {"r5", "{\"order\":[4]}", "{\"order\":[4]}"}, // a part of it
        {"r5", "{\"order\":[]}", "{}"},
        {"r10", "{\"order\":[9,0,4]}", "{\"order\":[9,0,4]}"},
        {"p3", "{\"points\":[40,60,0]}", "{\"points\":[40,60,0]}"},
        {"p3", "{\"points\":[0,0,100]}", "{\"points\":[0,0,100]}"},
        {"p10", "{\"points\":[999,0,0,0,0,0,0,0,0,1]}",
         "{\"points\":[999,0,0,0,0,0,0,0,0,1]}"},
        {"curve", "{\"at\":0}", "{\"at\":0}"},
        {"pl1", "{\"at\":[[0,1]]}", "{\"at\":[[0,1]]}"},
        {"pl1", "{\"at\":[[0.33333,0.99996]]}", "{\"at\":[[0.3333,1]]}"},
        {"pl1", "{\"at\":[null]}", "{}"},
        {"pl2", "{\"at\":[[0.2,0.9],null]}", "{\"at\":[[0.2,0.9],null]}"},
        {"pl2", "{\"at\":[null,null]}", "{}"},
        {"curve", "{\"at\":1}", "{\"at\":1}"},
        {"curve", "{\"at\":0.33333}", "{\"at\":0.3333}"},
    };
    struct text text = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct exercise *exercise =
            kinds_exercise(*state, cases[i].exercise);
        struct answer answer = {.size = 77};
        struct answer_fault fault;
        assert_true(play_read_answer(exercise, cases[i].json, &answer, &fault));
        play_write_answer(exercise, &answer, &text);
        assert_string_equal(text_string(&text), cases[i].kept);
    }
    text_finish(&text);
}

static void
the_empty_object_takes_an_answer_back(void **state) {
    const struct deck *deck = *state;
    for (int i = 0; i < deck->exercise_count; i++) {
        const struct exercise *exercise = &deck->exercises[i];
        if (kind_of(exercise)->takes_ballots) {
            struct answer answer = {.size = 77};
            struct answer_fault fault;
            assert_true(play_read_answer(exercise, "{}", &answer, &fault));
            assert_int_equal(answer.size, 0);
        }
    }
}

#define TEN_MARKS                                                              \
    "\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"         \
    "\xcc\x81\xcc\x81"

// The one member of each kind is what the fault must name.
static const struct answer_case bad_answers[] = {
    {"c1", "{\"pick\":3}"},
    {"c1", "{\"pick\":null}"},
    {"c1", "{\"pick\":{}}"},
    {"c1", "{\"pick\":[]}"},
    {"c1", "{\"pick\":[0,1]}"},
    {"c1", "{\"pick\":[4]}"},
    {"c1", "{\"pick\":[-1]}"},
    {"c1", "{\"pick\":[1.0]}"},
    {"c1", "{\"pick\":[\"1\"]}"},
    {"c1", "{\"pick\":[true]}"},
    {"c1", "{\"pick\":[4294967296]}"},
    {"c1", "{\"pick\":[9223372036854775807]}"},
    {"c1", "{\"other\":[1]}"},
    {"c3", "{\"pick\":[1,1]}"},
    {"c3", "{\"pick\":[1,2,1]}"},
    {"c3", "{\"pick\":[0,1,2,3]}"},
    {"c3", "{\"pick\":[0,1,12]}"},
    {"s1", "{\"values\":3}"},
    {"s1", "{\"values\":[]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,1,1]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,6]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,0]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,2.5]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,\"2\"]}"},
    {"s1", "{\"values\":[1,1,1,1,1,1,1,false]}"},
    {"s2", "{\"values\":[51]}"},
    {"s2", "{\"values\":[-51]}"},
    {"s2", "{\"values\":[-2147483648]}"},
    {"s2", "{\"values\":[4294967295]}"},
    {"s2", "{\"values\":[1e300]}"},
    {"s2", "{\"value\":1}"},
    {"w1", "{\"words\":\"calm\"}"},
    {"w1", "{\"words\":[\"a\",\"b\"]}"},
    {"w1", "{\"words\":[7]}"},
    {"w1", "{\"words\":[null]}"},
    {"w1", "{\"words\":[[\"a\"]]}"},
    {"w1", "{\"words\":[\"abcdefghijklmnopqrstuvwxy\"]}"}, // 25
    {"w1", "{\"words\":[\"a\\u0007b\"]}"},
    {"w1", "{\"words\":[\"a\\u001bb\"]}"},
    {"w1", "{\"words\":[\"a\\u202eb\"]}"}, // bidi override
    {"w1", "{\"words\":[\"a\\u2066b\"]}"}, // bidi isolate
    {"w1", "{\"words\":[\"a\\u200eb\"]}"},
    {"w1", "{\"words\":[\"a\\ufeffb\"]}"},
    {"w1", "{\"words\":[\"\\udb40\\udc41\"]}"}, // a tag
    {"w1", "{\"words\":[\"\\ue000\"]}"},        // private use
    {"w1", "{\"words\":[\"Z" TEN_MARKS "\"]}"},
    {"w1", "{\"words\":[\"Z" TEN_MARKS TEN_MARKS TEN_MARKS TEN_MARKS "\"]}"},
    {"w5", "{\"words\":[\"fine\",\"fine too\",\"a\\u0001\"]}"},
    {"w5", "{\"words\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}"},
    {"w1", "{\"word\":\"calm\"}"},
    {"d5", "{\"wins\":7}"},
    {"d5", "{\"wins\":[7]}"},
    {"d5", "{\"wins\":[[0]]}"},
    {"d5", "{\"wins\":[[0,1,2]]}"},
    {"d5", "{\"wins\":[[0,0]]}"},
    {"d5", "{\"wins\":[[0,5]]}"},
    {"d5", "{\"wins\":[[-1,0]]}"},
    {"d5", "{\"wins\":[[256,0]]}"},
    {"d5", "{\"wins\":[[\"0\",1]]}"},
    {"d5", "{\"wins\":[[0.0,1]]}"},
    {"d5", "{\"wins\":[[0,1],[0,1]]}"},
    {"d5", "{\"wins\":[[0,1],[1,0]]}"},
    {"d5", "{\"wins\":[[2,3],[0,1],null]}"},
    {"d10", "{\"wins\":[[0,1],[0,2],[0,3],[0,4],[0,5],[0,6],[0,7],[0,8],[0,9],"
            "[1,2],[1,3]]}"},
    {"r5", "{\"order\":2}"},
    {"r5", "{\"order\":null}"},
    {"r5", "{\"order\":{}}"},
    {"r5", "{\"order\":\"210\"}"},
    {"r5", "{\"order\":[0,1,2,3,4,0]}"},
    {"r5", "{\"order\":[0,1,2,3,4,5]}"},
    {"r5", "{\"order\":[5]}"},
    {"r5", "{\"order\":[-1]}"},
    {"r5", "{\"order\":[256]}"},
    {"r5", "{\"order\":[9223372036854775807]}"},
    {"r5", "{\"order\":[1.0]}"},
    {"r5", "{\"order\":[\"1\"]}"},
    {"r5", "{\"order\":[null]}"},
    {"r5", "{\"order\":[true]}"},
    {"r5", "{\"order\":[[0,1]]}"},
    {"r5", "{\"order\":[0,1,0]}"},
    {"r5", "{\"order\":[3,3]}"},
    {"r5", "{\"rank\":[0]}"},
    {"r10", "{\"order\":[0,1,2,3]}"}, // top 3
    {"r10", "{\"order\":[0,1,10]}"},
    {"p3", "{\"points\":100}"},
    {"p3", "{\"points\":null}"},
    {"p3", "{\"points\":{\"0\":100}}"},
    {"p3", "{\"points\":[]}"},
    {"p3", "{\"points\":[40,60]}"},
    {"p3", "{\"points\":[40,60,0,0]}"},
    {"p3", "{\"points\":[40,59,0]}"},
    {"p3", "{\"points\":[40,61,0]}"},
    {"p3", "{\"points\":[0,0,0]}"},
    {"p3", "{\"points\":[100,100,100]}"},
    {"p3", "{\"points\":[101,-1,0]}"},
    {"p3", "{\"points\":[-100,100,100]}"},
    {"p3", "{\"points\":[40.0,60,0]}"},
    {"p3", "{\"points\":[40.5,59.5,0]}"},
    {"p3", "{\"points\":[\"40\",60,0]}"},
    {"p3", "{\"points\":[null,100,0]}"},
    {"p3", "{\"points\":[true,100,0]}"},
    {"p3", "{\"points\":[9223372036854775807,9223372036854775807,102]}"},
    {"p3", "{\"points\":[65536,100,0]}"},
    {"p3", "{\"point\":[40,60,0]}"},
    {"pl1", "{\"at\":null}"},
    {"pl1", "{\"at\":0.5}"},
    {"pl1", "{\"at\":{}}"},
    {"pl1", "{\"at\":[]}"},
    {"pl1", "{\"at\":[[0.5,0.5],[0.5,0.5]]}"},
    {"pl1", "{\"at\":[0.5,0.5]}"},
    {"pl1", "{\"at\":[[]]}"},
    {"pl1", "{\"at\":[[0.5]]}"},
    {"pl1", "{\"at\":[[0.5,0.5,0.5]]}"},
    {"pl1", "{\"at\":[[0.5,null]]}"},
    {"pl1", "{\"at\":[[null,null]]}"},
    {"pl1", "{\"at\":[[\"0.5\",0.5]]}"},
    {"pl1", "{\"at\":[[0.5,\"NaN\"]]}"},
    {"pl1", "{\"at\":[[0.5,true]]}"},
    {"pl1", "{\"at\":[[-0.0001,0.5]]}"},
    {"pl1", "{\"at\":[[0.5,1.0001]]}"},
    {"pl1", "{\"at\":[[1e300,0.5]]}"},
    {"pl1", "{\"at\":[[0.5,-1e300]]}"},
    {"pl1", "{\"at\":[[0.5,9223372036854775807]]}"},
    {"pl1", "{\"at\":[{\"x\":0.5,\"y\":0.5}]}"},
    {"pl1", "{\"places\":[[0.5,0.5]]}"},
    {"pl2", "{\"at\":[[0.5,0.5]]}"},
    {"pl2", "{\"at\":[[0.5,0.5],[0.5,2]]}"},
    {"pl2", "{\"at\":[null,null,null]}"},
    {"pl8", "{\"at\":[null,null,null,null,null,null,null,[1,1,1]]}"},
    {"curve", "{\"at\":null}"},
    {"curve", "{\"at\":\"0.5\"}"},
    {"curve", "{\"at\":[0.5]}"},
    {"curve", "{\"at\":-0.0001}"},
    {"curve", "{\"at\":1.0001}"},
    {"curve", "{\"at\":1e300}"},
    {"curve", "{\"at\":-1e300}"},
    {"curve", "{\"at\":9223372036854775807}"},
    {"curve", "{\"position\":0.5}"},
};

static const char *
field_of(const struct exercise *exercise) {
    static const char *const fields[][2] = {
        {"choice", "pick"}, {"scale", "values"}, {"words", "words"},
        {"duel", "wins"},   {"rank", "order"},   {"points", "points"},
        {"curve", "at"},    {"plane", "at"},
    };
    size_t i = 0;
    while (strcmp(fields[i][0], exercise->kind) != 0) {
        i++;
        assert_true(i < sizeof fields / sizeof *fields);
    }
    return fields[i][1];
}

static void
a_bad_answer_names_its_field_and_keeps_nothing(void **state) {
    for (size_t i = 0; i < sizeof bad_answers / sizeof *bad_answers; i++) {
        const struct answer_case *bad = &bad_answers[i];
        const struct exercise *exercise = kinds_exercise(*state, bad->exercise);
        const char *field = field_of(exercise);
        struct answer answer = {.size = 77};
        struct answer_fault fault = {0};
        if (play_read_answer(exercise, bad->json, &answer, &fault)) {
            fail_msg("taken: %s", bad->json);
        }
        assert_string_equal(fault.field, field);
        assert_true(strlen(fault.text) > 5);
        if (answer.size != 0) {
            fail_msg("%d bytes are kept of: %s", answer.size, bad->json);
        }
    }
}

static void
a_word_that_is_not_utf8_is_refused(void **state) {
    const struct exercise *exercise = kinds_exercise(*state, "w1");
    const char *const texts[] = {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *in = json_object();
        json_t *words = json_array();
        json_array_append_new(words, json_string_nocheck(texts[i]));
        json_object_set_new(in, "words", words);
        struct answer answer;
        struct answer_fault fault;
        assert_false(kind_of(exercise)->read_answer(
            &(struct ask){.exercise = exercise, .round = 1}, in, &answer,
            &fault));
        assert_int_equal(answer.size, 0);
        json_decref(in);
    }
}

// What is packed can be written and read again, and packs the same.
static void
assert_round_trip(const struct exercise *exercise, const struct answer *answer,
                  struct text *text) {
    struct answer again;
    struct answer_fault fault = {0};
    play_write_answer(exercise, answer, text);
    if (!play_read_answer(exercise, text_string(text), &again, &fault)) {
        fail_msg("%s is refused: %s", text_string(text), fault.text);
    }
    assert_int_equal(again.size, answer->size);
    assert_memory_equal(again.bytes, answer->bytes, answer->size);
}

static void
what_is_read_can_be_written_and_read_again(void **state) {
    const struct deck *deck = *state;
    struct rng rng;
    struct text text = {0};
    rng_init(&rng, 1);
    for (int seed = 0; seed < SEEDS; seed++) {
        for (int i = 0; i < deck->exercise_count; i++) {
            const struct exercise *exercise = &deck->exercises[i];
            if (!kind_of(exercise)->takes_ballots) {
                continue;
            }
            struct answer answer;
            struct answer_fault fault;
            kinds_random_answer(exercise, &rng, &text);
            assert_true(play_read_answer(exercise, text_string(&text), &answer,
                                         &fault));
            assert_round_trip(exercise, &answer, &text);
        }
    }
    text_finish(&text);
}

static void
what_a_simulated_guest_says_is_an_answer(void **state) {
    const struct deck *deck = *state;
    struct rng rng;
    struct text text = {0};
    rng_init(&rng, 2);
    for (uint32_t guest = 0; guest < SEEDS; guest++) {
        for (int i = 0; i < deck->exercise_count; i++) {
            const struct exercise *exercise = &deck->exercises[i];
            if (!kind_of(exercise)->takes_ballots) {
                continue;
            }
            struct answer answer;
            kind_of(exercise)->simulate(
                &(struct ask){.exercise = exercise, .round = 1, .deal = guest},
                &rng, &answer);
            assert_true(answer.size > 0);
            assert_round_trip(exercise, &answer, &text);
        }
    }
    text_finish(&text);
}

static uint32_t
random_code(struct rng *rng) {
    switch (rng_below(rng, 6)) {
        case 0:
            return 'a' + rng_below(rng, 26);
        case 1:
            return 0x300 + rng_below(rng, 0x70); // combining
        case 2:
            return 0x1f300 + rng_below(rng, 0x400); // emoji
        case 3:
            return 0xf900 + rng_below(rng, 0x600); // compatibility forms
        case 4:
            return 0x1100 + rng_below(rng, 0x100); // jamo
        default:
            return 1 + rng_below(rng, 0xd7ff);
    }
}

// Up to two words of any characters; many are refused, which is fine.
static json_t *
random_text_answer(struct rng *rng) {
    json_t *words = json_array();
    for (int i = 0; i < 2; i++) {
        char bytes[128];
        size_t size = 0;
        for (uint32_t k = rng_below(rng, 6) + 1; k > 0; k--) {
            uint32_t code = random_code(rng);
            if (code >= 0x10000) {
                bytes[size++] = (char) (0xf0 | code >> 18);
                bytes[size++] = (char) (0x80 | (code >> 12 & 63));
            } else if (code >= 0x800) {
                bytes[size++] = (char) (0xe0 | code >> 12);
            }
            if (code >= 0x800) {
                bytes[size++] = (char) (0x80 | (code >> 6 & 63));
            } else if (code >= 0x80) {
                bytes[size++] = (char) (0xc0 | code >> 6);
            }
            bytes[size++] = (char) (code < 0x80 ? code : 0x80 | (code & 63));
        }
        json_array_append_new(words, json_stringn_nocheck(bytes, size));
    }
    return json_pack("{s:o}", "words", words);
}

static void
words_of_any_script_survive_the_journal(void **state) {
    const struct exercise *exercise = kinds_exercise(*state, "w5");
    struct rng rng;
    struct text text = {0};
    rng_init(&rng, 3);
    int taken = 0;
    for (int i = 0; i < 40000; i++) {
        json_t *in = random_text_answer(&rng);
        struct answer answer;
        struct answer_fault fault;
        if (kind_of(exercise)->read_answer(
                &(struct ask){.exercise = exercise, .round = 1}, in, &answer,
                &fault)) {
            taken++;
            assert_round_trip(exercise, &answer, &text);
        }
        json_decref(in);
    }
    assert_true(taken > 4000);
    text_finish(&text);
}

static void
a_phone_gets_all_it_needs_to_show_its_input(void **state) {
    const struct deck *deck = *state;
    const struct answer_case needed[] = {
        {"c1", "options"}, {"c1", "pick"},   {"s1", "statements"},
        {"s1", "from"},    {"s1", "to"},     {"s1", "labels"},
        {"s2", "labels"},  {"w1", "pick"},   {"w1", "max"},
        {"d5", "items"},   {"d5", "pairs"},  {"curve", "segments"},
        {"pl2", "items"},  {"pl2", "x"},     {"pl2", "y"},
        {"r5", "items"},   {"r5", "top"},    {"p3", "items"},
        {"p3", "budget"},  {"talk", "text"}, {"slide", "by"},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const struct exercise *exercise =
            kinds_exercise(deck, needed[i].exercise);
        struct text text = {0};
        struct json_out out = {.text = &text};
        json_open_object(&out, NULL);
        kind_of(exercise)->write_exercise(
            &(struct ask){.exercise = exercise, .round = 1, .deal = 5}, &out);
        json_close_object(&out);
        json_t *object = json_loads(text_string(&text), 0, NULL);
        assert_non_null(json_object_get(object, needed[i].json));
        json_decref(object);
        text_finish(&text);
    }
}

static void
the_table_of_kinds_is_whole(void **state) {
    (void) state;
    assert_null(kind_find("nothing"));
    for (unsigned i = 0; kind_at(i) != NULL; i++) {
        const struct kind *kind = kind_at(i);
        assert_ptr_equal(kind_find(kind->name), kind);
        assert_non_null(kind->write_exercise);
        if (kind->takes_ballots) {
            assert_true(kind->read_answer && kind->write_answer
                        && kind->write_result && kind->tabulate
                        && kind->list_answer && kind->simulate);
        }
    }
}

int
main(void) {
    random_start();
#define WITH_DECK(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        WITH_DECK(a_good_answer_is_kept_as_it_was_meant),
        WITH_DECK(the_empty_object_takes_an_answer_back),
        WITH_DECK(a_bad_answer_names_its_field_and_keeps_nothing),
        WITH_DECK(a_word_that_is_not_utf8_is_refused),
        WITH_DECK(what_is_read_can_be_written_and_read_again),
        WITH_DECK(what_a_simulated_guest_says_is_an_answer),
        WITH_DECK(words_of_any_script_survive_the_journal),
        WITH_DECK(a_phone_gets_all_it_needs_to_show_its_input),
        cmocka_unit_test(the_table_of_kinds_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
