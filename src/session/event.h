#pragma once

// What happened in a session: the events, and how each is written as a record
// of the journal (kind and JSON body). Event layouts are append-only: a new
// meaning is a new event type. Pure; any thread.
//
// kind      body
// opened    {"rehearsal":BOOL,"speed":X,"version":TEXT,"deck":TEXT}
// joined    {"token":HEX32,"words":TEXT,"name":TEXT?,"lang":TEXT?}
// removed   {"guest":N}
// ballot    {"key":HEX32,"exercise":ID,"round":N,"answer":OBJECT,"guest":N?}
// moved     {"after":N,"exercise":N,"phase":N}     after: moves before this one
// closed    {"after":N}                            voting of this phase closed
// paused    {"after":N}
// resumed   {"after":N}
// more      {"after":N,"ms":N}                     the clock, may be negative
// ticked    {}                                     the clock ran so far
// overlaid  {"show":"none"|"blank"|"join"}
// ended     {"after":N?}                           the session, for good
// edited    {"exercise":ID,"do":TEXT,"ids":[N,…]}  hide show merge tick untick
// grouped   {"after":N}                            groups drawn anew
//
// Times are from 0 to EVENT_TIME_MAX_MS.
#include "base/text.h"
#include "base/tick.h"
#include "deck/deck.h"
#include "journal/journal.h"
#include <stdbool.h>
#include <stdint.h>

#define ANSWER_MAX 8192 // bytes as a kind packs an answer
#define BALLOT_KEY_SIZE 16
#define TOKEN_HASH_SIZE 16
#define GUEST_WORDS_MAX 32 // bytes with the final zero: "amber kite"
#define GUEST_NAME_MAX 256 // bytes with the final zero; 60 graphemes
#define GUEST_NOBODY UINT32_MAX
#define EDIT_ID_MAX 16 // of one edit
#define ITEM_ID_MAX ((UINT64_C(1) << 48) - 1)
#define EVENT_TIME_MAX_MS (INT64_C(1) << 53)
#define EVENT_MORE_MAX_MS (INT64_C(24) * 3600 * 1000) // and as much less

enum event_type {
    EVENT_OPENED,
    EVENT_JOINED,
    EVENT_REMOVED,
    EVENT_BALLOT,
    EVENT_MOVED,
    EVENT_CLOSED,
    EVENT_PAUSED,
    EVENT_RESUMED,
    EVENT_MORE,
    EVENT_TICKED,
    EVENT_OVERLAID,
    EVENT_ENDED,
    EVENT_EDITED,
    EVENT_GROUPED,
    EVENT_TYPE_COUNT,
};

enum overlay {
    OVERLAY_NONE,
    OVERLAY_BLANK, // the stage is dark
    OVERLAY_JOIN,  // the join code over anything
};

// What a host does to something that guests wrote.
enum edit_verb {
    EDIT_HIDE,
    EDIT_SHOW,  // undoes hide and merge
    EDIT_MERGE, // all into the first
    EDIT_TICK,
    EDIT_UNTICK,
    EDIT_VERB_COUNT,
};

// An answer as its kind packs it; size 0 is the empty answer, which takes a
// ballot back.
struct answer {
    uint16_t size;
    uint8_t bytes[ANSWER_MAX];
};

// Where a session stands. exercise -1: the lobby; exercise_count: the end.
struct place {
    int16_t exercise;
    uint8_t phase;
};

struct event {
    enum event_type type;
    uint64_t seq;                    // 0 until it is in the journal
    tick t_ms;                       // session time, stamped by who decided it
    uint8_t hash[JOURNAL_HASH_SIZE]; // zero until it is in the journal
    union {
        struct {
            bool is_rehearsal;
        } opened;
        struct {
            uint8_t token_hash[TOKEN_HASH_SIZE];
            char words[GUEST_WORDS_MAX];
            char name[GUEST_NAME_MAX]; // "" : none given
            char lang[16];
        } joined;
        struct {
            uint32_t guest;
        } removed;
        struct {
            uint32_t after; // moves that had happened when it was decided
            struct place to;
        } moved;
        struct {
            uint32_t after;
            tick delta_ms; // more only
        } phase;           // closed, paused, resumed, more, grouped
        struct {
            enum overlay show;
        } overlaid;
        struct {
            uint16_t exercise;
            enum edit_verb verb;
            uint8_t count; // at least 1; merge: at least 2
            uint64_t ids[EDIT_ID_MAX];
        } edited;
        struct {
            bool has_after; // false: it ends wherever the session stands
            uint32_t after;
        } ended;
        struct {
            uint8_t key[BALLOT_KEY_SIZE];
            uint16_t exercise;
            uint8_t round;        // from 1
            uint32_t guest;       // GUEST_NOBODY unless the exercise is named
            struct answer answer; // last: only its used bytes need copying
        } ballot;
    };
};

const char *event_type_text(enum event_type type); // "ballot"
// -1: no such word.
int edit_verb_find(const char *word);

// Writes the body's JSON. Not for EVENT_OPENED. The session has the items that
// a ballot is about.
struct session;
void event_write_body(const struct event *event, const struct session *session,
                      struct text *out);

// Reads a record as one who has applied all before it. False: it is not of a
// form that any version wrote, and *out is of no use. A kind of record that
// this version does not know is false too.
bool event_read(const struct record *record, const struct session *session,
                struct event *out);

// The body of the first record.
void event_write_opened(const struct deck *deck, bool is_rehearsal,
                        double speed, struct text *out);
// Finds the deck's text in an opened record. The text is the caller's to
// free(). NULL: not such a record.
char *event_read_opened(const struct record *record, bool *out_is_rehearsal,
                        double *out_speed);
