// Whole workshops: every deck that comes with the program, and what an export
// of them must not tell.
#include "base/random.h"
#include "report_fixture.h"
#include "session/edits.h"
#include "session/kind.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
every_built_in_deck_is_audited_clean(void **state) {
    (void) state;
    static const char *const names[] = {
        "artist-mindset.yaml",
        "ask-why.yaml",
        "crossing-the-chasm.yaml",
        "dent-in-the-universe.yaml",
        "right-reasons.yaml",
        "taster.yaml",
        "toolkit.yaml",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = 0;
        char *deck =
            file_read(DENT_SOURCE_DIR "/assets/decks", names[i], &size);
        struct export_folder *folder = export_folder_create_deck(deck, i, 30);
        struct text out = {0};
        if (!report_audit(folder->dir, &out)) {
            fail_msg("%s:\n%s", names[i], text_string(&out));
        }
        text_finish(&out);
        export_folder_destroy(folder);
        free(deck);
    }
}

// An empty room whose guests have joined.
static void
open_room(struct fixture *fixture, const char *deck, uint32_t guests) {
    fixture_init_deck(fixture, deck, 3, 0);
    for (uint32_t i = 0; i < guests; i++) {
        struct event *event = fixture->event;
        memset(event, 0, sizeof *event);
        event->type = EVENT_JOINED;
        event->seq = ++fixture->seq;
        event->t_ms = fixture->now_ms;
        event->joined.token_hash[0] = (uint8_t) (i + 1);
        (void) snprintf(event->joined.words, sizeof event->joined.words,
                        "zebra%u kite", i);
        assert_int_equal(session_apply(fixture->session, event), VERDICT_OK);
    }
}

static void
audit_says(struct fixture *fixture, const char *wanted) {
    char dir[64];
    struct fault fault = {0};
    struct text out = {0};
    folder_make(dir);
    assert_true(report_export(&fixture->input, dir, &fault));
    bool is_fine = report_audit(dir, &out);
    if (!is_fine || strstr(out.bytes, wanted) == NULL) {
        print_error("%s", text_string(&out));
    }
    assert_true(is_fine);
    assert_non_null(strstr(out.bytes, wanted));
    text_finish(&out);
    folder_remove(dir);
}

static const char deck[] =
    "deck: order\n"
    "title: Order\n"
    "exercises:\n"
    "  - {id: idea, kind: ideas, prompt: What?, pick: 2, dots: 2, sign: true, "
    "phases: [solo, vote, reveal]}\n"
    "  - {id: dent, kind: points, prompt: Points, from: idea, take: 3, "
    "phases: [vote, reveal]}\n";

static const char *const ideas[] = {
    "{\"ideas\":[\"Sing\",\"Draw\"],\"by\":\"Zoe\"}",
    "{\"ideas\":[\"SING\"],\"by\":\"Abe\"}",
    "{\"ideas\":[\"Write\"]}",
    "{\"ideas\":[\"sing\",\"Film\"]}",
};

static void
play_in_order(struct fixture *fixture, const uint32_t *order) {
    open_room(fixture, deck, 4);
    fixture_move_to(fixture, 0, 0);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(fixture_vote(fixture, order[i], ideas[order[i]]),
                         VERDICT_OK);
    }
    uint64_t ids[8];
    unsigned count = fixture_ids(fixture, 0, ids, 8);
    assert_int_equal(count, 4);
    fixture_move_to(fixture, 0, 1);
    for (int i = 0; i < 4; i++) {
        char json[64];
        (void) snprintf(json, sizeof json, "{\"dots\":[%llu,%llu]}",
                        (unsigned long long) ids[order[i]],
                        (unsigned long long) ids[order[i] / 2]);
        assert_int_equal(fixture_vote(fixture, order[i], json), VERDICT_OK);
    }
    fixture_move_to(fixture, 0, 2);
}

// Who came first is in none of the files, but for the receipts, which differ.
static void
the_order_of_arrival_changes_nothing(void **state) {
    (void) state;
    static const uint32_t orders[][4] = {
        {0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}};
    char *first[2] = {NULL, NULL};
    for (size_t i = 0; i < 3; i++) {
        struct fixture fixture;
        play_in_order(&fixture, orders[i]);
        struct text files[2] = {{0}, {0}};
        report_ideas_csv(&fixture.input, &files[0]);
        report_summary_csv(&fixture.input, &files[1]);
        for (int k = 0; k < 2; k++) {
            if (i == 0) {
                first[k] = strdup(text_string(&files[k]));
            }
            assert_string_equal(text_string(&files[k]), first[k]);
            text_finish(&files[k]);
        }
        assert_non_null(strstr(first[0], ",SING,\"Abe; Zoe\",3,"));
        fixture_finish(&fixture);
    }
    free(first[0]);
    free(first[1]);
}

// Names and receipts tie nothing of one round to another.
static void
nothing_ties_what_was_written_to_what_was_chosen(void **state) {
    (void) state;
    struct fixture fixture;
    static const uint32_t order[] = {0, 1, 2, 3};
    play_in_order(&fixture, order);
    struct text out = {0};
    report_ballots_csv(&fixture.input, &out);
    unsigned chosen = 0;
    unsigned long long last = 0;
    char before[10] = "";
    for (char *row = strstr(out.bytes, "\nidea,"); row != NULL;
         row = strstr(row + 1, "\nidea,")) {
        char round = row[strlen("\nidea,ideas,")];
        char receipt[10] = "";
        memcpy(receipt, row + strlen("\nidea,ideas,1,"), 9);
        const char *name = row + strlen("\nidea,ideas,1,XXXX-XXXX,");
        if (round == '2') {
            // Of one ballot by number, not as they were dealt or tapped.
            unsigned long long id = strtoull(name + 1, NULL, 10);
            assert_int_equal(*name, ',');
            assert_true(strcmp(receipt, before) != 0 || id >= last);
            memcpy(before, receipt, sizeof before);
            last = id;
            chosen++;
        }
        for (char *other = strstr(out.bytes, receipt); other != NULL;
             other = strstr(other + 1, receipt)) {
            assert_int_equal(other[-2], round);
        }
    }
    assert_int_equal(chosen, 8);
    assert_non_null(strstr(out.bytes, ",Zoe,Draw,1"));
    text_finish(&out);
    fixture_finish(&fixture);
}

static uint64_t
first_id(struct fixture *fixture, const char *item) {
    uint64_t ids[8];
    unsigned count = fixture_ids(fixture, 0, ids, 8);
    char key[32] = "";
    assert_true(text_fold(item, key, sizeof key));
    for (unsigned i = 0; i < count; i++) {
        if (ids[i] == item_id(key, strlen(key))) {
            return ids[i];
        }
    }
    fail_msg("%s is not on the wall", item);
    return 0;
}

// Items were handed over, then the host hid one of them: both stand, and it is
// said.
static void
items_of_a_result_that_changed_later_are_told(void **state) {
    (void) state;
    struct fixture fixture;
    static const uint32_t order[] = {0, 1, 2, 3};
    play_in_order(&fixture, order);
    audit_says(&fixture, "All 8 ballots agree"); // before anything is taken
    fixture_move_to(&fixture, 1, 0);
    assert_int_equal(fixture.session->exercises[1].item_count, 3);
    assert_int_equal(fixture_vote(&fixture, 0, "{\"points\":[50,50,0]}"),
                     VERDICT_OK);
    audit_says(&fixture, "All 9 ballots agree");
    const char *best = fixture.session->exercises[1].items[0];
    fixture_edit(&fixture, 0, EDIT_HIDE, first_id(&fixture, best), 0);
    audit_says(&fixture, "took its items from idea before that result was");
    fixture_finish(&fixture);
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_built_in_deck_is_audited_clean),
        cmocka_unit_test(the_order_of_arrival_changes_nothing),
        cmocka_unit_test(nothing_ties_what_was_written_to_what_was_chosen),
        cmocka_unit_test(items_of_a_result_that_changed_later_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
