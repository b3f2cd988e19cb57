#pragma once

// A session: one run of a deck, as the fold of its events. decide says whether
// something may happen and never changes anything; apply takes what is in the
// journal and is total: what no longer fits is not counted, and said so.
// Pure: no clock (time comes in), no I/O, and no memory taken from the system
// after session_create. Each thread has its own session.
//
// Places: lobby → exercise 0 phase 0 … → last phase of the last exercise → the
// end. Every move starts its phase anew with its full length; ballots stay.
//   open   ballots are taken: a phase with is_open, not closed, clock not out
//   closed by EVENT_CLOSED (time up, or the host); EVENT_MORE opens it again
//   ended  by EVENT_ENDED, for good
// A pause stops the clock and nothing else: ballots are still taken.
#include "base/arena.h"
#include "deck/deck.h"
#include "session/event.h"
#include <stdbool.h>
#include <stdint.h>

#define SESSION_GUEST_MAX 10000
#define SESSION_ARENA_MAX (1024ul * 1024 * 1024) // bytes reserved, not used
// A ballot on its way when the clock runs out still counts for so long; the
// conductor closes a vote this long after its clock shows zero.
#define SESSION_GRACE_MS 500

struct guest {
    uint8_t token_hash[TOKEN_HASH_SIZE];
    char words[GUEST_WORDS_MAX];
    const char *name; // "" : none
    char lang[16];
    bool is_removed;
    uint32_t removed_move; // session.move_count when that happened
};

// What one guest gave to one round of an exercise; the last one counts.
struct ballot {
    uint8_t key[BALLOT_KEY_SIZE];
    uint8_t receipt[5]; // first bytes of its record's hash
    uint8_t round;
    uint16_t size, room;  // of the packed answer; size 0: taken back
    uint32_t guest;       // GUEST_NOBODY unless named
    uint32_t left_ms;     // on the phase's clock when it was given; 0 without
    uint64_t seq;         // of the record that counts
    const uint8_t *bytes; // the packed answer, in the session's arena
};

// The ballots of one round of an exercise, in order of their first arrival.
// The boxes of an exercise's rounds lie one behind the other, so that the first
// stands for all of them.
struct ballot_box {
    struct ballot *ballots; // NULL until the first
    uint32_t *index;        // by key: ballot number + 1
    uint32_t count;
    uint32_t answered; // those that are not taken back
    uint32_t late;     // came after the close, not counted
    // What the host hid, merged and ticked off; in the first round's box.
    const struct edit *edits; // session/edits.h
    uint32_t edit_count;
    struct kept_wall *wall; // what stands in it; NULL: session/wall.c makes it
};

struct session {
    struct arena arena;
    const struct deck *deck; // borrowed
    struct guest *guests;
    uint32_t *guest_index;      // by token hash: guest number + 1
    uint32_t guest_count;       // numbers given
    uint32_t joined;            // guests that are not removed
    struct exercise *exercises; // the deck's, with the items they have here
    struct ballot_box *boxes;   // deck->box_count: session_box()
    struct grouping *groupings; // deck->exercise_count: session/groups.h
    struct place place;
    uint32_t move_count;   // moves, closes and re-openings: what `after` counts
    tick now_ms;           // the latest time that any event carried
    tick phase_began_ms;   // when the present phase began
    uint32_t phase_move;   // move_count then
    uint32_t phase_guests; // guest_count then
    tick *spent_ms;        // by exercise: in its phases that are over
    tick left_ms;          // on the clock at since_ms; 0 with no clock
    tick since_ms;
    bool is_paused;
    bool is_closed; // voting of this phase
    bool is_ended;
    bool is_rehearsal;
    enum overlay overlay;
    uint64_t seq;       // of the last event
    uint64_t shown_seq; // of the last event that changed more than a ballot
    uint64_t ignored;   // events that no longer fitted
    uint8_t hash[JOURNAL_HASH_SIZE]; // of the last record
};

struct session *session_create(const struct deck *deck); // NULL: no memory
void session_destroy(struct session *session);           // NULL is fine

enum verdict {
    VERDICT_OK,
    VERDICT_STALE,       // decided on an older place
    VERDICT_CLOSED,      // voting is over
    VERDICT_NOT_OPEN,    // voting has not begun, or it is another exercise
    VERDICT_UNKNOWN,     // no such guest, or removed
    VERDICT_FULL,        // no room for more
    VERDICT_NOT_ALLOWED, // cannot be done here (back in the lobby, …)
};

enum intent_type {
    INTENT_JOIN,
    INTENT_REMOVE,
    INTENT_BALLOT,
    INTENT_NEXT,
    INTENT_BACK,
    INTENT_RESTART, // the present phase from its start
    INTENT_CLOSE,   // voting
    INTENT_REVEAL,  // straight to this exercise's reveal
    INTENT_PAUSE,
    INTENT_RESUME,
    INTENT_MORE,
    INTENT_TICK,
    INTENT_OVERLAY,
    INTENT_EDIT,  // hide, merge, tick off what guests wrote
    INTENT_GROUP, // draw the groups anew
    INTENT_END,
};

#define AFTER_ANY UINT32_MAX // decided on whatever is now

struct intent {
    enum intent_type type;
    tick t_ms;      // session time now
    uint32_t after; // session.move_count that the actor saw, or AFTER_ANY
    uint32_t guest; // ballot, remove: the guest's number
    tick delta_ms;  // more
    enum overlay show;
    const struct event *joined;  // join: its joined part is copied
    const uint8_t *key;          // ballot: ballot_key()
    uint16_t exercise;           // ballot
    uint8_t round;               // ballot
    const struct event *edited;  // edit: its edited part is copied
    const struct answer *answer; // ballot: as read by its kind
};

// Writes *out only on VERDICT_OK.
enum verdict session_decide(const struct session *session,
                            const struct intent *intent, struct event *out);

// Takes an event from the journal. Anything but VERDICT_OK: it did not fit and
// changed nothing but the counts of such events.
enum verdict session_apply(struct session *session, const struct event *event);

// -- Questions about a session -----------------------------------------------

// With the items it has in this session. NULL in the lobby and at the end.
const struct exercise *session_exercise(const struct session *session);
const struct phase *session_phase(const struct session *session);
bool session_is_lobby(const struct session *session);
bool session_is_end(const struct session *session);
bool session_has_clock(const struct session *session);
tick session_left_ms(const struct session *session, tick now_ms); // >= 0
bool session_is_open(const struct session *session, tick now_ms);
// How long the session has stood at the exercise, all its visits together.
tick session_spent_ms(const struct session *session, uint16_t exercise,
                      tick now_ms);
// The box of a round (from 1); of the first for exercises with one.
struct ballot_box *session_box(const struct session *session, uint16_t exercise,
                               uint8_t round);
// The round that the present phase is about: its own, or the last one before.
// 0 in the lobby and at the end.
uint8_t session_round(const struct session *session);
// It has as many items as its kind needs: an exercise that takes them from an
// earlier one may find nothing there.
bool session_has_items(const struct session *session);
// Results of this exercise may be seen, by its reveal rule.
bool session_is_revealed(const struct session *session);
// Where next leads; the same place when there is nothing after.
struct place session_next_place(const struct session *session);
bool session_place_is_end(const struct session *session, struct place place);

// NULL when the guest gave nothing to it.
const struct ballot *session_ballot(const struct session *session,
                                    uint16_t exercise, uint8_t round,
                                    const uint8_t key[BALLOT_KEY_SIZE]);
// GUEST_NOBODY: none.
uint32_t session_find_guest(const struct session *session,
                            const uint8_t token_hash[TOKEN_HASH_SIZE]);
bool session_has_words(const struct session *session, const char *words);

// A digest of everything that counts, for tests and for comparing replays.
void session_digest(const struct session *session, uint8_t out[static 32]);
