// The set-up screen: how far the last row is, with a line to read from there;
// six grey steps that tell whether the dark theme will do in this light; and
// the theme. The screen itself is drawn as it will be.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "scene/parts.h"

// Where the room is lit so that a projector has 7:1 left, the first two of
// them cannot be seen; at 15:1 only the first cannot (DISPLAY.md 1).
static const float steps[] = {0.05f, 0.13f, 0.22f, 0.34f, 0.47f, 0.62f};
enum { STEP_COUNT = sizeof steps / sizeof *steps };

#define CHOICE_H_U 6.0f

static const struct scene_room rooms[SCENE_ROOM_COUNT] = {
    {'4', "near", 0.75f},
    {'6', "normal", 1.0f},
    {'8', "far", 1.33f},
};

const struct scene_room *
scene_room(unsigned at) {
    CHECK(at < SCENE_ROOM_COUNT);
    return &rooms[at];
}

bool
scene_room_find(const char *word, float *out_scale) {
    for (unsigned i = 0; i < SCENE_ROOM_COUNT; i++) {
        if (strcmp(rooms[i].word, word) == 0) {
            *out_scale = rooms[i].scale;
            return true;
        }
    }
    return false;
}

unsigned
scene_room_nearest(float scale) {
    unsigned nearest = 0;
    for (unsigned i = 1; i < SCENE_ROOM_COUNT; i++) {
        if (fabsf(rooms[i].scale - scale)
            < fabsf(rooms[nearest].scale - scale)) {
            nearest = i;
        }
    }
    return nearest;
}

static void
say(const struct canvas *canvas, enum font_role role, enum type_token token,
    struct color color, const char *text, struct box box) {
    struct style style = {role,
                          canvas_type(canvas, token),
                          canvas_type(canvas, TYPE_MIN),
                          color,
                          1,
                          ALIGN_LEFT};
    canvas_middle(canvas, &style, text, box);
}

// A key and what it chooses; the chosen one is filled. Returns the x after it.
static float
draw_choice(const struct canvas *canvas, struct box line, char key,
            const char *word, bool is_chosen) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_BODY);
    char text[32];
    snprintf(text, sizeof text, "%c  %s", key, word);
    struct box box = {line.x, line.y + (line.h - CHOICE_H_U * u) / 2.0f,
                      canvas_width(canvas, FONT_LABEL, size, text) + 4.0f * u,
                      CHOICE_H_U * u};
    struct color ink = canvas->theme->text;
    if (is_chosen) {
        drawing_rect(canvas->out, box, 1.2f * u, canvas->theme->accent);
        ink = color_ink_on(canvas->theme->accent);
    } else {
        drawing_frame(canvas->out, box, 1.2f * u, 0.3f * u,
                      canvas->theme->line);
    }
    canvas_label(canvas, FONT_LABEL, size, box_center(box), ALIGN_CENTER, ink,
                 text);
    return box.x + box.w + 2.0f * u;
}

static void
draw_rooms(const struct canvas *canvas, struct box line) {
    unsigned chosen = scene_room_nearest(canvas->view->room_scale);
    for (unsigned i = 0; i < SCENE_ROOM_COUNT; i++) {
        line.x =
            draw_choice(canvas, line, rooms[i].key, rooms[i].word, i == chosen);
    }
}

static void
draw_themes(const struct canvas *canvas, struct box line) {
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *theme = theme_get((enum theme_name) i);
        line.x = draw_choice(canvas, line, (char) ('1' + i), theme->name,
                             theme == canvas->theme);
    }
}

// On the dark theme's ground, whatever the theme: it is the one in question.
static void
draw_steps(const struct canvas *canvas, struct box box) {
    const struct theme *dark = theme_get(THEME_DARK);
    float u = canvas->u;
    drawing_rect(canvas->out, box, 0.0f, dark->background);
    drawing_frame(canvas->out, box, 0.0f, 0.3f * u, canvas->theme->line);
    box = box_inset(box, 1.5f * u);
    float pitch = box.w / STEP_COUNT;
    for (int i = 0; i < STEP_COUNT; i++) {
        struct box bar = {box.x + pitch * ((float) i + 0.15f), box.y,
                          pitch * 0.7f, box.h};
        drawing_rect(canvas->out, bar, 0.0f,
                     color_mix(dark->background, dark->text, steps[i]));
    }
}

void
setup_draw(const struct canvas *canvas) {
    const struct theme *theme = canvas->theme;
    float u = canvas->u;
    struct box rest = canvas->frame.safe;
    float spare = fmaxf(0.0f, rest.h - 64.0f * u) / 4.0f;
    drawing_group(canvas->out, "setup");
    say(canvas, FONT_VALUE, TYPE_QUESTION, theme->text, "Set up the screen",
        box_cut_top(&rest, 9.0f * u));
    box_cut_top(&rest, spare);
    drawing_group(canvas->out, "distance");
    say(canvas, FONT_LABEL, TYPE_BODY, theme->text,
        "How far is the last row, in screen heights?",
        box_cut_top(&rest, 7.0f * u));
    draw_rooms(canvas, box_cut_top(&rest, 8.0f * u));
    say(canvas, FONT_TEXT, TYPE_MIN, theme->text,
        "Read there: The five boxing wizards jump quickly.",
        box_cut_top(&rest, 7.0f * u));
    box_cut_top(&rest, spare);
    drawing_group(canvas->out, "steps");
    say(canvas, FONT_LABEL, TYPE_BODY, theme->text,
        "Count the bars you can see. Fewer than five: choose bright.",
        box_cut_top(&rest, 8.0f * u));
    draw_steps(canvas, box_cut_top(&rest, 9.0f * u));
    box_cut_top(&rest, spare);
    drawing_group(canvas->out, "theme");
    draw_themes(canvas, box_cut_top(&rest, 9.0f * u));
    box_cut_top(&rest, spare);
    drawing_group(canvas->out, "keys");
    say(canvas, FONT_TEXT, TYPE_MIN, theme->text2,
        "\xe2\x86\x90 \xe2\x86\x92 distance \xc2\xb7 \xe2\x86\x91 \xe2\x86\x93 "
        "theme \xc2\xb7 Enter keeps it \xc2\xb7 Esc leaves",
        box_cut_top(&rest, 6.0f * u));
}
