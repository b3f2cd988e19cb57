#pragma once

// The verbs, one file each. Each returns the exit code and has said what there
// is to say.
#include "cli/options.h"

int verb_check(const struct options *options);
int verb_decks(const struct options *options);
int verb_sessions(const struct options *options);
int verb_export(const struct options *options);
int verb_audit(const struct options *options);
int verb_shot(const struct options *options);
int verb_help(const struct options *options);

// Prints "dent: SENTENCE" on standard error and returns CLI_FAILED.
int verb_failed(const struct fault *fault);
