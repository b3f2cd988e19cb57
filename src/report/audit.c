// The order of an audit: the bytes first, by the chain of digests, then what
// they say, by counting again.
#include "report/audit.h"
#include "base/check.h"
#include "report/report.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void
audit_find(struct audit_findings *findings, const char *format, ...) {
    findings->count++;
    if (findings->count > AUDIT_LINE_MAX) {
        return;
    }
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    text_add(findings->out, line);
    text_add_bytes(findings->out, "\n", 1);
}

static bool
is_shown(int32_t code) {
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return false;
        default:
            return true;
    }
}

const char *
audit_shown(const char *text, char out[static AUDIT_SHOWN_SIZE]) {
    size_t used = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *) text;
    while (*at != '\0' && used < AUDIT_SHOWN_SIZE - 8) {
        int32_t code;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
        if (size <= 0 || !is_shown(code)) {
            out[used++] = '?';
            at += size > 0 ? size : 1;
            continue;
        }
        memcpy(out + used, at, (size_t) size);
        used += (size_t) size;
        at += size;
    }
    memcpy(out + used, *at == '\0' ? "" : "…", *at == '\0' ? 1 : 4);
    return out;
}

struct audit_count *
audit_find_count(struct audit *audit, const char *id) {
    int at = audit->deck == NULL ? -1 : deck_find_exercise(audit->deck, id);
    return at < 0 ? NULL : &audit->counts[at];
}

static enum audit_kind
kind_named(const char *name) {
    static const struct {
        const char *name;
        enum audit_kind kind;
    } kinds[] = {
        {"choice", AUDIT_CHOICE}, {"quiz", AUDIT_QUIZ},
        {"ideas", AUDIT_IDEAS},   {"sketch", AUDIT_SKETCH},
        {"whys", AUDIT_WHYS},     {"questions", AUDIT_QUESTIONS},
        {"scale", AUDIT_SCALE},   {"words", AUDIT_WORDS},
        {"duel", AUDIT_DUEL},     {"rank", AUDIT_RANK},
        {"points", AUDIT_POINTS}, {"curve", AUDIT_CURVE},
        {"plane", AUDIT_PLANE},   {"talk", AUDIT_NONE},
        {"slide", AUDIT_NONE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return kinds[i].kind;
        }
    }
    return AUDIT_OTHER;
}

static void
prepare_counts(struct audit *audit) {
    size_t count = audit->deck->exercise_count;
    audit->counts = calloc(count, sizeof *audit->counts);
    audit->exercise_count = count;
    CHECK(audit->counts != NULL);
    for (size_t i = 0; i < count; i++) {
        const struct exercise *exercise = &audit->deck->exercises[i];
        audit->counts[i].exercise = *exercise;
        audit->counts[i].number = (unsigned) i + 1;
        audit->counts[i].kind = kind_named(exercise->kind);
        if (audit->counts[i].kind == AUDIT_OTHER) {
            audit_find(&audit->findings,
                       "Exercise %s is of the kind %s, which this version "
                       "cannot recount.",
                       exercise->id, exercise->kind);
        }
    }
}

static void
release(struct audit *audit) {
    for (size_t i = 0; i < audit->exercise_count; i++) {
        audit_release_count(&audit->counts[i]);
    }
    free(audit->counts);
    deck_destroy(audit->deck);
    json_decref(audit->root);
    free(audit->summary.bytes);
    free(audit->ballots.bytes);
    free(audit->ideas.bytes);
    text_finish(&audit->notes);
    free(audit->session.bytes);
}

// How many ballots agree, or how much does not.
static void
write_verdict(const struct audit *audit) {
    const struct audit_findings *findings = &audit->findings;
    if (findings->count > AUDIT_LINE_MAX) {
        text_add_format(findings->out, "… and %u more.\n",
                        findings->count - AUDIT_LINE_MAX);
    }
    if (findings->count > 0) {
        text_add_format(findings->out, "%u finding%s\n", findings->count,
                        findings->count == 1 ? "" : "s");
        return;
    }
    uint32_t ballots = 0;
    for (size_t i = 0; i < audit->exercise_count; i++) {
        ballots += audit->counts[i].ballots;
    }
    text_add(findings->out, text_string(&audit->notes));
    text_add_format(findings->out, "The head of the chain is %s\n",
                    audit_json_text(audit->root, "head"));
    text_add_format(findings->out, "All %u ballots agree\n", ballots);
}

bool
report_audit(const char *dir, struct text *out) {
    struct audit audit = {.findings = {.out = out}};
    struct audit_findings *findings = &audit.findings;
    bool has_session =
        audit_load(dir, "session.json", &audit.session, findings);
    bool has_ballots = audit_load(dir, "ballots.csv", &audit.ballots, findings);
    bool has_ideas = audit_load(dir, "ideas.csv", &audit.ideas, findings);
    bool has_summary = audit_load(dir, "summary.csv", &audit.summary, findings);
    if (has_session) {
        audit_read_session(&audit);
    }
    if (audit.deck != NULL) {
        prepare_counts(&audit);
        audit_take_claims(&audit);
    }
    if (audit.deck != NULL && has_ballots && has_ideas && has_summary) {
        audit_check_chain(&audit);
    }
    if (audit.deck != NULL && has_ballots) {
        audit_count_ballots(&audit);
        audit_check_session(&audit);
        if (has_summary) {
            audit_check_summary(&audit);
        }
        if (has_ideas) {
            audit_check_ideas(&audit);
        }
    }
    write_verdict(&audit);
    release(&audit);
    return findings->count == 0;
}
