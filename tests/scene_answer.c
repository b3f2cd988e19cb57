// Guests and their answers for the tests of scenes.
#include "scene_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "drawing/paint.h"
#include "scene_golden.h"
#include "session/kind.h"

void
answer_size(struct room *room, unsigned at) {
    static const struct point sizes[] = {
        {1024, 768}, {1920, 1080}, {3840, 2160}};
    room->view.width = sizes[at % 3].x;
    room->view.height = sizes[at % 3].y;
}

void
answer_view(struct room *room, unsigned at) {
    static const float scales[] = {0.75f, 1.0f, 1.33f};
    answer_size(room, at);
    room->view.room_scale = scales[at / 3 % 3];
}

void
answer_join(struct room *room, unsigned guests, bool is_hostile) {
    static const char *const words[] = {"amber kite", "quiet otter",
                                        "golden umbrella", "silent puffin",
                                        "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"};
    for (unsigned i = 0; i < guests; i++) {
        struct event event = {.type = EVENT_JOINED};
        uint32_t number = room->session->guest_count + 1;
        memcpy(event.joined.token_hash, &number, sizeof number);
        snprintf(event.joined.words, sizeof event.joined.words, "%s",
                 words[i % (is_hostile ? 5 : 4)]);
        if (is_hostile) {
            memset(event.joined.name, 'W', i % 2 ? 60 : 3);
        }
        room_apply(room, &event);
    }
}

void
answer_put(struct room *room, uint32_t guest, const struct answer *answer) {
    static struct event event; // 8 KB
    const struct session *session = room->session;
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = (uint16_t) session->place.exercise;
    event.ballot.round = session_round(session);
    event.ballot.guest =
        session_exercise(session)->is_named ? guest : GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    event.ballot.answer = *answer;
    room_apply(room, &event);
}

static struct ask
ask_of(const struct room *room, uint32_t guest) {
    const struct session *session = room->session;
    return (struct ask){
        .exercise = session_exercise(session),
        .box = session_box(session, (uint16_t) session->place.exercise, 1),
        .round = session_round(session),
        .deal = guest};
}

void
answer_give(struct room *room, uint32_t guest, const char *json) {
    static struct answer answer; // 8 KB
    struct answer_fault fault;
    struct ask ask = ask_of(room, guest);
    json_t *in = json_loads(json, 0, NULL);
    CHECK(kind_of(ask.exercise)->read_answer(&ask, in, &answer, &fault));
    json_decref(in);
    answer_put(room, guest, &answer);
}

void
answer_picks(struct room *room, const int *picks, unsigned count) {
    for (uint32_t i = 0; i < count; i++) {
        char json[32];
        snprintf(json, sizeof json, "{\"pick\":[%d]}", picks[i]);
        answer_give(room, i, json);
    }
}

void
answer_simulate(struct room *room, uint32_t guests, uint64_t seed) {
    static struct answer answer; // 8 KB
    struct rng rng;
    rng_init(&rng, seed);
    for (uint32_t i = 0; i < guests; i++) {
        struct ask ask = ask_of(room, i);
        answer.size = 0;
        kind_of(ask.exercise)->simulate(&ask, &rng, &answer);
        answer_put(room, i, &answer);
    }
}

bool
answer_shows(struct room *room, const char *words) {
    room_draw(room);
    for (size_t i = 0; i < room->drawing.mark_count; i++) {
        const struct mark *mark = &room->drawing.marks[i];
        if (mark->kind == MARK_TEXT
            && strstr(mark_text(&room->drawing, mark), words)) {
            return true;
        }
    }
    return false;
}

char *
answer_picture(struct room *room) {
    struct text text = {0};
    room_draw(room);
    paint_text(&room->drawing, &text);
    char *copy = strdup(text_string(&text));
    text_finish(&text);
    CHECK(copy != NULL);
    return copy;
}

int
answer_compare(struct room *room, const char *name) {
    int faults = 0;
    for (unsigned i = 0; i < ANSWER_SIZE_COUNT; i++) {
        answer_size(room, i);
        golden_paint(room, name);
        faults += room_count_faults(room, name);
        faults += golden_compare(room, name);
    }
    return faults;
}
