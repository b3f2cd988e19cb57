// Textures that are used again from frame to frame, found by hash. Everything
// that cannot be painted as a plain rectangle or strip is made once here.
#include <stdlib.h>
#include <string.h>

#include "stage/inside.h"

uint64_t
hash_bytes(uint64_t hash, const void *bytes, size_t size) {
    const uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 1099511628211u;
    }
    return hash;
}

void
textures_init(struct texture_store *store) {
    memset(store, 0, sizeof *store);
    for (int i = 0; i < TEXTURE_BUCKETS; i++) {
        store->buckets[i] = -1;
    }
}

static void
release(struct texture_store *store, struct texture *texture) {
    store->bytes -= (size_t) texture->width * (size_t) texture->height * 4;
    SDL_DestroyTexture(texture->pixels);
    free(texture->text);
    *texture = (struct texture){0};
}

void
textures_clear(struct texture_store *store) {
    for (int i = 0; i < store->count; i++) {
        release(store, &store->entries[i]);
    }
    uint64_t stamp = store->stamp;
    textures_init(store);
    store->stamp = stamp;
}

static int *
link_to(struct texture_store *store, int index) {
    int *link = &store->buckets[store->entries[index].hash % TEXTURE_BUCKETS];
    while (*link != index) {
        link = &store->entries[*link].next;
    }
    return link;
}

// Takes one out; the last one moves into its place.
static void
drop(struct texture_store *store, int index) {
    *link_to(store, index) = store->entries[index].next;
    release(store, &store->entries[index]);
    int last = --store->count;
    if (index != last) {
        *link_to(store, last) = index;
        store->entries[index] = store->entries[last];
        store->entries[last] = (struct texture){0};
    }
}

static void
drop_oldest(struct texture_store *store) {
    int oldest = 0;
    for (int i = 1; i < store->count; i++) {
        if (store->entries[i].stamp < store->entries[oldest].stamp) {
            oldest = i;
        }
    }
    drop(store, oldest);
}

static uint64_t
tinted_hash(uint64_t hash, struct color color) {
    const uint8_t tint[3] = {color.r, color.g, color.b};
    return hash_bytes(hash, tint, sizeof tint);
}

static void
tint_surface(SDL_Surface *surface, struct color color) {
    uint32_t tint =
        (uint32_t) color.r << 16 | (uint32_t) color.g << 8 | color.b;
    for (int y = 0; y < surface->h; y++) {
        uint8_t *line =
            (uint8_t *) surface->pixels + (size_t) y * (size_t) surface->pitch;
        uint32_t *pixels = (uint32_t *) (void *) line;
        for (int x = 0; x < surface->w; x++) {
            pixels[x] = (pixels[x] & 0xff000000u) | tint;
        }
    }
}

static struct texture *
find(struct texture_store *store, uint64_t hash, const char *text) {
    int index = store->buckets[hash % TEXTURE_BUCKETS];
    while (index >= 0) {
        struct texture *texture = &store->entries[index];
        if (texture->hash == hash && !text == !texture->text
            && (!text || strcmp(text, texture->text) == 0)) {
            texture->stamp = ++store->stamp;
            return texture;
        }
        index = texture->next;
    }
    return NULL;
}

// The software renderer blends three to five times faster when it need not
// tint; so there each colour has a texture of its own, and everywhere a line
// with emoji has.
struct texture *
textures_find(struct stage *stage, uint64_t hash, const char *text,
              struct color color) {
    struct texture *texture =
        stage->is_software ? NULL : find(&stage->textures, hash, text);
    return texture ? texture
                   : find(&stage->textures, tinted_hash(hash, color), text);
}

static void
make_place(struct texture_store *store, size_t bytes) {
    while (store->count > 0
           && (store->count == TEXTURE_MAX
               || store->bytes + bytes > TEXTURE_BYTES_MAX)) {
        drop_oldest(store);
    }
}

static struct texture *
add(struct stage *stage, uint64_t hash, const char *text,
    SDL_Surface *surface) {
    struct texture_store *store = &stage->textures;
    int width = surface->w, height = surface->h;
    SDL_Texture *pixels =
        SDL_CreateTextureFromSurface(stage->renderer, surface);
    SDL_FreeSurface(surface);
    char *copy = text ? strdup(text) : NULL;
    if (!pixels || (text && !copy)) {
        SDL_DestroyTexture(pixels);
        free(copy);
        return NULL;
    }
    SDL_SetTextureBlendMode(pixels, SDL_BLENDMODE_BLEND);
    size_t bytes = (size_t) width * (size_t) height * 4;
    make_place(store, bytes);
    int *bucket = &store->buckets[hash % TEXTURE_BUCKETS];
    struct texture *texture = &store->entries[store->count];
    *texture = (struct texture){
        .hash = hash,
        .text = copy,
        .pixels = pixels,
        .width = width,
        .height = height,
        .stamp = ++store->stamp,
        .next = *bucket,
    };
    *bucket = store->count++;
    store->bytes += bytes;
    return texture;
}

struct texture *
textures_add(struct stage *stage, uint64_t hash, const char *text,
             struct color color, SDL_Surface *surface) {
    if (!surface) {
        return NULL;
    }
    if (stage->is_software) {
        tint_surface(surface, color);
        hash = tinted_hash(hash, color);
    }
    return add(stage, hash, text, surface);
}

struct texture *
textures_add_colored(struct stage *stage, uint64_t hash, const char *text,
                     struct color color, SDL_Surface *surface) {
    struct texture *texture =
        surface ? add(stage, tinted_hash(hash, color), text, surface) : NULL;
    if (texture) {
        texture->is_colored = true;
    }
    return texture;
}

void
texture_tint(struct stage *stage, struct texture *texture, struct color color) {
    if (!stage->is_software && !texture->is_colored) {
        SDL_SetTextureColorMod(texture->pixels, color.r, color.g, color.b);
    }
    SDL_SetTextureAlphaMod(texture->pixels, color.a);
}

void
texture_paint(struct stage *stage, struct texture *texture, int x, int y,
              struct color color) {
    SDL_Rect to = {x + texture->left, y + texture->top, texture->width,
                   texture->height};
    texture_tint(stage, texture, color);
    SDL_RenderCopy(stage->renderer, texture->pixels, NULL, &to);
}
