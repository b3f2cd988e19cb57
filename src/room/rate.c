// Buckets that fill with time. The table of addresses is small: when it is
// full, the address that was not heard of for longest loses its place.
#include "room/rate.h"
#include <math.h>
#include <string.h>

bool
bucket_take(struct bucket *bucket, double rate, double burst, tick now_ms) {
    double level = burst;
    if (bucket->is_used) {
        level = bucket->level + rate * (double) (now_ms - bucket->at_ms) / 1000;
        level = fmin(level, burst);
    }
    bucket->is_used = true;
    bucket->at_ms = now_ms;
    bool is_enough = level >= 1;
    bucket->level = (float) (is_enough ? level - 1 : level);
    return is_enough;
}

uint32_t
bucket_wait_s(const struct bucket *bucket, double rate) {
    double wait_s = (1 - bucket->level) / rate;
    return wait_s > 1 ? (uint32_t) ceil(wait_s) : 1;
}

struct bucket *
rate_find(struct rate_table *table, const struct peer_address *address,
          tick now_ms) {
    unsigned oldest = 0;
    for (unsigned i = 0; i < ADDRESS_MAX; i++) {
        if (!table->rows[i].is_used) {
            oldest = i;
            break;
        }
        if (memcmp(&table->rows[i].address, address, sizeof *address) == 0) {
            table->rows[i].used_at_ms = now_ms;
            return &table->rows[i].bucket;
        }
        if (table->rows[i].used_at_ms < table->rows[oldest].used_at_ms) {
            oldest = i;
        }
    }
    table->rows[oldest].address = *address;
    table->rows[oldest].bucket = (struct bucket){0};
    table->rows[oldest].used_at_ms = now_ms;
    table->rows[oldest].is_used = true;
    return &table->rows[oldest].bucket;
}
