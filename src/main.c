// Arguments in, exit code out.
#include "base/random.h"
#include "cli/cli.h"

int
main(int argc, char **argv) {
    random_start();
    return cli_main(argc, argv);
}
