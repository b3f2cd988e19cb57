// Moments of decks.
#include "scene_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

#define GUESTS 30
#define ABSENT 2
#define PHASE_MS 15000

struct each {
    struct fonts *fonts;
    on_stage found;
    void (*found_deck)(void *data, const struct deck *deck);
    void *data;
};

struct room
stage_room(const struct deck *deck, const struct staging *plan,
           struct fonts *fonts) {
    struct room room = {.fonts = fonts};
    room.session = staging_create(deck, plan);
    CHECK(room.session != NULL);
    room.seq = room.session->seq;
    room.now_ms = room.session->now_ms;
    room.view = (struct scene_view){
        .session = room.session,
        .theme = theme_get(THEME_DARK),
        .fonts = fonts,
        .width = 1920,
        .height = 1080,
        .room_scale = 1.0f,
        .session_ms = room.session->now_ms,
        .since_ms = 60000,
        .joined_since_ms = 60000,
        .address = "192.168.4.1",
        .url = "HTTP://192.168.4.1/",
    };
    return room;
}

void
stage_finish(struct room *room) {
    drawing_finish(&room->drawing);
    session_destroy(room->session);
}

static void
stage_one(const struct each *each, const struct deck *deck,
          const struct staging *plan, const char *what) {
    char name[160];
    bool is_exercise =
        plan->exercise >= 0 && plan->exercise < deck->exercise_count;
    snprintf(name, sizeof name, "%s %s %s", deck->id,
             is_exercise ? deck->exercises[plan->exercise].id : "", what);
    struct room room = stage_room(deck, plan, each->fonts);
    each->found(each->data, &room, name);
    stage_finish(&room);
}

static void
stage_deck(const struct each *each, const struct deck *deck) {
    struct staging plan = {.guests = GUESTS,
                           .absent = ABSENT,
                           .seed = 1,
                           .exercise = -1,
                           .phase_ms = PHASE_MS};
    stage_one(each, deck, &plan, "lobby");
    for (int i = 0; i < deck->exercise_count; i++) {
        const struct exercise *exercise = &deck->exercises[i];
        plan.exercise = i;
        for (int k = 0; k < exercise->phase_count; k++) {
            const struct phase *phase = &exercise->phases[k];
            char what[48];
            snprintf(what, sizeof what, "%d %s", k,
                     phase_name_text(phase->name));
            plan.phase = k;
            stage_one(each, deck, &plan, what);
            if (phase->is_open) {
                plan.is_phase_closed = true;
                stage_one(each, deck, &plan, "closed");
                plan.is_phase_closed = false;
            }
        }
    }
    plan.exercise = deck->exercise_count;
    stage_one(each, deck, &plan, "end");
}

static void
take_deck(const struct each *each, const struct deck *deck) {
    if (each->found_deck) {
        each->found_deck(each->data, deck);
    } else {
        stage_deck(each, deck);
    }
}

static void
take_file(void *data, const char *path) {
    struct deck_faults faults = {0};
    struct deck *deck = deck_load(path, &faults);
    CHECK(deck != NULL);
    deck_faults_finish(&faults);
    take_deck(data, deck);
    deck_destroy(deck);
}

static void
take_text(const struct each *each, const char *text) {
    struct deck_faults faults = {0};
    struct deck *deck = deck_read(text, strlen(text), &faults);
    CHECK(deck != NULL);
    deck_faults_finish(&faults);
    take_deck(each, deck);
    deck_destroy(deck);
}

static void
take_all(struct each *each) {
    setenv("DENT_DECKS", DENT_SOURCE_DIR "/assets/decks", 1);
    deck_each_builtin(take_file, each);
    take_text(each, room_deck_plain);
    take_text(each, room_deck_long);
}

void
stage_each(struct fonts *fonts, on_stage found, void *data) {
    take_all(&(struct each){.fonts = fonts, .found = found, .data = data});
}

void
stage_each_deck(void (*found)(void *data, const struct deck *deck),
                void *data) {
    take_all(&(struct each){.found_deck = found, .data = data});
}
