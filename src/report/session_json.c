// session.json: what the session was, its results, the deck's text, and the
// chain of digests that ties the files together. Every top-level member
// begins a line of its own, so that the chain can be checked with line tools.
#include "base/bytes.h"
#include "report/digest.h"
#include "report/parts.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

#define FORMAT_VERSION 2

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
    report_next_line(json, "  ");
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
    report_next_line(json, "  ");
    json_write_integer(json, "format", FORMAT_VERSION);
    report_next_line(json, "  ");
    json_write_string(json, "dent", DENT_VERSION);
    report_next_line(json, "  ");
    json_write_string(json, "session", in->about->id);
    report_next_line(json, "  ");
    json_write_string(json, "title", in->about->title);
    report_next_line(json, "  ");
    json_write_string(json, "deck", session->deck->id);
    report_next_line(json, "  ");
    write_started(json, in->about->started_utc_ms);
    report_next_line(json, "  ");
    json_write_boolean(json, "rehearsal", session->is_rehearsal);
    report_next_line(json, "  ");
    json_write_boolean(json, "ended", session->is_ended);
    report_next_line(json, "  ");
    json_write_boolean(json, "closed", in->about->is_closed);
    report_next_line(json, "  ");
    json_write_integer(json, "joined", session->joined);
    write_journal(session, json);
    report_next_line(json, "  ");
    json_open_array(json, "exercises");
    for (uint16_t i = 0; i < session->deck->exercise_count; i++) {
        report_write_exercise(in, i, json);
    }
    report_next_line(&(struct json_out){.text = json->text}, "  ");
    json_close_array(json);
    report_next_line(json, "  ");
    json_write_string(json, "source", session->deck->source);
}

static void
write_link(struct json_out *json, uint32_t ballot_count, const char *id,
           const char *link) {
    report_next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_string(json, "exercise", id);
    json_write_integer(json, "ballots", ballot_count);
    json_write_string(json, "digest", link);
    json_close_object(json);
}

static void
write_file_link(struct json_out *json, const char *name, const char *link) {
    report_next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_string(json, "file", name);
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
    report_ideas_csv(in, &bytes);
    digest_add(chain, "ideas.csv", text_string(&bytes), bytes.size);
    write_file_link(json, "ideas.csv", chain->link);
    text_clear(&bytes);
    report_summary_csv(in, &bytes);
    digest_add(chain, "summary.csv", text_string(&bytes), bytes.size);
    text_finish(&bytes);
}

static void
write_chain(const struct report_input *in, struct json_out *json,
            struct digest_chain *chain) {
    report_next_line(json,
                     ""); // this line feed is the last byte that is hashed
    digest_begin(chain, json->text->bytes, json->text->size);
    text_add(json->text, "  ");
    json_open_array(json, "chain");
    report_next_line(json, "    ");
    json_open_object(json, NULL);
    json_write_string(json, "session", in->about->id);
    json_write_string(json, "digest", chain->link);
    json_close_object(json);
    write_links(in, json, chain);
    report_next_line(&(struct json_out){.text = json->text}, "  ");
    json_close_array(json);
    report_next_line(json, "  ");
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
