// The lobby: what this is and how to join on the left, the code on the right,
// and a shape for everybody who is here below. It also comes over anything
// when the host asks for the join code.
#include <math.h>
#include <stdio.h>

#include "scene/parts.h"

#define CODE_PART 0.60f // of the screen's height, where it fits
#define STRIP_U 8.0f
#define GAP_U 4.0f

// The wordmark and, in a rehearsal, what kind of session this is.
static void
draw_mark(const struct canvas *canvas, struct box box) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_VALUE);
    float middle = box.y + box.h / 2.0f;
    canvas_label(canvas, FONT_WORDMARK, size, (struct point){box.x, middle},
                 ALIGN_LEFT, canvas->theme->text, "DENT");
    if (!canvas->session->is_rehearsal) {
        return;
    }
    float x = canvas_width(canvas, FONT_WORDMARK, size, "DENT") + 3.0f * u;
    const char *text = REHEARSAL_TEXT;
    if (canvas_pill_width(canvas, text) > box.w - x) {
        text = "Rehearsal";
    }
    canvas_pill(canvas, (struct point){box.x + x, middle},
                canvas->theme->accent, text);
}

// What most often keeps a phone out, at the foot of the box, where it fits.
static void
draw_wifi(const struct canvas *canvas, struct box box) {
    float size = canvas_type(canvas, TYPE_MIN);
    struct style style = {FONT_TEXT, size,      size, canvas->theme->muted,
                          1,         ALIGN_LEFT};
    const char *text = "On this room's Wi-Fi:";
    float height = 1.4f * size;
    if (box.h < height + 3.0f * canvas->u
        || canvas_width(canvas, style.role, size, text) > box.w) {
        return;
    }
    canvas_middle(canvas, &style, text,
                  (struct box){box.x, box.y + box.h - height, box.w, height});
}

static const char *
say_how(const char *address, bool has_code) {
    if (has_code) {
        return address[0] ? "Scan, or type the address" : "Scan to join";
    }
    return address[0] ? "Type this address into your phone" : "";
}

static void
draw_words(const struct canvas *canvas, struct box box, bool has_code) {
    float u = canvas->u;
    const char *address = canvas->view->address ? canvas->view->address : "";
    drawing_group(canvas->out, "title");
    struct box rest = box;
    draw_mark(canvas, box_cut_top(&rest, 7.0f * u));
    box_cut_top(&rest, 5.0f * u);

    struct style address_style = {FONT_VALUE,
                                  canvas_type(canvas, TYPE_CODE),
                                  canvas_type(canvas, TYPE_MIN),
                                  canvas->theme->text,
                                  1,
                                  ALIGN_LEFT};
    struct style how = {FONT_LABEL,
                        canvas_type(canvas, TYPE_BODY),
                        canvas_type(canvas, TYPE_MIN),
                        canvas->theme->text2,
                        2,
                        ALIGN_LEFT};
    const char *how_text = say_how(address, has_code);
    // One line where that can be, at any size.
    if (canvas_width(canvas, how.role, how.size_min, how_text) < rest.w) {
        how.line_max = 1;
    }
    float address_height =
        address[0]
            ? canvas_height(canvas, &address_style, address, rest.w, 18.0f * u)
            : 0.0f;
    float how_height = canvas_height(canvas, &how, how_text, rest.w, 14.0f * u);
    float join = how_height + 1.0f * u + address_height;
    struct style title = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          canvas_type(canvas, TYPE_BODY),
                          canvas->theme->text,
                          6,
                          ALIGN_LEFT};
    struct box title_box = {rest.x, rest.y, rest.w, rest.h - join - 4.0f * u};
    bool is_asking =
        attract_is_on(canvas->view) && attract_draw(canvas, title_box, &rest.y);
    if (!is_asking && title_box.h > title.size_min) {
        rest.y =
            canvas_top(canvas, &title, canvas->session->deck->title, title_box);
    }
    float join_y = box.y + box.h - join;
    if (how_text[0]) {
        draw_wifi(canvas,
                  (struct box){rest.x, rest.y, rest.w, join_y - rest.y - u});
    }

    drawing_group(canvas->out, "address");
    rest.y = join_y;
    rest.h = join + 0.1f;
    canvas_top(canvas, &how, how_text, box_cut_top(&rest, how_height + 0.05f));
    if (address[0]) {
        box_cut_top(&rest, 1.0f * u);
        canvas_top(canvas, &address_style, address, rest);
    }
}

// How the guests' shapes are laid out in what the count leaves.
struct crowd {
    uint32_t rows, columns; // shown
    float pitch, size;
    uint32_t hidden;
};

static struct crowd
lay_out_crowd(const struct canvas *canvas, float width) {
    float u = canvas->u;
    uint32_t joined = canvas->session->joined;
    struct crowd crowd = {.rows = 1, .pitch = 6.0f * u, .size = 4.6f * u};
    crowd.columns = (uint32_t) fmaxf(1.0f, width / crowd.pitch);
    if (joined > crowd.columns) {
        crowd.rows = 2;
        crowd.pitch = 4.0f * u;
        crowd.size = 3.2f * u;
        crowd.columns = (uint32_t) fmaxf(1.0f, width / crowd.pitch);
    }
    if (joined > crowd.rows * crowd.columns) {
        float more = canvas_width(canvas, FONT_LABEL,
                                  canvas_type(canvas, TYPE_MIN), "+00000");
        crowd.columns = (uint32_t) fmaxf(1.0f, (width - more) / crowd.pitch);
        crowd.hidden = joined - crowd.rows * crowd.columns;
    }
    return crowd;
}

// The first of the guests that are shown: the newest always are.
static uint32_t
first_shown(const struct session *session, uint32_t hidden) {
    uint32_t guest = 0;
    while (guest < session->guest_count && hidden > 0) {
        hidden -= !session->guests[guest].is_removed;
        guest++;
    }
    return guest;
}

// How large the guest is who is so many before the newest: those who pop up
// now grow, and those who wait their turn are not seen yet.
static float
size_of(const struct canvas *canvas, float size, uint32_t before) {
    const struct scene_view *view = canvas->view;
    uint32_t fresh = view->fresh > 0 ? view->fresh : 1;
    if (view->is_motion_reduced || before >= view->waiting + fresh) {
        return size;
    }
    return before < view->waiting
               ? 0.0f
               : size * motion_at(MOTION_IN, view->joined_since_ms);
}

static void
draw_crowd(const struct canvas *canvas, struct box box) {
    const struct session *session = canvas->session;
    struct crowd crowd = lay_out_crowd(canvas, box.w);
    float top = box.y + (box.h - crowd.pitch * (float) crowd.rows) / 2.0f;
    uint32_t shown = 0, total = session->joined - crowd.hidden;
    uint32_t guest = first_shown(session, crowd.hidden);
    for (; guest < session->guest_count && shown < total; guest++) {
        if (session->guests[guest].is_removed) {
            continue;
        }
        // Filled by columns, so that a newcomer never moves the others.
        uint32_t column = shown / crowd.rows, row = shown % crowd.rows;
        struct point at = {box.x + crowd.pitch * ((float) column + 0.5f),
                           top + crowd.pitch * ((float) row + 0.5f)};
        shown++;
        float size = size_of(canvas, crowd.size, total - shown);
        if (size > 0.0f) {
            canvas_slot(canvas, guest % THEME_SLOT_COUNT, at, size);
        }
    }
    if (crowd.hidden > 0) {
        char more[32];
        snprintf(more, sizeof more, "+%u", crowd.hidden);
        canvas_label(canvas, FONT_LABEL, canvas_type(canvas, TYPE_MIN),
                     (struct point){box.x + box.w, box.y + box.h / 2.0f},
                     ALIGN_RIGHT, canvas->theme->text2, more);
    }
}

static void
draw_guests(const struct canvas *canvas, struct box box) {
    float u = canvas->u;
    uint32_t joined = canvas->session->joined;
    float middle = box.y + box.h / 2.0f;
    float body = canvas_type(canvas, TYPE_BODY);
    drawing_group(canvas->out, "guests");
    if (joined == 0) {
        canvas_label(canvas, FONT_TEXT, body, (struct point){box.x, middle},
                     ALIGN_LEFT, canvas->theme->muted,
                     "Waiting for the first guest");
        return;
    }
    char number[32];
    snprintf(number, sizeof number, "%u", joined);
    float size = canvas_type(canvas, TYPE_VALUE);
    canvas_label(canvas, FONT_VALUE, size, (struct point){box.x, middle},
                 ALIGN_LEFT, canvas->theme->text, number);
    float x = canvas_width(canvas, FONT_VALUE, size, number) + 1.5f * u;
    canvas_label(canvas, FONT_TEXT, body, (struct point){box.x + x, middle},
                 ALIGN_LEFT, canvas->theme->text2, "here");
    x += canvas_width(canvas, FONT_TEXT, body, "here") + 3.0f * u;
    box.x += x;
    box.w -= x;
    draw_crowd(canvas, box);
}

tick
lobby_motion_ms(const struct canvas *canvas) {
    if (canvas->view->is_motion_reduced || canvas->session->joined == 0) {
        return 0;
    }
    tick left = motion_length(MOTION_IN) - canvas->view->joined_since_ms;
    tick least = canvas->view->waiting > 0; // they are about to pop up
    return left > least ? left : least;
}

void
lobby_draw(const struct canvas *canvas) {
    float u = canvas->u;
    struct box safe = canvas->frame.safe;
    struct box strip = {safe.x, safe.y + safe.h - STRIP_U * u, safe.w,
                        STRIP_U * u};
    struct box top = {safe.x, safe.y, safe.w, safe.h - (STRIP_U + GAP_U) * u};
    struct box half = top;
    half.w *= 0.56f;
    half.x += top.w - half.w;
    struct code code = code_place(canvas, canvas->view->url, half,
                                  CODE_PART * canvas->frame.height);
    struct box words = top;
    if (code.modules > 0) {
        words.w = code.plate.x - 7.0f * u - words.x;
        words.y = code.plate.y - 1.0f * u;
        words.h = code.plate.h + 2.0f * u;
    }
    draw_words(canvas, words, code.modules > 0);
    if (code.modules > 0) {
        code_draw(canvas, &code);
    }
    draw_guests(canvas, strip);
}
