// Lines of text through SDL_ttf, from the files that measured them. A line is
// rendered once in white for its size and then painted in any colour. Glyphs
// are placed to parts of a pixel and not hinted sideways, so that a line is as
// wide as it was measured.
#include <math.h>
#include <string.h>

#include "base/log.h"
#include "stage/inside.h"

#define LOG_AREA "stage"

static void
close_font(struct sized_font *sized) {
    if (sized->font) {
        TTF_CloseFont(sized->font);
    }
    *sized = (struct sized_font){0};
}

void
sized_fonts_close(struct stage *stage) {
    for (int i = 0; i < FONT_MAX; i++) {
        close_font(&stage->sized_fonts[i]);
    }
    for (int i = 0; i < FONT_ROLE_COUNT; i++) {
        font_file_close(&stage->font_files[i]);
    }
}

static TTF_Font *
open_font(struct stage *stage, enum font_role role, int eighths) {
    // SDL_ttf takes whole points; at 9 dots an inch a point is 1/8 px.
    SDL_RWops *file = font_file_open(&stage->font_files[role],
                                     fonts_path(stage->fonts, role));
    TTF_Font *font =
        file ? TTF_OpenFontIndexDPIRW(
            file, 1, eighths, fonts_face_index(stage->fonts, role), 9, 9)
             : NULL;
    if (!font) {
        if (!stage->has_failed) {
            log_error("%s cannot be opened: %s", fonts_path(stage->fonts, role),
                      TTF_GetError());
            stage->has_failed = true;
        }
        return NULL;
    }
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    return font;
}

static TTF_Font *
sized_font(struct stage *stage, enum font_role role, int eighths) {
    struct sized_font *oldest = &stage->sized_fonts[0];
    for (int i = 0; i < FONT_MAX; i++) {
        struct sized_font *sized = &stage->sized_fonts[i];
        if (sized->font && sized->role == role && sized->eighths == eighths) {
            sized->stamp = ++stage->textures.stamp;
            return sized->font;
        }
        if (sized->stamp < oldest->stamp) {
            oldest = sized;
        }
    }
    close_font(oldest);
    oldest->font = open_font(stage, role, eighths);
    oldest->role = role;
    oldest->eighths = eighths;
    oldest->stamp = ++stage->textures.stamp;
    return oldest->font;
}

static struct texture *
words_texture(struct stage *stage, enum font_role role, int eighths,
              const char *text, struct color color) {
    int key[2] = {(int) role, eighths};
    uint64_t hash = hash_bytes(HASH_START, key, sizeof key);
    hash = hash_bytes(hash, text, strlen(text));
    struct texture *texture = textures_find(stage, hash, text, color);
    if (texture) {
        return texture;
    }
    TTF_Font *font = sized_font(stage, role, eighths);
    if (!font) {
        return NULL;
    }
    const SDL_Color white = {0xff, 0xff, 0xff, 0xff};
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, text, white);
    if (!surface) {
        return NULL;
    }
    // A surface grows upward for tall accents.
    int grown = surface->h - TTF_FontHeight(font);
    int top = -(TTF_FontAscent(font) + (grown > 0 ? grown : 0));
    texture = textures_add(stage, hash, text, color, surface);
    if (texture) {
        texture->top = top;
    }
    return texture;
}

void
paint_words(struct stage *stage, const struct drawing *drawing,
            const struct mark *mark) {
    int eighths = (int) (mark->text.size * 8.0f + 0.5f);
    struct texture *texture =
        words_texture(stage, mark->text.role, eighths > 8 ? eighths : 8,
                      mark_text(drawing, mark), mark->color);
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
