// Glyphs as pixels. Outlines are hinted in height only (their stems stand
// where they were measured) and drawn at one of four places within a pixel, so
// that a kept picture of a glyph serves every line. Emoji come as pictures of
// one size and are scaled.
#include "drawing/font_raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drawing/font_face.h"
#include "drawing/font_glyph.h"
#include FT_OUTLINE_H

#define BUCKETS 512
#define BYTES_MAX (1024u * 1024)
#define PHASES 4

// Nothing is painted farther from the baseline than this (em).
#define ABOVE_MOST 1.35f
#define BELOW_MOST 0.6f
#define PIXELS_MOST (4 * 1024 * 1024)

struct glyph_picture {
    struct glyph_picture *next; // in its bucket
    uint32_t id;
    int16_t face;
    uint8_t phase;
    FT_F26Dot6 size;
    int left, top, width, height; // top: above the baseline
    bool is_color;
    uint32_t pixels[]; // color: ARGB, multiplied; else: bytes of coverage
};

struct placed {
    const struct glyph_picture *picture;
    int x, y;
};

// A line while it is put together: the canvas is what all glyphs cover.
struct sheet {
    struct fonts *fonts;
    struct words_picture *out;
    struct color ink;
    float size;
};

void
fonts_forget_pictures(struct fonts *fonts) {
    for (int i = 0; fonts->pictures && i < BUCKETS; i++) {
        while (fonts->pictures[i]) {
            struct glyph_picture *next = fonts->pictures[i]->next;
            free(fonts->pictures[i]);
            fonts->pictures[i] = next;
        }
    }
    free(fonts->pictures);
    fonts->pictures = NULL;
    fonts->picture_bytes = 0;
}

static struct glyph_picture *
picture_create(size_t bytes) {
    return calloc(1, sizeof(struct glyph_picture) + bytes);
}

static struct glyph_picture *
draw_outline(struct font_face *face, const struct glyph_picture *wanted) {
    FT_GlyphSlot slot = face->outlines->glyph;
    if (face->size != wanted->size
        && FT_Set_Char_Size(face->outlines, 0, wanted->size, 72, 72) == 0) {
        face->size = wanted->size;
    }
    if (FT_Load_Glyph(face->outlines, wanted->id,
                      FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP)
            != 0
        || slot->format != FT_GLYPH_FORMAT_OUTLINE) {
        return picture_create(0);
    }
    FT_Outline_Translate(&slot->outline, wanted->phase * 64 / PHASES, 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_LIGHT) != 0) {
        return picture_create(0);
    }
    size_t width = slot->bitmap.width, height = slot->bitmap.rows;
    struct glyph_picture *picture = picture_create(width * height);
    if (!picture) {
        return NULL;
    }
    picture->left = slot->bitmap_left;
    picture->top = slot->bitmap_top;
    picture->width = (int) width;
    picture->height = (int) height;
    uint8_t *to = (uint8_t *) picture->pixels;
    for (size_t y = 0; y < height; y++) {
        memcpy(to + y * width,
               slot->bitmap.buffer + (ptrdiff_t) y * slot->bitmap.pitch, width);
    }
    return picture;
}

// One pixel of a picture made smaller or larger: the mean of what it covers.
static uint32_t
sample(const struct color_pixels *from, float x, float y, float step) {
    float reach = fmaxf(step, 1.0f) / 2.0f, sums[4] = {0}, weights = 0.0f;
    int top = (int) floorf(y - reach), bottom = (int) ceilf(y + reach);
    int left = (int) floorf(x - reach), right = (int) ceilf(x + reach);
    for (int row = top; row < bottom; row++) {
        float tall = fminf(y + reach, (float) row + 1.0f)
                     - fmaxf(y - reach, (float) row);
        for (int column = left; column < right; column++) {
            float weight = tall
                           * (fminf(x + reach, (float) column + 1.0f)
                              - fmaxf(x - reach, (float) column));
            weights += weight;
            if (row < 0 || row >= from->height || column < 0
                || column >= from->width) {
                continue;
            }
            uint32_t pixel = from->pixels[row * from->width + column];
            for (int i = 0; i < 4; i++) {
                sums[i] += weight * (float) (pixel >> 8 * i & 0xff);
            }
        }
    }
    uint32_t mean = 0;
    for (int i = 0; i < 4; i++) {
        mean |= (uint32_t) (sums[i] / weights + 0.5f) << 8 * i;
    }
    return mean;
}

static struct glyph_picture *
draw_color(struct font_face *face, const struct glyph_picture *wanted) {
    struct color_pixels from;
    if (!font_color_pixels(face, wanted->id, &from)) {
        return picture_create(0);
    }
    float size = (float) wanted->size / 64.0f;
    float step = (float) from.height / size;
    int width = (int) ceilf((float) from.width / step);
    int height = (int) ceilf(size);
    struct glyph_picture *picture =
        picture_create((size_t) width * (size_t) height * 4);
    if (picture) {
        picture->is_color = true;
        picture->top = height;
        picture->width = width;
        picture->height = height;
        for (int i = 0; i < width * height; i++) {
            float x = ((float) (i % width) + 0.5f) * step;
            int row = i / width;
            float y = ((float) row + 0.5f) * step;
            picture->pixels[i] = sample(&from, x, y, step);
        }
    }
    free(from.pixels);
    return picture;
}

static const struct glyph_picture *
find_picture(struct fonts *fonts, const struct glyph_picture *wanted) {
    uint32_t hash = wanted->id * 2654435761u ^ (uint32_t) wanted->size * 40503u
                    ^ (uint32_t) wanted->face << 9 ^ wanted->phase;
    struct glyph_picture **bucket =
        &fonts->pictures[(hash ^ hash >> 16) % BUCKETS];
    for (struct glyph_picture *at = *bucket; at; at = at->next) {
        if (at->id == wanted->id && at->face == wanted->face
            && at->size == wanted->size && at->phase == wanted->phase) {
            return at;
        }
    }
    struct font_face *face = &fonts->faces[wanted->face];
    struct glyph_picture *made =
        face->is_color ? draw_color(face, wanted) : draw_outline(face, wanted);
    if (!made) {
        return NULL;
    }
    made->id = wanted->id;
    made->face = wanted->face;
    made->size = wanted->size;
    made->phase = wanted->phase;
    made->next = *bucket;
    *bucket = made;
    fonts->picture_bytes += sizeof *made
                            + (size_t) made->width * (size_t) made->height
                                  * (made->is_color ? 4 : 1);
    return made;
}

static bool
place(const struct sheet *sheet, const struct glyph *glyph,
      struct placed *out) {
    float x = glyph->x * sheet->size + 0.5f / PHASES;
    float whole = floorf(x);
    struct glyph_picture wanted = {
        .id = glyph->id,
        .face = glyph->face,
        .size = (FT_F26Dot6) (sheet->size * glyph->scale * 64.0f + 0.5f),
        .phase = (uint8_t) ((x - whole) * PHASES),
    };
    if (sheet->fonts->faces[glyph->face].is_color) {
        wanted.phase = 0;
    }
    const struct glyph_picture *picture = find_picture(sheet->fonts, &wanted);
    if (!picture || picture->width == 0 || picture->height == 0) {
        return false;
    }
    out->picture = picture;
    out->x = (int) whole + picture->left;
    out->y = -(int) floorf(glyph->y * sheet->size + 0.5f) - picture->top;
    return true;
}

// Ink or a picture's pixel over what is there; alpha is not multiplied in.
static void
put(uint32_t *to, uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
    uint32_t under = *to >> 24;
    if (alpha == 0) {
        return;
    }
    uint32_t both = alpha + under - alpha * under / 255;
    uint32_t part = alpha * 255 / both;
    uint32_t rest = 255 - part;
    red = (red * part + (*to >> 16 & 0xff) * rest) / 255;
    green = (green * part + (*to >> 8 & 0xff) * rest) / 255;
    blue = (blue * part + (*to & 0xff) * rest) / 255;
    *to = both << 24 | red << 16 | green << 8 | blue;
}

static void
put_color(uint32_t *to, uint32_t pixel) {
    uint32_t alpha = pixel >> 24;
    if (alpha > 0) {
        put(to, (pixel >> 16 & 0xff) * 255 / alpha,
            (pixel >> 8 & 0xff) * 255 / alpha, (pixel & 0xff) * 255 / alpha,
            alpha);
    }
}

static void
put_picture(const struct sheet *sheet, const struct placed *placed) {
    const struct glyph_picture *from = placed->picture;
    const struct words_picture *out = sheet->out;
    const uint8_t *coverage = (const uint8_t *) from->pixels;
    int x0 = placed->x - out->left, y0 = placed->y - out->top;
    for (int y = 0; y < from->height; y++) {
        if (y0 + y < 0 || y0 + y >= out->height) {
            continue;
        }
        uint32_t *line = out->pixels + (ptrdiff_t) (y0 + y) * out->width;
        for (int x = 0; x < from->width; x++) {
            int at = y * from->width + x, to = x0 + x;
            if (to < 0 || to >= out->width) {
                continue;
            }
            if (from->is_color) {
                put_color(line + to, from->pixels[at]);
                continue;
            }
            uint32_t under = line[to] >> 24, cover = coverage[at];
            if (!out->has_color) {
                cover = cover + under - cover * under / 255;
                line[to] = cover << 24 | (line[to] & 0xffffffu);
            } else {
                put(line + to, sheet->ink.r, sheet->ink.g, sheet->ink.b, cover);
            }
        }
    }
}

// The frame of a missing letter: four strokes on whole pixels.
static void
put_frame(const struct sheet *sheet, const struct glyph *glyph, float cap) {
    const struct words_picture *out = sheet->out;
    struct box box = font_frame_box(glyph, cap, sheet->size);
    int thick = (int) fmaxf(1.0f, floorf(FRAME_STROKE * sheet->size + 0.5f));
    int left = (int) floorf(box.x + 0.5f) - out->left;
    int right = (int) floorf(box.x + box.w + 0.5f) - out->left;
    int top = (int) floorf(box.y + 0.5f) - out->top;
    int bottom = (int) floorf(box.y + box.h + 0.5f) - out->top;
    for (int y = top < 0 ? 0 : top; y < bottom && y < out->height; y++) {
        for (int x = left < 0 ? 0 : left; x < right && x < out->width; x++) {
            if (x < left + thick || x >= right - thick || y < top + thick
                || y >= bottom - thick) {
                put(out->pixels + (ptrdiff_t) y * out->width + x, sheet->ink.r,
                    sheet->ink.g, sheet->ink.b, 255);
            }
        }
    }
}

struct extent {
    int left, top, right, bottom;
};

static void
widen(struct extent *extent, struct extent by) {
    extent->left = by.left < extent->left ? by.left : extent->left;
    extent->top = by.top < extent->top ? by.top : extent->top;
    extent->right = by.right > extent->right ? by.right : extent->right;
    extent->bottom = by.bottom > extent->bottom ? by.bottom : extent->bottom;
}

// Finds the pictures of all glyphs, and what they cover together.
static struct extent
place_all(const struct sheet *sheet, const struct glyphs *glyphs, float cap,
          struct placed *placed) {
    struct extent all = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *glyph = &glyphs->items[i];
        placed[i] = (struct placed){0};
        if (glyph->face == FACE_FRAME) {
            struct box box = font_frame_box(glyph, cap, sheet->size);
            widen(&all, (struct extent){(int) box.x - 1, (int) box.y - 1,
                                        (int) (box.x + box.w) + 2, 1});
        } else if (place(sheet, glyph, &placed[i])) {
            const struct placed *at = &placed[i];
            sheet->out->has_color |= at->picture->is_color;
            widen(&all,
                  (struct extent){at->x, at->y, at->x + at->picture->width,
                                  at->y + at->picture->height});
        }
    }
    int above = (int) ceilf(ABOVE_MOST * sheet->size);
    int below = (int) ceilf(BELOW_MOST * sheet->size);
    all.top = all.top < -above ? -above : all.top;
    all.bottom = all.bottom > below ? below : all.bottom;
    int tall = all.bottom > all.top ? all.bottom - all.top : 1;
    if (all.right > all.left && all.right - all.left > PIXELS_MOST / tall) {
        all.right = all.left + PIXELS_MOST / tall;
    }
    return all;
}

static bool
compose(const struct sheet *sheet, const struct glyphs *glyphs, float cap,
        struct placed *placed) {
    struct words_picture *out = sheet->out;
    struct extent all = place_all(sheet, glyphs, cap, placed);
    if (all.right <= all.left || all.bottom <= all.top) {
        return false;
    }
    out->left = all.left;
    out->top = all.top;
    out->width = all.right - all.left;
    out->height = all.bottom - all.top;
    size_t count = (size_t) out->width * (size_t) out->height;
    out->pixels = calloc(count, 4);
    if (!out->pixels) {
        return false;
    }
    uint32_t ink = (uint32_t) sheet->ink.r << 16 | (uint32_t) sheet->ink.g << 8
                   | sheet->ink.b;
    for (size_t i = 0; i < count; i++) {
        out->pixels[i] = ink;
    }
    for (size_t i = 0; i < glyphs->count; i++) {
        if (glyphs->items[i].face == FACE_FRAME) {
            put_frame(sheet, &glyphs->items[i], cap);
        } else if (placed[i].picture) {
            put_picture(sheet, &placed[i]);
        }
    }
    return true;
}

bool
fonts_picture(struct fonts *fonts, enum font_role role, float size,
              const char *text, struct color ink, struct words_picture *out) {
    *out = (struct words_picture){0};
    if (fonts->picture_bytes > BYTES_MAX) {
        fonts_forget_pictures(fonts);
    }
    if (!fonts->pictures) {
        fonts->pictures = calloc(BUCKETS, sizeof(struct glyph_picture *));
    }
    const struct glyphs *glyphs = fonts_shape(fonts, role, text);
    if (!fonts->pictures || glyphs->count == 0) {
        return false;
    }
    struct placed *placed = malloc(glyphs->count * sizeof *placed);
    if (!placed) {
        return false;
    }
    struct sheet sheet = {fonts, out, ink, size};
    bool is_made =
        compose(&sheet, glyphs, fonts->faces[role].cap_height, placed);
    free(placed);
    return is_made;
}
