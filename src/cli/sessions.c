// dent sessions, dent export, dent audit: what was held, and its results.
#include "cli/cli.h"
#include "cli/verbs.h"
#include "journal/journal.h"
#include "report/report.h"
#include "session/records.h"
#include <stdio.h>
#include <time.h>

static struct journal *
open_journal(const struct options *options, struct fault *fault) {
    char dir[1024];
    return kiosk_data_dir(options->run.data_dir, dir, sizeof dir, fault)
               ? journal_open_copy(dir, fault)
               : NULL;
}

static void
print_session(void *data, const struct journal_session *session) {
    int *count = data;
    char when[32] = "";
    time_t seconds = (time_t) (session->started_utc_ms / 1000);
    struct tm parts;
    if (localtime_r(&seconds, &parts) != NULL) {
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", &parts);
    }
    const char *state = session->is_closed ? "closed" : "unfinished";
    printf("%-20s  %s  %-10s  %s%s\n", session->id, when, state, session->title,
           session->is_rehearsal ? " (rehearsal)" : "");
    ++*count;
}

int
verb_sessions(const struct options *options) {
    struct fault fault = {0};
    struct journal *journal = open_journal(options, &fault);
    if (journal == NULL) {
        return verb_failed(&fault);
    }
    int count = 0;
    bool is_listed = journal_list(journal, print_session, &count);
    journal_close(journal);
    if (!is_listed) {
        (void) fault_set(&fault, "The list of sessions cannot be read.");
        return verb_failed(&fault);
    }
    if (count == 0) {
        puts("No session has been held here yet.");
    }
    return CLI_OK;
}

static void
print_files(const struct session_copy *copy, const char *dir) {
    printf("%s: ", copy->about.id);
    for (unsigned i = 0; report_file_name(i) != NULL; i++) {
        bool is_last = report_file_name(i + 1) == NULL;
        const char *before = i == 0 ? "" : is_last ? " and " : ", ";
        printf("%s%s", before, report_file_name(i));
    }
    printf(" are in %s%s\n", dir,
           copy->about.is_rehearsal ? " (a rehearsal)" : "");
}

int
verb_export(const struct options *options) {
    struct fault fault = {0};
    struct journal *journal = open_journal(options, &fault);
    if (journal == NULL) {
        return verb_failed(&fault);
    }
    struct session_copy copy = {0};
    bool is_done = session_read(journal, options->arguments[0], &copy, &fault);
    if (is_done) {
        struct report_input input = {.session = copy.session,
                                     .about = &copy.about};
        is_done = report_export(&input, options->to, &fault);
    }
    if (is_done) {
        print_files(&copy, options->to);
    }
    session_copy_finish(&copy);
    journal_close(journal);
    return is_done ? CLI_OK : verb_failed(&fault);
}

int
verb_audit(const struct options *options) {
    struct text found = {0};
    bool is_right = report_audit(options->arguments[0], &found);
    fputs(text_string(&found), is_right ? stdout : stderr);
    text_finish(&found);
    return is_right ? CLI_OK : CLI_FAILED;
}
