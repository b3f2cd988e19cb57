// What is on the wall when items in an order, points, places or a quiz were
// asked again: as golden text at three sizes, read for what a person at the
// back could not, and true of a few answers that are counted by hand.
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
#include "scene_answer.h"
#include "scene_golden.h"
#include "session/kind.h"

static struct fonts *fonts;

#define AGAIN(id)                                                              \
    "  - {id: " id "-again, again: " id ","                                    \
    " phases: [vote 45s, reveal, discuss 4m]}\n"
#define AXES                                                                   \
    "    x: [few people, many people]\n"                                       \
    "    y: [once, for years]\n"

static const char deck_plain[] =
    "deck: shift\n"
    "title: Twice\n"
    "exercises:\n"
    "  - id: earned\n"
    "    kind: rank\n"
    "    prompt: What have we earned the permission to do?\n"
    "    items: [Tell them news, Ask for their opinion, Ask them to share,\n"
    "      Ask them to buy, Ask them to wait for us]\n"
    "  - id: dent\n"
    "    kind: points\n"
    "    prompt: '100 points: which idea makes the biggest dent?'\n"
    "    items: [Give the manual away, A repair day in every town,\n"
    "      Answer every letter by hand, Publish what we earn,\n"
    "      A school for beginners, Nothing new for a year]\n"
    "  - id: coins\n"
    "    kind: points\n"
    "    prompt: Ten coins. Where do they go?\n"
    "    budget: 10\n"
    "    items: [More time with customers, A quiet morning, Smaller steps]\n"
    "  - id: ideas\n"
    "    kind: plane\n"
    "    prompt: Who does it reach, and for how long?\n" AXES
    "    quadrants: [Craft, Movement, Favour, Campaign]\n"
    "    items: [A newsletter, A repair day, A school, A poster]\n"
    "  - id: self\n"
    "    kind: plane\n"
    "    prompt: Where do you stand?\n" AXES "  - id: rogers\n"
    "    kind: quiz\n"
    "    prompt: Which share of the market are innovators, says Rogers?\n"
    "    options: ['0.5 %', '2.5 %', '13.5 %', '34 %']\n"
    "    right: '2.5 %'\n"
    "  - id: named\n"
    "    kind: quiz\n"
    "    prompt: Which share of the market are innovators, says Rogers?\n"
    "    options: ['0.5 %', '2.5 %', '13.5 %', '34 %']\n"
    "    right: '2.5 %'\n"
    "    named: true\n"
    "  - id: three\n"
    "    kind: rank\n"
    "    prompt: Which comes first?\n"
    "    items: [Ad, Be, Co]\n" AGAIN("earned") AGAIN("dent") AGAIN("coins")
        AGAIN("ideas") AGAIN("self") AGAIN("rogers") AGAIN("named")
            AGAIN("three");

#define PROMPT_140                                                             \
    "    prompt: When everyone is on the very same platforms every day, and "  \
    "says the very same things, what is it that still tells us apart from "    \
    "them?\n"
#define LABEL(letter)                                                          \
    letter " Speaking in person to a few more people who care about us"
#define ITEM(letter) "      - " LABEL(letter) "\n"
#define ITEMS_8                                                                \
    ITEM("Ad")                                                                 \
    ITEM("Be")                                                                 \
    ITEM("Co")                                                                 \
    ITEM("Do") ITEM("Ed") ITEM("Fa") ITEM("Go") ITEM("Ha")
#define ITEMS_10 ITEMS_8 ITEM("It") ITEM("Ja")
#define PLACED(letter) "      - " letter " Speaking in person to a few people\n"
#define PLACED_8                                                               \
    PLACED("Ad")                                                               \
    PLACED("Be")                                                               \
    PLACED("Co")                                                               \
    PLACED("Do") PLACED("Ed") PLACED("Fa") PLACED("Go") PLACED("Ha")
#define LONG_AXES                                                              \
    "    x: [nobody but the very few, everybody who has eyes]\n"               \
    "    y: [gone by morning, told to the children]\n"

static const char deck_long[] =
    "deck: long\n"
    "title: Twice\n"
    "exercises:\n"
    "  - id: rank10\n"
    "    kind: rank\n" PROMPT_140 "    items:\n" ITEMS_10 "  - id: points10\n"
    "    kind: points\n" PROMPT_140 "    items:\n" ITEMS_10 "    budget: 1000\n"
    "  - id: plane8\n"
    "    kind: plane\n" PROMPT_140 "    items:\n" PLACED_8 LONG_AXES
    "  - id: plane1\n"
    "    kind: plane\n" PROMPT_140 LONG_AXES "  - id: quiz8\n"
    "    kind: quiz\n" PROMPT_140 "    options:\n" ITEMS_8
    "    right: " LABEL("Be") "\n"
                              "  - id: quiz8-named\n"
                              "    kind: quiz\n" PROMPT_140
                              "    options:\n" ITEMS_8
                              "    right: [" LABEL("Be") ", " LABEL(
                                  "Ha") "]\n"
                                        "    named: true\n" AGAIN("rank10")
                                            AGAIN("points10") AGAIN("plane8")
                                                AGAIN("plane1") AGAIN("quiz8")
                                                    AGAIN("quiz8-named");

static void
go(struct room *room, const char *id, bool is_again, enum phase_name phase) {
    char again[64];
    snprintf(again, sizeof again, "%s%s", id, is_again ? "-again" : "");
    room_go(room, again, phase);
}

// As guest `whose` answers at that time: twice the same, or another thing.
static void
answer_as(struct room *room, uint32_t guest, uint32_t whose, bool is_other) {
    static struct answer given; // 8 KB
    struct ask ask = {
        .exercise = session_exercise(room->session), .round = 1, .deal = whose};
    struct rng rng;
    rng_init(&rng, whose * 2ul + is_other);
    do {
        kind_of(ask.exercise)->simulate(&ask, &rng, &given);
    } while (given.size == 0);
    answer_put(room, guest, &given);
}

// Two in five think of another answer, or all do.
static void
vote_twice(struct room *room, const char *id, uint32_t voters, bool all_move) {
    go(room, id, false, PHASE_VOTE);
    for (uint32_t i = 0; i < voters; i++) {
        answer_as(room, i, i, false);
    }
    go(room, id, true, PHASE_VOTE);
    for (uint32_t i = 0; i < voters; i++) {
        answer_as(room, i, i, all_move || i % 5 < 2);
    }
}

struct shift_case {
    const char *name, *id;
    unsigned voters;
    bool all_move;
    enum phase_name phase;
    tick since_ms; // 0: at rest
};

static const struct shift_case cases[] = {
    {"shift-rank", "earned", 40, false, PHASE_REVEAL, 0},
    {"shift-rank-travel", "earned", 40, true, PHASE_REVEAL, 620},
    {"shift-rank-few", "earned", 4, true, PHASE_DISCUSS, 0},
    {"shift-points", "dent", 40, false, PHASE_REVEAL, 0},
    {"shift-points-coins", "coins", 9, true, PHASE_REVEAL, 0},
    {"shift-plane", "ideas", 40, false, PHASE_REVEAL, 0},
    {"shift-plane-ghost", "ideas", 40, true, PHASE_REVEAL, 200},
    {"shift-plane-travel", "ideas", 40, true, PHASE_REVEAL, 620},
    {"shift-plane-few", "ideas", 3, true, PHASE_DISCUSS, 0},
    {"shift-plane-self", "self", 40, true, PHASE_REVEAL, 0},
    {"shift-plane-self-travel", "self", 9, true, PHASE_REVEAL, 620},
    {"shift-plane-self-many", "self", 500, true, PHASE_REVEAL, 0},
    {"shift-quiz", "rogers", 40, true, PHASE_REVEAL, 0},
    {"shift-quiz-few", "rogers", 9, true, PHASE_REVEAL, 0},
    {"shift-quiz-named", "named", 24, true, PHASE_DISCUSS, 0},
};

static const struct shift_case long_cases[] = {
    {"long-shift-rank10", "rank10", 900, true, PHASE_REVEAL, 0},
    {"long-shift-rank10-d", "rank10", 9, true, PHASE_DISCUSS, 0},
    {"long-shift-points10", "points10", 900, true, PHASE_REVEAL, 0},
    {"long-shift-plane8", "plane8", 900, true, PHASE_REVEAL, 0},
    {"long-shift-plane8-few", "plane8", 9, true, PHASE_REVEAL, 0},
    {"long-shift-plane1", "plane1", 900, true, PHASE_REVEAL, 0},
    {"long-shift-quiz8", "quiz8", 900, true, PHASE_REVEAL, 0},
    {"long-shift-quiz8-named", "quiz8-named", 900, true, PHASE_REVEAL, 0},
};

static struct room
room_of(const char *deck, const struct shift_case *one, bool is_hostile) {
    struct room room = room_open(deck, fonts);
    answer_join(&room, one->voters + 12, is_hostile);
    vote_twice(&room, one->id, one->voters, one->all_move);
    go(&room, one->id, true, one->phase);
    room.view.since_ms = one->since_ms > 0 ? one->since_ms : 60000;
    return room;
}

static void
every_shift_is_drawn_as_it_was_approved(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(deck_plain, &cases[i], false);
        faults += answer_compare(&room, cases[i].name);
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static int
count_faults_everywhere(struct room *room, const char *name) {
    int faults = 0;
    for (unsigned k = 0; k < ANSWER_VIEW_COUNT; k++) {
        char shown[128];
        answer_view(room, k);
        snprintf(shown, sizeof shown, "%s view %u", name, k);
        room_draw(room);
        faults += room_count_faults(room, shown);
    }
    static const float odd[][2] = {
        {1080, 1920}, {320, 200}, {5000, 400}, {1, 1}};
    room->view.room_scale = 1.0f;
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
        room->view.width = odd[k][0];
        room->view.height = odd[k][1];
        room_draw(room);
    }
    return faults;
}

static void
every_shift_reads_in_every_room(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room = room_of(deck_plain, &cases[i], true);
        faults += count_faults_everywhere(&room, cases[i].name);
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static void
the_longest_texts_stay_in_their_places(void **state) {
    (void) state;
    int faults = 0;
    for (size_t i = 0; i < sizeof long_cases / sizeof *long_cases; i++) {
        struct room room = room_of(deck_long, &long_cases[i], true);
        for (unsigned k = 0; k < 2; k++) {
            answer_size(&room, k);
            golden_paint(&room, long_cases[i].name);
        }
        faults += count_faults_everywhere(&room, long_cases[i].name);
        room_finish(&room);
    }
    assert_int_equal(faults, 0);
}

static const char *const kinds[] = {"earned", "dent",   "ideas",
                                    "self",   "rogers", "named"};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static void
nothing_of_either_vote_is_drawn_before_the_reveal(void **state) {
    (void) state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        char *pictures[2][2];
        for (int k = 0; k < 2; k++) {
            struct shift_case one = {"", kinds[i], 30, k == 1, PHASE_VOTE, 0};
            struct room room = room_open(deck_plain, fonts);
            answer_join(&room, 32, false);
            vote_twice(&room, one.id, one.voters, one.all_move);
            pictures[k][0] = answer_picture(&room);
            room_phase_event(&room, EVENT_CLOSED);
            pictures[k][1] = answer_picture(&room);
            room_finish(&room);
        }
        for (int k = 0; k < 2; k++) {
            assert_string_equal(pictures[0][k], pictures[1][k]);
            free(pictures[0][k]);
            free(pictures[1][k]);
        }
    }
}

static void
old_marks_fade_and_then_the_new_ones_travel(void **state) {
    (void) state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct shift_case one = {"", kinds[i], 30, true, PHASE_REVEAL, 0};
        struct room room = room_of(deck_plain, &one, false);
        static const tick times[] = {60000, 1200, 100, 500};
        char *at[4];
        for (int k = 0; k < 4; k++) {
            room.view.since_ms = times[k];
            at[k] = answer_picture(&room);
        }
        room.view.is_motion_reduced = true;
        char *reduced = answer_picture(&room);
        assert_string_equal(at[1], at[0]);
        assert_string_equal(reduced, at[0]);
        assert_string_not_equal(at[2], at[3]);
        assert_string_not_equal(at[3], at[0]);
        for (int k = 0; k < 4; k++) {
            free(at[k]);
        }
        free(reduced);
        room_finish(&room);
    }
}

// -- Counted by hand
// ------------------------------------------------------------

// Of each pair of answers the first is of all but the last guest.
static struct room
room_said(const char *id, unsigned voters, const char *const before[2],
          const char *const now[2]) {
    struct room room = room_open(deck_plain, fonts);
    answer_join(&room, voters + 1, false);
    for (int k = 0; k < 2; k++) {
        const char *const *said = k == 0 ? before : now;
        go(&room, id, k == 1, PHASE_VOTE);
        for (uint32_t i = 0; i < voters; i++) {
            answer_give(&room, i, said[i + 1 == voters]);
        }
    }
    // Somebody who was not there the first time does not count.
    answer_give(&room, voters, now[1]);
    go(&room, id, true, PHASE_REVEAL);
    return room;
}

static unsigned
count_texts(struct room *room, const char *text) {
    unsigned count = 0;
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        count += mark->kind == MARK_TEXT
                 && strcmp(mark_text(&room->drawing, mark), text) == 0;
    }
    return count;
}

#define ONCE(room, text) assert_int_equal(count_texts(&(room), text), 1)

static void
a_rank_says_each_place_and_equal_ones_share_it(void **state) {
    (void) state;
    static const char *const before[] = {"{\"order\":[0,1,2]}",
                                         "{\"order\":[0,1,2]}"};
    static const char *const now[] = {"{\"order\":[1,0,2]}",
                                      "{\"order\":[0,1,2]}"};
    struct room room = room_said("three", 2, before, now);
    assert_true(answer_shows(&room, "the 2 who answered both"));
    assert_true(answer_shows(&room, "Mean points, 3 for a first"));
    assert_int_equal(count_texts(&room, "2.5"), 2);
    ONCE(room, "1");
    ONCE(room, "2 \xe2\x86\x92 1");
    ONCE(room, "3");
    assert_int_equal(count_texts(&room, "0.5 points"), 2);
    room_finish(&room);
}

static void
points_say_the_mean_and_by_how_much_it_changed(void **state) {
    (void) state;
    static const char *const before[] = {"{\"points\":[10,0,0]}",
                                         "{\"points\":[10,0,0]}"};
    static const char *const now[] = {"{\"points\":[4,6,0]}",
                                      "{\"points\":[4,6,0]}"};
    struct room room = room_said("coins", 3, before, now);
    assert_true(answer_shows(&room, "Mean of 10 points"));
    ONCE(room, "4.0");
    ONCE(room, "6.0");
    ONCE(room, "1 \xe2\x86\x92 2");
    ONCE(room, "2 \xe2\x86\x92 1");
    assert_int_equal(count_texts(&room, "6.0 points"), 2);
    // Two had nothing; now one has.
    ONCE(room, "2 \xe2\x86\x92 3");
    room_finish(&room);
}

static void
a_quiz_says_how_many_were_right_then_and_now(void **state) {
    (void) state;
    static const char *const before[] = {"{\"pick\":[0]}", "{\"pick\":[1]}"};
    static const char *const now[] = {"{\"pick\":[1]}", "{\"pick\":[1]}"};
    static const char *const ids[] = {"rogers", "named"};
    for (size_t i = 0; i < 2; i++) {
        struct room room = room_said(ids[i], 9, before, now);
        assert_true(answer_shows(&room, "1 of 9 were right, now 9"));
        assert_int_equal(answer_shows(&room, "Leaders"), i == 1);
        ONCE(room, "9");
        assert_false(answer_shows(&room, "100%"));
        room_finish(&room);
    }
    struct room room = room_said("rogers", 10, before, now);
    assert_true(answer_shows(&room, "1 of 10 were right, now 10"));
    ONCE(room, "100%");
    ONCE(room, "right");
    room_finish(&room);
}

static void
a_plane_says_how_many_placed_each_thing(void **state) {
    (void) state;
    static const char *const before[] = {
        "{\"at\":[[0.2,0.2],[0.8,0.2],null,[0.5,0.9]]}",
        "{\"at\":[[0.2,0.2],null,null,[0.5,0.9]]}"};
    static const char *const now[] = {
        "{\"at\":[[0.8,0.8],[0.8,0.2],[0.1,0.9],null]}",
        "{\"at\":[[0.8,0.8],[0.8,0.2],null,null]}"};
    struct room room = room_said("ideas", 5, before, now);
    ONCE(room, "5");                // A
    ONCE(room, "4 \xe2\x86\x92 5"); // B
    ONCE(room, "0 \xe2\x86\x92 4"); // C: nobody had placed it
    ONCE(room, "5 \xe2\x86\x92 0"); // D: nobody places it any more
    assert_int_equal(count_texts(&room, "A"), 2);
    assert_int_equal(count_texts(&room, "C"), 2);
    assert_int_equal(count_texts(&room, "D"), 1);
    room_finish(&room);
}

// Who is where is anybody's guess: the same places given by others look the
// same, at rest and on their way.
static void
nobodys_own_way_on_the_plane_is_seen(void **state) {
    (void) state;
    char *pictures[2][2];
    for (uint32_t k = 0; k < 2; k++) {
        struct room room = room_open(deck_plain, fonts);
        answer_join(&room, 20, false);
        go(&room, "self", false, PHASE_VOTE);
        for (uint32_t i = 0; i < 20; i++) {
            answer_as(&room, i, i, false);
        }
        go(&room, "self", true, PHASE_VOTE);
        for (uint32_t i = 0; i < 20; i++) {
            answer_as(&room, i, k == 0 ? i : 19 - i, true);
        }
        go(&room, "self", true, PHASE_REVEAL);
        pictures[k][0] = answer_picture(&room);
        room.view.since_ms = 620;
        pictures[k][1] = answer_picture(&room);
        room_finish(&room);
    }
    for (int i = 0; i < 2; i++) {
        assert_string_equal(pictures[0][i], pictures[1][i]);
        free(pictures[0][i]);
        free(pictures[1][i]);
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
        cmocka_unit_test(every_shift_reads_in_every_room),
        cmocka_unit_test(the_longest_texts_stay_in_their_places),
        cmocka_unit_test(nothing_of_either_vote_is_drawn_before_the_reveal),
        cmocka_unit_test(old_marks_fade_and_then_the_new_ones_travel),
        cmocka_unit_test(a_rank_says_each_place_and_equal_ones_share_it),
        cmocka_unit_test(points_say_the_mean_and_by_how_much_it_changed),
        cmocka_unit_test(a_quiz_says_how_many_were_right_then_and_now),
        cmocka_unit_test(a_plane_says_how_many_placed_each_thing),
        cmocka_unit_test(nobodys_own_way_on_the_plane_is_seen),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
