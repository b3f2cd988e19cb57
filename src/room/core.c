// The core's life, and its routes.
#include "room/core.h"
#include "base/bytes.h"
#include "base/check.h"
#include "room/parts.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static uint64_t
first_version(uint64_t wanted) {
    // Random, so that a version from before a restart names nothing here; 40
    // bits, so that a page's numbers hold it.
    uint64_t version = wanted;
    if (version == 0) {
        random_bytes(&version, sizeof version);
        version = (version >> 24) + 1;
    }
    return version;
}

static bool
take_memory(struct room_core *core) {
    core->seats = calloc(core->guest_max, sizeof *core->seats);
    core->pending = calloc(PENDING_MAX, sizeof *core->pending);
    if (core->seats == NULL || core->pending == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < PENDING_MAX; i++) {
        core->pending[i].next_free = i + 1 < PENDING_MAX ? i + 2 : 0;
    }
    core->pending_free = 1;
    return true;
}

struct room_core *
room_core_create(const struct room_core_options *options) {
    struct room_core *core = calloc(1, sizeof *core);
    if (core == NULL) {
        session_destroy(options->session);
        return NULL;
    }
    core->deck = options->deck;
    core->session = options->session;
    core->about = options->about;
    core->guest_max = options->guest_max;
    core->reader = options->reader;
    core->speed = options->speed;
    core->limits = options->limits;
    core->world = options->world;
    core->guest_page = options->guest_page;
    core->host_page = options->host_page;
    core->kinds_file = options->kinds_file;
    core->has_secret = options->secret != NULL;
    core->theme = options->theme == NULL ? "dark" : options->theme;
    if (core->has_secret) {
        memcpy(core->secret, options->secret, sizeof core->secret);
    }
    text_copy(core->pin, sizeof core->pin, options->pin);
    core->version = first_version(options->first_version);
    core->guest_version = core->host_version = core->version;
    core->step_version = core->version;
    if (!take_memory(core)) {
        room_core_destroy(core);
        return NULL;
    }
    for (uint32_t i = 0; i < core->session->guest_count; i++) {
        uint32_t number;
        if (words_find(core->session->guests[i].words, &number)) {
            words_mark(&core->words, number);
        }
    }
    return core;
}

void
room_core_destroy(struct room_core *core) {
    if (core == NULL) {
        return;
    }
    session_destroy(core->session);
    for (uint32_t i = 0; core->pending != NULL && i < PENDING_MAX; i++) {
        free(core->pending[i].event);
    }
    free(core->seats);
    free(core->pending);
    text_finish(&core->shared);
    text_finish(&core->clock);
    text_finish(&core->scratch);
    text_finish(&core->record);
    text_finish(&core->exercise);
    deal_finish(&core->deal);
    sodium_memzero(core->secret, sizeof core->secret);
    free(core);
}

// -- Routes ------------------------------------------------------------------

typedef bool (*on_request)(struct room_core *core, struct request *request,
                           const struct moment *now);

static bool
send_page(struct request *request, const struct page *page) {
    bool is_known = page_matches(page, request->if_none_match);
    request->answer.status = is_known ? 304 : 200;
    request->answer.page = page;
    request->wait = WAIT_ANSWERED;
    return true;
}

static bool
send_guest_page(struct room_core *core, struct request *request,
                const struct moment *now) {
    (void) now; // the same at any time
    return send_page(request, core->guest_page);
}

static bool
send_host_page(struct room_core *core, struct request *request,
               const struct moment *now) {
    (void) now; // the same at any time
    return send_page(request, core->host_page);
}

static bool
send_kinds_file(struct room_core *core, struct request *request,
                const struct moment *now) {
    (void) now; // the same at any time
    return send_page(request, core->kinds_file);
}

static bool
send_no_icon(struct room_core *core, struct request *request,
             const struct moment *now) {
    (void) core;
    (void) now; // there is none, ever
    return answer_empty(request, 204);
}

#define TAKES_GET 1
#define TAKES_HEAD 2
#define TAKES_POST 4

static const struct route {
    const char *path;
    unsigned takes;
    const char *allow;
    on_request go;
} routes[] = {
    {"/", TAKES_GET | TAKES_HEAD, "GET, HEAD", send_guest_page},
    {"/host", TAKES_GET | TAKES_HEAD, "GET, HEAD", send_host_page},
    {"/kinds.js", TAKES_GET | TAKES_HEAD, "GET, HEAD", send_kinds_file},
    {"/favicon.ico", TAKES_GET | TAKES_HEAD, "GET, HEAD", send_no_icon},
    {"/join", TAKES_POST, "POST", room_join},
    {"/state", TAKES_GET, "GET", room_state},
    {"/ballot", TAKES_POST, "POST", room_ballot},
    {"/mine", TAKES_GET, "GET", room_mine},
    {"/host/login", TAKES_POST, "POST", room_login},
    {"/host/state", TAKES_GET, "GET", room_host_state},
    {"/host/command", TAKES_POST, "POST", room_command},
};

static const char export_prefix[] = "/host/export/";

static unsigned
method_bit(enum room_method method) {
    switch (method) {
        case METHOD_GET:
            return TAKES_GET;
        case METHOD_HEAD:
            return TAKES_HEAD;
        case METHOD_POST:
            return TAKES_POST;
        default:
            return 0;
    }
}

static bool
follow(struct room_core *core, struct request *request,
       const struct moment *now, const struct route *route) {
    if ((route->takes & method_bit(request->method)) == 0) {
        request->answer.allow = route->allow;
        return answer_refuse_request(request, REFUSAL_WRONG_METHOD);
    }
    return route->go(core, request, now);
}

bool
room_core_in(struct room_core *core, struct request *request,
             const struct moment *now) {
    CHECK(request->wait == WAIT_NONE);
    core->asked = *now;
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
        if (strcmp(routes[i].path, request->path) == 0) {
            return follow(core, request, now, &routes[i]);
        }
    }
    if (strncmp(request->path, export_prefix, sizeof export_prefix - 1) == 0) {
        static const struct route export_route = {"", TAKES_GET, "GET",
                                                  room_export};
        return follow(core, request, now, &export_route);
    }
    return answer_refuse_request(request, REFUSAL_NOT_FOUND);
}

void
room_core_answer(struct room_core *core, struct request *request,
                 const struct moment *now) {
    text_clear(&core->scratch);
    if (request->wait == WAIT_STATE) {
        uint32_t guest = request->guest;
        if (core->session->guests[guest].is_removed) {
            answer_refuse_request(request, REFUSAL_UNKNOWN_GUEST);
            return;
        }
        core->seats[guest].seen_at_ms = now->real_ms;
        state_write_guest(core, guest, now, &core->scratch);
        answer_json(request, &core->scratch);
    } else if (request->wait == WAIT_HOST_STATE) {
        state_write_host(core, now, &core->scratch);
        answer_json(request, &core->scratch);
    }
    CHECK(request->wait == WAIT_ANSWERED);
}

void
room_core_drop(struct room_core *core, struct request *request) {
    switch (request->wait) {
        case WAIT_GUEST_POLL:
            room_unlink(&core->guest_polls, request);
            core->seats[request->guest].poll = NULL;
            break;
        case WAIT_HOST_POLL:
            room_unlink(&core->host_polls, request);
            core->hosts[request->guest].poll = NULL;
            break;
        case WAIT_RECORD:
            core->pending[request->slot].request = NULL;
            break;
        default:
            break;
    }
    request->wait = WAIT_NONE;
    answer_finish(&request->answer);
}

void
room_core_set_address(struct room_core *core, const char *address,
                      const char *url) {
    if (strcmp(core->address, address) == 0 && strcmp(core->url, url) == 0) {
        return;
    }
    text_copy(core->address, sizeof core->address, address);
    text_copy(core->url, sizeof core->url, url);
    core->is_count_new_for_hosts = true;
}

struct room_core_load
room_core_load(const struct room_core *core) {
    return (struct room_core_load){
        .connected = core->connected,
        .polling = core->guest_polls.count,
        .proposed = core->pending_count,
        .is_broken = core->is_broken,
    };
}
