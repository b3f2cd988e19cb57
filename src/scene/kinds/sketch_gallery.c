// A page of drawings. Cards are as large as the page allows, a square for the
// drawing and a line below it for its number and its dots. A page draws itself
// the first time it is shown, one card a little after the other, all within
// two and a half seconds.
#include "scene/kinds/sketch_gallery.h"

#include <math.h>
#include <stdio.h>

#define GAP_U 1.8f
#define CAPTION_U 6.2f
#define PAD_U 1.2f
#define PAGES_PART 0.6f // of the width, at most
#define PAGES_U 3.2f    // for the discs that tell the page
#define BEST_PART 0.40f
#define BEST_GAP_U 3.0f
#define STAGGER_PART 0.4f // of the time, from the first card to the last
#define INK_PART 0.014f   // of a drawing's side
#define DOT_U 1.6f
#define DOT_PITCH_U 2.0f
#define NEAR_PX 1.2f // points nearer to each other than this are one

uint32_t
gallery_page_count(uint32_t count, bool has_best) {
    uint32_t first = has_best ? GALLERY_PAGE_BEST : GALLERY_PAGE;
    if (count <= first) {
        return 1;
    }
    return 1 + (count - first + GALLERY_PAGE - 1) / GALLERY_PAGE;
}

uint32_t
gallery_page(uint32_t pages, tick since_ms) {
    return since_ms <= 0 || pages == 0
               ? 0
               : (uint32_t) (since_ms / GALLERY_PAGE_MS % pages);
}

static uint32_t
first_of(const struct gallery *gallery, uint32_t page) {
    uint32_t head = gallery->has_best ? GALLERY_PAGE_BEST : GALLERY_PAGE;
    return page == 0 ? 0 : head + (page - 1) * GALLERY_PAGE;
}

// -- Cards -------------------------------------------------------------------

// The number of columns that makes the drawings largest.
static void
lay_out_grid(const struct canvas *canvas, unsigned count, struct box area,
             struct box *out) {
    float gap = GAP_U * canvas->u, caption = CAPTION_U * canvas->u;
    unsigned best = 1;
    float best_side = 0.0f;
    for (unsigned columns = 1; columns <= count; columns++) {
        unsigned rows = (count + columns - 1) / columns;
        float w = (area.w - gap * (float) (columns - 1)) / (float) columns;
        float h = (area.h - gap * (float) (rows - 1)) / (float) rows;
        float side = fminf(w, h - caption);
        if (side > best_side) {
            best_side = side;
            best = columns;
        }
    }
    unsigned rows = (count + best - 1) / best;
    float most = (area.w - gap * (float) (best - 1)) / (float) best;
    float h = fminf((area.h - gap * (float) (rows - 1)) / (float) rows,
                    most + caption);
    float w = fminf(most, fmaxf(1.35f * (h - caption), 20.0f * canvas->u));
    float wide = w * (float) best + gap * (float) (best - 1);
    float tall = h * (float) rows + gap * (float) (rows - 1);
    for (unsigned i = 0; i < count; i++) {
        unsigned column = i % best, row = i / best;
        out[i] = (struct box){
            area.x + (area.w - wide) / 2.0f + (w + gap) * (float) column,
            area.y + (area.h - tall) / 2.0f + (h + gap) * (float) row, w, h};
    }
}

unsigned
gallery_cards(const struct canvas *canvas, const struct gallery *gallery,
              uint32_t page, struct box area,
              struct box out[static GALLERY_PAGE]) {
    uint32_t first = first_of(gallery, page);
    uint32_t end = first_of(gallery, page + 1);
    end = end < gallery->count ? end : gallery->count;
    unsigned count = end - first;
    float u = canvas->u;
    if (gallery_page_count(gallery->count, gallery->has_best) > 1) {
        area.h -= PAGES_U * u;
    }
    if (!gallery->has_best || page > 0 || count < 2) {
        lay_out_grid(canvas, count, area, out);
        return count;
    }
    float side = fminf(BEST_PART * area.w, area.h - CAPTION_U * u);
    struct box best = {area.x, area.y, fmaxf(1.0f, side), area.h};
    float height = best.w + CAPTION_U * u;
    best.y += fmaxf(0.0f, (best.h - height) / 2.0f);
    best.h = fminf(best.h, height);
    out[0] = best;
    float taken = best.w + BEST_GAP_U * u;
    struct box rest = {area.x + taken, area.y, area.w - taken, area.h};
    lay_out_grid(canvas, count - 1, rest, out + 1);
    return count;
}

// -- A drawing ---------------------------------------------------------------

// Where a drawing's points go, and how much ink it has.
struct easel {
    struct box paper; // square
    float ink;        // px
    struct color color;
    unsigned left; // points that are still to be drawn
};

static struct point
place(const struct easel *easel, struct sketch_point at) {
    float scale = easel->paper.w / (float) SKETCH_SIDE;
    return (struct point){easel->paper.x + scale * (float) at.x,
                          easel->paper.y + scale * (float) at.y};
}

static void
draw_stroke(const struct canvas *canvas, const struct easel *easel,
            const struct sketch_point *points, unsigned count) {
    struct point line[SKETCH_POINT_MAX];
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++) {
        struct point at = place(easel, points[i]);
        bool is_near =
            kept > 0 && i + 1 < count
            && hypotf(at.x - line[kept - 1].x, at.y - line[kept - 1].y)
                   < NEAR_PX;
        if (!is_near) {
            line[kept++] = at;
        }
    }
    bool is_dot =
        kept < 2
        || (kept == 2
            && hypotf(line[1].x - line[0].x, line[1].y - line[0].y) < NEAR_PX);
    if (is_dot && kept > 0) {
        drawing_disc(canvas->out, line[0], easel->ink * 0.75f, easel->color);
    } else if (kept > 0) {
        drawing_line(canvas->out, line, kept, easel->ink, false, easel->color);
    }
}

static void
draw_strokes(const struct canvas *canvas, const struct wall_item *item,
             struct easel *easel) {
    struct sketch_point points[SKETCH_POINT_MAX];
    unsigned count = 0;
    uint16_t at = 0;
    while (easel->left > 0 && sketch_stroke(item, &at, points, &count)) {
        unsigned shown = count < easel->left ? count : easel->left;
        easel->left -= shown;
        draw_stroke(canvas, easel, points, shown);
    }
}

// -- What stands below it ----------------------------------------------------

static void
draw_dots(const struct canvas *canvas, uint32_t dots, struct box box) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    struct color color = canvas->theme->accent;
    float middle = box.y + box.h / 2.0f;
    char text[16];
    snprintf(text, sizeof text, "%u", (unsigned) dots);
    float width = canvas_width(canvas, FONT_VALUE, size, text);
    canvas_label(canvas, FONT_VALUE, size,
                 (struct point){box.x + box.w, middle}, ALIGN_RIGHT,
                 dots > 0 ? canvas->theme->text : canvas->theme->muted, text);
    float room = box.w - width - 1.0f * u;
    uint32_t most = (uint32_t) fmaxf(0.0f, floorf(room / (DOT_PITCH_U * u)));
    most = most < GALLERY_PAGE ? most : GALLERY_PAGE;
    uint32_t shown = dots <= most ? dots : most > 0;
    for (uint32_t i = 0; i < shown; i++) {
        float x = box.x + box.w - width - 1.0f * u
                  - DOT_PITCH_U * u * ((float) i + 0.5f);
        drawing_disc(canvas->out, (struct point){x, middle}, DOT_U * u / 2.0f,
                     color);
    }
}

static void
draw_caption(const struct canvas *canvas, const struct gallery *gallery,
             uint32_t place_number, struct box box) {
    float u = canvas->u;
    float size = canvas_type(canvas, TYPE_MIN);
    struct box inner = {box.x + PAD_U * u, box.y, box.w - 2.0f * PAD_U * u,
                        box.h};
    uint32_t item =
        gallery->results ? gallery->results[place_number].item : place_number;
    char number[16];
    snprintf(number, sizeof number, "%u", gallery->wall->items[item].number);
    canvas_label(canvas, FONT_LABEL, size,
                 (struct point){inner.x, inner.y + inner.h / 2.0f}, ALIGN_LEFT,
                 canvas->theme->text2, number);
    if (gallery->has_dots && gallery->results) {
        float taken = canvas_width(canvas, FONT_LABEL, size, number) + 2.0f * u;
        inner.x += taken;
        inner.w -= taken;
        draw_dots(canvas, gallery->results[place_number].dots, inner);
    }
}

// How much of a card's drawing is there, 0 … 1.
static float
drawn_part(const struct gallery *gallery, unsigned at, unsigned count,
           tick since_ms) {
    if (!gallery->is_drawn || since_ms >= GALLERY_DRAW_MS) {
        return 1.0f;
    }
    float late = count > 1 ? STAGGER_PART * GALLERY_DRAW_MS * (float) at
                                 / (float) (count - 1)
                           : 0.0f;
    float part = ((float) since_ms - late)
                 / ((1.0f - STAGGER_PART) * (float) GALLERY_DRAW_MS);
    return fminf(1.0f, fmaxf(0.0f, part));
}

static void
draw_card(const struct canvas *canvas, const struct gallery *gallery,
          uint32_t place_number, float part, struct box card) {
    float u = canvas->u;
    uint32_t item =
        gallery->results ? gallery->results[place_number].item : place_number;
    const struct wall_item *drawing = &gallery->wall->items[item];
    bool is_best = gallery->has_best && place_number == 0;
    canvas_panel(canvas, card, 1.2f * u, canvas->theme->surface);
    if (is_best) {
        drawing_frame(canvas->out, card, 1.2f * u, 0.5f * u,
                      canvas->theme->accent);
    }
    struct box paper = {card.x, card.y, card.w, card.h - CAPTION_U * u};
    float side = fmaxf(1.0f, fminf(paper.w, paper.h) - 2.0f * PAD_U * u);
    struct easel easel = {
        .paper = {paper.x + (paper.w - side) / 2.0f,
                  paper.y + (paper.h - side) / 2.0f + 0.4f * u, side, side},
        .ink = fmaxf(0.35f * u, INK_PART * side),
        .color = canvas->theme->text,
        .left = (unsigned) ceilf(part * (float) sketch_point_count(drawing)),
    };
    draw_strokes(canvas, drawing, &easel);
    draw_caption(canvas, gallery, place_number,
                 (struct box){card.x, card.y + card.h - CAPTION_U * u, card.w,
                              CAPTION_U * u - 0.4f * u});
}

// A disc a page, the present one lit; of very many a line and where on it.
static void
draw_pages(const struct canvas *canvas, uint32_t pages, uint32_t page,
           struct box area) {
    float u = canvas->u;
    float pitch = 2.4f * u;
    float wide = fminf(pitch * (float) pages, PAGES_PART * area.w);
    float step = wide / (float) pages;
    float left = area.x + (area.w - wide) / 2.0f;
    float y = area.y + area.h - 0.9f * u;
    struct point lit = {left + step * ((float) page + 0.5f), y};
    if (pages < 2) {
        return;
    }
    if (step < pitch) {
        struct box line = {left, y - 0.2f * u, wide, 0.4f * u};
        drawing_rect(canvas->out, line, 0.2f * u, canvas->theme->line);
    }
    for (uint32_t i = 0; i < pages && step >= pitch; i++) {
        struct point at = {left + step * ((float) i + 0.5f), y};
        drawing_disc(canvas->out, at, 0.5f * u, canvas->theme->line);
    }
    drawing_disc(canvas->out, lit, 0.7f * u, canvas->theme->accent);
}

void
gallery_draw(const struct canvas *canvas, const struct gallery *gallery,
             struct box area) {
    struct box cards[GALLERY_PAGE];
    if (gallery->count == 0) {
        return;
    }
    uint32_t pages = gallery_page_count(gallery->count, gallery->has_best);
    tick since_ms = canvas->view->since_ms;
    uint32_t page = gallery_page(pages, since_ms);
    // Since it was first shown: a page that comes again is there at once.
    tick shown_ms = since_ms - (tick) GALLERY_PAGE_MS * page;
    unsigned count = gallery_cards(canvas, gallery, page, area, cards);
    uint32_t first = first_of(gallery, page);
    drawing_group(canvas->out, "gallery");
    for (unsigned i = 0; i < count; i++) {
        draw_card(canvas, gallery, first + i,
                  drawn_part(gallery, i, count, shown_ms), cards[i]);
    }
    draw_pages(canvas, pages, page, area);
}
