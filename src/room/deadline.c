// Every list has one length of time, so its first entry is the first that is
// due, and setting or leaving costs the same however many there are.
#include "room/deadline.h"
#include <stddef.h>

static void
leave(struct deadline *deadline) {
    struct deadline_list *list = deadline->list;
    if (list == NULL) {
        return;
    }
    if (deadline->previous != NULL) {
        deadline->previous->next = deadline->next;
    } else {
        list->first = deadline->next;
    }
    if (deadline->next != NULL) {
        deadline->next->previous = deadline->previous;
    } else {
        list->last = deadline->previous;
    }
    deadline->list = NULL;
    deadline->next = deadline->previous = NULL;
}

void
deadline_set(struct deadline *deadline, struct deadline_list *list,
             tick now_ms) {
    leave(deadline);
    if (list == NULL) {
        return;
    }
    deadline->list = list;
    deadline->due_ms = now_ms + list->length_ms;
    deadline->previous = list->last;
    if (list->last != NULL) {
        list->last->next = deadline;
    } else {
        list->first = deadline;
    }
    list->last = deadline;
}

struct deadline *
deadline_take(struct deadline_list *list, tick now_ms) {
    struct deadline *first = list->first;
    if (first == NULL || first->due_ms > now_ms) {
        return NULL;
    }
    leave(first);
    return first;
}
