// Shared by the room's tests: the desk. The place is in room_place.c.
#include "room_help.h"
#include "base/bytes.h"
#include "base/check.h"
#include "room/guard.h"
#include "session/records.h"
#include <stdlib.h>
#include <string.h>

const char help_deck_text[] =
    "deck: test\n"
    "title: A \"test\" deck\n"
    "lang: en\n"
    "exercises:\n"
    "  - id: pick\n"
    "    kind: choice\n"
    "    prompt: Which one?\n"
    "    options: [Red, Green, Blue]\n"
    "    phases: [read 10s, vote 60s, reveal, discuss 1m]\n"
    "    say: Say this.\n"
    "    why: Because.\n"
    "  - id: rate\n"
    "    kind: scale\n"
    "    prompt: How much?\n"
    "    from: 0\n"
    "    to: 10\n"
    "    phases: [vote, reveal]\n"
    "  - id: pairs\n"
    "    kind: duel\n"
    "    prompt: Which would help more?\n"
    "    items: [One, Two, Three, Four]\n"
    "    phases: [vote 60s, reveal]\n"
    "  - id: aloud\n"
    "    kind: talk\n"
    "    prompt: Talk.\n"
    "    phases: [pairs 1m]\n"
    "  - id: word\n"
    "    kind: words\n"
    "    prompt: One word?\n"
    "    live: true\n"
    "    named: true\n"
    "    phases: [vote 60s, reveal]\n"
    "  - {id: order, kind: rank, prompt: Which first?, items: [A, B, C]}\n"
    "  - {id: spend, kind: points, prompt: How much?, items: [A, B, C]}\n";

const uint8_t help_room_secret[32] = "a secret of thirty-two bytes ok";

static const unsigned char small_page[] =
    "<!doctype html><style>p{}</style><script>1</script>";

// -- The disk ----------------------------------------------------------------

static struct record *
copy_record(const struct record *record) {
    struct record *copy = malloc(record_size(record) + 16);
    CHECK(copy != NULL);
    memcpy(copy, record, record_size(record));
    return copy;
}

static bool
propose(void *data, const struct record *record) {
    struct help_desk *desk = data;
    if (desk->disk == DISK_IS_BUSY) {
        return false;
    }
    CHECK(desk->waiting_count < HELP_RECORD_MAX);
    desk->waiting[desk->waiting_count++] = copy_record(record);
    return true;
}

static const struct record *
find_kept(const struct help_desk *desk, const char *id) {
    for (size_t i = 0; i < desk->kept_count && id[0] != '\0'; i++) {
        if (strcmp(desk->kept[i]->id, id) == 0) {
            return desk->kept[i];
        }
    }
    return NULL;
}

static void
settle(struct help_desk *desk, struct record *record) {
    const struct record *first = find_kept(desk, record->id);
    if (desk->disk == DISK_BREAKS || desk->disk == DISK_IS_FULL) {
        record->fate =
            desk->disk == DISK_BREAKS ? RECORD_REFUSED : RECORD_NO_SPACE;
    } else if (first != NULL) {
        record->fate = RECORD_REPEATED;
        record->seq = first->seq;
        memcpy(record->hash, first->hash, sizeof record->hash);
    } else {
        CHECK(desk->kept_count < HELP_RECORD_MAX);
        record->fate = RECORD_KEPT;
        record->seq = desk->kept_count + 1;
        random_bytes(record->hash, sizeof record->hash);
        desk->kept[desk->kept_count++] = copy_record(record);
    }
}

void
help_desk_commit(struct help_desk *desk) {
    for (size_t i = 0; i < desk->waiting_count; i++) {
        settle(desk, desk->waiting[i]);
        room_core_take(desk->core, desk->waiting[i], &desk->now);
        free(desk->waiting[i]);
    }
    desk->waiting_count = 0;
}

static void
on_ready(void *data, struct request *request) {
    struct help_desk *desk = data;
    CHECK(desk->ready_count < HELP_REQUEST_MAX);
    desk->ready[desk->ready_count++] = request;
}

// -- The desk ----------------------------------------------------------------

static void
open_desk(struct help_desk *desk, const char *deck, uint32_t guest_max,
          bool is_closed) {
    memset(desk, 0, sizeof *desk);
    struct deck_faults faults = {0};
    desk->deck = deck_read(deck, strlen(deck), &faults);
    if (desk->deck == NULL) {
        (void) fprintf(stderr, "%d: %s\n", faults.items[0].line,
                       faults.items[0].text);
    }
    deck_faults_finish(&faults);
    CHECK(desk->deck != NULL);
    CHECK(page_init(&desk->page, small_page, sizeof small_page - 1));
    const struct room_core_options options = {
        .deck = desk->deck,
        .session = session_create(desk->deck),
        .about = {.id = "20261123-0910-test", .title = "Test"},
        .secret = is_closed ? NULL : help_room_secret,
        .pin = "123456",
        .guest_max = guest_max,
        .reader = 1,
        .speed = 1,
        .first_version = 1000,
        .limits = ROOM_LIMITS_DEFAULT,
        .world = {desk, propose, on_ready},
        .guest_page = &desk->page,
        .host_page = &desk->page,
        .kinds_file = &desk->page,
    };
    desk->core = room_core_create(&options);
    CHECK(desk->core != NULL);
    room_core_set_address(desk->core, "192.168.4.1:8080",
                          "HTTP://192.168.4.1:8080/");
    desk->now = (struct moment){.real_ms = 1000000, .session_ms = 1000};
    desk->reader = 0;
}

void
help_desk_open_with(struct help_desk *desk, uint32_t guest_max,
                    bool is_closed) {
    open_desk(desk, help_deck_text, guest_max, is_closed);
}

void
help_desk_open_deck(struct help_desk *desk, const char *deck) {
    open_desk(desk, deck, 500, false);
}

void
help_desk_open(struct help_desk *desk) {
    help_desk_open_with(desk, 500, false);
}

void
help_desk_close(struct help_desk *desk) {
    for (size_t i = 0; i < desk->waiting_count; i++) {
        free(desk->waiting[i]);
    }
    for (size_t i = 0; i < desk->kept_count; i++) {
        free(desk->kept[i]);
    }
    room_core_destroy(desk->core);
    deck_destroy(desk->deck);
}

bool
help_begin_request(struct help_desk *desk, struct request *request,
                   const char *method, const char *target, const char *token,
                   const char *body) {
    char path[PATH_MAX_BYTES];
    memset(request, 0, sizeof *request);
    request->method = strcmp(method, "GET") == 0    ? METHOD_GET
                      : strcmp(method, "POST") == 0 ? METHOD_POST
                                                    : METHOD_HEAD;
    CHECK(guard_target(target, path, &request->has_since, &request->since));
    if (token != NULL) {
        CHECK(bytes_from_hex(token, request->token, TOKEN_SIZE));
        request->has_token = true;
    }
    request->path = path;
    request->body = body;
    request->body_size = body == NULL ? 0 : strlen(body);
    request->from.bytes[15] = 7;
    bool is_answered = room_core_in(desk->core, request, &desk->now);
    request->path = NULL;
    return is_answered;
}

static void
take_answer(struct request *request, struct help_reply *reply) {
    const struct answer_page *answer = &request->answer;
    CHECK(request->wait == WAIT_ANSWERED);
    CHECK(answer->size < sizeof reply->body);
    memset(reply, 0, sizeof *reply);
    reply->status = answer->status;
    reply->retry_after_s = answer->retry_after_s;
    reply->page = answer->page;
    if (answer->bytes != NULL) {
        memcpy(reply->body, answer->bytes, answer->size);
    }
    if (answer->download != NULL) {
        text_copy(reply->download, sizeof reply->download, answer->download);
    }
    answer_finish(&request->answer);
    request->wait = WAIT_NONE;
}

bool
help_take(struct help_desk *desk, struct request *request,
          struct help_reply *reply) {
    for (size_t i = 0; i < desk->ready_count; i++) {
        if (desk->ready[i] == request) {
            desk->ready[i] = desk->ready[--desk->ready_count];
            room_core_answer(desk->core, request, &desk->now);
            take_answer(request, reply);
            return true;
        }
    }
    return false;
}

void
help_send(struct help_desk *desk, const char *method, const char *target,
          const char *token, const char *body, struct help_reply *reply) {
    struct request request;
    if (help_begin_request(desk, &request, method, target, token, body)) {
        take_answer(&request, reply);
        return;
    }
    if (desk->disk != DISK_WAITS) {
        help_desk_commit(desk);
    }
    if (!help_take(desk, &request, reply)) {
        reply->status = 0;
        room_core_drop(desk->core, &request);
    }
}

void
help_act(struct help_desk *desk, enum intent_type type) {
    static struct event event; // larger than a stack frame should be
    const struct intent intent = {.type = type,
                                  .t_ms = desk->now.session_ms,
                                  .after = AFTER_ANY,
                                  .show = OVERLAY_BLANK,
                                  .delta_ms = 60000};
    CHECK(session_decide(desk->core->session, &intent, &event) == VERDICT_OK);
    struct text buffer = {0};
    struct record *record = copy_record(session_propose(
        &event, desk->core->session, NULL, 0, desk->reader, &buffer));
    text_finish(&buffer);
    settle(desk, record);
    room_core_take(desk->core, record, &desk->now);
    free(record);
}

void
help_open_exercise(struct help_desk *desk, int exercise) {
    const struct session *session = desk->core->session;
    while (session->place.exercise != exercise
           || !session_is_open(session, desk->now.session_ms)) {
        CHECK(!session_is_end(session));
        help_act(desk, INTENT_NEXT);
    }
}

void
help_join(struct help_desk *desk, char out_token[static 33]) {
    struct help_reply reply;
    help_send(desk, "POST", "/join", NULL, "{}", &reply);
    CHECK(reply.status == 200);
    char member[256];
    text_copy(out_token, 33, help_member(reply.body, "token", member));
}

void
help_login(struct help_desk *desk, char out_token[static 33]) {
    struct help_reply reply;
    help_send(desk, "POST", "/host/login", NULL, "{\"pin\":\"123456\"}",
              &reply);
    CHECK(reply.status == 200);
    char member[256];
    text_copy(out_token, 33, help_member(reply.body, "token", member));
}

void
help_pass(struct help_desk *desk, tick ms) {
    desk->now.real_ms += ms;
    desk->now.session_ms += ms;
    room_core_tick(desk->core, &desk->now);
}

const char *
help_member(const char *json, const char *path, char out[256]) {
    json_t *root = json_loads(json, 0, NULL);
    CHECK(root != NULL);
    const json_t *at = root;
    char part[256];
    text_copy(part, sizeof part, path);
    char *rest = NULL;
    for (char *name = strtok_r(part, ".", &rest); name != NULL;
         name = strtok_r(NULL, ".", &rest)) {
        at = json_is_array(at) ? json_array_get(at, (size_t) atoi(name))
                               : json_object_get(at, name);
        if (at == NULL) {
            (void) fprintf(stderr, "no %s in %s\n", path, json);
        }
        CHECK(at != NULL);
    }
    if (json_is_string(at)) {
        text_copy(out, 256, json_string_value(at));
    } else {
        char *text = json_dumps(at, JSON_ENCODE_ANY | JSON_COMPACT);
        text_copy(out, 256, text);
        free(text);
    }
    json_decref(root);
    return out;
}
