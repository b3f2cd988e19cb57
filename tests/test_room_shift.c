// What phones are told of an exercise that was asked again.
#include "room_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char deck[] =
    "deck: twice\n"
    "title: Twice\n"
    "exercises:\n"
    "  - {id: pick, kind: choice, prompt: Which?, options: [Red, Green, Blue],"
    " phases: [vote 60s, reveal]}\n"
    "  - {id: live, kind: choice, prompt: Live?, options: [Yes, No],"
    " live: true, phases: [vote 60s, reveal]}\n"
    "  - {id: pick-again, again: pick, phases: [vote 60s, reveal]}\n"
    "  - {id: live-again, again: live, phases: [vote 60s, reveal]}\n";

static struct help_desk desk;
static struct help_reply reply;
static char member[256];
static char tokens[4][33];

static int
open_desk(void **state) {
    (void) state;
    help_desk_open_deck(&desk, deck);
    for (int i = 0; i < 4; i++) {
        help_join(&desk, tokens[i]);
    }
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
vote(int guest, const char *exercise, int option) {
    static int clicks;
    char body[256];
    (void) snprintf(body, sizeof body,
                    "{\"id\":\"click-%06d\",\"exercise\":\"%s\",\"round\":1,"
                    "\"answer\":{\"pick\":[%d]}}",
                    ++clicks, exercise, option);
    help_send(&desk, "POST", "/ballot", tokens[guest], body, &reply);
    assert_int_equal(reply.status, 200);
}

static void
look(void) {
    help_send(&desk, "GET", "/state", tokens[0], NULL, &reply);
    assert_int_equal(reply.status, 200);
}

static void
before_stands_beside_now_for_those_who_answered_both(void **state) {
    (void) state;
    help_open_exercise(&desk, 0);
    vote(0, "pick", 0);
    vote(1, "pick", 0);
    vote(2, "pick", 1); // never again
    help_act(&desk, INTENT_CLOSE);
    help_act(&desk, INTENT_NEXT);
    look();
    assert_string_equal(said("result.votes"), "[2,1,0]");
    assert_null(strstr(reply.body, "\"before\""));
    help_open_exercise(&desk, 2);
    vote(0, "pick-again", 0);
    vote(1, "pick-again", 2);
    vote(3, "pick-again", 1); // not before
    look();
    assert_string_equal(said("result"), "null");
    assert_null(strstr(reply.body, "\"before\""));
    help_act(&desk, INTENT_CLOSE);
    look();
    assert_string_equal(said("result"), "null");
    help_act(&desk, INTENT_NEXT);
    look();
    assert_string_equal(said("answered"), "3");
    assert_string_equal(said("result.votes"), "[1,0,1]");
    assert_string_equal(said("result.voters"), "2");
    assert_string_equal(said("result.before.votes"), "[2,0,0]");
    assert_string_equal(said("result.before.pairs"), "2");
}

static void
with_nobody_in_both_the_result_is_plain(void **state) {
    (void) state;
    help_open_exercise(&desk, 0);
    vote(0, "pick", 0);
    help_open_exercise(&desk, 2);
    vote(1, "pick-again", 1);
    help_act(&desk, INTENT_CLOSE);
    help_act(&desk, INTENT_NEXT);
    look();
    assert_string_equal(said("result.votes"), "[0,1,0]");
    assert_null(strstr(reply.body, "\"before\""));
}

static void
a_live_vote_shows_itself_alone_while_it_is_open(void **state) {
    (void) state;
    help_open_exercise(&desk, 1);
    vote(0, "live", 0);
    help_open_exercise(&desk, 3);
    vote(0, "live-again", 1);
    look();
    assert_string_equal(said("result.votes"), "[0,1]");
    assert_null(strstr(reply.body, "\"before\""));
    help_act(&desk, INTENT_CLOSE);
    help_act(&desk, INTENT_NEXT);
    look();
    assert_string_equal(said("result.before.votes"), "[1,0]");
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            before_stands_beside_now_for_those_who_answered_both, open_desk,
            close_desk),
        cmocka_unit_test_setup_teardown(with_nobody_in_both_the_result_is_plain,
                                        open_desk, close_desk),
        cmocka_unit_test_setup_teardown(
            a_live_vote_shows_itself_alone_while_it_is_open, open_desk,
            close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
