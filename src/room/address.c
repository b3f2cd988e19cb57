// Names and addresses from the system's interfaces, best first.
#include "room/address.h"
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void
add_name(struct address_book *book, const char *name) {
    if (name[0] == '\0' || book->count >= ADDRESS_NAME_MAX
        || strlen(name) >= ADDRESS_NAME_SIZE) {
        return;
    }
    char *to = book->names[book->count];
    size_t i = 0;
    for (; name[i] != '\0'; i++) {
        char c = name[i];
        to[i] = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }
    to[i] = '\0';
    for (unsigned j = 0; j < book->count; j++) {
        if (strcmp(book->names[j], to) == 0) {
            return;
        }
    }
    book->count++;
}

static bool
is_private(uint32_t ipv4) {
    return ipv4 >> 24 == 10 || ipv4 >> 20 == 0xAC1 || ipv4 >> 16 == 0xC0A8;
}

int
address_rank(const char *interface, uint32_t ipv4) {
    static const char *const inner[] = {
        "docker", "br-", "veth", "virbr",     "vmnet", "vbox",   "tun",
        "tap",    "wg",  "zt",   "tailscale", "lxc",   "podman", "cni"};
    if (ipv4 >> 24 == 127 || ipv4 == 0) {
        return 0;
    }
    int rank = 1;
    rank += ipv4 >> 16 == 0xA9FE ? 0 : 2; // 169.254: nobody gave us one
    rank += is_private(ipv4) ? 2 : 0;
    rank += 8;
    for (size_t i = 0; i < sizeof inner / sizeof inner[0]; i++) {
        if (strncmp(interface, inner[i], strlen(inner[i])) == 0) {
            rank -= 8;
            break;
        }
    }
    return rank;
}

static void
add_ipv6(struct address_book *book, const struct sockaddr_in6 *address) {
    char text[INET6_ADDRSTRLEN];
    char name[ADDRESS_NAME_SIZE];
    if (inet_ntop(AF_INET6, &address->sin6_addr, text, sizeof text) != NULL) {
        snprintf(name, sizeof name, "[%s]", text);
        add_name(book, name);
    }
}

static void
add_interface(struct address_book *book, const struct ifaddrs *from,
              int *best) {
    if (from->ifa_addr == NULL || (from->ifa_flags & IFF_UP) == 0) {
        return;
    }
    if (from->ifa_addr->sa_family == AF_INET6) {
        add_ipv6(book,
                 (const struct sockaddr_in6 *) (const void *) from->ifa_addr);
    }
    if (from->ifa_addr->sa_family != AF_INET) {
        return;
    }
    const struct sockaddr_in *address =
        (const struct sockaddr_in *) (const void *) from->ifa_addr;
    char text[INET_ADDRSTRLEN];
    if (inet_ntop(AF_INET, &address->sin_addr, text, sizeof text) == NULL) {
        return;
    }
    add_name(book, text);
    int rank = address_rank(from->ifa_name, ntohl(address->sin_addr.s_addr));
    if (rank > *best) {
        *best = rank;
        snprintf(book->primary, sizeof book->primary, "%s", text);
    }
}

void
address_read(struct address_book *book) {
    memset(book, 0, sizeof *book);
    snprintf(book->primary, sizeof book->primary, "127.0.0.1");
    add_name(book, "localhost");
    add_name(book, "127.0.0.1");
    add_name(book, "[::1]");
    char host[56] = "";
    if (gethostname(host, sizeof host - 1) == 0) {
        char local[ADDRESS_NAME_SIZE];
        add_name(book, host);
        host[strcspn(host, ".")] = '\0';
        add_name(book, host);
        if (host[0] != '\0') {
            snprintf(local, sizeof local, "%s.local", host);
            add_name(book, local);
        }
    }
    struct ifaddrs *all = NULL;
    if (getifaddrs(&all) != 0) {
        return;
    }
    int best = 0;
    for (const struct ifaddrs *at = all; at != NULL; at = at->ifa_next) {
        add_interface(book, at, &best);
    }
    freeifaddrs(all);
}

bool
address_has(const struct address_book *book, const char *host, uint16_t port) {
    size_t size = strlen(host);
    const char *colon = strrchr(host, ':');
    const char *bracket = strrchr(host, ']');
    if (colon != NULL && (bracket == NULL || colon > bracket)) {
        char text[8];
        snprintf(text, sizeof text, ":%u", port);
        if (strcmp(colon, text) != 0) {
            return false;
        }
        size = (size_t) (colon - host);
    }
    for (unsigned i = 0; i < book->count; i++) {
        if (strlen(book->names[i]) == size
            && strncasecmp(book->names[i], host, size) == 0) {
            return true;
        }
    }
    return false;
}

void
address_write(const struct address_book *book, uint16_t port, char *out_address,
              char *out_url, unsigned size) {
    if (port == 80) {
        snprintf(out_address, size, "%s", book->primary);
    } else {
        snprintf(out_address, size, "%s:%u", book->primary, port);
    }
    snprintf(out_url, size, "HTTP://%s/", out_address);
}
