// Any bytes as a guest's requests: the first picks the route, the rest is the
// body or the target. The core must answer or park, never stop.
#include "room/guard.h"
#include "room_help.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct help_desk desk;
static struct help_reply reply;
static char token[33], host[33];

static void
begin(void) {
    random_start();
    help_desk_open(&desk);
    desk.core->limits.post_burst = desk.core->limits.join_burst = 1e9;
    desk.core->limits.post_rate = desk.core->limits.join_rate = 1e9;
    help_join(&desk, token);
    help_login(&desk, host);
    help_open_exercise(&desk, 0);
    desk.disk = DISK_IS_BUSY; // reads and decides all, keeps nothing
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char *const targets[] = {"/ballot", "/join", "/host/command",
                                          "/host/login"};
    if (desk.core == NULL) {
        begin();
    }
    if (size == 0 || size > BODY_MAX) {
        return 0;
    }
    char *body = malloc(size);
    if (body == NULL) {
        return 0;
    }
    memcpy(body, bytes + 1, size - 1);
    body[size - 1] = '\0';
    char path[PATH_MAX_BYTES];
    bool has_since;
    uint64_t since;
    (void) guard_target(body, path, &has_since, &since);
    unsigned route = bytes[0] % 4;
    desk.core->login_hour_count = 0;
    help_send(&desk, "POST", targets[route], route == 2 ? host : token, body,
              &reply);
    free(body);
    return 0;
}
