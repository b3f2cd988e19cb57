// The library's callbacks: one connection, its requests one after another.
//
// The library calls http_on_request first when the head is there, then with
// each piece of the body, then once more; a resumed request gets that last
// call again. A refusal in the first call closes the connection, which is
// right where the body is not wanted; any other answer waits for the last, or
// keep-alive would be lost.
#include "base/check.h"
#include "room/link.h"
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

static struct link *
link_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    CHECK(info != NULL);
    return info->socket_context;
}

void
http_on_connection(void *data, struct MHD_Connection *connection, void **state,
                   enum MHD_ConnectionNotificationCode what) {
    struct http *http = data;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        struct link *link = calloc(1, sizeof *link);
        CHECK(link != NULL);
        link->connection = connection;
        link->from = http->accepting;
        link->fd = MHD_get_connection_info(connection,
                                           MHD_CONNECTION_INFO_CONNECTION_FD)
                       ->connect_fd;
        link->next = http->links;
        if (http->links != NULL) {
            http->links->previous = link;
        }
        http->links = link;
        http->link_count++;
        deadline_set(&link->deadline, &http->head, http->now.real_ms);
        *state = link;
        return;
    }
    struct link *link = *state;
    room_core_drop(http->core, &link->request);
    deadline_set(&link->deadline, NULL, 0);
    if (link->previous != NULL) {
        link->previous->next = link->next;
    } else {
        http->links = link->next;
    }
    if (link->next != NULL) {
        link->next->previous = link->previous;
    }
    http->link_count--;
    free(link->body);
    free(link);
    *state = NULL;
}

void *
http_on_target(void *data, const char *target,
               struct MHD_Connection *connection) {
    (void) data;
    struct link *link = link_of(connection);
    struct request *request = &link->request;
    CHECK(request->wait == WAIT_NONE);
    memset(request, 0, sizeof *request);
    link->is_head_read = false;
    link->is_target_good =
        guard_target(target, link->path, &request->has_since, &request->since);
    return link;
}

void
http_on_completed(void *data, struct MHD_Connection *connection, void **state,
                  enum MHD_RequestTerminationCode why) {
    struct http *http = data;
    (void) connection;
    (void) why; // whatever it was, the request is over
    struct link *link = *state;
    if (link == NULL) {
        return;
    }
    room_core_drop(http->core, &link->request);
    free(link->body);
    link->body = NULL;
    link->body_size = link->body_room = 0;
    link->stage = LINK_IDLE;
    deadline_set(&link->deadline, &http->head, http->now.real_ms);
}

static enum MHD_Result
take_header(void *data, enum MHD_ValueKind kind, const char *name,
            size_t name_size, const char *value, size_t value_size) {
    (void) kind;      // headers only
    (void) name_size; // names end with a zero; the library refuses one inside
    guard_take(data, name, value, value_size);
    return MHD_YES;
}

static enum room_method
method_of(const char *method) {
    if (strcmp(method, "GET") == 0) {
        return METHOD_GET;
    }
    if (strcmp(method, "POST") == 0) {
        return METHOD_POST;
    }
    return strcmp(method, "HEAD") == 0 ? METHOD_HEAD : METHOD_OTHER;
}

static enum MHD_Result
read_head(struct http *http, struct link *link, const char *method) {
    struct guard_facts facts = {.method = method_of(method),
                                .is_ballot =
                                    strcmp(link->path, "/ballot") == 0};
    (void) MHD_get_connection_values_n(link->connection, MHD_HEADER_KIND,
                                       take_header, &facts);
    link->is_head_read = true;
    link->request.method = facts.method;
    link->request.from = link->from;
    size_t length = 0;
    enum refusal refusal =
        guard_check(&facts, &http->book, http->options.port, &length);
    if (refusal == REFUSAL_NONE && !link->is_target_good) {
        refusal = REFUSAL_BAD_REQUEST;
    }
    if (refusal == REFUSAL_NONE && length > 0) {
        link->body = malloc(length);
        link->body_room = (uint16_t) length;
        refusal = link->body == NULL ? REFUSAL_FULL : REFUSAL_NONE;
    }
    if (refusal != REFUSAL_NONE) {
        return http_refuse(http, link, refusal);
    }
    link->request.has_token =
        guard_token(facts.authorization, link->request.token);
    link->request.if_none_match = facts.if_none_match;
    link->stage = LINK_BODY;
    deadline_set(&link->deadline, &http->body, http->now.real_ms);
    return MHD_YES;
}

static enum MHD_Result
read_piece(struct link *link, const char *upload, size_t *upload_size) {
    // The library counts to the length that was announced and no further.
    if (link->body == NULL || *upload_size > (size_t) link->body_room
        || link->body_size > link->body_room - *upload_size) {
        return MHD_NO;
    }
    memcpy(link->body + link->body_size, upload, *upload_size);
    link->body_size = (uint16_t) (link->body_size + *upload_size);
    *upload_size = 0;
    return MHD_YES;
}

// A parked connection is nobody's but ours: we hear when its phone goes away.
// The watch stays armed from one poll to the next, which saves a call each.
static void
watch(struct http *http, struct link *link) {
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT,
                                .data.ptr = link};
    int operation = EPOLL_CTL_ADD;
    if (link->is_watched) {
        if (!link->has_gone_silent) {
            return;
        }
        operation = EPOLL_CTL_MOD; // it fired while nobody was parked
    }
    link->has_gone_silent = false;
    link->is_watched =
        epoll_ctl(http->epoll_fd, operation, link->fd, &event) == 0;
}

static enum MHD_Result
hand_in(struct http *http, struct link *link) {
    struct request *request = &link->request;
    request->path = link->path;
    request->body = link->body;
    request->body_size = link->body_size;
    bool is_answered = room_core_in(http->core, request, &http->now);
    free(link->body);
    link->body = NULL;
    link->body_size = link->body_room = 0;
    if (is_answered) {
        return http_send(http, link);
    }
    deadline_set(&link->deadline, NULL, 0);
    link->stage = LINK_PARKED;
    MHD_suspend_connection(link->connection);
    if (request->wait != WAIT_RECORD) {
        watch(http, link); // what waits for the disk does not wait for long
    }
    return MHD_YES;
}

enum MHD_Result
// NOLINTNEXTLINE(readability-function-size): the form is the library's
http_on_request(void *data, struct MHD_Connection *connection, const char *url,
                const char *method, const char *version, const char *upload,
                size_t *upload_size, void **state) {
    struct http *http = data;
    (void) connection;
    (void) url; // decoded; we keep to what was sent
    (void) version;
    struct link *link = *state;
    if (!link->is_head_read) {
        return read_head(http, link, method);
    }
    if (*upload_size > 0) {
        return read_piece(link, upload, upload_size);
    }
    switch (link->stage) {
        case LINK_BODY:
            return hand_in(http, link);
        case LINK_READY:
            room_core_answer(http->core, &link->request, &http->now);
            return http_send(http, link);
        default:
            return MHD_NO; // gone: close
    }
}
