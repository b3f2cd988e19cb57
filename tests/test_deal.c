// Blind scores: nobody scores their own or the same twice, and every idea gets
// as near as many as the room allows, which is recomputed with maximum flows.
#include "rounds_help.h"
#include "session/kinds/ideas.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DECK                                                                   \
    "  - {id: i, kind: ideas, prompt: Q?, pick: 3, rounds: 5,\n"               \
    "     phases: [solo 2m, vote 45s, reveal]}\n"
#define GUESTS_MAX 240
#define IDEAS_MAX 720

// What the test knows of a room: who wrote and who scored what, by text.
struct plan {
    struct rounds rounds;
    struct rng rng;
    uint64_t own[GUESTS_MAX][3];
    uint64_t scored[GUESTS_MAX][6]; // by round
    uint8_t own_count[GUESTS_MAX];
    bool is_lost[GUESTS_MAX]; // answers no more
};

static struct plan plan; // 30 KB and a session

// Guests write up to three ideas; `distinct`: of so many.
static void
write_ideas(uint32_t guest, unsigned most, uint32_t distinct) {
    char json[256];
    size_t size = (size_t) snprintf(json, sizeof json, "{\"ideas\":[");
    unsigned count = rng_below(&plan.rng, most + 1);
    plan.own_count[guest] = 0;
    for (unsigned i = 0; i < count; i++) {
        char text[32];
        (void) snprintf(text, sizeof text, "idea %u",
                        rng_below(&plan.rng, distinct));
        size += (size_t) snprintf(json + size, sizeof json - size, "%s\"%s\"",
                                  i > 0 ? "," : "", text);
        plan.own[guest][plan.own_count[guest]++] = rounds_text_id(text);
    }
    (void) snprintf(json + size, sizeof json - size, "]}");
    assert_int_equal(rounds_answer(&plan.rounds, guest, json), VERDICT_OK);
}

static void
start_room(uint64_t seed, uint32_t guests, unsigned most, uint32_t distinct) {
    memset(&plan, 0, sizeof plan);
    rng_init(&plan.rng, seed);
    rounds_start(&plan.rounds, DECK, guests);
    memset(plan.rounds.play.secret, (int) (seed % 251), 32);
    rounds_go(&plan.rounds, 1);
    for (uint32_t g = 0; g < guests; g++) {
        write_ideas(g, most, distinct);
    }
}

static void
finish_room(void) {
    rounds_finish(&plan.rounds);
}

// By the wall as it is now, since the host may have merged.
static uint32_t
item_of(const struct wall *wall, uint64_t id) {
    return id == 0 ? WALL_NONE : wall_find(wall, id);
}

static bool
may_score(const struct wall *wall, uint32_t guest, uint8_t round,
          uint32_t item) {
    for (unsigned i = 0; i < plan.own_count[guest]; i++) {
        if (item_of(wall, plan.own[guest][i]) == item) {
            return false;
        }
    }
    for (unsigned r = 0; r < 6; r++) {
        if (r + 1 != round && item_of(wall, plan.scored[guest][r]) == item) {
            return false;
        }
    }
    return true;
}

static void
score(uint32_t guest, uint8_t round, uint64_t id) {
    char json[64];
    (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":%u}}",
                    (unsigned long long) id, 1 + rng_below(&plan.rng, 5));
    assert_int_equal(rounds_answer(&plan.rounds, guest, json), VERDICT_OK);
    plan.scored[guest][round - 1] = id;
}

// Whether everybody can be dealt something with no idea above `most[]`: units
// pushed one by one along augmenting paths, in the plainest way.
struct flow {
    bool may[GUESTS_MAX][IDEAS_MAX];
    uint32_t held[GUESTS_MAX];
    bool is_seen[IDEAS_MAX];
    uint32_t load[IDEAS_MAX], most[IDEAS_MAX];
    uint32_t guests, ideas;
};
static struct flow flow;

static bool
augment(uint32_t guest) {
    for (uint32_t i = 0; i < flow.ideas; i++) {
        if (!flow.may[guest][i] || flow.is_seen[i]) {
            continue;
        }
        flow.is_seen[i] = true;
        if (flow.load[i] < flow.most[i]) {
            flow.load[i]++;
            flow.held[guest] = i;
            return true;
        }
        for (uint32_t g = 0; g < flow.guests; g++) {
            if (flow.held[g] == i && augment(g)) {
                flow.held[guest] = i; // the other has gone elsewhere
                return true;
            }
        }
    }
    return false;
}

static bool
can_all_be_dealt(void) {
    memset(flow.load, 0, sizeof flow.load);
    memset(flow.held, 0xff, sizeof flow.held);
    for (uint32_t g = 0; g < flow.guests; g++) {
        bool has_any = false;
        for (uint32_t i = 0; i < flow.ideas; i++) {
            has_any = has_any || flow.may[g][i];
        }
        memset(flow.is_seen, 0, sizeof flow.is_seen);
        if (has_any && !augment(g)) {
            return false;
        }
    }
    return true;
}

static int
compare_down(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *) a, right = *(const uint32_t *) b;
    return left < right ? 1 : left > right ? -1 : 0;
}

// The sorted sums of a deal are the least possible: nothing can be taken off
// the largest without another getting as large. For the fairest deal it is
// enough that no idea's sum can be lowered to two below without any other one
// rising above what that one had less one.
static void
assert_fairest(const uint32_t *before, const uint32_t *sums) {
    uint32_t worst[IDEAS_MAX];
    memcpy(worst, sums, flow.ideas * sizeof *sums);
    qsort(worst, flow.ideas, sizeof *worst, compare_down);
    uint32_t top = worst[0];
    // A lower top for all that were dealt anything is not possible.
    bool is_dealt = false;
    for (uint32_t i = 0; i < flow.ideas; i++) {
        is_dealt = is_dealt || (sums[i] == top && sums[i] > before[i]);
    }
    for (uint32_t i = 0; is_dealt && i < flow.ideas; i++) {
        flow.most[i] = top - 1 > before[i] ? top - 1 - before[i] : 0;
    }
    assert_true(!is_dealt || !can_all_be_dealt());
    // Nor can any idea that has two fewer than another get one of those's.
    for (uint32_t low = 0; low < flow.ideas && flow.ideas <= 12; low++) {
        for (uint32_t high = 0; high < flow.ideas; high++) {
            if (sums[high] < sums[low] + 2 || sums[high] == before[high]) {
                continue;
            }
            for (uint32_t i = 0; i < flow.ideas; i++) {
                flow.most[i] = sums[i] - before[i];
            }
            flow.most[low]++;
            flow.most[high]--;
            assert_false(can_all_be_dealt());
        }
    }
}

// One round's deal: sound, complete, and at its start as fair as can be.
static void
check_deal(uint8_t round, bool is_start) {
    const struct session *session = plan.rounds.play.session;
    struct wall wall;
    static uint32_t before[IDEAS_MAX], sums[IDEAS_MAX];
    assert_true(wall_init(&wall, &session->boxes[0], 1));
    memset(before, 0, sizeof before);
    memset(flow.may, 0, sizeof flow.may);
    flow.guests = session->guest_count;
    flow.ideas = wall.count;
    assert_true(wall.count <= IDEAS_MAX);
    for (uint32_t g = 0; g < flow.guests; g++) {
        for (uint8_t r = 2; r <= 6; r++) {
            uint32_t item = item_of(&wall, plan.scored[g][r - 1]);
            if (r != round && item != WALL_NONE) {
                before[item]++;
            }
        }
    }
    memcpy(sums, before, sizeof sums);
    for (uint32_t g = 0; g < flow.guests; g++) {
        uint64_t id = rounds_ask(&plan.rounds, g).dealt;
        bool is_there = !session->guests[g].is_removed;
        unsigned choices = 0;
        if (!is_there && !is_start) {
            continue; // removed in this round: theirs stays dealt
        }
        for (uint32_t i = 0; i < wall.count; i++) {
            flow.may[g][i] = is_there && may_score(&wall, g, round, i);
            choices += flow.may[g][i];
        }
        assert_int_equal(id != 0, choices > 0); // nobody is left out
        if (id != 0) {
            uint32_t item = item_of(&wall, id);
            assert_true(item != WALL_NONE && flow.may[g][item]);
            sums[item]++;
        }
    }
    if (is_start && wall.count > 0 && wall.count <= 40) {
        assert_fairest(before, sums);
    }
    wall_finish(&wall);
}

static void
answer_all(uint8_t round) {
    const struct session *session = plan.rounds.play.session;
    for (uint32_t g = 0; g < session->guest_count; g++) {
        uint64_t id = rounds_ask(&plan.rounds, g).dealt;
        if (id != 0 && !plan.is_lost[g] && !session->guests[g].is_removed) {
            score(g, round, id);
        }
    }
}

static void
every_idea_is_scored_five_times_where_all_answer(void **state) {
    (void) state;
    for (uint32_t guests = 6; guests <= 200; guests += guests < 20 ? 1 : 23) {
        start_room(guests, guests, 0, 1);
        for (uint32_t g = 0; g < guests; g++) {
            char json[64], text[32];
            (void) snprintf(text, sizeof text, "of %u", g);
            (void) snprintf(json, sizeof json, "{\"ideas\":[\"%s\"]}", text);
            assert_int_equal(rounds_answer(&plan.rounds, g, json), VERDICT_OK);
            plan.own[g][0] = rounds_text_id(text);
            plan.own_count[g] = 1;
        }
        for (uint8_t round = 2; round <= 6; round++) {
            rounds_go(&plan.rounds, round);
            check_deal(round, true);
            answer_all(round);
        }
        struct ideas_tally tally;
        const struct session *session = plan.rounds.play.session;
        assert_true(
            ideas_tally(&session->exercises[0], &session->boxes[0], &tally));
        for (uint32_t i = 0; i < guests; i++) {
            assert_int_equal(tally.results[i].count, 5);
        }
        ideas_tally_finish(&tally);
        finish_room();
    }
}

// Small rooms of every sort: who writes nothing or the same, is lost, comes
// late or is removed.
static void
small_rooms_are_dealt_as_fairly_as_they_allow(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        struct rng rng;
        rng_init(&rng, seed * 77);
        uint32_t guests = 1 + rng_below(&rng, 11);
        start_room(seed, guests, 1 + rng_below(&rng, 3),
                   1 + rng_below(&rng, 12));
        for (uint8_t round = 2; round <= 6; round++) {
            rounds_go(&plan.rounds, round);
            check_deal(round, true);
            for (uint32_t g = 0; g < guests; g++) {
                plan.is_lost[g] = rng_below(&rng, 4) == 0;
            }
            answer_all(round);
            if (rng_below(&rng, 5) == 0) {
                (void) rounds_remove(&plan.rounds, rng_below(&rng, guests));
            }
            if (rng_below(&rng, 4) == 0) {
                uint32_t late = play_join(&plan.rounds.play);
                guests++;
                check_deal(round, false);
                uint64_t id = rounds_ask(&plan.rounds, late).dealt;
                if (id != 0) {
                    score(late, round, id);
                }
            }
        }
        finish_room();
    }
}

static void
rooms_of_any_size_are_dealt_soundly(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct rng rng;
        rng_init(&rng, seed * 31);
        uint32_t guests = 1 + rng_below(&rng, 200);
        start_room(seed, guests, 3, 1 + rng_below(&rng, 600));
        for (uint8_t round = 2; round <= 6; round++) {
            rounds_go(&plan.rounds, round);
            check_deal(round, true);
            for (uint32_t g = 0; g < guests; g++) {
                plan.is_lost[g] = rng_below(&rng, 6) == 0;
            }
            answer_all(round);
        }
        finish_room();
    }
}

// The host hides and merges while a round is on: what is hidden is dealt to
// nobody who comes late, and to nobody in the next round.
static void
what_the_host_hides_is_dealt_no_more(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng rng;
        rng_init(&rng, seed * 13);
        uint32_t guests = 4 + rng_below(&rng, 30);
        start_room(seed, guests, 2, 40);
        for (uint8_t round = 2; round <= 6; round++) {
            rounds_go(&plan.rounds, round);
            check_deal(round, true);
            uint64_t dealt[2] = {rounds_ask(&plan.rounds, 0).dealt,
                                 rounds_ask(&plan.rounds, 1).dealt};
            if (dealt[0] != 0 && dealt[1] != 0) {
                bool merges = rng_below(&rng, 2) == 0;
                assert_int_equal(rounds_edit(&plan.rounds,
                                             merges ? EDIT_MERGE : EDIT_HIDE,
                                             dealt, merges ? 2 : 1),
                                 VERDICT_OK);
            }
            uint32_t late = play_join(&plan.rounds.play);
            guests++;
            struct wall wall;
            assert_true(
                wall_init(&wall, &plan.rounds.play.session->boxes[0], 1));
            uint64_t id = rounds_ask(&plan.rounds, late).dealt;
            assert_true(wall.count == 0 ? id == 0
                                        : wall_find(&wall, id) != WALL_NONE);
            wall_finish(&wall);
        }
        finish_room();
    }
}

// Another who reads the journal (a restart) deals the same, though it comes to
// know all guests at once.
static void
a_replay_deals_the_same(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng rng;
        rng_init(&rng, seed * 5);
        uint32_t guests = 2 + rng_below(&rng, 60);
        start_room(seed, guests, 2, 60);
        const struct session *session = plan.rounds.play.session;
        for (uint8_t round = 2; round <= 4; round++) {
            rounds_go(&plan.rounds, round);
            for (uint32_t g = 0; g < guests; g++) {
                (void) rounds_ask(&plan.rounds, g);
            }
            (void) rounds_remove(&plan.rounds, rng_below(&rng, guests));
            for (unsigned i = rng_below(&rng, 4); i > 0; i--) {
                (void) rounds_ask(&plan.rounds, play_join(&plan.rounds.play));
                guests++;
            }
            answer_all(round);
            struct deal again = {0};
            assert_true(deal_update(&again, session, plan.rounds.play.secret));
            for (uint32_t g = 0; g < guests; g++) {
                assert_true(deal_of(&again, g)
                            == rounds_ask(&plan.rounds, g).dealt);
            }
            deal_finish(&again);
        }
        finish_room();
    }
}

// Back to an earlier round and forward again: still nobody scores anything in
// two rounds.
static void
going_back_makes_nobody_score_twice(void **state) {
    (void) state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng rng;
        rng_init(&rng, seed * 3);
        uint32_t guests = 3 + rng_below(&rng, 12);
        start_room(seed, guests, 2, 14);
        rounds_go(&plan.rounds, 2);
        for (int step = 0; step < 12; step++) {
            const struct phase *phase = session_phase(plan.rounds.play.session);
            if (phase->round >= 2) {
                check_deal(phase->round, true);
                for (uint32_t g = 0; g < guests; g++) {
                    plan.is_lost[g] = rng_below(&rng, 3) == 0;
                }
                answer_all(phase->round);
            }
            bool is_back = rng_below(&rng, 3) == 0 && phase->round > 2;
            (void) play_press(&plan.rounds.play, INTENT_CLOSE);
            (void) play_press(&plan.rounds.play,
                              is_back ? INTENT_BACK : INTENT_NEXT);
            if (session_is_end(plan.rounds.play.session)) {
                break;
            }
        }
        finish_room();
    }
}

static void
only_what_was_dealt_can_be_scored(void **state) {
    (void) state;
    start_room(9, 8, 2, 16);
    rounds_go(&plan.rounds, 2);
    uint64_t id = rounds_ask(&plan.rounds, 0).dealt;
    struct wall wall;
    assert_true(wall_init(&wall, &plan.rounds.play.session->boxes[0], 1));
    for (uint32_t i = 0; i < wall.count; i++) {
        char json[64];
        (void) snprintf(json, sizeof json, "{\"scores\":{\"%llu\":3}}",
                        (unsigned long long) wall.items[i].id);
        assert_int_equal(rounds_answer(&plan.rounds, 0, json),
                         wall.items[i].id == id ? VERDICT_OK : ANSWER_BAD);
        if (wall.items[i].id != id) {
            assert_string_equal(plan.rounds.fault.field, "scores");
        }
    }
    wall_finish(&wall);
    finish_room();
}

// Everybody wrote one idea, which nobody may score, and one of their own: the
// hardest to even out. It takes no longer than another room.
static void
an_idea_that_all_wrote_is_no_trouble(void **state) {
    (void) state;
    start_room(4, GUESTS_MAX, 0, 1);
    for (uint32_t g = 0; g < GUESTS_MAX; g++) {
        char json[64], text[32];
        (void) snprintf(text, sizeof text, "of %u", g);
        (void) snprintf(json, sizeof json, "{\"ideas\":[\"%s\",\"All\"]}",
                        text);
        assert_int_equal(rounds_answer(&plan.rounds, g, json), VERDICT_OK);
        plan.own[g][0] = rounds_text_id(text);
        plan.own[g][1] = rounds_text_id("all");
        plan.own_count[g] = 2;
    }
    for (uint8_t round = 2; round <= 6; round++) {
        rounds_go(&plan.rounds, round);
        check_deal(round, true);
        answer_all(round);
    }
    finish_room();
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_idea_is_scored_five_times_where_all_answer),
        cmocka_unit_test(small_rooms_are_dealt_as_fairly_as_they_allow),
        cmocka_unit_test(rooms_of_any_size_are_dealt_soundly),
        cmocka_unit_test(what_the_host_hides_is_dealt_no_more),
        cmocka_unit_test(a_replay_deals_the_same),
        cmocka_unit_test(going_back_makes_nobody_score_twice),
        cmocka_unit_test(only_what_was_dealt_can_be_scored),
        cmocka_unit_test(an_idea_that_all_wrote_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
