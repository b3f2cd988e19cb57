// Lines of text: pictures of them are made where they are measured
// (drawing/font_raster.h), kept as textures, and painted in any colour.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drawing/font_raster.h"
#include "stage/inside.h"

// A line of nothing but spaces is remembered as one clear pixel.
static void
make_clear(struct words_picture *picture) {
    *picture = (struct words_picture){.width = 1, .height = 1};
    picture->pixels = calloc(1, sizeof *picture->pixels);
}

static struct texture *
make_texture(struct stage *stage, uint64_t hash, const struct mark *mark,
             float size, const char *text) {
    struct words_picture picture;
    if (!fonts_picture(stage->fonts, mark->text.role, size, text, mark->color,
                       &picture)) {
        make_clear(&picture);
    }
    if (!picture.pixels) {
        return NULL;
    }
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
        picture.pixels, picture.width, picture.height, 32, picture.width * 4,
        SDL_PIXELFORMAT_ARGB8888);
    struct texture *texture =
        picture.has_color
            ? textures_add_colored(stage, hash, text, mark->color, surface)
            : textures_add(stage, hash, text, mark->color, surface);
    if (texture) {
        texture->left = picture.left;
        texture->top = picture.top;
    }
    free(picture.pixels);
    return texture;
}

static struct texture *
words_texture(struct stage *stage, const struct mark *mark, const char *text) {
    // As FreeType counts; what is left over is not seen in a line's width.
    int parts = (int) (mark->text.size * 64.0f + 0.5f);
    int key[2] = {(int) mark->text.role, parts > 64 ? parts : 64};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    hash = hash_bytes(hash, text, strlen(text));
    struct texture *texture = textures_find(stage, hash, text, mark->color);
    return texture
               ? texture
               : make_texture(stage, hash, mark, (float) key[1] / 64.0f, text);
}

void
paint_words(struct stage *stage, const struct drawing *drawing,
            const struct mark *mark) {
    struct texture *texture =
        words_texture(stage, mark, mark_text(drawing, mark));
    if (!texture) {
        return;
    }
    float x = mark->text.at.x;
    if (mark->text.align == ALIGN_CENTER) {
        x -= mark->text.width / 2.0f;
    } else if (mark->text.align == ALIGN_RIGHT) {
        x -= mark->text.width;
    }
    texture_paint(stage, texture, (int) floorf(x + 0.5f),
                  (int) floorf(mark->text.at.y + 0.5f), mark->color);
}
