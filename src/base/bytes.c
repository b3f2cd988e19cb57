// Bytes as text and back.
#include "base/bytes.h"

void
bytes_to_hex(const uint8_t *bytes, size_t size, char *out) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * size] = '\0';
}

#define NO_DIGIT 16

static unsigned
hex_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return (unsigned) (digit - '0');
    }
    if (digit >= 'a' && digit <= 'f') {
        return (unsigned) (digit - 'a' + 10);
    }
    if (digit >= 'A' && digit <= 'F') {
        return (unsigned) (digit - 'A' + 10);
    }
    return NO_DIGIT;
}

bool
bytes_from_hex(const char *hex, uint8_t *out, size_t size) {
    for (size_t i = 0; i < 2 * size; i++) {
        if (hex_value(hex[i]) == NO_DIGIT) {
            return false;
        }
    }
    if (hex[2 * size] != '\0') {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        unsigned high = hex_value(hex[2 * i]);
        out[i] = (uint8_t) (high << 4 | hex_value(hex[2 * i + 1]));
    }
    return true;
}

void
receipt_write(const uint8_t hash[static 5], char out[static RECEIPT_SIZE]) {
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint64_t bits = 0;
    for (int i = 0; i < 5; i++) {
        bits = bits << 8 | hash[i];
    }
    char *next = out;
    for (int i = 0; i < 8; i++) {
        if (i == 4) {
            *next++ = '-';
        }
        *next++ = digits[bits >> (35 - 5 * i) & 31];
    }
    *next = '\0';
}
