// Simulated guests put a beginning and an end together, so that a room has many
// texts and some of them twice.
#include "session/kinds/made_up.h"
#include "session/wall.h"
#include <stdio.h>

struct phrases {
    const char *begin[12], *end[12];
};

static const struct phrases phrases[] = {
    [MADE_UP_IDEAS] = {{"Show", "Teach", "Film", "Give away", "Write down",
                        "Sing about", "Invite people into", "Draw",
                        "Stop hiding", "Build in public",
                        "Tell the truth about", "Celebrate"},
                       {"how we make it", "our first mistake",
                        "one customer a week", "the people behind it",
                        "what we would never sell", "a day without a plan",
                        "the craft itself", "our worst review",
                        "what comes next", "the smallest detail",
                        "a promise we keep", "what we learnt"}},
    [MADE_UP_QUESTIONS] = {{"What do they", "Where do they", "When do they",
                            "Why do they", "With whom do they",
                            "How often do they", "What would they",
                            "Who of them would", "Which of us would they",
                            "How do they", "What makes them",
                            "What stops them to"},
                           {"read at night?", "talk about over dinner?",
                            "laugh at?", "fear to lose?", "give up for this?",
                            "pay for gladly?", "tell their friends?",
                            "skip without a thought?", "miss if we stopped?",
                            "trust?", "learn from us?", "wish we would ask?"}},
    [MADE_UP_REASONS] = {{"Because others", "Because customers", "Because we",
                          "Because nobody", "Because the boss", "Because it",
                          "Since people", "Since we", "So that they",
                          "So that we", "For fear that others",
                          "In the hope that it"},
                         {"listen there", "want to belong", "were told to",
                          "notice us", "asked for it", "costs little",
                          "remember a story", "have something to say",
                          "come back", "learn faster", "are seen first",
                          "might work once more"}},
};

void
made_up_texts(enum made_up what, unsigned pick, struct rng *rng,
              struct answer *out) {
    unsigned wanted = 1 + rng_below(rng, pick);
    written_begin(out, "");
    for (unsigned i = 0; i < wanted; i++) {
        char text[WRITTEN_BYTES];
        // One draw a statement: a compiler may take arguments in any order.
        const char *begin = phrases[what].begin[rng_below(rng, 12)];
        const char *end = phrases[what].end[rng_below(rng, 12)];
        snprintf(text, sizeof text, "%s %s", begin, end);
        json_t *json = json_string(text);
        struct answer_fault fault;
        (void) written_take(json, "texts", out, &fault); // ours are fine
        json_decref(json);
    }
}

void
made_up_choice(const struct ask *ask, uint8_t round, unsigned most,
               struct rng *rng, struct answer *out) {
    struct wall wall;
    out->size = 0;
    if (ask->box == NULL || !wall_init(&wall, ask->box, round)) {
        return;
    }
    uint32_t first = 0;
    uint32_t count = wall_deal(&wall, ask->deal, &first);
    for (unsigned i = 0; i < most && count > 0; i++) {
        // The smaller of two draws: some things are liked by many.
        uint32_t a = rng_below(rng, count), b = rng_below(rng, count);
        uint32_t item = (first + (a < b ? a : b)) % wall.count;
        struct ballot ballot = written_ballot(out);
        uint64_t other = 0;
        bool is_new = true;
        for (uint16_t at = 0; chosen_next(&ballot, &at, &other);) {
            is_new = is_new && other != wall.items[item].id;
        }
        if (is_new) {
            chosen_add(out, wall.items[item].id);
        }
    }
    wall_finish(&wall);
}
