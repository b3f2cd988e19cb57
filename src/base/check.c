// The one place a failed CHECK ends in.
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void
check_failed(const char *file, int line, const char *condition) {
    (void) fprintf(stderr, "dent: %s:%d: check failed: %s\n", file, line,
                   condition);
    abort();
}
