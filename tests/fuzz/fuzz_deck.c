// Any bytes as a deck.
#include "../deck_promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    (void) deck_keeps_promises((const char *) data, size);
    return 0;
}
