// Ballots: kept, repeated, late, refused; through the core without sockets.
#include "room_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct help_desk desk;
static struct help_reply reply;
static char member[256];

static int
open_desk(void **state) {
    (void) state;
    help_desk_open(&desk);
    return 0;
}

// The room counts its own ballots as it decided them, without reading their
// records again: it must come to what every other reader comes to.
static void
expect_what_the_records_say(void) {
    static struct event event; // larger than a stack frame should be
    struct session *session = session_create(desk.deck);
    uint8_t counted[32], read[32];
    for (size_t i = 0; i < desk.kept_count; i++) {
        assert_true(event_read(desk.kept[i], session, &event));
        (void) session_apply(session, &event); // late ones do not fit
    }
    session_digest(desk.core->session, counted);
    session_digest(session, read);
    session_destroy(session);
    assert_memory_equal(counted, read, sizeof read);
}

static int
close_desk(void **state) {
    (void) state;
    expect_what_the_records_say();
    help_desk_close(&desk);
    return 0;
}

static const char *
said(const char *path) {
    return help_member(reply.body, path, member);
}

static void
expect_refusal(int status, const char *code) {
    assert_int_equal(reply.status, status);
    assert_string_equal(said("error"), code);
    assert_true(strlen(said("message")) > 10);
}

static void
vote(const char *token, const char *id, const char *answer) {
    char body[512];
    (void) snprintf(body, sizeof body,
                    "{\"id\":\"%s\",\"exercise\":\"pick\",\"round\":1,"
                    "\"answer\":%s}",
                    id, answer);
    help_send(&desk, "POST", "/ballot", token, body, &reply);
}

// -- Ballots -----------------------------------------------------------------

static void
a_ballot_is_kept_and_shown(void **state) {
    (void) state;
    char token[33], receipt[16];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    desk.now.utc_ms = INT64_C(1795424400123);
    desk.now.is_clock_trusted = true;
    vote(token, "click-0001", "{\"pick\":[2]}");
    assert_int_equal(reply.status, 200);
    const struct record *record = desk.kept[desk.kept_count - 1];
    assert_string_equal(record->kind, "ballot");
    assert_int_equal(record->at_utc_ms, desk.now.utc_ms);
    assert_int_equal(record->clock_trusted, 1);
    assert_string_equal(said("kept"), "true");
    text_copy(receipt, sizeof receipt, said("receipt"));
    assert_int_equal(strlen(receipt), 9);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("mine.answer.pick.0"), "2");
    assert_string_equal(said("mine.receipt"), receipt);
    assert_string_equal(said("answered"), "1");
    assert_string_equal(said("result"), "null");
    assert_string_equal(said("phase.open"), "true");
    assert_string_equal(said("phase.left_ms"), "60000");
    help_send(&desk, "GET", "/mine", token, NULL, &reply);
    assert_string_equal(said("answers.0.exercise"), "pick");
    assert_string_equal(said("answers.0.number"), "1");
    assert_string_equal(said("answers.0.kind"), "choice");
    assert_string_equal(said("answers.0.receipt"), receipt);
    assert_string_equal(said("answers.0.answer.pick.0"), "2");
}

static void
the_same_id_gets_the_same_answer(void **state) {
    (void) state;
    char token[33], first[256];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0001", "{\"pick\":[2]}");
    text_copy(first, sizeof first, reply.body);
    vote(token, "click-0001", "{\"pick\":[2]}");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, first);
    assert_int_equal(desk.core->session->boxes[0].count, 1);
    // Another guest's same id is another ballot.
    char other[33];
    help_join(&desk, other);
    vote(other, "click-0001", "{\"pick\":[1]}");
    assert_int_equal(reply.status, 200);
    assert_string_not_equal(reply.body, first);
    assert_int_equal(desk.core->session->boxes[0].count, 2);
}

static void
a_repeat_while_the_first_waits_is_answered_too(void **state) {
    (void) state;
    char token[33];
    static const char body[] = "{\"id\":\"click-0001\",\"exercise\":\"pick\","
                               "\"round\":1,\"answer\":{\"pick\":[0]}}";
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    desk.disk = DISK_WAITS;
    struct request first, second;
    assert_false(
        help_begin_request(&desk, &first, "POST", "/ballot", token, body));
    assert_false(
        help_begin_request(&desk, &second, "POST", "/ballot", token, body));
    help_desk_commit(&desk);
    struct help_reply other;
    assert_true(help_take(&desk, &first, &reply));
    assert_true(help_take(&desk, &second, &other));
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, other.body);
    assert_int_equal(desk.core->session->boxes[0].count, 1);
}

static void
a_phone_that_left_does_not_stop_its_ballot(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    desk.disk = DISK_WAITS;
    struct request request;
    assert_false(help_begin_request(
        &desk, &request, "POST", "/ballot", token,
        "{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
        "\"answer\":{\"pick\":[0]}}"));
    room_core_drop(desk.core, &request);
    help_desk_commit(&desk);
    assert_int_equal(desk.ready_count, 0);
    assert_int_equal(desk.core->session->boxes[0].answered, 1);
    desk.disk = DISK_KEEPS;
    vote(token, "click-0001", "{\"pick\":[0]}");
    assert_int_equal(reply.status, 200);
}

static void
a_late_ballot_is_refused_and_a_late_repeat_is_not(void **state) {
    (void) state;
    char token[33], first[256];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0001", "{\"pick\":[2]}");
    text_copy(first, sizeof first, reply.body);
    help_act(&desk, INTENT_CLOSE);
    vote(token, "click-0001", "{\"pick\":[2]}"); // its answer had got lost
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, first);
    vote(token, "click-0002", "{\"pick\":[1]}");
    expect_refusal(409, "closed");
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("mine.answer.pick.0"), "2");
    assert_string_equal(said("phase.closed"), "true");
}

static void
a_ballot_that_the_close_overtook_is_not_kept(void **state) {
    (void) state;
    char token[33];
    static const char body[] = "{\"id\":\"click-0001\",\"exercise\":\"pick\","
                               "\"round\":1,\"answer\":{\"pick\":[0]}}";
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0000", "{\"pick\":[2]}"); // an older one counts
    assert_int_equal(reply.status, 200);
    desk.disk = DISK_WAITS;
    struct request request;
    assert_false(
        help_begin_request(&desk, &request, "POST", "/ballot", token, body));
    help_act(&desk, INTENT_CLOSE); // is in the journal before it
    help_desk_commit(&desk);
    assert_true(help_take(&desk, &request, &reply));
    expect_refusal(409, "closed");
    desk.disk = DISK_KEEPS;
    help_act(&desk, INTENT_MORE); // open again: the id is in the journal
    help_send(&desk, "POST", "/ballot", token, body, &reply);
    expect_refusal(409, "closed");
}

static void
an_empty_answer_takes_a_ballot_back(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0001", "{\"pick\":[2]}");
    vote(token, "click-0002", "{}");
    assert_int_equal(reply.status, 200);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("mine"), "null");
    assert_string_equal(said("answered"), "0");
}

static void
bad_ballots_are_refused(void **state) {
    (void) state;
    static const struct {
        const char *body;
        int status;
        const char *code;
    } cases[] = {
        {"", 400, "bad_request"},
        {"{", 400, "bad_request"},
        {"{}", 400, "bad_request"},
        {"{\"exercise\":\"pick\",\"round\":1,\"answer\":{\"pick\":[0]}}", 400,
         "bad_request"},
        {"{\"id\":\"short\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"has space in\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"12345678901234567890123456789012345678901\","
         "\"exercise\":\"pick\",\"round\":1,\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":0,"
         "\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":\"1\","
         "\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":[0]}",
         400, "bad_request"},
        {"{\"id\":\"click-0001\",\"exercise\":7,\"round\":1,"
         "\"answer\":{\"pick\":[0]}}",
         400, "bad_request"},
        {"{\"id\":\"click-0001\",\"exercise\":\"gone\",\"round\":1,"
         "\"answer\":{\"pick\":[0]}}",
         404, "not_found"},
        {"{\"id\":\"click-0001\",\"exercise\":\"aloud\",\"round\":1,"
         "\"answer\":{}}",
         409, "not_open"},
        {"{\"id\":\"click-0001\",\"exercise\":\"rate\",\"round\":1,"
         "\"answer\":{\"values\":[3]}}",
         409, "not_open"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":{\"pick\":[3]}}",
         400, "bad_answer"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":{\"pick\":[0,1]}}",
         400, "bad_answer"},
        {"{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
         "\"answer\":{\"values\":[1]}}",
         400, "bad_answer"},
    };
    char token[33];
    desk.core->limits.post_burst = 100;
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    size_t before = desk.kept_count;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        help_send(&desk, "POST", "/ballot", token, cases[i].body, &reply);
        expect_refusal(cases[i].status, cases[i].code);
        if (strcmp(cases[i].code, "bad_answer") == 0) {
            assert_true(strlen(said("field")) > 0);
        }
    }
    assert_int_equal(desk.kept_count, before);
    assert_int_equal(desk.waiting_count, 0);
    // A good one, cut at any place, is bad or at least changes nothing.
    static const char good[] = "{\"id\":\"click-0001\",\"exercise\":\"pick\","
                               "\"round\":1,\"answer\":{\"pick\":[0]}}";
    for (size_t size = 0; size + 1 < sizeof good; size++) {
        char cut[sizeof good];
        memcpy(cut, good, size);
        cut[size] = '\0';
        help_pass(&desk, 1000);
        help_send(&desk, "POST", "/ballot", token, cut, &reply);
        assert_int_equal(reply.status, 400);
    }
    assert_int_equal(desk.kept_count, before);
}

static void
a_bad_answer_leaves_the_earlier_ballot(void **state) {
    (void) state;
    static const struct {
        int exercise;
        const char *good, *field, *bad[4];
    } cases[] = {
        {5,
         "{\"order\":[2,0]}",
         "order",
         {"{\"order\":[2,2]}", "{\"order\":[3]}", "{\"order\":[0,1,2,0]}",
          "{\"order\":1}"}},
        {6,
         "{\"points\":[40,60,0]}",
         "points",
         {"{\"points\":[40,61,0]}", "{\"points\":[100]}",
          "{\"points\":[101,-1,0]}", "{\"points\":[50.0,50,0]}"}},
    };
    char token[33], body[160];
    desk.core->limits.post_burst = 100;
    help_join(&desk, token);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *id = desk.deck->exercises[cases[i].exercise].id;
        help_open_exercise(&desk, cases[i].exercise);
        for (int k = 0; k < 5; k++) {
            (void) snprintf(body, sizeof body,
                            "{\"id\":\"click-%zu%d00\",\"exercise\":\"%s\","
                            "\"round\":1,\"answer\":%s}",
                            i, k, id,
                            k == 0 ? cases[i].good : cases[i].bad[k - 1]);
            help_send(&desk, "POST", "/ballot", token, body, &reply);
            if (k == 0) {
                assert_int_equal(reply.status, 200);
            } else {
                expect_refusal(400, "bad_answer");
                assert_string_equal(said("field"), cases[i].field);
            }
        }
        help_send(&desk, "GET", "/mine", token, NULL, &reply);
        assert_int_equal(reply.status, 200);
        assert_non_null(strstr(reply.body, cases[i].good));
    }
}

static void
strangers_are_refused(void **state) {
    (void) state;
    static const char *const targets[] = {"/state", "/mine", "/state?since=5"};
    static const char stranger[] = "00112233445566778899aabbccddeeff";
    for (size_t i = 0; i < 3; i++) {
        help_send(&desk, "GET", targets[i], NULL, NULL, &reply);
        expect_refusal(401, "unknown_guest");
        help_send(&desk, "GET", targets[i], stranger, NULL, &reply);
        expect_refusal(401, "unknown_guest");
    }
    vote(stranger, "click-0001", "{\"pick\":[1]}");
    expect_refusal(401, "unknown_guest");
}

static void
too_many_ballots_have_to_wait(void **state) {
    (void) state;
    char token[33], id[32];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    for (int i = 0; i < POST_BURST; i++) {
        (void) snprintf(id, sizeof id, "click-%04d", i);
        vote(token, id, "{\"pick\":[1]}");
        assert_int_equal(reply.status, 200);
    }
    vote(token, "click-more", "{\"pick\":[1]}");
    expect_refusal(429, "slow_down");
    assert_true(reply.retry_after_s >= 1);
    help_pass(&desk, 1000);
    for (int i = 0; i < POST_RATE; i++) {
        (void) snprintf(id, sizeof id, "later-%04d", i);
        vote(token, id, "{\"pick\":[1]}");
        assert_int_equal(reply.status, 200);
    }
}

static void
what_the_disk_refuses_is_not_kept(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    desk.disk = DISK_IS_BUSY;
    vote(token, "click-0001", "{\"pick\":[1]}");
    expect_refusal(503, "not_kept");
    assert_int_equal(reply.retry_after_s, 1);
    desk.disk = DISK_IS_FULL;
    vote(token, "click-0001", "{\"pick\":[1]}");
    expect_refusal(503, "not_kept");
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_non_null(strstr(said("notice"), "disk is full"));
    desk.disk = DISK_KEEPS; // there is room again
    vote(token, "click-0001", "{\"pick\":[1]}");
    assert_int_equal(reply.status, 200);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("notice"), "null");
    desk.disk = DISK_BREAKS;
    vote(token, "click-0002", "{\"pick\":[0]}");
    expect_refusal(503, "not_kept");
    desk.disk = DISK_KEEPS;
    vote(token, "click-0002", "{\"pick\":[0]}");
    expect_refusal(503, "not_kept"); // until it starts again
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_non_null(strstr(said("notice"), "cannot be kept"));
    assert_string_equal(said("mine.answer.pick.0"), "1");
}

static void
a_closed_session_takes_nothing(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0001", "{\"pick\":[1]}");
    help_act(&desk, INTENT_END);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("session.ended"), "true");
    assert_string_equal(said("mine"), "null"); // the key to it is gone
    vote(token, "click-0002", "{\"pick\":[1]}");
    expect_refusal(409, "closed");
    help_send(&desk, "POST", "/join", NULL, "{}", &reply);
    expect_refusal(409, "closed");
    uint8_t none[32] = {0};
    assert_memory_equal(desk.core->secret, none, 32);
}

static void
a_session_that_was_closed_before_takes_nothing(void **state) {
    (void) state;
    help_desk_close(&desk);
    help_desk_open_with(&desk, 10, true);
    help_send(&desk, "POST", "/join", NULL, "{}", &reply);
    expect_refusal(409, "closed");
}

static void
a_removed_guest_is_a_stranger(void **state) {
    (void) state;
    char token[33], host[33];
    struct request poll;
    help_join(&desk, token);
    help_login(&desk, host);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    char target[64];
    (void) snprintf(target, sizeof target, "/state?since=%s", said("version"));
    assert_false(help_begin_request(&desk, &poll, "GET", target, token, NULL));
    help_send(&desk, "POST", "/host/command", host,
              "{\"id\":\"press-01\",\"version\":0,\"do\":\"remove\","
              "\"guest\":1}",
              &reply);
    assert_int_equal(reply.status, 200);
    assert_true(help_take(&desk, &poll, &reply));
    expect_refusal(401, "unknown_guest");
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    expect_refusal(401, "unknown_guest");
    vote(token, "click-0001", "{\"pick\":[1]}");
    expect_refusal(401, "unknown_guest");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        CASE(a_ballot_is_kept_and_shown),
        CASE(the_same_id_gets_the_same_answer),
        CASE(a_repeat_while_the_first_waits_is_answered_too),
        CASE(a_phone_that_left_does_not_stop_its_ballot),
        CASE(a_late_ballot_is_refused_and_a_late_repeat_is_not),
        CASE(a_ballot_that_the_close_overtook_is_not_kept),
        CASE(an_empty_answer_takes_a_ballot_back),
        CASE(bad_ballots_are_refused),
        CASE(a_bad_answer_leaves_the_earlier_ballot),
        CASE(strangers_are_refused),
        CASE(too_many_ballots_have_to_wait),
        CASE(what_the_disk_refuses_is_not_kept),
        CASE(a_closed_session_takes_nothing),
        CASE(a_session_that_was_closed_before_takes_nothing),
        CASE(a_removed_guest_is_a_stranger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
