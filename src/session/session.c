// A session's memory, its questions, and its digest. What may happen is in
// decide.c, what did in apply.c.
#include "session/session.h"
#include "base/check.h"
#include "session/edits.h"
#include "session/groups.h"
#include "session/table.h"
#include <sodium.h>
#include <string.h>

struct session *
session_create(const struct deck *deck) {
    struct arena arena;
    arena_init(&arena, SESSION_ARENA_MAX);
    if (arena.base == NULL) {
        return NULL;
    }
    struct session *session = arena_take(&arena, sizeof *session);
    struct guest *guests =
        arena_take(&arena, SESSION_GUEST_MAX * sizeof *guests);
    uint32_t *index = arena_take(&arena, SESSION_INDEX_SIZE * sizeof *index);
    struct ballot_box *boxes =
        arena_take(&arena, deck->box_count * sizeof *boxes);
    struct exercise *exercises =
        arena_take(&arena, deck->exercise_count * sizeof *exercises);
    struct grouping *groupings =
        arena_take(&arena, deck->exercise_count * sizeof *groupings);
    tick *spent_ms =
        arena_take(&arena, deck->exercise_count * sizeof *spent_ms);
    CHECK(session != NULL && guests != NULL && index != NULL && boxes != NULL
          && exercises != NULL && groupings != NULL && spent_ms != NULL);
    memcpy(exercises, deck->exercises,
           deck->exercise_count * sizeof *exercises);
    session->exercises = exercises;
    session->groupings = groupings;
    session->spent_ms = spent_ms;
    session->deck = deck;
    session->guests = guests;
    session->guest_index = index;
    session->boxes = boxes;
    session->place.exercise = -1;
    session->arena = arena;
    return session;
}

void
session_destroy(struct session *session) {
    if (session == NULL) {
        return;
    }
    struct arena arena = session->arena; // the session lies inside it
    arena_finish(&arena);
}

const struct exercise *
session_exercise(const struct session *session) {
    int at = session->place.exercise;
    if (at < 0 || at >= session->deck->exercise_count) {
        return NULL;
    }
    return &session->exercises[at];
}

const struct phase *
session_phase(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    return exercise == NULL ? NULL : &exercise->phases[session->place.phase];
}

bool
session_is_lobby(const struct session *session) {
    return session->place.exercise < 0;
}

bool
session_place_is_end(const struct session *session, struct place place) {
    return place.exercise >= session->deck->exercise_count;
}

bool
session_is_end(const struct session *session) {
    return session_place_is_end(session, session->place);
}

bool
session_has_clock(const struct session *session) {
    const struct phase *phase = session_phase(session);
    return phase != NULL && (phase->length_ms > 0 || session->left_ms > 0);
}

tick
session_left_ms(const struct session *session, tick now_ms) {
    tick left = session->left_ms;
    if (!session->is_paused && now_ms > session->since_ms) {
        left -= now_ms - session->since_ms;
    }
    return left > 0 ? left : 0;
}

bool
session_is_open(const struct session *session, tick now_ms) {
    const struct phase *phase = session_phase(session);
    if (phase == NULL || !phase->is_open || session->is_closed
        || session->is_ended || !session_has_items(session)) {
        return false;
    }
    if (!session_has_clock(session) || session->is_paused) {
        return true;
    }
    return now_ms - session->since_ms <= session->left_ms + SESSION_GRACE_MS;
}

tick
session_spent_ms(const struct session *session, uint16_t exercise,
                 tick now_ms) {
    tick spent_ms = session->spent_ms[exercise];
    if (session->place.exercise == (int) exercise
        && now_ms > session->phase_began_ms) {
        spent_ms += now_ms - session->phase_began_ms;
    }
    return spent_ms < EVENT_TIME_MAX_MS ? spent_ms : EVENT_TIME_MAX_MS;
}

struct ballot_box *
session_box(const struct session *session, uint16_t exercise, uint8_t round) {
    const struct exercise *asked = &session->exercises[exercise];
    CHECK(round >= 1 && round <= asked->round_count);
    return &session->boxes[asked->first_box + round - 1];
}

uint8_t
session_round(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        return 0;
    }
    for (int i = session->place.phase; i >= 0; i--) {
        if (exercise->phases[i].round > 0) {
            return exercise->phases[i].round;
        }
    }
    return 1; // none yet: what is asked first
}

bool
session_has_items(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL || exercise->takes_from < 0) {
        return true;
    }
    int least = strcmp(exercise->kind, "plane") == 0 ? 1 : 2;
    return exercise->item_count >= least;
}

// The last phase that takes ballots is over.
static bool
is_voted(const struct session *session, const struct exercise *exercise) {
    for (unsigned i = session->place.phase + 1u; i < exercise->phase_count;
         i++) {
        if (exercise->phases[i].is_open) {
            return false;
        }
    }
    return session->is_closed
           || !exercise->phases[session->place.phase].is_open;
}

bool
session_is_revealed(const struct session *session) {
    const struct exercise *exercise = session_exercise(session);
    if (exercise == NULL) {
        return false;
    }
    switch (exercise->reveal) {
        case REVEAL_LIVE:
            return true;
        case REVEAL_NEVER:
            return false;
        case REVEAL_ON_CLOSE:
            if (is_voted(session, exercise)) {
                return true;
            }
            break;
        default:
            break;
    }
    for (unsigned i = 0; i <= session->place.phase; i++) {
        if (exercise->phases[i].name == PHASE_REVEAL) {
            return true;
        }
    }
    return false;
}

struct place
session_next_place(const struct session *session) {
    struct place place = session->place;
    if (session_is_end(session)) {
        return place;
    }
    const struct exercise *exercise = session_exercise(session);
    if (exercise != NULL && place.phase + 1 < exercise->phase_count) {
        place.phase++;
        return place;
    }
    place.exercise++;
    place.phase = 0;
    return place;
}

const struct ballot *
session_ballot(const struct session *session, uint16_t exercise, uint8_t round,
               const uint8_t key[BALLOT_KEY_SIZE]) {
    if (exercise >= session->deck->exercise_count || round < 1
        || round > session->exercises[exercise].round_count) {
        return NULL;
    }
    const struct ballot_box *box = session_box(session, exercise, round);
    if (box->ballots == NULL) {
        return NULL;
    }
    uint32_t slot = session_slot(key);
    while (box->index[slot] != 0) {
        const struct ballot *ballot = &box->ballots[box->index[slot] - 1];
        if (memcmp(ballot->key, key, BALLOT_KEY_SIZE) == 0) {
            return ballot;
        }
        slot = (slot + 1) % SESSION_INDEX_SIZE;
    }
    return NULL;
}

uint32_t
session_find_guest(const struct session *session,
                   const uint8_t token_hash[TOKEN_HASH_SIZE]) {
    uint32_t slot = session_slot(token_hash);
    while (session->guest_index[slot] != 0) {
        uint32_t number = session->guest_index[slot] - 1;
        if (memcmp(session->guests[number].token_hash, token_hash,
                   TOKEN_HASH_SIZE)
            == 0) {
            return number;
        }
        slot = (slot + 1) % SESSION_INDEX_SIZE;
    }
    return GUEST_NOBODY;
}

bool
session_has_words(const struct session *session, const char *words) {
    for (uint32_t i = 0; i < session->guest_count; i++) {
        if (strcmp(session->guests[i].words, words) == 0) {
            return true;
        }
    }
    return false;
}

uint32_t
session_slot(const uint8_t key[static 16]) {
    uint64_t word; // keys are hashes already: any eight bytes spread well
    memcpy(&word, key, sizeof word);
    return (uint32_t) (word % SESSION_INDEX_SIZE);
}

static void
digest_number(crypto_generichash_state *state, uint64_t number) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t) (number >> (8 * i));
    }
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void
digest_edits(crypto_generichash_state *state, const struct ballot_box *box) {
    digest_number(state, box->edit_count);
    for (uint32_t i = 0; i < box->edit_count; i++) {
        digest_number(state, box->edits[i].id);
        digest_number(state, box->edits[i].into);
        digest_number(state, (uint64_t) box->edits[i].is_hidden << 1
                                 | (uint64_t) box->edits[i].is_ticked);
    }
}

static void
digest_groups(crypto_generichash_state *state, const struct session *session,
              const struct grouping *grouping) {
    for (unsigned i = 0; grouping->is_drawn && i < GROUP_LEVEL_COUNT; i++) {
        digest_number(state, grouping->count[i]);
        for (uint32_t k = 0; k < session->guest_count; k++) {
            digest_number(state, grouping->of[i][k]);
        }
    }
}

static void
digest_items(crypto_generichash_state *state, const struct exercise *exercise) {
    digest_number(state, exercise->item_count);
    for (unsigned i = 0; i < exercise->item_count; i++) {
        crypto_generichash_update(state,
                                  (const unsigned char *) exercise->items[i],
                                  strlen(exercise->items[i]) + 1);
    }
}

static void
digest_box(crypto_generichash_state *state, const struct ballot_box *box) {
    digest_number(state, box->count);
    digest_number(state, box->answered);
    digest_number(state, box->late);
    for (uint32_t i = 0; i < box->count; i++) {
        const struct ballot *ballot = &box->ballots[i];
        crypto_generichash_update(state, ballot->key, sizeof ballot->key);
        crypto_generichash_update(state, ballot->receipt,
                                  sizeof ballot->receipt);
        digest_number(state, ballot->round);
        digest_number(state, ballot->size);
        if (ballot->size > 0) {
            crypto_generichash_update(state, ballot->bytes, ballot->size);
        }
    }
}

void
session_digest(const struct session *session, uint8_t out[static 32]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    digest_number(&state, session->guest_count);
    digest_number(&state, session->joined);
    for (uint32_t i = 0; i < session->guest_count; i++) {
        const struct guest *guest = &session->guests[i];
        crypto_generichash_update(&state, guest->token_hash,
                                  sizeof guest->token_hash);
        digest_number(&state, guest->is_removed);
    }
    digest_number(&state, (uint64_t) session->place.exercise);
    digest_number(&state, session->place.phase);
    digest_number(&state, session->move_count);
    digest_number(&state, (uint64_t) session->left_ms);
    digest_number(&state, (uint64_t) session->since_ms);
    digest_number(&state, (uint64_t) session->is_paused << 3
                              | (uint64_t) session->is_closed << 2
                              | (uint64_t) session->is_ended << 1);
    digest_number(&state, session->overlay);
    digest_number(&state, session->seq);
    digest_number(&state, session->ignored);
    for (unsigned i = 0; i < session->deck->box_count; i++) {
        digest_box(&state, &session->boxes[i]);
        digest_edits(&state, &session->boxes[i]);
    }
    for (unsigned i = 0; i < session->deck->exercise_count; i++) {
        digest_groups(&state, session, &session->groupings[i]);
        digest_items(&state, &session->exercises[i]);
        digest_number(&state, (uint64_t) session->spent_ms[i]);
    }
    crypto_generichash_final(&state, out, 32);
}
