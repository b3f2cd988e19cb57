// dent check and dent decks: files of workshops.
#include "cli/cli.h"
#include "cli/verbs.h"
#include "deck/deck.h"
#include <stdio.h>
#include <string.h>

// One a line: "FILE:12:5: …".
static void
print_faults(const char *path, const struct deck_faults *faults) {
    for (size_t i = 0; i < faults->count; i++) {
        const struct deck_fault *fault = &faults->items[i];
        fprintf(stderr, "%s:%d:%d: %s%s\n", path, fault->line, fault->column,
                fault->is_warning ? "note: " : "", fault->text);
    }
}

// Minutes of all phases with a clock, rounded.
static int
deck_minutes(const struct deck *deck) {
    tick sum = 0;
    for (unsigned i = 0; i < deck->exercise_count; i++) {
        for (unsigned k = 0; k < deck->exercises[i].phase_count; k++) {
            sum += deck->exercises[i].phases[k].length_ms;
        }
    }
    return (int) ((sum + 30000) / 60000);
}

int
verb_check(const struct options *options) {
    const char *path = options->arguments[0];
    struct deck_faults faults = {0};
    struct deck *deck = deck_load(path, &faults);
    print_faults(path, &faults);
    if (deck == NULL) {
        fprintf(stderr, "dent: %s has %zu %s to mend.\n", path,
                faults.error_count,
                faults.error_count == 1 ? "fault" : "faults");
    } else {
        printf("%s is in order: %u exercises, %d minutes on the clock.\n", path,
               deck->exercise_count, deck_minutes(deck));
    }
    int code = deck == NULL ? CLI_FAILED : CLI_OK;
    deck_destroy(deck);
    deck_faults_finish(&faults);
    return code;
}

static void
print_deck(void *data, const char *path) {
    int *count = data;
    struct deck_faults faults = {0};
    struct deck *deck = deck_load(path, &faults);
    if (deck == NULL) {
        print_faults(path, &faults);
    } else {
        printf("%-22s %2u exercises %3d min  %s\n", deck->id,
               deck->exercise_count, deck_minutes(deck), deck->title);
        ++*count;
    }
    deck_destroy(deck);
    deck_faults_finish(&faults);
}

int
verb_decks(const struct options *options) {
    (void) options; // takes none
    int count = 0;
    deck_each_builtin(print_deck, &count);
    if (count == 0) {
        fputs("dent: No decks are installed. Name a folder of decks in "
              "DENT_DECKS, or give a file with --deck.\n",
              stderr);
        return CLI_FAILED;
    }
    return CLI_OK;
}
