// Opening the port, on IPv6 and IPv4 with one socket where the system can.
#include "room/listen.h"
#include "room/limits.h"
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

static bool
bind_to(int fd, int family, uint16_t port) {
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
    } address;
    memset(&address, 0, sizeof address);
    socklen_t size = sizeof address.ipv4;
    if (family == AF_INET6) {
        address.ipv6.sin6_family = AF_INET6;
        address.ipv6.sin6_port = htons(port);
        size = sizeof address.ipv6;
    } else {
        address.ipv4.sin_family = AF_INET;
        address.ipv4.sin_port = htons(port);
    }
    int yes = 1, no = 0;
    if (family == AF_INET6
        && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no) != 0) {
        return false;
    }
    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0
           && bind(fd, &address.any, size) == 0
           && listen(fd, LISTEN_BACKLOG) == 0;
}

// -1: errno says why.
static int
open_family(int family, uint16_t port) {
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    int yes = 1;
    // Accepted sockets have it from the listening one.
    (void) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!bind_to(fd, family, port)) {
        int reason = errno;
        (void) close(fd);
        errno = reason;
        return -1;
    }
    return fd;
}

static int
open_port(uint16_t port) {
    int fd = open_family(AF_INET6, port);
    if (fd < 0 && errno != EADDRINUSE && errno != EACCES) {
        fd = open_family(AF_INET, port); // no IPv6 here
    }
    return fd;
}

int
listen_open(uint16_t port, uint16_t *out_port, struct fault *fault) {
    uint16_t tried = port;
    int fd = -1;
    if (port == 0) {
        tried = 80;
        fd = open_port(tried);
    }
    if (fd < 0) {
        tried = port == 0 ? 8080 : port;
        fd = open_port(tried);
    }
    if (fd >= 0) {
        *out_port = tried;
        return fd;
    }
    if (errno == EADDRINUSE) {
        fault_set(fault,
                  "Port %u is in use by another program (perhaps a second "
                  "Dent). Stop it, or choose another port with --port.",
                  tried);
    } else if (errno == EACCES) {
        fault_set(fault,
                  "Port %u needs more rights than Dent has. Choose a port "
                  "from 1024 up with --port.",
                  tried);
    } else {
        fault_set(fault,
                  "Cannot listen on port %u: %s. Choose another port "
                  "with --port.",
                  tried, strerror(errno));
    }
    return -1;
}

struct peer_address
listen_peer(const struct sockaddr_storage *from) {
    struct peer_address out = {{0}};
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *ipv4 = (const void *) from;
        memset(out.bytes + 10, 0xFF, 2);
        memcpy(out.bytes + 12, &ipv4->sin_addr, 4);
    } else if (from->ss_family == AF_INET6) {
        const struct sockaddr_in6 *ipv6 = (const void *) from;
        bool is_mapped = IN6_IS_ADDR_V4MAPPED(&ipv6->sin6_addr);
        memcpy(out.bytes, &ipv6->sin6_addr, is_mapped ? 16 : 8);
    }
    return out;
}
