// Which verb is meant, and what the program says about itself.
#include "cli/cli.h"
#include "cli/verbs.h"
#include <stdio.h>

int
verb_failed(const struct fault *fault) {
    fprintf(stderr, "dent: %s\n", fault->text);
    return CLI_FAILED;
}

static void
print_option(void *data, const char *form, const char *help) {
    (void) data; // all goes to standard output
    printf("  %-20s %s\n", form, help);
}

int
verb_help(const struct options *options) {
    (void) options; // help is always the same
    puts("dent: a workshop on a shared screen, answered from everybody's "
         "phone.\n\n"
         "  dent [run] [OPTIONS]          hold a session\n"
         "  dent setup                    fit the stage to this room\n"
         "  dent check FILE               look over a deck file\n"
         "  dent decks                    list the built-in decks\n"
         "  dent sessions [--data DIR]    list what was held\n"
         "  dent export ID|last --to DIR  results as files\n"
         "  dent audit DIR                count exported results again\n"
         "  dent shot --out FILE …        draw one scene into a file\n"
         "  dent version\n");
    puts("dent run");
    options_each(VERB_RUN, print_option, NULL);
    puts("\ndent shot");
    options_each(VERB_SHOT, print_option, NULL);
    return CLI_OK;
}

int
cli_main(int argc, char **argv) {
    struct options options;
    struct fault fault = {0};
    if (!options_read(argc, argv, &options, &fault)) {
        (void) verb_failed(&fault);
        return CLI_USAGE;
    }
    switch (options.verb) {
        case VERB_CHECK:
            return verb_check(&options);
        case VERB_DECKS:
            return verb_decks(&options);
        case VERB_SESSIONS:
            return verb_sessions(&options);
        case VERB_EXPORT:
            return verb_export(&options);
        case VERB_AUDIT:
            return verb_audit(&options);
        case VERB_SHOT:
            return verb_shot(&options);
        case VERB_SETUP:
            return kiosk_setup(&options.run);
        case VERB_HELP:
            return verb_help(&options);
        case VERB_VERSION:
            puts("dent " DENT_VERSION);
            return CLI_OK;
        default:
            return kiosk_run(&options.run);
    }
}
