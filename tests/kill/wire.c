#include "kill/wire.h"
#include "kill/fail.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
wire_open(struct wire *wire, uint16_t port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    wire->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (wire->fd < 0) {
        fail("no socket: %s", strerror(errno));
    }
    int yes = 1;
    (void) setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(wire->fd, (struct sockaddr *) &address, sizeof address) != 0
        && errno != EINPROGRESS) {
        fail("no connection to the program: %s", strerror(errno));
    }
    if (wire->in == NULL) {
        wire->in = malloc(WIRE_IN_MAX);
        if (wire->in == NULL) {
            fail("no memory");
        }
    }
    wire->state = WIRE_IDLE;
}

void
wire_close(struct wire *wire) {
    if (wire->state != WIRE_CLOSED) {
        (void) close(wire->fd); // nothing more is wanted from it
        wire->state = WIRE_CLOSED;
    }
}

void
wire_send(struct wire *wire, const char *path, const char *token,
          const char *body) {
    char about_body[80] = "";
    if (body != NULL) {
        snprintf(about_body, sizeof about_body,
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                 strlen(body));
    }
    int size = snprintf(wire->out, sizeof wire->out,
                        "%s %s HTTP/1.1\r\nHost: localhost\r\n%s%s%s%s\r\n%s",
                        body == NULL ? "GET" : "POST", path,
                        token == NULL ? "" : "Authorization: Bearer ",
                        token == NULL ? "" : token, token == NULL ? "" : "\r\n",
                        about_body, body == NULL ? "" : body);
    if (size < 0 || (size_t) size >= sizeof wire->out) {
        fail("a request is too long");
    }
    wire->out_size = (size_t) size;
    wire->out_done = wire->in_size = 0;
    wire->state = WIRE_BUSY;
    wire_step(wire);
}

short
wire_events(const struct wire *wire) {
    return wire->out_done < wire->out_size ? POLLOUT : POLLIN;
}

// The whole answer is there when as many bytes follow the head as it says.
static void
look_for_answer(struct wire *wire) {
    wire->in[wire->in_size] = '\0';
    char *end = strstr(wire->in, "\r\n\r\n");
    if (end == NULL) {
        return;
    }
    const char *length = strstr(wire->in, "Content-Length: ");
    size_t body_size =
        length == NULL || length > end ? 0 : strtoul(length + 16, NULL, 10);
    wire->body = end + 4;
    if (wire->in_size - (size_t) (wire->body - wire->in) >= body_size) {
        wire->status = atoi(wire->in + sizeof "HTTP/1.1");
        wire->state = WIRE_DONE;
    }
}

void
wire_step(struct wire *wire) {
    while (wire->out_done < wire->out_size) {
        ssize_t size = send(wire->fd, wire->out + wire->out_done,
                            wire->out_size - wire->out_done, MSG_NOSIGNAL);
        if (size < 0) {
            bool is_later = errno == EAGAIN || errno == ENOTCONN;
            wire->state = is_later ? WIRE_BUSY : WIRE_LOST;
            return;
        }
        wire->out_done += (size_t) size;
    }
    while (wire->state == WIRE_BUSY) {
        ssize_t size = recv(wire->fd, wire->in + wire->in_size,
                            WIRE_IN_MAX - 1 - wire->in_size, 0);
        if (size <= 0) {
            bool is_later = size < 0 && errno == EAGAIN;
            wire->state = is_later ? WIRE_BUSY : WIRE_LOST;
            return;
        }
        wire->in_size += (size_t) size;
        look_for_answer(wire);
    }
}

bool
wire_wait(struct wire *wire, tick for_ms) {
    tick until = tick_now() + for_ms;
    while (wire->state == WIRE_BUSY && tick_now() < until) {
        struct pollfd poll_fd = {.fd = wire->fd, .events = wire_events(wire)};
        if (poll(&poll_fd, 1, (int) (until - tick_now()) + 1) > 0) {
            wire_step(wire);
        }
    }
    return wire->state == WIRE_DONE;
}
