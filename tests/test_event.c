// Events as records: what is written reads back as it was, and nothing else is
// taken for an event.
#include "session/records.h"
#include "session_help.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
start(void **state) {
    static struct play play;
    play_start(&play, NULL);
    *state = &play;
    return 0;
}

static int
finish(void **state) {
    play_finish(*state);
    return 0;
}

// A record as the journal hands it out, in memory of exactly its size so that
// a sanitizer sees what reads beyond it. free() it.
static struct record *
record_of(const char *kind, const char *body, size_t size) {
    struct record *record = calloc(1, sizeof *record + size + 1);
    assert_non_null(record);
    (void) snprintf(record->kind, sizeof record->kind, "%s", kind);
    record->seq = 7;
    record->t_ms = 1234;
    memset(record->hash, 3, sizeof record->hash);
    record->body_size = (uint32_t) size;
    memcpy(record->body, body, size);
    return record;
}

static bool
reads(const struct session *session, const char *kind, const char *body,
      struct event *out) {
    struct record *record = record_of(kind, body, strlen(body));
    bool is_read = event_read(record, session, out);
    free(record);
    return is_read;
}

#define KEY "00112233445566778899aabbccddeeff"

struct sample {
    const char *kind, *body;
};

// One or more of every type, as they are written.
static const struct sample samples[] = {
    {"joined", "{\"token\":\"" KEY "\",\"words\":\"amber kite\"}"},
    {"joined", "{\"token\":\"" KEY "\",\"words\":\"amber kite\","
               "\"name\":\"Zo\xc3\xab\",\"lang\":\"pt-BR\"}"},
    {"removed", "{\"guest\":9999}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"say\",\"round\":1,"
               "\"answer\":{\"words\":[\"calm\",\"A \\\"b\\\\\"]}}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"rate\",\"round\":255,"
               "\"answer\":{\"values\":[0,null,10]}}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"pairs\",\"round\":1,"
               "\"answer\":{\"wins\":[[0,4],[3,2]]}}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"where\",\"round\":1,"
               "\"answer\":{\"at\":0.1234}}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"two\",\"round\":1,"
               "\"answer\":{\"pick\":[1,4]},\"guest\":0}"},
    {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":1,"
               "\"answer\":{}}"},
    {"moved", "{\"after\":0,\"exercise\":-1,\"phase\":0}"},
    {"moved", "{\"after\":4294967295,\"exercise\":8,\"phase\":255}"},
    {"closed", "{\"after\":3}"},
    {"paused", "{\"after\":3}"},
    {"resumed", "{\"after\":3}"},
    {"more", "{\"after\":3,\"ms\":-60000}"},
    {"more", "{\"after\":3,\"ms\":86400000}"},
    {"ticked", "{}"},
    {"overlaid", "{\"show\":\"none\"}"},
    {"overlaid", "{\"show\":\"blank\"}"},
    {"overlaid", "{\"show\":\"join\"}"},
    {"ended", "{}"},
    {"ended", "{\"after\":12}"},
    {"edited", "{\"exercise\":\"say\",\"do\":\"hide\",\"ids\":[1]}"},
    {"edited", "{\"exercise\":\"say\",\"do\":\"merge\","
               "\"ids\":[5,281474976710655]}"},
    {"grouped", "{\"after\":3}"},
};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

static void
every_sample_is_read_and_written_back_the_same(void **state) {
    struct play *play = *state;
    bool is_seen[EVENT_TYPE_COUNT] = {[EVENT_OPENED] = true};
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        static struct event event;
        if (!reads(play->session, samples[i].kind, samples[i].body, &event)) {
            fail_msg("not read: %s", samples[i].body);
        }
        assert_string_equal(event_type_text(event.type), samples[i].kind);
        assert_int_equal(event.seq, 7);
        assert_int_equal(event.t_ms, 1234);
        assert_int_equal(event.hash[31], 3);
        is_seen[event.type] = true;
        struct text text = {0};
        event_write_body(&event, play->session, &text);
        assert_string_equal(text_string(&text), samples[i].body);
        text_finish(&text);
    }
    for (int i = 0; i < EVENT_TYPE_COUNT; i++) {
        assert_true(is_seen[i]);
    }
}

static void
no_part_of_a_body_is_taken_for_the_whole(void **state) {
    struct play *play = *state;
    static struct event event;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (size_t size = 0; size < strlen(samples[i].body); size++) {
            struct record *record =
                record_of(samples[i].kind, samples[i].body, size);
            assert_false(event_read(record, play->session, &event));
            free(record);
        }
    }
}

// Each member in turn becomes something of every other JSON type, or goes.
static void
a_member_of_a_wrong_type_is_refused(void **state) {
    struct play *play = *state;
    static struct event event;
    const char *const wrong[] = {"null", "true",  "-7", "1.5", "1e300",
                                 "\"\"", "\"x\"", "[]", "{}",  "[{}]"};
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        json_t *sample = json_loads(samples[i].body, 0, NULL);
        const char *key;
        json_t *value;
        json_object_foreach(sample, key, value) {
            for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
                json_t *other = json_loads(wrong[k], JSON_DECODE_ANY, NULL);
                bool may_fit = json_typeof(other) == json_typeof(value);
                json_t *copy = json_copy(sample);
                json_object_set_new(copy, key, other);
                char *body = json_dumps(copy, 0);
                if (!may_fit
                    && reads(play->session, samples[i].kind, body, &event)) {
                    fail_msg("%s is taken: %s", samples[i].kind, body);
                }
                free(body);
                json_decref(copy);
            }
        }
        json_decref(sample);
    }
}

static void
what_no_version_wrote_is_refused(void **state) {
    struct play *play = *state;
    static struct event event;
    const struct sample bad[] = {
        {"", "{}"},
        {"tick", "{}"},
        {"tickedx", "{}"},
        {"ticked", "[]"},
        {"ticked", ""},
        {"ticked", "{} {}"},
        {"ticked", "{\"a\":1,\"a\":2}"},
        {"ended", "{\"after\":-1}"},
        {"ended", "{\"after\":4294967296}"},
        {"joined", "{\"words\":\"amber kite\"}"},
        {"joined", "{\"token\":\"" KEY "\"}"},
        {"joined", "{\"token\":\"" KEY "0\",\"words\":\"a\"}"},
        {"joined", "{\"token\":\"0g112233445566778899aabbccddeeff\","
                   "\"words\":\"a\"}"},
        {"joined", "{\"token\":\"" KEY "\",\"words\":"
                   "\"twelve words that are too long to be kept\"}"},
        {"joined", "{\"token\":\"" KEY "\",\"words\":\"a\\u0000b\"}"},
        {"joined", "{\"token\":\"" KEY "\",\"words\":\"a\","
                   "\"lang\":\"a-language-that-is-too-long\"}"},
        {"removed", "{}"},
        {"removed", "{\"guest\":-1}"},
        {"removed", "{\"guest\":4294967296}"},
        {"moved", "{\"after\":0,\"exercise\":-2,\"phase\":0}"},
        {"moved", "{\"after\":0,\"exercise\":65,\"phase\":0}"},
        {"moved", "{\"after\":0,\"exercise\":0,\"phase\":256}"},
        {"moved", "{\"after\":0,\"exercise\":0}"},
        {"closed", "{}"},
        {"more", "{\"after\":1}"},
        {"more", "{\"after\":1,\"ms\":86400001}"},
        {"more", "{\"after\":1,\"ms\":-86400001}"},
        {"overlaid", "{}"},
        {"overlaid", "{\"show\":\"all\"}"},
        {"opened", "{}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"nowhere\",\"round\":1,"
                   "\"answer\":{}}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"aloud\",\"round\":1,"
                   "\"answer\":{}}"}, // a talk takes none
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":0,"
                   "\"answer\":{}}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":256,"
                   "\"answer\":{}}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":1,"
                   "\"answer\":{\"pick\":[4]}}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":1,"
                   "\"answer\":{},\"guest\":10000}"},
        {"ballot", "{\"key\":\"" KEY "\",\"exercise\":\"one\",\"round\":1}"},
        {"ballot", "{\"exercise\":\"one\",\"round\":1,\"answer\":{}}"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (reads(play->session, bad[i].kind, bad[i].body, &event)) {
            fail_msg("%s is taken: %s", bad[i].kind, bad[i].body);
        }
    }
}

static void
a_time_that_cannot_be_is_refused(void **state) {
    struct play *play = *state;
    static struct event event;
    const tick times[] = {-1, INT64_MIN, INT64_MAX, EVENT_TIME_MAX_MS + 1};
    struct record *record = record_of("ticked", "{}", 2);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        record->t_ms = times[i];
        assert_false(event_read(record, play->session, &event));
    }
    record->t_ms = EVENT_TIME_MAX_MS;
    assert_true(event_read(record, play->session, &event));
    free(record);
}

static void
any_bytes_are_refused_or_read(void **state) {
    struct play *play = *state;
    struct rng rng;
    static struct event event;
    rng_init(&rng, 11);
    for (int i = 0; i < 20000; i++) {
        const struct sample *sample = &samples[rng_below(&rng, SAMPLE_COUNT)];
        size_t size = strlen(sample->body);
        struct record *record = record_of(sample->kind, sample->body, size);
        for (uint32_t k = rng_below(&rng, 4) + 1; k > 0; k--) {
            record->body[rng_below(&rng, (uint32_t) size)] =
                (char) rng_below(&rng, 256);
        }
        if (event_read(record, play->session, &event)) {
            struct text text = {0};
            event_write_body(&event, play->session, &text);
            assert_true(text.size > 0);
            text_finish(&text);
        }
        free(record);
    }
}

static void
the_opened_record_carries_deck_speed_and_rehearsal(void **state) {
    struct play *play = *state;
    struct text body = {0};
    event_write_opened(play->deck, true, 2.5, &body);
    struct record *record = record_of("opened", text_string(&body), body.size);
    bool is_rehearsal = false;
    double speed = 0;
    char *source = event_read_opened(record, &is_rehearsal, &speed);
    assert_non_null(source);
    assert_string_equal(source, play->deck->source);
    assert_true(is_rehearsal);
    assert_true(speed == 2.5);
    free(source);
    static struct event event;
    assert_true(event_read(record, play->session, &event));
    assert_int_equal(event.type, EVENT_OPENED);
    assert_true(event.opened.is_rehearsal);
    free(record);
    for (size_t size = 0; size < body.size; size++) {
        record = record_of("opened", text_string(&body), size);
        assert_null(event_read_opened(record, &is_rehearsal, &speed));
        free(record);
    }
    text_finish(&body);
}

static void
an_opened_record_without_a_sound_speed_runs_as_real(void **state) {
    (void) state;
    const char *const bodies[] = {
        "{\"rehearsal\":false,\"deck\":\"d\"}",
        "{\"rehearsal\":false,\"deck\":\"d\",\"speed\":0}",
        "{\"rehearsal\":false,\"deck\":\"d\",\"speed\":-3}",
        "{\"rehearsal\":false,\"deck\":\"d\",\"speed\":\"fast\"}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct record *record =
            record_of("opened", bodies[i], strlen(bodies[i]));
        bool is_rehearsal = true;
        double speed = 0;
        char *source = event_read_opened(record, &is_rehearsal, &speed);
        assert_non_null(source);
        assert_true(speed == 1);
        assert_false(is_rehearsal);
        free(source);
        free(record);
    }
}

// Its size is a record's: whoever copies it stays inside the buffer.
static void
a_proposal_lies_in_its_buffer_whatever_its_length(void **state) {
    struct play *play = *state;
    static struct event event;
    event.type = EVENT_JOINED;
    event.t_ms = 99;
    for (size_t length = 0; length < GUEST_NAME_MAX; length++) {
        memset(event.joined.name, 'n', length);
        struct text buffer = {0};
        const struct record *record =
            session_propose(&event, play->session, "an id", 5, 2, &buffer);
        assert_true(record_size(record) <= buffer.size + 1);
        assert_string_equal(record->kind, "joined");
        assert_string_equal(record->id, "an id");
        assert_int_equal(record->t_ms, 99);
        assert_int_equal(record->tag, 5);
        assert_int_equal(record->reader, 2);
        assert_int_equal(strlen(record->body), record->body_size);
        static struct event back;
        assert_true(event_read(record, play->session, &back));
        assert_string_equal(back.joined.name, event.joined.name);
        text_finish(&buffer);
    }
}

int
main(void) {
    random_start();
#define PLAYED(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        PLAYED(every_sample_is_read_and_written_back_the_same),
        PLAYED(no_part_of_a_body_is_taken_for_the_whole),
        PLAYED(a_member_of_a_wrong_type_is_refused),
        PLAYED(what_no_version_wrote_is_refused),
        PLAYED(a_time_that_cannot_be_is_refused),
        PLAYED(any_bytes_are_refused_or_read),
        PLAYED(the_opened_record_carries_deck_speed_and_rehearsal),
        PLAYED(an_opened_record_without_a_sound_speed_runs_as_real),
        PLAYED(a_proposal_lies_in_its_buffer_whatever_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
