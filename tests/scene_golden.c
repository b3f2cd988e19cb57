// Golden pictures as text, and pictures to look at.
#include "scene_golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "drawing/paint.h"

void
golden_paint(struct room *room, const char *name) {
    const char *folder = getenv("DENT_SCENE_PICTURES");
    for (int i = 0; folder && i < THEME_COUNT; i++) {
        char path[512];
        struct fault fault = {""};
        room->view.theme = theme_get((enum theme_name) i);
        snprintf(path, sizeof path, "%s/%s-%.0f-%s.png", folder, name,
                 (double) room->view.width, room->view.theme->name);
        room_draw(room);
        CHECK(paint_file(&room->drawing, room->fonts, path, &fault));
    }
    room->view.theme = theme_get(THEME_DARK);
    room_draw(room);
}

// The golden file's text; the caller frees it. NULL: there is none.
static char *
read_golden(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    struct text text = {0};
    char buffer[4096];
    size_t size;
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0) {
        text_add_bytes(&text, buffer, size);
    }
    fclose(file);
    char *copy = strdup(text_string(&text));
    text_finish(&text);
    return copy;
}

int
golden_compare(const struct room *room, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/tests/golden/%s-%.0fx%.0f.txt",
             DENT_SOURCE_DIR, name, (double) room->view.width,
             (double) room->view.height);
    struct text text = {0};
    paint_text(&room->drawing, &text);
    if (getenv("DENT_GOLDEN_WRITE")) {
        FILE *file = fopen(path, "wb");
        CHECK(file != NULL);
        fwrite(text.bytes, 1, text.size, file);
        fclose(file);
    }
    char *golden = read_golden(path);
    bool is_same = golden && strcmp(golden, text_string(&text)) == 0;
    if (!is_same) {
        fprintf(stderr, "%s is not what is drawn now\n", path);
    }
    free(golden);
    text_finish(&text);
    return !is_same;
}
