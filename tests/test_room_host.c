// What a host asks and is told, through the core without sockets.
#include "room_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct help_desk desk;
static struct help_reply reply;
static char member[256];
static char host[33];

static int
open_desk(void **state) {
    (void) state;
    help_desk_open(&desk);
    help_login(&desk, host);
    return 0;
}

static int
close_desk(void **state) {
    (void) state;
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
}

static long long
look(void) {
    help_send(&desk, "GET", "/host/state", host, NULL, &reply);
    assert_int_equal(reply.status, 200);
    return strtoll(said("version"), NULL, 10);
}

static void
press(const char *id, long long version, const char *what) {
    char body[256];
    (void) snprintf(body, sizeof body,
                    "{\"id\":\"%s\",\"version\":%lld,\"do\":%s}", id, version,
                    what);
    help_send(&desk, "POST", "/host/command", host, body, &reply);
}

static void
log_in(const char *body) {
    help_send(&desk, "POST", "/host/login", NULL, body, &reply);
}

static void
a_wrong_pin_is_refused_and_soon_locked(void **state) {
    (void) state;
    for (int i = 0; i < LOGIN_MINUTE_MAX; i++) {
        log_in("{\"pin\":\"654321\"}");
        expect_refusal(403, "wrong_pin");
    }
    log_in("{\"pin\":\"123456\"}"); // even the right one
    expect_refusal(429, "slow_down");
    assert_int_equal(reply.retry_after_s, 60);
    help_pass(&desk, 60000);
    log_in("{\"pin\":\"123456\"}");
    assert_int_equal(reply.status, 200);
}

static void
an_hour_has_so_many_wrong_pins(void **state) {
    (void) state;
    for (int i = 0; i < LOGIN_HOUR_MAX; i++) {
        log_in("{\"pin\":\"000000\"}");
        expect_refusal(403, "wrong_pin");
        help_pass(&desk, i % LOGIN_MINUTE_MAX == 4 ? 60000 : 0);
    }
    help_pass(&desk, 60000);
    log_in("{\"pin\":\"123456\"}");
    expect_refusal(429, "slow_down");
    help_pass(&desk, 3600000);
    log_in("{\"pin\":\"123456\"}");
    assert_int_equal(reply.status, 200);
}

static void
bad_logins_are_refused(void **state) {
    (void) state;
    static const char *const bodies[] = {"", "{}", "{\"pin\":123456}",
                                         "[\"123456\"]"};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        log_in(bodies[i]);
        expect_refusal(400, "bad_request");
    }
    static const char *const pins[] = {"{\"pin\":\"\"}", "{\"pin\":\"12345\"}",
                                       "{\"pin\":\"1234567\"}"};
    for (size_t i = 0; i < sizeof pins / sizeof pins[0]; i++) {
        log_in(pins[i]);
        expect_refusal(403, "wrong_pin");
    }
}

static void
the_oldest_of_too_many_hosts_goes(void **state) {
    (void) state;
    char other[33];
    for (int i = 0; i < HOST_TOKEN_MAX - 1; i++) {
        help_pass(&desk, 10);
        help_login(&desk, other);
    }
    look();
    assert_int_equal(reply.status, 200); // and is the newest now
    help_pass(&desk, 10);
    help_login(&desk, other);
    look();
    help_send(&desk, "GET", "/host/state", other, NULL, &reply);
    assert_int_equal(reply.status, 200);
}

static void
strangers_and_guests_are_no_hosts(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    const char *tokens[] = {NULL, token, "00112233445566778899aabbccddeeff"};
    for (int i = 0; i < 3; i++) {
        help_send(&desk, "GET", "/host/state", tokens[i], NULL, &reply);
        expect_refusal(401, "unknown_host");
        help_send(&desk, "POST", "/host/command", tokens[i],
                  "{\"id\":\"press-01\",\"version\":0,\"do\":\"next\"}",
                  &reply);
        expect_refusal(401, "unknown_host");
        help_send(&desk, "GET", "/host/export/summary.csv", tokens[i], NULL,
                  &reply);
        expect_refusal(401, "unknown_host");
    }
    help_send(&desk, "GET", "/state", host, NULL, &reply);
    expect_refusal(401, "unknown_guest");
}

static void
the_label_says_what_next_will_do(void **state) {
    (void) state;
    static const char *const labels[] = {
        "Start",
        "Open voting",
        "Close voting",
        "Reveal results",
        "Discuss",
        "Next: How much?",
        "Close voting",
        "Reveal results",
        "Next: Which would help more?",
        "Close voting",
        "Reveal results",
        "Next: Talk.",
        "Next: One word?",
        "Close voting",
        "Reveal results",
        "Next: Which first?",
        "Close voting",
        "Reveal results",
        "Next: How much?",
        "Close voting",
        "Reveal results",
        "Finish",
        "Close the session",
    };
    char id[32], what[32];
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        long long version = look();
        assert_string_equal(said("host.next.label"), labels[i]);
        (void) snprintf(what, sizeof what, "\"%s\"", said("host.next.do"));
        (void) snprintf(id, sizeof id, "press-%04zu", i);
        press(id, version, what);
        assert_int_equal(reply.status, 200);
        assert_string_equal(said("done"), "true");
    }
    look();
    assert_string_equal(said("host.next"), "null");
    assert_string_equal(said("session.ended"), "true");
    press("press-last", 5000, "\"next\"");
    expect_refusal(409, "closed");
}

static void
the_host_sees_more_than_phones(void **state) {
    (void) state;
    char one[33], two[33];
    help_join(&desk, one);
    help_join(&desk, two);
    help_open_exercise(&desk, 0);
    help_send(&desk, "POST", "/ballot", one,
              "{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
              "\"answer\":{\"pick\":[0]}}",
              &reply);
    assert_int_equal(reply.status, 200);
    help_pass(&desk, 2000);
    look();
    assert_string_equal(said("host.say"), "Say this.");
    assert_string_equal(said("host.why"), "Because.");
    assert_string_equal(said("host.address"), "192.168.4.1:8080");
    assert_string_equal(said("host.url"), "HTTP://192.168.4.1:8080/");
    assert_string_equal(said("host.overlay"), "none");
    assert_string_equal(said("host.connected"), "2");
    assert_string_equal(said("host.planned_ms"), "60000");
    assert_string_equal(said("host.actual_ms"), "2000");
    assert_string_equal(said("host.agenda.4.id"), "word");
    assert_string_equal(said("host.guests.0.number"), "2"); // still to answer
    assert_string_equal(said("host.guests.0.answered"), "false");
    assert_string_equal(said("host.guests.1.number"), "1");
    assert_string_equal(said("host.guests.1.answered"), "true");
    assert_null(strstr(reply.body, "\"guest\":{"));
    assert_null(strstr(reply.body, "\"mine\""));
}

static void
two_presses_at_once_move_one_step(void **state) {
    (void) state;
    long long version = look();
    press("press-0001", version, "\"next\"");
    assert_int_equal(reply.status, 200);
    press("press-0002", version, "\"next\"");
    expect_refusal(409, "stale");
    assert_int_equal(desk.core->session->move_count, 1);
    // Both on their way at once: the journal's order decides.
    version = look();
    desk.disk = DISK_WAITS;
    struct request requests[2];
    static const char *const ids[] = {"press-0003", "press-0004"};
    for (int i = 0; i < 2; i++) {
        char body[128];
        (void) snprintf(body, sizeof body,
                        "{\"id\":\"%s\",\"version\":%lld,\"do\":\"next\"}",
                        ids[i], version);
        assert_false(help_begin_request(&desk, &requests[i], "POST",
                                        "/host/command", host, body));
    }
    help_desk_commit(&desk);
    assert_true(help_take(&desk, &requests[0], &reply));
    assert_int_equal(reply.status, 200);
    assert_true(help_take(&desk, &requests[1], &reply));
    expect_refusal(409, "stale");
    assert_int_equal(desk.core->session->move_count, 2);
}

static void
a_press_that_is_sent_again_is_done_once(void **state) {
    (void) state;
    long long version = look();
    press("press-0001", version, "\"next\"");
    press("press-0001", version, "\"next\"");
    assert_int_equal(reply.status, 200);
    assert_int_equal(desk.core->session->move_count, 1);
}

static void
closing_makes_an_older_next_stale(void **state) {
    (void) state;
    help_open_exercise(&desk, 0);
    long long version = look();
    help_act(&desk, INTENT_CLOSE); // the clock closed it
    press("press-0001", version, "\"next\"");
    expect_refusal(409, "stale");
    press("press-0002", look(), "\"next\"");
    assert_int_equal(reply.status, 200);
}

static void
a_version_from_before_a_restart_is_stale(void **state) {
    (void) state;
    press("press-0001", 999, "\"next\"");
    expect_refusal(409, "stale");
    press("press-0002", 999999, "\"next\"");
    expect_refusal(409, "stale");
}

static void
every_command_does_what_it_says(void **state) {
    (void) state;
    const struct session *session = desk.core->session;
    help_open_exercise(&desk, 0);
    press("press-0001", look(), "\"pause\"");
    assert_true(session->is_paused);
    press("press-0002", look(), "\"resume\"");
    assert_false(session->is_paused);
    press("press-0003", look(), "\"more\",\"seconds\":60");
    assert_int_equal(session->left_ms, 120000);
    press("press-0004", look(), "\"more\",\"seconds\":-30");
    assert_int_equal(session->left_ms, 90000);
    press("press-0005", look(), "\"blank\"");
    look();
    assert_string_equal(said("host.overlay"), "blank");
    press("press-0006", look(), "\"join\"");
    assert_int_equal(session->overlay, OVERLAY_JOIN);
    press("press-0007", look(), "\"clear\"");
    assert_int_equal(session->overlay, OVERLAY_NONE);
    press("press-0008", look(), "\"close\"");
    assert_true(session->is_closed);
    press("press-0009", look(), "\"reveal\"");
    assert_true(session_is_revealed(session));
    press("press-0010", look(), "\"restart\"");
    assert_int_equal(session->place.phase, 2);
    press("press-0011", look(), "\"back\"");
    assert_int_equal(session->place.phase, 1);
    press("press-0012", look(), "\"end\"");
    assert_true(session->is_ended);
}

static void
bad_commands_are_refused(void **state) {
    (void) state;
    static const struct {
        const char *what;
        int status;
        const char *code;
    } cases[] = {
        {"\"dance\"", 400, "bad_request"},
        {"7", 400, "bad_request"},
        {"\"more\"", 400, "bad_request"},
        {"\"more\",\"seconds\":3601", 400, "bad_request"},
        {"\"more\",\"seconds\":\"60\"", 400, "bad_request"},
        {"\"remove\"", 400, "bad_request"},
        {"\"remove\",\"guest\":0", 400, "bad_request"},
        {"\"remove\",\"guest\":7", 404, "not_found"},
        {"\"back\"", 403, "not_allowed"},
        {"\"pause\"", 403, "not_allowed"},
        {"\"resume\"", 403, "not_allowed"},
        {"\"close\"", 403, "not_allowed"},
        {"\"reveal\"", 403, "not_allowed"},
    };
    long long version = look();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        press("press-0001", version, cases[i].what);
        expect_refusal(cases[i].status, cases[i].code);
    }
    press("short", version, "\"next\"");
    expect_refusal(400, "bad_request");
    help_send(&desk, "POST", "/host/command", host,
              "{\"id\":\"press-0001\",\"do\":\"next\"}", &reply);
    expect_refusal(400, "bad_request");
    assert_int_equal(desk.kept_count, 0);
}

static void
a_command_that_is_not_kept_is_not_done(void **state) {
    (void) state;
    long long version = look();
    desk.disk = DISK_IS_FULL;
    press("press-0001", version, "\"next\"");
    expect_refusal(503, "not_kept");
    assert_int_equal(desk.core->session->move_count, 0);
    desk.disk = DISK_KEEPS;
    press("press-0001", version, "\"next\"");
    assert_int_equal(reply.status, 200);
}

static void
exports_are_downloads(void **state) {
    (void) state;
    static const char *const names[] = {"summary.csv", "ballots.csv",
                                        "ideas.csv", "session.json"};
    for (size_t i = 0; i < 3; i++) {
        char target[64];
        (void) snprintf(target, sizeof target, "/host/export/%s", names[i]);
        help_send(&desk, "GET", target, host, NULL, &reply);
        assert_int_equal(reply.status, 200);
        assert_string_equal(reply.download, names[i]);
        assert_true(strlen(reply.body) > 10);
    }
    static const char *const none[] = {"/host/export/", "/host/export/all.zip",
                                       "/host/export/../../etc/passwd",
                                       "/host/export/summary.csv.bak"};
    for (size_t i = 0; i < 4; i++) {
        help_send(&desk, "GET", none[i], host, NULL, &reply);
        expect_refusal(404, "not_found");
    }
}

static void
a_host_is_told_of_counts_twice_a_second(void **state) {
    (void) state;
    struct request poll;
    char target[64], token[33];
    (void) snprintf(target, sizeof target, "/host/state?since=%lld", look());
    assert_false(help_begin_request(&desk, &poll, "GET", target, host, NULL));
    help_pass(&desk, COUNT_HOST_MS);
    help_join(&desk, token);
    room_core_tick(desk.core, &desk.now);
    assert_true(help_take(&desk, &poll, &reply));
    assert_string_equal(said("joined"), "1");
    (void) snprintf(target, sizeof target, "/host/state?since=%s",
                    said("version"));
    assert_false(help_begin_request(&desk, &poll, "GET", target, host, NULL));
    help_join(&desk, token);
    help_pass(&desk, COUNT_HOST_MS - 1);
    assert_int_equal(desk.ready_count, 0);
    help_pass(&desk, 1);
    assert_true(help_take(&desk, &poll, &reply));
    assert_string_equal(said("joined"), "2");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        CASE(a_wrong_pin_is_refused_and_soon_locked),
        CASE(an_hour_has_so_many_wrong_pins),
        CASE(bad_logins_are_refused),
        CASE(the_oldest_of_too_many_hosts_goes),
        CASE(strangers_and_guests_are_no_hosts),
        CASE(the_label_says_what_next_will_do),
        CASE(the_host_sees_more_than_phones),
        CASE(two_presses_at_once_move_one_step),
        CASE(a_press_that_is_sent_again_is_done_once),
        CASE(closing_makes_an_older_next_stale),
        CASE(a_version_from_before_a_restart_is_stale),
        CASE(every_command_does_what_it_says),
        CASE(bad_commands_are_refused),
        CASE(a_command_that_is_not_kept_is_not_done),
        CASE(exports_are_downloads),
        CASE(a_host_is_told_of_counts_twice_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
