// Frames of missing letters, and emoji as the font has them.
#include "drawing/font_glyph.h"

#include <stdlib.h>

struct box
font_frame_box(const struct glyph *glyph, float cap_height, float size) {
    return (struct box){glyph->x * size, -cap_height * size,
                        glyph->scale * size, cap_height * size};
}

bool
font_color_pixels(struct font_face *face, uint32_t id,
                  struct color_pixels *out) {
    if (FT_Load_Glyph(face->outlines, id, FT_LOAD_COLOR) != 0) {
        return false;
    }
    const FT_Bitmap *from = &face->outlines->glyph->bitmap;
    if (from->pixel_mode != FT_PIXEL_MODE_BGRA || from->width == 0
        || from->rows == 0) {
        return false;
    }
    size_t width = from->width, height = from->rows;
    uint32_t *pixels = malloc(width * height * 4);
    if (!pixels) {
        return false;
    }
    for (size_t i = 0; i < width * height; i++) {
        const uint8_t *bgra = from->buffer
                              + (ptrdiff_t) (i / width) * from->pitch
                              + i % width * 4;
        pixels[i] = (uint32_t) bgra[3] << 24 | (uint32_t) bgra[2] << 16
                    | (uint32_t) bgra[1] << 8 | bgra[0];
    }
    *out = (struct color_pixels){pixels, (int) width, (int) height};
    return true;
}
