// A room for the tests of scenes.
#include "scene_room.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/random.h"
#include "session/kind.h"

#define SEVEN_OPTIONS                                                          \
    "    options: [Because everyone is, The boss asked, To sell more,\n"       \
    "      To be where customers are, We have something to say,\n"             \
    "      To help people, 'Honestly, not sure']\n"

const char room_deck_plain[] =
    "deck: plain\n"
    "title: Are we doing this for the right reasons?\n"
    "exercises:\n"
    "  - id: start\n"
    "    kind: choice\n"
    "    prompt: Why are we on social media at all?\n"
    "    pick: 2\n" SEVEN_OPTIONS
    "    phases: [read 20s, vote 60s, reveal, discuss 3m]\n"
    "  - id: fit\n"
    "    kind: choice\n"
    "    prompt: Is social right for us, here and now?\n"
    "    options: ['Yes, with all our heart', 'Yes, but differently',\n"
    "      Not now, 'No']\n"
    "    phases: [vote 30s, reveal, discuss 3m]\n"
    "  - id: live\n"
    "    kind: choice\n"
    "    prompt: Shall we go on after lunch?\n"
    "    options: ['Yes', 'No']\n"
    "    live: true\n"
    "    phases: [vote 30s, reveal]\n"
    "  - id: zeal\n"
    "    kind: scale\n"
    "    prompt: How much do you burn for what we do?\n"
    "    from: 0\n"
    "    to: 10\n"
    "    labels: [indifferent, zealot]\n"
    "    mark: {from: 8, to: 9, label: cusp}\n"
    "    phases: [vote 40s, reveal, discuss 3m]\n"
    "  - id: give\n"
    "    kind: scale\n"
    "    prompt: Of our last ten posts, how much gave rather than asked?\n"
    "    from: 0\n"
    "    to: 100\n"
    "    labels: [all asked, all gave]\n"
    "    phases: [vote 40s, reveal]\n"
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
    "    phases: [vote 75s, reveal, discuss 4m]\n"
    "  - id: hello\n"
    "    kind: words\n"
    "    prompt: 'One word: how do you arrive?'\n"
    "    pick: 2\n"
    "    phases: [vote 60s, reveal, discuss 3m]\n"
    "  - id: instead\n"
    "    kind: duel\n"
    "    prompt: If you could have only one, which would do more for us?\n"
    "    items: [More social, A service that stuns,\n"
    "      Managers who wander about, 'Leading, not minding the status quo',\n"
    "      Speaking to a few more people in person]\n"
    "    phases: [vote 60s, reveal, discuss 4m]\n"
    "  - id: two\n"
    "    kind: duel\n"
    "    prompt: Which one would you tell a friend about tonight?\n"
    "    items: [A letter to every customer, A day without meetings]\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: permission\n"
    "    kind: rank\n"
    "    prompt: What have we earned the permission to do? Most earned first.\n"
    "    items: [Tell them news, Ask for their opinion, Ask them to share,\n"
    "      Ask them to buy, Ask them to wait for us]\n"
    "    phases: [vote 75s, reveal, discuss 3m]\n"
    "  - id: first\n"
    "    kind: rank\n"
    "    prompt: What do we do first?\n"
    "    top: 3\n"
    "    items: [Call ten customers, Write to everybody who left,\n"
    "      Stop the newsletter, Open on Saturdays, Publish the prices,\n"
    "      Answer within an hour, Meet in person, Show how it is made]\n"
    "    phases: [vote 75s, reveal]\n"
    "  - id: dent\n"
    "    kind: points\n"
    "    prompt: '100 points: which idea makes the biggest dent in the\n"
    "      Universe?'\n"
    "    items: [Give the manual away, A repair day in every town,\n"
    "      Answer every letter by hand, Publish what we earn,\n"
    "      A school for beginners, Nothing new for a year]\n"
    "    phases: [vote 90s, reveal, discuss 4m]\n"
    "  - id: coins\n"
    "    kind: points\n"
    "    prompt: Ten coins. Where do they go?\n"
    "    budget: 10\n"
    "    items: [More time with customers, A quiet morning, Smaller steps]\n"
    "    phases: [vote 90s, reveal]\n"
    "  - id: chasm\n"
    "    kind: curve\n"
    "    prompt: Where do our people stand today?\n"
    "    phases: [vote 60s, reveal, discuss 4m]\n"
    "  - id: talk\n"
    "    kind: talk\n"
    "    prompt: Which of these would your best customer miss first?\n"
    "    text: Tell each other one true story about it.\n"
    "    phases: [solo 1m, pairs 2m, fours 4m]\n"
    "  - id: quote\n"
    "    kind: slide\n"
    "    text: We do not need a bigger megaphone. We need something worth\n"
    "      saying to a few more people.\n"
    "    by: A facilitator\n"
    "    phases: [read]\n"
    "  - id: slide\n"
    "    kind: slide\n"
    "    prompt: When in doubt, stop and ask why\n"
    "    text: Take stock. Why social, as opposed to stunning service? As\n"
    "      opposed to leading instead of minding the status quo?\n"
    "    phases: [read]\n"
    "  - id: pause\n"
    "    kind: slide\n"
    "    prompt: Coffee\n"
    "    phases: [break 5m]\n";

#define PROMPT_140                                                             \
    "    prompt: When everyone is on the very same platforms every day, and "  \
    "says the very same things, what is it that still tells us apart from "    \
    "them?\n"
#define ITEM_60(letter)                                                        \
    "      - " letter " Speaking in person to a few more people who care "     \
    "about us\n"
#define ITEMS_8                                                                \
    ITEM_60("Ad")                                                              \
    ITEM_60("Be")                                                              \
    ITEM_60("Co")                                                              \
    ITEM_60("Do") ITEM_60("Ed") ITEM_60("Fa") ITEM_60("Go") ITEM_60("Ha")
#define ITEMS_10 ITEMS_8 ITEM_60("It") ITEM_60("Ja")
#define ITEMS_12 ITEMS_8 ITEM_60("It") ITEM_60("Ja") ITEM_60("Ka") ITEM_60("La")

const char room_deck_long[] =
    "deck: long\n"
    "title: Are we really doing all of this for the right reasons, or only\n"
    "  because everybody else around us is doing it every single day?\n"
    "exercises:\n"
    "  - id: choice8\n"
    "    kind: choice\n" PROMPT_140 "    pick: 2\n    options:\n" ITEMS_8
    "    phases: [vote 60s, reveal, discuss 12m]\n"
    "  - id: choice12\n"
    "    kind: choice\n" PROMPT_140 "    options:\n" ITEMS_12
    "    phases: [vote 60s, reveal]\n"
    "  - id: scale8\n"
    "    kind: scale\n" PROMPT_140 "    statements:\n" ITEMS_8
    "    from: 1\n    to: 5\n"
    "    labels: [does not describe us, describes us exactly]\n"
    "    phases: [vote 60s, reveal, discuss 12m]\n"
    "  - id: scale1\n"
    "    kind: scale\n" PROMPT_140 "    statements:\n" ITEM_60(
        "Ad") "    from: 0\n    to: 100\n"
              "    labels: [does not describe us, describes us exactly]\n"
              "    mark: {from: 90, to: 100, label: the very cusp}\n"
              "    phases: [vote 60s, reveal, discuss 12m]\n"
              "  - id: duel10\n"
              "    kind: duel\n" PROMPT_140 "    items:\n" ITEMS_10
              "    phases: [vote 60s, reveal, discuss 12m]\n"
              "  - id: rank10\n"
              "    kind: rank\n" PROMPT_140 "    items:\n" ITEMS_10
              "    phases: [vote 75s, reveal, discuss 12m]\n"
              "  - id: points10\n"
              "    kind: points\n" PROMPT_140 "    items:\n" ITEMS_10
              "    budget: 1000\n"
              "    phases: [vote 90s, reveal, discuss 12m]\n"
              "  - id: duel2\n"
              "    kind: duel\n" PROMPT_140 "    items:\n" ITEM_60("Ad")
                  ITEM_60("Be") "    phases: [vote 60s, reveal]\n"
                                "  - id: words\n"
                                "    kind: words\n" PROMPT_140 "    pick: 3\n"
                                "    phases: [vote 60s, reveal, discuss 12m]\n"
                                "  - id: curve\n"
                                "    kind: curve\n" PROMPT_140
                                "    phases: [vote 60s, reveal, discuss 12m]\n"
                                "  - id: talk\n"
                                "    kind: talk\n" PROMPT_140
                                "    text: Tell each other one true story "
                                "about it, in which somebody\n"
                                "      who is not in this room was helped by "
                                "something that we did, and\n"
                                "      say what it was that made the "
                                "difference to them.\n"
                                "    phases: [groups 12m]\n"
                                "  - id: slide\n"
                                "    kind: slide\n" PROMPT_140
                                "    text: We do not need a bigger megaphone. "
                                "We need something worth\n"
                                "      saying to a few more people, and the "
                                "patience to hear what they\n"
                                "      say to us. Whoever has earned the "
                                "permission to speak should use\n"
                                "      it with care, because it is lost in a "
                                "day and earned in years.\n"
                                "    by: Somebody with a long name and "
                                "what they did for a living\n"
                                "    phases: [read 12m]\n";

struct room
room_open(const char *deck_text, struct fonts *fonts) {
    struct room room = {.fonts = fonts};
    struct deck_faults faults = {0};
    room.deck = deck_read(deck_text, strlen(deck_text), &faults);
    for (size_t i = 0; room.deck == NULL && i < faults.count; i++) {
        fprintf(stderr, "%d: %s\n", faults.items[i].line, faults.items[i].text);
    }
    deck_faults_finish(&faults);
    CHECK(room.deck != NULL);
    room.session = session_create(room.deck);
    CHECK(room.session != NULL);
    room.view = (struct scene_view){
        .session = room.session,
        .theme = theme_get(THEME_DARK),
        .fonts = fonts,
        .width = 1920,
        .height = 1080,
        .room_scale = 1.0f,
        .since_ms = 60000,
        .joined_since_ms = 60000,
        .address = "192.168.4.1",
        .url = "HTTP://192.168.4.1/",
    };
    return room;
}

void
room_finish(struct room *room) {
    drawing_finish(&room->drawing);
    session_destroy(room->session);
    deck_destroy(room->deck);
}

void
room_apply(struct room *room, struct event *event) {
    event->seq = ++room->seq;
    event->t_ms = room->now_ms;
    enum verdict verdict = session_apply(room->session, event);
    CHECK(verdict == VERDICT_OK);
    room->view.session_ms = room->now_ms;
}

void
room_join(struct room *room, unsigned guests) {
    for (unsigned i = 0; i < guests; i++) {
        struct event event = {.type = EVENT_JOINED};
        uint32_t number = room->session->guest_count + 1;
        memcpy(event.joined.token_hash, &number, sizeof number);
        room_apply(room, &event);
    }
}

static void
move_to(struct room *room, int16_t exercise, uint8_t phase) {
    struct event event = {.type = EVENT_MOVED};
    event.moved.after = room->session->move_count;
    event.moved.to = (struct place){exercise, phase};
    room_apply(room, &event);
}

void
room_go(struct room *room, const char *id, enum phase_name name) {
    int number = deck_find_exercise(room->deck, id);
    CHECK(number >= 0);
    const struct exercise *exercise = &room->deck->exercises[number];
    for (uint8_t i = 0; i < exercise->phase_count; i++) {
        if (exercise->phases[i].name == name) {
            move_to(room, (int16_t) number, i);
            return;
        }
    }
    CHECK(!"the exercise has no such phase");
}

void
room_vote(struct room *room, unsigned voters, uint64_t seed) {
    const struct exercise *exercise = session_exercise(room->session);
    const struct kind *kind = kind_of(exercise);
    struct rng rng;
    rng_init(&rng, seed);
    static struct event event; // 8 KB
    for (uint32_t guest = 0; guest < voters; guest++) {
        event = (struct event){.type = EVENT_BALLOT};
        event.ballot.exercise = (uint16_t) room->session->place.exercise;
        event.ballot.round = 1;
        event.ballot.guest = GUEST_NOBODY;
        memcpy(event.ballot.key, &guest, sizeof guest);
        do {
            kind->simulate(
                &(struct ask){.exercise = exercise, .round = 1, .deal = guest},
                &rng, &event.ballot.answer);
        } while (event.ballot.answer.size == 0);
        room_apply(room, &event);
    }
}

void
room_phase_event(struct room *room, enum event_type type) {
    struct event event = {.type = type};
    event.phase.after = room->session->move_count;
    room_apply(room, &event);
}

void
room_end(struct room *room) {
    struct event event = {.type = EVENT_ENDED};
    room_apply(room, &event);
}

void
room_draw(struct room *room) {
    scene_draw(&room->view, &room->drawing);
}

struct seen {
    struct box box;
    const char *text;
};

#define SEEN_MAX 512

static struct box
text_box(const struct mark *mark) {
    float left = mark->text.at.x;
    if (mark->text.align == ALIGN_CENTER) {
        left -= mark->text.width / 2.0f;
    } else if (mark->text.align == ALIGN_RIGHT) {
        left -= mark->text.width;
    }
    float size = mark->text.size;
    return (struct box){left, mark->text.at.y - 0.74f * size, mark->text.width,
                        0.94f * size};
}

static bool
boxes_meet(struct box a, struct box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h
           && b.y < a.y + a.h;
}

static bool
is_within(struct box inner, struct box outer) {
    const float slack = 1.5f; // px: a stroke on the edge
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack
           && inner.x + inner.w <= outer.x + outer.w + slack
           && inner.y + inner.h <= outer.y + outer.h + slack;
}

static void
widen(struct box *box, float x, float y, float by) {
    if (box->w < 0.0f) {
        *box = (struct box){x - by, y - by, 2.0f * by, 2.0f * by};
        return;
    }
    float right = fmaxf(box->x + box->w, x + by);
    float low = fmaxf(box->y + box->h, y + by);
    box->x = fminf(box->x, x - by);
    box->y = fminf(box->y, y - by);
    box->w = right - box->x;
    box->h = low - box->y;
}

// What a mark that is not text covers; w < 0: nothing.
static struct box
mark_box(const struct drawing *drawing, const struct mark *mark) {
    struct box box = {0.0f, 0.0f, -1.0f, 0.0f};
    float side = 0.0f;
    switch (mark->kind) {
        case MARK_RECT:
            return mark->rect.box;
        case MARK_DISC:
            widen(&box, mark->disc.center.x, mark->disc.center.y,
                  mark->disc.radius);
            break;
        case MARK_RING:
            widen(&box, mark->ring.center.x, mark->ring.center.y,
                  mark->ring.radius + mark->ring.width / 2.0f);
            break;
        case MARK_POLYGON:
        case MARK_LINE:
            side = mark->kind == MARK_LINE ? mark->path.width / 2.0f : 0.0f;
            for (uint32_t i = 0; i < mark->path.count; i++) {
                struct point at = drawing->points[mark->path.first + i];
                widen(&box, at.x, at.y, side);
            }
            break;
        case MARK_QR:
            side = (float) (mark->qr.module_px * (mark->qr.modules + 8));
            return (struct box){mark->qr.at.x, mark->qr.at.y, side, side};
        case MARK_TEXT:
        case MARK_GROUP:
            break;
    }
    return box;
}

static bool
is_for_staff(const struct drawing *drawing, const struct mark *mark) {
    return mark->kind == MARK_GROUP
           && strcmp(mark_text(drawing, mark), "remark") == 0;
}

int
room_count_faults(const struct room *room, const char *name) {
    const struct drawing *drawing = &room->drawing;
    struct frame frame = frame_make(room->view.width, room->view.height,
                                    room->view.room_scale, room->view.margin);
    float least = frame_type(&frame, TYPE_MIN) * 0.999f;
    static struct seen seen[SEEN_MAX];
    size_t count = 0;
    int faults = 0;
    bool is_staff = false;
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_staff = is_for_staff(drawing, mark);
        }
        struct box shape = mark_box(drawing, mark);
        if (shape.w >= 0.0f && !is_within(shape, frame.safe)) {
            fprintf(stderr, "%s: mark %zu is outside\n", name, i);
            faults++;
        }
        if (mark->kind != MARK_TEXT || mark->text.width <= 0.0f) {
            continue;
        }
        struct box box = text_box(mark);
        const char *text = mark_text(drawing, mark);
        if (!is_within(box, frame.safe)) {
            fprintf(stderr, "%s: outside: \"%s\"\n", name, text);
            faults++;
        }
        if (mark->text.size < least && !is_staff) {
            fprintf(stderr, "%s: small: \"%s\"\n", name, text);
            faults++;
        }
        for (size_t k = 0; k < count; k++) {
            if (boxes_meet(box, seen[k].box)) {
                fprintf(stderr, "%s: over \"%s\": \"%s\"\n", name, seen[k].text,
                        text);
                faults++;
            }
        }
        CHECK(count < SEEN_MAX);
        seen[count++] = (struct seen){box, text};
    }
    return faults;
}
