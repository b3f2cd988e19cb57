// What a guest asks and is told, through the core without sockets.
#include "base/bytes.h"
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

// -- Joining -----------------------------------------------------------------

static void
a_guest_joins_and_is_named(void **state) {
    (void) state;
    help_send(&desk, "POST", "/join", NULL,
              "{\"name\":\"  Zoë  B \",\"lang\":\"pt-BR\"}", &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(said("session"), "20261123-0910-test");
    uint8_t bytes[16];
    char token[33], words[64];
    text_copy(token, sizeof token, said("token"));
    assert_true(bytes_from_hex(token, bytes, 16));
    text_copy(words, sizeof words, said("words"));
    assert_non_null(strchr(words, ' '));
    assert_int_equal(desk.core->session->joined, 1);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("guest.words"), words);
    assert_string_equal(said("guest.name"), "Zoë B");
    assert_string_equal(said("place"), "lobby");
    assert_string_equal(said("session.title"), "A \"test\" deck");
    assert_string_equal(said("exercise"), "null");
    // The journal holds a hash of the token, never the token.
    assert_null(strstr(desk.kept[0]->body, token));
}

static void
a_known_token_is_the_same_seat(void **state) {
    (void) state;
    char token[33], body[64];
    help_join(&desk, token);
    (void) snprintf(body, sizeof body, "{\"token\":\"%s\"}", token);
    help_send(&desk, "POST", "/join", NULL, body, &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(said("token"), token);
    assert_int_equal(desk.core->session->guest_count, 1);
}

static void
an_unknown_token_gets_a_new_seat_and_another_token(void **state) {
    (void) state;
    help_send(&desk, "POST", "/join", NULL,
              "{\"token\":\"00112233445566778899aabbccddeeff\"}", &reply);
    assert_int_equal(reply.status, 200);
    assert_string_not_equal(said("token"), "00112233445566778899aabbccddeeff");
}

static void
a_join_is_answered_only_when_it_is_kept(void **state) {
    (void) state;
    struct request request;
    desk.disk = DISK_WAITS;
    assert_false(
        help_begin_request(&desk, &request, "POST", "/join", NULL, "{}"));
    assert_false(help_take(&desk, &request, &reply));
    desk.disk = DISK_BREAKS;
    help_desk_commit(&desk);
    assert_true(help_take(&desk, &request, &reply));
    expect_refusal(503, "not_kept");
    assert_int_equal(desk.core->session->guest_count, 0);
}

static void
words_are_unique_and_come_back_when_a_join_fails(void **state) {
    (void) state;
    char token[33];
    for (int i = 0; i < 300; i++) {
        help_join(&desk, token);
        desk.now.real_ms += 100;
    }
    const struct session *session = desk.core->session;
    for (uint32_t i = 0; i < 300; i++) {
        for (uint32_t j = 0; j < i; j++) {
            assert_string_not_equal(session->guests[i].words,
                                    session->guests[j].words);
        }
    }
    struct words_taken before = desk.core->words;
    desk.disk = DISK_IS_FULL;
    help_send(&desk, "POST", "/join", NULL, "{}", &reply);
    expect_refusal(503, "not_kept");
    assert_memory_equal(&before, &desk.core->words, sizeof before);
}

static void
a_full_room_says_so(void **state) {
    (void) state;
    help_desk_close(&desk);
    help_desk_open_with(&desk, 2, false);
    char token[33];
    help_join(&desk, token);
    desk.disk = DISK_WAITS;
    struct request request;
    assert_false(
        help_begin_request(&desk, &request, "POST", "/join", NULL, "{}"));
    help_send(&desk, "POST", "/join", NULL, "{}", &reply); // one on its way
    expect_refusal(503, "full");
    help_desk_commit(&desk);
    assert_true(help_take(&desk, &request, &reply));
    assert_int_equal(reply.status, 200);
}

static void
bad_joins_are_refused(void **state) {
    (void) state;
    static const char sixty_one_letters[] =
        "{\"name\":\"1234567890123456789012345678901234567890"
        "123456789012345678901\"}";
    static const char *const bodies[] = {
        "",
        "[]",
        "{",
        "null",
        "{\"name\":7}",
        "{\"name\":\"a\\u202eb\"}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"\xff\"}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"lang\":\"e n\"}",
        "{\"lang\":\"abcdefghijklmnop\"}",
        "{\"token\":\"12\"}",
        "{\"token\":12}",
        "{\"a\":[[[[[[[[1]]]]]]]]}",
        sixty_one_letters,
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        help_send(&desk, "POST", "/join", NULL, bodies[i], &reply);
        expect_refusal(400, "bad_request");
    }
    assert_int_equal(desk.kept_count, 0);
}

static void
too_many_joins_from_one_address_have_to_wait(void **state) {
    (void) state;
    desk.core->limits.join_burst = 3;
    desk.core->limits.join_rate = 1;
    char token[33];
    for (int i = 0; i < 3; i++) {
        help_join(&desk, token);
    }
    help_send(&desk, "POST", "/join", NULL, "{}", &reply);
    expect_refusal(429, "slow_down");
    assert_int_equal(reply.retry_after_s, 1);
    help_pass(&desk, 1000);
    help_join(&desk, token);
}

// -- Polls -------------------------------------------------------------------

static bool
park(struct request *request, const char *token) {
    char target[64];
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    (void) snprintf(target, sizeof target, "/state?since=%s", said("version"));
    return !help_begin_request(&desk, request, "GET", target, token, NULL);
}

static void
a_poll_waits_for_a_change(void **state) {
    (void) state;
    char token[33];
    struct request request;
    help_join(&desk, token);
    assert_true(park(&request, token));
    help_pass(&desk, 1000);
    help_act(&desk, INTENT_NEXT);
    assert_true(help_take(&desk, &request, &reply));
    assert_int_equal(reply.status, 200);
    assert_string_equal(said("place"), "exercise");
    assert_string_equal(said("exercise.options.1"), "Green");
    assert_string_equal(said("phase.name"), "read");
}

static void
a_poll_without_a_change_ends_empty(void **state) {
    (void) state;
    char token[33];
    struct request request;
    help_join(&desk, token);
    assert_true(park(&request, token));
    help_pass(&desk, POLL_TIME_MS - 1);
    assert_int_equal(desk.ready_count, 0);
    help_pass(&desk, 1);
    assert_true(help_take(&desk, &request, &reply));
    assert_int_equal(reply.status, 204);
    assert_true(park(&request, token));
    room_core_drop(desk.core, &request);
    assert_int_equal(desk.core->guest_polls.count, 0);
}

static void
a_newer_poll_ends_the_older_one(void **state) {
    (void) state;
    char token[33];
    struct request first, second;
    help_join(&desk, token);
    assert_true(park(&first, token));
    assert_true(park(&second, token));
    assert_true(help_take(&desk, &first, &reply));
    assert_int_equal(reply.status, 204);
    assert_int_equal(reply.retry_after_s, 2);
    assert_false(help_take(&desk, &second, &reply));
    room_core_drop(desk.core, &second);
}

static void
counts_reach_phones_at_most_every_two_seconds(void **state) {
    (void) state;
    char token[33], other[33];
    struct request request;
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    assert_true(park(&request, token));
    help_join(&desk, other);
    vote(other, "click-0001", "{\"pick\":[1]}");
    help_pass(&desk, COUNT_GUEST_MS - 1);
    assert_int_equal(desk.ready_count, 0);
    assert_int_equal(room_core_next_ms(desk.core, &desk.now), 1);
    help_pass(&desk, 1);
    assert_true(help_take(&desk, &request, &reply));
    assert_string_equal(said("answered"), "1");
    assert_string_equal(said("joined"), "2");
    assert_int_equal(room_core_next_ms(desk.core, &desk.now), 1000);
}

static void
an_overlay_or_a_tick_wakes_no_phone(void **state) {
    (void) state;
    char token[33];
    struct request request;
    help_join(&desk, token);
    help_pass(&desk, 5000);
    assert_true(park(&request, token));
    help_act(&desk, INTENT_OVERLAY);
    help_act(&desk, INTENT_TICK);
    help_pass(&desk, 5000);
    assert_int_equal(desk.ready_count, 0);
    room_core_drop(desk.core, &request);
}

static void
pairs_are_dealt_to_each_guest(void **state) {
    (void) state;
    char one[33], two[33], dealt[256];
    help_join(&desk, one);
    help_join(&desk, two);
    help_open_exercise(&desk, 2);
    help_send(&desk, "GET", "/state", one, NULL, &reply);
    text_copy(dealt, sizeof dealt, said("exercise.pairs"));
    help_send(&desk, "GET", "/state", two, NULL, &reply);
    assert_string_not_equal(dealt, said("exercise.pairs"));
}

static void
results_come_with_the_reveal(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    vote(token, "click-0001", "{\"pick\":[1]}");
    help_act(&desk, INTENT_NEXT); // closes
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("result"), "null");
    help_act(&desk, INTENT_NEXT);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    assert_string_equal(said("result.votes"), "[0,1,0]");
    assert_string_equal(said("result.voters"), "1");
}

static void
counts_leave_room_for_others_between_and_a_change_does_not(void **state) {
    (void) state;
    enum { GUESTS = 2 * COUNT_SLICE + 3 };
    static struct request polls[GUESTS];
    static char tokens[GUESTS][33];
    for (int i = 0; i < GUESTS; i++) {
        help_join(&desk, tokens[i]);
    }
    help_open_exercise(&desk, 0);
    for (int round = 0; round < 2; round++) {
        char target[64];
        (void) snprintf(target, sizeof target, "/state?since=%llu",
                        (unsigned long long) desk.core->guest_version);
        desk.ready_count = 0;
        for (int i = 0; i < GUESTS; i++) {
            assert_false(help_begin_request(&desk, &polls[i], "GET", target,
                                            tokens[i], NULL));
        }
        if (round == 1) { // a change, to all at once
            help_act(&desk, INTENT_CLOSE);
            assert_int_equal(desk.ready_count, GUESTS);
        } else {
            desk.core->is_count_new_for_guests = true;
            for (int part = 1; part <= 3; part++) {
                help_pass(&desk, part == 1 ? COUNT_GUEST_MS : 0);
                bool is_last = part == 3;
                assert_int_equal(desk.ready_count,
                                 is_last ? GUESTS : part * COUNT_SLICE);
                assert_int_equal(room_core_next_ms(desk.core, &desk.now) == 0,
                                 !is_last);
            }
        }
        for (int i = 0; i < GUESTS; i++) {
            assert_true(help_take(&desk, &polls[i], &reply));
            assert_int_equal(reply.status, 200);
        }
    }
}

static void
those_who_were_seen_are_connected(void **state) {
    (void) state;
    char token[33];
    help_join(&desk, token);
    help_send(&desk, "GET", "/state", token, NULL, &reply);
    help_pass(&desk, 1000);
    assert_int_equal(desk.core->connected, 1);
    help_pass(&desk, CONNECTED_MS);
    assert_int_equal(desk.core->connected, 0);
    struct request request;
    assert_true(park(&request, token));
    help_pass(&desk, 1000);
    assert_int_equal(desk.core->connected, 1);
    room_core_drop(desk.core, &request);
}

static void
the_stop_answers_all_that_is_parked(void **state) {
    (void) state;
    char token[33];
    struct request poll, ballot;
    help_join(&desk, token);
    help_open_exercise(&desk, 0);
    desk.disk = DISK_WAITS;
    assert_false(help_begin_request(
        &desk, &ballot, "POST", "/ballot", token,
        "{\"id\":\"click-0001\",\"exercise\":\"pick\",\"round\":1,"
        "\"answer\":{\"pick\":[0]}}"));
    assert_true(park(&poll, token));
    room_core_stop(desk.core);
    assert_true(help_take(&desk, &poll, &reply));
    assert_int_equal(reply.status, 204);
    assert_int_equal(desk.ready_count, 0);
    room_core_refuse_pending(desk.core);
    assert_true(help_take(&desk, &ballot, &reply));
    expect_refusal(503, "not_kept");
    help_desk_commit(&desk); // comes too late for anybody
    assert_int_equal(desk.ready_count, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        CASE(a_guest_joins_and_is_named),
        CASE(a_known_token_is_the_same_seat),
        CASE(an_unknown_token_gets_a_new_seat_and_another_token),
        CASE(a_join_is_answered_only_when_it_is_kept),
        CASE(words_are_unique_and_come_back_when_a_join_fails),
        CASE(a_full_room_says_so),
        CASE(bad_joins_are_refused),
        CASE(too_many_joins_from_one_address_have_to_wait),
        CASE(a_poll_waits_for_a_change),
        CASE(a_poll_without_a_change_ends_empty),
        CASE(a_newer_poll_ends_the_older_one),
        CASE(counts_reach_phones_at_most_every_two_seconds),
        CASE(counts_leave_room_for_others_between_and_a_change_does_not),
        CASE(an_overlay_or_a_tick_wakes_no_phone),
        CASE(pairs_are_dealt_to_each_guest),
        CASE(results_come_with_the_reveal),
        CASE(those_who_were_seen_are_connected),
        CASE(the_stop_answers_all_that_is_parked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
