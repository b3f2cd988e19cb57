// The loop. See http.h.
#include "room/http.h"
#include "base/check.h"
#include "base/log.h"
#include "room/link.h"
#include "room/listen.h"
#include "session/session_clock.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#define LOG_AREA "room"
#define EVENT_MAX 256

// -- Life --------------------------------------------------------------------

__attribute__((format(printf, 2, 0))) static void
on_library_log(void *data, const char *format, va_list arguments) {
    (void) data;
    char line[256];
    int size = vsnprintf(line, sizeof line, format, arguments);
    if (size > 0) {
        line[strcspn(line, "\n")] = '\0';
        log_debug("%s", line);
    }
}

// As many as the guests need, if the system grants that many descriptors.
static uint32_t
connection_limit(uint32_t guest_max) {
    struct rlimit limit;
    uint64_t wanted = 2ull * guest_max + CONNECTION_SPARE;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 512;
    }
    if (limit.rlim_cur < wanted + DESCRIPTOR_SPARE
        && limit.rlim_cur < limit.rlim_max) {
        rlim_t more = wanted + DESCRIPTOR_SPARE;
        limit.rlim_cur = more < limit.rlim_max ? more : limit.rlim_max;
        (void) setrlimit(RLIMIT_NOFILE, &limit);
        if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
            return 512;
        }
    }
    uint64_t most = limit.rlim_cur > 2 * DESCRIPTOR_SPARE
                        ? limit.rlim_cur - DESCRIPTOR_SPARE
                        : DESCRIPTOR_SPARE;
    return (uint32_t) (wanted < most ? wanted : most);
}

static struct MHD_Daemon *
start_library(struct http *http) {
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME
            | MHD_USE_ERROR_LOG,
        0, NULL, NULL, http_on_request, http, MHD_OPTION_EXTERNAL_LOGGER,
        on_library_log, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned) http->link_max + 8, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t) CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned) IDLE_TIME_S, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_CONNECTION, http_on_connection, http,
        MHD_OPTION_NOTIFY_COMPLETED, http_on_completed, http,
        MHD_OPTION_URI_LOG_CALLBACK, http_on_target, http, MHD_OPTION_END);
}

static bool
add_event(struct http *http, int fd, void *mark) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = mark};
    return epoll_ctl(http->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static void
listen_again(struct http *http, bool is_wanted) {
    if (http->is_listening == is_wanted) {
        return;
    }
    struct epoll_event event = {.events = is_wanted ? EPOLLIN : 0,
                                .data.ptr = &http->options.listen_fd};
    if (epoll_ctl(http->epoll_fd, EPOLL_CTL_MOD, http->options.listen_fd,
                  &event)
        == 0) {
        http->is_listening = is_wanted;
    }
}

struct http *
http_create(const struct http_options *options, struct fault *fault) {
    struct http *http = calloc(1, sizeof *http);
    CHECK(http != NULL);
    http->options = *options;
    http->epoll_fd = -1;
    http->head.length_ms = options->limits.head_time_ms;
    http->body.length_ms = options->limits.body_time_ms;
    http->send.length_ms = options->limits.send_time_ms;
    http->link_max = connection_limit(options->guest_max);
    address_read(&http->book);
    http->daemon = start_library(http);
    http->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (http->daemon == NULL || http->epoll_fd < 0
        || !http_answers_create(http)) {
        goto failed;
    }
    http->library_fd =
        MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    if (!add_event(http, options->listen_fd, &http->options.listen_fd)
        || !add_event(http, options->wake_fd, &http->options.wake_fd)
        || !add_event(http, http->library_fd, &http->library_fd)) {
        goto failed;
    }
    http->is_listening = true;
    return http;
failed:
    fault_set(fault,
              "The web server could not start: %s. Close other "
              "programs and start Dent again.",
              strerror(errno));
    http_destroy(http);
    return NULL;
}

void
http_set_core(struct http *http, struct room_core *core) {
    http->core = core;
    http->options.on_address(http->options.data, &http->book);
}

void
http_destroy(struct http *http) {
    if (http == NULL) {
        return;
    }
    if (http->daemon != NULL) {
        CHECK(http->links == NULL || http->is_stopping);
        MHD_stop_daemon(http->daemon);
    }
    http_answers_destroy(http);
    if (http->epoll_fd >= 0) {
        (void) close(http->epoll_fd);
    }
    if (http->options.listen_fd >= 0) {
        (void) close(http->options.listen_fd);
    }
    free(http);
}

// -- What happens in a turn --------------------------------------------------

static void
read_clocks(struct http *http) {
    http->now.real_ms = tick_now();
    http->now.session_ms = session_clock_now(http->options.clock);
    http->now.utc_ms = wall_now_ms(NULL);
}

void
http_ready(void *data, struct request *request) {
    struct http *http = data;
    struct link *link = (struct link *) (void *) request; // its first member
    CHECK(link->stage == LINK_PARKED);
    link->stage = LINK_READY;
    MHD_resume_connection(link->connection);
    http->was_resumed = true;
}

static void
drop_link(struct http *http, struct link *link) {
    room_core_drop(http->core, &link->request);
    link->stage = LINK_GONE;
    MHD_resume_connection(link->connection);
    http->was_resumed = true;
}

// The other side of a connection was shut.
static void
note_gone(struct http *http, struct link *link) {
    enum wait_state wait = link->request.wait;
    bool is_poll = wait == WAIT_GUEST_POLL || wait == WAIT_HOST_POLL;
    if (link->stage == LINK_PARKED && is_poll) {
        drop_link(http, link);
    }
    link->has_gone_silent = true; // the watch is spent
}

static void
take_record(void *data, const void *message, size_t size) {
    struct http *http = data;
    (void) size;
    room_core_take(http->core, message, &http->now);
}

static void
accept_all(struct http *http) {
    for (int i = 0; i < ACCEPT_MAX; i++) {
        if (http->link_count >= http->link_max) {
            listen_again(http, false); // the kernel keeps the rest waiting
            return;
        }
        struct sockaddr_storage from;
        socklen_t size = sizeof from;
        int fd = accept4(http->options.listen_fd, (struct sockaddr *) &from,
                         &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            bool is_full = errno == EMFILE || errno == ENFILE
                           || errno == ENOBUFS || errno == ENOMEM;
            if (is_full) {
                listen_again(http, false);
            }
            if (errno != ECONNABORTED && errno != EINTR) {
                return;
            }
            continue;
        }
        http->accepting = listen_peer(&from);
        if (MHD_add_connection(http->daemon, fd, (struct sockaddr *) &from,
                               size)
            != MHD_YES) {
            listen_again(http, false); // it has closed the socket
            return;
        }
    }
}

static void
cut_late(struct http *http, struct deadline_list *list) {
    struct deadline *deadline;
    while ((deadline = deadline_take(list, http->now.real_ms)) != NULL) {
        struct link *link =
            (struct link *) (void *) ((char *) deadline
                                      - offsetof(struct link, deadline));
        // The library sees the end of the stream and closes.
        (void) shutdown(link->fd, SHUT_RDWR);
    }
}

static void
every_second(struct http *http, struct http_counts *counts) {
    if (http->now.real_ms - http->ticked_ms < 1000) {
        return;
    }
    http->ticked_ms = http->now.real_ms;
    (void) wall_now_ms(&http->now.is_clock_trusted);
    listen_again(http, !http->is_stopping && http->link_count < http->link_max);
    if (journal_is_broken(http->options.journal)) {
        room_core_set_broken(http->core);
    }
    if (http->now.real_ms - http->address_ms >= ADDRESS_REFRESH_MS) {
        http->address_ms = http->now.real_ms;
        address_read(&http->book);
        http->options.on_address(http->options.data, &http->book);
    }
    atomic_store(&counts->connected, room_core_load(http->core).connected);
}

// Milliseconds until the first of the deadlines, at most `most`.
static int
next_cut_ms(const struct http *http, int most) {
    const struct deadline *firsts[] = {http->head.first, http->body.first,
                                       http->send.first};
    for (int i = 0; i < 3; i++) {
        if (firsts[i] != NULL && firsts[i]->due_ms - http->now.real_ms < most) {
            tick left = firsts[i]->due_ms - http->now.real_ms;
            most = left > 0 ? (int) left : 0;
        }
    }
    return most;
}

static void
run_library(struct http *http) {
    do {
        http->was_resumed = false;
        (void) MHD_run(http->daemon);
        // A resume inside a handler is seen by the next run only.
    } while (http->was_resumed);
}

static bool
has_more(struct http *http) {
    MHD_UNSIGNED_LONG_LONG wait_ms;
    return MHD_get_timeout(http->daemon, &wait_ms) == MHD_YES && wait_ms == 0;
}

static void
turn(struct http *http, int timeout_ms) {
    struct epoll_event events[EVENT_MAX];
    bool is_new = false, is_woken = false;
    int count = epoll_wait(http->epoll_fd, events, EVENT_MAX, timeout_ms);
    read_clocks(http);
    for (int i = 0; i < count; i++) {
        void *mark = events[i].data.ptr;
        if (mark == &http->options.listen_fd) {
            is_new = true;
        } else if (mark == &http->options.wake_fd) {
            is_woken = true;
        } else if (mark != &http->library_fd) {
            note_gone(http, mark);
        }
    }
    if (is_woken) {
        uint64_t signals;
        (void) !read(http->options.wake_fd, &signals, sizeof signals);
        (void) inbox_drain(http->options.inbox, take_record, http);
    }
    if (is_new && !http->is_stopping) {
        accept_all(http);
    }
    room_core_tick(http->core, &http->now);
    cut_late(http, &http->head);
    cut_late(http, &http->body);
    cut_late(http, &http->send);
    run_library(http);
}

static int
wait_ms(struct http *http) {
    if (has_more(http)) {
        return 0;
    }
    return next_cut_ms(http, room_core_next_ms(http->core, &http->now));
}

static bool
is_sending(const struct http *http) {
    for (const struct link *link = http->links; link != NULL;
         link = link->next) {
        if (link->stage == LINK_READY || link->stage == LINK_SENDING) {
            return true;
        }
    }
    return false;
}

// Everything parked is answered before the library may stop: it ends the
// program when a suspended connection is left.
static void
wind_down(struct http *http) {
    http->is_stopping = true;
    listen_again(http, false);
    room_core_stop(http->core);
    tick end_ms = tick_now() + STOP_WAIT_MS;
    struct room_core_load load = room_core_load(http->core);
    while (load.proposed > 0 && !load.is_broken && tick_now() < end_ms) {
        turn(http, 20);
        load = room_core_load(http->core);
    }
    inbox_close(http->options.inbox);
    room_core_refuse_pending(http->core);
    for (int i = 0; i < 100 && (i == 0 || is_sending(http)); i++) {
        turn(http, i == 0 ? 0 : 10);
    }
    for (struct link *link = http->links; link != NULL; link = link->next) {
        CHECK(link->stage != LINK_PARKED);
    }
}

void
http_run(struct http *http, const atomic_bool *is_stopping,
         struct http_counts *counts) {
    read_clocks(http);
    (void) wall_now_ms(&http->now.is_clock_trusted);
    http->address_ms = http->now.real_ms;
    while (!atomic_load(is_stopping)) {
        turn(http, wait_ms(http));
        every_second(http, counts);
        atomic_store(&counts->parked, room_core_load(http->core).polling);
    }
    wind_down(http);
}
