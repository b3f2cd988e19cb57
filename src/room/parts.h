#pragma once

// What the files of the core say to one another. The room's thread only.
#include "room/body.h"
#include "room/core_inside.h"

// Ends: each fills request->answer and returns true.
bool answer_refuse_request(struct request *request, enum refusal refusal);
bool answer_slow_down(struct request *request, uint32_t wait_s);
bool answer_empty(struct request *request, uint16_t status);
// Copies the text.
bool answer_json(struct request *request, const struct text *text);

// Writes a bad answer's refusal.
bool answer_bad(struct request *request, const struct answer_fault *fault);

bool room_join(struct room_core *core, struct request *request,
               const struct moment *now);
bool room_state(struct room_core *core, struct request *request,
                const struct moment *now);
bool room_ballot(struct room_core *core, struct request *request,
                 const struct moment *now);
bool room_mine(struct room_core *core, struct request *request,
               const struct moment *now);
bool room_login(struct room_core *core, struct request *request,
                const struct moment *now);
bool room_host_state(struct room_core *core, struct request *request,
                     const struct moment *now);
bool room_command(struct room_core *core, struct request *request,
                  const struct moment *now);
bool room_export(struct room_core *core, struct request *request,
                 const struct moment *now);

// What became of a proposal.
void room_join_done(struct room_core *core, struct pending *pending,
                    const struct record *record, enum verdict verdict);
void room_ballot_done(struct room_core *core, struct pending *pending,
                      const struct record *record, enum verdict verdict);
void room_command_done(struct room_core *core, struct pending *pending,
                       const struct record *record, enum verdict verdict);

// The guest of this request, noted as seen. GUEST_NOBODY: unknown.
uint32_t room_guest_of(struct room_core *core, const struct request *request,
                       const struct moment *now);
// The key of a guest's ballots, or their group's, to a round of an exercise.
// False: the secret is gone.
bool room_key(struct room_core *core, uint32_t guest, uint16_t exercise,
              uint8_t round, uint8_t out[static BALLOT_KEY_SIZE]);
// Their ballot to the present round. NULL: none, or there is no exercise.
const struct ballot *room_ballot_of(struct room_core *core, uint32_t guest);
// What a guest is asked now; there is an exercise.
struct ask room_ask(struct room_core *core, uint32_t guest);
void room_token_hash(const uint8_t token[static TOKEN_SIZE],
                     uint8_t out[static TOKEN_HASH_SIZE]);
// 32 hexadecimal digits that stand for this client's id.
bool room_record_id(const struct room_core *core, const char *who,
                    uint32_t number, const char *client_id,
                    char out[static TOKEN_TEXT_SIZE]);

// proposals.c. Proposes core->event and parks the request. NULL: not_kept was
// answered.
struct pending *room_propose(struct room_core *core, struct request *request,
                             enum pending_type type, const char *id);
// The pending's request is answered; tell whoever sends it.
void room_ready(struct room_core *core, struct request *request);
enum refusal refusal_of(enum verdict verdict);

// polls.c
void room_park(struct room_core *core, struct request_list *list,
               struct request *request, enum wait_state wait, tick now_ms);
uint32_t room_seat_count(const struct room_core *core);
// Has a poll, or was heard of a short while ago.
bool room_is_connected(const struct room_core *core, uint32_t guest,
                       tick now_ms);
void room_unlink(struct request_list *list, struct request *request);

// There is something new: for hosts, for everybody; new counts go out when it
// is time for them.
void room_tell_hosts(struct room_core *core, tick now_ms);
void room_tell_all(struct room_core *core, tick now_ms);
void room_tell_counts(struct room_core *core, tick now_ms);

// States.
// state_parts.c: members of a guest's and of a host's state.
void state_write_group(const struct room_core *core, uint32_t guest,
                       struct json_out *json);
void state_write_wall(const struct room_core *core, struct json_out *json);
void state_write_guest(struct room_core *core, uint32_t guest,
                       const struct moment *now, struct text *out);
void state_write_host(struct room_core *core, const struct moment *now,
                      struct text *out);
void host_write_next(struct room_core *core, const struct moment *now,
                     struct json_out *json);
