// Shared by the room's tests: the place, a whole room on a port of its own.
#include "base/check.h"
#include "room_help.h"
#include "session/records.h"
#include "session/session_clock.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_MS 10000

static void
open_room(struct help_place *place, const struct room_limits *limits) {
    struct fault fault = {0};
    for (int tries = 0; tries < 50 && place->room == NULL; tries++) {
        uint16_t port = 0;
        random_bytes(&port, sizeof port);
        const struct room_options options = {
            .port = (uint16_t) (20000 + port % 30000),
            .pin = "123456",
            .journal = place->journal,
            .deck = place->deck,
            .session = session_create(place->deck),
            .about = place->about,
            .secret = help_room_secret,
            .clock = place->clock,
            .guest_max = 6000,
        };
        place->room = room_create_with(&options, limits, &fault);
    }
    if (place->room == NULL) {
        (void) fprintf(stderr, "%s\n", fault.text);
    }
    CHECK(place->room != NULL);
}

void
help_place_open(struct help_place *place, const struct room_limits *limits) {
    memset(place, 0, sizeof *place);
    place->dir = help_dir_make();
    place->journal = help_open(&place->dir);
    struct deck_faults faults = {0};
    place->deck = deck_read(help_deck_text, strlen(help_deck_text), &faults);
    deck_faults_finish(&faults);
    CHECK(place->deck != NULL);
    struct text body = {0};
    struct fault fault = {0};
    event_write_opened(place->deck, false, 1, &body);
    text_copy(place->about.title, sizeof place->about.title, "Test");
    text_copy(place->about.deck, sizeof place->about.deck, "test");
    CHECK(journal_begin(place->journal, &place->about, text_string(&body),
                        help_room_secret, &fault));
    text_finish(&body);
    place->clock = (struct session_clock){.started_at = tick_now(), .speed = 1};
    place->session = session_create(place->deck);
    place->inbox = inbox_create(16 * 1024 * 1024, NULL, NULL);
    place->reader = journal_add_reader(place->journal, place->inbox);
    open_room(place, limits);
    CHECK(journal_start(place->journal, &fault));
    CHECK(room_start(place->room, &fault));
}

void
help_place_close(struct help_place *place) {
    room_stop(place->room);
    inbox_close(place->inbox);
    journal_stop(place->journal);
    room_destroy(place->room);
    journal_close(place->journal);
    inbox_destroy(place->inbox);
    session_destroy(place->session);
    deck_destroy(place->deck);
    help_dir_remove(&place->dir);
}

static void
follow(void *data, const void *message, size_t size) {
    static struct event event; // larger than a stack frame should be
    struct help_place *place = data;
    const struct record *record = message;
    (void) size;
    if (record->fate == RECORD_KEPT
        && event_read(record, place->session, &event)) {
        (void) session_apply(place->session, &event);
    }
    if (record->reader == place->reader && record->tag == place->tag) {
        place->tag++; // ours is done
    }
}

void
help_place_follow(struct help_place *place) {
    (void) inbox_drain(place->inbox, follow, place);
}

void
help_place_act(struct help_place *place, enum intent_type type) {
    static struct event event; // larger than a stack frame should be
    (void) inbox_drain(place->inbox, follow, place);
    const struct intent intent = {.type = type,
                                  .t_ms = session_clock_now(&place->clock),
                                  .after = AFTER_ANY,
                                  .delta_ms = 60000};
    CHECK(session_decide(place->session, &intent, &event) == VERDICT_OK);
    struct text buffer = {0};
    uint64_t tag = place->tag;
    CHECK(journal_propose(place->journal,
                          session_propose(&event, place->session, NULL, tag,
                                          place->reader, &buffer)));
    text_finish(&buffer);
    while (place->tag == tag) {
        CHECK(inbox_wait(place->inbox, PATIENCE_MS));
        (void) inbox_drain(place->inbox, follow, place);
    }
}

int
help_connect(const struct help_place *place) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(room_port(place->room)),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    CHECK(fd >= 0);
    CHECK(connect(fd, (struct sockaddr *) &to, sizeof to) == 0);
    return fd;
}

void
help_write(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return; // the other side has closed: the test reads that
        }
        bytes += sent;
        size -= (size_t) sent;
    }
}

// Exactly so many bytes. False: the end, or nobody speaks.
static bool
read_bytes(int fd, char *out, size_t size) {
    while (size > 0) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        ssize_t got =
            poll(&wait, 1, PATIENCE_MS) == 1 ? recv(fd, out, size, 0) : 0;
        if (got <= 0) {
            return false;
        }
        out += got;
        size -= (size_t) got;
    }
    return true;
}

int
help_read(int fd, char *out, size_t out_size) {
    size_t size = 0;
    out[0] = '\0';
    while (strstr(out, "\r\n\r\n") == NULL) {
        if (size + 1 >= out_size || !read_bytes(fd, out + size, 1)) {
            return 0;
        }
        out[++size] = '\0';
    }
    const char *length_text = strcasestr(out, "\r\nContent-Length:");
    size_t length =
        length_text == NULL ? 0 : strtoul(length_text + 17, NULL, 10);
    if (size + length >= out_size || !read_bytes(fd, out + size, length)) {
        return 0;
    }
    out[size + length] = '\0';
    return atoi(out + 9);
}

void
help_expect_end(int fd) {
    char bytes[512];
    for (;;) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        CHECK(poll(&wait, 1, PATIENCE_MS) == 1);
        if (recv(fd, bytes, sizeof bytes, 0) <= 0) {
            return;
        }
    }
}

int
help_ask(const struct help_place *place, int fd, const char *method,
         const char *target, const char *token, const char *body, char *out,
         size_t out_size) {
    char head[1024];
    int size =
        snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: localhost:%u\r\n",
                 method, target, room_port(place->room));
    if (token != NULL) {
        size += snprintf(head + size, sizeof head - (size_t) size,
                         "Authorization: Bearer %s\r\n", token);
    }
    if (body != NULL) {
        size += snprintf(head + size, sizeof head - (size_t) size,
                         "Content-Type: application/json\r\n"
                         "Content-Length: %zu\r\n",
                         strlen(body));
    }
    size += snprintf(head + size, sizeof head - (size_t) size, "\r\n%s",
                     body != NULL ? body : "");
    help_write(fd, head, (size_t) size);
    return out == NULL ? 0 : help_read(fd, out, out_size);
}

void
help_place_join(struct help_place *place, char out_token[static 33]) {
    char answer[4096];
    char member[256];
    int fd = help_connect(place);
    CHECK(
        help_ask(place, fd, "POST", "/join", NULL, "{}", answer, sizeof answer)
        == 200);
    text_copy(out_token, 33,
              help_member(strstr(answer, "\r\n\r\n") + 4, "token", member));
    (void) close(fd);
}
