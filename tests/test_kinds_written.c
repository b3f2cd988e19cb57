// What the kinds with several rounds take for an answer: each bad one names
// its member and leaves the earlier ballot in place.
#include "rounds_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEN_MARKS                                                              \
    "\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"         \
    "\xcc\x81\xcc\x81"
#define TEN "0123456789"
#define EIGHTY TEN TEN TEN TEN TEN TEN TEN TEN

static struct rounds rounds;

static int
finish(void **state) {
    (void) state;
    rounds_finish(&rounds);
    return 0;
}

// Guest 1 has answered well; what is bad changes nothing of that.
static void
assert_bad(const char *json, const char *field) {
    uint8_t round = session_round(rounds.play.session);
    const struct ballot *ballot = rounds_ballot(&rounds, 1, round);
    assert_true(ballot != NULL && ballot->size > 0);
    struct answer before = {.size = ballot->size};
    memcpy(before.bytes, ballot->bytes, ballot->size);
    uint64_t seq = rounds.play.session->seq;
    enum verdict verdict = rounds_answer(&rounds, 1, json);
    if (verdict != ANSWER_BAD) {
        fail_msg("taken (%d): %.200s", (int) verdict, json);
    }
    if (strcmp(rounds.fault.field, field) != 0
        || strlen(rounds.fault.text) < 6) {
        fail_msg("\"%s\" %s: %.200s", rounds.fault.field, rounds.fault.text,
                 json);
    }
    assert_true(rounds.play.session->seq == seq);
    assert_int_equal(ballot->size, before.size);
    assert_memory_equal(ballot->bytes, before.bytes, before.size);
}

static void
assert_all_bad(const char *const *answers, size_t count, const char *field) {
    for (size_t i = 0; i < count; i++) {
        assert_bad(answers[i], field);
    }
}
#define ASSERT_BAD(answers, field)                                             \
    assert_all_bad((answers), sizeof(answers) / sizeof *(answers), (field))

static void
assert_good(uint32_t guest, const char *json) {
    enum verdict verdict = rounds_answer(&rounds, guest, json);
    if (verdict != VERDICT_OK) {
        fail_msg("%s %s: %.200s", rounds.fault.field, rounds.fault.text, json);
    }
}

// Texts that no wall can show, in this place of an answer.
static void
assert_bad_texts(const char *before, const char *after, const char *field) {
    static const char *const texts[] = {
        "\"" EIGHTY "x\"",
        "\"a\\u0007b\"",
        "\"a\\u0000b\"",
        "\"a\\u001bb\"",
        "\"a\\u202eb\"", // bidi override
        "\"a\\u2066b\"", // bidi isolate
        "\"a\\u200eb\"",
        "\"\\u202a\\u202b\\u202d\\u202e\\u2067\\u2068\\u2069\"",
        "\"a\\ufeffb\"",
        "\"\\udb40\\udc41\"", // a tag
        "\"\\ue000\"",        // private use
        "\"Z" TEN_MARKS "\"",
        "\"Z" TEN_MARKS TEN_MARKS TEN_MARKS TEN_MARKS TEN_MARKS "\"",
        "7",
        "null",
        "true",
        "[\"a\"]",
        "{\"a\":1}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char json[512];
        (void) snprintf(json, sizeof json, "%s%s%s", before, texts[i], after);
        assert_bad(json, field);
    }
    struct text endless = {0};
    text_add(&endless, before);
    text_add(&endless, "\"");
    for (int i = 0; i < 20000; i++) {
        text_add(&endless, i % 2 == 0 ? "\xe2\x80\x8d" : "\xf0\x9f\x91\xa9");
    }
    text_add(&endless, "\"");
    text_add(&endless, after);
    assert_bad(text_string(&endless), field);
    text_finish(&endless);
}

// Numbers of items that cannot be, or are not there.
static void
assert_bad_choices(const char *field, unsigned most, bool may_repeat) {
    static const char *const bad[] = {
        "7", // a number, not a list; and then lists
        "null",
        "\"1\"",
        "{}",
        "true",
        "[0]",
        "[-1]",
        "[1.0]",
        "[1.5]",
        "[\"1\"]",
        "[null]",
        "[true]",
        "[[1]]",
        "[281474976710656]", // 48 bits and one more
        "[9223372036854775807]",
        "[1e300]",
        "[12345]", // could be, but is not there
        "[281474976710655]",
    };
    char json[1024];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void) snprintf(json, sizeof json, "{\"%s\":%s}", field, bad[i]);
        assert_bad(json, field);
    }
    assert_bad("{\"other\":[1]}", field);
    unsigned long long id = rounds_text_id("first");
    size_t size = (size_t) snprintf(json, sizeof json, "{\"%s\":[", field);
    for (unsigned i = 0; i <= most; i++) {
        size += (size_t) snprintf(json + size, sizeof json - size, "%s%llu",
                                  i > 0 ? "," : "", id);
    }
    (void) snprintf(json + size, sizeof json - size, "]}");
    assert_bad(json, field); // one too many
    (void) snprintf(json, sizeof json, "{\"%s\":[%llu,%llu]}", field, id, id);
    if (!may_repeat) {
        assert_bad(json, field);
    }
    uint64_t hidden = id;
    assert_int_equal(rounds_edit(&rounds, EDIT_HIDE, &hidden, 1), VERDICT_OK);
    (void) snprintf(json, sizeof json, "{\"%s\":[%llu]}", field, id);
    assert_bad(json, field); // the host has hidden it
    assert_int_equal(rounds_edit(&rounds, EDIT_SHOW, &hidden, 1), VERDICT_OK);
    assert_good(1, json);
}

static void
choose_second(const char *before, const char *after) {
    char json[64];
    (void) snprintf(json, sizeof json, "%s%llu%s", before,
                    (unsigned long long) rounds_text_id("second"), after);
    assert_good(1, json);
}

static void
bad_ideas_are_refused(void **state) {
    (void) state;
    static const char *const bad[] = {
        "{\"ideas\":\"a\"}", "{\"ideas\":null}",
        "{\"ideas\":{}}",    "{\"ideas\":[\"a\",\"b\",\"c\"]}",
        "{\"idea\":[]}",     "{\"by\":\"Anna\"}",
        "{\"dots\":[5]}",    "{\"ideas\":[\"fine\",\"\\u0001\"]}",
    };
    static const char *const bad_names[] = {
        "{\"ideas\":[\"a\"],\"by\":7}",
        "{\"ideas\":[\"a\"],\"by\":[\"Anna\"]}",
        "{\"ideas\":[\"a\"],\"by\":\"a\\u202eb\"}",
        "{\"ideas\":[\"a\"],\"by\":\"" EIGHTY "\"}",
        "{\"ideas\":[\"a\"],\"by\":\"Z" TEN_MARKS "\"}",
    };
    rounds_start(&rounds,
                 "  - {id: i, kind: ideas, prompt: Q?, pick: 2, dots: 3,\n"
                 "     sign: true}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(1, "{\"ideas\":[\"first\",\"second\"],\"by\":\"Anna\"}");
    ASSERT_BAD(bad, "ideas");
    ASSERT_BAD(bad_names, "by");
    assert_bad_texts("{\"ideas\":[", "]}", "ideas");
    assert_good(2, "{\"ideas\":[\"" EIGHTY "\",\" \"],\"by\":\" \"}");
    assert_good(0, "{\"ideas\":[\"First\",\"FIRST\"],\"by\":null}");
    rounds_go(&rounds, 2);
    choose_second("{\"dots\":[", "]}");
    assert_bad_choices("dots", 3, true);
}

static void
bad_scores_are_refused(void **state) {
    (void) state;
    rounds_start(&rounds, "  - {id: i, kind: ideas, prompt: Q?, rounds: 1}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(0, "{\"ideas\":[\"first\"]}");
    assert_good(1, "{\"ideas\":[\"second\"]}");
    assert_good(2, "{\"ideas\":[\"third\"]}");
    rounds_go(&rounds, 2);
    unsigned long long id = rounds_ask(&rounds, 1).dealt;
    char json[128];
    (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":4}}", id);
    assert_good(1, json);
    static const char *const values[] = {
        "0", "6", "-1", "3.0", "\"3\"", "null", "true", "[3]", "4294967297",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":%s}}", id,
                        values[i]);
        assert_bad(json, "scores");
    }
    static const char *const bad[] = {
        "{\"scores\":3}",
        "{\"scores\":[3]}",
        "{\"scores\":null}",
        "{\"score\":3}",
        "{\"scores\":{\"\":3}}",
        "{\"scores\":{\"x\":3}}",
        "{\"scores\":{\"0\":3}}",
        "{\"scores\":{\"-5\":3}}",
        "{\"scores\":{\" 5\":3}}",
        "{\"scores\":{\"5x\":3}}",
        "{\"scores\":{\"281474976710656\":3}}",
        "{\"scores\":{\"99999999999999999999999999\":3}}",
        "{\"scores\":{\"12345\":3}}", // not what was dealt
        "{\"scores\":{\"5\":3,\"6\":4}}",
    };
    ASSERT_BAD(bad, "scores");
    (void) snprintf(json, sizeof json, "{\"scores\":{\"%llux\":3}}", id);
    assert_bad(json, "scores");
    (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":3,\"6\":4}}", id);
    assert_bad(json, "scores");
    const char *const texts[] = {"first", "second", "third"};
    for (int i = 0; i < 3; i++) { // their own, and what another was dealt
        unsigned long long other = rounds_text_id(texts[i]);
        (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":3}}", other);
        if (other != id) {
            assert_bad(json, "scores");
        }
    }
}

// A drawing of strokes with so many points each.
static char *
draw(unsigned strokes, unsigned points, unsigned value) {
    struct text text = {0};
    text_add(&text, "{\"strokes\":[");
    for (unsigned i = 0; i < strokes; i++) {
        text_add(&text, i > 0 ? ",[" : "[");
        for (unsigned k = 0; k < 2 * points; k++) {
            text_add_format(&text, k > 0 ? ",%u" : "%u", value);
        }
        text_add(&text, "]");
    }
    text_add(&text, "]}");
    return text.bytes;
}

static void
bad_drawings_are_refused(void **state) {
    (void) state;
    static const char *const bad[] = {
        "{\"strokes\":7}",
        "{\"strokes\":null}",
        "{\"strokes\":{}}",
        "{\"strokes\":\"M0 0\"}",
        "{\"stroke\":[[1,2,3,4]]}",
        "{\"strokes\":[1,2,3,4]}",
        "{\"strokes\":[[]]}",
        "{\"strokes\":[[1,2]]}",   // one point
        "{\"strokes\":[[1,2,3]]}", // half a point
        "{\"strokes\":[[1,2,3,4,5]]}",
        "{\"strokes\":[[1,2,3,1001]]}",
        "{\"strokes\":[[-1,2,3,4]]}",
        "{\"strokes\":[[1,2,3,4.0]]}",
        "{\"strokes\":[[1,2,3,\"4\"]]}",
        "{\"strokes\":[[1,2,3,null]]}",
        "{\"strokes\":[[1,2,3,65536]]}",
        "{\"strokes\":[[1,2,3,9223372036854775807]]}",
        "{\"strokes\":[[1,2,3,1e300]]}",
        "{\"strokes\":[[[1,2],[3,4]]]}",
        "{\"strokes\":[[1,2,3,4],[1,2]]}",
        "{\"strokes\":[[1,2,3,4],null]}",
    };
    const struct {
        unsigned strokes, points;
        bool is_good;
    } sizes[] = {
        {1, 512, true},   {1, 513, false},  {1, 10000, false}, {64, 2, true},
        {65, 2, false},   {64, 31, true},   {4, 500, true},    {4, 501, false},
        {64, 512, false}, {1000, 2, false}, {3, 512, true},    {4, 512, false},
    };
    rounds_start(&rounds, "  - {id: k, kind: sketch, prompt: Q?, dots: 2}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(1, "{\"strokes\":[[0,0,1000,1000]]}");
    ASSERT_BAD(bad, "strokes");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *json = draw(sizes[i].strokes, sizes[i].points, 1000);
        if (sizes[i].is_good) {
            assert_good(0, json);
            assert_true(rounds_ballot(&rounds, 0, 1)->size <= ANSWER_MAX);
        } else {
            assert_bad(json, "strokes");
        }
        free(json);
    }
    assert_good(2, "{\"strokes\":[]}"); // nothing is no drawing
    assert_int_equal(rounds_ballot(&rounds, 2, 1)->size, 0);
}

static void
bad_dots_for_drawings_are_refused(void **state) {
    (void) state;
    rounds_start(&rounds, "  - {id: k, kind: sketch, prompt: Q?, dots: 2}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(1, "{\"strokes\":[[0,0,1000,1000]]}");
    rounds_go(&rounds, 2);
    struct wall wall;
    char json[128];
    assert_true(wall_init(&wall, &rounds.play.session->boxes[0], 1));
    unsigned long long id = wall.items[0].id;
    wall_finish(&wall);
    (void) snprintf(json, sizeof json, "{\"dots\":[%llu,%llu]}", id, id);
    assert_good(1, json);
    (void) snprintf(json, sizeof json, "{\"dots\":[%llu,%llu,%llu]}", id, id,
                    id);
    assert_bad(json, "dots");
    assert_bad("{\"dots\":[1]}", "dots"); // the number on the wall, not the id
    assert_bad("{\"strokes\":[[1,2,3,4]]}", "dots");
}

static void
bad_reasons_are_refused(void **state) {
    (void) state;
    static const char *const bad[] = {"{\"text\":[\"a\"]}", "{\"texts\":\"a\"}",
                                      "{\"pick\":5}"};
    static const char *const bad_picks[] = {
        "{\"pick\":null}",
        "{\"pick\":[1]}",
        "{\"pick\":\"1\"}",
        "{\"pick\":true}",
        "{\"pick\":0}",
        "{\"pick\":-1}",
        "{\"pick\":1.0}",
        "{\"pick\":1e300}",
        "{\"pick\":281474976710656}",
        "{\"pick\":9223372036854775807}",
        "{\"pick\":12345}", // not there
        "{\"picks\":1}",
        "{\"text\":\"a\"}",
    };
    rounds_start(&rounds, "  - {id: y, kind: whys, prompt: Q?, rounds: 2}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(0, "{\"text\":\"first\"}");
    assert_good(1, "{\"text\":\"second\"}");
    ASSERT_BAD(bad, "text");
    assert_bad_texts("{\"text\":", "}", "text");
    rounds_go(&rounds, 2);
    choose_second("{\"pick\":", "}");
    ASSERT_BAD(bad_picks, "pick");
    rounds_go(&rounds, 3);
    assert_good(1, "{\"text\":\"third\"}");
    rounds_go(&rounds, 4);
    char json[64];
    (void) snprintf(json, sizeof json, "{\"pick\":%llu}",
                    (unsigned long long) rounds_text_id("third"));
    assert_good(1, json);
    (void) snprintf(json, sizeof json, "{\"pick\":%llu}",
                    (unsigned long long) rounds_text_id("first"));
    assert_bad(json, "pick"); // of the step before
}

static void
bad_questions_are_refused(void **state) {
    (void) state;
    static const char *const bad[] = {
        "{\"questions\":\"a\"}",
        "{\"questions\":null}",
        "{\"questions\":[\"a\",\"b\",\"c\"]}",
        "{\"question\":[\"a\"]}",
        "{\"thumbs\":[1]}",
    };
    rounds_start(&rounds, "  - {id: q, kind: questions, prompt: Q?, pick: 2}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(1, "{\"questions\":[\"first\",\"second\"]}");
    ASSERT_BAD(bad, "questions");
    assert_bad_texts("{\"questions\":[", "]}", "questions");
    rounds_go(&rounds, 2);
    choose_second("{\"thumbs\":[", "]}");
    assert_bad_choices("thumbs", CHOICE_SHOWN_MAX, false);
}

static void
bad_quiz_answers_are_refused(void **state) {
    (void) state;
    static const char *const bad[] = {
        "{\"pick\":1}",
        "{\"pick\":null}",
        "{\"pick\":[]}",
        "{\"pick\":[0,1]}",
        "{\"pick\":[3]}",
        "{\"pick\":[-1]}",
        "{\"pick\":[1.0]}",
        "{\"pick\":[\"1\"]}",
        "{\"pick\":[true]}",
        "{\"pick\":[1e9]}",
        "{\"pick\":[[1]]}",
        "{\"picks\":[1]}",
        "{\"pick\":[4294967296]}",
    };
    rounds_start(&rounds,
                 "  - {id: z, kind: quiz, prompt: Q?, options: [A, B, C],\n"
                 "     right: B}\n",
                 3);
    rounds_go(&rounds, 1);
    assert_good(1, "{\"pick\":[2]}");
    ASSERT_BAD(bad, "pick");
}

// A phone is shown what it may choose: everything by equally many.
static void
everything_on_a_large_wall_is_seen_by_equally_many(void **state) {
    (void) state;
    struct wall_item items[333];
    for (uint32_t count = 1; count <= 333; count += 7) {
        struct wall wall = {.items = items, .count = count};
        uint32_t seen[333] = {0}, least = UINT32_MAX, most = 0;
        for (uint32_t deal = 0; deal < 100; deal++) {
            uint32_t first = 0, shown = wall_deal(&wall, deal, &first);
            assert_int_equal(
                shown, count < CHOICE_SHOWN_MAX ? count : CHOICE_SHOWN_MAX);
            for (uint32_t i = 0; i < shown; i++) {
                seen[(first + i) % count]++;
            }
        }
        for (uint32_t i = 0; i < count; i++) {
            least = seen[i] < least ? seen[i] : least;
            most = seen[i] > most ? seen[i] : most;
        }
        assert_true(most - least <= 1);
    }
    rounds_start(&rounds, "  - {id: s, kind: slide, prompt: P}\n", 0);
}

int
main(void) {
    random_start();
#define ROUND(test) cmocka_unit_test_teardown(test, finish)
    const struct CMUnitTest tests[] = {
        ROUND(bad_ideas_are_refused),
        ROUND(bad_scores_are_refused),
        ROUND(bad_drawings_are_refused),
        ROUND(bad_dots_for_drawings_are_refused),
        ROUND(bad_reasons_are_refused),
        ROUND(bad_questions_are_refused),
        ROUND(bad_quiz_answers_are_refused),
        ROUND(everything_on_a_large_wall_is_seen_by_equally_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
