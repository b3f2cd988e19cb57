// A word cloud that grows while the room looks at it: its words stay where they
// are, none lies over another, and it is laid out anew only now and then.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/random.h"
#include "drawing/paint.h"
#include "scene_room.h"

#define MOVE_MAX_PX 20.0 // mean, per word and update, at 1920 x 1080
#define UPDATES 50
#define START_MS 60000 // nothing moves by itself any more
#define LAYOUT_EVERY_MS 1500
#define VOCABULARY_MAX 120
#define SHOWN_MAX 80

static struct fonts *fonts;

static const char deck_text[] = "deck: cloud\n"
                                "title: A cloud\n"
                                "exercises:\n"
                                "  - id: hello\n"
                                "    kind: words\n"
                                "    prompt: 'One word: how do you arrive?'\n"
                                "    live: true\n"
                                "    phases: [vote, reveal]\n"
                                "  - id: bye\n"
                                "    kind: words\n"
                                "    prompt: 'One word: how do you leave?'\n"
                                "    live: true\n"
                                "    phases: [vote, reveal]\n";

static struct room
cloud_room(void) {
    struct room room = room_open(deck_text, fonts);
    room_join(&room, 5);
    room_go(&room, "hello", PHASE_VOTE);
    room.view.since_ms = START_MS;
    room.view.cloud = cloud_memory_create();
    return room;
}

static void
cloud_room_finish(struct room *room) {
    cloud_memory_destroy(room->view.cloud);
    room_finish(room);
}

// The guest's one word, instead of the one said before.
static void
say(struct room *room, uint32_t guest, const char *word) {
    static struct event event; // 8 KB
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = (uint16_t) room->session->place.exercise;
    event.ballot.round = 1;
    event.ballot.guest = GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    struct answer *answer = &event.ballot.answer;
    size_t size = strlen(word) + 1;
    for (int i = 0; i < 2; i++) { // the text and its key
        memcpy(answer->bytes + answer->size, word, size);
        answer->size = (uint16_t) (answer->size + size);
    }
    room_apply(room, &event);
}

// What a room of people says: few words often, many rarely.
struct vocabulary {
    char words[VOCABULARY_MAX][32];
    double bounds[VOCABULARY_MAX]; // of their shares, added up
    uint32_t count;
};

static void
vocabulary_init(struct vocabulary *out, struct rng *rng, uint32_t count,
                double slope) {
    static const char letters[] = "etaoinshrdlumwcf";
    double sum = 0.0;
    out->count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = 4 + rng_below(rng, 8);
        for (uint32_t k = 0; k < length; k++) {
            out->words[i][k] = letters[rng_below(rng, sizeof letters - 1)];
        }
        out->words[i][length] = '\0';
        sum += pow(i + 1.0, -slope);
        out->bounds[i] = sum;
    }
}

static const char *
vocabulary_draw(const struct vocabulary *from, struct rng *rng) {
    double at = rng_below(rng, 1000000) / 1e6 * from->bounds[from->count - 1];
    uint32_t i = 0;
    while (from->bounds[i] < at) {
        i++;
    }
    return from->words[i];
}

// The words on the wall and where the middle of each is.
struct shown {
    struct {
        char text[32];
        struct point at;
    } words[SHOWN_MAX];
    unsigned count;
};

static void
look(struct room *room, struct shown *out) {
    bool is_result = false;
    room_draw(room);
    out->count = 0;
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        const char *text = mark->kind == MARK_TEXT || mark->kind == MARK_GROUP
                               ? mark_text(&room->drawing, mark)
                               : "";
        if (mark->kind == MARK_GROUP) {
            is_result = strcmp(text, "result") == 0;
        }
        if (!is_result || mark->kind != MARK_TEXT
            || mark->text.role != FONT_VALUE) {
            continue;
        }
        assert_true(out->count < SHOWN_MAX);
        (void) snprintf(out->words[out->count].text, sizeof out->words[0].text,
                        "%s", text);
        float middle = fonts_cap_height(fonts, FONT_VALUE) / 2.0f;
        out->words[out->count++].at =
            (struct point){mark->text.at.x + mark->text.width / 2.0f,
                           mark->text.at.y - middle * mark->text.size};
    }
}

static const struct point *
find(const struct shown *shown, const char *text) {
    for (unsigned i = 0; i < shown->count; i++) {
        if (strcmp(shown->words[i].text, text) == 0) {
            return &shown->words[i].at;
        }
    }
    return NULL;
}

static bool
is_same(const struct shown *a, const struct shown *b) {
    bool is_equal = a->count == b->count;
    for (unsigned i = 0; is_equal && i < a->count; i++) {
        const struct point *at = find(b, a->words[i].text);
        is_equal = at && at->x == a->words[i].at.x && at->y == a->words[i].at.y;
    }
    return is_equal;
}

// How far words went between two pictures, for those that are in both.
struct moves {
    double sum_px;
    unsigned count;
};

static void
add_moves(struct moves *moves, const struct shown *before,
          const struct shown *after) {
    for (unsigned i = 0; i < before->count; i++) {
        struct point from = before->words[i].at;
        const struct point *to = find(after, before->words[i].text);
        if (to) {
            moves->sum_px += hypot(to->x - from.x, to->y - from.y);
            moves->count++;
        }
    }
}

struct run {
    uint64_t seed;
    unsigned answers; // in each update
    uint32_t vocabulary;
    double slope;
};

// A cloud that grows in UPDATES updates; returns the mean move in px.
static double
grow(const struct run *run, struct shown *out_last) {
    struct room room = cloud_room();
    struct vocabulary vocabulary;
    struct rng rng;
    struct moves moves = {0};
    struct shown before = {.count = 0};
    uint32_t guest = 0;
    rng_init(&rng, run->seed);
    vocabulary_init(&vocabulary, &rng, run->vocabulary, run->slope);
    for (int update = 0; update < UPDATES; update++) {
        for (unsigned i = 0; i < run->answers; i++) {
            say(&room, guest++, vocabulary_draw(&vocabulary, &rng));
        }
        look(&room, out_last);
        assert_int_equal(room_count_faults(&room, "cloud"), 0);
        add_moves(&moves, &before, out_last);
        before = *out_last;
        room.view.since_ms += LAYOUT_EVERY_MS;
    }
    cloud_room_finish(&room);
    return moves.sum_px / moves.count;
}

static void
words_stay_where_they_are_while_a_cloud_grows(void **state) {
    (void) state;
    struct shown last;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        double mean = grow(&(struct run){seed, 3, 55, 0.9}, &last);
        assert_true(last.count >= 35);
        assert_true(mean <= MOVE_MAX_PX);
    }
}

static void
words_stay_where_they_are_in_a_dense_cloud(void **state) {
    (void) state;
    struct shown last;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        double mean = grow(&(struct run){seed, 6, 60, 0.9}, &last);
        assert_true(last.count >= 35);
        assert_true(mean <= MOVE_MAX_PX);
        mean = grow(&(struct run){seed, 6, 110, 0.0}, &last);
        assert_true(last.count >= 25);
        assert_true(mean <= MOVE_MAX_PX);
    }
}

static void
the_same_answers_give_the_same_cloud(void **state) {
    (void) state;
    struct shown once, again, other;
    (void) grow(&(struct run){7, 6, 60, 0.9}, &once);
    (void) grow(&(struct run){7, 6, 60, 0.9}, &again);
    (void) grow(&(struct run){8, 6, 60, 0.9}, &other);
    assert_true(is_same(&once, &again));
    assert_false(is_same(&once, &other));
}

static void
a_first_picture_is_that_of_a_view_without_memory(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct cloud_memory *memory = room.view.cloud;
    struct shown with, without;
    for (uint32_t guest = 0; guest < 40; guest++) {
        char word[32];
        (void) snprintf(word, sizeof word, "word %u", guest % 17);
        say(&room, guest, word);
    }
    look(&room, &with);
    room.view.cloud = NULL;
    look(&room, &without);
    assert_int_equal(with.count, 17);
    assert_true(is_same(&with, &without));
    room.view.cloud = memory;
    cloud_room_finish(&room);
}

static void
a_cloud_is_laid_out_anew_only_now_and_then(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown shown;
    say(&room, 1, "calm");
    look(&room, &shown); // the first at once
    assert_int_equal(shown.count, 1);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    say(&room, 2, "awake");
    room.view.since_ms = START_MS + 100;
    look(&room, &shown);
    assert_int_equal(shown.count, 1);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 1400);
    room.view.since_ms = START_MS + 1499;
    look(&room, &shown);
    assert_int_equal(shown.count, 1);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), 1);
    room.view.since_ms = START_MS + 1500;
    look(&room, &shown);
    assert_int_equal(shown.count, 2);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    cloud_room_finish(&room);
}

static void
another_phase_shows_every_answer_at_once(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown before, after;
    say(&room, 1, "calm");
    look(&room, &before);
    say(&room, 2, "awake");
    room.view.since_ms = START_MS + 200;
    look(&room, &before);
    room_go(&room, "hello", PHASE_REVEAL);
    room.view.since_ms = START_MS + 210;
    look(&room, &after);
    assert_int_equal(after.count, 2);
    assert_true(find(&after, "calm")->x == find(&before, "calm")->x);
    cloud_room_finish(&room);
}

static void
a_cloud_waits_for_no_other_picture(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown shown;
    say(&room, 1, "calm");
    look(&room, &shown);
    say(&room, 2, "awake");
    look(&room, &shown);
    assert_true(scene_wait_ms(&room.view, 1.0) > 0);
    room_go(&room, "bye", PHASE_VOTE);
    room.view.since_ms = START_MS;
    look(&room, &shown);
    assert_int_equal(scene_wait_ms(&room.view, 1.0), -1);
    cloud_room_finish(&room);
}

static void
a_word_that_nobody_says_goes_at_once(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown before, after;
    say(&room, 1, "calm");
    say(&room, 2, "rude");
    say(&room, 3, "awake");
    look(&room, &before);
    say(&room, 2, "calm"); // what hiding a word does to the tally
    room.view.since_ms = START_MS + 10;
    look(&room, &after);
    assert_int_equal(after.count, 2);
    assert_null(find(&after, "rude"));
    assert_true(find(&after, "awake")->x == find(&before, "awake")->x);
    say(&room, 2, "rude");
    look(&room, &after);
    assert_true(is_same(&before, &after));
    cloud_room_finish(&room);
}

static void
a_new_word_pushes_out_none_that_was_said_as_often(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown before, after;
    uint32_t guest = 0;
    for (; guest < 70; guest++) {
        char word[8];
        (void) snprintf(word, sizeof word, "m%02u", guest);
        say(&room, guest, word);
    }
    look(&room, &before);
    assert_int_equal(before.count, 60);
    for (; guest < 90; guest++) { // before the others in byte order
        char word[8];
        (void) snprintf(word, sizeof word, "a%02u", guest);
        say(&room, guest, word);
    }
    room.view.since_ms = START_MS + LAYOUT_EVERY_MS;
    look(&room, &after);
    assert_true(is_same(&before, &after));
    say(&room, guest, "a70"); // more often than any other
    room.view.since_ms = START_MS + 2 * LAYOUT_EVERY_MS;
    look(&room, &after);
    assert_non_null(find(&after, "a70"));
    cloud_room_finish(&room);
}

static void
a_cloud_keeps_its_form_on_a_larger_screen(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown small, large;
    for (uint32_t guest = 0; guest < 120; guest++) {
        char word[32];
        (void) snprintf(word, sizeof word, "word %u", guest * guest % 31);
        say(&room, guest, word);
        if (guest % 10 == 0) {
            room.view.since_ms += LAYOUT_EVERY_MS;
            look(&room, &small);
        }
    }
    room.view.since_ms += LAYOUT_EVERY_MS;
    look(&room, &small);
    room.view.width *= 2.0f;
    room.view.height *= 2.0f;
    look(&room, &large);
    assert_int_equal(room_count_faults(&room, "larger"), 0);
    assert_int_equal(small.count, large.count);
    for (unsigned i = 0; i < small.count; i++) {
        const struct point *at = find(&large, small.words[i].text);
        assert_non_null(at);
        assert_true(fabsf(at->x - 2.0f * small.words[i].at.x) < 2.0f);
        assert_true(fabsf(at->y - 2.0f * small.words[i].at.y) < 2.0f);
    }
    cloud_room_finish(&room);
}

static void
a_notice_over_a_cloud_keeps_its_words_apart_and_inside(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown shown;
    for (uint32_t guest = 0; guest < 200; guest++) {
        char word[32];
        (void) snprintf(word, sizeof word, "word %u", guest * guest % 61);
        say(&room, guest, word);
    }
    look(&room, &shown);
    room.view.notice = "The disk is full: votes cannot be kept. Delete "
                       "something; phones send again by themselves.";
    look(&room, &shown);
    assert_int_equal(room_count_faults(&room, "notice"), 0);
    assert_true(shown.count > 10);
    room.view.notice = NULL;
    look(&room, &shown);
    assert_int_equal(room_count_faults(&room, "no notice"), 0);
    cloud_room_finish(&room);
}

static void
another_question_begins_with_an_empty_memory(void **state) {
    (void) state;
    struct room room = cloud_room();
    struct shown shown;
    static const char *const words[] = {"calm", "awake", "brave", "calm"};
    for (uint32_t i = 0; i < 4; i++) {
        say(&room, i, words[i]);
        look(&room, &shown);
        room.view.since_ms += LAYOUT_EVERY_MS;
    }
    room_go(&room, "bye", PHASE_VOTE);
    room.view.since_ms = 0;
    say(&room, 9, "awake");
    look(&room, &shown);
    assert_int_equal(shown.count, 1);
    assert_true(fabsf(shown.words[0].at.x - 960.0f) < 1.0f);
    cloud_room_finish(&room);
}

static int
open_fonts(void **state) {
    (void) state;
    struct fault fault = {""};
    fonts = fonts_create(&fault);
    return fonts == NULL;
}

static int
close_fonts(void **state) {
    (void) state;
    fonts_destroy(fonts);
    return 0;
}

int
main(void) {
    random_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stay_where_they_are_while_a_cloud_grows),
        cmocka_unit_test(words_stay_where_they_are_in_a_dense_cloud),
        cmocka_unit_test(the_same_answers_give_the_same_cloud),
        cmocka_unit_test(a_first_picture_is_that_of_a_view_without_memory),
        cmocka_unit_test(a_cloud_is_laid_out_anew_only_now_and_then),
        cmocka_unit_test(another_phase_shows_every_answer_at_once),
        cmocka_unit_test(a_cloud_waits_for_no_other_picture),
        cmocka_unit_test(a_word_that_nobody_says_goes_at_once),
        cmocka_unit_test(a_new_word_pushes_out_none_that_was_said_as_often),
        cmocka_unit_test(a_cloud_keeps_its_form_on_a_larger_screen),
        cmocka_unit_test(
            a_notice_over_a_cloud_keeps_its_words_apart_and_inside),
        cmocka_unit_test(another_question_begins_with_an_empty_memory),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
