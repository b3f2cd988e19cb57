// Cards: what the program shows instead of the session for its host. The keys,
// the offer to go on with an unfinished session, and the hold that leaves.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"

struct key_row {
    const char *keys, *what;
};

static const struct key_row keys[] = {
    {"Page Down, \xe2\x86\x92, Space, N", "next"},
    {"Page Up, \xe2\x86\x90, Backspace, P", "back"},
    {"B or .", "blank the screen"},
    {"J, A", "the join code, the agenda"},
    {"Esc", "pause, go on"},
    {"+ or \xe2\x88\x92", "a minute more, less"},
    {"T", "30 seconds more"},
    {"F5 or R", "restart the clock"},
    {"M, F11", "sound, full screen"},
    {"S", "in the lobby: set up the screen"},
    {"Q", "hold 2 s to leave"},
};
enum { KEY_ROW_COUNT = sizeof keys / sizeof *keys };

static struct style
style_of(const struct canvas *canvas, enum font_role role,
         enum type_token token, struct color color) {
    return (struct style){role,
                          canvas_type(canvas, token),
                          canvas_type(canvas, TYPE_MIN),
                          color,
                          2,
                          ALIGN_LEFT};
}

// Where to lead from, in the right half: no key says so.
static void
draw_host_page(const struct canvas *canvas, struct box box) {
    const char *address = canvas->view->address;
    if (!address || !address[0]) {
        return;
    }
    char where[256];
    snprintf(where, sizeof where, "Lead by phone: %s/host", address);
    struct style style =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->text2);
    style.line_max = 1;
    style.align = ALIGN_RIGHT;
    float keys_w = 20.0f * canvas->u;
    canvas_top(canvas, &style, where,
               (struct box){box.x + keys_w, box.y, box.w - keys_w, box.h});
}

static void
draw_help(const struct canvas *canvas) {
    float u = canvas->u;
    struct box rest = canvas->frame.safe;
    struct style title =
        style_of(canvas, FONT_VALUE, TYPE_QUESTION, canvas->theme->text);
    struct style key_style =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->accent);
    struct style what_style =
        style_of(canvas, FONT_TEXT, TYPE_BODY, canvas->theme->text);
    key_style.line_max = what_style.line_max = 1;
    drawing_group(canvas->out, "keys");
    struct box head = box_cut_top(&rest, 12.0f * u);
    draw_host_page(canvas, head);
    canvas_top(canvas, &title, "Keys", head);
    float row = fminf(rest.h / (float) KEY_ROW_COUNT, 7.0f * u);
    float widest = 0.0f;
    for (int i = 0; i < KEY_ROW_COUNT; i++) {
        widest = fmaxf(widest, canvas_width(canvas, FONT_LABEL, key_style.size,
                                            keys[i].keys));
    }
    float split = fminf(widest + 6.0f * u, rest.w * 0.6f);
    for (int i = 0; i < KEY_ROW_COUNT; i++) {
        struct box line = box_cut_top(&rest, row);
        canvas_middle(canvas, &key_style, keys[i].keys,
                      (struct box){line.x, line.y, split - 3.0f * u, line.h});
        canvas_middle(
            canvas, &what_style, keys[i].what,
            (struct box){line.x + split, line.y, line.w - split, line.h});
    }
}

// A key's name in a box and what it does after it, on one line.
static void
draw_offer(const struct canvas *canvas, struct box box, const char *key,
           const char *what, struct color color) {
    float u = canvas->u;
    float middle = box.y + box.h / 2.0f;
    float width =
        canvas_pill(canvas, (struct point){box.x, middle}, color, key);
    struct style style =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->text);
    style.line_max = 1;
    float taken = width + 3.0f * u;
    canvas_middle(canvas, &style, what,
                  (struct box){box.x + taken, box.y, box.w - taken, box.h});
}

static void
draw_resume(const struct canvas *canvas) {
    float u = canvas->u;
    struct box rest = canvas->frame.safe;
    const char *name = canvas->view->resume.title;
    const char *where = canvas->view->resume.where;
    struct style lead =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->text2);
    struct style title =
        style_of(canvas, FONT_VALUE, TYPE_DISPLAY, canvas->theme->text);
    struct style place =
        style_of(canvas, FONT_LABEL, TYPE_BODY, canvas->theme->accent);
    title.line_max = 4;
    title.size_min = canvas_type(canvas, TYPE_BODY);
    drawing_group(canvas->out, "resume");
    float offers = 22.0f * u;
    struct box bottom = {rest.x, rest.y + rest.h - offers, rest.w, offers};
    rest.h -= offers + 3.0f * u;
    canvas_top(canvas, &lead, "A session is unfinished",
               box_cut_top(&rest, 10.0f * u));
    float place_height = 13.0f * u;
    struct box middle = {rest.x, rest.y, rest.w, rest.h - place_height};
    rest.y = canvas_top(canvas, &title, name ? name : "", middle) + 2.0f * u;
    rest.h = place_height;
    canvas_top(canvas, &place, where ? where : "", rest);
    draw_offer(canvas, box_cut_top(&bottom, offers / 2.0f), "Page Down",
               "Go on where it stopped", canvas->theme->accent);
    draw_offer(canvas, bottom, "Page Up", "Leave it, begin a new session",
               canvas->theme->line);
}

static void
draw_quit(const struct canvas *canvas) {
    float u = canvas->u;
    struct box safe = canvas->frame.safe;
    float progress = fminf(1.0f, fmaxf(0.0f, canvas->view->quit_progress));
    struct point center = box_center(safe);
    center.y -= 10.0f * u;
    drawing_group(canvas->out, "quit");
    float radius = 15.0f * u, width = 3.0f * u;
    drawing_ring(canvas->out, center, radius, width, 0.0f, 1.0f,
                 canvas->theme->track);
    drawing_ring(canvas->out, center, radius, width, 0.0f, progress,
                 canvas->theme->accent);
    canvas_label(canvas, FONT_VALUE, canvas_type(canvas, TYPE_DISPLAY), center,
                 ALIGN_CENTER, canvas->theme->text, "Q");
    struct style title =
        style_of(canvas, FONT_VALUE, TYPE_QUESTION, canvas->theme->text);
    struct style text =
        style_of(canvas, FONT_TEXT, TYPE_BODY, canvas->theme->text2);
    title.align = text.align = ALIGN_CENTER;
    struct box rest = {safe.x, center.y + radius + 7.0f * u, safe.w, 26.0f * u};
    canvas_top(canvas, &title, "Keep holding to leave",
               box_cut_top(&rest, 10.0f * u));
    canvas_top(canvas, &text, "The session is kept. It can go on later.", rest);
}

void
card_draw(const struct canvas *canvas) {
    switch (canvas->view->card) {
        case SCENE_CARD_NONE:
            break;
        case SCENE_CARD_HELP:
            draw_help(canvas);
            break;
        case SCENE_CARD_RESUME:
            draw_resume(canvas);
            break;
        case SCENE_CARD_QUIT:
            draw_quit(canvas);
            break;
        case SCENE_CARD_AGENDA:
            agenda_draw(canvas);
            break;
        case SCENE_CARD_SETUP:
            setup_draw(canvas);
            break;
    }
}
