#include "kill/guest.h"
#include "kill/fail.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAUSE_MAX_MS 30 // between two votes of a guest
#define SLOWED_MS 1100

static const char *const exercise_ids[EXERCISE_COUNT] = {"pick", "word"};

const char *
guest_exercise_id(int exercise) {
    return exercise_ids[exercise];
}

uint32_t
guest_answer(int exercise, uint32_t number) {
    return exercise == 0 ? number % 4095 + 1 : number;
}

static json_t *
read_body(const struct guest *guest) {
    json_t *body = json_loads(guest->wire.body, JSON_DISABLE_EOF_CHECK, NULL);
    if (body == NULL) {
        fail("guest %u: the answer is no JSON: %s", guest->number,
             guest->wire.body);
    }
    return body;
}

static void
send_join(struct guest *guest) {
    char body[80];
    guest->step = GUEST_JOIN;
    snprintf(body, sizeof body, "{\"name\":\"Guest %u\"}", guest->number);
    wire_send(&guest->wire, "/join", NULL, body);
}

static void
send_look(struct guest *guest) {
    guest->step = GUEST_LOOK;
    wire_send(&guest->wire, "/mine", guest->token, NULL);
}

static void
write_answer(int exercise, uint32_t number, char *out, size_t size) {
    uint32_t answer = guest_answer(exercise, number);
    if (exercise == 1) {
        snprintf(out, size, "{\"words\":[\"w%u\"]}", answer);
        return;
    }
    size_t used = (size_t) snprintf(out, size, "{\"pick\":[");
    const char *comma = "";
    for (int i = 0; i < 12; i++) {
        if ((answer >> i & 1) != 0) {
            used +=
                (size_t) snprintf(out + used, size - used, "%s%d", comma, i);
            comma = ",";
        }
    }
    snprintf(out + used, size - used, "]}");
}

static void
send_vote(struct guest *guest, const struct play *play, uint32_t number) {
    char answer[80];
    char body[240];
    write_answer(play->exercise, number, answer, sizeof answer);
    snprintf(body, sizeof body,
             "{\"id\":\"click-%u-%08u\",\"exercise\":\"%s\",\"round\":1,"
             "\"answer\":%s}",
             guest->number, number, exercise_ids[play->exercise], answer);
    wire_send(&guest->wire, "/ballot", guest->token, body);
}

void
guest_begin_life(struct guest *guest, struct play *play) {
    guest->is_checked = false;
    guest->was_flying = guest->flying.number != 0;
    wire_open(&guest->wire, play->port);
    if (guest->token[0] == '\0') {
        send_join(guest);
    } else {
        send_look(guest);
    }
}

void
guest_end_life(struct guest *guest) {
    wire_close(&guest->wire);
}

static void
take_join(struct guest *guest) {
    json_t *body = read_body(guest);
    const char *token = json_string_value(json_object_get(body, "token"));
    if (guest->wire.status != 200 || token == NULL || strlen(token) != 32) {
        fail("guest %u: no seat: %d %s", guest->number, guest->wire.status,
             guest->wire.body);
    }
    snprintf(guest->token, sizeof guest->token, "%s", token);
    json_decref(body);
    send_look(guest);
}

// As guest_answer has it; 0: not an answer of ours.
static uint32_t
read_answer(int exercise, const json_t *answer) {
    const json_t *items =
        json_object_get(answer, exercise == 0 ? "pick" : "words");
    if (exercise == 1) {
        const char *word = json_string_value(json_array_get(items, 0));
        return word == NULL || word[0] != 'w'
                   ? 0
                   : (uint32_t) strtoul(word + 1, NULL, 10);
    }
    uint32_t mask = 0;
    for (size_t i = 0; i < json_array_size(items); i++) {
        mask |= 1u << json_integer_value(json_array_get(items, i));
    }
    return mask;
}

static const json_t *
find_own(const json_t *answers, int exercise) {
    for (size_t i = 0; i < json_array_size(answers); i++) {
        const json_t *own = json_array_get(answers, i);
        const char *id = json_string_value(json_object_get(own, "exercise"));
        if (id != NULL && strcmp(id, exercise_ids[exercise]) == 0) {
            return own;
        }
    }
    return NULL;
}

// The room has what it said it kept, or what was on its way, and nothing else.
static void
check_own(struct guest *guest, struct play *play, const json_t *answers,
          int exercise) {
    const json_t *own = find_own(answers, exercise);
    const struct vote *kept = &guest->kept[exercise];
    uint32_t found =
        own == NULL ? 0 : read_answer(exercise, json_object_get(own, "answer"));
    const char *receipt = json_string_value(json_object_get(own, "receipt"));
    bool is_open = exercise == play->exercise;
    uint32_t flying = is_open ? guest->flying.number : 0;
    if (is_open) {
        memset(&guest->seen, 0, sizeof guest->seen);
    }
    if (flying != 0 && found == guest_answer(exercise, flying)) {
        guest->seen.number = flying;
        snprintf(guest->seen.receipt, sizeof guest->seen.receipt, "%s",
                 receipt == NULL ? "" : receipt);
        return;
    }
    if (own == NULL && kept->number == 0) {
        return;
    }
    if (kept->number == 0 || own == NULL
        || found != guest_answer(exercise, kept->number)) {
        fail("guest %u: \"%s\" holds answer %u; kept was number %u (answer "
             "%u), on its way number %u",
             guest->number, exercise_ids[exercise], found, kept->number,
             kept->number == 0 ? 0 : guest_answer(exercise, kept->number),
             flying);
    }
    if (receipt == NULL || strcmp(receipt, kept->receipt) != 0) {
        fail("guest %u: the receipt was %s and is now %s", guest->number,
             kept->receipt, receipt == NULL ? "none" : receipt);
    }
}

static void
settle(struct guest *guest) {
    guest->is_checked = true;
    guest->step = GUEST_WAIT;
    guest->wait_until = 0;
}

static void
take_look(struct guest *guest, struct play *play) {
    json_t *body = read_body(guest);
    if (guest->wire.status != 200) {
        fail("guest %u: the seat is gone: %d %s", guest->number,
             guest->wire.status, guest->wire.body);
    }
    const json_t *answers = json_object_get(body, "answers");
    for (int i = 0; i < EXERCISE_COUNT; i++) {
        check_own(guest, play, answers, i);
    }
    json_decref(body);
    if (guest->flying.number != 0) {
        guest->step = GUEST_RETRY;
        send_vote(guest, play, guest->flying.number);
    } else if (guest->kept[play->exercise].number != 0
               && rng_below(&play->rng, 4) == 0) {
        guest->step = GUEST_AGAIN;
        send_vote(guest, play, guest->kept[play->exercise].number);
    } else {
        settle(guest);
    }
}

static void
read_receipt(const struct guest *guest, struct vote *out) {
    json_t *body = read_body(guest);
    const char *receipt = json_string_value(json_object_get(body, "receipt"));
    if (!json_is_true(json_object_get(body, "kept")) || receipt == NULL) {
        fail("guest %u: not kept: %s", guest->number, guest->wire.body);
    }
    snprintf(out->receipt, sizeof out->receipt, "%s", receipt);
    out->seq = json_integer_value(json_object_get(body, "seq"));
    json_decref(body);
}

// What was on its way is kept now.
static void
take_kept(struct guest *guest, struct play *play) {
    struct vote *kept = &guest->kept[play->exercise];
    int64_t seq_before = kept->seq;
    read_receipt(guest, &guest->flying);
    if (guest->flying.seq <= seq_before) {
        fail("guest %u: seq %lld follows %lld", guest->number,
             (long long) guest->flying.seq, (long long) seq_before);
    }
    *kept = guest->flying;
    memset(&guest->flying, 0, sizeof guest->flying);
    play->counts.kept++;
}

static void
take_retry(struct guest *guest, struct play *play) {
    if (guest->wire.status != 200) {
        fail("guest %u: number %u, on its way at the kill, was refused: %d %s",
             guest->number, guest->flying.number, guest->wire.status,
             guest->wire.body);
    }
    take_kept(guest, play);
    play->counts.retried++;
    if (guest->seen.number == 0) {
        play->counts.flying_lost++;
    } else {
        play->counts.flying_kept++;
        const char *receipt = guest->kept[play->exercise].receipt;
        if (strcmp(receipt, guest->seen.receipt) != 0) {
            fail("guest %u: number %u was there with receipt %s; sent again, "
                 "it has %s",
                 guest->number, guest->seen.number, guest->seen.receipt,
                 receipt);
        }
    }
    settle(guest);
}

static void
take_again(struct guest *guest, struct play *play) {
    const struct vote *kept = &guest->kept[play->exercise];
    struct vote answered = {0};
    if (guest->wire.status != 200) {
        fail("guest %u: number %u, kept before, was refused: %d %s",
             guest->number, kept->number, guest->wire.status, guest->wire.body);
    }
    read_receipt(guest, &answered);
    if (answered.seq != kept->seq
        || strcmp(answered.receipt, kept->receipt) != 0) {
        fail("guest %u: number %u is %s at %lld; sent again, %s at %lld",
             guest->number, kept->number, kept->receipt, (long long) kept->seq,
             answered.receipt, (long long) answered.seq);
    }
    play->counts.again++;
    settle(guest);
}

static void
take_vote(struct guest *guest, struct play *play) {
    guest->step = GUEST_WAIT;
    if (guest->wire.status == 429) { // not taken, so nothing is on its way
        memset(&guest->flying, 0, sizeof guest->flying);
        play->counts.slowed++;
        guest->wait_until = tick_now() + SLOWED_MS;
        return;
    }
    if (guest->wire.status != 200) {
        fail("guest %u: number %u was refused: %d %s", guest->number,
             guest->flying.number, guest->wire.status, guest->wire.body);
    }
    take_kept(guest, play);
    guest->wait_until = tick_now() + rng_below(&play->rng, PAUSE_MAX_MS);
}

static void
take_answer(struct guest *guest, struct play *play) {
    guest->wire.state = WIRE_IDLE;
    switch (guest->step) {
        case GUEST_JOIN:
            take_join(guest);
            break;
        case GUEST_LOOK:
            take_look(guest, play);
            break;
        case GUEST_RETRY:
            take_retry(guest, play);
            break;
        case GUEST_AGAIN:
            take_again(guest, play);
            break;
        default:
            take_vote(guest, play);
            break;
    }
}

void
guest_step(struct guest *guest, struct play *play) {
    if (guest->wire.state == WIRE_BUSY) {
        wire_step(&guest->wire);
    }
    if (guest->wire.state == WIRE_LOST) {
        fail("guest %u: the connection was lost, and nobody killed Dent",
             guest->number);
    }
    if (guest->wire.state == WIRE_DONE) {
        take_answer(guest, play);
    }
    if (guest->step == GUEST_WAIT && play->is_voting
        && tick_now() >= guest->wait_until) {
        guest->flying.number = ++guest->numbered;
        guest->step = GUEST_VOTE;
        send_vote(guest, play, guest->flying.number);
    }
}

bool
guest_is_settled(const struct guest *guest) {
    return guest->is_checked && guest->step == GUEST_WAIT;
}
