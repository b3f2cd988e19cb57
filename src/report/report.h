#pragma once

// A session as files, and the recount of such files by code of its own.
// Formats: src/report/README.md. Any thread; a session is only read.
#include "base/fault.h"
#include "base/text.h"
#include "session/session.h"

struct report_input {
    const struct session *session;
    const struct journal_session *about;
};

// CSV by RFC 4180 in UTF-8 with a byte order mark, cells defused against
// formulas. Appends to out.
void report_summary_csv(const struct report_input *in, struct text *out);
void report_ballots_csv(const struct report_input *in, struct text *out);
void report_ideas_csv(const struct report_input *in, struct text *out);
void report_session_json(const struct report_input *in, struct text *out);

// The names of the files: 0 … ; NULL past the last.
const char *report_file_name(unsigned index);
// The file of that name into out, and its media type. NULL: no such export.
const char *report_write(const struct report_input *in, const char *name,
                         struct text *out);

// The last link of the chain of digests, as it stands in session.json: 64
// hexadecimal digits that a host can write down or read aloud, so that nobody
// can change the files later without being noticed.
#define REPORT_HEAD_SIZE 65 // with the final zero
void report_head(const struct report_input *in,
                 char out[static REPORT_HEAD_SIZE]);

// All of them into a folder, which is made when it is missing. Each file is
// written under a temporary name, synced and renamed.
bool report_export(const struct report_input *in, const char *dir,
                   struct fault *fault);

// Recounts an export: reads the files, counts ballots.csv again with
// arithmetic of its own, compares with the others, and checks the chain of
// digests. Writes what it found, a line a finding, to
// out. False: something does not agree or cannot be read.
bool report_audit(const char *dir, struct text *out);
