// Rooms in which people write.
#include "scene_pen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "drawing/paint.h"
#include "session/staging.h"
#include "session/wall.h"

const char pen_deck_plain[] =
    "deck: notes\n"
    "title: Notes\n"
    "exercises:\n"
    "  - id: dots\n"
    "    kind: ideas\n"
    "    prompt: What annoys you enough to want it changed?\n"
    "    pick: 2\n"
    "    dots: 3\n"
    "    phases: [solo 2m, vote 60s, reveal, discuss 3m]\n"
    "  - id: bold\n"
    "    kind: ideas\n"
    "    prompt: One bold idea worth sharing. If it were ten times bolder,\n"
    "      what would we do first?\n"
    "    rounds: 5\n"
    "    phases: [solo 2m, vote 45s, reveal]\n"
    "  - id: marker\n"
    "    kind: ideas\n"
    "    prompt: One marker I put down before next Friday.\n"
    "    sign: true\n"
    "    phases: [solo 90s, reveal]\n"
    "  - id: why\n"
    "    kind: whys\n"
    "    prompt: Why are we on social?\n"
    "    phases: [solo 45s, vote 20s, reveal, discuss 4m]\n"
    "  - id: ask\n"
    "    kind: questions\n"
    "    prompt: 'Only questions: what do we not know about the people we\n"
    "      talk to?'\n"
    "    phases: [solo 2m, vote 2m, reveal, discuss 3m]\n";

#define PROMPT_140                                                             \
    "    prompt: When everyone is on the very same platforms every day, and "  \
    "says the very same things, what is it that still tells us apart from "    \
    "them?\n"

const char pen_deck_long[] =
    "deck: long-notes\n"
    "title: Notes\n"
    "exercises:\n"
    "  - id: dots\n"
    "    kind: ideas\n" PROMPT_140 "    sign: true\n"
    "    pick: 2\n"
    "    dots: 10\n"
    "    phases: [solo 2m, vote 60s, reveal, discuss 12m]\n"
    "  - id: bold\n"
    "    kind: ideas\n" PROMPT_140 "    sign: true\n"
    "    rounds: 5\n"
    "    phases: [solo 2m, vote 45s, reveal]\n"
    "  - id: marker\n"
    "    kind: ideas\n" PROMPT_140 "    sign: true\n"
    "    phases: [solo 90s, reveal]\n"
    "  - id: why\n"
    "    kind: whys\n" PROMPT_140 "    rounds: 6\n"
    "    phases: [solo 45s, vote 20s, reveal, discuss 12m]\n"
    "  - id: ask\n"
    "    kind: questions\n" PROMPT_140 "    pick: 5\n"
    "    phases: [pairs 2m, vote 2m, reveal, discuss 12m]\n";

// -- A room ------------------------------------------------------------------

// A room whose guests are the simulated ones.
struct room
pen_staged(const char *deck, struct fonts *fonts, const char *exercise,
           int phase, uint32_t guests) {
    struct room room = room_open(deck, fonts);
    struct staging plan = {
        .guests = guests,
        .absent = guests / 8,
        .seed = 7,
        .exercise = deck_find_exercise(room.deck, exercise),
        .phase = phase,
        .phase_ms = 15000,
    };
    session_destroy(room.session);
    room.session = staging_create(room.deck, &plan);
    CHECK(room.session != NULL);
    room.view.session = room.session;
    room.now_ms = room.view.session_ms = room.session->now_ms;
    room.seq = room.session->seq;
    return room;
}

void
pen_go(struct room *room, const char *id, unsigned phase) {
    struct event event = {.type = EVENT_MOVED};
    event.moved.after = room->session->move_count;
    event.moved.to = (struct place){
        (int16_t) deck_find_exercise(room->deck, id), (uint8_t) phase};
    room_apply(room, &event);
}

// A guest's answer to the present round, as read from JSON.
void
pen_answer(struct room *room, uint32_t guest, const char *json) {
    static struct event event; // 8 KB
    const struct exercise *exercise = session_exercise(room->session);
    uint16_t number = (uint16_t) room->session->place.exercise;
    struct ask ask = {.exercise = exercise,
                      .box = session_box(room->session, number, 1),
                      .round = session_round(room->session)};
    struct answer_fault fault;
    json_t *in = json_loads(json, 0, NULL);
    CHECK(in != NULL);
    event = (struct event){.type = EVENT_BALLOT};
    event.ballot.exercise = number;
    event.ballot.round = ask.round;
    event.ballot.guest = GUEST_NOBODY;
    memcpy(event.ballot.key, &guest, sizeof guest);
    event.ballot.key[7] = ask.round;
    CHECK(
        kind_of(exercise)->read_answer(&ask, in, &event.ballot.answer, &fault));
    room_apply(room, &event);
    json_decref(in);
}

void
pen_write(struct room *room, uint32_t guest, const char *field,
          const char *text, const char *by) {
    json_t *in = json_object();
    json_t *value = json_string(text);
    if (strcmp(field, "text") != 0) {
        value = json_pack("[o]", value);
    }
    json_object_set_new(in, field, value);
    if (by != NULL) {
        json_object_set_new(in, "by", json_string(by));
    }
    char *json = json_dumps(in, 0);
    pen_answer(room, guest, json);
    free(json);
    json_decref(in);
}

// The id of the wall's item of a round that begins with `text`.
static uint64_t
id_of(const struct room *room, uint8_t round, const char *text) {
    struct wall wall;
    uint16_t number = (uint16_t) room->session->place.exercise;
    CHECK(wall_init_raw(&wall, session_box(room->session, number, 1), round));
    uint64_t id = 0;
    // One that was trimmed is not the same at its end.
    for (int pass = 0; pass < 2 && id == 0; pass++) {
        size_t size = pass == 0 ? strlen(text) + 1 : 5;
        for (uint32_t i = 0; i < wall.count; i++) {
            const char *found = (const char *) wall.items[i].bytes;
            id = strncmp(found, text, size) == 0 ? wall.items[i].id : id;
        }
    }
    wall_finish(&wall);
    CHECK(id != 0);
    return id;
}

void
pen_choose(struct room *room, uint32_t guest, const char *field,
           const char *text) {
    char json[64];
    uint8_t round = (uint8_t) (session_round(room->session) - 1);
    snprintf(json, sizeof json,
             strcmp(field, "pick") == 0 ? "{\"%s\":%llu}" : "{\"%s\":[%llu]}",
             field, (unsigned long long) id_of(room, round, text));
    pen_answer(room, guest, json);
}

void
pen_edit(struct room *room, enum edit_verb verb, const char *text) {
    struct event event = {.type = EVENT_EDITED};
    event.edited.exercise = (uint16_t) room->session->place.exercise;
    event.edited.verb = verb;
    event.edited.ids[0] = id_of(room, 1, text);
    event.edited.count = 1;
    room_apply(room, &event);
}

char *
pen_picture(struct room *room) {
    struct text text = {0};
    room_draw(room);
    paint_text(&room->drawing, &text);
    char *copy = strdup(text_string(&text));
    text_finish(&text);
    CHECK(copy != NULL);
    return copy;
}

// -- Reading a drawing -------------------------------------------------------

bool
pen_has(const struct room *room, const char *text) {
    const struct drawing *drawing = &room->drawing;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        if (drawing->marks[i].kind == MARK_TEXT
            && strcmp(mark_text(drawing, &drawing->marks[i]), text) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_inside(const struct mark *mark, struct box box) {
    float left = mark->text.at.x;
    if (mark->text.align == ALIGN_RIGHT) {
        left -= mark->text.width;
    } else if (mark->text.align == ALIGN_CENTER) {
        left -= mark->text.width / 2.0f;
    }
    float top = mark->text.at.y - 0.74f * mark->text.size;
    return left >= box.x && left + mark->text.width <= box.x + box.w
           && top >= box.y
           && mark->text.at.y + 0.1f * mark->text.size <= box.y + box.h;
}

// Texts of a note that are not on its paper; and notes, if asked for.
int
pen_spilled(const struct room *room, const char *name, unsigned *out_notes) {
    const struct drawing *drawing = &room->drawing;
    const struct mark *card = NULL;
    bool is_note = false;
    int spilled = 0;
    unsigned notes = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_note = strcmp(mark_text(drawing, mark), "note") == 0;
            card = NULL;
        } else if (is_note && card == NULL && mark->kind == MARK_RECT) {
            card = mark;
            notes++;
        } else if (card != NULL && mark->kind == MARK_TEXT
                   && mark->text.width > 0.0f
                   && !is_inside(mark, card->rect.box)) {
            fprintf(stderr, "%s: off its note: \"%s\"\n", name,
                    mark_text(drawing, mark));
            spilled++;
        }
    }
    if (out_notes != NULL) {
        *out_notes = notes;
    }
    return spilled;
}

int
pen_cut(const struct room *room, const char *name) {
    const struct drawing *drawing = &room->drawing;
    bool is_body = false;
    int cut = 0;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            const char *group = mark_text(drawing, mark);
            is_body = strcmp(group, "dock") != 0
                      && (is_body || strcmp(group, "input") == 0
                          || strcmp(group, "result") == 0);
        }
        const char *text =
            is_body && mark->kind == MARK_TEXT ? mark_text(drawing, mark) : "";
        if (strstr(text, "\xe2\x80\xa6") != NULL) {
            fprintf(stderr, "%s: cut: \"%s\"\n", name, text);
            cut++;
        }
    }
    return cut;
}

float
pen_y(const struct room *room, const char *text) {
    const struct drawing *drawing = &room->drawing;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        if (drawing->marks[i].kind == MARK_TEXT
            && strcmp(mark_text(drawing, &drawing->marks[i]), text) == 0) {
            return drawing->marks[i].text.at.y;
        }
    }
    return 0.0f;
}

void
pen_score(struct room *room, uint32_t guest, const char *text, unsigned score) {
    char json[64];
    snprintf(json, sizeof json, "{\"scores\":{\"%llu\":%u}}",
             (unsigned long long) id_of(room, 1, text), score);
    pen_answer(room, guest, json);
}
