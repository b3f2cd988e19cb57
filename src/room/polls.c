// Polls: requests that wait for something new, and who is told when it comes.
// A host page hears at once, phones no more often than limits.h says.
#include "base/check.h"
#include "room/parts.h"

void
room_unlink(struct request_list *list, struct request *request) {
    struct request **from_left =
        request->previous != NULL ? &request->previous->next : &list->first;
    struct request **from_right =
        request->next != NULL ? &request->next->previous : &list->last;
    CHECK(*from_left == request && *from_right == request && list->count > 0);
    *from_left = request->next;
    *from_right = request->previous;
    request->next = request->previous = NULL;
    list->count--;
}

void
room_park(struct room_core *core, struct request_list *list,
          struct request *request, enum wait_state wait, tick now_ms) {
    (void) core;
    request->wait = wait;
    request->parked_at_ms = now_ms;
    request->next = NULL;
    request->previous = list->last;
    if (list->last != NULL) {
        list->last->next = request;
    } else {
        list->first = request;
    }
    list->last = request;
    list->count++;
}

void
room_ready(struct room_core *core, struct request *request) {
    core->world.on_ready(core->world.data, request);
}

// Whose poll waits longest has the oldest version, so all who are behind stand
// at the front.
static bool
is_guest_behind(const struct room_core *core) {
    const struct request *first = core->guest_polls.first;
    return first != NULL && first->since != core->guest_version;
}

static void
wake_guests(struct room_core *core, uint32_t most) {
    for (; most > 0 && is_guest_behind(core); most--) {
        struct request *request = core->guest_polls.first;
        room_unlink(&core->guest_polls, request);
        core->seats[request->guest].poll = NULL;
        request->wait = WAIT_STATE;
        room_ready(core, request);
    }
}

static void
give_guest_version(struct room_core *core, tick now_ms) {
    core->guest_version = ++core->version;
    core->guest_told_ms = now_ms;
    core->is_count_new_for_guests = false;
}

static void
wake_hosts(struct room_core *core, tick now_ms) {
    core->host_told_ms = now_ms;
    core->is_count_new_for_hosts = false;
    struct request *request;
    while ((request = core->host_polls.first) != NULL) {
        room_unlink(&core->host_polls, request);
        core->hosts[request->guest].poll = NULL;
        request->wait = WAIT_HOST_STATE;
        room_ready(core, request);
    }
}

void
room_tell_hosts(struct room_core *core, tick now_ms) {
    core->host_version = ++core->version;
    wake_hosts(core, now_ms);
}

void
room_tell_all(struct room_core *core, tick now_ms) {
    give_guest_version(core, now_ms);
    core->host_version = core->guest_version;
    wake_hosts(core, now_ms); // few, and they lead
    wake_guests(core, UINT32_MAX);
}

void
room_tell_counts(struct room_core *core, tick now_ms) {
    if (core->is_count_new_for_guests
        && now_ms - core->guest_told_ms >= COUNT_GUEST_MS) {
        give_guest_version(core, now_ms);
    }
    if (core->is_count_new_for_hosts
        && now_ms - core->host_told_ms >= COUNT_HOST_MS) {
        room_tell_hosts(core, now_ms);
    }
}

static void
end_old_polls(struct room_core *core, struct request_list *list, tick now_ms) {
    struct request *request;
    while ((request = list->first) != NULL
           && now_ms - request->parked_at_ms >= core->limits.poll_time_ms) {
        if (request->wait == WAIT_GUEST_POLL) {
            core->seats[request->guest].seen_at_ms = now_ms;
        }
        room_core_drop(core, request);
        answer_empty(request, 204);
        room_ready(core, request);
    }
}

uint32_t
room_seat_count(const struct room_core *core) {
    uint32_t guest_count = core->session->guest_count;
    return guest_count < core->guest_max ? guest_count : core->guest_max;
}

bool
room_is_connected(const struct room_core *core, uint32_t guest, tick now_ms) {
    const struct seat *seat = &core->seats[guest];
    return seat->poll != NULL
           || (seat->seen_at_ms != 0
               && now_ms - seat->seen_at_ms < CONNECTED_MS);
}

static void
count_connected(struct room_core *core, tick now_ms) {
    uint32_t connected = 0;
    uint32_t count = room_seat_count(core);
    for (uint32_t i = 0; i < count; i++) {
        connected += room_is_connected(core, i, now_ms);
    }
    if (connected != core->connected) {
        core->connected = connected;
        core->is_count_new_for_hosts = true;
    }
}

void
room_core_tick(struct room_core *core, const struct moment *now) {
    if (core->guest_polls.first != NULL || core->host_polls.first != NULL) {
        room_tell_counts(core, now->real_ms);
    }
    // Counts can wait for the ballots between; what could not has woken all.
    wake_guests(core, COUNT_SLICE);
    end_old_polls(core, &core->guest_polls, now->real_ms);
    end_old_polls(core, &core->host_polls, now->real_ms);
    if (now->real_ms - core->counted_ms >= 1000) {
        core->counted_ms = now->real_ms;
        count_connected(core, now->real_ms);
    }
}

int
room_core_next_ms(const struct room_core *core, const struct moment *now) {
    tick next = is_guest_behind(core) ? 0 : 1000;
    if (core->is_count_new_for_guests && core->guest_polls.first != NULL) {
        tick wait = core->guest_told_ms + COUNT_GUEST_MS - now->real_ms;
        next = wait < next ? wait : next;
    }
    if (core->is_count_new_for_hosts && core->host_polls.first != NULL) {
        tick wait = core->host_told_ms + COUNT_HOST_MS - now->real_ms;
        next = wait < next ? wait : next;
    }
    return next > 0 ? (int) next : 0;
}

void
room_core_set_broken(struct room_core *core) {
    if (!core->is_broken) {
        core->is_broken = true;
        room_tell_all(core, core->counted_ms);
    }
}

static void
end_polls(struct room_core *core, struct request_list *list) {
    struct request *request;
    while ((request = list->first) != NULL) {
        room_core_drop(core, request);
        answer_empty(request, 204);
        room_ready(core, request);
    }
}

void
room_core_stop(struct room_core *core) {
    core->is_stopping = true;
    end_polls(core, &core->guest_polls);
    end_polls(core, &core->host_polls);
}
