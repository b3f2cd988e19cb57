#include "bench_load.h"
#include "base/check.h"
#include "base/tick.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// -- One request -------------------------------------------------------------

static void
connect_client(struct load *load, struct load_client *client) {
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(load->server->port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int yes = 1;
    client->fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(client->fd >= 0);
    (void) setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    CHECK(connect(client->fd, (struct sockaddr *) &to, sizeof to) == 0);
    CHECK(fcntl(client->fd, F_SETFL, O_NONBLOCK) == 0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    CHECK(epoll_ctl(load->epoll_fd, EPOLL_CTL_ADD, client->fd, &event) == 0);
}

static void
ask(struct load *load, struct load_client *client, const char *method,
    const char *target, const char *body) {
    char out[1024];
    int size = snprintf(out, sizeof out,
                        "%s %s HTTP/1.1\r\nHost: localhost:%u\r\n"
                        "Connection: keep-alive\r\n"
                        "Authorization: Bearer %s\r\nAccept: */*\r\n",
                        method, target, load->server->port,
                        load->tokens[client->guest]);
    if (body != NULL) {
        size += snprintf(out + size, sizeof out - (size_t) size,
                         "Origin: http://localhost:%u\r\n"
                         "Content-Type: application/json\r\n"
                         "Content-Length: %zu\r\n",
                         load->server->port, strlen(body));
    }
    size += snprintf(out + size, sizeof out - (size_t) size, "\r\n%s",
                     body != NULL ? body : "");
    client->got = client->whole = 0;
    client->is_busy = true;
    CHECK(send(client->fd, out, (size_t) size, MSG_NOSIGNAL) == size);
}

static void
ask_state(struct load *load, struct load_client *client) {
    char target[64];
    (void) snprintf(target, sizeof target, "/state?since=%llu",
                    (unsigned long long) load->versions[client->guest]);
    ask(load, client, "GET", target, NULL);
}

static void
ask_ballot(struct load *load, struct load_client *client, int64_t due_us) {
    char body[192];
    // As random as a page makes it: an index of ids in order would be cheaper.
    uint64_t high = rng_next(&load->ids), low = rng_next(&load->ids);
    (void) snprintf(body, sizeof body,
                    "{\"id\":\"%016llx%016llx\",\"exercise\":\"rate\","
                    "\"round\":1,\"answer\":{\"values\":[%u]}}",
                    (unsigned long long) high, (unsigned long long) low,
                    (unsigned) (low % 11));
    client->due_us = due_us;
    ask(load, client, "POST", "/ballot", body);
}

// -- One answer --------------------------------------------------------------

static int
status_of(const struct load_client *client) {
    return atoi(client->data + 9);
}

static void
note_version(struct load *load, struct load_client *client) {
    const char *version = strstr(client->data, "\"version\":");
    if (status_of(client) == 200 && version != NULL) {
        load->versions[client->guest] = strtoull(version + 10, NULL, 10);
        const char *body = strstr(client->data, "\r\n\r\n") + 4;
        load->state_size = client->whole - (size_t) (body - client->data);
    }
}

static void
join_on(struct load *load, struct load_client *client) {
    client->step++;
    if (client->step == 1) {
        ask(load, client, "POST", "/join", "{\"lang\":\"en\"}");
    } else if (client->step == 2) {
        const char *token = strstr(client->data, "\"token\":\"");
        CHECK(token != NULL);
        memcpy(load->tokens[client->guest], token + 9, 32);
        ask_state(load, client);
    } else {
        note_version(load, client);
        load->done++;
    }
}

static void
poll_on(struct load *load, struct load_client *client) {
    note_version(load, client);
    if (!client->is_counted) {
        client->is_counted = true;
        load->done++;
    }
    ask_state(load, client);
}

static void
answered(struct load *load, struct load_client *client) {
    client->is_busy = false;
    int status = status_of(client);
    if (status != 200 && status != 204) {
        if (load->errors++ == 0) {
            (void) fprintf(stderr, "bench_room: %.*s\n", 600, client->data);
        }
    }
    if (load->mode == LOAD_JOIN) {
        join_on(load, client);
    } else if (client->is_poll) {
        poll_on(load, client);
    } else {
        int64_t now_us = tick_now_us();
        if (load->took_count < load->took_max) {
            load->took_ms[load->took_count++] =
                (double) (now_us - client->due_us) / 1000;
        }
        load->done++;
        if (load->mode == LOAD_CLOSED && now_us < load->end_us) {
            ask_ballot(load, client, now_us);
        }
    }
}

// How large the answer is, once its head is there.
static void
measure(struct load_client *client) {
    uint32_t kept = client->got < sizeof client->data - 1
                        ? client->got
                        : (uint32_t) sizeof client->data - 1;
    client->data[kept] = '\0';
    const char *end = strstr(client->data, "\r\n\r\n");
    if (client->whole != 0 || end == NULL) {
        return;
    }
    const char *length = strcasestr(client->data, "\r\nContent-Length:");
    client->whole = (uint32_t) (end + 4 - client->data);
    if (length != NULL && length < end) {
        client->whole += (uint32_t) strtoul(length + 17, NULL, 10);
    }
}

static void
read_some(struct load *load, struct load_client *client) {
    static char bytes[65536];
    ssize_t got = recv(client->fd, bytes, sizeof bytes, 0);
    if (got <= 0) {
        if (got < 0 && errno == EAGAIN) {
            return;
        }
        (void) fprintf(stderr, "bench_room: a connection was closed\n");
        exit(1);
    }
    if (client->got < sizeof client->data - 1) {
        size_t room = sizeof client->data - 1 - client->got;
        memcpy(client->data + client->got, bytes,
               (size_t) got < room ? (size_t) got : room);
    }
    client->got += (uint32_t) got;
    measure(client);
    if (client->whole != 0 && client->got >= client->whole) {
        answered(load, client);
    }
}

static void
turn(struct load *load, int timeout_ms) {
    struct epoll_event events[256];
    int count = epoll_wait(load->epoll_fd, events, 256, timeout_ms);
    for (int i = 0; i < count; i++) {
        read_some(load, events[i].data.ptr);
    }
}

// -- Scenarios ---------------------------------------------------------------

void
load_open(struct load *load, const struct bench_server *server,
          uint32_t count) {
    memset(load, 0, sizeof *load);
    load->server = server;
    load->count = count;
    load->epoll_fd = epoll_create1(0);
    rng_init(&load->ids, 1);
    load->votes = calloc(count, sizeof *load->votes);
    load->polls = calloc(count, sizeof *load->polls);
    load->tokens = calloc(count, sizeof *load->tokens);
    load->versions = calloc(count, sizeof *load->versions);
    load->took_max = 2000000;
    load->took_ms = calloc(load->took_max, sizeof *load->took_ms);
    CHECK(load->votes != NULL && load->polls != NULL && load->tokens != NULL
          && load->versions != NULL && load->took_ms != NULL);
    for (uint32_t i = 0; i < count; i++) {
        load->votes[i].guest = load->polls[i].guest = i;
        load->polls[i].is_poll = true;
        load->votes[i].fd = load->polls[i].fd = -1;
    }
}

static void
close_client(struct load_client *client) {
    if (client->fd >= 0) {
        struct linger reset = {.l_onoff = 1}; // leaves no port behind
        (void) setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset,
                          sizeof reset);
        (void) close(client->fd);
        client->fd = -1;
    }
}

void
load_leave_polls(struct load *load) {
    for (uint32_t i = 0; i < load->count; i++) {
        close_client(&load->polls[i]);
    }
}

void
load_close(struct load *load) {
    for (uint32_t i = 0; i < load->count; i++) {
        close_client(&load->votes[i]);
        close_client(&load->polls[i]);
    }
    (void) close(load->epoll_fd);
    free(load->votes);
    free(load->polls);
    free(load->tokens);
    free(load->versions);
    free(load->took_ms);
}

double
load_join(struct load *load) {
    int64_t began_us = tick_now_us();
    load->mode = LOAD_JOIN;
    load->done = 0;
    for (uint32_t i = 0; i < load->count; i++) {
        connect_client(load, &load->votes[i]);
        ask(load, &load->votes[i], "GET", "/", NULL);
        if (i % 64 == 63) {
            turn(load, 0);
        }
    }
    while (load->done < load->count) {
        turn(load, 1000);
    }
    return (double) (tick_now_us() - began_us) / 1000;
}

void
load_park(struct load *load) {
    load->mode = LOAD_PARK;
    load->done = 0;
    for (uint32_t i = 0; i < load->count; i++) {
        load->versions[i] = 0;
        load->polls[i].is_counted = false;
        connect_client(load, &load->polls[i]);
        ask_state(load, &load->polls[i]);
        if (i % 64 == 63) {
            turn(load, 0);
        }
    }
    while (load->done < load->count) {
        turn(load, 1000);
    }
}

double
load_closed(struct load *load, int ms) {
    int64_t began_us = tick_now_us();
    load->mode = LOAD_CLOSED;
    load->done = load->took_count = 0;
    load->end_us = began_us + ms * 1000;
    for (uint32_t i = 0; i < load->count; i++) {
        ask_ballot(load, &load->votes[i], tick_now_us());
    }
    while (tick_now_us() < load->end_us) {
        turn(load, 100);
    }
    double rate = load->done * 1e6 / (double) (tick_now_us() - began_us);
    for (uint32_t i = 0; i < load->count; i++) { // those still under way
        while (load->votes[i].is_busy) {
            turn(load, 100);
        }
    }
    return rate;
}

void
load_open_loop(struct load *load, int ms) {
    int64_t began_us = tick_now_us();
    load->mode = LOAD_OPEN;
    load->done = load->took_count = 0;
    uint32_t sent = 0;
    while (load->took_count < load->count) {
        int64_t now_us = tick_now_us();
        while (sent < load->count) {
            int64_t due_us =
                began_us + (int64_t) sent * ms * 1000 / load->count;
            if (due_us > now_us) {
                break;
            }
            ask_ballot(load, &load->votes[sent++], due_us);
        }
        turn(load, 1);
    }
}

double
load_change(struct load *load, struct bench_server *server) {
    load->mode = LOAD_CHANGE;
    load->done = 0;
    for (uint32_t i = 0; i < load->count; i++) {
        load->polls[i].is_counted = false;
    }
    int64_t began_us = tick_now_us();
    bench_server_change(server);
    while (load->done < load->count) {
        turn(load, 1000);
    }
    double took_ms = (double) (tick_now_us() - began_us) / 1000;
    bench_server_wait(server);
    return took_ms;
}

void
load_idle(struct load *load, int64_t ms) {
    int64_t end_us = tick_now_us() + ms * 1000;
    load->mode = LOAD_IDLE;
    for (int64_t left = ms; left > 0; left = (end_us - tick_now_us()) / 1000) {
        turn(load, (int) left);
    }
}

static int
compare(const void *a, const void *b) {
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

double
load_quantile_ms(struct load *load, double quantile) {
    if (load->took_count == 0) {
        return 0;
    }
    qsort(load->took_ms, load->took_count, sizeof *load->took_ms, compare);
    double at = quantile * (double) (load->took_count - 1);
    return load->took_ms[(uint32_t) at];
}
