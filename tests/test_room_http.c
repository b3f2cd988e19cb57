// A whole room on a port: real sockets, a real journal, and every bad request
// that we know of. No test sleeps: each waits for an answer, for the other
// side's close, or for another request's answer that comes after.
#include "room_help.h"
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define ANSWER_SIZE 65536

static struct help_place place;
static char answer[ANSWER_SIZE];
static char member[256];

static int
open_place(void **state) {
    (void) state;
    struct room_limits limits = ROOM_LIMITS_DEFAULT;
    limits.post_burst = 1000;
    help_place_open(&place, &limits);
    return 0;
}

// One that soon cuts who is slow, for the tests of just that.
static int
open_hasty_place(void **state) {
    (void) state;
    struct room_limits limits = ROOM_LIMITS_DEFAULT;
    limits.head_time_ms = 400;
    limits.body_time_ms = 300;
    limits.send_time_ms = 600;
    limits.post_burst = 1000;
    help_place_open(&place, &limits);
    return 0;
}

static int
close_place(void **state) {
    (void) state;
    help_place_close(&place);
    return 0;
}

static const char *
body_of(void) {
    const char *end = strstr(answer, "\r\n\r\n");
    assert_non_null(end);
    return end + 4;
}

static const char *
said(const char *path) {
    return help_member(body_of(), path, member);
}

static int
ask(int fd, const char *method, const char *target, const char *token,
    const char *body) {
    return help_ask(&place, fd, method, target, token, body, answer,
                    sizeof answer);
}

static bool
has_header(const char *line) {
    const char *at = strcasestr(answer, line);
    return at != NULL && at < body_of();
}

static void
state_of(int fd, const char *token, char target[64]) {
    assert_int_equal(ask(fd, "GET", "/state", token, NULL), 200);
    (void) snprintf(target, 64, "/state?since=%s", said("version"));
}

// From the lobby to the open vote. The room has a session of its own, which is
// asked until it is there too.
static void
open_vote(const char *token) {
    help_place_act(&place, INTENT_NEXT);
    help_place_act(&place, INTENT_NEXT); // read, then vote
    int fd = help_connect(&place);
    do {
        assert_int_equal(ask(fd, "GET", "/state", token, NULL), 200);
    } while (strcmp(said("phase.open"), "true") != 0);
    (void) close(fd);
}

static int
vote(int fd, const char *token, const char *id) {
    char body[256];
    (void) snprintf(body, sizeof body,
                    "{\"id\":\"%s\",\"exercise\":\"pick\",\"round\":1,"
                    "\"answer\":{\"pick\":[1]}}",
                    id);
    return ask(fd, "POST", "/ballot", token, body);
}

// -- Pages and connections ---------------------------------------------------

static void
the_pages_are_guarded_and_remembered(void **state) {
    (void) state;
    static const char *const targets[] = {"/", "/host", "/?from=somewhere"};
    int fd = help_connect(&place);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ask(fd, "GET", targets[i], NULL, NULL), 200);
        assert_true(has_header("Content-Type: text/html; charset=utf-8"));
        assert_true(has_header("Content-Security-Policy: default-src 'none'"));
        assert_true(has_header("script-src 'sha256-"));
        assert_true(has_header("X-Content-Type-Options: nosniff"));
        assert_true(has_header("Referrer-Policy: no-referrer"));
        assert_true(has_header("Cache-Control: no-cache"));
        assert_false(has_header("Connection: close"));
        char etag[64];
        assert_int_equal(
            sscanf(strcasestr(answer, "\r\nETag:") + 7, " %60[^\r]", etag), 1);
        char request[256];
        int size = snprintf(request, sizeof request,
                            "GET %s HTTP/1.1\r\nHost: localhost\r\n"
                            "If-None-Match: %s\r\n\r\n",
                            targets[i], etag);
        help_write(fd, request, (size_t) size);
        assert_int_equal(help_read(fd, answer, sizeof answer), 304);
    }
    assert_int_equal(ask(fd, "GET", "/favicon.ico", NULL, NULL), 204);
    assert_int_equal(ask(fd, "GET", "/generate_204", NULL, NULL), 404);
    (void) close(fd);
}

static void
the_kinds_are_a_script_and_remembered(void **state) {
    (void) state;
    static const char *const targets[] = {"/kinds.js", "/kinds.js?2"};
    int fd = help_connect(&place);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ask(fd, "GET", targets[i], NULL, NULL), 200);
        assert_true(has_header("Content-Type: text/javascript; charset=utf-8"));
        assert_true(has_header("X-Content-Type-Options: nosniff"));
        assert_true(has_header("Cache-Control: no-cache"));
        assert_non_null(strstr(answer, "globalThis.dent"));
        char etag[64];
        assert_int_equal(
            sscanf(strcasestr(answer, "\r\nETag:") + 7, " %60[^\r]", etag), 1);
        char request[256];
        int size = snprintf(request, sizeof request,
                            "GET %s HTTP/1.1\r\nHost: localhost\r\n"
                            "If-None-Match: %s\r\n\r\n",
                            targets[i], etag);
        help_write(fd, request, (size_t) size);
        assert_int_equal(help_read(fd, answer, sizeof answer), 304);
    }
    assert_int_equal(ask(fd, "POST", "/kinds.js", NULL, "{}"), 405);
    assert_true(has_header("Allow: GET, HEAD"));
    assert_int_equal(ask(fd, "GET", "/kinds.css", NULL, NULL), 404);
    assert_int_equal(ask(fd, "GET", "/", NULL, NULL), 200);
    assert_non_null(strstr(answer, " 'self'; style-src 'sha256-"));
    assert_int_equal(ask(fd, "GET", "/host", NULL, NULL), 200);
    assert_null(strstr(answer, " 'self'; style-src"));
    (void) close(fd);
}

static void
a_head_request_gets_the_head_alone(void **state) {
    (void) state;
    static const char twice[] = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n";
    int fd = help_connect(&place);
    help_write(fd, twice, sizeof twice - 1);
    char start[8192];
    size_t size = 0;
    start[0] = '\0';
    while (strstr(start, "not_found") == NULL && size + 1 < sizeof start) {
        ssize_t got = recv(fd, start + size, sizeof start - size - 1, 0);
        assert_true(got > 0);
        size += (size_t) got;
        start[size] = '\0';
    }
    assert_true(strncmp(start, "HTTP/1.1 200", 12) == 0);
    assert_null(strcasestr(start, "<html"));
    assert_non_null(strstr(start, "HTTP/1.1 404"));
    (void) close(fd);
}

static void
a_connection_serves_one_request_after_another(void **state) {
    (void) state;
    char token[33];
    help_place_join(&place, token);
    open_vote(token);
    int fd = help_connect(&place);
    for (int i = 0; i < 20; i++) {
        char id[32];
        (void) snprintf(id, sizeof id, "click-%04d", i);
        assert_int_equal(vote(fd, token, id), 200);
        assert_string_equal(said("kept"), "true");
        assert_false(has_header("Connection: close"));
        assert_true(has_header("Cache-Control: no-store"));
        assert_int_equal(ask(fd, "GET", "/state", token, NULL), 200);
        assert_string_equal(said("mine.answer.pick.0"), "1");
    }
    (void) close(fd);
}

static void
pipelined_requests_are_answered_in_order(void **state) {
    (void) state;
    char batch[16384] = "";
    for (int i = 0; i < 100; i++) {
        char one[128];
        (void) snprintf(one, sizeof one,
                        "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        i % 2 == 0 ? "favicon.ico" : "none");
        strncat(batch, one, sizeof batch - strlen(batch) - 1);
    }
    int fd = help_connect(&place);
    help_write(fd, batch, strlen(batch));
    for (int i = 0; i < 100; i++) {
        assert_int_equal(help_read(fd, answer, sizeof answer),
                         i % 2 == 0 ? 204 : 404);
    }
    (void) close(fd);
}

static void
what_is_sent_behind_a_parked_poll_waits(void **state) {
    (void) state;
    char token[33], target[64];
    help_place_join(&place, token);
    int fd = help_connect(&place);
    state_of(fd, token, target);
    (void) help_ask(&place, fd, "GET", target, token, NULL, NULL, 0);
    (void) help_ask(&place, fd, "GET", "/favicon.ico", NULL, NULL, NULL, 0);
    help_place_act(&place, INTENT_NEXT);
    assert_int_equal(help_read(fd, answer, sizeof answer), 200);
    assert_string_equal(said("place"), "exercise");
    assert_int_equal(help_read(fd, answer, sizeof answer), 204);
    (void) close(fd);
}

// -- Polls -------------------------------------------------------------------

// Until so many polls are parked (a request's answer shows a turn has passed).
static void
wait_for_polls(uint32_t count) {
    int fd = help_connect(&place);
    for (;;) {
        assert_int_equal(ask(fd, "GET", "/favicon.ico", NULL, NULL), 204);
        uint32_t parked = atomic_load(&place.room->counts.parked);
        if (parked == count) {
            break;
        }
    }
    (void) close(fd);
}

static void
a_change_reaches_every_parked_poll(void **state) {
    (void) state;
    enum { COUNT = 64 };
    char tokens[COUNT][33], target[64];
    int fds[COUNT];
    for (int i = 0; i < COUNT; i++) {
        help_place_join(&place, tokens[i]);
        fds[i] = help_connect(&place);
    }
    for (int i = 0; i < COUNT; i++) {
        state_of(fds[i], tokens[i], target);
        (void) help_ask(&place, fds[i], "GET", target, tokens[i], NULL, NULL,
                        0);
    }
    help_place_act(&place, INTENT_NEXT);
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(help_read(fds[i], answer, sizeof answer), 200);
        (void) close(fds[i]);
    }
    assert_true(room_connected(place.room) <= COUNT);
}

static void
a_newer_poll_ends_the_older_one(void **state) {
    (void) state;
    char token[33], target[64];
    help_place_join(&place, token);
    int first = help_connect(&place), second = help_connect(&place);
    state_of(first, token, target);
    (void) help_ask(&place, first, "GET", target, token, NULL, NULL, 0);
    wait_for_polls(1);
    (void) help_ask(&place, second, "GET", target, token, NULL, NULL, 0);
    assert_int_equal(help_read(first, answer, sizeof answer), 204);
    help_place_act(&place, INTENT_NEXT);
    assert_int_equal(help_read(second, answer, sizeof answer), 200);
    (void) close(first);
    (void) close(second);
}

static void
abandoned_polls_are_noticed(void **state) {
    (void) state;
    char token[33], target[64];
    for (int way = 0; way < 3; way++) {
        help_place_join(&place, token);
        int fd = help_connect(&place);
        state_of(fd, token, target);
        (void) help_ask(&place, fd, "GET", target, token, NULL, NULL, 0);
        wait_for_polls(1);
        if (way == 0) {
            (void) shutdown(fd, SHUT_WR);
            help_expect_end(fd);
        } else if (way == 1) {
            struct linger reset = {.l_onoff = 1};
            (void) setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        }
        (void) close(fd);
        wait_for_polls(0);
    }
}

static void
a_poll_can_be_abandoned_after_another_was_answered(void **state) {
    (void) state;
    char token[33], target[64];
    help_place_join(&place, token);
    int fd = help_connect(&place);
    for (int i = 0; i < 3; i++) { // the watch stays from one to the next
        state_of(fd, token, target);
        (void) help_ask(&place, fd, "GET", target, token, NULL, NULL, 0);
        wait_for_polls(1);
        help_place_act(&place, i == 1 ? INTENT_BACK : INTENT_NEXT);
        assert_int_equal(help_read(fd, answer, sizeof answer), 200);
    }
    state_of(fd, token, target);
    (void) help_ask(&place, fd, "GET", target, token, NULL, NULL, 0);
    wait_for_polls(1);
    (void) close(fd);
    wait_for_polls(0);
}

static void
a_ballot_behind_a_half_closed_connection_is_kept(void **state) {
    (void) state;
    char token[33];
    help_place_join(&place, token);
    open_vote(token);
    int fd = help_connect(&place);
    (void) help_ask(&place, fd, "POST", "/ballot", token,
                    "{\"id\":\"click-0001\",\"exercise\":\"pick\","
                    "\"round\":1,\"answer\":{\"pick\":[1]}}",
                    NULL, 0);
    (void) shutdown(fd, SHUT_WR);
    help_expect_end(fd); // with the answer or without
    (void) close(fd);
    fd = help_connect(&place);
    assert_int_equal(vote(fd, token, "click-0001"), 200);
    (void) close(fd);
}

// -- Deadlines ---------------------------------------------------------------

static void
what_comes_too_slowly_is_cut(void **state) {
    (void) state;
    static const char half_body[] =
        "POST /join HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    static const char *const starts[] = {
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        half_body,
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        int fd = help_connect(&place);
        help_write(fd, starts[i], strlen(starts[i]));
        for (;;) { // a byte at a time, until the other side has had enough
            struct pollfd wait = {.fd = fd, .events = POLLIN};
            if (poll(&wait, 1, 50) == 1 && recv(fd, answer, 1, 0) <= 0) {
                break;
            }
            if (starts[i][0] != '\0') {
                help_write(fd, "x", 1);
            }
        }
        (void) close(fd);
    }
}

static void
who_reads_nothing_is_cut(void **state) {
    (void) state;
    int fd = help_connect(&place);
    int small = 1;
    (void) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    static const char get[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    (void) fcntl(fd, F_SETFL, O_NONBLOCK);
    struct pollfd wait = {.fd = fd, .events = 0};
    for (;;) { // ask for more and more, read nothing
        (void) !send(fd, get, sizeof get - 1, MSG_NOSIGNAL);
        if (poll(&wait, 1, 20) == 1
            && (wait.revents & (POLLHUP | POLLERR)) != 0) {
            break;
        }
    }
    (void) close(fd);
}

// -- The stop ----------------------------------------------------------------

static void
the_stop_ends_parked_polls(void **state) {
    (void) state;
    char token[33], target[64];
    help_place_join(&place, token);
    int fd = help_connect(&place), idle = help_connect(&place);
    state_of(fd, token, target);
    (void) help_ask(&place, fd, "GET", target, token, NULL, NULL, 0);
    wait_for_polls(1);
    room_stop(place.room);
    assert_int_equal(help_read(fd, answer, sizeof answer), 204);
    (void) close(fd);
    (void) close(idle);
}

static void
a_port_in_use_is_said(void **state) {
    (void) state;
    struct fault fault = {0};
    const struct room_options options = {.port = room_port(place.room),
                                         .pin = "123456",
                                         .journal = place.journal,
                                         .deck = place.deck,
                                         .session = session_create(place.deck),
                                         .clock = place.clock};
    assert_null(room_create(&options, &fault));
    assert_non_null(strstr(fault.text, "in use"));
    assert_non_null(strstr(fault.text, "--port"));
}

static void
the_address_is_for_people_and_for_the_code(void **state) {
    (void) state;
    char expected[256];
    (void) snprintf(expected, sizeof expected, "HTTP://%s/",
                    room_address(place.room));
    assert_string_equal(room_url(place.room), expected);
    assert_null(strpbrk(room_url(place.room), "abcdefghijklmnopqrstuvwxyz"));
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_place, close_place)

#define HASTY(name)                                                            \
    cmocka_unit_test_setup_teardown(name, open_hasty_place, close_place)

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        CASE(the_pages_are_guarded_and_remembered),
        CASE(the_kinds_are_a_script_and_remembered),
        CASE(a_head_request_gets_the_head_alone),
        CASE(a_connection_serves_one_request_after_another),
        CASE(pipelined_requests_are_answered_in_order),
        CASE(what_is_sent_behind_a_parked_poll_waits),
        CASE(a_change_reaches_every_parked_poll),
        CASE(a_newer_poll_ends_the_older_one),
        CASE(abandoned_polls_are_noticed),
        CASE(a_poll_can_be_abandoned_after_another_was_answered),
        CASE(a_ballot_behind_a_half_closed_connection_is_kept),
        HASTY(what_comes_too_slowly_is_cut),
        HASTY(who_reads_nothing_is_cut),
        CASE(the_stop_ends_parked_polls),
        CASE(a_port_in_use_is_said),
        CASE(the_address_is_for_people_and_for_the_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
