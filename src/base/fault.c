// Writes a fault's sentence: never longer than its room, never half a
// character at its end, never a line break in it.
#include "base/fault.h"

#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>

bool
fault_set(struct fault *fault, const char *format, ...) {
    if (!fault) {
        return false;
    }
    // One byte more than fits, so that text_copy sees where to cut.
    char line[FAULT_TEXT_MAX + 8];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (char *byte = line; *byte != '\0'; byte++) {
        if ((unsigned char) *byte < 0x20 || *byte == 0x7f) {
            *byte = ' ';
        }
    }
    (void) text_copy(fault->text, sizeof fault->text, line);
    return false;
}
