// session.json: what the session was, its results, the deck's text, and the
// chain of digests that ties the three files together. Every top-level member
// begins a line of its own, so that the chain can be checked with line tools.
#include "base/bytes.h"
#include "report/csv.h"
#include "report/digest.h"
#include "report/parts.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define FORMAT_VERSION 1

// Begins a line; the comma of the member before it still belongs to that one.
static void
next_line(struct json_out *json, const char *indent) {
    if (json->needs_comma) {
        text_add_bytes(json->text, ",", 1);
        json->needs_comma = false;
    }
    text_add_bytes(json->text, "\n", 1);
    text_add(json->text, indent);
}

static void
write_number(struct json_out *json, const char *key, double value) {
    if (!isnan(value)) {
        char text[CSV_NUMBER_SIZE];
        csv_number_write(value, text);
        json_write_raw(json, key, text);
    }
}

static void
write_result(void *data, const struct result_row *row) {
    struct json_out *json = data;
    next_line(json, "      ");
    json_open_object(json, NULL);
    json_write_string(json, "option", row->label);
    write_number(json, "votes", row->votes);
    write_number(json, "share", row->share);
    write_number(json, "mean", row->mean);
    write_number(json, "median", row->median);
    write_number(json, "spread", row->spread);
    write_number(json, "score", row->score);
    json_close_object(json);
}

static void
write_exercise(const struct report_input *in, uint16_t number,
               struct json_out *json) {
    const struct exercise *exercise = &in->session->exercises[number];
    const struct ballot_box *box = session_box(in->session, number, 1);
    next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_integer(json, "number", number + 1);
    json_write_string(json, "id", exercise->id);
    json_write_string(json, "kind", exercise->kind);
    json_write_string(json, "prompt", exercise->prompt);
    if (kind_of(exercise)->takes_ballots) {
        json_write_boolean(json, "named", exercise->is_named);
        json_write_integer(json, "answered", box->answered);
        json_write_integer(json, "joined", in->session->joined);
        json_write_integer(json, "late", box->late);
        json_open_array(json, "results");
        report_result_rows(in, number, write_result, json);
        json_close_array(json);
        report_write_shift(in, number, write_result, json);
    }
    json_close_object(json);
}

static void
write_started(struct json_out *json, int64_t started_utc_ms) {
    time_t seconds = (time_t) (started_utc_ms / 1000);
    struct tm parts = {0};
    char text[32] = "";
    if (gmtime_r(&seconds, &parts) != NULL) {
        (void) strftime(text, sizeof text, "%Y-%m-%dT%H:%MZ", &parts);
    }
    json_write_string(json, "started", text);
}

static void
write_journal(const struct session *session, struct json_out *json) {
    char head[2 * JOURNAL_HASH_SIZE + 1];
    bytes_to_hex(session->hash, JOURNAL_HASH_SIZE, head);
    next_line(json, "  ");
    json_open_object(json, "journal");
    json_write_integer(json, "records", (int64_t) session->seq);
    json_write_string(json, "head", head);
    json_close_object(json);
}

// Everything before the chain.
static void
write_header(const struct report_input *in, struct json_out *json) {
    const struct session *session = in->session;
    json_open_object(json, NULL);
    next_line(json, "  ");
    json_write_integer(json, "format", FORMAT_VERSION);
    next_line(json, "  ");
    json_write_string(json, "dent", DENT_VERSION);
    next_line(json, "  ");
    json_write_string(json, "session", in->about->id);
    next_line(json, "  ");
    json_write_string(json, "title", in->about->title);
    next_line(json, "  ");
    json_write_string(json, "deck", session->deck->id);
    next_line(json, "  ");
    write_started(json, in->about->started_utc_ms);
    next_line(json, "  ");
    json_write_boolean(json, "rehearsal", session->is_rehearsal);
    next_line(json, "  ");
    json_write_boolean(json, "ended", session->is_ended);
    next_line(json, "  ");
    json_write_boolean(json, "closed", in->about->is_closed);
    next_line(json, "  ");
    json_write_integer(json, "joined", session->joined);
    write_journal(session, json);
    next_line(json, "  ");
    json_open_array(json, "exercises");
    for (uint16_t i = 0; i < session->deck->exercise_count; i++) {
        write_exercise(in, i, json);
    }
    next_line(&(struct json_out){.text = json->text}, "  ");
    json_close_array(json);
    next_line(json, "  ");
    json_write_string(json, "source", session->deck->source);
}

static void
write_link(struct json_out *json, uint32_t ballot_count, const char *id,
           const char *link) {
    next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_string(json, "exercise", id);
    json_write_integer(json, "ballots", ballot_count);
    json_write_string(json, "digest", link);
    json_close_object(json);
}

// Each link, and the last one into *chain.
static void
write_links(const struct report_input *in, struct json_out *json,
            struct digest_chain *chain) {
    struct text bytes = {0};
    for (uint16_t i = 0; i < in->session->deck->exercise_count; i++) {
        const char *id = in->session->deck->exercises[i].id;
        text_clear(&bytes);
        uint32_t count = report_ballot_rows(in, i, &bytes);
        digest_add(chain, id, text_string(&bytes), bytes.size);
        write_link(json, count, id, chain->link);
    }
    text_clear(&bytes);
    report_summary_csv(in, &bytes);
    digest_add(chain, "summary.csv", text_string(&bytes), bytes.size);
    text_finish(&bytes);
}

static void
write_chain(const struct report_input *in, struct json_out *json,
            struct digest_chain *chain) {
    next_line(json, ""); // this line feed is the last byte that is hashed
    digest_begin(chain, json->text->bytes, json->text->size);
    text_add(json->text, "  ");
    json_open_array(json, "chain");
    next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_string(json, "session", in->about->id);
    json_write_string(json, "digest", chain->link);
    json_close_object(json);
    write_links(in, json, chain);
    next_line(&(struct json_out){.text = json->text}, "  ");
    json_close_array(json);
    next_line(json, "  ");
    json_write_string(json, "head", chain->link);
}

static void
write_all(const struct report_input *in, struct text *whole,
          struct digest_chain *chain) {
    struct json_out json = {.text = whole};
    write_header(in, &json);
    write_chain(in, &json, chain);
    text_add(whole, "\n}\n");
}

void
report_session_json(const struct report_input *in, struct text *out) {
    struct text whole = {0}; // out may have something before it
    struct digest_chain chain;
    write_all(in, &whole, &chain);
    text_add_bytes(out, whole.bytes, whole.size);
    text_finish(&whole);
}

void
report_head(const struct report_input *in, char out[static REPORT_HEAD_SIZE]) {
    struct text whole = {0};
    struct digest_chain chain;
    write_all(in, &whole, &chain);
    memcpy(out, chain.link, REPORT_HEAD_SIZE);
    text_finish(&whole);
}
