#pragma once

// A font's file in memory: SDL_ttf reads a stream in small pieces, which costs
// thousands of system calls before the first picture. One mapping a role
// serves every size of it.
#include "drawing/font.h"
#include <SDL.h>

struct font_file {
    void *bytes; // mapped; NULL: not yet, or it cannot be
    size_t size;
};

// A stream of the role's file, whose bytes live as long as `file`. NULL: it
// cannot be read.
SDL_RWops *font_file_open(struct font_file *file, const char *path);
void font_file_close(struct font_file *file); // zeroed is fine
