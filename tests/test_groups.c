// Groups of many sizes, drawn, joined and left: always whole, nested and as
// new as they can be.
#include "rounds_help.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GUESTS_MAX 310

// Talks without a vote: pairs and fours, fours alone, groups of five, pairs.
#define TALKS                                                                  \
    "  - {id: a, kind: talk, prompt: Q?, phases: [pairs, fours]}\n"            \
    "  - {id: b, kind: talk, prompt: Q?, phases: [fours]}\n"                   \
    "  - {id: c, kind: talk, prompt: Q?, phases: [groups]}\n"                  \
    "  - {id: d, kind: talk, prompt: Q?, group: 3, phases: [groups]}\n"

static struct rounds rounds;

static const struct session *
session(void) {
    return rounds.play.session;
}

// The number of everybody's group now, -1 for none.
static void
take_groups(int out[static GUESTS_MAX]) {
    for (uint32_t g = 0; g < GUESTS_MAX; g++) {
        struct group group;
        bool is_in = session_group_of(session(), g, &group);
        out[g] = is_in ? group.number : -1;
    }
}

// Everybody who is there is in one group, whose size and members are what they
// should be; nobody is alone. Returns the sizes' least and most.
static void
check_whole(uint32_t *least, uint32_t *most) {
    uint32_t sizes[GUESTS_MAX] = {0};
    uint32_t count = session_group_count(session()), seen = 0;
    int of[GUESTS_MAX];
    take_groups(of);
    *least = UINT32_MAX;
    *most = 0;
    for (uint32_t g = 0; g < session()->guest_count; g++) {
        bool is_there = !session()->guests[g].is_removed;
        assert_int_equal(of[g] >= 0, is_there);
        if (is_there) {
            assert_true((uint32_t) of[g] < count);
            sizes[of[g]]++;
        }
    }
    for (uint16_t k = 0; k < count; k++) {
        struct group group;
        session_group_at(session(), k, &group);
        assert_int_equal(group.size, sizes[k]);
        assert_true(group.slot < 8 && group.name[0] != '\0');
        uint32_t members = 0, member = GUEST_NOBODY;
        while ((member = session_group_member(session(), k, member))
               != GUEST_NOBODY) {
            assert_int_equal(of[member], k);
            assert_true(members > 0 || group.scribe == member);
            members++;
        }
        assert_int_equal(members, sizes[k]);
        if (sizes[k] > 0) {
            *least = sizes[k] < *least ? sizes[k] : *least;
            *most = sizes[k] > *most ? sizes[k] : *most;
            seen += sizes[k];
        }
    }
    assert_int_equal(seen, session()->joined);
    assert_true(session()->joined < 2 || *least >= 2);
}

// Who is a pair is in one four.
static void
check_nested(const int pairs[static GUESTS_MAX],
             const int fours[static GUESTS_MAX]) {
    for (uint32_t a = 0; a < session()->guest_count; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (pairs[a] >= 0 && pairs[a] == pairs[b]) {
                assert_int_equal(fours[a], fours[b]);
            }
        }
    }
}

static void
groups_of_any_room_are_whole_and_even(void **state) {
    (void) state;
    for (uint32_t guests = 0; guests <= 300; guests++) {
        rounds_start(&rounds, TALKS, guests);
        uint32_t least, most;
        int pairs[GUESTS_MAX], fours[GUESTS_MAX];
        play_go(&rounds.play, 0, 0);
        assert_int_equal(session_group_level(session()), GROUP_PAIRS);
        check_whole(&least, &most);
        take_groups(pairs);
        assert_true(guests < 4 || (least == 2 && most == 2 + guests % 2));
        play_go(&rounds.play, 0, 1);
        check_whole(&least, &most);
        take_groups(fours);
        check_nested(pairs, fours);
        assert_true(guests < 4 || (least >= 4 && most <= 7));
        assert_true(guests < 8 || most <= 6);
        for (int i = 1; i < 4; i++) {
            const uint32_t size = i == 1 ? 4 : i == 2 ? 5 : 3;
            play_go(&rounds.play, i, 0);
            check_whole(&least, &most);
            assert_true(guests == 0 || most - least <= 1);
            // As near the size as any number of groups brings it.
            assert_true(guests < 2 * size
                        || (least >= size - 2 && most <= size + 2));
        }
        rounds_finish(&rounds);
    }
}

// Late guests join the smallest, and nobody is left alone when others go.
static void
groups_stay_whole_while_people_come_and_go(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        rounds_start(&rounds, TALKS, rng_below(&rng, 24));
        play_go(&rounds.play, 0, 0);
        for (int step = 0; step < 40; step++) {
            uint32_t least, most, after_least, after_most;
            int pairs[GUESTS_MAX], fours[GUESTS_MAX];
            check_whole(&least, &most);
            if (rng_below(&rng, 2) == 0) {
                struct group group;
                uint32_t late = play_join(&rounds.play);
                assert_true(session_group_of(session(), late, &group));
                bool is_nested = session()->place.exercise == 0
                                 && session()->place.phase == 1;
                // In nested fours the smallest pair comes first.
                assert_true(is_nested || session()->joined == 1
                            || group.size == least + 1);
            } else if (session()->guest_count > 0) {
                (void) rounds_remove(&rounds,
                                     rng_below(&rng, session()->guest_count));
            }
            check_whole(&after_least, &after_most);
            if (session()->place.exercise == 0) {
                uint8_t phase = session()->place.phase;
                take_groups(phase == 0 ? pairs : fours);
                (void) play_press(&rounds.play,
                                  phase == 0 ? INTENT_NEXT : INTENT_BACK);
                check_whole(&least, &most);
                take_groups(phase == 0 ? fours : pairs);
                check_nested(pairs, fours);
            }
            if (rng_below(&rng, 8) == 0) {
                (void) play_press(&rounds.play, rng_below(&rng, 2) == 0
                                                    ? INTENT_BACK
                                                    : INTENT_NEXT);
                if (session_exercise(session()) == NULL) {
                    break;
                }
            }
        }
        rounds_finish(&rounds);
    }
}

// Somebody leaves or comes during another exercise, and the host goes back.
static void
going_back_finds_groups_without_gaps(void **state) {
    (void) state;
    for (uint32_t guests = 2; guests < 14; guests++) {
        uint32_t least, most;
        rounds_start(&rounds, TALKS, guests);
        play_go(&rounds.play, 2, 0);
        assert_int_equal(rounds_remove(&rounds, 0), VERDICT_OK);
        (void) play_join(&rounds.play);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(play_press(&rounds.play, INTENT_BACK), VERDICT_OK);
            check_whole(&least, &most);
        }
        rounds_finish(&rounds);
    }
}

// -- Nobody twice ------------------------------------------------------------

static void
start_pairs(uint32_t guests, int exercises) {
    struct text text = {0};
    for (int i = 0; i < exercises; i++) {
        text_add_format(&text,
                        "  - {id: t%d, kind: talk, prompt: Q?, "
                        "phases: [pairs, discuss]}\n",
                        i);
    }
    rounds_start(&rounds, text_string(&text), guests);
    text_finish(&text);
}

static unsigned
count_met_again(bool met[GUESTS_MAX][GUESTS_MAX]) {
    int of[GUESTS_MAX];
    unsigned again = 0;
    take_groups(of);
    for (uint32_t a = 0; a < session()->guest_count; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (of[a] >= 0 && of[a] == of[b]) {
                again += met[a][b];
                met[a][b] = true;
            }
        }
    }
    return again;
}

// The fewest that must meet again when all (up to nine) sit in pairs, one of
// three where the number is odd: by trying everything.
static unsigned
fewest_again(bool met[GUESTS_MAX][GUESTS_MAX], unsigned left, bool is_odd) {
    if (left == 0) {
        return 0;
    }
    unsigned a = 0, best = 99;
    while ((left >> a & 1u) == 0) {
        a++;
    }
    for (unsigned b = a + 1; b < 9; b++) {
        if ((left >> b & 1u) == 0) {
            continue;
        }
        unsigned rest = left & ~(1u << a | 1u << b);
        unsigned again = met[b][a] + fewest_again(met, rest, is_odd);
        best = again < best ? again : best;
        for (unsigned c = b + 1; is_odd && c < 9; c++) {
            if ((rest >> c & 1u) != 0) {
                again = met[b][a] + met[c][a] + met[c][b]
                        + fewest_again(met, rest & ~(1u << c), false);
                best = again < best ? again : best;
            }
        }
    }
    return best;
}

static void
as_few_as_can_be_meet_again(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        static bool met[GUESTS_MAX][GUESTS_MAX];
        uint32_t guests = 2 + (uint32_t) (seed % 8);
        start_pairs(guests, 9);
        memset(met, 0, sizeof met);
        rounds.play.session->seq = seed * 1000; // another draw each time
        for (int i = 0; i < 9; i++) {
            play_go(&rounds.play, i, 0);
            unsigned fewest =
                fewest_again(met, (1u << guests) - 1, guests % 2 == 1);
            assert_int_equal(count_met_again(met), fewest);
        }
        rounds_finish(&rounds);
    }
}

static void
in_a_large_room_nobody_meets_again(void **state) {
    (void) state;
    for (uint32_t guests = 30; guests <= 300; guests += 45) {
        static bool met[GUESTS_MAX][GUESTS_MAX];
        memset(met, 0, sizeof met);
        start_pairs(guests, 12);
        for (int i = 0; i < 12; i++) {
            play_go(&rounds.play, i, 0);
            assert_int_equal(count_met_again(met), 0);
        }
        rounds_finish(&rounds);
    }
}

static void
drawn_anew_they_are_others(void **state) {
    (void) state;
    for (uint32_t guests = 4; guests <= 40; guests++) {
        rounds_start(&rounds, TALKS, guests);
        for (int i = 0; i < 4; i++) {
            static bool met[GUESTS_MAX][GUESTS_MAX];
            uint32_t least, most;
            int before[GUESTS_MAX], after[GUESTS_MAX];
            play_go(&rounds.play, i, 0);
            take_groups(before);
            memset(met, 0, sizeof met);
            (void) count_met_again(met);
            assert_int_equal(play_press(&rounds.play, INTENT_GROUP),
                             VERDICT_OK);
            check_whole(&least, &most);
            take_groups(after);
            if (session_group_count(session()) < 2) {
                continue;
            }
            unsigned kept = 0, pairs = 0;
            for (uint32_t a = 0; a < guests; a++) {
                for (uint32_t b = 0; b < a; b++) {
                    kept += before[a] == before[b] && after[a] == after[b];
                    pairs += before[a] == before[b];
                }
            }
            // Of five, two of the three must meet again.
            assert_true(i > 0 ? kept < pairs : kept <= (guests == 5));
        }
        rounds_finish(&rounds);
    }
}

static void
there_is_nothing_to_draw_outside_groups(void **state) {
    (void) state;
    start_pairs(6, 1);
    assert_int_equal(play_press(&rounds.play, INTENT_GROUP),
                     VERDICT_NOT_ALLOWED);
    play_go(&rounds.play, 0, 1);
    assert_int_equal(session_group_level(session()), GROUP_NONE);
    assert_int_equal(play_press(&rounds.play, INTENT_GROUP),
                     VERDICT_NOT_ALLOWED);
    rounds_finish(&rounds);
}

// The same events give the same groups, whoever applies them.
static void
a_replay_draws_the_same(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        rounds_start(&rounds, TALKS, rng_below(&rng, 60));
        struct session *other = session_create(rounds.play.deck);
        static struct event events[160];
        unsigned count = 0;
        for (uint32_t g = 0; g < session()->guest_count; g++) {
            events[count].type = EVENT_JOINED;
            memcpy(events[count].joined.token_hash,
                   session()->guests[g].token_hash, TOKEN_HASH_SIZE);
            events[count].seq = g + 1;
            events[count++].t_ms = 1000;
        }
        for (int step = 0; step < 60 && !session_is_end(session()); step++) {
            enum verdict verdict = VERDICT_OK;
            uint32_t what = rng_below(&rng, 5);
            if (what == 0) {
                (void) play_join(&rounds.play);
            } else if (what == 1) {
                verdict = rounds_remove(&rounds, rng_below(&rng, 60));
            } else {
                verdict = play_press(&rounds.play,
                                     what == 2 ? INTENT_GROUP : INTENT_NEXT);
            }
            if (verdict == VERDICT_OK) {
                events[count++] = rounds.play.event;
            }
        }
        for (unsigned i = 0; i < count; i++) {
            (void) session_apply(other, &events[i]);
        }
        uint8_t mine[32], theirs[32];
        memcpy(other->hash, session()->hash, sizeof other->hash);
        session_digest(session(), mine);
        session_digest(other, theirs);
        assert_memory_equal(mine, theirs, 32);
        session_destroy(other);
        rounds_finish(&rounds);
    }
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_of_any_room_are_whole_and_even),
        cmocka_unit_test(groups_stay_whole_while_people_come_and_go),
        cmocka_unit_test(going_back_finds_groups_without_gaps),
        cmocka_unit_test(as_few_as_can_be_meet_again),
        cmocka_unit_test(in_a_large_room_nobody_meets_again),
        cmocka_unit_test(drawn_anew_they_are_others),
        cmocka_unit_test(there_is_nothing_to_draw_outside_groups),
        cmocka_unit_test(a_replay_draws_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
