#pragma once

// One connection and the one request on it. Only the room's http*.c know it.
#include "room/core.h"
#include "room/deadline.h"
#include "room/guard.h"
#include "room/http.h"
#include <microhttpd.h>

enum link_stage {
    LINK_IDLE,   // nothing, or part of a head
    LINK_BODY,   // the head was accepted
    LINK_PARKED, // suspended in the library
    LINK_READY,  // resumed; the answer comes in the library's next turn
    LINK_SENDING,
    LINK_GONE, // to be dropped by the library's next turn
};

struct link {
    struct request request; // first: http_ready casts back
    struct deadline deadline;
    struct MHD_Connection *connection; // borrowed
    struct link *next, *previous;      // all
    struct peer_address from;
    int fd;
    enum link_stage stage;
    bool is_watched;      // in our epoll set
    bool has_gone_silent; // its other side was shut while not parked
    bool is_target_good;
    bool is_head_read;
    uint16_t body_size, body_room;
    char *body; // owned
    char path[PATH_MAX_BYTES];
};

#define PAGE_RESPONSE_COUNT 6 // of three files, each with its 304

struct http {
    struct MHD_Daemon *daemon; // owned
    struct room_core *core;    // borrowed
    struct http_options options;
    int epoll_fd, library_fd;
    struct link *links;
    uint32_t link_count, link_max;
    bool is_listening; // the listening socket is in the epoll set
    bool was_resumed;  // in this turn
    bool is_stopping;
    struct deadline_list head, body, send;
    struct moment now;
    tick ticked_ms, address_ms;
    struct address_book book;
    struct peer_address accepting; // whose connection is being added
    struct MHD_Response *empty;    // owned: 204
    struct MHD_Response *pages[PAGE_RESPONSE_COUNT]; // owned
};

// http_exchange.c: the library's callbacks.
void *http_on_target(void *data, const char *target,
                     struct MHD_Connection *connection);
enum MHD_Result http_on_request(void *data, struct MHD_Connection *connection,
                                const char *url, const char *method,
                                const char *version, const char *upload,
                                size_t *upload_size, void **state);
void http_on_completed(void *data, struct MHD_Connection *connection,
                       void **state, enum MHD_RequestTerminationCode why);
void http_on_connection(void *data, struct MHD_Connection *connection,
                        void **state, enum MHD_ConnectionNotificationCode what);
// http_answer.c
bool http_answers_create(struct http *http);
void http_answers_destroy(struct http *http);
enum MHD_Result http_send(struct http *http, struct link *link);
enum MHD_Result http_refuse(struct http *http, struct link *link,
                            enum refusal refusal);
