#pragma once

// The command line: `dent [VERB] [OPTIONS] [ARGUMENTS]`. One file per verb,
// one table of options.
#include "base/fault.h"

// Exit codes: 0 well, 1 it could not be done, 2 the words were wrong.
enum cli_exit {
    CLI_OK = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2,
};

int cli_main(int argc, char **argv);
