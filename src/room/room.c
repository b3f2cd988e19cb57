// The room's life: what it opens, its thread, and what others may ask it.
#include "room/room.h"
#include "base/check.h"
#include "base/log.h"
#include "room/inside.h"
#include "room/listen.h"
#include "web_pages.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define LOG_AREA "room"

static void
wake(void *data) {
    const struct room *room = data;
    uint64_t one = 1;
    // Only a counter that is full refuses, and then the thread is awake.
    (void) !write(room->wake_fd, &one, sizeof one);
}

static bool
propose(void *data, const struct record *record) {
    const struct room *room = data;
    return journal_propose(room->journal, record);
}

static void
on_ready(void *data, struct request *request) {
    const struct room *room = data;
    http_ready(room->http, request);
}

// Addresses are read by other threads, so each is kept until the end.
static void
on_address(void *data, const struct address_book *book) {
    struct room *room = data;
    struct shown_address next;
    address_write(book, room->port, next.address, next.url,
                  sizeof next.address);
    const struct shown_address *now = atomic_load(&room->shown);
    if (now != NULL && strcmp(now->address, next.address) == 0) {
        return;
    }
    unsigned place = room->address_count;
    if (place >= ROOM_ADDRESS_MAX) {
        return; // a machine that has moved so often keeps its last
    }
    room->addresses[place] = next;
    room->address_count++;
    atomic_store(&room->shown, &room->addresses[place]);
    room_core_set_address(room->core, next.address, next.url);
    log_info("phones find this room at %s", next.address);
}

static bool
open_core(struct room *room, const struct room_options *options,
          struct session *session, const struct room_limits *limits) {
    const struct room_core_options core = {
        .deck = options->deck,
        .session = session,
        .about = options->about,
        .secret = options->secret,
        .theme = options->theme,
        .pin = options->pin,
        .guest_max =
            options->guest_max != 0 && options->guest_max < SESSION_GUEST_MAX
                ? options->guest_max
                : SESSION_GUEST_MAX,
        .reader = journal_add_reader(options->journal, room->inbox),
        .speed = options->clock.speed,
        .limits = *limits,
        .world = {room, propose, on_ready},
        .guest_page = &room->guest_page,
        .host_page = &room->host_page,
        .kinds_file = &room->kinds_file,
    };
    room->core = room_core_create(&core);
    return room->core != NULL;
}

static bool
open_http(struct room *room, const struct room_options *options, int listen_fd,
          const struct room_limits *limits, struct fault *fault) {
    const struct http_options http = {
        .listen_fd = listen_fd,
        .port = room->port,
        .guest_max =
            options->guest_max != 0 ? options->guest_max : SESSION_GUEST_MAX,
        .clock = &room->clock,
        .journal = room->journal,
        .inbox = room->inbox,
        .wake_fd = room->wake_fd,
        .limits = *limits,
        .data = room,
        .on_address = on_address,
    };
    room->http = http_create(&http, fault);
    return room->http != NULL;
}

struct room *
room_create_with(const struct room_options *options,
                 const struct room_limits *limits, struct fault *fault) {
    struct session *session = options->session;
    struct room *room = calloc(1, sizeof *room);
    int listen_fd = -1;
    CHECK(room != NULL);
    room->wake_fd = -1;
    room->journal = options->journal;
    room->clock = options->clock;
    listen_fd = listen_open(options->port, &room->port, fault);
    if (listen_fd < 0) {
        goto failed;
    }
    room->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    room->inbox = inbox_create(ROOM_INBOX_MAX, wake, room);
    if (room->wake_fd < 0 || room->inbox == NULL) {
        fault_set(fault, "There is not enough memory for the room.");
        goto failed;
    }
    CHECK(page_init_with(&room->guest_page, web_guest_page, web_guest_page_size,
                         PAGE_ROOM_SCRIPTS));
    CHECK(page_init(&room->host_page, web_host_page, web_host_page_size));
    page_init_script(&room->kinds_file, web_kinds_file, web_kinds_file_size);
    int taken_fd = listen_fd;
    listen_fd = -1;
    if (!open_http(room, options, taken_fd, limits, fault)) {
        goto failed;
    }
    struct session *taken = session;
    session = NULL;
    if (!open_core(room, options, taken, limits)) {
        fault_set(fault, "There is not enough memory for the room.");
        goto failed;
    }
    http_set_core(room->http, room->core);
    return room;
failed:
    session_destroy(session);
    if (listen_fd >= 0) {
        (void) close(listen_fd);
    }
    room_destroy(room);
    return NULL;
}

struct room *
room_create(const struct room_options *options, struct fault *fault) {
    const struct room_limits limits = ROOM_LIMITS_DEFAULT;
    return room_create_with(options, &limits, fault);
}

static void *
run(void *data) {
    struct room *room = data;
    http_run(room->http, &room->is_stopping, &room->counts);
    return NULL;
}

bool
room_start(struct room *room, struct fault *fault) {
    CHECK(!room->is_started);
    int error = pthread_create(&room->thread, NULL, run, room);
    if (error != 0) {
        return fault_set(fault,
                         "The room could not start: %s. Close other "
                         "programs and start Dent again.",
                         strerror(error));
    }
    room->is_started = true;
    return true;
}

void
room_stop(struct room *room) {
    if (room == NULL || !room->is_started) {
        return;
    }
    atomic_store(&room->is_stopping, true);
    wake(room);
    (void) pthread_join(room->thread, NULL);
    room->is_started = false;
}

void
room_destroy(struct room *room) {
    if (room == NULL) {
        return;
    }
    room_stop(room);
    http_destroy(room->http); // drops its requests in the core
    room_core_destroy(room->core);
    inbox_destroy(room->inbox);
    if (room->wake_fd >= 0) {
        (void) close(room->wake_fd);
    }
    free(room);
}

const char *
room_address(const struct room *room) {
    return atomic_load(&room->shown)->address;
}

const char *
room_url(const struct room *room) {
    return atomic_load(&room->shown)->url;
}

uint16_t
room_port(const struct room *room) {
    return room->port;
}

uint32_t
room_connected(const struct room *room) {
    return atomic_load(&room->counts.connected);
}
