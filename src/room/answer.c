// The ends of a request: what is written into its answer.
#include "base/check.h"
#include "room/parts.h"
#include <stdlib.h>
#include <string.h>

static const char type_json[] = "application/json; charset=utf-8";

void
answer_finish(struct answer_page *answer) {
    free(answer->bytes);
    memset(answer, 0, sizeof *answer);
}

static void
fill(struct request *request, uint16_t status, const char *type,
     const struct text *text) {
    struct answer_page *answer = &request->answer;
    CHECK(answer->bytes == NULL);
    answer->bytes = malloc(text->size + 1);
    CHECK(answer->bytes != NULL);
    memcpy(answer->bytes, text_string(text), text->size);
    answer->size = text->size;
    answer->status = status;
    answer->type = type;
    request->wait = WAIT_ANSWERED;
}

bool
answer_json(struct request *request, const struct text *text) {
    fill(request, 200, type_json, text);
    return true;
}

bool
answer_empty(struct request *request, uint16_t status) {
    request->answer.status = status;
    request->wait = WAIT_ANSWERED;
    return true;
}

static bool
refuse(struct request *request, enum refusal refusal, const char *field,
       const char *detail) {
    struct text body = {0};
    refusal_write(refusal, field, detail, &body);
    fill(request, refusal_status(refusal), type_json, &body);
    text_finish(&body);
    return true;
}

bool
answer_refuse_request(struct request *request, enum refusal refusal) {
    if (refusal == REFUSAL_NOT_KEPT) {
        request->answer.retry_after_s = 1;
    }
    return refuse(request, refusal, NULL, NULL);
}

bool
answer_bad(struct request *request, const struct answer_fault *fault) {
    struct text detail = {0};
    text_add_format(&detail, "The answer does not fit: \"%s\" %s.",
                    fault->field, fault->text);
    refuse(request, REFUSAL_BAD_ANSWER, fault->field, text_string(&detail));
    text_finish(&detail);
    return true;
}

bool
answer_slow_down(struct request *request, uint32_t wait_s) {
    request->answer.retry_after_s = wait_s;
    return refuse(request, REFUSAL_SLOW_DOWN, NULL, NULL);
}

enum refusal
refusal_of(enum verdict verdict) {
    switch (verdict) {
        case VERDICT_STALE:
            return REFUSAL_STALE;
        case VERDICT_CLOSED:
            return REFUSAL_CLOSED;
        case VERDICT_NOT_OPEN:
            return REFUSAL_NOT_OPEN;
        case VERDICT_UNKNOWN:
            return REFUSAL_UNKNOWN_GUEST;
        case VERDICT_FULL:
            return REFUSAL_FULL;
        default:
            return REFUSAL_NOT_ALLOWED;
    }
}
