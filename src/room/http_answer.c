// An answer of the core as the library sends it.
#include "base/check.h"
#include "room/link.h"
#include "room/parts.h"
#include <stdio.h>
#include <stdlib.h>

static void
add_header(struct MHD_Response *response, const char *name, const char *value) {
    CHECK(MHD_add_response_header(response, name, value) == MHD_YES);
}

static struct MHD_Response *
create_page(const struct page *page, bool is_unchanged) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        is_unchanged ? 0 : page->size, (void *) page->bytes,
        MHD_RESPMEM_PERSISTENT);
    if (response == NULL) {
        return NULL;
    }
    add_header(response, "ETag", page->etag);
    add_header(response, "Cache-Control", "no-cache");
    if (!is_unchanged) {
        add_header(response, "Content-Type", page->type);
        add_header(response, "Content-Security-Policy", page->policy);
        add_header(response, "X-Content-Type-Options", "nosniff");
        add_header(response, "Referrer-Policy", "no-referrer");
    }
    return response;
}

bool
http_answers_create(struct http *http) {
    http->empty =
        MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    if (http->empty == NULL) {
        return false;
    }
    add_header(http->empty, "Cache-Control", "no-store");
    return true;
}

void
http_answers_destroy(struct http *http) {
    if (http->empty != NULL) {
        MHD_destroy_response(http->empty);
    }
    for (int i = 0; i < PAGE_RESPONSE_COUNT; i++) {
        if (http->pages[i] != NULL) {
            MHD_destroy_response(http->pages[i]);
        }
    }
}

// The pages never change, so each is made once.
static struct MHD_Response *
find_page(struct http *http, const struct page *page, bool is_unchanged) {
    int place = page == http->core->host_page    ? 1
                : page == http->core->kinds_file ? 2
                                                 : 0;
    struct MHD_Response **slot =
        &http->pages[2 * place + (is_unchanged ? 1 : 0)];
    if (*slot == NULL) {
        *slot = create_page(page, is_unchanged);
    }
    return *slot;
}

static void
add_rare_headers(struct MHD_Response *response,
                 const struct answer_page *answer) {
    char text[96];
    if (answer->retry_after_s > 0) {
        snprintf(text, sizeof text, "%u", answer->retry_after_s);
        add_header(response, "Retry-After", text);
    }
    if (answer->allow != NULL) {
        add_header(response, "Allow", answer->allow);
    }
    if (answer->download != NULL) {
        snprintf(text, sizeof text, "attachment; filename=\"%s\"",
                 answer->download);
        add_header(response, "Content-Disposition", text);
    }
}

static struct MHD_Response *
create_answer(struct answer_page *answer) {
    // The bytes become the library's, which frees them.
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->size, answer->bytes, MHD_RESPMEM_MUST_FREE);
    if (response == NULL) {
        return NULL;
    }
    answer->bytes = NULL;
    if (answer->type != NULL) {
        add_header(response, "Content-Type", answer->type);
        add_header(response, "X-Content-Type-Options", "nosniff");
    }
    add_header(response, "Cache-Control", "no-store");
    add_rare_headers(response, answer);
    return response;
}

enum MHD_Result
http_send(struct http *http, struct link *link) {
    struct answer_page *answer = &link->request.answer;
    CHECK(link->request.wait == WAIT_ANSWERED);
    struct MHD_Response *response;
    bool is_shared = true;
    if (answer->page != NULL) {
        response = find_page(http, answer->page, answer->status == 304);
    } else if (answer->bytes == NULL && answer->retry_after_s == 0) {
        response = http->empty;
    } else {
        response = create_answer(answer);
        is_shared = false;
    }
    if (response == NULL) {
        return MHD_NO; // no memory: the connection is closed
    }
    link->stage = LINK_SENDING;
    deadline_set(&link->deadline, &http->send, http->now.real_ms);
    enum MHD_Result result =
        MHD_queue_response(link->connection, answer->status, response);
    if (!is_shared) {
        MHD_destroy_response(response);
    }
    return result;
}

enum MHD_Result
http_refuse(struct http *http, struct link *link, enum refusal refusal) {
    answer_refuse_request(&link->request, refusal);
    if (refusal == REFUSAL_WRONG_METHOD) {
        link->request.answer.allow = "GET, HEAD, POST";
    }
    return http_send(http, link);
}
