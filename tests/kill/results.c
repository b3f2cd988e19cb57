#include "kill/results.h"
#include "kill/fail.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (256 * 1024)

static char *
read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, FILE_MAX);
    if (file == NULL || text == NULL) {
        fail("%s cannot be read: %s", path, strerror(errno));
    }
    size_t size = fread(text, 1, FILE_MAX - 1, file);
    if (size == FILE_MAX - 1) {
        fail("%s is too long", path);
    }
    (void) fclose(file); // only read
    return text;
}

static unsigned
count_of(const char *text, const char *wanted) {
    unsigned count = 0;
    for (const char *at = strstr(text, wanted); at != NULL;
         at = strstr(at + 1, wanted)) {
        count++;
    }
    return count;
}

// The rows of one kept answer. Their number.
static unsigned
check_rows(const char *ballots, const struct guest *guest, int exercise) {
    const struct vote *kept = &guest->kept[exercise];
    if (kept->number == 0) {
        return 0;
    }
    static const char *const kinds[EXERCISE_COUNT] = {"choice", "words"};
    uint32_t answer = guest_answer(exercise, kept->number);
    char row[80];
    snprintf(row, sizeof row, "\n%s,%s,1,%s,,", guest_exercise_id(exercise),
             kinds[exercise], kept->receipt);
    unsigned wanted = exercise == 1 ? 1 : (unsigned) __builtin_popcount(answer);
    unsigned found = count_of(ballots, row);
    if (found != wanted) {
        fail("guest %u: receipt %s of \"%s\" has %u rows in ballots.csv "
             "instead of %u",
             guest->number, kept->receipt, guest_exercise_id(exercise), found,
             wanted);
    }
    if (exercise == 1) {
        char word[24];
        snprintf(word, sizeof word, "w%u", answer);
        const char *at = strstr(ballots, row) + strlen(row);
        const char *end = strchr(at, '\n');
        const char *place = strstr(at, word);
        if (place == NULL || end == NULL || place > end) {
            fail("guest %u: the row of receipt %s does not say %s",
                 guest->number, kept->receipt, word);
        }
    }
    return wanted;
}

void
results_check(const struct program *program, const struct guest *guests,
              unsigned guest_count) {
    const char *const export[] = {"export", "last", "--to", "results",
                                  "--data", "data", NULL};
    const char *const audit[] = {"audit", "results", NULL};
    if (program_run(program, export) != 0) {
        fail("dent export failed; see %s/said", program->dir);
    }
    if (program_run(program, audit) != 0) {
        fail("dent audit found something; see %s/said", program->dir);
    }
    char path[300];
    snprintf(path, sizeof path, "%s/results/ballots.csv", program->dir);
    char *ballots = read_file(path);
    unsigned rows = 0;
    for (unsigned i = 0; i < guest_count; i++) {
        for (int exercise = 0; exercise < EXERCISE_COUNT; exercise++) {
            rows += check_rows(ballots, &guests[i], exercise);
        }
    }
    if (count_of(ballots, "\n") != rows + 1) {
        fail("ballots.csv has %u rows instead of %u", count_of(ballots, "\n"),
             rows + 1);
    }
    free(ballots);
}
