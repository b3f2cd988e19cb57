#pragma once

// What this machine is called on its networks: the address to show, and every
// name under which a browser may have found us (all others are refused, which
// stops a foreign site that points its own name here).
#include <stdbool.h>
#include <stdint.h>

#define ADDRESS_NAME_MAX 64 // names
#define ADDRESS_NAME_SIZE 80

struct address_book {
    char names[ADDRESS_NAME_MAX][ADDRESS_NAME_SIZE]; // lower case, no port
    unsigned count;
    char primary[ADDRESS_NAME_SIZE]; // to show: an IPv4 address, if any
};

// Asks the system. Never fails: 127.0.0.1 and localhost are always there.
void address_read(struct address_book *book);
// `host` as in a Host header: a name, or name:port with our port.
bool address_has(const struct address_book *book, const char *host,
                 uint16_t port);
// "192.168.4.1:8080", "HTTP://192.168.4.1:8080/"; without the port when 80.
void address_write(const struct address_book *book, uint16_t port,
                   char *out_address, char *out_url, unsigned size);

// How well an interface suits to be shown; 0: not at all. `ipv4` in host order.
int address_rank(const char *interface, uint32_t ipv4);
