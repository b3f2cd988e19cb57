// The model, and what guests and the host do in it.
#include "wall_model.h"
#include "session/kinds/sketch.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// Ways to write each of them; the last ones are drawings.
static const char *const spellings[THINGS][3] = {
    {"calm", "Calm", "CALM"},
    {"two words", " two  words ", "Two Words"},
    {"Gr\xc3\xbcn", "GRU\xcc\x88N", "gr\xc3\xbcn"},
    {"stra\xc3\x9f"
     "e",
     "STRASSE", "strasse"},
    {"a", "A", "A"},
    {"b", "B", "b "},
    {"why not?", "Why not?", "WHY NOT?"},
    {"\xf0\x9f\x8c\x80", "\xf0\x9f\x8c\x80", "\xf0\x9f\x8c\x80"},
    {"\xef\xac\x81sh", "fish", "Fish"},
    {"100 %", "100 %", "100\\t%"},
};

struct model model;

const struct session *
session(void) {
    return model.rounds.play.session;
}

void
start_model(uint64_t seed, const char *deck) {
    memset(&model, 0, sizeof model);
    rng_init(&model.rng, seed);
    // Nobody, one, few or many.
    model.guests = seed % 7 < 2 ? (uint32_t) (seed % 7)
                                : 2 + rng_below(&model.rng, GUESTS_MAX - 2);
    rounds_start(&model.rounds, deck, model.guests);
    rounds_go(&model.rounds, 1);
    model.is_drawn = strcmp(session_exercise(session())->kind, "sketch") == 0;
    for (int i = 0; i < THINGS; i++) {
        model.into[i] = -1;
        if (!model.is_drawn) {
            model.ids[i] = rounds_text_id(i == 9 ? "100 %" : spellings[i][0]);
        }
    }
}

void
finish_model(void) {
    rounds_finish(&model.rounds);
}

// -- What guests do ----------------------------------------------------------

static void
add_thing(struct text *json, int thing, unsigned spelling) {
    if (model.is_drawn) {
        text_add_format(json, "[%d,0,500,%d,1000,1000]", thing * 10, thing);
    } else {
        text_add_format(json, "\"%s\"", spellings[thing][spelling]);
    }
}

// The member that holds what is written, for a list or a single one.
static void
open_answer(struct text *json) {
    const char *kind = session_exercise(session())->kind;
    text_add_format(json, "{\"%s\":",
                    strcmp(kind, "whys") == 0 ? "text"
                    : model.is_drawn          ? "strokes"
                                              : kind);
}

static void
write_one(uint8_t round, uint32_t guest, bool is_same) {
    bool is_single =
        session_exercise(session())->kind[1] == 'h' || model.is_drawn;
    unsigned most = is_single ? 1 : session_exercise(session())->pick;
    unsigned count = is_same ? 1 : rng_below(&model.rng, most + 1);
    struct text json = {0};
    memset(model.gave[round][guest], 0, sizeof model.gave[round][guest]);
    open_answer(&json);
    text_add(&json, is_single && !model.is_drawn ? "" : "[");
    for (unsigned i = 0; i < count; i++) {
        int thing = is_same ? 3 : (int) rng_below(&model.rng, THINGS);
        text_add(&json, i > 0 ? "," : "");
        add_thing(&json, thing, rng_below(&model.rng, 3));
        model.gave[round][guest][thing] = true;
    }
    text_add(&json,
             is_single && !model.is_drawn ? count == 0 ? "\"\"}" : "}" : "]}");
    assert_int_equal(rounds_answer(&model.rounds, guest, text_string(&json)),
                     VERDICT_OK);
    text_finish(&json);
}

// Everybody gives something, some twice; or all the same.
void
write_all(uint8_t round) {
    bool is_same = rng_below(&model.rng, 8) == 0;
    for (uint32_t g = 0; g < model.guests; g++) {
        for (unsigned i = rng_below(&model.rng, 3); i > 0; i--) {
            write_one(round, g, is_same);
        }
    }
}

// The ids of drawings are told by the wall: the first x stands for the thing.
void
learn_drawings(void) {
    struct wall wall;
    assert_true(wall_init_raw(&wall, &session()->boxes[0], 1));
    for (uint32_t i = 0; i < wall.count && model.is_drawn; i++) {
        struct sketch_point points[SKETCH_POINT_MAX];
        uint16_t at = 0;
        unsigned count;
        assert_true(sketch_stroke(&wall.items[i], &at, points, &count));
        assert_int_equal(count, 3);
        assert_int_equal(points[0].x, 10 * points[1].y);
        model.ids[points[1].y] = wall.items[i].id;
    }
    wall_finish(&wall);
}

// -- What the host does ------------------------------------------------------

static int
root_of(int thing) {
    while (model.into[thing] >= 0) {
        thing = model.into[thing];
    }
    return thing;
}

static void
edit_model(enum edit_verb verb, const int *things, unsigned count) {
    int into = root_of(things[0]);
    for (unsigned i = 0; i < count; i++) {
        int thing = things[i];
        if (verb == EDIT_MERGE) {
            if (root_of(thing) != into) {
                model.into[root_of(thing)] = into;
            }
        } else if (verb == EDIT_TICK || verb == EDIT_UNTICK) {
            model.is_ticked[thing] = verb == EDIT_TICK;
        } else {
            model.is_hidden[thing] = verb == EDIT_HIDE;
            model.into[thing] = verb == EDIT_SHOW ? -1 : model.into[thing];
        }
    }
}

void
edit_some(unsigned times) {
    while (times-- > 0) {
        enum edit_verb verb = (enum edit_verb) rng_below(&model.rng, 5);
        verb = rng_below(&model.rng, 3) == 0 ? EDIT_MERGE : verb;
        unsigned count =
            (verb == EDIT_MERGE ? 2 : 1) + rng_below(&model.rng, 3);
        int things[5];
        uint64_t ids[5];
        for (unsigned i = 0; i < count; i++) {
            things[i] = (int) rng_below(&model.rng, THINGS);
            ids[i] = model.ids[things[i]];
            if (ids[i] == 0) {
                return; // nobody drew it: it has no id yet
            }
        }
        edit_model(verb, things, count);
        assert_int_equal(rounds_edit(&model.rounds, verb, ids, count),
                         VERDICT_OK);
    }
}

// -- What is there -----------------------------------------------------------

static bool
is_given(uint8_t round, int thing) {
    for (uint32_t g = 0; g < model.guests; g++) {
        if (model.gave[round][g][thing]) {
            return true;
        }
    }
    return false;
}

// What a thing counts as; -1: nothing.
int
counts_as(uint8_t round, int thing) {
    int root = root_of(thing);
    if (model.is_hidden[root] || !is_given(round, thing)) {
        return -1;
    }
    return is_given(round, root) ? root : thing;
}

// What a choice of it counts as: what was chosen was there then.
int
chosen_as(uint8_t round, int thing) {
    int root = root_of(thing);
    return !model.is_hidden[root] && is_given(round, root)
               ? root
               : counts_as(round, thing);
}

uint32_t
count_writers(uint8_t round, int item) {
    uint32_t count = 0;
    for (uint32_t g = 0; g < model.guests; g++) {
        bool has_it = false;
        for (int i = 0; i < THINGS; i++) {
            has_it =
                has_it
                || (model.gave[round][g][i] && counts_as(round, i) == item);
        }
        count += has_it;
    }
    return count;
}

// Choices of an item, and guests who chose it.
uint32_t
count_chosen(uint8_t written, uint8_t round, int item, uint32_t *guests) {
    uint32_t count = 0;
    *guests = 0;
    for (uint32_t g = 0; g < model.guests; g++) {
        uint32_t mine = 0;
        for (unsigned i = 0; i < model.choices[round][g]; i++) {
            mine += chosen_as(written, model.chosen[round][g][i]) == item;
        }
        count += mine;
        *guests += mine > 0;
    }
    return count;
}

int
thing_of(uint64_t id) {
    for (int i = 0; i < THINGS; i++) {
        if (model.ids[i] == id) {
            return i;
        }
    }
    fail_msg("an id that nobody gave");
    return -1;
}

// The wall holds what the model says, in order of id, and nothing else.
void
check_wall(const struct wall *wall, uint8_t round) {
    uint32_t items = 0, hidden = 0, merged = 0;
    for (int i = 0; i < THINGS; i++) {
        if (is_given(round, i)) {
            int as = counts_as(round, i);
            bool is_moved = root_of(i) != i && is_given(round, root_of(i));
            items += as == i;
            merged += is_moved;
            hidden += as < 0 && !is_moved;
        }
    }
    assert_int_equal(wall->count, items);
    assert_int_equal(wall->hidden, hidden);
    assert_int_equal(wall->merged, merged);
    for (uint32_t i = 0; i < wall->count; i++) {
        const struct wall_item *item = &wall->items[i];
        int thing = thing_of(item->id);
        assert_int_equal(counts_as(round, thing), thing);
        assert_int_equal(item->writers, count_writers(round, thing));
        assert_int_equal(item->is_ticked, model.is_ticked[thing]);
        assert_true(i == 0 || wall->items[i - 1].id < item->id);
        assert_true(model.is_drawn
                    || rounds_text_id((const char *) item->bytes) == item->id);
    }
}

// -- What guests choose ------------------------------------------------------

// Some of what is on the wall now, dealt or not.
void
choose_all(uint8_t written, const char *field, unsigned most, bool may_repeat) {
    uint8_t round = session_phase(session())->round;
    struct wall wall;
    bool is_same = rng_below(&model.rng, 6) == 0;
    assert_true(wall_init(&wall, session_box(session(), 0, 1), written));
    for (uint32_t g = 0; g < model.guests && wall.count > 0; g++) {
        struct text json = {0};
        bool is_one = strcmp(field, "pick") == 0;
        unsigned wanted =
            is_same || is_one ? 1 : rng_below(&model.rng, most + 1);
        text_add_format(&json, is_one ? "{\"%s\":" : "{\"%s\":[", field);
        model.choices[round][g] = 0;
        for (unsigned i = 0; i < wanted; i++) {
            uint32_t at = is_same ? 0 : rng_below(&model.rng, wall.count);
            int thing = thing_of(wall.items[at].id);
            bool is_new = true;
            for (unsigned k = 0; k < model.choices[round][g]; k++) {
                is_new = is_new && model.chosen[round][g][k] != thing;
            }
            if (!is_new && !may_repeat) {
                continue;
            }
            unsigned count = model.choices[round][g]++;
            model.chosen[round][g][count] = thing;
            text_add_format(&json, count > 0 ? ",%llu" : "%llu",
                            (unsigned long long) wall.items[at].id);
        }
        text_add(&json, is_one ? "}" : "]}");
        assert_int_equal(rounds_answer(&model.rounds, g, text_string(&json)),
                         VERDICT_OK);
        text_finish(&json);
    }
    wall_finish(&wall);
}

uint32_t
count_answered(uint8_t round) {
    uint32_t count = 0;
    for (uint32_t g = 0; g < model.guests; g++) {
        bool has_any =
            model.choices[round][g] > 0 || model.scores[round][g] > 0;
        for (int i = 0; i < THINGS; i++) {
            has_any = has_any || model.gave[round][g][i];
        }
        count += has_any;
    }
    return count;
}
