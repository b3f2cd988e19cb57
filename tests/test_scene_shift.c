// What is on the wall when an exercise was asked again: before and now of those
// who answered both, as golden text at three sizes; read for what a person at
// the back could not; and nothing of either vote before the reveal.
// DENT_SCENE_PICTURES=DIR paints each as a PNG too.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "drawing/paint.h"
#include "scene_golden.h"
#include "session/kind.h"

static struct fonts *fonts;

#define AGAIN(id)                                                              \
    "  - {id: " id "-again, again: " id ","                                    \
    " phases: [vote 45s, reveal, discuss 4m]}\n"

static const char deck_plain[] =
    "deck: shift\n"
    "title: Twice\n"
    "exercises:\n"
    "  - id: start\n"
    "    kind: choice\n"
    "    prompt: Why are we on social media at all?\n"
    "    pick: 2\n"
    "    options: [Because everyone is, The boss asked, To sell more,\n"
    "      To be where customers are, We have something to say,\n"
    "      To help people, 'Honestly, not sure']\n"
    "  - id: fit\n"
    "    kind: choice\n"
    "    prompt: Is social right for us, here and now?\n"
    "    options: ['Yes, with all our heart', 'Yes, but differently',\n"
    "      Not now, 'No']\n"
    "  - id: zeal\n"
    "    kind: scale\n"
    "    prompt: How much do you burn for what we do?\n"
    "    from: 0\n"
    "    to: 10\n"
    "    labels: [indifferent, zealot]\n"
    "    mark: {from: 8, to: 9, label: cusp}\n"
    "  - id: left-right\n"
    "    kind: scale\n"
    "    prompt: How much do we look left and right?\n"
    "    statements:\n"
    "      - We post because competitors post\n"
    "      - We switch tools when a new one is hot\n"
    "      - We measure money before anything else\n"
    "      - We could stop tomorrow and nobody would miss it\n"
    "    from: 1\n"
    "    to: 5\n"
    "    labels: [disagree, agree]\n"
    "  - id: instead\n"
    "    kind: duel\n"
    "    prompt: If you could have only one, which would do more for us?\n"
    "    items: [More social, A service that stuns,\n"
    "      Managers who wander about, 'Leading, not minding the status quo',\n"
    "      Speaking to a few more people in person]\n"
    "  - id: chasm\n"
    "    kind: curve\n"
    "    prompt: Where do our people stand today?\n"
    "  - id: hello\n"
    "    kind: words\n"
    "    prompt: 'One word: how do you arrive?'\n"
    "  - id: live\n"
    "    kind: choice\n"
    "    prompt: Shall we go on after lunch?\n"
    "    options: ['Yes', 'No']\n"
    "    live: true\n" AGAIN("start") AGAIN("fit") AGAIN("zeal")
        AGAIN("left-right") AGAIN("instead") AGAIN("chasm") AGAIN("hello")
            AGAIN("live");

#define PROMPT_140                                                             \
    "    prompt: When everyone is on the very same platforms every day, and "  \
    "says the very same things, what is it that still tells us apart from "    \
    "them?\n"
#define ITEM(letter)                                                           \
    "      - " letter " Speaking in person to a few more people who care "     \
    "about us\n"
#define ITEMS_4 ITEM("Ad") ITEM("Be") ITEM("Co") ITEM("Do")
#define ITEMS_8 ITEMS_4 ITEM("Ed") ITEM("Fa") ITEM("Go") ITEM("Ha")
#define ITEMS_10 ITEMS_8 ITEM("It") ITEM("Ja")
#define ITEMS_12 ITEMS_10 ITEM("Ka") ITEM("La")

static const char deck_long[] =
    "deck: long\n"
    "title: Twice\n"
    "exercises:\n"
    "  - id: choice4\n"
    "    kind: choice\n" PROMPT_140 "    options:\n" ITEMS_4 "  - id: choice8\n"
    "    kind: choice\n" PROMPT_140 "    pick: 2\n    options:\n" ITEMS_8
    "  - id: choice12\n"
    "    kind: choice\n" PROMPT_140 "    options:\n" ITEMS_12 "  - id: scale8\n"
    "    kind: scale\n" PROMPT_140 "    statements:\n" ITEMS_8
    "    from: 0\n    to: 100\n"
    "    labels: [does not describe us, describes us exactly]\n"
    "  - id: scale1\n"
    "    kind: scale\n" PROMPT_140 "    statements:\n" ITEM(
        "Ad") "    from: 0\n    to: 100\n"
              "    labels: [does not describe us, describes us exactly]\n"
              "    mark: {from: 90, to: 100, label: the very cusp}\n"
              "  - id: duel10\n"
              "    kind: duel\n" PROMPT_140 "    items:\n" ITEMS_10
              "  - id: duel2\n"
              "    kind: duel\n" PROMPT_140 "    items:\n" ITEM("Ad")
                  ITEM("Be") "  - id: curve\n"
                             "    kind: curve\n" PROMPT_140 AGAIN("choice4")
                                 AGAIN("choice8") AGAIN("choice12")
                                     AGAIN("scale8") AGAIN("scale1")
                                         AGAIN("duel10") AGAIN("duel2")
                                             AGAIN("curve");

// How the second answers differ from the first.
enum mood {
    SOME_MOVE, // two in five
    ALL_SAME,
    ALL_MOVE,
    NOBODY_BOTH, // others answer than before
};

static void
answer(struct room *room, uint32_t guest, const struct answer *given) {
    static struct event event; // 8 KB
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = (uint16_t) room->session->place.exercise;
    event.ballot.round = 1;
    event.ballot.guest = GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    event.ballot.answer = *given;
    room_apply(room, &event);
}

static void
draw_answer(const struct exercise *exercise, uint32_t guest, struct rng *rng,
            struct answer *out) {
    struct ask ask = {.exercise = exercise, .round = 1, .deal = guest};
    do {
        kind_of(exercise)->simulate(&ask, rng, out);
    } while (out->size == 0);
}

static void
vote_twice(struct room *room, const char *id, unsigned voters, enum mood mood) {
    static struct answer given[1000];
    char again[64];
    snprintf(again, sizeof again, "%s-again", id);
    struct rng rng;
    rng_init(&rng, 11);
    room_go(room, id, PHASE_VOTE);
    const struct exercise *exercise = session_exercise(room->session);
    for (uint32_t guest = 0; guest < voters; guest++) {
        draw_answer(exercise, guest, &rng, &given[guest]);
        answer(room, guest, &given[guest]);
    }
    room_go(room, again, PHASE_VOTE);
    for (uint32_t guest = 0; guest < voters; guest++) {
        struct answer now = given[guest];
        bool moves =
            mood == ALL_MOVE || (mood == SOME_MOVE && rng_below(&rng, 5) < 2);
        while (moves && now.size == given[guest].size
               && memcmp(now.bytes, given[guest].bytes, now.size) == 0) {
            draw_answer(exercise, guest, &rng, &now);
        }
        answer(room, guest + (mood == NOBODY_BOTH ? voters : 0), &now);
    }
}

static struct room
room_twice(const char *deck, const char *id, unsigned voters, enum mood mood,
           enum phase_name phase) {
    struct room room = room_open(deck, fonts);
    room_join(&room, voters + 12);
    vote_twice(&room, id, voters, mood);
    if (phase != PHASE_VOTE) {
        char again[64];
        snprintf(again, sizeof again, "%s-again", id);
        room_go(&room, again, phase);
    }
    return room;
}

static bool
has(struct room *room, enum mark_kind kind, const char *words) {
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        if (mark->kind == kind
            && strstr(mark_text(&room->drawing, mark), words)) {
            return true;
        }
    }
    return false;
}

static bool
shows(struct room *room, const char *words) {
    return has(room, MARK_TEXT, words);
}

static char *
picture(struct room *room) {
    struct text text = {0};
    room_draw(room);
    paint_text(&room->drawing, &text);
    assert_non_null(text.bytes);
    return text.bytes;
}

struct size {
    float width, height;
};
static const struct size sizes[] = {{1024, 768}, {1920, 1080}, {3840, 2160}};
#define SIZE_COUNT (sizeof sizes / sizeof *sizes)

struct shift_case {
    const char *name, *id;
    unsigned voters;
    enum mood mood;
    enum phase_name phase;
    tick since_ms; // 0: at rest
};

static const struct shift_case cases[] = {
    {"shift-choice-vote", "fit", 40, SOME_MOVE, PHASE_VOTE, 0},
    {"shift-choice", "fit", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-choice-ghost", "fit", 40, SOME_MOVE, PHASE_REVEAL, 200},
    {"shift-choice-travel", "fit", 40, SOME_MOVE, PHASE_REVEAL, 520},
    {"shift-choice-discuss", "fit", 40, SOME_MOVE, PHASE_DISCUSS, 0},
    {"shift-choice-none", "fit", 20, NOBODY_BOTH, PHASE_REVEAL, 0},
    {"shift-choice-few", "fit", 9, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-choice-same", "fit", 40, ALL_SAME, PHASE_REVEAL, 0},
    {"shift-choice-moved", "fit", 40, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-choice7", "start", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-choice7-few", "start", 9, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-scale", "zeal", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-scale-few", "zeal", 9, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-scale-many", "zeal", 300, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-scale4", "left-right", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-duel", "instead", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-duel-few", "instead", 9, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-curve", "chasm", 40, SOME_MOVE, PHASE_REVEAL, 0},
    {"shift-curve-ghost", "chasm", 9, SOME_MOVE, PHASE_REVEAL, 150},
    {"shift-curve-few", "chasm", 9, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-curve-many", "chasm", 600, ALL_MOVE, PHASE_REVEAL, 0},
    {"shift-words", "hello", 40, SOME_MOVE, PHASE_REVEAL, 0},
};

static const struct shift_case long_cases[] = {
    {"long-shift-choice4", "choice4", 900, SOME_MOVE, PHASE_REVEAL, 0},
    {"long-shift-choice8", "choice8", 900, SOME_MOVE, PHASE_REVEAL, 0},
    {"long-shift-choice8-vote", "choice8", 900, SOME_MOVE, PHASE_VOTE, 0},
    {"long-shift-choice12", "choice12", 900, ALL_MOVE, PHASE_REVEAL, 0},
    {"long-shift-scale8", "scale8", 900, SOME_MOVE, PHASE_REVEAL, 0},
    {"long-shift-scale1", "scale1", 900, SOME_MOVE, PHASE_DISCUSS, 0},
    {"long-shift-duel10", "duel10", 900, SOME_MOVE, PHASE_REVEAL, 0},
    {"long-shift-duel10-d", "duel10", 9, ALL_MOVE, PHASE_DISCUSS, 0},
    {"long-shift-duel2", "duel2", 900, SOME_MOVE, PHASE_REVEAL, 0},
    {"long-shift-curve", "curve", 900, SOME_MOVE, PHASE_REVEAL, 0},
};

static struct room
room_of(const char *deck, const struct shift_case *one) {
    struct room room =
        room_twice(deck, one->id, one->voters, one->mood, one->phase);
    room.view.since_ms = one->since_ms > 0 ? one->since_ms : 60000;
    return room;
}

static void
every_shift_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(deck_plain, &cases[i]);
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            room.view.width = sizes[k].width;
            room.view.height = sizes[k].height;
            room_draw(&room);
            faults += golden_compare(&room, cases[i].name);
            faults += room_count_faults(&room, cases[i].name);
            if (k < 2) {
                golden_paint(&room, cases[i].name);
            }
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
the_longest_texts_stay_in_their_places(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof long_cases / sizeof *long_cases; i++) {
        struct room room = room_of(deck_long, &long_cases[i]);
        for (size_t k = 0; k < SIZE_COUNT; k++) {
            room.view.width = sizes[k].width;
            room.view.height = sizes[k].height;
            room_draw(&room);
            faults += room_count_faults(&room, long_cases[i].name);
            if (k < 2) {
                golden_paint(&room, long_cases[i].name);
            }
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
every_shift_reads_in_a_small_and_in_a_deep_room(void **state) {
    (void) state;
    static const float scales[] = {0.75f, 1.33f};
    static const struct size odd[] = {
        {1080, 1920}, {320, 200}, {5000, 400}, {1, 1}};
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(deck_plain, &cases[i]);
        for (size_t k = 0; k < 2; k++) {
            char name[128];
            room.view.room_scale = scales[k];
            snprintf(name, sizeof name, "%s at %.2f", cases[i].name,
                     (double) scales[k]);
            room_draw(&room);
            faults += room_count_faults(&room, name);
        }
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
            room.view.width = odd[k].width;
            room.view.height = odd[k].height;
            room_draw(&room);
        }
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static const char *const kinds[] = {"start",   "fit",   "zeal", "left-right",
                                    "instead", "chasm", "hello"};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static void
nothing_of_either_vote_is_drawn_before_the_reveal(void **state) {
    (void) state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct room room =
            room_twice(deck_plain, kinds[i], 30, ALL_SAME, PHASE_VOTE);
        struct room other =
            room_twice(deck_plain, kinds[i], 30, ALL_MOVE, PHASE_VOTE);
        for (int k = 0; k < 2; k++) {
            char *a = picture(&room);
            char *b = picture(&other);
            assert_string_equal(a, b);
            assert_true(shows(&room, "Asked again") || k == 1);
            free(a);
            free(b);
            if (k == 0) {
                room_phase_event(&room, EVENT_CLOSED);
                room_phase_event(&other, EVENT_CLOSED);
            }
        }
        room_finish(&room);
        room_finish(&other);
    }
}

static void
a_live_exercise_shows_its_own_votes_and_then_the_shift(void **state) {
    (void) state;
    struct room room =
        room_twice(deck_plain, "live", 30, SOME_MOVE, PHASE_VOTE);
    assert_false(has(&room, MARK_GROUP, "shift"));
    assert_true(has(&room, MARK_GROUP, "result"));
    room_go(&room, "live-again", PHASE_REVEAL);
    assert_true(has(&room, MARK_GROUP, "shift"));
    room_finish(&room);
}

static void
the_reveal_says_how_many_answered_both(void **state) {
    (void) state;
    struct room room = room_twice(deck_plain, "fit", 40, SOME_MOVE, PHASE_VOTE);
    struct answer more = {.size = 2, .bytes = {0, 1}};
    answer(&room, 41, &more); // only now
    room_go(&room, "fit-again", PHASE_REVEAL);
    assert_true(shows(&room, "the 40 who answered both"));
    assert_true(shows(&room, "Asked again"));
    assert_true(shows(&room, "points"));
    room_finish(&room);
    room = room_twice(deck_plain, "fit", 9, SOME_MOVE, PHASE_REVEAL);
    assert_true(shows(&room, "the 9 who answered both"));
    assert_false(shows(&room, "%"));
    assert_false(shows(&room, "points"));
    room_finish(&room);
    room = room_twice(deck_plain, "fit", 20, NOBODY_BOTH, PHASE_REVEAL);
    assert_true(shows(&room, "Nobody answered both times"));
    assert_true(shows(&room, "20 of 32 answered"));
    assert_false(has(&room, MARK_GROUP, "shift"));
    room_finish(&room);
}

static void
a_kind_without_a_shift_shows_what_is_now(void **state) {
    (void) state;
    struct room room =
        room_twice(deck_plain, "hello", 40, ALL_MOVE, PHASE_REVEAL);
    assert_true(has(&room, MARK_GROUP, "result"));
    assert_true(shows(&room, "Asked again"));
    assert_true(shows(&room, "40 of 52 answered"));
    room_finish(&room);
}

static void
the_flow_says_how_many_moved_and_is_not_drawn_of_few(void **state) {
    (void) state;
    static const struct {
        unsigned voters;
        enum mood mood;
        const char *said;
    } moods[] = {{40, ALL_MOVE, "all moved"},
                 {40, ALL_SAME, "nobody moved"},
                 {40, SOME_MOVE, "of 40 moved"},
                 {4, SOME_MOVE, NULL}};
    for (size_t i = 0; i < 4; i++) {
        struct room room = room_twice(deck_plain, "fit", moods[i].voters,
                                      moods[i].mood, PHASE_REVEAL);
        assert_int_equal(has(&room, MARK_GROUP, "flow"), moods[i].said != NULL);
        assert_true(moods[i].said == NULL || shows(&room, moods[i].said));
        room_finish(&room);
    }
}

static void
old_marks_fade_and_then_the_new_ones_travel(void **state) {
    (void) state;
    for (size_t i = 0; i + 1 < KIND_COUNT; i++) {
        struct room room =
            room_twice(deck_plain, kinds[i], 30, SOME_MOVE, PHASE_REVEAL);
        char *final = picture(&room);
        room.view.since_ms = 1199;
        assert_int_equal(scene_wait_ms(&room.view, 1.0), 0);
        room.view.since_ms = 1200;
        assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
        char *done = picture(&room);
        room.view.since_ms = 100;
        char *fading = picture(&room);
        room.view.since_ms = 500;
        char *moving = picture(&room);
        room.view.is_motion_reduced = true;
        char *reduced = picture(&room);
        assert_string_equal(done, final);
        assert_string_equal(reduced, final);
        assert_string_not_equal(fading, moving);
        assert_string_not_equal(moving, final);
        free(final);
        free(done);
        free(fading);
        free(moving);
        free(reduced);
        room_finish(&room);
    }
}

static int
open_fonts(void **state) {
    (void) state;
    random_start();
    fonts = fonts_create(&(struct fault){""});
    return fonts ? 0 : -1;
}

static int
close_fonts(void **state) {
    (void) state;
    fonts_destroy(fonts);
    return 0;
}

int
main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shift_is_drawn_as_it_was_approved),
        cmocka_unit_test(the_longest_texts_stay_in_their_places),
        cmocka_unit_test(every_shift_reads_in_a_small_and_in_a_deep_room),
        cmocka_unit_test(nothing_of_either_vote_is_drawn_before_the_reveal),
        cmocka_unit_test(
            a_live_exercise_shows_its_own_votes_and_then_the_shift),
        cmocka_unit_test(the_reveal_says_how_many_answered_both),
        cmocka_unit_test(a_kind_without_a_shift_shows_what_is_now),
        cmocka_unit_test(the_flow_says_how_many_moved_and_is_not_drawn_of_few),
        cmocka_unit_test(old_marks_fade_and_then_the_new_ones_travel),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
