// One row a refusal.
#include "room/refusal.h"
#include "base/check.h"

struct row {
    uint16_t status;
    const char *code;
    const char *message;
};

static const struct row rows[REFUSAL_COUNT] = {
    [REFUSAL_BAD_REQUEST] = {400, "bad_request",
                             "This request is not of the form that the room "
                             "understands. Please reload the page."},
    [REFUSAL_BAD_ANSWER] = {400, "bad_answer",
                            "This answer does not fit the question."},
    [REFUSAL_UNKNOWN_GUEST] = {401, "unknown_guest",
                               "The room does not know this seat. Please join "
                               "again."},
    [REFUSAL_UNKNOWN_HOST] = {401, "unknown_host",
                              "Please enter the host's PIN again."},
    [REFUSAL_WRONG_PIN] = {403, "wrong_pin",
                           "This PIN is not right. It stands on the host's "
                           "screen at the start."},
    [REFUSAL_NOT_ALLOWED] = {403, "not_allowed",
                             "This cannot be done at this point."},
    [REFUSAL_WRONG_ORIGIN] = {403, "not_allowed",
                              "Another site sent this request, so it was not "
                              "taken."},
    [REFUSAL_NOT_FOUND] = {404, "not_found", "There is nothing here."},
    [REFUSAL_WRONG_METHOD] = {405, "wrong_method",
                              "This address takes another kind of request."},
    [REFUSAL_CLOSED] = {409, "closed",
                        "Voting is closed, so this answer was not counted."},
    [REFUSAL_NOT_OPEN] = {409, "not_open",
                          "Answers to this question are not open now."},
    [REFUSAL_STALE] = {409, "stale",
                       "The session has moved on since. Look again, then "
                       "decide."},
    [REFUSAL_NO_LENGTH] = {411, "bad_request",
                           "The request must say its length."},
    [REFUSAL_TOO_LARGE] = {413, "too_large",
                           "This is too long. At most 4,096 bytes are taken."},
    [REFUSAL_NOT_JSON] = {415, "not_json",
                          "The request must be JSON (application/json)."},
    [REFUSAL_WRONG_HOST] = {421, "wrong_host",
                            "Please use the address on the big screen."},
    [REFUSAL_SLOW_DOWN] = {429, "slow_down",
                           "That was too fast. Please wait a moment."},
    [REFUSAL_LOGIN_LOCKED] = {429, "slow_down",
                              "Too many wrong PINs. Please wait before the "
                              "next try."},
    [REFUSAL_NOT_KEPT] = {503, "not_kept",
                          "The answer could not be kept. Please send it "
                          "again."},
    [REFUSAL_FULL] = {503, "full", "The room is full."},
};

uint16_t
refusal_status(enum refusal refusal) {
    CHECK(refusal > REFUSAL_NONE && refusal < REFUSAL_COUNT);
    return rows[refusal].status;
}

void
refusal_write(enum refusal refusal, const char *field, const char *detail,
              struct text *out) {
    CHECK(refusal > REFUSAL_NONE && refusal < REFUSAL_COUNT);
    struct json_out json = {.text = out};
    json_open_object(&json, NULL);
    json_write_string(&json, "error", rows[refusal].code);
    json_write_string(&json, "message",
                      detail != NULL ? detail : rows[refusal].message);
    if (field != NULL) {
        json_write_string(&json, "field", field);
    }
    json_close_object(&json);
}
