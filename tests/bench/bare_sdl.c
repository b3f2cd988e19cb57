// The least that a program with a window and a text can be: the reference for
// Dent's start and memory. Shows one picture, says so on standard error, and
// waits to be ended.
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv) {
    const char *font_path = argc > 1 ? argv[1] : "";
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0) {
        return 1;
    }
    SDL_Window *window =
        SDL_CreateWindow("bare", 0, 0, 1920, 1080, SDL_WINDOW_BORDERLESS);
    SDL_Renderer *renderer =
        SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    TTF_Font *font = TTF_OpenFont(font_path, 60);
    if (window == NULL || renderer == NULL || font == NULL) {
        return 1;
    }
    SDL_Color white = {255, 255, 255, 255};
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, "Hello", white);
    SDL_Texture *texture = SDL_CreateTextureFromSurface(renderer, surface);
    SDL_Rect at = {100, 100, surface->w, surface->h};
    SDL_RenderClear(renderer);
    SDL_RenderCopy(renderer, texture, NULL, &at);
    SDL_RenderPresent(renderer);
    fputs("the first picture is up\n", stderr);
    SDL_Event event;
    while (SDL_WaitEvent(&event)) {
        if (event.type == SDL_QUIT) {
            break;
        }
    }
    return 0;
}
