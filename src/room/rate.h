#pragma once

// How often something may be done: a bucket that fills with time, and a small
// table of buckets by address. The oldest address makes way. Pure.
#include "base/tick.h"
#include "room/limits.h"
#include <stdbool.h>
#include <stdint.h>

struct bucket {
    float level; // what is left
    bool is_used;
    tick at_ms;
};

// Takes one. False: nothing left. A bucket that was never used is full.
bool bucket_take(struct bucket *bucket, double rate, double burst, tick now_ms);
// Seconds until one is there again, at least 1.
uint32_t bucket_wait_s(const struct bucket *bucket, double rate);

// 16 bytes: an IPv6 address's first 64 bits, or an IPv4 address mapped.
struct peer_address {
    uint8_t bytes[16];
};

struct rate_table {
    struct {
        struct peer_address address;
        struct bucket bucket;
        tick used_at_ms;
        bool is_used;
    } rows[ADDRESS_MAX];
};

// The address's bucket; makes one when there is none. Never NULL.
struct bucket *rate_find(struct rate_table *table,
                         const struct peer_address *address, tick now_ms);
