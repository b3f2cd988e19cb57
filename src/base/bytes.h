#pragma once

// Bytes as text: hexadecimal, and base 32 without look-alikes for receipts.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// out needs 2 * size + 1 bytes. Lower case.
void bytes_to_hex(const uint8_t *bytes, size_t size, char *out);

// Exactly 2 * size hexadecimal digits and then the end. Writes only on true.
bool bytes_from_hex(const char *hex, uint8_t *out, size_t size);

// A receipt: the first 40 bits as 8 characters of Crockford's base 32
// (0-9 A-Z without I L O U), in two groups: "K7QM-2FXD".
#define RECEIPT_SIZE 10 // with the final zero
void receipt_write(const uint8_t hash[static 5], char out[static RECEIPT_SIZE]);
