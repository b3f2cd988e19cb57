#pragma once

// Inside of the stage, for the files of this folder. Main thread only, except
// what `wake` says.
#include <SDL.h>
#include <stdatomic.h>

#include "base/tick.h"
#include "drawing/font.h"
#include "stage/stage.h"

#define TEXTURE_MAX 512
#define TEXTURE_BYTES_MAX (24u * 1024 * 1024)
#define TEXTURE_BUCKETS 256

// A picture made once and used in many frames: a line of text, a disc, a
// polygon. They are white and the colour comes when they are painted, but for
// lines with emoji.
struct texture {
    uint64_t hash;
    char *text; // owned; NULL for a shape
    SDL_Texture *pixels;
    int width, height;
    int left, top;   // where its corner goes, from the point it is painted at
    bool is_colored; // never tinted
    uint64_t stamp;  // of its last use
    int next;        // in the bucket; -1: none
};

// A bounded store of them; the one not used for longest goes first.
struct texture_store {
    struct texture entries[TEXTURE_MAX];
    int buckets[TEXTURE_BUCKETS]; // -1: empty
    int count;
    size_t bytes;
    uint64_t stamp;
};

struct stage {
    SDL_Window *window;
    SDL_Renderer *renderer;
    struct fonts *fonts; // borrowed
    bool is_video_up;
    bool is_software;
    bool is_waiting_cheap; // the driver sleeps by itself in SDL_WaitEvent
    bool is_cursor_shown;
    bool has_failed; // a failure has been logged
    tick cursor_at;  // when the mouse was last moved
    Uint32 wake_event;
    SDL_sem *wake_sem; // for drivers that would poll
    atomic_bool is_wake_pending;
    struct texture_store textures;
};

// texture.c
void textures_init(struct texture_store *store);
void textures_clear(struct texture_store *store);
// NULL: not there. `text` NULL for shapes. The colour tells apart where the
// renderer cannot tint well.
struct texture *textures_find(struct stage *stage, uint64_t hash,
                              const char *text, struct color color);
// Makes a texture of a white ARGB8888 surface and keeps it; takes the surface
// in any case. NULL: failed.
struct texture *textures_add(struct stage *stage, uint64_t hash,
                             const char *text, struct color color,
                             SDL_Surface *surface);
// The same for a surface that is painted as it is, with `color` in it.
struct texture *textures_add_colored(struct stage *stage, uint64_t hash,
                                     const char *text, struct color color,
                                     SDL_Surface *surface);
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size);
#define HASH_START 14695981039346656037u
// Before it is painted in parts.
void texture_tint(struct stage *stage, struct texture *texture,
                  struct color color);
// Paints it whole with its corner at (x + left, y + top).
void texture_paint(struct stage *stage, struct texture *texture, int x, int y,
                   struct color color);

// paint.c: everything but showing it. False: the renderer refuses.
bool stage_paint_marks(struct stage *stage, const struct drawing *drawing);

// paint_mask.c: discs, polygons and rounded rectangles.
SDL_Surface *mask_create(int width, int height); // empty; NULL: no memory
// Coverage 0 … 1; the larger counts.
void mask_raise(SDL_Surface *mask, int x, int y, float coverage);
void paint_disc(struct stage *stage, struct point center, float radius,
                struct color color);
void paint_rect(struct stage *stage, struct box box, float radius,
                struct color color);
void paint_polygon(struct stage *stage, const struct point *points,
                   size_t count, struct color color);
void fill_rect(struct stage *stage, SDL_Rect rect, struct color color);

// paint_stroke.c: lines and rings.
void paint_stroke(struct stage *stage, const struct point *points, size_t count,
                  float width, bool is_closed, struct color color);
void paint_ring(struct stage *stage, const struct mark *mark);

// paint_net.c: opaque lines of one width in a row, from the mark `at` on. How
// many are worth painting together; 0: they are not.
size_t net_length(const struct drawing *drawing, size_t at);
void paint_net(struct stage *stage, const struct drawing *drawing, size_t at,
               size_t count);

// paint_words.c
void paint_words(struct stage *stage, const struct drawing *drawing,
                 const struct mark *mark);
