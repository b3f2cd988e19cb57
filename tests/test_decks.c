// Every built-in deck, rehearsed from its first question to its end by thirty
// simulated guests on autopilot, in time that is handed in. Each event goes
// through its record, as it would through the journal, and each phase is drawn
// in three sizes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/random.h"
#include "kiosk/conductor.h"
#include "kiosk/rehearsal.h"
#include "scene_room.h"
#include "session/groups.h"
#include "session/kind.h"
#include "session/records.h"
#include "session/shift.h"

#define GUESTS 30
#define STEP_MAX 200000 // events and waits of one session
#define DECK_COUNT 7
#define SEEDS 10

static struct fonts *fonts;

struct show {
    struct room room;
    struct conductor conductor;
    struct rehearsal rehearsal;
    struct text record;
    struct event event, back;
    struct session *copy; // folded from the records alone
    int faults;
    bool had_groups[DECK_EXERCISE_MAX];
};

static struct deck *
open_deck(const char *path) {
    struct deck_faults faults = {0};
    struct deck *deck = deck_load(path, &faults);
    for (size_t i = 0; i < faults.count; i++) {
        print_message("%s:%d: %s\n", path, faults.items[i].line,
                      faults.items[i].text);
    }
    assert_int_equal(faults.count, 0); // not even a warning
    assert_non_null(deck);
    deck_faults_finish(&faults);
    return deck;
}

// -- What is in them ---------------------------------------------------------

static void
check_texts(const struct exercise *exercise) {
    bool has_texts = exercise->why != NULL && exercise->say != NULL;
    if (!has_texts) {
        print_message("%s has no why or no say\n", exercise->id);
    }
    assert_true(has_texts);
    assert_true(strlen(exercise->why) > 40 && strlen(exercise->say) > 40);
    assert_true(text_grapheme_count(exercise->prompt) <= DECK_PROMPT_GOOD);
}

static void
look_over(void *data, const char *path) {
    int *count = data;
    struct deck *deck = open_deck(path);
    for (unsigned i = 0; i < deck->exercise_count; i++) {
        check_texts(&deck->exercises[i]);
    }
    deck_destroy(deck);
    ++*count;
}

static void
every_deck_is_in_order_and_says_why_and_what_to_say(void **state) {
    (void) state;
    int count = 0;
    deck_each_builtin(look_over, &count);
    assert_int_equal(count, DECK_COUNT);
}

// -- How they run ------------------------------------------------------------

// Through its record, as the journal would give it back, and applied.
static void
take(struct show *show, const struct event *event) {
    struct session *session = show->room.session;
    const struct record *proposed =
        session_propose(event, session, NULL, 0, 0, &show->record);
    struct record *record = malloc(show->record.size);
    assert_non_null(record);
    memcpy(record, proposed, show->record.size);
    record->seq = session->seq + 1;
    memcpy(record->hash, &record->seq, sizeof record->seq);
    assert_true(event_read(record, session, &show->back));
    assert_int_equal(session_apply(session, &show->back), VERDICT_OK);
    assert_true(event_read(record, show->copy, &show->back));
    assert_int_equal(session_apply(show->copy, &show->back), VERDICT_OK);
    free(record);
}

static void
draw_all(struct show *show, const char *when) {
    static const float sizes[][2] = {{1920, 1080}, {1024, 768}, {3840, 2160}};
    struct room *room = &show->room;
    const struct exercise *exercise = session_exercise(room->session);
    for (size_t i = 0; i < 3; i++) {
        char name[96];
        room->view.width = sizes[i][0];
        room->view.height = sizes[i][1];
        room->view.session_ms = room->now_ms;
        room_draw(room);
        snprintf(name, sizeof name, "%s %s %s %u at %g",
                 room->session->deck->id,
                 exercise == NULL ? "outside" : exercise->id, when,
                 room->session->place.phase, sizes[i][0]);
        show->faults += room_count_faults(room, name);
    }
}

// What happens next by itself; false: nothing was due.
static bool
step(struct show *show) {
    struct session *session = show->room.session;
    tick now_ms = show->room.now_ms;
    struct intent intent;
    if (rehearsal_step(&show->rehearsal, session, now_ms, &show->event)) {
        take(show, &show->event);
        return true;
    }
    if (!conductor_step(&show->conductor, session, now_ms, now_ms, &intent)) {
        return false;
    }
    intent.t_ms = now_ms;
    bool is_step = intent.type == INTENT_NEXT || intent.type == INTENT_CLOSE;
    if (is_step) {
        draw_all(show, "before");
        if (session_group_count(session) > 0) {
            show->had_groups[session->place.exercise] = true;
        }
    }
    assert_int_equal(session_decide(session, &intent, &show->event),
                     VERDICT_OK);
    take(show, &show->event);
    if (is_step) {
        draw_all(show, "after");
    }
    return true;
}

static tick
wait_ms(const struct show *show) {
    const struct session *session = show->room.session;
    tick now_ms = show->room.now_ms;
    tick wait = conductor_wait_ms(&show->conductor, session, now_ms);
    tick guests = rehearsal_wait_ms(&show->rehearsal, session, now_ms);
    wait = wait < 0 || (guests >= 0 && guests < wait) ? guests : wait;
    assert_true(wait >= 0);
    return wait > 0 ? wait : 1;
}

static bool
has_group_phase(const struct exercise *exercise) {
    for (unsigned i = 0; i < exercise->phase_count; i++) {
        enum phase_name name = exercise->phases[i].name;
        if (name == PHASE_PAIRS || name == PHASE_FOURS
            || name == PHASE_GROUPS) {
            return true;
        }
    }
    return false;
}

static void
count_row(void *data, const struct result_row *row) {
    assert_non_null(row->label);
    ++*(int *) data;
}

// Every round was answered, everything that was handed over arrived, every
// result has rows, and what was asked twice has pairs.
static void
check_exercise(const struct show *show, uint16_t number) {
    const struct session *session = show->room.session;
    const struct exercise *exercise = &session->exercises[number];
    assert_int_equal(show->had_groups[number], has_group_phase(exercise));
    if (!kind_of(exercise)->takes_ballots) {
        return;
    }
    for (uint8_t round = 1; round <= exercise->round_count; round++) {
        const struct ballot_box *box = session_box(session, number, round);
        if (box->answered < GUESTS / 2 || box->late > 0) {
            fail_msg("%s, round %u: %u answered, %u late", exercise->id, round,
                     box->answered, box->late);
        }
    }
    int rows = 0;
    kind_of(exercise)->tabulate(exercise, session_box(session, number, 1),
                                count_row, &rows);
    assert_true(rows > 1 || exercise->item_count == 1);
    if (exercise->takes_from >= 0) {
        assert_int_equal(exercise->item_count, exercise->take);
    }
    struct shift shift;
    if (exercise->again >= 0) {
        assert_true(shift_init(&shift, session, number));
        assert_true(shift.pairs > GUESTS / 2);
        shift_finish(&shift);
    }
}

static void
check_copy(const struct show *show) {
    uint8_t one[32], two[32];
    session_digest(show->room.session, one);
    session_digest(show->copy, two);
    assert_memory_equal(one, two, sizeof one);
}

static void
rehearse(struct deck *deck, uint64_t seed, int *faults) {
    static struct show show; // its events are large
    const uint8_t secret[32] = {7};
    memset(&show, 0, sizeof show);
    show.room = room_open(deck->source, fonts);
    show.copy = session_create(show.room.deck);
    conductor_init(&show.conductor, true, 1);
    assert_true(rehearsal_init(&show.rehearsal, GUESTS, secret, 0));
    rng_init(&show.rehearsal.rng, seed); // the same on every machine
    int steps = 0;
    while (!show.room.session->is_ended && steps++ < STEP_MAX) {
        if (!step(&show)) {
            show.room.now_ms += wait_ms(&show);
        }
    }
    assert_true(show.room.session->is_ended);
    assert_int_equal(show.room.session->ignored, 0);
    for (uint16_t i = 0; i < deck->exercise_count; i++) {
        check_exercise(&show, i);
    }
    check_copy(&show);
    *faults += show.faults;
    rehearsal_finish(&show.rehearsal);
    text_finish(&show.record);
    session_destroy(show.copy);
    room_finish(&show.room);
}

static void
rehearse_often(void *data, const char *path) {
    struct deck *deck = open_deck(path);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rehearse(deck, seed, data);
    }
    deck_destroy(deck);
}

static void
every_deck_is_held_from_its_first_question_to_its_end(void **state) {
    (void) state;
    int faults = 0; // of all decks, so that a run tells them all
    deck_each_builtin(rehearse_often, &faults);
    assert_int_equal(faults, 0);
}

int
main(void) {
    random_start();
    setenv("DENT_DECKS", DENT_SOURCE_DIR "/assets/decks", 1);
    struct fault fault;
    fonts = fonts_create(&fault);
    assert_non_null(fonts);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_deck_is_in_order_and_says_why_and_what_to_say),
        cmocka_unit_test(every_deck_is_held_from_its_first_question_to_its_end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_destroy(fonts);
    return failed;
}
