#pragma once

// The listening socket, for IPv6 and IPv4 together where the machine has both.
#include "base/fault.h"
#include "room/rate.h"
#include <stdint.h>
#include <sys/socket.h>

// port 0: 80 where that is allowed and free, else 8080. -1: *fault says what
// is in the way.
int listen_open(uint16_t port, uint16_t *out_port, struct fault *fault);
// Whom to count: an IPv4 address, or an IPv6 address's network.
struct peer_address listen_peer(const struct sockaddr_storage *from);
