// The reference: an epoll loop that does the same exchange over the same
// journal and trusts every byte. What the room costs more is the price of the
// library and of every check.
#include "base/check.h"
#include "bench_server.h"
#include "room_help.h"
#include "web_pages.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct bare_link {
    int fd;
    bool is_parked;
    struct bare_link *next; // all
};

struct bare {
    int epoll_fd, listen_fd, wake_fd, command_fd, answer_fd;
    struct journal *journal;
    struct inbox *inbox;
    uint8_t reader;
    struct bare_link *links;
    uint64_t version, joined;
    bool is_stopping;
    char *state; // the filler of a state
    size_t state_size;
};

static void
wake(void *data) {
    uint64_t one = 1;
    (void) !write(*(int *) data, &one, sizeof one);
}

static void
send_all(int fd, const char *bytes, size_t size) {
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    CHECK(sent == (ssize_t) size || sent < 0); // small: the socket takes it
}

static void
send_body(int fd, const char *type, const char *body, size_t size) {
    static char out[65536];
    int head = snprintf(out, sizeof out,
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n"
                        "Cache-Control: no-store\r\nContent-Length: %zu\r\n"
                        "\r\n",
                        type, size);
    memcpy(out + head, body, size);
    send_all(fd, out, (size_t) head + size);
}

static void
send_state(struct bare *bare, struct bare_link *link) {
    char number[24];
    int size = snprintf(number, sizeof number, "{\"version\":%llu",
                        (unsigned long long) bare->version);
    memcpy(bare->state, number, (size_t) size);
    memset(bare->state + size, ' ', sizeof number - (size_t) size);
    send_body(link->fd, "application/json", bare->state, bare->state_size);
    link->is_parked = false;
}

static void
propose(struct bare *bare, const char *kind, const char *id, const char *body,
        uint64_t tag) {
    static _Alignas(16) char buffer[1024];
    struct record *record = (struct record *) (void *) buffer;
    memset(record, 0, sizeof *record);
    record->at_utc_ms = wall_now_ms(NULL);
    record->reader = bare->reader;
    record->tag = tag;
    text_copy(record->kind, sizeof record->kind, kind);
    text_copy(record->id, sizeof record->id, id);
    record->body_size = (uint32_t) strlen(body);
    memcpy(record->body, body, record->body_size + 1);
    CHECK(journal_propose(bare->journal, record));
}

static void
take_post(struct bare *bare, struct bare_link *link, const char *request) {
    char id[40] = "";
    if (strncmp(request, "POST /join", 10) == 0) {
        propose(bare, "joined", "",
                "{\"token\":\"00112233445566778899aabbccddeeff\","
                "\"words\":\"amber kite\"}",
                (uint64_t) (uintptr_t) link);
        return;
    }
    const char *from = strstr(request, "{\"id\":\"");
    CHECK(from != NULL);
    (void) sscanf(from + 7, "%32[^\"]", id);
    propose(bare, "ballot", id,
            "{\"key\":\"00112233445566778899aabbccddeeff\","
            "\"exercise\":\"rate\",\"round\":1,\"answer\":{\"values\":[5]}}",
            (uint64_t) (uintptr_t) link);
}

static void
take_request(struct bare *bare, struct bare_link *link, const char *request) {
    if (strncmp(request, "POST", 4) == 0) {
        take_post(bare, link, request);
    } else if (strncmp(request, "GET / ", 6) == 0) {
        send_body(link->fd, "text/html", (const char *) web_guest_page,
                  web_guest_page_size);
    } else {
        uint64_t since =
            strtoull(request + strlen("GET /state?since="), NULL, 10);
        link->is_parked = true;
        if (since != bare->version) {
            send_state(bare, link);
        }
    }
}

static void
accept_all(struct bare *bare) {
    int fd;
    while ((fd = accept4(bare->listen_fd, NULL, NULL,
                         SOCK_NONBLOCK | SOCK_CLOEXEC))
           >= 0) {
        struct bare_link *link = calloc(1, sizeof *link);
        CHECK(link != NULL);
        link->fd = fd;
        link->next = bare->links;
        bare->links = link;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = link};
        CHECK(epoll_ctl(bare->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0);
    }
}

static void
take_record(void *data, const void *message, size_t size) {
    struct bare *bare = data;
    const struct record *record = message;
    (void) size;
    CHECK(record->fate == RECORD_KEPT);
    char body[160];
    int length;
    if (strcmp(record->kind, "moved") == 0) {
        CHECK(write(bare->answer_fd, "c", 1) == 1);
        bare->version++;
        for (struct bare_link *link = bare->links; link != NULL;
             link = link->next) {
            if (link->is_parked) {
                send_state(bare, link);
            }
        }
        return;
    }
    if (strcmp(record->kind, "joined") == 0) {
        length = snprintf(body, sizeof body,
                          "{\"token\":\"%032llx\",\"words\":\"amber kite\","
                          "\"session\":\"20261123-0910-test\",\"version\":0}",
                          (unsigned long long) ++bare->joined);
    } else {
        length = snprintf(body, sizeof body,
                          "{\"kept\":true,\"receipt\":\"%02X%02X-%02X%02X\","
                          "\"seq\":%llu}",
                          record->hash[0], record->hash[1], record->hash[2],
                          record->hash[3], (unsigned long long) record->seq);
    }
    const struct bare_link *link =
        (const struct bare_link *) (uintptr_t) record->tag;
    send_body(link->fd, "application/json", body, (size_t) length);
}

static void
take_event(struct bare *bare, const struct epoll_event *event) {
    static char request[8192];
    if (event->data.ptr == &bare->listen_fd) {
        accept_all(bare);
    } else if (event->data.ptr == &bare->wake_fd) {
        uint64_t signals;
        (void) !read(bare->wake_fd, &signals, sizeof signals);
        (void) inbox_drain(bare->inbox, take_record, bare);
    } else if (event->data.ptr == &bare->command_fd) {
        char command = 0;
        bare->is_stopping =
            read(bare->command_fd, &command, 1) != 1 || command == 'q';
        if (!bare->is_stopping) {
            propose(bare, "moved", "", "{}", 0);
        }
    } else {
        struct bare_link *link = event->data.ptr;
        ssize_t got = recv(link->fd, request, sizeof request - 1, 0);
        if (got > 0) { // one request a packet: the generator sees to that
            request[got] = '\0';
            take_request(bare, link, request);
        } else if (got == 0 || errno != EAGAIN) {
            (void) close(link->fd); // its memory stays till the end
            link->is_parked = false;
            link->fd = -1;
        }
    }
}

static void
watch(struct bare *bare, int fd, void *mark) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = mark};
    CHECK(epoll_ctl(bare->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0);
}

static uint16_t
listen_somewhere(struct bare *bare) {
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof at;
    int yes = 1;
    bare->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    CHECK(bare->listen_fd >= 0);
    (void) setsockopt(bare->listen_fd, IPPROTO_TCP, TCP_NODELAY, &yes,
                      sizeof yes);
    CHECK(bind(bare->listen_fd, (struct sockaddr *) &at, sizeof at) == 0);
    CHECK(listen(bare->listen_fd, LISTEN_BACKLOG) == 0);
    CHECK(getsockname(bare->listen_fd, (struct sockaddr *) &at, &size) == 0);
    return ntohs(at.sin_port);
}

void
bench_bare_run(int command_fd, int answer_fd, size_t state_size) {
    struct bare bare = {.command_fd = command_fd,
                        .answer_fd = answer_fd,
                        .state_size = state_size,
                        .version = 1};
    struct help_dir dir = help_dir_make();
    struct journal_session about;
    struct fault fault;
    bare.journal = help_begin(&dir, &about);
    bare.wake_fd = eventfd(0, EFD_NONBLOCK);
    bare.inbox = inbox_create(ROOM_INBOX_MAX, wake, &bare.wake_fd);
    bare.reader = journal_add_reader(bare.journal, bare.inbox);
    bare.state = malloc(state_size + 1);
    CHECK(bare.state != NULL);
    memset(bare.state, 'x', state_size);
    CHECK(journal_start(bare.journal, &fault));
    bare.epoll_fd = epoll_create1(0);
    uint16_t port = listen_somewhere(&bare);
    watch(&bare, bare.listen_fd, &bare.listen_fd);
    watch(&bare, bare.wake_fd, &bare.wake_fd);
    watch(&bare, command_fd, &bare.command_fd);
    CHECK(write(answer_fd, &port, sizeof port) == sizeof port);
    while (!bare.is_stopping) {
        struct epoll_event events[256];
        int count = epoll_wait(bare.epoll_fd, events, 256, -1);
        for (int i = 0; i < count; i++) {
            take_event(&bare, &events[i]);
        }
    }
    inbox_close(bare.inbox);
    journal_stop(bare.journal);
    journal_close(bare.journal);
    help_dir_remove(&dir);
}
